"""The head of a page: one line where there is room, more lines where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from fibrojournal.ui.widgets.head_row import HeadRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Block(QWidget):
    """A part of a fixed size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.size_wanted = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self.size_wanted


class Head(HeadRow):
    """A head with a title of 200, something of 60 beside it, and two far parts of 100."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.beside = Block(200, 40), Block(60, 20)
        self.far = [Block(100, 30), Block(100, 30)]
        self.add_widget(self.title)
        self.add_widget(self.beside)
        self.begin_far_end()
        for part in self.far:
            self.add_widget(part)

    def places(self, width: int) -> list[QRect]:
        self.resize(width, self.heightForWidth(width))
        QApplication.processEvents()
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
        QRect(208, 10, 60, 20),
        QRect(492, 5, 100, 30),
        QRect(600, 5, 100, 30),
    ]


def test_without_room_they_begin_a_line_of_their_own(head: Head) -> None:
    assert head.places(300)[2:] == [QRect(0, 48, 100, 30), QRect(108, 48, 100, 30)]
    assert head.heightForWidth(300) == 78


def test_every_part_has_a_line_where_it_is_narrowest(head: Head) -> None:
    assert head.minimumSizeHint() == QSize(200, 40)
    assert [place.y() for place in head.places(200)] == [0, 48, 76, 114]


def test_what_is_hidden_leaves_no_gap(head: Head) -> None:
    head.beside.hide()
    head.far[0].hide()
    assert head.places(400)[3] == QRect(300, 5, 100, 30)


def test_what_was_hidden_before_stays_hidden(head: Head) -> None:
    late = Block(50, 20)
    late.hide()
    head.add_widget(late)
    assert late.isHidden()


def test_longer_words_have_their_room_at_once(head: Head) -> None:
    head.title.size_wanted = QSize(260, 40)
    head.title.updateGeometry()
    assert head.places(700)[1] == QRect(268, 10, 60, 20)


def test_it_is_mirrored_where_one_reads_from_the_right(head: Head) -> None:
    head.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    title, _, _, last = head.places(700)
    assert (title.right(), last.left()) == (699, 0)
