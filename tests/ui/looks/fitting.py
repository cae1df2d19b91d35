"""Which texts of a window are cut off, and which of its widgets cannot be reached by scrolling."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTableView,
    QWidget,
)

from tests.faults.holding import columns_of
from tests.ui.looks.painted import Painted, own_text, painted
from tests.ui.looks.pseudo import CLOSES, OPENS

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS: Final = "…"
SLACK: Final = 1.0
"""Pixels by which a text may touch the edge: hinting, and the rounding of measures."""
OVERHANG: Final = 0.12
"""How far signs may hang over their line, in text sizes: accents on capitals, swung ends."""
TITLE_BAR: Final = 32
_BARE: Final = (QWidget, QFrame, QStackedWidget, QScrollBar)
"""Widgets that paint no text of their own."""


def parts(window: QWidget) -> Iterator[QWidget]:
    """Yield a window and all that is shown on it."""
    if window.isVisible():
        yield window
    for part in window.findChildren(QWidget):
        if part.isVisible() and part.window() is window:
            yield part


def name_of(widget: QWidget) -> str:
    """Return how a finding calls a widget: its class, on which, and its words."""
    parent = widget.parentWidget()
    on = f" on {type(parent).__name__}" if parent is not None else ""
    words = widget.property("text") or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__}{on} “{words}”"


# Cut texts


def cut_texts(widget: QWidget) -> list[str]:
    """Say which texts that a widget paints are cut off, and how."""
    if type(widget) in _BARE and not _is_viewport(widget):
        return []
    texts = painted(widget)
    found = [words for text in texts if (words := _cut(text, widget))]
    own = own_text(widget)
    if missing := _missing(own, texts, widget.toolTip()):
        found.append(f"“{missing}” of its text is not painted")
    if not own and not _is_viewport(widget):  # which shows lines in part, to be scrolled
        found += _unclosed(texts)
    return [f"{name_of(widget)}: {what}" for what in found]


def _cut(text: Painted, widget: QWidget) -> str:
    """Say how a painted text is cut off; "" = it is not."""
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in text.text):
        return ""  # blanks, and signs that only say in which direction is read
    if _is_shortened(text.text, widget):
        return f"“{text.text}” is shortened"
    room, ink = text.room, text.ink
    slack = max(SLACK, OVERHANG * text.size)
    across = max(room.left() - ink.left(), ink.right() - room.right())
    down = max(room.top() - ink.top(), ink.bottom() - room.bottom())
    if across > slack and not _scrolls(widget, Qt.Orientation.Horizontal):
        return f"“{text.text}” is {across:.0f} px too wide for {room.width():.0f}"
    if down > slack and not _scrolls(widget, Qt.Orientation.Vertical):
        return f"“{text.text}” is {down:.0f} px too high for {room.height():.0f}"
    return ""


def _is_shortened(text: str, widget: QWidget) -> bool:
    """Tell whether a text ends with an ellipsis that is not its own."""
    if not text.endswith(ELLIPSIS):
        return False
    if _is_viewport(widget) and _is_told_by_tip(
        text, cast("QAbstractScrollArea", widget.parentWidget())
    ):
        return False
    own = (own_text(widget), getattr(widget, "placeholderText", str)())
    actions = (action.text() for action in widget.actions() if isinstance(widget, QMenu))
    return not any(one.endswith(text) for one in (*own, *actions))


def _is_told_by_tip(text: str, view: QWidget) -> bool:
    """Tell whether a cell that is cut short says all in a tip."""
    if not isinstance(view, QAbstractItemView):
        return False
    model, role = view.model(), Qt.ItemDataRole.ToolTipRole
    cells = (
        model.index(row, column)
        for row in range(model.rowCount())
        for column in range(columns_of(model))
    )
    begins = text.removesuffix(ELLIPSIS)  # or nothing: a piece of a line, read from the right
    tips = (str(cell.data(role) or "").replace("\n", " ") for cell in cells)
    return any(tip and begins in tip for tip in tips)


def _missing(text: str, texts: list[Painted], tip: str) -> str:
    """Return the signs of a text that were not painted, such as those on a line too many."""
    if not texts and text in tip:
        return ""  # a picture stands for it
    seen = Counter("".join("".join(one.text.split()) for one in texts))
    return "".join((Counter("".join(text.split())) - seen).elements())


def _unclosed(texts: list[Painted]) -> list[str]:
    """Say if a bracket opens and does not close, in the language that has them."""
    signs = Counter("".join(one.text for one in texts))
    if signs[OPENS] == signs[CLOSES]:
        return []
    return [f"{signs[OPENS]} brackets open, {signs[CLOSES]} close"]


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def _scrolls(widget: QWidget, along: Qt.Orientation) -> bool:
    """Tell whether what does not fit a widget can be scrolled to, as in a list or a field."""
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit):
        is_part = isinstance(parent, QAbstractSpinBox | QComboBox)
        return bool(widget.text()) and not is_part
    if not _is_viewport(widget):
        return False
    if isinstance(parent, QHeaderView) and isinstance(parent.parentWidget(), QTableView):
        parent = parent.parentWidget()  # which its header goes with
    assert isinstance(parent, QAbstractScrollArea)
    bar = (
        parent.horizontalScrollBar()
        if along == Qt.Orientation.Horizontal
        else parent.verticalScrollBar()
    )
    return bar.maximum() > bar.minimum()


# Out of reach


def out_of_reach(window: QWidget) -> list[str]:
    """Say which widgets lie, wholly or in part, where neither the eye nor a scroll bar gets.

    What scrolls downward is reached; what has to be moved to the side to be read is not.
    """
    found = []
    room = QApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR)
    if window.isWindow() and window.size().boundedTo(room) != window.size():
        found.append(f"{name_of(window)} is {window.width()} x {window.height()} px large")
    for part in parts(window):
        if part is not window and (cut := _hidden_part(part)):
            found.append(f"{name_of(part)} reaches {cut}")
        if isinstance(part, QScrollArea) and (more := part.horizontalScrollBar().maximum()):
            found.append(f"{name_of(part)} is {more} px wider than it shows")
    return found


def _hidden_part(widget: QWidget) -> str:
    """Say by how much a widget lies outside its parent; "" = it does not."""
    parent = widget.parentWidget()
    if parent is None or widget.size().isEmpty() or isinstance(widget, QScrollBar):
        return ""
    inner, outer = QRect(widget.geometry()), parent.rect()
    if _is_viewport(parent):
        area = parent.parentWidget()
        assert isinstance(area, QAbstractScrollArea)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.verticalScrollBarPolicy() != off:
            inner.setTop(outer.top())
            inner.setBottom(outer.bottom())
        if area.horizontalScrollBarPolicy() != off:
            inner.setLeft(outer.left())
            inner.setRight(outer.right())
    lost = inner.united(outer)
    across, down = lost.width() - outer.width(), lost.height() - outer.height()
    return f"{across} x {down} px out of {name_of(parent)}" if max(across, down) > 1 else ""
