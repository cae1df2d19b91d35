"""Real key presses on whatever has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


def press(*keys: str | Qt.Key) -> int:
    """Type each key or text where the focus is; return the number of key presses."""
    count = 0
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
            count += len(key)
        else:
            QTest.keyClick(focused, key)
            count += 1
    return count
