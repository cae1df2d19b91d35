"""The copies of a journal that its key takes along: backups, and files kept beside it.

Kept beside a journal are what a restore replaced and what was found damaged. A copy under a key
that is not known here stays as it is.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalError
from fibrojournal.storage.backup import list_backups, re_encrypt, re_encrypt_file, stem_of
from fibrojournal.storage.drafts import KEPT
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.keys import Key, fixed_key, needs_passphrase
from fibrojournal.storage.recovery_slot import read_slot, slots_called_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def take_along(journal: Path, folders: tuple[Path, ...], old: Key, new: Key) -> tuple[Path, ...]:
    """Put every copy of a journal under its new key; without a passphrase, any such key will do.

    Args:
        journal: The journal.
        folders: Of its backups, the automatic folder first.
        old: Its key until now.
        new: Its key from now on.

    Returns:
        Copies that open as before: under another key, damaged, or not to be written to.
    """
    unreached: list[Path] = []
    # The automatic folder comes last: what it still holds tells `protect_left_behind` what to do.
    for folder in reversed(folders):
        unreached += re_encrypt(folder, old, new, stem_of(journal))
    for file, salt in kept_beside(journal):
        is_open_enough = not (needs_passphrase(salt) or new.is_protected)
        of_file = old if salt == old.salt else fixed_key(salt)
        if not is_open_enough and not re_encrypt_file(file, of_file, new):
            unreached.append(file)
    return tuple(unreached)


def protect_left_behind(journal: Path, folders: tuple[Path, ...], key: Key) -> None:
    """Encrypt the copies of a protected journal that still open without a passphrase.

    A crash may leave them, or a stick that was not there when the passphrase was set. A second
    folder may hold backups of another journal of this name: only what is also in the automatic
    folder is known to be of this one.

    Args:
        journal: The journal.
        folders: Of its backups, the automatic folder first.
        key: Its key.
    """
    names = {backup.path.name for folder in folders[:1] for backup in list_backups(folder)}
    open_salts = {
        backup.salt
        for folder in folders
        for backup in list_backups(folder, stem_of(journal))
        if backup.path.name in names and backup.salt and not needs_passphrase(backup.salt)
    }
    for folder in reversed(folders):
        for salt in open_salts:
            re_encrypt(folder, fixed_key(salt), key, stem_of(journal))
    for file, salt in kept_beside(journal):
        if not needs_passphrase(salt):
            re_encrypt_file(file, fixed_key(salt), key)


def finish_change(journal: Path, folder: Path, code_key: Key, key: Key) -> None:
    """Put backups under the key of the journal that a crash left under the one before.

    Only the recovery code that is still in force knows that key: it opens the slot beside them.

    Args:
        journal: The journal.
        folder: The automatic folder, which no other journal uses.
        code_key: What the recovery code was made into.
        key: Of the journal.
    """
    for slot in slots_called_after(journal, folder):
        old = read_slot(slot, code_key)
        if old is not None and old != key:
            re_encrypt(folder, old, key, stem_of(journal))


def kept_beside(journal: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that were kept beside a journal, with their first 16 bytes."""
    starts = tuple(journal.stem + words for words in KEPT)
    files: list[Path] = []
    with suppress(OSError):  # it can hardly be: the journal is open
        files += sorted(journal.parent.iterdir())
    for file in files:
        if file.name.startswith(starts) and file.suffix == journal.suffix and file.is_file():
            with suppress(JournalError):  # so damaged that it is none any more
                yield file, read_salt(file)
