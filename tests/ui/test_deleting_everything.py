from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from fibrojournal.app.crashes import log, pause_log
from fibrojournal.app.deletion import DeletedError
from fibrojournal.app.session import Session
from fibrojournal.journal import protection
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.deleting import Left, Why
from fibrojournal.paths import cache_folder, default_journal, log_file, settings_file
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.delete_everything_dialog import (
    DeleteEverythingDialog,
    EverythingFacts,
)
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.widgets.problem_view import ProblemView
from tests.ui.test_locking import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.pages.settings_page import SettingsPage

CANARY = "QuietHeron"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def window(qtbot: QtBot, stick: Path) -> Iterator[MainWindow]:
    settings = Settings(theme="light", second_backup_folder=str(stick))
    made = MainWindow(settings, settings_file(), works_ahead=False)
    qtbot.addWidget(made)
    yield made
    made.close()
    pause_log(paused=False)


@pytest.fixture
def session(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Give a session whose journal has a passphrase, backups, and a word in it."""
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 1)
    made = Session(window, None, demo=False)
    made.open()
    made.watch()
    window.show()
    journal = window.journal
    assert journal is not None
    journal.set_note(journal.today(), f"{CANARY} in the note")
    journal.backups.make()
    journal.protection.set_passphrase("mole")
    newest = journal.backups.make(even_if_unchanged=True)
    assert newest is not None
    journal.backups.restore(newest.path)
    log_file().parent.mkdir(parents=True)
    log_file().write_text("a line")
    window.keep_settings(window.settings)
    show_settings(qtbot, window)
    return made


def show_settings(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    window.show_page("settings")
    page = cast("SettingsPage", window.page("settings"))
    qtbot.waitUntil(lambda: not page.is_reading)
    return page


def asked(window: MainWindow) -> DeleteEverythingDialog:
    page = cast("SettingsPage", window.page("settings"))
    page.delete_card.delete_button.click()
    [dialog] = page.findChildren(DeleteEverythingDialog)
    assert dialog.isVisible()
    return dialog


def delete(qtbot: QtBot, window: MainWindow) -> ProblemView:
    dialog = asked(window)
    dialog.save_button.click()
    dialog.sure_box.click()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: isinstance(window.shown, ProblemView))
    return cast("ProblemView", window.shown)


def files(*folders: Path) -> list[str]:
    return sorted(str(path) for folder in folders for path in folder.rglob("*"))


def labels(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.usefixtures("session")
def test_no_file_is_left_not_even_after_the_window_was_closed(
    qtbot: QtBot, window: MainWindow, own_home: Path, stick: Path
) -> None:
    assert default_journal().exists()
    assert settings_file().exists()
    assert len(list(stick.iterdir())) > 1
    view = delete(qtbot, window)
    assert files(own_home, stick) == []
    assert "Everything of this journal is deleted." in labels(view)
    assert window.shell is not None
    assert not window.shell.notice_band.isVisible()
    log("Qt warned of something")
    window.close()
    assert files(own_home, stick) == []


@pytest.mark.usefixtures("session")
def test_no_word_is_left_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    window.page("today").refresh(Changes.everything())
    assert CANARY in words_in(window)
    delete(qtbot, window)
    assert CANARY not in words_in(window)
    assert window.journal is None
    assert not window.menus.page_group.isEnabled()


@pytest.mark.usefixtures("session")
def test_a_new_journal_can_be_begun_at_once(qtbot: QtBot, window: MainWindow, stick: Path) -> None:
    delete(qtbot, window).retry_button.click()
    assert window.journal is not None
    assert window.journal.path == default_journal()
    assert window.journal.contents().days == ()
    assert not window.journal.is_protected
    assert window.shown is window.page("today")
    assert window.settings.second_backup_folder == ""
    window.close()
    assert settings_file().exists()
    assert files(stick) == []
    log("a line")
    assert log_file().exists(), "it goes on with the new journal"


@pytest.mark.usefixtures("session")
def test_the_first_question_says_what_goes_and_what_it_cannot_reach(
    window: MainWindow, stick: Path
) -> None:
    words = asked(window).words
    for part in (str(default_journal()), " backups, in ", str(stick), "1 journal that a restore"):
        assert part in words
    for part in ("exports", "printed", "synced", "solid-state"):
        assert part in words.split("cannot reach")[1]


@pytest.mark.usefixtures("session")
def test_nothing_is_deleted_before_both_questions_are_answered(
    window: MainWindow, own_home: Path
) -> None:
    before = files(own_home)
    dialog = asked(window)
    assert dialog.sure_box.isHidden()
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert dialog.sure_box.isVisible()
    assert not dialog.save_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.journal is not None
    assert files(own_home) == before


@pytest.mark.usefixtures("session")
def test_a_stick_that_is_away_is_named_before_and_after(
    qtbot: QtBot, window: MainWindow, stick: Path
) -> None:
    stick.rename(stick.with_name("away"))
    dialog = asked(window)
    assert f"Backups in {stick}, which is not there now" in dialog.words.split("cannot reach")[1]
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    view = delete(qtbot, window)
    assert "Not everything could be deleted." in labels(view)
    assert str(stick) in labels(view)


def test_the_example_is_not_deleted(window: MainWindow, qtbot: QtBot) -> None:
    session = Session(window, None, demo=True)
    session.open()
    window.show()
    page = show_settings(qtbot, window)
    assert not page.delete_card.delete_button.isVisible()
    assert page.delete_card.row.words.startswith("The example journal is gone by itself")
    window.deletion_wanted.emit()
    QCoreApplication.processEvents()
    assert window.journal is not None
    window.close()
    session.end()


def test_each_reason_has_its_words() -> None:
    left = [Left(Path(f"/{why.name}"), why) for why in Why]
    error = DeletedError(left)
    assert error.message == "Not everything could be deleted."
    for one in left:
        assert f":\n{one.path}" in error.remedy
    only_others = DeletedError([Left(Path("/other"), Why.PERHAPS_OTHERS)])
    assert only_others.message == "Everything of this journal is deleted."


def test_the_dialog_is_freed(qtbot: QtBot, freed: Callable[[QWidget], None]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = DeleteEverythingDialog(EverythingFacts(Path("journal.fibro")), parent)
    freed(dialog)
    dialog.open()
    dialog.save_button.click()
    dialog.sure_box.click()
    with qtbot.waitSignal(dialog.deletion_wanted):
        dialog.save_button.click()


def test_folders_of_ours_are_really_looked_through(own_home: Path) -> None:
    for folder in (cache_folder(), log_file().parent, settings_file().parent):
        assert own_home in folder.parents
