"""Lines of no more points than a screen can show: days are put into buckets of equal length.

Buckets are aligned to the calendar (ordinal // length), so that they stay the same while the
window moves. Days are ordinals, values in the item's unit, NaN = no value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fibrojournal.analysis.series import Days, Values

MOST_POINTS = 240
"""Most buckets in a window."""

WEEK = 7


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Days put together.

    Attributes:
        days: Ordinal of the last day of each bucket that has calendar days in the span.
        means: Mean of the values in the bucket; NaN where fewer than half of its days have one.
        lows: Lowest value; NaN where there is none.
        highs: Highest value; NaN where there is none.
    """

    days: Days
    means: Values
    lows: Values
    highs: Values


def bucket_days(shown_days: float) -> int:
    """Return the length of a bucket for a window of so many days; whole weeks above 7."""
    length = max(math.ceil(shown_days / MOST_POINTS), 1)
    return length if length <= WEEK else math.ceil(length / WEEK) * WEEK


def dense_buckets(days: Days, values: Values, length: int) -> Buckets:
    """Put a value per calendar day (NaN = none) into buckets.

    A bucket stands at its last day: the means that go in are trailing ones, and standing there
    they say nothing about days that come after.

    Args:
        days: Every calendar day of a span, in order.
        values: As long as `days`.
        length: Days per bucket; 1 gives the values back.
    """
    if length == 1 or days.size == 0:
        return Buckets(days, values, values, values)
    starts = np.flatnonzero(np.diff(days // length, prepend=-1))
    sizes = np.diff(starts, append=days.size)
    there = np.isfinite(values)
    counts = np.add.reduceat(there.astype(np.int64), starts)
    sums = np.add.reduceat(np.where(there, values, 0.0), starts)
    lows = np.minimum.reduceat(np.where(there, values, np.inf), starts)
    highs = np.maximum.reduceat(np.where(there, values, -np.inf), starts)
    empty = counts == 0
    means = np.where(2 * counts >= sizes, sums / np.maximum(counts, 1), np.nan)
    means[empty] = np.nan
    return Buckets(
        days[starts + sizes - 1],
        means,
        np.where(empty, np.nan, lows),
        np.where(empty, np.nan, highs),
    )


def scored_buckets(days: Days, values: Values, length: int) -> Buckets:
    """Put scored days into buckets; a bucket stands at the last day that was scored in it.

    Args:
        days: Scored days, ascending.
        values: As long as `days`, never NaN.
        length: Days per bucket.
    """
    if length == 1 or days.size == 0:
        return Buckets(days, values, values, values)
    starts = np.flatnonzero(np.diff(days // length, prepend=-1))
    counts = np.diff(starts, append=days.size)
    return Buckets(
        days[starts + counts - 1],
        np.add.reduceat(values, starts) / counts,
        np.minimum.reduceat(values, starts),
        np.maximum.reduceat(values, starts),
    )
