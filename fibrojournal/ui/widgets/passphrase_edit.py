"""A line for what shall not be read over a shoulder, and what it says about a new passphrase."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from fibrojournal.i18n import tr

_STEADY: Final = 8
_STRONG: Final = 14
"""Signs that count, from which a passphrase is hard, and very hard, to guess by trial."""

_FIRST_GUESSES: Final = ("password", "passwort", "passphrase", "qwerty", "letmein", "fibro")


class PassphraseEdit(QLineEdit):
    """Shows dots until it is told to show what was typed; suggests and learns nothing.

    Args:
        name: What a screen reader calls it.
        parent: The form.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.show_typed(shown=False)

    def show_typed(self, *, shown: bool) -> None:
        """Show what is typed, or dots."""
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(echo)
        # After the echo, which sets hints of its own.
        hints = (
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        if not shown:
            hints |= Qt.InputMethodHint.ImhHiddenText
        self.setInputMethodHints(hints)

    def forget(self) -> None:
        """Drop what was typed; `clear` would leave it for Undo to bring back."""
        self.setText("")


def strength_words(passphrase: str) -> str:
    """Say in a sentence how easily a new passphrase is guessed; "" = nothing is typed.

    It is a hint: any passphrase is taken.
    """
    if not passphrase:
        return ""
    signs = _signs_that_count(passphrase)
    if signs < _STEADY:
        return tr("Quick to guess. One or two words more make it much harder.")
    if signs < _STRONG:
        return tr("Takes a while to guess. Another word makes it harder.")
    return tr("Hard to guess.")


def _signs_that_count(passphrase: str) -> int:
    """Count what somebody who guesses has to guess, roughly.

    A sign that repeats the one before it or follows it in the alphabet adds nothing, a first
    guess of everybody's counts as one sign, and digits alone count half.
    """
    text = passphrase.casefold()
    for guess in _FIRST_GUESSES:
        text = text.replace(guess, "\0")
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    signs = 1 + sum(abs(step) > 1 for step in steps)
    return signs // 2 if text.strip("0123456789-. ") == "" else signs
