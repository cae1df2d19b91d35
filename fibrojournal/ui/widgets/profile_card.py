"""The card of Settings from which the person's own particulars are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from fibrojournal.i18n import tr
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.setting_row import SettingRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ProfileCard(Card):
    """One sentence and one button; what is written is in the journal.

    Args:
        parent: The page.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("About you"), parent)
        self.edit_button = QPushButton(tr("Write…"))
        self.edit_button.setAccessibleName(tr("Write name, conditions, care team"))
        self.edit_button.clicked.connect(self.asked)
        self.row = SettingRow(self.edit_button)
        self.row.say(
            tr("Name, year of birth, conditions, care team."),
            tr("For the report only. All of it may be left blank."),
        )
        self.rows.addWidget(self.row)
