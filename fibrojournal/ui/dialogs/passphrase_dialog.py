"""Sets, changes or removes the passphrase of the journal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fibrojournal.errors import JournalError, WrongPassphraseError
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.busy_form import BusyForm
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.passphrase_edit import PassphraseEdit, strength_words
from fibrojournal.ui.widgets.wrapped_label import wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.journal.protection import Protection, ProtectionReport
    from fibrojournal.ui.jobs import Jobs

_NAMED: Final = 5
"""Backups that are named; the folder shows the others."""


class Protecting(Protocol):
    """The use cases behind the dialogs; all run on the background thread."""

    @property
    def is_protected(self) -> bool:
        """Whether the journal has a passphrase."""

    def set_passphrase(self, new: str, *, current: str | None = None) -> ProtectionReport:
        """Give the journal a passphrase, the first or another."""

    def remove_passphrase(self, current: str) -> ProtectionReport:
        """Let the journal open without one."""


class AfterCode:
    """Sets a new passphrase for somebody who came in by the recovery code.

    Args:
        protection: Of the open journal.
        code: The code that opened it.
    """

    is_protected = False
    """The present passphrase is not asked for: it is what was forgotten."""

    def __init__(self, protection: Protection, code: str) -> None:
        self._protection = protection
        self._code = code

    def set_passphrase(self, new: str, *, current: str | None = None) -> ProtectionReport:
        """Give the journal another passphrase."""
        del current
        return self._protection.set_passphrase(new, recovery_code=self._code)

    def remove_passphrase(self, current: str) -> ProtectionReport:
        """Let the journal open without one."""
        return self._protection.remove_passphrase(current)


class PassphraseDialog(BusyForm):
    """Asks for a new passphrase, shown or typed twice, and for the present one if there is one.

    Args:
        protecting: Sets it, in the background.
        jobs: Runs that.
        parent: The page.
    """

    passphrase_set = Signal(object)

    def __init__(self, protecting: Protecting, jobs: Jobs, parent: QWidget | None = None) -> None:
        is_change = protecting.is_protected
        super().__init__(
            tr("Change the passphrase") if is_change else tr("Set a passphrase"),
            jobs,
            save_words=tr("Change passphrase") if is_change else tr("Set passphrase"),
            parent=parent,
        )
        self._protecting = protecting
        self.current_edit = PassphraseEdit(tr("Present passphrase"))
        self.new_edit = PassphraseEdit(tr("New passphrase"))
        self.again_edit = PassphraseEdit(tr("New passphrase, again"))
        self.show_box = WrappingCheckBox(tr("&Show what I type"))
        self.strength_label = wrapped_label("", "caption")
        self._current_field = Field(tr("&Present passphrase"), self.current_edit)
        self._new_field = Field(
            tr("&New passphrase"),
            _above(self.new_edit, self.strength_label),
            first_edit=self.new_edit,
        )
        self._again_field = Field(tr("New passphrase, &again"), self.again_edit)
        self.form.addWidget(wrapped_label(_intro(is_change=is_change)))
        if is_change:
            self.add_field(self._current_field)
        self.add_field(self._new_field)
        self.add_field(self._again_field)
        self.form.addWidget(self.show_box)
        self.form.addWidget(wrapped_label(_two_ways(), "quiet"))
        self.form.addStretch(1)
        self.new_edit.textChanged.connect(self._on_new_typed)
        self.show_box.toggled.connect(self._on_show_toggled)
        self._on_new_typed("")

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what is not typed yet, and a second typing that differs."""
        if self._protecting.is_protected and not self.current_edit.text():
            yield self._current_field, tr("Type the passphrase that opens the journal now.")
        if not self.new_edit.text():
            yield self._new_field, tr("Type the words that shall open your journal.")
        elif not self.show_box.isChecked() and self.again_edit.text() != self.new_edit.text():
            yield self._again_field, tr("This differs from the line above. Type it once more.")

    def hand_over(self) -> None:
        """Set the passphrase."""
        current = self.current_edit.text() if self._protecting.is_protected else None
        self.work(
            partial(self._protecting.set_passphrase, self.new_edit.text(), current=current),
            self._on_set,
            tr(
                "Your journal and its backups get the new passphrase. With many backups, this can "
                "take half a minute."
            ),
        )

    def tell(self, error: JournalError) -> None:
        """Say beside its field that the present passphrase is another one."""
        if isinstance(error, WrongPassphraseError):
            _refuse(self._current_field, self.current_edit, error)
        else:
            super().tell(error)

    def _on_set(self, report: ProtectionReport) -> None:
        self.passphrase_set.emit(report)
        self.accept()

    @Slot(str)
    def _on_new_typed(self, text: str) -> None:
        words = strength_words(text)
        self.strength_label.setText(words)
        self.strength_label.setVisible(bool(words))
        self.new_edit.setAccessibleDescription(words)

    @Slot(bool)
    def _on_show_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        for edit in (self.current_edit, self.new_edit, self.again_edit):
            edit.show_typed(shown=shown)
        self._again_field.setHidden(shown)


class RemovePassphraseDialog(BusyForm):
    """Asks for the present passphrase before the journal opens without one.

    Args:
        protecting: Removes it, in the background.
        jobs: Runs that.
        parent: The page.
    """

    passphrase_removed = Signal(object)

    def __init__(self, protecting: Protecting, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Remove the passphrase"), jobs, save_words=tr("Remove passphrase"), parent=parent
        )
        self._protecting = protecting
        self.current_edit = PassphraseEdit(tr("Present passphrase"))
        self.show_box = WrappingCheckBox(tr("&Show what I type"))
        self._current_field = Field(tr("&Present passphrase"), self.current_edit)
        self.form.addWidget(
            wrapped_label(
                tr(
                    "Anybody who can use this account on this computer can then read your "
                    "journal and its backups. A recovery code is no longer needed, and goes too."
                )
            )
        )
        self.add_field(self._current_field)
        self.form.addWidget(self.show_box)
        self.form.addStretch(1)
        self.show_box.toggled.connect(self._on_show_toggled)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield the passphrase, where it is not typed yet."""
        if not self.current_edit.text():
            yield self._current_field, tr("Type the passphrase that opens the journal now.")

    def hand_over(self) -> None:
        """Remove the passphrase."""
        self.work(
            partial(self._protecting.remove_passphrase, self.current_edit.text()),
            self._on_removed,
            tr(
                "The passphrase is taken off your journal and its backups. With many backups, "
                "this can take half a minute."
            ),
        )

    def tell(self, error: JournalError) -> None:
        """Say beside its field that the passphrase is another one."""
        if isinstance(error, WrongPassphraseError):
            _refuse(self._current_field, self.current_edit, error)
        else:
            super().tell(error)

    def _on_removed(self, report: ProtectionReport) -> None:
        self.passphrase_removed.emit(report)
        self.accept()

    @Slot(bool)
    def _on_show_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.current_edit.show_typed(shown=shown)


def _above(upper: QWidget, lower: QWidget) -> QWidget:
    both = QWidget()
    rows = QVBoxLayout(both)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(px(4))
    rows.addWidget(upper)
    rows.addWidget(lower)
    return both


def _intro(*, is_change: bool) -> str:
    if is_change:
        return tr("The journal and its backups here will open with the new passphrase only.")
    return tr(
        "A few words that only you know. Your journal and its backups then open with these words "
        "only. Any passphrase is taken; longer ones are harder to guess."
    )


def _two_ways() -> str:
    return tr(
        "The passphrase opens your journal, and so does a recovery code, if you make one. Nobody "
        "can open it without one of the two, not even us."
    )


def _refuse(field: Field, edit: PassphraseEdit, error: JournalError) -> None:
    field.show_problem(f"{error.message} {error.remedy}")
    edit.selectAll()
    edit.setFocus()


def report_words(report: ProtectionReport) -> str:
    """Say what still opens as it did before a change, a line each; "" = nothing does."""
    lines = []
    if report.unreached:
        lines.append(
            trn(
                "This backup could not be reached, and opens as before:",
                "These {n} backups could not be reached, and open as before:",
                len(report.unreached),
            )
        )
        lines += [str(path) for path in report.unreached[:_NAMED]]
        if len(report.unreached) > _NAMED:
            more = len(report.unreached) - _NAMED
            lines.append(trn("and one more.", "and {n} more.", more))
    lines += [
        tr("This folder was not there, so backups in it open as before: {folder}").format(
            folder=folder
        )
        for folder in report.missing_folders
    ]
    if report.backup_failed:
        lines.append(tr("A new backup could not be made yet. It is tried again by itself."))
    return "\n".join(lines)
