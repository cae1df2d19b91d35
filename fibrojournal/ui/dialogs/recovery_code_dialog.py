"""Shows a new recovery code, and lets it be typed back before it is in force."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.recovery_code import GROUP, SIGNS, MistypedCodeError, signs_of
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.busy_form import BusyForm
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.code_view import CodeView
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.passing_copy import STAYS_S, PassingCopy
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from fibrojournal.ui.dialogs.recovery_sheet import RecoverySheet
    from fibrojournal.ui.jobs import Jobs


class Confirming(Protocol):
    """The use case behind the dialog, run on the background thread."""

    def confirm_recovery_code(self, code: str, typed: str) -> bool:
        """Put a code in force if it was typed as it is; tell whether it was."""


class RecoveryCodeDialog(BusyForm):
    """First the code with Copy, Print and Save; then a line to type it back once.

    Args:
        sheet: The code, not in force yet.
        confirming: Puts it in force.
        jobs: Runs that.
        parent: The page.
    """

    code_confirmed = Signal()

    def __init__(
        self,
        sheet: RecoverySheet,
        confirming: Confirming,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Recovery code"), jobs, save_words=tr("Next"), parent=parent)
        self._sheet = sheet
        self._confirming = confirming
        self._printer: QPrinter | None = None
        self.code_view = CodeView(sheet.code_lines)
        self.copy_button = QPushButton(tr("&Copy"))
        self.print_button = QPushButton(tr("&Print…"))
        self.text_button = QPushButton(tr("&Save as text…"))
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.print_button.clicked.connect(self._on_print_clicked)
        self.text_button.clicked.connect(self._on_text_clicked)
        self.told_label = wrapped_label("", "caption")
        self.typed_edit = QLineEdit()
        self.typed_edit.setAccessibleName(tr("Recovery code, as you wrote it down"))
        self._typed_field = Field(
            tr("&Recovery code"),
            self.typed_edit,
            tr("Small letters are fine, and the hyphens may be left out."),
        )
        self.watch(self._typed_field)
        self.again_button = QPushButton(tr("Show the code again"))
        self.again_button.setAutoDefault(False)
        self.again_button.clicked.connect(self._on_again_clicked)
        self.left_buttons.addWidget(self.again_button)
        self._showing = self._code_part()
        self._typing = self._typing_part()
        self.form.addWidget(self._showing)
        self.form.addWidget(self._typing)
        self.form.addStretch(1)
        self._show_code()

    def _code_part(self) -> QWidget:
        part, rows = _part()
        rows.addWidget(
            wrapped_label(
                tr(
                    "This code opens your journal if you forget the passphrase. Write it down or "
                    "print it, and keep it away from this computer. Whoever has it can open your "
                    "journal."
                )
            )
        )
        rows.addWidget(self.code_view)
        buttons = FlowRow()
        for button in (self.copy_button, self.print_button, self.text_button):
            button.setAutoDefault(False)
        buttons.show_parts([self.copy_button, self.print_button, self.text_button])
        rows.addWidget(buttons)
        rows.addWidget(self.told_label)
        return part

    def _typing_part(self) -> QWidget:
        part, rows = _part()
        rows.addWidget(
            wrapped_label(
                tr(
                    "Now type the code once, from your paper. Then you know that it is right, and "
                    "it is in force."
                )
            )
        )
        rows.addWidget(self._typed_field)
        return part

    @property
    def is_typing(self) -> bool:
        """Whether the code is hidden, to be typed back."""
        return self._showing.isHidden()

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what keeps the typed code from being the one that was shown."""
        if not self.is_typing:
            return
        try:
            typed = signs_of(self.typed_edit.text())
        except MistypedCodeError as error:
            said = f"{error.message} {error.remedy}"
            yield self._typed_field, self._group_words(self.typed_edit.text()) or said
        else:
            if typed != signs_of(self._sheet.code):
                yield self._typed_field, tr("This is another code than the one that was shown.")

    def _group_words(self, typed: str) -> str:
        """Say which group differs; "" = the whole cannot be laid beside the code."""
        right = signs_of(self._sheet.code)
        found = "".join(sign for sign in typed.upper() if sign in SIGNS)
        if len(found) != len(right):
            return ""
        first = next((at for at, sign in enumerate(right) if found[at] != sign), 0)
        return tr("Look at group {n} again: something in it differs.").format(n=first // GROUP + 1)

    def hand_over(self) -> None:
        """Go on to the typing, or put the code in force."""
        if not self.is_typing:
            self.stay_open()
            self._show_typing()
            return
        self.work(
            partial(
                self._confirming.confirm_recovery_code, self._sheet.code, self.typed_edit.text()
            ),
            self._on_confirmed,
            tr("The code is being put in force. This takes a moment."),
        )

    def save_sheet(self, file: Path) -> None:
        """Write the code into a text file."""
        try:
            self._sheet.save(file)
        except JournalError as error:
            show_error(self, error)
        else:
            self._tell(
                tr("Saved as “{name}”. Anybody who opens this file can read the code.").format(
                    name=file.name
                )
            )

    def _on_confirmed(self, confirmed: bool) -> None:  # noqa: FBT001 - the use case's answer
        if confirmed:
            self.code_confirmed.emit()
            self.accept()
        else:
            self._typed_field.show_problem(tr("This differs from the code that was shown."))

    def _show_code(self) -> None:
        self._typing.hide()
        self._showing.show()
        self.again_button.hide()
        self.save_button.setText(tr("Next"))
        self.code_view.setFocus()

    def _show_typing(self) -> None:
        self._tell("")
        self._showing.hide()
        self._typing.show()
        self.again_button.show()
        self.save_button.setText(tr("Use this code"))
        self.typed_edit.setFocus()

    def _tell(self, words: str) -> None:
        say_in(self.told_label, words)

    @Slot()
    def _on_again_clicked(self) -> None:
        self._show_code()

    @Slot()
    def _on_copy_clicked(self) -> None:
        PassingCopy(self._sheet.code)
        self._tell(tr("Copied. It stays on the clipboard for {n} seconds.").format(n=STAYS_S))

    @Slot()
    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import (  # noqa: PLC0415 - only when something is printed
            QPrintDialog,
            QPrinter,
        )

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog: QPrintDialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_print_dialog_finished)
        QDialog.open(dialog)  # its own `open` wants a receiver
        self._tell(tr("It goes through the print service of your system."))

    @Slot(int)
    def _on_print_dialog_finished(self, result: int) -> None:
        if result and self._printer is not None:
            self._sheet.print_to(self._printer)
        self._printer = None

    @Slot()
    def _on_text_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Save the code as text"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._sheet.title}.txt")
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.open()

    @Slot(str)
    def _on_place_chosen(self, place: str) -> None:
        self.save_sheet(Path(place))


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    rows = QVBoxLayout(part)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(px(16))
    return part, rows
