"""The usual swing: how far 7-day means lie from the mean of their stretch at one dose.

For every stretch at one dose (of all scheduled medicines together) with at least 21 scored days,
the stretch is cut into whole 7-day blocks from its first day on; a block with at least 4 scored
days gives a mean. With w_ij the block means of stretch i, m_i the mean of all its scored days
and k_i its number of blocks,

    SD = sqrt( sum_i sum_j (w_ij - m_i)^2 / sum_i (k_i - 1) )

the pooled standard deviation over stretches with at least two block means (Snedecor & Cochran,
Statistical Methods). Charts shade m_i +- 1 SD. All numbers are in the item's unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fibrojournal.analysis.series import DailyValues, Days, Values

LEAST_SCORED = 21
"""Fewest scored days of a stretch."""

BLOCK_DAYS = 7
LEAST_IN_BLOCK = 4


@dataclass(frozen=True, slots=True)
class SwingStretch:
    """The band of one stretch at one dose.

    Attributes:
        first: Ordinal of its first day.
        last: Ordinal of its last day (included).
        mean: Mean of its scored days, in the item's unit.
        low: `mean` - 1 SD.
        high: `mean` + 1 SD.
        scored: Its scored days.
    """

    first: int
    last: int
    mean: float
    low: float
    high: float
    scored: int


@dataclass(frozen=True, slots=True)
class UsualSwing:
    """The person's own noise band for one item.

    Attributes:
        spread: The pooled SD in the item's unit; 0 = the block means never differed.
        stretches: In order of time; stretches with too few scored days are not here.
    """

    spread: float
    stretches: tuple[SwingStretch, ...]


def usual_swing(daily: DailyValues, change_days: Iterable[date], until: date) -> UsualSwing | None:
    """Compute the usual swing of one item; None = too few scored days to know it.

    Args:
        daily: The item's scored days.
        change_days: Day of every dose change of every scheduled medicine.
        until: Last day that counts.
    """
    found = []
    squares = 0.0
    freedom = 0
    for first, last in _stretches(daily, change_days, until):
        low, high = np.searchsorted(daily.days, [first, last + 1])
        if high - low < LEAST_SCORED:
            continue
        values = daily.values[low:high]
        mean = float(values.mean())
        found.append((first, last, mean, int(high - low)))
        means = _block_means((daily.days[low:high] - first) // BLOCK_DAYS, values, first, last)
        if means.size > 1:
            squares += float(((means - mean) ** 2).sum())
            freedom += means.size - 1
    if freedom == 0:
        return None
    spread = math.sqrt(squares / freedom)
    return UsualSwing(
        spread,
        tuple(SwingStretch(f, t, m, m - spread, m + spread, n) for f, t, m, n in found),
    )


def _stretches(
    daily: DailyValues, change_days: Iterable[date], until: date
) -> Iterator[tuple[int, int]]:
    """Yield first and last day of each stretch between changes, from the first scored day."""
    if daily.days.size == 0:
        return
    begin, end = int(daily.days[0]), until.toordinal() + 1
    cuts = sorted({day.toordinal() for day in change_days if begin < day.toordinal() < end})
    for first, after in pairwise([begin, *cuts, end]):
        yield first, after - 1


def _block_means(blocks: Days, values: Values, first: int, last: int) -> Values:
    """Average each whole 7-day block that has enough scored days."""
    whole = (last - first + 1) // BLOCK_DAYS
    counts = np.bincount(blocks, minlength=whole)[:whole]
    sums = np.bincount(blocks, weights=values, minlength=whole)[:whole]
    enough = counts >= LEAST_IN_BLOCK
    return np.asarray(sums[enough] / counts[enough], dtype=np.float64)
