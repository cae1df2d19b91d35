"""How long a counted supply lasts at the doses that are written down; nothing is foretold."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.medicines import dose_on
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fibrojournal.domain.medicines import DoseChange, Medicine

TOLD_DAYS: Final = 7
"""With so many days left or fewer, Today says so."""


def supply_days_left(medicine: Medicine, changes: Iterable[DoseChange], today: date) -> int | None:
    """Return for how many whole days what was counted lasts, today included.

    The doses from the day of the count to yesterday are taken off it, whatever was really taken.

    Args:
        medicine: With its count.
        changes: Its dose changes, in any order.
        today: The present journal day.

    Returns:
        0 = used up; None = not counted, taken as needed, or no dose is in force.
    """
    left, counted_on = medicine.supply_amount, medicine.supply_counted_on
    changes = sorted(changes, key=_day)
    dose = dose_on(changes, today)
    if left is None or counted_on is None or medicine.as_needed or dose is None or dose.is_stop:
        return None
    begin = min(counted_on, today)
    marks = sorted({begin, today, *(c.day for c in changes if begin < c.day < today)})
    for first, after in pairwise(marks):
        before = dose_on(changes, first)
        left -= (after - first).days * (before.per_day if before else Decimal(0))
    return max(0, int(left / dose.per_day))


def supply_words(days: int) -> str:
    """Say how long it lasts: "about 19 days left"."""
    if days == 0:
        return tr("nothing left")
    return trn("about {n} day left", "about {n} days left", days)


def _day(change: DoseChange) -> date:
    return change.day
