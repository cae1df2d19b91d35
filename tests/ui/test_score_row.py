from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fibrojournal.domain.entries import SKIPPED, Score
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.ui.theme import colour
from fibrojournal.ui.widgets.focus_ring import FocusRing
from fibrojournal.ui.widgets.score_row import ScoreRow, score_row_measures
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QRadioButton
    from pytestqt.qtbot import QtBot

PAIN = replace(BUILT_IN_ITEMS[0], anchors=((6.0, "shoes hurt, can cook"),))


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[ScoreRow]:
    frame = QWidget()
    layout = QVBoxLayout(frame)
    made = ScoreRow(PAIN, "in your own words")
    layout.addWidget(made)
    qtbot.addWidget(frame)
    frame.resize(880, 90)
    with qtbot.waitExposed(frame):
        frame.show()
    if focused := QApplication.focusWidget():
        focused.clearFocus()
    yield made
    frame.close()


@pytest.fixture
def chosen(row: ScoreRow) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = []
    row.score_chosen.connect(lambda key, value: heard.append((key, value)))
    return heard


def checked(row: ScoreRow) -> list[str]:
    return [cell.words for cell in row.cells.cells if cell.isChecked()]


def cell(row: ScoreRow, number: int) -> QRadioButton:
    return row.cells.cells[number]


def test_a_digit_sets_the_score_at_once(row: ScoreRow, chosen: list[tuple[str, object]]) -> None:
    row.enter()
    press("7")
    assert chosen == [("pain_average", 7.0)]
    assert checked(row) == ["7"]


def test_one_and_nought_within_a_second_are_ten(
    row: ScoreRow, chosen: list[tuple[str, object]]
) -> None:
    row.enter()
    press("1", "0")
    assert [value for _, value in chosen] == [1.0, 10.0]


def test_one_and_nought_after_a_second_are_nought(row: ScoreRow) -> None:
    row.enter()
    press("1")
    row.cells.second_digit_timer.timeout.emit()
    press("0")
    assert row.score == 0.0


def test_one_and_five_are_five(row: ScoreRow) -> None:
    row.enter()
    press("1", "5")
    assert row.score == 5.0


def test_a_one_before_the_row_was_left_does_not_make_a_ten(row: ScoreRow) -> None:
    row.enter()
    press("1")
    other = QWidget(row.window())
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    other.setFocus()
    row.enter()
    press("0")
    assert row.score == 0.0


def test_storing_again_what_was_typed_leaves_the_second_digit_its_second(row: ScoreRow) -> None:
    row.enter()
    press("1")
    row.show_score(1.0)
    press("0")
    assert row.score == 10.0


def test_arrows_move_without_choosing_and_space_chooses(
    row: ScoreRow, chosen: list[tuple[str, object]]
) -> None:
    row.enter()
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert cell(row, 1).hasFocus()
    assert chosen == []
    press(Qt.Key.Key_Space)
    assert chosen == [("pain_average", 1.0)]


def test_arrows_stop_at_both_ends(row: ScoreRow) -> None:
    row.enter()
    press(Qt.Key.Key_Left)
    assert cell(row, 0).hasFocus()
    press(Qt.Key.Key_End, Qt.Key.Key_Right)
    assert cell(row, 10).hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_enter_and_down_go_on(qtbot: QtBot, row: ScoreRow, key: Qt.Key) -> None:
    row.enter()
    with qtbot.waitSignal(row.moved_on):
        press(key)


def test_up_goes_back(qtbot: QtBot, row: ScoreRow) -> None:
    row.enter()
    with qtbot.waitSignal(row.moved_back):
        press(Qt.Key.Key_Up)


def test_s_skips_and_says_so(row: ScoreRow, chosen: list[tuple[str, object]]) -> None:
    row.enter()
    press("s")
    assert chosen == [("pain_average", SKIPPED)]
    assert row.cells.skipped_cell.isVisible()
    assert row.cells.skipped_cell.hasFocus()
    assert not any(button.isVisible() for button in row.cells.cells)


def test_a_digit_answers_what_was_skipped(row: ScoreRow) -> None:
    row.show_score(SKIPPED)
    row.enter()
    press("4")
    assert row.score == 4.0
    assert cell(row, 4).hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
@pytest.mark.parametrize("before", [3.0, SKIPPED])
def test_delete_goes_back_to_blank(
    row: ScoreRow, chosen: list[tuple[str, object]], key: Qt.Key, before: Score
) -> None:
    row.show_score(before)
    row.enter()
    press(key)
    assert chosen == [("pain_average", None)]
    assert row.score is None
    assert checked(row) == []


def test_blank_skipped_and_nought_look_different(row: ScoreRow) -> None:
    seen = []
    for score in (None, SKIPPED, 0.0):
        row.show_score(score)
        seen.append((checked(row), row.cells.skipped_cell.isVisible(), row.score))
    assert seen == [([], False, None), ([], True, SKIPPED), (["0"], False, 0.0)]


def test_showing_a_score_tells_nobody(row: ScoreRow, chosen: list[tuple[str, object]]) -> None:
    for score in (5.0, SKIPPED, None):
        row.show_score(score)
    assert chosen == []


def test_a_click_chooses_and_a_second_click_changes_nothing(
    row: ScoreRow, chosen: list[tuple[str, object]]
) -> None:
    QTest.mouseClick(cell(row, 8), Qt.MouseButton.LeftButton)
    QTest.mouseClick(cell(row, 8), Qt.MouseButton.LeftButton)
    assert chosen == [("pain_average", 8.0)]
    assert checked(row) == ["8"]


def test_the_button_skips_a_blank_row_and_clears_any_other(
    row: ScoreRow, chosen: list[tuple[str, object]]
) -> None:
    assert row.skip_button.accessibleName() == "Skip Pain on average"
    row.skip_button.click()
    assert row.skip_button.accessibleName() == "Clear Pain on average"
    row.skip_button.click()
    assert [value for _, value in chosen] == [SKIPPED, None]


def test_a_cell_is_a_named_radio_button(row: ScoreRow) -> None:
    row.show_score(6.0)
    heard = QAccessible.queryAccessibleInterface(cell(row, 6))
    assert heard.role() == QAccessible.Role.RadioButton
    assert heard.text(QAccessible.Text.Name) == "Pain on average: 6, shoes hurt, can cook"
    assert heard.state().checked
    other = QAccessible.queryAccessibleInterface(cell(row, 5))
    assert not other.state().checked


def test_the_row_is_a_group_that_says_yesterdays_score(row: ScoreRow) -> None:
    row.show_day_before(5.0, "yesterday 5")
    heard = QAccessible.queryAccessibleInterface(row)
    assert heard.role() == QAccessible.Role.Grouping
    assert heard.text(QAccessible.Text.Name) == "Pain on average"
    assert heard.text(QAccessible.Text.Description) == "yesterday 5"


@pytest.mark.parametrize("score", [None, SKIPPED])
def test_a_day_before_without_a_number_has_no_dot(row: ScoreRow, score: Score | None) -> None:
    row.show_day_before(score, "yesterday")
    assert row.day_before is None
    assert row.accessibleDescription() == ""


def test_yesterdays_dot_is_never_a_preset(row: ScoreRow, chosen: list[tuple[str, object]]) -> None:
    row.show_day_before(5.0, "yesterday 5")
    assert row.score is None
    assert checked(row) == []
    assert chosen == []


def test_own_words_of_the_chosen_number_stand_under_the_name(row: ScoreRow) -> None:
    row.show_score(6.0)
    assert row.label.hint_label.text() == "“shoes hurt, can cook”"
    row.show_score(5.0)
    assert row.label.hint_label.text() == "in your own words"


def test_an_undo_takes_the_keyboard_to_the_number_that_is_back(row: ScoreRow) -> None:
    row.show_score(3.0)
    row.enter()
    row.show_score(9.0)
    assert cell(row, 9).hasFocus()


def test_tab_enters_at_the_chosen_number_or_the_first(row: ScoreRow) -> None:
    def ways_in() -> list[str]:
        strong = Qt.FocusPolicy.StrongFocus
        return [c.words for c in row.cells.cells if c.focusPolicy() == strong]

    assert ways_in() == ["0"]
    row.show_score(9.0)
    assert ways_in() == ["9"]
    row.show_score(None)
    assert ways_in() == ["0"]


def test_the_ring_follows_the_keyboard_and_not_the_mouse(row: ScoreRow) -> None:
    ring = row.findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    QTest.mouseClick(cell(row, 3), Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
    press(Qt.Key.Key_Right)
    assert ring.isVisible()
    assert ring.geometry().center() == cell(row, 4).geometry().center()


def test_cells_are_as_large_as_designed(row: ScoreRow) -> None:
    assert {(c.width(), c.height()) for c in row.cells.cells} == {(48, 44)}
    assert row.heightForWidth(832) == 60
    assert row.skip_button.width() >= 44
    assert row.skip_button.height() >= 44


@settings(deadline=None, max_examples=200)
@given(room=st.integers(508, 2400), button=st.integers(44, 120))
def test_no_width_squeezes_a_number_or_lets_parts_overlap(room: int, button: int) -> None:
    width = room + button
    measures = score_row_measures(width, button)
    assert measures.cell >= 44
    assert measures.strip_x + measures.strip_width + button <= width
    if not measures.stacked:
        assert measures.label <= measures.strip_x


def test_a_narrow_row_puts_its_name_above_its_numbers(qtbot: QtBot) -> None:
    narrow = ScoreRow(PAIN)
    qtbot.addWidget(narrow)
    narrow.resize(560, narrow.heightForWidth(560))
    narrow.show()
    assert narrow.cells.geometry().top() >= narrow.label.geometry().bottom()
    assert narrow.rect().contains(narrow.cells.geometry())
    assert narrow.rect().contains(narrow.skip_button.geometry())
    assert narrow.skip_button.geometry().left() > narrow.cells.geometry().right()


def test_the_ring_does_not_cut_the_word_that_it_is_around(row: ScoreRow) -> None:
    def ink() -> int:
        picture = row.skip_button.grab().toImage()
        every = product(range(picture.width()), range(picture.height()))
        return sum(picture.pixelColor(x, y) == colour("accent") for x, y in every)

    row.activateWindow()
    before = ink()
    row.skip_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert row.skip_button.hasFocus()
    assert ink() == before > 0
