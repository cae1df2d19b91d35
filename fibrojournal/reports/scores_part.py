"""The two tables of page 1: averages of symptoms, days of side effects; and the weight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.analysis.summary import PartMean, part_mean
from fibrojournal.analysis.windows import changes
from fibrojournal.domain.dose_words import amount_words, day_words
from fibrojournal.domain.medicines import dose_on
from fibrojournal.domain.question_sets import IN_SETS
from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY
from fibrojournal.i18n import digits, listed, tr, trn
from fibrojournal.reports.report_choice import PART_DAYS

if TYPE_CHECKING:
    from fibrojournal.analysis.series import DailyValues
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.report_facts import ReportFacts

HIGH: Final = 7
"""Days at this score or more are counted: people rank time in high pain first (Stone 2020)."""

DOSES_NAMED: Final = 4
"""Most doses that the note under the averages names."""

DOSES_SIGNS: Final = 140
"""Longest list of these doses, in characters; a longer one is left out."""


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """One item on 0 to 10.

    Attributes:
        name: Its name.
        before: Average of the earlier days.
        last: Average of the last days.
        highest: Highest score of the last days; None = none scored.
        high_days: Scored days at 7 or more among the last days.
    """

    name: str
    before: PartMean
    last: PartMean
    highest: float | None
    high_days: int


@dataclass(frozen=True, slots=True)
class SymptomsPart:
    """Averages before and at the end.

    Attributes:
        before_first: First of the earlier days.
        before_last: Last of them.
        before_words: "3-30 Aug".
        last_words: "last 28 days".
        rows: In the order of the items.
        note: What the numbers are, with their scored days.
    """

    before_first: date
    before_last: date
    before_words: str
    last_words: str
    rows: tuple[SymptomRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SideEffectRow:
    """One item on none, mild, moderate, severe, over the last days.

    Attributes:
        name: Its name.
        mild: Days.
        moderate: Days.
        severe: Days.
        scored: Scored days.
    """

    name: str
    mild: int
    moderate: int
    severe: int
    scored: int


@dataclass(frozen=True, slots=True)
class SideEffectsPart:
    """Side effects by days.

    Attributes:
        rows: Those with the most days come first.
        scored_alike: Whether all have as many scored days, which then the note says.
        note: What the numbers are.
    """

    rows: tuple[SideEffectRow, ...]
    scored_alike: bool
    note: str


def symptoms_part(facts: ReportFacts) -> SymptomsPart | None:
    """Average every daily item on 0 to 10 that has a score in one of the two parts."""
    first, last = before_days(facts)
    rows = []
    daily = [item for item in facts.items if item.key not in IN_SETS]
    for item in daily:
        if item.scale == NUMERIC_RATING and item.kind in {"symptom", "function"}:
            row = _symptom_row(item, facts.daily[item.key], facts, (first, last))
            if row.before.scored or row.last.scored:
                rows.append(row)
    if not rows:
        return None
    return SymptomsPart(
        before_first=first,
        before_last=last,
        before_words=short_range(first, last, facts.formatter),
        last_words=tr("last {n} days").format(n=PART_DAYS),
        rows=tuple(rows),
        note=_symptoms_note(first, last, facts),
    )


def before_days(facts: ReportFacts) -> tuple[date, date]:
    """Return the 28 days before the range's first change, or without one its first 28.

    A first dose that was written down before anything was scored has no days before it to show.
    """
    contents, choice = facts.contents, facts.choice
    for change in changes(contents.dose_changes, contents.medicines, choice.last_day):
        first = change.first_day - timedelta(days=PART_DAYS)
        last = change.first_day - timedelta(days=1)
        if change.first_day >= choice.first_day and _is_scored(first, last, facts):
            return first, last
    rest = timedelta(days=PART_DAYS - 1)
    return choice.first_day, min(choice.first_day + rest, choice.last_day)


def _is_scored(first: date, last: date, facts: ReportFacts) -> bool:
    return any(daily.between(first, last).days.size for daily in facts.daily.values())


def _last_days(facts: ReportFacts) -> tuple[date, date]:
    last = facts.choice.last_day
    return last - timedelta(days=PART_DAYS - 1), last


def _symptom_row(
    item: TrackedItem, daily: DailyValues, facts: ReportFacts, before: tuple[date, date]
) -> SymptomRow:
    first, last = _last_days(facts)
    values = daily.between(first, last).values
    return SymptomRow(
        item.short_name,
        part_mean(daily, *before),
        part_mean(daily, first, last),
        float(values.max()) if values.size else None,
        int((values >= HIGH).sum()),
    )


def _symptoms_note(first: date, last: date, facts: ReportFacts) -> str:
    """Say what the averages are, and on which doses the earlier days were lived."""
    said = [
        tr(
            "0 to 10. In brackets: scored days; an average needs 5. Highest, and days at 7 or "
            "more: of the last {n} days."
        ).format(n=PART_DAYS)
    ]
    doses = []
    for medicine in facts.contents.medicines:
        rows = [row for row in facts.contents.dose_changes if row.medicine == medicine.name]
        dose = dose_on(rows, last)
        if dose is not None and not dose.is_stop and not medicine.as_needed:
            amount = amount_words(dose.per_day, medicine.unit, facts.formatter)
            doses.append(tr("{medicine} {dose}").format(medicine=medicine.name, dose=amount))
    if len(doses) > DOSES_NAMED:
        others = tr("{n} other medicines").format(n=len(doses) - DOSES_NAMED + 1)
        doses = [*doses[: DOSES_NAMED - 1], others]
    if doses and len(", ".join(doses)) <= DOSES_SIGNS:
        said.append(
            tr("{days}: on {doses} a day.").format(
                days=short_range(first, last, facts.formatter), doses=listed(doses)
            )
        )
    return " ".join(said)


def short_range(first: date, last: date, formatter: Formatter) -> str:
    """Write "3-30 Aug", "28 Aug-24 Sep"."""
    in_month = tr("{day} {month}")
    end = in_month.format(day=last.day, month=formatter.month(last))
    if (first.year, first.month) == (last.year, last.month):
        start = digits(first.day)
    else:
        start = in_month.format(day=first.day, month=formatter.month(first))
    return tr("{first}-{last}").format(first=start, last=end)


def side_effects_part(facts: ReportFacts) -> SideEffectsPart | None:
    """Count the days of each side effect that was scored in the last days."""
    first, last = _last_days(facts)
    rows = []
    for item in facts.items:
        if item.scale == SEVERITY and item.kind == "side_effect":
            values = facts.daily[item.key].between(first, last).values
            mild, moderate, severe = (int((values == level).sum()) for level in (1, 2, 3))
            if values.size:
                row = SideEffectRow(item.short_name, mild, moderate, severe, int(values.size))
                rows.append(row)
    if not rows:
        return None
    ordered = sorted(rows, key=lambda row: -(row.mild + row.moderate + row.severe))
    alike = len({row.scored for row in rows}) == 1
    note = (
        tr("Number of days, out of {scored} scored in the last {n} days.")
        if alike
        else tr("Number of days, out of the days scored in the last {n} days.")
    )
    note = note.format(scored=rows[0].scored, n=PART_DAYS)
    return SideEffectsPart(tuple(ordered), alike, note)


def flare_words(facts: ReportFacts) -> str:
    """Count the flares of the range and their days inside it; "" = there was none.

    A day of two flares is one day.
    """
    choice = facts.choice
    days: set[int] = set()
    count = 0
    for event in facts.contents.events:
        first = max(event.first_day, choice.first_day)
        last = min(event.last_day or choice.last_day, choice.last_day)
        if event.category == "flare" and first <= last:
            count += 1
            days.update(range(first.toordinal(), last.toordinal() + 1))
    if not count:
        return ""
    lasted = trn("{n} day", "{n} days", len(days))
    return trn("{n} flare, {{lasted}}.", "{n} flares, {{lasted}} in all.", count).format(
        lasted=lasted
    )


def swelling_words(facts: ReportFacts) -> str:
    """Say on how many of the last days there was swelling; "" = it was not scored.

    It belongs beside the weight, wherever its row of the table stands.
    """
    daily = facts.daily.get("se_swelling")
    values = None if daily is None else daily.between(*_last_days(facts)).values
    if values is None or not values.size:
        return ""
    return tr("Swelling on {n} of {scored} scored days.").format(
        n=int((values > 0).sum()), scored=int(values.size)
    )


def weight_words(facts: ReportFacts) -> str:
    """Say the first and the last weight of the range, in the unit that the person uses."""
    choice = facts.choice
    daily = facts.daily.get("weight_kg")
    inside = None if daily is None else daily.between(choice.first_day, choice.last_day)
    if inside is None or not inside.values.size:
        return ""
    said = [
        tr("{weight} on {day}").format(
            weight=_weight(float(inside.values[place]), facts),
            day=day_words(
                date.fromordinal(int(inside.days[place])), choice.last_day, facts.formatter
            ),
        )
        for place in ((0, -1) if inside.values.size > 1 else (0,))
    ]
    return tr("Weight: {weights}.").format(weights=listed(said))


def _weight(weight: float, facts: ReportFacts) -> str:
    words = tr("{number} lb") if facts.choice.weight_unit == "lb" else tr("{number} kg")
    return words.format(number=facts.formatter.number(weight, 1))
