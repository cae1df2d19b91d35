"""Asks for other words of one question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fibrojournal.domain.profile import Question
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator


class QuestionDialog(FormDialog):
    """Collects the words of a question.

    Args:
        question: As it is.
        parent: The page.
    """

    question_entered = Signal(Question)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(tr("Edit question"), width=480, parent=parent)
        self._question = question
        self.text_edit = QPlainTextEdit(question.text)
        self.text_edit.setTabChangesFocus(True)
        self.text_edit.setMinimumHeight(px(96))
        self._text_field = self.add_field(
            Field(tr("A &question for the next visit"), self.text_edit)
        )
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a question without words."""
        if not self.text_edit.toPlainText().strip():
            yield self._text_field, tr("Write a few words, or remove the question instead.")

    def hand_over(self) -> None:
        """Emit the question."""
        text = self.text_edit.toPlainText().strip()
        self.question_entered.emit(replace(self._question, text=text))
