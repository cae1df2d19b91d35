"""Two columns where there is room for them, one where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


class Columns(QWidget):
    """Lays its children out two by two, equally wide and equally high in a row.

    Args:
        least: Narrowest column before they stack, in pixels at 100 %.
        gap: Between columns, in pixels at 100 %.
        row_gap: Between rows, in pixels at 100 %.
        parent: The card or page.
    """

    def __init__(
        self, *, least: int, gap: int, row_gap: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least = px(least)
        self._gap = px(gap)
        self._row_gap = px(row_gap)
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Put `part` after the others."""
        part.setParent(self)
        self._parts.append(part)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Tell that one column is higher than two."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at `width`."""
        rows = self._rows(width)
        gaps = self._row_gap * max(0, len(rows) - 1)
        return sum(self._height(row, width) for row in rows) + gaps

    def sizeHint(self) -> QSize:
        """Return the size of two columns."""
        width = 2 * max((p.sizeHint().width() for p in self._shown()), default=0) + self._gap
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the narrowest part in one column."""
        width = max((_least_width(part) for part in self._shown()), default=0)
        return QSize(width, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place the parts again when one of them wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _rows(self, width: int) -> list[Sequence[QWidget]]:
        shown = self._shown()
        least = max([self._least, *(_least_width(part) for part in shown)])
        in_a_row = 2 if (width - self._gap) // 2 >= least else 1
        return [shown[at : at + in_a_row] for at in range(0, len(shown), in_a_row)]

    def _column(self, row: Sequence[QWidget], width: int) -> int:
        """Return the width of a column; a part left over by itself is not stretched."""
        alone = len(row) == 1 and len(self._rows(width)) == len(self._shown())
        return width if alone else (width - self._gap) // 2

    def _height(self, row: Sequence[QWidget], width: int) -> int:
        column = self._column(row, width)
        return max(_height_at(part, column) for part in row)

    def _place(self) -> None:
        y = 0
        for row in self._rows(self.width()):
            column, height = self._column(row, self.width()), self._height(row, self.width())
            for at, part in enumerate(row):
                place = QRect(at * (column + self._gap), y, column, height)
                part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
            y += height + self._row_gap


def _least_width(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())


def _height_at(part: QWidget, width: int) -> int:
    if part.hasHeightForWidth():
        return max(part.heightForWidth(width), part.minimumHeight())
    return part.sizeHint().height()
