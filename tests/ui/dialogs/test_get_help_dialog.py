from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fibrojournal.domain.facts import load_get_help
from fibrojournal.ui.dialogs.get_help_dialog import GetHelpDialog
from fibrojournal.ui.dialogs.help_numbers_dialog import HelpNumbersDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def numbers(parent: QWidget) -> HelpNumbersDialog:
    dialog = HelpNumbersDialog("112", "", parent)
    dialog.open()
    return dialog


def test_it_says_every_word_that_was_weighed(parent: QWidget) -> None:
    dialog = GetHelpDialog(parent=parent)
    told = load_get_help()
    for words in (told.heading, *(step.words for step in told.steps)):
        assert words in dialog.words
    for sign in (sign for step in told.steps for sign in step.signs):
        assert sign in dialog.words.splitlines()


def test_without_numbers_of_ones_own_nothing_stands_in_their_place(parent: QWidget) -> None:
    dialog = GetHelpDialog(parent=parent)
    dialog.open()
    assert (dialog.own_words("emergency"), dialog.own_words("crisis")) == ("", "")


def test_ones_own_numbers_stand_beneath_their_steps(parent: QWidget) -> None:
    dialog = GetHelpDialog("112", "116 123", parent)
    assert dialog.own_words("emergency") == "Your number: 112"
    assert dialog.own_words("crisis") == "Your number: 116 123"


def test_a_number_is_shown_and_told_once_it_is_saved(qtbot: QtBot, parent: QWidget) -> None:
    dialog = GetHelpDialog("112", parent=parent)
    dialog.open()
    dialog.numbers_button.click()
    form = dialog.findChild(HelpNumbersDialog)
    assert form is not None
    QTest.keyClicks(form.help_edit, "988")
    with qtbot.waitSignal(dialog.numbers_entered) as told:
        form.save_button.click()
    assert told.args == ["112", "988"]
    assert dialog.own_words("crisis") == "Your number: 988"


def test_no_word_can_be_typed_as_a_number(numbers: HelpNumbersDialog) -> None:
    QTest.keyClicks(numbers.help_edit, "therapist")
    assert numbers.help_edit.text() == ""


def test_a_word_that_was_pasted_is_not_kept(qtbot: QtBot, numbers: HelpNumbersDialog) -> None:
    numbers.help_edit.setText("my therapist")
    with qtbot.assertNotEmitted(numbers.numbers_entered):
        numbers.save_button.click()
    assert numbers.isVisible()
