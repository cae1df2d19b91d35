"""The one window: what stands around the pages, and what passes between them and the journal.

The window is shown before anything else is loaded. So this module imports as little as it can,
not even Qt's namespace of constants, which alone takes a seventh of a start: the first paint
shows paper and sidebar as plain colours, and all the rest is imported after it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget

from fibrojournal.errors import JournalError
from fibrojournal.i18n import language, tr, trn, use_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QApplication, QMessageBox

    from fibrojournal.journal.changes import Changes
    from fibrojournal.journal.journal import Journal
    from fibrojournal.settings import Settings
    from fibrojournal.ui.dialogs.restore_dialog import RestoreDialog, Restoring
    from fibrojournal.ui.first_run import FirstRun
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.history_dialogs import Erasable, HistoryDialogs
    from fibrojournal.ui.jobs import Jobs, Progress
    from fibrojournal.ui.pages.page import Page, Place
    from fibrojournal.ui.widgets.cover import Cover
    from fibrojournal.ui.widgets.menus import Menus
    from fibrojournal.ui.widgets.shell import Shell
    from fibrojournal.ui.widgets.sidebar import SidebarItem
    from fibrojournal.ui.widgets.unlock_view import UnlockView

MINIMUM_SIZE: Final = (960, 640)
DEFAULT_SIZE: Final = (1280, 800)
"""Sizes in pixels, whatever the text size: large text must fit on a small screen too."""

FIRST_COLOURS: Final = {
    "light": ("#F6F3EC", "#EFEBE1", "#DDD7CA"),
    "dark": ("#17191C", "#131517", "#3A3F45"),
    "contrast": ("#000000", "#000000", "#FFFFFF"),
}
"""Paper, sidebar and hairline, as in the themes, which are read after the first paint."""

SIDEBAR_WIDTH: Final = 208
COLLAPSED_WIDTH: Final = 64
COLLAPSES_UNDER: Final = 1000
"""Widths of the sidebar, and of the window under which it shows icons only, at 100 %."""

_IDLE_MS: Final = 400
_WRITING_MS: Final = 1_500
_MINUTE_MS: Final = 60_000
_CLOSING_MS: Final = 20_000
"""How long the last backup may take, with the window already closed for whoever looks."""

_RESTORE: Final = "restore"
_PROTECT: Final = "protect"
_OWN_JOURNAL: Final = "own journal"
_MIDDLE: Final = 0.5
_TITLE_BAR: Final = 32
"""Height that the frame of a window may take, in pixels."""


class PageKind(NamedTuple):
    """A page that the window can show.

    Attributes:
        key: Its name in the program, also that of its icon.
        number: Its number in the shortcut; fixed, so that hands need not learn anew.
        word: Its name in the sidebar.
        build: Makes the page.
    """

    key: str
    number: int
    word: str
    build: Callable[[Journal, Look, QWidget | None], Page]


def page_kinds() -> tuple[PageKind, ...]:
    """Return the pages there are, in the order of the sidebar."""
    return (
        PageKind("today", 1, tr("Today"), _today_page),
        PageKind("journal", 2, tr("Journal"), _journal_page),
        PageKind("medicines", 3, tr("Medicines"), _medicines_page),
        PageKind("timeline", 4, tr("Timeline"), _timeline_page),
        PageKind("changes", 5, tr("Changes"), _changes_page),
        PageKind("report", 6, tr("Report"), _report_page),
        PageKind("learn", 7, tr("Learn"), _learn_page),
        PageKind("settings", 8, tr("Settings"), _settings_page),
    )


def _today_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.today_page import TodayPage  # noqa: PLC0415 - after first paint

    return TodayPage(journal, look, parent)


def _journal_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.journal_page import (  # noqa: PLC0415 - after first paint
        JournalPage,
    )

    return JournalPage(journal, look, parent)


def _medicines_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.medicines_page import (  # noqa: PLC0415 - after first paint
        MedicinesPage,
    )

    return MedicinesPage(journal, look, parent)


def _timeline_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.timeline_page import (  # noqa: PLC0415 - after first paint
        TimelinePage,
    )

    return TimelinePage(journal, look, parent)


def _changes_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.changes_page import (  # noqa: PLC0415 - after first paint
        ChangesPage,
    )

    return ChangesPage(journal, look, parent)


def _report_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.report_page import ReportPage  # noqa: PLC0415 - after first paint

    return ReportPage(journal, look, parent)


def _learn_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.learn_page import LearnPage  # noqa: PLC0415 - after first paint

    return LearnPage(journal, look, parent)


def _settings_page(journal: Journal, look: Look, parent: QWidget | None) -> Page:
    from fibrojournal.ui.pages.settings_page import (  # noqa: PLC0415 - after first paint
        SettingsPage,
    )

    return SettingsPage(journal, look, parent)


class MainWindow(QMainWindow):
    """Paints itself at once; `show_journal` brings in the pages.

    Args:
        settings: Choices of this computer; kept up to date and saved by the window.
        settings_file: Where they are saved; None = nowhere.
        kinds: The pages; None = all there are.
        works_ahead: Build pages and load what they draw with while nothing else happens.
    """

    painted = Signal()
    ready_for_pages = Signal()
    retry_wanted = Signal()
    new_wanted = Signal()
    journal_chosen = Signal(Path)
    restore_wanted = Signal()
    lock_wanted = Signal()
    saving_wanted = Signal()
    deletion_wanted = Signal()
    example_wanted = Signal()
    own_journal_wanted = Signal()
    hide_wanted = Signal()
    shown_again = Signal()
    passphrase_given = Signal(str)
    code_given = Signal(str)
    settings_changed = Signal()
    written = Signal()
    refused = Signal(object)
    notice_answered = Signal(str)
    reminder_answered = Signal(str)
    front_changed = Signal()
    minute_passed = Signal()

    def __init__(
        self,
        settings: Settings,
        settings_file: Path | None = None,
        *,
        kinds: Sequence[PageKind] | None = None,
        works_ahead: bool = True,
    ) -> None:
        super().__init__()
        self.settings = settings
        self._settings_file = settings_file
        self._keeps_settings = True
        self._kinds = {kind.key: kind for kind in (page_kinds() if kinds is None else kinds)}
        self._works_ahead = works_ahead
        self._journal: Journal | None = None
        self._saved_at = ""
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._problem: tuple[JournalError, bool, bool, str] | None = None
        self._painted = False
        self._closes_unsaved = False
        self.is_stuck = False
        """The window is closed, but the last backup waits for a disk that does not answer."""
        self._left_at = ""
        self._unlock_view: UnlockView | None = None
        self._cover: Cover | None = None
        self._history: HistoryDialogs | None = None
        self.shell: Shell | None = None
        self._name_window()
        self._take_size()
        self._lay_ground()

    # What can be seen before anything is loaded

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window is there."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _lay_ground(self) -> None:
        """Colour the window and a strip for the sidebar by palettes alone.

        A painter, or the style sheet, would import all of Qt's constants before the first paint.
        """
        paper, sidebar, line = FIRST_COLOURS[self._first_theme()]
        scale = self.settings.text_percent / 100
        is_wide = self.width() >= COLLAPSES_UNDER * scale
        width = round((SIDEBAR_WIDTH if is_wide else COLLAPSED_WIDTH) * scale)
        _dye(self, paper)
        self._strip = QWidget(self)
        _dye(self._strip, sidebar)
        self._strip.setGeometry(0, 0, width - 1, self.height())
        edge = QWidget(self._strip)
        _dye(edge, line)
        edge.setGeometry(width - 2, 0, 1, self.height())

    def _first_theme(self) -> str:
        if self.settings.theme in FIRST_COLOURS:
            return self.settings.theme
        paper = self.palette().color(QPalette.ColorRole.Window)
        return "light" if paper.lightnessF() > _MIDDLE else "dark"

    def _take_size(self) -> None:
        """Take the size of last time, or the usual one, as far as the screen allows."""
        room = QGuiApplication.primaryScreen().availableSize()
        least = (
            min(MINIMUM_SIZE[0], room.width()),
            min(MINIMUM_SIZE[1], room.height() - _TITLE_BAR),
        )
        wanted = self.settings.window_size if all(self.settings.window_size) else DEFAULT_SIZE
        self.setMinimumSize(*least)
        self.resize(
            min(max(wanted[0], least[0]), room.width()),
            min(max(wanted[1], least[1]), room.height() - _TITLE_BAR),
        )

    # Furniture

    def furnish(self) -> None:
        """Bring in theme, menus, sidebar and status line, once."""
        if self.shell is not None:
            return
        from fibrojournal.ui.jobs import Jobs  # noqa: PLC0415 - after the first paint
        from fibrojournal.ui.widgets.menus import Menus  # noqa: PLC0415 - after the first paint

        self.jobs: Jobs = Jobs(self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._on_idle)
        self.written.connect(self._put_off_building)
        self.minute_timer: QTimer = QTimer(self)
        self.minute_timer.setInterval(_MINUTE_MS)
        self.minute_timer.timeout.connect(self._on_minute_passed)
        self.minute_timer.start()
        self._dress()
        self.setPalette(QPalette())
        self.setAutoFillBackground(False)
        self._strip.hide()
        self._strip.deleteLater()
        self.menus: Menus = Menus(self.menuBar(), self._items())
        self._connect_menus()
        self._put_up_shell()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_look_changed)

    def _connect_menus(self) -> None:
        menus = self.menus
        menus.open_action.triggered.connect(self._on_open_triggered)
        menus.save_action.triggered.connect(self._on_save_triggered)
        menus.print_action.triggered.connect(self._on_print_triggered)
        menus.find_action.triggered.connect(self._on_find_triggered)
        menus.import_action.triggered.connect(self._on_import_triggered)
        menus.export_action.triggered.connect(self._on_export_triggered)
        menus.lock_action.triggered.connect(self.lock_wanted)
        menus.hide_action.triggered.connect(self.hide_wanted)
        menus.quit_action.triggered.connect(self.close)
        menus.undo_action.triggered.connect(self._on_undo_triggered)
        menus.redo_action.triggered.connect(self._on_redo_triggered)
        menus.versions_action.triggered.connect(self._on_versions_triggered)
        menus.removal_action.triggered.connect(self._on_removal_triggered)
        menus.trash_action.triggered.connect(self._on_trash_wanted)
        menus.page_chosen.connect(self._on_page_chosen)
        menus.theme_chosen.connect(self._on_theme_chosen)
        menus.text_size_chosen.connect(self._on_text_size_chosen)
        menus.settings_action.triggered.connect(self._on_settings_triggered)
        menus.page_help_action.triggered.connect(self._on_page_help_triggered)
        menus.get_help_action.triggered.connect(self._on_get_help_wanted)
        menus.shortcuts_action.triggered.connect(self._on_shortcuts_triggered)
        menus.about_action.triggered.connect(self._on_about_triggered)
        menus.show_look(self.settings.theme, self.settings.text_percent)
        menus.show_hide_key(self.settings.hide_key)

    def _items(self) -> tuple[SidebarItem, ...]:
        from fibrojournal.ui.widgets.sidebar import (  # noqa: PLC0415 - after the first paint
            SidebarItem,
        )

        return tuple(
            SidebarItem(kind.key, kind.word, kind.key, f"Ctrl+{kind.number}")
            for kind in self._kinds.values()
        )

    def _dress(self) -> None:
        """Put the settings' theme and text size on the whole application."""
        from fibrojournal.ui.formatter import (  # noqa: PLC0415 - after the first paint
            LocaleFormatter,
            Look,
        )
        from fibrojournal.ui.locale import put_on, usual_locale  # noqa: PLC0415 - as above
        from fibrojournal.ui.theme import (  # noqa: PLC0415 - after the first paint
            apply_theme,
            resolve_theme,
        )
        from fibrojournal.ui.week import set_first_weekday  # noqa: PLC0415 - as above

        app = cast("QApplication", QGuiApplication.instance())
        palette = apply_theme(app, resolve_theme(self.settings.theme), self.settings.text_percent)
        locale = usual_locale(self.settings.language, language())
        put_on(app, locale)
        self.setLocale(locale)  # fields for dates follow the window that they are in
        formatter = LocaleFormatter(locale)
        use_digits(locale.zeroDigit())
        set_first_weekday(self.settings.first_weekday)
        self._look: Look = Look(
            formatter, palette, self.settings.weight_unit, self.settings.least_difference
        )

    def _put_up_shell(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - after the first paint

        from fibrojournal.ui.widgets.shell import Shell  # noqa: PLC0415 - after the first paint

        self.shell = Shell(self._items(), self)
        self.shell.sidebar.page_chosen.connect(self._on_page_chosen)
        self.shell.sidebar.help_clicked.connect(self._on_get_help_wanted)
        # Later, since a lock deletes the sidebar.
        queued = Qt.ConnectionType.QueuedConnection
        self.shell.sidebar.lock_clicked.connect(self.lock_wanted, queued)
        self.shell.status_line.protection_wanted.connect(self._on_protection_wanted)
        self.shell.notice_band.answered.connect(self._on_notice_answered)
        self.shell.reminder_band.answered.connect(self.reminder_answered)
        self.setCentralWidget(self.shell)
        self._history = None  # it went with the old one
        self._name_window()
        self._pages = {}
        self._current = ""

    # The journal and its pages

    def show_journal(self, journal: Journal) -> None:
        """Show the pages of an open journal, in place of what was shown before.

        Raises:
            JournalError: The first page cannot be read.
        """
        self.furnish()
        self._forget_pages()
        self._journal = journal
        self._keeps_settings = True
        self._saved_at = ""
        self._today = journal.today()
        self._unlock_view = None
        self._name_window()
        self._show_about_journal()
        self._allow_pages(allowed=True)
        self.show_page(self._left_at or next(iter(self._kinds)))
        self._left_at = ""
        self._begin_to_work_ahead()

    @property
    def journal(self) -> Journal | None:
        """The journal that is shown; None before the first is open."""
        return self._journal

    @property
    def saved_at(self) -> str:
        """The time of the last save; "" = there was none since the journal was opened."""
        return self._saved_at

    @property
    def shown(self) -> QWidget:
        """The page that is shown, or what is shown in place of the pages."""
        return self._shell().pages.currentWidget() or self._shell()

    @property
    def page_keys(self) -> tuple[str, ...]:
        """The pages there are, in the order of the sidebar."""
        return tuple(self._kinds)

    @property
    def is_making(self) -> bool:
        """Whether what the page in front shows is still being worked out."""
        page = self._pages.get(self._current)
        return page is not None and page.is_making

    def show_page(self, key: str) -> None:
        """Show a page; build it when it is asked for the first time.

        Raises:
            JournalError: The page cannot be read.
        """
        shell = self._shell()
        if self._journal is None or not self._flush(self._pages.get(self._current)):
            self.menus.show_page(self._current)
            return
        page = self._page(key)
        had_focus = self._current in self._pages and _has_focus(self._pages[self._current])
        self._current = key
        shell.show_widget(page)
        shell.sidebar.set_current(key)
        shell.keep_quiet(quiet=page.is_quiet)
        self.menus.show_page(key)
        self.menus.allow_history(allowed=True, has_day=page.day is not None)
        if had_focus:
            page.begin()
        self.front_changed.emit()

    def page(self, key: str) -> Page:
        """Return a page; build it when it is asked for the first time."""
        return self._page(key)

    def save_pending(self) -> bool:
        """Let every page save what is pending; False if that failed, which then is shown."""
        return self._flush(*self._pages.values())

    def remember_journal(self, path: Path) -> None:
        """Open this journal the next time too."""
        self.keep_settings(replace(self.settings, journal=str(path)))

    def keep_settings(self, settings: Settings) -> None:
        """Take other choices of this computer, save them and let the pages show them."""
        self.settings = settings
        self._save_settings()
        for page in self._pages.values():
            page.show_settings(self.settings)

    def show_problem(
        self,
        error: JournalError,
        can_be_made: bool = False,  # noqa: FBT001, FBT002 - kept as a pair with the error
        can_be_restored: bool = False,  # noqa: FBT001, FBT002 - as above
        retry_words: str = "",
    ) -> None:
        """Show why a journal cannot be opened, in place of the pages.

        Args:
            error: Message and remedy.
            can_be_made: There is no file, but a new journal can be made at its place.
            can_be_restored: There are backups of it.
            retry_words: The words on the button that goes ahead; "" = "Try again".
        """
        from fibrojournal.ui.widgets.problem_view import (  # noqa: PLC0415 - seldom needed
            ProblemView,
        )

        self.furnish()
        self._forget_pages()
        self._journal = None
        self._unlock_view = None
        self._name_window()
        # Where it came from leads to what was typed.
        error.__traceback__ = error.__context__ = error.__cause__ = None
        self._problem = (error, can_be_made, can_be_restored, retry_words)
        self._allow_pages(allowed=False)
        view = ProblemView(
            error,
            can_be_made=can_be_made,
            can_be_restored=can_be_restored,
            retry_words=retry_words,
        )
        view.restore_wanted.connect(self.restore_wanted)
        view.retry_wanted.connect(self.retry_wanted)
        view.new_wanted.connect(self.new_wanted)
        view.other_wanted.connect(self._on_open_triggered)
        view.quit_wanted.connect(self.close)
        self._shell().show_widget(view)
        view.retry_button.setFocus()

    # Locked and hidden

    def show_unlock(self) -> UnlockView:
        """Ask for the passphrase in place of the pages; return what asks."""
        from fibrojournal.ui.widgets.unlock_view import (  # noqa: PLC0415 - seldom needed
            UnlockView,
        )

        self.furnish()
        before = self._unlock_view
        self._problem = None
        self._allow_pages(allowed=False)
        view = self._unlock_view = UnlockView()
        if before is not None:
            view.go_on_from(before)
        view.passphrase_given.connect(self.passphrase_given)
        view.code_given.connect(self.code_given)
        view.try_again_wanted.connect(self.saving_wanted)
        view.other_wanted.connect(self._on_open_triggered)
        view.limits_wanted.connect(self._on_limits_wanted)
        view.help_wanted.connect(self._on_get_help_wanted)
        view.quit_wanted.connect(self.close)
        self._shell().show_widget(view)
        self._shell().show_frame(shown=False)
        self._name_window()
        view.take_focus()
        self.front_changed.emit()
        self._begin_to_work_ahead()
        return view

    @property
    def unlock_view(self) -> UnlockView | None:
        """What asks for the passphrase; None = the journal is not locked."""
        return self._unlock_view

    def empty(self) -> None:
        """Let go of everything that the journal was shown in: pages, dialogs, undo, titles."""
        from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - seldom needed
        from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - seldom needed

        self.jobs.finish()
        QCoreApplication.sendPostedEvents(self.jobs)  # answers that nobody waits for any more
        for dialog in self.findChildren(QDialog):
            dialog.hide()
            dialog.deleteLater()
        self._left_at = self._current
        self._journal = None
        self._unlock_view = None
        self._saved_at = ""
        self.menus.show_undo("", "")
        self._idle.stop()
        self._put_up_shell()
        # What was shown is gone before anything else happens, and not some time later.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if "fibrojournal.charts.label" in sys.modules:  # else nothing was drawn
            from fibrojournal.charts.label import forget_texts  # noqa: PLC0415 - only with charts

            forget_texts()

    def forget_choices(self) -> None:
        """Keep only how the window looks and hides; save that when a journal is shown again."""
        look = self.settings
        self.settings = type(look)(
            theme=look.theme,
            text_percent=look.text_percent,
            language=look.language,
            hide_key=look.hide_key,
            neutral_name=look.neutral_name,
        )
        self._keeps_settings = False
        self._left_at = ""
        self._allow_pages(allowed=False)

    def close_messages(self) -> None:
        """Close what pages have told; what still holds is told again."""
        for box in self._error_boxes():
            box.close()

    def keep_behind_lock(self) -> None:
        """Ask for the passphrase while the pages, with what could not be saved, are kept."""
        from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - seldom needed

        reasons = [box.text() for box in self._error_boxes()]
        for dialog in self.findChildren(QDialog):
            dialog.close()
            dialog.hide()  # one that is busy does not close
        self.menus.show_undo("", "")
        self.show_unlock().keep(reasons[0] if reasons else "")

    def show_kept(self) -> None:
        """Show the pages again that were kept behind the question for the passphrase."""
        view, self._unlock_view = self._unlock_view, None
        self._name_window()
        self._allow_pages(allowed=True)
        self._shell().show_frame(shown=True)
        self.show_page(self._current or next(iter(self._kinds)))
        self._begin_to_work_ahead()
        if view is not None:
            self._shell().pages.removeWidget(view)
            view.deleteLater()
        self._show_about_journal()

    def cover(self) -> None:
        """Cover everything in one colour, at once, under a title that says nothing."""
        from fibrojournal.ui.widgets.cover import Cover  # noqa: PLC0415 - seldom needed

        if self._cover is None:
            self._cover = Cover(self)
            self._cover.uncovered.connect(self._on_uncovered)
        self._cover.cover()
        self._name_window()

    def uncover(self) -> None:
        """Show the window again."""
        if self._cover is not None:
            self._cover.uncover()

    def offer_backup(self, file: Path, restoring: Restoring) -> RestoreDialog:
        """Say what a backup holds, and bring it back if that is wanted."""
        from fibrojournal.ui.dialogs.restore_dialog import (  # noqa: PLC0415 - seldom needed
            RestoreDialog,
        )

        dialog = RestoreDialog(file, restoring, self.jobs, self._look.formatter, self)
        dialog.open()
        return dialog

    def say_in_band(self, words: str, action: str = "", answer: str = "", later: str = "") -> None:
        """Say something about the whole journal over its pages; "" = nothing any more.

        Args:
            words: The sentence.
            action: The words on a button; "" = none.
            answer: What `notice_answered` calls a click on it.
            later: The words on a button that only hides it; "" = none.
        """
        self._shell().notice_band.say(words, action, answer, later)

    def welcome(self) -> FirstRun:
        """Lead through the first minute with a journal that was just made."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - once in the life of a journal

        from fibrojournal.ui.first_run import FirstRun  # noqa: PLC0415 - as above

        assert self._journal is not None  # noqa: S101 - it was just made
        first_run = FirstRun(self._journal, self._look, self.jobs, self._shell())
        first_run.changed.connect(self._on_altered)
        first_run.refused.connect(self.refused)
        first_run.medicine_wanted.connect(self._on_first_medicine_wanted)
        first_run.ended.connect(self._on_first_run_ended)
        # Later, since another journal deletes every dialog.
        queued = Qt.ConnectionType.QueuedConnection
        first_run.example_wanted.connect(self.example_wanted, queued)
        first_run.begin()
        return first_run

    @Slot()
    def _on_first_medicine_wanted(self) -> None:
        from fibrojournal.ui.pages.medicines_page import (  # noqa: PLC0415 - after first paint
            MedicinesPage,
        )

        self._on_page_chosen("medicines")
        page = self._pages.get(self._current)
        if isinstance(page, MedicinesPage):
            page.add_medicine()

    @Slot(bool)
    def _on_first_run_ended(self, was_asked: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not was_asked and self._journal is not None and not self._journal.is_protected:
            self.offer_passphrase()

    def offer_own_journal(self) -> None:
        """Offer, in the example journal, the way back to one's own."""
        self.say_in_band(
            tr("You are looking around. Your own journal is still blank."),
            tr("Go to my own journal"),
            _OWN_JOURNAL,
        )

    def offer_passphrase(self) -> None:
        """Say of a journal that was just made that it has no passphrase, and offer one."""
        self.say_in_band(
            tr("Without a passphrase, all who use this account can read this journal."),
            tr("Set a passphrase…"),
            _PROTECT,
            tr("Not now"),
        )

    def show_damage(self) -> None:
        """Say that the file is damaged, and offer its backups."""
        self.say_in_band(
            tr("Part of this journal file is damaged. A backup can bring it back."),
            tr("Restore a backup…"),
            _RESTORE,
        )

    @Slot(str)
    def _on_notice_answered(self, answer: str) -> None:
        if answer == _RESTORE:
            self.restore_wanted.emit()
        elif answer == _PROTECT:
            self._on_protection_wanted()
            self._ask_for_passphrase()
        elif answer == _OWN_JOURNAL:
            self.own_journal_wanted.emit()
        else:
            self.notice_answered.emit(answer)

    # The reminder

    @property
    def has_room(self) -> bool:
        """Whether a line over the pages is no disturbance: not locked, and no foggy day."""
        page = self._pages.get(self._current)
        return self._unlock_view is None and page is not None and not page.is_quiet

    @property
    def is_seen(self) -> bool:
        """Whether somebody who looks at the screen could see the pages."""
        return self.isVisible() and not self.isMinimized() and not self.is_covered

    @property
    def is_pending(self) -> bool:
        """Whether something on a page is not saved."""
        return any(page.is_pending for page in self._pages.values())

    def write_today(self) -> None:
        """Go to where today is written down, and let the keyboard begin there."""
        from fibrojournal.ui.pages.page import Place  # noqa: PLC0415 - after the first paint

        assert self._journal is not None  # noqa: S101 - there is a today with a journal only
        self._on_page_wanted("today", Place(self._journal.today()))
        if self._current == "today":  # else the page before could not be saved
            self._pages["today"].begin()

    def leave_band(self) -> None:
        """Let the keyboard go on in the page if it is in the reminder, which is about to go."""
        if _has_focus(self._shell().reminder_band):
            self.shown.setFocus()

    def show_backup_problem(self, *, failed: bool) -> None:
        """Say quietly whether the last backup could not be made."""
        self._shell().status_line.show_backup_words(tr("Backup not made") if failed else "")

    def show_rehearsed(self, made_on: date, days: int) -> None:
        """Say quietly that the newest backup was opened and counted, as is done once a month."""
        self._shell().status_line.show_backup_words(
            tr("Your backup from {day} opens: {days}.").format(
                day=self._look.formatter.day_of_year(made_on),
                days=trn("{n} day", "{n} days", days),
            )
        )

    @property
    def is_covered(self) -> bool:
        """Whether the window shows nothing."""
        return self._cover is not None and self._cover.is_up

    @Slot()
    def _on_uncovered(self) -> None:
        self._name_window()
        self.shown_again.emit()
        if self._unlock_view is not None:
            self._unlock_view.take_focus()

    def _name_window(self) -> None:
        """Name the window; what is locked, hidden or wants it so has a name that says nothing."""
        is_neutral = self.settings.neutral_name or self._unlock_view is not None or self.is_covered
        words = tr("Journal") if is_neutral else "FibroJournal"
        self.setWindowTitle(words)
        if self.shell is not None:
            self.shell.sidebar.show_name(words)

    def ask_for_new_passphrase(self, code: str) -> None:
        """Ask for a new passphrase, of somebody who came in by the recovery code."""
        from fibrojournal.ui.dialogs.passphrase_dialog import (  # noqa: PLC0415 - seldom needed
            AfterCode,
            PassphraseDialog,
        )

        assert self._journal is not None  # noqa: S101 - it was just opened
        dialog = PassphraseDialog(AfterCode(self._journal.protection, code), self.jobs, self)
        dialog.passphrase_set.connect(self._on_passphrase_set)
        dialog.open()

    @Slot(object)
    def _on_passphrase_set(self, _report: object) -> None:
        from fibrojournal.journal.changes import Changes  # noqa: PLC0415 - seldom needed

        self._refresh(Changes.everything())

    @Slot()
    def _on_protection_wanted(self) -> None:
        self._on_page_chosen("settings")

    def _ask_for_passphrase(self) -> None:
        from fibrojournal.ui.pages.settings_page import (  # noqa: PLC0415 - after first paint
            SettingsPage,
        )

        page = self._pages.get(self._current)
        if isinstance(page, SettingsPage):  # else the page before could not be saved
            page.ask_for_passphrase()

    @Slot()
    def _on_limits_wanted(self) -> None:
        from fibrojournal.ui.dialogs.limits_dialog import (  # noqa: PLC0415 - seldom needed
            LimitsDialog,
        )

        LimitsDialog(self).open()

    def _shell(self) -> Shell:
        assert self.shell is not None  # noqa: S101 - for the reader: furnish() came before
        return self.shell

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            from PySide6.QtCore import Qt  # noqa: PLC0415 - after the first paint

            assert self._journal is not None  # noqa: S101 - pages are asked for with a journal
            queued = Qt.ConnectionType.QueuedConnection
            page = self._kinds[key].build(self._journal, self._look, self._shell().pages)
            page.jobs = self.jobs
            page.setAccessibleName(self._kinds[key].word)
            page.journal_changed.connect(self._on_journal_changed)
            page.page_wanted.connect(self._on_page_wanted)
            page.saved.connect(self._on_saved)
            page.pending_changed.connect(self._on_pending_changed)
            page.refused.connect(self.refused)
            page.settings_wanted.connect(self._on_settings_wanted)
            # Later, since a new look deletes the page that asked for it.
            page.look_wanted.connect(self._on_look_wanted, queued)
            page.trash_wanted.connect(self._on_trash_wanted)
            page.versions_wanted.connect(self._on_versions_wanted)
            page.removal_wanted.connect(self._on_removal_wanted)
            page.erase_wanted.connect(self._on_erase_wanted)
            page.deletion_wanted.connect(self.deletion_wanted)
            page.quiet_changed.connect(self._on_quiet_changed)
            page.tabs_ordered.connect(self._shell().end_after)
            page.show_settings(self.settings)
            self._pages[key] = page
            self._shell().pages.addWidget(page)
        return self._pages[key]

    def _forget_pages(self) -> None:
        """Put a fresh shell in place of the one whose pages belong to another look or journal."""
        if self._shell().pages.count():
            self._idle.stop()
            self._put_up_shell()

    def _show_about_journal(self) -> None:
        assert self._journal is not None  # noqa: S101 - called with a journal only
        shell = self._shell()
        shell.example_band.setVisible(self._journal.is_example)
        shell.status_line.show_protection(
            is_example=self._journal.is_example, is_protected=self._journal.is_protected
        )
        self.menus.lock_action.setEnabled(self._journal.is_protected)
        shell.sidebar.lock_button.setVisible(self._journal.is_protected)
        if self._journal.is_protected:
            shell.notice_band.withdraw(_PROTECT)
        if self._journal.is_read_only:
            self.say_in_band(
                tr(
                    "This journal can only be read here: its file or its disk cannot be written "
                    "to."
                )
            )
        self.menus.show_undo(self._journal.undo_words, self._journal.redo_words)

    def _allow_pages(self, *, allowed: bool) -> None:
        self.menus.page_group.setEnabled(allowed)
        self.menus.settings_action.setEnabled(allowed and "settings" in self._kinds)
        self.menus.page_help_action.setEnabled(allowed)
        self.menus.allow_history(allowed=allowed, has_day=False)
        self.menus.save_action.setEnabled(allowed)
        self.menus.print_action.setEnabled(allowed and "report" in self._kinds)
        self.menus.find_action.setEnabled(allowed and "journal" in self._kinds)
        self.menus.import_action.setEnabled(allowed)
        self.menus.export_action.setEnabled(allowed)
        self.menus.lock_action.setEnabled(
            allowed and self._journal is not None and self._journal.is_protected
        )
        self._shell().sidebar.allow_pages(allowed=allowed)

    def _refresh(self, changes: Changes) -> None:
        if changes:
            for page in self._pages.values():
                page.refresh(changes)
            if self._history is not None:
                self._history.refresh(changes)
        if self._journal is not None:
            self._show_about_journal()

    def _flush(self, *pages: Page | None) -> bool:
        """Let pages save what is pending; return False if one had to report that it could not."""
        for page in pages:
            if page is not None:
                page.flush()
        return not self._error_boxes()

    def _error_boxes(self) -> list[QMessageBox]:
        """Return the messages that pages show now; a failed save opens one."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - after the first paint

        return [
            box
            for page in self._pages.values()
            for box in page.findChildren(QMessageBox)
            if box.isVisible() or (self._cover is not None and self._cover.hides(box))
        ]

    @Slot(object)
    def _on_journal_changed(self, changes: Changes) -> None:
        self._refresh(changes)

    @Slot()
    def _on_saved(self) -> None:
        if self._journal is not None:
            self._saved_at = self._look.formatter.clock(self._journal.now())
            self._on_pending_changed()
            self.written.emit()

    @Slot()
    def _on_save_triggered(self) -> None:
        """Save what is pending, and say that all is saved even if nothing was to be."""
        if self._journal is None or self._journal.is_read_only:
            return
        if self.save_pending():
            self._saved_at = self._look.formatter.clock(self._journal.now())
            self._on_pending_changed()

    @Slot()
    def _on_pending_changed(self) -> None:
        """Say "Saved" only while everything on the screen is."""
        line = self._shell().status_line
        if self.is_pending:
            line.show_pending()
        else:
            line.show_saved(self._saved_at)

    @Slot()
    def _on_quiet_changed(self) -> None:
        page = self._pages.get(self._current)
        if page is not None:
            self._shell().keep_quiet(quiet=page.is_quiet)
            self.front_changed.emit()

    @Slot(str)
    def _on_page_chosen(self, key: str) -> None:
        try:
            self.show_page(key)
        except JournalError as error:
            self._tell(error)

    @Slot(str, object)
    def _on_page_wanted(self, key: str, place: Place | None) -> None:
        self._on_page_chosen(key)
        if place is not None and self._current == key:
            self._pages[key].show_place(place)

    @Slot()
    def _on_undo_triggered(self) -> None:
        self._step_through_history(forward=False)

    @Slot()
    def _on_redo_triggered(self) -> None:
        self._step_through_history(forward=True)

    def _step_through_history(self, *, forward: bool) -> None:
        if self._journal is None or not self._flush(self._pages.get(self._current)):
            return
        try:
            changes = self._journal.redo() if forward else self._journal.undo()
        except JournalError as error:
            self._tell(error)
            return
        if changes:
            self._on_saved()
        self._refresh(changes)

    def _tell(self, error: JournalError) -> None:
        from fibrojournal.ui.messages import show_error  # noqa: PLC0415 - seldom needed

        show_error(self, error)
        self.refused.emit(error)

    # What was deleted, and what was there before

    @Slot()
    def _on_trash_wanted(self) -> None:
        history = self._history_of_journal()
        if history is not None:
            history.open_trash()

    @Slot(object)
    def _on_versions_wanted(self, day: date) -> None:
        history = self._history_of_journal()
        if history is not None:
            history.open_versions(day)

    @Slot(object)
    def _on_removal_wanted(self, day: date) -> None:
        history = self._history_of_journal()
        if history is not None:
            history.ask_to_remove(day)

    @Slot(object)
    def _on_erase_wanted(self, thing: Erasable) -> None:
        history = self._history_of_journal()
        if history is not None:
            history.open_erasing(thing)

    @Slot()
    def _on_versions_triggered(self) -> None:
        if (day := self._page(self._current).day) is not None:
            self._on_versions_wanted(day)

    @Slot()
    def _on_removal_triggered(self) -> None:
        if (day := self._page(self._current).day) is not None:
            self._on_removal_wanted(day)

    def _history_of_journal(self) -> HistoryDialogs | None:
        """Return what opens the dialogs, once all is saved; None = it cannot be."""
        from fibrojournal.ui.history_dialogs import (  # noqa: PLC0415 - seldom needed
            HistoryDialogs,
        )

        if self._journal is None or not self.save_pending():
            return None
        if self._history is None:
            self._history = HistoryDialogs(self._journal, self._look, self.jobs, self._shell())
            self._history.changed.connect(self._on_altered)
            self._history.refused.connect(self.refused)
        return self._history

    # Idle time

    @Slot()
    def _put_off_building(self) -> None:
        """Let whoever writes go on undisturbed."""
        if self._idle.isActive():
            self._idle.start(_WRITING_MS)

    def _begin_to_work_ahead(self) -> None:
        if self._works_ahead:
            self._idle.start(_IDLE_MS)

    @Slot()
    def _on_idle(self) -> None:
        """Load what draws on the job thread, then build one page at a time."""
        self.jobs.run(_load_what_draws, done=self._build_ahead, failed=self._build_ahead)

    def _build_ahead(self, _loaded: object) -> None:
        if self._journal is None:
            from fibrojournal.ui.pages import (  # noqa: F401, PLC0415 - the passphrase takes longer
                today_page,
            )

            self.ready_for_pages.emit()
            return
        if self._unlock_view is not None:
            return  # behind the question for the passphrase nothing more is read
        for key in self._kinds:
            if key not in self._pages:
                # A page that cannot be read says so when it is asked for.
                with suppress(JournalError):
                    self._page(key)
                self._idle.start(_IDLE_MS)
                return

    @Slot()
    def _on_minute_passed(self) -> None:
        """Let every page read again when the day has turned while the window was open."""
        self.minute_passed.emit()
        self._look_at_the_day()

    def _look_at_the_day(self) -> None:
        """Read everything again if the day is another by now."""
        from fibrojournal.journal.changes import Changes  # noqa: PLC0415 - after first paint

        if self._journal is not None and self._journal.today() != self._today:
            self._today = self._journal.today()
            self._refresh(Changes.everything())

    # Choices of this computer

    @Slot(dict)
    def _on_settings_wanted(self, values: dict[str, Any]) -> None:
        self.keep_settings(replace(self.settings, **values))
        self._name_window()
        self.menus.show_hide_key(self.settings.hide_key)
        self.settings_changed.emit()

    # Look

    @Slot(str)
    def _on_theme_chosen(self, theme: str) -> None:
        self._change_look(replace(self.settings, theme=theme))

    @Slot(int)
    def _on_text_size_chosen(self, percent: int) -> None:
        self._change_look(replace(self.settings, text_percent=percent))

    @Slot(dict)
    def _on_look_wanted(self, values: dict[str, Any]) -> None:
        self._change_look(replace(self.settings, **values))
        if self._journal is not None and not self._journal.is_example:
            self._journal.turns_at = self.settings.day_turns_at
            self._look_at_the_day()

    @Slot()
    def _on_system_look_changed(self) -> None:
        if self.settings.theme == "system":
            self._change_look(self.settings)

    def _change_look(self, settings: Settings) -> None:
        """Dress everything anew; pages are rebuilt, the current one is shown again."""
        if self._flush(*self._pages.values()):
            self.settings = settings
            current = self._current
            hand = self._hand_of(current)
            band = self._shell().notice_band
            self._clear_away_pages()
            self._dress()
            self._put_up_shell()  # after that: it is measured in the new size
            if self._journal is not None and self._unlock_view is None:
                self._shell().notice_band.go_on_from(band)
                self._show_about_journal()
                self.show_page(current)
                self._give_hand_to(current, hand)
            elif self._unlock_view is not None:
                self.show_unlock()
                self.saving_wanted.emit()  # what was kept is saved, or the look were the old one
            elif self._problem is not None:
                self.show_problem(*self._problem)
            self._save_settings()
        self.menus.show_look(self.settings.theme, self.settings.text_percent)

    def _clear_away_pages(self) -> None:
        """Let the pages go before they are dressed in what they are built anew for.

        Only what is called from outside of the pages may do this.
        """
        from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - seldom needed

        for page in self._pages.values():
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
        self._pages = {}

    def _hand_of(self, key: str) -> tuple[type[QWidget], str] | None:
        """Return kind and name of what has the keyboard on a page; None = nothing has."""
        page = self._pages.get(key)
        focused: QWidget | None = self.focusWidget()
        if page is None or focused is None or not page.isAncestorOf(focused):
            return None
        return type(focused), focused.accessibleName()

    def _give_hand_to(self, key: str, hand: tuple[type[QWidget], str] | None) -> None:
        """Let the keyboard go on where it was before the page was built anew."""
        from fibrojournal.ui.widgets.scrolling import (  # noqa: PLC0415 - seldom needed
            bring_into_view,
        )

        if hand is None or not hand[1]:
            return
        for widget in self._pages[key].findChildren(hand[0]):
            if widget.accessibleName() == hand[1]:
                widget.setFocus()
                bring_into_view(widget)

    @Slot()
    def _on_find_triggered(self) -> None:
        from fibrojournal.ui.pages.journal_page import (  # noqa: PLC0415 - after first paint
            JournalPage,
        )

        self._on_page_chosen("journal")
        page = self._pages.get(self._current)
        if isinstance(page, JournalPage):  # else the page before could not be saved
            page.filters.begin_search()

    @Slot()
    def _on_print_triggered(self) -> None:
        from fibrojournal.ui.pages.report_page import (  # noqa: PLC0415 - after first paint
            ReportPage,
        )

        self._on_page_chosen("report")
        page = self._pages.get(self._current)
        if isinstance(page, ReportPage):  # as above
            page.print_report()

    # Dialogs

    @Slot()
    def _on_open_triggered(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - after the first paint

        from fibrojournal.ui.dialogs.journal_file_dialog import (  # noqa: PLC0415 - seldom needed
            JournalFileDialog,
        )

        folder = self._journal.path.parent if self._journal is not None else None
        dialog = JournalFileDialog(folder, self)
        # Later, since another journal may delete every dialog.
        dialog.journal_chosen.connect(self.journal_chosen, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    @Slot()
    def _on_import_triggered(self) -> None:
        from fibrojournal.ui.dialogs.import_dialog import (  # noqa: PLC0415 - seldom needed
            ImportDialog,
        )

        if self._journal is None or not self.save_pending():
            return
        dialog = ImportDialog(self._journal, self.jobs, self._look.formatter, self)
        dialog.imported.connect(self._on_altered)
        dialog.open()

    @Slot(object)
    def _on_altered(self, changes: Changes) -> None:
        self._on_saved()
        self._refresh(changes)

    @Slot()
    def _on_export_triggered(self) -> None:
        from fibrojournal.ui.dialogs.export_dialog import (  # noqa: PLC0415 - seldom needed
            ExportDialog,
        )

        if self._journal is None or not self.save_pending():
            return
        journal = self._journal
        dialog = ExportDialog(journal.export_to, self.jobs, journal.today(), self)
        dialog.exported.connect(self._on_exported)
        dialog.open()

    @Slot(Path)
    def _on_exported(self, place: Path) -> None:
        from fibrojournal.ui.messages import show_notice  # noqa: PLC0415 - seldom needed

        show_notice(
            self,
            tr("Exported to “{name}”.").format(name=place.name),
            tr("It is not encrypted. Keep it where only you can read it."),
        )

    @Slot()
    def _on_shortcuts_triggered(self) -> None:
        from fibrojournal.ui.dialogs.shortcuts_dialog import (  # noqa: PLC0415 - seldom needed
            ShortcutsDialog,
        )

        ShortcutsDialog(self.menus.shortcuts(), self).open()

    @Slot()
    def _on_settings_triggered(self) -> None:
        self._on_page_chosen("settings")

    @Slot()
    def _on_page_help_triggered(self) -> None:
        from fibrojournal.domain.page_help import load_page_help  # noqa: PLC0415 - seldom needed
        from fibrojournal.ui.dialogs.help_dialog import HelpDialog  # noqa: PLC0415 - as above

        HelpDialog(load_page_help()[self._current], self).open()

    @Slot()
    def _on_get_help_wanted(self) -> None:
        from fibrojournal.ui.dialogs.get_help_dialog import (  # noqa: PLC0415 - seldom needed
            GetHelpDialog,
        )

        own = self.settings.emergency_number, self.settings.help_number
        dialog = GetHelpDialog(*own, parent=self)
        dialog.numbers_entered.connect(self._on_numbers_entered)
        dialog.open()

    @Slot(str, str)
    def _on_numbers_entered(self, emergency_number: str, help_number: str) -> None:
        self.keep_settings(
            replace(self.settings, emergency_number=emergency_number, help_number=help_number)
        )

    @Slot()
    def _on_about_triggered(self) -> None:
        from fibrojournal.ui.dialogs.about_dialog import (  # noqa: PLC0415 - seldom needed
            AboutDialog,
        )

        AboutDialog(self).open()

    # Closing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as in dialogs and as Space does."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            button, QPushButton
        ):
            button.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is pending, close the journal; stay open if it could not be saved."""
        if not self._closes_unsaved and not self._flush(*self._pages.values()):
            event.ignore()
            self._ask_to_close_unsaved()
            return
        journal, self._journal = self._journal, None
        if journal is not None and journal.backup_folders:
            self.hide()  # the rest is nobody's concern
        if self.shell is not None:
            self._idle.stop()
            self.jobs.finish()
        if journal is not None:
            self.is_stuck = not self._back_up_at_the_end(journal)
            if not self.is_stuck:
                journal.close()
            self._pages = {}
        if not (self.isMaximized() or self.isFullScreen()):
            size = (self.width(), self.height())
            self.settings = replace(self.settings, window_size=size)
        self._save_settings()
        event.accept()

    def _back_up_at_the_end(self, journal: Journal) -> bool:
        """Make the backup of this session, with the window already out of sight.

        Returns:
            False if a disk does not answer; what was saved is safe all the same.
        """
        if not journal.backup_folders:
            return True

        def work(_progress: Progress) -> None:
            with suppress(JournalError):  # the next start makes one, and says so if it cannot
                journal.backups.make()

        self.jobs.run(work, done=_ignore, failed=_ignore)
        return self.jobs.settle(_CLOSING_MS)

    def _ask_to_close_unsaved(self) -> None:
        from fibrojournal.ui.messages import ask  # noqa: PLC0415 - seldom needed

        self.close_messages()
        self.uncover()
        question = ask(
            self,
            tr("What you wrote last could not be saved."),
            tr(
                "It is still on the screen, and everything saved before is safe. Free some space "
                "on the disk and try again, or close without it."
            ),
            yes=tr("Close without it"),
        )
        question.accepted.connect(self._on_closing_unsaved)

    @Slot()
    def _on_closing_unsaved(self) -> None:
        self._closes_unsaved = True
        self.close()

    def _save_settings(self) -> None:
        if self._settings_file is not None and self._keeps_settings:
            # How the window looked is not worth a message when the disk is full.
            with suppress(OSError):
                self.settings.save(self._settings_file)


def _dye(widget: QWidget, value: str) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor.fromString(value))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _ignore(_answer: object) -> None:
    """Take no note of it."""


def _has_focus(widget: QWidget) -> bool:
    focused: QWidget | None = widget.window().focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def _load_what_draws(_progress: Progress) -> None:
    """Import what the pages draw with, none of it Qt; by name, as the window itself draws none."""
    from importlib import import_module  # noqa: PLC0415 - on the job thread

    for name in (
        "matplotlib.backends.backend_agg",
        "fibrojournal.charts.timeline_chart",
        "fibrojournal.charts.change_chart",
        "fibrojournal.reports.visit_html",
        "fibrojournal.reports.visit_report",
    ):
        import_module(name)
