"""The head of a page: title and buttons in one line, or in more where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt

from fibrojournal.ui.widgets.flow_row import FlowRow, flow, sizes_within

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class HeadRow(FlowRow):
    """Near parts from one side on, far parts at the other; where there is no room, lines of them.

    Args:
        parent: The page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._near: list[QWidget] = []
        self._adds_far = False

    def add_widget(self, part: QWidget) -> None:
        """Add a part after the others; one that was hidden stays so."""
        explicit = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        is_hidden = part.isHidden() and part.testAttribute(explicit)
        self._parts.append(part)
        if not self._adds_far:
            self._near.append(part)
        part.setParent(self)
        part.setVisible(not is_hidden)
        self.rearrange()

    def begin_far_end(self) -> None:
        """Let what is added from now on stand at the far end."""
        self._adds_far = True

    def _places(self, width: int) -> list[QRect]:
        present = self._present()
        sizes = sizes_within(present, width)
        count = sum(part in self._near for part in present)
        if self._one_line(sizes) <= width:
            places = flow(sizes, width, self._gap)
            rest = width - (places[-1].right() + 1) if places else 0
            return places[:count] + [place.translated(rest, 0) for place in places[count:]]
        first = flow(sizes[:count], width, self._gap)
        below = max((place.bottom() + 1 + self._gap for place in first), default=0)
        second = flow(sizes[count:], width, self._gap)
        return first + [place.translated(0, below) for place in second]

    def _one_line(self, sizes: list[QSize]) -> int:
        return sum(size.width() + self._gap for size in sizes) - self._gap
