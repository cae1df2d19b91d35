"""A new journal from the rows of another file, of which nothing else is taken over.

Anybody can write a file that opens with the documented key, and put what they like into it:
triggers, views in the place of our tables, virtual tables, generated columns. So a backup is only
ever read: whole columns of real tables, under an authorizer that allows nothing else. The new file
is made by our own schema steps, as old as the backup's schema, and its CHECKs, triggers and
references judge each row. Then it is brought to the present schema like any journal.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from fibrojournal.errors import (
    EmptyFileError,
    JournalDamagedError,
    JournalError,
    JournalUnreachableError,
    NotAJournalError,
    NotSavedError,
)
from fibrojournal.i18n import tr
from fibrojournal.storage import item_table
from fibrojournal.storage.driver import (
    DriverError,
    as_journal_error,
    check_version,
    journal_errors,
    open_database,
    problems,
    read_salt,
    stamp,
)
from fibrojournal.storage.history import PARTS_OF_A_DAY
from fibrojournal.storage.migrations import SCHEMA_VERSION, migrations
from fibrojournal.storage.readable import is_readable, is_readable_version
from fibrojournal.storage.recovery_slot import code_key_in
from fibrojournal.storage.rows import KEYS, Rows
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from fibrojournal.storage.driver import Database
    from fibrojournal.storage.keys import Key
    from fibrojournal.storage.rows import Cell

# What SQLite's authorizer is asked and answers (sqlite3_set_authorizer).
_PRAGMA: Final = 19
_READ: Final = 20
_SELECT: Final = 21
_ALLOW: Final = 0
_DENY: Final = 1

_TABLES: Final = (*KEYS, "history")
"""What is copied, each after what it refers to."""

_READABLE: Final = {
    *_TABLES,
    "sqlite_master",
    "sqlite_schema",
    "sqlite_sequence",
    "protection",
    "pragma_table_xinfo",
}

_AT_ONCE: Final = 2000
"""Rows that are read before they are written."""

_HIGHEST_NUMBER: Final = 2**40
"""Of a row; no journal comes near it, and beyond it SQLite would soon run out of numbers."""


class NotABackupError(JournalError):
    """The file is something else, or what it holds cannot be of a journal."""

    def __init__(self) -> None:
        super().__init__(
            tr("This file is not a backup of a FibroJournal journal, or it is damaged."),
            remedy=tr("Nothing was changed. Please choose another file."),
        )


class BackupDamagedError(JournalError):
    """A page of the backup does not hold what was written there."""

    def __init__(self) -> None:
        super().__init__(
            tr("This backup is damaged and cannot be restored."),
            remedy=tr("Nothing was changed. Please choose another backup."),
        )


class NoRoomToOpenError(NotSavedError):
    """The new file does not fit beside the journal, or cannot be written there."""

    def __init__(self) -> None:
        JournalError.__init__(
            self,
            tr("There is no room to open this backup, or this folder cannot be written to."),
            remedy=tr(
                "Nothing was changed. A copy of the backup has to fit beside your journal for a "
                "moment: free some space, then try again."
            ),
        )


@contextmanager
def backup_errors() -> Iterator[None]:
    """Let what is said of a journal that cannot be opened be said of a backup."""
    try:
        yield
    except (NotAJournalError, EmptyFileError) as error:
        raise NotABackupError from error
    except JournalDamagedError as error:
        raise BackupDamagedError from error


def rebuild(source: Path, source_key: Key, draft: Path, key: Key, code_key: Key | None) -> None:
    """Make a new journal of the present schema from the rows of a backup, and check it.

    Args:
        source: The backup, of any schema up to ours; it is only read.
        source_key: Opens it.
        draft: Place of the new file; there is nothing yet.
        key: Of the new file.
        code_key: What the recovery code of the new file was made into; None = it has no code.
            That of the backup is not taken over: who made the file would know it.

    Raises:
        NotABackupError: It is not ours, or holds what no journal can hold.
        BackupDamagedError: It is damaged.
        JournalTooNewError: A newer version wrote it.
        NoRoomToOpenError: The new file does not fit, or cannot be written.
    """
    try:
        _rebuild(source, source_key, draft, key)
        with Store.open(draft, key) as store:
            if code_key is not None:
                store.set_code_key(code_key)
            if store.problems():
                raise NoRoomToOpenError
            if not is_readable(store.rows):
                raise NotABackupError
    except NotSavedError as error:
        raise NoRoomToOpenError from error


def _rebuild(source: Path, source_key: Key, draft: Path, key: Key) -> None:
    """Make the new file, as old as the backup's schema."""
    with _only_read(source, source_key) as old:
        version = _version(old)
        new = _new_file(draft, key)
        try:
            with journal_errors():
                _take_steps(new, version)
            if _schema(old) == _schema(new) and problems(old):
                raise BackupDamagedError
            _guard(old)
            with _judged(), new.atomic():
                _copy_rows(old, new)
                if version == SCHEMA_VERSION:  # else the steps that follow see to it
                    _add_built_ins(new)
        finally:
            new.close()


def code_key_of(source: Path, source_key: Key) -> Key | None:
    """Return what the recovery code of a protected backup was made into; None = it has none.

    What an unprotected file says of it is nothing: anybody could have written it.

    Raises:
        JournalError: As `rebuild`.
    """
    if not source_key.is_protected:
        return None
    with _only_read(source, source_key) as old:
        _guard(old)
        if not _objects(old, "protection"):  # older than recovery codes
            return None
        _check_table(old, "protection", ("recovery_key", "recovery_salt"))
        with _reading():
            return code_key_in(old)


# The backup


@contextmanager
def _only_read(source: Path, key: Key) -> Iterator[Database]:
    """Open a backup for reading.

    Raises:
        JournalError: As `rebuild`.
    """
    with backup_errors():
        read_salt(source)
        database = open_database(source, key, read_only=True)
        try:
            with _reading():
                check_version(database, SCHEMA_VERSION)
            yield database
        finally:
            database.close()


@contextmanager
def _reading() -> Iterator[None]:
    """Judge what goes wrong while a backup is read."""
    try:
        yield
    except DriverError as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")):
            raise BackupDamagedError from error
        raise NotABackupError from error


def _version(old: Database) -> int:
    """Return the number of the newest schema step that the backup has seen."""
    with _reading():
        version = int(old.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise NotABackupError
    return version


def _guard(old: Database) -> None:
    """Let nothing happen from now on but reading columns of tables."""
    connection: Any = old.conn
    connection.set_authorizer(_answer)


def _answer(
    action: int,
    first: str | None,
    _second: str | None,
    _schema_name: str | None,
    within: str | None,
) -> int:
    """Answer what SQLite asks about one part of a statement.

    Args:
        action: What is to be done.
        first: Table or pragma.
        within: The trigger or view that would do it; None = the statement itself.
    """
    if within is not None:
        return _DENY
    if action == _READ:
        return _ALLOW if first in _READABLE else _DENY
    if action == _PRAGMA:
        return _ALLOW if first == "table_xinfo" else _DENY
    return _ALLOW if action == _SELECT else _DENY


def _schema(database: Database) -> set[tuple[Cell, ...]]:
    """Return everything that the schema says."""
    with _reading():
        return set(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def _objects(old: Database, name: str) -> list[tuple[Cell, ...]]:
    """Return type, first page and text of whatever has a name."""
    with _reading():
        return old.execute(
            "SELECT type, rootpage, sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE", (name,)
        ).fetchall()


def _check_table(old: Database, table: str, columns: Sequence[str]) -> None:
    """Refuse what is no real table, or has not stored our columns.

    Raises:
        NotABackupError: A view, a virtual table, a generated column, or nothing at all.
    """
    match _objects(old, table):
        case [("table", int(page), str(sql))] if page > 0 and sql.startswith("CREATE TABLE"):
            pass
        case _:
            raise NotABackupError
    with _reading():
        found = old.execute(f"PRAGMA table_xinfo({table})").fetchall()
    stored = {name for _, name, *_, hidden in found if not hidden}
    if not stored.issuperset(columns):
        raise NotABackupError


def _rows(old: Database, table: str, columns: Sequence[str]) -> Iterator[list[tuple[Cell, ...]]]:
    """Yield the rows of a real table, some thousand at once."""
    _check_table(old, table, columns)
    with _reading():
        cursor = old.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED")  # noqa: S608
    while True:
        with _reading():
            rows = cursor.fetchmany(_AT_ONCE)
        if not rows:
            return
        yield rows


# The new file


def _new_file(draft: Path, key: Key) -> Database:
    try:
        return open_database(draft, key)
    except JournalUnreachableError as error:
        raise NotSavedError from error


def _take_steps(new: Database, version: int) -> None:
    """Make the tables as they were in that version."""
    names = [step.name for step in migrations.pending(new)]
    migrations.apply(new, stop_before=names[version : version + 1])
    stamp(new, version)


@contextmanager
def _judged() -> Iterator[None]:
    """Refuse the backup when a row of it breaks a rule of the schema."""
    try:
        yield
    except DriverError as error:
        try:
            refused = as_journal_error(error)
        except DriverError:  # not the world's fault, but that of what the rows say
            refused = NotABackupError()
        raise refused from error


def _copy_rows(old: Database, new: Database) -> None:
    columns = {table: names for table in _TABLES if (names := _columns(new, table))}
    for table, names in columns.items():
        marks = ", ".join("?" * len(names))
        put = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - ours
        for rows in _rows(old, table, names):
            fitting = rows
            if table == "history":
                fitting = [row for row in rows if _is_version(names, row, columns)]
            new.conn.executemany(put, fitting)
        if names[0] == "id":
            _keep_numbering(old, new, table)
    if new.execute(
        "SELECT 1 FROM score JOIN entry ON entry.id = score.entry"
        " WHERE score.day <> entry.day OR momentary <> (time IS NOT NULL)"
    ).fetchone():
        raise NotABackupError
    if not all(is_readable_version("tracked_item", row) for row in Rows(new).find("tracked_item")):
        raise NotABackupError


def _columns(new: Database, table: str) -> list[str]:
    return [name for _, name, *_ in new.execute(f"PRAGMA table_info({table})")]


def _keep_numbering(old: Database, new: Database, table: str) -> None:
    """Let no new row get the number of one that was deleted: its history would become another's.

    Raises:
        NotABackupError: A row has a number that no journal comes to.
    """
    lowest, highest = new.execute(f"SELECT min(id), max(id) FROM {table}").fetchone()  # noqa: S608
    if highest is not None and not 0 < lowest <= highest < _HIGHEST_NUMBER:
        raise NotABackupError
    numbers = [
        number
        for rows in _rows(old, "sqlite_sequence", ("name", "seq"))
        for name, number in rows
        if name == table and isinstance(number, int) and 0 < number < _HIGHEST_NUMBER
    ]
    if numbers:
        new.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        new.execute(
            "INSERT INTO sqlite_sequence VALUES (?, ?)", (table, max(*numbers, highest or 0))
        )


def _is_version(
    names: Sequence[str], row: tuple[Cell, ...], columns: Mapping[str, Sequence[str]]
) -> bool:
    """Tell whether a row of the history is an earlier version that can be brought back."""
    version = dict(zip(names, row, strict=True))
    table = version["in_table"]
    number = version["id"]
    try:
        at = datetime.fromisoformat(str(version["at"]))
        key = json.loads(str(version["row_key"]))
        before = json.loads(str(version["before"]))
        after = None if version["after"] is None else json.loads(str(version["after"]))
    except (ValueError, RecursionError):
        return False
    if (
        table not in KEYS
        or table not in columns
        or not (isinstance(number, int) and 0 < number < _HIGHEST_NUMBER)
    ):
        return False
    return (
        at.tzinfo is not None
        and _are_cells(key, len(KEYS[table]))
        and (_is_row(table, before, columns[table]) or _is_addition(table, before, after))
        and (after is None or _is_row(table, after, columns[table]))
    )


def _is_addition(table: str, before: object, after: object) -> bool:
    return table in PARTS_OF_A_DAY and before is None and after is None


def _is_row(table: str, value: object, columns: Sequence[str]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == set(columns)
        and _are_cells(list(value.values()), len(value))
        and is_readable_version(table, value)
    )


def _are_cells(values: object, count: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) == count
        and all(value is None or isinstance(value, str | int | float) for value in values)
    )


def _add_built_ins(new: Database) -> None:
    rows = Rows(new)
    for item in item_table.missing_built_ins(rows):
        item_table.put(rows, item)
