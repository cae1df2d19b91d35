from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
def dialog(journal: Journal, jobs: Jobs, parent: QWidget) -> ImportDialog:
    opened = ImportDialog(journal, jobs, EnglishFormatter(), parent)
    opened.open()
    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    made.mkdir()
    (made / "days.csv").write_text(
        "day,pain_average,fatigue,note\n2026-10-01,5,,first\n2026-10-02,0,skipped,\n",
        encoding="utf-8",
    )
    return made


@pytest.fixture
def preview(qtbot: QtBot, dialog: ImportDialog) -> Callable[[Path], None]:
    def show(source: Path) -> None:
        dialog.preview(source)
        qtbot.waitUntil(lambda: not dialog.bar.isVisible())

    return show


def test_nothing_is_written_by_looking(
    dialog: ImportDialog, preview: Callable[[Path], None], folder: Path, journal: Journal
) -> None:
    preview(folder)
    model = dialog.files_table.model()
    assert [model.index(0, column).data() for column in range(5)] == [
        "days.csv",
        "2",
        "2",
        "0",
        "0",
    ]
    assert journal.contents().days == ()


def test_the_import_is_one_step_that_undo_takes_back(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[Path], None],
    folder: Path,
    journal: Journal,
) -> None:
    preview(folder)
    assert dialog.import_button.text() == "Import 2 rows"
    with qtbot.waitSignal(dialog.imported) as imported:
        dialog.import_button.click()
    assert imported.args[0].entries
    assert len(journal.contents().days) == 2
    journal.undo()
    assert journal.contents().days == ()


def test_a_refused_row_is_named_and_holds_everything_back(
    dialog: ImportDialog, preview: Callable[[Path], None], folder: Path
) -> None:
    with (folder / "days.csv").open("a", encoding="utf-8") as file:
        file.write("2026-10-03,11,,\n")
    preview(folder)
    model = dialog.reasons_table.model()
    assert [model.index(0, column).data() for column in range(3)] == [
        "days.csv",
        "4",
        "pain_average",
    ]
    assert not dialog.import_button.isEnabled()


def test_refused_rows_can_be_left_out(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[Path], None],
    folder: Path,
    journal: Journal,
) -> None:
    with (folder / "days.csv").open("a", encoding="utf-8") as file:
        file.write("2026-10-03,11,,\n")
    preview(folder)
    dialog.skip_box.click()
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()
    assert len(journal.contents().days) == 2


def test_unknown_columns_become_items_when_asked_for(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[Path], None],
    folder: Path,
    journal: Journal,
) -> None:
    (folder / "days.csv").write_text("day,Jaw pain\n2026-10-01,4\n", encoding="utf-8")
    preview(folder)
    assert not dialog.import_button.isEnabled()
    dialog.new_items_box.click()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()
    assert journal.items()[-1].name == "Jaw pain"


def test_the_same_folder_twice_adds_nothing(
    dialog: ImportDialog,
    preview: Callable[[Path], None],
    folder: Path,
    journal: Journal,
) -> None:
    journal.carry_out(journal.plan_import(folder))
    preview(folder)
    assert not dialog.import_button.isEnabled()
    assert "already" in dialog.summary_label.text()


def test_a_folder_that_is_gone_is_said_in_a_sentence(
    dialog: ImportDialog, preview: Callable[[Path], None], folder: Path
) -> None:
    shutil.rmtree(folder)
    preview(folder)
    (box,) = dialog.findChildren(QMessageBox)
    assert box.informativeText()
    box.close()


def test_cancel_while_it_works_changes_nothing(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[Path], None],
    folder: Path,
    journal: Journal,
) -> None:
    preview(folder)
    dialog.import_button.click()
    with qtbot.waitSignal(dialog.finished) as closed:
        dialog.close_button.click()
    ended = closed.args[0]
    days = journal.contents().days
    assert (ended == QDialog.DialogCode.Rejected) == (days == ())


def test_the_dialog_is_freed_when_it_closes(qtbot: QtBot, dialog: ImportDialog) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close_button.click()
