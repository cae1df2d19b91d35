from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from fibrojournal.ui.dialogs.plan_dialog import PlanDialog
from tests.ui.dialogs.dose_builders import TODAY, dose, dose_case, plan_step

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.medicines import PlanStep

NOW = dose(date(2026, 8, 30), 300, 0, 300, 300)
LATER = date(2026, 11, 24)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(parent: QWidget, *steps: PlanStep) -> PlanDialog:
    dialog = PlanDialog(dose_case(NOW), steps, parent)
    dialog.open()
    return dialog


def test_a_new_plan_begins_with_one_empty_step(parent: QWidget) -> None:
    dialog = opened(parent)
    (sheet,) = dialog.sheets
    assert [edit.text() for edit in sheet.amounts_edit.edits] == ["", "", "", ""]
    assert sheet.words_edit.text() == ""


def test_steps_are_handed_over_by_day_as_they_were_typed(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, plan_step(LATER, 600, 0, 300, 600))
    dialog.add_button.click()
    sheet = dialog.sheets[1]
    sheet.day_edit.show_day(date(2026, 11, 17))
    sheet.amounts_edit.edits[0].setText("450")
    sheet.words_edit.setText("if the dizziness allows")
    with qtbot.waitSignal(dialog.plan_entered) as entered:
        dialog.save_button.click()
    new = plan_step(date(2026, 11, 17), 450, words="if the dizziness allows")
    assert entered.args == [
        "gabapentin",
        (replace(new, typed_on=TODAY), plan_step(LATER, 600, 0, 300, 600)),
    ]


def test_a_step_into_which_nothing_was_written_is_none(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    with qtbot.waitSignal(dialog.plan_entered) as entered:
        dialog.save_button.click()
    assert entered.args == ["gabapentin", ()]


def test_words_alone_are_not_a_step_yet(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.sheets[0].words_edit.setText("slowly")
    with qtbot.assertNotEmitted(dialog.plan_entered):
        dialog.save_button.click()
    assert "Write at least one amount" in dialog.sheets[0].amounts_field.problem


def test_two_steps_cannot_begin_on_one_day(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, plan_step(LATER, 600), plan_step(LATER, 900))
    with qtbot.assertNotEmitted(dialog.plan_entered):
        dialog.save_button.click()
    assert dialog.sheets[1].day_field.problem == "Another step begins on this day."


def test_a_step_can_be_removed(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, plan_step(LATER, 600), plan_step(date(2026, 12, 1), 900))
    dialog.sheets[0].remove_button.click()
    with qtbot.waitSignal(dialog.plan_entered) as entered:
        dialog.save_button.click()
    assert entered.args == ["gabapentin", (plan_step(date(2026, 12, 1), 900),)]


def test_zero_is_a_planned_stop(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.sheets[0].amounts_edit.edits[0].setText("0")
    assert dialog.sheets[0].total_label.text() == "= none from this day on"
    with qtbot.waitSignal(dialog.plan_entered) as entered:
        dialog.save_button.click()
    assert entered.args is not None
    assert entered.args[1][0].amounts.total == 0


def test_a_plan_that_lowers_shows_the_fixed_sentence(parent: QWidget) -> None:
    dialog = opened(parent, plan_step(LATER, 1200))
    assert not dialog.advice.isVisible()
    dialog.add_button.click()
    dialog.sheets[1].day_edit.show_day(date(2026, 12, 1))
    dialog.sheets[1].amounts_edit.edits[0].setText("1000")
    assert dialog.advice.text.startswith("Please do not stop gabapentin suddenly.")


def test_each_step_is_compared_with_the_one_before_it(parent: QWidget) -> None:
    dialog = opened(parent, plan_step(LATER, 1200), plan_step(date(2026, 12, 1), 1500))
    assert [sheet.total_label.text() for sheet in dialog.sheets] == [
        "= 1,200 mg a day, 300 more than before",
        "= 1,500 mg a day, 300 more than before",
    ]
