"""A small chart as a picture: drawn once it is seen, without a live canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring, painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure
    from PySide6.QtGui import QPaintEvent

    MakeFigure = Callable[[int, int], Figure]
    """Makes the figure for a width and height in pixels at 100 %."""

_DPI = 100
"""Figures are made at 100 dots per inch for a screen of 1 device pixel per pixel."""


class FigurePicture(QWidget):
    """Shows a figure; matplotlib is first needed when the picture is painted.

    Args:
        width: Wanted width, in pixels at 100 %; it may become narrower.
        height: Height, in pixels at 100 %.
        parent: The card.
    """

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = QSize(px(width), px(height))
        self._make: MakeFigure | None = None
        self._pixmap: QPixmap | None = None
        self._drawn_for: tuple[QSize, float] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._on_time_to_draw)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_figure(self, make: MakeFigure, *, name: str, description: str) -> None:
        """Show another figure.

        Args:
            make: Makes the figure; called when the picture is next painted.
            name: What a screen reader calls the picture.
            description: The same in words.
        """
        self._make = make
        self._drawn_for = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setToolTip(description)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size."""
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        """Return half the wanted width."""
        return QSize(self._wanted.width() // 2, self._wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture; one that is not drawn yet follows when the window has come up."""
        del event
        if self._make is not None and self._drawn_for != self._place():
            self._later.start()
        painter = QPainter(self)
        if self._pixmap is not None:
            painter.drawPixmap(0, 0, self._pixmap)
        if self.hasFocus():
            inner = QRect(self.rect()).adjusted(RING, RING, -RING, -RING)
            paint_ring(painter, inner, px(4), painted("card"))
        painter.end()

    def _place(self) -> tuple[QSize, float]:
        return self.size(), self.devicePixelRatioF()

    @Slot()
    def _on_time_to_draw(self) -> None:
        if self._make is not None:
            self._drawn_for = self._place()
            self._pixmap = figure_pixmap(self._make, *self._drawn_for)
            self.update()


def figure_pixmap(make: MakeFigure, size: QSize, ratio: float) -> QPixmap:
    """Draw a figure into a pixmap of `size` pixels at `ratio` device pixels each."""
    # Imported here because the first page is shown long before the first chart is drawn.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above

    text_scale = px(100) / 100
    figure = make(round(size.width() / text_scale), round(size.height() / text_scale))
    figure.set_dpi(_DPI * text_scale * ratio)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = canvas.buffer_rgba()
    height, width = pixels.shape[:2]
    image = QImage(bytes(pixels), width, height, QImage.Format.Format_RGBA8888)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
