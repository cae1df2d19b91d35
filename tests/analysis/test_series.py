from __future__ import annotations

import math
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.series import DailyValues, daily_values, trailing_mean
from fibrojournal.domain.entries import ItemScores
from fibrojournal.domain.scales import COUNT, DONE, NUMERIC_RATING, SEVERITY, Scale
from fibrojournal.domain.tracked_items import TrackedItem

MONDAY = date(2026, 11, 2).toordinal()


def item(key: str = "pain_average", scale: Scale = NUMERIC_RATING) -> TrackedItem:
    return TrackedItem(key, "symptom", scale)


def moments(key: str, *values: float) -> ItemScores:
    return ItemScores(key, (MONDAY,) * len(values), values, (True,) * len(values))


def daily(scores: dict[int, float]) -> DailyValues:
    days = sorted(scores)
    return DailyValues("pain_average", np.array(days), np.array([scores[day] for day in days]))


def test_the_day_entry_wins_over_moments() -> None:
    scores = ItemScores("pain_average", (MONDAY,) * 3, (9, 2, 8), (True, False, True))
    assert daily_values(scores, item()).values.tolist() == [2]


def test_moments_of_most_items_are_averaged() -> None:
    assert daily_values(moments("fatigue", 2, 3, 7), item("fatigue")).values.tolist() == [4]


def test_moments_of_worst_items_give_the_highest() -> None:
    folded = daily_values(moments("pain_worst", 2, 9, 7), item("pain_worst"))
    assert folded.values.tolist() == [9]


def test_moments_of_counts_are_added() -> None:
    assert daily_values(moments("steps", 100, 0, 50), item("steps", COUNT)).values.tolist() == [
        150
    ]


def test_something_done_once_was_done_that_day() -> None:
    assert daily_values(moments("walk", 0, 1, 0), item("walk", DONE)).values.tolist() == [1]


def test_days_come_out_in_order_each_once() -> None:
    scores = ItemScores("fatigue", (MONDAY + 2, MONDAY, MONDAY), (1, 2, 4), (False, True, True))
    folded = daily_values(scores, item("fatigue"))
    assert folded.days.tolist() == [MONDAY, MONDAY + 2]
    assert folded.values.tolist() == [3, 1]


def test_a_blank_day_has_no_value_and_zero_has_one() -> None:
    scores = daily({MONDAY: 0})
    assert scores.on(date.fromordinal(MONDAY)) == 0
    assert scores.on(date.fromordinal(MONDAY + 1)) is None


def test_three_scored_days_in_seven_give_no_mean() -> None:
    mean = trailing_mean(daily({MONDAY + day: 5 for day in (0, 3, 6)}))
    assert mean.is_empty


def test_four_scored_days_in_seven_give_a_mean_with_its_n() -> None:
    mean = trailing_mean(daily({MONDAY + day: day for day in (0, 2, 4, 6)}))
    assert mean.means[-1] == 3
    assert mean.scored[-1] == 4


def test_a_gap_in_the_scores_is_a_gap_in_the_mean() -> None:
    scored = [*range(7), *range(20, 27)]
    mean = trailing_mean(daily({MONDAY + day: 5 for day in scored}))
    assert np.isfinite(mean.means[9])  # four of its seven days were scored
    assert np.isnan(mean.means[10:23]).all()
    assert np.isfinite(mean.means[23])


def test_no_scores_give_no_means() -> None:
    assert trailing_mean(daily_values(ItemScores("fog", (), (), ()), item("fog"))).days.size == 0


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 3), max_size=40))
@settings(deadline=None, max_examples=60)
def test_the_trailing_mean_is_the_plain_mean_of_what_was_scored(scores: dict[int, int]) -> None:
    mean = trailing_mean(daily({MONDAY + day: score for day, score in scores.items()}))
    for day, value, n in zip(mean.days, mean.means, mean.scored, strict=True):
        own = [
            scores[d] for d in range(int(day) - MONDAY - 6, int(day) - MONDAY + 1) if d in scores
        ]
        assert n == len(own)
        if len(own) < 4:
            assert math.isnan(value)
        else:
            assert math.isclose(value, sum(own) / len(own))


@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 3), min_size=1, max_size=40),
    st.integers(1, 60),
)
@settings(deadline=None, max_examples=60)
def test_later_scores_never_alter_an_earlier_mean(scores: dict[int, int], cut: int) -> None:
    whole = trailing_mean(daily(dict(scores)))
    early = trailing_mean(daily({day: score for day, score in scores.items() if day < cut}))
    assert np.array_equal(early.means, whole.means[: early.means.size], equal_nan=True)


def test_severity_of_moments_is_averaged() -> None:
    assert daily_values(moments("se_dizzy", 0, 3), item("se_dizzy", SEVERITY)).values[0] == 1.5
