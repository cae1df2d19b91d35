"""Reads the history: what was deleted in which step, and what a day said before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from fibrojournal.storage.cells import day_cell
from fibrojournal.storage.history import ADDED, PARTS_OF_A_DAY, is_fresh
from fibrojournal.storage.rows import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fibrojournal.storage.rows import Cell, Row, Rows

Place: TypeAlias = tuple[str, tuple["Cell", ...]]
"""A row: its table and its key."""

PARTS_OF_A_MEDICINE: Final = frozenset({"dose_change", "plan_step", "intake"})


@dataclass(frozen=True, slots=True)
class Deletion:
    """A row that is not there any more, as it was when it was deleted last.

    Attributes:
        number: Of this note in the history; later ones are higher.
        at: When, aware, in UTC; the same for all that one step deleted.
        table: Its table.
        key: Its primary key.
        row: The row.
    """

    number: int
    at: datetime
    table: str
    key: tuple[Cell, ...]
    row: Row

    @property
    def place(self) -> Place:
        """Table and key."""
        return self.table, self.key

    @property
    def belongs_to(self) -> Place | None:
        """The row that this one is a part of; None = it stands for itself."""
        if self.table in PARTS_OF_A_DAY:
            return "entry", self.key[:1]
        if self.table in PARTS_OF_A_MEDICINE:
            return "medicine", (self.row["medicine"],)
        return None


@dataclass(frozen=True, slots=True)
class DayState:
    """The rows of one day entry as they were before a change.

    Attributes:
        until: When they were changed, aware, in UTC.
        entry: The row of the entry.
        scores: Its scores.
        areas: Its pain areas.
    """

    until: datetime
    entry: Row
    scores: tuple[Row, ...]
    areas: tuple[Row, ...]


def deletions(rows: Rows) -> list[Deletion]:
    """Return the newest deletion of each row that is not there now, oldest first."""
    found: dict[Place, Deletion] = {}
    for table in KEYS:
        for number, at, key, row in rows.select(
            "SELECT id, at, row_key, before FROM history"  # noqa: S608 - names of our own
            f" WHERE in_table = ? AND after IS NULL AND before <> ? AND {_is_gone(table)}"
            " ORDER BY id",
            (table, ADDED),
        ):
            deletion = Deletion(
                cast("int", number), _moment(at), table, _key(key), json.loads(str(row))
            )
            found[deletion.place] = deletion
    return sorted(found.values(), key=lambda deletion: deletion.number)


def steps(found: Iterable[Deletion]) -> Iterator[list[Deletion]]:
    """Put together what one step deleted.

    Args:
        found: Oldest first.
    """
    step: list[Deletion] = []
    for deletion in found:
        if step and step[-1].at != deletion.at:
            yield step
            step = []
        step.append(deletion)
    if step:
        yield step


def last_name(rows: Rows, medicine: Cell) -> str | None:
    """Return the name of a medicine, also of one that was removed; None = not known."""
    now = rows.find("medicine", "id = ?", (medicine,))
    if now:
        return str(now[0]["name"])
    before = rows.select(
        "SELECT before ->> 'name' FROM history WHERE in_table = 'medicine' AND row_key = ?"
        " ORDER BY id DESC LIMIT 1",
        (json.dumps([medicine]),),
    )
    return next((str(name) for (name,) in before), None)


def entries_of(rows: Rows, day: date) -> frozenset[int]:
    """Return the numbers of all entries that were ever written for one day, moments too."""
    found = rows.select(
        "SELECT id FROM entry WHERE day = ?1 UNION SELECT json_extract(row_key, '$[0]')"
        " FROM history WHERE in_table = 'entry' AND before ->> 'day' = ?1",
        (day_cell(day),),
    )
    return frozenset(cast("int", number) for (number,) in found)


def day_states(rows: Rows, day: date) -> list[DayState]:
    """Return what the entry of a day was before each change, newest first.

    The way back is gone from the rows of today, taking back one note of the history after the
    other.
    """
    entries = entries_of(rows, day)
    present = {
        (table, _key_of(table, row)): row
        for table in ("entry", *sorted(PARTS_OF_A_DAY))
        for entry in entries
        for row in rows.find(table, f"{KEYS[table][0]} = ?", (entry,))
    }
    states = []
    for until, notes in _changes(_notes(rows, entries)):
        for _, table, key, before in notes:
            if before is None:
                present.pop((table, key), None)
            else:
                present[table, key] = before
                if table == "entry" and before["time"] is None:
                    present = _only(present, key[0])
        state = _state(until, present)
        if state is not None:
            states.append(state)
    return states


_Note: TypeAlias = tuple[datetime, str, tuple["Cell", ...], "Row | None"]


def _notes(rows: Rows, entries: Iterable[int]) -> list[_Note]:
    """Return what the history says of these entries and their parts, newest first."""
    found: list[tuple[Cell, ...]] = []
    for entry in entries:
        found += rows.select(
            "SELECT id, at, in_table, row_key, before FROM history"
            " WHERE in_table = 'entry' AND row_key = ?",
            (json.dumps([entry]),),
        )
        for table in sorted(PARTS_OF_A_DAY):
            found += rows.select(
                "SELECT id, at, in_table, row_key, before FROM history"
                " WHERE in_table = ? AND row_key >= ? AND row_key < ?",
                (table, *keys_within(entry)),
            )
    found.sort(key=lambda note: cast("int", note[0]), reverse=True)
    return [
        (_moment(at), str(table), _key(key), json.loads(str(before)))
        for _, at, table, key, before in found
    ]


def keys_within(entry: Cell) -> tuple[str, str]:
    """Return between which texts the keys of an entry's parts lie in the history."""
    start = f"{json.dumps([entry])[:-1]}, "
    return start, f"{start[:-1]}!"


def _changes(newest_first: list[_Note]) -> Iterator[tuple[datetime, list[_Note]]]:
    """Put together what was changed as one version; the newest change comes first.

    Each note of an entry begins a version. What its parts noted within ten minutes belongs to it.
    """
    versions: list[tuple[datetime, list[_Note]]] = []
    for at, step in groupby(reversed(newest_first), key=lambda note: note[0]):
        notes = list(step)
        begins = any(table == "entry" for _, table, _, _ in notes)
        if begins or not versions or not is_fresh(versions[-1][0], at):
            versions.append((at, []))
        versions[-1][1][:0] = reversed(notes)
    return reversed(versions)


def _only(present: dict[Place, Row], entry: Cell) -> dict[Place, Row]:
    """Leave out the day entry that was written when this one had been deleted."""
    others = {
        key[0]
        for (table, key), row in present.items()
        if table == "entry" and row["time"] is None and key[0] != entry
    }
    return {place: row for place, row in present.items() if place[1][0] not in others}


def _state(until: datetime, present: dict[Place, Row]) -> DayState | None:
    for (table, (entry, *_)), row in present.items():
        if table == "entry" and row["time"] is None:
            parts = [
                [r for (t, key), r in present.items() if t == part and key[0] == entry]
                for part in ("score", "pain_area")
            ]
            return DayState(until, row, tuple(parts[0]), tuple(parts[1]))
    return None


def _is_gone(table: str) -> str:
    """Return the condition that the row of a note is not in its table."""
    same = " AND ".join(
        f"t.{name} = json_extract(row_key, '$[{place}]')" for place, name in enumerate(KEYS[table])
    )
    return f"NOT EXISTS (SELECT 1 FROM {table} t WHERE {same})"  # noqa: S608 - our own names


def _key_of(table: str, row: Row) -> tuple[Cell, ...]:
    return tuple(row[name] for name in KEYS[table])


def _key(cell: Cell) -> tuple[Cell, ...]:
    return tuple(json.loads(str(cell)))


def _moment(cell: Cell) -> datetime:
    return datetime.fromisoformat(str(cell))
