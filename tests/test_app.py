"""The whole program as a process of its own, and its parts that need none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel

from fibrojournal.app.crashes import Crashes, log
from fibrojournal.app.session import Session
from fibrojournal.app.start_times import age_ms, rss_mb
from fibrojournal.errors import crash_details
from fibrojournal.paths import backup_folder, default_journal, log_file, settings_file
from fibrojournal.settings import Settings
from fibrojournal.storage.backup import BackupFailedError, make_backup
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.crash_dialog import CrashDialog
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.widgets.problem_view import ProblemView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.journal.journal import Journal

QUOTED = "the note that nobody may read"


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """Give a window that is gone after the test, and its clocks with it."""
    made = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(window: MainWindow, journal: Path | None = None, *, demo: bool = False) -> Session:
    session = Session(window, journal, demo=demo)
    session.open()
    return session


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fibrojournal", *arguments],
        env=os.environ | {"FIBROJOURNAL_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


# Journals


def test_the_first_start_makes_a_journal_in_the_usual_place(window: MainWindow) -> None:
    begin(window)
    assert window.journal is not None
    assert window.journal.path == default_journal()


def test_a_journal_that_was_named_is_not_made(window: MainWindow, tmp_path: Path) -> None:
    begin(window, tmp_path / "typo.fibro")
    assert isinstance(window.shown, ProblemView)
    assert list(tmp_path.glob("*.fibro")) == []


def test_a_new_journal_is_made_when_it_is_asked_for(window: MainWindow, tmp_path: Path) -> None:
    begin(window, tmp_path / "second.fibro")
    view = window.shown
    assert isinstance(view, ProblemView)
    view.new_button.click()
    assert window.journal is not None
    assert window.journal.path == tmp_path / "second.fibro"


def test_a_journal_that_is_busy_opens_when_it_is_free_again(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "busy.fibro"
    with Store.create(path):
        begin(window, path)
        view = window.shown
        assert isinstance(view, ProblemView)
    view.retry_button.click()
    assert window.journal is not None


def test_a_journal_whose_first_bytes_are_damaged_is_mended_by_its_backup(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "journal.fibro"
    with Store.create(path) as store:
        make_backup(store, backup_folder(path), datetime(2026, 11, 3, 21, 42, tzinfo=UTC))
    sound = path.read_bytes()
    for damage in (b"\0", b"FJ\1"):
        path.write_bytes(damage + sound[len(damage) :])
        begin(window, path)
        assert window.journal is not None
        assert window.journal.path == path
        window.journal.close()
        assert path.read_bytes() == sound


def test_another_journal_is_opened_and_remembered(window: MainWindow, tmp_path: Path) -> None:
    begin(window)
    Store.create(tmp_path / "other.fibro").close()
    window.journal_chosen.emit(tmp_path / "other.fibro")
    assert window.journal is not None
    assert window.journal.path == tmp_path / "other.fibro"
    assert Settings.load(settings_file()).journal == str(tmp_path / "other.fibro")
    Store.open(default_journal()).close()  # the first one was let go


def test_a_journal_stays_open_when_another_cannot_be_opened(
    window: MainWindow, tmp_path: Path
) -> None:
    begin(window)
    (tmp_path / "picture.fibro").write_bytes(b"not a journal" * 100)
    window.journal_chosen.emit(tmp_path / "picture.fibro")
    assert window.journal is not None
    assert window.journal.path == default_journal()


def test_the_example_touches_no_journal_and_leaves_nothing(window: MainWindow) -> None:
    session = begin(window, demo=True)
    journal = window.journal
    assert journal is not None
    assert journal.is_example
    folder = journal.path.parent
    assert not default_journal().exists()
    window.close()
    session.end()
    assert not folder.exists()


def test_closing_backs_up_what_was_written(window: MainWindow) -> None:
    begin(window)
    journal = window.journal
    assert journal is not None
    window.show()
    journal.set_note(journal.today(), "the last words")
    window.close()
    (backup,) = journal.backup_folders[0].glob("*.fibro")
    with Store.open(backup) as store:
        assert store.problems() == ()


def test_a_disk_that_does_not_answer_does_not_keep_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(window)
    journal = window.journal
    assert journal is not None
    window.show()
    monkeypatch.setattr("fibrojournal.ui.main_window._CLOSING_MS", 50)
    answered = threading.Event()

    def make_slowly(_store: Store, _folder: Path, _at: datetime, **_above: int) -> NoReturn:
        answered.wait(20)
        raise BackupFailedError

    monkeypatch.setattr("fibrojournal.journal.backups.make_backup", make_slowly)
    assert window.close()
    assert window.is_stuck
    answered.set()
    window.jobs.settle(20_000)
    journal.close()


# Crashes


def failure(journal: Journal) -> BaseException:
    """Raise inside our own code with a message that quotes the diary."""
    try:
        journal.set_note(journal.today(), 5)  # type: ignore[arg-type]  # the mistake that is meant
    except Exception as error:  # noqa: BLE001 - whatever it is, its message is what matters
        error.args = (QUOTED,)
        return error
    pytest.fail("no failure")


def test_the_details_of_a_crash_name_places_and_no_values(journal: Journal) -> None:
    error = failure(journal)
    details = crash_details(type(error), error.__traceback__)
    assert "journal/journal.py:" in details
    assert type(error).__name__ in details
    assert QUOTED not in details
    assert "test_app" not in details
    assert str(Path.home()) not in details


def test_a_crash_is_told_calmly_and_once(window: MainWindow, journal: Journal) -> None:
    window.furnish()
    error = failure(journal)
    crashes = Crashes(window)
    for _ in range(3):
        crashes.on_exception(type(error), error, error.__traceback__)
    [dialog] = window.findChildren(CrashDialog)
    assert QUOTED not in dialog.details_edit.toPlainText()
    assert "What you saved is safe" in " ".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.details_edit.toPlainText()
    dialog.close()


def test_a_crash_says_up_to_when_all_is_safe_and_opens_the_folder_of_the_log(
    window: MainWindow, journal: Journal
) -> None:
    window.show_journal(journal)
    window.page("today").saved.emit()
    error = failure(journal)
    Crashes(window).on_exception(type(error), error, error.__traceback__)
    [dialog] = window.findChildren(CrashDialog)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Your writing is safe up to 21:42." in shown
    desk = Desk()
    # The stub asks for bytes, which the method itself does not take.
    QDesktopServices.setUrlHandler("file", desk, "open")  # type: ignore[arg-type]
    dialog.folder_button.click()
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in desk.opened] == [log_file().parent]
    assert log_file().exists()
    dialog.close()


class Desk(QObject):
    """Opens nothing, and keeps what it was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


def test_the_log_holds_types_and_places_only(window: MainWindow, journal: Journal) -> None:
    error = failure(journal)
    Crashes(window).on_exception(type(error), error, error.__traceback__)
    text = log_file().read_text(encoding="utf-8")
    assert "journal/journal.py:" in text
    assert QUOTED not in text
    for dialog in window.findChildren(CrashDialog):
        dialog.close()


def test_the_log_starts_anew_when_it_is_long() -> None:
    log("x" * 300_000)
    log("afterwards")
    assert len(log_file().read_text(encoding="utf-8")) < 1000


# A process of its own


def test_a_timed_start_prints_its_times_and_ends(tmp_path: Path) -> None:
    ended = run("--time-start", home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    times = json.loads(ended.stdout)
    assert set(times) == {"painted_ms", "usable_ms", "rss_mb"}
    assert 0 < times["painted_ms"] <= times["usable_ms"]
    assert not (tmp_path / "config").exists()
    assert not (tmp_path / "log").exists()


def test_the_tour_draws_every_page_light_and_dark(tmp_path: Path) -> None:
    ended = run("--tour", str(tmp_path / "tour"), home=tmp_path / "home")
    assert ended.returncode == 0, ended.stderr
    drawn = {file.name for file in (tmp_path / "tour").glob("*.png")}
    assert drawn == {
        f"{page}-{theme}.png"
        for page in (
            "today",
            "journal",
            "medicines",
            "timeline",
            "changes",
            "report",
            "learn",
            "settings",
        )
        for theme in ("light", "dark")
    }
    assert (tmp_path / "tour" / "report.pdf").read_bytes().startswith(b"%PDF-")
    image = QImage(str(tmp_path / "tour" / "today-dark.png"))
    assert (image.width(), image.height()) == (1280, 800)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_window_closes_properly_when_the_system_ends_it(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from fibrojournal import app\n"
        "from fibrojournal.app.session import Session\n"
        "begin = Session.begin\n"
        "def begun(self):\n"
        "    begin(self)\n"
        "    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))\n"
        "Session.begin = begun\n"
        "sys.exit(app.run_window(None))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"FIBROJOURNAL_HOME": str(tmp_path)},
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0
    assert (tmp_path / "config" / "settings.json").exists(), "the window did not close properly"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a screen")
def test_without_a_screen_the_program_says_so(tmp_path: Path) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    ended = subprocess.run(
        [sys.executable, "-m", "fibrojournal"],
        env=environment | {"FIBROJOURNAL_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "needs a screen" in ended.stderr


def test_the_age_and_memory_of_the_process_are_known() -> None:
    assert age_ms() > 0
    memory = rss_mb()
    assert memory is None or memory > 10
