"""A strip over the pages that says something about the whole journal, with what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label


class NoticeBand(QWidget):
    """Says one sentence; hidden while there is nothing to say.

    Args:
        parent: The frame of the window.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBand")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = wrapped_label("", "strong")
        self.button = QPushButton()
        self.button.clicked.connect(self._on_clicked)
        self.later_button = QPushButton()
        self.later_button.setProperty("link", True)
        self.later_button.clicked.connect(self.hide)
        self._said = ("", "", "", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(32), px(6), px(32), px(6))
        row.setSpacing(px(16))
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        row.addWidget(self.later_button)
        self.hide()

    def say(self, words: str, action: str = "", answer: str = "", later: str = "") -> None:
        """Show a sentence and, where something can be done, a button; "" hides the band.

        Args:
            words: The sentence.
            action: The words on the button; "" = no button.
            answer: What `answered` calls a click on it.
            later: The words on a button that only hides the band; "" = no such button.
        """
        self._said = (words, action, answer, later)
        say_in(self.label, words)
        for button, text in ((self.button, action), (self.later_button, later)):
            button.setText(text)
            button.setVisible(bool(text))
        self.setVisible(bool(words))

    def go_on_from(self, before: NoticeBand) -> None:
        """Say what another band says, unless that was put off."""
        if not before.isHidden():
            self.say(*before._said)

    def withdraw(self, answer: str) -> None:
        """Hide what asks for this answer; anything else stays."""
        if self._said[2] == answer:
            self.say("")

    @Slot()
    def _on_clicked(self) -> None:
        self.answered.emit(self._said[2])
