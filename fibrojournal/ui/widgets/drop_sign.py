"""The sign at the right of a field that drops something down: a chevron, a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter

from fibrojournal.ui.icons import icon_pixmap
from fibrojournal.ui.theme import colour, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ROOM = 32
_SIGN = 16


def make_room(widget: QWidget, qt_class: str) -> None:
    """Take Qt's own arrow away and keep its room free for the sign."""
    widget.setStyleSheet(
        f"{qt_class}::drop-down {{ border: none; background: transparent; width: {px(_ROOM)}px; }}"
        f"{qt_class}::down-arrow {{ image: none; }}"
    )


def draw_sign(widget: QWidget, name: str) -> None:
    """Draw the icon `name` over the widget, on the side where its lines end."""
    size = px(_SIGN)
    pixmap = icon_pixmap(name, colour("ink"), size, widget.devicePixelRatioF())
    inset = (px(_ROOM) - size) // 2
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = inset if mirrored else widget.width() - size - inset
    painter = QPainter(widget)
    painter.drawPixmap(QPoint(left, (widget.height() - size) // 2), pixmap)
    painter.end()
