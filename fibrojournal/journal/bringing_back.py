"""Puts back rows that were deleted, unless something else has their place now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.entries import NOTE_LIMIT, DayEntry
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.storage import entry_table
from fibrojournal.storage.cells import day_value
from fibrojournal.storage.history import PARTS_OF_A_DAY
from fibrojournal.storage.past import PARTS_OF_A_MEDICINE
from fibrojournal.storage.rows import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.storage.past import Deletion
    from fibrojournal.storage.rows import Row, Rows

_ORDER: Final = tuple(KEYS)
"""Tables, each after those that it refers to."""


class TakenDayError(RefusedError):
    """The day says something else now, about everything that lies in the trash."""

    def __init__(self) -> None:
        super().__init__(
            tr("This day has been written again, and says something else now."),
            remedy=tr(
                "Nothing was changed. What it said before can be seen, and brought back, among "
                "the earlier versions of that day."
            ),
        )


class _NoMedicineError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            tr("The medicine that this belongs to is not there any more."),
            remedy=tr("Bring the medicine back first. Nothing was changed."),
        )


class _NameTakenError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            tr("There is another medicine of this name now."),
            remedy=tr("Give that one another name, then bring this one back."),
        )


class _DoseTakenError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            tr("There is another change of this medicine on that day now."),
            remedy=tr("Remove that one first, or leave it as it is. Nothing was changed."),
        )


class BringingBack:
    """Looks what has the place of deleted rows, and puts them back.

    Args:
        rows: Within a transaction, where anything is put back.
        now: The present moment, aware and local.
    """

    def __init__(self, rows: Rows, now: datetime) -> None:
        self._rows = rows
        self._now = now

    def is_taken(self, deletion: Deletion) -> bool:
        """Tell whether it is the entry of a day that has been written again since."""
        return _is_day(deletion) and self._day_now(deletion.row) is not None

    def is_gone(self, deletion: Deletion, step: Sequence[Deletion]) -> bool:
        """Tell whether the journal does not say it again, in another row."""
        if deletion.table in PARTS_OF_A_DAY:
            return any(self.is_gone(d, step) for d in step if d.place == deletion.belongs_to)
        if self.is_taken(deletion):
            return self._is_unsaid(deletion, step)
        if deletion.table == "dose_change":
            return self._dose_now(deletion.row) != _without_id(deletion.row)
        return True

    def put(self, step: Sequence[Deletion]) -> None:
        """Put back what one step deleted.

        Raises:
            RefusedError: Something else has its place now, or what it belongs to is gone.
        """
        for deletion in sorted(step, key=_by_reference):
            if self.is_taken(deletion):
                self._fill_day(deletion, step)
            elif deletion.table in PARTS_OF_A_DAY:
                if self._rows.find("entry", "id = ?", deletion.key[:1]):
                    self._rows.put(deletion.table, deletion.row)
            elif self._has_room(deletion):
                self._rows.put(deletion.table, deletion.row)

    def _has_room(self, deletion: Deletion) -> bool:
        """Tell whether a row can come back; False = an equal one is there.

        Raises:
            RefusedError: It cannot.
        """
        table, row = deletion.table, deletion.row
        if table == "medicine":
            taken = {str(m["name"]).casefold() for m in self._rows.find("medicine")}
            if str(row["name"]).casefold() in taken:
                raise _NameTakenError
        if table in PARTS_OF_A_MEDICINE and not self._rows.find(
            "medicine", "id = ?", (row["medicine"],)
        ):
            raise _NoMedicineError
        if table == "dose_change":
            now = self._dose_now(row)
            if now not in (None, _without_id(row)):
                raise _DoseTakenError
            return now is None
        return True

    # Days

    def _day_now(self, row: Row) -> Row | None:
        found = self._rows.find("entry", "day = ? AND time IS NULL", (row["day"],))
        return found[0] if found else None

    def _is_unsaid(self, deletion: Deletion, step: Sequence[Deletion]) -> bool:
        """Tell whether a day that was written again does not say all that it said."""
        present = self._present(deletion)
        then = _entry(deletion, step)
        return (
            _chosen(filled(then, present)) != _chosen(present)
            or then.note not in present.note
            or self._map_to_fill(deletion, step) is not None
        )

    def _fill_day(self, deletion: Deletion, step: Sequence[Deletion]) -> None:
        present = self._present(deletion)
        entry = filled(present, _entry(deletion, step))
        pain_map = self._map_to_fill(deletion, step)
        if entry != present:
            written_at = self._now.replace(microsecond=0)
            entry_table.put_day(self._rows, replace(entry, written_at=written_at))
        if pain_map is not None:
            entry_table.put_pain_map(self._rows, pain_map.day, pain_map)

    def _present(self, deletion: Deletion) -> DayEntry:
        day = day_value(deletion.row["day"])
        return entry_table.day_entry(self._rows, day) or DayEntry(day)

    def _map_to_fill(self, deletion: Deletion, step: Sequence[Deletion]) -> PainMap | None:
        now = self._day_now(deletion.row)
        if now is None or now["pain_mapped"]:
            return None
        return entry_table.pain_map_value(deletion.row, _parts(deletion, step, "pain_area"))

    def _dose_now(self, row: Row) -> Row | None:
        where = (row["medicine"], row["day"])
        found = self._rows.find("dose_change", "medicine = ? AND day = ?", where)
        return _without_id(found[0]) if found else None


def filled(present: DayEntry, then: DayEntry) -> DayEntry:
    """Return a day as it is, with what it said before where it is blank now."""
    note = present.note
    if then.note and then.note not in note:
        both = f"{note}\n\n{then.note}" if note else then.note
        note = both if len(both) <= NOTE_LIMIT else note
    return replace(
        present,
        scores={**then.scores, **present.scores},
        note=note,
        medicines_taken=present.medicines_taken or then.medicines_taken,
        compared_with_yesterday=present.compared_with_yesterday or then.compared_with_yesterday,
    )


def _chosen(entry: DayEntry) -> tuple[object, ...]:
    """Return what two versions of a day can contradict each other in."""
    return entry.scores, entry.medicines_taken, entry.compared_with_yesterday


def _is_day(deletion: Deletion) -> bool:
    return deletion.table == "entry" and deletion.row["time"] is None


def _entry(deletion: Deletion, step: Iterable[Deletion]) -> DayEntry:
    return entry_table.day_entry_value(deletion.row, _parts(deletion, step, "score"))


def _parts(deletion: Deletion, step: Iterable[Deletion], table: str) -> list[Row]:
    return [d.row for d in step if d.table == table and d.belongs_to == deletion.place]


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _by_reference(deletion: Deletion) -> tuple[int, int]:
    return _ORDER.index(deletion.table), deletion.number
