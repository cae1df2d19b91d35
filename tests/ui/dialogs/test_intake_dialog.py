from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog, typed_time
from fibrojournal.ui.formatter import LocaleFormatter
from tests.ui.dialogs.dose_builders import TODAY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PARACETAMOL = Medicine("paracetamol", as_needed=True)
IBUPROFEN = Medicine("ibuprofen", as_needed=True)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(parent: QWidget, *medicines: Medicine, intake: Intake | None = None) -> IntakeDialog:
    dialog = IntakeDialog(
        medicines,
        day=TODAY,
        today=TODAY,
        formatter=EnglishFormatter(),
        intake=intake,
        parent=parent,
    )
    dialog.open()
    return dialog


def test_time_and_amount_may_be_left_empty(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, PARACETAMOL)
    assert not dialog.medicine_box.isVisible()
    with qtbot.waitSignal(dialog.intake_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Intake("paracetamol", TODAY)]


def test_one_of_several_medicines_is_chosen(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, PARACETAMOL, IBUPROFEN)
    dialog.medicine_box.choose(IBUPROFEN)
    dialog.time_edit.setText("21:30")
    dialog.amount_edit.setText("400")
    dialog.note_edit.setText("after the walk")
    with qtbot.waitSignal(dialog.intake_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [
        Intake("ibuprofen", TODAY, time(21, 30), Decimal(400), "after the walk")
    ]


def test_an_intake_is_corrected_in_its_place(qtbot: QtBot, parent: QWidget) -> None:
    intake = Intake("paracetamol", date(2026, 11, 1), time(9, 5), Decimal("0.5"), "x", id=7)
    dialog = opened(parent, IBUPROFEN, PARACETAMOL, intake=intake)
    with qtbot.waitSignal(dialog.intake_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [intake]


@pytest.mark.parametrize(
    ("typed", "problem"), [("25:00", "not a time"), ("evening", "not a time")]
)
def test_what_is_not_a_time_is_refused(
    qtbot: QtBot, parent: QWidget, typed: str, problem: str
) -> None:
    dialog = opened(parent, PARACETAMOL)
    dialog.time_edit.setText(typed)
    with qtbot.assertNotEmitted(dialog.intake_entered):
        dialog.save_button.click()
    assert problem in dialog.time_edit.accessibleDescription()


def test_tomorrow_cannot_be_written_about(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, PARACETAMOL)
    dialog.day_edit.show_day(date(2026, 11, 5))
    dialog.amount_edit.setText("x")
    with qtbot.assertNotEmitted(dialog.intake_entered):
        dialog.save_button.click()
    assert "in the future" in dialog.day_edit.accessibleDescription()
    assert dialog.focusWidget() is dialog.day_edit


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("21:30", time(21, 30)),
        ("9", time(9)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9:30 pm", time(21, 30)),
        ("9:30PM", time(21, 30)),
        ("", None),
        ("24:00", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, read: time | None) -> None:
    assert typed_time(typed) == read


def test_the_time_is_written_as_the_formatter_writes_it(qtbot: QtBot, parent: QWidget) -> None:
    intake = Intake("paracetamol", TODAY, time(21, 5), id=7)
    dialog = IntakeDialog(
        [PARACETAMOL],
        day=TODAY,
        today=TODAY,
        formatter=LocaleFormatter(QLocale("en_US")),
        intake=intake,
        parent=parent,
    )
    dialog.open()
    assert dialog.time_edit.text().split() == ["9:05", "PM"]
    with qtbot.waitSignal(dialog.intake_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [intake]
