"""Finds who in this process still holds a text: widgets, actions, models, clipboards, objects."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QMetaType,
    QObject,
    Qt,
)
from PySide6.QtGui import QClipboard, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROWS = 500
TEXTS = {QMetaType.Type.QString.value, QMetaType.Type.QStringList.value}
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def holders_in_qt(words: tuple[str, ...]) -> list[str]:
    """Name the objects of Qt that hold one of the words, and where in them."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return sorted(
        {
            f"{type(thing).__name__}.{place}"
            for thing in _things()
            for place, text in _texts(thing)
            if _holds(text, words)
        }
    )


def holders_in_python(words: tuple[str, ...], apart: Iterable[object] = ()) -> list[str]:
    """Name the kinds of Python objects that hold a text with one of the words.

    Args:
        words: What is sought.
        apart: Holders that are not meant, such as who does the seeking.
    """
    gc.collect()
    gc.unfreeze()  # what was put aside is looked at too
    left_out = {id(words), *map(id, apart)}
    found = []
    for holder in gc.get_objects():
        if id(holder) in left_out:
            continue
        for held in gc.get_referents(holder):
            if type(held) is str and _holds(held, words):
                found.append(f"{type(holder).__module__}.{type(holder).__qualname__}")
                break
    return sorted(found)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _things() -> Iterator[QObject]:
    """Yield every object of Qt that can be reached from a window."""
    for window in QApplication.topLevelWidgets():
        yield window
        yield from window.findChildren(QObject)
    for view in QApplication.allWidgets():
        if isinstance(view, QAbstractItemView):
            # Qt's annotations do not know that there may be no model.
            model = cast("QAbstractItemModel | None", view.model())
            if model is not None:
                yield model
    clipboard = QGuiApplication.clipboard()
    yield clipboard


def _texts(thing: QObject) -> Iterator[tuple[str, str]]:
    """Yield the texts that an object holds, each with where."""
    meta = thing.metaObject()
    for number in range(meta.propertyCount()):
        described = meta.property(number)
        if described.typeId() in TEXTS:
            yield str(described.name()), str(thing.property(str(described.name())))
    if isinstance(thing, QTextDocument):
        yield "text", thing.toPlainText()
    if isinstance(thing, QAbstractItemModel):
        yield from (("cell", text) for text in _cells(thing))
    if isinstance(thing, QClipboard):
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            yield mode.name, thing.text(mode)


def columns_of(model: QAbstractItemModel) -> int:
    """Return how many columns a table has; a list hides that it has one."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), ROWS)):
        for column in range(columns_of(model)):
            for role in ROLES:
                yield str(model.index(row, column).data(role))
