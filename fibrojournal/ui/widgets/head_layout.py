"""Lays out the head of a page: title and buttons in one line, or in more where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from fibrojournal.ui.widgets.flow_row import flow


class HeadLayout(QLayout):
    """Near parts from one side on, far parts at the other; where there is no room, lines of them.

    Args:
        parent: The widget that is laid out; None = it is added to another layout.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._near: list[QLayoutItem] = []
        self._far: list[QLayoutItem] = []
        self._adds_far = False
        self.setContentsMargins(0, 0, 0, 0)

    def begin_far_end(self) -> None:
        """Let what is added from now on stand at the far end."""
        self._adds_far = True

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Add a part after the others."""
        (self._far if self._adds_far else self._near).append(item)

    def count(self) -> int:
        """Return how many parts there are, hidden ones too."""
        return len(self._near) + len(self._far)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return a part; None = there are not so many."""
        items = [*self._near, *self._far]
        return items[index] if 0 <= index < len(items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take a part out; None = there are not so many."""
        item = self.itemAt(index)
        for items in (self._near, self._far):
            if item in items:
                items.remove(item)
        return item

    def sizeHint(self) -> QSize:
        """Ask for the room of one line."""
        sizes = [item.sizeHint() for item in self._present(self._near + self._far)]
        gaps = self.spacing() * max(len(sizes) - 1, 0)
        return QSize(
            sum(size.width() for size in sizes) + gaps,
            max((size.height() for size in sizes), default=0),
        )

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Need at least the widest part."""
        sizes = [item.sizeHint() for item in self._present(self._near + self._far)]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def hasHeightForWidth(self) -> bool:
        """Grow downwards where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put every part in its place."""
        super().setGeometry(rect)
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner is not None else None
        for item, place in self._places(rect.width()):
            moved = place.translated(rect.topLeft())
            if direction is not None:
                moved = QStyle.visualRect(direction, rect, moved)
            item.setGeometry(moved)

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        near, far = self._present(self._near), self._present(self._far)
        items = near + far
        gap = self.spacing()
        sizes = [item.sizeHint() for item in items]
        if self.sizeHint().width() <= width:
            places = flow(sizes, width, gap)
            if far:
                rest = width - (places[-1].right() + 1)
                places = places[: len(near)] + [p.translated(rest, 0) for p in places[len(near) :]]
            return list(zip(items, places, strict=True))
        first = flow(sizes[: len(near)], width, gap)
        below = max((place.bottom() + 1 + gap for place in first), default=0)
        second = [place.translated(0, below) for place in flow(sizes[len(near) :], width, gap)]
        return list(zip(items, first + second, strict=True))

    @staticmethod
    def _present(items: list[QLayoutItem]) -> list[QLayoutItem]:
        return [item for item in items if not item.isEmpty()]
