"""Takes rows out of tables, history and full text, so that nothing remembers them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fibrojournal.storage.cells import day_cell
from fibrojournal.storage.history import PARTS_OF_A_DAY
from fibrojournal.storage.past import PARTS_OF_A_MEDICINE, keys_within
from fibrojournal.storage.rows import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fibrojournal.storage.past import Place
    from fibrojournal.storage.rows import Cell, RowChange, Rows


def wipe(rows: Rows, places: Iterable[Place]) -> None:
    """Take rows and their parts out of their tables and out of the history.

    Call it within a transaction that keeps no history.
    """
    for table, key in sorted(places, key=_parts_first):
        if table == "entry":
            _wipe_parts_of_entry(rows, key[0])
        elif table == "medicine":
            _wipe_parts_of_medicine(rows, key[0])
        if table in ("entry", "intake"):
            rows.run("DELETE FROM origin WHERE in_table = ? AND number = ?", (table, *key))
        same = " AND ".join(f"{name} = ?" for name in KEYS[table])
        rows.run(f"DELETE FROM {table} WHERE {same}", key)  # noqa: S608 - names of our own
        rows.run(
            "DELETE FROM history WHERE in_table = ? AND row_key = ?", (table, json.dumps(key))
        )
    rows.run("DELETE FROM import_file WHERE id NOT IN (SELECT file FROM origin)")


def index_anew(rows: Rows) -> None:
    """Build the full-text index anew: it keeps words of notes that are gone until it is merged."""
    rows.run("INSERT INTO entry_fts (entry_fts) VALUES ('rebuild')")


def concerns(places: frozenset[Place], change: RowChange) -> bool:
    """Tell whether a change is of one of these rows, or of a part of them."""
    if (change.table, change.key) in places:
        return True
    if change.table == "origin":
        return (str(change.key[0]), change.key[1:2]) in places
    if change.table in PARTS_OF_A_DAY:
        return ("entry", change.key[:1]) in places
    if change.table in PARTS_OF_A_MEDICINE:
        rows = [row for row in (change.before, change.after) if row is not None]
        return any(("medicine", (row["medicine"],)) in places for row in rows)
    return False


def holds(rows: Rows, places: Iterable[Place], day: date | None, medicine: str) -> bool:
    """Tell whether a copy of a journal holds any of these rows, now or in its history.

    Args:
        rows: Of the copy.
        places: The rows; a copy counts its rows as the journal does.
        day: Everything about this day too; None = no day.
        medicine: A medicine of this name too; "" = none.
    """
    for table, key in places:
        same = " AND ".join(f"{name} = ?" for name in KEYS[table])
        if _any(rows, f"{table} WHERE {same}", key) or _any(
            rows, "history WHERE in_table = ? AND row_key = ?", (table, json.dumps(key))
        ):
            return True
    return (day is not None and _holds_value(rows, "entry", "day", day_cell(day))) or (
        bool(medicine) and _holds_value(rows, "medicine", "name", medicine)
    )


def _holds_value(rows: Rows, table: str, column: str, value: Cell) -> bool:
    return _any(rows, f"{table} WHERE {column} = ?", (value,)) or _any(
        rows,
        f"history WHERE in_table = '{table}'"
        f" AND ?1 IN (before ->> '$.{column}', after ->> '$.{column}')",
        (value,),
    )


def _any(rows: Rows, where: str, arguments: tuple[Cell, ...]) -> bool:
    return any(rows.select(f"SELECT 1 FROM {where} LIMIT 1", arguments))  # noqa: S608 - as above


def _wipe_parts_of_entry(rows: Rows, entry: Cell) -> None:
    for table in PARTS_OF_A_DAY:
        rows.run(f"DELETE FROM {table} WHERE entry = ?", (entry,))  # noqa: S608 - as above
        rows.run(
            "DELETE FROM history WHERE in_table = ? AND row_key >= ? AND row_key < ?",
            (table, *keys_within(entry)),
        )


def _wipe_parts_of_medicine(rows: Rows, medicine: Cell) -> None:
    rows.run(
        "DELETE FROM origin WHERE in_table = 'intake'"
        " AND number IN (SELECT id FROM intake WHERE medicine = ?)",
        (medicine,),
    )
    for table in PARTS_OF_A_MEDICINE:
        rows.run(f"DELETE FROM {table} WHERE medicine = ?", (medicine,))  # noqa: S608 - as above
        rows.run(
            "DELETE FROM history WHERE in_table = ?1"
            " AND ?2 IN (before ->> 'medicine', after ->> 'medicine')",
            (table, medicine),
        )


def _parts_first(place: Place) -> int:
    return -list(KEYS).index(place[0])
