"""Joined buttons of which one is chosen: the part that score rows and choice rows share.

Nothing chosen is blank. Skipped is a state of its own and is never a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QStyle, QWidget

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import colour, font, px
from fibrojournal.ui.widgets.focus_ring import RING, FocusRing
from fibrojournal.ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

CELL_HEIGHT: Final = 44
"""Height of a cell, in pixels at 100 %; nothing that is touched daily is smaller."""

COMPACT_HEIGHT: Final = 32
"""Height of a cell beside other controls, in pixels at 100 %."""

RADIUS: Final = 8
SECOND_DIGIT_MS: Final = 1000
"""How long a second digit still belongs to the first: "1" then "0" is 10."""

_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Attributes:
        value: What it stands for; handed over when it is chosen.
        words: What stands on it.
        name: What a screen reader says; "" = the words.
        typed: Digits that choose it; "" = none.
        description: Words that a screen reader adds; "" = none.
        own_words: What it means to this person, where that can be seen; "" = none.
    """

    value: object
    words: str
    name: str = ""
    typed: str = ""
    description: str = ""
    own_words: str = ""


class Cell(QRadioButton):
    """One button of the strip, painted as a piece of it.

    It is a radio button so that a screen reader says what it is; its own exclusiveness is only
    lifted for the moment in which the strip goes back to blank.
    """

    picked = Signal(object)
    focus_moved = Signal()

    def __init__(self, choice: Choice, strip: JoinedCells) -> None:
        super().__init__(strip)
        self._strip = strip
        self.value = choice.value
        self.typed = choice.typed
        self.words = choice.words
        self.by_keyboard = False
        self.name_choice(choice)
        # Not `clicked`: a screen reader checks a radio button without a click.
        self.toggled.connect(self._on_toggled)

    def name_choice(self, choice: Choice) -> None:
        """Take over the words for the screen reader."""
        self.setAccessibleName(choice.name or choice.words)
        self.setAccessibleDescription(choice.description)

    def show_chosen(self, *, chosen: bool) -> None:
        """Be checked or not, whatever the neighbours are."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)
        self.update()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take clicks on the whole cell: a radio button would only take those on its circle."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses; every other key is the strip's."""
        self.by_keyboard = True
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the strip, which lays its ring around the cell where the keyboard led here."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.by_keyboard = False
        elif event.reason() in _KEYBOARD_REASONS:
            self.by_keyboard = True
            bring_into_view(self)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the strip."""
        super().focusOutEvent(event)
        self.focus_moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint this piece of the strip."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.pos())
        painter.setClipRect(self.geometry())
        self._strip.paint_cell(painter, self)

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - a signal's argument
        if checked:
            self.picked.emit(self.value)


class JoinedCells(QWidget):
    """A strip of joined buttons with one way in and out for the Tab key.

    Keys: Left and Right move, Space chooses, digits choose at once, S skips (where that is
    offered), Delete clears, Enter or Down goes on to the next row, Up back.

    Where answers lead on, a whole answer by digit or S goes on by itself. A first digit that may
    become a longer number waits for the next key, for as long as that takes: what does not
    belong to it is handed to the next row by `typed_on`.

    Args:
        choices: From left to right.
        can_skip: Whether S skips.
        can_clear: Whether Delete goes back to blank.
        number_style: Larger figures, as for 0 to 10.
        leads_on: Whether answers by key lead on.
        height: Height of a cell, in pixels at 100 %.
        parent: The row.
    """

    value_chosen = Signal(object)
    moved_on = Signal()
    moved_back = Signal()
    typed_on = Signal(str)

    def __init__(  # noqa: PLR0913 - each a choice of its own, all but one named
        self,
        choices: Sequence[Choice],
        *,
        can_skip: bool = False,
        can_clear: bool = True,
        number_style: bool = False,
        leads_on: bool = False,
        height: int = CELL_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = px(height)
        self._can_skip = can_skip
        self._can_clear = can_clear
        self._leads_on = leads_on
        self._value: object = None
        self._current = 0
        self._typed = ""
        size = 16 if number_style else 15
        self._font = font(size)
        self._chosen_font = font(size, QFont.Weight.DemiBold)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.cells = [Cell(choice, self) for choice in choices]
        self.skipped_cell = Cell(Choice(SKIPPED, tr("skipped")), self)
        self.skipped_cell.hide()
        for cell in (*self.cells, self.skipped_cell):
            cell.picked.connect(self._on_cell_picked)
            cell.focus_moved.connect(self._on_focus_moved)
        self._ring = FocusRing(RADIUS, self)
        self.second_digit_timer = QTimer(self)
        self.second_digit_timer.setSingleShot(True)
        self.second_digit_timer.setInterval(SECOND_DIGIT_MS)
        self.second_digit_timer.timeout.connect(self._on_second_digit_over)
        self._share_out_tab()

    @property
    def value(self) -> object:
        """The value chosen; None = blank; `SKIPPED` = skipped."""
        return self._value

    def show_value(self, value: object) -> None:
        """Show what is stored; emits nothing."""
        focused = self._focused_cell()
        by_keyboard = focused is not None and focused.by_keyboard
        if value != self._value:
            self._typed = ""
        if value is None and focused is None:
            self._current = 0
        self._value = value
        skipped = value is SKIPPED
        for position, cell in enumerate(self.cells):
            chosen = not skipped and value is not None and cell.value == value
            cell.show_chosen(chosen=chosen)
            if chosen:
                self._current = position
        self.skipped_cell.show_chosen(chosen=skipped)
        for cell in [self.skipped_cell] if skipped else self.cells:
            cell.show()
        self._share_out_tab()
        if focused is not None and focused is not self._way_in():
            self._way_in().setFocus(
                Qt.FocusReason.OtherFocusReason if by_keyboard else Qt.FocusReason.MouseFocusReason
            )
        for cell in self.cells if skipped else [self.skipped_cell]:
            cell.hide()

    def name_choices(self, choices: Sequence[Choice], skipped_name: str) -> None:
        """Take over what a screen reader says of each cell."""
        for cell, choice in zip(self.cells, choices, strict=True):
            cell.name_choice(choice)
        self.skipped_cell.setAccessibleName(skipped_name)

    def outline(self) -> QRect:
        """Return the strip without the room for the focus ring."""
        return self.rect().adjusted(RING, RING, -RING, -RING)

    def cell_centre(self, value: object) -> int | None:
        """Return the middle of the cell of `value` on the strip's x axis; None = no such cell."""
        for cell in self.cells:
            if cell.value == value:
                return cell.geometry().center().x()
        return None

    def natural_widths(self, padding: int, least: int) -> list[int]:
        """Return the width that each cell's words need, in pixels.

        Args:
            padding: Room on each side of the words, in pixels at 100 %.
            least: Smallest width, in pixels at 100 %.
        """
        metrics = QFontMetrics(self._chosen_font)
        return [
            max(px(least), metrics.horizontalAdvance(cell.words) + 2 * px(padding))
            for cell in self.cells
        ]

    def lay_out(self, widths: Sequence[int]) -> None:
        """Place the cells side by side, from where reading begins."""
        x = RING
        for cell, width in zip(self.cells, widths, strict=True):
            place = QRect(x, RING, width, self.height() - 2 * RING)
            cell.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
            x += width
        self.skipped_cell.setGeometry(self.outline())
        self._on_focus_moved()

    def sizeHint(self) -> QSize:
        """Return the size for cells as high as they are meant to be."""
        width = sum(self.natural_widths(padding=15, least=64))
        return QSize(width + 2 * RING, self._height + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which no word is cut."""
        width = sum(self.natural_widths(padding=4, least=44))
        return QSize(width + 2 * RING, self._height + 2 * RING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width: what is left over beyond the words, evenly."""
        super().resizeEvent(event)
        self.lay_out(self._shares())

    def _shares(self) -> list[int]:
        room = self.outline().width()
        widths = self.natural_widths(padding=9, least=64)
        if sum(widths) > room:
            widths = self.natural_widths(padding=4, least=44)
        spare, rest = divmod(max(0, room - sum(widths)), len(widths))
        return [width + spare + (index < rest) for index, width in enumerate(widths)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, skip, clear or leave, as the class says."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = (key == Qt.Key.Key_Right) == (not self.isRightToLeft())
            self._move_to(self._current + (1 if forward else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_to(0 if key == Qt.Key.Key_Home else len(self.cells) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.moved_on.emit()
        elif key == Qt.Key.Key_Up:
            self.moved_back.emit()
        elif not self._answer(event):
            event.ignore()

    def _answer(self, event: QKeyEvent) -> bool:
        """Take a key that changes the answer; tell whether it was one."""
        key = event.key()
        if key == Qt.Key.Key_S and self._can_skip:
            self.take_key("s")
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._can_clear:
            self._choose(None)
        else:
            text = event.text()
            # Some keyboards have the digits of their own script.
            return self.take_key(str(int(text)) if text.isdecimal() else text)
        return True

    def take_key(self, text: str) -> bool:
        """Take a digit, or "s" for skipped; tell whether it was an answer here."""
        if not self._leads_on or not (text == "s" or text.isdigit()):
            return self._type(text)
        first, self._typed = self._typed, ""
        if first and not any(cell.typed == first + text for cell in self.cells):
            self.typed_on.emit(text)
            return True
        self._typed = first
        if not self._type(text):
            return False
        if not self._typed:
            self.moved_on.emit()
        return True

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        """Paint one cell as a piece of the strip; the painter is clipped to it."""
        if cell is self.skipped_cell:
            self._paint_skipped(painter)
            return
        outline = QRectF(self.outline())
        piece = QRectF(cell.geometry())
        edge = _rounded(outline.adjusted(0.5, 0.5, -0.5, -0.5), px(RADIUS) - 0.5)
        if cell.isChecked():
            painter.fillPath(_rounded(outline, px(RADIUS)), colour("accent"))
        else:
            painter.fillPath(edge, colour("hover" if cell.underMouse() else "card"))
            if piece.left() > outline.left() and not self._is_chosen_left_of(cell):
                painter.setPen(QPen(colour("decor_line"), 1))
                x = piece.left() + 0.5
                painter.drawLine(QLineF(x, piece.top(), x, piece.bottom()))
            painter.strokePath(edge, QPen(colour("control_line"), 1))
        painter.setFont(self._chosen_font if cell.isChecked() else self._font)
        painter.setPen(colour("on_accent" if cell.isChecked() else "ink"))
        painter.drawText(piece, Qt.AlignmentFlag.AlignCenter, cell.words)

    def _paint_skipped(self, painter: QPainter) -> None:
        outline = QRectF(self.outline()).adjusted(0.5, 0.5, -0.5, -0.5)
        dashes = QPen(colour("control_line"), 1)
        dashes.setDashPattern([5, 4])
        painter.strokePath(_rounded(outline, px(RADIUS)), dashes)
        painter.setFont(font(15))
        painter.setPen(colour("quiet"))
        painter.drawText(outline, Qt.AlignmentFlag.AlignCenter, self.skipped_cell.words)

    def _is_chosen_left_of(self, cell: Cell) -> bool:
        return any(
            other.isChecked() and other.geometry().right() + 1 == cell.x() for other in self.cells
        )

    def _type(self, text: str) -> bool:
        """Choose by digits; a second digit within the second makes a longer number of both."""
        if text == "s" and self._can_skip:
            self._choose(SKIPPED)
            return True
        if not (text.isascii() and text.isdigit()):
            return False
        for typed in (self._typed + text, text):
            for cell in self.cells:
                if cell.typed == typed:
                    self._choose(cell.value)
                    self._typed = typed if self._may_go_on(typed) else ""
                    if self._typed and not self._leads_on:
                        self.second_digit_timer.start()
                    return True
        return False

    def _may_go_on(self, typed: str) -> bool:
        return any(
            cell.typed.startswith(typed) and len(cell.typed) > len(typed) for cell in self.cells
        )

    def _choose(self, value: object) -> None:
        altered = value != self._value
        self.show_value(value)
        self._on_focus_moved()
        if altered:
            self.value_chosen.emit(value)

    def clear(self) -> None:
        """Go back to blank, as the Delete key does."""
        self._choose(None)

    def skip(self) -> None:
        """Say that it is deliberately not answered, as the S key does."""
        self._choose(SKIPPED)

    def _move_to(self, position: int) -> None:
        if self._value is SKIPPED:
            return
        self._typed = ""
        self._current = min(max(position, 0), len(self.cells) - 1)
        self._share_out_tab()
        self.cells[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def _way_in(self) -> Cell:
        return self.skipped_cell if self._value is SKIPPED else self.cells[self._current]

    def _share_out_tab(self) -> None:
        """Let the Tab key in at one cell only."""
        way_in = self._way_in()
        for cell in (*self.cells, self.skipped_cell):
            cell.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if cell is way_in else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(way_in)

    def _focused_cell(self) -> Cell | None:
        for cell in (*self.cells, self.skipped_cell):
            if cell.hasFocus():
                return cell
        return None

    @Slot(object)
    def _on_cell_picked(self, value: object) -> None:
        if value != self._value:
            self._choose(value)

    @Slot()
    def _on_focus_moved(self) -> None:
        focused = self._focused_cell()
        if focused is None:
            self._leave()
            return
        if focused in self.cells and self._current != self.cells.index(focused):
            self._current = self.cells.index(focused)
            self._share_out_tab()
        if focused.by_keyboard:
            self._ring.show_around(focused.geometry())
        else:
            self._ring.hide()

    def _leave(self) -> None:
        """Forget a first digit; a blank row is entered at its first cell again."""
        self._typed = ""
        self._ring.hide()
        if self._value is None and self._current != 0:
            self._current = 0
            self._share_out_tab()

    @Slot()
    def _on_second_digit_over(self) -> None:
        self._typed = ""


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path
