"""The visit report: every word and number of it, decided before anything is drawn.

    visit_report(contents, choice, today, formatter) -> VisitReport

Page 1 is read in a minute by somebody with eight: questions, medicines, the picture, averages,
side effects, and what the changes' sentences say. Blank days stay blank, and n stands beside
every average.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from fibrojournal.analysis.summary import summary
from fibrojournal.charts.recalled_days import diamond_words
from fibrojournal.charts.timeline_data import (
    DoseLane,
    TimelineData,
    TimelineSource,
    timeline_data,
)
from fibrojournal.domain.dose_words import day_words
from fibrojournal.i18n import digits, listed, tr, trn
from fibrojournal.reports.changes_part import (
    ChangeWords,
    change_facts,
    changes_part,
    fixed_text,
)
from fibrojournal.reports.further_pages import FurtherPages, further_pages
from fibrojournal.reports.medicines_part import MedicineLine, medicine_lines, taken_words
from fibrojournal.reports.own_words_part import own_words
from fibrojournal.reports.report_choice import OF_SCORES
from fibrojournal.reports.report_facts import ReportFacts, report_facts
from fibrojournal.reports.scores_part import (
    SideEffectsPart,
    SymptomsPart,
    flare_words,
    side_effects_part,
    swelling_words,
    symptoms_part,
    weight_words,
)

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.events import Event
    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.report_choice import ReportChoice

CHART_ITEMS = ("pain_average", "fatigue", "se_dizzy", "se_sleepy")
"""What the picture shows where these have scores; two lines each are readable without colour."""

LEAST_CHART_DAYS = 84
"""The picture goes back at least so far, so that a dose is seen beside what was before it."""

NAMED = 3
"""Most medicines that the caption names."""

NAMED_SIGNS = 60


@dataclass(frozen=True, slots=True, eq=False)
class ChartPart:
    """The picture of page 1.

    Attributes:
        title: Such as "Scores and doses since 4 July".
        data: What it shows.
        first_day: First day shown.
        last_day: Last day shown.
        not_drawn: Names of scheduled medicines there was no room for.
    """

    title: str
    data: TimelineData
    first_day: date
    last_day: date
    not_drawn: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """How to read it."""
        return _caption(self.data, self.not_drawn)

    def with_lanes(self, most: int) -> ChartPart:
        """Return the picture with at most so many medicines: those that changed last."""
        data = self.data
        if len(data.lanes) <= most:
            return self

        def last_changed(lane: DoseLane) -> date:
            name = lane.medicine.name
            steps = [change.last_day for change in data.changes if change.medicine == name]
            return max(steps, default=data.first_day)

        chosen = sorted(data.lanes, key=last_changed, reverse=True)[:most]
        lanes = tuple(lane for lane in data.lanes if lane in chosen)
        names = {lane.medicine.name for lane in lanes}
        changes = tuple(change for change in data.changes if change.medicine in names)
        left_out = tuple(
            lane.medicine.name for lane in data.lanes if lane.medicine.name not in names
        )
        return replace(
            self,
            data=replace(data, lanes=lanes, changes=changes),
            not_drawn=(*self.not_drawn, *left_out),
        )


@dataclass(frozen=True, slots=True, eq=False)
class VisitReport:
    """A report as it will be read. A part that is None was left out, or has nothing to say.

    Attributes:
        choice: What was asked for.
        title: "Visit report".
        name: The person's name; "" = a line to write it on.
        born: Year of birth; "" = a line to write it on.
        days_words: "27 August to 4 November 2026".
        scope_words: These days, what they begin with, and how many of them were scored: "27 August
            to 4 November 2026, since the last visit. 57 of 70 days scored."
        questions: In the order in which they were written.
        medicines: What is taken now, or was on the last day.
        medicines_title: "Medicines now", or "Medicines on 30 June".
        medicines_hint: What the amounts of a schedule are, in order.
        taken: On how many days medicines were taken differently; "" = no day says.
        chart: The picture.
        symptoms: Averages.
        side_effects: Days.
        weight: A sentence; "" = no weight was written.
        swelling: A sentence; "" = it was not scored.
        flares: A sentence; "" = there was none.
        own_words: What numbers mean to the person, a line for each item.
        changes: What the comparisons say, oldest first.
        fixed_text: What stands under every comparison on a report.
        further: What stands on further pages.
        footer: The fixed words at the foot.
        printed: "Printed 4 November 2026".
    """

    choice: ReportChoice
    title: str
    name: str
    born: str
    days_words: str
    scope_words: str
    questions: tuple[str, ...] | None
    medicines: tuple[MedicineLine, ...] | None
    medicines_title: str
    medicines_hint: str
    taken: str
    chart: ChartPart | None
    symptoms: SymptomsPart | None
    side_effects: SideEffectsPart | None
    weight: str
    swelling: str
    flares: str
    own_words: tuple[str, ...]
    changes: tuple[ChangeWords, ...] | None
    fixed_text: str
    further: FurtherPages
    footer: str
    printed: str


def visit_report(
    contents: JournalContents, choice: ReportChoice, today: date, formatter: Formatter
) -> VisitReport:
    """Make a report.

    Args:
        contents: The whole journal.
        choice: Days and sections.
        today: The day of printing.
        formatter: Writes days and numbers.
    """
    facts = report_facts(contents, choice, formatter)
    chosen = choice.sections
    profile = contents.profile
    questions = tuple(question.text for question in contents.questions if not question.asked)
    days_words = tr("{first} to {last}").format(
        first=_first_words(choice, formatter), last=formatter.day(choice.last_day)
    )
    needed = chosen & {"changes", "cards"}
    compared = change_facts(facts) if needed else ()
    return VisitReport(
        choice=choice,
        title=tr("Visit report"),
        name=profile.name,
        born="" if profile.birth_year is None else digits(profile.birth_year),
        days_words=days_words,
        scope_words=_scope_words(facts, days_words),
        questions=questions if "questions" in chosen else None,
        medicines=medicine_lines(facts) if "medicines" in chosen else None,
        medicines_title=tr("Medicines now")
        if choice.last_day >= today
        else tr("Medicines on {day}").format(day=day_words(choice.last_day, today, formatter)),
        medicines_hint=tr("morning-noon-evening-night"),
        taken=taken_words(facts) if "medicines" in chosen else "",
        chart=_chart(facts, today) if "chart" in chosen else None,
        symptoms=symptoms_part(facts) if "symptoms" in chosen else None,
        side_effects=side_effects_part(facts) if "side_effects" in chosen else None,
        weight=weight_words(facts) if "side_effects" in chosen else "",
        swelling=swelling_words(facts) if "side_effects" in chosen else "",
        flares=flare_words(facts) if "symptoms" in chosen else "",
        own_words=own_words(facts) if chosen & OF_SCORES else (),
        changes=changes_part(compared, formatter) if "changes" in chosen else None,
        fixed_text=fixed_text(),
        further=further_pages(facts, compared),
        footer=tr(
            "Self-recorded by the patient with FibroJournal. Blank days are left blank. Not a "
            "clinical assessment."
        ),
        printed=tr("Printed {day}").format(day=formatter.day(today)),
    )


def _first_words(choice: ReportChoice, formatter: Formatter) -> str:
    first, last = choice.first_day, choice.last_day
    return formatter.day_of_year(first) if first.year == last.year else formatter.day(first)


def _scope_words(facts: ReportFacts, days_words: str) -> str:
    choice, formatter = facts.choice, facts.formatter
    seen = summary(list(facts.daily.values()), choice.first_day, choice.last_day)
    words = (
        tr("{first_to_last}, since the last visit. {scored} of {days} days scored.")
        if choice.since_visit
        else tr("{first_to_last}. {scored} of {days} days scored.")
    )
    return words.format(
        first_to_last=days_words,
        scored=formatter.number(seen.scored_days),
        days=formatter.number(seen.days),
    )


def _chart(facts: ReportFacts, today: date) -> ChartPart | None:
    choice, contents, formatter = facts.choice, facts.contents, facts.formatter
    first_choice = [item for item in facts.items if item.key in CHART_ITEMS]
    chosen = first_choice or list(facts.items[:2])
    source = TimelineSource(
        today=choice.last_day,
        chosen=[(item, facts.scores[item.key]) for item in chosen],
        medicines=contents.medicines,
        dose_changes=contents.dose_changes,
        plan=contents.plan,
        events=contents.events,
        recalled=facts.recalled,
    )
    whole = timeline_data(source)
    if whole.is_empty:
        return None
    earliest = choice.last_day - timedelta(days=LEAST_CHART_DAYS - 1)
    first = min(choice.first_day, max(earliest, whole.first_day))
    title = tr("Scores and doses since {day}").format(
        day=day_words(first, choice.last_day, formatter)
    )
    drawn = replace(whole, first_day=first, ends_today=choice.last_day >= today)
    return ChartPart(title, drawn, first, choice.last_day)


def _is_in(event: Event, data: TimelineData) -> bool:
    ends = event.last_day or data.last_day
    return event.first_day <= data.last_day and ends >= data.first_day


def _caption(drawn: TimelineData, not_drawn: tuple[str, ...]) -> str:
    said = [
        tr(
            "Dots are single days. Lines are 7-day averages, drawn only where at least 4 of 7 "
            "days have a score. Blank stretches were not recorded."
        )
    ]
    if drawn.swing is not None:
        said.append(tr("Grey band: the usual swing of the first symptom at one dose."))
    if any(event.category == "flare" and _is_in(event, drawn) for event in drawn.events):
        said.append(tr("Grey column: flare."))
    if drawn.shows_recalled(drawn.first_day, drawn.last_day):
        said.append(diamond_words())
    if len(not_drawn) > NAMED or len(", ".join(not_drawn)) > NAMED_SIGNS:
        said.append(
            trn(
                "{n} more medicine is not drawn.",
                "{n} more medicines are not drawn.",
                len(not_drawn),
            )
        )
    elif not_drawn:
        said.append(tr("Not drawn: {names}.").format(names=listed(not_drawn)))
    return " ".join(said)
