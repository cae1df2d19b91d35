"""Rows of `event`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fibrojournal.domain.events import Category, Event
from fibrojournal.storage.cells import day_cell, day_value, optional_day

if TYPE_CHECKING:
    from fibrojournal.storage.rows import Row, Rows


def events(rows: Rows) -> tuple[Event, ...]:
    """Return all events by their first day."""
    return tuple(event_value(row) for row in rows.find("event", order="first_day, id"))


def event_value(row: Row) -> Event:
    """Read one row, also one of the history."""
    return Event(
        title=str(row["title"]),
        category=cast("Category", row["category"]),
        first_day=day_value(row["first_day"]),
        last_day=optional_day(row["last_day"]),
        leave_out=bool(row["leave_out"]),
        note=str(row["note"]),
        id=cast("int", row["id"]),
    )


def put(rows: Rows, event: Event) -> None:
    """Insert an event (id None), or replace the one with its id."""
    rows.put(
        "event",
        {
            "id": event.id,
            "title": event.title,
            "category": event.category,
            "first_day": day_cell(event.first_day),
            "last_day": day_cell(event.last_day),
            "leave_out": int(event.leave_out),
            "note": event.note,
        },
    )


def remove(rows: Rows, number: int) -> None:
    """Remove one event."""
    rows.remove("event", {"id": number})
