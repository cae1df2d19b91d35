"""A button that opens and folds what stands beneath it, and tells screen readers which it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleStateChangeEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from fibrojournal.ui.icons import icon_pixmap
from fibrojournal.ui.theme import colour, px

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface, QKeyEvent, QPaintEvent

_SIGN = 20
"""Width of the sign, in pixels at 100 %."""

_ROOM = 28
"""Room that is kept free for the sign."""

_INSET = 4
"""Between the edge, where the focus is marked, and the words."""

_AIR = 7
"""Above and beneath the words: the row is at least 32 high."""


class DisclosureButton(QAbstractButton):
    """A row with a sign at its end; a press asks for the other state by `clicked`.

    Args:
        words: What the row shows; the mouse goes through it.
        is_open: Whether what it opens is shown at first.
        parent: The card.
    """

    def __init__(
        self, words: QWidget, *, is_open: bool = False, parent: QWidget | None = None
    ) -> None:
        _tell_states()
        super().__init__(parent)
        self._is_open = is_open
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(_AIR), 0, px(_AIR))
        row.setSpacing(0)
        row.addSpacing(px(_INSET))  # margins would not change sides with the language
        row.addWidget(words, 1)
        row.addSpacing(px(_ROOM))
        # Other buttons are never narrower than their words on one line; these wrap.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def is_open(self) -> bool:
        """Whether what it opens is shown."""
        return self._is_open

    def set_open(self, *, is_open: bool) -> None:
        """Show, and tell, whether what it opens is shown; emits nothing."""
        if is_open == self._is_open:
            return
        self._is_open = is_open
        self.update()
        altered = QAccessible.State()
        altered.expanded = altered.collapsed = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, altered))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign, the ground under the mouse and the ring of the keyboard."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            # In high contrast the ground is as black as the card, so the outline tells.
            outlined = colour("hover") == colour("card")
            painter.setPen(QPen(colour("ink"), 1) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            inset = 0.5 if outlined else 0
            ground = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ground, px(8), px(8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))
        self._paint_sign(painter)

    def _paint_sign(self, painter: QPainter) -> None:
        size = px(_SIGN)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = px(_ROOM) / 2
        painter.translate(
            QPointF(middle if mirrored else self.width() - middle, min(self.height(), px(34)) / 2)
        )
        if self._is_open:
            painter.rotate(180)
        painter.drawPixmap(
            QPointF(-size / 2, -size / 2),
            icon_pixmap("chevron_down", colour("quiet"), size, self.devicePixelRatioF()),
        )


class _SpokenDisclosure(QAccessibleWidget):
    """What assistive technology is told: a button that can be pressed, open or folded."""

    def __init__(self, button: DisclosureButton) -> None:
        super().__init__(button, QAccessible.Role.Button)

    def _button(self) -> DisclosureButton:
        button = self.object()
        assert isinstance(button, DisclosureButton)  # noqa: S101 - made for these alone
        return button

    def state(self) -> QAccessible.State:
        """Return Qt's states with what Qt has no widget for."""
        told = super().state()
        is_open = self._button().is_open
        told.expandable = True
        told.expanded = is_open
        told.collapsed = not is_open
        return told

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt calls it
        """Return what can be done with it."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt calls it
        """Do it."""
        if name == QAccessibleActionInterface.pressAction():
            self._button().click()
        else:
            super().doAction(name)


def _interface(_kind: str, told: QObject) -> QAccessibleInterface | None:
    return _SpokenDisclosure(told) if isinstance(told, DisclosureButton) else None


@cache
def _tell_states() -> None:
    """Let Qt ask `_interface` first, from the first such button on."""
    QAccessible.installFactory(_interface)
