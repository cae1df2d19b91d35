"""What was taken on a day, in words, and how two days differ.

    taken_words(medicine, dose_changes, day, formatter) -> str
    taken_on_two_days(medicines, dose_changes, (first, second), formatter) -> rows

Amounts are in each medicine's own unit. Before the first dose that is written down nothing is
known, so nothing is said to have been taken or not taken then.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.domain.dose_words import amount_words, difference_words, schedule_words
from fibrojournal.domain.medicines import dose_on
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fibrojournal.domain.medicines import DoseChange, Intake, Medicine
    from fibrojournal.i18n import Formatter


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One medicine on two days.

    Attributes:
        medicine: Its name.
        first: What was taken on the first day, in words.
        second: What was taken on the second day.
        difference: The second day beside the first, such as "600 mg a day more", "the same",
            "started", "stopped", "not yet"; "" for medicines that are taken when needed.
        is_different: Whether the difference is one that stands out.
    """

    medicine: str
    first: str
    second: str
    difference: str
    is_different: bool


def taken_words(
    medicine: Medicine,
    dose_changes: Iterable[DoseChange],
    day: date,
    formatter: Formatter,
    intakes: Iterable[Intake] = (),
) -> str:
    """Write what was taken of one medicine on a day.

    Args:
        medicine: The medicine.
        dose_changes: Rows of any medicines, in any order.
        day: The day asked for.
        formatter: Writes numbers.
        intakes: Of any medicines; only those of medicines taken when needed are said.

    Returns:
        Such as "300-0-300-600 mg", "1 patch every 3 days", "not yet" before the first dose that
        is written down, "stopped" after a stop; "500 mg noted" for a medicine taken when needed.
    """
    if medicine.as_needed:
        return _noted_words(medicine, day, formatter, intakes)
    dose = _dose(medicine, dose_changes, day)
    if dose is None:
        return tr("not yet")
    if dose.is_stop:
        return tr("stopped")
    return schedule_words(dose, medicine.unit, formatter)


def taken_on_two_days(
    medicines: Sequence[Medicine],
    dose_changes: Sequence[DoseChange],
    days: tuple[date, date],
    formatter: Formatter,
    intakes: Sequence[Intake] = (),
) -> tuple[TakenRow, ...]:
    """Set two days beside each other, medicine by medicine, in the order of the medicines.

    A medicine without any dose or intake on or before the later day is left out.
    """
    latest = max(days)
    rows = []
    for medicine in medicines:
        written = intakes if medicine.as_needed else dose_changes
        if not any(one.medicine == medicine.name and one.day <= latest for one in written):
            continue
        first, second = (
            taken_words(medicine, dose_changes, day, formatter, intakes) for day in days
        )
        difference, stands_out = "", False
        if not medicine.as_needed:
            difference, stands_out = _difference(medicine, dose_changes, days, formatter)
        rows.append(TakenRow(medicine.name, first, second, difference, stands_out))
    return tuple(rows)


def _dose(medicine: Medicine, changes: Iterable[DoseChange], day: date) -> DoseChange | None:
    return dose_on((change for change in changes if change.medicine == medicine.name), day)


def _difference(
    medicine: Medicine,
    changes: Sequence[DoseChange],
    days: tuple[date, date],
    formatter: Formatter,
) -> tuple[str, bool]:
    before, after = (_dose(medicine, changes, day) for day in days)
    if after is None:
        return tr("not yet"), before is not None
    takes = not after.is_stop
    took = before is not None and not before.is_stop
    if takes and before is None:
        return tr("started"), True
    if takes and not took:
        return tr("started again"), True
    if not takes and (took or before is None):
        return tr("stopped"), True
    same = before is not None and (before.amounts, before.every_days) == (
        after.amounts,
        after.every_days,
    )
    words = difference_words(before, after, medicine.unit, formatter)
    return words, not same and takes


def _noted_words(
    medicine: Medicine, day: date, formatter: Formatter, intakes: Iterable[Intake]
) -> str:
    """Write what was noted of a medicine taken when needed; nothing noted is not nothing taken."""
    noted = [one for one in intakes if one.medicine == medicine.name and one.day == day]
    if not noted:
        return tr("none noted")
    amounts = [one.amount for one in noted if one.amount is not None]
    if len(amounts) < len(noted):
        return tr("noted, without an amount")
    total = sum(amounts, Decimal(0))
    if total == 0:
        return tr("none taken")
    return tr("{amount} noted").format(amount=amount_words(total, medicine.unit, formatter))
