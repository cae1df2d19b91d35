"""What somebody wrote is shown as it was written, never read as HTML that could open a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from fibrojournal.ui.messages import ask, show_notice
from fibrojournal.ui.models.rows_table_model import RowsTableModel
from fibrojournal.ui.models.sheet_table_model import Column, SheetRow, SheetTableModel
from fibrojournal.ui.models.text_table_model import TextTableModel
from fibrojournal.ui.theme import plain_tip
from fibrojournal.ui.widgets.figure_picture import FigurePicture

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

WRITTEN: Final = 'a <b>bold</b> <img src="file:///etc/hostname"> name\nand &lt;more&gt;'


class Words(RowsTableModel[str]):
    def words(self, value: str) -> tuple[str, ...]:
        return (value,)


def read(tip: str) -> str:
    """Return what is to be read in a tip."""
    if not tip.startswith("<"):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def test_a_tip_shows_what_was_written() -> None:
    assert read(plain_tip(WRITTEN)) == WRITTEN
    assert "<img" not in plain_tip(WRITTEN)
    assert plain_tip("5 & 6 > 4") == "5 & 6 > 4"


def test_the_tips_of_tables_show_what_was_written() -> None:
    column, row = Column("Note"), SheetRow("note", (WRITTEN,))
    models: list[QAbstractItemModel] = [
        Words(("Note",), [WRITTEN]),
        TextTableModel(("Note",), [(WRITTEN,)]),
        SheetTableModel((column,), (row,)),
    ]
    for model in models:
        index = model.index(0, 0)
        assert index.data() == WRITTEN
        assert index.data(Qt.ItemDataRole.ToolTipRole) == plain_tip(WRITTEN)


def test_the_tip_of_a_picture_shows_what_was_written(qtbot: QtBot) -> None:
    picture = FigurePicture(100, 100)
    qtbot.addWidget(picture)
    picture.show_chart(NotImplemented, name="Chart", description=WRITTEN)
    assert picture.toolTip() == plain_tip(WRITTEN)


def test_messages_show_what_was_written(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ask(window, WRITTEN, WRITTEN, yes="Go on")
    show_notice(window, WRITTEN, WRITTEN)
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 2
    for box in boxes:
        shown = [label for label in box.findChildren(QLabel) if label.text() == WRITTEN]
        assert len(shown) == 2
        assert {label.textFormat() for label in shown} == {Qt.TextFormat.PlainText}
        box.close()
