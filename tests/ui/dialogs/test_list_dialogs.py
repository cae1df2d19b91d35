from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.dose_change_dialog import DoseChangeDialog
from fibrojournal.ui.dialogs.dose_history_dialog import DoseHistoryDialog
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from fibrojournal.ui.dialogs.events_dialog import EventsDialog
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog
from fibrojournal.ui.dialogs.intake_history_dialog import IntakeHistoryDialog
from fibrojournal.ui.models.events_table_model import EventsTableModel
from tests.ui.dialogs.dose_builders import TODAY, dose, dose_case

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.dialogs.list_dialog import ListDialog

VISIT = Event("Rheumatology", "visit", date(2026, 11, 2), date(2026, 11, 2), id=1)
FLARE = Event("", "flare", date(2026, 10, 1), date(2026, 10, 8), note="rain\nand wind", id=2)
COLD = Event("Cold", "illness", date(2026, 11, 3), None, leave_out=True, id=3)

OLD = dose(date(2025, 9, 15), 0, 0, 0, 300)
NOW = dose(date(2026, 8, 30), 300, 0, 300, 300)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def events(parent: QWidget) -> EventsDialog:
    dialog = EventsDialog([FLARE, VISIT, COLD], TODAY, EnglishFormatter(), parent)
    dialog.open()
    return dialog


@pytest.fixture
def history(parent: QWidget) -> DoseHistoryDialog:
    dialog = DoseHistoryDialog(dose_case(OLD, NOW), ["It was otherwise."], parent)
    dialog.open()
    return dialog


def rows(dialog: ListDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_events_stand_newest_first(events: EventsDialog) -> None:
    assert rows(events) == [
        ["Cold", "illness", "since 3 November 2026, still going on", "left out", ""],
        ["Rheumatology", "visit", "2 November 2026", "", ""],
        ["flare", "flare", "1 October 2026 to 8 October 2026", "", "rain and wind"],
    ]


def test_an_event_is_added_from_the_list(qtbot: QtBot, events: EventsDialog) -> None:
    events.add_button.click()
    form = events.findChild(EventDialog)
    assert form is not None
    with qtbot.waitSignal(events.event_entered) as entered:
        form.save_button.click()
    assert entered.args == [Event("", "visit", TODAY, TODAY)]


def test_enter_opens_the_chosen_event(events: EventsDialog) -> None:
    events.table.choose(1)
    QTest.keyClick(events.table, Qt.Key.Key_Return)
    form = events.findChild(EventDialog)
    assert form is not None
    assert form.title_edit.text() == "Rheumatology"


def test_the_chosen_event_is_removed(qtbot: QtBot, events: EventsDialog) -> None:
    events.table.choose(2)
    with qtbot.waitSignal(events.event_removed) as removed:
        events.remove_button.click()
    assert removed.args == [FLARE]


def test_a_saved_event_shows_at_once(events: EventsDialog) -> None:
    events.show_events([VISIT])
    assert len(rows(events)) == 1


def test_without_events_a_sentence_stands_there(events: EventsDialog) -> None:
    events.show_events([])
    assert events.empty_label.isVisible()
    assert not events.table.isVisible()
    assert events.add_button.isVisible()


def test_an_event_that_could_not_be_saved_stays_in_its_form(
    events: EventsDialog,
) -> None:
    events.event_entered.connect(events.stay_open)
    events.add_button.click()
    form = events.findChild(EventDialog)
    assert form is not None
    form.save_button.click()
    assert form.isVisible()


def test_the_event_table_obeys_qt() -> None:
    model = EventsTableModel([VISIT, FLARE], EnglishFormatter())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_events([COLD])
    assert tester.model() is model


def test_doses_stand_newest_first(history: DoseHistoryDialog) -> None:
    assert rows(history) == [
        ["30 August 2026", "300-0-300-300 mg", "900 mg a day", ""],
        ["15 September 2025", "0-0-0-300 mg", "300 mg a day", ""],
    ]


def test_a_stop_is_a_row_of_its_own(parent: QWidget) -> None:
    dialog = DoseHistoryDialog(dose_case(NOW, dose(TODAY, 0)), [], parent)
    assert rows(dialog)[0] == ["4 November 2026", "stopped", "0 mg a day", ""]


def test_earlier_versions_are_kept_beneath(history: DoseHistoryDialog) -> None:
    assert history.earlier_text.toPlainText() == "It was otherwise."
    history.show_history(dose_case(OLD), [])
    assert not history.earlier_text.isVisible()


def test_an_old_row_is_corrected_from_the_list(qtbot: QtBot, history: DoseHistoryDialog) -> None:
    history.table.choose(1)
    history.edit_button.click()
    form = history.findChild(DoseChangeDialog)
    assert form is not None
    form.amounts_edit.edits[3].setText("400")
    with qtbot.waitSignal(history.dose_corrected) as corrected:
        form.save_button.click()
    assert corrected.args == [OLD, dose(OLD.day, 0, 0, 0, 400)]


def test_a_row_is_removed_after_a_question_with_the_fixed_sentence(
    qtbot: QtBot, history: DoseHistoryDialog
) -> None:
    history.remove_button.click()
    box = history.findChild(QMessageBox)
    assert box is not None
    assert box.text() == (
        "Remove the dose written for 30 August 2026: 300-0-300-300 mg = 900 mg a day?"
    )
    assert "Please do not stop gabapentin suddenly" in box.informativeText()
    with qtbot.waitSignal(history.dose_removed) as removed:
        box.button(QMessageBox.StandardButton.Ok).click()
    assert removed.args == [NOW]


def test_the_history_of_a_medicine_without_a_dose_asks_for_one(parent: QWidget) -> None:
    dialog = DoseHistoryDialog(dose_case(), [], parent)
    dialog.open()
    assert dialog.empty_label.isVisible()
    dialog.add_button.click()
    assert dialog.findChild(DoseChangeDialog) is not None


def test_intakes_say_only_what_was_said(parent: QWidget) -> None:
    medicine = Medicine("paracetamol", as_needed=True)
    intakes = [
        Intake("paracetamol", date(2026, 11, 1), id=1),
        Intake("paracetamol", TODAY, time(21, 30), Decimal(500), "night", id=2),
    ]
    dialog = IntakeHistoryDialog(
        medicine, intakes, today=TODAY, formatter=EnglishFormatter(), parent=parent
    )
    assert rows(dialog) == [
        ["4 November 2026", "21:30", "500 mg", "night"],
        ["1 November 2026", "", "", ""],
    ]


def test_intakes_are_noted_corrected_and_removed(qtbot: QtBot, parent: QWidget) -> None:
    medicine = Medicine("paracetamol", as_needed=True)
    intake = Intake("paracetamol", date(2026, 11, 1), id=1)
    dialog = IntakeHistoryDialog(
        medicine, [intake], today=TODAY, formatter=EnglishFormatter(), parent=parent
    )
    dialog.open()
    dialog.edit_button.click()
    form = dialog.findChild(IntakeDialog)
    assert form is not None
    with qtbot.waitSignal(dialog.intake_entered) as entered:
        form.save_button.click()
    assert entered.args == [intake]
    with qtbot.waitSignal(dialog.intake_removed) as removed:
        dialog.remove_button.click()
    assert removed.args == [intake]
    dialog.show_intakes([])
    assert dialog.empty_label.isVisible()
    dialog.add_button.click()
