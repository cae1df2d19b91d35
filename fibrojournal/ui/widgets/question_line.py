"""One line in which a question for the next visit is written, on any day."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.journal.visit_preparation import QUESTION_LIMIT
from fibrojournal.ui.theme import px


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
        self.edit.setPlaceholderText(tr("A question for the next visit"))
        self.edit.setAccessibleName(tr("A question for the next visit"))
        self.edit.setMaxLength(QUESTION_LIMIT)
        self.add_button = QPushButton(tr("Add"))
        self.add_button.setAutoDefault(False)
        self.add_button.setAccessibleName(tr("Add the question"))
        self.add_button.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.edit, 1)
        row.addWidget(self.add_button)
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
