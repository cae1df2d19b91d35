"""The line at the bottom says "Saved" only while everything on the screen is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from fibrojournal.settings import Settings
from fibrojournal.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.pages.today_page import TodayPage


@pytest.fixture
def window(qtbot: QtBot, journal: Journal) -> MainWindow:
    made = MainWindow(Settings(), works_ahead=False)
    qtbot.addWidget(made)
    made.show()
    made.show_journal(journal)
    return made


def said(window: MainWindow) -> str:
    assert window.shell is not None
    label = window.shell.status_line.saved_label
    return label.text() if label.isVisible() else ""


def today_page(window: MainWindow) -> TodayPage:
    return cast("TodayPage", window.page("today"))


def test_nothing_is_said_before_anything_was_written(window: MainWindow) -> None:
    assert said(window) == ""


def test_a_note_is_called_saved_only_once_it_is(window: MainWindow) -> None:
    edit = today_page(window).form.note_card.edit
    edit.insertPlainText("slept badly")
    assert said(window) == "Not saved yet"
    edit.settle()
    assert said(window) == "Saved 21:42"


def test_a_score_saved_meanwhile_does_not_call_the_note_saved(window: MainWindow) -> None:
    form = today_page(window).form
    form.note_card.edit.insertPlainText("slept badly")
    form.scores_card.score_rows[0].cells.cells[4].click()
    assert said(window) == "Not saved yet"


def test_hours_that_are_being_typed_are_not_called_saved(window: MainWindow) -> None:
    form = today_page(window).form
    form.scores_card.score_rows[0].cells.cells[4].click()
    field = form.measures_card.measure_rows[0].field
    field.edit.insert("7")
    assert said(window) == "Not saved yet"
    field.commit()
    assert said(window) == "Saved 21:42"


def test_text_taken_back_before_it_was_saved_leaves_what_was_said(window: MainWindow) -> None:
    form = today_page(window).form
    form.scores_card.score_rows[0].cells.cells[4].click()
    form.note_card.edit.insertPlainText("x")
    form.note_card.edit.clear()
    assert said(window) == "Saved 21:42"
