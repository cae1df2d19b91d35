"""All events as a list: the table beside the event lane of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from fibrojournal.domain.events import Event
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from fibrojournal.ui.dialogs.list_dialog import ListDialog, kept_label
from fibrojournal.ui.models.events_table_model import EventsTableModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from fibrojournal.i18n import Formatter


class EventsDialog(ListDialog):
    """Lists the events, newest first; what is done with them goes out by signal.

    `erase_wanted` carries the event that shall be erased for good.

    Args:
        events: All events, in any order.
        today: The first day that a new event is offered for.
        formatter: Writes the days.
        parent: The page.
    """

    event_entered = Signal(Event)
    event_removed = Signal(Event)
    erase_wanted = Signal(object)

    def __init__(
        self,
        events: Sequence[Event],
        today: date,
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        self._today = today
        self._model = EventsTableModel(events, formatter)
        super().__init__(
            tr("Events"),
            self._model,
            name=tr("Events, newest first"),
            empty=tr("No events yet: visits, flares, illness, therapy, travel can stand here."),
            parent=parent,
        )
        self.rows.addWidget(kept_label())
        self.erase_button = QPushButton(tr("Erase &for good…"))
        self.erase_button.setAutoDefault(False)
        self.erase_button.clicked.connect(self._on_erase_clicked)
        self.buttons.show_parts(
            (self.add_button, self.edit_button, self.remove_button, self.erase_button)
        )
        self.of_rows.append(self.erase_button)
        self.show_whether_empty()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events instead, after something was saved."""
        row = self.table.row
        self._model.show_events(events)
        self.table.choose(row)
        self.show_whether_empty()

    def add(self) -> None:
        """Ask for a new event."""
        self._open(None)

    def edit(self, row: int) -> None:
        """Ask for another version of an event."""
        self._open(self._model.value_at(row))

    def remove(self, row: int) -> None:
        """Hand an event over to be removed."""
        self.event_removed.emit(self._model.value_at(row))

    @Slot()
    def _on_erase_clicked(self) -> None:
        if self.table.row is not None:
            self.erase_wanted.emit(self._model.value_at(self.table.row))

    def _open(self, event: Event | None) -> None:
        dialog = EventDialog(day=self._today, event=event, parent=self)
        dialog.event_entered.connect(self.event_entered)
        dialog.event_removed.connect(self.event_removed)
        dialog.open()
