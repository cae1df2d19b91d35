"""A label whose text goes on in the next line where the width ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.ui.theme import text_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from fibrojournal.ui.theme import TextStyle


def wrapped_label(text: str = "", style: TextStyle = "body") -> QLabel:
    """Make a label that wraps; like `text_label`, it never reads its text as HTML."""
    label = text_label(text, style)
    label.setWordWrap(True)
    return label


def say_in(label: QLabel, words: str) -> None:
    """Show words that a screen reader hears, too; "" hides the label."""
    label.setText(words)
    label.setAccessibleName(words)
    label.setVisible(bool(words))
