"""The journal as it stood on the last day of a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fibrojournal.analysis.series import DailyValues, daily_values
from fibrojournal.domain.entries import ItemScores, Skipped
from fibrojournal.domain.shown_units import in_shown_unit, shown_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.report_choice import ReportChoice


@dataclass(frozen=True, slots=True, eq=False)
class ReportFacts:
    """What all parts are made from: the journal as it stood on the last day of the report.

    Attributes:
        contents: Nothing in it was lived after the last day; items in the units that are shown.
        scores: Every number by item key, of items with at least one; in these units.
        daily: Daily values by item key, of items with at least one number.
        choice: What was asked for.
        formatter: Writes days and numbers.
    """

    contents: JournalContents
    scores: Mapping[str, ItemScores]
    daily: Mapping[str, DailyValues]
    choice: ReportChoice
    formatter: Formatter

    @property
    def items(self) -> tuple[TrackedItem, ...]:
        """The items that have a number, in their order."""
        ordered = sorted(self.contents.items, key=lambda item: item.position)
        return tuple(item for item in ordered if item.key in self.daily)

    @property
    def recalled(self) -> dict[date, int]:
        """Days that were filled in later, with after how many days each was."""
        return {
            entry.day: entry.recalled_after_days
            for entry in self.contents.days
            if entry.recalled_after_days is not None
        }


def report_facts(
    contents: JournalContents, choice: ReportChoice, formatter: Formatter
) -> ReportFacts:
    """Leave out what came after the last day of a report, and fold scores into days."""
    last = choice.last_day
    contents = replace(
        contents,
        days=tuple(entry for entry in contents.days if entry.day <= last),
        moments=tuple(moment for moment in contents.moments if moment.day <= last),
        pain_maps=tuple(one for one in contents.pain_maps if one.day <= last),
        dose_changes=tuple(change for change in contents.dose_changes if change.day <= last),
        intakes=tuple(intake for intake in contents.intakes if intake.day <= last),
        events=tuple(event for event in contents.events if event.first_day <= last),
    )
    shown = tuple(shown_item(item, choice.weight_unit) for item in contents.items)
    contents = replace(contents, items=shown)
    items = {item.key: item for item in shown}
    scores = {
        key: in_shown_unit(items[key], found)
        for key, found in _scores(contents).items()
        if key in items
    }
    daily = {key: daily_values(found, items[key]) for key, found in scores.items()}
    return ReportFacts(contents, scores, daily, choice, formatter)


def _scores(contents: JournalContents) -> dict[str, ItemScores]:
    """Gather every number by item; blank and skipped days are not there."""
    found: dict[str, list[tuple[int, float, bool]]] = {}
    for entry in contents.days:
        for key, score in entry.scores.items():
            if not isinstance(score, Skipped):
                found.setdefault(key, []).append((entry.day.toordinal(), score, False))
    for moment in contents.moments:
        if not isinstance(moment.score, Skipped):
            number = (moment.day.toordinal(), moment.score, True)
            found.setdefault(moment.item, []).append(number)
    return {key: _columns(key, sorted(numbers)) for key, numbers in found.items()}


def _columns(key: str, numbers: Sequence[tuple[int, float, bool]]) -> ItemScores:
    days, values, momentary = zip(*numbers, strict=True)
    return ItemScores(key, days, values, momentary)
