"""What was deleted and what a day said before, as the whole window shows it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

from fibrojournal.app.session import Session
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.medicines import Medicine
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import backup_folder
from fibrojournal.settings import Settings
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.day_versions_dialog import DayVersionsDialog
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.dialogs.trash_dialog import TrashDialog
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.settings_page import SettingsPage
from fibrojournal.ui.pages.today_page import TodayPage
from tests.builders import (
    TODAY,
    day,
    make_dose_change,
    make_event,
    make_intake,
    make_plan_step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

    from tests.conftest import StandingClock

DialogT = TypeVar("DialogT", bound=QDialog)


@pytest.fixture
def window(
    qtbot: QtBot, journal: Journal, freed: Callable[[object], None]
) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light", language="en_GB"), works_ahead=False)
    made.show()
    qtbot.waitExposed(made)
    made.show_journal(journal)
    freed(made)
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.close()
    made.close()
    made.deleteLater()


def opened(window: MainWindow, kind: type[DialogT]) -> DialogT:
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def trash_of(window: MainWindow) -> TrashDialog:
    window.menus.trash_action.trigger()
    return opened(window, TrashDialog)


def versions_of(window: MainWindow) -> DayVersionsDialog:
    window.menus.versions_action.trigger()
    return opened(window, DayVersionsDialog)


def today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def cells(model: QAbstractItemModel) -> list[tuple[str, ...]]:
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def deleted(window: MainWindow) -> list[str]:
    return [row[0] for row in cells(trash_of(window).table.model())]


# What was deleted


def test_an_empty_trash_says_so_in_one_sentence(window: MainWindow) -> None:
    dialog = trash_of(window)
    assert dialog.empty_label.text() == "Nothing was deleted in the last 30 days."
    assert dialog.empty_label.isVisible()
    assert not dialog.table.isVisible()
    assert not dialog.bring_back_button.isVisible()
    assert not dialog.erase_button.isVisible()
    assert dialog.focusWidget() is dialog.close_button


def test_the_trash_says_what_was_deleted_when_and_until_when_it_is_kept(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    journal.add_medicine(Medicine("gabapentin"), make_dose_change(day(9)), [make_plan_step()])
    journal.change_dose(make_dose_change(day(2), 600))
    journal.remove_medicine("gabapentin")
    clock.advance(days=1)
    journal.save_event(make_event(title="Cold", last_day=TODAY))
    journal.remove_event(journal.events()[0])
    assert cells(trash_of(window).table.model()) == [
        ("Event Cold, 4 November 2026", "5 November 2026, 21:42", "5 December 2026"),
        (
            "Medicine gabapentin with 2 doses and 1 step of the plan",
            "4 November 2026, 21:42",
            "4 December 2026",
        ),
    ]


def test_a_deleted_day_is_told_by_what_it_said(window: MainWindow, journal: Journal) -> None:
    journal.set_score(TODAY, "fatigue", 4)
    journal.set_score(TODAY, "fog", SKIPPED)
    journal.set_medicines_taken(TODAY, "different")
    journal.set_note(TODAY, "Rain")
    journal.remove_day(TODAY)
    assert deleted(window) == [
        "Day 4 November 2026 with 2 scores, the answer about medicines and a note"
    ]


def test_single_doses_and_intakes_are_told_with_their_amounts(
    window: MainWindow, journal: Journal
) -> None:
    journal.add_medicine(Medicine("gabapentin"), make_dose_change(day(9)))
    journal.save_intake(make_intake(amount=200))
    journal.remove_intake(journal.intakes()[0])
    journal.remove_dose("gabapentin", day(9))
    assert deleted(window) == [
        "Dose of gabapentin from 26 October 2026: 0-0-0-300 mg = 300 mg a day",
        "Intake of gabapentin 200 mg, 4 November 2026",
    ]


def test_of_many_things_of_one_step_three_are_named(window: MainWindow, journal: Journal) -> None:
    steps = [make_plan_step(day(-n), 100 * n) for n in range(1, 6)]
    journal.add_medicine(Medicine("gabapentin"), plan=steps)
    journal.save_plan("gabapentin", [])
    (words,) = deleted(window)
    assert words.count("Step of the plan for gabapentin") == 3
    assert words.endswith("; 2 more")


def test_what_is_brought_back_is_there_again_and_can_be_undone(
    window: MainWindow, journal: Journal
) -> None:
    journal.add_medicine(Medicine("gabapentin"))
    journal.remove_medicine("gabapentin")
    dialog = trash_of(window)
    dialog.bring_back_button.click()
    assert [medicine.name for medicine in journal.medicines()] == ["gabapentin"]
    assert dialog.told_label.text() == "It is back. You can undo this."
    assert not dialog.table.isVisible()
    dialog.close()
    assert window.menus.undo_action.text() == "Undo brought back"
    window.menus.undo_action.trigger()
    assert journal.medicines() == ()


def test_every_page_shows_what_was_brought_back(window: MainWindow, journal: Journal) -> None:
    journal.set_note(TODAY, "Rain")
    journal.remove_day(TODAY)
    trash_of(window).bring_back_button.click()
    assert today(window).form.note_card.edit.toPlainText() == "Rain"


def test_a_day_that_was_written_again_is_filled_where_it_is_blank(
    window: MainWindow, journal: Journal
) -> None:
    journal.set_score(TODAY, "fatigue", 4)
    journal.set_score(TODAY, "fog", 7)
    journal.remove_day(TODAY)
    journal.set_score(TODAY, "fatigue", 1)
    dialog = trash_of(window)
    assert dialog.taken_label.text() == (
        "This day has been written again since. What it says now stays; only what is blank in it "
        "is filled."
    )
    dialog.bring_back_button.click()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.scores == {"fatigue": 1, "fog": 7}
    assert (
        dialog.told_label.text() == "The day is filled in where it was blank. You can undo this."
    )


def test_what_cannot_be_brought_back_says_why_and_stays(
    window: MainWindow, journal: Journal
) -> None:
    journal.add_medicine(Medicine("gabapentin"))
    journal.remove_medicine("gabapentin")
    journal.add_medicine(Medicine("Gabapentin"))
    dialog = trash_of(window)
    dialog.bring_back_button.click()
    box = opened(window, QMessageBox)
    assert box.text() == "There is another medicine of this name now."
    assert len(cells(dialog.table.model())) == 1
    assert dialog.told_label.text() == ""


def test_a_row_can_be_asked_to_be_erased(
    qtbot: QtBot, window: MainWindow, journal: Journal
) -> None:
    journal.set_note(TODAY, "Rain")
    journal.remove_day(TODAY)
    dialog = trash_of(window)
    with qtbot.waitSignal(dialog.erase_wanted) as wanted:
        dialog.erase_button.click()
    assert wanted.args == [journal.trash.all()[0]]
    assert dialog.isVisible()


def test_settings_leads_to_what_was_deleted(window: MainWindow) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.history_card.trash_button.click()
    assert opened(window, TrashDialog).isVisible()


# What a day said before


def test_a_day_that_was_never_changed_has_no_earlier_versions(window: MainWindow) -> None:
    dialog = versions_of(window)
    assert dialog.empty_label.isVisible()
    assert not dialog.table.isVisible()
    assert not dialog.bring_back_button.isVisible()
    assert dialog.erase_button.isVisible()


def written_three_times(journal: Journal, clock: StandingClock) -> None:
    journal.set_score(TODAY, "fatigue", 4)
    journal.set_note(TODAY, "Rain")
    clock.advance(minutes=15)
    journal.set_score(TODAY, "fatigue", SKIPPED)
    clock.advance(minutes=15)
    journal.set_score(TODAY, "se_dizzy", 0)
    journal.set_note(TODAY, "Rain and wind")


def test_versions_stand_newest_first_with_when_they_were_replaced(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    written_three_times(journal, clock)
    assert cells(versions_of(window).table.model()) == [
        ("4 November 2026, 22:12",),
        ("4 November 2026, 21:57",),
    ]


def test_a_version_is_told_beside_what_the_day_says_now(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    written_three_times(journal, clock)
    dialog = versions_of(window)
    dialog.table.choose(1)
    assert cells(dialog.said_table.model()) == [
        ("Fatigue", "4", "skipped"),
        ("Dizzy", "blank", "none"),
    ]
    assert dialog.differs_label.text() == (
        "It says something else now about: Fatigue, Dizzy and Note."
    )
    assert dialog.note_label.text() == "Note then; it is another one now"
    assert dialog.note_text.toPlainText() == "Rain"


def test_what_is_as_it_was_is_called_the_same(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    journal.set_score(TODAY, "fatigue", 0)
    journal.set_medicines_taken(TODAY, "as_planned")
    clock.advance(minutes=15)
    journal.set_note(TODAY, "Rain")
    dialog = versions_of(window)
    assert cells(dialog.said_table.model()) == [
        ("Fatigue", "0", "the same"),
        ("Medicines taken", "as planned", "the same"),
    ]
    assert dialog.note_label.text() == "There was no note then; there is one now."
    assert not dialog.note_text.isVisible()


def test_a_version_is_brought_back_and_that_can_be_undone(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    written_three_times(journal, clock)
    dialog = versions_of(window)
    dialog.table.choose(1)
    clock.advance(minutes=1)
    dialog.bring_back_button.click()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert (entry.scores, entry.note) == ({"fatigue": 4}, "Rain")
    assert dialog.told_label.text().startswith("The day says this again.")
    assert cells(dialog.table.model())[0] == ("4 November 2026, 22:13",)
    dialog.close()
    assert today(window).form.note_card.edit.toPlainText() == "Rain"
    window.menus.undo_action.trigger()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "Rain and wind"


def test_the_day_can_be_asked_to_be_erased(qtbot: QtBot, window: MainWindow) -> None:
    dialog = versions_of(window)
    with qtbot.waitSignal(dialog.erase_wanted) as wanted:
        dialog.erase_button.click()
    assert wanted.args == [TODAY]


def test_versions_are_of_the_day_that_is_shown(window: MainWindow) -> None:
    today(window).show_day(day(3))
    today(window).day_header.versions_action.trigger()
    assert opened(window, DayVersionsDialog).day == day(3)


def test_what_was_typed_is_saved_before_looking_back(window: MainWindow, journal: Journal) -> None:
    today(window).form.note_card.edit.setPlainText("not saved yet")
    versions_of(window)
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "not saved yet"


def test_only_a_page_about_one_day_offers_its_versions(window: MainWindow) -> None:
    window.show_page("learn")
    assert not window.menus.versions_action.isEnabled()
    assert not window.menus.removal_action.isEnabled()
    assert window.menus.trash_action.isEnabled()
    window.show_page("today")
    assert window.menus.versions_action.isEnabled()


# Removing a day


def test_a_day_is_removed_after_a_question_and_comes_back_by_undo(
    window: MainWindow, journal: Journal
) -> None:
    journal.set_note(TODAY, "Rain")
    today(window).day_header.removal_action.trigger()
    box = opened(window, QMessageBox)
    assert box.text() == "Remove what is written about Wednesday, 4 November 2026?"
    assert "within 30 days" in box.informativeText()
    assert journal.day_entry(TODAY) is not None
    box.button(QMessageBox.StandardButton.Ok).click()
    assert journal.day_entry(TODAY) is None
    assert today(window).form.note_card.edit.toPlainText() == ""
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "Rain"


def test_a_blank_day_is_not_asked_about(window: MainWindow) -> None:
    window.menus.removal_action.trigger()
    box = opened(window, QMessageBox)
    assert box.text() == "Nothing is written about Wednesday, 4 November 2026."


# Imports


def test_an_import_is_undone_as_a_whole(
    qtbot: QtBot, window: MainWindow, journal: Journal, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "days.csv").write_text(
        "day,fatigue,note\n2026-11-03,4,one\n2026-11-04,5,two\n", "utf-8"
    )
    window.menus.import_action.trigger()
    dialog = opened(window, ImportDialog)
    dialog.preview(tmp_path / "in")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()
    assert journal.days_written(day(1), TODAY) == {day(1), TODAY}
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert journal.days_written(day(1), TODAY) == frozenset()
    assert window.menus.redo_action.text() == "Redo import"


# Forgetting


def test_what_was_deleted_long_ago_is_forgotten_after_opening(
    qtbot: QtBot, tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "old.fibro"
    clock.moment = datetime(2025, 1, 7, 12, tzinfo=UTC)
    with Store.create(path) as store:
        diary = Journal(store, clock=clock)
        diary.set_note(diary.today(), "Rain")
        diary.remove_day(diary.today())
        clock.advance(days=31)
        for _ in range(3):  # days that bear witness that the time has passed
            clock.advance(days=1)
            diary.set_note(diary.today(), "Sun")
        assert diary.trash.all()
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    qtbot.addWidget(window)
    window.show()
    session = Session(window, path, demo=False)
    session.open()
    journal = window.journal
    assert journal is not None
    assert journal.trash.all()
    session._backup_times.start_timer.timeout.emit()
    qtbot.waitUntil(lambda: journal.trash.all() == ())
    assert len(backup_files(path)) == 1  # it was kept as it was before
    window.close()


def test_what_begins_after_the_start_waits_for_a_pause_in_writing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "new.fibro"
    Store.create(path).close()
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    qtbot.addWidget(window)
    window.show()
    session = Session(window, path, demo=False)
    session.open()
    timer = session._backup_times.start_timer
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.start(60_000)
    qtbot.waitUntil(lambda: timer.remainingTime() < 59_900)
    waited = timer.remainingTime()
    window.written.emit()
    assert timer.remainingTime() > waited
    timer.stop()
    window.written.emit()
    assert not timer.isActive()  # it comes once
    window.close()


def backup_files(journal: Path) -> list[Path]:
    return list(backup_folder(journal).glob("*.fibro"))
