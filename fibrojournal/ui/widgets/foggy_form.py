"""The whole check-in of a foggy day: a few large questions and Done, on one screen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.tracked_items import FOGGY_DAY_KEYS
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.big_row import BigRow
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.focus_ring import RING
from fibrojournal.ui.widgets.joined_cells import Choice
from fibrojournal.ui.widgets.score_row import number_choice
from fibrojournal.ui.widgets.supply_line import SupplyLine
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from fibrojournal.domain.entries import DayEntry
    from fibrojournal.domain.tracked_items import TrackedItem

CARD_WIDTH: Final = 816
"""Width of the card, in pixels at 100 %."""

_SIDE: Final = 32


class FoggyForm(Card):
    """Asks for a few scores and how the day was beside the last; it stores nothing.

    Args:
        items: All tracked items; those of a foggy day that are not hidden are asked.
        parent: The page.
    """

    score_chosen = Signal(str, object)
    compared_chosen = Signal(object)
    done_clicked = Signal()
    try_again_clicked = Signal()

    def __init__(self, items: Iterable[TrackedItem], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(tr("Foggy day"))
        asked = {item.key: item for item in items if not item.hidden}
        self.score_rows = [_score_row(asked[key]) for key in FOGGY_DAY_KEYS if key in asked]
        self.compared_row = _compared_row()
        self.told_label = wrapped_label("", "quiet")
        self.supply_line = SupplyLine()
        self.done_button = _DoneButton(tr("Done"))
        self.unsaved_line = UnsavedLine(tr("scores"))
        self._lay_out()
        self._connect()
        self.show_done((), done=False)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        for row in (*self.score_rows, self.compared_row):
            self._column.addWidget(row)
        foot = QHBoxLayout()
        foot.setContentsMargins(RING, 0, RING, 0)
        foot.setSpacing(px(16))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.told_label, 1)
        told.addWidget(self.supply_line)
        foot.addLayout(told, 1)
        foot.addWidget(self.done_button)
        self._column.addLayout(foot)
        self._column.addWidget(self.unsaved_line)
        self.rows.addLayout(self._column)
        self.show_close(close=False)

    def _connect(self) -> None:
        rows = [*self.score_rows, self.compared_row]
        for row, following in pairwise(rows):
            row.moved_on.connect(following.enter)
            row.typed_on.connect(following.take_key)
            following.moved_back.connect(row.enter)
        self.compared_row.moved_on.connect(self._on_last_answered)
        self.done_button.moved_back.connect(self.compared_row.enter)
        for row in self.score_rows:
            row.value_chosen.connect(self.score_chosen)
        self.compared_row.value_chosen.connect(self._on_compared)
        self.done_button.clicked.connect(self.done_clicked)
        self.unsaved_line.try_again_clicked.connect(self.try_again_clicked)
        self.setFocusProxy(rows[0])

    def show_close(self, *, close: bool) -> None:
        """Stand closer together, as in a low window, where nothing shall have to scroll."""
        side = px(_SIDE) - RING - 1
        top, bottom = (8, 8) if close else (22, 28)
        self.rows.setContentsMargins(side, px(top), side, px(bottom))
        self._column.setSpacing(0 if close else px(12))
        for row in (*self.score_rows, self.compared_row):
            row.show_close(close=close)
        self.done_button.show_close(close=close)

    def show_titles(self, *, is_today: bool) -> None:
        """Ask about yesterday, or about the day before that day."""
        name = _compared_name(is_today=is_today)
        self.compared_row.rename(name, _compared_choices(name))

    def show_entry(self, entry: DayEntry) -> None:
        """Show what is written about a day."""
        for row in self.score_rows:
            row.show_value(entry.scores.get(row.key))
        self.compared_row.show_value(entry.compared_with_yesterday)

    @property
    def keys(self) -> tuple[str, ...]:
        """The items that are asked."""
        return tuple(row.key for row in self.score_rows)

    def enter(self) -> None:
        """Take the keyboard at the first question that has no answer."""
        rows = [*self.score_rows, self.compared_row]
        blank = [row for row in rows if row.value is None]
        if blank:
            blank[0].enter()
        else:
            self.done_button.setFocus(Qt.FocusReason.TabFocusReason)

    def show_done(self, skipped: Iterable[str], *, done: bool) -> None:
        """Say after Done what is skipped, by the names of the items."""
        names = list(skipped)
        if not done:
            words = tr("You can fill in the rest on a better day.")
        elif names:
            words = tr("Saved. Marked as skipped: {items}. You can fill it in later.").format(
                items=listed(names)
            )
        else:
            words = tr("Saved. That is all for today.")
        self.told_label.setText(words)
        self.done_button.setAccessibleDescription(words if done else "")

    @property
    def is_answered(self) -> bool:
        """Whether every score has a number or is skipped."""
        return all(row.value is not None for row in self.score_rows)

    def skipped_names(self) -> list[str]:
        """Return the names of the questions that are skipped."""
        return [row.name for row in self.score_rows if row.value is SKIPPED]

    @Slot(str, object)
    def _on_compared(self, _key: str, value: object) -> None:
        self.compared_chosen.emit(value)

    @Slot()
    def _on_last_answered(self) -> None:
        self.done_button.setFocus(Qt.FocusReason.TabFocusReason)


class _DoneButton(QPushButton):
    """The large button at the end; Enter presses it too, as every other key here does its work."""

    moved_back = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("primary", True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_close(self, *, close: bool) -> None:
        """Be a little lower in a low window."""
        self.setFixedSize(px(160), px(44 if close else 56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter, go back by Up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Up:
            self.moved_back.emit()
        else:
            super().keyPressEvent(event)


def _score_row(item: TrackedItem) -> BigRow:
    choices = [number_choice(item, number) for number in range(11)]
    return BigRow(item.key, item.name, choices, ends=(item.low_words, item.high_words))


def _compared_row() -> BigRow:
    name = _compared_name(is_today=True)
    return BigRow("compared", name, _compared_choices(name), can_skip=False)


def _compared_name(*, is_today: bool) -> str:
    return tr("Compared with yesterday") if is_today else tr("Compared with the day before")


def _compared_choices(name: str) -> list[Choice]:
    words = (
        ("better", tr("Better")),
        ("same", tr("About the same")),
        ("worse", tr("Worse")),
    )
    spoken = tr("{question}: {answer}")
    return [
        Choice(value, word, spoken.format(question=name, answer=word), typed=str(place))
        for place, (value, word) in enumerate(words, start=1)
    ]
