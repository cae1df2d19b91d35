"""The events of the journal as rows of a table, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.events import Event, category_names
from fibrojournal.i18n import tr
from fibrojournal.ui.models.rows_table_model import RowsTableModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fibrojournal.i18n import Formatter


class EventsTableModel(RowsTableModel[Event]):
    """One row an event: title, kind, days, whether its days are left out, note."""

    def __init__(self, events: Sequence[Event], formatter: Formatter) -> None:
        super().__init__(
            (tr("Event"), tr("Kind"), tr("Days"), tr("Comparisons"), tr("Note")),
            _newest_first(events),
        )
        self._formatter = formatter

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events instead."""
        self.show_values(_newest_first(events))

    def words(self, value: Event) -> tuple[str, ...]:
        """Return the cells of one event."""
        return (
            value.label,
            category_names()[value.category],
            event_days_words(value, self._formatter),
            tr("left out") if value.leave_out else "",
            " ".join(value.note.split()),
        )


def event_days_words(event: Event, formatter: Formatter) -> str:
    """Write the days of an event: "1 October 2026 to 8 October 2026"."""
    first = formatter.day(event.first_day)
    if event.last_day is None:
        return tr("since {day}, still going on").format(day=first)
    if event.is_point:
        return first
    return tr("{first} to {last}").format(first=first, last=formatter.day(event.last_day))


def _newest_first(events: Sequence[Event]) -> Iterable[Event]:
    return sorted(events, key=lambda event: event.first_day, reverse=True)
