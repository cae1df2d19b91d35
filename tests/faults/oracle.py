"""What must hold after any fault: the file opens, is whole, and is in a state that is known.

A state is every row of every table, earlier versions included. So "every acknowledged entry is
present, none is half-written" is: the state is one that the model went through.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.storage.driver import Database, open_database, problems, read_salt
from fibrojournal.storage.keys import SALT_BYTES, fixed_key
from fibrojournal.storage.rows import KEYS, Cell
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
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


def state_in(path: Path, key: Key | None = None) -> State:
    """Open a journal as the next start does, find it whole, read everything, and close it."""
    with Store.open(path, key) as store:
        assert store.problems() == ()
        return state_of(store)


def state_as_it_lies(path: Path, key: Key | None = None) -> State:
    """Do as `state_in`, but bring the journal to no newer version."""
    with closing(open_database(path, key or fixed_key(read_salt(path)))) as database:
        assert problems(database) == ()
        return _state(database)


def _state(database: Database) -> State:
    tables = {
        table: tuple(
            tuple(row)
            for row in database.execute(
                f"SELECT * FROM {table} ORDER BY {', '.join(keys)}"  # noqa: S608 - our own tables
            )
        )
        for table, keys in {**KEYS, "history": ("id",)}.items()
    }
    return State(int(database.execute("PRAGMA user_version").fetchone()[0]), tables)


def left_overs(*folders: Path) -> list[str]:
    """Name what no start may leave behind: drafts, half saves, recovery slots of no file.

    Args:
        folders: With a journal or with its backups; nothing in them may be open.
    """
    found: list[str] = []
    for folder in folders:
        files = [file for file in folder.iterdir() if file.is_file()] if folder.exists() else []
        salts = {file.read_bytes()[:SALT_BYTES].hex() for file in files if file.suffix == ".fibro"}
        for file in files:
            is_draft = file.name.endswith((".new", "-journal", ".tmp"))
            is_slot = file.suffix == ".recovery"
            if is_draft or (is_slot and file.stem.rpartition(".")[2] not in salts):
                found.append(file.name)
    return sorted(found)
