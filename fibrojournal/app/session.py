"""From the first paint to the end: opens journals for the window."""

from __future__ import annotations

import gc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from fibrojournal.app.clock import now
from fibrojournal.app.crashes import Crashes
from fibrojournal.app.quit_signals import QuitSignals
from fibrojournal.errors import JournalError, JournalMissingError
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import default_journal
from fibrojournal.storage.store import Store
from fibrojournal.ui.icons import app_icon
from fibrojournal.ui.messages import show_error

if TYPE_CHECKING:
    from fibrojournal.ui.main_window import MainWindow


class Session(QObject):
    """Opens journals for the window, from its first paint to the end.

    Args:
        window: Already painted, still empty.
        journal: The file that was named; None = the one of last time, or the usual place, where
            a new journal is made the first time.
        demo: Open the example journal instead.
    """

    def __init__(self, window: MainWindow, journal: Path | None, *, demo: bool) -> None:
        super().__init__(window)
        self._window = window
        self._demo = demo
        self._path = journal or Path(window.settings.journal or default_journal())
        self._may_be_made = journal is None and not window.settings.journal
        self._folder: TemporaryDirectory[str] | None = None
        window.retry_wanted.connect(self._on_retry_wanted)
        window.new_wanted.connect(self._on_new_wanted)
        window.journal_chosen.connect(self._on_journal_chosen)

    def begin(self) -> None:
        """Furnish the window and open the journal."""
        Crashes(self._window).install()
        self._window.furnish()
        self.open()
        self._signals = QuitSignals(self._window)
        QTimer.singleShot(0, self._on_usable)

    def open(self) -> None:
        """Open the journal and show it, or show why that was not possible."""
        try:
            journal = self._example() if self._demo else self._journal_at(self._path)
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
        gc.freeze()
        gc.enable()
        QApplication.setWindowIcon(app_icon())

    @Slot()
    def _on_retry_wanted(self) -> None:
        self.open()

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
        except JournalError as error:
            self._refuse(path, error)
            return
        if not self._window.save_pending():
            journal.close()
            return
        self._path = path
        self._demo = False
        self._window.remember_journal(path)
        self._show(journal)
        if old is not None:
            old.close()

    def _refuse(self, path: Path, error: JournalError) -> None:
        """Keep what is open; where nothing is, show why."""
        if self._window.journal is not None:
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

    def _show_problem(self, error: JournalError) -> None:
        can_be_made = isinstance(error, JournalMissingError) and self._path.parent.is_dir()
        self._window.show_problem(error, can_be_made=can_be_made)

    def _journal_at(self, path: Path) -> Journal:
        make = Store.create if self._may_be_made and not path.exists() else Store.open
        return Journal(make(path), clock=now, turns_at=self._window.settings.day_turns_at)

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
