"""The timeline: symptoms, side effects, doses and events on one time axis."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from fibrojournal.charts.describe import timeline_sentence, timeline_table
from fibrojournal.charts.describe_change import fixed_text
from fibrojournal.charts.save_chart import save_chart
from fibrojournal.charts.series_style import series_styles
from fibrojournal.charts.style import load_palette
from fibrojournal.charts.timeline_chart import TimelineChart
from fibrojournal.charts.timeline_data import TimelineData, TimelineSource, timeline_data
from fibrojournal.domain.events import Event
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.events_dialog import EventsDialog
from fibrojournal.ui.icons import icon
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.models.text_table_model import TextTableModel
from fibrojournal.ui.pages.page import LatePage, Place
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_row import ChoiceRow
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.joined_cells import COMPACT_HEIGHT
from fibrojournal.ui.widgets.lone_card import lone_card
from fibrojournal.ui.widgets.row_table import RowTable
from fibrojournal.ui.widgets.series_mark import series_mark
from fibrojournal.ui.widgets.timeline_canvas import TimelineCanvas

if TYPE_CHECKING:
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.formatter import Look

PRESETS: Final = (14, 42, 91, 365, None)
"""Days shown by each preset; None = all."""

FIRST_CHOICE: Final[tuple[str, ...]] = ("pain_average", "fatigue", "se_dizzy", "se_sleepy")
"""Shown at first, where they have scores."""

MOST_ITEMS: Final = 12


class TimelinePage(LatePage):
    """Draws what is chosen; the table beside it holds the same numbers.

    Args:
        journal: The open journal.
        look: Formatter, colours and units in force.
        parent: The window's stack of pages.
    """

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Timeline"),
            purpose=tr("Your scores, side effects and doses on one time axis."),
            full_width=True,
            parent=parent,
        )
        self._chosen: list[str] | None = None
        self._days: tuple[date, date] | None = None
        self._data: TimelineData | None = None
        self._build_header()
        self._build_controls()
        self._build_card()

    # Building

    def _build_header(self) -> None:
        self.header.begin_far_end()
        self.events_button = self._header_button(tr("Events"), "event")
        self.events_button.clicked.connect(self._on_events_clicked)
        self.save_button = self._header_button(tr("Save picture"), "save_picture")
        self.save_button.clicked.connect(self._on_save_clicked)
        self.table_button = self._header_button(tr("Table"), "table")
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._on_table_toggled)

    def _header_button(self, words: str, picture: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("bare", True)
        button.setIcon(icon(picture, colour("ink")))
        button.setIconSize(QSize(px(20), px(20)))
        self.header.add_widget(button)
        return button

    def _build_controls(self) -> None:
        self.presets = ChoiceRow(
            tr("Days shown"),
            [
                (14, tr("2 weeks")),
                (42, tr("6 weeks")),
                (91, tr("3 months")),
                (365, tr("1 year")),
                (0, tr("All")),
            ],
            can_clear=False,
            height=COMPACT_HEIGHT,
        )
        self.presets.show_value(0)
        self.presets.value_chosen.connect(self._on_preset_chosen)
        self.chips = FlowRow()
        self.items_button = QPushButton(tr("Items"))
        self.items_button.setIcon(icon("add", colour("ink")))
        self.items_button.setIconSize(QSize(px(16), px(16)))
        self.items_button.setProperty("chip", True)
        self.items_menu = QMenu(self.items_button)
        self.items_menu.aboutToShow.connect(self._on_items_menu_shown)
        self.items_menu.triggered.connect(self._on_item_toggled)
        self.items_button.setMenu(self.items_menu)
        self.body.setSpacing(px(8))
        self.body.addWidget(self.chips)

    def _build_card(self) -> None:
        self.canvas = TimelineCanvas(self._look.palette, self._look.formatter)
        self.canvas.days_changed.connect(self._on_days_changed)
        self.canvas.change_chosen.connect(self._on_change_chosen)
        self.table = RowTable(TextTableModel((), ()), tr("Timeline as a table"), self)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.empty_label = text_label(
            tr("Here your days and doses appear, once there is something to show."), "quiet"
        )
        self.empty_button = QPushButton(tr("Write about today"))
        self.empty_button.setProperty("primary", True)
        self.empty_button.clicked.connect(self._on_write_clicked)
        empty = lone_card(self.empty_label, self.empty_button)
        card = Card()
        card.rows.setContentsMargins(1, px(4), 1, px(4))
        card.rows.addWidget(self.canvas)
        self._sheets = QStackedLayout()
        self.body.addLayout(self._sheets, 1)  # first: the sheet on top is shown when it is added
        for sheet in (card, self.table, empty):
            self._sheets.addWidget(sheet)
        self._empty = empty
        self._card = card
        self.sentence_label = text_label("", "quiet")
        self.sentence_label.setWordWrap(True)
        self.sentence_label.setContentsMargins(0, 0, px(160), 0)
        self.body.addWidget(self.sentence_label)

    # Reading

    def show_place(self, place: Place) -> None:
        """Bring the days of `place` into view and name its day."""
        self.catch_up()
        if self._data is None or self._data.is_empty:
            return
        self.table_button.setChecked(False)
        if place.first_day is not None and place.last_day is not None:
            self.canvas.show_days(place.first_day, place.last_day)
        self.canvas.show_day(place.day)

    def read(self) -> None:
        """Read what is chosen, and draw it."""
        items = {item.key: item for item in self.shown_items()}
        chosen = [items[key] for key in self._chosen_keys() if key in items]
        data = timeline_data(
            TimelineSource(
                today=self._journal.today(),
                chosen=[(item, self.item_scores(item)) for item in chosen],
                medicines=self._journal.medicines(),
                dose_changes=self._journal.dose_changes(),
                plan=self._journal.plan(),
                events=self._journal.events(),
                first_day=self._journal.first_day(),
                recalled=self._journal.recalled_days(),
            )
        )
        self._data = data
        self._show_chips(chosen)
        if data.is_empty:
            self.sentence_label.clear()
        else:
            first, last = self._wanted_days(data)
            self.canvas.show_data(data, first, last)
        self._show_sheet()

    def _chosen_keys(self) -> list[str]:
        """Return what the person chose, or a first choice of what has scores."""
        if self._chosen is not None:
            return self._chosen
        scored = self._journal.scored_item_keys()
        first = [key for key in FIRST_CHOICE if key in scored]
        others = [item.key for item in self._journal.items() if item.key in scored]
        return first or others[:2]

    def _wanted_days(self, data: TimelineData) -> tuple[date, date]:
        if self._days is not None:
            return self._days
        days = self.presets.value
        if isinstance(days, int) and days:
            return data.last_day - timedelta(days=days - 1), data.last_day
        return data.first_day, data.last_day

    def _show_sheet(self) -> None:
        empty = self._data is None or self._data.is_empty
        for part in (self.presets, self.save_button, self.table_button):
            part.setEnabled(not empty)
        if empty:
            self._sheets.setCurrentWidget(self._empty)
        elif self.table_button.isChecked():
            self._fill_table()
            self._sheets.setCurrentWidget(self.table)
        else:
            self._sheets.setCurrentWidget(self._card)

    def _fill_table(self) -> None:
        if self._data is None or self._days is None:
            return
        header, rows = timeline_table(self._data, *self._days, self._look.formatter)
        self.table.setModel(TextTableModel(header, rows))
        heads = self.table.horizontalHeader()
        for column in range(len(header)):
            self.table.setColumnWidth(
                column, max(px(200 if column == 0 else 132), heads.sectionSizeHint(column))
            )

    def _show_chips(self, chosen: list[TrackedItem]) -> None:
        chips = []
        styles = series_styles(chosen, self._look.palette)
        for item, style in zip(chosen, styles, strict=True):
            chip = QPushButton(item.short_name if item.kind == "side_effect" else item.name)
            chip.setProperty("chip", True)
            chip.setIcon(series_mark(style))
            chip.setIconSize(QSize(px(16), px(16)))
            chip.setObjectName(item.key)
            chip.setToolTip(tr("Take it off the timeline"))
            chip.setAccessibleName(tr("{item}, take off the timeline").format(item=item.name))
            chip.clicked.connect(self._on_chip_clicked)
            chips.append(chip)
        self.chips.show_parts([self.presets, *chips, self.items_button])

    # Doing

    @Slot(object)
    def _on_preset_chosen(self, _days: object) -> None:
        self._days = None
        if self._data is not None:
            self.canvas.show_days(*self._wanted_days(self._data))
            self._show_sheet()

    @Slot(date, date)
    def _on_days_changed(self, first: date, last: date) -> None:
        self._days = (first, last)
        if self._data is None:
            return
        self.sentence_label.setText(
            timeline_sentence(self._data, first, last, self._look.formatter, fixed=fixed_text())
        )
        shown = (last - first).days + 1
        every = first <= self._data.first_day and last >= self._data.last_day
        ends_today = last == self._data.last_day
        preset = 0 if every else shown if ends_today and shown in PRESETS else None
        self.presets.show_value(preset)

    @Slot(date)
    def _on_change_chosen(self, first_day: date) -> None:
        self.page_wanted.emit("changes", Place(first_day))

    @Slot()
    def _on_chip_clicked(self) -> None:
        sender = self.sender()
        self._choose([key for key in self._chosen_keys() if key != sender.objectName()])

    @Slot()
    def _on_items_menu_shown(self) -> None:
        self.items_menu.clear()
        chosen = set(self._chosen_keys())
        scored = self._journal.scored_item_keys()
        for item in self._journal.items():
            if item.key not in scored and item.key not in chosen:
                continue
            action = QAction(item.name, self.items_menu)
            action.setCheckable(True)
            action.setChecked(item.key in chosen)
            action.setData(item.key)
            action.setEnabled(item.key in chosen or len(chosen) < MOST_ITEMS)
            self.items_menu.addAction(action)

    @Slot(QAction)
    def _on_item_toggled(self, action: QAction) -> None:
        keys = [key for key in self._chosen_keys() if key != action.data()]
        if action.isChecked():
            keys.append(action.data())
        self._choose(keys)

    def _choose(self, keys: list[str]) -> None:
        self._chosen = keys
        self._is_stale = True
        self.catch_up()

    @Slot(bool)
    def _on_table_toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._show_sheet()

    @Slot()
    def _on_write_clicked(self) -> None:
        self.page_wanted.emit("today", None)

    @Slot()
    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Save picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("Page (*.pdf)")])
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"FibroJournal {self._journal.today().isoformat()}.png")
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.open()

    @Slot(str)
    def _on_place_chosen(self, place: str) -> None:
        self.save_picture(Path(place))

    def save_picture(self, file: Path) -> None:
        """Save what is shown, in the light theme, as the name's ending asks: PNG, SVG or PDF."""
        shown = self.canvas.chart
        if shown is None:
            return
        printed = TimelineChart(
            shown.data, shown.size, load_palette("light"), self._look.formatter
        )
        printed.show_axis(*shown.axis_limits)
        try:
            save_chart(printed.figure, file)
        except JournalError as error:
            show_error(self, error)

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Show what altered, in the list of events too."""
        super().refresh(changes)
        if changes.events:
            self._show_events()

    @Slot()
    def _on_events_clicked(self) -> None:
        dialog = EventsDialog(
            self._journal.events(), self._journal.today(), self._look.formatter, self
        )
        dialog.event_entered.connect(self._on_event_entered)
        dialog.event_removed.connect(self._on_event_removed)
        dialog.erase_wanted.connect(self.erase_wanted)
        dialog.open()

    @Slot(Event)
    def _on_event_entered(self, event: Event) -> None:
        self.write(self._journal.save_event, event)
        self._show_events()

    @Slot(Event)
    def _on_event_removed(self, event: Event) -> None:
        self.write(self._journal.remove_event, event)
        self._show_events()

    def _show_events(self) -> None:
        for dialog in self.findChildren(EventsDialog):
            dialog.show_events(self._journal.events())
