"""All of a journal as values, and values written into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.storage import (
    entry_table,
    event_table,
    item_table,
    medicine_table,
    profile_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fibrojournal.exchange.parsed import Row
    from fibrojournal.storage.rows import Rows

    KeepGoing = Callable[[int, int], bool]
    """Told how many values of how many are written; False stops and takes everything back."""


class ImportCancelledError(JournalError):
    """The person pressed Cancel; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(tr("The import was cancelled."), remedy=tr("Nothing was changed."))


def contents(rows: Rows) -> JournalContents:
    """Read everything but the history; numbers of rows are left out."""
    return JournalContents(
        items=item_table.items(rows),
        days=tuple(entry_table.day_entries(rows)),
        moments=entry_table.moments(rows),
        pain_maps=entry_table.pain_maps(rows),
        medicines=medicine_table.medicines(rows),
        dose_changes=medicine_table.dose_changes(rows),
        plan=tuple(replace(step, id=None) for step in medicine_table.plan(rows)),
        intakes=tuple(replace(intake, id=None) for intake in medicine_table.intakes(rows)),
        events=tuple(replace(event, id=None) for event in event_table.events(rows)),
        questions=tuple(replace(q, id=None) for q in profile_table.questions(rows)),
        profile=profile_table.profile(rows),
    )


def load(rows: Rows, values: JournalContents) -> None:
    """Write all of `values`, items and medicines before what refers to them."""
    write(
        rows,
        (
            *values.items,
            *values.medicines,
            *values.days,
            *values.moments,
            *values.pain_maps,
            *values.dose_changes,
            *values.plan,
            *values.intakes,
            *values.events,
            *values.questions,
            values.profile,
        ),
    )


def write(
    rows: Rows,
    values: Sequence[Row],
    keep_going: KeepGoing | None = None,
    written: Callable[[int, Row, int], object] | None = None,
) -> None:
    """Write each value; one with the same key is replaced.

    Args:
        rows: Within a transaction.
        values: Items and medicines before what refers to them.
        keep_going: Told how far it is.
        written: Told of each value: its place, itself, and the number that its row has.

    Raises:
        ImportCancelledError: `keep_going` answered False.
    """
    for place, value in enumerate(values):
        if keep_going is not None and not keep_going(place, len(values)):
            raise ImportCancelledError
        number = _WRITERS[type(value)](rows, value)
        if written is not None:
            written(place, value, number or 0)


def _put_pain_map(rows: Rows, value: PainMap) -> None:
    entry_table.put_pain_map(rows, value.day, value)


_WRITERS: dict[type, Callable[[Rows, Any], int | None]] = {
    TrackedItem: item_table.put,
    Medicine: medicine_table.put_medicine,
    DayEntry: entry_table.put_day,
    Moment: entry_table.put_moment,
    PainMap: _put_pain_map,
    DoseChange: medicine_table.put_dose_change,
    PlanStep: medicine_table.put_plan_step,
    Intake: medicine_table.put_intake,
    Event: event_table.put,
    Question: profile_table.put_question,
    Profile: profile_table.put_profile,
}
