"""A recovery code to be read and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import colour, px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QPaintEvent

_SIGN_PX = 24
_RADIUS = 10


class CodeView(QFrame):
    """Large signs in groups, for the eye; spelt sign by sign, for the ear.

    Tab stops here. Nothing can be selected: copying is left to the button, which sees to it that
    the copy goes again.

    Args:
        lines: The code, a line of groups each.
        parent: The dialog.
    """

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spelt = ", ".join(" ".join(group) for line in lines for group in line.split("-"))
        self.setAccessibleName(tr("Recovery code: {signs}").format(signs=spelt))
        self.label = QLabel("\n".join(lines))
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(px(_SIGN_PX))
        self.label.setFont(font)
        # The style sheet's font for all widgets would win over `setFont`.
        self.label.setStyleSheet(f'font-family: "{font.family()}"; font-size: {px(_SIGN_PX)}px;')
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[px(16) + RING] * 4)
        rows.addWidget(self.label)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a sheet, and the ring while it has the keyboard."""
        del event
        inner = self.rect().adjusted(RING, RING, -RING, -RING)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("control_line"))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(inner, px(_RADIUS), px(_RADIUS))
        if self.hasFocus():
            paint_ring(painter, inner, px(_RADIUS), colour("paper"))
