from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from fibrojournal.ui.theme import text_label
from fibrojournal.ui.widgets.disclosure_button import DisclosureButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIGN = 28
"""Width of what says whether it is open, at the end of the row."""


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=lambda way: way.name)
def test_the_words_leave_the_sign_its_room(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    words = text_label("Details")
    button = DisclosureButton(words)
    qtbot.addWidget(button)
    button.setLayoutDirection(direction)
    button.show()
    taken = words.geometry()
    reads_from_the_right = direction == Qt.LayoutDirection.RightToLeft
    left = taken.left() if reads_from_the_right else button.width() - 1 - taken.right()
    assert left == SIGN
