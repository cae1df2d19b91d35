"""A switch with its word before it: a check box that looks like what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QWidget

from fibrojournal.ui.theme import colour, font, px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_TRACK: Final = (44, 24)
_HEIGHT, _GAP, _EDGE = 36, 12, 3


class Switch(QCheckBox):
    """Is on or off; a click anywhere on it, or Space, turns it over.

    Args:
        words: What is switched.
        parent: The page.
    """

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of the word, the track and the ring around it."""
        words = QFontMetrics(font(15)).horizontalAdvance(self.text())
        return QSize(words + px(_GAP) + px(_TRACK[0]) + 2 * RING, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size itself: the switch does not shrink."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take clicks on the words, too."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word, the track and the knob."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        painter.setFont(font(15))
        painter.setPen(colour("ink"))
        words = QRect(0, 0, self.width(), self.height())
        painter.drawText(
            QStyle.visualRect(self.layoutDirection(), self.rect(), words),
            QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        is_on = self.isChecked()
        radius = track.height() / 2
        painter.setPen(QPen(colour("accent" if is_on else "control_line"), 1))
        painter.setBrush(colour("accent" if is_on else "card"))
        painter.drawRoundedRect(QRectF(track).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("on_accent" if is_on else "control_line"))
        painter.drawEllipse(QRectF(self._knob(track)))
        if self.hasFocus():
            paint_ring(painter, track, radius, colour("paper"))

    def _track(self) -> QRect:
        width, height = px(_TRACK[0]), px(_TRACK[1])
        place = QRect(self.width() - RING - width, (self.height() - height) // 2, width, height)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _knob(self, track: QRect) -> QRect:
        edge = px(_EDGE)
        size = track.height() - 2 * edge
        at_far_end = self.isChecked() != self.isRightToLeft()
        left = track.right() + 1 - edge - size if at_far_end else track.left() + edge
        return QRect(left, track.top() + edge, size, size)
