"""What the window says about the place of the journal, and what it lets people do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox

from fibrojournal.app.session import Session
from fibrojournal.errors import JournalDamagedError, JournalOverwrittenError
from fibrojournal.paths import settings_file
from fibrojournal.settings import Settings
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.first_run_dialog import FirstRunDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.settings_page import SettingsPage
from fibrojournal.ui.widgets.problem_view import ProblemView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    qtbot.addWidget(made)
    yield made
    for box in made.findChildren(QMessageBox):
        box.close()
    made.close()


def begin(window: MainWindow, path: Path) -> Session:
    session = Session(window, path, demo=False)
    session.open()
    session.watch()
    window.show()
    return session


def make(path: Path, passphrase: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Store.create(path, derive_key(passphrase, new_salt(1)) if passphrase else None).close()
    return path


def said(window: MainWindow) -> str:
    assert window.shell is not None
    band = window.shell.notice_band
    return band.label.text() if band.isVisible() else ""


def button(window: MainWindow) -> QPushButton:
    assert window.shell is not None
    return window.shell.notice_band.button


def question(window: MainWindow) -> QMessageBox:
    [box] = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    return box


# Synced folders


def test_the_advice_about_a_synced_folder_is_given_once(
    window: MainWindow, tmp_path: Path
) -> None:
    path = make(tmp_path / "Dropbox" / "journal.fibro")
    begin(window, path)
    assert "folder that Dropbox copies elsewhere" in said(window)
    button(window).click()
    assert said(window) == ""
    window.close()
    assert Settings.load(settings_file()).cloud_told == str(path)


def test_who_was_told_is_not_told_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = make(tmp_path / "Dropbox" / "journal.fibro")
    window = MainWindow(Settings(cloud_told=str(path)), works_ahead=False)
    qtbot.addWidget(window)
    begin(window, path)
    assert said(window) == ""
    window.close()


def test_a_journal_on_this_computer_alone_needs_no_advice(
    window: MainWindow, tmp_path: Path
) -> None:
    begin(window, make(tmp_path / "journal.fibro"))
    assert said(window) == ""


# A passphrase for a new journal


@pytest.fixture
def made(window: MainWindow, tmp_path: Path) -> MainWindow:
    """Give a window whose journal was just made, since there was none."""
    session = begin(window, tmp_path / "journal.fibro")
    assert said(window) == ""
    window.new_wanted.emit()
    assert session.lock is not None
    [first_run] = window.findChildren(FirstRunDialog)
    first_run.skip_button.click()
    return window


def test_a_new_journal_is_offered_a_passphrase_once(
    qtbot: QtBot, made: MainWindow, tmp_path: Path
) -> None:
    assert said(made).startswith("Without a passphrase, all")
    made.menus.theme_chosen.emit("dark")
    qtbot.waitUntil(lambda: said(made) != "")
    assert made.shell is not None
    made.shell.notice_band.later_button.click()
    assert said(made) == ""
    made.menus.theme_chosen.emit("light")
    assert said(made) == ""
    made.close()
    later = MainWindow(Settings(theme="light"), works_ahead=False)
    qtbot.addWidget(later)
    begin(later, tmp_path / "journal.fibro")
    assert later.journal is not None
    assert said(later) == ""
    later.close()


def test_the_offer_leads_to_the_passphrase_and_goes_when_there_is_one(
    qtbot: QtBot, made: MainWindow
) -> None:
    button(made).click()
    assert isinstance(made.shown, SettingsPage)
    [dialog] = made.findChildren(PassphraseDialog)
    dialog.show_box.click()
    dialog.new_edit.setText("mole hill")
    with qtbot.waitSignal(dialog.passphrase_set, timeout=20_000):
        dialog.save_button.click()
    assert said(made) == ""
    assert made.journal is not None
    assert made.journal.is_protected


# Conflicted copies


def test_a_conflicted_copy_is_asked_about_before_it_is_opened(
    window: MainWindow, tmp_path: Path
) -> None:
    begin(window, make(tmp_path / "journal (conflicted copy).fibro"))
    view = window.shown
    assert isinstance(view, ProblemView)
    words = [label.text() for label in view.findChildren(QLabel)]
    assert "“journal (conflicted copy).fibro” may not be your newest journal." in words
    assert view.retry_button.text() == "Open it anyway"
    view.retry_button.click()
    assert window.journal is not None


def test_another_journal_stays_open_until_that_is_answered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    begin(window, make(tmp_path / "journal.fibro"))
    copy = make(tmp_path / "journal.sync-conflict-20261104-214200-ABCDEFG.fibro", "mole")
    window.journal_chosen.emit(copy)
    assert window.journal is not None
    assert window.journal.path == tmp_path / "journal.fibro"
    question(window).accept()
    qtbot.waitUntil(lambda: window.unlock_view is not None)
    assert window.journal is None


# A file that is gone


def test_a_file_that_is_gone_is_missed_within_a_minute_and_found_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = make(tmp_path / "journal.fibro")
    begin(window, path)
    window.minute_timer.timeout.emit()
    assert window.jobs.settle(5_000)
    QApplication.processEvents()
    assert said(window) == ""
    path.rename(tmp_path / "elsewhere.fibro")
    window.minute_timer.timeout.emit()
    qtbot.waitUntil(lambda: "no longer at its place" in said(window))
    (tmp_path / "elsewhere.fibro").rename(path)
    window.minute_timer.timeout.emit()
    qtbot.waitUntil(lambda: said(window) == "")


def test_what_a_journal_holds_that_is_gone_can_be_saved_elsewhere(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = make(tmp_path / "journal.fibro")
    begin(window, path)
    journal = window.journal
    assert journal is not None
    journal.set_note(journal.today(), "saved before")
    path.unlink()
    window.minute_timer.timeout.emit()
    qtbot.waitUntil(lambda: "no longer at its place" in said(window))
    button(window).click()
    (dialog,) = window.findChildren(QFileDialog)
    (tmp_path / "stick").mkdir()
    dialog.fileSelected.emit(str(tmp_path / "stick"))
    dialog.close()
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    assert "The copy is saved" in question(window).text()
    (copy,) = (tmp_path / "stick").glob("*.fibro")
    with Store.open(copy) as store:
        assert store.problems() == ()


def test_a_file_that_was_written_over_lets_a_copy_be_saved(
    window: MainWindow, tmp_path: Path
) -> None:
    begin(window, make(tmp_path / "journal.fibro"))
    window.page("today").refused.emit(JournalOverwrittenError())
    assert said(window) == "Another program has changed the journal file."
    assert button(window).text() == "Save a copy…"


def test_damage_that_a_page_meets_is_answered_with_the_backups(
    window: MainWindow, tmp_path: Path
) -> None:
    begin(window, make(tmp_path / "journal.fibro"))
    window.page("today").refused.emit(JournalDamagedError())
    assert "A backup can bring it back" in said(window)
    button(window).click()
    assert window.shown is window.page("settings")
