"""Foggy days that may be added to later: offered once, and never asked for again.

The offer remembers two days and nothing of what is written: those before `since` were offered
before, and those from `since` up to `stands_on` are offered on that one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.tracked_items import FOGGY_DAY_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fibrojournal.domain.entries import DayEntry

MOST_DAYS: Final = 3
"""So many days are offered at most."""

DAYS_BACK: Final = 14
"""Days further back are not offered: nobody remembers them well."""


@dataclass(frozen=True, slots=True)
class RecallOffer:
    """Which days are offered, and on which day the offer stands.

    Attributes:
        since: The first day that was not offered before.
        stands_on: The journal day on which the days before it are offered.
    """

    since: date = date.min
    stands_on: date = date.min

    @classmethod
    def read(cls, text: str) -> RecallOffer:
        """Read what `str` wrote; anything else is no offer yet."""
        try:
            since, stands_on = map(date.fromisoformat, text.split())
        except ValueError:
            return cls()
        return cls(since, stands_on)

    def __str__(self) -> str:
        return f"{self.since} {self.stands_on}"

    def moved_to(self, today: date) -> RecallOffer:
        """Return the offer that stands today: another day's was made and is over."""
        return self if self.stands_on == today else RecallOffer(self.stands_on, today)

    def withdrawn(self) -> RecallOffer:
        """Return the offer after "No, thanks"."""
        return RecallOffer(self.stands_on, self.stands_on)

    @property
    def first_day(self) -> date:
        """The first day that is offered."""
        if self.stands_on.toordinal() <= DAYS_BACK:
            return self.since
        return max(self.since, self.stands_on - timedelta(days=DAYS_BACK))

    def days(self, entries: Iterable[DayEntry]) -> tuple[DayEntry, ...]:
        """Return which of these days are offered, newest first."""
        found = [
            entry
            for entry in entries
            if self.first_day <= entry.day < self.stands_on and _was_foggy(entry)
        ]
        return tuple(sorted(found, key=lambda entry: entry.day, reverse=True)[:MOST_DAYS])


def _was_foggy(entry: DayEntry) -> bool:
    """Tell whether only the questions of a foggy day were touched, and one was skipped."""
    return (
        entry.recalled_after_days is None
        and SKIPPED in entry.scores.values()
        and set(entry.scores) <= set(FOGGY_DAY_KEYS)
    )
