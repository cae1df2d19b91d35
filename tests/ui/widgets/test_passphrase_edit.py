from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from fibrojournal.ui.widgets.passphrase_edit import PassphraseEdit, strength_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_is_typed_is_hidden_until_it_is_asked_for(qtbot: QtBot) -> None:
    edit = PassphraseEdit("Passphrase")
    qtbot.addWidget(edit)
    edit.setText("blue kettle")
    assert edit.displayText() != "blue kettle"
    edit.show_typed(shown=True)
    assert edit.displayText() == "blue kettle"
    edit.show_typed(shown=False)
    assert edit.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize("shown", [True, False])
def test_no_keyboard_learns_what_is_typed(qtbot: QtBot, *, shown: bool) -> None:
    edit = PassphraseEdit("Passphrase")
    qtbot.addWidget(edit)
    edit.show_typed(shown=shown)
    asked = edit.inputMethodHints()
    for hint in (
        Qt.InputMethodHint.ImhSensitiveData,
        Qt.InputMethodHint.ImhNoPredictiveText,
        Qt.InputMethodHint.ImhNoAutoUppercase,
    ):
        assert asked & hint
    assert bool(asked & Qt.InputMethodHint.ImhHiddenText) is not shown


@pytest.mark.parametrize(
    "passphrase",
    ["a", "1234567890", "passwordpassword", "aaaaaaaaaaaaaaaa", "abcdefghijkl", "12 11 1975"],
)
def test_what_everybody_tries_first_is_quick_to_guess(passphrase: str) -> None:
    assert strength_words(passphrase).startswith("Quick to guess")


def test_more_words_are_harder_to_guess() -> None:
    assert strength_words("") == ""
    assert strength_words("kettle of 7").startswith("Takes a while")
    assert strength_words("blue kettle on the roof") == "Hard to guess."
    assert strength_words("Äpfel süß über Köln") == "Hard to guess."
