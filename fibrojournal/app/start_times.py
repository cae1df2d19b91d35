"""Measures a start, for `--time-start`: milliseconds from the birth of the process."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

if TYPE_CHECKING:
    from fibrojournal.ui.main_window import MainWindow

_IMPORTED_AT: Final = time.monotonic()


class StartTimes(QObject):
    """Made at the first paint; prints the times as JSON when the first page is there, and ends."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._painted_ms = age_ms()

    def await_page(self) -> None:
        """Wait until what the window shows now has been painted."""
        self._window.shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint and look no more."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._on_usable)
        return False

    @Slot()
    def _on_usable(self) -> None:
        times = {"painted_ms": self._painted_ms, "usable_ms": age_ms(), "rss_mb": rss_mb()}
        print(json.dumps(times))  # noqa: T201 - what the option is for
        self._window.close()


def age_ms() -> int:
    """Return how many milliseconds ago the process was started."""
    try:
        stat = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        born_s = int(stat[19]) / os.sysconf("SC_CLK_TCK")
        age_s = time.clock_gettime(time.CLOCK_BOOTTIME) - born_s
    except (OSError, AttributeError):
        age_s = time.monotonic() - _IMPORTED_AT
    return round(age_s * 1000)


def rss_mb() -> float | None:
    """Return the memory in use in MiB; None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return round(int(found[1]) / 1024, 1) if found else None
