"""Tells whether rows can be read as values, before a file that others may have made is used.

CHECKs know SQLite's idea of a date, a time or a list; the values know ours. What passes the one
and not the other would stop a page later on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fibrojournal.domain.scales import SCALES
from fibrojournal.storage import (
    entry_table,
    event_table,
    item_table,
    medicine_table,
    profile_table,
)
from fibrojournal.storage.cells import day_value, optional_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.storage.rows import Row, Rows

_UNREADABLE: Final = (ValueError, TypeError, LookupError, ArithmeticError)
"""What reading a value raises that makes no sense."""


def is_readable(rows: Rows) -> bool:
    """Tell whether everything that a journal holds now can be read as values."""
    try:
        item_table.items(rows)
        for _ in entry_table.day_entries(rows):
            pass
        entry_table.moments(rows)
        entry_table.pain_maps(rows)
        medicine_table.medicines(rows)
        medicine_table.dose_changes(rows)
        medicine_table.plan(rows)
        medicine_table.intakes(rows)
        event_table.events(rows)
        profile_table.questions(rows)
        profile_table.profile(rows)
    except _UNREADABLE:
        return False
    return True


def is_readable_version(table: str, row: Row) -> bool:
    """Tell whether a row of the history can be read as what it was.

    Args:
        table: One of those of people's data.
        row: With the columns of its own schema, which may be older than ours.
    """
    try:
        _READERS[table](row)
    except KeyError:
        return True  # a column that came later; the steps since then know what to do
    except _UNREADABLE:
        return False
    return True


def _read_item(row: Row) -> None:
    if row["scale"] not in SCALES:
        raise ValueError
    item_table.item_value(row)


def _read_entry(row: Row) -> None:
    entry_table.day_entry_value(row, ())
    optional_time(row["time"])


def _read_score(row: Row) -> None:
    day_value(row["day"])
    float(row["value"] or 0)


_READERS: Final[dict[str, Callable[[Row], object]]] = {
    "tracked_item": _read_item,
    "entry": _read_entry,
    "score": _read_score,
    "pain_area": dict,
    "medicine": medicine_table.medicine_value,
    "dose_change": lambda row: medicine_table.dose_change(row, ""),
    "plan_step": lambda row: medicine_table.plan_step(row, ""),
    "intake": lambda row: medicine_table.intake(row, ""),
    "event": event_table.event_value,
    "question": profile_table.question_value,
    "profile": profile_table.profile_value,
}
