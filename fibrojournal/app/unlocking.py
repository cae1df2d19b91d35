"""Opens a locked journal by what is typed, on the background thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fibrojournal.errors import (
    JournalBusyError,
    JournalDamagedError,
    JournalError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NotAJournalError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fibrojournal.storage.store import Store
    from fibrojournal.ui.jobs import Progress
    from fibrojournal.ui.main_window import MainWindow

_OF_THE_FILE = (
    JournalBusyError,
    JournalDamagedError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NotAJournalError,
)
"""No other passphrase would help with these."""


class Unlocking(QObject):
    """Asks for the passphrase of one file until it opens.

    Args:
        window: Asks.
        path: The journal.
        backup_folders: Where its backups are.
        back_up: Called with the journal before it is brought to a newer schema.
    """

    opened = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        path: Path,
        backup_folders: tuple[Path, ...],
        back_up: Callable[[Store], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        self._folders = backup_folders
        self._back_up = back_up
        self.code = ""
        """The recovery code that opened it; "" = the passphrase did."""

    def by_passphrase(self, passphrase: str) -> None:
        """Try a passphrase."""
        path, folders, back_up = self._path, self._folders, self._back_up

        def work(_progress: Progress) -> Store:
            from fibrojournal.journal.unlocking import unlock  # noqa: PLC0415 - seldom needed

            return unlock(path, passphrase, folders, before_migration=back_up)

        self.code = ""
        self._run(work)

    def by_code(self, code: str) -> None:
        """Try a recovery code."""
        path, folders, back_up = self._path, self._folders, self._back_up

        def work(_progress: Progress) -> Store:
            from fibrojournal.journal.unlocking import (  # noqa: PLC0415 - seldom needed
                unlock_with_code,
            )

            return unlock_with_code(path, code, folders, before_migration=back_up)

        self.code = code
        self._run(work)

    def _run(self, work: Callable[[Progress], Store]) -> None:
        if self._window.unlock_view is not None:
            self._window.unlock_view.show_busy()
        self._window.jobs.run(work, done=self._on_opened, failed=self._on_failed)

    def _on_opened(self, store: Store) -> None:
        self.opened.emit(store)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        view = self._window.unlock_view
        if isinstance(error, _OF_THE_FILE) or view is None:
            self.refused.emit(error)
        else:
            view.refuse(f"{error.message} {error.remedy}")
