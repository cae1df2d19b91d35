"""Reads the CSV export of Bearable, in both its layouts, by the names of the columns.

One row is one rating. A symptom that was not felt has no row: that is missing, not 0. The parts
of the day have no clock time in the file; so that a morning stays before an evening they are kept
as moments at the hours in `PARTS_OF_DAY`.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from fibrojournal.exchange.csv_table import read_csv
from fibrojournal.exchange.foreign_days import day_in
from fibrojournal.exchange.observations import ForeignNote, Observation, Observations
from fibrojournal.exchange.parsed import Rejected
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

REQUIRED: Final = ("date", "time of day", "category", "rating/amount", "detail", "notes")
PARTS_OF_DAY: Final = {"pre": time(6), "am": time(9), "mid": time(13), "pm": time(18)}
"""When a part of the day is kept; all other words stand for the whole day."""

SYMPTOM: Final = "Symptom"


def is_bearable(columns: Sequence[str]) -> bool:
    """Tell whether a header is one of Bearable's."""
    return set(REQUIRED) <= set(columns)


def read_bearable(data: bytes, file: str) -> Observations:
    """Read a whole export; what cannot be read comes back as reasons.

    Args:
        data: The file's bytes.
        file: Its name.
    """
    table = read_csv(data, REQUIRED)
    said: list[Observation] = []
    notes: list[ForeignNote] = []
    rejected = list(table.rejected)
    for row, cells in table.records:
        entry = {name: cell.strip() for name, cell in zip(table.columns, cells, strict=True)}
        day = day_in(entry.get("date formatted") or entry["date"], "ymd")
        if day is None:
            rejected.append(Rejected(row, "date", tr("This is not a day.")))
            continue
        at = PARTS_OF_DAY.get(entry["time of day"].lower())
        said += _said(row, day, at, entry)
        if entry["notes"]:
            notes.append(ForeignNote(row, day, at, entry["notes"]))
    rejected.sort(key=lambda reason: reason.row)
    return Observations(file, table.read, tuple(said), tuple(notes), tuple(rejected))


def _said(row: int, day: date, at: time | None, entry: Mapping[str, str]) -> Iterator[Observation]:
    category, rating, detail = entry["category"], entry["rating/amount"], entry["detail"]
    if rating:
        name, words = _name(category, detail)
        if name:
            yield Observation(row, day, at, name, rating, words)
        return
    for part in map(str.strip, detail.split("|")):
        name, _, level = part.rpartition(" - ")
        if name or level:
            yield Observation(row, day, at, f"{category}: {name or level}", level if name else "1")


def _name(category: str, detail: str) -> tuple[str, str]:
    """Return what a rating is about, and what the file says besides.

    A symptom's name may hold brackets itself; the last ones are the rating in words.
    """
    if category == SYMPTOM:
        name, bracket, words = detail.removesuffix(")").rpartition("(")
        has_words = bool(bracket) and detail.endswith(")") and ")" not in words
        return (name.rstrip(), words) if has_words else (detail, "")
    if category == "Meds/Supplements":
        return f"{category}: {detail}", ""
    return category, detail
