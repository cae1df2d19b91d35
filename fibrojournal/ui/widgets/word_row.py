"""One question that is answered by a word: none to severe, done or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fibrojournal.domain.scales import DONE_WITH_HELP, SEVERITY
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.choice_row import ChoiceRow
from fibrojournal.ui.widgets.focus_ring import RING
from fibrojournal.ui.widgets.score_row import ROW_HEIGHT, RowLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem

_STRIP, _WIDE_STRIP, _LABEL, _LEAST_LABEL, _GAP = 240, 296, 208, 96, 8


def answer_words(item: TrackedItem) -> tuple[tuple[float, str], ...]:
    """Return the answers to an item from left to right, each with its word."""
    if item.scale == SEVERITY:
        return (
            (0.0, tr("none")),
            (1.0, tr("mild")),
            (2.0, tr("moderate")),
            (3.0, tr("severe")),
        )
    if item.scale == DONE_WITH_HELP:
        return (2.0, tr("done")), (1.0, tr("with help")), (0.0, tr("not"))
    if item.kind == "function":
        return (1.0, tr("yes")), (0.0, tr("no"))
    return (1.0, tr("done")), (0.0, tr("not"))


class WordRow(QWidget):
    """An item's name beside the few words that answer it.

    Args:
        item: An item that is answered in words: none to severe, done or not.
        question: What stands in the place of its name; "" = its name.
        parent: The card.
    """

    score_chosen = Signal(str, object)

    def __init__(
        self, item: TrackedItem, question: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item = item
        self.label = RowLabel(question or item.name, self)
        self.label.show_hint(item.hint)
        self.choices = ChoiceRow(
            question or item.name,
            answer_words(item),
            can_skip=True,
            digits=item.scale == SEVERITY,
            parent=self,
        )
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.choices)
        self.choices.value_chosen.connect(self._on_value_chosen)

    def show_score(self, score: Score | None) -> None:
        """Show what is stored; emits nothing."""
        self.choices.show_value(score)
        self._show_words()

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
        return QSize(self.choices.minimumSizeHint().width(), px(ROW_HEIGHT))

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
            place = QRect(0, lowest + px(4), row, height)
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
        return 0, min(self._row_width(px(_WIDE_STRIP)), width)

    @Slot(object)
    def _on_value_chosen(self, value: object) -> None:
        self._show_words()
        self.score_chosen.emit(self.item.key, value)

    def _show_words(self) -> None:
        """Show the person's own words for the answer, where there are any."""
        value = self.choices.value
        own = self.item.anchor(value) if isinstance(value, float) else ""
        self.label.show_hint(tr("“{words}”").format(words=own) if own else self.item.hint)
        self.updateGeometry()
