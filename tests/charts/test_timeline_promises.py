"""Missing is missing, and a dose is history: both held over random journals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.dose_periods import TITRATION_GAP_DAYS
from fibrojournal.charts.change_words import change_label
from fibrojournal.charts.describe import day_in_words, timeline_table
from fibrojournal.charts.staircase import edge, stretches
from tests.builders import TODAY, day, make_dose_change, make_medicine
from tests.charts.timelines import FORMATTER, make_chart, make_timeline, points

if TYPE_CHECKING:
    from fibrojournal.charts.timeline_data import TimelineData

SPAN = 60
SCORES = st.dictionaries(st.integers(0, SPAN), st.integers(0, 10), max_size=SPAN)
ROWS = st.dictionaries(st.integers(0, SPAN), st.sampled_from([0, 300, 600, 900]), max_size=6)


def with_doses(scores: dict[int, int], rows: dict[int, int]) -> TimelineData:
    return make_timeline(
        {"fatigue": {ago: float(score) for ago, score in scores.items()}},
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(ago), amount) for ago, amount in rows.items()],
        first_day=day(SPAN),
    )


@given(SCORES)
@settings(deadline=None, max_examples=25)
def test_text_table_and_picture_hold_the_same_numbers(scores: dict[int, int]) -> None:
    data = with_doses(scores, {})
    xs, ys = points(make_chart(data), "days:fatigue")
    drawn = dict(zip(xs.astype(int).tolist(), ys.tolist(), strict=True))
    _headers, rows = timeline_table(data, day(SPAN), TODAY, FORMATTER)
    for ago in range(SPAN + 1):
        cell, words = rows[ago][1], day_in_words(data, day(ago), FORMATTER).lines[0]
        if ago in scores:
            assert drawn.pop(day(ago).toordinal()) == scores[ago]
            assert cell == str(scores[ago])
            assert words == f"fatigue {scores[ago]}"
        else:
            assert (cell, words) == ("", "no scores")
    assert drawn == {}


@given(SCORES)
@settings(deadline=None, max_examples=25)
def test_the_plotted_mean_is_the_trailing_mean_or_a_gap(scores: dict[int, int]) -> None:
    data = with_doses(scores, {})
    xs, ys = points(make_chart(data), "mean:fatigue")
    for ordinal, mean in zip(xs.tolist(), ys.tolist(), strict=True):
        ago = TODAY.toordinal() - int(ordinal)
        own = [scores[one] for one in range(ago, ago + 7) if one in scores]
        assert np.isnan(mean) if len(own) < 4 else np.isclose(mean, sum(own) / len(own))


@given(SCORES, ROWS, st.integers(0, SPAN), st.sampled_from([0, 100, 1200]))
@settings(deadline=None, max_examples=40)
def test_a_change_alters_nothing_before_its_day(
    scores: dict[int, int], rows: dict[int, int], ago: int, amount: int
) -> None:
    before, after = with_doses(scores, rows), with_doses(scores, rows | {ago: amount})
    one, other = before.items[0], after.items[0]
    assert np.array_equal(one.daily.values, other.daily.values)
    assert np.array_equal(one.mean.means, other.mean.means, equal_nan=True)
    for earlier in range(ago + 1, SPAN + 1):
        told = day_in_words(before, day(earlier), FORMATTER)
        assert told == day_in_words(after, day(earlier), FORMATTER)
    assert steps_until(before, ago) == steps_until(after, ago)
    assert settled_labels(before, ago) == settled_labels(after, ago)


def steps_until(data: TimelineData, ago: int) -> list[tuple[float, float]]:
    """Return the staircase up to the day before."""
    if not data.lanes:
        return []
    until = day(ago) - timedelta(days=1)
    periods = [period for period in data.lanes[0].periods if period.first <= until]
    xs, ys = edge(stretches(periods, until))
    last = until.toordinal() + 1
    steps = zip(xs.tolist(), ys.tolist(), strict=True)
    return [(min(x, last), y) for x, y in steps if not np.isnan(x)]


def settled_labels(data: TimelineData, ago: int) -> set[tuple[str, str]]:
    """Return the labels of changes that no step on that day can belong to any more."""
    return {
        (change.first_day.isoformat(), change_label(change, "mg", FORMATTER))
        for change in data.changes
        if change.last_day <= day(ago + TITRATION_GAP_DAYS)
    }
