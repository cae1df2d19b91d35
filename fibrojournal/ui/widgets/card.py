"""A card: a white sheet with one hairline on which related things stand together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fibrojournal.ui.theme import px, text_label


class Card(QFrame):
    """A titled sheet; `head` is the title's row, `rows` what stands beneath it.

    Args:
        title: Section title; "" = no title row.
        parent: The page.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(px(23), px(15), px(23), px(19))
        self.rows.setSpacing(px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(px(12))
        self.title_label = text_label(title, "section")
        if title:
            self.head.addWidget(self.title_label)
            self.rows.addLayout(self.head)
            self.setAccessibleName(title)


def hairline(parent: QWidget | None = None) -> QFrame:
    """Make a line that parts two groups within a card."""
    line = QFrame(parent)
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
