"""Rows of `import_file` and `origin`: which file and row imported values came from.

They have no history: they go and come back with the step that wrote them. Numbers of entries and
intakes are never used twice, so what is said of a deleted one is true again when it is back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from fibrojournal.domain.entries import SKIPPED, Moment
from fibrojournal.domain.origins import DayOrigin, Origin
from fibrojournal.storage.cells import day_cell, day_value, optional_time

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from fibrojournal.storage.rows import Cell, Rows

InTable: TypeAlias = Literal["entry", "intake"]

NOTE: Final = ""
"""The part of an entry that is its note; other parts are item keys."""

WHOLE: Final = ""
"""The one part that an intake has."""


def put_file(rows: Rows, app: str, name: str, at: datetime) -> int:
    """Add a file that was imported at a moment; return its number."""
    row: dict[str, Cell] = {"id": None, "app": app, "name": name, "imported_at": at.isoformat()}
    return rows.put("import_file", row)


def put(rows: Rows, in_table: InTable, number: int, part: str, origin: tuple[int, int]) -> None:
    """Say where a part of an entry, or an intake, came from.

    Args:
        rows: Within a transaction.
        in_table: Its table.
        number: Of its row.
        part: Item key, `NOTE` or `WHOLE`.
        origin: Number of the file, and the row in it.
    """
    file, row = origin
    rows.put(
        "origin",
        {"in_table": in_table, "number": number, "part": part, "file": file, "row": row},
    )


def forget(rows: Rows, in_table: InTable, number: Cell, part: str) -> None:
    """Say of something that was written over that it came from no file."""
    rows.remove("origin", {"in_table": in_table, "number": number, "part": part})


def origins_of_day(rows: Rows, day: date) -> tuple[DayOrigin, ...]:
    """Return where the parts of a day's entry and its moments came from, by time and item."""
    found = rows.select(
        "SELECT part, time, app, name, row FROM entry JOIN origin"
        " ON in_table = 'entry' AND number = entry.id JOIN import_file"
        " ON import_file.id = origin.file WHERE day = ? ORDER BY time, part, entry.id",
        (day_cell(day),),
    )
    return tuple(
        DayOrigin(str(part), optional_time(at), Origin(str(app), str(name), cast("int", row)))
        for part, at, app, name, row in found
    )


def origins_of_intakes(rows: Rows) -> dict[int, Origin]:
    """Return where intakes came from, by the number of the intake."""
    found = rows.select(
        "SELECT number, app, name, row FROM origin JOIN import_file"
        " ON import_file.id = origin.file JOIN intake ON intake.id = number"
        " WHERE in_table = 'intake'"
    )
    return {
        cast("int", number): Origin(str(app), str(name), cast("int", row))
        for number, app, name, row in found
    }


def moments_from(rows: Rows, app: str) -> tuple[Moment, ...]:
    """Return the moments that came from an app, in the order in which they were written."""
    found = rows.select(
        "SELECT entry.day, time, item, value, skipped, note FROM origin JOIN import_file"
        " ON import_file.id = origin.file JOIN entry ON entry.id = number"
        " JOIN score ON score.entry = entry.id AND item = part"
        " WHERE in_table = 'entry' AND time IS NOT NULL AND app = ? ORDER BY entry.id",
        (app,),
    )
    return tuple(
        Moment(
            day_value(day),
            cast("time", optional_time(at)),
            str(item),
            SKIPPED if skipped else cast("float", value),
            str(note),
        )
        for day, at, item, value, skipped, note in found
    )
