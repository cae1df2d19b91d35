"""What the tests of widgets share."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPalette
from shiboken6 import isValid

from fibrojournal.charts.style import load_palette
from fibrojournal.ui.theme import apply_theme, px

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication, QWidget


class FreedWidgets:
    """Widgets that must be gone, in Qt and in Python, when the test is over."""

    def __init__(self) -> None:
        self._watched: list[tuple[str, weakref.ref[QWidget]]] = []

    def watch(self, widget: QWidget) -> None:
        self._watched.append((type(widget).__name__, weakref.ref(widget)))

    def left(self) -> list[str]:
        """Let go what waits to be deleted, and name what is left."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        alive = [(name, ref()) for name, ref in self._watched]
        return [name for name, widget in alive if widget is not None and isValid(widget)]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Let every test begin in the light theme at 100 %, whatever the one before it left."""
    paper = qapp.palette().color(QPalette.ColorRole.Window).name()
    if px(100) != 100 or not qapp.styleSheet() or paper.upper() != load_palette("light").paper:
        apply_theme(qapp, "light", 100)


@pytest.fixture
def freed(qapp: object) -> Iterator[Callable[[QWidget], None]]:
    """Give a function that marks a widget as one that must not outlive the test."""
    assert qapp is not None
    widgets = FreedWidgets()
    yield widgets.watch
    assert widgets.left() == []
