"""Ends the program properly when the system asks it to."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Slot

if TYPE_CHECKING:
    from types import FrameType

    from fibrojournal.ui.main_window import MainWindow


class QuitSignals(QObject):
    """Closes the window properly when the system asks the process to end."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        if sys.platform == "win32":
            return
        read, write = os.pipe()
        os.set_blocking(write, False)
        # Python handles a signal only when its own code runs; the byte wakes Qt's loop for that.
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _take_note)
        self._read = read
        self._notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        os.read(self._read, 64)
        self._window.close()


def _take_note(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the notifier closes the window."""
