"""What must hold after any fault: the file opens, is whole, and is in a state that is known.

A state is every row of every table, earlier versions included. So "every acknowledged entry is
present, none is half-written" is: the state is one that the model went through.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.errors import EarlierPassphraseError, WrongPassphraseError
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.driver import Database, open_database, problems, read_salt
from fibrojournal.storage.keys import SALT_BYTES, derive_key, fixed_key, needs_passphrase
from fibrojournal.storage.rows import KEYS, Cell
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from fibrojournal.storage.keys import Key

NOW: Final = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)

Table: TypeAlias = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a journal holds.

    Attributes:
        version: Of its schema.
        tables: By name; each with all rows in the order of their keys. What opens the recovery
            slot is not among them, since it is new each time that it is made.
    """

    version: int
    tables: dict[str, Table]


def state_of(store: Store) -> State:
    """Read everything in an open journal."""
    return _state(store._database)


def state_in(path: Path) -> State:
    """Open a journal without a passphrase, find it whole, read everything, and close it."""
    with Store.open(path) as store:
        assert store.problems() == ()
        return state_of(store)


def started_again(path: Path, backups: Path, passphrases: Sequence[str] = ()) -> tuple[State, str]:
    """Open a journal as the next start does, find it whole, read everything, and close it.

    Args:
        path: The journal.
        backups: The folder of its backups.
        passphrases: One of them opens it, unless it has none.

    Returns:
        What it holds, and which passphrase opened it; "" = none was needed.
    """
    opened_by = ""
    if needs_passphrase(read_salt(path)):
        opened_by = next(one for one in passphrases if _opens(path, backups, one))
    with unlock(path, opened_by or None, (backups,)) as store:
        assert store.problems() == ()
        return state_of(store), opened_by


def _opens(path: Path, backups: Path, passphrase: str) -> bool:
    try:
        unlock(path, passphrase, (backups,)).close()
    except (WrongPassphraseError, EarlierPassphraseError):
        return False
    return True


def state_as_it_lies(path: Path, passphrases: Sequence[str] = ()) -> State:
    """Open a journal or a backup, as old as it is, find it whole, and read everything."""
    for key in _keys(read_salt(path), passphrases):
        try:
            database = open_database(path, key)
        except WrongPassphraseError:
            continue
        with closing(database):
            assert problems(database) == ()
            return _state(database)
    raise WrongPassphraseError


def _keys(salt: bytes, passphrases: Sequence[str]) -> Iterator[Key]:
    if not needs_passphrase(salt):
        yield fixed_key(salt)
    else:
        yield from (derive_key(one, salt) for one in passphrases)


def _state(database: Database) -> State:
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    tables = {
        table: tuple(
            tuple(row)
            for row in database.execute(
                f"SELECT * FROM {table} ORDER BY {', '.join(keys)}"  # noqa: S608 - our own tables
            )
        )
        for table, keys in {**KEYS, "history": ("id",)}.items()
        if table in there  # an older schema has not all of them
    }
    return State(int(database.execute("PRAGMA user_version").fetchone()[0]), tables)


def left_overs(*folders: Path) -> list[str]:
    """Name what no start may leave behind: drafts, half saves, recovery slots of no file.

    Args:
        folders: The journal's, then those of its backups; nothing in them may be open. Beside
            its backups lies the journal's own slot, too.
    """
    found: list[str] = []
    own: set[str] = set()
    for folder in folders:
        files = [file for file in folder.iterdir() if file.is_file()] if folder.exists() else []
        salts = {file.read_bytes()[:SALT_BYTES].hex() for file in files if file.suffix == ".fibro"}
        own = own or salts
        for file in files:
            is_draft = file.name.endswith((".new", "-journal", ".tmp"))
            is_slot = file.suffix == ".recovery"
            if is_draft or (is_slot and file.stem.rpartition(".")[2] not in salts | own):
                found.append(file.name)
    return sorted(found)
