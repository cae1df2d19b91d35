"""How tests build values: everything has a plain default, and a test names only what it is about.

The clock of the fixtures stands on Wednesday, 4 November 2026; `day` counts back from there.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.domain.entries import DayEntry, Score
from fibrojournal.domain.events import Category, Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep, Unit
from fibrojournal.domain.scales import NUMERIC_RATING, Scale
from fibrojournal.domain.tracked_items import TrackedItem

if TYPE_CHECKING:
    from datetime import time

TODAY = date(2026, 11, 4)


def day(days_ago: int) -> date:
    """Return the day so many days before the fixtures' today; negative = after it."""
    return TODAY - timedelta(days=days_ago)


def make_amounts(
    morning: float = 0, noon: float = 0, evening: float = 0, night: float = 0
) -> Amounts:
    return Amounts(*(Decimal(str(part)) for part in (morning, noon, evening, night)))


def make_medicine(
    name: str = "gabapentin", *, unit: Unit = "mg", as_needed: bool = False, reason: str = ""
) -> Medicine:
    return Medicine(name, unit=unit, as_needed=as_needed, reason=reason)


def make_dose_change(
    on: date = TODAY,
    mg: float = 300,
    *,
    medicine: str = "gabapentin",
    every_days: int = 1,
    main_item: str | None = None,
    note: str = "",
) -> DoseChange:
    """Build a change to `mg` at night; 0 = stopped."""
    return DoseChange(
        medicine,
        on,
        make_amounts(night=mg),
        every_days=every_days,
        main_item=main_item,
        note=note,
    )


def make_plan_step(
    on: date = TODAY,
    mg: float = 300,
    *,
    medicine: str = "gabapentin",
    words: str = "",
    confirmed: bool = False,
) -> PlanStep:
    return PlanStep(medicine, on, make_amounts(night=mg), words=words, confirmed=confirmed)


def make_intake(
    on: date = TODAY,
    amount: float | None = 500,
    *,
    medicine: str = "gabapentin",
    at: time | None = None,
    note: str = "",
) -> Intake:
    given = None if amount is None else Decimal(str(amount))
    return Intake(medicine, on, at, given, note)


def make_event(
    first_day: date = TODAY,
    last_day: date | None = None,
    *,
    title: str = "",
    category: Category = "flare",
    leave_out: bool = False,
    note: str = "",
) -> Event:
    """Build an event; without a last day it is still going on."""
    return Event(title, category, first_day, last_day, leave_out, note)


def make_entry(on: date = TODAY, note: str = "", **scores: Score) -> DayEntry:
    """Build a day entry, such as `make_entry(fatigue=7, fog=SKIPPED)`."""
    return DayEntry(on, scores, note)


def make_item(
    key: str = "jaw", *, scale: Scale = NUMERIC_RATING, position: int = 90
) -> TrackedItem:
    return TrackedItem(key, "symptom", scale, own_name=key.capitalize(), position=position)
