"""The card of questions for the next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.profile import Question
from fibrojournal.i18n import digits, tr, trn
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.disclosure_button import DisclosureButton
from fibrojournal.ui.widgets.question_line import QuestionLine
from fibrojournal.ui.widgets.tab_order import chain_tabs, tab_stops
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Sequence


_DOWN: Final = 6
"""Brings the first line of a question to the height of the words on its button."""


class QuestionRow(QWidget):
    """One question with a menu of what can be done with it.

    Args:
        question: The question.
        number: Its number on the page; 0 = it has been asked.
        parent: The card.
    """

    edit_asked = Signal(Question)
    removal_asked = Signal(Question)
    asked_chosen = Signal(Question, bool)
    up_asked = Signal(Question)
    down_asked = Signal(Question)

    def __init__(self, question: Question, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.label = wrapped_label(question.text, "quiet" if question.asked else "body")
        self.more_button = QPushButton(tr("More"))
        self.more_button.setProperty("link", True)
        self.more_button.setAutoDefault(False)
        self.more_button.setAccessibleName(
            tr("More about the question: {question}").format(question=question.text)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        top = Qt.AlignmentFlag.AlignTop
        self.label.setContentsMargins(0, px(_DOWN), 0, 0)
        if number:
            mark = text_label(digits(number), "quiet")
            mark.setContentsMargins(0, px(_DOWN), 0, 0)
            mark.setMinimumWidth(px(16))
            row.addWidget(mark, 0, top)
        row.addWidget(self.label, 1)
        row.addWidget(self.more_button, 0, top)
        self._fill_menu()

    def offer_moves(self, *, up: bool, down: bool) -> None:
        """Offer to move it where there is another one to change places with."""
        self.up_action.setVisible(up)
        self.down_action.setVisible(down)

    def _fill_menu(self) -> None:
        menu = QMenu(self.more_button)
        self.asked_action = QAction(
            tr("Ask it again") if self.question.asked else tr("Asked"), menu
        )
        self.edit_action = QAction(tr("Edit…"), menu)
        self.up_action = QAction(tr("Move up"), menu)
        self.down_action = QAction(tr("Move down"), menu)
        self.remove_action = QAction(tr("Remove"), menu)
        self.asked_action.triggered.connect(self._on_asked_chosen)
        self.edit_action.triggered.connect(self._on_edit_chosen)
        self.up_action.triggered.connect(self._on_up_chosen)
        self.down_action.triggered.connect(self._on_down_chosen)
        self.remove_action.triggered.connect(self._on_remove_chosen)
        menu.addActions([self.edit_action, self.up_action, self.down_action, self.asked_action])
        menu.addSeparator()
        menu.addAction(self.remove_action)
        self.more_button.setMenu(menu)

    @Slot()
    def _on_asked_chosen(self) -> None:
        self.asked_chosen.emit(self.question, not self.question.asked)

    @Slot()
    def _on_edit_chosen(self) -> None:
        self.edit_asked.emit(self.question)

    @Slot()
    def _on_up_chosen(self) -> None:
        self.up_asked.emit(self.question)

    @Slot()
    def _on_down_chosen(self) -> None:
        self.down_asked.emit(self.question)

    @Slot()
    def _on_remove_chosen(self) -> None:
        self.removal_asked.emit(self.question)


class QuestionsCard(Card):
    """The open questions in their order, a line for another one, and those that were asked.

    Args:
        parent: The page.
    """

    question_entered = Signal(str)
    typed = Signal()
    edit_asked = Signal(Question)
    removal_asked = Signal(Question)
    asked_chosen = Signal(list, bool)
    swap_asked = Signal(Question, Question)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("My questions"), parent)
        self.line = QuestionLine()
        self.open_rows: tuple[QuestionRow, ...] = ()
        self.asked_rows: tuple[QuestionRow, ...] = ()
        self.empty_label = wrapped_label(
            tr("What would you like to talk about? Write it down on any day."), "quiet"
        )
        self._open_list = QVBoxLayout()
        self._open_list.setSpacing(px(4))
        self.all_asked_button = QPushButton(tr("All of them were asked"))
        self.all_asked_button.setProperty("link", True)
        self.all_asked_button.setAutoDefault(False)
        self.asked_label = text_label("", "quiet")
        self.asked_button = DisclosureButton(self.asked_label)
        self._asked_box = QWidget()
        self._asked_list = QVBoxLayout(self._asked_box)
        self._asked_list.setContentsMargins(0, 0, 0, 0)
        self._asked_list.setSpacing(px(4))
        self._asked_box.hide()
        self.rows.addWidget(self.empty_label)
        self.rows.addLayout(self._open_list)
        self.rows.addWidget(self.line)
        self.rows.addWidget(self.all_asked_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self.asked_button)
        self.rows.addWidget(self._asked_box)
        self.line.question_entered.connect(self.question_entered)
        self.line.typed.connect(self.typed)
        self.all_asked_button.clicked.connect(self._on_all_asked_clicked)
        self.asked_button.clicked.connect(self._on_asked_clicked)
        self.show_questions(())

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show these questions; the keyboard stays where it is if its row does."""
        shown = [row.question for row in (*self.open_rows, *self.asked_rows)]
        waiting = [question for question in questions if not question.asked]
        asked = [question for question in questions if question.asked]
        if shown != [*waiting, *asked] or not questions:
            self._build(waiting, asked)
        self.empty_label.setHidden(bool(waiting))
        self.all_asked_button.setVisible(bool(waiting))
        self.asked_button.setVisible(bool(asked))
        words = trn("{n} question was asked", "{n} questions were asked", len(asked))
        self.asked_label.setText(words)
        self.asked_button.setAccessibleName(words)
        self._asked_box.setVisible(bool(asked) and self.asked_button.is_open)

    def _build(self, waiting: Sequence[Question], asked: Sequence[Question]) -> None:
        for row in (*self.open_rows, *self.asked_rows):
            row.hide()
            row.deleteLater()
        self.open_rows = tuple(QuestionRow(q, at) for at, q in enumerate(waiting, start=1))
        self.asked_rows = tuple(QuestionRow(question, 0) for question in asked)
        for place, rows in (
            (self._open_list, self.open_rows),
            (self._asked_list, self.asked_rows),
        ):
            for row in rows:
                place.addWidget(row)
                row.edit_asked.connect(self.edit_asked)
                row.removal_asked.connect(self.removal_asked)
                row.asked_chosen.connect(self._on_asked_chosen)
                row.up_asked.connect(self._on_up_asked)
                row.down_asked.connect(self._on_down_asked)
        for row in self.asked_rows:
            row.offer_moves(up=False, down=False)
        last = len(self.open_rows) - 1
        for at, row in enumerate(self.open_rows):
            row.offer_moves(up=at > 0, down=at < last)
        chain_tabs(tab_stops(self.rows))

    def _beside(self, question: Question, step: int) -> Question:
        order = [row.question for row in self.open_rows]
        return order[order.index(question) + step]

    @Slot(Question)
    def _on_up_asked(self, question: Question) -> None:
        self.swap_asked.emit(question, self._beside(question, -1))

    @Slot(Question)
    def _on_down_asked(self, question: Question) -> None:
        self.swap_asked.emit(question, self._beside(question, 1))

    @Slot(Question, bool)
    def _on_asked_chosen(self, question: Question, asked: bool) -> None:  # noqa: FBT001 - a signal
        self.asked_chosen.emit([question], asked)

    @Slot()
    def _on_all_asked_clicked(self) -> None:
        self.asked_chosen.emit([row.question for row in self.open_rows], True)

    @Slot()
    def _on_asked_clicked(self) -> None:
        is_open = not self.asked_button.is_open
        self.asked_button.set_open(is_open=is_open)
        self._asked_box.setVisible(is_open)
