"""Sees keys, mouse and touches of every window of the program before the window does.

The windows are watched, not the application: that would let every single event, paints and
layouts too, pass through Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # all that is left of a key that is a shortcut
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class InputWatch(QObject):
    """Tells of every touch, and of keys that must be heard in dialogs and menus too.

    `holds_back` lets no touch through to the windows: a lock is about to come.

    A shortcut of the main window is not heard while a dialog or a menu is open; the keys that
    hide and lock have to be.

    Args:
        hide_keys: Hide the window.
        lock_keys: Lock the journal.
        parent: Its owner.
    """

    touched = Signal()
    hide_keys_hit = Signal()
    lock_keys_hit = Signal()

    def __init__(
        self,
        hide_keys: Sequence[QKeySequence],
        lock_keys: Sequence[QKeySequence],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.holds_back = False
        self.set_hide_keys(hide_keys)
        self._lock_keys = frozenset(key.toString() for key in lock_keys)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there are windows
        application.focusWindowChanged.connect(self._on_focus_window_changed)
        self._on_focus_window_changed(QGuiApplication.focusWindow())

    def set_hide_keys(self, keys: Sequence[QKeySequence]) -> None:
        """Listen for other keys that hide the window."""
        self._hide_keys = frozenset(key.toString() for key in keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a touch; hold back only the keys that are heard here."""
        if event.type() in _TOUCHES:
            self.touched.emit()
            if self.holds_back:
                return True
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._is_taken(event)
        return super().eventFilter(watched, event)

    def _is_taken(self, event: QKeyEvent) -> bool:
        keys = QKeySequence(event.keyCombination()).toString()
        for wanted, signal in (
            (self._hide_keys, self.hide_keys_hit),
            (self._lock_keys, self.lock_keys_hit),
        ):
            if keys in wanted:
                if not event.isAutoRepeat():
                    signal.emit()
                return True
        return False

    @Slot(QWindow)
    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time changes nothing
