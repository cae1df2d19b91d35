from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fibrojournal.domain.scales import HOURS
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.widgets.number_field import NumberField, typed_hours, typed_number

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def read(text: str) -> float:
    return HOURS.check(typed_hours(text))


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    made = NumberField("Hours slept", "h", read=read, write=EnglishFormatter().number, step=0.25)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def entered(field: NumberField) -> list[object]:
    heard: list[object] = []
    field.number_entered.connect(heard.append)
    return heard


def type_in(field: NumberField, text: str) -> None:
    field.edit.clear()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["7.5", "7,5", "7:30"])
def test_hours_can_be_typed_in_three_ways(
    field: NumberField, entered: list[object], text: str
) -> None:
    type_in(field, text)
    assert entered == [7.5]
    assert field.edit.text() == "7.5"


@pytest.mark.parametrize("text", ["25", "7:20", "7.3", "seven", "7:75", "-1", "24:15"])
def test_what_cannot_be_saved_is_said_and_stays(
    field: NumberField, entered: list[object], text: str
) -> None:
    type_in(field, text)
    assert entered == []
    assert field.problem
    assert field.edit.text() == text
    assert field.edit.accessibleDescription() == field.problem


def test_nought_hours_are_a_number_and_blank_is_none(
    field: NumberField, entered: list[object]
) -> None:
    type_in(field, "0")
    type_in(field, "")
    assert entered == [0.0, None]


def test_a_field_that_nobody_touched_hands_nothing_over(
    field: NumberField, entered: list[object]
) -> None:
    field.show_number(7.333333)
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    field.commit()
    assert entered == []


def test_a_blank_field_without_a_start_waits_for_a_number(field: NumberField) -> None:
    field.show_number(None)
    assert not field.more_button.isEnabled()


def test_the_first_step_of_a_blank_field_is_its_start(
    field: NumberField, entered: list[object]
) -> None:
    field.show_number(None, start=7.0)
    assert field.edit.text() == ""
    field.more_button.click()
    field.more_button.click()
    field.less_button.click()
    assert entered == [7.0, 7.25, 7.0]


def test_up_and_down_step(field: NumberField, entered: list[object]) -> None:
    field.show_number(7.0)
    QTest.keyClick(field.edit, Qt.Key.Key_Up)
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert entered == [7.25, 7.0]


def test_steps_end_where_the_scale_ends(field: NumberField, entered: list[object]) -> None:
    field.show_number(24.0)
    field.more_button.click()
    assert entered == []


def test_what_is_being_typed_outlives_a_refresh(field: NumberField) -> None:
    QTest.keyClicks(field.edit, "7:4")
    field.show_number(6.0)
    assert field.edit.text() == "7:4"


@settings(deadline=None, max_examples=100)
@given(quarters=st.integers(0, 96))
def test_every_quarter_hour_reads_back(quarters: int) -> None:
    hours = quarters / 4
    clock = f"{int(hours)}:{int(hours % 1 * 60):02}"
    assert read(EnglishFormatter().number(hours)) == hours
    assert read(clock) == hours


@settings(deadline=None, max_examples=100)
@given(text=st.text(max_size=8))
def test_whatever_is_typed_is_a_number_or_refused(text: str) -> None:
    try:
        value = typed_number(text)
    except RefusedError:
        return
    assert value >= 0
