from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.text import Text

from fibrojournal.analysis.ladder import Ladder, dose_ladder
from fibrojournal.analysis.series import DailyValues
from fibrojournal.charts.describe_ladder import ladder_sentence, ladder_table
from fibrojournal.charts.ladder_chart import LadderChart, ladder_chart
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import ThemeName, load_palette
from tests.builders import TODAY, day, make_dose_change, make_medicine
from tests.charts.timelines import FORMATTER, ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UP_AND_DOWN = ((119, 300), (89, 600), (59, 900), (29, 600))


def make_ladder(
    pain: Mapping[int, float] | None = None,
    dizzy: Mapping[int, float] | None = None,
    steps: tuple[tuple[int, float], ...] = UP_AND_DOWN,
) -> Ladder:
    """Build a ladder from days ago to score; without scores, every day has 6 and 1."""
    scores = {
        "pain_average": dict.fromkeys(range(120), 6.0) if pain is None else pain,
        "se_dizzy": dict.fromkeys(range(120), 1.0) if dizzy is None else dizzy,
    }
    chosen = []
    for key, own in scores.items():
        ago = sorted(own, reverse=True)
        days = np.array([day(one).toordinal() for one in ago], dtype=np.int64)
        values = np.array([own[one] for one in ago], dtype=np.float64)
        chosen.append((ITEMS[key], DailyValues(key, days, values)))
    changes = [make_dose_change(day(one), mg) for one, mg in steps]
    return dose_ladder(make_medicine(), changes, chosen, (), TODAY)


def draw(ladder: Ladder, theme: ThemeName = "light") -> LadderChart:
    return ladder_chart(ladder, ChartSize(832, 280), load_palette(theme), FORMATTER)


def texts(chart: LadderChart, name: str) -> list[str]:
    return [
        artist.get_text()
        for artist in chart.figure.artists
        if isinstance(artist, Text) and artist.get_gid() == name
    ]


def lines(chart: LadderChart, name: str) -> list[Line2D]:
    return [
        artist
        for artist in chart.figure.artists
        if isinstance(artist, Line2D) and (artist.get_gid() or "").startswith(name)
    ]


def test_every_dose_has_its_strip_in_both_panels() -> None:
    chart = draw(make_ladder())
    assert texts(chart, "heading:pain_average") == ["Pain on average"]
    assert texts(chart, "heading:se_dizzy") == ["Dizzy"]
    assert texts(chart, "dose:pain_average") == ["300", "600", "900"]
    assert texts(chart, "way:se_dizzy") == ["up", "up", "down", "up"]
    assert texts(chart, "scored:pain_average") == ["23", "23", "23", "23"]
    assert texts(chart, "average:se_dizzy") == ["1.0"] * 4


def test_up_and_down_have_markers_of_their_own() -> None:
    chart = draw(make_ladder())
    assert [line.get_marker() for line in lines(chart, "mark:pain_average")] == [
        "^",
        "^",
        "v",
        "^",
    ]


def test_few_days_are_dots_without_an_average() -> None:
    chart = draw(make_ladder(pain=dict.fromkeys(range(4), 6.0), dizzy={}))
    assert texts(chart, "scored:pain_average") == ["0", "0", "4", "0"]
    assert texts(chart, "average:pain_average") == []
    (down,) = lines(chart, "days:pain_average:600:down")
    assert len(np.asarray(down.get_xdata(orig=True))) == 4


def test_days_of_one_value_do_not_lie_on_each_other() -> None:
    chart = draw(make_ladder())
    (up,) = lines(chart, "days:pain_average:300:up")
    xs = np.asarray(up.get_xdata(orig=True))
    assert np.unique(xs).size == xs.size == 23


def test_one_item_takes_the_whole_width() -> None:
    ladder = make_ladder()
    one = Ladder(ladder.medicine, ladder.items[:1], ladder.rungs)
    assert texts(draw(one), "dose:pain_average") == ["300", "600", "900"]
    assert texts(draw(one), "heading:se_dizzy") == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_ladder_can_be_drawn_in_every_theme(theme: ThemeName) -> None:
    assert draw(make_ladder(), theme).image().width == 832


def test_an_empty_ladder_is_an_empty_picture() -> None:
    empty = make_ladder(pain={}, dizzy={}, steps=())
    assert draw(empty).image().width == 832
    assert ladder_sentence(empty, FORMATTER) == ("There are no scored days at a settled dose yet.")


def test_the_sentence_gives_n_beside_every_average() -> None:
    ladder = make_ladder(
        pain={ago: 4.0 if ago < 30 else 6.0 for ago in range(120)},
        dizzy=dict.fromkeys(range(3), 1.0),
        steps=((119, 300), (29, 0)),
    )
    assert ladder_sentence(ladder, FORMATTER) == (
        "At 0 mg a day, on the way down: pain 4.0 (23 scored); dizzy only 3 scored. "
        "At 300 mg a day, on the way up: pain 6.0 (83 scored); dizzy not scored. "
        "These were other times, not only other doses."
    )


def test_the_table_has_a_row_for_each_rung() -> None:
    headers, rows = ladder_table(make_ladder(dizzy={}), FORMATTER)
    assert headers == (
        "gabapentin, mg a day",
        "Reached",
        "Days",
        "Pain, average",
        "Pain, scored",
        "Dizzy, average",
        "Dizzy, scored",
    )
    assert rows[0] == ("300", "on the way up", "23", "6.0", "23", "", "0")
    assert [row[1] for row in rows] == [
        "on the way up",
        "on the way up",
        "on the way down",
        "on the way up",
    ]


@settings(deadline=None, max_examples=15)
@given(st.dictionaries(st.integers(0, 119), st.integers(0, 10), max_size=100))
def test_picture_table_and_sentence_hold_the_same_numbers(pain: dict[int, int]) -> None:
    ladder = make_ladder(pain={ago: float(value) for ago, value in pain.items()}, dizzy={})
    chart = draw(ladder)
    _headers, rows = ladder_table(ladder, FORMATTER)
    assert texts(chart, "scored:pain_average") == [row[4] for row in rows]
    shown = [row[3] for row in rows if row[3]]
    assert texts(chart, "average:pain_average") == shown
    sentence = ladder_sentence(ladder, FORMATTER)
    for row in rows:
        if row[3]:
            assert f"pain {row[3]} ({row[4]} scored)" in sentence


def marked(dots: Iterable[Line2D]) -> int:
    return sum(np.asarray(one.get_xdata(orig=True)).size for one in dots)


def test_recalled_days_are_hollow_diamonds_on_the_way_up_and_down() -> None:
    ladder = make_ladder()
    palette = load_palette("light")
    scored = [date.fromordinal(int(one)) for rung in ladder.rungs for one in rung.scores[0].days]
    assert marked(lines(draw(ladder), "recalled:")) == 0
    chart = draw(replace(ladder, recalled=scored[::4]))
    days = lines(chart, "days:pain_average")
    hollow = lines(chart, "recalled:pain_average")
    assert marked(hollow) == len(scored[::4])
    assert marked(days) == len(scored) - len(scored[::4])
    assert {one.get_marker() for one in days} == {"^", "v"}
    assert {one.get_markerfacecolor() for one in hollow} == {palette.card}
    assert {one.get_marker() for one in hollow} == {"D"}


HOLLOW = "Hollow diamonds are days that were recalled later."


def test_the_sentence_of_a_ladder_says_what_hollow_is_where_anything_is() -> None:
    ladder = make_ladder()
    assert HOLLOW not in ladder_sentence(ladder, FORMATTER)
    assert HOLLOW not in ladder_sentence(replace(ladder, recalled=(day(400),)), FORMATTER)
    assert ladder_sentence(replace(ladder, recalled=(day(5),)), FORMATTER).endswith(HOLLOW)
