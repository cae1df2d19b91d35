"""Opens what tells of the past of the journal: the trash, earlier versions of a day, erasing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog

from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Medicine
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.day_versions_dialog import DayPast, DayVersionsDialog
from fibrojournal.ui.dialogs.erase_dialog import EraseDialog
from fibrojournal.ui.dialogs.trash_dialog import TrashDialog
from fibrojournal.ui.messages import ask, show_error, show_notice
from fibrojournal.ui.models.events_table_model import event_days_words
from fibrojournal.ui.models.trash_table_model import things_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.medicines import Unit
    from fibrojournal.journal.day_versions import DayVersion
    from fibrojournal.journal.erasing import Erasure
    from fibrojournal.journal.journal import Journal
    from fibrojournal.journal.trash import Trashed
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.jobs import Jobs

    Erasable: TypeAlias = date | Event | Medicine | Trashed
    """What may be erased for good: a day, an event, a medicine, a line of the trash."""


class HistoryDialogs(QObject):
    """Lets a person look back, bring back, and remove a day.

    `changed` says what a use case altered; whoever shows the journal hands it to `refresh`, too.
    What is to be erased for good may be asked for by the dialogs, too; they stay open.

    Args:
        journal: The open journal.
        look: Formatter and units in force.
        jobs: Runs what takes a while.
        parent: What shows the journal; the dialogs stand above its window.
    """

    changed = Signal(Changes)
    refused = Signal(object)

    def __init__(self, journal: Journal, look: Look, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal = journal
        self._look = look
        self._jobs = jobs
        self._above = parent
        self._removing: date | None = None

    def open_trash(self) -> None:
        """List what was deleted in the last thirty days."""
        dialog = TrashDialog(
            self._journal.trash.all(),
            self._units(),
            zone=self._journal.now().tzinfo,
            formatter=self._look.formatter,
            parent=self._above,
        )
        dialog.bring_back_wanted.connect(self._on_trashed_wanted)
        dialog.erase_wanted.connect(self.open_erasing)
        dialog.open()

    def open_versions(self, day: date) -> None:
        """List what a day said before."""
        dialog = DayVersionsDialog(
            self._past(day),
            zone=self._journal.now().tzinfo,
            look=self._look,
            parent=self._above,
        )
        dialog.bring_back_wanted.connect(self._on_version_wanted)
        dialog.erase_wanted.connect(self.open_erasing)
        dialog.open()

    def ask_to_remove(self, day: date) -> None:
        """Ask whether a day is to be removed; say so where nothing is written about it."""
        words = self._look.formatter.full_day(day)
        if not self._journal.days_written(day, day):
            show_notice(self._above, tr("Nothing is written about {day}.").format(day=words))
            return
        self._removing = day
        box = ask(
            self._above,
            tr("Remove what is written about {day}?").format(day=words),
            tr(
                "Scores, note and pain map of this day go. Doses, intakes and events stay. You "
                "can undo this, and bring the day back within 30 days."
            ),
            yes=tr("Remove"),
        )
        box.accepted.connect(self._on_removal_accepted)

    @Slot(object)
    def open_erasing(self, thing: Erasable) -> None:
        """Search the backups for something, and erase it if that is still wanted then."""
        above = self._topmost()
        words, erasure = self._erasure_of(thing)
        if not erasure.places:
            show_notice(above, tr("There is nothing left of it to erase."))
            return
        dialog = EraseDialog(words, erasure, self._journal.erasing, self._jobs, above)
        dialog.erased.connect(self.changed)
        dialog.open()

    def _topmost(self) -> QWidget:
        """Return the dialog that asked, or what shows the journal."""
        shown = [d for d in self._above.findChildren(QDialog) if d.isVisible()]
        return shown[-1] if shown else self._above

    def _erasure_of(self, thing: Erasable) -> tuple[str, Erasure]:
        """Return what is erased, in words and for the use cases."""
        erasing, formatter = self._journal.erasing, self._look.formatter
        if isinstance(thing, date):
            words = tr("Everything written about {day}. Doses, intakes and events stay.")
            return words.format(day=formatter.full_day(thing)), erasing.of_day(thing)
        if isinstance(thing, Medicine):
            words = tr("{medicine}, with its doses, plan and intakes.")
            return words.format(medicine=thing.name), erasing.of_medicine(thing.name)
        if isinstance(thing, Event):
            words = tr("{event}, {days}.").format(
                event=thing.label, days=event_days_words(thing, formatter)
            )
            return words, erasing.of_event(thing)
        deleted = things_words(thing.things, self._units(), formatter)
        return tr("{deleted}, from the trash.").format(deleted=deleted), erasing.of_trashed(thing)

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Show in open dialogs what has altered."""
        if not changes:
            return
        for trash in self._above.findChildren(TrashDialog):
            trash.show_trash(self._journal.trash.all())
        for versions in self._above.findChildren(DayVersionsDialog):
            versions.show_past(self._past(versions.day))

    def _past(self, day: date) -> DayPast:
        versions = self._journal.day_versions
        return DayPast(day, versions.now(day), versions.of(day), self._journal.items())

    def _units(self) -> dict[str, Unit]:
        return {medicine.name: medicine.unit for medicine in self._journal.medicines()}

    def _write(self, above: QWidget, use_case: Callable[..., Changes], value: object) -> bool:
        """Run one writing use case; say what altered, or show above what asked why it cannot."""
        try:
            changes = use_case(value)
        except JournalError as error:
            show_error(above, error)
            self.refused.emit(error)
            return False
        if changes:
            self.changed.emit(changes)
        return True

    @Slot(object)
    def _on_trashed_wanted(self, trashed: Trashed) -> None:
        for dialog in self._above.findChildren(TrashDialog):
            dialog.tell("")
            if self._write(dialog, self._journal.trash.bring_back, trashed):
                dialog.tell(
                    tr("The day is filled in where it was blank. You can undo this.")
                    if trashed.is_taken
                    else tr("It is back. You can undo this.")
                )

    @Slot(object)
    def _on_version_wanted(self, version: DayVersion) -> None:
        for dialog in self._above.findChildren(DayVersionsDialog):
            dialog.tell("")
            if self._write(dialog, self._journal.day_versions.bring_back, version):
                dialog.tell(
                    tr(
                        "The day says this again. What it said until now is kept as an earlier "
                        "version, and you can undo this."
                    )
                )

    @Slot()
    def _on_removal_accepted(self) -> None:
        day, self._removing = self._removing, None
        if day is not None:
            self._write(self._above, self._journal.remove_day, day)
