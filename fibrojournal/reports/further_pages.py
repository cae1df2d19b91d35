"""What may stand on the pages after the first; all of it is off unless the person wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fibrojournal.analysis.composites import TwoComposites, composite
from fibrojournal.analysis.ladder import dose_ladder
from fibrojournal.charts.describe_change import card_table, card_words
from fibrojournal.charts.describe_ladder import ladder_sentence, ladder_table
from fibrojournal.charts.describe_pain_maps import maps_sentence
from fibrojournal.domain.pain_areas import area_names
from fibrojournal.i18n import digits, tr
from fibrojournal.reports.medicines_part import name_first
from fibrojournal.reports.report_choice import PART_DAYS
from fibrojournal.reports.scores_part import before_days, short_range
from fibrojournal.reports.seldom_part import seldom_tables
from fibrojournal.reports.table_part import TablePart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.analysis.ladder import Ladder
    from fibrojournal.charts.describe_change import CardWords, ChangeFacts, Row
    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.report_facts import ReportFacts


@dataclass(frozen=True, slots=True, eq=False)
class CardPart:
    """One change with all its items.

    Attributes:
        facts: For the picture.
        words: Title, days, doses, sentence, what to keep in mind.
        headers: Of the table.
        rows: Of the table.
    """

    facts: ChangeFacts
    words: CardWords
    headers: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LadderPart:
    """The doses of one medicine, a symptom beside a side effect.

    Attributes:
        ladder: For the picture.
        title: Over it.
        sentence: The same in words.
        headers: Of the table.
        rows: Of the table.
    """

    ladder: Ladder
    title: str
    sentence: str
    headers: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PainMapsPart:
    """Where it hurt in the earlier and in the last days.

    Attributes:
        both: For the picture.
        titles: What stands over its two sides.
        sentence: The same in words.
        table: Painful areas, with how many maps had them.
    """

    both: TwoComposites
    titles: tuple[str, str]
    sentence: str
    table: TablePart


@dataclass(frozen=True, slots=True)
class NotePart:
    """The note of one day.

    Attributes:
        day: Written out.
        text: As it was written.
    """

    day: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class FurtherPages:
    """Everything after page 1; an empty part is not there.

    Attributes:
        cards: The changes of the range, oldest first.
        ladders: One for each medicine that was taken at two doses or more.
        as_needed: Days with an as-needed medicine, by month.
        pain_maps: Where it hurt in the last days, and before.
        seldom: Activities, weekly and monthly answers.
        notes: Of the chosen days, oldest first.
        conditions: In the person's own words; "" = none.
        care_team: In the person's own words; "" = none.
    """

    cards: tuple[CardPart, ...] = ()
    ladders: tuple[LadderPart, ...] = ()
    as_needed: TablePart | None = None
    pain_maps: PainMapsPart | None = None
    seldom: tuple[TablePart, ...] = ()
    notes: tuple[NotePart, ...] = ()
    conditions: str = ""
    care_team: str = ""


def further_pages(facts: ReportFacts, compared: Sequence[ChangeFacts]) -> FurtherPages:
    """Gather what was chosen for the further pages.

    Args:
        facts: The journal.
        compared: The changes of the range, oldest first.
    """
    chosen = facts.choice.sections
    profile = facts.contents.profile
    about = "about" in chosen
    return FurtherPages(
        cards=_cards(compared, facts.formatter) if "cards" in chosen else (),
        ladders=_ladders(facts) if "ladder" in chosen else (),
        pain_maps=_pain_maps(facts) if "pain_maps" in chosen else None,
        as_needed=_as_needed(facts) if "as_needed" in chosen else None,
        seldom=seldom_tables(facts) if "seldom" in chosen else (),
        notes=_notes(facts) if "notes" in chosen else (),
        conditions=profile.conditions if about else "",
        care_team=profile.care_team if about else "",
    )


def _cards(compared: Sequence[ChangeFacts], formatter: Formatter) -> tuple[CardPart, ...]:
    return tuple(
        CardPart(one, card_words(one, formatter), *card_table(one, formatter)) for one in compared
    )


def _ladders(facts: ReportFacts) -> tuple[LadderPart, ...]:
    """Take the first symptom and the first side effect that have scores."""
    by_kind = {
        kind: next((item for item in facts.items if item.kind == kind), None)
        for kind in ("symptom", "side_effect")
    }
    chosen = [(item, facts.daily[item.key]) for item in by_kind.values() if item is not None]
    contents, formatter, today = facts.contents, facts.formatter, facts.choice.last_day
    parts = []
    for medicine in contents.medicines:
        if medicine.as_needed or not chosen:
            continue
        ladder = dose_ladder(
            medicine, contents.dose_changes, chosen, contents.events, today, facts.recalled
        )
        if len({rung.per_day for rung in ladder.rungs}) > 1:
            title = tr("Each dose of {medicine}").format(medicine=medicine.name)
            sentence = ladder_sentence(ladder, formatter)
            parts.append(LadderPart(ladder, title, sentence, *ladder_table(ladder, formatter)))
    return tuple(parts)


def _pain_maps(facts: ReportFacts) -> PainMapsPart | None:
    """Count the painful areas on the maps of the earlier and of the last days."""
    last = facts.choice.last_day
    spans = (before_days(facts), (last - timedelta(days=PART_DAYS - 1), last))
    before, after = (composite(facts.contents.pain_maps, *span) for span in spans)
    if not (before.mapped or after.mapped):
        return None
    rows = tuple(
        (
            name,
            *(
                tr("{n} of {maps} maps").format(n=one.marked[area], maps=one.mapped)
                for one in (before, after)
            ),
        )
        for area, name in area_names().items()
        if before.marked[area] or after.marked[area]
    )
    titles = (
        short_range(*spans[0], facts.formatter),
        tr("last {n} days").format(n=PART_DAYS),
    )
    both = TwoComposites(before, after)
    table = TablePart(tr("Where it hurt"), (tr("Painful areas"), *titles), rows)
    return PainMapsPart(both, titles, maps_sentence(both, titles, facts.formatter), table)


def _as_needed(facts: ReportFacts) -> TablePart | None:
    """Count the days of each month on which an as-needed medicine was taken."""
    months = _months(facts.choice.first_day, facts.choice.last_day)
    rows = []
    for medicine in facts.contents.medicines:
        if not medicine.as_needed:
            continue
        days = {
            intake.day
            for intake in facts.contents.intakes
            if intake.medicine == medicine.name and intake.amount != 0
        }
        counts = [
            sum((day.year, day.month) == (month.year, month.month) for day in days)
            for month in months
        ]
        if any(counts):
            rows.append((name_first(medicine), *map(digits, counts)))
    if not rows:
        return None
    headers = [f"{facts.formatter.month(month)}\n{digits(month.year)}" for month in months]
    title = tr("As needed: days in each month")
    note = tr("Whole months; the last one up to {day}.").format(
        day=facts.formatter.day(facts.choice.last_day)
    )
    return TablePart(title, (tr("Medicine"), *headers), tuple(rows), note)


def _months(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of each month of a range; of a long one the last twelve."""
    count = (last.year - first.year) * 12 + last.month - first.month
    found = []
    for back in range(min(count, 11), -1, -1):
        year, month = divmod(last.year * 12 + last.month - 1 - back, 12)
        found.append(last.replace(year=year, month=month + 1, day=1))
    return tuple(found)


def _notes(facts: ReportFacts) -> tuple[NotePart, ...]:
    chosen = facts.choice.note_days
    return tuple(
        NotePart(facts.formatter.full_day(entry.day), entry.note)
        for entry in facts.contents.days
        if entry.day in chosen and entry.note
    )
