"""Shows a timeline: wheel zooms, dragging moves it, mouse and arrow keys name the day in words.

The chart draws one sharp picture; while the hand moves, only pictures are moved about, and the
hairline with its card is painted over them here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fibrojournal.charts.describe import DayWords, day_in_words, timeline_sentence
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.timeline_chart import DragStrip, TimelineChart, axis_limits, whole_days
from fibrojournal.i18n import set_apart, tr
from fibrojournal.ui.theme import colour, font, px

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.charts.sheet import Picture
    from fibrojournal.charts.style import Palette
    from fibrojournal.charts.timeline_data import TimelineData
    from fibrojournal.i18n import Formatter

FEWEST_DAYS: Final = 7
"""Zooming in stops here."""

ZOOM_STEP: Final = 0.8
"""One notch of the wheel shows this part of the days."""

LEAST_HEIGHT: Final = 400
"""Below this the page scrolls, in pixels at 100 %."""

DRAG_BEGINS_PX: Final = 4
SETTLE_MS: Final = 40
"""The sharp draw waits this long for the next notch of the wheel."""

_STEPS: Final[dict[Qt.Key, int]] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
    Qt.Key.Key_PageUp: -28,
    Qt.Key.Key_PageDown: 28,
}


@dataclass(slots=True)
class _Drag:
    """A hand that moves the days.

    Attributes:
        start_x: Where it took hold, in chart px.
        first: Left edge of the axis then.
        last: Right edge of the axis then.
        strip: The wide picture that is moved; None until it moves.
    """

    start_x: float
    first: float
    last: float
    strip: DragStrip | None = None
    image: QImage | None = None


class TimelineCanvas(QWidget):
    """One timeline on the screen.

    `change_chosen` carries the first day of a change whose label or hairline was clicked, or on
    whose day Enter was pressed.

    Args:
        palette: The theme's colours.
        formatter: Writes days and numbers.
        parent: The page.
    """

    days_changed = Signal(date, date)
    day_named = Signal(object)
    change_chosen = Signal(date)

    def __init__(
        self, palette: Palette, formatter: Formatter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._palette = palette
        self._formatter = formatter
        self._data: TimelineData | None = None
        self._chart: TimelineChart | None = None
        self._axis = (0.0, 1.0)
        self._image: QImage | None = None
        self._drag: _Drag | None = None
        self._day: date | None = None
        self.settle_timer = QTimer(self)
        self.settle_timer.setSingleShot(True)
        self.settle_timer.setInterval(SETTLE_MS)
        self.settle_timer.timeout.connect(self._on_settled)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(px(320), px(LEAST_HEIGHT))
        self.setAccessibleName(tr("Timeline"))

    @property
    def chart(self) -> TimelineChart | None:
        """The chart as it is drawn now; None before there is anything to show."""
        self._draw_if_stale()
        return self._chart

    @property
    def day(self) -> date | None:
        """The day that is named; None = none."""
        return self._day

    def sizeHint(self) -> QSize:
        """Ask for little; the canvas takes what the page has left."""
        return QSize(px(1008), self.minimumHeight())

    def show_data(self, data: TimelineData, first: date, last: date) -> None:
        """Show `data` from `first` to `last`, both included."""
        self._data = data
        self._chart = None
        self._day = None
        self._axis = axis_limits(data, first, last)
        self._redraw()

    def show_days(self, first: date, last: date) -> None:
        """Move to the days `first` to `last`, both included."""
        if self._data is not None:
            self._axis = axis_limits(self._data, first, last)
            self._redraw()

    def show_day(self, day: date) -> None:
        """Take the keyboard and name `day`, moving to it where it lies outside the picture."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._data is not None:
            self._go_to(min(max(day, self._data.first_day), self._data.last_day))

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as many days, keeping the day at chart px `around` in its place."""
        chart = self.chart
        if chart is None or self._data is None:
            return
        box = chart.plot_box
        first, last = self._axis
        share = 0.5 if around is None else (around - box.left) / (box.right - box.left)
        share = min(max(share, 0.0), 1.0)
        lowest, highest = self._limits(self._data)
        span = min(max((last - first) * factor, FEWEST_DAYS), highest - lowest)
        centre = first + (last - first) * share
        self._move_to(centre - span * share, span)
        self.settle_timer.start()

    # Drawing

    @property
    def _zoom(self) -> float:
        """Text size in force, as a factor."""
        return px(100) / 100

    def _redraw(self) -> None:
        """Draw anew with the next paint; tell at once which days are shown."""
        self._image = None
        self.update()
        if self._data is None:
            return
        days = whole_days(self._data, *self._axis)
        self.setAccessibleDescription(timeline_sentence(self._data, *days, self._formatter))
        self.days_changed.emit(*days)

    def _draw_if_stale(self) -> None:
        data = self._data
        if self._image is not None or data is None or self.size().isEmpty():
            return
        zoom = self._zoom
        wanted = ChartSize(
            self.width() / zoom, self.height() / zoom, self.devicePixelRatioF() * zoom
        )
        if self._chart is None or self._chart.size != wanted:
            self._chart = TimelineChart(data, wanted, self._palette, self._formatter)
        self._chart.show_axis(*self._axis)
        self._image = self._as_image(self._chart.image())
        self.setMinimumHeight(max(px(LEAST_HEIGHT), round(self._chart.legible_height * zoom)))

    def _as_image(self, picture: Picture) -> QImage:
        image = QImage(
            picture.rgba, picture.width, picture.height, QImage.Format.Format_RGBA8888
        ).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the part that is being dragged, and the day that is named."""
        del event
        self._draw_if_stale()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("card"))
        if self._image is not None:
            painter.drawImage(0, 0, self._image)
        if self._drag is not None and self._drag.image is not None:
            self._paint_strip(painter, self._drag)
        elif self._day is not None and self._chart is not None:
            self._paint_day(painter, self._chart, self._day)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(8), px(8))

    def _paint_strip(self, painter: QPainter, drag: _Drag) -> None:
        chart, zoom = self._chart, self._zoom
        if chart is None or drag.strip is None or drag.image is None:
            return
        box = chart.moving_box
        shown = QRectF(
            box.left * zoom, box.top * zoom, (box.right - box.left) * zoom, box.bottom * zoom
        )
        painter.setClipRect(shown)
        painter.fillRect(shown, colour("card"))
        left = (box.left - drag.strip.left_at(self._axis[0])) * zoom
        painter.drawImage(QPointF(left, 0), drag.image)
        painter.setClipping(False)

    def _paint_day(self, painter: QPainter, chart: TimelineChart, day: date) -> None:
        zoom, box = self._zoom, chart.plot_box
        x = chart.x_of(day)
        if not box.left <= x <= box.right or self._data is None:
            return
        painter.setPen(QPen(colour("accent"), max(1, px(1))))
        painter.drawLine(QPointF(x * zoom, box.top * zoom), QPointF(x * zoom, box.bottom * zoom))
        self._paint_card(painter, self._words(self._data, day), round(x * zoom))

    def _paint_card(self, painter: QPainter, words: DayWords, x: int) -> None:
        """Paint the card beside the hairline, on the side that has room."""
        title, body = font(13, QFont.Weight.DemiBold), font(13)
        widest = self.width() * 2 // 5
        flags = Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, widest, 10_000)
        lines = [(words.title, title, "ink")]
        lines += [
            (line, body, "ink" if at == 0 else "quiet") for at, line in enumerate(words.lines)
        ]
        sizes = [QFontMetrics(face).boundingRect(room, flags, text) for text, face, _ in lines]
        width = max(size.width() for size in sizes) + px(28)
        height = sum(size.height() for size in sizes) + px(4) * (len(lines) - 1) + px(20)
        left = x + px(10) if x + px(10) + width <= self.width() else x - px(10) - width
        top = min(max(px(8), round(self.height() * 0.36)), max(self.height() - height - px(8), 0))
        card = QRect(max(left, 0), top, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("control_line"), 1))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(card, px(8), px(8))
        at = card.top() + px(10)
        for (text, face, role), size in zip(lines, sizes, strict=True):
            painter.setFont(face)
            painter.setPen(colour("quiet" if role == "quiet" else "ink"))
            spot = QRect(card.left() + px(14), at, card.width() - px(26), size.height())
            painter.drawText(spot, flags, text)
            at += size.height() + px(4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for the new size."""
        super().resizeEvent(event)
        self._image = None

    # Moving

    def _limits(self, data: TimelineData) -> tuple[float, float]:
        """Return the edges beyond which there is nothing."""
        return axis_limits(data, data.first_day, data.last_day)

    def _move_to(self, first: float, span: float) -> None:
        if self._data is None:
            return
        lowest, highest = self._limits(self._data)
        first = min(max(first, lowest), max(highest - span, lowest))
        self._axis = (first, first + span)

    @Slot()
    def _on_settled(self) -> None:
        self._redraw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse; wheels without notches zoom smoothly."""
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(ZOOM_STEP**notches, event.position().x() / self._zoom)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the days."""
        if event.button() == Qt.MouseButton.LeftButton and self._data is not None:
            self._drag = _Drag(event.position().x() / self._zoom, *self._axis)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the days, or name the day under the mouse."""
        x = event.position().x() / self._zoom
        drag, chart = self._drag, self.chart
        if chart is None:
            return
        if drag is None:
            self._name_day(chart.day_at(x))
            over = chart.change_at(x, event.position().y() / self._zoom)
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            return
        moved = x - drag.start_x
        if drag.strip is None:
            if abs(moved) < DRAG_BEGINS_PX:
                return
            drag.strip = chart.drag_strip()
            drag.image = self._as_image(drag.strip.picture)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._move_to(drag.first - moved / chart.px_per_day, drag.last - drag.first)
        if self._axis[0] < drag.strip.first or self._axis[1] > drag.strip.last:
            self._redraw()
            self._drag = _Drag(x, *self._axis)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; the picture is drawn sharply where it has come to rest."""
        drag, self._drag = self._drag, None
        self.unsetCursor()
        if drag is not None and drag.strip is not None:
            self._redraw()
        elif drag is not None and self._chart is not None:
            at = event.position() / self._zoom
            if change := self._chart.change_at(at.x(), at.y()):
                self.change_chosen.emit(change.change.first_day)
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Name no day when the mouse has gone, unless the keyboard is here."""
        if not self.hasFocus():
            self._name_day(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Name no day when the keyboard has gone."""
        self._name_day(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days; plus and minus zoom, Home and End go to the edges."""
        key = Qt.Key(event.key())
        chart = self.chart
        if self._data is None or chart is None:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._walk(self._data, _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            at_start = key == Qt.Key.Key_Home
            self._go_to(self._data.first_day if at_start else self._data.last_day)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / ZOOM_STEP if key == Qt.Key.Key_Minus else ZOOM_STEP
            day = self._day
            self.zoom(factor, None if day is None else chart.x_of(day))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if change := _change_on(self._data, self._day):
                self.change_chosen.emit(change.first_day)
        elif key == Qt.Key.Key_Escape and self._day is not None:
            self._name_day(None)
        else:
            super().keyPressEvent(event)

    def _words(self, data: TimelineData, day: date) -> DayWords:
        """Say what the day holds and, on the day of a change, where it leads."""
        words = day_in_words(data, day, self._formatter)
        if _change_on(data, day) is None:
            return words
        return replace(words, lines=(*words.lines, tr("Enter shows the days before and after")))

    def _walk(self, data: TimelineData, days: int) -> None:
        if self._day is None:
            self._go_to(whole_days(data, *self._axis)[1])
            return
        wanted = self._day + timedelta(days=days)
        self._go_to(min(max(wanted, data.first_day), data.last_day))

    def _go_to(self, day: date) -> None:
        """Name a day; where it lies outside the picture, move there."""
        first, last = self._axis
        ordinal = day.toordinal()
        if not first <= ordinal < last:
            span = last - first
            self._move_to(ordinal - span / 2, span)
            self._redraw()
        self._name_day(day)

    def _name_day(self, day: date | None) -> None:
        if day == self._day or self._data is None:
            return
        self._day = day
        if day is None:
            self.setAccessibleName(tr("Timeline"))
        else:
            words = self._words(self._data, day)
            self.setAccessibleName(
                tr("{day}: {words}").format(day=words.title, words=set_apart(words.lines))
            )
        self.day_named.emit(day)
        self.update()


def _change_on(data: TimelineData, day: date | None) -> MedicineChange | None:
    """Return the change of which a step was on `day`."""
    found = (one for one in data.changes if any(step.day == day for step in one.steps))
    return next(found, None)
