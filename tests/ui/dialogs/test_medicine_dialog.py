from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from fibrojournal.domain.medicines import Medicine
from fibrojournal.ui.dialogs.medicine_dialog import MedicineDialog
from tests.ui.dialogs.dose_builders import TODAY, dose

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(parent: QWidget, medicine: Medicine | None = None) -> MedicineDialog:
    dialog = MedicineDialog(
        ["Duloxetine"],
        today=TODAY,
        medicine=medicine,
        has_amounts=medicine is not None,
        parent=parent,
    )
    dialog.open()
    return dialog


def test_nothing_is_filled_in(parent: QWidget) -> None:
    dialog = opened(parent)
    edits = [edit for edit in dialog.findChildren(QLineEdit) if edit.objectName() == ""]
    assert [edit.text() for edit in edits] == [""] * len(edits)
    assert not dialog.needed_radio.isChecked()


def test_a_medicine_may_have_no_dose_yet(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.name_edit.setText(" gabapentin ")
    with qtbot.waitSignal(dialog.medicine_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Medicine("gabapentin"), None]


def test_the_first_dose_comes_with_it(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.name_edit.setText("gabapentin")
    dialog.day_edit.show_day(date(2026, 3, 23))
    dialog.amounts_edit.edits[3].setText("300")
    with qtbot.waitSignal(dialog.medicine_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Medicine("gabapentin"), dose(date(2026, 3, 23), 0, 0, 0, 300)]


def test_a_name_is_needed(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    with qtbot.assertNotEmitted(dialog.medicine_entered):
        dialog.save_button.click()
    assert "Please write the name" in dialog.name_edit.accessibleDescription()
    assert dialog.focusWidget() is dialog.name_edit


def test_a_name_stands_only_once(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.name_edit.setText("duloxetine")
    with qtbot.assertNotEmitted(dialog.medicine_entered):
        dialog.save_button.click()
    assert "already a medicine of this name" in dialog.name_edit.accessibleDescription()


def test_a_first_dose_in_the_future_is_refused(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.name_edit.setText("gabapentin")
    dialog.day_edit.show_day(date(2026, 11, 5))
    dialog.amounts_edit.edits[0].setText("300")
    with qtbot.assertNotEmitted(dialog.medicine_entered):
        dialog.save_button.click()


def test_an_as_needed_medicine_asks_for_no_dose(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.name_edit.setText("paracetamol")
    dialog.amounts_edit.edits[0].setText("500")
    dialog.needed_radio.click()
    assert not dialog.amounts_edit.isVisible()
    with qtbot.waitSignal(dialog.medicine_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Medicine("paracetamol", as_needed=True), None]


def test_a_patch_may_be_changed_every_third_day(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.name_edit.setText("gabapentin")
    dialog.unit_box.choose("patch")
    dialog.amounts_edit.edits[0].setText("1")
    dialog.every_edit.setText("3")
    with qtbot.waitSignal(dialog.medicine_entered) as entered:
        dialog.save_button.click()
    assert entered.args is not None
    assert entered.args[1] == dose(TODAY, 1, every_days=3)


def test_editing_keeps_what_is_not_asked_for(qtbot: QtBot, parent: QWidget) -> None:
    medicine = Medicine(
        "gabapentin", "capsules", supply_amount=Decimal(30), supply_counted_on=TODAY
    )
    dialog = opened(parent, medicine)
    dialog.name_edit.setText("Neurontin")
    with qtbot.waitSignal(dialog.medicine_edited) as edited:
        dialog.save_button.click()
    assert edited.args == [
        "gabapentin",
        Medicine("Neurontin", "capsules", supply_amount=Decimal(30), supply_counted_on=TODAY),
    ]


def test_the_unit_stays_once_amounts_are_written_in_it(parent: QWidget) -> None:
    dialog = opened(parent, Medicine("gabapentin"))
    assert not dialog.unit_box.isEnabled()
    assert not dialog.needed_radio.isEnabled()
