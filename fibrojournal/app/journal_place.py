"""Looks after the file of the open journal: is it still there, and is it in a good place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from fibrojournal.errors import (
    JournalDamagedError,
    JournalError,
    JournalGoneError,
    JournalOverwrittenError,
)
from fibrojournal.i18n import tr
from fibrojournal.journal.synced_folders import syncing_service
from fibrojournal.storage.held_file import is_held
from fibrojournal.ui.messages import show_error, show_notice

if TYPE_CHECKING:
    from fibrojournal.journal.backups import Backup
    from fibrojournal.ui.jobs import Progress
    from fibrojournal.ui.main_window import MainWindow

COPY: Final = "copy"
UNDERSTOOD: Final = "understood"
"""What the buttons of our bands are called in signals."""


class JournalPlace(QObject):
    """Says in a band over the pages what is amiss with the place, and offers a copy.

    Args:
        window: Shows the journal.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_missed = False
        self._looks = False
        window.minute_passed.connect(self.look)
        window.refused.connect(self._on_refused)
        window.notice_answered.connect(self._on_notice_answered)

    def begin(self) -> None:
        """A journal was shown: give the advice about synced folders, once for each journal."""
        self._is_missed = False
        self._looks = False
        journal = self._window.journal
        if journal is None or journal.is_example:
            return
        place = str(journal.path)
        service = syncing_service(journal.path.absolute())
        if service and self._window.settings.cloud_told != place:
            self._window.keep_settings(replace(self._window.settings, cloud_told=place))
            self._window.say_in_band(
                tr(
                    "This journal is in a folder that {service} copies elsewhere. It is safer in "
                    "a folder of this computer only, with its backups in the synced one."
                ).format(service=service),
                tr("All right"),
                UNDERSTOOD,
            )

    @Slot()
    def look(self) -> None:
        """See whether the file is at its place; a drive that is far away may take a while."""
        journal = self._window.journal
        if journal is None or journal.is_example or self._looks:
            return
        path = journal.path
        self._looks = True

        def work(_progress: Progress) -> bool:
            return is_at_its_place(path)

        self._window.jobs.run(work, done=self._on_looked, failed=self._on_not_looked)

    def _on_looked(self, found: bool) -> None:  # noqa: FBT001 - what the job returned
        self._looks = False
        if self._window.journal is None:
            return
        if not found and not self._is_missed:
            self._is_missed = True
            self._offer_copy(
                tr(
                    "The journal file is no longer at its place. Put it back, or save a copy "
                    "before you close this window."
                )
            )
        elif found and self._is_missed:
            self._is_missed = False
            self._window.say_in_band("")

    def _on_not_looked(self, error: Exception) -> None:
        self._looks = False
        raise error

    @Slot(object)
    def _on_refused(self, error: JournalError) -> None:
        """Offer what there is against what a page was told."""
        if isinstance(error, JournalDamagedError):
            self._window.show_damage()
        elif isinstance(error, JournalGoneError):
            self.look()
        elif isinstance(error, JournalOverwrittenError):
            self._offer_copy(tr("Another program has changed the journal file."))

    def _offer_copy(self, words: str) -> None:
        self._window.say_in_band(words, tr("Save a copy…"), COPY)

    @Slot(str)
    def _on_notice_answered(self, answer: str) -> None:
        if answer == UNDERSTOOD:
            self._window.say_in_band("")
        elif answer == COPY:
            dialog = QFileDialog(self._window, tr("Folder for the copy"))
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(self._on_folder_chosen)
            dialog.open()

    @Slot(str)
    def _on_folder_chosen(self, folder: str) -> None:
        self.save_copy(Path(folder))

    def save_copy(self, folder: Path) -> None:
        """Write what the journal holds into another folder."""
        journal = self._window.journal
        if journal is None:
            return
        backups = journal.backups

        def work(_progress: Progress) -> Backup:
            return backups.save_copy(folder)

        self._window.jobs.run(work, done=self._on_copied, failed=self._on_not_copied)

    def _on_copied(self, copy: Backup) -> None:
        show_notice(
            self._window,
            tr("The copy is saved: “{name}”.").format(name=copy.path.name),
            tr(
                "It holds everything that was saved, and opens like a journal. What could not be "
                "saved is still on the screen."
            ),
        )

    def _on_not_copied(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        show_error(self._window, error)


def is_at_its_place(path: Path) -> bool:
    """Tell whether the file that is open is the one at `path`."""
    try:
        return is_held(path)
    except OSError:
        return False
