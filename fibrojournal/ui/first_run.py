"""Leads through the first minute with a journal that was just made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fibrojournal.errors import JournalError
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.first_run_dialog import FirstRunDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.dialogs.recovery_sheet import RecoverySheet
from fibrojournal.ui.messages import show_error

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.jobs import Jobs


class FirstRun(QObject):
    """Opens the dialog, and does in the journal what is chosen there.

    Args:
        journal: The new journal.
        look: Formatter in force.
        jobs: Sets a passphrase.
        parent: The frame of the window; goes when another journal is opened.
    """

    changed = Signal(Changes)
    refused = Signal(object)
    medicine_wanted = Signal()
    example_wanted = Signal()
    ended = Signal(bool)
    """It is over; True = a passphrase was offered."""

    def __init__(self, journal: Journal, look: Look, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal = journal
        self._look = look
        self._jobs = jobs
        items = (item for item in journal.items() if item.kind == "symptom")
        self.dialog = FirstRunDialog(items, parent)
        self.dialog.protection_wanted.connect(self._on_protection_wanted)
        self.dialog.code_wanted.connect(self._on_code_wanted)
        self.dialog.items_chosen.connect(self._on_items_chosen)
        self.dialog.medicine_wanted.connect(self.medicine_wanted)
        self.dialog.example_wanted.connect(self.example_wanted)
        self.dialog.finished.connect(self._on_finished)

    def begin(self) -> None:
        """Open the dialog."""
        self.dialog.open()

    @Slot()
    def _on_protection_wanted(self) -> None:
        dialog = PassphraseDialog(self._journal.protection, self._jobs, self.dialog)
        dialog.passphrase_set.connect(self._on_protected)
        dialog.open()

    @Slot(object)
    def _on_protected(self, _report: object) -> None:
        self._tell_protection()

    @Slot()
    def _on_code_wanted(self) -> None:
        journal = self._journal
        sheet = RecoverySheet(
            journal.protection.new_recovery_code(),
            journal.path.name,
            self._look.formatter.day(journal.now().date()),
        )
        dialog = RecoveryCodeDialog(sheet, journal.protection, self._jobs, self.dialog)
        dialog.code_confirmed.connect(self._tell_protection)
        dialog.open()

    @Slot()
    def _tell_protection(self) -> None:
        protection = self._journal.protection
        self.dialog.show_protected(
            is_protected=protection.is_protected, has_code=protection.has_recovery_code
        )
        self.changed.emit(Changes.everything())

    @Slot(frozenset)
    def _on_items_chosen(self, keys: frozenset[str]) -> None:
        try:
            changes = self._journal.choose_symptoms(keys)
        except JournalError as error:
            show_error(self.dialog, error)
            self.refused.emit(error)
        else:
            self.changed.emit(changes)

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self.ended.emit(self.dialog.was_asked_to_protect)
