"""What stands around one change, and is the same for every item that is compared there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fibrojournal.analysis.windows import looks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.analysis.windows import Change, Looks, Span
    from fibrojournal.domain.entries import MedicinesTaken
    from fibrojournal.domain.events import Event

MID_0_10 = 1.0
"""Smallest difference that matters on 0-10 where the person chose no other, in points."""

RECENT_DAYS = 56
"""A change is recent for 8 weeks."""

_LEFT_OUT = 1
_AS_PLANNED = 1
_DIFFERENT = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around one change. Two equal ones give equal comparisons.

    Attributes:
        looks: The change's windows.
        today: The last day that counts; a day from which on nothing alters any more stands for
            all later ones.
        first_ordinal: Ordinal of the first day of `looks.whole`.
        left_out: One byte per calendar day of `looks.whole`: 1 = left out.
        intake: One byte per day as above: 0 not said, 1 as planned, 2 different.
        events: Those that touch these days, by first day.
        others: Changes of other medicines that touch these days.
        mid_0_10: Smallest difference that matters on 0-10, in points.
    """

    looks: Looks
    today: date
    first_ordinal: int
    left_out: bytes
    intake: bytes
    events: tuple[Event, ...]
    others: tuple[MedicineChange, ...]
    mid_0_10: float

    def left_out_days(self, span: Span) -> int:
        """Count the days of a window that were left out."""
        if _LEFT_OUT not in self.left_out:
            return 0
        return self.left_out[self._place(span)].count(_LEFT_OUT)

    def counted_days(self, span: Span) -> int:
        """Count the days of a window that were not left out."""
        return span.days - self.left_out_days(span)

    def is_intake_different(self, span: Span) -> bool:
        """Tell whether more than 20 % of the counted days that say anything say "different"."""
        place = self._place(span)
        said = self.intake[place]
        if self.left_out_days(span):
            left_out = self.left_out[place]
            said = bytes(word for word, left in zip(said, left_out, strict=True) if not left)
        different = said.count(_DIFFERENT)
        return 5 * different > different + said.count(_AS_PLANNED)

    def events_in(self, windows: Sequence[Span]) -> tuple[Event, ...]:
        """Return the events that share a day with one of the windows."""
        return tuple(
            event
            for event in self.events
            if any(window.touches(event.first_day, event.last_day) for window in windows)
        )

    def others_in(self, windows: Sequence[Span]) -> tuple[MedicineChange, ...]:
        """Return the changes of other medicines that share a day with one of the windows."""
        return tuple(
            other
            for other in self.others
            if any(window.touches(other.first_day, other.last_day) for window in windows)
        )

    def _place(self, span: Span) -> slice:
        if span.is_empty:
            return slice(0, 0)
        first = span.first_day.toordinal() - self.first_ordinal
        return slice(first, first + span.days)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a journal holds besides scores and doses.

    Attributes:
        events: All events.
        medicines_taken: What days say about the medicines; a missing day says nothing.
        mid_0_10: Smallest difference that matters on 0-10, in points.
    """

    events: tuple[Event, ...] = ()
    medicines_taken: Mapping[date, MedicinesTaken] | None = None
    mid_0_10: float = MID_0_10


def contexts(
    found: Sequence[Change], surroundings: Surroundings, today: date
) -> tuple[Context, ...]:
    """Return the context of each change.

    Args:
        found: All changes, by first day.
        surroundings: Events and intake.
        today: The last day that counts.
    """
    return tuple(
        _context(change, looks(change, previous, following), found, surroundings, today)
        for change, previous, following in zip(
            found, [None, *found], [*found[1:], None], strict=False
        )
    )


def _context(
    change: Change,
    windows: Looks,
    found: Iterable[Change],
    surroundings: Surroundings,
    today: date,
) -> Context:
    whole = windows.whole
    settled_for_good = max(
        whole.last_day + timedelta(days=1), change.last_day + timedelta(days=RECENT_DAYS)
    )
    events = tuple(
        event
        for event in sorted(surroundings.events, key=lambda event: event.first_day)
        if whole.touches(event.first_day, event.last_day)
    )
    return Context(
        windows,
        min(today, settled_for_good),
        whole.first_day.toordinal(),
        _left_out(whole, events),
        _intake(whole, surroundings.medicines_taken or {}),
        events,
        _others(change, whole, found),
        surroundings.mid_0_10,
    )


def _left_out(whole: Span, events: Iterable[Event]) -> bytes:
    days = bytearray(whole.days)
    begin = whole.first_day.toordinal()
    for event in events:
        if event.leave_out:
            first = max(event.first_day.toordinal() - begin, 0)
            last = whole.until(event.last_day) if event.last_day is not None else whole
            after = last.last_day.toordinal() + 1 - begin
            days[first:after] = bytes([_LEFT_OUT]) * (after - first)
    return bytes(days)


def _intake(whole: Span, taken: Mapping[date, MedicinesTaken]) -> bytes:
    if not taken:
        return bytes(whole.days)
    days = (whole.first_day + timedelta(days=place) for place in range(whole.days))
    words = {None: 0, "as_planned": _AS_PLANNED, "different": _DIFFERENT}
    return bytes(words[taken.get(day)] for day in days)


def _others(change: Change, whole: Span, found: Iterable[Change]) -> tuple[MedicineChange, ...]:
    return tuple(
        part
        for other in found
        if other is not change
        for part in other.parts
        if part.medicine not in change.medicines and whole.touches(part.first_day, part.last_day)
    )
