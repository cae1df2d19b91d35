"""The card of side effects: none, mild, moderate, severe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine
from fibrojournal.ui.widgets.word_row import WordRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem

SHOWN_AT_FIRST: Final = 2


class SideEffectsCard(Card):
    """The first two, and the rest on demand; one that has a value is always shown.

    Args:
        items: Those that are asked, in their order.
        parent: The page.
    """

    score_chosen = Signal(str, object)

    def __init__(self, items: Sequence[TrackedItem], parent: QWidget | None = None) -> None:
        super().__init__(tr("Side effects"), parent)
        self.side_effect_rows = [WordRow(item) for item in items]
        self._opened = False
        self._with_value: set[str] = set()
        self.more_button = QPushButton()
        self.more_button.setProperty("link", True)
        self.more_button.setAutoDefault(False)
        self.unsaved_line = UnsavedLine(tr("side effects"))
        self.head.addStretch(1)
        self.head.addWidget(self.more_button)
        columns = Columns(least=396, gap=16)
        for row in self.side_effect_rows:
            columns.add(row)
            row.score_chosen.connect(self._on_score_chosen)
        for row, following in zip(self.side_effect_rows, self.side_effect_rows[1:], strict=False):
            row.choices.moved_on.connect(following.choices.enter)
            following.choices.moved_back.connect(row.choices.enter)
        self.rows.setContentsMargins(px(23), px(11), px(19), px(7))
        self.rows.setSpacing(0)
        self.rows.addWidget(columns)
        self.rows.addWidget(self.unsaved_line)
        self.more_button.clicked.connect(self._on_more_clicked)
        self._show_rows()

    def show_scores(self, scores: Mapping[str, Score], *, new_day: bool = False) -> None:
        """Show a day's side effects.

        Args:
            scores: Item key to score; a missing key = blank.
            new_day: It is another day than before: rows that were opened may close.
        """
        if new_day:
            self._with_value.clear()
        self._with_value |= {r.item.key for r in self.side_effect_rows if r.item.key in scores}
        for row in self.side_effect_rows:
            row.show_score(scores.get(row.item.key))
        self._show_rows()

    def _show_rows(self) -> None:
        closed = 0
        for place, row in enumerate(self.side_effect_rows):
            needed = place < SHOWN_AT_FIRST or row.item.key in self._with_value
            row.setVisible(needed or self._opened)
            closed += not needed
        words = tr("Show fewer") if self._opened else trn("{n} more", "{n} more", closed)
        self.more_button.setText(words)
        self.more_button.setAccessibleName(tr("Side effects: {words}").format(words=words))
        self.more_button.setVisible(closed > 0)

    @Slot()
    def _on_more_clicked(self) -> None:
        self._opened = not self._opened
        self._show_rows()

    @Slot(str, object)
    def _on_score_chosen(self, key: str, value: object) -> None:
        self._with_value.add(key)
        self._show_rows()
        self.score_chosen.emit(key, value)
