"""All events as a list: the table beside the event lane of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.events import Event
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from fibrojournal.ui.models.events_table_model import EventsTableModel
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.i18n import Formatter


class EventsDialog(QDialog):
    """Lists the events, newest first; adding, changing and removing go out by signal.

    Args:
        events: All events, in any order.
        today: The first day that a new event is offered for.
        formatter: Writes the days.
        parent: The page.
    """

    event_entered = Signal(Event)
    event_removed = Signal(Event)

    def __init__(
        self,
        events: Sequence[Event],
        today: date,
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Events"))
        self._today = today
        self._model = EventsTableModel(events, formatter, self)
        self.table = RowTable(self._model, tr("Events, newest first"))
        self.empty_label = text_label(
            tr("No events yet: visits, flares, illness, therapy and travel can be added here."),
            "quiet",
        )
        self.empty_label.setWordWrap(True)
        self.add_button = QPushButton(tr("&Add…"))
        self.edit_button = QPushButton(tr("&Edit…"))
        self.remove_button = QPushButton(tr("&Remove"))
        self.close_button = QPushButton(tr("Close"))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in (self.add_button, self.edit_button, self.remove_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(20), px(24), px(20))
        rows.setSpacing(px(16))
        rows.addWidget(self.empty_label)
        rows.addWidget(self.table, 1)
        rows.addLayout(buttons)

        self.add_button.clicked.connect(self._on_add_clicked)
        self.edit_button.clicked.connect(self._on_edit_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.close_button.clicked.connect(self.accept)
        self.table.row_activated.connect(self._on_edit_clicked)
        self.resize(self.table.wanted_size(px(760), px(420)))
        self._show_whether_empty()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events instead, after something was saved."""
        row = self.table.row
        self._model.show_events(events)
        self.table.choose(row)
        self._show_whether_empty()

    def stay_open(self) -> None:
        """Keep the event that is being written on the screen: it could not be saved."""
        for dialog in self.findChildren(EventDialog):
            dialog.stay_open()

    def _show_whether_empty(self) -> None:
        some = self._model.rowCount() > 0
        self.empty_label.setVisible(not some)
        for widget in (self.table, self.edit_button, self.remove_button):
            widget.setVisible(some)

    def _open(self, event: Event | None) -> None:
        dialog = EventDialog(day=self._today, event=event, parent=self)
        dialog.event_entered.connect(self.event_entered)
        dialog.event_removed.connect(self.event_removed)
        dialog.open()

    @Slot()
    def _on_add_clicked(self) -> None:
        self._open(None)

    @Slot()
    def _on_edit_clicked(self) -> None:
        if self.table.row is not None:
            self._open(self._model.event_at(self.table.row))

    @Slot()
    def _on_remove_clicked(self) -> None:
        if self.table.row is not None:
            self.event_removed.emit(self._model.event_at(self.table.row))
