from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from fibrojournal.ui.widgets.flow_row import FlowRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Strip(QWidget):
    """Likes to be 300 wide, and can be 200."""

    def sizeHint(self) -> QSize:
        return QSize(300, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 40)


def test_what_likes_more_room_than_there_is_takes_what_there_is(qtbot: QtBot) -> None:
    row, strip = FlowRow(), Strip()
    qtbot.addWidget(row)
    row.show_parts([strip])
    row.show()
    widths = []
    for width in (400, 250, row.minimumSizeHint().width()):
        row.resize(width, 40)
        widths.append(strip.width())
    assert widths == [300, 250, 200]
