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
        self._answer = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(px(32), px(6), px(32), px(6))
        row.setSpacing(px(16))
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, words: str, action: str = "", answer: str = "") -> None:
        """Show a sentence and, where something can be done, a button; "" hides the band.

        Args:
            words: The sentence.
            action: The words on the button; "" = no button.
            answer: What `answered` calls a click on it.
        """
        say_in(self.label, words)
        self._answer = answer
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(words))

    @Slot()
    def _on_clicked(self) -> None:
        self.answered.emit(self._answer)
