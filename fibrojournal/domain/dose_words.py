"""Doses in words, as people read them on a page, in a list or in a report.

Every number is in the medicine's own unit. Nothing is converted, nothing is judged.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.domain.medicines import dose_on
from fibrojournal.i18n import set_apart, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fibrojournal.domain.medicines import (
        Amounts,
        DoseChange,
        Intake,
        Medicine,
        PlanStep,
        Unit,
    )
    from fibrojournal.i18n import Formatter

_DECIMALS = 3
"""A daily amount of a patch may have no end ("1 every 3 days"); it is shown to so many places."""


def time_names() -> tuple[str, str, str, str]:
    """Return the words for the four times of a day."""
    return (tr("morning"), tr("noon"), tr("evening"), tr("night"))


def unit_words(unit: Unit, amount: Decimal) -> str:
    """Return the unit as it follows `amount`: "mg", "1 tablet", "2 tablets"; "" for "other"."""
    one = 0 < amount <= 1
    words: dict[Unit, str] = {
        "mg": tr("mg"),
        "mcg": tr("mcg"),
        "mL": tr("mL"),
        "drops": tr("drop") if one else tr("drops"),
        "patch": tr("patch") if one else tr("patches"),
        "tablet": tr("tablet") if one else tr("tablets"),
    }
    return words.get(unit, "")


def amount_words(amount: Decimal, unit: Unit, formatter: Formatter) -> str:
    """Write one amount with its unit: "1,200 mg", "0.5 tablet"."""
    number = formatter.number(round(amount, _DECIMALS))
    return _with_unit(number, unit_words(unit, amount))


def amounts_words(amounts: Amounts, unit: Unit, formatter: Formatter) -> str:
    """Write the amounts of the four times: "300-0-300-600 mg"."""
    numbers = "-".join(formatter.number(part) for part in amounts.parts)
    return _with_unit(numbers, unit_words(unit, max(amounts.parts) + 1))


def _with_unit(number: str, unit: str) -> str:
    return tr("{number} {unit}").format(number=number, unit=unit) if unit else number


def schedule_words(dose: DoseChange | PlanStep, unit: Unit, formatter: Formatter) -> str:
    """Write what is taken when: "300-0-300-600 mg", "1 patch every 3 days", "none"."""
    amounts = dose.amounts
    if amounts.total == 0:
        return tr("none")
    if dose.every_days == 1:
        return amounts_words(amounts, unit, formatter)
    once = amounts.total in amounts.parts
    taken = (
        amount_words(amounts.total, unit, formatter)
        if once
        else amounts_words(amounts, unit, formatter)
    )
    every = trn("every {n} day", "every {n} days", dose.every_days)
    return tr("{dose} {every}").format(dose=taken, every=every)


def total_words(dose: DoseChange | PlanStep, unit: Unit, formatter: Formatter) -> str:
    """Write the amount per day: "1,200 mg a day"."""
    return tr("{amount} a day").format(amount=amount_words(dose.per_day, unit, formatter))


def dose_words(dose: DoseChange | PlanStep, unit: Unit, formatter: Formatter) -> str:
    """Write a dose with its total: "300-0-300-600 mg = 1,200 mg a day", or "stopped"."""
    if dose.amounts.total == 0:
        return tr("stopped")
    schedule = schedule_words(dose, unit, formatter)
    if dose.every_days > 1:
        return schedule
    total = total_words(dose, unit, formatter)
    return tr("{dose} = {total}").format(dose=schedule, total=total)


def day_words(day: date, today: date, formatter: Formatter) -> str:
    """Write a day, with its year when that is not this year: "3 November"."""
    return formatter.day_of_year(day) if day.year == today.year else formatter.day(day)


def since_words(day: date, today: date, formatter: Formatter) -> str:
    """Write "since 3 November", or "since 3 November 2025" when that is not this year."""
    return tr("since {day}").format(day=day_words(day, today, formatter))


def current_dose_words(
    changes: Iterable[DoseChange], unit: Unit, today: date, formatter: Formatter
) -> str:
    """Write the dose in force in one sentence; see `current_dose_parts`."""
    return " ".join(filter(None, current_dose_parts(changes, unit, today, formatter)))


def current_dose_parts(
    changes: Iterable[DoseChange], unit: Unit, today: date, formatter: Formatter
) -> tuple[str, str]:
    """Write the dose in force in two parts: what is taken, and the total with its first day.

    Args:
        changes: Changes of one medicine, in any order.
        unit: The medicine's unit.
        today: The day that it is asked for.
        formatter: Writes days and numbers.

    Returns:
        Such as ("300-0-300-600 mg", "= 1,200 mg a day since 3 November"). Where only later
        days have a dose, the first of these; the first part is "" where nothing stands out.
    """
    changes = tuple(changes)
    dose = dose_on(changes, today)
    if dose is None:
        first = min(changes, key=lambda change: change.day, default=None)
        if first is None:
            return "", tr("No dose written down yet.")
        words = tr("from the first day written, {day}: {dose}").format(
            day=day_words(first.day, today, formatter), dose=dose_words(first, unit, formatter)
        )
        return "", words
    since = since_words(dose.day, today, formatter)
    if dose.is_stop:
        return "", tr("stopped {since}").format(since=since)
    schedule = schedule_words(dose, unit, formatter)
    if dose.every_days > 1:
        return schedule, since
    total = total_words(dose, unit, formatter)
    return schedule, tr("= {total} {since}").format(total=total, since=since)


def difference_words(
    before: DoseChange | None, after: DoseChange | None, unit: Unit, formatter: Formatter
) -> str:
    """Write the difference per day: "600 mg a day more", "600 mg a day less", "the same".

    A dose that is None counts as nothing taken. Two schedules with the same total ("300-0-0-300"
    and "0-300-0-300") differ "at other times".
    """
    was = before.per_day if before else Decimal(0)
    now = after.per_day if after else Decimal(0)
    if was == now:
        same = was == 0 or (before and after and before.amounts == after.amounts)
        return tr("the same") if same else tr("the same a day, at other times")
    amount = amount_words(abs(now - was), unit, formatter)
    words = tr("{amount} a day more") if now > was else tr("{amount} a day less")
    return words.format(amount=amount)


def typed_total_words(
    before: DoseChange | PlanStep | None,
    typed: DoseChange | PlanStep,
    unit: Unit,
    formatter: Formatter,
    *,
    is_now: bool = False,
) -> str:
    """Write the total while it is typed: "= 1,200 mg a day, 300 more than now".

    Args:
        before: The dose or step before it; None = none written, no comparison.
        typed: What stands in the fields.
        unit: The medicine's unit.
        formatter: Writes the numbers.
        is_now: `before` is the dose in force today.
    """
    if typed.amounts.total == 0:
        return tr("= none from this day on")
    if typed.every_days > 1:
        return f"= {schedule_words(typed, unit, formatter)}"
    total = f"= {total_words(typed, unit, formatter)}"
    if before is None or before.per_day == 0:
        return total
    difference = typed.per_day - before.per_day
    then = tr("now") if is_now else tr("before")
    if difference == 0:
        return tr("{total}, as much as {then}").format(total=total, then=then)
    words = (
        tr("{total}, {number} more than {then}")
        if difference > 0
        else tr("{total}, {number} less than {then}")
    )
    number = formatter.number(round(abs(difference), _DECIMALS))
    return words.format(total=total, number=number, then=then)


def revision_words(
    on_day: date,
    before: DoseChange,
    after: DoseChange | None,
    medicine: Medicine,
    *,
    today: date,
    formatter: Formatter,
) -> str:
    """Write what was corrected or removed when, and what had stood there.

    Args:
        on_day: The day of the correction.
        before: The row as it was.
        after: What it became; None = removed.
        medicine: The medicine.
        today: For the year of the days.
        formatter: Writes days and numbers.
    """
    if after is None:
        words = tr("On {on_day} you removed the dose written for {day}: {dose}.")
    elif (after.day, after.amounts, after.every_days) == (
        before.day,
        before.amounts,
        before.every_days,
    ):
        words = tr("On {on_day} you changed what stands beside the dose of {day}: {dose}.")
    else:
        words = tr("On {on_day} you corrected the dose written for {day}: it was {dose}.")
    return words.format(
        on_day=day_words(on_day, today, formatter),
        day=day_words(before.day, today, formatter),
        dose=dose_words(before, medicine.unit, formatter),
    )


def intake_days(
    intakes: Iterable[Intake], today: date, months: int = 4
) -> tuple[tuple[date, int], ...]:
    """Count the days on which an as-needed medicine was taken, by month.

    Args:
        intakes: Intakes of one medicine, in any order; an amount of 0 was not taken.
        today: The last month is its month.
        months: So many months are counted, none before the first intake.

    Returns:
        The first day of each month with its number of days, oldest first; () without an intake.
    """
    days = {intake.day for intake in intakes if intake.amount != 0 and intake.day <= today}
    if not days:
        return ()
    counted = []
    for back in range(months - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        first = today.replace(year=year, month=month + 1, day=1)
        if (first.year, first.month) >= (min(days).year, min(days).month):
            within = sum(1 for day in days if (day.year, day.month) == (year, month + 1))
            counted.append((first, within))
    return tuple(counted)


def plan_step_words(step: PlanStep, unit: Unit, today: date, formatter: Formatter) -> str:
    """Write a step: "From 24 November 600-0-300-600 mg “if the dizziness allows”"."""
    dose = schedule_words(step, unit, formatter) if step.amounts.total else tr("stop")
    words = tr("From {day} {dose}").format(day=day_words(step.day, today, formatter), dose=dose)
    return tr("{step} “{words}”").format(step=words, words=step.words) if step.words else words


def staircase_words(
    medicine: Medicine, changes: Iterable[DoseChange], today: date, formatter: Formatter
) -> str:
    """Write a dose history in one sentence, oldest first, as the picture's description."""
    steps = [
        tr("{dose} from {day}").format(
            dose=tr("stopped")
            if change.is_stop
            else schedule_words(change, medicine.unit, formatter)
            if change.every_days > 1
            else total_words(change, medicine.unit, formatter),
            day=day_words(change.day, today, formatter),
        )
        for change in sorted(changes, key=lambda change: change.day)
    ]
    if not steps:
        return tr("No dose written down yet.")
    return tr("{sentence}.").format(sentence=set_apart(steps))
