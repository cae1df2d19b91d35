"""When backups are made: at the start, after some rest, and at the end (which the window does).

After the one at the start, what was deleted more than thirty days ago is forgotten.

They run on the background thread, on the journal's one connection; a save waits its turn.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot

from fibrojournal.errors import JournalDamagedError, JournalError, NotSavedError

if TYPE_CHECKING:
    from fibrojournal.journal.backups import Backup
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.jobs import Progress
    from fibrojournal.ui.main_window import MainWindow

START_MS: Final = 1_500
"""After the journal was shown; reading comes first. Who writes already is not made to wait."""

REST_MS: Final = 30_000
"""Without a save."""


class _Found(NamedTuple):
    """What the work about the backups came to.

    Attributes:
        is_sound: No page of the journal is damaged.
        rehearsed: The backup that was opened to see that it does; None = none was due.
    """

    is_sound: bool
    rehearsed: Backup | None = None


class BackupTimes(QObject):
    """Lets the journal that is shown be checked and backed up, and says quietly if it cannot.

    Args:
        window: Shows the journal and runs the work.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.start_timer = _once(self, START_MS)
        self.start_timer.timeout.connect(self._on_started)
        self.rest_timer = _once(self, REST_MS)
        self.rest_timer.timeout.connect(self._on_rested)
        window.written.connect(self._on_written)

    def begin(self) -> None:
        """A journal was shown."""
        self.rest_timer.stop()
        self.start_timer.start()

    def stop(self) -> None:
        """No journal is shown any more."""
        self.start_timer.stop()
        self.rest_timer.stop()

    @Slot()
    def _on_written(self) -> None:
        self.rest_timer.start()
        if self.start_timer.isActive():
            self.start_timer.start()

    @Slot()
    def _on_started(self) -> None:
        journal = self._window.journal
        if journal is None or journal.is_example:
            return

        def work(_progress: Progress) -> _Found:
            is_sound = not journal.problems()
            if not is_sound:
                return _Found(is_sound)
            rehearsed = _back_up(journal, at_start=True)
            with suppress(NotSavedError):  # the next start forgets it
                journal.trash.purge()
            return _Found(is_sound, rehearsed)

        self._window.jobs.run(work, done=self._on_checked, failed=self._on_failed)

    @Slot()
    def _on_rested(self) -> None:
        journal = self._window.journal
        if journal is None or not journal.backup_folders:
            return

        def work(_progress: Progress) -> _Found:
            return _Found(is_sound=True, rehearsed=_back_up(journal, at_start=False))

        self._window.jobs.run(work, done=self._on_checked, failed=self._on_failed)

    def _on_checked(self, found: _Found) -> None:
        if not found.is_sound:
            self._window.show_damage()
            return
        self._window.show_backup_problem(failed=False)
        if found.rehearsed is not None and found.rehearsed.days:
            self._window.show_rehearsed(found.rehearsed.made_at.date(), found.rehearsed.days)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, JournalDamagedError):
            self._window.show_damage()
        elif isinstance(error, JournalError):
            self._window.show_backup_problem(failed=True)
        elif self._window.journal is not None:  # else it was closed in the middle of this
            raise error


def _back_up(journal: Journal, *, at_start: bool) -> Backup | None:
    """Make the backup that is due; once a month, see that the newest opens.

    Returns:
        The one that was opened for that; None = none was.
    """
    if not journal.backup_folders:
        return None
    backups = journal.backups
    if not at_start or backups.is_due_today():
        backups.make()
    if at_start and backups.rehearsal_is_due():
        return backups.rehearse()
    return None


def _once(parent: QObject, delay_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    return timer
