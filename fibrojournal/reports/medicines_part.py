"""What is taken now, one line for each medicine, and whether it was taken so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.domain.dose_words import schedule_words, since_words, total_words
from fibrojournal.domain.medicines import dose_on
from fibrojournal.i18n import tr
from fibrojournal.reports.report_choice import PART_DAYS

if TYPE_CHECKING:
    from fibrojournal.domain.medicines import Medicine
    from fibrojournal.reports.report_facts import ReportFacts


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """One medicine.

    Attributes:
        name: As the person writes it, with a capital at the beginning of the line.
        dose: Such as "300-0-300-600 mg"; "" = none.
        since: Such as "1,200 mg a day since 3 November", or "on 11 of the last 28 days".
    """

    name: str
    dose: str
    since: str


def medicine_lines(facts: ReportFacts) -> tuple[MedicineLine, ...]:
    """Return the medicines that are taken, as-needed ones last; stopped ones are not here."""
    medicines = facts.contents.medicines
    scheduled = [_scheduled(one, facts) for one in medicines if not one.as_needed]
    as_needed = [_as_needed(one, facts) for one in medicines if one.as_needed]
    return tuple(line for line in (*scheduled, *as_needed) if line is not None)


def _scheduled(medicine: Medicine, facts: ReportFacts) -> MedicineLine | None:
    today, formatter = facts.choice.last_day, facts.formatter
    changes = [one for one in facts.contents.dose_changes if one.medicine == medicine.name]
    dose = dose_on(changes, today)
    if dose is None:
        return MedicineLine(name_first(medicine), "", tr("No dose written down yet."))
    if dose.is_stop:
        return None
    schedule = schedule_words(dose, medicine.unit, formatter)
    since = since_words(dose.day, today, formatter)
    if dose.every_days == 1:
        since = f"{total_words(dose, medicine.unit, formatter)} {since}"
    return MedicineLine(name_first(medicine), schedule, since)


def _as_needed(medicine: Medicine, facts: ReportFacts) -> MedicineLine:
    last = facts.choice.last_day
    first = last.fromordinal(last.toordinal() - PART_DAYS + 1)
    days = {
        intake.day
        for intake in facts.contents.intakes
        if intake.medicine == medicine.name and intake.amount != 0 and intake.day >= first
    }
    dose = tr("{strength} as needed").format(strength=medicine.strength).strip()
    return MedicineLine(
        name_first(medicine),
        dose,
        tr("on {n} of the last {days} days").format(n=len(days), days=PART_DAYS),
    )


def taken_words(facts: ReportFacts) -> str:
    """Say on how many of the last days medicines were taken differently; "" = no day says."""
    last = facts.choice.last_day
    first = last.fromordinal(last.toordinal() - PART_DAYS + 1)
    said = [
        entry.medicines_taken
        for entry in facts.contents.days
        if entry.day >= first and entry.medicines_taken is not None
    ]
    if not said:
        return ""
    return tr("Taken differently on {n} of {answered} answered days of the last {days}.").format(
        n=said.count("different"), answered=len(said), days=PART_DAYS
    )


def name_first(medicine: Medicine) -> str:
    """Return a name as it stands at the beginning of a line, with a capital."""
    return medicine.name[:1].upper() + medicine.name[1:]
