from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from fibrojournal.domain.medicines import DoseChange, Medicine
from fibrojournal.ui.dialogs.dose_change_dialog import DoseChangeDialog
from tests.ui.dialogs.dose_builders import TODAY, amounts, dose, dose_case, plan_step

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.medicines import PlanStep
    from fibrojournal.ui.dialogs.dose_case import DoseCase

NOW = dose(date(2026, 8, 30), 300, 0, 300, 300)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(
    parent: QWidget,
    case: DoseCase,
    *,
    correcting: DoseChange | None = None,
    step: PlanStep | None = None,
    stopping: bool = False,
) -> DoseChangeDialog:
    dialog = DoseChangeDialog(
        case, correcting=correcting, step=step, stopping=stopping, parent=parent
    )
    dialog.open()
    return dialog


def type_amounts(dialog: DoseChangeDialog, *typed: str) -> None:
    for edit, text in zip(dialog.amounts_edit.edits, typed, strict=False):
        edit.setText(text)


def shown_problem(dialog: DoseChangeDialog) -> str:
    dialog.save_button.click()
    return " ".join(sentence for _, sentence in dialog.problems())


def test_no_amount_is_filled_in(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    assert [edit.text() for edit in dialog.amounts_edit.edits] == ["", "", "", ""]


def test_the_present_amounts_stand_quietly_beside(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    assert [label.text() for label in dialog.amounts_edit.beside_labels] == [
        "now 300",
        "now 0",
        "now 300",
        "now 300",
    ]


def test_a_new_dose_is_handed_over_whole(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "300", "", "300", "600")
    dialog.main_item_box.choose("fatigue")
    dialog.settling_box.choose(14)
    dialog.window_box.choose(56)
    dialog.note_edit.setText(" as agreed ")
    with qtbot.waitSignal(dialog.dose_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [
        DoseChange(
            "gabapentin",
            TODAY,
            amounts(300, 0, 300, 600),
            main_item="fatigue",
            settling_days=14,
            window_days=56,
            note="as agreed",
        )
    ]


def test_no_main_item_is_chosen_beforehand(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "1200")
    with qtbot.waitSignal(dialog.dose_entered) as entered:
        dialog.save_button.click()
    assert entered.args is not None
    change = entered.args[0]
    assert (change.main_item, change.settling_days, change.window_days) == (None, 7, 28)


def test_the_total_is_said_while_typing(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "300", "", "300", "600")
    assert dialog.total_label.text() == "= 1,200 mg a day, 300 more than now"


def test_halves_and_commas_are_amounts(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(medicine=Medicine("gabapentin", unit="tablet")))
    type_amounts(dialog, "½", "0,5", "1/2", "0.25")
    assert dialog.total_label.text() == "= 1.75 tablets a day"


def test_an_empty_form_is_not_saved_and_says_what_to_do(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    with qtbot.assertNotEmitted(dialog.dose_entered):
        assert "tick “Stop this medicine”" in shown_problem(dialog)
    assert dialog.isVisible()


def test_saving_goes_to_the_first_problem(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "300", "x")
    dialog.save_button.setFocus()
    dialog.save_button.click()
    assert dialog.focusWidget() is dialog.amounts_edit.edits[0]
    assert "not an amount" in dialog.amounts_edit.edits[0].accessibleDescription()


def test_a_future_day_is_refused_and_sent_to_the_plan(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "300")
    dialog.day_edit.show_day(date(2026, 11, 5))
    with qtbot.assertNotEmitted(dialog.dose_entered):
        assert "Write future steps into the plan" in shown_problem(dialog)


def test_a_past_day_is_compared_with_the_dose_of_that_day(parent: QWidget) -> None:
    earlier = dose(date(2026, 3, 1), 100)
    dialog = opened(parent, dose_case(earlier, NOW))
    dialog.day_edit.show_day(date(2026, 4, 1))
    type_amounts(dialog, "300")
    assert dialog.amounts_edit.beside_labels[0].text() == "until then 100"
    assert dialog.total_label.text() == "= 300 mg a day, 200 more than before"
    assert dialog.advice.text == ""


def test_the_fixed_sentence_stands_there_when_a_dose_is_lowered(
    qtbot: QtBot, parent: QWidget
) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "300")
    assert dialog.advice.isVisible()
    assert dialog.advice.text == (
        "Please do not stop gabapentin suddenly. Its label says to reduce it gradually, over at "
        "least one week, as agreed with your prescriber."
    )
    with qtbot.waitSignal(dialog.dose_entered):
        dialog.save_button.click()


def test_other_medicines_get_the_general_sentence(parent: QWidget) -> None:
    case = dose_case(NOW, medicine=Medicine("duloxetine"))
    dialog = opened(parent, case, stopping=True)
    assert (
        dialog.advice.text == "Please talk to your prescriber before you lower or stop a medicine."
    )


def test_raising_a_dose_shows_no_sentence(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "3000")
    assert not dialog.advice.isVisible()


def test_a_stop_is_a_dose_of_nothing(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    dialog.stop_check.click()
    assert dialog.advice.isVisible()
    with qtbot.waitSignal(dialog.dose_entered) as entered:
        dialog.save_button.click()
    assert entered.args is not None
    assert entered.args[0].is_stop


def test_after_a_stop_a_new_dose_begins_again(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW, dose(date(2026, 10, 1), 0)))
    type_amounts(dialog, "100")
    assert dialog.total_label.text() == "= 100 mg a day"
    with qtbot.waitSignal(dialog.dose_entered):
        dialog.save_button.click()


def test_a_day_that_has_a_dose_offers_to_correct_it(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    dialog.day_edit.show_day(NOW.day)
    assert dialog.same_day_label.text().startswith("For 30 August you already wrote 300-0-300-300")
    with qtbot.assertNotEmitted(dialog.dose_entered):
        type_amounts(dialog, "", "", "", "600")
        assert "Only one dose can begin on a day" in shown_problem(dialog)
    dialog.correct_button.click()
    with qtbot.waitSignal(dialog.dose_corrected) as corrected:
        dialog.save_button.click()
    assert corrected.args == [NOW, dose(NOW.day, 0, 0, 0, 600)]


def test_correcting_begins_with_what_was_written(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW), correcting=NOW)
    assert [edit.text() for edit in dialog.amounts_edit.edits] == ["300", "0", "300", "300"]
    assert dialog.day_edit.day == NOW.day


def test_correcting_an_old_row_to_less_shows_the_sentence(parent: QWidget) -> None:
    later = dose(date(2026, 11, 1), 600)
    dialog = opened(parent, dose_case(NOW, later), correcting=NOW)
    assert dialog.advice.text == ""
    type_amounts(dialog, "100", "0", "0", "0")
    assert dialog.advice.isVisible()


def test_a_correction_may_move_to_another_day(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW), correcting=NOW)
    dialog.day_edit.show_day(date(2026, 8, 29))
    with qtbot.waitSignal(dialog.dose_corrected) as corrected:
        dialog.save_button.click()
    assert corrected.args == [NOW, dose(date(2026, 8, 29), 300, 0, 300, 300)]


def test_a_step_of_the_plan_is_confirmed_as_the_prescriber_wrote_it(
    qtbot: QtBot, parent: QWidget
) -> None:
    step = plan_step(TODAY, 600, 0, 300, 600, words="if the dizziness allows")
    dialog = opened(parent, dose_case(NOW), step=step)
    with qtbot.waitSignal(dialog.plan_step_confirmed) as confirmed:
        dialog.save_button.click()
    assert confirmed.args is not None
    assert confirmed.args[0] == step
    assert confirmed.args[1].amounts == step.amounts
    assert confirmed.args[1].note == "if the dizziness allows"


def test_a_planned_stop_is_confirmed_as_a_stop(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW), step=plan_step(TODAY, 0))
    assert dialog.advice.isVisible()
    with qtbot.waitSignal(dialog.plan_step_confirmed) as confirmed:
        dialog.save_button.click()
    assert confirmed.args is not None
    assert confirmed.args[1].is_stop


def test_a_patch_is_taken_every_so_many_days(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, dose_case(medicine=Medicine("gabapentin", unit="patch")))
    type_amounts(dialog, "1")
    dialog.every_edit.setText("3")
    assert dialog.total_label.text() == "= 1 patch every 3 days"
    with qtbot.waitSignal(dialog.dose_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [dose(TODAY, 1, every_days=3)]


def test_every_how_many_days_is_tucked_away_for_others(parent: QWidget) -> None:
    dialog = opened(parent, dose_case())
    assert not dialog.every_edit.isVisible()
    dialog.every_button.click()
    assert dialog.every_edit.isVisible()
    dialog.every_edit.setText("0")
    type_amounts(dialog, "1")
    assert "whole number of days" in shown_problem(dialog)


def test_what_could_not_be_saved_stays_on_the_screen(parent: QWidget) -> None:
    dialog = opened(parent, dose_case(NOW))
    type_amounts(dialog, "300")
    dialog.dose_entered.connect(dialog.stay_open)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.amounts_edit.edits[0].text() == "300"
