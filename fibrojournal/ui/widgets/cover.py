"""A blank sheet over the whole window, for when somebody looks over a shoulder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QWidget
from shiboken6 import isValid

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONLY_MODIFY: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)
_PRESSES: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Cover(QWidget):
    """Covers its window in one colour; any key or click takes it away.

    What is covered is hidden besides, dialogs too, so that no key, no screen reader and no
    shortcut reaches it; it comes back as it was.

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
        self._is_up = False
        self._hidden: list[QWidget] = []
        self._focused: QWidget | None = None
        self._marked = (0, 0)
        self.hide()

    @property
    def is_up(self) -> bool:
        """Whether the window is covered."""
        return self._is_up

    def cover(self) -> None:
        """Lie over the window, at once."""
        if self._is_up:
            return
        window = self.window()
        self._is_up = True
        self._remember_focus()
        self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self.repaint()
        QToolTip.hideText()
        self._hidden = list(self._shown_besides())
        for widget in self._hidden:
            widget.hide()
        # Now that nothing else happens, every event may pass through here.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # it runs
        self.setFocus()

    def uncover(self) -> None:
        """Show the window again as it was."""
        if not self._is_up:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # it runs
        self._is_up = False
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            if isValid(widget) and not isinstance(widget, QMenu):
                widget.show()
        self.hide()
        self._give_focus_back()
        self.uncovered.emit()

    def _remember_focus(self) -> None:
        self._focused = focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            start = focused.selectionStart()
            self._marked = (focused.cursorPosition(), 0)
            if start >= 0:
                self._marked = (start, focused.selectionLength())

    def _give_focus_back(self) -> None:
        """Move the keyboard to where it was; a dialog that is shown marks all that stands there.

        The next key would take its place.
        """
        focused, self._focused = self._focused, None
        if focused is None or not isValid(focused):
            return
        focused.setFocus()
        if isinstance(focused, QLineEdit):
            start, length = self._marked
            focused.setCursorPosition(start)
            focused.setSelection(start, length)

    def hides(self, widget: QWidget) -> bool:
        """Tell whether a widget would be shown, were it not for the cover."""
        return widget in self._hidden

    def _shown_besides(self) -> Iterator[QWidget]:
        """Yield the other parts of the window, and the other windows of the program."""
        window = self.window()
        for child in window.children():
            if isinstance(child, QWidget) and child is not self and child.isVisible():
                yield child
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible() and other.parent() is not window:
                yield other

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give way to any key and click; keep hidden what would come up meanwhile."""
        if not self.isVisible():  # the window itself was closed
            return super().eventFilter(watched, event)
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() not in _ONLY_MODIFY and not event.isAutoRepeat():
                self.uncover()
            return True
        if kind in _PRESSES:
            self.uncover()
            return True
        if kind == QEvent.Type.Resize and watched is self.window():
            self.setGeometry(self.window().rect())
        elif kind == QEvent.Type.ShowToParent and isinstance(watched, QWidget):
            self._keep_hidden(watched)
        return super().eventFilter(watched, event)

    def _keep_hidden(self, widget: QWidget) -> None:
        if widget is self or widget is self.window():
            return
        if widget.parent() is self.window() or widget.isWindow():
            self._hidden.append(widget)
            widget.hide()
