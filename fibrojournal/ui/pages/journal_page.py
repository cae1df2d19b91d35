"""The journal: every day, newest first, to look back and to find one again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from fibrojournal.charts.year_days import year_days
from fibrojournal.domain.day_filter import DayFilter
from fibrojournal.domain.scales import DONE, DONE_WITH_HELP, NUMERIC_RATING, SEVERITY
from fibrojournal.domain.search_words import SearchWords
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.icons import icon
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.models.found_day_words import DayRow, FoundDayWords
from fibrojournal.ui.models.found_days_model import FoundDaysModel
from fibrojournal.ui.pages.page import LatePage, Place
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.choice_row import ChoiceRow
from fibrojournal.ui.widgets.day_filters import DayFilters
from fibrojournal.ui.widgets.day_list import DayList
from fibrojournal.ui.widgets.joined_cells import COMPACT_HEIGHT
from fibrojournal.ui.widgets.lone_card import lone_card
from fibrojournal.ui.widgets.year_card import YearCard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.widgets.card import Card

_PICTURED: Final = (NUMERIC_RATING, SEVERITY, DONE, DONE_WITH_HELP)
"""Scales of which every value has a colour and a number of its own in the year."""

_LEAST_HEIGHT: Final = 300
"""Of the list, in pixels at 100 %: under it the whole page scrolls."""


class JournalPage(LatePage):
    """Lists the days that fit a search and filters; each opens in Today.

    Args:
        journal: The open journal.
        look: Formatter, colours and units in force.
        parent: The window's stack of pages.
    """

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Journal"),
            purpose=tr("Your days, newest first. Look back, or find one again."),
            full_width=True,
            parent=parent,
        )
        self._words: FoundDayWords | None = None
        self.header.begin_far_end()
        self.view_row = ChoiceRow(
            tr("Days as"),
            [("list", tr("List")), ("year", tr("Year"))],
            can_clear=False,
            height=COMPACT_HEIGHT,
        )
        self.view_row.show_value("list")
        self.view_row.value_chosen.connect(self._on_view_chosen)
        self.header.add_widget(self.view_row)
        self.versions_button = self._header_button(tr("Earlier versions"), "undo")
        self.versions_button.setToolTip(tr("What the chosen day said before it was changed"))
        self.versions_button.clicked.connect(self._on_versions_clicked)
        self.trash_button = self._header_button(tr("Trash"), "remove")
        self.trash_button.setToolTip(tr("What was deleted in the last 30 days"))
        self.trash_button.clicked.connect(self.trash_wanted)
        self.filters = DayFilters(journal.today())
        self.filters.filter_changed.connect(self._on_filter_changed)
        self.count_label = text_label("", "quiet")
        self.model = FoundDaysModel(self._rows, self)
        self.model.unreadable.connect(self._on_unreadable, Qt.ConnectionType.QueuedConnection)
        self.list = DayList(self.model)
        self.list.setMinimumHeight(px(_LEAST_HEIGHT))
        self.list.day_opened.connect(self._on_day_opened)
        self.list.day_reached.connect(self._on_day_reached)
        self.year_card = YearCard(look.formatter)
        self.year_card.day_opened.connect(self._on_day_opened)
        self.year_card.calendar.day_named.connect(self._on_year_day_named)
        self.year_card.year_wanted.connect(self._on_year_wanted)
        self._sheets = QStackedLayout()
        self._empty = self._empty_card()
        self._nothing = self._nothing_card()
        self._sheet: QWidget = self.list
        self.body.setSpacing(px(8))
        self.body.addWidget(self.filters)
        self.body.addWidget(self.count_label)
        self.body.addLayout(self._sheets, 1)  # first: the sheet on top is shown when it is added
        for sheet in (self.list, self._empty, self._nothing, self.year_card):
            self._sheets.addWidget(sheet)

    def _header_button(self, words: str, picture: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("bare", True)
        button.setIcon(icon(picture, colour("ink")))
        button.setIconSize(QSize(px(20), px(20)))
        self.header.add_widget(button)
        return button

    def _empty_card(self) -> Card:
        self.empty_label = text_label(
            tr("Here your days appear, once something is written about one."), "quiet"
        )
        self.empty_button = QPushButton(tr("Write about today"))
        self.empty_button.setProperty("primary", True)
        self.empty_button.clicked.connect(self._on_write_clicked)
        return lone_card(self.empty_label, self.empty_button)

    def _nothing_card(self) -> Card:
        self.nothing_label = text_label(tr("No day fits all of this."), "quiet")
        self.all_button = QPushButton(tr("Show all days"))
        self.all_button.clicked.connect(self.filters.clear)
        return lone_card(self.nothing_label, self.all_button)

    @property
    def day(self) -> date | None:
        """The day on which the keyboard is; None = there are no days."""
        self.catch_up()
        return self.year_card.day if self._shows_year else self.list.day

    def show_place(self, place: Place) -> None:
        """Go to a day; filters that hide it are cleared."""
        self.catch_up()
        self._show_view("list")
        if self.model.row_of(place.day) is None:
            self.filters.clear()
        self.list.go_to(place.day)

    def read(self) -> None:
        """Read which days there are; what they hold is read when they come into sight."""
        items = self._journal.items()
        self._words = FoundDayWords(
            items,
            {medicine.name: medicine.unit for medicine in self._journal.medicines()},
            self._look.formatter,
            self._look.weight_unit,
        )
        scored = self._journal.scored_item_keys()
        self.filters.show_items([item for item in items if item.key in scored])
        self.year_card.offer_items(
            [item for item in items if item.key in scored and item.scale in _PICTURED]
        )
        self._find(self.filters.wanted)

    def _find(self, wanted: DayFilter) -> None:
        """Show the days that fit; the keyboard stays on its day where that is among them."""
        before = self.list.day
        days = self._journal.day_finder.days(wanted)
        self.list.mark(SearchWords(wanted.words))
        self.model.show_days(days)
        self.list.go_to(before)
        empty = not days and (wanted.is_open or not self._journal.day_finder.days(DayFilter()))
        self.filters.setEnabled(not empty)
        self.versions_button.setEnabled(bool(days))
        self.count_label.setText("" if empty else self._count(len(days), wanted))
        self._sheet = self._empty if empty else self.list if days else self._nothing
        self.view_row.setEnabled(not empty and self.year_card.item is not None)
        self._show_view("year" if self._shows_year and self.view_row.isEnabled() else "list")

    @property
    def _shows_year(self) -> bool:
        return self.view_row.value == "year"

    def _show_view(self, view: str) -> None:
        """Show the list with its filters, or the year."""
        self.view_row.show_value(view)
        is_year = view == "year"
        self.filters.setVisible(not is_year)
        self.count_label.setVisible(not is_year)
        if is_year:
            self._show_year(self.year_card.year or self._journal.today().year)
        self._sheets.setCurrentWidget(self.year_card if is_year else self._sheet)
        self._on_day_reached(self.year_card.day if is_year else self.list.day)

    def _show_year(self, year: int) -> None:
        item = self.year_card.item
        if item is None:
            return
        first = self._journal.first_day()
        today = self._journal.today()
        self.year_card.show_year(
            year_days(
                item,
                self.item_scores(item),
                self._journal.day_finder.days_skipping(item.key),
                year,
                today,
            ),
            (first or today).year,
        )

    def _count(self, days: int, wanted: DayFilter) -> str:
        number = self._look.formatter.number(days)
        if wanted.is_open:
            return trn("{{number}} day", "{{number}} days", days).format(number=number)
        if not days:
            return tr("No day found")
        return trn("{{number}} day found", "{{number}} days found", days).format(number=number)

    def _rows(self, days: Sequence[date]) -> Sequence[DayRow]:
        words = self._words
        assert words is not None  # noqa: S101 - days are shown only once the page was read
        return [words.row(found) for found in self._journal.day_finder.read(days)]

    @Slot(object)
    def _on_filter_changed(self, wanted: DayFilter) -> None:
        if not self._is_stale:
            self._try(self._find, wanted)

    @Slot(object)
    def _on_unreadable(self, error: JournalError) -> None:
        show_error(self, error)
        self.refused.emit(error)

    @Slot(object)
    def _on_view_chosen(self, view: object) -> None:
        self._try(self._show_view, str(view))

    @Slot(int, str)
    def _on_year_wanted(self, year: int, _item: str) -> None:
        self._try(self._show_year, year)

    def _try(self, work: Callable[[Any], None], value: object) -> None:
        """Do what reads the journal; say why it cannot be read."""
        try:
            work(value)
        except JournalError as error:
            self._on_unreadable(error)

    @Slot(date)
    def _on_day_opened(self, day: date) -> None:
        self.page_wanted.emit("today", Place(day))

    @Slot(object)
    def _on_day_reached(self, day: date | None) -> None:
        name = tr("Earlier versions")
        if day is not None:
            words = self._look.formatter.full_day(day)
            name = tr("Earlier versions of {day}").format(day=words)
        self.versions_button.setAccessibleName(name)

    @Slot(str)
    def _on_year_day_named(self, _words: str) -> None:
        self._on_day_reached(self.year_card.day)

    @Slot()
    def _on_versions_clicked(self) -> None:
        if (day := self.day) is not None:
            self.versions_wanted.emit(day)

    @Slot()
    def _on_write_clicked(self) -> None:
        self.page_wanted.emit("today", None)
