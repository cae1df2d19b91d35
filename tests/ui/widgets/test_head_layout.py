"""The head of a page: one line where there is room, more lines where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from fibrojournal.ui.widgets.head_layout import HeadLayout

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Block(QWidget):
    """A part of a fixed size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size


class Head(QWidget):
    """A head with a title of 200, something of 60 beside it, and two far parts of 100."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = HeadLayout(self)
        self.rows.setSpacing(10)
        self.title, self.beside = Block(200, 40), Block(60, 20)
        self.far = [Block(100, 30), Block(100, 30)]
        self.rows.addWidget(self.title)
        self.rows.addWidget(self.beside)
        self.rows.begin_far_end()
        for part in self.far:
            self.rows.addWidget(part)

    def places(self, width: int) -> list[QRect]:
        self.resize(width, self.rows.heightForWidth(width))
        self.rows.activate()
        return [part.geometry() for part in (self.title, self.beside, *self.far)]


@pytest.fixture
def head(qtbot: QtBot) -> Head:
    made = Head()
    qtbot.addWidget(made)
    made.show()
    return made


def test_in_one_line_the_far_parts_stand_at_the_end(head: Head) -> None:
    assert head.places(700) == [
        QRect(0, 0, 200, 40),
        QRect(210, 10, 60, 20),
        QRect(490, 5, 100, 30),
        QRect(600, 5, 100, 30),
    ]


def test_without_room_they_begin_a_line_of_their_own(head: Head) -> None:
    assert head.places(300)[2:] == [QRect(0, 50, 100, 30), QRect(110, 50, 100, 30)]
    assert head.rows.heightForWidth(300) == 80


def test_every_part_has_a_line_where_it_is_narrowest(head: Head) -> None:
    assert head.rows.minimumSize() == QSize(200, 40)
    assert [place.topLeft().toTuple() for place in head.places(200)] == [
        (0, 0),
        (0, 50),
        (0, 80),
        (0, 120),
    ]


def test_what_is_hidden_leaves_no_gap(head: Head) -> None:
    head.beside.hide()
    head.far[0].hide()
    assert head.rows.sizeHint() == QSize(310, 40)
    assert head.places(400)[3] == QRect(300, 5, 100, 30)


def test_it_is_mirrored_where_one_reads_from_the_right(head: Head) -> None:
    head.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    title, _, _, last = head.places(700)
    assert (title.right(), last.left()) == (699, 0)


def test_a_part_can_be_taken_out(head: Head) -> None:
    head.rows.removeWidget(head.far[1])
    assert head.rows.count() == 3
    assert head.rows.itemAt(3) is None
    assert head.rows.takeAt(3) is None
    left = head.rows.itemAt(2)
    assert left is not None
    assert left.widget() is head.far[0]
