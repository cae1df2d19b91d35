"""A walk through the window that looks at all that is shown: is it whole, and is it translated?

Run as a program in a process of its own, with two arguments as JSON: the route, and how to look.
"""

from __future__ import annotations

import gc
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from fibrojournal.app.clock import now
from fibrojournal.errors import (
    EmptyFileError,
    JournalBusyError,
    JournalDamagedError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NotAJournalError,
)
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import log_file
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.crash_dialog import CrashDialog
from fibrojournal.ui.widgets.look_card import LookCard
from tests.faults.walk import Route, Walk, walk_through
from tests.ui.looks.fitting import cut_texts, name_of, out_of_reach, parts
from tests.ui.looks.speaking import foreign, joints, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton

    from fibrojournal.ui.main_window import MainWindow


PROBLEMS: Final = (
    EmptyFileError,
    JournalBusyError,
    JournalDamagedError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NotAJournalError,
)
"""Why a journal cannot be opened."""

SETTLES: Final = 8
"""Rounds after which nested layouts have found their sizes."""


@dataclass(frozen=True)
class View:
    """How to look.

    Attributes:
        bundle: A folder with the language to look for foreign words in; "" = English.
        found: A file for what was found.
        known: What may stand in every language, as a pattern.
    """

    bundle: str
    found: str
    known: str = ""


class Looking(Walk):
    """Walks, and looks."""

    view: View

    def __init__(self, route: Route, window: MainWindow) -> None:
        super().__init__(route, window)
        self.cut: dict[str, str] = {}
        self.out: dict[str, str] = {}
        self.foreign: dict[str, str] = {}
        self.joined: dict[str, str] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._allowed = re.compile(self.view.known or "(?!)")

    def everything(self) -> None:
        """Look, besides, at what no button leads to: empty pages, problems, a slip of ours."""
        super().everything()
        journal = Journal(Store.create(Path(self._route.exports) / "empty.fibro"), clock=now)
        self._window.show_journal(journal)
        for key in self._window.page_keys:
            self._window.show_page(key)
            self.rest()
            self.look(self._window.shown)
        for problem in PROBLEMS:
            self._window.show_problem(problem(), can_be_made=True, can_be_restored=True)
            self.look(self._window.shown)
        journal.close()
        slip = CrashDialog(self._route.words, log_file().parent, parent=self._window)
        slip.open()
        self._note(slip)
        self.look(slip)
        slip.close()
        self.rest()

    def look(self, shown: QWidget) -> None:
        gc.disable()  # what is found here must not be let go by a thread that does something else
        for _ in range(SETTLES):
            QApplication.processEvents()
        if not isValid(shown) or isinstance(shown, QFileDialog):  # Qt's own, or the system's
            return
        place = type(shown).__name__
        if isinstance(shown, QMenu):
            shown.resize(shown.sizeHint())  # as when it is open
            self._look_at(shown, place)
        elif shown.isVisible():
            window = shown.window()
            _note(self.out, out_of_reach(window), place)
            for part in parts(window):
                if (sign := _signature(part)) not in self._seen:
                    self._seen.add(sign)
                    self._look_at(part, place)

    def _look_at(self, part: QWidget, place: str) -> None:
        _note(self.cut, cut_texts(part), place)
        if self.view.bundle:
            name, texts = name_of(part), list(texts_of(part))
            _note(self.foreign, (f"{name}: {one}" for one in foreign(texts, self._allowed)), place)
            said = (part.property("text"), *texts[1:])
            for text in (one for one in said if isinstance(one, str)):
                if joints(text):
                    _note(self.joined, (f"{joints(text)} in {name}: {text}",), place)

    def _is_free(self, button: QAbstractButton) -> bool:
        """Leave alone what would change how everything looks."""
        changes = any(card.isAncestorOf(button) for card in self._window.findChildren(LookCard))
        return not changes and super()._is_free(button)

    def _trigger(self, action: QAction, depth: int) -> None:
        menus = self._window.menus
        sizes = (menus.larger_action, menus.smaller_action, menus.normal_action)
        if action not in (*menus.page_group.actions(), *menus.theme_group.actions(), *sizes):
            super()._trigger(action, depth)


def _note(found: dict[str, str], what: Iterable[str], place: str) -> None:
    for one in what:
        found.setdefault(one, place)


def _signature(part: QWidget) -> tuple[object, ...]:
    """Return what a widget looks like, so that its like is looked at once."""
    over = part.parentWidget()
    rows = None
    if isinstance(over, QAbstractItemView) and over.viewport() is part:
        model = over.model()
        rows = (model.rowCount(), str(model.index(0, 0).data()), over.verticalScrollBar().value())
    words = (part.property("text"), part.accessibleName(), part.toolTip())
    return (type(part), type(over), words, part.size().toTuple(), part.font().toString(), rows)


def main() -> int:
    route, view = Route(**json.loads(sys.argv[1])), View(**json.loads(sys.argv[2]))
    if view.bundle:
        sys._MEIPASS = view.bundle  # type: ignore[attr-defined]  # where a bundle has its files
    Looking.view = view

    def told(walk: Walk) -> None:
        assert isinstance(walk, Looking)
        found = {"cut": walk.cut, "out": walk.out, "foreign": walk.foreign, "joined": walk.joined}
        Path(view.found).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")

    return walk_through(route, Looking, told)


if __name__ == "__main__":
    sys.exit(main())
