"""Says quietly that something on the screen is not in the journal yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label


class UnsavedLine(QWidget):
    """A line at the foot of a card; hidden while everything is saved.

    Args:
        subject: What the card is about, for the screen reader.
        parent: The card.
    """

    try_again_clicked = Signal()

    def __init__(self, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = text_label(tr("Not saved yet. It stays on the screen."), "quiet")
        self.button = QPushButton(tr("Try again"))
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(tr("Try again to save: {subject}").format(subject=subject))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(4), 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.label)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.clicked.connect(self.try_again_clicked)
        self.hide()
