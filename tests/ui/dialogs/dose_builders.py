"""Makers of medicines and doses for the tests of pages and dialogs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine, PlanStep
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.dose_case import DoseCase

TODAY = date(2026, 11, 4)


def amounts(*parts: str | int) -> Amounts:
    return Amounts(*(Decimal(part) for part in parts))


def dose(
    day: date, *parts: str | int, medicine: str = "gabapentin", every_days: int = 1
) -> DoseChange:
    return DoseChange(medicine, day, amounts(*parts), every_days=every_days)


def plan_step(day: date, *parts: str | int, words: str = "") -> PlanStep:
    return PlanStep("gabapentin", day, amounts(*parts), words=words, typed_on=date(2026, 11, 2))


def dose_case(*changes: DoseChange, medicine: Medicine | None = None) -> DoseCase:
    items = tuple(item for item in BUILT_IN_ITEMS if not item.hidden)
    return DoseCase(medicine or Medicine("gabapentin"), changes, items, TODAY, EnglishFormatter())
