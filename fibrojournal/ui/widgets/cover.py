"""A blank sheet over the whole window, for when somebody looks over a shoulder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent


class Cover(QWidget):
    """Covers its window in one colour; any key or click takes it away.

    Args:
        window: What is covered; the cover follows its size.
    """

    uncovered = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Hidden. Press any key to show the window."))
        self.hide()
        window.installEventFilter(self)

    def cover(self) -> None:
        """Lie over the window, at once."""
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()
        self.setFocus()
        self.repaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give way to any key but one that only modifies others."""
        if event.key() not in {
            Qt.Key.Key_Shift,
            Qt.Key.Key_Control,
            Qt.Key.Key_Alt,
            Qt.Key.Key_Meta,
            Qt.Key.Key_CapsLock,
        }:
            self._uncover()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Give way to a click."""
        self._uncover()

    def _uncover(self) -> None:
        self.hide()
        self.uncovered.emit()
