"""The SQLCipher driver, and what a journal file looks like from outside.

Every journal is a SQLCipher database, with or without a passphrase: each page carries a keyed
checksum, so that a damaged byte is found and not believed. `keys` says where the key comes from.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

import sqlcipher3
from sqlcipher3 import dbapi2

from fibrojournal.errors import (
    EmptyFileError,
    JournalBusyError,
    JournalDamagedError,
    JournalError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NotAJournalError,
    NotSavedError,
    WrongPassphraseError,
)
from fibrojournal.storage.held_file import is_held
from fibrojournal.storage.keys import SALT_BYTES, is_salt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from fibrojournal.storage.keys import Key

# sqlite-utils looks for this name first; so it speaks SQLCipher and catches its errors.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2
# It also imports what only its own command line and recipes use, and numpy and pandas where they
# are installed, to know their number types: together that would cost a third of the start. All it
# asks of them while it is imported are two names in annotations.
_INSTEAD = {
    "click": SimpleNamespace(Group=None),
    "dateutil": SimpleNamespace(parser=None),
    "numpy": None,
    "pandas": None,
    "sqlite3": sqlcipher3,
}
_REPLACED = [name for name in _INSTEAD if name not in sys.modules]
for _name in _REPLACED:
    sys.modules[_name] = cast("Any", _INSTEAD[_name])
from sqlite_utils import Database  # noqa: E402 - only after the driver is in its place
from sqlite_utils.migrations import Migrations  # noqa: E402 - as above

for _name in _REPLACED:
    del sys.modules[_name]

APPLICATION_ID: Final = 0x46494252
""""FIBR": marks the database as ours in its (encrypted) header."""

SMALLEST_FILE: Final = 4096
"""One page; no journal is smaller."""

_PATIENCE_S: Final = 0.2
"""How long the lock of another is waited for: two that try at the same moment refuse each other,
unless one tries again."""

_UNWRITABLE: Final = frozenset(
    {
        "SQLITE_FULL",
        "SQLITE_IOERR",
        "SQLITE_READONLY",
        "SQLITE_CANTOPEN",
        "SQLITE_NOMEM",
        "SQLITE_PERM",
        "SQLITE_AUTH",
    }
)

DriverError = cast("type[Exception]", dbapi2.Error)
"""What the driver raises; nothing of it leaves this layer."""

__all__ = [
    "Database",
    "DriverError",
    "Migrations",
    "as_journal_error",
    "journal_errors",
    "open_database",
]


def read_salt(path: Path) -> bytes:
    """Read the first 16 bytes of an existing journal, without opening it as a database.

    Raises:
        JournalError: Missing, a folder, unreadable, empty, too small, not ours, or open in this
            process.
    """
    try:
        if not path.exists():
            raise JournalMissingError
        if not path.is_file():  # opening a pipe would wait for ever
            raise JournalUnreachableError
        if is_held(path):
            raise JournalBusyError
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
            size = file.seek(0, 2)
    except OSError as error:
        raise JournalUnreachableError from error
    if size == 0:
        raise EmptyFileError
    if size < SMALLEST_FILE or not is_salt(salt):
        raise NotAJournalError
    return salt


def open_database(path: Path, key: Key, *, read_only: bool = False) -> Database:
    """Open the file and hold it alone: the open connection is the lock.

    Args:
        path: The journal, or the place of a new one.
        key: Made from the file's own first 16 bytes, or from new ones.
        read_only: Never write, and let others read too.

    Raises:
        WrongPassphraseError: A key from a passphrase does not open it; a damaged first page
            looks the same.
        JournalError: Open elsewhere, not readable with its key, or not to be written to.
    """
    place = f"{path.absolute().as_uri()}?mode=ro" if read_only else str(path)
    try:
        connection = dbapi2.connect(
            place,
            timeout=_PATIENCE_S,
            isolation_level=None,
            check_same_thread=False,
            uri=read_only,
        )
    except dbapi2.Error as error:
        raise as_journal_error(error, opening=True) from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key.pragma}"')
        if read_only:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        else:
            # Leaving TRUNCATE, SQLite removes what a killed process left beside the file; once
            # the lock is exclusive it keeps that until something is written.
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            connection.execute("PRAGMA journal_mode = DELETE")
            # In this order: who asks in EXCLUSIVE mode keeps the lock of a reader while waiting,
            # and two that start at the same moment would then wait for each other.
            connection.execute("BEGIN EXCLUSIVE")  # takes the lock now
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # and keeps it
            connection.execute("COMMIT")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA fullfsync = ON")  # only macOS knows the difference
            connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no bytes
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except dbapi2.Error as error:
        connection.close()
        refused = as_journal_error(error, opening=True)
        if isinstance(refused, NotAJournalError) and key.is_protected:
            raise WrongPassphraseError from error
        raise refused from error
    return Database(cast("sqlite3.Connection", connection), execute_plugins=False)


def can_be_written_to(path: Path) -> bool:
    """Tell whether a closed journal and its folder allow writing; nothing is written.

    SQLite opens what it may not write to without a word. A full disk is not meant here: what is
    saved then fails, and can be tried again.
    """
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        return error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}
    return os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def forget_pages(database: Database) -> None:
    """Let every page be read anew from the file; call it after what was written is taken back.

    Taking a page back, SQLCipher looks at it before it is decrypted. A chance of one in six
    thousand makes sense of the noise, and the page then passes for a damaged one.
    """
    with suppress(dbapi2.Error):  # it only frees memory
        database.conn.execute("PRAGMA shrink_memory")


@contextmanager
def journal_errors() -> Iterator[None]:
    """Turn what the driver raises while the block reads or writes into a `JournalError`."""
    try:
        yield
    except dbapi2.Error as error:
        raise as_journal_error(error) from error


def as_journal_error(error: Exception, *, opening: bool = False) -> JournalError:
    """Turn a driver error that is the world's fault into a sentence and a remedy.

    Args:
        error: From the driver.
        opening: It came while opening, where an unreadable page means "not a journal".

    Raises:
        Exception: `error` itself, where it is a bug of ours (a broken constraint, bad SQL).
    """
    name = getattr(error, "sqlite_errorname", "") or ""
    kind = "_".join(name.split("_")[:2])
    if kind in {"SQLITE_BUSY", "SQLITE_LOCKED"}:
        return JournalBusyError()
    if kind in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return NotAJournalError() if opening else JournalDamagedError()
    if kind in _UNWRITABLE:
        return JournalUnreachableError() if opening else NotSavedError()
    raise error


def check_version(database: Database, newest: int) -> None:
    """Refuse another program's database and one of a newer FibroJournal.

    Args:
        database: Just opened.
        newest: The newest schema that this version knows.

    Raises:
        JournalError: Not ours, or too new.
    """
    if _pragma(database, "application_id") != APPLICATION_ID:
        raise NotAJournalError
    if _pragma(database, "user_version") > newest:
        raise JournalTooNewError


def check_tables(database: Database, names: Iterable[str]) -> None:
    """Refuse a journal from which a table was taken away; a table more is left alone.

    Args:
        database: Just opened.
        names: Of the tables that every version has.

    Raises:
        JournalDamagedError: One of them is not there.
    """
    tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    if set(names) - {name for (name,) in tables}:
        raise JournalDamagedError


def stamp(database: Database, version: int, schema: str = "main") -> None:
    """Write who made the file and which schema it has."""
    database.execute(f"PRAGMA {schema}.application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA {schema}.user_version = {version}")


def problems(database: Database) -> tuple[str, ...]:
    """Check every page, every row and every reference; return what is wrong, () if sound."""
    found: list[str] = []
    for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
        try:
            rows = database.execute(f"PRAGMA {check}").fetchall()
        except dbapi2.Error as error:
            return (*found, f"{check}: {type(error).__name__}")
        found += [f"{check}: {row[0]}" for row in rows if row[0] != "ok"]
    return tuple(found)


def _pragma(database: Database, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])
