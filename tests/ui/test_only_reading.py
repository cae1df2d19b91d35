"""A journal that can only be read, in the real window: it says so, and keeps what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox

from fibrojournal.journal.journal import Journal
from fibrojournal.paths import settings_file
from fibrojournal.settings import Settings
from fibrojournal.storage.driver import open_database, read_salt
from fibrojournal.storage.keys import fixed_key
from fibrojournal.storage.store import Store
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.today_page import TodayPage
from tests.builders import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import StandingClock

SENTENCE = "This journal can only be read here: its file or its disk cannot be written to."


@pytest.fixture
def journal(tmp_path: Path, clock: StandingClock) -> Iterator[Journal]:
    """Give a journal with a note, opened as on a disk that cannot be written to."""
    path = tmp_path / "journal.fibro"
    with Store.create(path) as store:
        Journal(store, clock=clock).set_note(TODAY, "written before")
    key = fixed_key(read_salt(path))
    store = Store(path, open_database(path, key, read_only=True), key, is_read_only=True)
    opened = Journal(store, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, journal: Journal) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    made.show()
    qtbot.waitExposed(made)
    made.show_journal(journal)
    yield made
    for box in made.findChildren(QMessageBox):
        box.close()
    made.close()
    for box in made.findChildren(QMessageBox):
        box.button(QMessageBox.StandardButton.Ok).click()
    made.deleteLater()


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_the_window_says_at_once_that_it_can_only_be_read(window: MainWindow) -> None:
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert SENTENCE in said


def test_save_does_not_say_that_anything_is_saved(window: MainWindow) -> None:
    window.menus.save_action.trigger()
    assert window.shell is not None
    assert window.shell.status_line.saved_label.text() == ""


def test_what_is_typed_stays_on_the_screen(window: MainWindow, journal: Journal) -> None:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    note = page.form.note_card.edit
    note.setFocus()
    QTest.keyClicks(note, " and now")
    page.flush()
    [box] = boxes(window)
    assert box.text() == SENTENCE
    assert "still on the screen" in box.informativeText()
    box.close()
    assert "and now" in note.toPlainText()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "written before"
