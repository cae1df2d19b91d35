"""A small chart as a picture: drawn once it is seen, without a live canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fibrojournal.ui.theme import colour, plain_tip, px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from fibrojournal.charts.sheet import Picture

    Draw = Callable[[float, float, float], Picture]
    """Draws a chart of a width and height in pixels at 100 %, and device pixels per such pixel."""


class FigurePicture(QWidget):
    """Shows a chart; it is drawn, and charts are imported, after the window has come up.

    Args:
        width: Wanted width, in pixels at 100 %; it may become narrower.
        height: Height, in pixels at 100 %.
        least_height: Height at half the width; 0 = the same.
        parent: The card.
    """

    def __init__(
        self, width: int, height: int, least_height: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wanted = QSize(px(width), px(height))
        self._least_height = px(least_height or height)
        self._draw: Draw | None = None
        self._pixmap: QPixmap | None = None
        self._drawn_for: tuple[QSize, float] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._on_time_to_draw)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_chart(self, draw: Draw, *, name: str, description: str) -> None:
        """Show another chart.

        Args:
            draw: Draws it; called soon after the widget is next painted.
            name: What a screen reader calls the picture.
            description: The same in words.
        """
        self._draw = draw
        self._drawn_for = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setToolTip(plain_tip(description))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size."""
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        """Return half the wanted width."""
        return QSize(self._wanted.width() // 2, self._least_height)

    def hasHeightForWidth(self) -> bool:
        """Tell whether it becomes lower where it is narrow."""
        return self._least_height != self._wanted.height()

    def heightForWidth(self, width: int) -> int:
        """Return the height between that of half the width and that of the whole."""
        half = self._wanted.width() / 2
        share = min(max(width / half - 1, 0), 1)
        return round(self._least_height + share * (self._wanted.height() - self._least_height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture; one that is not drawn yet follows when the window has come up."""
        del event
        if self._draw is not None and self._drawn_for != self._place():
            self._later.start()
        painter = QPainter(self)
        if self._pixmap is not None:
            painter.drawPixmap(0, 0, self._pixmap)
        if self.hasFocus():
            inner = QRect(self.rect()).adjusted(RING, RING, -RING, -RING)
            paint_ring(painter, inner, px(4), colour("card"))
        painter.end()

    def _place(self) -> tuple[QSize, float]:
        return self.size(), self.devicePixelRatioF()

    @Slot()
    def _on_time_to_draw(self) -> None:
        # What was folded or left meanwhile is drawn when it is seen again.
        if self._draw is not None and self.isVisible():
            self._drawn_for = self._place()
            self._pixmap = _pixmap(self._draw, *self._drawn_for)
            self.update()


def _pixmap(draw: Draw, size: QSize, ratio: float) -> QPixmap:
    """Draw a chart into a pixmap of `size` pixels at `ratio` device pixels each."""
    text_scale = px(100) / 100
    drawn = draw(size.width() / text_scale, size.height() / text_scale, text_scale * ratio)
    line = 4 * drawn.width
    image = QImage(drawn.rgba, drawn.width, drawn.height, line, QImage.Format.Format_RGBA8888)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
