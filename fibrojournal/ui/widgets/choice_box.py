"""A drop-down list of values that the mouse wheel cannot change in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from fibrojournal.ui.widgets.drop_sign import draw_sign, make_room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QWheelEvent


class ChoiceBox(QComboBox):
    """Offers words and gives back the value behind the chosen ones.

    Args:
        choices: Pairs of words and value, in the order in which they are offered.
        parent: The form.
    """

    def __init__(
        self, choices: Iterable[tuple[str, object]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        make_room(self, "QComboBox")
        # What is offered may change after the first time that it is shown.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._values: list[object] = []
        self.offer(choices)

    @property
    def value(self) -> Any:
        """The value behind the chosen words; None where nothing is offered."""
        return self._values[self.currentIndex()] if self._values else None

    def offer(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer these words and values instead; the first is chosen."""
        self.clear()
        self._values = []
        for words, value in choices:
            self._values.append(value)
            self.addItem(words)

    def ask(self, question: str) -> None:
        """Name it by what it answers; a screen reader that says the answer as the name adds it."""
        self.setAccessibleName(question)
        self.setAccessibleDescription(question)

    def let_shrink(self) -> None:
        """Be no wider than the form: long words are cut, and whole in the open list."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def choose(self, value: object) -> None:
        """Choose the words for `value`; one that is not offered changes nothing."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: scrolling past must not change an answer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the sign that there is a list."""
        super().paintEvent(event)
        draw_sign(self, "chevron_down")
