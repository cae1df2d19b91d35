"""Two parts beside each other where there is room, else one beneath the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class BendingRow(QWidget):
    """Gives `last` the width it wants at the end of the row and `first` all that is left.

    Args:
        first: What is read first; it wraps.
        last: What stands at the end of the row; hidden, it takes no room.
        least: Narrowest `first` before `last` goes beneath it, in pixels at 100 %.
        gap: Between both, in pixels at 100 %.
        middle: `first` stands in the middle of a higher `last`, not at its top.
        parent: The card.
    """

    def __init__(
        self,
        first: QWidget,
        last: QWidget,
        *,
        least: int,
        gap: int = 16,
        middle: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first = first
        self._last = last
        self._least = px(least)
        self._gap = px(gap)
        self._middle = middle
        first.setParent(self)
        last.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that bending and wrapping make it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of both parts at `width`."""
        first, last = self._places(width)
        return max(first.bottom(), last.bottom()) + 1

    def sizeHint(self) -> QSize:
        """Return the size with both beside each other."""
        width = self._first.sizeHint().width() + self._gap + self._last.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the broader part: one beneath the other."""
        parts = [part for part in (self._first, self._last) if not part.isHidden()]
        return QSize(max((part.minimumSizeHint().width() for part in parts), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both parts."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place both parts again when one of them wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for part, place in zip((self._first, self._last), self._places(self.width()), strict=True):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def _places(self, width: int) -> tuple[QRect, QRect]:
        if self._last.isHidden():
            return QRect(0, 0, width, _height(self._first, width)), QRect()
        wanted = self._last.sizeHint().width()
        left = width - wanted - self._gap
        if left >= self._least:
            height, last_height = _height(self._first, left), _height(self._last, wanted)
            top = max(0, (last_height - height) // 2) if self._middle else 0
            return QRect(0, top, left, height), QRect(left + self._gap, 0, wanted, last_height)
        height, narrow = _height(self._first, width), min(wanted, width)
        beneath = QRect(0, height + px(8), narrow, _height(self._last, narrow))
        return QRect(0, 0, width, height), beneath


def _height(part: QWidget, width: int) -> int:
    if part.hasHeightForWidth():
        return max(part.heightForWidth(width), part.minimumHeight())
    return part.sizeHint().height()
