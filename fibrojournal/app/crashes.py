"""What happens when the program itself is at fault: calm words, and a log without any content."""

from __future__ import annotations

import logging
import re
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import qInstallMessageHandler
from shiboken6 import isValid

from fibrojournal.app.clock import now
from fibrojournal.errors import JournalError, crash_details
from fibrojournal.paths import log_file
from fibrojournal.ui.messages import show_error

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from fibrojournal.ui.main_window import MainWindow

_LOG_LIMIT: Final = 256 * 1024
"""Bytes of log that are kept; then it starts anew."""

_QT_PLACE: Final = re.compile(r"[A-Z]\w*::\w+(?=\W)")
"""Such as `QPainter::begin`, with which Qt begins most of its warnings."""

_NAME: Final = re.compile(r"[\w.]+")


class Crashes:
    """Shows and logs what goes wrong in the program, without a word of the journal."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def install(self) -> None:
        """Take the place of all reports of Python, its libraries and Qt.

        Those go to standard error, which desktops keep in a file, and quote what somebody wrote.
        """
        sys.excepthook = self.on_exception
        sys.unraisablehook = self.on_unraisable
        threading.excepthook = self.on_thread_exception
        warnings.showwarning = self.on_warning
        logging.getLogger().addHandler(_Places())
        qInstallMessageHandler(self.on_qt_message)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Say calmly what happened; a `JournalError` has words of its own."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        details = crash_details(kind, trace)
        log(details)
        if not isValid(self._window):
            return
        if isinstance(error, JournalError):
            show_error(self._window, error)
            self._window.refused.emit(error)
            return
        from fibrojournal.ui.dialogs.crash_dialog import (  # noqa: PLC0415 - seldom needed
            CrashDialog,
        )

        # One is enough: what goes wrong once often goes wrong with every repaint.
        if self._window.findChild(CrashDialog) is None:
            saved_at = self._window.saved_at
            CrashDialog(details, log_file().parent, saved_at, self._window).open()

    def on_thread_exception(self, hooked: threading.ExceptHookArgs) -> None:
        """Write it down; a window can only be opened on the main thread."""
        log(crash_details(hooked.exc_type, hooked.exc_traceback))

    def on_unraisable(self, hooked: sys.UnraisableHookArgs) -> None:
        """Write down what went wrong while something was thrown away."""
        log(crash_details(hooked.exc_type, hooked.exc_traceback))

    def on_warning(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """Write down where a library warned; its words may quote what was being drawn."""
        del message, file, line
        log(f"{category.__name__} {_place(filename)}:{lineno}")

    def on_qt_message(self, kind: QtMsgType, at: QMessageLogContext, text: str) -> None:
        """Write down where Qt warned; its words may quote what it was given."""
        place = _QT_PLACE.match(text)
        category = at.category if _NAME.fullmatch(at.category or "") else ""
        log(" ".join(filter(None, ("Qt", kind.name, category, place and place[0]))))


class _Places(logging.Handler):
    """Writes down who logged something and where, for the words may quote what was written."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Write down one record; it is not told anywhere else."""
        log(f"{record.levelname} {record.name} {_place(record.pathname)}:{record.lineno}")


def _place(filename: str) -> str:
    """Return the name of a module's file without the folders it lies in."""
    return Path(filename).name


_paused: Final = threading.Event()
"""Set after everything was deleted, and until a journal is shown again."""


def pause_log(*, paused: bool) -> None:
    """Write nothing for a while, so that no log comes back that was deleted."""
    if paused:
        _paused.set()
    else:
        _paused.clear()


def log(line: str) -> None:
    """Add to the log, which names places in the program and nothing else."""
    if _paused.is_set():
        return
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        starts_anew = file.exists() and file.stat().st_size > _LOG_LIMIT
        with file.open("w" if starts_anew else "a", encoding="utf-8") as out:
            out.write(f"{now():%Y-%m-%d %H:%M:%S} {line}\n")
    except OSError:
        return  # a disk that is full is told about where it matters: at saving
