"""What was deleted, as rows of a table, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fibrojournal.charts.change_title import joined
from fibrojournal.domain.dose_words import amount_words, dose_words
from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.i18n import listed, set_apart, tr, trn
from fibrojournal.ui.formatter import moment_words
from fibrojournal.ui.models.events_table_model import event_days_words
from fibrojournal.ui.models.rows_table_model import RowsTableModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from fibrojournal.domain.medicines import Unit
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.trash import Trashed
    from fibrojournal.journal.trash_values import Thing

_NAMED: Final = 3
"""Things of one step that are named; the others are counted."""

_NO_UNIT: Final = "other"


class TrashTableModel(RowsTableModel["Trashed"]):
    """One row a step that deleted something: what it was, when, until when it is kept.

    Args:
        trashed: What lies in the trash, newest first.
        units: Name to unit of the medicines that are still there.
        zone: The time zone in which moments are told.
        formatter: Writes days, times and numbers.
    """

    def __init__(
        self,
        trashed: Iterable[Trashed],
        units: Mapping[str, Unit],
        zone: tzinfo | None,
        formatter: Formatter,
    ) -> None:
        super().__init__((tr("What"), tr("Deleted"), tr("Kept until")), trashed)
        self._units = units
        self._zone = zone
        self._formatter = formatter

    def words(self, value: Trashed) -> tuple[str, ...]:
        """Return the cells of one step."""
        return (
            things_words(value.things, self._units, self._formatter),
            moment_words(value.at.astimezone(self._zone), self._formatter, weekday=False),
            self._formatter.day(value.goes_at.astimezone(self._zone).date()),
        )


def things_words(things: Sequence[Thing], units: Mapping[str, Unit], formatter: Formatter) -> str:
    """Say what was deleted: "Medicine gabapentin with 4 doses"; the first few of many things.

    Args:
        things: What one step deleted.
        units: Name to unit of the medicines that are still there.
        formatter: Writes days, times and numbers.
    """
    known = {
        **units,
        **{thing.name: thing.unit for thing in things if isinstance(thing, Medicine)},
    }
    groups = _groups(things)
    words = [_group_words(group, known, formatter) for group in groups[:_NAMED]]
    if (more := len(groups) - _NAMED) > 0:
        words.append(trn("{n} more", "{n} more", more))
    return set_apart(words)


def _groups(things: Sequence[Thing]) -> list[list[Thing]]:
    """Put together what belongs to one day, and a medicine with its doses, plan and intakes."""
    whole = {thing.name for thing in things if isinstance(thing, Medicine)}
    groups: dict[object, list[Thing]] = {}
    for place, thing in enumerate(things):
        key: object = place
        match thing:
            case DayEntry() | PainMap() | Moment():
                key = thing.day
            case Medicine():
                key = thing.name
            case DoseChange() | PlanStep() | Intake() if thing.medicine in whole:
                key = thing.medicine
        groups.setdefault(key, []).append(thing)
    return list(groups.values())


def _group_words(group: list[Thing], units: Mapping[str, Unit], formatter: Formatter) -> str:
    first = next((thing for thing in group if isinstance(thing, Medicine)), group[0])
    if isinstance(first, Medicine):
        name = tr("Medicine {name}").format(name=first.name)
        return _with(name, list(_medicine_parts(group)))
    if isinstance(first, DayEntry | PainMap | Moment):
        name = tr("Day {day}").format(day=formatter.day(first.day))
        return _with(name, list(_day_parts(group)))
    return _single_words(first, units, formatter)


def _medicine_parts(group: list[Thing]) -> Iterator[str]:
    if doses := _count(group, DoseChange):
        yield trn("{n} dose", "{n} doses", doses)
    if steps := _count(group, PlanStep):
        yield trn("{n} step of the plan", "{n} steps of the plan", steps)
    if intakes := _count(group, Intake):
        yield trn("{n} intake", "{n} intakes", intakes)


def _day_parts(group: list[Thing]) -> Iterator[str]:
    for thing in group:
        if isinstance(thing, DayEntry):
            if thing.scores:
                yield trn("{n} score", "{n} scores", len(thing.scores))
            if thing.medicines_taken is not None:
                yield tr("the answer about medicines")
            if thing.note:
                yield tr("a note")
        elif isinstance(thing, PainMap):
            yield tr("a pain map")
    if moments := _count(group, Moment):
        yield trn("{n} value with its time", "{n} values with their times", moments)


def _single_words(
    thing: DoseChange | PlanStep | Intake | Event | Question | Profile | TrackedItem,
    units: Mapping[str, Unit],
    formatter: Formatter,
) -> str:
    match thing:
        case DoseChange() | PlanStep():
            return _dose_words(thing, units, formatter)
        case Intake():
            return _intake_words(thing, units, formatter)
        case Event():
            days = event_days_words(thing, formatter)
            return tr("Event {title}, {days}").format(title=thing.label, days=days)
        case Question():
            return tr("Question: {text}").format(text=" ".join(thing.text.split()))
        case Profile():
            return tr("What is written about you for the report")
        case TrackedItem():
            return tr("Item {name}").format(name=thing.name)


def _dose_words(
    dose: DoseChange | PlanStep, units: Mapping[str, Unit], formatter: Formatter
) -> str:
    words = (
        tr("Dose of {medicine} from {day}: {dose}")
        if isinstance(dose, DoseChange)
        else tr("Step of the plan for {medicine} from {day}: {dose}")
    )
    return words.format(
        medicine=dose.medicine,
        day=formatter.day(dose.day),
        dose=dose_words(dose, units.get(dose.medicine, _NO_UNIT), formatter),
    )


def _intake_words(intake: Intake, units: Mapping[str, Unit], formatter: Formatter) -> str:
    what = intake.medicine
    if intake.amount is not None:
        amount = amount_words(intake.amount, units.get(intake.medicine, _NO_UNIT), formatter)
        what = tr("{medicine} {dose}").format(medicine=what, dose=amount)
    when = formatter.day(intake.day)
    if intake.time is not None:
        when = listed((when, formatter.clock(intake.time)))
    return tr("Intake of {medicine}, {day}").format(medicine=what, day=when)


def _count(group: list[Thing], kind: type) -> int:
    return sum(isinstance(thing, kind) for thing in group)


def _with(name: str, parts: list[str]) -> str:
    return tr("{name} with {parts}").format(name=name, parts=joined(parts)) if parts else name
