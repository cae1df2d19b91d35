"""The way of the Tab key: from top to bottom, as the eye reads."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QLayout


def order_tabs(*layouts: QLayout | None) -> None:
    """Let Tab follow the layouts, one after the other, whenever their widgets were made."""
    chain_tabs(stop for layout in layouts if layout is not None for stop in tab_stops(layout))


def chain_tabs(stops: Iterable[QWidget]) -> None:
    """Let Tab go from each to the next."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def tab_stops(layout: QLayout) -> Iterator[QWidget]:
    """Yield what Tab stops at, in the order of the layout.

    What hands the keyboard on to a part of its own, such as a row of joined cells, is one stop:
    Qt moves it as a whole, and would come to it once more if only its parts were moved.
    """
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield from _stops_within(widget)
        elif inner is not None:
            yield from tab_stops(inner)


def _stops_within(widget: QWidget) -> Iterator[QWidget]:
    layout, proxy = widget.layout(), widget.focusProxy()
    hands_on = proxy is not None and widget.isAncestorOf(proxy)
    if hands_on or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        return
    elif layout is not None:
        yield from tab_stops(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _stops_within(child)
