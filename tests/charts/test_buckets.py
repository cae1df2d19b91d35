from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.charts.buckets import MOST_POINTS, bucket_days, dense_buckets, scored_buckets

START = 738_000


@given(st.integers(1, 20_000))
@settings(deadline=None, max_examples=100)
def test_a_window_never_has_more_points_than_allowed(days: int) -> None:
    assert days / bucket_days(days) <= MOST_POINTS


def test_short_windows_show_every_day() -> None:
    assert bucket_days(240) == 1


def test_long_windows_use_whole_weeks() -> None:
    assert bucket_days(7305) % 7 == 0


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=200), st.integers(1, 40))
@settings(deadline=None, max_examples=100)
def test_a_bucket_is_the_mean_of_its_values_or_a_gap(
    given_values: list[int | None], length: int
) -> None:
    days = np.arange(START, START + len(given_values), dtype=np.int64)
    values = np.array([np.nan if v is None else v for v in given_values], dtype=np.float64)
    buckets = dense_buckets(days, values, length)
    for day, mean in zip(buckets.days, buckets.means, strict=True):
        own = values[days // length == day // length]
        there = own[np.isfinite(own)]
        if 2 * there.size >= own.size and there.size:
            assert mean == pytest.approx(there.mean())
        else:
            assert np.isnan(mean)


def test_an_empty_bucket_is_never_zero() -> None:
    days = np.arange(START, START + 60, dtype=np.int64)
    buckets = dense_buckets(days, np.full(60, np.nan), 7)
    assert np.isnan([buckets.means, buckets.lows, buckets.highs]).all()


def test_buckets_stay_the_same_while_the_window_moves() -> None:
    days = np.arange(START - START % 7, START - START % 7 + 140, dtype=np.int64)
    values = np.arange(140, dtype=np.float64)
    whole, moved = dense_buckets(days, values, 7), dense_buckets(days[14:], values[14:], 7)
    assert whole.means[2:].tolist() == moved.means.tolist()


def test_scored_days_keep_their_lowest_and_highest() -> None:
    days = START - START % 7 + np.array([0, 3, 6, 8], dtype=np.int64)
    buckets = scored_buckets(days, np.array([2.0, 9, 4, 1]), 7)
    assert buckets.lows.tolist() == [2, 1]
    assert buckets.highs.tolist() == [9, 1]
    assert buckets.days.tolist() == [days[2], days[3]]
