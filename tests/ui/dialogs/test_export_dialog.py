from __future__ import annotations

import json
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from fibrojournal.ui.dialogs.export_dialog import ExportDialog
from fibrojournal.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from fibrojournal.journal.loading import KeepGoing


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def jobs(parent: QWidget) -> Iterator[Jobs]:
    jobs = Jobs(parent)
    yield jobs
    assert jobs.finish()


@pytest.fixture
def dialog(journal: Journal, jobs: Jobs, parent: QWidget) -> ExportDialog:
    journal.set_score(journal.today(), "pain_average", 0.0)
    opened = ExportDialog(journal.export_to, jobs, journal.today(), parent)
    opened.open()
    return opened


def test_a_folder_of_tables_is_the_first_choice(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    with qtbot.waitSignal(dialog.exported):
        dialog.export(tmp_path / "out")
    assert "\n2026-11-04,0," in (tmp_path / "out" / "days.csv").read_text(encoding="utf-8")


def test_one_file_for_programs(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.forms[".json"].click()
    with qtbot.waitSignal(dialog.exported):
        dialog.export(tmp_path / "out")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_a_database_that_others_can_open(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.forms[".sqlite"].click()
    with qtbot.waitSignal(dialog.exported):
        dialog.export(tmp_path / "out.sqlite")
    opened = sqlite3.connect(tmp_path / "out.sqlite")
    assert opened.execute("SELECT item, value FROM score").fetchall() == [("pain_average", 0.0)]
    opened.close()


def test_an_existing_database_is_not_overwritten(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (tmp_path / "out.sqlite").write_text("mine", encoding="utf-8")
    dialog.forms[".sqlite"].click()
    dialog.export(tmp_path / "out.sqlite")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    assert (tmp_path / "out.sqlite").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("form", ["", ".json", ".sqlite"])
def test_cancel_stops_an_export_and_leaves_nothing(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget, tmp_path: Path, form: str
) -> None:
    may_write = threading.Event()

    def export_to(target: Path, keep_going: KeepGoing | None = None) -> None:
        may_write.wait(10)
        journal.export_to(target, keep_going)

    journal.set_score(journal.today(), "pain_average", 0.0)
    before = sorted(tmp_path.rglob("*"))
    dialog = ExportDialog(export_to, jobs, journal.today(), parent)
    dialog.open()
    dialog.forms[form].click()
    dialog.export(tmp_path / "out")
    qtbot.waitUntil(dialog.bar.isVisible)
    assert dialog.busy_label.text() == "Reading your journal."
    with qtbot.waitSignal(dialog.rejected):
        dialog.close_button.click()
        assert dialog.busy_label.text() == "Stopping. Nothing will be left behind."
        may_write.set()
    assert sorted(tmp_path.rglob("*")) == before


def test_how_far_it_is_is_said_in_words(
    qtbot: QtBot, jobs: Jobs, parent: QWidget, tmp_path: Path, journal: Journal
) -> None:
    may_end = threading.Event()
    may_move = threading.Event()

    def export_to(_target: Path, keep_going: KeepGoing | None = None) -> None:
        assert keep_going is not None
        may_move.wait(10)
        assert keep_going(30, 30)
        may_end.wait(10)

    dialog = ExportDialog(export_to, jobs, journal.today(), parent)
    dialog.open()
    dialog.export(tmp_path / "out")
    qtbot.waitUntil(dialog.bar.isVisible)
    may_move.set()
    qtbot.waitUntil(lambda: dialog.busy_label.text() == "Writing: 100 % is done.")
    with qtbot.waitSignal(dialog.exported):
        may_end.set()


def test_that_it_is_not_encrypted_is_said_before_anything_is_written(dialog: ExportDialog) -> None:
    assert any("not encrypted" in label.text() for label in dialog.findChildren(QLabel))
