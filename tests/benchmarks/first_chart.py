"""How long the first chart takes from asking: `python -m tests.benchmarks.first_chart [ROUNDS]`.

Every round starts the program anew on a journal of 20 years and asks for the timeline: as soon as
Today is usable, and once the window, left alone, has loaded what charts are drawn with.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from fibrojournal import __main__
from fibrojournal.app.session import Session
from fibrojournal.app.start_times import rss_mb
from fibrojournal.ui.main_window import MainWindow
from tests.benchmarks.figures import show
from tests.benchmarks.long_diary import main as write_long_diary

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS: Final = 7
ASKED: Final = {"at once": False, "when left alone": True}


class Asker(QObject):
    """Asks for the timeline and prints how many ms it took, and the memory before it in MiB."""

    def __init__(self, window: MainWindow, *, waits: bool) -> None:
        super().__init__(window)
        self._window = window
        self._waits = waits
        self._turns = self._steps()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(0)

    @Slot()
    def _on_turn(self) -> None:
        next(self._turns, None)

    def _steps(self) -> Iterator[None]:
        """Wait, ask, and wait for the chart, each for a turn of the event loop."""
        window = self._window
        yield from self._until_usable()
        memory = rss_mb()
        began = time.perf_counter()
        window.show_page("timeline")
        page: Any = window.page("timeline")
        while page.canvas.chart is None:
            yield
        print((time.perf_counter() - began) * 1000, memory)
        window.close()

    def _until_usable(self) -> Iterator[None]:
        while not self._window.shown.isVisible():
            yield
        while self._waits and "fibrojournal.charts.change_chart" not in sys.modules:
            yield
        while self._waits and self._window.jobs._waiting:
            yield


def ask(journal: str, how: str) -> None:
    """Start the program, and ask in it."""
    begin = Session.begin

    def begun(session: Session) -> None:
        begin(session)
        [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        Asker(window, waits=ASKED[how])

    Session.begin = begun  # type: ignore[method-assign, assignment]  # the asker comes after it
    __main__.main(("--journal", journal))


def main() -> None:
    """Print the medians."""
    if len(sys.argv) > 2:
        ask(*sys.argv[1:])
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"FIBROJOURNAL_HOME": home}
        journal = str(Path(home, "long.fibro"))
        sys.argv = ["long_diary", journal, "20"]
        write_long_diary()
        took: dict[str, list[tuple[float, float]]] = {how: [] for how in ASKED}
        for _ in range(rounds + 1):
            for how, figures in took.items():
                command = (sys.executable, "-m", "tests.benchmarks.first_chart", journal, how)
                done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
                ms, memory = done.stdout.split()
                figures.append((float(ms), float(memory)))
    for how, figures in took.items():
        ms, memory = (statistics.median(values) for values in zip(*figures[1:], strict=True))
        show(f"first chart, asked {how}", ms, limit=350)
        show("memory before it", memory, "MB")


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main()
