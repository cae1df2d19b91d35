"""Earlier versions: what changed or deleted rows were before.

What is typed within ten minutes of its last version counts as one version, so that a note does
not leave a row for every second. A row that is new within these ten minutes has no earlier
version yet. Deletions, and rows that a form saves whole, are always kept. What is added to a day
that had an earlier version is noted too, without its content: only so can be told what the day
said before.

Everything that one step wrote has the same moment, and no two steps have the same. A deletion is
never dated before what was written before it, even if the clock has been set back: the thirty
days of the trash would be over too soon.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.storage.driver import journal_errors
from fibrojournal.storage.rows import BESIDE_THE_DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from fibrojournal.storage.driver import Database
    from fibrojournal.storage.rows import Cell, Row, RowChange

SAME_VERSION: Final = timedelta(minutes=10)

TYPED: Final = frozenset({"entry", "score", "pain_area"})
"""What is written touch by touch; all other rows are saved by a button, each time a version."""

PARTS_OF_A_DAY: Final = frozenset({"score", "pain_area"})

ADDED: Final = "null"
"""Stands in the place of the row before, where there was none."""

_NEXT: Final = timedelta(microseconds=1)
_SAME_CLOCK: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Version:
    """A row as it was before a change.

    Attributes:
        at: When it was changed, aware, in UTC, to the second.
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
        in_place: Entered for each read, so that the file is not copied or replaced in its
            middle.
    """

    def __init__(
        self, database: Database, in_place: AbstractContextManager[object] | None = None
    ) -> None:
        self._connection = database.conn
        self._in_place = in_place or nullcontext()
        self._open: dict[tuple[str, tuple[Cell, ...]], tuple[datetime, int | None]] = {}
        self._newest: datetime | None = None

    def move_to(self, database: Database) -> None:
        """Go on in the file that has replaced the one before; call it while in place."""
        self._connection = database.conn

    def forget_open_versions(self) -> None:
        """Begin a new version with whatever is written next."""
        self._open.clear()
        self._newest = None

    def record(self, changes: Sequence[RowChange], at: datetime) -> None:
        """Keep what the changes of one step overwrite.

        Args:
            changes: Just written, in order.
            at: The moment, aware.
        """
        kept = [change for change in changes if change.table not in BESIDE_THE_DATA]
        moment = self._moment(kept, at).isoformat(timespec="microseconds")
        for change in kept:
            place = (change.table, change.key)
            began, version = self._open.get(place, (None, None))
            if change.before is None:
                if change.table in PARTS_OF_A_DAY and self._has_past(change.key[0], at):
                    self._insert(change, moment)
                self._open[place] = (at, None)
            elif change.table in TYPED and change.after is not None and is_fresh(began, at):
                if version is not None:
                    self._connection.execute(
                        "UPDATE history SET after = ? WHERE id = ?",
                        (json.dumps(change.after), version),
                    )
            else:
                if change.table == "entry":
                    self._begin_parts_anew(change.key)
                self._open[place] = (at, self._insert(change, moment))

    def _insert(self, change: RowChange, moment: str) -> int | None:
        cursor = self._connection.execute(
            "INSERT INTO history (at, in_table, row_key, before, after) VALUES (?, ?, ?, ?, ?)",
            (
                moment,
                change.table,
                json.dumps(change.key),
                ADDED if change.before is None else json.dumps(change.before),
                None if None in (change.before, change.after) else json.dumps(change.after),
            ),
        )
        return cursor.lastrowid

    def _begin_parts_anew(self, entry: tuple[Cell, ...]) -> None:
        """Let the parts of a day have a new version whenever the day has one."""
        for table, key in list(self._open):
            if table in PARTS_OF_A_DAY and key[:1] == entry:
                del self._open[table, key]

    def _has_past(self, entry: Cell, at: datetime) -> bool:
        """Tell whether a day's entry was there ten minutes ago."""
        began, version = self._open.get(("entry", (entry,)), (None, None))
        return version is not None or not is_fresh(began, at)

    def _moment(self, changes: Sequence[RowChange], at: datetime) -> datetime:
        """Return the moment in UTC that a step is dated."""
        at = at.astimezone(UTC)
        if self._newest is not None:
            self._newest = max(self._newest, at)
        if any(change.after is None for change in changes):
            self._newest = at = max(self._newest or self._newest_written(), at)
            before = self._last_in_second(at)
        else:
            before = self._last()
        if before is not None and timedelta(0) <= before - at < _SAME_CLOCK:
            return before + _NEXT
        return at

    def _last(self) -> datetime | None:
        """Return the moment of the step before; None = there is none."""
        found = self._connection.execute(
            "SELECT at FROM history ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return None if found is None else datetime.fromisoformat(found[0])

    def _last_in_second(self, at: datetime) -> datetime | None:
        """Return the last moment of any step within the second of `at`; None = there is none.

        A deletion after the clock was set back is dated like what was written before that, which
        need not be the step before.
        """
        (found,) = self._connection.execute(
            "SELECT max(at) FROM history WHERE datetime(at) = datetime(?)", (at.isoformat(),)
        ).fetchone()
        return None if found is None else datetime.fromisoformat(found)

    def _newest_written(self) -> datetime:
        """Return the latest moment that the journal knows of, whatever the clock says now."""
        (found,) = self._connection.execute(
            "SELECT max(at) FROM (SELECT max(datetime(at)) AS at FROM history"
            " UNION ALL SELECT max(datetime(written_at)) FROM entry)"
        ).fetchone()
        return datetime.fromisoformat(found or "0001-01-01").replace(tzinfo=UTC)

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
                "SELECT at, before, after FROM history WHERE in_table = ? AND before <> ?"
                " ORDER BY id DESC",
                (table, ADDED),
            ).fetchall()
        return [
            Version(
                datetime.fromisoformat(at).replace(microsecond=0),
                json.loads(before),
                None if after is None else json.loads(after),
            )
            for at, before, after in rows
        ]


def is_fresh(began: datetime | None, at: datetime) -> bool:
    """Tell whether what is written at a moment still belongs to a version that began before."""
    return began is not None and timedelta(0) <= at - began < SAME_VERSION
