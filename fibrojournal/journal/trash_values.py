"""What lies in the trash, read from its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.i18n import tr
from fibrojournal.storage import (
    entry_table,
    event_table,
    item_table,
    medicine_table,
    profile_table,
)
from fibrojournal.storage.past import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fibrojournal.storage.past import Deletion
    from fibrojournal.storage.rows import Row, Rows

Thing: TypeAlias = (
    DayEntry
    | PainMap
    | Moment
    | Medicine
    | DoseChange
    | PlanStep
    | Intake
    | Event
    | Question
    | Profile
    | TrackedItem
)
"""What can lie in the trash."""

_WHOLE: Final[dict[str, Callable[[Row], Thing]]] = {
    "medicine": medicine_table.medicine_value,
    "event": event_table.event_value,
    "question": profile_table.question_value,
    "profile": profile_table.profile_value,
    "tracked_item": item_table.item_value,
}

_OF_A_MEDICINE: Final[dict[str, Callable[[Row, str], Thing]]] = {
    "dose_change": medicine_table.dose_change,
    "plan_step": medicine_table.plan_step,
    "intake": medicine_table.intake,
}


def things_of(rows: Rows, gone: Sequence[Deletion]) -> tuple[Thing, ...]:
    """Return what these rows say, in the order in which they were deleted.

    Args:
        rows: Of the open journal; it knows the names of medicines.
        gone: Deleted by one step.
    """
    return tuple(thing for deletion in gone for thing in _things(rows, deletion, gone))


def _things(rows: Rows, deletion: Deletion, gone: Sequence[Deletion]) -> Iterator[Thing]:
    table, row = deletion.table, deletion.row
    if table == "entry":
        yield from _of_entry(deletion, gone)
    elif table in _WHOLE:
        yield _WHOLE[table](row)
    elif table in _OF_A_MEDICINE:
        name = last_name(rows, row["medicine"]) or tr("a medicine that is gone")
        yield _OF_A_MEDICINE[table](row, name)
    # scores and pain areas are told with their entry


def _of_entry(deletion: Deletion, gone: Sequence[Deletion]) -> Iterator[Thing]:
    scores, areas = (
        [d.row for d in gone if d.table == table and d.belongs_to == deletion.place]
        for table in ("score", "pain_area")
    )
    if deletion.row["time"] is not None:
        yield from entry_table.moment_values(deletion.row, scores)
        return
    yield entry_table.day_entry_value(deletion.row, scores)
    pain_map = entry_table.pain_map_value(deletion.row, areas)
    if pain_map is not None:
        yield pain_map
