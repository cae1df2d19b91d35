"""The way of the Tab key: from top to bottom, as the eye reads."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


def order_tabs(*layouts: QLayout | None) -> None:
    """Let Tab follow the layouts, one after the other, whenever their widgets were made."""
    stops = [stop for layout in layouts if layout is not None for stop in tab_stops(layout)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def tab_stops(layout: QLayout) -> Iterator[QWidget]:
    """Yield what Tab stops at, in the order of the layout."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget = item.widget()
        inner = item.layout() if widget is None else widget.layout()
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif inner is not None:
            yield from tab_stops(inner)
