"""The year calendar with what belongs to it: which year, which item, its sentence and table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QPushButton, QStackedLayout, QWidget

from fibrojournal.charts.year_days import year_sentence, year_table
from fibrojournal.i18n import digits, tr
from fibrojournal.ui.icons import icon
from fibrojournal.ui.models.text_table_model import TextTableModel
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.row_table import RowTable
from fibrojournal.ui.widgets.wrapped_label import wrapped_label
from fibrojournal.ui.widgets.year_calendar import YearCalendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.charts.year_days import YearDays
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter


class YearCard(Card):
    """One item over one year.

    Args:
        formatter: Writes days and numbers.
        parent: The page.
    """

    day_opened = Signal(date)
    year_wanted = Signal(int, str)
    """A year and the key of an item."""

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows.setContentsMargins(px(8), px(11), px(8), px(12))
        self.setAccessibleName(tr("Year calendar"))
        self._formatter = formatter
        self._days: YearDays | None = None
        self._quiet = False
        self._build_head()
        self.calendar = YearCalendar(formatter)
        self.calendar.day_opened.connect(self.day_opened)
        self.calendar.day_named.connect(self._on_day_named)
        self.table = RowTable(TextTableModel((), ()), tr("Year as a table"), self)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setMinimumHeight(px(240))
        self._sheets = QStackedLayout()
        frame = QWidget()
        frame.setLayout(self._sheets)
        for sheet in (self.calendar, self.table):
            self._sheets.addWidget(sheet)
        self.day_label = text_label("", "strong")
        self.key_label = wrapped_label("", "caption")
        self.sentence_label = wrapped_label("", "quiet")
        self.rows.addWidget(self.sentence_label)
        self.rows.addWidget(self.day_label)
        self.rows.addWidget(frame, 1)
        self.rows.addWidget(self.key_label)

    def _build_head(self) -> None:
        self.previous_button = _turner("previous", tr("Previous year"))
        self.previous_button.clicked.connect(self._on_previous_clicked)
        self.next_button = _turner("next", tr("Next year"))
        self.next_button.clicked.connect(self._on_next_clicked)
        self.year_label = text_label("", "section")
        self.item_box = ChoiceBox()
        self.item_box.ask(tr("Item"))
        self.item_box.currentIndexChanged.connect(self._on_item_chosen)
        self.table_button = QPushButton(tr("Table"))
        self.table_button.setProperty("bare", True)
        self.table_button.setIcon(icon("table", colour("ink")))
        self.table_button.setIconSize(QSize(px(20), px(20)))
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._on_table_toggled)
        for part in (self.previous_button, self.year_label, self.next_button, self.item_box):
            self.head.addWidget(part)
        self.head.addStretch(1)
        self.head.addWidget(self.table_button)
        self.rows.addLayout(self.head)

    @property
    def day(self) -> date | None:
        """The day on which the keyboard is; None = there is no year."""
        return self.calendar.day

    @property
    def item(self) -> TrackedItem | None:
        """The item that is chosen; None = there is none to choose."""
        chosen: TrackedItem | None = self.item_box.value
        return chosen

    @property
    def year(self) -> int | None:
        """The year that is shown; None = none so far."""
        return None if self._days is None else self._days.year

    def offer_items(self, items: Sequence[TrackedItem]) -> None:
        """Offer these items; the one that is chosen stays so if it is among them."""
        chosen = self.item
        self._quiet = True
        self.item_box.offer([(item.name, item) for item in items])
        for item in items:
            if chosen is not None and item.key == chosen.key:
                self.item_box.choose(item)
        self._quiet = False

    def show_year(self, days: YearDays, first_year: int) -> None:
        """Show a year; none is offered before `first_year`, and none to come."""
        self._days = days
        self.year_label.setText(digits(days.year))
        self.previous_button.setEnabled(days.year > first_year)
        self.next_button.setEnabled(days.year < days.today.year)
        self.calendar.show_year(days)
        self.sentence_label.setText(year_sentence(days, self._formatter))
        self.key_label.setText(_key_words(days.item, self._formatter))
        self._fill_table()

    def _fill_table(self) -> None:
        if self._days is None or not self.table_button.isChecked():
            return
        header, rows = year_table(self._days, self._formatter)
        self.table.setModel(TextTableModel(header, rows))
        heads = self.table.horizontalHeader()
        for column in range(len(header)):
            self.table.setColumnWidth(
                column, max(px(72 if column == 0 else 44), heads.sectionSizeHint(column))
            )

    def _ask(self, year: int) -> None:
        if self.item is not None:
            self.year_wanted.emit(year, self.item.key)

    @Slot()
    def _on_previous_clicked(self) -> None:
        if self._days is not None:
            self._ask(self._days.year - 1)

    @Slot()
    def _on_next_clicked(self) -> None:
        if self._days is not None:
            self._ask(self._days.year + 1)

    @Slot()
    def _on_item_chosen(self) -> None:
        if self._days is not None and not self._quiet:
            self._ask(self._days.year)

    @Slot(bool)
    def _on_table_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._fill_table()
        self._sheets.setCurrentWidget(self.table if on else self.calendar)

    @Slot(str)
    def _on_day_named(self, words: str) -> None:
        self.day_label.setText(words)


def _key_words(item: TrackedItem, formatter: Formatter) -> str:
    """Say what the cells mean."""
    low, high = formatter.number(item.scale.low), formatter.number(item.scale.high)
    ends = tr("{low} = {low_words}, {high} = {high_words}.").format(
        low=low, low_words=item.low_words, high=high, high_words=item.high_words
    )
    marks = tr("More colour means a higher number. Hatched: blank. Dashed: skipped.")
    return tr("{ends} {marks}").format(ends=ends, marks=marks) if item.low_words else marks


def _turner(name: str, words: str) -> QPushButton:
    button = QPushButton(icon(name, colour("ink")), "")
    button.setProperty("bare", True)
    button.setFixedWidth(px(44))
    button.setIconSize(QSize(px(20), px(20)))
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
