"""How long the event loop is kept busy at 20 years: `python -m tests.benchmarks.event_loop`.

The real window is used step by step, with its passphrase, as somebody would who tries everything:
between two steps it comes to rest. A clock in the event loop tells for each step the longest time
between two of its ticks: by the wall, and by the processor time of the main thread alone, which
other programs on the machine do not lengthen.
"""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDate, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog

from fibrojournal import __main__
from fibrojournal.app.clock import now
from fibrojournal.app.session import Session
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.export_dialog import ExportDialog
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog
from fibrojournal.ui.idle_steps import IdleSteps
from fibrojournal.ui.main_window import MainWindow
from tests.benchmarks.figures import show
from tests.benchmarks.long_diary import long_diary

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSPHRASE: Final = "seven quiet herons"  # noqa: S105 - of a journal that is invented
LIMIT_MS: Final = 100
LONGEST: Final = 20
"""So many of the steps are printed."""
QUIET_TICKS: Final = 20
"""So many turns in a row without anything to do are rest."""
PATIENCE_S: Final = 120


@dataclass
class Step:
    """What was done, and how long the longest turn of the event loop was until rest, in ms."""

    name: str
    wall_ms: float = 0.0
    processor_ms: float = 0.0
    began: float = field(default_factory=time.monotonic)


class Walk(QObject):
    """Takes the next step whenever the window has come to rest.

    Args:
        window: The real one.
        folder: For exports, with "ten" in it: an exchange folder of ten years.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._steps = self._everything()
        self.done: list[Step] = []
        self._quiet = 0
        self._last = (time.perf_counter(), time.thread_time())
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._on_tick)
        self._clock.start(0)

    @Slot()
    def _on_tick(self) -> None:
        self._note()
        self._quiet = 0 if self._is_busy() else self._quiet + 1
        late = bool(self.done) and time.monotonic() - self.done[-1].began > PATIENCE_S
        if self._quiet < QUIET_TICKS and not late:
            return
        self._quiet = 0
        try:
            name = next(self._steps, None)
        except Exception:  # noqa: BLE001 - the program would show it in a window
            traceback.print_exc()
            name = None
        if name is None:
            self._clock.stop()
            self._window.close()
            return
        self.done[-1].name = name
        self._note()

    def _note(self) -> None:
        """Measure what has passed since the tick before; a step is made before it is taken."""
        now = (time.perf_counter(), time.thread_time())
        if self.done:
            step = self.done[-1]
            step.wall_ms = max(step.wall_ms, (now[0] - self._last[0]) * 1000)
            step.processor_ms = max(step.processor_ms, (now[1] - self._last[1]) * 1000)
        self._last = now

    def _is_busy(self) -> bool:
        window = self._window
        steps = window.findChildren(IdleSteps)
        is_shut = window.unlock_view is None and window.journal is None
        # Nobody types a passphrase faster than the window begins to work ahead.
        is_resting = window.journal is None and window._idle.isActive()
        busy = bool(window.jobs._waiting) or any(one.is_busy for one in steps)
        return is_shut or is_resting or busy

    def _begin(self) -> None:
        self.done.append(Step(""))

    def _everything(self) -> Iterator[str]:
        """Take a step each time, and name it."""
        window = self._window
        self._begin()
        assert window.unlock_view is not None
        window.unlock_view.edit.setText(PASSPHRASE)
        window.unlock_view.unlock_button.click()
        yield "unlock"
        for round_ in ("first", "again"):
            for key in window.page_keys:
                self._begin()
                window.show_page(key)
                yield f"page {key}, {round_}"
        yield from self._today()
        yield from self._charts()
        yield from self._journal_and_report()
        yield from self._files()
        self._begin()
        window.menus.lock_action.trigger()
        yield "lock"

    def _today(self) -> Iterator[str]:
        window = self._window
        self._begin()
        window.show_page("today")
        yield "page today, to write"
        page: Any = window.page("today")
        for number, letters in enumerate(("A ", "short ", "walk.")):
            self._begin()
            page.form.note_card.edit.insertPlainText(letters)
            yield f"note typed {number + 1}"
        for number, row in enumerate(page.form.scores_card.score_rows[:3]):
            self._begin()
            row.cells.cells[5].click()
            yield f"score {number + 1}"
        for name, act in (
            ("day before", page.day_header.previous_button.click),
            ("day after", page.day_header.next_button.click),
            ("foggy day", page.foggy_switch.click),
            ("no foggy day", page.foggy_switch.click),
            ("undo", window.menus.undo_action.trigger),
        ):
            self._begin()
            act()
            yield name

    def _charts(self) -> Iterator[str]:
        window = self._window
        self._begin()
        window.show_page("timeline")
        yield "page timeline, to look"
        page: Any = window.page("timeline")
        for number in range(len(page.presets.cells.cells)):
            self._begin()
            page.presets.cells.cells[number].click()
            yield f"timeline preset {number + 1}"
        for name in ("as a table", "as a picture"):
            self._begin()
            page.table_button.click()
            yield f"timeline {name}"
        for theme in ("dark", "light"):
            self._begin()
            window.menus.theme_chosen.emit(theme)
            yield f"theme {theme}"

    def _journal_and_report(self) -> Iterator[str]:
        window = self._window
        self._begin()
        window.show_page("journal")
        yield "page journal, to search"
        page: Any = window.page("journal")
        for number in range(1, 6):
            self._begin()
            page.filters.search_edit.setText("quiet"[:number])
            yield f"search {number}"
        for name, at in (("year", 1), ("list", 0)):
            self._begin()
            page.view_row.cells.cells[at].click()
            yield f"journal as {name}"
        self._begin()
        window.show_page("report")
        yield "page report, to choose"
        report: Any = window.page("report")
        for box in report.parts_card.boxes.values():
            if not box.isChecked():
                self._begin()
                box.click()
                yield f"report with {box.text()}"
        self._begin()
        report.days_card.own_radio.click()
        report.days_card.first_edit.setDate(QDate(2007, 1, 1))
        yield "report of 20 years"

    def _files(self) -> Iterator[str]:
        window = self._window
        self._begin()
        window.menus.export_action.trigger()
        yield "export opened"
        self._begin()
        self._dialog(ExportDialog).export(self._folder / "all.json")
        yield "export of 20 years"
        self._begin()
        window.menus.import_action.trigger()
        yield "import opened"
        self._begin()
        self._dialog(ImportDialog).preview(self._folder / "ten")
        yield "import of 10 years, shown"
        self._begin()
        self._dialog(ImportDialog).import_button.click()
        yield "import of 10 years, done"
        self._dialog(ImportDialog).reject()
        self._begin()
        window.show_page("settings")
        page: Any = window.page("settings")
        page.privacy_card.passphrase_button.click()
        yield "passphrase opened"
        self._begin()
        dialog = self._dialog(PassphraseDialog)
        dialog.current_edit.setText(PASSPHRASE)
        dialog.new_edit.setText("eight loud geese")
        dialog.again_edit.setText("eight loud geese")
        dialog.save_button.click()
        yield "passphrase changed"

    def _dialog(self, kind: type[QDialog]) -> Any:
        return next(d for d in self._window.findChildren(kind) if d.isVisible())


def main() -> None:
    """Print each step whose longest turn was over the limit, and the longest of all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["FIBROJOURNAL_HOME"] = home
        folder, path = Path(home), Path(home, "long.fibro")
        for file, years, key in (
            (path, 20, derive_key(PASSPHRASE, new_salt(1))),
            (folder / "ten.fibro", 10, None),
        ):
            with Store.create(file, key) as store:
                journal = Journal(store, clock=now)
                journal.load(long_diary(years, seed=years))
                if years == 10:
                    journal.export_to(folder / "ten")
        walks: list[Walk] = []
        begin = Session.begin

        def begun(session: Session) -> None:
            begin(session)
            windows = QApplication.topLevelWidgets()
            [window] = [w for w in windows if isinstance(w, MainWindow)]
            walks.append(Walk(window, folder))

        Session.begin = begun  # type: ignore[method-assign, assignment]  # the walk comes after it
        __main__.main(("--journal", str(path)))
    steps = sorted(walks[0].done, key=lambda step: step.processor_ms, reverse=True)
    for step in steps[:LONGEST]:
        show(f"{step.name} (wall {step.wall_ms:.0f} ms)", step.processor_ms, limit=LIMIT_MS)
    late = sum(step.processor_ms > LIMIT_MS for step in steps)
    print(f"{len(steps)} steps, {late} with a turn of more than {LIMIT_MS} ms")


if __name__ == "__main__":
    main()
