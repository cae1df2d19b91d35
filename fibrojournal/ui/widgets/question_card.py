"""The small card on which a question for the next visit is kept on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.question_line import QuestionLine
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class QuestionCard(Card):
    """One line, and how many questions are kept so far.

    Args:
        parent: The page.
    """

    question_entered = Signal(str)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(tr("For the next visit"))
        self.line = QuestionLine()
        self.kept_label = wrapped_label("", "caption")
        self.rows.setContentsMargins(px(23), px(15), px(23), px(15))
        self.rows.setSpacing(px(4))
        self.rows.addWidget(self.line)
        self.rows.addWidget(self.kept_label)
        self.line.question_entered.connect(self.question_entered)
        self.line.typed.connect(self.typed)
        self.show_count(0)

    def show_count(self, waiting: int) -> None:
        """Say how many questions wait for the visit; 0 says nothing."""
        words = trn(
            "{n} question is kept for the visit, under Report.",
            "{n} questions are kept for the visit, under Report.",
            waiting,
        )
        self.kept_label.setText(words if waiting else "")
        self.kept_label.setVisible(bool(waiting))
