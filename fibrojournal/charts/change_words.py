"""Doses and changes of medicines in words, the same in labels, hover, table and cards."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.domain.medicines import Unit
    from fibrojournal.i18n import Formatter

_SHOWN_STEP = Decimal("0.01")


def unit_word(unit: Unit) -> str:
    """Return the word for a unit; "" for "other"."""
    return {
        "mg": tr("mg"),
        "mcg": tr("mcg"),
        "mL": tr("mL"),
        "drops": tr("drops"),
        "patch": tr("patch"),
        "tablet": tr("tablet"),
        "other": "",
    }[unit]


def dose_number(per_day: Decimal, formatter: Formatter) -> str:
    """Write an amount per day with at most two decimals, such as "1,200" or "0.33"."""
    shown = per_day.quantize(_SHOWN_STEP) if per_day % 1 else per_day.quantize(Decimal(1))
    return formatter.number(shown)


def dose_words(per_day: Decimal, unit: Unit, formatter: Formatter) -> str:
    """Write an amount per day with its unit, such as "600 mg"."""
    number, word = dose_number(per_day, formatter), unit_word(unit)
    return tr("{number} {unit}").format(number=number, unit=word) if word else number


def unit_a_day(unit: Unit) -> str:
    """Return "mg a day"."""
    word = unit_word(unit)
    return tr("{unit} a day").format(unit=word) if word else tr("a day")


def change_label(change: MedicineChange, unit: Unit, formatter: Formatter) -> str:
    """Name one change, such as "gabapentin 300 to 600 mg" or "duloxetine started, to 60 mg"."""
    to_dose = dose_words(change.to_per_day, unit, formatter)
    return _pattern(change).format(
        medicine=change.medicine,
        before=dose_number(change.from_per_day or Decimal(0), formatter),
        after=to_dose,
    )


def _pattern(change: MedicineChange) -> str:
    stepwise = len(change.steps) > 1
    if change.to_per_day == 0:
        return tr("{medicine} stopped")
    if change.from_per_day is None:
        return (
            tr("{medicine} started, to {after}") if stepwise else tr("{medicine} started, {after}")
        )
    if change.from_per_day == 0:
        return (
            tr("{medicine} started again, to {after}")
            if stepwise
            else tr("{medicine} started again, {after}")
        )
    if change.is_other_times_only:
        return tr("{medicine} other times, {after}")
    return tr("{medicine} {before} to {after}")
