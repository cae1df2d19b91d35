"""The mark of the keyboard: a ring of 2 px around whatever has the focus, with a gap of 2 px."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from fibrojournal.ui.theme import colour, px

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent


RING: Final = 4
"""Room that ring and gap need on each side, in pixels; they do not grow with the text."""


def paint_ring(painter: QPainter, inner: QRect, radius: float, gap: QColor) -> None:
    """Paint gap and ring around `inner`, which they leave untouched.

    Args:
        painter: Of a widget that has `RING` pixels of room around `inner`.
        inner: What has the focus.
        radius: Its corner radius, in pixels.
        gap: Colour behind it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, distance in ((gap, 1), (colour("focus"), 3)):
        painter.setPen(QPen(ink, 2))
        edge = QRectF(inner).adjusted(-distance, -distance, distance, distance)
        painter.drawRoundedRect(edge, radius + distance, radius + distance)


class FocusRing(QWidget):
    """A ring that lies over its parent's children and lets the mouse through.

    Args:
        radius: Corner radius of what it is laid around, in pixels at 100 %.
        parent: The widget within which things get the focus; it keeps `RING` pixels free around
            them.
    """

    def __init__(self, radius: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._radius = px(radius)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_around(self, inner: QRect) -> None:
        """Lay the ring around `inner`, in the parent's coordinates."""
        self.setGeometry(inner.adjusted(-RING, -RING, RING, RING))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint gap and ring."""
        del event
        inner = self.rect().adjusted(RING, RING, -RING, -RING)
        paint_ring(QPainter(self), inner, self._radius, colour("card"))
