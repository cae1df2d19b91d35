"""A quiet line over the pages: today is blank. It says nothing that strangers may not read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

WRITE: Final = "write"
LATER: Final = "later"
CLOSE: Final = "close"
PAUSE: Final = "pause"
"""What `answered` calls a click on each of the buttons."""

_LEAST = 160
"""Narrowest sentence before the buttons go beneath it, in pixels at 100 %."""


class ReminderBand(QWidget):
    """One sentence and its answers; hidden at first. It takes no keyboard from anybody.

    Args:
        parent: The frame of the window.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reminderBand")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = wrapped_label()
        self._answers: dict[QPushButton, str] = {}
        self.write_button = self._button(tr("Write today"), WRITE)
        self.later_button = self._button(tr("Later"), LATER, tr("This line is back in an hour."))
        self.not_today_button = self._button(
            tr("Not today"), CLOSE, tr("This line is away until tomorrow.")
        )
        self.not_this_week_button = self._button(
            tr("Not this week"), PAUSE, tr("This line is away for seven days.")
        )
        buttons = FlowRow(gap=16)
        buttons.show_parts(list(self._answers))
        self._buttons = buttons
        row = QHBoxLayout(self)
        row.setContentsMargins(px(32), px(6), px(32), px(6))
        row.addWidget(BendingRow(self.label, buttons, least=_LEAST))
        self.hide()

    def remind(self, *, can_wait: bool) -> None:
        """Show the line, which a screen reader then hears; one that is shown goes on.

        Args:
            can_wait: It may be put off for an hour.
        """
        if self.later_button.isHidden() == can_wait:
            self.later_button.setVisible(can_wait)
            self._buttons.rearrange()
        if self.isHidden():
            self.show()
            say_in(self.label, tr("Today is still blank."))

    def put_away(self) -> None:
        """Hide the line, and its words too, so that they are heard when it is back."""
        self.hide()
        say_in(self.label, "")

    def _button(self, words: str, answer: str, meaning: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setProperty("link", bool(meaning))
        button.setToolTip(meaning)
        button.setAccessibleDescription(meaning)
        button.clicked.connect(self._on_clicked)
        self._answers[button] = answer
        return button

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.answered.emit(self._answers[button])
