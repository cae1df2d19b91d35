"""Says that the day has turned while somebody was typing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label


class NewDayLine(QWidget):
    """A quiet line with the way to today; hidden at first."""

    today_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = text_label(tr("It is a new day."), "quiet")
        self.today_button = QPushButton(tr("Go to today"))
        self.today_button.setProperty("link", True)
        self.today_button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.label)
        row.addWidget(self.today_button)
        row.addStretch(1)
        self.today_button.clicked.connect(self.today_clicked)
        self.hide()
