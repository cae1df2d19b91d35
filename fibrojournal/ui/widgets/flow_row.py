"""Widgets side by side that go on in the next line where the width ends, like words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent


class FlowRow(QWidget):
    """A row of widgets that breaks into lines.

    Args:
        gap: Between two widgets and between two lines, in pixels at 100 %.
        parent: The page.
    """

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = px(gap)
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these widgets in this order; those shown before and not among them are freed."""
        for old in self._parts:
            if old not in parts:
                old.hide()
                old.deleteLater()
        self._parts = list(parts)
        for before, part in zip([None, *self._parts], self._parts, strict=False):
            part.setParent(self)
            part.raise_()  # among the children too it comes after those before it
            part.show()
            if before is not None:
                QWidget.setTabOrder(before, part)
        self._arrange()
        self.updateGeometry()

    def rearrange(self) -> None:
        """Leave no room for widgets that were hidden, and make some for those shown again."""
        self._arrange()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the room of one line."""
        hints = [part.sizeHint() for part in self._present()]
        width = sum(hint.width() + self._gap for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        """Need at least the widest widget, made as narrow as it can be."""
        present = self._present()
        return QSize(
            max((_least_width(part) for part in present), default=0),
            max((part.sizeHint().height() for part in present), default=0),
        )

    def hasHeightForWidth(self) -> bool:
        """Grow downwards where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width."""
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=0)

    def showEvent(self, event: QShowEvent) -> None:
        """Break the lines anew: words may have changed while it was hidden."""
        super().showEvent(event)
        self.rearrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Break the lines anew when a widget wants another size, as for other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.rearrange()
        return super().event(event)

    def _arrange(self) -> None:
        for part, place in zip(self._present(), self._places(self.width()), strict=True):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def _present(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _places(self, width: int) -> list[QRect]:
        return flow(sizes_within(self._present(), width), width, self._gap)


def sizes_within(parts: Sequence[QWidget], width: int) -> list[QSize]:
    """Return the sizes that parts want; one that is wider than a line is as wide as the line."""
    return [
        QSize(
            max(min(part.sizeHint().width(), width), _least_width(part)),
            part.sizeHint().height(),
        )
        for part in parts
    ]


def _least_width(part: QWidget) -> int:
    """Return how narrow a part can be; one that does not say stays as wide as it likes."""
    least = part.minimumSizeHint()
    return least.width() if least.isValid() else part.sizeHint().width()


def flow(sizes: Sequence[QSize], width: int, gap: int) -> list[QRect]:
    """Return where each of some parts stands, in the middle of its line.

    Args:
        sizes: Of the parts, in order.
        width: Of all lines, in pixels; a part that is wider has a line of its own.
        gap: Between two parts and between two lines, in pixels.
    """
    lines: list[list[QRect]] = [[]]
    x = y = 0
    for size in sizes:
        if x and x + size.width() > width:
            y += _height(lines[-1]) + gap
            x = 0
            lines.append([])
        lines[-1].append(QRect(QPoint(x, y), size))
        x += size.width() + gap
    return [
        place.translated(0, (_height(line) - place.height()) // 2)
        for line in lines
        for place in line
    ]


def _height(line: Sequence[QRect]) -> int:
    return max((place.height() for place in line), default=0)
