"""Journals with a passphrase, their keys derived in milliseconds, and what happens to them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unittest.mock import patch

from fibrojournal.journal.journal import Journal
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage import keys
from tests.builders import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fibrojournal.storage.store import Store

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)
RIGHT = "three quiet herons"
"""The passphrase of the fixtures."""


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let the first step of the ladder take 1 MiB; files made so open only in here."""
    with patch.dict(keys.MEBIBYTES, {1: 1}):
        yield


def opened(store: Store, folders: tuple[Path, ...] = ()) -> Journal:
    return Journal(store, clock=lambda: NOW, backup_folders=folders)


def holds(store: Store, note: str = "mine") -> bool:
    """Close a journal; tell whether it held what it should."""
    journal = opened(store)
    entry = journal.day_entry(TODAY)
    is_whole = entry is not None and entry.note == note and journal.problems() == ()
    journal.close()
    return is_whole


def change_passphrase(path: Path, folders: tuple[Path, ...], old: str, new: str) -> None:
    journal = opened(unlock(path, old, folders), folders)
    journal.protection.set_passphrase(new, current=old, step=1)
    journal.close()


def overwrite(path: Path, position: int, data: bytes) -> None:
    """Damage some bytes of a closed file."""
    whole = bytearray(path.read_bytes())
    whole[position : position + len(data)] = data
    path.write_bytes(whole)
