"""From entries to daily values, and the trailing 7-day mean over them.

Days are proleptic ordinals (`date.toordinal`), values are in the item's own unit. A day that was
left blank or skipped is not in the arrays at all: it is never 0 and never filled in.

    daily_values(scores, item) -> DailyValues       one value per scored day
    trailing_mean(values) -> TrailingMean           one mean per calendar day, NaN where too few
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fibrojournal.domain.scales import COUNT, DONE, DONE_WITH_HELP

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.domain.entries import ItemScores
    from fibrojournal.domain.tracked_items import TrackedItem

Days: TypeAlias = NDArray[np.int64]
"""Day ordinals, ascending."""

Values: TypeAlias = NDArray[np.float64]
"""Numbers in an item's unit."""


@dataclass(frozen=True, slots=True, eq=False)
class DailyValues:
    """One value per scored day of one item.

    Attributes:
        item: Key of the tracked item.
        days: Ordinals of the scored days, ascending, each once.
        values: Their values, in the item's unit; as long as `days`, never NaN.
    """

    item: str
    days: Days
    values: Values

    def between(self, first: date, last: date) -> DailyValues:
        """Return the scored days from `first` to `last`, both included."""
        low, high = np.searchsorted(self.days, [first.toordinal(), last.toordinal() + 1])
        return DailyValues(self.item, self.days[low:high], self.values[low:high])

    def on(self, day: date) -> float | None:
        """Return the value of one day; None = not scored (0 is a score)."""
        place = int(np.searchsorted(self.days, day.toordinal()))
        if place < self.days.size and int(self.days[place]) == day.toordinal():
            return float(self.values[place])
        return None


@dataclass(frozen=True, slots=True, eq=False)
class TrailingMean:
    """The mean of the scored days among the last days, for every calendar day of the span.

    Attributes:
        days: Ordinals of all calendar days from the first to the last scored day.
        means: Mean in the item's unit; NaN where too few days were scored.
        scored: How many scored days stand behind each mean.
    """

    days: Days
    means: Values
    scored: NDArray[np.int64]

    @property
    def is_empty(self) -> bool:
        """Whether no day has a mean."""
        return not bool(np.isfinite(self.means).any())


def daily_values(scores: ItemScores, item: TrackedItem) -> DailyValues:
    """Fold everything written about one item into one value per day.

    The day's own score wins. Where a day has only moments: the highest for "worst" items, the
    sum for counts, whether it was done at all for done / not, the mean for the rest.
    """
    days = np.asarray(scores.days, dtype=np.int64)
    values = np.asarray(scores.values, dtype=np.float64)
    momentary = np.asarray(scores.momentary, dtype=np.bool_)
    if days.size == 0:
        return DailyValues(item.key, days, values)
    order = np.lexsort((momentary, days))  # by day; the day's own score before its moments
    days, values, momentary = days[order], values[order], momentary[order]
    unique, starts, counts = np.unique(days, return_index=True, return_counts=True)
    if item.scale in (DONE, DONE_WITH_HELP) or item.key.endswith("_worst"):
        folded = np.maximum.reduceat(values, starts)
    else:
        folded = np.add.reduceat(values, starts)
        if item.scale != COUNT:
            folded = folded / counts
    return DailyValues(item.key, unique, np.where(momentary[starts], folded, values[starts]))


def trailing_mean(daily: DailyValues, window_days: int = 7, least: int = 4) -> TrailingMean:
    """Average the scored days among each day and the ones before it.

    A trailing mean knows nothing of the days to come, so it cannot leak across a dose change.

    Args:
        daily: The scored days.
        window_days: Length of the window in calendar days, the day itself included.
        least: Fewest scored days in the window for a mean.
    """
    if daily.days.size == 0:
        return TrailingMean(daily.days, daily.values, daily.days)
    first, last = int(daily.days[0]), int(daily.days[-1])
    place = daily.days - first + window_days - 1
    sums = np.zeros(last - first + window_days)
    counts = np.zeros(sums.size, dtype=np.int64)
    sums[place] = daily.values
    counts[place] = 1
    scored = sliding_window_view(counts, window_days).sum(axis=1)
    totals = sliding_window_view(sums, window_days).sum(axis=1)
    means = np.where(scored >= least, totals / np.maximum(scored, 1), np.nan)
    return TrailingMean(np.arange(first, last + 1, dtype=np.int64), means, scored)
