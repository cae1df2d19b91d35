"""Opening a journal: by its passphrase, by its recovery code, or as it is when it has none.

SQLCipher says the same of a wrong key and of a damaged first page. So when a key fails, the newest
backup is asked. If it begins with the same salt and the key opens it, the journal is damaged. If
it begins with another salt and the passphrase opens it, either the passphrase is an earlier one,
or the first bytes of the journal are damaged; then the backup's are tried on a copy of it.

A key is derived once for each salt, and a salt is tried only when it can tell something.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final, Literal

from fibrojournal.domain.recovery_code import signs_of
from fibrojournal.errors import (
    EarlierPassphraseError,
    JournalDamagedError,
    JournalError,
    JournalUnreachableError,
    NeedsPassphraseError,
    NotAJournalError,
    WrongPassphraseError,
)
from fibrojournal.i18n import tr
from fibrojournal.journal.recovery_slots import put_slots_right
from fibrojournal.storage.drafts import draft_of, rollback_of
from fibrojournal.storage.driver import open_database, problems, read_salt
from fibrojournal.storage.keys import (
    Key,
    derive_key,
    fixed_key,
    needs_passphrase,
)
from fibrojournal.storage.recovery_slot import key_in, slots_for
from fibrojournal.storage.store import Store, replace_closed_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fibrojournal.storage.backup import Backup

State = Literal["missing", "open", "locked"]

SALTS_ASKED: Final = 3
"""Passphrases, the present one and those before, that backups tell of; each is a derivation."""

FILES_ASKED: Final = 3
"""Backups tried for each of them, in case the newest is damaged itself."""

LIKE: Final = 8
"""Equal bytes of 16 that two salts do not have by chance."""


class WrongCodeError(JournalError):
    """A whole recovery code, but not that of this journal."""

    def __init__(self) -> None:
        super().__init__(
            tr("This recovery code does not open the journal."),
            remedy=tr(
                "Nothing was changed. A code opens only the journal that it was made for, until "
                "a newer code takes its place."
            ),
        )


class NoSlotError(JournalError):
    """The file that the recovery code opens is not there."""

    def __init__(self) -> None:
        super().__init__(
            tr("There is no recovery file for this journal."),
            remedy=tr(
                "Its name ends in .recovery, and it lies beside the journal and beside its "
                "backups. If you have a copy of it, put it beside the journal. Without it, only "
                "the passphrase opens the journal."
            ),
        )


@dataclass
class _Keys:
    """The keys that one passphrase gives, each derived once.

    Attributes:
        passphrase: As typed; None = none was given.
    """

    passphrase: str | None = field(repr=False)
    _derived: dict[bytes, Key] = field(default_factory=dict, repr=False)

    def of(self, salt: bytes) -> Key:
        """Return the key of a file that begins with `salt`.

        Raises:
            NeedsPassphraseError: It needs one, and none was given.
        """
        if not needs_passphrase(salt):
            return fixed_key(salt)
        if self.passphrase is None:
            raise NeedsPassphraseError
        if salt not in self._derived:
            self._derived[salt] = derive_key(self.passphrase, salt)
        return self._derived[salt]


def state_of(path: Path, backup_folders: tuple[Path, ...] = ()) -> State:
    """Tell what opening a journal takes, without opening it.

    Args:
        path: The journal.
        backup_folders: Where its backups are; they tell when its first bytes are damaged.

    Returns:
        "missing", "open" (no passphrase), or "locked".

    Raises:
        JournalError: It is there, but cannot be a journal, or cannot be read.
    """
    if not path.exists():
        return "missing"
    salt = _salt_or_none(path)
    newest = _newest_salt(backup_folders)
    if newest is not None and _may_be_one(salt, newest):
        salt = newest
    if salt is None:
        raise NotAJournalError
    return "locked" if needs_passphrase(salt) else "open"


def unlock(
    path: Path,
    passphrase: str | None,
    backup_folders: tuple[Path, ...] = (),
    *,
    before_migration: Callable[[Store], object] | None = None,
) -> Store:
    """Open a journal, and clear up what a crash may have left. Run it in the background.

    Args:
        path: The journal.
        passphrase: As typed; None for a journal without one. Not looked at if it has none.
        backup_folders: Where its backups are.
        before_migration: As `Store.open` takes it.

    Raises:
        NeedsPassphraseError: It is protected, and no passphrase was given.
        WrongPassphraseError: The passphrase opens neither it nor its newest backups.
        EarlierPassphraseError: The passphrase opens only a backup from before it was changed.
        JournalDamagedError: The passphrase is right, but the journal is damaged.
        JournalError: As `Store.open`.
    """
    keys = _Keys(passphrase)
    salt: bytes | None = None
    try:
        salt = read_salt(path)
        store = Store.open(path, keys.of(salt), before_migration=before_migration)
    except (NeedsPassphraseError, WrongPassphraseError, NotAJournalError) as refused:
        key = _mended(path, salt, keys, backup_folders, refused)
        store = Store.open(path, key, before_migration=before_migration)
    tidy(store, backup_folders)
    return store


def unlock_with_code(
    path: Path,
    code: str,
    backup_folders: tuple[Path, ...] = (),
    *,
    before_migration: Callable[[Store], object] | None = None,
) -> Store:
    """Open a journal by its recovery code; a new passphrase has to be set then.

    Args:
        path: The journal.
        code: As typed.
        backup_folders: Where its backups, and so its recovery slots, are.
        before_migration: As `Store.open` takes it.

    Raises:
        MistypedCodeError: It cannot be a code; nothing was tried.
        NoSlotError: There is nothing that the code could open.
        WrongCodeError: It is another journal's code, or an earlier one.
        JournalDamagedError: The code is right, but the journal is damaged.
        JournalError: As `Store.open`.
    """
    signs = signs_of(code)
    salt = _salt_or_none(path)
    salts = [salt] if salt is not None else []
    newest = _newest_salt(backup_folders)
    if newest not in {None, salt} and _may_be_one(salt, newest):
        salts.append(newest)
    folders = (path.parent, *backup_folders)
    slots = [slot for of_slot in salts for slot in slots_for(of_slot, folders)]
    if not slots:
        raise NotAJournalError if not salts else NoSlotError
    found = key_in(slots, signs)
    if found is None:
        raise WrongCodeError
    key, code_key = found
    if key.salt != salt and not _is_mended_by(path, key):
        raise JournalDamagedError
    try:
        store = Store.open(path, key, before_migration=before_migration)
    except WrongPassphraseError as error:  # the key is right: the slot is of this salt
        raise JournalDamagedError from error
    # A journal that was restored may be older than the code: what opened it is in force.
    if not store.is_read_only and store.code_key != code_key:
        store.set_code_key(code_key)
    tidy(store, backup_folders)
    return store


def tidy(store: Store, backup_folders: tuple[Path, ...]) -> None:
    """Clear up beside a journal that was just opened: what a crash may have left behind.

    Backups that were never finished go. Backups that still open without a passphrase, or only
    with the one before, are put under the key of the journal, as far as that can be. Slots become
    what the journal says.
    """
    if store.is_read_only:
        return
    _sweep_backups(store, backup_folders)
    if store.key.is_protected:
        with suppress(JournalError, OSError):  # it is tried again at the next start
            _finish_change(store, backup_folders)
    put_slots_right(store, (store.path.parent, *backup_folders))


def _finish_change(store: Store, backup_folders: tuple[Path, ...]) -> None:
    from fibrojournal.journal.copies import (  # noqa: PLC0415 - as below
        finish_change,
        protect_left_behind,
    )

    protect_left_behind(store.path, backup_folders, store.key)
    code_key = store.code_key
    if code_key is not None:
        for folder in backup_folders[:1]:
            finish_change(store.path, folder, code_key, store.key)


def _sweep_backups(store: Store, backup_folders: tuple[Path, ...]) -> None:
    for place, folder in enumerate(backup_folders):
        if any(folder.glob(".*.new*")):
            from fibrojournal.storage.backup import (  # noqa: PLC0415 - as above
                stem_of,
                sweep_drafts,
            )

            # A second folder may be shared with another computer, which is just writing.
            sweep_drafts(folder, stem_of(store.path), store.key.salt if place else None)


def _salt_or_none(path: Path) -> bytes | None:
    """Return the first 16 bytes of a file; None = no journal begins so."""
    try:
        return read_salt(path)
    except NotAJournalError:
        return None


def _mended(
    path: Path,
    salt: bytes | None,
    keys: _Keys,
    backup_folders: tuple[Path, ...],
    refused: JournalError,
) -> Key:
    """Ask the backups why a journal was not opened; mend its first bytes if these were damaged.

    Args:
        path: The journal.
        salt: Its first 16 bytes; None = no journal begins so.
        keys: Of the passphrase.
        backup_folders: Where the backups are.
        refused: What opening it said.

    Returns:
        The key that opens it now.

    Raises:
        JournalError: It cannot be mended.
    """
    was_locked = False
    for of_backup, files in _backups_to_ask(salt, backup_folders):
        was_locked |= needs_passphrase(of_backup)
        key = keys.of(of_backup)
        if not any(_is_opened_by(file, key) for file in files):
            continue
        if of_backup != salt and _is_mended_by(path, key):
            return key
        if _may_be_one(salt, of_backup):
            raise JournalDamagedError from refused
        if key.is_protected:
            raise EarlierPassphraseError from refused
    if was_locked and isinstance(refused, NotAJournalError):
        raise WrongPassphraseError from refused
    raise refused


def _backups_to_ask(
    salt: bytes | None, folders: tuple[Path, ...]
) -> Iterator[tuple[bytes, list[Path]]]:
    """Yield the salts of the backups that can tell something, the newest first, with their files.

    A backup of another kind than the journal, with a passphrase or without, tells nothing.
    """
    files: dict[bytes, list[Path]] = {}
    for backup in _backups(folders):
        files.setdefault(backup.salt, []).append(backup.path)
    asked = 0
    for of_backup, backups in files.items():
        is_of_its_kind = salt is None or needs_passphrase(of_backup) == needs_passphrase(salt)
        if asked < SALTS_ASKED and (is_of_its_kind or _may_be_one(salt, of_backup)):
            asked += 1
            yield of_backup, backups[:FILES_ASKED]


def _backups(folders: tuple[Path, ...]) -> Iterator[Backup]:
    if folders:
        from fibrojournal.storage.backup import list_backups  # noqa: PLC0415 - the start is lighter

        for folder in folders:
            yield from (backup for backup in list_backups(folder) if backup.salt)


def _newest_salt(folders: tuple[Path, ...]) -> bytes | None:
    """Return the first 16 bytes of the newest backup, or None: there is none."""
    return next((backup.salt for backup in _backups(folders)), None)


def _opens(file: Path, key: Key) -> bool:
    """Tell whether a key is that of a file.

    Raises:
        JournalBusyError: Another window has it open.
        JournalUnreachableError: It cannot be read as it is.
    """
    try:
        open_database(file, key, read_only=True).close()
    except (NotAJournalError, WrongPassphraseError):
        return False
    return True


def _is_opened_by(backup: Path, key: Key) -> bool:
    with suppress(JournalError):
        return _opens(backup, key)
    return False


def _may_be_one(salt: bytes | None, other: bytes) -> bool:
    """Tell whether a salt is another one, or was, before some of its bytes were damaged."""
    if salt is None:
        return True
    return sum(a == b for a, b in zip(salt, other, strict=True)) >= LIKE


def _is_mended_by(path: Path, key: Key) -> bool:
    """Try the salt of a key on a copy of a journal; put the copy in its place if it is sound.

    The damaged file is kept beside it.

    Raises:
        JournalBusyError: Another window has it open.
        JournalUnreachableError: The folder cannot be written to.
    """
    with suppress(JournalUnreachableError):  # a save in progress cannot be taken back by a reader
        if not _opens(path, key):
            return False
    try:
        with draft_of(path) as draft:
            shutil.copyfile(path, draft)
            if rollback_of(path).exists():
                shutil.copyfile(rollback_of(path), rollback_of(draft))
            with draft.open("r+b") as copy:
                copy.write(key.salt)
            if not _is_sound(draft, key):
                return False
            replace_closed_file(path, draft, keep_as=_name_for_damaged(path))
    except OSError as error:
        raise JournalUnreachableError from error
    return True


def _is_sound(file: Path, key: Key) -> bool:
    try:
        database = open_database(file, key)
    except JournalError:
        return False
    try:
        return not problems(database)
    finally:
        database.close()


def _name_for_damaged(path: Path) -> Path:
    """Return a name beside the journal that is not taken: "journal damaged 2.fibro"."""
    names = (f"{path.stem} damaged{number}{path.suffix}" for number in _numbers())
    return next(kept for kept in map(path.with_name, names) if not kept.exists())


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f" {number}" for number in count(2))
