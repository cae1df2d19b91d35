"""From the first paint to the end: opens journals for the window."""

from __future__ import annotations

import gc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from fibrojournal.app.backup_times import BackupTimes
from fibrojournal.app.clock import now
from fibrojournal.app.crashes import Crashes, pause_log
from fibrojournal.app.garbage import put_aside, sweep
from fibrojournal.app.quit_signals import QuitSignals
from fibrojournal.errors import (
    JournalError,
    JournalMissingError,
    NeedsPassphraseError,
    NotAJournalError,
)
from fibrojournal.i18n import tr
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.synced_folders import ConflictedCopyError, is_conflicted_copy
from fibrojournal.paths import backup_folder, default_journal
from fibrojournal.storage.store import Store
from fibrojournal.ui.icons import app_icon
from fibrojournal.ui.messages import ask, show_error

if TYPE_CHECKING:
    from fibrojournal.app.journal_place import JournalPlace
    from fibrojournal.app.lock import Lock
    from fibrojournal.app.unlocking import Unlocking
    from fibrojournal.ui.main_window import MainWindow

_PAINTED_MS: Final = 50
"""After this the page has been painted; what is begun then keeps nobody waiting."""


class Session(QObject):
    """Opens journals for the window, from its first paint to the end.

    Args:
        window: Already painted, still empty.
        journal: The file that was named; None = the one of last time, or the usual place, where
            a new journal is made the first time.
        demo: Open the example journal instead.
        is_timed: The start is only measured; nothing else happens.
    """

    def __init__(
        self, window: MainWindow, journal: Path | None, *, demo: bool, is_timed: bool = False
    ) -> None:
        super().__init__(window)
        self.passphrase: str | None = None
        """Tried once if the journal asks for one; None = none was given."""
        self._is_timed = is_timed
        self._is_chosen = False
        self._is_new = False
        self._unlocking: Unlocking | None = None
        self.lock: Lock | None = None
        self._backup_times = BackupTimes(window)
        self._place: JournalPlace | None = None
        self._taken_on_trust: Path | None = None
        self._doubtful: Path | None = None
        self._window = window
        self._demo = demo
        self._path = journal or Path(window.settings.journal or default_journal())
        self._may_be_made = journal is None and not window.settings.journal
        self._folder: TemporaryDirectory[str] | None = None
        window.ready_for_pages.connect(self._on_ready_for_pages)
        window.retry_wanted.connect(self._on_retry_wanted)
        window.new_wanted.connect(self._on_new_wanted)
        window.journal_chosen.connect(self._on_journal_chosen)
        window.passphrase_given.connect(self._on_passphrase_given)
        window.code_given.connect(self._on_code_given)
        window.restore_wanted.connect(self._on_restore_wanted)
        window.settings_changed.connect(self._on_settings_changed)
        # Later, since every dialog is deleted, the one that asked too.
        queued = Qt.ConnectionType.QueuedConnection
        window.deletion_wanted.connect(self._on_deletion_wanted, queued)
        window.own_journal_wanted.connect(self._on_own_journal_wanted, queued)
        window.example_wanted.connect(self._on_example_wanted)

    def begin(self) -> None:
        """Furnish the window and open the journal."""
        Crashes(self._window).install()
        self._window.furnish()
        self.open()
        self._signals = QuitSignals(self._window)
        QTimer.singleShot(_PAINTED_MS, self._on_usable)

    def open(self) -> None:
        """Open the journal and show it, ask for its passphrase, or show why it stays closed."""
        try:
            journal = self._example() if self._demo else self._journal_at(self._path)
        except NeedsPassphraseError:
            self._ask_for_passphrase(self._path)
        except JournalError as error:
            self._show_problem(error)
        else:
            self._show(journal)

    def end(self) -> None:
        """Delete what the example journal was kept in."""
        if self._folder is not None:
            self._folder.cleanup()

    @Slot()
    def _on_usable(self) -> None:
        """Start to look for garbage again, leaving out what the start has made to stay."""
        put_aside(with_entries=self._window.journal is not None)
        gc.enable()
        QApplication.setWindowIcon(app_icon())
        self.watch()

    @Slot()
    def _on_ready_for_pages(self) -> None:
        sweep()  # another journal may have been open before

    @Slot()
    def _on_retry_wanted(self) -> None:
        self._taken_on_trust = self._path
        self.open()

    @Slot()
    def _on_trusted(self) -> None:
        """Open the copy that was asked about, while another journal is open."""
        if self._doubtful is not None:
            self._taken_on_trust = self._doubtful
            self._on_journal_chosen(self._doubtful)

    @Slot()
    def _on_new_wanted(self) -> None:
        self._may_be_made = True
        self.open()

    @Slot(Path)
    def _on_journal_chosen(self, path: Path) -> None:
        old = self._window.journal
        if old is not None and path.exists() and old.path.samefile(path):
            return
        self._may_be_made = False
        try:
            journal = self._journal_at(path)
        except NeedsPassphraseError:
            if self._let_go(old):
                self._path = path
                self._is_chosen = True
                self._ask_for_passphrase(path)
            return
        except JournalError as error:
            self._refuse(path, error)
            return
        if not self._window.save_pending():
            journal.close()
            return
        self._path = path
        self._demo = False
        self._is_chosen = True
        self._show(journal)
        if old is not None:
            old.close()

    def _let_go(self, old: Journal | None) -> bool:
        """Close what is open before another journal is unlocked; False = it could not be saved."""
        if not self._window.save_pending():
            return False
        if old is not None:
            self._window.empty()
            old.close()
        return True

    def _refuse(self, path: Path, error: JournalError) -> None:
        """Keep what is open; where nothing is, show why."""
        if self._window.journal is not None:
            if isinstance(error, ConflictedCopyError):
                self._doubtful = path
                question = ask(self._window, error.message, error.remedy, yes=tr("Open it anyway"))
                # Later, since another journal deletes every dialog, this one too.
                queued = Qt.ConnectionType.QueuedConnection
                question.accepted.connect(self._on_trusted, queued)
                return
            show_error(self._window, error)
            return
        self._path = path
        self._show_problem(error)

    def _show(self, journal: Journal) -> None:
        try:
            self._window.show_journal(journal)
        except JournalError as error:
            journal.close()
            self._show_problem(error)
            return
        pause_log(paused=False)
        if self._is_chosen:
            self._window.remember_journal(journal.path)
        if not self._is_timed:
            self._backup_times.begin()
        if self._is_new and not self._is_timed:
            if self._demo:  # it is still new when somebody comes back from looking around
                self._window.offer_own_journal()
            else:
                self._is_new = False
                self._window.welcome()
        if self._place is not None:
            self._place.begin()
        if self.lock is not None:
            self.lock.begin()

    def _show_problem(self, error: JournalError) -> None:
        can_be_made = isinstance(error, JournalMissingError) and self._path.parent.is_dir()
        go_ahead = tr("Open it anyway") if isinstance(error, ConflictedCopyError) else ""
        self._window.show_problem(error, can_be_made, self._has_backups(), go_ahead)

    def _has_backups(self) -> bool:
        from fibrojournal.storage.backup import list_backups  # noqa: PLC0415 - seldom needed

        return any(list_backups(folder) for folder in self._backup_folders(self._path))

    def _backup_folders(self, path: Path) -> tuple[Path, ...]:
        second = self._window.settings.second_backup_folder
        return (backup_folder(path), *([Path(second)] if second else []))

    def _journal_at(self, path: Path) -> Journal:
        if self._may_be_made and not path.exists():
            self._is_new = True
            return self._journal(Store.create(path))
        if is_conflicted_copy(path.name) and path != self._taken_on_trust:
            raise ConflictedCopyError(path.name)
        try:
            store = Store.open(path, before_migration=self._back_up)
        except (NeedsPassphraseError, NotAJournalError):
            # The backups tell whether its first bytes are damaged; then they are mended.
            from fibrojournal.journal.unlocking import unlock  # noqa: PLC0415 - seldom needed

            folders = self._backup_folders(path)
            store = unlock(path, None, folders, before_migration=self._back_up)
        return self._journal(store)

    def _journal(self, store: Store) -> Journal:
        folders = () if self._is_timed else self._backup_folders(store.path)
        turns_at = self._window.settings.day_turns_at
        return Journal(store, clock=now, turns_at=turns_at, backup_folders=folders)

    def _back_up(self, store: Store) -> None:
        """Keep the journal as it is before it is brought to a newer schema."""
        from fibrojournal.storage.backup import make_backup  # noqa: PLC0415 - seldom needed

        make_backup(store, backup_folder(store.path), now())

    # Passphrase and lock

    def watch(self) -> None:
        """Begin to watch for idle time, sleep, the keys that hide and lock, and a blank day."""
        from fibrojournal.app.core_dumps import forbid_core_dumps  # noqa: PLC0415 - see begin
        from fibrojournal.app.journal_place import JournalPlace  # noqa: PLC0415 - as above
        from fibrojournal.app.lock import Lock  # noqa: PLC0415 - as above
        from fibrojournal.app.reminding import Reminding  # noqa: PLC0415 - as above

        forbid_core_dumps()
        self._place = JournalPlace(self._window)
        self.lock = Lock(self._window)
        self.lock.locked.connect(self._on_locked)
        if self._window.journal is not None:
            self.lock.begin()
            self._place.begin()
        if not self._is_timed:
            Reminding(self._window).look()

    def _ask_for_passphrase(self, path: Path) -> None:
        from fibrojournal.app.unlocking import Unlocking  # noqa: PLC0415 - only with a passphrase

        self._unlocking = Unlocking(self._window, path, self._backup_folders(path), self._back_up)
        self._unlocking.opened.connect(self._on_opened)
        self._unlocking.refused.connect(self._on_refused)
        self._window.show_unlock()
        given, self.passphrase = self.passphrase, None
        if given:
            self._unlocking.by_passphrase(given)

    @Slot()
    def _on_locked(self) -> None:
        self._backup_times.stop()
        self._ask_for_passphrase(self._path)

    @Slot(str)
    def _on_passphrase_given(self, passphrase: str) -> None:
        if self.lock is not None and self.lock.is_keeping:
            self.lock.check_kept(passphrase)
        elif self._unlocking is not None:
            self._unlocking.by_passphrase(passphrase)

    @Slot(str)
    def _on_code_given(self, code: str) -> None:
        if self._unlocking is not None:
            self._unlocking.by_code(code)

    @Slot(object)
    def _on_opened(self, store: Store) -> None:
        code = self._unlocking.code if self._unlocking is not None else ""
        self._unlocking = None
        self._demo = False
        self._show(self._journal(store))
        if code and self._window.journal is not None:
            self._window.ask_for_new_passphrase(code)

    @Slot(object)
    def _on_refused(self, error: JournalError) -> None:
        self._unlocking = None
        self._show_problem(error)

    # Choices and backups

    @Slot()
    def _on_settings_changed(self) -> None:
        journal = self._window.journal
        if journal is not None and not journal.is_example:
            journal.backup_folders = self._backup_folders(journal.path)

    @Slot()
    def _on_restore_wanted(self) -> None:
        """Go to the backups, or, where the journal does not open, offer the newest."""
        if self._window.journal is not None:
            self._window.show_page("settings")
            return
        from fibrojournal.journal.restoring import ClosedRestoring  # noqa: PLC0415 - seldom needed

        restoring = ClosedRestoring(self._path, self._backup_folders(self._path), now)
        try:
            newest = restoring.newest()
        except JournalError as error:
            self._show_problem(error)
        else:
            self._window.offer_backup(newest, restoring).restored.connect(self._on_restored)

    @Slot(object)
    def _on_restored(self, _changes: object) -> None:
        self.open()

    @Slot()
    def _on_deletion_wanted(self) -> None:
        """Delete everything; what is begun after that is as on the first day."""
        journal = self._window.journal
        if journal is None or journal.is_example:
            return
        from fibrojournal.app.deletion import Deletion  # noqa: PLC0415 - seldom needed

        self._backup_times.stop()
        self._path = default_journal()
        self._may_be_made, self._is_chosen = True, False
        Deletion(self._window).carry_out(journal)

    @Slot()
    def _on_example_wanted(self) -> None:
        """Show the example in place of a journal in which nothing is written yet."""
        own = self._window.journal
        if own is None or not self._let_go(own):
            return
        self._backup_times.stop()
        self._demo, self._is_new = True, True
        self.open()

    @Slot()
    def _on_own_journal_wanted(self) -> None:
        """Go back from the example."""
        example = self._window.journal
        if example is None or not self._let_go(example):
            return
        self._demo = False
        self.open()

    def _example(self) -> Journal:
        from fibrojournal.journal.example import (  # noqa: PLC0415 - only ever for --demo
            example_contents,
        )

        self.end()
        self._folder = TemporaryDirectory(prefix="fibrojournal-", ignore_cleanup_errors=True)
        store = Store.create(Path(self._folder.name) / "example.fibro")
        journal = Journal(store, clock=now, is_example=True)
        journal.load(example_contents(journal.today()))
        return journal
