"""Reads the CSV export of Daylio, in all its layouts, by the names of the columns.

The layouts differ by year: the day is `full_date`, or in 2018 `year` and `date`; `scales` came
later. The mood is a word that people rename as they like; several entries a day are usual, the
newest first. `date` and `weekday` are display text in the phone's language and are left aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fibrojournal.exchange.csv_table import read_csv
from fibrojournal.exchange.foreign_days import day_in, time_in
from fibrojournal.exchange.observations import ForeignNote, Observation, Observations
from fibrojournal.exchange.parsed import Rejected
from fibrojournal.exchange.plain_text import without_tags
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, time

MOOD: Final = "mood"
REQUIRED: Final = ("time", "mood", "activities", "note")
KNOWN: Final = frozenset(
    {"year", "full_date", "date", "weekday", "scales", "note_title", *REQUIRED}
)


def is_daylio(columns: Sequence[str]) -> bool:
    """Tell whether a header is one of Daylio's."""
    return {"weekday", *REQUIRED} <= set(columns) and _has_day(columns)


def _has_day(columns: Sequence[str]) -> bool:
    return "full_date" in columns or {"year", "date"} <= set(columns)


def read_daylio(data: bytes, file: str) -> Observations:
    """Read a whole export; what cannot be read comes back as reasons.

    Args:
        data: The file's bytes.
        file: Its name.
    """
    table = read_csv(data, REQUIRED, mend=_without_extra_cell)
    faults = _faults(table.columns)
    if faults:
        return Observations(file, table.read, rejected=faults)
    said: list[Observation] = []
    notes: list[ForeignNote] = []
    rejected = list(table.rejected)
    for row, cells in table.records:
        entry = {name: cell.strip() for name, cell in zip(table.columns, cells, strict=True)}
        day = _day(entry)
        at = time_in(entry["time"])
        if day is None:
            rejected.append(Rejected(row, "full_date", tr("This is not a day.")))
        elif at is None:
            rejected.append(Rejected(row, "time", tr("This is not a time.")))
        else:
            said += _said(row, day, at, entry)
            text = _note(entry)
            if text:
                notes.append(ForeignNote(row, day, at, text))
    rejected.sort(key=lambda reason: reason.row)
    return Observations(file, table.read, tuple(said), tuple(notes), tuple(rejected))


def _faults(columns: Sequence[str]) -> tuple[Rejected, ...]:
    """Say why the file as a whole is none of Daylio's."""
    if columns and not _has_day(columns):
        return (Rejected(1, "full_date", tr("The column full_date is missing.")),)
    reason = tr("Daylio writes no such column. Has the file been changed?")
    return tuple(Rejected(1, name, reason) for name in columns if name not in KNOWN)


def _day(entry: Mapping[str, str]) -> date | None:
    if "full_date" in entry:
        return day_in(entry["full_date"], "ymd")
    return day_in(f"{entry['date']} {entry['year']}", "dmy")


def _said(row: int, day: date, at: time, entry: Mapping[str, str]) -> Iterator[Observation]:
    if entry["mood"]:
        yield Observation(row, day, at, MOOD, entry["mood"])
    for part in _parts(entry.get("scales", "")):
        name, colon, value = part.partition(":")
        if colon and name.strip() and value.strip():
            yield Observation(row, day, at, name.strip(), value.strip())
    for activity in dict.fromkeys(_parts(entry["activities"])):
        yield Observation(row, day, at, activity, "1")


def _parts(text: str) -> list[str]:
    return [part for part in map(str.strip, text.split("|")) if part]


def _note(entry: Mapping[str, str]) -> str:
    lines = (without_tags(entry.get("note_title", "")), without_tags(entry["note"]))
    return "\n".join(line for line in lines if line)


def _without_extra_cell(columns: Sequence[str], cells: list[str]) -> list[str]:
    """Take out the empty cell that some versions write behind the activities."""
    behind = columns.index("activities") + 1
    if len(cells) == len(columns) + 1 and not cells[behind]:
        return cells[:behind] + cells[behind + 1 :]
    return cells
