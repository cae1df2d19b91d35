"""The way of the Tab key: from top to bottom, as the eye reads."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
    for part in _parts(layout):
        if isinstance(part, QWidget):
            yield from stops_within(part)
        else:
            yield from tab_stops(part)


def _parts(layout: QLayout) -> list[QWidget | QLayout]:
    """Return what a layout holds, in its order.

    It is asked for the place of each, not for its items: those are no objects of Qt, and Python
    would not be told when one of them is deleted.
    """
    owner = layout.parentWidget()
    widgets = [child for child in owner.children() if isinstance(child, QWidget)] if owner else []
    inner = [child for child in layout.children() if isinstance(child, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in widgets]
    placed += [(layout.indexOf(one), one) for one in inner]
    return [part for at, part in sorted(placed, key=itemgetter(0)) if at >= 0]


def stops_within(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget: the widget itself, or parts of it."""
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
                yield from stops_within(child)
