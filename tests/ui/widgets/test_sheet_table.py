from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fibrojournal.ui.models.sheet_table_model import Column, SheetRow, SheetTableModel
from fibrojournal.ui.widgets.sheet_table import SheetTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COLUMNS = (
    Column("Symptoms, 0-10", share=0.5),
    Column("after", width=50, at_end=True),
    Column("in your entries", share=0.5),
)
ROWS = (
    SheetRow("fatigue", ("Fatigue", "6.5", "about the same")),
    SheetRow("own", ("How hard the stairs were this evening", "0.0", "cannot tell yet")),
)


def shown_table(qtbot: QtBot, width: int = 400, *, can_choose: bool = True) -> SheetTable:
    table = SheetTable("Symptoms", can_choose=can_choose)
    qtbot.addWidget(table)
    table.show_sheet(SheetTableModel(COLUMNS, ROWS))
    table.resize(width, table.heightForWidth(width))
    with qtbot.waitExposed(table):
        table.show()
    return table


@pytest.mark.parametrize("width", [260, 400, 900])
def test_every_row_is_seen_without_scrolling(qtbot: QtBot, width: int) -> None:
    table = shown_table(qtbot, width)
    assert table.verticalScrollBar().maximum() == 0
    assert table.horizontalScrollBar().maximum() == 0
    last = table.visualRect(table.sheet.index(1, 2))
    assert last.bottom() <= table.viewport().height()
    assert last.right() <= table.viewport().width()


def test_a_long_name_wraps_where_it_is_narrow(qtbot: QtBot) -> None:
    table = shown_table(qtbot)
    short, long = table.row_heights(260)
    assert long > short
    assert table.row_heights(900)[0] == table.row_heights(900)[1]


def test_no_word_is_narrower_than_its_column(qtbot: QtBot) -> None:
    table = shown_table(qtbot)
    least = table.minimumSizeHint().width()
    assert sum(table.column_widths(least)) == least
    assert table.column_widths(least)[1] == 50


def test_enter_chooses_the_row_that_has_the_keyboard(qtbot: QtBot) -> None:
    table = shown_table(qtbot)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == ["own"]


def test_a_table_that_leads_nowhere_chooses_nothing(qtbot: QtBot) -> None:
    table = shown_table(qtbot, can_choose=False)
    table.setFocus()
    with qtbot.assertNotEmitted(table.row_chosen):
        QTest.keyClick(table, Qt.Key.Key_Return)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton)


def test_the_keyboard_keeps_its_row_when_others_are_shown(qtbot: QtBot) -> None:
    table = shown_table(qtbot)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    table.show_sheet(SheetTableModel(COLUMNS, ROWS[::-1]))
    assert table.currentIndex().row() == 1
