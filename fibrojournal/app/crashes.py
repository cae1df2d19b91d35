"""What happens when the program itself is at fault: calm words, and a log without any content."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import qInstallMessageHandler
from shiboken6 import isValid

import fibrojournal
from fibrojournal.app.clock import now
from fibrojournal.errors import JournalError
from fibrojournal.paths import log_file
from fibrojournal.ui.messages import show_error

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from fibrojournal.ui.main_window import MainWindow

_LOG_LIMIT: Final = 256 * 1024
"""Bytes of log that are kept; then it starts anew."""

_QUOTED: Final = re.compile(r"""(["']).*?\1""")


class Crashes:
    """Shows and logs what goes wrong in the program, without a word of the journal."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def install(self) -> None:
        """Take the place of Python's and Qt's own reports."""
        sys.excepthook = self.on_exception
        threading.excepthook = self.on_thread_exception
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
            return
        from fibrojournal.ui.dialogs.crash_dialog import (  # noqa: PLC0415 - seldom needed
            CrashDialog,
        )

        # One is enough: what goes wrong once often goes wrong with every repaint.
        if self._window.findChild(CrashDialog) is None:
            CrashDialog(details, self._window).open()

    def on_thread_exception(self, hooked: threading.ExceptHookArgs) -> None:
        """Write it down; a window can only be opened on the main thread."""
        log(crash_details(hooked.exc_type, hooked.exc_traceback))

    def on_qt_message(self, kind: QtMsgType, _at: QMessageLogContext, text: str) -> None:
        """Write down what Qt warns of, without what it quotes."""
        log(f"Qt {kind.name}: {re.sub(_QUOTED, '…', text)}")


def crash_details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe an error by its type and the lines of our own code, without any value.

    The error's message is left out on purpose: it may quote what somebody wrote.
    """
    package = Path(fibrojournal.__file__).parent
    lines = [f"FibroJournal {fibrojournal.__version__}: {kind.__name__}"]
    for frame in extract_tb(trace):
        file = Path(frame.filename)
        if file.is_relative_to(package):
            lines.append(f"  {file.relative_to(package).as_posix()}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def log(line: str) -> None:
    """Add to the log, which names places in the program and nothing else."""
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        starts_anew = file.exists() and file.stat().st_size > _LOG_LIMIT
        with file.open("w" if starts_anew else "a", encoding="utf-8") as out:
            out.write(f"{now():%Y-%m-%d %H:%M:%S} {line}\n")
    except OSError:
        return  # a disk that is full is told about where it matters: at saving
