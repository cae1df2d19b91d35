"""Single rows, read and written, with a note of what each was before and after.

Every write of the program goes through `Rows.put` and `Rows.remove`, so that undo, history and
"unchanged" need no code of their own anywhere else.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.storage.driver import journal_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from fibrojournal.storage.driver import Database

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]
"""One row by column name; None = NULL."""

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "tracked_item": ("key",),
    "entry": ("id",),
    "score": ("entry", "item"),
    "pain_area": ("entry", "area"),
    "medicine": ("id",),
    "dose_change": ("id",),
    "plan_step": ("id",),
    "intake": ("id",),
    "event": ("id",),
    "question": ("id",),
    "profile": ("id",),
    "import_file": ("id",),
    "origin": ("in_table", "number", "part"),
}
"""Primary key of each table that people's data stands in."""

BESIDE_THE_DATA: Final = frozenset({"import_file", "origin"})
"""Tables that say where rows came from; later than the first schema, and without a history."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after.

    Attributes:
        table: Its table.
        key: Values of its primary key.
        before: The row as it was; None = there was none.
        after: The row as it is; None = removed.
    """

    table: str
    key: tuple[Cell, ...]
    before: Row | None
    after: Row | None

    @property
    def inverse(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)


class Rows:
    """Reads rows of the open journal; within a transaction also writes them.

    Args:
        database: The open journal.
        in_place: Entered for each read, so that the file is not copied or replaced in its
            middle.

    Attributes:
        changes: What was written through this object, in order.
    """

    def __init__(
        self, database: Database, in_place: AbstractContextManager[object] | None = None
    ) -> None:
        self._connection = database.conn
        self._in_place = in_place or nullcontext()
        self.changes: list[RowChange] = []

    def move_to(self, database: Database) -> None:
        """Read on from the file that has replaced the one before; call it while in place."""
        self._connection = database.conn

    def select(self, sql: str, arguments: tuple[Cell, ...] = ()) -> Iterator[tuple[Cell, ...]]:
        """Run one reading statement; yield its rows as tuples."""
        with self._in_place, journal_errors():
            return iter(self._connection.execute(sql, arguments).fetchall())

    def find(
        self, table: str, where: str = "", arguments: tuple[Cell, ...] = (), *, order: str = ""
    ) -> list[Row]:
        """Read the rows of one table as dictionaries.

        Args:
            table: One of ours.
            where: Condition with `?` for each argument; "" = all rows.
            arguments: Values for the condition.
            order: Columns to order by; "" = any order.
        """
        sql = f"SELECT * FROM {table}"  # noqa: S608 - names of our own tables only
        if where:
            sql += f" WHERE {where}"
        if order:
            sql += f" ORDER BY {order}"
        with self._in_place, journal_errors():
            cursor = self._connection.execute(sql, arguments)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def run(self, sql: str, arguments: tuple[Cell, ...] = ()) -> None:
        """Run one writing statement that nothing shall remember: no undo, no history."""
        self._connection.execute(sql, arguments)

    def put(self, table: str, row: Row) -> int:
        """Insert the row, or replace the one with its key; an equal row is left alone.

        Returns:
            The row's id, for tables that count theirs; give it with `id` None to insert.
        """
        keys = KEYS[table]
        before = None if None in (row[key] for key in keys) else self._at(table, row)
        if before == row:
            return _id(row)
        if before is None:
            marks = ", ".join("?" * len(row))
            cursor = self._connection.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - as above
                tuple(row.values()),
            )
            if row.get("id", 0) is None:
                row = row | {"id": cursor.lastrowid}
        else:
            columns = [name for name in row if name not in keys]
            self._connection.execute(
                f"UPDATE {table} SET {', '.join(f'{c} = ?' for c in columns)} "  # noqa: S608
                f"WHERE {_key_condition(table)}",
                (*(row[c] for c in columns), *(row[key] for key in keys)),
            )
        self._note(table, row, before, row)
        return _id(row)

    def remove(self, table: str, row: Row) -> None:
        """Delete the row that has this one's key, if it is still there."""
        before = self._at(table, row)
        if before is None:
            return
        self._connection.execute(
            f"DELETE FROM {table} WHERE {_key_condition(table)}",  # noqa: S608 - as above
            tuple(row[key] for key in KEYS[table]),
        )
        self._note(table, before, before, None)

    def apply(self, change: RowChange) -> None:
        """Make a row what `change` says it is afterwards."""
        if change.after is not None:
            self.put(change.table, change.after)
        elif change.before is not None:
            self.remove(change.table, change.before)

    def holds(self, change: RowChange) -> bool:
        """Tell whether a row is what `change` says it is afterwards."""
        return self._at(change.table, change.after or change.before or {}) == change.after

    def _at(self, table: str, row: Row) -> Row | None:
        found = self.find(table, _key_condition(table), tuple(row[key] for key in KEYS[table]))
        return found[0] if found else None

    def _note(self, table: str, row: Row, before: Row | None, after: Row | None) -> None:
        key = tuple(row[name] for name in KEYS[table])
        self.changes.append(RowChange(table, key, before, after))


def _key_condition(table: str) -> str:
    return " AND ".join(f"{key} = ?" for key in KEYS[table])


def _id(row: Row) -> int:
    value = row.get("id")
    return value if isinstance(value, int) else 0
