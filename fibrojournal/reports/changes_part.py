"""What the comparisons of the range's changes say, a title and a few sentences for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.analysis.change_report import ChangeReport, ChangesSource, change_reports
from fibrojournal.analysis.usual_swing import usual_swing
from fibrojournal.charts.describe_change import ChangeFacts, card_words
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.charts.describe_change import CardWords
    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.report_facts import ReportFacts


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One change.

    Attributes:
        title: Such as "Gabapentin 600 to 900 mg a day, 31 August".
        sentence: What the comparison says.
    """

    title: str
    sentence: str


def changes_part(
    compared: Sequence[ChangeFacts], formatter: Formatter
) -> tuple[ChangeWords, ...] | None:
    """Say what the changes inside the range show, oldest first; None = there was none."""
    return tuple(_change_words(card_words(one, formatter)) for one in compared) or None


def fixed_text() -> str:
    """Return what stands under every comparison on a report."""
    return tr(
        "These are averages of the patient's own entries. They cannot show why something changed."
    )


def change_facts(facts: ReportFacts) -> tuple[ChangeFacts, ...]:
    """Compare around every change inside the range, oldest first."""
    contents, choice = facts.contents, facts.choice
    source = ChangesSource(
        contents.items,
        facts.daily,
        contents.medicines,
        contents.dose_changes,
        contents.events,
        {
            entry.day: entry.medicines_taken
            for entry in contents.days
            if entry.medicines_taken is not None
        },
        choice.least_difference,
    )
    reports = change_reports(source, today=choice.last_day)
    steps = [step.day for report in reports for part in report.change.parts for step in part.steps]
    swings = {
        key: swing
        for key, daily in facts.daily.items()
        if (swing := usual_swing(daily, steps, choice.last_day)) is not None
    }
    return tuple(
        ChangeFacts(
            report,
            contents.medicines,
            contents.dose_changes,
            choice.last_day,
            facts.daily,
            swings,
            mid_0_10=choice.least_difference,
            recalled=facts.recalled,
        )
        for report in reversed(reports)
        if _is_inside(report, facts)
    )


def _is_inside(report: ChangeReport, facts: ReportFacts) -> bool:
    change, choice = report.change, facts.choice
    return choice.first_day <= change.last_day and change.first_day <= choice.last_day


def _change_words(words: CardWords) -> ChangeWords:
    title = tr("{title}, {when}").format(title=words.title, when=words.when_short)
    return ChangeWords(title, words.sentence)
