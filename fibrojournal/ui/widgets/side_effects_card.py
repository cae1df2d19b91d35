"""The card of side effects: none, mild, moderate, severe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_row import ChoiceRow
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.focus_ring import RING
from fibrojournal.ui.widgets.score_row import ROW_HEIGHT, RowLabel
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem

SHOWN_AT_FIRST: Final = 2
_STRIP, _WIDE_STRIP, _LABEL, _LEAST_LABEL, _GAP = 240, 296, 208, 96, 8


def severity_words() -> tuple[tuple[float, str], ...]:
    """Return the words for 0 to 3."""
    return (
        (0.0, tr("none")),
        (1.0, tr("mild")),
        (2.0, tr("moderate")),
        (3.0, tr("severe")),
    )


class SideEffectRow(QWidget):
    """A side effect's name beside its four words.

    Args:
        item: A 0-3 item.
        parent: The card.
    """

    score_chosen = Signal(str, object)

    def __init__(self, item: TrackedItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.label = RowLabel(item.name, self)
        self.label.show_hint(item.hint)
        self.choices = ChoiceRow(
            item.name, severity_words(), can_skip=True, digits=True, parent=self
        )
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.choices)
        self.choices.value_chosen.connect(self._on_value_chosen)

    def show_score(self, score: Score | None) -> None:
        """Show what is stored; emits nothing."""
        self.choices.show_value(score)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which nothing is cut."""
        label, _ = self._shares(width)
        words = self.label.height_at(label or width)
        if not label:
            return words + px(4) + px(ROW_HEIGHT)
        return max(px(ROW_HEIGHT), words + px(8))

    def sizeHint(self) -> QSize:
        """Return the size in one of two columns."""
        width = px(_LEAST_LABEL) + px(_GAP) + self._row_width(px(_STRIP))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size with the name above the words."""
        return QSize(self.choices.minimumSizeHint().width() - RING, px(ROW_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place name and words."""
        super().resizeEvent(event)
        label, row = self._shares(self.width())
        height = self.choices.sizeHint().height()
        lowest = self.height() - px(ROW_HEIGHT)
        if label:
            middle = lowest // 2 + px(8) + height // 2 - RING
            words = QRect(0, middle - self.height() // 2, label, self.height())
            x = min(self.width() - row, px(_LABEL + 2 * _GAP) - RING)
            place = QRect(x, middle - height // 2, row, height)
        else:
            words = QRect(0, 0, self.width(), lowest)
            place = QRect(-RING, lowest + px(4), row, height)
        for part, where in ((self.label, words), (self.choices, place)):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), where))

    def _row_width(self, strip: int) -> int:
        least = self.choices.minimumSizeHint()
        button = least.width() - self.choices.cells.minimumSizeHint().width()
        return max(strip + 2 * RING + button, least.width())

    def _shares(self, width: int) -> tuple[int, int]:
        """Return the widths of the name (0 = above) and of the words with their button."""
        for strip in (_WIDE_STRIP, _STRIP):
            row = self._row_width(px(strip))
            label = width - row + RING - px(_GAP)
            if label >= px(_LABEL if strip == _WIDE_STRIP else _LEAST_LABEL):
                return min(label, px(_LABEL)), row
        return 0, min(self._row_width(px(_WIDE_STRIP)), width + RING)

    @Slot(object)
    def _on_value_chosen(self, value: object) -> None:
        self.score_chosen.emit(self.item.key, value)


class SideEffectsCard(Card):
    """The first two, and the rest on demand; one that has a value is always shown.

    Args:
        items: Those that are asked, in their order.
        parent: The page.
    """

    score_chosen = Signal(str, object)

    def __init__(self, items: Sequence[TrackedItem], parent: QWidget | None = None) -> None:
        super().__init__(tr("Side effects"), parent)
        self.side_effect_rows = [SideEffectRow(item) for item in items]
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
