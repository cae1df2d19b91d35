from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from fibrojournal.ui.dialogs.export_dialog import ExportDialog
from fibrojournal.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal


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
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["version"] == 1


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
