"""Boxes to tick say all of their words, in as many lines as that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox, WrappingRadioButton
from tests.ui.looks.fitting import cut_texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WORDS = "Leave these days &out of comparisons, all of them"

Box = WrappingCheckBox | WrappingRadioButton


@pytest.fixture(params=[WrappingCheckBox, WrappingRadioButton])
def box(request: pytest.FixtureRequest, qtbot: QtBot) -> Box:
    made: Box = request.param(WORDS)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("width", [140, 220, 600])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_no_word_is_cut_at(box: Box, width: int, direction: Qt.LayoutDirection) -> None:
    box.setLayoutDirection(direction)
    box.resize(width, box.heightForWidth(width))
    box.show()
    assert cut_texts(box) == []


def test_it_becomes_higher_where_it_is_narrow(box: Box) -> None:
    wide = box.sizeHint()
    assert box.heightForWidth(wide.width()) == wide.height()
    assert box.heightForWidth(wide.width() // 2) > wide.height()
    assert box.minimumSizeHint().width() < wide.width() // 2


def test_a_click_on_the_second_line_ticks_it(box: Box) -> None:
    width = box.sizeHint().width() // 2
    box.resize(width, box.heightForWidth(width))
    box.show()
    low = box.rect().bottomLeft()
    low.setX(60)
    low.setY(low.y() - 8)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=low)
    assert box.isChecked()
