"""Start-up: the one place where the parts are put together, and the only one that asks the clock.

The window is painted first; theme, journal and pages are imported after it.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from fibrojournal.errors import JournalError, JournalMissingError
from fibrojournal.paths import cache_folder, default_journal, log_file, settings_file
from fibrojournal.settings import Settings
from fibrojournal.ui.main_window import MainWindow

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from fibrojournal.journal.journal import Journal

_IMPORTED_AT: Final = time.monotonic()
_LOG_LIMIT: Final = 256 * 1024
"""Bytes of log that are kept; then it starts anew."""


def run_window(journal: Path | None, *, demo: bool = False, time_start: bool = False) -> int:
    """Open the window and stay until it is closed.

    Args:
        journal: The file to open; None = the one of last time, or the usual place.
        demo: Open the example journal instead; nobody's own journal is touched.
        time_start: Print how long the start took, as JSON, and end.

    Returns:
        The exit code.
    """
    if not _has_display():
        print("FibroJournal needs a screen to open its window.", file=sys.stderr)  # noqa: T201
        return 1
    # Nothing that is imported below becomes garbage; looking for it takes a tenth of the start.
    gc.disable()
    app = _application()
    settings = Settings.load(settings_file())
    # A start that is only timed leaves no trace and does nothing besides.
    file = None if time_start else settings_file()
    window = MainWindow(settings, file, works_ahead=not time_start)
    session = _Session(window, journal, demo=demo, time_start=time_start)
    window.show()
    code = app.exec()
    session.end()
    return code


def draw_tour(folder: Path) -> int:
    """Draw every page of the example journal, light and dark, into `folder` as PNG."""
    app = _application()
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    session = _Session(window, None, demo=True)
    window.show()
    _draw_everything(app)
    for theme in ("light", "dark"):
        window.menus.theme_chosen.emit(theme)
        for key in window.page_keys:
            window.show_page(key)
            _draw_everything(app)
            window.grab().save(str(folder / f"{key}-{theme}.png"))
    window.close()
    session.end()
    return 0


class _Session(QObject):
    """Opens journals for the window, from its first paint to the end."""

    def __init__(
        self,
        window: MainWindow,
        journal: Path | None,
        *,
        demo: bool,
        time_start: bool = False,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._demo = demo
        self._times = _StartTimes() if time_start else None
        self._path = journal or Path(window.settings.journal or default_journal())
        self._may_be_made = journal is None and not window.settings.journal
        self._folder: TemporaryDirectory[str] | None = None
        self._signals: _Signals | None = None
        window.painted.connect(self._on_painted)
        window.retry_wanted.connect(self._on_retry_wanted)
        window.new_wanted.connect(self._on_new_wanted)
        window.journal_chosen.connect(self._on_journal_chosen)

    def end(self) -> None:
        """Delete what the example journal was kept in."""
        if self._folder is not None:
            self._folder.cleanup()

    @Slot()
    def _on_painted(self) -> None:
        if self._times:
            self._times.painted()
        _Crashes(self._window).install()
        self._window.furnish()
        self._open()
        self._signals = _Signals(self._window)
        if self._times:
            self._watch = _FirstPaint(self._window.shown, self)
        else:
            QTimer.singleShot(0, self.on_usable)

    @Slot()
    def on_usable(self) -> None:
        """Start to look for garbage again, now that the first page is there."""
        gc.freeze()
        gc.enable()
        if self._times:
            print(self._times.usable())  # noqa: T201 - what --time-start is for
            self._window.close()
        else:
            _put_icon()

    @Slot()
    def _on_retry_wanted(self) -> None:
        self._open()

    @Slot()
    def _on_new_wanted(self) -> None:
        self._may_be_made = True
        self._open()

    @Slot(Path)
    def _on_journal_chosen(self, path: Path) -> None:
        old = self._window.journal
        if old is not None and old.path.exists() and old.path.samefile(path):
            return
        try:
            journal = self._journal_at(path)
        except JournalError as error:
            self._refuse(path, error)
            return
        if old is not None and not self._window.save_pending():
            journal.close()
            return
        self._path = path
        self._demo = False
        self._window.remember_journal(path)
        self._window.show_journal(journal)
        if old is not None:
            old.close()

    def _refuse(self, path: Path, error: JournalError) -> None:
        """Keep what is open, or show why nothing is."""
        if self._window.journal is not None:
            from fibrojournal.ui.messages import show_error  # noqa: PLC0415 - seldom needed

            show_error(self._window, error)
            return
        self._path = path
        self._show_problem(error)

    def _open(self) -> None:
        try:
            journal = self._example() if self._demo else self._journal_at(self._path)
        except JournalError as error:
            self._show_problem(error)
            return
        try:
            self._window.show_journal(journal)
        except JournalError as error:
            journal.close()
            self._show_problem(error)

    def _show_problem(self, error: JournalError) -> None:
        can_be_made = isinstance(error, JournalMissingError) and self._path.parent.is_dir()
        self._window.show_problem(error, can_be_made=can_be_made)

    def _journal_at(self, path: Path) -> Journal:
        from fibrojournal.journal.journal import Journal  # noqa: PLC0415 - after first paint
        from fibrojournal.storage.store import Store  # noqa: PLC0415 - after first paint

        make = Store.create if self._may_be_made and not path.exists() else Store.open
        store = make(path)
        return Journal(store, clock=_now, turns_at=self._window.settings.day_turns_at)

    def _example(self) -> Journal:
        from fibrojournal.journal.example import (  # noqa: PLC0415 - seldom needed
            example_contents,
        )
        from fibrojournal.journal.journal import Journal  # noqa: PLC0415 - after first paint
        from fibrojournal.storage.store import Store  # noqa: PLC0415 - after first paint

        self.end()
        self._folder = TemporaryDirectory(prefix="fibrojournal-", ignore_cleanup_errors=True)
        store = Store.create(Path(self._folder.name) / "example.fibro")
        journal = Journal(store, clock=_now, is_example=True)
        journal.load(example_contents(journal.today()))
        return journal


class _StartTimes:
    """How long the start took, counted from the birth of the process."""

    def __init__(self) -> None:
        self._painted_ms = 0

    def painted(self) -> None:
        """Take the time of the first paint."""
        self._painted_ms = _age_ms()

    def usable(self) -> str:
        """Return everything as JSON, now that the first page is there."""
        times = {"painted_ms": self._painted_ms, "usable_ms": _age_ms(), "rss_mb": _rss_mb()}
        return json.dumps(times)


def _age_ms() -> int:
    """Return how many milliseconds ago the process was started."""
    try:
        stat = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        born = int(stat[19]) / os.sysconf("SC_CLK_TCK")
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - born
    except (OSError, AttributeError):
        age = time.monotonic() - _IMPORTED_AT
    return round(age * 1000)


def _rss_mb() -> float | None:
    """Return the memory in use in MiB; None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return round(int(found[1]) / 1024, 1) if found else None


class _FirstPaint(QObject):
    """Tells the session when the pages have been painted for the first time."""

    def __init__(self, watched: QObject, session: _Session) -> None:
        super().__init__(session)
        self._session = session
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint and look no more."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._session.on_usable)
        return False


class _Signals(QObject):
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


class _Crashes:
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
        from fibrojournal.ui.dialogs.crash_dialog import (  # noqa: PLC0415 - seldom needed
            CrashDialog,
            crash_details,
        )
        from fibrojournal.ui.messages import show_error  # noqa: PLC0415 - seldom needed

        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        details = crash_details(kind, trace)
        log(details)
        if not isValid(self._window):
            return
        if isinstance(error, JournalError):
            show_error(self._window, error)
        elif self._window.findChild(CrashDialog) is None:
            CrashDialog(details, self._window).open()

    def on_thread_exception(self, hooked: threading.ExceptHookArgs) -> None:
        """Write it down; a window can only be opened on the main thread."""
        from fibrojournal.ui.dialogs.crash_dialog import (  # noqa: PLC0415 - seldom needed
            crash_details,
        )

        log(crash_details(hooked.exc_type, hooked.exc_traceback))

    def on_qt_message(self, kind: QtMsgType, _at: QMessageLogContext, text: str) -> None:
        """Write down what Qt warns of, without what it quotes."""
        log(f"Qt {kind.name}: {re.sub(_QUOTED, '…', text)}")


_QUOTED: Final = re.compile(r"""(["']).*?\1""")


def log(line: str) -> None:
    """Add to the log, which names places in the program and nothing else."""
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        starts_anew = file.exists() and file.stat().st_size > _LOG_LIMIT
        with file.open("w" if starts_anew else "a", encoding="utf-8") as out:
            out.write(f"{_now():%Y-%m-%d %H:%M:%S} {line}\n")
    except OSError:
        return  # a disk that is full is told about where it matters: at saving


def _now() -> datetime:
    return datetime.now().astimezone()  # noqa: TID251 - the one real clock, made aware


def _application() -> QApplication:
    """Make the application object, and tell matplotlib where its cache is."""
    os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FibroJournal")
    app.setDesktopFileName("fibrojournal")
    return app


def _put_icon() -> None:
    from fibrojournal.ui.icons import app_icon  # noqa: PLC0415 - after the first paint

    QApplication.setWindowIcon(app_icon())


def _has_display() -> bool:
    """Tell whether a window can be shown, where Qt would end the process if not."""
    if sys.platform in {"win32", "darwin"} or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _draw_everything(app: QApplication) -> None:
    """Let layouts, timers and charts come to rest."""
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        app.processEvents()
