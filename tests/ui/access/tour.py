"""A walk with open eyes: shows each page, each dialog and what a press has altered to who looks.

It is the walk through the whole window that looks for leaks, in this process and with the example
journal; but nothing is typed and of things alike only a few are pressed.
"""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton, QWidget
from shiboken6 import isValid

from fibrojournal.app.session import Session
from fibrojournal.errors import JournalMissingError
from fibrojournal.paths import settings_file
from fibrojournal.settings import Settings
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.widgets.figure_picture import FigurePicture
from tests.faults.walk import Route, Walk, Walked
from tests.faults.walking import PASSPHRASE, Grounds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QAction

OPENING: Final = 8
"""How many times as many buttons of the kind that opens dialogs are pressed."""
LOOKS: Final = ("smaller text", "larger text", "normal text")
"""Words of what would alter the look on the way."""


class Looker(Protocol):
    """Looks at a page or dialog, and at what is new on it."""

    def __call__(self, place: str, shown: QWidget, new: list[QWidget]) -> None: ...


class Tour(Walk):
    """Walks through an open window and shows it.

    Args:
        route: As of every walk; its words are not used.
        window: With a journal.
        looker: Is shown each page, dialog, and what a press altered, if anything is new there.
        is_short: Press and look at one of the same kind in one place, rather than three, and
            save no form.
    """

    def __init__(
        self, route: Route, window: MainWindow, looker: Looker, *, is_short: bool = False
    ) -> None:
        super().__init__(route, window)
        self._looker = looker
        self._alike_at_most = 1 if is_short else 3
        self._is_short = is_short
        self._seen: set[tuple[str, ...]] = set()
        self._alike: Counter[tuple[str, ...]] = Counter()
        self._pressed: Counter[tuple[str, str, str]] = Counter()

    def show(self, place: str, shown: QWidget) -> None:
        """Show a place, if there is anything on it that was not seen there.

        All of it is painted first, whether it is scrolled out of sight or not: a small chart is
        drawn once its place is painted.
        """
        self.rest()
        if not (isValid(shown) and shown.isVisible()):
            return
        for picture in shown.findChildren(FigurePicture):
            if picture.isVisible():
                picture.grab()
        self.rest()
        new = [one for one in shown.findChildren(QWidget) if self._is_new(place, one)]
        if new:
            self._looker(place, shown, new)

    def _is_new(self, place: str, widget: QWidget) -> bool:
        if not widget.isVisible() or not widget.width() or not widget.height():
            return False
        kind = (place, type(widget).__name__, type(widget.parentWidget()).__name__)
        one = (*kind, _words(widget), _state(widget))
        if one in self._seen or self._alike[(*kind, _state(widget))] >= self._alike_at_most:
            return False
        self._seen.add(one)
        self._alike[*kind, _state(widget)] += 1
        return True

    # What of the walk is done, and shown

    def empty_pages(self) -> None:
        """Show the pages of a journal without entries, and what is shown in place of pages."""
        self._dialogs(1)
        for key in self._window.page_keys:
            self._window.show_page(key)
            self.show(f"{self._place_of(self._window)} without entries", self._window)
        self._window.show_unlock()
        self.show(self._place_of(self._window), self._window)
        self._window.show_problem(JournalMissingError(), True, True, "")
        self.show(self._place_of(self._window), self._window)

    def _page(self, key: str) -> None:
        self._window.show_page(key)
        self.show(self._place_of(self._window), self._window)
        super()._page(key)
        self._back_to(key)
        self._window.menus.page_help_action.trigger()
        self._dialogs(1)

    def _press(self, button: QAbstractButton, depth: int) -> None:
        window = button.window()
        place = self._place_of(window)
        self._pressed[_of(button)] += 1
        super()._press(button, depth)
        if isValid(window):
            self.show(self._place_of(window) if window is self._window else place, window)

    def _note(self, dialog: QDialog) -> None:
        super()._note(dialog)
        self.show(self._place_of(dialog), dialog)

    def _place_of(self, window: QWidget) -> str:
        if window is not self._window:
            return f"{type(window).__name__} {window.windowTitle()}".strip()
        return type(self._window.shown).__name__

    def _is_free(self, button: QAbstractButton) -> bool:
        at_most = self._alike_at_most * (OPENING if isinstance(button, QPushButton) else 1)
        if self._pressed[_of(button)] >= at_most:
            return False
        words = f"{button.text()} {button.accessibleName()}".lower()
        return super()._is_free(button) and not any(word in words for word in LOOKS)

    def _trigger(self, action: QAction, depth: int) -> None:
        menus = self._window.menus
        left = [*menus.page_group.actions(), *menus.theme_group.actions()]
        left += [menus.larger_action, menus.smaller_action, menus.normal_action]
        if action not in (*left, menus.undo_action, menus.redo_action):
            super()._trigger(action, depth)

    # What is left out

    def _accept(self, dialog: QDialog, depth: int) -> None:
        """Save what is shown, if there is time for it."""
        if not self._is_short:
            place = self._place_of(dialog)
            super()._accept(dialog, depth)
            self.show(place, dialog)

    def _write_in(self, place: QWidget) -> None:
        """Write nothing: the words on the screen are the program's own, or the example's."""

    def _show_tips(self, place: QWidget) -> None:
        """Show none."""


def _of(widget: QWidget) -> tuple[str, str, str]:
    return (
        type(widget.window()).__name__,
        type(widget).__name__,
        type(widget.parentWidget()).__name__,
    )


def _words(widget: QWidget) -> str:
    """Return what tells a widget from others of its kind."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()) if callable(text) else "")


def _state(widget: QWidget) -> str:
    """Return what makes widgets of one kind look different."""
    names = [bytes(name.data()).decode() for name in widget.dynamicPropertyNames()]
    marks = [f"{name}={widget.property(name)}" for name in names if not name.startswith("_")]
    if isinstance(widget, QAbstractButton):
        marks.append(f"checked={widget.isChecked()}")
    return " ".join([widget.objectName(), f"enabled={widget.isEnabled()}", *marks])


@contextmanager
def opened(theme: str, text_percent: int, *, demo: bool) -> Iterator[MainWindow]:
    """Open the window on the example journal, or as on the first day."""
    settings = Settings(theme=theme, text_percent=text_percent)
    window = MainWindow(settings, settings_file(), works_ahead=False)
    window.resize(1366, 768)
    window.show()
    window.furnish()
    session = Session(window, None, demo=demo)
    session.open()
    window.activateWindow()
    journal = window.journal
    assert journal is not None
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    journal.close()
    session.end()


def tour(folder: Path, theme: str, text_percent: int, looker: Looker, *, is_short: bool) -> Walked:
    """Walk through everything in one look; return what was seen on the way.

    Args:
        folder: For what is imported and exported.
        theme: "light", "dark" or "contrast".
        text_percent: Size of the text.
        looker: Is shown each page and dialog.
        is_short: As of a `Tour`.
    """
    grounds = Grounds.laid_out_in(folder)
    route = Route(
        arguments=(),
        words="",
        passphrase=PASSPHRASE,
        given=str(grounds.given),
        exports=str(grounds.exports),
        told="",
    )
    # On the thread of the jobs, what garbage holds of the window must not be freed.
    gc.collect()
    gc.disable()
    try:
        with opened(theme, text_percent, demo=True) as window:
            walk = Tour(route, window, looker, is_short=is_short)
            walk.everything()
        with opened(theme, text_percent, demo=False) as window:
            first = Tour(route, window, looker, is_short=is_short)
            first.empty_pages()
    finally:
        gc.enable()
    return walk.walked
