"""What one change was, in words: its title, its days, its doses.

    change_title(change, facts...) -> "Gabapentin 600 to 900 mg a day"
    change_days(change, formatter) -> "31 August 2026", "3 to 31 August 2026"
    change_doses(change, ...) -> "300-0-0-300 mg to 300-0-300-300 mg."

Amounts are in each medicine's own unit. Nothing here needs matplotlib.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.domain.dose_words import amount_words, schedule_words
from fibrojournal.domain.medicines import dose_on
from fibrojournal.i18n import listed, set_apart, tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.domain.medicines import DoseChange, Medicine, Unit
    from fibrojournal.i18n import Formatter

LISTED_STEPS = 4
"""Up to so many steps are listed with their days; of more, only the number is said."""

SHOWN_DECIMALS = 3
"""A daily amount may have no end ("1 every 3 days"); it is shown to so many places."""

_WEEK = 7


@dataclass(frozen=True, slots=True)
class DoseBook:
    """Where units and doses are looked up.

    Attributes:
        medicines: All medicines of the journal.
        rows: All rows of all medicines, in any order.
    """

    medicines: Sequence[Medicine]
    rows: Sequence[DoseChange]

    def unit(self, name: str) -> Unit:
        """Return the unit of a medicine; "other" for one that is not there."""
        return next((one.unit for one in self.medicines if one.name == name), "other")

    def dose_before(self, part: MedicineChange) -> DoseChange | None:
        """Return the dose in force until a change; None = none written before."""
        rows = (
            row for row in self.rows if row.medicine == part.medicine and row.day < part.first_day
        )
        return dose_on(rows, part.first_day)


def change_title(parts: Sequence[MedicineChange], book: DoseBook, formatter: Formatter) -> str:
    """Name a change: "Gabapentin 600 to 900 mg and duloxetine started, 30 mg a day"."""
    dosed = [place for place, part in enumerate(parts) if part.to_per_day]
    named = [
        part_words(part, book, formatter, a_day=place == dosed[-1] if dosed else False)
        for place, part in enumerate(parts)
    ]
    title = joined(named)
    return title[:1].upper() + title[1:]


def part_words(part: MedicineChange, book: DoseBook, formatter: Formatter, *, a_day: bool) -> str:
    """Name the change of one medicine.

    Args:
        part: The change.
        book: Units and doses.
        formatter: Writes numbers.
        a_day: Whether "a day" follows the amount.
    """
    before, after = _amounts(part, book, formatter, a_day=a_day)
    return _pattern(part).format(
        medicine=part.medicine,
        before=before,
        after=after,
        time=_time(part.first_day, part.last_day),
    )


def change_days(first: date, last: date, formatter: Formatter, *, with_year: bool = True) -> str:
    """Write a day or a range of days: "31 August 2026", "3 to 31 August 2026"."""
    end = formatter.day(last) if with_year else formatter.day_of_year(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        start = formatter.number(first.day)
    elif first.year == last.year:
        start = formatter.day_of_year(first)
    else:
        start, end = formatter.day(first), formatter.day(last)
    return tr("{first} to {last}").format(first=start, last=end)


def change_doses(parts: Sequence[MedicineChange], book: DoseBook, formatter: Formatter) -> str:
    """Write how the amounts of a day changed: "300-0-0-300 mg to 300-0-300-300 mg"."""
    lines = []
    for part in parts:
        before = book.dose_before(part)
        unit = book.unit(part.medicine)
        words = _doses(before, part.steps[-1], unit, formatter)
        if len(part.steps) > 1:
            words = tr("{doses} {steps}").format(doses=words, steps=_steps(part, formatter))
        if len(parts) > 1:
            words = tr("{medicine} {doses}").format(medicine=part.medicine, doses=words)
        lines.append(words)
    return set_apart(lines)


def joined(words: Sequence[str]) -> str:
    """Join words: "a", "a and b", "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 - one word, or none, has no "and"
        return "".join(words)
    return tr("{first} and {last}").format(first=listed(words[:-1]), last=words[-1])


def _amounts(
    part: MedicineChange, book: DoseBook, formatter: Formatter, *, a_day: bool
) -> tuple[str, str]:
    """Write the amounts per day before and after; schedules where days are skipped."""
    unit = book.unit(part.medicine)
    before, last = book.dose_before(part), part.steps[-1]
    if last.every_days > 1 or (before is not None and before.every_days > 1):
        was = schedule_words(before, unit, formatter) if before else tr("none")
        return was, schedule_words(last, unit, formatter)
    from_per_day = part.from_per_day or part.to_per_day * 0
    was = formatter.number(round(from_per_day, SHOWN_DECIMALS))
    if part.to_per_day == 0:
        was = tr("{amount} a day").format(amount=amount_words(from_per_day, unit, formatter))
    now = amount_words(part.to_per_day, unit, formatter)
    return was, tr("{amount} a day").format(amount=now) if a_day else now


def _pattern(part: MedicineChange) -> str:
    stepwise = len(part.steps) > 1
    if part.to_per_day == 0:
        return (
            tr("{medicine} from {before} to none over {time}")
            if stepwise
            else tr("{medicine} stopped")
        )
    if not part.from_per_day:
        again = part.from_per_day is not None
        if stepwise:
            return (
                tr("{medicine} started again, to {after} over {time}")
                if again
                else tr("{medicine} started, to {after} over {time}")
            )
        return (
            tr("{medicine} started again, {after}") if again else tr("{medicine} started, {after}")
        )
    if part.is_other_times_only:
        return tr("{medicine} {after} at other times")
    if stepwise:
        return tr("{medicine} from {before} to {after} over {time}")
    return tr("{medicine} {before} to {after}")


def _time(first: date, last: date) -> str:
    days = (last - first).days
    if days < _WEEK:
        return trn("{n} day", "{n} days", days)
    return trn("{n} week", "{n} weeks", round(days / _WEEK))


def _doses(before: DoseChange | None, after: DoseChange, unit: Unit, formatter: Formatter) -> str:
    was = tr("none") if before is None else schedule_words(before, unit, formatter)
    return tr("{before} to {after}").format(
        before=was, after=schedule_words(after, unit, formatter)
    )


def _steps(part: MedicineChange, formatter: Formatter) -> str:
    number = trn("in {n} step", "in {n} steps", len(part.steps))
    if len(part.steps) > LISTED_STEPS:
        return number
    days = joined([formatter.day_of_year(step.day) for step in part.steps])
    return tr("{steps} ({days})").format(steps=number, days=days)
