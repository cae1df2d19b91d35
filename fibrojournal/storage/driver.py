"""The SQLCipher driver, the key, and what a journal file looks like from outside.

The first 16 bytes of a journal are SQLCipher's salt, and we choose it: `FJ`, one byte for the key
ladder, 13 random bytes. So a journal is recognised before a key is tried. Step 0 of the ladder
means "no passphrase": the key is then fixed and documented here, which hides nothing but lets
every page carry a keyed checksum, so that a damaged byte is found and not believed.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from contextlib import contextmanager
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
    NeedsPassphraseError,
    NotAJournalError,
    NotSavedError,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

# sqlite-utils looks for this name first; so it speaks SQLCipher and catches its errors.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2
# It also imports numpy and pandas where they are installed, only to know their number types.
# We hand it none of these, and importing them would cost a third of the start.
_HIDDEN = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _HIDDEN:
    sys.modules[_name] = cast("Any", None)
from sqlite_utils import Database  # noqa: E402 - only after the driver is in its place
from sqlite_utils.migrations import Migrations  # noqa: E402 - as above

for _name in _HIDDEN:
    del sys.modules[_name]

APPLICATION_ID: Final = 0x46494252
""""FIBR": marks the database as ours in its (encrypted) header."""

MARK: Final = b"FJ"
SALT_BYTES: Final = 16
SMALLEST_FILE: Final = 4096
"""One page; no journal is smaller."""

LADDER_WITHOUT_PASSPHRASE: Final = 0
LADDER_HIGHEST: Final = 3
"""Steps 1 to 3 derive the key from a passphrase by Argon2id with 64, 128 or 256 MiB."""

_FIXED_KEY: Final = hashlib.sha256(
    b"FibroJournal without a passphrase: checked, not hidden"
).hexdigest()

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

_held: Final[set[tuple[int, int]]] = set()
"""Files that this process holds open, as (device, number).

On POSIX systems a process that closes any handle of a file drops every lock that it has on it.
So the bytes of a journal that is open here are never looked at, or others could open it too.
"""

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


def new_salt(ladder: int = LADDER_WITHOUT_PASSPHRASE) -> bytes:
    """Make the first 16 bytes of a new journal."""
    return MARK + bytes([ladder]) + secrets.token_bytes(SALT_BYTES - len(MARK) - 1)


def read_salt(path: Path) -> bytes:
    """Read the first 16 bytes of an existing journal, without opening it as a database.

    Raises:
        JournalError: Missing, a folder, unreadable, empty, too small, not ours, protected, or
            open in this process.
    """
    try:
        if not path.exists():
            raise JournalMissingError
        if _file_id(path) in _held:
            raise JournalBusyError
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
            size = file.seek(0, 2)
    except OSError as error:
        raise JournalUnreachableError from error
    if size == 0:
        raise EmptyFileError
    if size < SMALLEST_FILE or not salt.startswith(MARK) or salt[2] > LADDER_HIGHEST:
        raise NotAJournalError
    if salt[2] != LADDER_WITHOUT_PASSPHRASE:
        raise NeedsPassphraseError
    return salt


def hold(path: Path) -> tuple[int, int]:
    """Remember that this process has `path` open; hand the result to `release`."""
    file_id = _file_id(path)
    _held.add(file_id)
    return file_id


def release(file_id: tuple[int, int]) -> None:
    """Forget a file that has been closed."""
    _held.discard(file_id)


def open_database(path: Path, salt: bytes) -> Database:
    """Open the file and hold it alone: the open connection is the lock.

    Args:
        path: The journal, or the place of a new one.
        salt: Its first 16 bytes, from `read_salt` or `new_salt`.

    Raises:
        JournalError: Open elsewhere, or not readable with its key.
    """
    try:
        connection = dbapi2.connect(
            str(path), timeout=0, isolation_level=None, check_same_thread=False
        )
    except dbapi2.Error as error:
        raise as_journal_error(error, opening=True) from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{_FIXED_KEY}{salt.hex()}'\"")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")  # takes the lock now; EXCLUSIVE mode keeps it
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA fullfsync = ON")  # only macOS knows the difference
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except dbapi2.Error as error:
        connection.close()
        raise as_journal_error(error, opening=True) from error
    return Database(cast("sqlite3.Connection", connection), execute_plugins=False)


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


def _file_id(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _pragma(database: Database, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])
