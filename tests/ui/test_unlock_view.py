from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from fibrojournal.ui.widgets.unlock_view import (
    WAITS_S,
    UnlockView,
    keyboard_language,
    tells_caps_lock,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot, freed: Callable[[QWidget], None]) -> UnlockView:
    made = UnlockView()
    qtbot.addWidget(made)
    freed(made)
    made.show()
    return made


def test_enter_hands_over_what_was_typed(qtbot: QtBot, view: UnlockView) -> None:
    QTest.keyClicks(view.edit, "mole hill")
    with qtbot.waitSignal(view.passphrase_given) as given:
        QTest.keyClick(view.edit, Qt.Key.Key_Return)
    assert given.args == ["mole hill"]


def test_nothing_typed_is_said_and_not_tried(qtbot: QtBot, view: UnlockView) -> None:
    with qtbot.assertNotEmitted(view.passphrase_given):
        view.unlock_button.click()
    assert "Type the passphrase" in view.field.problem


def test_what_is_typed_can_be_shown(view: UnlockView) -> None:
    assert view.edit.echoMode() == QLineEdit.EchoMode.Password
    view.show_box.click()
    assert view.edit.echoMode() == QLineEdit.EchoMode.Normal


def test_the_recovery_code_is_asked_for_and_escape_goes_back(
    qtbot: QtBot, view: UnlockView
) -> None:
    view.code_button.click()
    QTest.keyClicks(view.edit, "ABCD-EFGH")
    with qtbot.waitSignal(view.code_given) as given:
        view.unlock_button.click()
    assert given.args == ["ABCD-EFGH"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.asks_for_code
    assert view.edit.text() == ""


def test_while_it_is_opened_nothing_else_can_be_done(view: UnlockView) -> None:
    view.show_busy()
    assert view.bar.isVisible()
    assert not view.unlock_button.isEnabled()
    assert not view.edit.isEnabled()
    assert view.quit_button.isEnabled()


def test_refusals_wait_longer_and_never_lock_out(view: UnlockView) -> None:
    waits = []
    for _ in range(len(WAITS_S) + 3):
        view.refuse("No.")
        seconds = 0
        while not view.unlock_button.isEnabled():
            assert "try again in" in view.wait_label.text()
            view._countdown.timeout.emit()
            seconds += 1
        waits.append(seconds)
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]


def test_nothing_is_tried_before_the_wait_is_over(qtbot: QtBot, view: UnlockView) -> None:
    for _ in range(4):
        view.refuse("No.")
    QTest.keyClicks(view.edit, "mole")
    with qtbot.assertNotEmitted(view.passphrase_given):
        QTest.keyClick(view.edit, Qt.Key.Key_Return)


def test_a_view_that_is_hidden_forgets_what_was_typed(view: UnlockView) -> None:
    QTest.keyClicks(view.edit, "mole")
    view.hide()
    assert view.edit.text() == ""


def test_undo_brings_nothing_back_that_was_forgotten(view: UnlockView) -> None:
    view.show_box.click()
    QTest.keyClicks(view.edit, "mole")
    view.hide()
    view.show()
    view.edit.undo()
    assert view.edit.text() == ""
    QTest.keyClicks(view.edit, "mole")
    view.code_button.click()
    view.edit.undo()
    assert view.edit.text() == ""


def test_it_says_that_nobody_else_can_open_it(view: UnlockView) -> None:
    words = " ".join(label.text() for label in view.findChildren(QLabel))
    assert "Nobody can open it without one of the two, not even us." in words


@pytest.mark.parametrize(
    ("letter", "shift", "is_on"),
    [
        ("A", False, True),
        ("a", False, False),
        ("A", True, False),
        ("a", True, True),
        ("Ä", False, True),
        ("1", False, None),
        ("", False, None),
    ],
)
def test_a_letter_shows_whether_caps_lock_is_on(
    letter: str, *, shift: bool, is_on: bool | None
) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, modifiers, letter)
    assert tells_caps_lock(event) is is_on


def test_caps_lock_is_said_as_soon_as_a_letter_shows_it(view: UnlockView) -> None:
    assert "look whether" in view.hint_label.text()
    view.edit.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, "M")
    QApplication.sendEvent(view.edit, event)
    assert view.hint_label.text().startswith("Caps Lock is on.")


def test_the_language_of_the_keyboard_is_said_only_where_it_is_known() -> None:
    assert keyboard_language("linux") == ""
    assert (
        keyboard_language("win32") == QGuiApplication.inputMethod().locale().nativeLanguageName()
    )


def test_a_fresh_view_lets_nobody_try_sooner(qtbot: QtBot, view: UnlockView) -> None:
    for _ in range(6):
        view.refuse("No.")
    fresh = UnlockView()
    qtbot.addWidget(fresh)
    fresh.go_on_from(view)
    assert not fresh.unlock_button.isEnabled()
    assert "4 seconds" in fresh.wait_label.text()


def test_what_is_kept_can_neither_be_passed_by_nor_replaced(
    qtbot: QtBot, view: UnlockView
) -> None:
    view.keep("The disk is full.")
    assert view.kept_label.text().startswith("The disk is full. What you wrote last")
    assert not view.code_button.isVisible()
    assert not view.other_button.isVisible()
    with qtbot.waitSignal(view.try_again_wanted):
        view.try_again_button.click()
