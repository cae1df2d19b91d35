"""Recovery slots in all places where they belong: beside the journal and beside its backups.

The journal is the one truth about its recovery code: a slot that is missing is written anew, and
one that opens nothing any more is removed. A place that cannot be written to is left as it is;
that costs the recovery by code and nothing else.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalError
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.recovery_slot import (
    read_slot,
    salt_of_code,
    slot_of,
    slots_called_after,
    sweep_drafts_of_slots,
    write_slot,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from fibrojournal.storage.keys import Key
    from fibrojournal.storage.store import Store


def put_slots_right(store: Store, folders: Iterable[Path]) -> None:
    """Make the slots in some folders what the journal says; clear up after a crash.

    Args:
        store: Open, and held alone.
        folders: Beside the journal, and of its backups; one that is not there is passed over.
    """
    if store.is_read_only:
        return
    with suppress(JournalError):  # a damaged page; then nothing is touched
        code_key = store.code_key if store.key.is_protected else None
        for folder in folders:
            with suppress(JournalError, OSError):
                _put_right(store, folder, code_key)


def write_slots(
    journal: Path, key: Key, code_key: Key, folders: Iterable[Path]
) -> tuple[Path, ...]:
    """Write the slot into each folder that is there; return the folders where that failed."""
    failed = []
    for folder in folders:
        try:
            if folder.is_dir():
                write_slot(slot_of(journal, key.salt, folder), key, code_key)
        except JournalError:
            failed.append(folder)
    return tuple(failed)


def remove_slots(journal: Path, code_key: Key, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Remove every slot that a code opens; return the folders where that failed."""
    failed = []
    for folder in folders:
        try:
            for slot in slots_called_after(journal, folder):
                if salt_of_code(slot) == code_key.salt:
                    slot.unlink()
        except OSError:
            failed.append(folder)
    return tuple(failed)


def _put_right(store: Store, folder: Path, code_key: Key | None) -> None:
    if not folder.is_dir():
        return
    sweep_drafts_of_slots(store.path, folder)
    own = slot_of(store.path, store.key.salt, folder)
    if code_key is None:
        own.unlink(missing_ok=True)
    elif read_slot(own, code_key) != store.key:
        write_slot(own, store.key, code_key)
    others = [slot for slot in slots_called_after(store.path, folder) if slot != own]
    if others:
        # A second folder may hold the backups and slots of another journal of this name too.
        needed = {slot_of(store.path, salt, folder) for salt in _salts_in(folder)}
        for slot in others:
            if slot not in needed:
                slot.unlink()


def _salts_in(folder: Path) -> Iterator[bytes]:
    """Yield the salts of the journals and backups in a folder, but for those open here."""
    for file in folder.iterdir():
        if file.is_file():
            with suppress(JournalError):
                yield read_salt(file)
