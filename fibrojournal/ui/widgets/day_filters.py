"""What the days of a list are chosen by: words, what happened, a score, dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from fibrojournal.charts.describe import value_words
from fibrojournal.domain.day_filter import DayFilter, ScoreRange, Trait
from fibrojournal.i18n import EnglishFormatter, tr
from fibrojournal.ui.icons import icon
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.flow_row import FlowRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from fibrojournal.domain.tracked_items import TrackedItem

LONGEST_SEARCH: Final = 200
_MOST_NUMBERS: Final = 11
"""A scale with more values has no list of numbers to choose from."""


class SearchEdit(QLineEdit):
    """A field for words; Esc takes them away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_SEARCH)
        self.setPlaceholderText(tr("Search notes, events and medicines"))
        self.setAccessibleName(tr("Search notes, events and medicines"))
        self.setToolTip(tr("Ctrl+F comes here, Esc clears it"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc take the words away."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class DayFilters(QWidget):
    """A search field over a row of filters; all that is chosen must be true of a day.

    Args:
        today: The latest day that can be chosen.
        parent: The page.
    """

    filter_changed = Signal(object)
    """The `DayFilter` that is asked for now."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._filter = DayFilter()
        self.search_edit = SearchEdit()
        self.search_edit.textChanged.connect(self._on_edited)
        self.trait_buttons = {trait: _trait_button(words) for trait, words in _traits()}
        self.item_box = ChoiceBox()
        self.item_box.ask(tr("Score of"))
        self.side_box = ChoiceBox([(tr("at least"), True), (tr("at most"), False)])
        self.side_box.ask(tr("At least or at most"))
        self.number_box = ChoiceBox()
        self.number_box.ask(tr("Number"))
        self.dates_box = ChoiceBox(
            [(tr("Any date"), False), (tr("From one day to another"), True)]
        )
        self.dates_box.ask(tr("Dates"))
        self.first_edit = DayEdit(today.replace(month=1, day=1))
        self.first_edit.setAccessibleName(tr("First day"))
        self.last_edit = DayEdit(today)
        self.last_edit.setAccessibleName(tr("Last day"))
        self.to_label = text_label(tr("to"), "quiet")
        self.clear_button = QPushButton(tr("Clear all"))
        self.clear_button.setIcon(icon("clear", colour("ink")))
        self.clear_button.setIconSize(QSize(px(16), px(16)))
        self.clear_button.setAccessibleName(tr("Clear the search and all filters"))
        self.clear_button.clicked.connect(self.clear)
        self.row = FlowRow()
        self.row.show_parts(
            [
                *self.trait_buttons.values(),
                self.item_box,
                self.side_box,
                self.number_box,
                self.dates_box,
                self.first_edit,
                self.to_label,
                self.last_edit,
                self.clear_button,
            ]
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        rows.addWidget(self.search_edit)
        rows.addWidget(self.row)
        for button in self.trait_buttons.values():
            button.toggled.connect(self._on_edited)
        self.item_box.currentIndexChanged.connect(self._on_item_chosen)
        for box in (self.side_box, self.number_box, self.dates_box):
            box.currentIndexChanged.connect(self._on_edited)
        for edit in (self.first_edit, self.last_edit):
            edit.day_edited.connect(self._on_edited)
        self.show_items(())
        self._show_parts()

    def begin_search(self) -> None:
        """Let the keyboard write another search."""
        self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_edit.selectAll()

    @property
    def wanted(self) -> DayFilter:
        """The filter that is chosen."""
        return self._filter

    def show_items(self, items: Sequence[TrackedItem]) -> None:
        """Offer these items; the one that is chosen stays so if it is among them."""
        chosen = self.item_box.value
        self._quiet = True
        self.item_box.offer(
            [(tr("Any score"), None)]
            + [
                (item.name, item)
                for item in items
                if item.scale.whole and item.scale.high - item.scale.low < _MOST_NUMBERS
            ]
        )
        same = [item for item in items if chosen is not None and item.key == chosen.key]
        if same:
            self.item_box.choose(same[0])
        self._offer_numbers()
        self._quiet = False
        self._take()

    @Slot()
    def clear(self) -> None:
        """Ask for all days again."""
        self._quiet = True
        self.search_edit.clear()
        for button in self.trait_buttons.values():
            button.setChecked(False)
        self.item_box.setCurrentIndex(0)
        self.dates_box.setCurrentIndex(0)
        self._quiet = False
        self._take()

    def _take(self) -> None:
        item = self.item_box.value
        number = self.number_box.value
        at_least = self.side_box.value
        score = None
        if item is not None and number is not None:
            score = ScoreRange(
                item.key,
                number if at_least else item.scale.low,
                item.scale.high if at_least else number,
            )
        wanted = DayFilter(
            self.search_edit.text(),
            frozenset(t for t, button in self.trait_buttons.items() if button.isChecked()),
            score,
        )
        if self.dates_box.value:
            ends = sorted((self.first_edit.day, self.last_edit.day))
            wanted = replace(wanted, first=ends[0], last=ends[1])
        if wanted == self._filter:
            return
        self._filter = wanted
        self._show_parts()
        self.filter_changed.emit(wanted)

    def _show_parts(self) -> None:
        """Show what belongs to what is chosen."""
        scored, dated = self.item_box.value is not None, bool(self.dates_box.value)
        had_focus = self.clear_button.hasFocus()
        for box in (self.side_box, self.number_box):
            box.setVisible(scored)
        for part in (self.first_edit, self.to_label, self.last_edit):
            part.setVisible(dated)
        self.clear_button.setVisible(not self._filter.is_open)
        if had_focus and self._filter.is_open:
            self.search_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.row.rearrange()

    def _offer_numbers(self) -> None:
        item = self.item_box.value
        before = self.number_box.value
        if item is None:
            self.number_box.offer(())
            return
        scale = item.scale
        numbers = [float(n) for n in range(int(scale.low), int(scale.high) + 1)]
        self.number_box.offer([(_number_words(item, n), n) for n in numbers])
        middle = numbers[-1] - (numbers[-1] - numbers[0]) // 3
        self.number_box.choose(before if before in numbers else middle)

    @Slot()
    def _on_edited(self) -> None:
        if not self._quiet:
            self._take()

    @Slot()
    def _on_item_chosen(self) -> None:
        if not self._quiet:
            self._quiet = True
            self._offer_numbers()
            self._quiet = False
            self._take()
            self._show_parts()


def _traits() -> tuple[tuple[Trait, str], ...]:
    return (
        ("note", tr("With a note")),
        ("event", tr("Event")),
        ("flare", tr("Flare")),
        ("dose_change", tr("New dose")),
        ("skipped", tr("Something skipped")),
    )


def _trait_button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("chip", True)
    button.setCheckable(True)
    return button


def _number_words(item: TrackedItem, number: float) -> str:
    return value_words(item, number, EnglishFormatter())  # whole numbers below 12
