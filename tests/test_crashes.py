"""What goes wrong quotes nobody: not in the log, nor a dialog, nor on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QLabel, QMessageBox

from fibrojournal.app.crashes import Crashes
from fibrojournal.errors import NotSavedError
from fibrojournal.paths import log_file
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.crash_dialog import CrashDialog
from fibrojournal.ui.main_window import MainWindow
from tests.builders import day, make_dose_change, make_medicine
from tests.processes import run_python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal

CANARY: Final = "quail-ember-4711"
"""Stands for what somebody wrote."""

LAYERS: Final = {
    "domain": ("fibrojournal.domain.medicines.DoseChange.per_day", "show medicines"),
    "storage": ("fibrojournal.storage.entry_table._entry", "show today"),
    "exchange": ("fibrojournal.exchange.folder._csv", "export"),
    "journal": ("fibrojournal.journal.loading.JournalContents", "export"),
    "analysis": ("fibrojournal.analysis.series.np", "show timeline"),
    "charts": ("fibrojournal.charts.describe.summary", "show timeline"),
    "ui": ("fibrojournal.ui.formatter.Decimal", "show medicines"),
}
"""Layer to what in it goes wrong, and what is then done in the window."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light"), works_ahead=False)
    made.furnish()
    qtbot.addWidget(made)
    yield made
    for box in [*made.findChildren(CrashDialog), *made.findChildren(QMessageBox)]:
        box.close()
    made.close()


class _Broken:
    """Goes wrong however it is used, with words of the diary."""

    def __call__(self, *_arguments: object, **_named: object) -> object:
        raise ValueError(f"bad value: {CANARY}", {"note": CANARY})

    def __getattr__(self, name: str) -> object:
        raise ValueError(f"bad value: {CANARY}", {"note": CANARY})


def use(window: MainWindow, journal: Journal, what: str, to: Path) -> None:
    """Show the journal, then a page of it, or export it."""
    window.show()
    window.show_journal(journal)
    if what.startswith("show "):
        window.show_page(what.removeprefix("show "))
    else:
        journal.export_to(to)


@pytest.mark.parametrize("layer", LAYERS)
def test_what_goes_wrong_in_a_layer_is_told_without_its_words(
    layer: str,
    window: MainWindow,
    journal: Journal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken, what = LAYERS[layer]
    is_property = broken.endswith("per_day")
    journal.add_medicine(make_medicine(), make_dose_change(day(30)))
    for days_ago in range(20):
        journal.set_score(day(days_ago), "fatigue", 4)
    monkeypatch.setattr(broken, property(_Broken()) if is_property else _Broken())
    with pytest.raises(ValueError, match=CANARY) as caught:
        use(window, journal, what, tmp_path / "export")
    Crashes(window).on_exception(caught.type, caught.value, caught.tb)
    [dialog] = window.findChildren(CrashDialog)
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    text = log_file().read_text(encoding="utf-8")
    assert "ValueError" in text
    assert f"  {layer}/" in text
    assert dialog.details_edit.toPlainText() in text
    for told in (text, shown, dialog.details_edit.toPlainText(), dialog.windowTitle()):
        assert CANARY not in told


def test_what_the_world_did_is_told_with_its_remedy_and_logged_without_a_word(
    window: MainWindow,
) -> None:
    error = NotSavedError()
    error.__cause__ = OSError(5, CANARY, f"/home/{CANARY}.fibro")
    error.add_note(CANARY)
    Crashes(window).on_exception(type(error), error, None)
    [box] = window.findChildren(QMessageBox)
    assert box.informativeText() == error.remedy
    assert log_file().read_text(encoding="utf-8").endswith(": NotSavedError\n")


def test_a_warning_of_qt_is_logged_by_its_place(window: MainWindow) -> None:
    crashes = Crashes(window)
    for words in (f'QPainter::begin: "{CANARY}"', f"Cannot read {CANARY}", f"{CANARY}::note"):
        crashes.on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), words)
    lines = log_file().read_text(encoding="utf-8").splitlines()
    assert [line[line.index("Qt ") :] for line in lines] == [
        "Qt QtWarningMsg QPainter::begin",
        "Qt QtWarningMsg",
        "Qt QtWarningMsg",
    ]


def test_nothing_that_goes_wrong_is_told_on_standard_error(tmp_path: Path) -> None:
    ended = run_python(
        *("-m", "tests.goes_wrong", CANARY),
        FIBROJOURNAL_HOME=str(tmp_path),
        QT_QPA_PLATFORM="offscreen",
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")
    text = (tmp_path / "log" / "fibrojournal.log").read_text(encoding="utf-8")
    for told in (
        ": ValueError",
        ": KeyError",
        ": ArithmeticError",
        ": ZeroDivisionError",
        "UserWarning goes_wrong.py:",
        "WARNING somebody goes_wrong.py:",
        "ERROR somebody goes_wrong.py:",
        "Qt QtWarningMsg default QThing::do",
    ):
        assert text.count(told) == 1, told
    assert CANARY not in text
