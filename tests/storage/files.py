"""Journal files as bytes: what a folder holds, and journals that something has happened to."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fibrojournal.storage.driver import open_database, read_salt
from fibrojournal.storage.keys import fixed_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fibrojournal.storage.store import Store

PAGE = 4096

BACK_TO_THE_FIRST_SCHEMA = (
    "DELETE FROM tracked_item WHERE scale = '0-100'",
    "DROP TABLE origin",
    "DROP TABLE import_file",
    "DROP TABLE protection",
    "DELETE FROM _sqlite_migrations WHERE name > 'm002'",
    "PRAGMA user_version = 1",
)
"""Makes a journal of now one that the first version of the schema could have written."""


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder, by name; no journal in it may be open."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.is_file()
    }


def alter(path: Path, *statements: str) -> None:
    """Run SQL on a closed journal, as a newer version or a foreign program might."""
    database = open_database(path, fixed_key(read_salt(path)))
    for statement in statements:
        database.execute(statement)
    database.close()


def flip_bit(path: Path, page: int, offset: int = 1234, bit: int = 0) -> None:
    """Flip one bit of a closed journal; pages count from 1."""
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE + offset] ^= 1 << bit
    path.write_bytes(data)


def first_page_of(store: Store, table: str) -> int:
    """Return a page of the rows of a table, to be damaged when the journal is closed.

    Such a journal still opens, which it may not where a page of the schema is damaged: nobody
    knows where in the file the schema lies.
    """
    schema = store._database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
    return int(schema.fetchone()[0])


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes, as a full disk would."""
    import resource  # noqa: PLC0415 - not on Windows, where no test calls this

    _, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
