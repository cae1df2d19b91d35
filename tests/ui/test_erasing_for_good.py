"""Erasing for good, as the whole window lets it be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from fibrojournal.errors import NotSavedError
from fibrojournal.journal.backups import BackupFailedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.erasing import CopiesFound, Erasure
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.day_versions_dialog import DayVersionsDialog
from fibrojournal.ui.dialogs.erase_dialog import EraseDialog
from fibrojournal.ui.dialogs.events_dialog import EventsDialog
from fibrojournal.ui.dialogs.trash_dialog import TrashDialog
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.medicines_page import MedicinesPage
from fibrojournal.ui.pages.timeline_page import TimelinePage
from fibrojournal.ui.pages.today_page import TodayPage
from tests.builders import TODAY, day, make_dose_change, make_event, make_medicine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.errors import JournalError
    from fibrojournal.journal.journal import Journal

DialogT = TypeVar("DialogT", bound=QDialog)

CANARY = "quietheron"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def window(
    qtbot: QtBot, journal: Journal, folder: Path, freed: Callable[[QWidget], None]
) -> Iterator[MainWindow]:
    """Give a window on a journal with a word in a day, a medicine and an event, backed up."""
    journal.set_note(TODAY, f"{CANARY} in a note")
    journal.set_note(day(1), "another day")
    journal.add_medicine(make_medicine(CANARY), make_dose_change(medicine=CANARY))
    journal.save_event(make_event(title=CANARY))
    journal.backup_folders = (folder,)
    journal.backups.make()
    made = MainWindow(Settings(theme="light", language="en_GB"), works_ahead=False)
    made.show()
    qtbot.waitExposed(made)
    made.show_journal(journal)
    freed(made)
    yield made
    journal.backup_folders = ()
    for dialog in made.findChildren(QDialog):
        dialog.close()
    made.close()
    made.deleteLater()


def opened(window: QWidget, kind: type[DialogT]) -> DialogT:
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def searched(qtbot: QtBot, window: MainWindow) -> EraseDialog:
    dialog = opened(window, EraseDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def erase(qtbot: QtBot, dialog: EraseDialog) -> None:
    """Press the button, and say yes to the question."""
    dialog.save_button.click()
    box = opened(dialog, QMessageBox)
    with qtbot.waitSignal(dialog.erased):
        box.button(QMessageBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: not dialog.is_busy)


def today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def note(window: MainWindow) -> str:
    return today(window).form.note_card.edit.toPlainText()


def test_a_day_is_erased_and_no_page_shows_it(
    qtbot: QtBot, window: MainWindow, journal: Journal, folder: Path
) -> None:
    assert note(window) == f"{CANARY} in a note"
    today(window).day_header.erase_action.trigger()
    dialog = searched(qtbot, window)
    erase(qtbot, dialog)
    assert note(window) == ""
    assert journal.day_entry(TODAY) is None
    assert journal.day_versions.of(TODAY) == ()
    assert dialog.told_label.text() == "It is erased from your journal."
    assert dialog.cancel_button.text() == "Close"
    assert not dialog.save_button.isVisible()
    assert dialog.words.startswith("1 backup holds it:")
    assert len(list(folder.glob("*.fibro"))) == 1, "backups are left where that was not asked for"


def test_the_backups_that_hold_it_are_named_and_deleted_when_that_is_wanted(
    qtbot: QtBot, window: MainWindow, journal: Journal, folder: Path
) -> None:
    [before] = folder.glob("*.fibro")
    today(window).day_header.erase_action.trigger()
    dialog = searched(qtbot, window)
    assert f"1 backup holds it:\n• {before}" in dialog.words
    assert not dialog.copies_box.isChecked(), "nobody has asked for that yet"
    dialog.copies_box.click()
    erase(qtbot, dialog)
    assert dialog.told_label.text() == (
        "It is erased from your journal, and the backups that held it are deleted."
    )
    assert dialog.words == ""
    [after] = folder.glob("*.fibro")
    assert after != before
    assert journal.erasing.copies_with(journal.erasing.of_day(TODAY)) == CopiesFound()


def test_nothing_is_erased_before_it_was_asked_once_more(
    qtbot: QtBot, window: MainWindow, journal: Journal
) -> None:
    today(window).day_header.erase_action.trigger()
    dialog = searched(qtbot, window)
    dialog.save_button.click()
    box = opened(dialog, QMessageBox)
    assert box.text() == "Erase it for good?"
    box.reject()
    assert dialog.isVisible()
    assert journal.day_entry(TODAY) is not None


def test_a_medicine_is_erased_with_its_doses(
    qtbot: QtBot, window: MainWindow, journal: Journal
) -> None:
    window.show_page("medicines")
    page = window.page("medicines")
    assert isinstance(page, MedicinesPage)
    page.card(CANARY).erase_action.trigger()
    erase(qtbot, searched(qtbot, window))
    assert journal.medicines() == ()
    assert journal.dose_changes() == ()
    assert journal.trash.all() == ()
    assert page.empty_card.isVisible()


def test_an_event_is_erased_from_the_list(
    qtbot: QtBot, window: MainWindow, journal: Journal
) -> None:
    window.show_page("timeline")
    page = window.page("timeline")
    assert isinstance(page, TimelinePage)
    page.events_button.click()
    listed = opened(window, EventsDialog)
    listed.table.choose(0)
    listed.erase_button.click()
    dialog = searched(qtbot, window)
    assert dialog.parent() is listed
    erase(qtbot, dialog)
    assert journal.events() == ()
    assert not listed.erase_button.isVisible()
    assert listed.empty_label.isVisible()


def test_a_line_of_the_trash_is_erased(qtbot: QtBot, window: MainWindow, journal: Journal) -> None:
    journal.remove_day(day(1))
    window.menus.trash_action.trigger()
    listed = opened(window, TrashDialog)
    listed.erase_button.click()
    erase(qtbot, searched(qtbot, window))
    assert journal.trash.all() == ()
    assert listed.table.isHidden()
    assert journal.day_entry(TODAY) is not None


def test_the_earlier_versions_of_a_day_lead_here_too(
    qtbot: QtBot, window: MainWindow, journal: Journal
) -> None:
    journal.remove_day(TODAY)
    today(window).day_header.versions_action.trigger()
    versions = opened(window, DayVersionsDialog)
    versions.erase_button.click()
    erase(qtbot, searched(qtbot, window))
    assert journal.day_versions.of(TODAY) == ()
    assert versions.table.isHidden()


def test_a_blank_day_has_nothing_to_erase(window: MainWindow) -> None:
    today(window).show_day(day(9))
    today(window).day_header.erase_action.trigger()
    assert opened(window, QMessageBox).text() == "There is nothing left of it to erase."
    assert window.findChildren(EraseDialog) == []


def test_what_is_unsaved_is_saved_before_the_day_is_erased(
    qtbot: QtBot, window: MainWindow, journal: Journal
) -> None:
    today(window).form.note_card.edit.setPlainText(f"{CANARY} typed just now")
    today(window).day_header.erase_action.trigger()
    erase(qtbot, searched(qtbot, window))
    assert note(window) == ""
    today(window).flush()
    assert journal.day_entry(TODAY) is None


# The dialog alone


class Erasing:
    """Stands in for the journal: answers what it was told to."""

    def __init__(self, found: CopiesFound | None = None) -> None:
        self.found = found or CopiesFound()
        self.fault: JournalError | None = None
        self.fault_of_copies: JournalError | None = None
        self.left: tuple[Path, ...] = ()

    def copies_with(self, erasure: Erasure) -> CopiesFound:
        assert erasure == THING
        return self.found

    def erase(self, erasure: Erasure) -> Changes:
        assert erasure == THING
        if self.fault is not None:
            raise self.fault
        return Changes.everything()

    def delete_copies_with(self, erasure: Erasure) -> tuple[Path, ...]:
        assert erasure == THING
        if self.fault_of_copies is not None:
            raise self.fault_of_copies
        return self.left


THING = Erasure(frozenset({("event", (1,))}))
BACKUPS = tuple(Path(f"/backups/journal-{number:06}.fibro") for number in range(8))


@pytest.fixture
def parent(qtbot: QtBot, freed: Callable[[QWidget], None]) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    freed(widget)
    return widget


@pytest.fixture
def jobs(parent: QWidget) -> Iterator[Jobs]:
    made = Jobs(parent)
    yield made
    assert made.finish()


def shown(
    qtbot: QtBot, erasing: Erasing, jobs: Jobs, parent: QWidget, freed: Callable[[QWidget], None]
) -> EraseDialog:
    dialog = EraseDialog("A walk, 1 October 2026.", THING, erasing, jobs, parent)
    freed(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def test_what_could_not_be_searched_is_said(
    qtbot: QtBot, jobs: Jobs, parent: QWidget, freed: Callable[[QWidget], None]
) -> None:
    found = CopiesFound((), (Path("/a/old.fibro"),), (Path("/media/stick"),))
    dialog = shown(qtbot, Erasing(found), jobs, parent, freed)
    assert "No backup that could be opened holds it." in dialog.words
    assert "1 file could not be opened, so it may hold it:\n• /a/old.fibro" in dialog.words
    assert "Backups in /media/stick could not be searched: it is not there now." in dialog.words
    assert not dialog.copies_box.isVisible()
    assert dialog.save_button.accessibleDescription() == dialog.words


def test_of_many_backups_the_first_are_named(
    qtbot: QtBot, jobs: Jobs, parent: QWidget, freed: Callable[[QWidget], None]
) -> None:
    dialog = shown(qtbot, Erasing(CopiesFound(BACKUPS)), jobs, parent, freed)
    assert "8 backups hold it:\n• /backups/journal-000000.fibro\n• journal-000001" in dialog.words
    assert dialog.words.endswith("• and 3 more")


def test_backups_that_stay_are_named(
    qtbot: QtBot, jobs: Jobs, parent: QWidget, freed: Callable[[QWidget], None]
) -> None:
    erasing = Erasing(CopiesFound(BACKUPS))
    erasing.left = BACKUPS[:1]
    dialog = shown(qtbot, erasing, jobs, parent, freed)
    dialog.copies_box.click()
    erase(qtbot, dialog)
    assert dialog.told_label.text().endswith("Not every backup could be deleted.")
    assert dialog.words == "1 backup holds it:\n• /backups/journal-000000.fibro"


def test_a_fresh_backup_that_cannot_be_made_is_said_after_the_erasing(
    qtbot: QtBot, jobs: Jobs, parent: QWidget, freed: Callable[[QWidget], None]
) -> None:
    erasing = Erasing(CopiesFound(BACKUPS))
    erasing.fault_of_copies = BackupFailedError()
    dialog = shown(qtbot, erasing, jobs, parent, freed)
    dialog.copies_box.click()
    erase(qtbot, dialog)
    assert dialog.told_label.text().startswith(
        "It is erased from your journal. The backup could not be made."
    )
    assert dialog.cancel_button.text() == "Close"


def test_what_cannot_be_erased_stays_and_says_why(
    qtbot: QtBot, jobs: Jobs, parent: QWidget, freed: Callable[[QWidget], None]
) -> None:
    erasing = Erasing()
    erasing.fault = NotSavedError()
    dialog = shown(qtbot, erasing, jobs, parent, freed)
    dialog.save_button.click()
    opened(dialog, QMessageBox).button(QMessageBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert opened(dialog, QMessageBox).text() == NotSavedError().message
    assert dialog.save_button.isVisible()
    opened(dialog, QMessageBox).close()
