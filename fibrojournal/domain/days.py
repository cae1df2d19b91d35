"""Local calendar days: a day in the diary is the day as the person lived it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Clock = Callable[[], datetime]
    """Gives the present moment as an aware datetime in the local time zone."""

DAY_TURNS_AT = 4
"""Hour until which writing still belongs to the day before."""

FIRST_DAY = date(1900, 1, 1)
"""No entry is older: an earlier date is a slip of the pen."""


def journal_day(now: datetime, turns_at: int = DAY_TURNS_AT) -> date:
    """Return the day that a moment belongs to: until `turns_at` o'clock, the day before.

    The clock on the wall decides, not elapsed hours, so a change to or from summer time moves
    nothing.
    """
    day = now.date()
    return day - timedelta(days=1) if now.hour < turns_at else day


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included; nothing if `last` is earlier."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def check_written_day(day: date, today: date) -> None:
    """Refuse days that nobody can have lived yet, or that are a slip of the pen.

    Raises:
        RefusedError: `day` is after `today` or before 1900.
    """
    if day > today:
        raise RefusedError(
            tr("This day is in the future."),
            remedy=tr("The diary holds days up to today. Please choose another day."),
        )
    if day < FIRST_DAY:
        raise RefusedError(
            tr("This day is before 1900."), remedy=tr("Please check the year of the date.")
        )
