"""A card that stands where a list or chart will be: one sentence and one button in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fibrojournal.ui.widgets.card import Card

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QPushButton


def lone_card(label: QLabel, button: QPushButton) -> Card:
    """Make a card with one sentence, which wraps, and one button."""
    card = Card()
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    card.rows.addStretch(1)
    card.rows.addWidget(label)
    card.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    card.rows.addStretch(1)
    return card
