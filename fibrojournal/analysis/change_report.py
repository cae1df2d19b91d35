"""All comparisons of a journal, change by change; only what changed is computed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from fibrojournal.analysis.comparison import Comparison, compare, inside
from fibrojournal.analysis.context import MID_0_10, Context, Surroundings, contexts
from fibrojournal.analysis.series import DailyValues
from fibrojournal.analysis.windows import Change, Span, changes
from fibrojournal.domain.tracked_items import TrackedItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.entries import MedicinesTaken
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine


@dataclass(frozen=True, slots=True)
class ChangesSource:
    """What a journal hands over to be compared.

    Attributes:
        items: Every tracked item, hidden ones too.
        daily: Daily values by item key; a missing key = never scored.
        medicines: In their order.
        dose_changes: All of them, in any order.
        events: All of them.
        medicines_taken: What days say about the medicines; a missing day says nothing.
        mid_0_10: Smallest difference that matters on 0-10, in points.
    """

    items: Sequence[TrackedItem]
    daily: Mapping[str, DailyValues]
    medicines: Sequence[Medicine]
    dose_changes: Sequence[DoseChange]
    events: Sequence[Event]
    medicines_taken: Mapping[date, MedicinesTaken]
    mid_0_10: float = MID_0_10


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """One change and every item around it.

    Attributes:
        change: The change.
        comparisons: By the items' order: those with a number in one of their two windows, and
            the main item.
        left_out_days: Days of the windows that were left out; the longest windows count.
        events: Those that share a day with one of the windows, by first day.
    """

    change: Change
    comparisons: tuple[Comparison, ...]
    left_out_days: int
    events: tuple[Event, ...]

    @property
    def main(self) -> Comparison | None:
        """The item that was chosen beforehand; None = none was."""
        return next((one for one in self.comparisons if one.is_main), None)


_Scores: TypeAlias = tuple[TrackedItem, bytes, bytes]
"""An item with the days and values around a change, as they lie in memory."""


class ChangeReports:
    """Makes the reports, and remembers the comparisons of the last time.

    A comparison is made again only if its change, something around it, or a score in its
    windows is no longer what it was.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Change, Context], dict[_Scores, Comparison]] = {}

    def reports(self, source: ChangesSource, *, today: date) -> tuple[ChangeReport, ...]:
        """Return a report for every change up to `today`, newest first."""
        found = changes(source.dose_changes, source.medicines, today)
        around = Surroundings(tuple(source.events), source.medicines_taken, source.mid_0_10)
        items = sorted(source.items, key=lambda item: item.position)
        known, self._known = self._known, {}
        made = []
        for change, context in zip(found, contexts(found, around, today), strict=True):
            key = (change, context)
            remembered = self._known[key] = {}
            before = known.get(key, {})
            comparisons = []
            for item in items:
                daily = _inside(source.daily.get(item.key), item, context.looks.whole)
                if daily.days.size == 0 and item.key != change.main_item:
                    continue
                scores = (item, daily.days.tobytes(), daily.values.tobytes())
                one = before.get(scores) or compare(change, item, daily, context)
                remembered[scores] = one
                if one.is_main or one.before.scored or one.after.scored:
                    comparisons.append(one)
            made.append(_report(change, context, tuple(comparisons)))
        return tuple(reversed(made))


def change_reports(source: ChangesSource, *, today: date) -> tuple[ChangeReport, ...]:
    """Return a report for every change up to `today`, newest first.

    Args:
        source: What the journal holds.
        today: Later dose changes do not exist yet, and windows end here.
    """
    return ChangeReports().reports(source, today=today)


def _inside(daily: DailyValues | None, item: TrackedItem, span: Span) -> DailyValues:
    if daily is None:
        return DailyValues(item.key, np.empty(0, dtype=np.int64), np.empty(0))
    return inside(daily, span)


def _report(change: Change, context: Context, comparisons: tuple[Comparison, ...]) -> ChangeReport:
    after = context.looks.first.until(context.today)
    for one in comparisons:
        after = Span(after.first_day, max(after.last_day, one.after.last_day))
    windows = (context.looks.before, after)
    return ChangeReport(
        change,
        comparisons,
        sum(context.left_out_days(window) for window in windows),
        context.events_in(windows),
    )
