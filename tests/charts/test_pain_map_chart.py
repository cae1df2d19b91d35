from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch

from fibrojournal.analysis.composites import TwoComposites, composite
from fibrojournal.charts.body_drawing import body_pieces
from fibrojournal.charts.describe_pain_maps import maps_sentence, maps_table
from fibrojournal.charts.label import Label
from fibrojournal.charts.pain_map_chart import PainMapChart, pain_map_chart, shade
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import Palette, load_palette, paper_palette
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.i18n import EnglishFormatter
from tests.builders import TODAY, day

if TYPE_CHECKING:
    from collections.abc import Sequence

NECK = frozenset({"neck"})
NOTHING: frozenset[str] = frozenset()


def both(before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> TwoComposites:
    earlier = [PainMap(day(40 + back), areas) for back, areas in enumerate(before)]
    later = [PainMap(day(back), areas) for back, areas in enumerate(after)]
    return TwoComposites(composite(earlier, day(60), day(40)), composite(later, day(20), TODAY))


def drawn(maps: TwoComposites, palette: Palette | None = None) -> PainMapChart:
    chosen = palette or load_palette("light")
    return pain_map_chart(maps, ("Before", "After"), ChartSize(832, 400), chosen)


def written(chart: PainMapChart, start: str) -> list[str]:
    return [
        artist.get_text()
        for artist in chart.figure.get_children()
        if isinstance(artist, Label) and (artist.get_gid() or "").startswith(start)
    ]


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_n_stands_over_each_side() -> None:
    chart = drawn(both([NECK, NOTHING], [NECK]))
    assert written(chart, "title") == ["Before: 2 mapped days", "After: 1 mapped day"]


def test_numbers_are_percent_of_the_mapped_days() -> None:
    chart = drawn(both([NECK, NOTHING], [NECK, NECK, NECK | {"chest"}]))
    assert written(chart, "percent-neck") == ["50", "50", "100", "100"]
    assert written(chart, "percent-chest") == ["33"]


def test_a_side_without_a_mapped_day_is_an_empty_outline_that_says_so() -> None:
    chart = drawn(both([], [NECK]))
    assert written(chart, "title")[0] == "Before: 0 mapped days"
    assert len(written(chart, "percent")) == 2


def test_every_piece_of_the_body_stands_on_both_sides() -> None:
    chart = drawn(both([NECK], [NECK]))
    assert chart.image().width == 832
    pieces = [one for one in chart.figure.get_children() if isinstance(one, PathPatch)]
    assert len(pieces) == 2 * len(body_pieces())


@pytest.mark.parametrize(
    "palette",
    [*(load_palette(name) for name in ("light", "dark", "contrast")), paper_palette()],
    ids=["light", "dark", "contrast", "paper"],
)
def test_numbers_can_be_read_on_every_shade(palette: Palette) -> None:
    for percent in range(0, 101, 5):
        one, other = luminance(shade(percent / 100, palette)), luminance(palette.ink)
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 4.5


def test_the_sentence_says_n_beside_each_average() -> None:
    said = maps_sentence(both([NECK, NOTHING], []), ("Before", "last 28 days"), EnglishFormatter())
    assert said.startswith(
        "Before: 2 mapped days, on average 0.5 of 19 areas. Last 28 days: no day was mapped."
    )


def test_the_table_has_every_area_that_was_marked() -> None:
    header, rows = maps_table(both([NECK, NOTHING], [frozenset({"left_hip"})]))
    assert header == ("Area", "Days before", "Days after")
    assert rows == (
        ("left hip or buttock", "0 of 2 (0 %)", "1 of 1 (100 %)"),
        ("neck", "1 of 2 (50 %)", "0 of 1 (0 %)"),
    )
    assert maps_table(both([], [NECK]))[1] == (("neck", "", "1 of 1 (100 %)"),)
