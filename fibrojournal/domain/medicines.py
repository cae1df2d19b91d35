"""Medicines and the dated history of their doses.

A dose is history, not a setting: it is known from dated changes, and a change on day D alters
nothing before D. Amounts are in the medicine's own unit and are never converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal, get_args

from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

Unit = Literal["mg", "mcg", "mL", "drops", "patch", "tablet", "other"]
UNITS: tuple[Unit, ...] = get_args(Unit)

AMOUNT_LIMIT = Decimal(1_000_000)
"""Amounts stay below this; it guards the file against slips such as a typed date."""

SETTLING_DAYS = (0, 3, 7, 14)
WINDOW_DAYS = (28, 56)

_PLAIN_NUMBER = re.compile(r"\d{1,7}([.,]\d{1,6})?|[.,]\d{1,6}")


def amount(text: str) -> Decimal:
    """Read an amount such as "300", "0.5" or "0,5".

    Raises:
        RefusedError: Not a plain number, negative, or a million or more.
    """
    text = text.strip()
    try:
        value = Decimal(text.replace(",", ".")) if _PLAIN_NUMBER.fullmatch(text) else None
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        value = None
    if value is None or value >= AMOUNT_LIMIT:
        raise RefusedError(
            tr("This is not an amount."),
            remedy=tr("Write a number such as 300 or 0.5, without the unit."),
        )
    return value


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much at the four times of a day, in the medicine's unit; 0 = none then."""

    morning: Decimal = Decimal(0)
    noon: Decimal = Decimal(0)
    evening: Decimal = Decimal(0)
    night: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if any(not (0 <= part < AMOUNT_LIMIT) for part in self.parts):
            raise ValueError("an amount must be at least 0 and below a million")

    @property
    def parts(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Morning, noon, evening, night."""
        return (self.morning, self.noon, self.evening, self.night)

    @property
    def total(self) -> Decimal:
        """The sum over the four times, in the medicine's unit; 0 = stopped."""
        return sum(self.parts, Decimal(0))


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine as the person writes it.

    Attributes:
        name: Unique in the journal; other values refer to a medicine by it.
        product: Product and form in own words, such as "capsules 100 mg and 300 mg".
        unit: Unit of all its amounts.
        strength: Strength of one piece as written on the box; "" = not written.
        as_needed: Taken when needed: it has no dose history and cuts no window.
        reason: What it is for, in own words; "" = not written.
        supply_amount: Amount left on `supply_counted_on`, in the unit; None = not counted.
        supply_counted_on: The day of that count; None = not counted.
    """

    name: str
    product: str = ""
    unit: Unit = "mg"
    strength: str = ""
    as_needed: bool = False
    reason: str = ""
    supply_amount: Decimal | None = None
    supply_counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class DoseChange:
    """The dose of one scheduled medicine from one day on.

    Attributes:
        medicine: Name of the medicine.
        day: First day at this dose; one change per medicine and day.
        amounts: Amounts at the four times, in the medicine's unit; all 0 = stopped.
        every_days: Taken every so many days: 1 daily, 3 for a patch changed every third day.
        main_item: Key of the item that the person chose to watch; None = none chosen.
        settling_days: Days after the change that are left out of the comparison (0, 3, 7, 14).
        window_days: Length of the comparison's windows in days (28 or 56).
        note: Free text; "" = none.
    """

    medicine: str
    day: date
    amounts: Amounts
    every_days: int = 1
    main_item: str | None = None
    settling_days: int = 7
    window_days: int = 28
    note: str = ""

    def __post_init__(self) -> None:
        if self.every_days < 1:
            raise ValueError(f"every {self.every_days} days")

    @property
    def per_day(self) -> Decimal:
        """Amount per day in the medicine's unit; 0 = stopped."""
        return self.amounts.total / self.every_days

    @property
    def is_stop(self) -> bool:
        """Whether nothing is taken from this day on."""
        return self.amounts.total == 0


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of the prescriber's written plan, as typed by the person.

    Attributes:
        medicine: Name of the medicine.
        day: First day of the step; may be in the future.
        amounts: Amounts as the prescriber wrote them.
        every_days: As in `DoseChange`.
        words: The prescriber's own words, such as "if the dizziness allows"; "" = none.
        typed_on: The day on which it was typed in; None = not known.
        confirmed: The step was confirmed and has become a dose change.
        id: Row in the file; None = not stored yet.
    """

    medicine: str
    day: date
    amounts: Amounts
    every_days: int = 1
    words: str = ""
    typed_on: date | None = None
    confirmed: bool = False
    id: int | None = None

    @property
    def per_day(self) -> Decimal:
        """Amount per day in the medicine's unit; 0 = a planned stop."""
        return self.amounts.total / self.every_days


@dataclass(frozen=True, slots=True)
class Intake:
    """One taking of an as-needed medicine, or one that differed from the plan.

    Attributes:
        medicine: Name of the medicine.
        day: The local calendar day.
        time: Local time; None = not said.
        amount: In the medicine's unit; 0 = a planned dose that was not taken; None = not said.
        note: Free text; "" = none.
        id: Row in the file; None = not stored yet.
    """

    medicine: str
    day: date
    time: time | None = None
    amount: Decimal | None = None
    note: str = ""
    id: int | None = None


def dose_on(changes: Iterable[DoseChange], day: date) -> DoseChange | None:
    """Return the change in force on `day`, or None before the first.

    Args:
        changes: Changes of one medicine, in any order.
        day: The day asked for.
    """
    return max((c for c in changes if c.day <= day), key=lambda c: c.day, default=None)


def lowers(before: DoseChange | PlanStep | None, after: DoseChange | PlanStep) -> bool:
    """Tell whether `after` is less per day than the dose before it (a stop included)."""
    return before is not None and after.per_day < before.per_day


_TAPER_WARNED = re.compile(
    r"\b(gabapentin|neurontin|gralise|horizant|gabapentin enacarbil|pregabalin|lyrica)\b",
    re.IGNORECASE,
)


def lowering_advice(medicine: str) -> str:
    """Return the fixed sentence shown whenever a dose is lowered or stopped; it never blocks."""
    if _TAPER_WARNED.search(medicine):
        return tr(
            "Please do not stop {medicine} suddenly. Its label says to reduce it gradually, over "
            "at least one week, as agreed with your prescriber."
        ).format(medicine=medicine)
    return tr("Please talk to your prescriber before you lower or stop a medicine.")
