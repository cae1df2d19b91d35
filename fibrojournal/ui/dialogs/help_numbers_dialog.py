"""Asks for the numbers that somebody would dial first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIALLED: Final = "[0-9 +()/.*#-]{0,24}"
"""What can be dialled; no word, since the numbers are kept outside the journal."""


class HelpNumbersDialog(FormDialog):
    """Two numbers, both of which may be left blank.

    Args:
        emergency_number: Typed before; "" = none.
        help_number: The crisis line that was typed before; "" = none.
        parent: The dialog that shows them.
    """

    numbers_entered = Signal(str, str)

    def __init__(
        self, emergency_number: str, help_number: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Your numbers"), width=460, parent=parent)
        self.emergency_edit = _number_edit(emergency_number)
        self.help_edit = _number_edit(help_number)
        hint = tr("Digits only. Both stay on this computer, outside the journal.")
        self.add_field(Field(tr("&Emergency number"), self.emergency_edit))
        self.add_field(Field(tr("C&risis line"), self.help_edit, hint))
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what cannot be dialled."""
        for field, edit in zip(self._fields, (self.emergency_edit, self.help_edit), strict=True):
            if not edit.hasAcceptableInput():
                yield field, tr("This is not a number. Write it as you would dial it.")

    def hand_over(self) -> None:
        """Emit both numbers."""
        self.numbers_entered.emit(
            self.emergency_edit.text().strip(), self.help_edit.text().strip()
        )


def _number_edit(number: str) -> QLineEdit:
    edit = QLineEdit(number)
    edit.setValidator(QRegularExpressionValidator(QRegularExpression(_DIALLED), edit))
    return edit
