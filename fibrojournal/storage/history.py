"""Earlier versions: what changed or deleted rows were before.

What is typed within ten minutes of its last version counts as one version, so that a note does
not leave a row for every second. A row that is new within these ten minutes has no earlier
version yet. Deletions, and rows that a form saves whole, are always kept.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.storage.driver import journal_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from fibrojournal.storage.driver import Database
    from fibrojournal.storage.rows import Cell, Row, RowChange

SAME_VERSION: Final = timedelta(minutes=10)

TYPED: Final = frozenset({"entry", "score", "pain_area"})
"""What is written touch by touch; all other rows are saved by a button, each time a version."""


@dataclass(frozen=True, slots=True)
class Version:
    """A row as it was before a change.

    Attributes:
        at: When it was changed, aware, in UTC.
        before: The row then.
        after: What it became; None = deleted.
    """

    at: datetime
    before: Row
    after: Row | None


class History:
    """Writes earlier versions beside the rows, within the same transaction.

    Args:
        database: The open journal.
        in_place: Entered for each read, so that the file is not replaced in its middle.
    """

    def __init__(
        self, database: Database, in_place: AbstractContextManager[object] | None = None
    ) -> None:
        self._connection = database.conn
        self._in_place = in_place or nullcontext()
        self._open: dict[tuple[str, tuple[Cell, ...]], tuple[datetime, int | None]] = {}

    def move_to(self, database: Database) -> None:
        """Go on in the file that has replaced the one before; call it while in place."""
        self._connection = database.conn
        self._open.clear()  # its rows may have other numbers there

    def record(self, change: RowChange, at: datetime) -> None:
        """Keep what `change` overwrites.

        Args:
            change: Just written.
            at: The moment, aware.
        """
        place = (change.table, change.key)
        began, version = self._open.get(place, (None, None))
        if change.before is None:
            self._open[place] = (at, None)
            return
        typed = change.table in TYPED
        fresh = typed and began is not None and timedelta(0) <= at - began < SAME_VERSION
        if fresh and change.after is not None:
            if version is not None:
                self._connection.execute(
                    "UPDATE history SET after = ? WHERE id = ?",
                    (json.dumps(change.after), version),
                )
            return
        cursor = self._connection.execute(
            "INSERT INTO history (at, in_table, row_key, before, after) VALUES (?, ?, ?, ?, ?)",
            (
                at.astimezone(UTC).isoformat(timespec="seconds"),
                change.table,
                json.dumps(change.key),
                json.dumps(change.before),
                None if change.after is None else json.dumps(change.after),
            ),
        )
        self._open[place] = (at, cursor.lastrowid)

    @contextmanager
    def in_step(self) -> Iterator[None]:
        """Forget what was recorded in a block whose transaction is taken back."""
        before = dict(self._open)
        try:
            yield
        except BaseException:
            self._open = before
            raise

    def versions(self, table: str) -> list[Version]:
        """Return the earlier versions of all rows of one table, newest first."""
        with self._in_place, journal_errors():
            rows = self._connection.execute(
                "SELECT at, before, after FROM history WHERE in_table = ? ORDER BY id DESC",
                (table,),
            ).fetchall()
        return [
            Version(
                datetime.fromisoformat(at),
                json.loads(before),
                None if after is None else json.loads(after),
            )
            for at, before, after in rows
        ]
