from __future__ import annotations

from datetime import timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from fibrojournal.charts.fonts import text_width
from fibrojournal.charts.label import Label
from fibrojournal.charts.series_style import series_styles
from fibrojournal.charts.style import load_palette
from fibrojournal.domain.scales import NUMERIC_RATING
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from tests.builders import TODAY, day, make_dose_change, make_event, make_medicine, make_plan_step
from tests.charts.timelines import (
    ITEMS,
    every,
    make_chart,
    make_timeline,
    parts,
    points,
    words,
)

if TYPE_CHECKING:
    from fibrojournal.charts.style import ThemeName
    from fibrojournal.charts.timeline_chart import TimelineChart
    from fibrojournal.charts.timeline_data import TimelineData
    from fibrojournal.domain.events import Category


def test_a_blank_day_is_a_gap_in_the_line() -> None:
    chart = make_chart(
        make_timeline({"pain_average": every(40, 6, since=60) | every(40, 4)}, first_day=day(99))
    )
    xs, ys = points(chart, "mean:pain_average")
    gap = (xs > day(56).toordinal()) & (xs < day(37).toordinal())
    assert np.isnan(ys[gap]).all()
    assert np.nanmin(ys) == 4


def test_the_dots_are_the_scored_days_and_nothing_else() -> None:
    chart = make_chart(make_timeline({"fatigue": {0: 7, 3: 0, 9: 5}}))
    xs, ys = points(chart, "days:fatigue")
    assert list(xs) == [day(9).toordinal(), day(3).toordinal(), day(0).toordinal()]
    assert list(ys) == [5, 0, 7]


def test_recalled_days_are_hollow_diamonds() -> None:
    scores = {"fatigue": {0: 7, 3: 0, 9: 5}}
    chart = make_chart(make_timeline(scores, recalled={day(3): 2}))
    xs, _ys = points(chart, "days:fatigue")
    assert list(xs) == [day(9).toordinal(), day(0).toordinal()]
    xs, ys = points(chart, "recalled:fatigue")
    assert (list(xs), list(ys)) == ([day(3).toordinal()], [0])
    [hollow] = parts(chart, "recalled:fatigue")
    assert isinstance(hollow, Line2D)
    assert hollow.get_marker() == "D"
    assert hollow.get_markerfacecolor() == load_palette("light").card
    assert hollow.get_markeredgewidth() > 0


def test_no_item_is_drawn_as_recalled_days_are() -> None:
    palette = load_palette("light")
    styles = series_styles(BUILT_IN_ITEMS, palette)
    assert len(styles) > 12
    assert {style.marker for style in styles}.isdisjoint("D")


def test_a_titration_has_one_label() -> None:
    changes = [
        make_dose_change(day(60), 30, medicine="duloxetine"),
        make_dose_change(day(46), 60, medicine="duloxetine"),
    ]
    chart = make_chart(
        make_timeline(
            {"pain_average": every(100, 5)},
            medicines=[make_medicine("duloxetine")],
            dose_changes=changes,
        )
    )
    assert words(chart, "change-label") == ["duloxetine started, to 60 mg"]


def test_the_staircase_holds_the_doses_day_by_day() -> None:
    chart = make_chart(
        make_timeline(
            {"pain_average": every(100, 5)},
            medicines=[make_medicine()],
            dose_changes=[make_dose_change(day(60), 300), make_dose_change(day(10), 600)],
        )
    )
    xs, ys = points(chart, "dose:gabapentin")
    first, second, end = day(60).toordinal(), day(10).toordinal(), TODAY.toordinal() + 1
    assert list(zip(xs, ys, strict=True)) == [
        (first, 0),
        (first, 300),
        (second, 300),
        (second, 600),
        (end, 600),
    ]


def test_the_plan_is_dashed_and_named() -> None:
    chart = make_chart(
        make_timeline(
            {"pain_average": every(400, 5)},
            medicines=[make_medicine()],
            dose_changes=[make_dose_change(day(60), 1200)],
            plan=[make_plan_step(TODAY + timedelta(days=20), 1500)],
        )
    )
    assert words(chart, "plan-word") == ["plan 1,500"]
    assert list(points(chart, "plan:gabapentin")[1]) == [1200, 1200, 1500, 1500]


def test_an_empty_journal_has_a_calm_empty_picture() -> None:
    chart = make_chart(make_timeline())
    assert words(chart, "end-label") == []
    assert chart.image().width == 1008


def test_a_single_day_is_shown() -> None:
    chart = make_chart(make_timeline({"pain_average": {0: 4}}))
    assert words(chart, "end-label") == ["Pain on average"]


def test_note_words_are_nowhere_in_the_picture() -> None:
    data = make_timeline(
        {"pain_average": every(20, 5)},
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(9), 300, note="secret")],
        events=[make_event(day(8), day(8), category="visit", note="secret")],
    )
    chart = make_chart(data)
    texts = [art.get_text() for art in chart.figure.artists if isinstance(art, Text)]
    assert "visit" in texts
    assert not any("secret" in text for text in texts)
    assert "secret" not in repr((data.events, data.changes, data.lanes))


def story(*, since: int = 429) -> TimelineData:
    """Build a year of scores, doses and events with everything that a timeline can hold."""
    steps = [(since, 300), (300, 600), (200, 900), (150, 700), (140, 600), (60, 900), (1, 1200)]
    changes = [make_dose_change(day(ago), amount) for ago, amount in steps]
    changes += [
        make_dose_change(day(ago), amount, medicine="duloxetine")
        for ago, amount in ((240, 30), (226, 60))
    ]
    visits = [make_event(day(ago), day(ago), category="visit") for ago in (383, 299, 173, 68)]
    events = [
        *visits,
        make_event(day(270), day(258)),
        make_event(day(113), day(102)),
        make_event(day(205), day(124), title="physiotherapy", category="physiotherapy"),
        make_event(day(46), day(38), title="holiday", category="travel"),
    ]
    scores: dict[str, dict[int, float]] = {
        "pain_average": {ago: 3 + ago % 5 for ago in range(since) if ago % 9},
        "fatigue": {ago: 4 + ago % 4 for ago in range(since) if ago % 7},
        "se_dizzy": {ago: ago % 3 for ago in range(since) if ago % 5},
        "se_sleepy": {ago: ago % 2 for ago in range(since)},
        "sleep_hours": {ago: 6 + ago % 3 / 2 for ago in range(since)},
        "weight_kg": {ago: 72 - ago / 100 for ago in range(0, since, 7)},
    }
    return make_timeline(
        scores,
        medicines=[make_medicine(), make_medicine("duloxetine")],
        dose_changes=changes,
        plan=[make_plan_step(TODAY + timedelta(days=20), 1500)],
        events=events,
    )


def boxes(chart: TimelineChart) -> list[tuple[float, float, float, str]]:
    """Return left, right, height and words of every label on the sheet."""
    share = {"left": 0.0, "center": 0.5, "right": 1.0}
    found = []
    for label in (artist for artist in chart.figure.artists if isinstance(artist, Label)):
        x, baseline = label.get_position()
        style = label.get_fontproperties()
        width = text_width(label.get_text(), 13, int(style.get_weight()), style.get_style())
        left = x - share[label.get_horizontalalignment()] * width
        found.append((left, left + width, baseline, label.get_text()))
    return found


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [720, 1008])
@pytest.mark.parametrize("days", [14, 91, 430])
def test_no_word_covers_another_and_all_are_inside(
    theme: ThemeName, width: int, days: int
) -> None:
    chart = make_chart(story(), width=width, height=760, theme=theme)
    chart.show_days(day(days - 1), TODAY)
    found = boxes(chart)
    assert all(left >= 0 and right <= width for left, right, _y, _words in found)
    assert all(10 <= baseline <= chart.height - 3 for _l, _r, baseline, _words in found)
    for one, other in combinations(found, 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 11
        assert apart or "usual swing" in (one[3], other[3]), (one, other)


def test_labels_at_line_ends_are_17_px_apart() -> None:
    keys = ("pain_average", "fatigue", "fog", "anxiety", "se_dizzy", "se_sleepy")
    chart = make_chart(make_timeline({key: every(60, 1) for key in keys}))
    heights = sorted(
        float(label.get_position()[1])
        for label in parts(chart, "end-label")
        if isinstance(label, Label)
    )
    assert len(heights) == 6
    assert all(b - a >= 17 - 1e-6 for a, b in pairwise(heights))


def test_a_change_without_room_for_its_label_keeps_hairline_and_tick() -> None:
    changes = [make_dose_change(day(100 - 2 * n), 300 if n % 2 else 600) for n in range(12)]
    data = make_timeline({"fog": every(400, 5)}, medicines=[make_medicine()], dose_changes=changes)
    chart = make_chart(data)
    hidden = [one for one in chart.changes_shown if one.pill is None]
    assert hidden
    assert len(chart.changes_shown) == 12
    xs, _ys = points(chart, "change-hairlines")
    assert all(one.x in xs.tolist() for one in chart.changes_shown)
    ticks, _ys = points(chart, "change-ticks")
    assert all(one.x in ticks.tolist() for one in hidden)
    assert chart.change_at(hidden[0].x, 200) == hidden[0]


def test_a_click_on_a_label_finds_its_change() -> None:
    chart = make_chart(story())
    one = next(placed for placed in chart.changes_shown if placed.pill)
    assert one.pill is not None
    assert chart.change_at(one.pill[2] - 2, one.pill[1] + 2) == one
    assert chart.change_at(one.pill[2] - 2, chart.height - 1) is None


def test_every_day_is_found_where_it_is_drawn() -> None:
    chart = make_chart(story())
    for ago in (0, 1, 77, 400):
        assert chart.day_at(chart.x_of(day(ago))) == day(ago)
    assert chart.day_at(chart.layout.left - 1) is None


def test_the_axis_runs_past_today_only_when_today_is_shown() -> None:
    chart = make_chart(story())
    chart.show_days(day(200), day(100))
    wanted = (float(day(200).toordinal()), float(day(99).toordinal()))
    assert chart.axis_limits == wanted
    chart.show_days(day(200), TODAY)
    _first, last = chart.axis_limits
    assert last > TODAY.toordinal() + 15


def test_the_layout_stays_while_days_move() -> None:
    chart = make_chart(story())
    before = (chart.layout, chart.plot_box, chart.moving_box)
    chart.show_days(day(100), day(87))
    assert (chart.layout, chart.plot_box, chart.moving_box) == before


def test_moving_there_and_back_gives_the_same_picture() -> None:
    chart = make_chart(story())
    limits, before = chart.axis_limits, chart.image()
    chart.show_axis(limits[0] - 50.5, limits[1] - 50.5)
    assert chart.image() != before
    chart.show_axis(*limits)
    assert chart.image() == before


def test_the_strip_continues_the_picture() -> None:
    chart = make_chart(story(), width=720, height=500)
    chart.show_days(day(250), day(150))
    strip = chart.drag_strip()
    assert strip.left_at(chart.axis_limits[0]) == pytest.approx(
        chart.layout.left + (chart.layout.right - chart.layout.left) / 2, abs=1
    )
    assert strip.px_per_day == chart.px_per_day
    assert strip.picture.height == chart.image().height


def test_twenty_years_are_drawn_with_few_points() -> None:
    scores = {ago: float(ago % 11) for ago in range(7305)}
    chart = make_chart(make_timeline({"pain_average": scores}))
    assert points(chart, "mean:pain_average")[0].size <= 243
    assert points(chart, "days:pain_average")[0].size == 0
    chart.show_days(day(300), TODAY)
    assert points(chart, "days:pain_average")[0].size == 301


def test_a_weekly_measure_is_shown_by_its_days_in_a_lane_of_its_own() -> None:
    chart = make_chart(make_timeline({"weight_kg": dict.fromkeys(range(0, 400, 7), 72.5)}))
    assert points(chart, "days:weight_kg")[0].size == 58
    assert np.isnan(points(chart, "mean:weight_kg")[1]).all()
    assert "Weight" in words(chart, "name")


def test_side_effects_grow_downward() -> None:
    chart = make_chart(make_timeline({"se_dizzy": every(40, 1)}))
    (panel,) = chart.layout.panels
    assert panel.y_of(0) < panel.y_of(1) < panel.y_of(3)


def test_all_series_of_a_panel_differ_without_colour() -> None:
    items = [ITEMS[key] for key in ITEMS if ITEMS[key].scale == NUMERIC_RATING]
    styles = series_styles(items, load_palette("contrast"))
    looks = {(style.marker, style.filled, style.dash) for style in styles}
    assert len(looks) == len(items)


def test_a_flare_is_a_column_through_all_panels() -> None:
    chart = make_chart(story())
    columns = [patch for patch in parts(chart, "flare") if isinstance(patch, Rectangle)]
    assert len(columns) == 2
    assert all(column.get_y() == chart.layout.top for column in columns)
    assert all(column.get_height() > 300 for column in columns)


def test_contrast_hatches_doses_and_dots_flares() -> None:
    chart = make_chart(story(), theme="contrast")
    areas = [patch for patch in parts(chart, "dose-area") if isinstance(patch, Polygon)]
    assert {patch.get_hatch() for patch in areas} == {"////"}
    flares = [patch for patch in parts(chart, "flare") if isinstance(patch, Rectangle)]
    assert {patch.get_hatch() for patch in flares} == {".."}


def test_twelve_medicines_grow_the_sheet_and_name_its_natural_height() -> None:
    names = [f"medicine {n}" for n in range(12)]
    data = make_timeline(
        {"pain_average": every(100, 5)},
        medicines=[make_medicine(name) for name in names],
        dose_changes=[make_dose_change(day(50), 30, medicine=name) for name in names],
    )
    chart = make_chart(data, height=400)
    assert chart.height > 400
    roomy = make_chart(data, height=chart.natural_height)
    assert roomy.height == pytest.approx(chart.natural_height)
    assert all(box.roomy for box in roomy.layout.lanes)


def test_signs_that_no_font_has_do_not_disturb() -> None:
    event = make_event(day(3), day(3), title="🧘 $x_1$ \u0378\nnext", category="visit")
    chart = make_chart(make_timeline({"fog": every(10, 2)}, events=[event]))
    (label,) = words(chart, "event-label")
    assert "$x_1$" in label
    assert "\n" not in label


@given(
    st.dictionaries(st.integers(0, 900), st.integers(0, 3), max_size=30),
    st.dictionaries(st.integers(0, 900), st.sampled_from([0, 1, 600]), max_size=6),
    st.lists(st.tuples(st.integers(-30, 900), st.integers(0, 60)), max_size=6),
    st.integers(0, 900),
    st.integers(1, 900),
)
@settings(deadline=None, max_examples=25)
def test_any_journal_can_be_drawn(
    scores: dict[int, int],
    doses: dict[int, int],
    spans: list[tuple[int, int]],
    last: int,
    days: int,
) -> None:
    kinds: tuple[Category, ...] = ("visit", "flare", "illness")
    data = make_timeline(
        dict.fromkeys(("pain_average", "se_dizzy", "sleep_hours", "weight_kg"), scores),
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(ago), amount) for ago, amount in doses.items()],
        events=[
            make_event(day(ago), day(ago - length), category=kinds[length % 3])
            for ago, length in spans
        ],
    )
    chart = make_chart(data, width=640, height=480)
    chart.show_days(day(last + days - 1), day(last))
    assert chart.image().width == 640


def test_bars_that_lie_over_each_other_have_no_words_over_each_other() -> None:
    apart = make_event(day(200), day(150), title="apart", category="exercise")
    over = [
        make_event(day(100 - n), day(20), title=f"over {n}", category="exercise") for n in range(5)
    ]
    chart = make_chart(make_timeline({"fatigue": every(220, 4)}, events=[apart, *over]))
    assert len(parts(chart, "event-bar")) == 6
    shown = words(chart, "event-label")
    assert "apart" in shown
    assert len([word for word in shown if word.startswith("over")]) == 1
