"""The card of Settings that leads to what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from fibrojournal.i18n import tr
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.setting_row import SettingRow
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class HistoryCard(Card):
    """Says how long things are kept, with the way to them.

    Args:
        parent: The page.
    """

    trash_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("History"), parent)
        self.trash_button = QPushButton(tr("Show…"))
        self.trash_button.setAccessibleName(tr("Show what was deleted in the last 30 days"))
        self.trash_row = SettingRow(self.trash_button)
        self.trash_row.say(
            tr("What you delete can be brought back for 30 days."),
            tr("Days, medicines, events and whatever else you took out of the journal."),
        )
        self.versions_label = wrapped_label(
            tr(
                "What a day said before stays with it. “Earlier versions of this day” in the menu "
                "“Edit” shows it on Today."
            ),
            "caption",
        )
        self.rows.addWidget(self.trash_row)
        self.rows.addWidget(self.versions_label)
        self.trash_button.clicked.connect(self.trash_asked)
