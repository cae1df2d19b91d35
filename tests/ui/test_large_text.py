"""With large text the window stays within a small screen: pages scroll down, never sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from fibrojournal.settings import Settings
from fibrojournal.ui.main_window import DEFAULT_SIZE, MainWindow
from fibrojournal.ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal

WIDTHS: Final = (DEFAULT_SIZE[0], 1366)
"""As the window opens at first, and as wide as a small screen."""

HEIGHT: Final = 736
"""Of a screen of 768 pixels, less the bar with the title."""


@pytest.fixture
def window(
    example_journal: Journal, qapp: QApplication, freed: Callable[[QWidget], None]
) -> Iterator[MainWindow]:
    """Give a window with the example journal, its text twice as large."""
    apply_theme(qapp, "light", 200)
    window = MainWindow(Settings(theme="light", text_percent=200), works_ahead=False)
    freed(window)
    window.show_journal(example_journal)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def scrolled_sideways(window: QWidget) -> list[str]:
    """Return which scroll areas hold more than they are wide, and by how many pixels."""
    return [
        f"{type(area.parentWidget()).__name__}: {area.horizontalScrollBar().maximum()}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum()
    ]


def test_no_page_scrolls_sideways(qtbot: QtBot, window: MainWindow) -> None:
    found = {}
    for width in WIDTHS:
        window.resize(width, HEIGHT)
        for key in window.page_keys:
            window.show_page(key)
            qtbot.waitUntil(lambda: not window.is_making)
            found[width, key] = scrolled_sideways(window)
    assert found == {(width, key): [] for width in WIDTHS for key in window.page_keys}
