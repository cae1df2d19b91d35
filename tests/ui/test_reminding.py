"""The line over the pages that says that today is blank: when it is there, and its answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from fibrojournal.app.reminding import Reminding
from fibrojournal.app.session import Session
from fibrojournal.errors import JournalBusyError
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import settings_file
from fibrojournal.settings import Settings
from fibrojournal.storage.driver import open_database, read_salt
from fibrojournal.storage.keys import derive_key, fixed_key, new_salt
from fibrojournal.storage.store import Store
from fibrojournal.ui.main_window import MainWindow, page_kinds
from tests.builders import TODAY, make_event
from tests.storage.files import no_room_beyond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.pages.settings_page import SettingsPage
    from fibrojournal.ui.pages.today_page import TodayPage
    from fibrojournal.ui.widgets.reminder_band import ReminderBand
    from tests.conftest import StandingClock

ON = Settings(theme="light", reminds=True, reminder_at="22:00")
"""The clock of the tests stands at 21:42."""

ALWAYS = Settings(theme="light", reminds=True, reminder_at="04:00")
"""From the turn of the day on, so that it is time whatever the real clock says."""


@pytest.fixture
def opened(
    qtbot: QtBot, freed: Callable[[QWidget], None]
) -> Iterator[Callable[[Journal, Settings], MainWindow]]:
    """Give a function that opens a window on a journal, and check that all are freed."""
    windows: list[MainWindow] = []

    def open_window(journal: Journal, settings: Settings) -> MainWindow:
        kinds = [kind for kind in page_kinds() if kind.key in {"today", "settings"}]
        window = MainWindow(settings, settings_file(), kinds=kinds, works_ahead=False)
        freed(window)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.show_journal(journal)
        Reminding(window).look()
        return window

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(opened: Callable[[Journal, Settings], MainWindow], journal: Journal) -> MainWindow:
    """Give a window with the reminder on, a little before its time."""
    return opened(journal, ON)


def band_of(window: MainWindow) -> ReminderBand:
    assert window.shell is not None
    return window.shell.reminder_band


def is_there(window: MainWindow) -> bool:
    return not band_of(window).isHidden()


def offered(window: MainWindow) -> list[str]:
    buttons = band_of(window).findChildren(QPushButton)
    return [button.text() for button in buttons if not button.isHidden()]


def pass_time(window: MainWindow, clock: StandingClock, **time: float) -> None:
    clock.advance(**time)
    window.minute_timer.timeout.emit()


def today_page(window: MainWindow) -> TodayPage:
    return cast("TodayPage", window.page("today"))


def settings_page(window: MainWindow) -> SettingsPage:
    return cast("SettingsPage", window.page("settings"))


# When it is there


def test_there_is_none_unless_it_is_switched_on(
    opened: Callable[[Journal, Settings], MainWindow], journal: Journal, clock: StandingClock
) -> None:
    window = opened(journal, Settings(theme="light", reminder_at="20:00"))
    pass_time(window, clock, hours=1)
    assert not is_there(window)
    window.show_page("settings")
    settings_page(window).reminders_card.on_box.click()
    assert is_there(window)
    settings_page(window).reminders_card.on_box.click()
    assert not is_there(window)


def test_it_comes_at_its_time_and_takes_no_keyboard(
    qtbot: QtBot, window: MainWindow, clock: StandingClock
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    focused = QApplication.focusWidget()
    assert focused is not None
    pass_time(window, clock, minutes=17)
    assert not is_there(window)
    pass_time(window, clock, minutes=1)
    assert is_there(window)
    assert QApplication.focusWidget() is focused
    assert offered(window) == ["Write today", "Later", "Not today", "Not this week"]


def test_a_screen_reader_hears_it_each_time_it_comes(
    window: MainWindow, clock: StandingClock
) -> None:
    assert band_of(window).label.accessibleName() == ""
    pass_time(window, clock, hours=1)
    label = band_of(window).label
    assert label.text() == label.accessibleName() == "Today is still blank."
    band_of(window).later_button.click()
    assert label.accessibleName() == ""
    pass_time(window, clock, hours=1)
    assert label.accessibleName() == "Today is still blank."


def test_strangers_may_read_all_of_it(window: MainWindow, clock: StandingClock) -> None:
    pass_time(window, clock, hours=1)
    band = band_of(window)
    told = [band.label.text()]
    for button in band.findChildren(QPushButton):
        told += [button.text(), button.toolTip(), button.accessibleDescription()]
    words = " ".join(told).lower()
    private = ("fibro", "health", "pain", "symptom", "medic", "dose", "plan", "diary", "journal")
    guilt = ("streak", "miss", "fail", "should", "forg", "must", "!")
    assert [word for word in (*private, *guilt) if word in words] == []


def test_it_goes_when_something_is_written_and_undo_does_not_bring_it_back(
    window: MainWindow, clock: StandingClock
) -> None:
    pass_time(window, clock, hours=1)
    today_page(window).form.scores_card.score_rows[0].cells.cells[3].click()
    assert not is_there(window)
    window.menus.undo_action.trigger()
    assert not is_there(window)
    pass_time(window, clock, minutes=1)
    assert not is_there(window)


def test_there_is_none_on_a_day_that_is_written(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    journal.set_note(TODAY, "rain")
    pass_time(window, clock, hours=1)
    assert not is_there(window)


def test_there_is_none_on_a_day_of_which_anything_else_is_told(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    journal.save_event(make_event(TODAY, TODAY))
    pass_time(window, clock, hours=1)
    assert not is_there(window)


def test_it_waits_while_somebody_types(window: MainWindow, clock: StandingClock) -> None:
    edit = today_page(window).form.note_card.edit
    edit.setPlainText("ra")
    pass_time(window, clock, hours=1)
    assert not is_there(window)
    edit.setPlainText("")
    today_page(window).flush()
    pass_time(window, clock, minutes=1)
    assert is_there(window)


def test_it_waits_for_the_end_of_a_foggy_day(window: MainWindow, clock: StandingClock) -> None:
    pass_time(window, clock, hours=1)
    today_page(window).foggy_switch.click()
    assert not is_there(window)
    pass_time(window, clock, minutes=1)
    assert not is_there(window)
    today_page(window).foggy_switch.click()
    assert is_there(window)


@pytest.mark.parametrize("out_of_sight", ["hidden", "minimised"])
def test_it_waits_while_nobody_can_see_it(
    window: MainWindow, clock: StandingClock, out_of_sight: str
) -> None:
    if out_of_sight == "hidden":
        window.cover()
    else:
        window.showMinimized()
    pass_time(window, clock, hours=1)
    assert band_of(window).isHidden()
    assert window.settings.reminded == ""
    if out_of_sight == "hidden":
        window.uncover()
    else:
        window.showNormal()
        pass_time(window, clock, minutes=1)
    assert is_there(window)


def test_the_example_has_none(
    opened: Callable[[Journal, Settings], MainWindow], journal: Journal
) -> None:
    journal.is_example = True
    assert not is_there(opened(journal, ALWAYS))


def test_a_journal_that_can_only_be_read_has_none(
    opened: Callable[[Journal, Settings], MainWindow], tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "read.fibro"
    Store.create(path).close()
    key = fixed_key(read_salt(path))
    store = Store(path, open_database(path, key, read_only=True), key, is_read_only=True)
    assert not is_there(opened(Journal(store, clock=clock), ALWAYS))


def test_it_goes_with_the_journal(window: MainWindow, clock: StandingClock) -> None:
    pass_time(window, clock, hours=1)
    window.show_problem(JournalBusyError())
    pass_time(window, clock, minutes=1)
    assert not is_there(window)


def test_another_look_leaves_it_where_it_is(
    qtbot: QtBot, window: MainWindow, clock: StandingClock
) -> None:
    pass_time(window, clock, hours=1)
    before = band_of(window)
    window.menus.theme_chosen.emit("dark")
    qtbot.waitUntil(lambda: band_of(window) is not before)
    assert is_there(window)


def test_another_start_on_the_same_day_shows_it_no_second_time(
    opened: Callable[[Journal, Settings], MainWindow], journal: Journal, clock: StandingClock
) -> None:
    first = opened(journal, ALWAYS)
    assert is_there(first)
    again = opened(journal, Settings.load(settings_file()))
    assert not is_there(again)
    pass_time(again, clock, days=1)
    assert is_there(again)


def test_the_settings_hold_days_and_times_only(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    journal.set_note(TODAY - timedelta(days=1), "QuietHeron")
    pass_time(window, clock, hours=1)
    band_of(window).later_button.click()
    assert "QuietHeron" not in settings_file().read_text(encoding="utf-8")
    assert window.settings.reminded == "2026-11-04 2026-11-04T22:42:00+00:00 "


# Answers


def test_later_brings_it_back_once_after_an_hour(window: MainWindow, clock: StandingClock) -> None:
    pass_time(window, clock, hours=1)
    band_of(window).later_button.click()
    assert not is_there(window)
    pass_time(window, clock, minutes=59)
    assert not is_there(window)
    pass_time(window, clock, minutes=1)
    assert offered(window) == ["Write today", "Not today", "Not this week"]
    band_of(window).not_today_button.click()
    pass_time(window, clock, hours=2)
    assert not is_there(window)
    pass_time(window, clock, hours=21)
    assert offered(window) == ["Write today", "Later", "Not today", "Not this week"]


def test_not_today_closes_it_until_tomorrow(window: MainWindow, clock: StandingClock) -> None:
    pass_time(window, clock, hours=1)
    band_of(window).not_today_button.click()
    assert not is_there(window)
    pass_time(window, clock, hours=2)
    assert not is_there(window)
    pass_time(window, clock, hours=22)
    assert is_there(window)


def test_not_this_week_closes_it_for_seven_days(window: MainWindow, clock: StandingClock) -> None:
    pass_time(window, clock, hours=1)
    band_of(window).not_this_week_button.click()
    assert not is_there(window)
    pass_time(window, clock, days=6)
    assert not is_there(window)
    pass_time(window, clock, days=1)
    assert is_there(window)


def test_a_pause_is_said_in_settings_and_can_be_ended_there(
    window: MainWindow, clock: StandingClock
) -> None:
    window.show_page("settings")
    card = settings_page(window).reminders_card
    assert not card.pause_row.isVisible()
    pass_time(window, clock, hours=1)
    band_of(window).not_this_week_button.click()
    assert card.pause_row.words == "Paused. It begins again on Wednesday, 11 November."
    card.resume_button.click()
    assert not card.pause_row.isVisible()
    assert not is_there(window)
    pass_time(window, clock, days=1)
    assert is_there(window)


def test_a_pause_that_is_over_is_not_said_any_more(
    window: MainWindow, clock: StandingClock
) -> None:
    window.show_page("settings")
    card = settings_page(window).reminders_card
    pass_time(window, clock, hours=1)
    band_of(window).not_this_week_button.click()
    pass_time(window, clock, days=7)
    assert not card.pause_row.isVisible()


def test_write_today_leads_there_and_the_keyboard_begins_at_the_first_row(
    qtbot: QtBot, window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    today_page(window).show_day(TODAY - timedelta(days=3))
    window.show_page("settings")
    pass_time(window, clock, hours=1)
    band = band_of(window)
    band.write_button.setFocus()
    QTest.keyClick(band.write_button, Qt.Key.Key_Space)
    assert window.shown is today_page(window)
    assert not is_there(window)
    QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_3)
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert list(entry.scores.values()) == [3]


def test_an_answer_gives_the_keyboard_back_to_the_page(
    qtbot: QtBot, window: MainWindow, clock: StandingClock
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pass_time(window, clock, hours=1)
    band_of(window).later_button.setFocus()
    QTest.keyClick(band_of(window).later_button, Qt.Key.Key_Space)
    focused = QApplication.focusWidget()
    assert focused is not None
    page = today_page(window)
    assert focused is page or page.isAncestorOf(focused)


# The lock


@pytest.fixture
def locked(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Give a window that asks for the passphrase of a journal in which nothing is written."""
    path = tmp_path / "journal.fibro"
    Store.create(path, derive_key("mole", new_salt(1))).close()
    window = MainWindow(ALWAYS, settings_file(), works_ahead=False)
    qtbot.addWidget(window)
    session = Session(window, path, demo=False)
    session.open()
    session.watch()
    window.show()
    yield window
    window.close()


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    view = window.unlock_view
    assert view is not None
    QTest.keyClicks(view.edit, "mole")
    view.unlock_button.click()
    qtbot.waitUntil(lambda: window.unlock_view is None, timeout=20_000)


def test_a_locked_window_has_none_and_unlocked_it_is_the_same_one(
    qtbot: QtBot, locked: MainWindow
) -> None:
    assert not is_there(locked)
    unlock(qtbot, locked)
    assert is_there(locked)
    kept = locked.settings.reminded
    locked.lock_wanted.emit()
    assert not is_there(locked)
    locked.minute_timer.timeout.emit()
    assert not is_there(locked)
    unlock(qtbot, locked)
    assert is_there(locked)
    assert locked.settings.reminded == kept


def test_what_was_answered_before_the_lock_is_not_asked_after_it(
    qtbot: QtBot, locked: MainWindow
) -> None:
    unlock(qtbot, locked)
    band_of(locked).not_today_button.click()
    locked.lock_wanted.emit()
    unlock(qtbot, locked)
    assert not is_there(locked)


def test_it_is_away_while_something_is_kept_behind_the_question(
    qtbot: QtBot, locked: MainWindow
) -> None:
    unlock(qtbot, locked)
    with no_room_beyond(0):
        QTest.keyClicks(today_page(locked).form.note_card.edit, "not yet saved")
        locked.lock_wanted.emit()
    assert locked.journal is not None
    assert not is_there(locked)
    unlock(qtbot, locked)
    assert not is_there(locked)
