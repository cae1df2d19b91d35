"""The events of the journal as rows of a table, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fibrojournal.domain.events import category_names
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.domain.events import Event
    from fibrojournal.i18n import Formatter

_Index = QModelIndex | QPersistentModelIndex


class EventsTableModel(QAbstractTableModel):
    """One row an event: title, kind, days, whether its days are left out, note."""

    def __init__(
        self, events: Sequence[Event], formatter: Formatter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._formatter = formatter
        self._names = category_names()
        self._events = _newest_first(events)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events instead."""
        self.beginResetModel()
        self._events = _newest_first(events)
        self.endResetModel()

    def event_at(self, row: int) -> Event:
        """Return the event of a row."""
        return self._events[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of events."""
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_headers())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        event = self._events[index.row()]
        return (
            event.label,
            self._names[event.category],
            self._days(event),
            tr("left out") if event.leave_out else "",
            " ".join(event.note.split()),
        )[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's name."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _headers()[section]
        return None

    def _days(self, event: Event) -> str:
        first: date = event.first_day
        if event.last_day is None:
            return tr("since {day}, still going on").format(day=self._formatter.day(first))
        if event.is_point:
            return self._formatter.day(first)
        return tr("{first} to {last}").format(
            first=self._formatter.day(first), last=self._formatter.day(event.last_day)
        )


def _newest_first(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.first_day, reverse=True))


def _headers() -> tuple[str, ...]:
    return (tr("Event"), tr("Kind"), tr("Days"), tr("Comparisons"), tr("Note"))
