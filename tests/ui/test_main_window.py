from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.scales import DONE_WITH_HELP
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.errors import JournalBusyError, JournalMissingError, NotSavedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.settings import Settings
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.about_dialog import AboutDialog
from fibrojournal.ui.dialogs.export_dialog import ExportDialog
from fibrojournal.ui.dialogs.get_help_dialog import GetHelpDialog
from fibrojournal.ui.dialogs.help_dialog import HelpDialog
from fibrojournal.ui.dialogs.help_numbers_dialog import HelpNumbersDialog
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.dialogs.journal_file_dialog import JournalFileDialog
from fibrojournal.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from fibrojournal.ui.main_window import (
    COLLAPSED_WIDTH,
    COLLAPSES_UNDER,
    FIRST_COLOURS,
    MINIMUM_SIZE,
    SIDEBAR_WIDTH,
    MainWindow,
    PageKind,
    page_kinds,
)
from fibrojournal.ui.pages.journal_page import JournalPage
from fibrojournal.ui.pages.page import Page, Place
from fibrojournal.ui.pages.today_page import TodayPage
from fibrojournal.ui.widgets import shell, sidebar
from fibrojournal.ui.widgets.problem_view import ProblemView
from tests.faults.written import everything_written
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.formatter import Look
    from tests.conftest import StandingClock

TODAY = date(2026, 11, 4)


class NotePage(Page):
    """A stand-in that has pending text, like the pages that are written on."""

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(journal, look, title="Note", purpose="Write.", parent=parent)
        self.look = look
        self.refreshed: list[Changes] = []
        self.places: list[Place] = []
        self.note_edit = QPlainTextEdit()
        self.note_edit.setAccessibleName("Note")
        self.body.addWidget(self.note_edit)
        self.disk_is_full = False
        self.refresh(Changes.everything())

    def refresh(self, changes: Changes) -> None:
        self.refreshed.append(changes)
        entry = self._journal.day_entry(TODAY)
        self.note_edit.setPlainText(entry.note if entry else "")

    def show_place(self, place: Place) -> None:
        self.places.append(place)

    def flush(self) -> None:
        entry = self._journal.day_entry(TODAY)
        text = self.note_edit.toPlainText()
        if text != (entry.note if entry else ""):
            self.write(self._refuse if self.disk_is_full else self._set_note, text)

    def _set_note(self, text: str) -> Changes:
        return self._journal.set_note(TODAY, text)

    def _refuse(self, _text: str) -> Changes:
        raise NotSavedError


KINDS = (
    PageKind("today", 1, "Today", NotePage),
    PageKind("medicines", 3, "Medicines", NotePage),
    PageKind("timeline", 4, "Timeline", NotePage),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def empty(
    qtbot: QtBot, journal: Journal, file: Path, freed: Callable[[QWidget], None]
) -> Iterator[MainWindow]:
    """Give a window whose journal is not open yet, and check that it is freed."""
    assert not journal.is_example  # asked for here so that it is closed after the window
    window = MainWindow(Settings(theme="light"), file, kinds=KINDS, works_ahead=False)
    window.show()
    qtbot.waitExposed(window)
    freed(window)
    yield window
    for box in window.findChildren(QMessageBox):
        box.close()
    window.close()
    window.deleteLater()


@pytest.fixture
def window(empty: MainWindow, journal: Journal) -> MainWindow:
    empty.show_journal(journal)
    empty.resize(1280, 800)
    return empty


def note_page(window: MainWindow, key: str = "today") -> NotePage:
    page = window.page(key)
    assert isinstance(page, NotePage)
    return page


def current(window: MainWindow) -> str:
    [key] = [key for key in window.page_keys if window.shown is window.page(key)]
    return key


def score(journal: Journal, item: str) -> float | None:
    values = journal.item_scores(item).values
    return values[-1] if values else None


def actions(window: MainWindow) -> list[QAction]:
    return [action for action in window.findChildren(QAction) if action.text()]


# The first paint


def test_the_window_is_painted_before_a_journal_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setStyleSheet("")  # as at a start: nothing is dressed yet
    window = MainWindow(Settings(theme="dark"), kinds=KINDS)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    image = window.grab().toImage()
    paper, ground, _line = FIRST_COLOURS["dark"]
    assert image.pixelColor(image.width() - 5, 50).name().upper() == paper
    assert image.pixelColor(5, 50).name().upper() == ground


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_first_colours_are_those_of_the_theme(name: str) -> None:
    palette = load_palette(name)  # type: ignore[arg-type]  # the three names are the three themes
    assert FIRST_COLOURS[name] == (palette.paper, palette.sidebar, palette.decor_line)


def test_the_first_strip_is_as_wide_as_the_sidebar() -> None:
    assert sidebar.WIDTH == SIDEBAR_WIDTH
    assert sidebar.COLLAPSED_WIDTH == COLLAPSED_WIDTH
    assert shell.COLLAPSES_UNDER == COLLAPSES_UNDER


def test_what_a_start_does_not_need_is_not_imported_with_the_window() -> None:
    code = (
        "import sys, fibrojournal.app\n"
        "heavy = {'numpy', 'matplotlib', 'sqlcipher3', 'sqlite_utils', 'PySide6.QtSvg',"
        " 'fibrojournal.storage.store', 'fibrojournal.ui.theme'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_start_reads_no_source_and_nothing_that_only_others_need() -> None:
    code = (
        "import sys, linecache, fibrojournal.app, fibrojournal.app.session\n"
        "read = [name for name in linecache.cache if 'session' in name]\n"
        "sys.exit(', '.join([*({'click', 'dateutil', 'sqlite3'} & set(sys.modules)), *read]) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Pages


def test_the_window_opens_on_today(window: MainWindow) -> None:
    assert current(window) == "today"
    assert window.windowTitle() == "FibroJournal"


def test_pages_are_built_when_they_are_asked_for(window: MainWindow) -> None:
    assert len(window.findChildren(NotePage)) == 1
    window.show_page("timeline")
    assert len(window.findChildren(NotePage)) == 2


def test_idle_time_builds_the_other_pages(
    qtbot: QtBot, journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    window = MainWindow(Settings(theme="light"), kinds=KINDS)
    freed(window)
    window.show_journal(journal)
    qtbot.waitUntil(lambda: len(window.findChildren(NotePage)) == len(KINDS), timeout=20_000)
    assert current(window) == "today"
    window.close()
    window.deleteLater()


def test_the_pages_that_exist_keep_their_numbers() -> None:
    assert [(kind.key, kind.number) for kind in page_kinds()] == [
        ("today", 1),
        ("journal", 2),
        ("medicines", 3),
        ("timeline", 4),
        ("changes", 5),
        ("report", 6),
        ("learn", 7),
        ("settings", 8),
    ]


def test_a_click_in_the_sidebar_shows_the_page(window: MainWindow) -> None:
    bar = window.findChild(sidebar.Sidebar)
    assert bar is not None
    QTest.mouseClick(bar.buttons["medicines"], Qt.MouseButton.LeftButton)
    assert current(window) == "medicines"
    described = {key: item.accessibleDescription() for key, item in bar.buttons.items()}
    assert described == {"today": "", "medicines": "current page", "timeline": ""}


def test_the_keys_of_a_page_show_it(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert current(window) == "timeline"


def test_the_sidebar_can_be_used_by_keyboard(window: MainWindow) -> None:
    bar = window.findChild(sidebar.Sidebar)
    assert bar is not None
    button = bar.buttons["medicines"]
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert current(window) == "medicines"


def test_no_page_is_built_behind_the_question_for_the_passphrase(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    journal: Journal,
    freed: Callable[[QWidget], None],
) -> None:
    monkeypatch.setattr("fibrojournal.ui.main_window._IDLE_MS", 0)
    window = MainWindow(Settings(theme="light"), kinds=KINDS)
    freed(window)
    window.show_journal(journal)
    window.keep_behind_lock()
    for _ in range(2 * len(KINDS)):  # enough to build every page
        QCoreApplication.processEvents()
        assert window.jobs.settle(20_000)
    QCoreApplication.processEvents()
    assert len(window.findChildren(NotePage)) == 1
    window.show_kept()
    qtbot.waitUntil(lambda: len(window.findChildren(NotePage)) == len(KINDS), timeout=20_000)
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_enter_too(window: MainWindow, key: Qt.Key) -> None:
    button = QPushButton("one", window)
    pressed = []
    button.clicked.connect(lambda: pressed.append(key))
    button.show()
    button.setFocus()
    QTest.keyClick(button, key)
    assert pressed == [key]


def test_pending_text_is_saved_before_the_page_is_left(
    window: MainWindow, journal: Journal
) -> None:
    note_page(window).note_edit.setPlainText("slept badly")
    window.show_page("medicines")
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "slept badly"


def test_a_page_whose_text_cannot_be_saved_stays(window: MainWindow) -> None:
    page = note_page(window)
    page.disk_is_full = True
    page.note_edit.setPlainText("slept badly")
    window.show_page("medicines")
    assert window.shown is page
    assert page.findChild(QMessageBox) is not None


def test_what_one_page_alters_every_page_reads_again(window: MainWindow, journal: Journal) -> None:
    window.show_page("timeline")
    page = note_page(window)
    page.write(journal.set_score, TODAY, "pain_average", 6)
    assert all(note_page(window, key).refreshed[-1].entries for key in ("today", "timeline"))


def test_a_save_is_told_with_its_time(window: MainWindow, journal: Journal) -> None:
    note_page(window).write(journal.set_score, TODAY, "fog", 3)
    label = window.shell.status_line.saved_label if window.shell else None
    assert label is not None
    assert label.text() == label.accessibleName() == "Saved 21:42"


# Help


def test_f1_says_what_the_page_is_for(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, title in (("today", "Help: Today"), ("timeline", "Help: Timeline")):
        window.show_page(key)
        QTest.keyClick(window, Qt.Key.Key_F1)
        [dialog] = window.findChildren(HelpDialog)
        assert dialog.windowTitle() == title
        dialog.close()
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)


# Get help now


def test_help_is_one_click_away_on_every_page_and_says_the_same(window: MainWindow) -> None:
    assert window.shell is not None
    said = set()
    for key in window.page_keys:
        window.show_page(key)
        window.shell.sidebar.help_button.click()
        [dialog] = window.findChildren(GetHelpDialog)
        assert dialog.isVisible()
        said.add(dialog.words)
        dialog.close()
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
    assert len(said) == 1


def test_help_is_there_while_no_journal_opens(window: MainWindow) -> None:
    window.show_problem(JournalBusyError())
    assert window.shell is not None
    bar = window.shell.sidebar
    assert not bar.buttons["today"].isEnabled()
    assert window.menus.get_help_action.isEnabled()
    bar.help_button.click()
    assert window.findChild(GetHelpDialog) is not None


def test_numbers_entered_in_help_stand_there_the_next_time(window: MainWindow) -> None:
    window.menus.get_help_action.trigger()
    dialog = window.findChild(GetHelpDialog)
    assert dialog is not None
    dialog.numbers_button.click()
    form = dialog.findChild(HelpNumbersDialog)
    assert form is not None
    QTest.keyClicks(form.emergency_edit, "112")
    QTest.keyClicks(form.help_edit, "116 123")
    form.save_button.click()
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.menus.get_help_action.trigger()
    [again] = window.findChildren(GetHelpDialog)
    shown = [label.text() for label in again.findChildren(QLabel) if label.isVisible()]
    assert {"Your number: 112", "Your number: 116 123"} <= set(shown)
    again.close()


def test_help_and_lock_stay_in_sight_where_the_window_is_low(window: MainWindow) -> None:
    assert window.shell is not None
    window.menus.text_size_chosen.emit(200)
    window.resize(960, 640)
    bar = window.shell.sidebar
    QApplication.processEvents()
    bottom = bar.help_button.mapTo(bar, bar.help_button.rect().bottomLeft()).y()
    assert bottom < bar.height()
    assert bar.help_button.y() >= bar.buttons["today"].height()


def test_the_sidebar_grows_with_the_text_at_once(window: MainWindow) -> None:
    def heights() -> list[int]:
        assert window.shell is not None
        return [button.height() for button in window.shell.sidebar.buttons.values()]

    before = heights()
    window.menus.text_size_chosen.emit(200)
    assert heights() == [2 * height for height in before]


def test_the_page_that_is_shown_is_in_sight_in_the_sidebar(
    example_journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    window = MainWindow(Settings(theme="light", text_percent=200), works_ahead=False)
    freed(window)
    window.show_journal(example_journal)
    window.resize(960, 640)
    window.show()
    assert window.shell is not None
    for key in window.page_keys:
        freed(window.page(key))
        window.show_page(key)
        QApplication.processEvents()
        button = window.shell.sidebar.buttons[key]
        assert button.visibleRegion().boundingRect().height() == button.height(), key
    window.close()
    window.deleteLater()


# Undo


def test_there_is_nothing_to_undo_at_first(window: MainWindow) -> None:
    assert not window.menus.undo_action.isEnabled()
    assert not window.menus.redo_action.isEnabled()


def test_undo_names_what_it_takes_back_and_does_so(window: MainWindow, journal: Journal) -> None:
    note_page(window).write(journal.set_score, TODAY, "fog", 3)
    assert window.menus.undo_action.text() == journal.undo_words != ""
    window.menus.undo_action.trigger()
    assert score(journal, "fog") is None
    assert window.menus.redo_action.text() == journal.redo_words != ""
    window.menus.redo_action.trigger()
    assert score(journal, "fog") == 3


def test_undo_saves_pending_text_first(window: MainWindow, journal: Journal) -> None:
    page = note_page(window)
    page.write(journal.set_score, TODAY, "fog", 3)
    page.note_edit.setPlainText("a walk")
    window.menus.undo_action.trigger()
    assert page.note_edit.toPlainText() == ""
    assert score(journal, "fog") == 3


# What stands around the pages


def test_an_example_says_so_across_the_top(
    qtbot: QtBot, empty: MainWindow, example_journal: Journal
) -> None:
    empty.show_journal(example_journal)
    assert empty.shell is not None
    qtbot.waitUntil(empty.shell.example_band.isVisible)
    assert "invented person" in empty.shell.example_band.text()
    assert empty.shell.status_line.protection_button.isHidden()
    empty.close()


def test_ones_own_journal_has_no_band_and_is_called_not_protected(window: MainWindow) -> None:
    assert window.shell is not None
    assert not window.shell.example_band.isVisible()
    label = window.shell.status_line.protection_button
    assert label.text() == "Not protected"
    assert "anybody who can use this account" in label.toolTip()
    assert label.accessibleDescription() == label.toolTip()


@pytest.mark.parametrize(("width", "is_folded"), [(960, True), (999, True), (1000, False)])
def test_a_narrow_window_folds_the_sidebar_to_icons(
    window: MainWindow, width: int, *, is_folded: bool
) -> None:
    window.resize(width, 700)
    bar = window.findChild(sidebar.Sidebar)
    assert bar is not None
    assert bar.width() == (64 if is_folded else 208)
    assert [button.accessibleName() for button in bar.buttons.values()] == [
        "Today",
        "Medicines",
        "Timeline",
    ]
    assert bar.buttons["today"].toolTip() == "Today (Ctrl+1)"


def test_items_of_the_sidebar_have_their_measures(window: MainWindow) -> None:
    bar = window.findChild(sidebar.Sidebar)
    assert bar is not None
    first, second, _third = bar.buttons.values()
    assert (first.width(), first.height()) == (184, 40)
    assert second.y() - first.y() == 44


# Size


def test_the_window_keeps_its_size_for_the_next_time(window: MainWindow, file: Path) -> None:
    window.resize(1111, 777)
    window.close()
    assert Settings.load(file).window_size == (1111, 777)


def test_a_size_of_a_larger_screen_is_cut_to_this_one(qtbot: QtBot) -> None:
    window = MainWindow(Settings(window_size=(9000, 8000)), kinds=KINDS)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_large_text_does_not_ask_for_a_larger_window(window: MainWindow) -> None:
    window.menus.text_size_chosen.emit(200)
    assert window.minimumWidth() <= MINIMUM_SIZE[0]
    assert window.minimumHeight() <= MINIMUM_SIZE[1]
    window.resize(*MINIMUM_SIZE)
    assert (window.width(), window.height()) == MINIMUM_SIZE


# Look


def test_a_new_theme_dresses_the_pages_anew_and_keeps_the_place(
    window: MainWindow, file: Path
) -> None:
    window.show_page("medicines")
    before = window.shown
    window.menus.theme_chosen.emit("dark")
    page = window.shown
    assert isinstance(page, NotePage)
    assert page is not before
    assert page.look.palette.name == "dark"
    assert current(window) == "medicines"
    assert Settings.load(file).theme == "dark"


def test_a_new_theme_keeps_pending_text(window: MainWindow) -> None:
    note_page(window).note_edit.setPlainText("not yet saved")
    window.menus.theme_chosen.emit("contrast")
    assert note_page(window).note_edit.toPlainText() == "not yet saved"


def test_no_page_is_thrown_away_whose_text_cannot_be_saved(window: MainWindow) -> None:
    page = note_page(window)
    page.disk_is_full = True
    page.note_edit.setPlainText("not yet saved")
    window.menus.theme_chosen.emit("dark")
    assert window.shown is page
    assert window.settings.theme == "light"
    checked = window.menus.theme_group.checkedAction()
    assert checked is not None
    assert checked.data() == "light"


def test_larger_and_smaller_go_step_by_step_and_end(window: MainWindow) -> None:
    menus = window.menus
    sizes = []
    while menus.larger_action.isEnabled():
        menus.larger_action.trigger()
        sizes.append(window.settings.text_percent)
    assert sizes == [110, 125, 150, 175, 200]
    menus.smaller_action.trigger()
    assert window.settings.text_percent == 175
    menus.normal_action.trigger()
    assert window.settings.text_percent == 100
    assert not menus.smaller_action.isEnabled()


def test_the_system_s_own_change_is_followed_only_when_asked_for(window: MainWindow) -> None:
    hints = QApplication.styleHints()
    before = window.shown
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.shown is before
    window.settings = replace(window.settings, theme="system")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.shown is not before


# Menus


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = Counter(keys.toString() for action in actions(window) for keys in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []
    assert {"Ctrl+1", "Ctrl+3", "Ctrl+4", "Ctrl+Q", "Ctrl+0"} <= set(keys)
    assert QKeySequence(QKeySequence.StandardKey.Undo).toString() in keys


def test_quit_about_and_settings_have_the_roles_that_macos_moves(window: MainWindow) -> None:
    role = QAction.MenuRole
    moved = (role.QuitRole, role.AboutRole, role.PreferencesRole)
    roles = {
        action.menuRole(): action.text()
        for action in actions(window)
        if action.menuRole() in moved
    }
    assert roles == {
        QAction.MenuRole.QuitRole: "&Quit",
        QAction.MenuRole.AboutRole: "&About FibroJournal",
        QAction.MenuRole.PreferencesRole: "&Settings…",
    }


def test_about_says_what_it_is_for_and_under_which_licences(window: MainWindow) -> None:
    window.menus.about_action.trigger()
    dialog = window.findChild(AboutDialog)
    assert dialog is not None
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert (
        "FibroJournal is a private diary. You write down how you feel and what medicines you "
        "were prescribed, look back at your own notes, and print them for a conversation with "
        "your care team. It gives no medical advice, does not diagnose, and does not tell you "
        "what to take. It is not a medical device and must not be used to decide on a dose."
    ) in text
    assert "Qt and PySide6 under the LGPL" in text
    dialog.close()


def test_another_journal_is_asked_for_by_its_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.menus.open_action.trigger()
    dialog = window.findChild(JournalFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(window.journal_chosen) as chosen:
        dialog.fileSelected.emit(str(tmp_path / "other.fibro"))
    assert chosen.args == [tmp_path / "other.fibro"]
    dialog.close()


def test_everything_that_can_be_operated_has_a_name(window: MainWindow) -> None:
    nameless = [
        widget.metaObject().className()
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


# Problems


def test_a_journal_that_cannot_be_opened_is_told_calmly(qtbot: QtBot, empty: MainWindow) -> None:
    empty.show_problem(JournalBusyError())
    view = empty.shown
    assert isinstance(view, ProblemView)
    shown = {label.text() for label in view.findChildren(QLabel)}
    assert {JournalBusyError().message, JournalBusyError().remedy} <= shown
    assert not view.new_button.isVisible()
    with qtbot.waitSignal(empty.retry_wanted):
        view.retry_button.click()
    assert not empty.menus.page_group.isEnabled()


def test_a_new_journal_is_offered_where_there_is_none(qtbot: QtBot, empty: MainWindow) -> None:
    empty.show_problem(JournalMissingError(), can_be_made=True)
    view = empty.shown
    assert isinstance(view, ProblemView)
    with qtbot.waitSignal(empty.new_wanted):
        view.new_button.click()


def test_a_journal_that_opens_at_last_takes_the_place_of_the_problem(
    empty: MainWindow, journal: Journal
) -> None:
    empty.show_problem(JournalBusyError())
    empty.show_journal(journal)
    assert current(empty) == "today"
    assert empty.menus.page_group.isEnabled()


def test_a_new_theme_keeps_the_problem_on_the_screen(empty: MainWindow) -> None:
    empty.show_problem(JournalBusyError())
    empty.menus.theme_chosen.emit("dark")
    assert isinstance(empty.shown, ProblemView)


def test_a_problem_can_be_left_by_quitting(empty: MainWindow) -> None:
    empty.show_problem(JournalBusyError())
    view = empty.shown
    assert isinstance(view, ProblemView)
    view.quit_button.click()
    assert not empty.isVisible()


# Closing


def test_closing_saves_pending_text_and_closes_the_journal(
    window: MainWindow, journal: Journal, clock: StandingClock
) -> None:
    path = journal.path
    note_page(window).note_edit.setPlainText("the last words")
    window.close()
    assert not window.isVisible()
    with Store.open(path) as store:
        entry = Journal(store, clock=clock).day_entry(TODAY)
    assert entry is not None
    assert entry.note == "the last words"


def test_the_window_stays_when_the_last_words_cannot_be_saved(window: MainWindow) -> None:
    page = note_page(window)
    page.disk_is_full = True
    page.note_edit.setPlainText("the last words")
    window.close()
    assert window.isVisible()
    [box] = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert box.text() == "What you wrote last could not be saved."
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert window.isVisible()
    assert page.note_edit.toPlainText() == "the last words"


def test_a_person_can_close_without_what_cannot_be_saved(qtbot: QtBot, window: MainWindow) -> None:
    page = note_page(window)
    page.disk_is_full = True
    page.note_edit.setPlainText("the last words")
    window.close()
    [box] = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    box.button(QMessageBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: not window.isVisible())


# With the real pages


@pytest.fixture
def full(example_journal: Journal, freed: Callable[[QWidget], None]) -> Iterator[MainWindow]:
    """Give a window with every real page built, on the example journal."""
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    freed(window)
    window.show_journal(example_journal)
    for key in window.page_keys:
        freed(window.page(key))
    yield window
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("by_way_of", [[Qt.Key.Key_2], []], ids=["from a page", "on Today"])
def test_a_number_typed_after_the_key_of_today_is_the_first_score(
    qtbot: QtBot, full: MainWindow, by_way_of: list[Qt.Key]
) -> None:
    with qtbot.waitActive(full):
        full.show()
    journal = full.journal
    assert journal is not None
    for key in (*by_way_of, Qt.Key.Key_1):
        QTest.keyClick(full, key, Qt.KeyboardModifier.ControlModifier)
    press("3")
    entry = journal.day_entry(journal.today())
    assert entry is not None
    assert entry.scores["pain_average"] == 3.0


class StrayWatch(QObject):
    """Notes whatever is shown as a window of its own and was not made to be one."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() == Qt.WindowType.Window
            and not isinstance(watched, MainWindow)
        ):
            self.strays.append(type(watched).__name__)
        return False


@contextmanager
def no_stray_windows(qapp: QApplication) -> Iterator[None]:
    """Expect that no part is shown before it lies on its page: it would take typed keys."""
    watch = StrayWatch()
    qapp.installEventFilter(watch)
    try:
        yield
    finally:
        qapp.removeEventFilter(watch)
    assert watch.strays == []


def test_building_pages_ahead_takes_the_keyboard_from_nobody(
    qapp: QApplication, journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    contents = everything_written("words", journal.today())
    shown = tuple(replace(item, hidden=False) for item in contents.items)
    walk = TrackedItem("walk", "activity", DONE_WITH_HELP, "higher", own_name="walk")
    journal.load(replace(contents, items=(*shown, walk)))
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    freed(window)
    window.show()
    with no_stray_windows(qapp):
        window.show_journal(journal)
        for key in window.page_keys:
            freed(window.page(key))
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(
    ("page", "button"),
    [
        ("today", "Add an event"),
        ("today", "Add as-needed medicine"),
        ("medicines", "Add medicine"),
        ("medicines", "Change dose of gabapentin"),
        ("medicines", "History of gabapentin"),
        ("timeline", "Events"),
    ],
)
def test_no_part_of_a_dialog_is_shown_before_the_dialog(
    qapp: QApplication, full: MainWindow, page: str, button: str
) -> None:
    full.show()
    full.show_page(page)
    buttons = {
        b.accessibleName() or b.text(): b for b in full.page(page).findChildren(QPushButton)
    }
    with no_stray_windows(qapp):
        buttons[button].click()
    [dialog] = [d for d in full.findChildren(QDialog) if d.isVisible()]
    dialog.close()


def test_no_page_takes_a_key_of_the_window_or_of_another_page(full: MainWindow) -> None:
    keys = Counter(keys.toString() for action in actions(full) for keys in action.shortcuts())
    keys += Counter(shortcut.key().toString() for shortcut in full.findChildren(QShortcut))
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_list_of_shortcuts_names_every_key(full: MainWindow) -> None:
    owned = [keys for action in actions(full) for keys in action.shortcuts()]
    owned += [shortcut.key() for shortcut in full.findChildren(QShortcut)]
    full.menus.shortcuts_action.trigger()
    dialog = full.findChild(ShortcutsDialog)
    assert dialog is not None
    listed = {keys for label in dialog.findChildren(QLabel) for keys in label.text().split(", ")}
    native = QKeySequence.SequenceFormat.NativeText
    of_few_keyboards = {"Copy", "Cut", "Find", "Help", "Open", "Paste", "Redo", "Save", "Undo"}
    named = {keys.toString(native) for keys in owned} - of_few_keyboards
    assert {"F1", "F12", "Ctrl+F", "Ctrl+Shift+H", "Alt+Up"} <= named
    assert named - listed == set()
    assert {"0 to 9", "S", "Del", "Space", "PgUp", "PgDown", "Home"} - listed == set()
    dialog.close()


def test_save_says_that_all_is_saved_and_saves_what_is_pending(full: MainWindow) -> None:
    assert full.shell is not None
    full.show()
    full.show_page("today")
    page = full.page("today")
    assert isinstance(page, TodayPage)
    assert full.shell.status_line.saved_label.text() == ""
    full.menus.save_action.trigger()
    assert full.shell.status_line.saved_label.text() == "Saved 21:42"
    page.form.note_card.edit.setPlainText("rain all day")
    assert full.shell.status_line.saved_label.text() == "Not saved yet"
    full.menus.save_action.trigger()
    assert full.shell.status_line.saved_label.text() == "Saved 21:42"
    assert full.journal is not None
    written = full.journal.day_entry(TODAY)
    assert written is not None
    assert written.note == "rain all day"


def test_the_menu_edits_the_field_that_has_the_keyboard(
    qtbot: QtBot, qapp: QApplication, full: MainWindow
) -> None:
    full.show()
    full.activateWindow()
    qtbot.waitUntil(full.isActiveWindow)
    full.show_page("journal")
    full.menus.find_action.trigger()
    field = qapp.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("walk")
    menu = full.menus.edit_menu
    words = ("Select &all", "Cu&t", "&Paste", "&Copy")
    all_of_it, cut, paste, copy = (
        next(action for action in menu.actions() if action.text() == one) for one in words
    )
    menu.aboutToShow.emit()
    all_of_it.trigger()
    cut.trigger()
    assert (field.text(), qapp.clipboard().text()) == ("", "walk")
    paste.trigger()
    assert field.text() == "walk"
    all_of_it.trigger()
    qapp.clipboard().clear()
    copy.trigger()
    assert qapp.clipboard().text() == "walk"
    full.page("today").setFocus()
    full.show_page("learn")
    full.page("learn").begin()
    menu.aboutToShow.emit()
    assert not any(action.isEnabled() for action in (all_of_it, cut, paste, copy))


@pytest.mark.parametrize("before", ["today", "journal"])
def test_find_leads_to_the_search_from_every_page(full: MainWindow, before: str) -> None:
    full.show()
    full.show_page(before)
    full.menus.find_action.trigger()
    page = full.page("journal")
    assert isinstance(page, JournalPage)
    assert full.shown is page
    assert full.focusWidget() is page.filters.search_edit


def test_print_shows_the_report_as_it_will_be_printed(qtbot: QtBot, full: MainWindow) -> None:
    full.show()
    full.menus.print_action.trigger()
    page = full.page("report")
    assert full.shown is page
    qtbot.waitUntil(lambda: bool(page.findChildren(QPrintPreviewDialog)), timeout=20_000)
    for dialog in page.findChildren(QPrintPreviewDialog):
        dialog.close()


def test_every_page_tells_all_pages_and_the_window_what_it_saved(full: MainWindow) -> None:
    assert full.shell is not None
    full.page("today").saved.emit()
    assert full.shell.status_line.saved_label.text() == "Saved 21:42"
    for key in full.page_keys:
        full.page(key).journal_changed.emit(Changes.everything())


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_every_real_page_can_be_dressed_anew(full: MainWindow, theme: str) -> None:
    full.show_page("timeline")
    full.menus.theme_chosen.emit(theme)
    assert full.shown is full.page("timeline")
    full.show_page("today")


def test_import_opens_on_the_journal_and_every_page_reads_again(
    qtbot: QtBot, window: MainWindow, journal: Journal, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "days.csv").write_text("day,note\n2026-11-04,brought in\n", "utf-8")
    window.menus.import_action.trigger()
    (dialog,) = window.findChildren(ImportDialog)
    dialog.preview(tmp_path / "in")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()
    assert note_page(window).note_edit.toPlainText() == "brought in"
    assert window.menus.undo_action.text() == journal.undo_words


def test_export_writes_what_is_pending_too(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    note_page(window).note_edit.setPlainText("not saved yet")
    window.menus.export_action.trigger()
    (dialog,) = window.findChildren(ExportDialog)
    with qtbot.waitSignal(dialog.exported):
        dialog.export(tmp_path / "out")
    assert "not saved yet" in (tmp_path / "out" / "days.csv").read_text("utf-8")


def test_every_page_reads_again_when_the_day_turns(
    window: MainWindow, clock: StandingClock
) -> None:
    page = note_page(window)
    page.refreshed.clear()
    window.minute_timer.timeout.emit()
    assert page.refreshed == []
    clock.advance(hours=8)
    window.minute_timer.timeout.emit()
    assert page.refreshed == [Changes.everything()]


def test_a_page_can_ask_for_another_one(window: MainWindow) -> None:
    note_page(window).page_wanted.emit("timeline", None)
    assert window.shown is window.page("timeline")
    assert note_page(window, "timeline").places == []


def test_a_page_can_ask_for_a_day_on_another_one(window: MainWindow) -> None:
    place = Place(date(2026, 8, 31), date(2026, 8, 3), date(2026, 10, 11))
    note_page(window).page_wanted.emit("timeline", place)
    assert window.shown is window.page("timeline")
    assert note_page(window, "timeline").places == [place]


def test_a_page_that_cannot_be_left_keeps_its_place(window: MainWindow) -> None:
    page = note_page(window)
    page.disk_is_full = True
    page.note_edit.setPlainText("not yet saved")
    page.page_wanted.emit("timeline", Place(TODAY))
    assert window.shown is page
    assert note_page(window, "timeline").places == []


def test_every_page_can_hand_work_to_the_window(window: MainWindow) -> None:
    assert all(window.page(key).jobs is window.jobs for key in window.page_keys)
