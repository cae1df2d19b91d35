"""What the window shows in place of the pages when the journal cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.centred_card import centre_card
from fibrojournal.ui.widgets.flow_row import FlowRow

if TYPE_CHECKING:
    from fibrojournal.errors import JournalError


class ProblemView(QWidget):
    """Says calmly what happened, what is safe and what can be done.

    Args:
        error: Message and remedy.
        can_be_made: There is no file at the place, and a new journal can be made there.
        can_be_restored: There are backups of this journal.
        retry_words: The words on the button that goes ahead; "" = "Try again".
        parent: The window.
    """

    restore_wanted = Signal()
    retry_wanted = Signal()
    new_wanted = Signal()
    other_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        error: JournalError,
        *,
        can_be_made: bool = False,
        can_be_restored: bool = False,
        retry_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._build_buttons(can_be_made=can_be_made, can_be_restored=can_be_restored)
        if retry_words:
            self.retry_button.setText(retry_words)
        card = Card()
        message = text_label(error.message, "section")
        remedy = text_label(error.remedy)
        for label in (message, remedy):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.rows.addWidget(label)
        card.setAccessibleName(error.message)
        card.setAccessibleDescription(error.remedy)
        buttons = FlowRow()
        buttons.show_parts(self._offered)
        card.rows.addSpacing(px(12))
        card.rows.addWidget(buttons)
        centre_card(self, card, width=720)

    def _build_buttons(self, *, can_be_made: bool, can_be_restored: bool) -> None:
        self.retry_button = QPushButton(tr("Try again"))
        self.retry_button.setProperty("primary", True)
        self.retry_button.clicked.connect(self.retry_wanted)
        self.restore_button = QPushButton(tr("Restore a backup…"), self)
        self.restore_button.hide()
        self.restore_button.clicked.connect(self.restore_wanted)
        self.new_button = QPushButton(tr("Make a new journal here"), self)
        self.new_button.hide()
        self.new_button.clicked.connect(self.new_wanted)
        self.other_button = QPushButton(tr("Choose another journal…"))
        self.other_button.clicked.connect(self.other_wanted)
        self.quit_button = QPushButton(tr("Quit"))
        self.quit_button.clicked.connect(self.quit_wanted)
        self._offered = [
            self.retry_button,
            *([self.restore_button] if can_be_restored else []),
            *([self.new_button] if can_be_made else []),
            self.other_button,
            self.quit_button,
        ]
