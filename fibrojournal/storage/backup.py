"""Backups: whole copies of a journal, opened, checked and counted before they get their name.

A backup is called `journal-000123-20261104-214200.fibro`: the name of the journal, a number that
only grows, and the local date and time when it was made. Whatever else lies in the folder is left
alone. Backups of another journal that has the same name are told apart by their first 16 bytes.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import JournalDamagedError, JournalError, NotSavedError
from fibrojournal.i18n import tr
from fibrojournal.storage.backup_counts import COUNTED, Counted, Counts, FileState
from fibrojournal.storage.backup_rotation import to_delete
from fibrojournal.storage.drafts import draft_of, put_in_place, rollback_of
from fibrojournal.storage.driver import (
    DriverError,
    journal_errors,
    open_database,
    problems,
    read_salt,
    stamp,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from fibrojournal.storage.keys import Key
    from fibrojournal.storage.store import Store

_NAME: Final = re.compile(
    r"(?P<stem>.+)-(?P<number>[0-9]{6,12})-(?P<at>[0-9]{8}-[0-9]{6})\.fibro", re.DOTALL
)
_DRAFT: Final = re.compile(r"\.(?P<file>.+)\.[0-9a-f]{8}\.new", re.DOTALL)

_LONGEST_STEM: Final = 120
"""Bytes; with number, time and draft signs every file system can still hold the name."""


class BackupFailedError(JournalError):
    """A backup could not be written: no room, no permission, or no folder."""

    def __init__(self) -> None:
        super().__init__(
            tr("The backup could not be made."),
            remedy=tr(
                "Your journal is as it was, and earlier backups are where they were. Check that "
                "there is room, and that you may write to the backup folder."
            ),
        )


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its name and `counted.json` tell.

    Attributes:
        path: Where it is.
        number: Higher than that of every backup made before.
        made_at: Local date and time when it was made, without time zone.
        size: Bytes.
        days: Days about which something is written; None = not known.
        entries: Day entries and moments; None = not known.
        opened_on: When it was last opened and counted; None = not known.
        salt: Its first 16 bytes; b"" = not those of a journal.
    """

    path: Path
    number: int
    made_at: datetime
    size: int
    days: int | None = None
    entries: int | None = None
    opened_on: date | None = None
    salt: bytes = b""


def stem_of(journal: Path) -> str:
    """Return what the names of a journal's backups begin with."""
    return journal.stem.encode(errors="surrogateescape")[:_LONGEST_STEM].decode(errors="ignore")


def list_backups(folder: Path, stem: str | None = None) -> tuple[Backup, ...]:
    """Return the backups in a folder, newest first; a folder that is not there has none.

    Args:
        folder: Of backups.
        stem: From `stem_of`; None = of journals of any name.
    """
    counted = Counted.read(folder)
    backups: list[Backup] = []
    with suppress(OSError):
        backups += (
            backup
            for file in folder.iterdir()
            if (name := _NAME.fullmatch(file.name)) and stem in (None, name["stem"])
            if (backup := _backup(file, counted)) is not None
        )
    return tuple(sorted(backups, key=lambda backup: (backup.number, backup.path), reverse=True))


def _backup(file: Path, counted: Counted) -> Backup | None:
    """Read what a backup says of itself; None = it is none, or it has gone."""
    name = _NAME.fullmatch(file.name)
    if name is None or not file.is_file():
        return None
    try:
        made_at = datetime.fromisoformat(name["at"].replace("-", "T"))
        size = file.stat().st_size
    except (ValueError, OSError):
        return None
    salt = b""
    with suppress(JournalError):  # damaged, or open in this process
        salt = read_salt(file)
    counts = counted.counts.get(file.name)
    return Backup(
        file,
        int(name["number"]),
        made_at,
        size,
        None if counts is None else counts.days,
        None if counts is None else counts.entries,
        counted.opened_on.get(file.name),
        salt,
    )


def make_backup(store: Store, folder: Path, at: datetime, *, above: int = 0) -> Backup:
    """Copy an open journal, check and count the copy, and give it its name.

    Args:
        store: Of any schema; it may be used meanwhile.
        folder: Made if it is missing.
        at: The moment, local.
        above: Its number is higher than this one, and than all in the folder.

    Raises:
        BackupFailedError: There is no room, or the folder cannot be written to.
        JournalDamagedError: The journal is damaged; no backup is made of that.
    """
    stem = stem_of(store.path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = 1 + max((above, *(backup.number for backup in list_backups(folder, stem))))
        file = folder / f"{stem}-{number:06}-{at:%Y%m%d-%H%M%S}.fibro"
        while True:
            key, state = store.key, _state_of(store.path)
            with draft_of(file) as draft:
                store.copy_to(draft)
                counts = counted_in(draft, key)
                put_in_place(draft, file)
            if store.key == key:
                break
            file.unlink()  # the passphrase was changed meanwhile, and this copy opens with the old
    except (NotSavedError, OSError) as error:
        raise BackupFailedError from error
    return _noted(file, counts, at.date(), state)


def copy_backup(backup: Backup, folder: Path, key: Key, on: date) -> Backup:
    """Copy a backup to another folder, check and count the copy, and give it its name.

    Args:
        backup: Just made; no file in `folder` has its name.
        folder: Is never made: it may lie on a stick that is not there.
        key: Opens it.
        on: The present day.

    Raises:
        BackupFailedError: There is no room, or the folder cannot be written to.
    """
    file = folder / backup.path.name
    try:
        with draft_of(file) as draft:
            shutil.copyfile(backup.path, draft)
            counts = counted_in(draft, key)
            put_in_place(draft, file)
    except (JournalError, OSError) as error:
        raise BackupFailedError from error
    return _noted(file, counts, on)


def counted_in(file: Path, key: Key) -> Counts:
    """Open a copy of ours, check every page and row of it, and count what it holds.

    Raises:
        JournalError: It does not open, or it is not whole.
    """
    database = open_database(file, key, read_only=True)
    try:
        if problems(database):
            raise JournalDamagedError
        with journal_errors():
            days, entries = database.execute(
                "SELECT count(DISTINCT day), count(*) FROM entry"
            ).fetchone()
    finally:
        database.close()
    return Counts(days, entries)


def thin_out(folder: Path, stem: str, salt: bytes, *, keep: str = "") -> None:
    """Delete the backups of one journal that are not needed any more; never the newest.

    Args:
        folder: Of backups.
        stem: From `stem_of`.
        salt: First 16 bytes of the journal; backups that begin otherwise are left alone.
        keep: Name of one that stays in any case; "" = none.
    """
    for backup in to_delete(b for b in list_backups(folder, stem) if b.salt == salt):
        if backup.path.name != keep:
            with suppress(OSError):  # it is tried again next time
                backup.path.unlink()


def sweep_drafts(folder: Path, stem: str, salt: bytes | None = None) -> None:
    """Remove what a process that died while it made a backup left in the folder.

    Args:
        folder: Of backups.
        stem: From `stem_of`.
        salt: Remove only drafts that begin with it, or that hold nothing yet: the folder may be
            shared with another computer.
    """
    with suppress(OSError):
        for draft in list(_drafts_in(folder, stem)):
            if salt is None or _begins_with(draft, salt):
                draft.unlink(missing_ok=True)
                rollback_of(draft).unlink(missing_ok=True)


def _drafts_in(folder: Path, stem: str) -> Iterator[Path]:
    for file in folder.iterdir():
        if draft := _DRAFT.fullmatch(file.name):
            name = _NAME.fullmatch(draft["file"])
            if draft["file"] == COUNTED or (name and name["stem"] == stem):
                yield file


def _begins_with(draft: Path, salt: bytes) -> bool:
    """Tell whether a draft is of the journal that begins with `salt`, as far as it got."""
    with draft.open("rb") as file:
        first = file.read(len(salt))
    return salt.startswith(first)


def re_encrypt(folder: Path, old: Key, new: Key, stem: str | None = None) -> tuple[Path, ...]:
    """Put the backups that one key opens under another; each is whole at any moment.

    Args:
        folder: Of backups.
        old: Opens them now.
        new: Shall open them.
        stem: From `stem_of`; None = of journals of any name.

    Returns:
        Those that neither key opens: of an earlier passphrase, of another journal, damaged, or
        not to be written to.
    """
    others = [backup for backup in list_backups(folder, stem) if backup.salt != new.salt]
    return tuple(
        backup.path
        for backup in others
        if backup.salt != old.salt or not re_encrypt_file(backup.path, old, new)
    )


def re_encrypt_file(file: Path, old: Key, new: Key) -> bool:
    """Put one closed copy of a journal under another key; tell whether that was possible."""
    try:
        with draft_of(file) as draft:
            _export(file, old, draft, new)
            counted_in(draft, new)
            put_in_place(draft, file)
    except (JournalError, DriverError, OSError):
        return False
    return True


def _export(file: Path, old: Key, draft: Path, new: Key) -> None:
    """Write what a backup holds, of whatever schema, into a new file under another key."""
    database = open_database(file, old)
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        database.execute("ATTACH DATABASE ? AS copy KEY ?", (str(draft), new.pragma))
        database.execute("PRAGMA copy.synchronous = OFF")  # a draft; `put_in_place` syncs it
        database.execute("SELECT sqlcipher_export('copy')")
        stamp(database, version, "copy")
        if not new.is_protected and database["protection"].exists():
            # Without a passphrase no recovery code is in force either.
            database.execute("PRAGMA copy.secure_delete = ON")
            database.execute("DELETE FROM copy.protection")
    finally:
        database.close()


def _state_of(journal: Path) -> FileState | None:
    """Look at the journal; None = it is gone, though what is open here can still be copied."""
    try:
        return FileState.of(journal)
    except OSError:
        return None


def _noted(file: Path, counts: Counts, on: date, state: FileState | None = None) -> Backup:
    """Write down what was counted, and return the backup."""
    counted = Counted.read(file.parent)
    counted.note(file.name, counts, on)
    counted.journal = state or counted.journal
    with suppress(OSError):  # these are only words
        counted.write(file.parent)
    backup = _backup(file, counted)
    if backup is None:  # deleted by somebody in this very moment
        raise BackupFailedError
    return backup
