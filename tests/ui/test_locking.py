"""The lock, as the whole window has it: sessions on real files, with a clock that is moved."""

from __future__ import annotations

import gc
from datetime import datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from fibrojournal.app.idle_watch import IdleWatch
from fibrojournal.app.lock import Lock
from fibrojournal.app.session import Session
from fibrojournal.domain.medicines import Medicine
from fibrojournal.errors import JournalBusyError
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import settings_file
from fibrojournal.settings import Settings
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.messages import show_error
from tests.storage.files import no_room_beyond

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.pages.today_page import TodayPage
    from tests.conftest import StandingClock

CANARY = "QuietHeron"

BLANK_MS = 200
"""In which the window is blank after the key that hides it."""


@pytest.fixture
def path(tmp_path: Path, clock: StandingClock) -> Path:
    """Give a protected journal with a word in it that nobody may see after the lock."""
    place = tmp_path / "mine" / "journal.fibro"
    place.parent.mkdir()
    with Store.create(place, derive_key("mole", new_salt(1))) as store:
        journal = Journal(store, clock=clock)
        journal.set_note(journal.today(), f"{CANARY} in the note")
        journal.add_medicine(Medicine(f"{CANARY} tablets", reason=f"{CANARY} reason"))
    return place


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def session(qtbot: QtBot, window: MainWindow, path: Path) -> Session:
    """Give a session that has unlocked the journal."""
    made = Session(window, path, demo=False)
    made.open()
    made.watch()
    window.show()
    unlock(qtbot, window)
    return made


def unlock(qtbot: QtBot, window: MainWindow, typed: str = "mole") -> None:
    view = window.unlock_view
    assert view is not None
    QTest.keyClicks(view.edit, typed)
    view.unlock_button.click()
    qtbot.waitUntil(lambda: window.journal is not None, timeout=20_000)


def words_in(window: MainWindow) -> str:
    """Return every text that any widget of the program holds or tells a screen reader."""
    words = [window.windowTitle(), window.menus.undo_action.text()]
    for widget in QApplication.allWidgets():
        words += [
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
            widget.windowTitle(),
        ]
        if isinstance(widget, QLabel | QLineEdit):
            words.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            words.append(widget.toPlainText())
    return "\n".join(words)


def note_edit(window: MainWindow) -> QPlainTextEdit:
    return cast("TodayPage", window.page("today")).form.note_card.edit


def colours(window: MainWindow) -> int:
    """Count the colours of the window, in every seventh row and column."""
    picture = window.grab().toImage()
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 7)
            for y in range(0, picture.height(), 7)
        }
    )


def open_unprotected(window: MainWindow, folder: Path) -> Session:
    Store.create(folder / "open.fibro").close()
    session = Session(window, folder / "open.fibro", demo=False)
    session.open()
    session.watch()
    window.show()
    return session


def test_a_protected_journal_asks_before_it_shows_anything(window: MainWindow, path: Path) -> None:
    Session(window, path, demo=False).open()
    assert window.unlock_view is not None
    assert window.journal is None
    assert window.windowTitle() == "Journal"
    assert not window.menus.export_action.isEnabled()


def test_the_right_passphrase_opens_it(session: Session, window: MainWindow) -> None:
    assert session.lock is not None
    assert window.journal is not None
    assert window.unlock_view is None
    assert window.windowTitle() == "FibroJournal"
    assert window.shell is not None
    assert window.shell.status_line.protection_button.text() == "Protected"


def test_a_wrong_passphrase_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    Session(window, path, demo=False).open()
    view = window.unlock_view
    assert view is not None
    QTest.keyClicks(view.edit, "vole")
    view.unlock_button.click()
    qtbot.waitUntil(lambda: bool(view.field.problem), timeout=20_000)
    assert "does not open the journal" in view.field.problem
    assert window.journal is None
    unlock(qtbot, window)


def test_the_lock_leaves_no_word_of_the_journal_behind(
    session: Session, window: MainWindow, path: Path
) -> None:
    for key in window.page_keys:
        window.show_page(key)
    assert CANARY in words_in(window)
    window.menus.lock_action.trigger()
    assert session.lock is not None
    assert CANARY not in words_in(window)
    assert window.journal is None
    assert not window.menus.undo_action.isEnabled()
    Store.open(path, derive_key("mole", path.read_bytes()[:16])).close()  # the file was let go
    gc.collect()
    gc.unfreeze()  # what was put aside is looked at too
    left = [held for held in gc.get_objects() if isinstance(held, Journal)]
    assert not [journal for journal in left if journal.path == path]


def test_after_the_lock_the_same_page_comes_back(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    window.show_page("medicines")
    assert session.lock is not None
    session.lock.lock()
    unlock(qtbot, window)
    assert window.shown is window.page("medicines")


def test_typed_text_is_saved_before_the_lock(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    edit = note_edit(window)
    QTest.keyClicks(edit, "still warm ")
    assert session.lock is not None
    session.lock.lock()
    unlock(qtbot, window)
    assert window.journal is not None
    entry = window.journal.day_entry(window.journal.today())
    assert entry is not None
    assert "still warm" in entry.note


def test_what_cannot_be_saved_is_kept_behind_the_question(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    edit = note_edit(window)
    lock = session.lock
    assert lock is not None
    with no_room_beyond(0):
        QTest.keyClicks(edit, "not yet saved")
        lock.lock()
    view = window.unlock_view
    assert view is not None
    assert "could not be saved yet" in view.kept_label.text()
    assert not edit.isVisible()
    QTest.keyClicks(view.edit, "vole")
    view.unlock_button.click()
    qtbot.waitUntil(lambda: "does not open" in view.field.problem, timeout=20_000)
    QTest.keyClicks(view.edit, "mole")
    view.unlock_button.click()
    qtbot.waitUntil(lambda: window.unlock_view is None, timeout=20_000)
    assert edit.isVisible()
    assert "not yet saved" in edit.toPlainText()
    lock.lock()
    assert window.journal is None  # now there is room, and it is saved


def test_hiding_shows_one_colour_and_a_name_that_says_nothing(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    assert session.lock is not None
    qtbot.waitUntil(window.isVisible)
    session.lock.hide()
    assert colours(window) == 1
    assert window.windowTitle() == "Journal"
    assert window.journal is None


def test_the_window_is_blank_within_a_fifth_of_a_second(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    assert session.lock is not None
    for key in window.page_keys:
        window.show_page(key)
    QApplication.processEvents()
    handle = window.windowHandle()
    session.lock.input._on_focus_window_changed(handle)
    blank: list[float] = []  # the title changes as soon as the cover is painted
    window.windowTitleChanged.connect(lambda: blank.append(perf_counter()))
    begun = perf_counter()
    QTest.keyClick(handle, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: window.is_covered)
    assert colours(window) == 1
    assert 1000 * (blank[0] - begun) < BLANK_MS


def test_any_key_shows_the_question_again(session: Session, window: MainWindow) -> None:
    assert session.lock is not None
    session.lock.hide()
    cover = window._cover
    assert cover is not None
    QTest.keyClick(cover, Qt.Key.Key_Shift)
    assert window.is_covered
    QTest.keyClick(cover, Qt.Key.Key_Space)
    assert cover.isHidden()
    assert window.unlock_view is not None


def test_what_hides_the_window_shows_it_again(session: Session, window: MainWindow) -> None:
    assert session.lock is not None
    session.lock.hide()
    session.lock.hide()
    assert not window.is_covered
    assert window.windowTitle() == "Journal"  # it is locked


def test_the_cover_stays_over_what_is_put_up_behind_it(
    session: Session, window: MainWindow
) -> None:
    assert session.lock is not None
    session.lock.hide()
    for _ in range(3):  # what was put up is shown in the next turns of the event loop
        QApplication.processEvents()
    assert colours(window) == 1


def test_a_touch_that_comes_too_late_touches_nothing(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    clock = _Clock()
    session = Session(window, path, demo=False)
    session.open()
    window.show()
    unlock(qtbot, window)
    lock = Lock(window, clock)
    lock.locked.connect(session._on_locked)
    lock.begin()
    handle = window.windowHandle()
    lock.input._on_focus_window_changed(handle)
    note_edit(window).setFocus()
    clock.moment += timedelta(minutes=20)
    QTest.keyClick(handle, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: window.journal is None)
    unlock(qtbot, window)
    assert note_edit(window).toPlainText() == ""


def test_a_dialog_and_its_text_come_back_after_hiding(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = open_unprotected(window, tmp_path)
    dialog = QDialog(window.page("today"))
    edit = QLineEdit("half a sentence", dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert session.lock is not None
    session.lock.hide()
    assert not dialog.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert dialog.isVisible()
    assert edit.text() == "half a sentence"


def test_no_shortcut_reaches_what_is_hidden(window: MainWindow, tmp_path: Path) -> None:
    session = open_unprotected(window, tmp_path)
    before = window.shown
    assert session.lock is not None
    session.lock.hide()
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.shown is before
    assert not window.is_covered


def test_what_cannot_be_saved_while_hiding_is_kept_too(
    session: Session, window: MainWindow
) -> None:
    edit = note_edit(window)
    assert session.lock is not None
    with no_room_beyond(0):
        edit.insertPlainText("not yet saved")
        session.lock.hide()
    assert window.journal is not None
    assert window.unlock_view is not None
    assert "not yet saved" in edit.toPlainText()
    assert colours(window) == 1


def test_what_is_kept_is_saved_as_soon_as_it_can_be(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    edit = note_edit(window)
    assert session.lock is not None
    with no_room_beyond(0):
        edit.insertPlainText("not yet saved ")
        session.lock.lock()
        view = window.unlock_view
        assert view is not None
        assert "disk is full" in view.kept_label.text()
        view.try_again_button.click()
    assert window.journal is not None
    view.try_again_button.click()
    qtbot.waitUntil(lambda: window.journal is None)
    unlock(qtbot, window)
    assert "not yet saved" in note_edit(window).toPlainText()


def test_an_older_message_does_not_keep_the_journal_open(
    session: Session, window: MainWindow
) -> None:
    show_error(window.page("today"), JournalBusyError())
    assert session.lock is not None
    session.lock.lock()
    assert window.journal is None


def test_without_a_passphrase_hiding_only_hides(window: MainWindow, tmp_path: Path) -> None:
    session = open_unprotected(window, tmp_path)
    assert session.lock is not None
    assert not window.menus.lock_action.isEnabled()
    session.lock.lock()
    assert window.journal is not None
    window.menus.hide_action.trigger()
    assert window.is_covered
    cover = window._cover
    assert cover is not None
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton)
    assert window.windowTitle() == "FibroJournal"


def test_the_neutral_name_stands_everywhere(window: MainWindow, tmp_path: Path) -> None:
    Store.create(tmp_path / "open.fibro").close()
    Session(window, tmp_path / "open.fibro", demo=False).open()
    window._on_settings_wanted({"neutral_name": True})
    assert window.windowTitle() == "Journal"
    assert window.shell is not None
    shown = [label.text() for label in window.shell.sidebar.findChildren(QLabel)]
    assert "FibroJournal" not in shown
    show_error(window.page("today"), JournalBusyError())
    assert [box.windowTitle() for box in window.findChildren(QMessageBox)] == ["Journal"]
    window.close_messages()
    window.menus.about_action.trigger()
    assert {dialog.windowTitle() for dialog in window.findChildren(QDialog)} == {"Journal"}
    assert Settings.load(settings_file()).neutral_name


class _Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 4, 21, 42).astimezone()

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, watch: IdleWatch, seconds: float) -> None:
        """Let time pass in ticks, as a computer that is awake has it."""
        while seconds > 0:
            self.moment += timedelta(seconds=min(seconds, 10))
            watch.timer.timeout.emit()
            seconds -= 10


def test_five_minutes_without_a_touch_are_idle(qtbot: QtBot) -> None:
    clock = _Clock()
    watch = IdleWatch(clock)
    watch.start(5)
    with qtbot.assertNotEmitted(watch.idled):
        clock.pass_by(watch, 290)
        watch.touch()
        clock.pass_by(watch, 290)
    with qtbot.waitSignal(watch.idled):
        clock.pass_by(watch, 20)


def test_a_touch_after_the_limit_comes_too_late(qtbot: QtBot) -> None:
    clock = _Clock()
    watch = IdleWatch(clock)
    watch.start(1)
    clock.pass_by(watch, 50)
    clock.moment += timedelta(seconds=15)
    with qtbot.waitSignal(watch.idled):
        watch.touch()


def test_never_is_never(qtbot: QtBot) -> None:
    clock = _Clock()
    watch = IdleWatch(clock)
    watch.start(0)
    with qtbot.assertNotEmitted(watch.idled):
        clock.pass_by(watch, 3600)


def test_another_key_may_hide_the_window(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    assert session.lock is not None
    handle = window.windowHandle()
    session.lock.input._on_focus_window_changed(handle)
    window._on_settings_wanted({"hide_key": "F9"})
    assert ("Hide the window's content", "F9, Ctrl+Shift+H") in window.menus.shortcuts()
    QTest.keyClick(handle, Qt.Key.Key_F12)
    QApplication.processEvents()
    assert not window.is_covered
    QTest.keyClick(handle, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.is_covered)


def test_a_jump_of_the_clock_means_that_the_computer_slept(qtbot: QtBot) -> None:
    clock = _Clock()
    watch = IdleWatch(clock)
    watch.start(30)
    clock.moment += timedelta(hours=1)
    with qtbot.waitSignal(watch.slept):
        watch.timer.timeout.emit()


def test_a_clock_that_is_set_back_neither_locks_nor_forgets(qtbot: QtBot) -> None:
    clock = _Clock()
    watch = IdleWatch(clock)
    watch.start(5)
    clock.pass_by(watch, 200)
    clock.moment -= timedelta(days=365)
    with qtbot.assertNotEmitted(watch.idled):
        watch.timer.timeout.emit()
    with qtbot.waitSignal(watch.idled):
        clock.pass_by(watch, 110)


def test_sleep_and_a_locked_screen_lock_the_journal(session: Session, window: MainWindow) -> None:
    assert session.lock is not None
    session.lock.screen._on_screen_saver_changed(active=False)
    assert window.journal is not None
    session.lock.screen._on_screen_saver_changed(active=True)
    assert window.journal is None


def test_the_keys_that_hide_are_heard_in_dialogs_too(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    dialog = QWidget()
    qtbot.addWidget(dialog)
    dialog.show()
    handle = dialog.windowHandle()
    assert session.lock is not None
    session.lock.input._on_focus_window_changed(handle)
    QTest.keyClick(handle, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: window.is_covered)
