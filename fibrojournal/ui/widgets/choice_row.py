"""A row of joined buttons to choose one of, such as none, mild, moderate, severe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QStyle, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.widgets.joined_cells import CELL_HEIGHT, Choice, JoinedCells
from fibrojournal.ui.widgets.skip_button import SkipButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QResizeEvent


class ChoiceRow(QGroupBox):
    """One of a few words, or blank; where it is offered, skipped.

    It is a group box without its frame, so that a screen reader names the group.

    Args:
        name: What is asked, for the screen reader, such as "Dizzy".
        choices: Pairs of value and words, from left to right; values are not None.
        can_skip: Offer Skip while it is blank.
        can_clear: Offer a cross that goes back to blank.
        digits: Digits choose: 0 the first, 1 the second and so on.
        height: Height of a cell, in pixels at 100 %.
        parent: The card or form.
    """

    value_chosen = Signal(object)
    moved_on = Signal()
    moved_back = Signal()

    def __init__(  # noqa: PLR0913 - each a choice of its own, all but two named
        self,
        name: str,
        choices: Iterable[tuple[object, str]],
        *,
        can_skip: bool = False,
        can_clear: bool = True,
        digits: bool = False,
        height: int = CELL_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        spoken = tr("{question}: {answer}")
        made = [
            Choice(
                value,
                words,
                spoken.format(question=name, answer=words),
                str(place) if digits else "",
            )
            for place, (value, words) in enumerate(choices)
        ]
        self.cells = JoinedCells(
            made, can_skip=can_skip, can_clear=can_clear, height=height, parent=self
        )
        self.cells.name_choices(made, spoken.format(question=name, answer=tr("skipped")))
        self.skip_button = SkipButton(name, can_skip=can_skip, parent=self)
        self._has_button = can_skip or can_clear
        self._show_button(blank=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.cells)
        self.cells.value_chosen.connect(self._on_value_chosen)
        self.cells.moved_on.connect(self.moved_on)
        self.cells.moved_back.connect(self.moved_back)
        self.skip_button.skip_wanted.connect(self.cells.skip)
        self.skip_button.clear_wanted.connect(self.cells.clear)

    @property
    def value(self) -> object:
        """The value chosen; None = blank; `SKIPPED` = skipped."""
        return self.cells.value

    def show_value(self, value: object) -> None:
        """Show what is stored; emits nothing."""
        self.cells.show_value(value)
        self._show_button(blank=value is None)

    @Slot()
    def enter(self) -> None:
        """Take the keyboard, as when the row before was left by Enter."""
        self.cells.setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """Return the size at which the words have air."""
        strip = self.cells.sizeHint()
        return QSize(strip.width() + self._button_width(), strip.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size at which no word is cut."""
        strip = self.cells.minimumSizeHint()
        return QSize(strip.width() + self._button_width(), strip.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the strip and the button after it."""
        super().resizeEvent(event)
        button = self._button_width()
        height = self.cells.sizeHint().height()
        strip = QRect(0, 0, self.width() - button, height)
        far = QRect(self.width() - button, 0, button, height)
        for part, place in ((self.cells, strip), (self.skip_button, far)):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def _show_button(self, *, blank: bool) -> None:
        self.skip_button.show_blank(blank=blank)
        if not self._has_button:
            self.skip_button.hide()

    def _button_width(self) -> int:
        return self.skip_button.sizeHint().width() if self._has_button else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the group is for the ear."""

    @Slot(object)
    def _on_value_chosen(self, value: object) -> None:
        self._show_button(blank=value is None)
        self.value_chosen.emit(value)
