"""What the sentence under the timeline says: how much was scored, and averages with their n.

Days are calendar days; means are in the item's unit and None below 5 scored days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.analysis.series import DailyValues

LEAST_FOR_MEAN = 5
"""Fewest scored days for an average: the mean of five daily ratings is reliable (Heapy 2014)."""

PART_DAYS = 28
"""Length of the first and of the last part that are averaged, in days."""


@dataclass(frozen=True, slots=True)
class PartMean:
    """The average of one item over some days.

    Attributes:
        mean: In the item's unit; None = fewer than 5 scored days.
        scored: Scored days behind it.
        days: Calendar days looked at.
    """

    mean: float | None
    scored: int
    days: int


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """One item over the days shown.

    Attributes:
        item: Key of the tracked item.
        whole: All days shown.
        first_weeks: The first 4 weeks; None = fewer than 8 weeks are shown.
        last_weeks: The last 4 weeks; None as above.
    """

    item: str
    whole: PartMean
    first_weeks: PartMean | None
    last_weeks: PartMean | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All chosen items over the days shown.

    Attributes:
        scored_days: Days with a score for at least one of the items.
        days: Calendar days shown.
        items: In the order in which they were chosen.
    """

    scored_days: int
    days: int
    items: tuple[ItemSummary, ...]


def summary(chosen: Sequence[DailyValues], first: date, last: date) -> Summary:
    """Summarise the chosen items from `first` to `last`, both included."""
    inside = [daily.between(first, last) for daily in chosen]
    scored = reduce(np.union1d, (daily.days for daily in inside), np.empty(0, dtype=np.int64))
    days = max((last - first).days + 1, 0)
    return Summary(
        int(scored.size), days, tuple(_item_summary(daily, first, last) for daily in inside)
    )


def part_mean(daily: DailyValues, first: date, last: date) -> PartMean:
    """Average one item from `first` to `last`, both included."""
    values = daily.between(first, last).values
    mean = float(values.mean()) if values.size >= LEAST_FOR_MEAN else None
    return PartMean(mean, int(values.size), max((last - first).days + 1, 0))


def _item_summary(daily: DailyValues, first: date, last: date) -> ItemSummary:
    whole = part_mean(daily, first, last)
    if whole.days < 2 * PART_DAYS:
        return ItemSummary(daily.item, whole, None, None)
    rest = timedelta(days=PART_DAYS - 1)
    return ItemSummary(
        daily.item,
        whole,
        part_mean(daily, first, first + rest),
        part_mean(daily, last - rest, last),
    )
