"""Shows what bringing a backup back would alter, and brings it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fibrojournal.errors import JournalError, NeedsPassphraseError, WrongPassphraseError
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.busy_form import BusyForm
from fibrojournal.ui.formatter import moment_words
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.passphrase_edit import PassphraseEdit
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.backups import BackupPreview, OneSided
    from fibrojournal.journal.changes import Changes
    from fibrojournal.ui.jobs import Jobs


class Restoring(Protocol):
    """The use cases behind the dialog; both run on the background thread."""

    def preview(self, file: Path, passphrase: str | None = None) -> BackupPreview:
        """Open a backup and compare it with the journal."""

    def restore(self, file: Path, passphrase: str | None = None) -> Changes:
        """Put what a backup holds in the place of what the journal holds."""


class RestoreDialog(BusyForm):
    """Opens a backup, says what differs, and waits for the word.

    A backup with a passphrase of its own asks for that first.

    Args:
        file: The backup.
        restoring: Compares and restores, in the background.
        jobs: Runs that.
        formatter: Writes days and numbers.
        parent: The page.
    """

    restored = Signal(object)

    def __init__(
        self,
        file: Path,
        restoring: Restoring,
        jobs: Jobs,
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Restore a backup"), jobs, save_words=tr("Restore"), parent=parent)
        self._file = file
        self._restoring = restoring
        self._formatter = formatter
        self._preview: BackupPreview | None = None
        self._has_begun = False
        self._said: list[str] = []
        self.title_label = wrapped_label(file.name, "strong")
        self.told_label = wrapped_label()
        self.passphrase_edit = PassphraseEdit(tr("Passphrase of this backup"))
        self._field = Field(tr("&Passphrase of this backup"), self.passphrase_edit)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(8))
        self.form.addWidget(self.title_label)
        self.form.addWidget(self.told_label)
        self.add_field(self._field)
        self.form.addLayout(self._lines)
        self.form.addStretch(1)
        self._field.hide()
        self.save_button.hide()
        say_in(self.told_label, "")

    @property
    def words(self) -> str:
        """What is said about the backup, a sentence a line."""
        return "\n".join(self._said)

    def showEvent(self, event: QShowEvent) -> None:
        """Open the backup as soon as the dialog is seen."""
        super().showEvent(event)
        if not self._has_begun:
            self._has_begun = True
            self._open()

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield the passphrase, where it is needed and not typed yet."""
        if self._preview is None and not self.passphrase_edit.text():
            yield self._field, tr("Type the passphrase of this backup.")

    def hand_over(self) -> None:
        """Open the backup with its passphrase, or restore it."""
        if self._preview is None:
            self._open()
            return
        self.work(
            partial(self._restoring.restore, self._file, self._passphrase),
            self._on_restored,
            tr("Your journal is being restored. This takes a moment."),
        )

    def tell(self, error: JournalError) -> None:
        """Ask for the backup's own passphrase, or say in the dialog why it cannot be opened."""
        if self._preview is not None:
            super().tell(error)
        elif isinstance(error, NeedsPassphraseError | WrongPassphraseError):
            self._ask_passphrase(error)
        else:
            say_in(self.told_label, f"{error.message} {error.remedy}")
            self._field.hide()
            self._offer_close(self.told_label.text())

    @property
    def _passphrase(self) -> str | None:
        return self.passphrase_edit.text() or None

    def _open(self) -> None:
        self.work(
            partial(self._restoring.preview, self._file, self._passphrase),
            self._on_compared,
            tr("The backup is being opened and compared with your journal."),
        )

    def _ask_passphrase(self, error: JournalError) -> None:
        if self._field.isHidden():
            say_in(
                self.told_label,
                tr("This backup opens with the passphrase that the journal had at that time."),
            )
            self._field.show()
            self.save_button.setText(tr("Open"))
            self.save_button.show()
        else:
            self._field.show_problem(error.message)
            self.passphrase_edit.selectAll()
        self.passphrase_edit.setFocus()

    def _on_compared(self, preview: BackupPreview) -> None:
        self._preview = preview
        self.title_label.setText(
            tr("Backup from {moment}").format(
                moment=moment_words(preview.made_at, self._formatter)
            )
        )
        say_in(self.told_label, held_words(preview, self._formatter))
        self._field.hide()
        if preview.is_same:
            self._add_line(tr("It holds what your journal holds. There is nothing to restore."))
            self._offer_close(self.words)
            return
        for sentence in _what_restoring_does(preview, self._formatter):
            self._add_line(sentence)
        self.save_button.setText(tr("Restore"))
        self.save_button.setAccessibleDescription(self.words)
        self.save_button.show()
        self.save_button.setFocus()

    def _offer_close(self, why: str) -> None:
        """Offer nothing but to close; a screen reader says why."""
        self.save_button.hide()
        self.cancel_button.setText(tr("Close"))
        self.cancel_button.setAccessibleDescription(why)
        self.cancel_button.setFocus()

    def _add_line(self, words: str) -> None:
        self._said.append(words)
        self._lines.addWidget(wrapped_label(words))

    def _on_restored(self, changes: Changes) -> None:
        self.restored.emit(changes)
        self.accept()


def _what_restoring_does(preview: BackupPreview, formatter: Formatter) -> Iterator[str]:
    if preview.is_unknown:
        yield tr(
            "Your journal cannot be read as a whole, so nobody can tell what differs. If you "
            "restore this backup, your journal holds what the backup holds."
        )
        yield tr("What is there now stays beside the restored journal, under another name.")
        return
    yield tr("If you restore it:")
    for sentence in difference_words(preview, formatter):
        yield f"• {sentence}"
    yield tr(
        "Your journal as it is now stays beside the restored one, under another name. Nothing is "
        "lost."
    )


def held_words(preview: BackupPreview, formatter: Formatter) -> str:
    """Say how much a backup holds."""
    if preview.first_day is None or preview.last_day is None:
        return tr("Nothing is written in it.")
    days = trn("It holds {n} day", "It holds {n} days", preview.days)
    return tr("{days}, from {first} to {last}.").format(
        days=days,
        first=formatter.day(preview.first_day),
        last=formatter.day(preview.last_day),
    )


def difference_words(preview: BackupPreview, formatter: Formatter) -> Iterator[str]:
    """Yield what restoring alters, a sentence each; nothing = nothing would be altered."""
    for days, words in (
        (preview.days_only_here, tr("Leaves your journal: {days}.")),
        (preview.days_only_in_backup, tr("Comes back: {days}.")),
        (preview.days_that_differ, tr("Becomes what it was then: {days}.")),
    ):
        if days:
            yield words.format(days=_days_words(days, formatter))
    if doses := len(preview.dose_changes_that_differ):
        yield trn(
            "{n} dose change becomes what it was then.",
            "{n} dose changes become what they were then.",
            doses,
        )
    for name, sides in _other_parts(preview):
        if sides:
            yield tr("{name}: {here} only in your journal, {backup} only in the backup.").format(
                name=name, here=sides.here, backup=sides.backup
            )
    if preview.profile_differs:
        yield tr("What is written about you for the report becomes what it was then.")


def _days_words(days: Sequence[date], formatter: Formatter) -> str:
    """Return "22 November 2026", or "3 days, the newest 22 November 2026"."""
    newest = formatter.day(days[-1])
    if len(days) == 1:
        return newest
    return tr("{days}, the newest {day}").format(
        days=trn("{n} day", "{n} days", len(days)), day=newest
    )


def _other_parts(preview: BackupPreview) -> tuple[tuple[str, OneSided], ...]:
    return (
        (tr("Medicines"), preview.medicines),
        (tr("Steps of a plan"), preview.plan_steps),
        (tr("Intakes"), preview.intakes),
        (tr("Events"), preview.events),
        (tr("Questions"), preview.questions),
        (tr("Items that you follow"), preview.items),
    )
