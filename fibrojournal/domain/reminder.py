"""The reminder to write about today: when it is shown, and what answers do to it.

Each journal day has one notice at most: from a chosen time of the day on, while nothing is
written about the day. It stands until it is answered, something is written or the day is over.
"Later" makes no second notice: the same one comes back an hour later, once. Whoever starts the
program anew is not shown the notice of that day again.

What is remembered are days and times of the notice, and nothing of what is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

LATER: Final = timedelta(hours=1)
"""After so long a notice that was put off comes back."""

PAUSE: Final = timedelta(days=7)
"""For so long "Not this week" holds, the day itself included."""

KEPT_DAYS: Final = 5
"""So many days with a notice are remembered. A clock that is set back, or a journey over the date
line, goes to a day that had its notice; with five, two days back are never too far."""

_LONGEST_PAUSE: Final = 2 * PAUSE
"""A pause that seems to last longer was begun by a clock that has been set back since."""

_MINUTES_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Reminder:
    """What became of the notices so far.

    Attributes:
        shown_on: The last journal days that had their notice, the newest last.
        again_at: When the newest notice comes back, aware; None = it was not put off.
        paused_until: The first day after a pause; None = there was none.
        stands_on: The journal day whose notice stands in the window now; None = none does. Not
            kept for the next start.
        came_back: The newest notice was put off and is back, so it is not put off again. Not kept
            either.
    """

    shown_on: tuple[date, ...] = ()
    again_at: datetime | None = None
    paused_until: date | None = None
    stands_on: date | None = None
    came_back: bool = False

    @classmethod
    def read(cls, text: str) -> Reminder:
        """Read what `str` wrote; anything else is a reminder that was never shown."""
        try:
            shown, again, paused = text.split(" ")
            days = tuple(date.fromisoformat(day) for day in shown.split(",") if day)
            again_at = datetime.fromisoformat(again) if again else None
            paused_until = date.fromisoformat(paused) if paused else None
        except ValueError:
            return cls()
        if again_at is not None and again_at.tzinfo is None:
            return cls()
        return cls(days[-KEPT_DAYS:], again_at, paused_until)

    def __str__(self) -> str:
        shown = ",".join(map(str, self.shown_on))
        again = self.again_at.astimezone(UTC).isoformat() if self.again_at else ""
        text = f"{shown} {again} {self.paused_until or ''}"
        return text if text.strip() else ""

    def looked_at(
        self, now: datetime, today: date, *, is_wanted: bool, has_come: bool
    ) -> Reminder:
        """Return the reminder after a look at the clock; `stands_on` says what to show.

        Args:
            now: The present moment, aware.
            today: The present journal day.
            is_wanted: The reminder is on, and nothing is written about today.
            has_come: The time of the day is there; see `time_has_come`.
        """
        if not is_wanted or self.is_paused(today):
            return replace(self, stands_on=None)
        if self.stands_on == today:
            return self
        if self._comes_back(now, today):
            return replace(self, again_at=None, stands_on=today, came_back=True)
        if has_come and today not in self.shown_on:
            shown_on = (*self.shown_on, today)[-KEPT_DAYS:]
            return Reminder(shown_on, None, self.paused_until, stands_on=today)
        return replace(self, stands_on=None)

    def is_paused(self, today: date) -> bool:
        """Tell whether a pause holds on a journal day."""
        until = self.paused_until
        return until is not None and timedelta(0) < until - today <= _LONGEST_PAUSE

    def closed(self) -> Reminder:
        """Return the reminder whose notice was answered, and is over for this day."""
        return replace(self, stands_on=None)

    def put_off(self, now: datetime) -> Reminder:
        """Return the reminder after "Later"."""
        return replace(self, again_at=now + LATER, stands_on=None)

    def paused(self, today: date) -> Reminder:
        """Return the reminder after "Not this week"."""
        return replace(self, again_at=None, paused_until=today + PAUSE, stands_on=None)

    def resumed(self) -> Reminder:
        """Return the reminder without its pause; a day that had its notice has no other."""
        return replace(self, paused_until=None)

    def _comes_back(self, now: datetime, today: date) -> bool:
        """Tell whether the notice of this day was put off for long enough.

        A longer wait than "Later" means is due to a clock that was set back meanwhile.
        """
        if self.again_at is None or self.shown_on[-1:] != (today,):
            return False
        return not timedelta(0) < self.again_at - now <= LATER


def time_has_come(now: datetime, at: time, turns_at: int) -> bool:
    """Tell whether it is `at` or later in the journal day; 01:00 is late in a day, not early.

    The clock on the wall decides, so a time that summer time leaves out has come right after.

    Args:
        now: The present moment, local.
        at: The chosen time of the day.
        turns_at: Hour until which writing belongs to the day before.
    """
    return _minutes_into_day(now.time(), turns_at) >= _minutes_into_day(at, turns_at)


def _minutes_into_day(clock: time, turns_at: int) -> int:
    return ((clock.hour - turns_at) * 60 + clock.minute) % _MINUTES_A_DAY
