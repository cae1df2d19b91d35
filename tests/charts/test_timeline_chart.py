from __future__ import annotations

from datetime import timedelta

import numpy as np
from matplotlib.text import Text

from tests.builders import TODAY, day, make_dose_change, make_event, make_medicine, make_plan_step
from tests.charts.timelines import every, make_chart, make_timeline, points, words


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
