"""The fixed sentence that stands in a form when a dose is lowered or stopped."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fibrojournal.ui.theme import px, text_label


class Advice(QFrame):
    """A quiet sheet with one sentence; it never keeps anybody from saving."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._label = text_label("", "body")
        self._label.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(16), px(12), px(16), px(12))
        rows.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; "" = none."""
        return self._label.text()

    def say(self, sentence: str) -> None:
        """Show the sentence; "" hides the sheet."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
