"""The card of Settings from which everything can be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from fibrojournal.i18n import tr
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.setting_row import SettingRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class DeleteEverythingCard(Card):
    """One sentence and one button; the dialog behind it asks twice.

    Args:
        parent: The page.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Delete everything"), parent)
        self.delete_button = QPushButton(tr("Delete…"))
        self.delete_button.setAccessibleName(tr("Delete all that FibroJournal keeps here"))
        self.delete_button.clicked.connect(self.asked)
        self.row = SettingRow(self.delete_button)
        self.rows.addWidget(self.row)
        self.show_example(is_example=False)

    def show_example(self, *, is_example: bool) -> None:
        """Offer it for a journal of one's own only; the example is gone with its window."""
        self.delete_button.setHidden(is_example)
        if is_example:
            self.row.say(tr("The example journal is gone by itself when you close it."))
        else:
            self.row.say(
                tr("Your journal, its backups, the settings and the log."),
                tr("You are asked twice."),
            )
