"""A month at a time, to choose the day to write about."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.domain.days import FIRST_DAY
from fibrojournal.i18n import digits, tr
from fibrojournal.ui.icons import icon
from fibrojournal.ui.theme import colour, font, px, text_label
from fibrojournal.ui.week import first_weekday
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

    from fibrojournal.i18n import Formatter

_WEEKS, _DAYS = 6, 7
_CELL: Final = 44
_STEP_OF_A_WHEEL: Final = 120
"""What Qt tells of one notch."""


class CalendarDialog(QDialog):
    """Shows a month; days with entries carry a small dot, days to come cannot be chosen.

    Keys: arrows move by days and weeks, Page Up and Page Down by months, Home goes to today,
    Enter chooses, Esc closes.

    Args:
        day: The day that is chosen at first.
        today: The last day that can be chosen.
        days_written: Gives the days with anything written between two days, both included.
        formatter: Writes days for the screen reader.
        parent: The page.
    """

    day_chosen = Signal(date)

    def __init__(
        self,
        day: date,
        *,
        today: date,
        days_written: Callable[[date, date], frozenset[date]],
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        # A popup would close by itself, but screen readers are not told of popups.
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("calendar")
        self.setWindowTitle(tr("Choose a day"))
        self.setAccessibleName(tr("Choose a day"))
        self._today = today
        self._chosen = day
        self._days_written = days_written
        self._turned = 0
        self._formatter = formatter
        self.month_label = text_label("", "strong")
        self.month_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous_button = _turner("previous", tr("Previous month"))
        self.next_button = _turner("next", tr("Next month"))
        self.today_button = QPushButton(tr("Today"))
        self.today_button.setAutoDefault(False)
        self.today_button.setProperty("link", True)
        self.day_buttons = [DayButton(self) for _ in range(_WEEKS * _DAYS)]
        self._lay_out()
        self.previous_button.clicked.connect(self._on_previous_clicked)
        self.next_button.clicked.connect(self._on_next_clicked)
        self.today_button.clicked.connect(self._on_today_clicked)
        for button in self.day_buttons:
            button.day_clicked.connect(self._on_day_clicked)
        self._show(day)
        self._button_of(day).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def focused_day(self) -> date:
        """The day on which the keyboard is, or the first that could be chosen."""
        return self._focused

    def open_below(self, button: QWidget) -> None:
        """Open under `button`, within the screen."""
        self.resize(self.sizeHint())
        screen = button.screen().availableGeometry()
        place = button.mapToGlobal(QPoint(0, button.height()))
        x = min(place.x(), screen.right() + 1 - self.width())
        y = min(place.y(), screen.bottom() + 1 - self.height())
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.activateWindow()

    def event(self, event: QEvent) -> bool:
        """Close when something outside is clicked or another window is chosen."""
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.close()
        return super().event(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.previous_button)
        head.addWidget(self.month_label, 1)
        head.addWidget(self.next_button)
        grid = QGridLayout()
        grid.setSpacing(0)
        self._first_weekday = first_weekday().value - 1
        for column, day in enumerate(_week_of(self._today, self._first_weekday)):
            label = text_label(self._formatter.weekday(day), "caption")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(label, 0, column)
        for place, button in enumerate(self.day_buttons):
            grid.addWidget(button, 1 + place // _DAYS, place % _DAYS)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(12), px(12), px(12), px(8))
        rows.setSpacing(px(8))
        rows.addLayout(head)
        rows.addLayout(grid)
        rows.addWidget(self.today_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _show(self, focused: date) -> None:
        """Show the month of `focused` and let the keyboard in there."""
        self._focused = focused
        first = focused.replace(day=1)
        start = _week_of(first, self._first_weekday)[0]
        written = self._days_written(start, start + timedelta(days=_WEEKS * _DAYS - 1))
        month = self._formatter.whole_month(first)
        self.month_label.setText(tr("{month} {year}").format(month=month, year=first.year))
        for place, button in enumerate(self.day_buttons):
            day = start + timedelta(days=place)
            name = self._formatter.full_day(day)
            if day in written:
                name = tr("{day}, something is written").format(day=name)
            button.show_day(day, name, written=day in written)
            button.setEnabled(FIRST_DAY <= day <= self._today)
            button.setVisible(day.month == first.month)
            button.mark(chosen=day == self._chosen, today=day == self._today)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if day == focused else Qt.FocusPolicy.ClickFocus
            )
        self.next_button.setEnabled(_month_after(first) <= self._today)
        self.previous_button.setEnabled(first > FIRST_DAY)

    def _button_of(self, day: date) -> DayButton:
        return next(button for button in self.day_buttons if button.day == day)

    def _move_to(self, day: date) -> None:
        day = min(max(day, FIRST_DAY), self._today)
        self._show(day)
        self._button_of(day).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days, weeks and months; leave the rest to the dialog."""
        ahead = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: timedelta(days=-ahead),
            Qt.Key.Key_Right: timedelta(days=ahead),
            Qt.Key.Key_Up: timedelta(days=-_DAYS),
            Qt.Key.Key_Down: timedelta(days=_DAYS),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._move_to(self._focused + steps[key])
        elif key == Qt.Key.Key_PageUp:
            self._move_to(_month_before(self._focused))
        elif key == Qt.Key.Key_PageDown:
            self._move_to(_month_after(self._focused))
        elif key == Qt.Key.Key_Home:
            self._move_to(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._focused)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the months, so that every past day is two clicks away."""
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _STEP_OF_A_WHEEL)
        self._turned -= steps * _STEP_OF_A_WHEEL
        for _ in range(abs(steps)):
            button = self.previous_button if steps > 0 else self.next_button
            if button.isEnabled():
                button.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a sheet with one hairline."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("card"))
        painter.setPen(QPen(colour("control_line"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _choose(self, day: date) -> None:
        self.day_chosen.emit(day)
        self.accept()

    @Slot(date)
    def _on_day_clicked(self, day: date) -> None:
        self._choose(day)

    @Slot()
    def _on_previous_clicked(self) -> None:
        self._show(_month_before(self._focused))

    @Slot()
    def _on_next_clicked(self) -> None:
        self._show(min(_month_after(self._focused), self._today))

    @Slot()
    def _on_today_clicked(self) -> None:
        self._choose(self._today)


class DayButton(QPushButton):
    """One day of the month."""

    day_clicked = Signal(date)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = date.min
        self._written = False
        self._chosen = False
        self._is_today = False
        self.setAutoDefault(False)
        keep_place = self.sizePolicy()
        keep_place.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keep_place)
        self.clicked.connect(self._on_clicked)

    def show_day(self, day: date, name: str, *, written: bool) -> None:
        """Stand for another day."""
        self.day = day
        self._written = written
        self.setText(digits(day.day))
        self.setAccessibleName(name)

    def mark(self, *, chosen: bool, today: bool) -> None:
        """Show whether it is the day on the page, and whether it is today."""
        self._chosen = chosen
        self._is_today = today
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that is easy to hit, and at which six weeks fit on the screen."""
        room = self.screen().availableGeometry().height() // (_WEEKS + 4)
        edge = max(_CELL, min(px(_CELL), room))
        return QSize(edge, edge)

    def minimumSizeHint(self) -> QSize:
        """Return the size itself: days do not shrink."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses; the arrows are the dialog's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number, and under it the dot of a day with entries."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = self.rect().adjusted(RING, RING, -RING, -RING)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._chosen:
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(inner, px(8), px(8))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(inner, px(8), px(8))
        elif self._is_today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("control_line"), 1))
            painter.drawRoundedRect(QRectF(inner).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        self._paint_number(painter)
        if self.hasFocus():
            paint_ring(painter, inner, px(8), colour("card"))

    def _paint_number(self, painter: QPainter) -> None:
        ink = colour("on_accent" if self._chosen else "ink")
        if not self.isEnabled():
            ink = colour("quiet")
            if ink == colour("ink"):  # in high contrast
                ink.setAlphaF(0.6)
        painter.setFont(font(15, QFont.Weight.DemiBold if self._chosen else QFont.Weight.Normal))
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._written:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            below = QPointF(self.width() / 2, self.height() - RING - px(6))
            painter.drawEllipse(below, px(4) / 2, px(4) / 2)

    @Slot()
    def _on_clicked(self) -> None:
        self.day_clicked.emit(self.day)


def _turner(name: str, words: str) -> QPushButton:
    button = QPushButton(icon(name, colour("ink")), "")
    button.setProperty("bare", True)
    button.setAutoDefault(False)
    button.setFixedWidth(px(44))
    button.setIconSize(QSize(px(20), px(20)))
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button


def _week_of(day: date, first_weekday: int) -> list[date]:
    """Return the days of the week that `day` is in; 0 = weeks begin on Monday."""
    start = day - timedelta(days=(day.weekday() - first_weekday) % _DAYS)
    return [start + timedelta(days=place) for place in range(_DAYS)]


def _month_before(day: date) -> date:
    return _same_day_in(day, day.replace(day=1) - timedelta(days=1))


def _month_after(day: date) -> date:
    return _same_day_in(day, day.replace(day=28) + timedelta(days=4))


def _same_day_in(day: date, month: date) -> date:
    """Return the day of the month of `day` in another month, or its last day."""
    last = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=min(day.day, last))
