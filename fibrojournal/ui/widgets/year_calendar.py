"""A year at a glance: a row a month, a cell a day, one item's numbers in one colour.

Where the numbers do not fit into a row, a month has two.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fibrojournal.charts.year_days import (
    LONGEST_MONTH,
    MONTHS,
    cell_text,
    days_of_month,
    year_day_words,
    year_sentence,
)
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import Role, colour, font, px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from fibrojournal.charts.year_days import YearDays
    from fibrojournal.i18n import Formatter

_LEAST_CELL: Final = 24
"""Edge of a cell that can still be hit, in pixels at any text size."""

_MOST_CELL: Final = 32
_LEAST_MONTH: Final = 40
_HALF: Final = 16
"""Days in the first row of a month that has two."""

_HEAD: Final = 22
_GAP: Final = 1


class YearCalendar(QWidget):
    """Shows a year; missing days are hatched, skipped ones dashed, days to come left out.

    Keys: arrows move by days and months, Home and End go to the ends of the month, Enter opens
    the day.

    Args:
        formatter: Writes days and numbers.
        parent: The card.
    """

    day_opened = Signal(date)
    day_named = Signal(str)
    """The day under the mouse or the keyboard in words; "" = none."""

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatter = formatter
        metrics = QFontMetrics(font(13))
        months = (formatter.month(date(2000, month, 1)) for month in range(1, MONTHS + 1))
        widest = max(metrics.horizontalAdvance(words) for words in months)
        self._month_width = max(px(_LEAST_MONTH), widest + px(8))
        self._least_edge = _LEAST_CELL
        self._days: YearDays | None = None
        self._day = date.min
        self._under: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Year"))

    @property
    def day(self) -> date | None:
        """The day on which the keyboard is; None = there is no year."""
        return None if self._days is None else self._day

    def show_year(self, days: YearDays) -> None:
        """Show this year; the keyboard stays on its day of the year."""
        self._days = days
        metrics = QFontMetrics(font(13))
        numbers = {cell_text(days, day, self._formatter) for day in days.values}
        widest = max(metrics.horizontalAdvance(number) for number in numbers | {"10"})
        self._least_edge = max(_LEAST_CELL, widest + _GAP + 2)
        self.updateGeometry()
        self._under = None
        if self._day == date.min:
            self._day = days.today
        month = self._day.month
        number = min(self._day.day, days_of_month(days.year, month))
        self._go_to(date(days.year, month, number))

    def go_to(self, day: date) -> None:
        """Put the keyboard on a day of the year that is shown."""
        self._go_to(day)

    def cell(self, day: date) -> QRect:
        """Return where a day stands."""
        edge, columns = self._edge(), self._columns()
        line, column = divmod(day.day - 1, columns)
        row = (day.month - 1) * _lines(columns) + line
        place = QRect(
            self._month_width + RING + column * edge,
            px(_HEAD) * _lines(columns) + row * edge,
            edge - _GAP,
            edge - _GAP,
        )
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def day_at(self, place: QPoint) -> date | None:
        """Return the day at a place; None = there is none that can be opened."""
        if self._days is None:
            return None
        edge, columns = self._edge(), self._columns()
        at = QStyle.visualPos(self.layoutDirection(), self.rect(), place)
        column = (at.x() - self._month_width - RING) // edge
        row = (at.y() - px(_HEAD) * _lines(columns)) // edge
        month, number = row // _lines(columns) + 1, row % _lines(columns) * columns + column + 1
        if not (
            0 <= column < columns
            and 1 <= month <= MONTHS
            and 1 <= number <= days_of_month(self._days.year, month)
        ):
            return None
        day = date(self._days.year, month, number)
        return day if day <= self._days.today else None

    # Size

    def minimumSizeHint(self) -> QSize:
        """Return the size at which a number can still be read, and its cell be hit."""
        width = self._month_width + _HALF * self._least_edge + 2 * RING
        return QSize(width, px(_HEAD) + MONTHS * self._least_edge + RING)

    def sizeHint(self) -> QSize:
        """Return the size at which every number has air."""
        width = self._month_width + LONGEST_MONTH * px(_MOST_CELL) + 2 * RING
        return QSize(width, px(_HEAD) + MONTHS * px(_MOST_CELL) + RING)

    def hasHeightForWidth(self) -> bool:
        """Cells are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all months."""
        lines = _lines(self._columns(width))
        return lines * (px(_HEAD) + MONTHS * self._edge(width)) + RING

    def _columns(self, width: int | None = None) -> int:
        """Return how many days stand side by side."""
        return LONGEST_MONTH if self._room(width) >= LONGEST_MONTH * self._least_edge else _HALF

    def _edge(self, width: int | None = None) -> int:
        share = self._room(width) // self._columns(width)
        return max(self._least_edge, min(share, px(_MOST_CELL)))

    def _room(self, width: int | None) -> int:
        return (self.width() if width is None else width) - self._month_width - 2 * RING

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days."""
        key, days = Qt.Key(event.key()), self._days
        ahead = -1 if self.isRightToLeft() else 1
        if days is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = ahead if key == Qt.Key.Key_Right else -ahead
            self._go_to(self._day + timedelta(days=step))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            month = self._day.month + (1 if key == Qt.Key.Key_Down else -1)
            if 1 <= month <= MONTHS:
                number = min(self._day.day, days_of_month(days.year, month))
                self._go_to(date(days.year, month, number))
        elif key == Qt.Key.Key_Home:
            self._go_to(self._day.replace(day=1))
        elif key == Qt.Key.Key_End:
            last = days_of_month(days.year, self._day.month)
            self._go_to(self._day.replace(day=last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self._day)
        else:
            super().keyPressEvent(event)

    def _go_to(self, day: date) -> None:
        days = self._days
        if days is None:
            return
        self._day = max(days.first, min(day, days.last))
        words = year_day_words(days, self._day, self._formatter)
        self.setAccessibleName(words)
        self.setAccessibleDescription(year_sentence(days, self._formatter))
        self._name()
        self.update()

    def _name(self) -> None:
        """Name the day under the mouse, or else that of the keyboard."""
        day = self._under or (self._day if self.hasFocus() else None)
        if self._days is None or day is None:
            self.day_named.emit("")
        else:
            self.day_named.emit(year_day_words(self._days, day, self._formatter))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Name the day of the keyboard."""
        super().focusInEvent(event)
        self._name()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Name it no longer."""
        super().focusOutEvent(event)
        self._name()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day != self._under:
            self._under = day
            self.setCursor(
                Qt.CursorShape.ArrowCursor if day is None else Qt.CursorShape.PointingHandCursor
            )
            self._name()
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Name it no longer."""
        del event
        self._under = None
        self._name()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the day that was clicked."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(day)
            self.day_opened.emit(day)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all days."""
        del event
        days = self._days
        if days is None:
            return
        painter = QPainter(self)
        self._paint_heads(painter, days)
        painter.setFont(font(13))
        for month in range(1, MONTHS + 1):
            for number in range(1, days_of_month(days.year, month) + 1):
                self._paint_day(painter, days, date(days.year, month, number))
        if self._under is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("ink"), 2))
            painter.drawRect(self.cell(self._under).adjusted(0, 0, -1, -1))
        if self.hasFocus():
            paint_ring(painter, self.cell(self._day), px(2), colour("card"))

    def _paint_heads(self, painter: QPainter, days: YearDays) -> None:
        painter.setFont(font(13))
        painter.setPen(colour("quiet"))
        near = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        for month in range(1, MONTHS + 1):
            first = self.cell(date(days.year, month, 1))
            band = QRect(0, first.top(), self._month_width, first.height())
            place = QStyle.visualRect(self.layoutDirection(), self.rect(), band)
            words = self._formatter.month(date(days.year, month, 1))
            painter.drawText(place, near | Qt.AlignmentFlag.AlignVCenter, words)
        columns = self._columns()
        for number in (1, 5, 10, 15, 20, 25, 30):
            cell = self.cell(date(days.year, 1, number))
            top = px(_HEAD) * ((number - 1) // columns)
            head = QRect(cell.left() - cell.width(), top, 3 * cell.width(), px(_HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, self._formatter.number(number))

    def _paint_day(self, painter: QPainter, days: YearDays, day: date) -> None:
        cell, kind = self.cell(day), days.kind(day)
        edge = QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5)
        if kind == "scored":
            share = days.share(day)
            ground = mixed(colour("card"), colour("accent"), share)
            painter.fillRect(cell, ground)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("control_line"), 1))
            painter.drawRect(edge)
            painter.setPen(colour(figure_role(share)))
            text = cell_text(days, day, self._formatter)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        elif kind == "skipped":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("control_line"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(edge)
        elif kind == "blank":
            painter.fillRect(cell, colour("card"))
            painter.setPen(QPen(colour("decor_line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(edge)
            painter.fillRect(cell, _hatched(colour("control_line")))


def _lines(columns: int) -> int:
    """Return how many rows a month has."""
    return -(-LONGEST_MONTH // columns)


def mixed(below: QColor, above: QColor, share: float) -> QColor:
    """Lay `share` of one colour over another."""

    def part(low: float, high: float) -> float:
        return low + (high - low) * share

    return QColor.fromRgbF(
        part(below.redF(), above.redF()),
        part(below.greenF(), above.greenF()),
        part(below.blueF(), above.blueF()),
    )


def figure_role(share: float) -> Role:
    """Return the role of the figure on a cell that has so much of the accent."""
    return "ink" if share < 0.5 else "on_accent"  # noqa: PLR2004 - `share` leaves the middle out


def _hatched(ink: QColor) -> QBrush:
    return QBrush(ink, Qt.BrushStyle.BDiagPattern)
