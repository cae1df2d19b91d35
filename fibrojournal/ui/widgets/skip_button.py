"""The one small button at the end of a row: Skip while it is blank, a cross once it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.icons import icon_pixmap
from fibrojournal.ui.theme import colour, font, px
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

WIDTH: Final = 44
_ICON: Final = 20
_INSET: Final = 2
"""Between the word and the ring, which must not cut it."""


class SkipButton(QPushButton):
    """Skips a blank row or clears one that is not blank.

    Args:
        subject: What the row is about, such as "Fatigue".
        can_skip: Whether "Skip" is offered while blank; if not, the button is hidden then.
        parent: The row.
    """

    skip_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, subject: str, *, can_skip: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = subject
        self._can_skip = can_skip
        self._blank = True
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        keep_place = self.sizePolicy()
        keep_place.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keep_place)
        self.show_blank(blank=True)

    def show_blank(self, *, blank: bool) -> None:
        """Offer Skip for a blank row, the cross for any other."""
        self._blank = blank
        words = tr("Skip {subject}") if blank else tr("Clear {subject}")
        self.setAccessibleName(words.format(subject=self._subject))
        self.setToolTip(tr("Skip (S)") if blank else tr("Clear (Delete)"))
        self.setVisible(self._can_skip or not blank)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that is easy to hit."""
        words = QFontMetrics(font(15)).horizontalAdvance(tr("Skip")) if self._can_skip else 0
        return QSize(max(px(WIDTH), words + 2 * (RING + px(_INSET))), px(WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Return the size itself: the button does not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word or the cross at the far end, without a frame."""
        del event
        painter = QPainter(self)
        inner = self.rect().adjusted(RING, RING, -RING, -RING)
        room = inner.adjusted(px(_INSET), 0, -px(_INSET), 0)
        if self._blank:
            made = font(15)
            made.setUnderline(self.underMouse())
            painter.setFont(made)
            painter.setPen(colour("accent"))
            painter.drawText(room, self._far_end(), tr("Skip"))
        else:
            size = px(_ICON)
            place = QRect(0, (self.height() - size) // 2, size, size)
            if self.isRightToLeft():
                place.moveLeft(room.left())
            else:
                place.moveRight(room.right())
            ink = colour("ink" if self.underMouse() else "quiet")
            painter.drawPixmap(place, icon_pixmap("clear", ink, size, self.devicePixelRatio()))
        if self.hasFocus():
            paint_ring(painter, inner, px(6), colour("card"))

    def _far_end(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    @Slot()
    def _on_clicked(self) -> None:
        if self._blank:
            self.skip_wanted.emit()
        else:
            self.clear_wanted.emit()
