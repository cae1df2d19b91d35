"""Boxes to tick whose words go on in the next line where the width ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MARKED = Qt.TextFlag.TextShowMnemonic
_WRAPPED = _MARKED | Qt.TextFlag.TextWordWrap
_HIGHEST = 10_000


class WrappingCheckBox(QCheckBox):
    """A check box of as many lines as its words need."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _let_wrap(self)

    def hasHeightForWidth(self) -> bool:
        """Tell that it becomes higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return _height_of(self, super().sizeHint(), width)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word, beside the box."""
        return _least_of(self, super().sizeHint())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt calls it
        """Let every line be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, and the words beside it."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.ControlElement.CE_CheckBox
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        _paint(self, option, element, place)


class WrappingRadioButton(QRadioButton):
    """A radio button of as many lines as its words need."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _let_wrap(self)

    def hasHeightForWidth(self) -> bool:
        """Tell that it becomes higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return _height_of(self, super().sizeHint(), width)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word, beside the button."""
        return _least_of(self, super().sizeHint())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt calls it
        """Let every line be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and the words beside it."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.ControlElement.CE_RadioButton
        place = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonContents, option, self)
        _paint(self, option, element, place)


def _let_wrap(box: QCheckBox | QRadioButton) -> None:
    """Let a box become narrower than its words on one line, and then higher."""
    policy = box.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)


def _height_of(box: QCheckBox | QRadioButton, on_one_line: QSize, width: int) -> int:
    metrics = box.fontMetrics()
    room = width - _beside(box, on_one_line)
    lines = metrics.boundingRect(QRect(0, 0, room, _HIGHEST), int(_WRAPPED), box.text())
    more = lines.height() - metrics.height()
    return on_one_line.height() + max(0, more)


def _least_of(box: QCheckBox | QRadioButton, on_one_line: QSize) -> QSize:
    metrics = box.fontMetrics()
    words = [metrics.size(_MARKED, word).width() for word in box.text().split()]
    return QSize(_beside(box, on_one_line) + max(words, default=0), on_one_line.height())


def _beside(box: QCheckBox | QRadioButton, on_one_line: QSize) -> int:
    """Return the width that is not the words'."""
    return on_one_line.width() - box.fontMetrics().size(_MARKED, box.text()).width()


def _paint(
    box: QCheckBox | QRadioButton,
    option: QStyleOptionButton,
    element: QStyle.ControlElement,
    place: QRect,
) -> None:
    words, option.text = option.text, ""
    painter = QStylePainter(box)
    painter.drawControl(element, option)
    leading = QStyle.visualAlignment(
        box.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    painter.drawItemText(
        place,
        int(leading | _WRAPPED),
        box.palette(),
        box.isEnabled(),
        words,
        box.foregroundRole(),
    )
