from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar
from weakref import ref

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.errors import NotSavedError
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.dose_change_dialog import DoseChangeDialog
from fibrojournal.ui.dialogs.dose_history_dialog import DoseHistoryDialog
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog
from fibrojournal.ui.dialogs.intake_history_dialog import IntakeHistoryDialog
from fibrojournal.ui.dialogs.medicine_dialog import MedicineDialog
from fibrojournal.ui.dialogs.plan_dialog import PlanDialog
from fibrojournal.ui.dialogs.supply_dialog import SupplyDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.medicines_page import MedicinesPage
from tests.ui.dialogs.dose_builders import TODAY, dose, plan_step

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from tests.conftest import StandingClock

DialogT = TypeVar("DialogT", bound=QDialog)

OLD = dose(date(2025, 9, 15), 0, 0, 0, 300)
NOW = dose(date(2026, 11, 3), 300, 0, 300, 600)


def shown(qtbot: QtBot, journal: Journal) -> MedicinesPage:
    page = MedicinesPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.journal_changed.connect(page.refresh)
    page.resize(1072, 800)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> MedicinesPage:
    journal.add_medicine(Medicine("gabapentin", "capsules 100 mg and 300 mg"), OLD)
    journal.change_dose(NOW)
    journal.add_medicine(Medicine("paracetamol", "tablets 500 mg", as_needed=True))
    return shown(qtbot, journal)


def dialog_of(page: QWidget, kind: type[DialogT]) -> DialogT:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    return found[-1]


def test_an_empty_journal_asks_for_the_first_medicine(qtbot: QtBot, journal: Journal) -> None:
    page = shown(qtbot, journal)
    assert page.empty_card.isVisible()
    assert not page.add_button.isVisible()
    page.first_button.click()
    dialog = dialog_of(page, MedicineDialog)
    dialog.name_edit.setText("gabapentin")
    dialog.amounts_edit.edits[3].setText("300")
    with qtbot.waitSignals([page.saved, page.journal_changed]):
        dialog.save_button.click()
    assert page.card("gabapentin").dose_line.words == (
        "0-0-0-300 mg = 300 mg a day since 4 November"
    )
    assert not page.empty_card.isVisible()


def test_the_dose_of_now_is_said_in_words(page: MedicinesPage) -> None:
    card = page.card("gabapentin")
    assert card.name_line.words.split("   ") == ["gabapentin", "capsules 100 mg and 300 mg"]
    assert card.dose_line.words == "300-0-300-600 mg = 1,200 mg a day since 3 November"
    assert card.dose_line.accessibleName() == card.dose_line.words
    assert [label.text() for label in card.boxes.number_labels] == ["300", "0", "300", "600"]


def test_a_change_of_dose_shows_at_once(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    page.card("gabapentin").change_button.click()
    dialog = dialog_of(page, DoseChangeDialog)
    dialog.amounts_edit.edits[0].setText("600")
    with qtbot.waitSignal(page.journal_changed) as changed:
        dialog.save_button.click()
    assert changed.args == [Changes(medicines=True)]
    assert page.card("gabapentin").dose_line.words.endswith("600 mg a day since 4 November")
    assert [change.day for change in journal.dose_changes()] == [OLD.day, NOW.day, TODAY]


def test_a_change_leaves_what_was_before_as_it_was(page: MedicinesPage, journal: Journal) -> None:
    before = journal.dose_changes()
    page.card("gabapentin").change_button.click()
    dialog = dialog_of(page, DoseChangeDialog)
    dialog.amounts_edit.edits[0].setText("600")
    dialog.save_button.click()
    assert journal.dose_changes()[: len(before)] == before


def test_what_could_not_be_saved_stays_in_the_form(
    page: MedicinesPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> Changes:
        raise NotSavedError

    monkeypatch.setattr(journal, "change_dose", full_disk)
    page.card("gabapentin").change_button.click()
    dialog = dialog_of(page, DoseChangeDialog)
    dialog.amounts_edit.edits[0].setText("600")
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.amounts_edit.edits[0].text() == "600"
    assert dialog_of(page, QMessageBox).text().startswith("This could not be saved")


def test_a_medicine_is_stopped_and_begun_again(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    card = page.card("gabapentin")
    card.stop_action.trigger()
    dialog = dialog_of(page, DoseChangeDialog)
    assert dialog.stop_check.isChecked()
    assert dialog.advice.isVisible()
    with qtbot.waitSignal(page.saved):
        dialog.save_button.click()
    assert card.dose_line.words == "stopped since 4 November"
    assert not card.boxes.isVisible()
    assert card.stop_action.text() == "Start again…"
    journal.undo()
    journal.change_dose(dose(date(2026, 11, 4), 0))
    page.refresh(Changes(medicines=True))
    card.stop_action.trigger()
    assert not dialog_of(page, DoseChangeDialog).stop_check.isChecked()


def test_an_old_row_is_corrected_and_its_earlier_version_kept(
    qtbot: QtBot, page: MedicinesPage, clock: StandingClock
) -> None:
    clock.advance(hours=1)
    page.card("gabapentin").history_button.click()
    history = dialog_of(page, DoseHistoryDialog)
    history.table.choose(1)
    history.edit_button.click()
    dialog = dialog_of(page, DoseChangeDialog)
    dialog.amounts_edit.edits[3].setText("400")
    with qtbot.waitSignal(page.saved):
        dialog.save_button.click()
    assert history.table.model().index(1, 1).data() == "0-0-0-400 mg"
    assert history.earlier_text.toPlainText() == (
        "On 4 November you corrected the dose written for 15 September 2025: "
        "it was 0-0-0-300 mg = 300 mg a day."
    )


def test_a_row_is_removed_from_the_history(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    page.card("gabapentin").history_button.click()
    history = dialog_of(page, DoseHistoryDialog)
    history.remove_button.click()
    with qtbot.waitSignal(page.saved):
        dialog_of(history, QMessageBox).button(QMessageBox.StandardButton.Ok).click()
    assert journal.dose_changes() == (OLD,)
    assert page.card("gabapentin").dose_line.words.endswith("since 15 September 2025")


def test_the_plan_is_typed_and_confirmed_step_by_step(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    card = page.card("gabapentin")
    card.plan_action.trigger()
    plan = dialog_of(page, PlanDialog)
    sheet = plan.sheets[0]
    sheet.amounts_edit.edits[0].setText("1500")
    sheet.words_edit.setText("if the dizziness allows")
    with qtbot.waitSignal(page.saved):
        plan.save_button.click()
    words = "From 4 November 1,500-0-0-0 mg “if the dizziness allows”"
    (confirm,) = [
        button
        for button in card.findChildren(QPushButton)
        if button.accessibleName() == f"Confirm: {words}"
    ]
    confirm.click()
    dialog = dialog_of(page, DoseChangeDialog)
    assert [edit.text() for edit in dialog.amounts_edit.edits] == ["1500", "0", "0", "0"]
    with qtbot.waitSignal(page.saved):
        dialog.save_button.click()
    assert card.dose_line.words.startswith("1,500-0-0-0 mg")
    assert [step.confirmed for step in journal.plan()] == [True]


def test_a_step_whose_day_has_not_come_waits(qtbot: QtBot, journal: Journal) -> None:
    step = plan_step(date(2026, 11, 24), 600, 0, 300, 600)
    journal.add_medicine(Medicine("gabapentin"), NOW, [step])
    page = shown(qtbot, journal)
    card = page.card("gabapentin")
    names = [button.accessibleName() for button in card.findChildren(QPushButton)]
    assert not any(name.startswith("Confirm") for name in names)


def test_days_with_an_as_needed_intake_are_counted(qtbot: QtBot, journal: Journal) -> None:
    journal.add_medicine(Medicine("paracetamol", as_needed=True))
    for days_ago in (0, 40, 41):
        journal.save_intake(Intake("paracetamol", TODAY - timedelta(days=days_ago)))
    page = shown(qtbot, journal)
    card = page.card("paracetamol")
    assert card.dose_line.accessibleName() == (
        "taken on September 2 days October 0 days November so far 1 day"
    )


def test_an_intake_is_noted_from_its_card(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    card = page.card("paracetamol")
    assert card.dose_line.words == "No intake noted yet."
    card.intake_button.click()
    dialog = dialog_of(page, IntakeDialog)
    dialog.time_edit.setText("21:30")
    dialog.amount_edit.setText("500")
    with qtbot.waitSignal(page.saved):
        dialog.save_button.click()
    (intake,) = journal.intakes()
    assert (intake.day, intake.time, intake.amount) == (TODAY, time(21, 30), Decimal(500))
    assert card.dose_line.words.endswith("1 day")


def test_an_intake_is_removed_from_its_history(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    journal.save_intake(Intake("paracetamol", TODAY))
    page.refresh(Changes(intakes=True))
    page.card("paracetamol").history_button.click()
    history = dialog_of(page, IntakeHistoryDialog)
    with qtbot.waitSignal(page.saved):
        history.remove_button.click()
    assert journal.intakes() == ()
    assert history.empty_label.isVisible()


def test_a_medicine_keeps_its_history_under_a_new_name(qtbot: QtBot, page: MedicinesPage) -> None:
    page.card("gabapentin").edit_action.trigger()
    dialog = dialog_of(page, MedicineDialog)
    dialog.name_edit.setText("Neurontin")
    with qtbot.waitSignal(page.saved):
        dialog.save_button.click()
    assert page.card("Neurontin").dose_line.words.startswith("300-0-300-600 mg")


def test_removing_a_medicine_is_asked_and_can_be_undone(
    qtbot: QtBot, page: MedicinesPage, journal: Journal
) -> None:
    page.card("gabapentin").remove_action.trigger()
    box = dialog_of(page, QMessageBox)
    with qtbot.waitSignal(page.saved):
        box.button(QMessageBox.StandardButton.Ok).click()
    assert [medicine.name for medicine in journal.medicines()] == ["paracetamol"]
    page.refresh(journal.undo())
    assert page.card("gabapentin").dose_line.words.startswith("300-0-300-600 mg")


def test_changes_elsewhere_are_not_read(page: MedicinesPage, journal: Journal) -> None:
    journal.add_medicine(Medicine("duloxetine"))
    page.refresh(Changes(entries=True, items=True))
    with pytest.raises(KeyError):
        page.card("duloxetine")
    page.refresh(Changes(medicines=True))
    assert page.card("duloxetine").dose_line.words == "No dose written down yet."


def test_the_staircase_is_drawn_and_said_in_words(qtbot: QtBot, page: MedicinesPage) -> None:
    picture = page.card("gabapentin").picture
    assert picture.accessibleName() == "Doses of gabapentin"
    assert picture.accessibleDescription() == (
        "300 mg a day from 15 September 2025; 1,200 mg a day from 3 November."
    )

    def has_colours() -> bool:
        image = picture.grab().toImage()
        return len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 1

    qtbot.waitUntil(has_colours)


def test_building_the_page_needs_no_matplotlib(tmp_path: Path) -> None:
    code = f"""
import sys
from datetime import datetime, timezone
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fibrojournal.charts.style import load_palette
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.medicines_page import MedicinesPage
app = QApplication([])
clock = lambda: datetime(2026, 11, 4, 21, 42, tzinfo=timezone.utc)
journal = Journal(Store.create(Path({str(tmp_path)!r}) / "example.fibro"), clock=clock)
journal.load(example_contents(journal.today()))
MedicinesPage(journal, Look(EnglishFormatter(), load_palette("light")))
assert "matplotlib" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_control_has_a_name_and_tab_follows_the_eye(
    qtbot: QtBot, example_journal: Journal
) -> None:
    page = shown(qtbot, example_journal)
    QApplication.processEvents()
    buttons = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert all(button.accessibleName() or button.text() for button in buttons)
    page.add_button.setFocus()
    order: list[QWidget] = []
    while (widget := page.focusWidget()) not in order:
        order.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert set(buttons) <= {*order}
    places = [widget.mapTo(page, QPoint(0, widget.height() // 2)) for widget in order]
    rows = [(round(place.y() / 24), place.x()) for place in places]
    assert rows == sorted(rows)


def test_a_page_is_freed_with_its_window(qtbot: QtBot, example_journal: Journal) -> None:
    window = QWidget()
    page = MedicinesPage(example_journal, Look(EnglishFormatter(), load_palette("dark")), window)
    page.card("gabapentin").change_button.click()
    watched = ref(page)
    with qtbot.waitSignal(page.destroyed):
        window.deleteLater()
    del page
    assert watched() is None


def taken(page: MedicinesPage) -> list[tuple[str, ...]]:
    return [row.texts for row in page.regimen_card.table.sheet.rows]


def test_two_days_show_what_was_taken_and_how_it_differs(page: MedicinesPage) -> None:
    card = page.regimen_card
    assert (card.first_edit.day, card.second_edit.day) == (date(2026, 11, 2), TODAY)
    assert taken(page) == [
        ("gabapentin", "0-0-0-300 mg", "300-0-300-600 mg", "900 mg a day more"),
    ]
    card.first_edit.show_day(NOW.day)
    assert taken(page)[0][1:] == ("300-0-300-600 mg", "300-0-300-600 mg", "the same")


def test_a_day_before_everything_says_that_nothing_is_written(page: MedicinesPage) -> None:
    page.regimen_card.first_edit.show_day(date(2020, 1, 1))
    page.regimen_card.second_edit.show_day(date(2021, 1, 1))
    assert not page.regimen_card.table.isVisible()
    assert page.regimen_card.none_label.isVisible()


def test_no_day_to_come_can_be_asked_for(page: MedicinesPage) -> None:
    page.regimen_card.second_edit.show_day(TODAY + timedelta(days=1))
    assert page.regimen_card.second_edit.day == TODAY


def test_days_that_were_chosen_stay_while_doses_change(
    page: MedicinesPage, journal: Journal
) -> None:
    card = page.regimen_card
    card.first_edit.show_day(date(2026, 10, 1))
    page.refresh(journal.remove_dose("gabapentin", NOW.day))
    assert card.first_edit.day == date(2026, 10, 1)
    assert taken(page)[0][3] == "the same"


def test_today_stays_today_when_the_day_turns(
    page: MedicinesPage, journal: Journal, clock: StandingClock
) -> None:
    page.regimen_card.first_edit.show_day(date(2026, 10, 1))
    clock.advance(days=1)
    page.refresh(Changes.everything())
    assert page.regimen_card.second_edit.day == journal.today() != TODAY


def test_without_medicines_no_days_are_asked_about(qtbot: QtBot, journal: Journal) -> None:
    assert not shown(qtbot, journal).regimen_card.isVisible()


def test_what_was_taken_is_read_out_as_a_table(page: MedicinesPage) -> None:
    table = page.regimen_card.table
    assert table.accessibleName() == "What was taken on both days"
    header = [
        table.sheet.headerData(column, Qt.Orientation.Horizontal)
        for column in range(table.sheet.columnCount())
    ]
    assert header == ["Medicine", "2 November 2026", "4 November 2026", "Difference"]


# Supply, and what differed from the plan


def count(page: MedicinesPage, pieces: str, each: str) -> None:
    card = page.card("gabapentin")
    card.supply_action.trigger()
    dialog = dialog_of(page, SupplyDialog)
    dialog.left_edit.setText(pieces)
    dialog.each_edit.setText(each)
    dialog.save_button.click()


def test_a_supply_is_counted_in_pieces_and_told_in_days(page: MedicinesPage) -> None:
    per_day = page._journal.dose_changes()[-1].per_day
    count(page, "90", "300")
    card = page.card("gabapentin")
    days = int(90 * 300 / per_day)
    assert card.supply_line.words.startswith(f"Supply   about {days} days left, counted from")
    assert card.supply_button.isVisible()


def test_without_a_count_no_supply_is_told(page: MedicinesPage) -> None:
    count(page, "90", "300")
    count(page, "", "")
    assert not page.card("gabapentin").supply_button.isVisible()


def test_what_is_in_one_piece_is_never_guessed(page: MedicinesPage) -> None:
    count(page, "90", "")
    assert dialog_of(page, SupplyDialog).isVisible()
    assert not page.card("gabapentin").supply_button.isVisible()


def test_days_that_differed_from_the_plan_are_counted(page: MedicinesPage) -> None:
    assert not page.taken_label.isVisible()
    page.write(page._journal.set_medicines_taken, TODAY, "different")
    assert page.taken_label.text() == (
        "In the last 28 days you wrote “different” on 1 and “as planned” on 0."
    )
