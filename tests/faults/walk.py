"""A walk through the whole window: every page, every button, every dialog, every text field.

Run as a program in a process of its own, with one argument: a `Route` as JSON. It opens the real
window, as the command does, and uses it as somebody would who tries everything once.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from fibrojournal import __main__
from fibrojournal.app.session import Session
from fibrojournal.ui.dialogs.crash_dialog import CrashDialog
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.idle_steps import IdleSteps
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.settings_page import SettingsPage
from fibrojournal.ui.widgets.passing_copy import PassingCopy
from fibrojournal.ui.widgets.switch import Switch
from tests.faults.holding import columns_of, holders_in_python, holders_in_qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel, QModelIndex
    from PySide6.QtGui import QAction

_Kind: TypeAlias = tuple[str, str, str, str]

PATIENCE_S: Final = 30.0
LAST: Final = "delete everything"
LEFT_ALONE: Final = (LAST, "quit", "print", "open folder", "lock", "hide the", "look around")
"""Words of buttons that end the walk, or hand something to other programs on purpose.

Locking and hiding come at its end.
"""
COME_LAST: Final = ("show as a", "fold")
"""Words of buttons that put away what others lie on: those are pressed before."""
ALIKE: Final = 24
"""How many buttons of one kind are pressed beneath one widget."""
FOREIGN: Final = "foreign"
"""The folder, among what is imported, of the files of other apps."""
ALWAYS: Final = ("PassphraseDialog", "RecoveryCodeDialog")
"""Dialogs that are gone through each time, since what follows needs what they make."""
MANY: Final = 20
"""No button opens so many dialogs."""
DEEP: Final = 3
"""How many dialogs are opened one above the other."""


@dataclass(frozen=True)
class Route:
    """What to walk through, and what to write on the way.

    Attributes:
        arguments: What is typed after the name of the program.
        words: What is written into every field for text.
        passphrase: What is written into every field for a passphrase.
        given: A folder to import.
        exports: A folder for all that is exported and saved.
        told: A file for the `Walked`.
        read: A word in everything that was in the journal before the walk; "" = nothing was.
        is_brisk: Look into each dialog once, and press only what may open one.
    """

    arguments: tuple[str, ...]
    words: str
    passphrase: str
    given: str
    exports: str
    told: str
    read: str = ""
    is_brisk: bool = False


@dataclass
class Walked:
    """What was seen on the way.

    Attributes:
        pages: Keys of the pages.
        dialogs: Class of each dialog, and how often it was opened.
        titles: Titles of windows and dialogs.
        pressed: How many buttons and menu items were pressed.
        kinds: Class of each button that was pressed, and of what it lies on.
        fields: How many fields were written in.
        tips: How many tips with written words were shown.
        codes: Recovery codes that were shown.
        seen_before_lock: Who in Qt and in Python held what is in the journal.
        held_after_lock: And who still did when it was locked.
        secrets_held: Who held the passphrase or a code when it was locked, or unlocked again.
        core_limit: How large a picture of the memory may become when the process dies.
        errors: What went wrong.
    """

    pages: list[str] = field(default_factory=list)
    dialogs: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    pressed: int = 0
    kinds: list[str] = field(default_factory=list)
    fields: int = 0
    tips: int = 0
    codes: list[str] = field(default_factory=list)
    seen_before_lock: list[str] = field(default_factory=list)
    held_after_lock: list[str] = field(default_factory=list)
    secrets_held: list[str] = field(default_factory=list)
    core_limit: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Walk:
    """Walks through an open window."""

    def __init__(self, route: Route, window: MainWindow) -> None:
        self._route = route
        self._window = window
        self.walked = Walked()
        self._known: set[_Kind] = set()

    def everything(self) -> None:
        """Walk through all pages and menus; lock and unlock a journal that has a passphrase."""
        self.rest()
        is_protected = self._window.unlock_view is not None
        if is_protected:
            self._unlock()
        for key in self._window.page_keys:
            self._page(key)
        for action in list(self._window.menus._actions):
            self._trigger(action, depth=0)
        self._reminder()
        self._first_minute()
        if is_protected:
            self._lock()
            self._unlock_by_code()
            self.walked.secrets_held += self._secrets()
        self._window.show_page("today")
        self.rest()

    def _reminder(self) -> None:
        """Answer the line that says that today is blank, in every way that it offers."""
        assert self._window.shell is not None
        band = self._window.shell.reminder_band
        for button in band.findChildren(QPushButton):
            band.remind(can_wait=True)
            self.rest()
            self._press(button, depth=0)

    def _first_minute(self) -> None:
        """Go through what a new journal begins with, page by page."""
        dialog = self._window.welcome().dialog
        self.rest()
        self._note(dialog)
        while isValid(dialog) and dialog.isVisible():
            page = dialog.pages.currentWidget()
            assert page is not None
            self.look(dialog)
            self._use(page, depth=1)
            if isValid(dialog) and dialog.isVisible():
                dialog.next_button.click()
                self.rest()
        self._dialogs(1)  # the first medicine

    # Locking

    def _unlock(self) -> None:
        view = self._window.unlock_view
        assert view is not None, "the journal is not locked"
        for typed in ("not this one", self._route.passphrase):
            self.look(view)
            view.edit.setText(typed)
            view.unlock_button.click()
            self.rest()
        self.rest_until_shown()

    def _unlock_by_code(self) -> None:
        """Unlock by the code that was made last; set a passphrase again, as is then asked."""
        view = self._window.unlock_view
        assert view is not None, "the journal is not locked"
        view.code_button.click()
        self.look(view)
        view.edit.setText(self.walked.codes[-1].lower())
        view.unlock_button.click()
        self.rest_until_shown()
        self._dialogs(1)

    def rest_until_shown(self) -> None:
        """Wait until there is a journal to walk through."""
        until = time.monotonic() + PATIENCE_S
        while self._window.journal is None:
            assert time.monotonic() < until, "the journal does not open"
            QApplication.processEvents()
        self.rest()

    def _lock(self) -> None:
        """Protect the journal again if the walk has ended that; lock it, and look around."""
        self._protect_again()
        for key in self._window.page_keys:
            self._window.show_page(key)
            self.rest()
        app = QApplication.instance()
        for copy in app.findChildren(PassingCopy) if app is not None else ():
            copy._on_over()  # what happens after half a minute
        self.walked.seen_before_lock = self._holders()
        self._window.menus.lock_action.trigger()
        self.rest()
        self.walked.held_after_lock = self._holders()
        self.walked.secrets_held = self._secrets()
        self._note_titles()

    def _protect_again(self) -> None:
        """Set a passphrase if there is none, and make a recovery code.

        Apart from locking, since who locks must not hold a page.
        """
        journal = self._window.journal
        assert journal is not None
        self._window.show_page("settings")
        self.rest()
        page = self._window.page("settings")
        assert isinstance(page, SettingsPage)
        if not journal.protection.is_protected:
            page.privacy_card.passphrase_button.click()
            self._dialogs(1)
        page.privacy_card.code_button.click()
        self._dialogs(1)

    def _holders(self) -> list[str]:
        """Name who holds what is in the journal; in Python, what was there before the walk."""
        in_qt = (self._route.read, self._route.words.split()[0])
        return [*holders_in_qt(in_qt), *self._holders_in_python(self._route.read)]

    def _secrets(self) -> list[str]:
        """Name who holds the passphrase or a recovery code."""
        secrets = (self._route.passphrase, *self.walked.codes)
        return [*holders_in_qt(secrets), *self._holders_in_python(*secrets)]

    def _holders_in_python(self, *words: str) -> list[str]:
        apart = (self._route, vars(self._route), self.walked.codes, sys.argv, sys.orig_argv)
        return holders_in_python(words, apart)

    def look(self, shown: QWidget) -> None:
        """Look at what has just been shown; who only walks does not."""

    def rest(self) -> None:
        """Let everything happen that waits to happen."""
        until = time.monotonic() + PATIENCE_S
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        while self._is_busy() and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)

    def _is_busy(self) -> bool:
        """Tell whether something is read, or drawn step by step."""
        steps = self._window.findChildren(IdleSteps)
        return bool(self._window.jobs._waiting) or any(one.is_busy for one in steps)

    # Pages

    def _page(self, key: str) -> None:
        self._window.show_page(key)
        self.rest()
        self.walked.pages.append(key)
        page = self._window.page(key)
        self.look(page)
        self._write_in(page)
        self._use(page, depth=0, again=partial(self._back_to, key))
        # They were pressed, and show something else now; some settings make all pages anew.
        for switch in self._back_to(key).findChildren(Switch):
            if isValid(switch):
                switch.click()
            self.rest()
            self._use(self._back_to(key), depth=0, again=partial(self._back_to, key))
        self.rest()
        self._show_tips(self._back_to(key))

    def _back_to(self, key: str) -> QWidget:
        """Return the page; show it again if a button has led away from it."""
        if self._window.shown is not self._window.page(key):
            self._window.show_page(key)
            self.rest()
        return self._window.page(key)

    # Buttons

    def _use(self, place: QWidget, depth: int, again: object = None) -> None:
        """Press each button beneath a widget, and close what that opens."""
        name = type(place).__name__
        while isValid(place) and (button := self._next(place, name)) is not None:
            self._press(button, depth)
            if callable(again):
                place = again()

    def _next(self, place: QWidget, name: str) -> QAbstractButton | None:
        """Return a button that was not pressed yet, of each kind a few."""
        pressed = Counter(known[:3] for known in self._known)
        found: list[tuple[int, _Kind, QAbstractButton]] = []
        for button in place.findChildren(QAbstractButton):
            if self._route.is_brisk and not isinstance(button, QPushButton):
                continue
            if button.isVisibleTo(place) and button.isEnabled() and self._is_free(button):
                kind = _kind(button, name)
                if kind not in self._known and pressed[kind[:3]] < ALIKE:
                    found.append((_rank(kind[3]), kind, button))
        if not found:
            return None
        _, kind, button = min(found, key=itemgetter(0))
        self._known.add(kind)
        return button

    def _is_free(self, button: QAbstractButton) -> bool:
        """Tell whether a button may be pressed in passing."""
        words = _plain(f"{button.text()} {button.accessibleName()}")
        closes = isinstance(button.parentWidget(), QDialogButtonBox) or any(
            button is getattr(button.window(), name, None)
            for name in ("save_button", "cancel_button", "close_button")
        )
        return not (closes or any(word in words for word in LEFT_ALONE))

    def _press(self, button: QAbstractButton, depth: int) -> None:
        menu = button.menu() if isinstance(button, QPushButton) else None
        if menu is not None:
            self._menu(menu, depth)
            return
        self.walked.pressed += 1
        kind = f"{type(button).__name__} on {type(button.parentWidget()).__name__}"
        if kind not in self.walked.kinds:
            self.walked.kinds.append(kind)
        window = button.window()
        button.click()
        self.rest()
        if isValid(window):
            self.look(self._window.shown if window is self._window else window)
        self._dialogs(depth + 1)

    def _menu(self, menu: QMenu, depth: int) -> None:
        menu.aboutToShow.emit()
        self.look(menu)
        for action in list(menu.actions())[:8]:
            if isValid(action):
                self._trigger(action, depth)

    def _trigger(self, action: QAction, depth: int) -> None:
        words = _plain(action.text())
        if not action.isEnabled() or any(word in words for word in LEFT_ALONE):
            return
        self.walked.pressed += 1
        action.trigger()
        self.rest()
        self._dialogs(depth + 1)

    # Dialogs

    def _dialogs(self, depth: int) -> None:
        """Use and close what is open above the window or another dialog, the newest first."""
        closed = 0
        while (dialog := self._opened(depth)) is not None:
            self._dialog(dialog, depth)
            closed += 1
            assert closed < MANY, f"{type(dialog).__name__} does not close"

    def _opened(self, depth: int) -> QDialog | None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        shown = [dialog for dialog in shown if dialog.isVisible() and _depth(dialog) >= depth]
        return max(shown, key=_depth, default=None)

    def _dialog(self, dialog: QDialog, depth: int) -> None:
        self._note(dialog)
        self.look(dialog)
        name = type(dialog).__name__
        if self._route.is_brisk and self.walked.dialogs[name] > 1 and name not in ALWAYS:
            self._close(dialog)
        elif isinstance(dialog, QFileDialog):
            self._choose_file(dialog)
        elif isinstance(dialog, CrashDialog):
            self.walked.errors.append(dialog.details_edit.toPlainText())
        elif not isinstance(dialog, QMessageBox):  # to questions no is said, so that much is left
            self._fill(dialog)
            self._show_tips(dialog)
            if isinstance(dialog, ImportDialog):
                self._bring_in(dialog, depth)
            if depth < DEEP:
                self._use(dialog, depth)
            if isValid(dialog) and dialog.isVisible():
                self._fill(dialog)
                self._accept(dialog, depth)
        self._close(dialog)

    def _note(self, dialog: QDialog) -> None:
        name = type(dialog).__name__
        self.walked.dialogs[name] = self.walked.dialogs.get(name, 0) + 1
        self._note_titles()

    def _bring_in(self, dialog: ImportDialog, depth: int) -> None:
        """Let it read the files of other apps, each of which asks what it means."""
        for file in sorted(Path(self._route.given, FOREIGN).iterdir()):
            dialog.preview(file)
            self.rest()
            self._dialogs(depth + 1)

    def _accept(self, dialog: QDialog, depth: int) -> None:
        """Press what saves, once more where a second step follows the first."""
        for _ in range(2):
            button = _accepting(dialog)
            if button is None or not button.isEnabled() or not button.isVisible():
                return
            if LAST in _plain(button.text()):
                return
            self.walked.pressed += 1
            button.click()
            self.rest()
            self._dialogs(depth + 1)
            if not isValid(dialog) or not dialog.isVisible():
                return
            self._fill(dialog)

    def _close(self, dialog: QDialog) -> None:
        if isValid(dialog) and dialog.isVisible():
            dialog.reject()
            self.rest()
        if isValid(dialog) and dialog.isVisible():
            dialog.close()
            self.rest()

    def _choose_file(self, dialog: QFileDialog) -> None:
        saves = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        number = self.walked.dialogs[type(dialog).__name__]
        if saves:
            suffix = dialog.defaultSuffix() or "out"
            place = f"{self._route.exports}/{number}.{suffix}"
        elif dialog.fileMode() == QFileDialog.FileMode.Directory:
            place = self._route.given
        elif ".csv" in " ".join(dialog.nameFilters()):
            place = f"{self._route.given}/days.csv"
        else:
            self._close(dialog)
            return
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        for line in dialog.findChildren(QLineEdit):
            if line.isVisibleTo(dialog):
                line.setText(place)
        self.rest()
        dialog.accept()
        self.rest()

    # Fields

    def _fill(self, dialog: QDialog) -> None:
        for view in dialog.findChildren(QAbstractItemView):
            if view.isVisibleTo(dialog) and (cells := _cells(view)):
                view.setCurrentIndex(cells[0])
        for box in dialog.findChildren(QComboBox):
            if box.isVisibleTo(dialog) and box.isEnabled() and box.count() > 1:
                box.setCurrentIndex((box.currentIndex() + 1) % box.count())
        self._write_in(dialog)
        sheet = getattr(dialog, "_sheet", None)
        if sheet is not None:
            self.walked.codes.append(sheet.code)
            dialog.typed_edit.setText(sheet.code)  # type: ignore[attr-defined]  # it has a sheet
        self.rest()

    def _write_in(self, place: QWidget) -> None:
        """Write into every field; a number where words are not taken."""
        for text in place.findChildren(QPlainTextEdit):
            if text.isVisibleTo(place) and text.isEnabled() and not text.isReadOnly():
                text.setPlainText(self._route.words)
                self.walked.fields += 1
        for line in place.findChildren(QLineEdit):
            if not (line.isVisibleTo(place) and line.isEnabled()) or line.isReadOnly():
                continue
            if isinstance(line.parentWidget(), QComboBox | QAbstractItemView | QAbstractSpinBox):
                continue
            self._write(line)
        self.rest()

    def _write(self, line: QLineEdit) -> None:
        words = self._route.words
        if line.echoMode() != QLineEdit.EchoMode.Normal or _holds_passphrase(line):
            words = self._route.passphrase
        elif _holds_number(line):
            words = "3"
        elif line is getattr(line.window(), "time_edit", None):
            words = "12:00"
        line.setFocus()
        line.selectAll()
        if len(words) > 1:
            # The last letter is typed, so that who listens to typing hears it.
            line.setText(words[:-1])
            line.end(False)
        QTest.keyClicks(line, words[-1])
        self.walked.fields += 1

    def _show_tips(self, place: QWidget) -> None:
        """Show each tip that holds what was written, as the mouse would."""
        tips = [widget.toolTip() for widget in place.findChildren(QWidget)]
        for view in place.findChildren(QAbstractItemView):
            tips += [cell.data(Qt.ItemDataRole.ToolTipRole) or "" for cell in _cells(view)]
        for tip in tips:
            if self._route.words.split()[0] in tip:
                QToolTip.showText(place.mapToGlobal(place.rect().center()), tip, place)
                QApplication.processEvents()
                self.walked.tips += 1
        QToolTip.hideText()

    def _note_titles(self) -> None:
        for shown in QApplication.topLevelWidgets():
            title = shown.windowTitle()
            if shown.isVisible() and title not in self.walked.titles:
                self.walked.titles.append(title)


def _cells(view: QAbstractItemView) -> list[QModelIndex]:
    """Return the first cells of a table or list."""
    # Qt's annotations do not know that there may be no model.
    model = cast("QAbstractItemModel | None", view.model())
    if model is None:
        return []
    rows, columns = range(min(model.rowCount(), 500)), range(columns_of(model))
    return [model.index(row, column) for row in rows for column in columns]


def _kind(button: QAbstractButton, name: str) -> _Kind:
    """Return of what kind a button is on a page or dialog, and its words."""
    words = button.accessibleName() or button.text() or button.objectName()
    return (name, type(button).__name__, type(button.parentWidget()).__name__, words)


def _rank(words: str) -> int:
    """Return how late a button is pressed, from 0."""
    plain = _plain(words)
    return next((rank for rank, word in enumerate(COME_LAST, 1) if word in plain), 0)


def _plain(words: str) -> str:
    """Return words in small letters, without accents and without the marks of keys."""
    signs = unicodedata.normalize("NFD", words.replace("&", "").lower())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def _depth(dialog: QWidget) -> int:
    """Return how many windows are beneath a dialog."""
    parent = dialog.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())


def _accepting(dialog: QDialog) -> QAbstractButton | None:
    button = getattr(dialog, "save_button", None)
    if isinstance(button, QAbstractButton):
        return button
    for box in dialog.findChildren(QDialogButtonBox):
        for one in box.buttons():
            if box.buttonRole(one) == QDialogButtonBox.ButtonRole.AcceptRole:
                return one
    return None


def _holds_passphrase(line: QLineEdit) -> bool:
    return "passphrase" in _plain(line.accessibleName())


def _holds_number(line: QLineEdit) -> bool:
    kinds = {type(widget).__name__ for widget in (line, line.parentWidget())}
    return bool(kinds & {"AmountEdit", "AmountsEdit", "EveryEdit", "NumberField", "QSpinBox"})


def walk_through(
    route: Route, kind: type[Walk] = Walk, told: Callable[[Walk], None] | None = None
) -> int:
    """Open the window, walk through it, tell what was seen, and close it.

    Args:
        route: What to walk through.
        kind: Who walks.
        told: Called when the walk is over.
    """
    walks: list[Walk] = []

    def walk() -> None:
        [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        walks.append(kind(route, window))
        try:
            walks[0].everything()
        except Exception:  # noqa: BLE001 - told to who waits for the walk
            walks[0].walked.errors.append(traceback.format_exc())
        finally:
            walks[0].walked.core_limit = [*resource.getrlimit(resource.RLIMIT_CORE)]
            seen = json.dumps(asdict(walks[0].walked))
            Path(route.told).write_text(seen, encoding="utf-8")
            if told is not None:
                told(walks[0])
            window.close()

    begin = Session.begin

    def begun(session: Session) -> None:
        begin(session)
        QTimer.singleShot(0, walk)

    Session.begin = begun  # type: ignore[method-assign, assignment]  # the walk comes after it
    return __main__.main(route.arguments)


if __name__ == "__main__":
    sys.exit(walk_through(Route(**json.loads(sys.argv[1]))))
