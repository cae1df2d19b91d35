from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.ui.widgets.choice_row import ChoiceRow
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SEVERITIES = ((0.0, "none"), (1.0, "mild"), (2.0, "moderate"), (3.0, "severe"))


def shown_row(
    qtbot: QtBot, *, can_skip: bool = True, can_clear: bool = True, digits: bool = True
) -> ChoiceRow:
    row = ChoiceRow("Dizzy", SEVERITIES, can_skip=can_skip, can_clear=can_clear, digits=digits)
    qtbot.addWidget(row)
    with qtbot.waitExposed(row):
        row.show()
    row.enter()
    return row


@pytest.fixture
def row(qtbot: QtBot) -> ChoiceRow:
    return shown_row(qtbot)


def test_a_click_hands_over_the_value(qtbot: QtBot, row: ChoiceRow) -> None:
    with qtbot.waitSignal(row.value_chosen) as heard:
        row.cells.cells[2].click()
    assert heard.args == [2.0]


def test_digits_choose_by_place(qtbot: QtBot, row: ChoiceRow) -> None:
    with qtbot.waitSignal(row.value_chosen) as heard:
        press(Qt.Key.Key_3)
    assert heard.args == [3.0]


def test_without_digits_a_digit_does_nothing(qtbot: QtBot) -> None:
    row = shown_row(qtbot, digits=False)
    press(Qt.Key.Key_3)
    assert row.value is None


def test_blank_skipped_and_none_are_three_things(row: ChoiceRow) -> None:
    seen = []
    for key in (Qt.Key.Key_S, Qt.Key.Key_0, Qt.Key.Key_Delete):
        press(key)
        seen.append(row.value)
    assert seen == [SKIPPED, 0.0, None]


def test_the_mouse_skips_and_clears(row: ChoiceRow) -> None:
    row.skip_button.click()
    assert row.value is SKIPPED
    row.skip_button.click()
    assert row.value is None


def test_s_does_nothing_where_skipping_is_not_offered(qtbot: QtBot) -> None:
    row = shown_row(qtbot, can_skip=False)
    press(Qt.Key.Key_S)
    assert row.value is None
    assert not row.skip_button.isVisible()


def test_the_cross_appears_with_a_choice(qtbot: QtBot) -> None:
    row = shown_row(qtbot, can_skip=False)
    row.cells.cells[0].click()
    assert row.skip_button.isVisible()
    row.skip_button.click()
    assert row.value is None
    assert not row.skip_button.isVisible()


def test_a_choice_that_must_be_made_cannot_be_cleared(qtbot: QtBot) -> None:
    row = shown_row(qtbot, can_skip=False, can_clear=False)
    row.show_value(1.0)
    press(Qt.Key.Key_Delete)
    assert row.value == 1.0
    assert not row.skip_button.isVisible()


def test_a_chosen_word_clicked_again_stays_chosen(qtbot: QtBot, row: ChoiceRow) -> None:
    row.show_value(1.0)
    with qtbot.assertNotEmitted(row.value_chosen):
        row.cells.cells[1].click()
    assert row.cells.cells[1].isChecked()


def test_words_and_group_are_named(row: ChoiceRow) -> None:
    group = QAccessible.queryAccessibleInterface(row)
    assert group.role() == QAccessible.Role.Grouping
    assert group.text(QAccessible.Text.Name) == "Dizzy"
    names = [c.accessibleName() for c in (*row.cells.cells, row.cells.skipped_cell)]
    assert names == [
        "Dizzy: none",
        "Dizzy: mild",
        "Dizzy: moderate",
        "Dizzy: severe",
        "Dizzy: skipped",
    ]


def test_every_word_can_be_hit_and_read(row: ChoiceRow) -> None:
    row.resize(row.minimumSizeHint())
    for cell in row.cells.cells:
        assert cell.width() >= max(44, cell.fontMetrics().horizontalAdvance(cell.words))
        assert cell.height() >= 44
