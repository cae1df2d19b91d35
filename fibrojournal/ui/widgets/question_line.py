"""One line in which a question for the next visit is written, on any day."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.journal.visit_preparation import QUESTION_LIMIT
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.bending_row import BendingRow

_AROUND: Final = 28
"""Width of a field besides its words, in pixels at 100 %."""


class QuestionLine(QWidget):
    """A field with its button; Enter adds too. What could not be saved stays in the field.

    Args:
        parent: The card.
    """

    question_entered = Signal(str)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("A question for the visit"))
        self.edit.setAccessibleName(tr("A question for the next visit"))
        self.edit.setMaxLength(QUESTION_LIMIT)
        self.add_button = QPushButton(tr("Add"))
        self.add_button.setAutoDefault(False)
        self.add_button.setAccessibleName(tr("Add the question"))
        self.add_button.setEnabled(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(BendingRow(self.edit, self.add_button, least=_least(self.edit), gap=8))
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.returnPressed.connect(self.commit)
        self.add_button.clicked.connect(self.commit)

    @property
    def is_pending(self) -> bool:
        """Whether words stand in the field that are not saved."""
        return bool(self.edit.text().strip())

    @Slot()
    def commit(self) -> None:
        """Hand over what is written, if anything."""
        if self.is_pending:
            self.question_entered.emit(self.edit.text().strip())

    def clear(self) -> None:
        """Empty the field: its words are saved."""
        self.edit.clear()

    @Slot()
    def _on_text_changed(self) -> None:
        self.add_button.setEnabled(self.is_pending)
        self.typed.emit()


def _least(edit: QLineEdit) -> int:
    """Return the width at which what the field asks for is not cut, in pixels at 100 %."""
    words = edit.fontMetrics().horizontalAdvance(edit.placeholderText())
    return round(words / px(100) * 100) + _AROUND
