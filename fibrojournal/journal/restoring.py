"""What bringing a backup back takes, whether the journal itself opens or not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalBusyError, JournalError, NeedsPassphraseError
from fibrojournal.i18n import tr
from fibrojournal.journal import loading
from fibrojournal.journal.backup_preview import BackupPreview, compare
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.recovery_slots import put_slots_right
from fibrojournal.storage.backup import list_backups, stem_of
from fibrojournal.storage.drafts import draft_of
from fibrojournal.storage.driver import open_database, read_salt
from fibrojournal.storage.keys import Key, derive_key, fixed_key, needs_passphrase
from fibrojournal.storage.rebuilding import backup_errors, code_key_of, rebuild
from fibrojournal.storage.store import Store, replace_closed_file

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.domain.days import Clock


def key_of(file: Path, passphrase: str | None, known: Key | None = None) -> Key:
    """Return the key of a backup.

    Args:
        file: The backup.
        passphrase: As typed; None = none was.
        known: A key that may be its own, too.

    Raises:
        NeedsPassphraseError: It is protected, and neither is there.
        JournalError: It is none of ours.
    """
    with backup_errors():
        salt = read_salt(file)
    if known is not None and known.salt == salt:
        return known
    if not needs_passphrase(salt):
        return fixed_key(salt)
    if passphrase is None:
        raise NeedsPassphraseError
    return derive_key(passphrase, salt)


def made_at(file: Path) -> datetime:
    """Return the local date and time when a backup was made, as its name or its disk says."""
    for backup in list_backups(file.parent):
        if backup.path == file:
            return backup.made_at
    return datetime.fromtimestamp(file.stat().st_mtime).astimezone().replace(tzinfo=None)


def name_for_kept(journal: Path, now: datetime) -> Path:
    """Return a name beside the journal, not yet taken, for what a restore replaces."""
    stem = f"{journal.stem} before restore {now:%Y-%m-%d %H.%M.%S}"
    kept = journal.with_name(f"{stem}{journal.suffix}")
    number = 2
    while kept.exists():
        kept = journal.with_name(f"{stem} {number}{journal.suffix}")
        number += 1
    return kept


def restore_closed(
    path: Path,
    backup: Path,
    passphrase: str | None,
    now: datetime,
    backup_folders: tuple[Path, ...] = (),
) -> None:
    """Put a backup in the place of a journal that cannot be opened, or is gone.

    The restored journal opens with the passphrase of the backup, and with its recovery code. What
    was at the place stays beside it.

    Args:
        path: Place of the journal.
        backup: The backup.
        passphrase: Of the backup; None = it has none.
        now: The present moment, local.
        backup_folders: Where recovery slots lie besides.

    Raises:
        NeedsPassphraseError: The backup is protected, and no passphrase was given.
        WrongPassphraseError: The passphrase does not open it.
        JournalBusyError: The journal is open in another window.
        JournalError: The file is no backup, damaged, or of a newer version. Nothing was changed.
    """
    key = key_of(backup, passphrase)
    _refuse_busy(path, key)
    with draft_of(path) as draft:
        rebuild(backup, key, draft, key, code_key_of(backup, key))
        replace_closed_file(path, draft, keep_as=name_for_kept(path, now))
    with Store.open(path, key) as store:
        put_slots_right(store, (path.parent, *backup_folders))


class NoBackupError(JournalError):
    """No backup is in sight any more."""

    def __init__(self) -> None:
        super().__init__(
            tr("No backup of this journal could be found just now."),
            remedy=tr(
                "Nothing was changed. If your backups are on a stick or in a folder elsewhere, "
                "see that it is there, then try again."
            ),
        )


class ClosedRestoring:
    """Brings a backup back where the journal itself cannot be opened.

    Args:
        path: Place of the journal.
        backup_folders: Of its backups, the automatic folder first.
        clock: Gives the present moment, aware and local.
    """

    def __init__(self, path: Path, backup_folders: tuple[Path, ...], clock: Clock) -> None:
        self._path = path
        self._folders = backup_folders
        self._clock = clock

    def newest(self) -> Path:
        """Return the newest backup.

        Raises:
            NoBackupError: There is none, or no folder of backups can be read.
        """
        found = [
            backup
            for folder in self._folders
            for backup in list_backups(folder, stem_of(self._path))
        ]
        if not found:
            raise NoBackupError
        return max(found, key=lambda backup: backup.number).path

    def preview(self, file: Path, passphrase: str | None = None) -> BackupPreview:
        """Open a backup, and say what it holds; there is nothing to compare it with.

        Raises:
            JournalError: As `restore_closed`.
        """
        key = key_of(file, passphrase)
        with draft_of(self._path) as draft:
            rebuild(file, key, draft, key, None)
            with Store.open(draft, key) as copy:
                then = loading.contents(copy.rows)
        return compare(None, then, made_at(file))

    def restore(self, file: Path, passphrase: str | None = None) -> Changes:
        """Put a backup in the journal's place; see `restore_closed`."""
        restore_closed(self._path, file, passphrase, self._clock(), self._folders)
        return Changes.everything()


def _refuse_busy(path: Path, key: Key) -> None:
    """Make sure that no other window holds what is to be replaced; no byte of it is altered."""
    if path.exists():
        try:
            read_salt(path)
            open_database(path, key, read_only=True).close()
        except JournalBusyError:
            raise
        except JournalError:
            return  # damaged, or under another key
