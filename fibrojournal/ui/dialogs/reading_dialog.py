"""What the dialogs have in common that are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.i18n import digits, tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QShowEvent


class ReadingDialog(QDialog):
    """Paragraphs that scroll over a row with Close; the arrow keys scroll them.

    Args:
        title: Window title.
        width: Width at 100 %, in pixels.
        parent: The page.
    """

    def __init__(self, title: str, *, width: int = 560, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._width = px(width)
        self._is_cut = False
        self._paragraphs: list[str] = []
        content = QWidget()
        content.setObjectName("pageBody")
        self.text = QVBoxLayout(content)
        self.text.setContentsMargins(px(24), px(20), px(24), px(12))
        self.text.setSpacing(px(12))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(title)
        self._area.setObjectName("readArea")
        self._area.setWidget(content)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.left_buttons = QHBoxLayout()
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(px(24), px(12), px(24), px(20))
        self.foot.setSpacing(px(8))
        self.foot.addLayout(self.left_buttons)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addLayout(self.foot)

    @property
    def words(self) -> str:
        """Everything that can be read, a paragraph a line."""
        return "\n".join(self._paragraphs)

    def add_paragraph(self, text: str) -> None:
        """Put a paragraph at the end."""
        self.text.addWidget(self._paragraph(text))

    def add_list(self, texts: Iterable[str], *, numbered: bool = False) -> None:
        """Put a list at the end, a line each, with numbers or points before them."""
        rows = QGridLayout()
        rows.setHorizontalSpacing(px(10))
        rows.setVerticalSpacing(px(10))
        rows.setColumnStretch(1, 1)
        for place, text in enumerate(texts):
            mark = text_label(f"{digits(place + 1)}." if numbered else "•", "body")
            rows.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(self._paragraph(text), place, 1)
        self.text.addLayout(rows)

    def show_paragraph(self, label: QLabel) -> None:
        """Scroll to a paragraph that was just written."""
        if self.isVisible():
            self.text.activate()
            self._area.ensureWidgetVisible(label)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the top, and with what the arrow keys are needed for."""
        self.take_height()
        super().showEvent(event)
        (self._area if self._is_cut else self.close_button).setFocus()

    def take_height(self) -> None:
        """Take the room that the text needs, within the screen; beyond that, the text scrolls."""
        for label in self.findChildren(QLabel):
            label.ensurePolished()  # or it is measured in another size than it is shown
        room = self.screen().availableGeometry().size()
        width = min(self._width, room.width() - 32)
        height = self.text.totalHeightForWidth(width) + self.foot.sizeHint().height() + 4
        self.resize(width, min(height, room.height() - 64))
        self._is_cut = self.height() < height
        policy = Qt.FocusPolicy.StrongFocus if self._is_cut else Qt.FocusPolicy.NoFocus
        self._area.setFocusPolicy(policy)

    def _paragraph(self, text: str) -> QLabel:
        self._paragraphs.append(text)
        return wrapped_label(text)
