"""Says that a day was the same as the one before, where somebody says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label


class SameLine(QWidget):
    """A button that takes over the numbers of the day before, and what it has done.

    Args:
        parent: The card.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.setProperty("tall", True)
        self.label = wrapped_label("", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(8), 0, px(4))
        row.setSpacing(px(12))
        row.addWidget(self.button)
        row.addWidget(self.label, 1)
        row.addStretch(0)
        self.button.clicked.connect(self.clicked)
        self.show_title(is_today=True)
        self.show_state(is_offered=False, is_same=False)

    def show_title(self, *, is_today: bool) -> None:
        """Speak of yesterday, or of the day before that day."""
        self.button.setText(tr("Same as yesterday") if is_today else tr("Same as the day before"))

    def show_state(self, *, is_offered: bool, is_same: bool) -> None:
        """Offer the button, or say that it was pressed; neither hides the line.

        Args:
            is_offered: There are numbers that can be taken over.
            is_same: They were taken over.
        """
        self.button.setVisible(is_offered and not is_same)
        words = ""
        if is_same:
            words = tr("You said that this day was the same as the one before.")
        elif is_offered:
            words = tr("Takes over the numbers where this day is blank.")
        say_in(self.label, words)
        self.setVisible(is_offered or is_same)
