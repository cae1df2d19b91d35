from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.widgets.note_card import NoteCard
from fibrojournal.ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown_edit(qtbot: QtBot, limit: int = 32_000) -> NoteEdit:
    edit = NoteEdit("Note", limit=limit)
    qtbot.addWidget(edit)
    edit.resize(380, 68)
    with qtbot.waitExposed(edit):
        edit.show()
    edit.setFocus()
    return edit


@pytest.fixture
def edit(qtbot: QtBot) -> NoteEdit:
    return shown_edit(qtbot)


@pytest.fixture
def settled(edit: NoteEdit) -> list[str]:
    heard: list[str] = []
    edit.text_settled.connect(heard.append)
    return heard


def test_a_pause_settles_the_text(edit: NoteEdit, settled: list[str]) -> None:
    QTest.keyClicks(edit, "cold")
    assert edit.pause_timer.interval() <= 1000
    edit.pause_timer.timeout.emit()
    assert settled == ["cold"]


def test_typing_on_and_on_settles_all_the_same(edit: NoteEdit, settled: list[str]) -> None:
    QTest.keyClicks(edit, "co")
    remaining = edit.longest_timer.remainingTime()
    QTest.keyClicks(edit, "ld")
    assert edit.longest_timer.remainingTime() <= remaining <= 1000
    edit.longest_timer.timeout.emit()
    assert settled == ["cold"]


def test_leaving_settles(qtbot: QtBot, edit: NoteEdit, settled: list[str]) -> None:
    other = QLineEdit(edit)
    other.show()
    QTest.keyClicks(edit, "cold")
    other.setFocus()
    qtbot.waitUntil(lambda: settled == ["cold"])


def test_what_is_saved_is_not_handed_over_again(edit: NoteEdit, settled: list[str]) -> None:
    QTest.keyClicks(edit, "cold")
    edit.settle()
    edit.mark_saved("cold")
    edit.settle()
    assert settled == ["cold"]


def test_what_could_not_be_saved_is_handed_over_again(edit: NoteEdit, settled: list[str]) -> None:
    QTest.keyClicks(edit, "cold")
    edit.settle()
    edit.settle()
    assert settled == ["cold", "cold"]


def test_a_refresh_leaves_text_and_cursor_of_whoever_types(edit: NoteEdit) -> None:
    QTest.keyClicks(edit, "cold and damp")
    edit.moveCursor(QTextCursor.MoveOperation.WordLeft)
    place = edit.textCursor().position()
    edit.show_text("something older")
    assert edit.toPlainText() == "cold and damp"
    assert edit.textCursor().position() == place


def test_an_undo_elsewhere_replaces_a_saved_text(edit: NoteEdit) -> None:
    QTest.keyClicks(edit, "cold")
    edit.mark_saved("cold")
    edit.show_text("")
    assert edit.toPlainText() == ""
    assert not edit.is_pending


def test_a_note_grows_from_two_lines_to_twelve(edit: NoteEdit) -> None:
    heights = []
    for lines in (1, 2, 6, 12, 40):
        edit.replace_text("\n".join("a line" for _ in range(lines)))
        heights.append(edit.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_a_full_note_takes_no_more_and_loses_nothing_of_what_was_there(qtbot: QtBot) -> None:
    edit = shown_edit(qtbot, limit=10)
    edit.replace_text("0123456789")
    edit.textCursor().insertText("xyz")
    assert edit.toPlainText() == "0123456789"
    edit.replace_text("01234567")
    edit.textCursor().insertText("xyz")
    assert edit.toPlainText() == "xy01234567"


def test_the_end_of_a_note_is_never_half_a_character(qtbot: QtBot) -> None:
    edit = shown_edit(qtbot, limit=10)
    edit.insertPlainText("012345678\N{GRINNING FACE}")
    edit.toPlainText().encode("utf-8")
    assert edit.toPlainText() == "012345678"


def test_a_full_note_says_so(qtbot: QtBot) -> None:
    card = NoteCard(EnglishFormatter(), limit=1000)
    qtbot.addWidget(card)
    card.edit.insertPlainText("x" * 999)
    assert card.limit_label.isHidden()
    card.edit.insertPlainText("xx")
    assert not card.limit_label.isHidden()
    assert "1,000" in card.limit_label.text()


def test_pasted_text_is_plain(edit: NoteEdit) -> None:
    edit.insertPlainText("<b>cold</b>")
    assert edit.toPlainText() == "<b>cold</b>"
