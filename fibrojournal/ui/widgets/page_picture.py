"""A sheet of paper as it will be printed, small enough for the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from fibrojournal.ui.printing import CSS_DPI
from fibrojournal.ui.theme import colour, px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from fibrojournal.ui.printing import Pages

WIDEST: Final = 860
"""Width of the sheet, in pixels at 100 %; wider, its lines would be longer than the eye likes."""

_LEAST_WIDTH: Final = 240
_RATIO: Final = 2**0.5
"""Height of a sheet before anything is shown, in widths: that of A4."""

_SETTLE_MS: Final = 60
"""The sharp draw waits this long for the next step of a window that is being made wider."""

_LINE: Final = 48
"""An arrow key scrolls by so much, in pixels at 100 %."""


class PagePicture(QWidget):
    """Shows one page; keys scroll the page of the window, or ask for another sheet.

    Args:
        parent: Whatever holds it.
    """

    previous_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._page = 0
        self._pixmap: QPixmap | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self._on_time_to_draw)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(px(WIDEST))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return self._pixmap is not None

    def show_page(self, pages: Pages, page: int) -> None:
        """Show one of some pages, counted from 0."""
        self._pages = pages
        self._page = page
        self.updateGeometry()
        self._draw()

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._pages = None
        self._pixmap = None
        self.setAccessibleDescription("")
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that a sheet keeps its form."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of a sheet of this width."""
        return round((width - 2 * RING) * self._form()) + 2 * RING

    def sizeHint(self) -> QSize:
        """Ask for a sheet that can be read."""
        width = px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest sheet; its height follows from the width it gets."""
        return QSize(px(_LEAST_WIDTH), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it sharp again when the width has settled."""
        super().resizeEvent(event)
        self._later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll; at either end the page keys go on to another sheet."""
        area = self._area()
        bar = None if area is None else area.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.previous_wanted if key == Qt.Key.Key_Left else self.next_wanted).emit()
        elif bar is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (px(_LINE) if key == Qt.Key.Key_Down else -px(_LINE)))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            before = bar.value()
            step = bar.pageStep() - px(_LINE)
            bar.setValue(before + (step if key == Qt.Key.Key_PageDown else -step))
            if bar.value() == before:
                down = key == Qt.Key.Key_PageDown
                (self.next_wanted if down else self.previous_wanted).emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet with its edge, and the ring of the keyboard."""
        del event
        painter = QPainter(self)
        sheet = self._sheet()
        if self._pixmap is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(sheet, self._pixmap, QRectF(self._pixmap.rect()))
        else:
            painter.fillRect(sheet, colour("card"))
        painter.setPen(QPen(colour("control_line"), 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.hasFocus():
            paint_ring(painter, sheet.toRect(), 0, colour("paper"))
        painter.end()

    def _form(self) -> float:
        """Return the height of the sheet in widths."""
        if self._pages is None:
            return _RATIO
        whole = self._pages.layout.fullRectPixels(CSS_DPI)
        return whole.height() / whole.width()

    def _sheet(self) -> QRectF:
        width = self.width() - 2 * RING
        return QRectF(RING, RING, width, round(width * self._form()))

    def _area(self) -> QScrollArea | None:
        ancestor = self.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QScrollArea):
            ancestor = ancestor.parentWidget()
        return ancestor

    @Slot()
    def _on_time_to_draw(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._pages is None or self.width() <= 2 * RING:
            return
        ratio = self.devicePixelRatioF()
        sheet = self._sheet()
        whole = self._pages.layout.fullRectPixels(CSS_DPI)
        inside = self._pages.layout.paintRectPixels(CSS_DPI)
        dots = sheet.width() * ratio / whole.width()
        pixmap = QPixmap(round(sheet.width() * ratio), round(sheet.height() * ratio))
        pixmap.fill(Qt.GlobalColor.white)  # paper, whatever the theme
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(QPointF(inside.topLeft()) * dots)
        self._pages.draw(painter, self._page, dots)
        painter.end()
        self._pixmap = pixmap
        self.update()
