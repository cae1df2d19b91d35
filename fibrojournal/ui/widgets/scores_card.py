"""The card of daily questions from 0 to 10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.same_line import SameLine
from fibrojournal.ui.widgets.score_row import ScoreRow, score_row_measures
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem


class ScoresCard(Card):
    """One `ScoreRow` per item; the words at both ends stand once above them.

    Args:
        items: Those that are asked, in their order.
        number: Writes a number for the screen reader.
        parent: The page.
    """

    score_chosen = Signal(str, object)

    def __init__(
        self,
        items: Sequence[TrackedItem],
        number: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._number = number
        ends = (items[0].low_words, items[0].high_words) if items else ("", "")
        self.score_rows = [ScoreRow(item, _hint(item, ends)) for item in items]
        button = self.score_rows[0].skip_button.sizeHint().width() if items else 0
        self.head_line = _ScaleHead(*ends, button=button)
        self.title_label = self.head_line.title_label
        self.unsaved_line = UnsavedLine(tr("scores"))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.head_line)
        for row in self.score_rows:
            column.addWidget(row)
            row.score_chosen.connect(self.score_chosen)
        for row, following in zip(self.score_rows, self.score_rows[1:], strict=False):
            row.moved_on.connect(following.enter)
            following.moved_back.connect(row.enter)
        if not items:
            column.addWidget(text_label(tr("No symptoms are shown. Choose them in Settings.")))
        self.same_line = SameLine()
        column.addWidget(self.same_line)
        column.addWidget(self.unsaved_line)
        self.rows.setContentsMargins(px(23), px(15), px(23), px(15))
        self.rows.addLayout(column)

    def show_title(self, title: str) -> None:
        """Show the question above the rows."""
        self.title_label.setText(title)
        self.setAccessibleName(title)

    def show_scores(
        self, scores: Mapping[str, Score], before: Mapping[str, Score], before_words: str
    ) -> None:
        """Show a day's scores and the dots of the day before.

        Args:
            scores: Item key to score; a missing key = blank.
            before: The same for the day before.
            before_words: What a screen reader says of a dot, with `{score}`.
        """
        for row in self.score_rows:
            key = row.item.key
            row.show_score(scores.get(key))
            dot = before.get(key)
            words = self._number(dot) if isinstance(dot, float) else ""
            row.show_day_before(dot, before_words.format(score=words))


def _hint(item: TrackedItem, ends: tuple[str, str]) -> str:
    """Return the words under an item's name; ends that differ from the card's are said there."""
    own_ends = item.own_low_words is not None or item.own_high_words is not None
    differs = (item.low_words, item.high_words) != ends and bool(item.low_words or item.high_words)
    if differs and (own_ends or not item.hint):
        return tr("0 {low}, 10 {high}").format(low=item.low_words, high=item.high_words)
    return item.hint


class _ScaleHead(QWidget):
    """The card's title, and over the numbers the words at both ends."""

    def __init__(self, low_words: str, high_words: str, *, button: int) -> None:
        super().__init__()
        self._button = button
        self.title_label = text_label("", "section", self)
        self.low_label = text_label(low_words, "caption", self)
        self.high_label = text_label(high_words, "caption", self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that the words go beneath the title where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of one line, or of two."""
        stacked = score_row_measures(width, self._button).stacked
        return px(28) + (self.low_label.sizeHint().height() + px(10) if stacked else 0)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(px(480), px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words over the ends of the numbers."""
        super().resizeEvent(event)
        measures = score_row_measures(self.width(), self._button)
        line = px(28)
        title = QRect(0, 0, self.width() if measures.stacked else measures.label, line)
        title.setWidth(max(title.width(), self.title_label.sizeHint().width()))
        y, height = (line, self.height() - line - px(6)) if measures.stacked else (0, line)
        ends = QRect(measures.strip_x + px(4), y, measures.strip_width - px(8), height)
        low, high = QRect(ends), QRect(ends)
        low.setWidth(self.low_label.sizeHint().width())
        high.setLeft(ends.right() + 1 - self.high_label.sizeHint().width())
        for label, place in (
            (self.title_label, title),
            (self.low_label, low),
            (self.high_label, high),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
            label.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
