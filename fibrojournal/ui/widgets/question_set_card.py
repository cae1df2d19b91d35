"""The foldable card of questions that are asked once a week or once a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fibrojournal.domain.question_sets import (
    question_words,
    result_words,
    set_title,
    set_words,
)
from fibrojournal.domain.scales import NUMERIC_RATING
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.disclosure_button import DisclosureButton
from fibrojournal.ui.widgets.rich_line import RichLine
from fibrojournal.ui.widgets.score_row import ScoreRow
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine
from fibrojournal.ui.widgets.word_row import WordRow
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.question_sets import QuestionSet
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter


class QuestionSetCard(Card):
    """One line that opens to the questions, with their mean or sum beneath.

    It stays folded until somebody opens it, and can be answered on any day.

    Args:
        asked: Which questions.
        items: Those of its items that are asked; none = the card is hidden.
        formatter: Writes the day of the last answers.
        parent: The page.
    """

    score_chosen = Signal(str, object)

    def __init__(
        self,
        asked: QuestionSet,
        items: Sequence[TrackedItem],
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._asked = asked
        self._formatter = formatter
        self._scores: Mapping[str, Score] = {}
        self._areas: int | None = None
        self.setAccessibleName(set_title(asked))
        self.line = RichLine()
        self.fold_button = DisclosureButton(self.line)
        self.question_rows: list[ScoreRow | WordRow] = [_row(item) for item in items]
        self.result_label = wrapped_label("", "quiet")
        self.unsaved_line = UnsavedLine(set_title(asked))
        self._box = QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(px(4), 0, px(4), px(4))
        column.setSpacing(px(6))
        column.addWidget(wrapped_label(set_words(asked), "caption"))
        for row in self.question_rows:
            column.addWidget(row)
            row.score_chosen.connect(self._on_score_chosen)
        column.addWidget(self.result_label)
        self.rows.setContentsMargins(px(19), px(11), px(19), px(11))
        self.rows.setSpacing(px(4))
        self.rows.addWidget(self.fold_button)
        self.rows.addWidget(self._box)
        self.rows.addWidget(self.unsaved_line)
        self._box.hide()
        self.fold_button.clicked.connect(self._on_fold_clicked)
        if not items:
            self.hide()
        say_in(self.result_label, "")

    @property
    def result(self) -> str:
        """The mean or sum of the answers on the card; "" while one is blank or skipped."""
        return result_words(self._asked, self._scores, self._areas, self._formatter)

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the items that are asked here."""
        return frozenset(row.item.key for row in self.question_rows)

    def show_scores(self, scores: Mapping[str, Score], last: date | None, day: date) -> None:
        """Show a day's answers.

        Args:
            scores: Item key to score; a missing key = blank.
            last: The day of the newest answer before this day; None = never.
            day: The day on the page.
        """
        self._scores = scores
        for row in self.question_rows:
            row.show_score(scores.get(row.item.key))
        if not self.keys.isdisjoint(scores):
            words = tr("answered on this day")
        elif last is None:
            words = tr("not answered yet")
        else:
            words = tr("last answered on {day}").format(
                day=self._formatter.day_of_year(last)
                if last.year == day.year
                else self._formatter.day(last)
            )
        title = set_title(self._asked)
        self.line.show_parts(((title, "strong"), ("  ", "body"), (words, "quiet")))
        self.fold_button.setAccessibleName(listed((title, words)))
        self._show_result()

    def show_areas(self, areas: int | None) -> None:
        """Take over how many areas hurt on the day; None = not mapped."""
        self._areas = areas
        self._show_result()

    def _show_result(self) -> None:
        say_in(self.result_label, self.result)

    @Slot()
    def _on_fold_clicked(self) -> None:
        is_open = not self.fold_button.is_open
        self.fold_button.set_open(is_open=is_open)
        self._box.setVisible(is_open)

    @Slot(str, object)
    def _on_score_chosen(self, key: str, value: object) -> None:
        self.score_chosen.emit(key, value)


def _row(item: TrackedItem) -> ScoreRow | WordRow:
    """Make the row of one question; the person's own name for it wins."""
    question = item.own_name or question_words(item.key)
    if item.scale is NUMERIC_RATING:
        ends = tr("0 {low}, 10 {high}").format(low=item.low_words, high=item.high_words)
        return ScoreRow(item, ends, question)
    return WordRow(item, question)
