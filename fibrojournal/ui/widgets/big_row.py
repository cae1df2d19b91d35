"""One question of a foggy day: its name above large joined buttons, the ends beneath them.

The cross stands at the end of the answers, where the keyboard comes to it after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QStyle, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import font, px, text_label
from fibrojournal.ui.widgets.focus_ring import RING
from fibrojournal.ui.widgets.joined_cells import Choice, JoinedCells
from fibrojournal.ui.widgets.skip_button import SkipButton
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

CELL_HEIGHT: Final = 56
"""Height of a cell, in pixels at 100 %."""

CROSS_GAP: Final = 4
"""Between the answers and the cross, in pixels at 100 %."""

_LINE, _LOW_LINE, _ENDS, _GAP = 44, 32, 24, 16
_BELOW, _CLOSE = 8, 2
_LEAST_CELL = 44


class BigRow(QGroupBox):
    """Answers by one touch, or by one key, which leads on to the next row.

    It is a group box without its frame, so that a screen reader names the group.

    Args:
        key: What the row is called in signals.
        name: What is asked.
        choices: From left to right.
        ends: Words at the low and the high end; ("", "") = none.
        can_skip: Whether it can be skipped.
        parent: The card.
    """

    value_chosen = Signal(str, object)
    moved_on = Signal()
    moved_back = Signal()
    typed_on = Signal(str)

    def __init__(
        self,
        key: str,
        name: str,
        choices: Sequence[Choice],
        *,
        ends: tuple[str, str] = ("", ""),
        can_skip: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.name = name
        self.setAccessibleName(name)
        self._own_words = {choice.value: choice.own_words for choice in choices}
        self._is_close = False
        self.name_label = text_label(name, "strong", self)
        self.low_label = text_label(ends[0], "caption", self)
        self.high_label = text_label(ends[1], "caption", self)
        self._ends_label = text_label(
            tr("0 {low}, 10 {high}").format(low=ends[0], high=ends[1]) if any(ends) else "",
            "caption",
            self,
        )
        self.cells = JoinedCells(
            choices,
            can_skip=can_skip,
            number_style=True,
            leads_on=True,
            height=CELL_HEIGHT,
            parent=self,
        )
        self.cells.name_choices(choices, tr("{item}: skipped").format(item=name))
        self.own_label = wrapped_label("", "caption")
        self.own_label.setParent(self)
        self.clear_button = SkipButton(name, can_skip=False, parent=self)
        self.setFocusProxy(self.cells)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.cells.value_chosen.connect(self._on_value_chosen)
        self.cells.moved_on.connect(self.moved_on)
        self.cells.moved_back.connect(self.moved_back)
        self.cells.typed_on.connect(self.typed_on)
        self.clear_button.clear_wanted.connect(self.cells.clear)

    @property
    def value(self) -> object:
        """The value shown; None = blank; `SKIPPED` = skipped."""
        return self.cells.value

    def show_value(self, value: object) -> None:
        """Show what is stored; emits nothing."""
        self.cells.show_value(value)
        self._show_words()

    def rename(self, name: str, choices: Sequence[Choice]) -> None:
        """Ask by another name; the answers stay what they are."""
        self.name = name
        self.name_label.setText(name)
        self.setAccessibleName(name)
        self.cells.name_choices(choices, tr("{item}: skipped").format(item=name))
        self.updateGeometry()
        self._place()

    def show_close(self, *, close: bool) -> None:
        """Stand closer to the next row, with the words at both ends beside the name."""
        self._is_close = close
        self.updateGeometry()
        self._place()

    @Slot()
    def enter(self) -> None:
        """Take the keyboard, as when the row before was left."""
        self.cells.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def take_key(self, text: str) -> None:
        """Take the keyboard and a key that was pressed for this row in the one before."""
        self.enter()
        self.cells.take_key(text)

    def hasHeightForWidth(self) -> bool:
        """Tell that a row is higher where its ends do not fit beside its name."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which nothing is cut."""
        return self._height(self._strip_width(width))

    def sizeHint(self) -> QSize:
        """Return the width of the design, and the height at the width that there is."""
        width = 11 * px(64) + 2 * RING + self._button_width()
        return QSize(width, self._height(self._least_width()))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest row whose answers can still be read and hit."""
        figures = QFontMetrics(font(16, QFont.Weight.DemiBold)).horizontalAdvance("10")
        numbers = 11 * max(_LEAST_CELL, figures + px(6))
        words = self.cells.minimumSizeHint().width() if len(self.cells.cells) < 11 else 0  # noqa: PLR2004
        width = max(numbers, words) + 2 * RING + self._button_width()
        return QSize(width, self._height(self._least_width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts; another width may need another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the group is for the ear."""

    def _ends_beside(self, width: int) -> bool:
        """Tell whether the ends stand beside the name; without room they stay beneath."""
        if not self._ends_label.text():
            return True
        wanted = self.name_label.sizeHint().width() + self._ends_label.sizeHint().width()
        return self._is_close and wanted + px(_GAP) <= width

    def _button_width(self) -> int:
        """Return the room of the cross and of the gap before it."""
        return self.clear_button.sizeHint().width() + px(CROSS_GAP)

    def _strip_width(self, width: int) -> int:
        """Return the width of all answers in a row of a certain width."""
        return width - 2 * RING - self._button_width()

    def _least_width(self) -> int:
        """Return the width of the design, or what there is of it."""
        design = 11 * px(64)
        return min(design, self._strip_width(self.width())) if self.isVisible() else design

    def _line(self) -> int:
        """Return the height of the name."""
        return px(_LOW_LINE if self._is_close else _LINE)

    def _height(self, width: int) -> int:
        if not self._is_close:
            beneath = px(_ENDS) - px(_BELOW) if self._ends_label.text() else 0
            beneath += self._more_beneath(width)
            return self._line() + px(CELL_HEIGHT) + px(_BELOW) + beneath
        beneath = 0 if self._ends_beside(width) else px(_ENDS) + self._more_beneath(width)
        return self._line() + px(CELL_HEIGHT) + RING + beneath + px(_CLOSE)

    def _place(self) -> None:
        line, width = self._line(), self._strip_width(self.width())
        beside = self._ends_beside(width)
        ends = self._ends_label.sizeHint().width()
        strip = QRect(0, line - RING, width + 2 * RING, self.cells.sizeHint().height())
        below = line + px(CELL_HEIGHT) + RING
        high = self.high_label.sizeHint().width()
        cross = QRect(QPoint(0, 0), self.clear_button.sizeHint())
        cross.moveCenter(strip.center())
        cross.moveRight(self.width() - 1)
        places = (
            (self.name_label, QRect(RING, 0, width, line)),
            (self._ends_label, QRect(RING + width - ends, 0, ends, line)),
            (self.cells, strip),
            (self.clear_button, cross),
            (self.low_label, QRect(RING, below, width // 2, px(20))),
            (self.high_label, QRect(RING + width - high, below, high, px(20))),
            (self.own_label, self._own_place(width, below)),
        )
        for part, place in places:
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
        self._share_evenly(self.cells.outline().width())
        near = Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading
        self.own_label.setAlignment(near | Qt.AlignmentFlag.AlignVCenter)
        is_own = bool(self.own_label.text())
        self._ends_label.setVisible(beside and not is_own and bool(self._ends_label.text()))
        self.low_label.setVisible(not beside and not is_own)
        self.high_label.setVisible(not beside and not is_own)

    def _own_place(self, width: int, below: int) -> QRect:
        """Return where the person's own words stand: in the place of the words at the ends."""
        if not self._ends_beside(width):
            return QRect(RING, below, width, px(20) + self._more_beneath(width))
        room = width - self.name_label.sizeHint().width() - px(_GAP)
        return QRect(RING + width - room, 0, room, self._line())

    def _more_beneath(self, width: int) -> int:
        """Return how much higher own words are that do not fit into one line."""
        words = self.own_label
        return max(0, words.heightForWidth(width) - px(20)) if words.text() else 0

    def _share_evenly(self, width: int) -> None:
        """Give every answer the same width where all words have air at it."""
        count = len(self.cells.cells)
        share, rest = divmod(width, count)
        if share >= max(self.cells.natural_widths(padding=3, least=0)):
            self.cells.lay_out([share + (place < rest) for place in range(count)])

    @Slot(object)
    def _on_value_chosen(self, value: object) -> None:
        self._show_words()
        self.value_chosen.emit(self.key, value)

    def _show_words(self) -> None:
        own = self._own_words.get(self.value, "")
        words = tr("“{words}”").format(words=own) if own else ""
        self.own_label.setText(words)
        self.own_label.setVisible(bool(own))
        self.clear_button.show_blank(blank=self.value is None)
        self.updateGeometry()
        self._place()
