"""A stranger's spreadsheet becomes a picture: from the menu to the timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.timeline_page import TimelinePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal

LAST_DAY = date(2026, 11, 3)
COLUMNS = (
    "pain_average,pain_worst,fatigue,sleep_quality,fog,sleep_hours,weight_kg,se_dizzy,se_sleepy,"
    "stiffness,Jaw pain,Weather"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "spreadsheet"
    made.mkdir()
    rows = [f"day,{COLUMNS}"]
    for number in range(200):
        if number % 9 == 4:
            continue
        day = LAST_DAY - timedelta(days=199 - number)
        skipped = "skipped" if number % 11 == 0 else number % 10
        rows.append(f"{day},{number % 11},{skipped},,0,5,7.25,71.3,1,0,3,{number % 7},2")
    (made / "days.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (made / "dose_changes.csv").write_text(
        f"medicine,day,morning,night\ngabapentin,{LAST_DAY - timedelta(days=150)},100,300\n"
        f"gabapentin,{LAST_DAY - timedelta(days=60)},300,300.5\n",
        encoding="utf-8",
    )
    return made


@pytest.fixture
def window(
    qtbot: QtBot, journal: Journal, freed: Callable[[QWidget], None]
) -> Iterator[MainWindow]:
    shown = MainWindow(Settings(theme="light"), works_ahead=False)
    qtbot.addWidget(shown)
    freed(shown)
    shown.show()
    shown.show_journal(journal)
    yield shown
    shown.close()


def test_a_strangers_spreadsheet_becomes_a_picture(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    window.menus.import_action.trigger()
    (dialog,) = window.findChildren(ImportDialog)
    dialog.preview(folder)
    qtbot.waitUntil(lambda: not dialog.bar.isVisible())
    refused = dialog.reasons_table.model()
    assert [refused.index(row, 2).data() for row in range(refused.rowCount())] == [
        "Jaw pain",
        "Weather",
    ]
    dialog.new_items_box.click()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()
    window.show_page("timeline")
    page = window.shown
    assert isinstance(page, TimelinePage)
    assert page.canvas.chart is not None
    data = page.canvas.chart.data
    assert data.items[0].daily.days.size == 200 - 22
    assert [float(period.per_day) for period in data.lanes[0].periods] == [400.0, 600.5]
    assert "178 of 201 days scored" in page.sentence_label.text()
