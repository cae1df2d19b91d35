"""The recovery slot: a small file from which the recovery code opens a journal.

The code becomes a key R by Argon2id over a salt of its own, and the slot, a SQLCipher file that R
opens, holds the key of the journal. It lies beside the journal and beside its backups, and its
name has the salt of the journal that it opens: `journal.<32 hex digits>.recovery`. R is also kept
inside the journal, so that a new passphrase can write a new slot without the code. Losing a slot
costs the recovery by code and nothing else.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import JournalError, NotSavedError
from fibrojournal.storage.drafts import draft_of, put_in_place
from fibrojournal.storage.driver import (
    SMALLEST_FILE,
    DriverError,
    journal_errors,
    open_database,
)
from fibrojournal.storage.keys import SALT_BYTES, Key, derive_key, is_salt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fibrojournal.storage.driver import Database

MARK: Final = b"FR"
"""First letters of a slot; a journal has `FJ`."""

_NAME: Final = re.compile(r"(?P<stem>.+)\.(?P<salt>[0-9a-f]{32})\.recovery", re.DOTALL)


def slot_of(journal: Path, salt: bytes, folder: Path | None = None) -> Path:
    """Return the place of the slot that opens files which begin with `salt`.

    Args:
        journal: The journal.
        salt: Its first 16 bytes.
        folder: Where the slot lies; None = beside the journal.
    """
    return (folder or journal.parent) / f"{journal.stem}.{salt.hex()}.recovery"


def slots_for(salt: bytes, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Find the slots for files that begin with `salt`, whatever the journal was called then."""
    found: list[Path] = []
    for folder in folders:
        found += sorted(folder.glob(f"*.{salt.hex()}.recovery"))
    return tuple(found)


def write_slot(slot: Path, key: Key, code_key: Key) -> None:
    """Write a slot, whole or not at all; what had its name is replaced.

    Args:
        slot: From `slot_of`.
        key: Of the journal.
        code_key: R, derived from the recovery code.

    Raises:
        NotSavedError: There is no room, or the place cannot be written to.
    """
    try:
        with draft_of(slot) as draft, journal_errors():
            database = open_database(draft, code_key)
            try:
                database.execute("CREATE TABLE slot (salt TEXT NOT NULL, raw TEXT NOT NULL)")
                database.execute("INSERT INTO slot VALUES (?, ?)", (key.salt.hex(), key.raw.hex()))
            finally:
                database.close()
            put_in_place(draft, slot)
    except (JournalError, OSError) as error:
        raise NotSavedError from error


def salt_of_code(slot: Path) -> bytes | None:
    """Return the salt over which the code of this slot is derived, or None: it is no slot."""
    try:
        with slot.open("rb") as file:
            salt = file.read(SALT_BYTES)
            size = file.seek(0, 2)
    except OSError:
        return None
    return salt if is_salt(salt, MARK) and size >= SMALLEST_FILE else None


def read_slot(slot: Path, code_key: Key) -> Key | None:
    """Return the journal's key, or None: this code does not open it, or it is damaged."""
    if salt_of_code(slot) != code_key.salt:
        return None
    try:
        database = open_database(slot, code_key, read_only=True)
    except JournalError:
        return None
    try:
        salt, raw = database.execute("SELECT salt, raw FROM slot").fetchone()
        return Key(bytes.fromhex(salt), bytes.fromhex(raw))
    except (DriverError, TypeError, ValueError):
        return None
    finally:
        database.close()


def key_in(slots: Iterable[Path], signs: str) -> tuple[Key, Key] | None:
    """Try a code on slots; a salt that several share is derived over once.

    Args:
        slots: From `slots_for`.
        signs: Of the code, from `recovery_code.signs_of`.

    Returns:
        The journal's key and R; None = no slot was opened.
    """
    derived: dict[bytes, Key] = {}
    for slot in slots:
        salt = salt_of_code(slot)
        if salt is None:
            continue
        code_key = derived.get(salt) or derived.setdefault(salt, derive_key(signs, salt))
        key = read_slot(slot, code_key)
        if key is not None:
            return key, code_key
    return None


def slots_called_after(journal: Path, folder: Path) -> tuple[Path, ...]:
    """Return the slots in a folder that are called after a journal, whichever files they open."""
    return tuple(
        slot
        for slot in sorted(folder.glob("*.recovery"))
        if (name := _NAME.fullmatch(slot.name)) and name["stem"] == journal.stem
    )


def sweep_drafts_of_slots(journal: Path, folder: Path) -> None:
    """Remove the drafts of slots that a process left behind when it died."""
    for draft in folder.glob(".*.recovery.*.new*"):
        if draft.name.startswith(f".{journal.stem}."):
            with suppress(OSError):  # it opens nothing that its slot does not open
                draft.unlink()


def code_key_in(database: Database) -> Key | None:
    """Return R as the open journal keeps it; None = it has no recovery code."""
    row = database.execute("SELECT recovery_key, recovery_salt FROM protection").fetchone()
    return None if row is None else Key(bytes.fromhex(row[1]), bytes.fromhex(row[0]))


def put_code_key(database: Database, code_key: Key | None) -> None:
    """Keep R in the open journal; None = no code is in force."""
    database.execute("DELETE FROM protection")
    if code_key is not None:
        database.execute(
            "INSERT INTO protection (id, recovery_key, recovery_salt) VALUES (1, ?, ?)",
            (code_key.raw.hex(), code_key.salt.hex()),
        )
