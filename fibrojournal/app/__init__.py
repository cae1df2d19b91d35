"""Start-up: the one place where the parts are put together, and the only one that asks the clock.

The window is painted first. What opens the journal, and whatever else is not needed for that
first paint, is imported after it: see `session`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from fibrojournal.i18n import tr, use_language
from fibrojournal.paths import resource, settings_file
from fibrojournal.settings import Settings
from fibrojournal.ui.main_window import DEFAULT_SIZE, MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from fibrojournal.app.session import Session
    from fibrojournal.journal.journal import Journal

DESKTOP_NAME: Final = "io.github.fibrojournal.FibroJournal"
"""What desktops know the program by: the name of its .desktop file, and of its icon there."""

_REST_MS: Final = 300
_TRIES: Final = 20


def run_window(
    journal: Path | None,
    *,
    demo: bool = False,
    time_start: bool = False,
    passphrase: str | None = None,
) -> int:
    """Open the window and stay until it is closed.

    Args:
        journal: The file to open; None = the one of last time, or the usual place.
        demo: Open the example journal instead; nobody's own journal is touched.
        passphrase: Tried once if the journal asks for one; None = none was given.
        time_start: Print how long the start took, as JSON, and end.

    Returns:
        The exit code.
    """
    if not _has_display():
        print(tr("FibroJournal needs a screen to open its window."), file=sys.stderr)  # noqa: T201
        return 1
    settings = Settings.load(settings_file())
    use_language(settings.language or QLocale.system().name(), resource("locale"))
    app = _application(neutral_name=settings.neutral_name)
    # A start that is only timed leaves no trace and does nothing besides.
    file = None if time_start else settings_file()
    window = MainWindow(settings, file, works_ahead=not time_start)
    start = _Start(window, journal, demo=demo, is_timed=time_start, passphrase=passphrase)
    window.show()
    code = app.exec()
    start.end()
    if window.is_stuck:
        os._exit(code)  # else the end would wait for a disk that does not answer
    return code


def draw_tour(folder: Path) -> int:
    """Draw every page of the example journal, light and dark, into `folder`, and its report."""
    app = _application()
    app.setCursorFlashTime(0)  # a field that blinks never comes to rest
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    start = _Start(window, None, demo=True)
    window.resize(*DEFAULT_SIZE)
    window.show()
    _draw_everything(app)
    for theme in ("light", "dark"):
        window.menus.theme_chosen.emit(theme)
        for key in window.page_keys:
            window.show_page(key)
            _draw_everything(app)
            while window.is_making:
                _draw_everything(app)
            _picture_at_rest(app, window).save(str(folder / f"{key}-{theme}.png"))
    if window.journal is not None:
        _write_report(window.journal, folder / "report.pdf")
    window.close()
    start.end()
    return 0


def _write_report(journal: Journal, file: Path) -> None:
    """Write the report that is offered first, with every part but the notes."""
    from fibrojournal.i18n import EnglishFormatter  # noqa: PLC0415 - only for the tour
    from fibrojournal.reports.report_choice import (  # noqa: PLC0415 - as above
        SECTIONS,
        ReportChoice,
        usual_range,
    )
    from fibrojournal.reports.visit_report import visit_report  # noqa: PLC0415 - as above
    from fibrojournal.ui.printing import write_pdf  # noqa: PLC0415 - as above

    contents, today, formatter = journal.contents(), journal.today(), EnglishFormatter()
    first, since_visit = usual_range(contents, today)
    choice = ReportChoice(
        first, today, since_visit=since_visit, sections=frozenset(SECTIONS) - {"notes"}
    )
    write_pdf(visit_report(contents, choice, today, formatter), file, formatter)


class _Start(QObject):
    """Waits for the first paint, then imports and begins the session."""

    def __init__(
        self,
        window: MainWindow,
        journal: Path | None,
        *,
        demo: bool,
        is_timed: bool = False,
        passphrase: str | None = None,
    ) -> None:
        super().__init__(window)
        self._passphrase = passphrase
        self._window = window
        self._journal = journal
        self._demo = demo
        self._is_timed = is_timed
        self._session: Session | None = None
        window.painted.connect(self._on_painted)

    def end(self) -> None:
        """End what was begun."""
        if self._session is not None:
            self._session.end()

    @Slot()
    def _on_painted(self) -> None:
        times = None
        if self._is_timed:
            from fibrojournal.app.start_times import (  # noqa: PLC0415 - only for --time-start
                StartTimes,
            )

            times = StartTimes(self._window)
        from fibrojournal.app.session import Session  # noqa: PLC0415 - after the first paint

        self._session = Session(
            self._window, self._journal, demo=self._demo, is_timed=self._is_timed
        )
        self._session.passphrase = self._passphrase
        self._session.begin()
        if times is not None:
            times.await_page()


def _application(*, neutral_name: bool = False) -> QApplication:
    """Make the application object.

    Args:
        neutral_name: What the system is told of our windows names nothing about health.
    """
    # The same style on every system; `resources/style.qss` lies over it. As an argument, because
    # `setStyle` would import the constants of all styles before the first paint.
    called = ["journal"] if neutral_name else sys.argv[:1]
    app = QApplication([*called, "-style", "fusion"])
    app.setApplicationName("Journal" if neutral_name else "FibroJournal")
    app.setDesktopFileName("journal" if neutral_name else DESKTOP_NAME)
    return app


def _has_display() -> bool:
    """Tell whether a window can be shown, where Qt would end the process if not."""
    if sys.platform in {"win32", "darwin"} or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _picture_at_rest(app: QApplication, window: MainWindow) -> QImage:
    """Return a picture of the window once it looks as it did a rest ago, or after some tries.

    On a busy computer, what a page holds finds its place later than what it shows.
    """
    picture = window.grab().toImage()
    for _ in range(_TRIES):
        _draw_everything(app)
        before, picture = picture, window.grab().toImage()
        if picture == before:
            break
    return picture


def _draw_everything(app: QApplication) -> None:
    """Let layouts, timers and charts come to rest."""
    rest = QTimer()
    rest.setSingleShot(True)
    rest.start(_REST_MS)
    while rest.isActive():
        app.processEvents()
