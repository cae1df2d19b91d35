"""A card of questions that are answered by a word, such as the person's activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine
from fibrojournal.ui.widgets.word_row import WordRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem


class AnswersCard(Card):
    """One `WordRow` per item; hidden where there is none.

    Args:
        title: What they are called together.
        items: Those that are asked, in their order.
        parent: The page.
    """

    score_chosen = Signal(str, object)

    def __init__(
        self, title: str, items: Sequence[TrackedItem], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.answer_rows = [WordRow(item) for item in items]
        self.unsaved_line = UnsavedLine(title)
        columns = Columns(least=396, gap=16)
        for row in self.answer_rows:
            columns.add(row)
            row.score_chosen.connect(self.score_chosen)
        for row, following in zip(self.answer_rows, self.answer_rows[1:], strict=False):
            row.choices.moved_on.connect(following.choices.enter)
            following.choices.moved_back.connect(row.choices.enter)
        self.rows.setContentsMargins(px(23), px(11), px(19), px(7))
        self.rows.setSpacing(0)
        self.rows.addWidget(columns)
        self.rows.addWidget(self.unsaved_line)
        if not items:
            self.hide()

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the items that are asked here."""
        return frozenset(row.item.key for row in self.answer_rows)

    def show_scores(self, scores: Mapping[str, Score]) -> None:
        """Show a day's answers; a missing key = blank."""
        for row in self.answer_rows:
            row.show_score(scores.get(row.item.key))
