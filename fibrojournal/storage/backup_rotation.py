"""Which backups are kept: all of the newest, then one a day, one a week, one a month.

The order is that of the numbers, never that of the clock. A clock that was set back, or that ran
ahead for a while, makes odd dates and nothing worse: the newest backup is the one with the
highest number, whatever its date says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

NEWEST: Final = 5
DAYS: Final = 12
WEEKS: Final = 10
MONTHS: Final = 12

MOST_KEPT: Final = NEWEST + DAYS + WEEKS + MONTHS
"""No folder holds more of one journal: 39."""


class Numbered(Protocol):
    """What a backup says of itself in its name."""

    @property
    def number(self) -> int:
        """Higher than that of every backup made before."""

    @property
    def made_at(self) -> datetime:
        """What the clock on the wall showed."""


_Kept = TypeVar("_Kept", bound=Numbered)


def to_delete(backups: Iterable[_Kept]) -> list[_Kept]:
    """Return the backups that are not needed any more, oldest first; never the newest.

    Kept are the newest five, and the newest of each of the last 12 days, 10 weeks and 12 months
    that have any.

    Args:
        backups: Of one journal, in any order.
    """
    newest_first = sorted(backups, key=_number, reverse=True)
    kept = {backup.number for backup in newest_first[:NEWEST]}
    for span, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _newest_of_each(newest_first, span, count)
    return [backup for backup in reversed(newest_first) if backup.number not in kept]


def _newest_of_each(
    newest_first: list[_Kept], span: Callable[[datetime], Hashable], count: int
) -> set[int]:
    """Return the number of the newest backup of each of the last `count` spans."""
    newest: dict[Hashable, int] = {}
    for backup in newest_first:
        newest.setdefault(span(backup.made_at), backup.number)
        if len(newest) == count:
            break
    return set(newest.values())


def _number(backup: Numbered) -> int:
    return backup.number


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return (moment.year, moment.month)
