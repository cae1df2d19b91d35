"""The card of Settings for the reminder to write about today."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.settings import REMINDER_TIMES
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.setting_row import HintedControl, SettingRow, question_row

if TYPE_CHECKING:
    from fibrojournal.i18n import Formatter


class RemindersCard(Card):
    """Whether there is a reminder, from which time on, and the end of a pause.

    Args:
        formatter: Writes times.
        parent: The page.
    """

    choice_made = Signal(dict)
    resuming_asked = Signal()

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reminders"), parent)
        self.on_box = QCheckBox(tr("Remind me while today is blank"))
        self.on_row = HintedControl(self.on_box)
        self.on_row.say(
            tr(
                "Once a day, a line at the top of this window. It names nothing about health. "
                "Nothing is shown while the window is closed, locked or hidden."
            )
        )
        question = tr("From this time on")
        self.time_box = ChoiceBox(
            (formatter.clock(time.fromisoformat(at)), at) for at in REMINDER_TIMES
        )
        self.time_row = HintedControl(
            self.time_box, question_row(question, self.time_box), question=question
        )
        self.time_row.say(tr("Until something is written, or until you answer the line."))
        self.resume_button = QPushButton(tr("End the pause"))
        self.pause_row = SettingRow(self.resume_button)
        self.pause_row.hide()
        self.on_box.toggled.connect(self._on_toggled)
        self.time_box.currentIndexChanged.connect(self._on_time_chosen)
        self.resume_button.clicked.connect(self.resuming_asked)
        self.rows.setSpacing(px(12))
        for part in (self.on_row, self.time_row, self.pause_row):
            self.rows.addWidget(part)

    def show_choices(self, *, is_on: bool, at: str, paused_until: str) -> None:
        """Show what is in force; emits nothing.

        Args:
            is_on: There is a reminder.
            at: Time of the day from which on it is shown, one of `REMINDER_TIMES`.
            paused_until: The day on which it begins again, in words; "" = it is not paused.
        """
        blocked = [QSignalBlocker(box) for box in (self.on_box, self.time_box)]
        self.on_box.setChecked(is_on)
        self.time_box.choose(at)
        for blocker in blocked:
            blocker.unblock()
        self.time_box.setEnabled(is_on)
        self.pause_row.say(tr("Paused."), tr("It begins again on {day}.").format(day=paused_until))
        self.pause_row.setVisible(is_on and bool(paused_until))

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.choice_made.emit({"reminds": is_on})

    @Slot()
    def _on_time_chosen(self) -> None:
        self.choice_made.emit({"reminder_at": self.time_box.value})
