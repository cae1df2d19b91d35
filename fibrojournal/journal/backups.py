"""The backups of an open journal: made, listed, rehearsed, compared, brought back.

All of this may run on a background thread while the window goes on.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import (
    JournalDamagedError,
    JournalError,
    NotAJournalError,
    ReadOnlyError,
    RefusedError,
    WrongPassphraseError,
)
from fibrojournal.i18n import tr
from fibrojournal.journal import loading
from fibrojournal.journal.backup_preview import BackupPreview, OneSided, compare
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.recovery_slots import put_slots_right
from fibrojournal.journal.restoring import key_of, made_at, name_for_kept
from fibrojournal.storage.backup import (
    Backup,
    BackupFailedError,
    copy_backup,
    counted_in,
    list_backups,
    make_backup,
    stem_of,
    sweep_drafts,
    thin_out,
)
from fibrojournal.storage.backup_counts import Counted, FileState
from fibrojournal.storage.drafts import draft_of
from fibrojournal.storage.driver import DriverError
from fibrojournal.storage.rebuilding import (
    BackupDamagedError,
    backup_errors,
    code_key_of,
    rebuild,
)
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.days import Clock
    from fibrojournal.storage.keys import Key

REHEARSED_EVERY: Final = timedelta(days=30)

__all__ = ["Backup", "BackupFailedError", "BackupPreview", "Backups", "OneSided"]


class NoBackupError(RefusedError):
    """There is nothing to try a recovery on."""

    def __init__(self) -> None:
        super().__init__(
            tr("There is no backup yet."),
            remedy=tr("Make one first. Nothing was changed."),
        )


class Backups:
    """The backups of one open journal.

    Args:
        store: The open file.
        folders: Tells where backups go: the automatic folder, which is made if it is missing, and
            perhaps a second one, which is not; () = none are made.
        clock: Gives the present moment, aware and local.
        restored: Called when another state has taken the journal's place.
    """

    def __init__(
        self,
        store: Store,
        folders: Callable[[], tuple[Path, ...]],
        clock: Clock,
        restored: Callable[[], object],
    ) -> None:
        self._restored = restored
        self._store = store
        self._folders_now = folders
        self._clock = clock
        self._turn = threading.RLock()
        self._writes_looked_at = 0
        self._looked_on: object = None
        self._second_refused = False
        self._kept = ""

    @property
    def folder(self) -> Path | None:
        """The automatic folder; None = no backups are made."""
        return self._folders[0] if self._folders else None

    @property
    def second_folder_problem(self) -> str:
        """Why backups are not copied to the second folder; "" = they are, or there is none."""
        if any(not folder.is_dir() for folder in self._others):
            return tr("The second folder is not there now. Backups go on in the usual place.")
        if self._second_refused:
            return tr(
                "The newest backup could not be copied to the second folder. Backups go on in the "
                "usual place."
            )
        return ""

    def all(self) -> tuple[Backup, ...]:
        """Return all backups, newest first; one that lies in both folders is listed once."""
        by_name: dict[str, Backup] = {}
        for folder in self._folders:
            for backup in list_backups(folder, self._stem):
                by_name.setdefault(backup.path.name, backup)
        return tuple(sorted(by_name.values(), key=lambda backup: backup.number, reverse=True))

    def is_due_today(self) -> bool:
        """Whether no backup was made, or looked into, since the date of today began."""
        today = self._clock().date()
        return bool(self._folders) and not (
            self._looked_on == today
            or any(backup.made_at.date() == today for backup in self._own())
        )

    def make(self, *, even_if_unchanged: bool = False) -> Backup | None:
        """Make a backup, check it, and delete those that are not needed any more.

        Args:
            even_if_unchanged: Make one although nothing was written since the newest.

        Returns:
            The backup; None = there was no need, or the journal has been closed meanwhile.

        Raises:
            BackupFailedError: It could not be written.
            JournalDamagedError: The journal is damaged, and earlier backups are left as they are.
        """
        with self._turn:
            try:
                if self._folders and self._store.is_open:
                    return self._looked_into(even_if_unchanged=even_if_unchanged)
            except DriverError:
                if self._store.is_open:
                    raise  # else it was closed in the middle of this
            return None

    def save_copy(self, folder: Path) -> Backup:
        """Write the present state, opened and counted, into any folder, such as on a stick.

        The file that the recovery code needs goes with it.

        Raises:
            BackupFailedError: It could not be written.
            JournalDamagedError: The journal is damaged.
        """
        with self._turn:
            made = make_backup(self._store, folder, self._clock())
            put_slots_right(self._store, (folder,))
            return made

    def rehearse(self) -> Backup:
        """Open the newest backup, check and count it, as a recovery would.

        Raises:
            NoBackupError: There is none yet.
            BackupDamagedError: It does not open any more.
        """
        with self._turn:
            newest = next(iter(self._own()), None)
            if newest is None:
                raise NoBackupError
            today = self._clock().date()
            with backup_errors(), _own_key_errors():
                counts = counted_in(newest.path, self._store.key)
            counted = Counted.read(newest.path.parent)
            counted.note(newest.path.name, counts, today)
            counted.rehearsed_on = today
            with suppress(OSError):  # these are only words
                counted.write(newest.path.parent)
            return replace(newest, days=counts.days, entries=counts.entries, opened_on=today)

    def preview(self, file: Path, passphrase: str | None = None) -> BackupPreview:
        """Open a backup, and work out what restoring it would alter; nothing is touched.

        Args:
            file: The backup.
            passphrase: Its own, where it is not the one of the journal.

        Raises:
            NeedsPassphraseError: It opens with another passphrase than the journal's.
            WrongPassphraseError: Not with this one.
            JournalError: It is no backup, damaged, or of a newer version.
        """
        key = self._store.key
        with self._rebuilt(file, passphrase) as draft, Store.open(draft, key) as copy:
            then = loading.contents(copy.rows)
        return compare(self._contents(), then, made_at(file))

    def restore(self, file: Path, passphrase: str | None = None) -> Changes:
        """Put what a backup holds in the place of what the journal holds.

        The journal is backed up first, unless it is damaged, and the file that is replaced stays
        beside it. Passphrase and recovery code stay those of the journal. It is no step to undo.

        Raises:
            JournalError: As `preview`; or the present state could not be kept. Nothing was
                changed then.
        """
        with self._turn, self._rebuilt(file, passphrase) as draft:
            with suppress(JournalDamagedError):  # no backup is made of that; the file is kept
                self._make_before_restoring(file)
            kept = name_for_kept(self._store.path, self._clock())
            self._store.replace_with(draft, self._store.key, keep_as=kept)
        put_slots_right(self._store, (self._store.path.parent, *self._folders))
        self._restored()
        return Changes.everything()

    def _make_before_restoring(self, file: Path) -> None:
        """Make a backup; the one that is brought back stays, for that may yet be refused."""
        self._kept = file.name
        try:
            self.make()
        finally:
            self._kept = ""

    def _contents(self) -> JournalContents | None:
        """Return what the journal holds; None = it is damaged."""
        try:
            return loading.contents(self._store.rows)
        except JournalDamagedError:
            return None

    @contextmanager
    def _rebuilt(self, file: Path, passphrase: str | None) -> Iterator[Path]:
        """Make a journal of a backup's rows beside the journal, under the journal's key."""
        store = self._store
        if store.is_read_only:
            raise ReadOnlyError
        key = key_of(file, passphrase, store.key)
        with draft_of(store.path) as draft:
            with _own_key_errors() if key == store.key else nullcontext():
                rebuild(file, key, draft, store.key, self._code_key(file, key))
            yield draft

    def _code_key(self, file: Path, key: Key) -> Key | None:
        """Return what the recovery code in force was made into; None = there is none.

        Where the journal is damaged, a backup under its own key tells: nobody else made that.
        """
        try:
            return self._store.code_key
        except JournalDamagedError:
            return code_key_of(file, key) if key == self._store.key else None

    def rehearsal_is_due(self) -> bool:
        """Whether no recovery was rehearsed for a month, and there is a backup to try it on."""
        if not self._own():
            return False
        last = Counted.read(self._folders[0]).rehearsed_on
        if last is None:
            return True
        since = self._clock().date() - last
        return not timedelta(0) <= since < REHEARSED_EVERY  # the clock may have been set back

    # Inside

    def _looked_into(self, *, even_if_unchanged: bool) -> Backup | None:
        self._sweep()
        writes, now = self._store.writes, self._clock()
        newest = next(iter(self._own()), None)
        made = None
        if even_if_unchanged or newest is None or not self._is_unchanged(writes):
            newest = made = self._made(now)
        self._writes_looked_at = writes
        self._looked_on = now.date()
        self._bring_up(newest, now)
        put_slots_right(self._store, self._folders)
        return made

    @property
    def _folders(self) -> tuple[Path, ...]:
        return self._folders_now()

    @property
    def _stem(self) -> str:
        return stem_of(self._store.path)

    @property
    def _others(self) -> tuple[Path, ...]:
        return self._folders[1:]

    def _own(self, folder: Path | None = None) -> tuple[Backup, ...]:
        """Return the backups that the journal's present key opens, newest first."""
        folder = folder or self.folder
        if folder is None:
            return ()
        salt = self._store.key.salt
        return tuple(b for b in list_backups(folder, self._stem) if b.salt == salt)

    def _is_unchanged(self, writes: int) -> bool:
        """Tell whether nothing was written since the newest backup was made.

        What the disk says of the file also tells of sessions that ended in a crash.
        """
        seen = Counted.read(self._folders[0]).journal
        with suppress(OSError):
            return writes == self._writes_looked_at and FileState.of(self._store.path) == seen
        return False

    def _made(self, now: datetime) -> Backup:
        folder, *others = self._folders
        above = max((b.number for other in others for b in list_backups(other)), default=0)
        try:
            made = make_backup(self._store, folder, now, above=above)
        except BackupFailedError:
            for other in others:  # one in a second folder is better than none
                if other.is_dir():
                    with suppress(JournalError):
                        make_backup(self._store, other, now)
            raise
        thin_out(folder, self._stem, self._store.key.salt, keep=self._kept)
        return made

    def _bring_up(self, newest: Backup, now: datetime) -> None:
        """Copy the newest backup to the second folder, if it is there and has it not."""
        self._second_refused = False
        for folder in self._others:
            if not folder.is_dir() or (folder / newest.path.name).exists():
                continue
            try:
                copy_backup(newest, folder, self._store.key, now.date())
            except BackupFailedError:
                self._second_refused = True
            else:
                thin_out(folder, self._stem, self._store.key.salt, keep=self._kept)

    def _sweep(self) -> None:
        """Remove what a process left that died while it made a backup."""
        folder, *others = self._folders
        sweep_drafts(folder, self._stem)
        for other in others:
            sweep_drafts(other, self._stem, self._store.key.salt)


@contextmanager
def _own_key_errors() -> Iterator[None]:
    """Say of a backup with the journal's own salt that it is damaged: its key cannot be wrong."""
    try:
        yield
    except (NotAJournalError, WrongPassphraseError) as error:
        raise BackupDamagedError from error
