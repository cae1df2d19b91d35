"""What must hold after any fault: the file opens, is whole, and is in a state that is known.

A state is everything that the journal holds, earlier versions included. So "every acknowledged
entry is present, none is half-written" is: the state is one that the model went through.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import SALT_BYTES
from fibrojournal.storage.rows import KEYS
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.storage.keys import Key
    from fibrojournal.storage.rows import Row

NOW: Final = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)

Versions: TypeAlias = tuple[tuple[datetime, "Row", "Row | None"], ...]


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a journal holds.

    Attributes:
        contents: What is exported.
        versions: Of each table, the earlier versions of its rows, newest first.
    """

    contents: JournalContents
    versions: tuple[Versions, ...]


def state_of(store: Store) -> State:
    """Read everything."""
    versions = tuple(
        tuple((one.at, one.before, one.after) for one in store.history.versions(table))
        for table in KEYS
    )
    return State(Journal(store, clock=lambda: NOW).contents(), versions)


@contextmanager
def found_whole(path: Path, key: Key | None = None) -> Iterator[Store]:
    """Open a journal as the next start does, and check every page, row and reference."""
    with Store.open(path, key) as store:
        assert store.problems() == ()
        yield store


def state_in(path: Path, key: Key | None = None) -> State:
    """Open a journal that must be whole, read everything, and close it."""
    with found_whole(path, key) as store:
        return state_of(store)


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
