"""What was asked besides the daily scores: activities, weekly and monthly questions, a total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fibrojournal.domain.question_sets import QUESTION_SETS, result_words, set_title
from fibrojournal.domain.scales import DONE, DONE_WITH_HELP
from fibrojournal.i18n import digits, tr
from fibrojournal.reports.report_choice import PART_DAYS
from fibrojournal.reports.table_part import TablePart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.domain.question_sets import QuestionSet
    from fibrojournal.reports.report_facts import ReportFacts

MOST_ANSWERS: Final = 12
"""Rows of a table of weekly or monthly answers, the newest."""


def seldom_tables(facts: ReportFacts) -> tuple[TablePart, ...]:
    """Return the tables that hold anything."""
    made = [_activities(facts), *(_answers(asked, facts) for asked in QUESTION_SETS)]
    made.append(_total(facts))
    return tuple(table for table in made if table.rows)


def _activities(facts: ReportFacts) -> TablePart:
    """Count the days of the last weeks on which an activity was done, done with help, or not."""
    last = facts.choice.last_day.toordinal()
    rows = []
    for item in facts.items:
        if item.kind != "activity" or item.scale not in (DONE, DONE_WITH_HELP):
            continue
        daily = facts.daily[item.key]
        values = daily.values[(daily.days > last - PART_DAYS) & (daily.days <= last)]
        if values.size:
            with_help = digits(int((values == 1).sum())) if item.scale == DONE_WITH_HELP else "-"
            done = int((values == item.scale.high).sum())
            rows.append(
                (
                    item.name,
                    digits(done),
                    with_help,
                    digits(int((values == 0).sum())),
                    digits(values.size),
                )
            )
    headers = (tr("Activity"), tr("done"), tr("with help"), tr("not"), tr("days answered"))
    note = tr("Days, out of the last {n} days.").format(n=PART_DAYS)
    return TablePart(tr("Activities"), headers, tuple(rows), note)


def _answers(asked: QuestionSet, facts: ReportFacts) -> TablePart:
    """List the mean or sum of each day that has all answers, newest last."""
    return TablePart(
        set_title(asked),
        (tr("Day"), tr("In numbers")),
        tuple(_answered(asked, facts))[-MOST_ANSWERS:],
        tr("Numbers to follow over time; they name nothing."),
    )


def _answered(asked: QuestionSet, facts: ReportFacts) -> Iterator[tuple[str, str]]:
    areas = {one.day: len(one.areas) for one in facts.contents.pain_maps}
    for entry in facts.contents.days:
        if entry.day >= facts.choice.first_day:
            words = result_words(asked, entry.scores, areas.get(entry.day), facts.formatter)
            if words:
                yield facts.formatter.day(entry.day), words


def _total(facts: ReportFacts) -> TablePart:
    first = facts.choice.first_day
    found = [(e.day, e.scores.get("fiqr_total")) for e in facts.contents.days if e.day >= first]
    rows = tuple(
        (facts.formatter.day(day), facts.formatter.number(score))
        for day, score in found
        if isinstance(score, float | int)
    )
    return TablePart(
        tr("FIQR total from your clinic (0-100)"), (tr("Day"), tr("Total")), rows[-MOST_ANSWERS:]
    )
