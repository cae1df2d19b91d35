"""The marker of a line, small, for the chip that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
)

from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from fibrojournal.charts.series_style import SeriesStyle

_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "s": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "^": ((0, -1), (1, 0.8), (-1, 0.8)),
    "v": ((0, 1), (1, -0.8), (-1, -0.8)),
    "P": (
        *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
        *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
    ),
    "X": (
        *((-1, -0.6), (-0.6, -1), (0, -0.4), (0.6, -1), (1, -0.6), (0.4, 0)),
        *((1, 0.6), (0.6, 1), (0, 0.4), (-0.6, 1), (-1, 0.6), (-0.4, 0)),
    ),
}
"""Corners of each marker around its middle, in radii; what is not here is round."""


def series_mark(style: SeriesStyle) -> QIcon:
    """Draw a line's marker as the chart draws it."""
    edge = px(16)
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio()
    pixmap = QPixmap(round(edge * ratio), round(edge * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(style.colour)
    painter.setPen(QPen(ink, px(2)))
    painter.setBrush(QBrush(ink) if style.filled else Qt.BrushStyle.NoBrush)
    middle, radius = edge / 2, edge * 0.25
    if corners := _CORNERS.get(style.marker):
        painter.drawPolygon(
            QPolygonF([QPointF(middle + x * radius, middle + y * radius) for x, y in corners])
        )
    else:
        painter.drawEllipse(QRectF(middle - radius, middle - radius, 2 * radius, 2 * radius))
    painter.end()
    return QIcon(pixmap)
