"""Times at one dose, and what counts as one change of a medicine.

Only scheduled medicines belong here; amounts are per day in the medicine's own unit. A row that
repeats the dose in force is no change, and neither is a row of zeros before the first dose.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from fibrojournal.domain.medicines import DoseChange

TITRATION_GAP_DAYS = 21
"""Steps in one direction belong together when each comes sooner than this after the last."""


@dataclass(frozen=True, slots=True)
class DosePeriod:
    """A medicine at one dose.

    Attributes:
        medicine: Its name.
        first: First day at this dose.
        last: First day of the next dose (excluded); None = still so.
        per_day: Amount per day in the medicine's unit; 0 = stopped.
        change: The row that began it.
    """

    medicine: str
    first: date
    last: date | None
    per_day: Decimal
    change: DoseChange

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        return self.first <= day and (self.last is None or day < self.last)


@dataclass(frozen=True, slots=True)
class MedicineChange:
    """One change of one medicine: a single step, or the steps of a titration or taper.

    Attributes:
        medicine: Its name.
        first_day: Day of the first step.
        last_day: Day of the last step; equal to `first_day` for a single one.
        from_per_day: Amount per day before, in the medicine's unit; 0 = it had been stopped;
            None = before the first dose.
        to_per_day: Amount per day after; 0 = stopped.
        steps: The rows, in order.
    """

    medicine: str
    first_day: date
    last_day: date
    from_per_day: Decimal | None
    to_per_day: Decimal
    steps: tuple[DoseChange, ...]

    @property
    def is_other_times_only(self) -> bool:
        """Whether the times of day changed while the amount per day stayed the same."""
        return self.from_per_day == self.to_per_day


def dose_periods(changes: Iterable[DoseChange], until: date) -> tuple[DosePeriod, ...]:
    """Return the periods at one dose, by medicine (in order of name), then day.

    Args:
        changes: Rows of any number of medicines, in any order.
        until: Rows after this day are left out; the last period of each medicine stays open.
    """
    periods = []
    for rows in _by_medicine(changes, until):
        ends = [row.day for row in rows[1:]] + [None]
        periods += [
            DosePeriod(row.medicine, row.day, end, row.per_day, row)
            for row, end in zip(rows, ends, strict=True)
        ]
    return tuple(periods)


def medicine_changes(changes: Iterable[DoseChange]) -> tuple[MedicineChange, ...]:
    """Group rows into changes, by first day, then medicine.

    Consecutive rows of one medicine in the same direction, each less than 21 days after the one
    before, are one change. A row that moves amounts between the times of day but keeps the
    amount per day has no direction: it is a change of its own and ends a titration.
    """
    grouped = [change for rows in _by_medicine(changes) for change in _grouped(rows)]
    return tuple(sorted(grouped, key=attrgetter("first_day", "medicine")))


def _by_medicine(
    changes: Iterable[DoseChange], until: date | None = None
) -> Iterator[list[DoseChange]]:
    """Yield the rows of each medicine that alter something, by day."""
    ordered = sorted(changes, key=attrgetter("medicine", "day"))
    for _name, rows in groupby(ordered, key=attrgetter("medicine")):
        real: list[DoseChange] = []
        for row in rows:
            if until is not None and row.day > until:
                break
            if row.is_stop and (not real or real[-1].is_stop):
                continue
            if real and _same_dose(real[-1], row):
                continue
            real.append(row)
        if real:
            yield real


def _same_dose(one: DoseChange, other: DoseChange) -> bool:
    return one.amounts == other.amounts and one.every_days == other.every_days


def _grouped(rows: list[DoseChange]) -> Iterator[MedicineChange]:
    before: DoseChange | None = None
    group = rows[:1]
    for last, row in pairwise(rows):
        soon = (row.day - last.day).days < TITRATION_GAP_DAYS
        way = _direction(last, row)
        if soon and way != 0 and way == _direction(before, group[0]):
            group.append(row)
        else:
            yield _change(before, group)
            before, group = last, [row]
    yield _change(before, group)


def _direction(one: DoseChange | None, other: DoseChange) -> int:
    """Return 1 for more per day, -1 for less, 0 for the same."""
    before = 0 if one is None else one.per_day
    return (other.per_day > before) - (other.per_day < before)


def _change(before: DoseChange | None, group: list[DoseChange]) -> MedicineChange:
    return MedicineChange(
        group[0].medicine,
        group[0].day,
        group[-1].day,
        None if before is None else before.per_day,
        group[-1].per_day,
        tuple(group),
    )
