"""A line of text of which some words stand out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from fibrojournal.ui.theme import colour, px

if TYPE_CHECKING:
    from collections.abc import Iterable

PartStyle = Literal["section", "strong", "body", "quiet"]


class RichLine(QLabel):
    """Words in several styles that wrap like one sentence; what is written is never HTML."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._words = ""

    @property
    def words(self) -> str:
        """The line as plain text."""
        return self._words

    def show_parts(self, parts: Iterable[tuple[str, PartStyle]]) -> None:
        """Write these parts one after the other; blanks between them are kept."""
        parts = tuple(parts)
        self._words = "".join(text for text, _ in parts)
        self.setText("".join(self._span(text, style) for text, style in parts))
        self.setAccessibleName(" ".join(self._words.split()))

    def _span(self, text: str, style: PartStyle) -> str:
        looks = {
            "section": f"font-size: {px(17)}px; font-weight: 600;",
            "strong": "font-weight: 600;",
            "body": "",
            "quiet": f"color: {colour('quiet').name()};",
        }[style]
        written = escape(text).replace("  ", "&nbsp; ")
        return f'<span style="{looks}">{written}</span>'
