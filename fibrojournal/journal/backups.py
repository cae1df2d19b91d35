"""The backups of an open journal: made, listed, rehearsed, compared, brought back.

All of this may run on a background thread while the window goes on.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.journal.backup_preview import BackupPreview, OneSided
from fibrojournal.journal.recovery_slots import put_slots_right
from fibrojournal.storage.backup import (
    Backup,
    BackupFailedError,
    copy_backup,
    list_backups,
    make_backup,
    stem_of,
    sweep_drafts,
    thin_out,
)
from fibrojournal.storage.backup_counts import Counted, FileState
from fibrojournal.storage.driver import DriverError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from fibrojournal.domain.days import Clock
    from fibrojournal.storage.store import Store

REHEARSED_EVERY: Final = timedelta(days=30)

__all__ = ["Backup", "BackupFailedError", "BackupPreview", "Backups", "OneSided"]


class Backups:
    """The backups of one open journal.

    Args:
        store: The open file.
        folders: Tells where backups go: the automatic folder, which is made if it is missing, and
            perhaps a second one, which is not; () = none are made.
        clock: Gives the present moment, aware and local.
    """

    def __init__(
        self, store: Store, folders: Callable[[], tuple[Path, ...]], clock: Clock
    ) -> None:
        self._store = store
        self._folders_now = folders
        self._clock = clock
        self._turn = threading.RLock()
        self._writes_looked_at = 0
        self._looked_on: object = None
        self._second_refused = False

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
        thin_out(folder, self._stem, self._store.key.salt)
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
                thin_out(folder, self._stem, self._store.key.salt)

    def _sweep(self) -> None:
        """Remove what a process left that died while it made a backup."""
        folder, *others = self._folders
        sweep_drafts(folder, self._stem)
        for other in others:
            sweep_drafts(other, self._stem, self._store.key.salt)
