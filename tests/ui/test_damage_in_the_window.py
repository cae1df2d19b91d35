"""What the window offers when the journal is damaged: its backups, in a few clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from fibrojournal.app.session import Session
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import backup_folder, settings_file
from fibrojournal.settings import Settings
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.restore_dialog import RestoreDialog
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.widgets.problem_view import ProblemView
from tests.storage.files import first_page_of, flip_bit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import StandingClock


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def make(path: Path, clock: StandingClock, passphrase: str = "") -> None:
    """Make a journal with a note and a backup of it."""
    key = derive_key(passphrase, new_salt(1)) if passphrase else None
    with Store.create(path, key) as store:
        journal = Journal(store, clock=clock, backup_folders=(backup_folder(path),))
        journal.set_note(journal.today(), "it is still here")
        assert journal.backups.make() is not None


def note_in(window: MainWindow) -> str:
    journal = window.journal
    assert journal is not None
    return "".join(entry.note for entry in journal.contents().days)


def restore(qtbot: QtBot, window: MainWindow) -> RestoreDialog:
    view = window.shown
    assert isinstance(view, ProblemView)
    qtbot.waitUntil(view.restore_button.isVisible)
    view.restore_button.click()
    (dialog,) = window.findChildren(RestoreDialog)
    return dialog


def test_a_journal_that_does_not_open_comes_back_in_two_clicks(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock)
    flip_bit(path, 1)
    Session(window, path, demo=False).open()
    dialog = restore(qtbot, window)
    qtbot.waitUntil(dialog.save_button.isVisible)
    assert "It holds 1 day" in dialog.told_label.text()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: window.journal is not None)
    assert note_in(window) == "it is still here"
    assert len(list(tmp_path.glob("journal before restore *.fibro"))) == 1


def test_a_protected_one_asks_for_the_passphrase_and_is_restored(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock, "mole")
    flip_bit(path, 1)
    Session(window, path, demo=False).open()
    unlock = window.unlock_view
    assert unlock is not None
    unlock.edit.setText("mole")
    unlock.unlock_button.click()
    qtbot.waitUntil(lambda: isinstance(window.shown, ProblemView), timeout=20_000)
    dialog = restore(qtbot, window)
    qtbot.waitUntil(dialog.passphrase_edit.isVisible)
    dialog.passphrase_edit.setText("mole")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "It holds 1 day" in dialog.told_label.text(), timeout=20_000)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: window.unlock_view is not None, timeout=20_000)
    assert window.journal is None  # it opens with its passphrase, as before


def test_damage_that_was_not_seen_at_once_is_said_in_a_band(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock)
    with Store.open(path) as store:
        page = first_page_of(store, "import_file")  # no view reads it at once
    flip_bit(path, page)
    session = Session(window, path, demo=False)
    session.open()
    session._backup_times._on_started()
    assert window.shell is not None
    band = window.shell.notice_band
    qtbot.waitUntil(band.isVisible)
    assert "damaged" in band.label.text()
    band.button.click()
    assert window.shown is window.page("settings")


def test_a_start_makes_the_backup_of_the_day(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock)
    for old in backup_folder(path).iterdir():
        old.unlink()
    session = Session(window, path, demo=False)
    session.open()
    session._backup_times._on_started()
    qtbot.waitUntil(lambda: bool(list(backup_folder(path).glob("journal-*.fibro"))))
    assert window.shell is not None
    assert window.shell.status_line.backup_label.text() != "Backup not made"


def test_once_a_month_it_is_said_that_the_newest_backup_opens(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock)
    session = Session(window, path, demo=False)
    session.open()
    session._backup_times._on_started()
    assert window.shell is not None
    label = window.shell.status_line.backup_label
    qtbot.waitUntil(label.isVisible)
    assert label.text().startswith("Your backup from ")
    assert label.text().endswith(" opens: 1 day.")
    session._backup_times._on_started()
    qtbot.waitUntil(label.isHidden)


def test_a_backup_that_cannot_be_made_is_said_quietly(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock)
    folder = backup_folder(path)
    for old in folder.iterdir():
        old.unlink()
    folder.rmdir()
    folder.write_text("a file where the folder should be")
    session = Session(window, path, demo=False)
    session.open()
    session._backup_times._on_started()
    assert window.shell is not None
    label = window.shell.status_line.backup_label
    qtbot.waitUntil(label.isVisible)
    assert label.text() == "Backup not made"


def test_backups_that_have_gone_meanwhile_are_said_to_be_gone(
    window: MainWindow, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    make(path, clock)
    flip_bit(path, 1)
    session = Session(window, path, demo=False)
    session.open()
    offered = window.shown
    assert isinstance(offered, ProblemView)
    backup_folder(path).rename(tmp_path / "pulled out")
    offered.restore_button.click()
    assert window.shown is not None
    said = " ".join(label.text() for label in window.shown.findChildren(QLabel))
    assert "No backup of this journal could be found" in said
