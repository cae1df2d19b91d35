"""Which days hold what, and what a few of them hold: for lists of twenty years of days.

Each question of the first kind is one query that an index answers; what is read of days, however
many they are, takes three.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from fibrojournal.storage.cells import day_cell, day_value
from fibrojournal.storage.entry_table import day_entry_value, moment_values

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fibrojournal.domain.entries import DayEntry, Moment
    from fibrojournal.storage.rows import Cell, Row, Rows


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """What is written about one day.

    Attributes:
        entry: The day entry; None = there are moments only.
        moments: By time.
        pain_areas: How many areas are marked in the pain map; None = not mapped.
    """

    entry: DayEntry | None
    moments: tuple[Moment, ...]
    pain_areas: int | None


def days_written(rows: Rows) -> frozenset[date]:
    """Return all days about which something is written."""
    return _days(rows, "SELECT day FROM entry")


def days_with_note(rows: Rows) -> frozenset[date]:
    """Return the days that have a note, or a moment with one."""
    return _days(rows, "SELECT day FROM entry WHERE note <> ''")


def days_with_words(rows: Rows, terms: Sequence[str]) -> frozenset[date]:
    """Return the days with a note that has all these words.

    Args:
        rows: Of the open journal.
        terms: Any texts that hold a letter or a digit, but no NUL; of the last one the beginning
            is enough. At least one.
    """
    quoted = ['"{}"'.format(term.replace('"', '""')) for term in terms]
    return _days(
        rows,
        "SELECT entry.day FROM entry_fts JOIN entry ON entry.id = entry_fts.rowid"
        " WHERE entry_fts MATCH ?",
        (" ".join(quoted) + " *",),
    )


def days_skipped(rows: Rows) -> frozenset[date]:
    """Return the days of which something was skipped."""
    return _days(rows, "SELECT day FROM score WHERE value IS NULL")


def days_skipping(rows: Rows, item: str) -> frozenset[date]:
    """Return the days of which `item` was skipped."""
    return _days(rows, "SELECT day FROM score WHERE item = ? AND value IS NULL", (item,))


def days_scored(rows: Rows, item: str, low: float, high: float) -> frozenset[date]:
    """Return the days with a score of `item` from `low` to `high`, that of a moment too."""
    return _days(
        rows,
        "SELECT day FROM score WHERE item = ? AND value BETWEEN ? AND ?",
        (item, low, high),
    )


def read_days(rows: Rows, days: Collection[date]) -> dict[date, WrittenDay]:
    """Return what is written about each of a few days; a day that is blank is not there."""
    cells = tuple(day_cell(day) for day in days)
    entries = rows.find("entry", f"day {_within(cells)}", cells, order="day, time, id")
    numbers = tuple(row["id"] for row in entries)
    scores: dict[Cell, list[Row]] = {}
    for row in rows.find("score", f"entry {_within(numbers)}", numbers):
        scores.setdefault(row["entry"], []).append(row)
    areas: dict[Cell, int] = dict.fromkeys(numbers, 0)
    for area in rows.find("pain_area", f"entry {_within(numbers)}", numbers):
        areas[area["entry"]] += 1
    by_day: dict[Cell, list[Row]] = {}
    for row in entries:
        by_day.setdefault(row["day"], []).append(row)
    return {day_value(day): _written(found, scores, areas) for day, found in by_day.items()}


def _written(
    entries: list[Row], scores: dict[Cell, list[Row]], areas: dict[Cell, int]
) -> WrittenDay:
    entry, pain_areas = None, None
    moments: list[Moment] = []
    for row in entries:
        scored = scores.get(row["id"], [])
        if row["time"] is None:
            entry = day_entry_value(row, scored)
            pain_areas = areas[row["id"]] if row["pain_mapped"] else None
        else:
            moments += moment_values(row, scored)
    return WrittenDay(entry, tuple(moments), pain_areas)


def _within(values: Collection[Cell]) -> str:
    return "IN ({})".format(", ".join("?" * len(values)))


def _days(rows: Rows, sql: str, arguments: tuple[Cell, ...] = ()) -> frozenset[date]:
    texts = [cast("str", day) for (day,) in rows.select(sql, arguments)]
    return frozenset(map(date.fromisoformat, texts))
