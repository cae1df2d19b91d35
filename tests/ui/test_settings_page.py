from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QWidget,
)

from fibrojournal.charts.style import load_palette
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal import protection
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.protection import ProtectionReport
from fibrojournal.journal.unlocking import unlock
from fibrojournal.settings import Settings
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.calendar_dialog import CalendarDialog
from fibrojournal.ui.dialogs.limits_dialog import LimitsDialog
from fibrojournal.ui.dialogs.move_dialog import MoveDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog, RemovePassphraseDialog
from fibrojournal.ui.dialogs.profile_dialog import ProfileDialog
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.dialogs.restore_dialog import RestoreDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.main_window import MainWindow, page_kinds
from fibrojournal.ui.pages.settings_page import SettingsPage
from fibrojournal.ui.theme import colour
from fibrojournal.ui.week import first_weekday, set_first_weekday
from fibrojournal.ui.widgets.card import Card
from tests.storage.files import first_page_of, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.conftest import StandingClock

DialogT = TypeVar("DialogT", bound=QDialog)

WORDS = "blue kettle on the roof"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys as fast as a real journal may."""
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 1)


def shown(qtbot: QtBot, journal: Journal, width: int = 1072) -> SettingsPage:
    page = SettingsPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.show_settings(Settings())
    page.resize(width, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> Iterator[SettingsPage]:
    made = shown(qtbot, journal)
    yield made
    if made.jobs is not None:
        assert made.jobs.finish()


def dialog_of(page: QWidget, kind: type[DialogT]) -> DialogT:
    return [dialog for dialog in page.findChildren(kind) if dialog.isVisible()][-1]


def protect(qtbot: QtBot, page: SettingsPage) -> None:
    page.privacy_card.passphrase_button.click()
    dialog = dialog_of(page, PassphraseDialog)
    dialog.show_box.click()
    dialog.new_edit.setText(WORDS)
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()


def has_code(journal: Journal) -> bool:
    return journal.protection.has_recovery_code


def primary_buttons(card: QWidget) -> list[str]:
    return [
        button.text()
        for button in card.findChildren(QAbstractButton)
        if button.property("primary") and button.isVisible()
    ]


# Choices of this computer, and the person


def window_of(qtbot: QtBot, journal: Journal) -> tuple[MainWindow, SettingsPage]:
    window = MainWindow(
        Settings(theme="light"),
        kinds=[kind for kind in page_kinds() if kind.key == "settings"],
        works_ahead=False,
    )
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.show_journal(journal)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return window, page


def test_a_theme_chosen_here_holds_at_once_and_keeps_the_keyboard(
    qtbot: QtBot, journal: Journal
) -> None:
    window, page = window_of(qtbot, journal)
    window.activateWindow()
    page.look_card.theme_box.setFocus()
    page.look_card.theme_box.choose("dark")
    qtbot.waitUntil(lambda: window.settings.theme == "dark")
    fresh = window.page("settings")
    assert isinstance(fresh, SettingsPage)
    assert fresh is not page
    assert colour("paper").name().upper() == load_palette("dark").paper
    assert window.focusWidget() is fresh.look_card.theme_box
    assert fresh.look_card.theme_box.value == "dark"
    window.close()


def test_another_turn_of_the_day_alters_what_is_called_today_and_no_day(
    qtbot: QtBot, journal: Journal, clock: StandingClock
) -> None:
    journal.set_score(journal.today(), "fog", 3)
    written = journal.today()
    clock.advance(hours=4)  # it is 01:42
    window, page = window_of(qtbot, journal)
    assert journal.today() == written
    page.habits_card.turn_box.choose(0)
    qtbot.waitUntil(lambda: journal.turns_at == 0)
    assert (journal.today() - written).days == 1
    assert journal.item_scores("fog").days == (written.toordinal(),)
    window.close()


def test_weeks_begin_on_the_day_that_is_chosen(qtbot: QtBot, journal: Journal) -> None:
    window, page = window_of(qtbot, journal)
    page.habits_card.weekday_box.choose("saturday")
    qtbot.waitUntil(lambda: first_weekday() == Qt.DayOfWeek.Saturday)
    calendar = CalendarDialog(
        journal.today(),
        today=journal.today(),
        days_written=journal.days_written,
        formatter=EnglishFormatter(),
        parent=window,
    )
    calendar.open()
    QApplication.processEvents()
    top = calendar.day_buttons[0].mapTo(calendar, QPoint()).y()
    places = {
        label: label.mapTo(calendar, QPoint())
        for label in calendar.findChildren(QLabel)
        if label.isVisible() and label.mapTo(calendar, QPoint()).y() < top
    }
    nearest = max(place.y() for place in places.values())
    head = [label for label, place in places.items() if place.y() == nearest]
    head.sort(key=lambda label: places[label].x())
    days = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"]
    assert [label.text() for label in head] == days
    calendar.close()
    window.close()
    set_first_weekday("")


def test_the_reminder_is_off_and_says_where_it_is_seen(page: SettingsPage) -> None:
    card = page.reminders_card
    assert not card.on_box.isChecked()
    assert not card.time_box.isEnabled()
    assert not card.pause_row.isVisible()
    assert "Nothing is shown while the window is closed" in card.on_row.hint


def test_the_choices_of_the_reminder_are_shown_and_asked_for(
    qtbot: QtBot, page: SettingsPage
) -> None:
    card = page.reminders_card
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.on_box.click()
    assert asked.args == [{"reminds": True}]
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.time_box.choose("07:30")
    assert asked.args == [{"reminder_at": "07:30"}]
    with qtbot.assertNotEmitted(page.settings_wanted):
        page.show_settings(Settings(reminds=True, reminder_at="21:00"))
    assert card.on_box.isChecked()
    assert card.time_box.isEnabled()
    assert card.time_box.currentText() == "21:00"


def test_the_person_is_written_from_here_too(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    page.profile_card.edit_button.click()
    dialog = dialog_of(page, ProfileDialog)
    dialog.name_edit.setText("Jo")
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()
    assert journal.visit_preparation.profile().name == "Jo"


# Privacy


def test_a_journal_without_a_passphrase_is_called_not_protected(page: SettingsPage) -> None:
    card = page.privacy_card
    assert card.state_row.words == (
        "Not protected. Anybody who can use this account on this computer can read your journal."
    )
    assert primary_buttons(card) == ["Set a passphrase…"]
    for hidden in (card.remove_button, card.code_row):
        assert not hidden.isVisible()
    assert card.idle_row.hint.startswith("Only a protected journal locks.")


def test_setting_a_passphrase_is_said_at_once_and_offers_a_code(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    protect(qtbot, page)
    card = page.privacy_card
    assert journal.protection.is_protected
    assert card.state_row.words.startswith("Protected.")
    assert card.passphrase_button.text() == "Change passphrase…"
    assert card.code_row.words.startswith("No recovery code yet.")
    assert primary_buttons(card) == ["Make a recovery code…"]
    assert not page.findChildren(QMessageBox)


def test_what_still_opens_as_before_is_named(page: SettingsPage) -> None:
    report = ProtectionReport(
        unreached=(Path("/media/stick/journal-000001-20261101-214200.fibro"),),
        missing_folders=(Path("/media/other"),),
        backup_failed=True,
    )
    page.privacy_card.passphrase_button.click()
    dialog_of(page, PassphraseDialog).passphrase_set.emit(report)
    box = dialog_of(page, QMessageBox)
    told = box.informativeText()
    assert "could not be reached, and opens as before:\n/media/stick/journal-0" in told
    assert "was not there, so backups in it open as before: /media/other" in told
    assert "A new backup could not be made yet." in told


def test_the_passphrase_can_be_removed_again(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    protect(qtbot, page)
    page.privacy_card.remove_button.click()
    dialog = dialog_of(page, RemovePassphraseDialog)
    dialog.current_edit.setText(WORDS)
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()
    assert not journal.protection.is_protected
    assert page.privacy_card.state_row.words.startswith("Not protected.")
    assert not page.privacy_card.code_row.isVisible()


def test_a_recovery_code_is_made_and_removed(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    protect(qtbot, page)
    card = page.privacy_card
    card.code_button.click()
    dialog = dialog_of(page, RecoveryCodeDialog)
    assert dialog.code_view.isVisible()
    code = dialog.code_view.label.text().replace("\n", "-")
    dialog.save_button.click()
    dialog.typed_edit.setText(code)
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()
    assert has_code(journal)
    assert card.code_row.words.startswith("There is a recovery code.")
    assert primary_buttons(card) == []
    card.remove_code_button.click()
    dialog_of(page, QMessageBox).accept()
    assert not has_code(journal)
    assert card.code_row.words.startswith("No recovery code yet.")


def test_the_example_journal_needs_no_passphrase(qtbot: QtBot, example_journal: Journal) -> None:
    page = shown(qtbot, example_journal)
    card = page.privacy_card
    assert card.state_row.words.startswith("This is the example journal.")
    for hidden in (card.passphrase_button, card.remove_button, card.code_row):
        assert not hidden.isVisible()


def test_the_choices_of_the_computer_are_shown_and_asked_for(
    qtbot: QtBot, page: SettingsPage
) -> None:
    card = page.privacy_card
    assert (card.idle_box.currentText(), card.neutral_box.isChecked()) == ("5 minutes", False)
    assert [card.idle_box.itemText(at) for at in range(card.idle_box.count())] == [
        *("1 minute", "2 minutes", "5 minutes", "10 minutes", "15 minutes", "30 minutes"),
        "never",
    ]
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.idle_box.choose(0)
    assert asked.args == [{"idle_minutes": 0}]
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.hide_box.choose("Pause")
    assert asked.args == [{"hide_key": "Pause"}]
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.neutral_box.click()
    assert asked.args == [{"neutral_name": True}]
    with qtbot.assertNotEmitted(page.settings_wanted):
        page.show_settings(Settings(idle_minutes=7, hide_key="F9", neutral_name=True))
    assert card.hide_box.currentText() == "F9"
    assert (card.idle_box.currentText(), card.neutral_box.isChecked()) == ("7 minutes", True)


def test_the_limits_are_one_press_away(page: SettingsPage) -> None:
    page.privacy_card.limits_button.click()
    assert dialog_of(page, LimitsDialog).isVisible()


def test_the_page_reads_again_when_it_is_turned_to(page: SettingsPage, journal: Journal) -> None:
    page.hide()
    journal.protection.set_passphrase(WORDS)
    page.refresh(Changes.everything())
    assert page.privacy_card.state_row.words.startswith("Not protected.")
    page.show()
    assert page.privacy_card.state_row.words.startswith("Protected.")


# Backups


@pytest.fixture
def backed(qtbot: QtBot, journal: Journal, tmp_path: Path) -> Iterator[SettingsPage]:
    """Give the page of a journal that makes backups, with a window's part in its settings."""
    journal.backup_folders = (tmp_path / "backups",)
    journal.set_score(journal.today(), "pain_average", 4.0)
    made = shown(qtbot, journal)
    keeper = Keeper(made, journal)
    made.settings_wanted.connect(keeper.on_settings_wanted)
    made.journal_changed.connect(made.refresh)
    read(qtbot, made)
    yield made
    assert made.jobs is not None
    assert made.jobs.finish()


class Keeper(QObject):
    """Does with the second folder what the window and its session do."""

    def __init__(self, page: SettingsPage, journal: Journal) -> None:
        super().__init__(page)
        self._page = page
        self._journal = journal

    @Slot(dict)
    def on_settings_wanted(self, values: dict[str, str]) -> None:
        second = values["second_backup_folder"]
        others = [Path(second)] if second else []
        self._journal.backup_folders = (self._journal.backup_folders[0], *others)
        self._page.show_settings(Settings(second_backup_folder=second))


def read(qtbot: QtBot, page: SettingsPage) -> None:
    """Wait until the page has read what there is."""
    qtbot.waitUntil(lambda: not page.is_reading)


def carried_out(qtbot: QtBot, page: SettingsPage, button: QAbstractButton) -> str:
    """Press a button of the card; return what is said when its work is done."""
    button.click()
    busy = page.backups_card.told_label.text()
    assert not page.backups_card.backup_button.isEnabled()
    qtbot.waitUntil(page.backups_card.backup_button.isEnabled)
    read(qtbot, page)
    told = page.backups_card.told_label.text()
    assert told != busy
    return told


def test_the_first_backup_is_made_by_one_press(
    qtbot: QtBot, backed: SettingsPage, journal: Journal
) -> None:
    card = backed.backups_card
    assert card.newest_label.text().startswith("There is no backup yet.")
    told = carried_out(qtbot, backed, card.backup_button)
    assert told == "The backup is made, opened and counted: 1 day."
    assert card.table.model().rowCount() == 1
    assert len(journal.backups.all()) == 1
    assert primary_buttons(card) == ["Back up now"]


def test_a_backup_that_holds_everything_is_not_made_again(
    qtbot: QtBot, backed: SettingsPage
) -> None:
    card = backed.backups_card
    carried_out(qtbot, backed, card.backup_button)
    told = carried_out(qtbot, backed, card.backup_button)
    assert told == "Nothing was written since the newest backup, so it holds everything."
    assert card.table.model().rowCount() == 1


def test_a_backup_that_cannot_be_made_is_told_and_the_page_goes_on(
    qtbot: QtBot, backed: SettingsPage, tmp_path: Path
) -> None:
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    backed.backups_card.backup_button.click()
    qtbot.waitUntil(lambda: bool(backed.findChildren(QMessageBox)))
    box = dialog_of(backed, QMessageBox)
    assert box.text() == "The backup could not be made."
    assert backed.backups_card.backup_button.isEnabled()
    assert backed.backups_card.told_label.text() == ""
    read(qtbot, backed)


def test_a_second_folder_gets_the_newest_at_once(
    qtbot: QtBot, backed: SettingsPage, tmp_path: Path
) -> None:
    card = backed.backups_card
    carried_out(qtbot, backed, card.backup_button)
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_folder(backed, card.second_button, stick)
    qtbot.waitUntil(card.backup_button.isEnabled)
    read(qtbot, backed)
    assert card.told_label.text() == "The newest backup is in the second folder now."
    assert len(list(stick.glob("*.fibro"))) == 1
    assert card.second_row.words.startswith(f"Second folder: {stick} Each new backup is copied")
    card.drop_button.click()
    read(qtbot, backed)
    assert card.second_row.words.startswith("No second folder.")
    assert card.told_label.text() == "The copies that are there already stay."
    assert len(list(stick.glob("*.fibro"))) == 1


def test_a_stick_that_is_not_there_is_said_and_no_alarm(
    qtbot: QtBot, backed: SettingsPage, tmp_path: Path
) -> None:
    choose_folder(backed, backed.backups_card.second_button, tmp_path / "gone")
    qtbot.waitUntil(backed.backups_card.backup_button.isEnabled)
    read(qtbot, backed)
    assert "The second folder is not there now." in backed.backups_card.second_row.words
    assert not backed.findChildren(QMessageBox)


def test_the_folder_of_the_backups_is_no_second_folder(
    qtbot: QtBot, backed: SettingsPage, tmp_path: Path
) -> None:
    with qtbot.assertNotEmitted(backed.settings_wanted):
        choose_folder(backed, backed.backups_card.second_button, tmp_path / "backups")
    assert backed.backups_card.told_label.text() == "The backups are in this folder already."


def test_the_newest_backup_is_tested_by_one_press(
    qtbot: QtBot, backed: SettingsPage, clock: StandingClock
) -> None:
    card = backed.backups_card
    carried_out(qtbot, backed, card.backup_button)
    clock.advance(days=4)
    told = carried_out(qtbot, backed, card.test_button)
    assert told == "Your backup from Wednesday, 4 November opens: 1 day."
    assert card.table.model().index(0, 3).data() == "8 November 2026"


def test_a_backup_is_back_in_three_presses(
    qtbot: QtBot, backed: SettingsPage, journal: Journal, clock: StandingClock
) -> None:
    card = backed.backups_card
    carried_out(qtbot, backed, card.backup_button)
    clock.advance(days=1)
    journal.set_note(journal.today(), "written afterwards")
    QTest.mouseClick(card.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 12))
    card.restore_button.click()
    dialog = dialog_of(backed, RestoreDialog)
    qtbot.waitUntil(dialog.save_button.isVisible)
    assert "Leaves your journal: 5 November 2026." in dialog.words
    with qtbot.waitSignal(backed.saved), qtbot.waitSignal(backed.journal_changed) as told:
        dialog.save_button.click()
    assert told.args == [Changes.everything()]
    read(qtbot, backed)
    assert journal.day_entry(journal.today()) is None
    [kept] = journal.path.parent.glob("* before restore *")
    assert kept.name in card.kept_label.text()
    assert card.told_label.text() == "Your journal is restored. What was there before is kept."
    assert len(journal.backups.all()) == 2


def test_a_file_from_elsewhere_can_be_restored(
    qtbot: QtBot, backed: SettingsPage, journal: Journal, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "stick"
    copy = journal.backups.save_copy(elsewhere)
    journal.set_score(journal.today(), "pain_average", 9.0)
    backed.backups_card.file_button.click()
    chooser = dialog_of(backed, QFileDialog)
    chooser.fileSelected.emit(str(copy.path))
    chooser.close()
    dialog = dialog_of(backed, RestoreDialog)
    qtbot.waitUntil(dialog.save_button.isVisible)
    with qtbot.waitSignal(backed.journal_changed):
        dialog.save_button.click()
    assert journal.item_scores("pain_average").values == (4.0,)
    read(qtbot, backed)


@pytest.mark.parametrize("protected", [False, True])
def test_a_damaged_backup_is_told_in_its_dialog(
    qtbot: QtBot, backed: SettingsPage, journal: Journal, *, protected: bool
) -> None:
    if protected:
        journal.protection.set_passphrase(WORDS)
    made = journal.backups.make(even_if_unchanged=True)
    assert made is not None
    backed.refresh(Changes.everything())
    read(qtbot, backed)
    flip_bit(made.path, 1)
    backed.backups_card.file_button.click()
    chooser = dialog_of(backed, QFileDialog)
    chooser.fileSelected.emit(str(made.path))
    chooser.close()
    dialog = dialog_of(backed, RestoreDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert "damaged" in dialog.told_label.text()
    assert not dialog.passphrase_edit.isVisible()
    dialog.reject()
    backed.backups_card.test_button.click()
    qtbot.waitUntil(lambda: bool(backed.findChildren(QMessageBox)))
    assert dialog_of(backed, QMessageBox).text().startswith("This backup is damaged")
    read(qtbot, backed)


def test_a_damaged_journal_that_still_opens_can_be_brought_back(
    qtbot: QtBot, example_journal: Journal, tmp_path: Path
) -> None:
    written = example_journal.contents()
    folders = (tmp_path / "backups",)
    example_journal.backup_folders = folders
    protection = example_journal.protection
    protection.set_passphrase(WORDS)
    code = protection.new_recovery_code()
    assert protection.confirm_recovery_code(code, code)
    assert example_journal.backups.make() is not None
    path = example_journal.path
    page_of_scores = first_page_of(example_journal._store, "score")
    example_journal.close()
    flip_bit(path, page_of_scores)
    journal = Journal(unlock(path, WORDS), clock=example_journal.now, backup_folders=folders)
    assert journal.problems()
    page = shown(qtbot, journal)
    assert page.privacy_card.state_row.words.startswith("Protected.")
    read(qtbot, page)
    page.backups_card.restore_button.click()
    dialog = dialog_of(page, RestoreDialog)
    qtbot.waitUntil(dialog.save_button.isVisible)
    assert "cannot be read as a whole" in dialog.words
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()
    assert journal.contents() == written
    assert journal.problems() == ()
    assert has_code(journal)
    assert page.jobs is not None
    assert page.jobs.finish()
    journal.close()


def test_a_copy_for_another_computer_is_saved_where_it_was_asked_for(
    qtbot: QtBot, backed: SettingsPage, journal: Journal, tmp_path: Path
) -> None:
    backed.backups_card.move_button.click()
    dialog = dialog_of(backed, MoveDialog)
    dialog.copy_wanted.emit(tmp_path / "stick")
    qtbot.waitUntil(backed.backups_card.backup_button.isEnabled)
    [copy] = (tmp_path / "stick").glob("*.fibro")
    assert copy.name in dialog.told_label.text()
    assert copy.name in backed.backups_card.told_label.text()
    Journal(Store.open(copy), clock=journal.now).close()
    read(qtbot, backed)


def test_a_page_that_is_left_while_it_works_is_let_go(
    qtbot: QtBot, journal: Journal, tmp_path: Path, freed: Callable[[QWidget], None]
) -> None:
    journal.backup_folders = (tmp_path / "backups",)
    jobs = Jobs()
    page = SettingsPage(journal, Look(EnglishFormatter(), load_palette("light")))
    page.jobs = jobs
    freed(page)
    page.show()
    page.backups_card.backup_button.click()
    page.close()
    page.deleteLater()
    del page
    qtbot.waitUntil(lambda: bool(journal.backups.all()))
    assert jobs.finish()


def choose_folder(page: SettingsPage, button: QAbstractButton, folder: Path) -> None:
    button.click()
    chooser = dialog_of(page, QFileDialog)
    chooser.fileSelected.emit(str(folder))
    chooser.close()


# The window around it


@pytest.fixture
def window(
    qtbot: QtBot, journal: Journal, tmp_path: Path, freed: Callable[[QWidget], None]
) -> Iterator[MainWindow]:
    kinds = [kind for kind in page_kinds() if kind.key == "settings"]
    made = MainWindow(Settings(), tmp_path / "settings.json", kinds=kinds, works_ahead=False)
    freed(made)
    made.show()
    made.show_journal(journal)
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def settings_page(window: MainWindow) -> SettingsPage:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_the_window_keeps_the_choices_of_this_computer(window: MainWindow, tmp_path: Path) -> None:
    card = settings_page(window).privacy_card
    card.idle_box.choose(15)
    card.neutral_box.click()
    assert (window.settings.idle_minutes, window.settings.neutral_name) == (15, True)
    assert Settings.load(tmp_path / "settings.json") == window.settings
    assert window.windowTitle() == "Journal"


def test_the_window_says_at_once_that_the_journal_is_protected(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.shell is not None
    status = window.shell.status_line
    assert "Not protected" in said_by(status)
    protect(qtbot, settings_page(window))
    assert "Protected" in said_by(status)


def said_by(widget: QWidget) -> set[str]:
    labels = {one.text() for one in widget.findChildren(QLabel) if one.isVisible()}
    return labels | {b.text() for b in widget.findChildren(QAbstractButton) if b.isVisible()}


# Reach


def controls(page: SettingsPage) -> list[QWidget]:
    return [
        widget
        for card in page.findChildren(Card)
        for widget in card.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
    ]


@pytest.mark.parametrize("width", [1072, 760])
def test_everything_is_named_large_enough_and_reached_as_the_eye_reads(
    qtbot: QtBot, journal: Journal, clock: StandingClock, tmp_path: Path, width: int
) -> None:
    journal.backup_folders = (tmp_path / "backups", tmp_path / "stick")
    journal.protection.set_passphrase(WORDS)
    for _ in range(6):
        clock.advance(days=1)
        journal.backups.make(even_if_unchanged=True)
    page = shown(qtbot, journal, width)
    first = page.items_part.card.groups["symptom"].fold_button
    first.click()
    page.show_settings(Settings(second_backup_folder=str(tmp_path / "stick")))
    read(qtbot, page)
    card = page.backups_card
    qtbot.waitUntil(lambda: card.all_button.y() > card.table.geometry().bottom())
    first.setFocus()
    order: list[QWidget] = [first]
    while True:
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        focused = page.window().focusWidget()
        if focused in order:
            break
        order.append(focused)
    assert set(order) == set(controls(page))
    assert {card.all_button, card.drop_button, card.table, card.test_button} <= set(order)
    places = [widget.mapTo(page, QPoint(0, widget.height() // 2)) for widget in order]
    assert all(after.y() > before.y() - 12 for before, after in pairwise(places))
    for widget in order:
        assert widget.height() >= 32
        assert widget.accessibleName() or getattr(widget, "text", str)()
