from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from fibrojournal.charts.change_chart import ChangeChart, change_chart
from fibrojournal.charts.change_chart_data import ChangeChartData
from fibrojournal.charts.comparison_words import comparison_sentence
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import ThemeName, load_palette
from tests.builders import make_dose_change, make_event
from tests.charts.changes import (
    CHANGE_DAY,
    LATER,
    make_change,
    make_comparison,
    make_daily,
    make_window,
)
from tests.charts.timelines import FORMATTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.artist import Artist

    from fibrojournal.analysis.comparison import Comparison
    from fibrojournal.domain.events import Event

BEFORE = CHANGE_DAY - timedelta(days=28)
AFTER = CHANGE_DAY + timedelta(days=7)
EVERY_DAY = {BEFORE + timedelta(days=place): float(place % 11) for place in range(63)}


def draw(  # noqa: PLR0913 - a test names only what it is about
    comparison: Comparison | None = None,
    scores: Mapping[date, float] | None = None,
    *,
    events: tuple[Event, ...] = (),
    spread: float | None = 0.6,
    theme: ThemeName = "light",
    width: float = 832,
    recalled: tuple[date, ...] = (),
) -> ChangeChart:
    comparison = comparison or make_comparison()
    daily = make_daily(EVERY_DAY if scores is None else scores, comparison.item.key)
    data = ChangeChartData(make_change(), comparison, daily, events, spread, LATER, recalled)
    return change_chart(data, ChartSize(width, 190), load_palette(theme), FORMATTER)


def named(chart: ChangeChart, name: str) -> list[Artist]:
    return [artist for artist in chart.figure.artists if artist.get_gid() == name]


def line(chart: ChangeChart, name: str) -> Line2D:
    (found,) = named(chart, name)
    assert isinstance(found, Line2D)
    return found


def count(chart: ChangeChart, name: str) -> int:
    return int(np.asarray(line(chart, name).get_xdata(orig=True)).size)


def texts(chart: ChangeChart, name: str) -> list[str]:
    return [text.get_text() for text in named(chart, name) if isinstance(text, Text)]


def ticks(chart: ChangeChart) -> int:
    """Count the ticks of days without a score: two ends and a gap each."""
    return count(chart, "no-score") // 3


def test_open_dots_are_before_filled_dots_after_and_pale_dots_settle() -> None:
    chart = draw()
    assert [count(chart, f"days-{part}") for part in ("before", "settling", "after")] == [
        28,
        7,
        28,
    ]
    palette = load_palette("light")
    assert line(chart, "days-before").get_markerfacecolor() == palette.card
    assert line(chart, "days-before").get_markeredgecolor() == palette.ink
    assert line(chart, "days-after").get_markerfacecolor() == palette.ink
    assert line(chart, "days-settling").get_alpha() == 0.5


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (BEFORE, "before"),
        (CHANGE_DAY, "settling"),
        (AFTER, "after"),
    ],
)
def test_a_recalled_day_is_a_hollow_diamond(day: date, part: str) -> None:
    chart = draw(recalled=(day, BEFORE - timedelta(days=400)))
    assert count(chart, f"days-{part}") == (6 if part == "settling" else 27)
    assert count(chart, f"recalled-{part}") == 1
    hollow = line(chart, f"recalled-{part}")
    assert hollow.get_marker() == "D"
    assert hollow.get_markerfacecolor() == load_palette("light").card
    assert hollow.get_markeredgewidth() > 0


def test_headings_say_days_average_and_scored_days() -> None:
    chart = draw(width=932)  # room for wide fonts too
    assert texts(chart, "heading-before") == ["28 days before: average 6.4"]
    assert texts(chart, "scored-before") == ["26 scored"]
    assert texts(chart, "heading-after") == ["28 days after: average 4.6"]
    assert texts(chart, "scored-after") == ["24 scored"]
    assert texts(chart, "settling-in-word") == ["settling in"]


def test_a_day_without_a_score_is_a_tick_and_never_a_dot() -> None:
    scores = {day: value for day, value in EVERY_DAY.items() if day != AFTER}
    chart = draw(scores=scores)
    assert ticks(chart) == 1
    assert count(chart, "days-after") == 27
    assert texts(chart, "no-score-word") == ["no score"]
    assert texts(draw(), "no-score-word") == []


def test_a_settling_in_day_without_a_score_has_no_tick() -> None:
    scores = {day: value for day, value in EVERY_DAY.items() if day != CHANGE_DAY}
    assert ticks(draw(scores=scores)) == 0


def test_the_axis_names_first_day_change_settled_day_and_last_day() -> None:
    assert sorted(texts(draw(), "axis-word")) == ["3 Aug", "31 Aug", "4 Oct", "7 Sep"]


def test_the_swing_lies_around_the_average_before() -> None:
    chart = draw(spread=0.6)
    (band,) = named(chart, "usual-swing")
    assert isinstance(band, Rectangle)
    average = float(np.asarray(line(chart, "average-before").get_ydata(orig=True))[0])
    middle = band.get_y() + band.get_height() / 2
    assert middle == pytest.approx(average)
    assert texts(chart, "usual-swing-word") == ["usual swing"]
    assert named(draw(spread=None), "usual-swing") == []


def test_without_five_scored_days_there_is_no_average() -> None:
    few = make_comparison("too_few", after=make_window(AFTER, scored=4), likely=None)
    chart = draw(few, {AFTER: 0.0})
    assert named(chart, "average-after") == []
    assert texts(chart, "heading-after") == ["28 days after"]
    assert texts(chart, "scored-after") == ["4 scored"]
    assert count(chart, "days-after") == 1


def test_days_to_come_are_neither_dots_nor_ticks() -> None:
    early = make_comparison("not_yet", after=make_window(AFTER, days=3, scored=3), likely=None)
    early = replace(early, next_look=AFTER + timedelta(days=28))
    chart = draw(early, {})
    assert ticks(chart) == 31
    assert "4 Oct" in texts(chart, "axis-word")
    assert texts(chart, "heading-after") == ["3 days after so far"]


def test_while_it_settles_in_the_days_after_are_still_to_come() -> None:
    early = make_comparison("not_yet", after=make_window(AFTER, days=0, scored=0), likely=None)
    chart = draw(replace(early, next_look=AFTER + timedelta(days=28)))
    assert texts(chart, "heading-after") == ["days after"]
    assert texts(chart, "scored-after") == ["still to come"]
    assert count(chart, "days-after") == 0


def test_days_that_are_left_out_are_hatched_and_pale() -> None:
    ill = make_event(AFTER, AFTER + timedelta(days=8), category="illness", leave_out=True)
    chart = draw(events=(ill, make_event(BEFORE, BEFORE)))
    (column,) = named(chart, "left-out")
    assert isinstance(column, Rectangle)
    assert column.get_hatch()
    assert count(chart, "days-left-out") == 9
    assert count(chart, "days-after") == 19
    assert texts(chart, "left-out-word") == ["left out"]


def test_the_steps_of_a_titration_are_faint_lines() -> None:
    rows = [
        make_dose_change(CHANGE_DAY - timedelta(days=90), 300),
        make_dose_change(CHANGE_DAY, 600),
        make_dose_change(CHANGE_DAY + timedelta(days=7), 900),
    ]
    after = make_window(AFTER + timedelta(days=7), mean=4.6)
    comparison = make_comparison(after=after)
    data = ChangeChartData(make_change(*rows), comparison, make_daily(EVERY_DAY), (), None, LATER)
    chart = change_chart(data, ChartSize(832, 190), load_palette("light"), FORMATTER)
    assert count(chart, "later-steps") == 3
    assert count(chart, "days-settling") == 14


def test_without_a_day_before_the_picture_begins_with_the_change() -> None:
    empty = make_window(CHANGE_DAY, days=0, scored=0)
    chart = draw(make_comparison("too_few", before=empty, likely=None))
    assert texts(chart, "axis-word")[0] == "31 Aug"
    assert named(chart, "average-before") == []


@pytest.mark.parametrize(
    ("item", "labels"),
    [
        ("pain_average", ["0", "5", "10"]),
        ("se_dizzy", ["none", "mild", "moderate", "severe"]),
        ("sleep_hours", ["4", "6", "8 hours"]),
        ("weight_kg", ["4", "6", "8 kg"]),
    ],
)
def test_every_scale_has_its_own_axis(item: str, labels: list[str]) -> None:
    scores = {BEFORE: 5.25, AFTER: 7.0} if item in ("sleep_hours", "weight_kg") else {BEFORE: 1}
    comparison = make_comparison(
        "no_reading", item=item, before=make_window(BEFORE, mean=2), likely=None
    )
    assert texts(draw(comparison, scores), "value-word") == labels


def test_weight_has_no_ticks_for_days_between_weeks() -> None:
    weight = make_comparison("no_reading", item="weight_kg", likely=None)
    assert ticks(draw(weight, {BEFORE: 71.5})) == 0


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [416, 832])
def test_the_picture_can_be_drawn_in_every_theme_and_width(theme: ThemeName, width: float) -> None:
    ill = make_event(AFTER, AFTER + timedelta(days=8), category="illness", leave_out=True)
    image = draw(theme=theme, width=width, events=(ill,)).image()
    assert (image.width, image.height) == (width, 190)


def test_a_narrow_picture_sets_its_headings_in_two_rows() -> None:
    heights = []
    for width in (832, 416):
        chart = draw(width=width)
        before, after = named(chart, "heading-before")[0], named(chart, "heading-after")[0]
        assert isinstance(before, Text)
        assert isinstance(after, Text)
        heights.append(after.get_position()[1] - before.get_position()[1])
    assert heights[0] == 0
    assert heights[1] > 10


@settings(deadline=None, max_examples=15)
@given(st.floats(0, 10), st.floats(0, 10))
def test_averages_drawn_are_those_of_the_result_and_of_the_sentence(
    before: float, after: float
) -> None:
    comparison = make_comparison(
        before=make_window(BEFORE, mean=before), after=make_window(AFTER, mean=after)
    )
    chart = draw(comparison)
    ends = [np.asarray(line(chart, "base").get_ydata(orig=True))[0]]
    ends += [np.asarray(line(chart, "grid").get_ydata(orig=True))[3]]
    for side, mean in (("before", before), ("after", after)):
        height = np.asarray(line(chart, f"average-{side}").get_ydata(orig=True))[0]
        assert (height - ends[0]) / (ends[1] - ends[0]) * 10 == pytest.approx(mean, abs=1e-9)
        words = comparison_sentence(comparison, make_change(), FORMATTER, mid=1, today=LATER)
        (heading,) = texts(chart, f"heading-{side}")
        assert heading == f"28 days {side}: average {mean:.1f}"
        assert f"{mean:.1f} in the 28 days {side}" in words


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(st.integers(-40, 80), st.integers(0, 10), max_size=80))
def test_every_counted_day_is_a_dot_or_a_tick(scores: dict[int, int]) -> None:
    days = {CHANGE_DAY + timedelta(days=place): float(value) for place, value in scores.items()}
    chart = draw(scores=days)
    dots = count(chart, "days-before") + count(chart, "days-after")
    assert dots + ticks(chart) == 56
