"""Rows of `entry`, `score` and `pain_area`: what was written about days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from fibrojournal.domain.entries import (
    SKIPPED,
    Compared,
    DayEntry,
    ItemScores,
    MedicinesTaken,
    Moment,
    Score,
)
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.storage import origin_table
from fibrojournal.storage.cells import day_cell, day_value, optional_day, optional_time, time_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fibrojournal.storage.rows import Cell, Row, Rows

_DAY_ENTRY = "time IS NULL"


def day_entry(rows: Rows, day: date) -> DayEntry | None:
    """Return what was written about one day, or None."""
    found = rows.find("entry", f"day = ? AND {_DAY_ENTRY}", (day_cell(day),))
    if not found:
        return None
    scores = rows.find("score", "entry = ?", (found[0]["id"],))
    entry = day_entry_value(found[0], scores)
    return None if _is_blank(entry) else entry


def day_entries(rows: Rows, first: date = date.min, last: date = date.max) -> Iterator[DayEntry]:
    """Yield the day entries from `first` to `last`, oldest first."""
    within = (day_cell(first), day_cell(last))
    scores: dict[Cell, dict[str, Score]] = {}
    for entry, item, value, skipped in rows.select(
        # Only by their entries are the scores of a few days found without reading all.
        "SELECT entry, item, value, skipped FROM entry JOIN score ON score.entry = entry.id"
        " WHERE time IS NULL AND entry.day BETWEEN ? AND ?",
        within,
    ):
        scores.setdefault(entry, {})[str(item)] = SKIPPED if skipped else cast("float", value)
    for row in rows.find("entry", f"{_DAY_ENTRY} AND day BETWEEN ? AND ?", within, order="day"):
        entry_found = _entry(row, scores.get(row["id"], {}))
        if not _is_blank(entry_found):
            yield entry_found


def put_day(rows: Rows, entry: DayEntry) -> int:
    """Make the day entry of `entry.day` equal to `entry`; only rows that differ are written.

    An entry in which nothing is written any more is removed. What is written over did come from
    a file no longer.

    Returns:
        The number of the entry; 0 = it was removed.
    """
    row = _entry_row(rows, entry.day)
    note_before = row["note"]
    written = entry.written_at
    row |= {
        "note": entry.note,
        "written_at": None if written is None else written.isoformat(),
        "medicines_taken": entry.medicines_taken,
        "recalled_after_days": entry.recalled_after_days,
        "same_as": day_cell(entry.same_as),
        "compared_with_yesterday": entry.compared_with_yesterday,
    }
    if _is_blank(entry) and not row["pain_mapped"]:
        _remove_entry(rows, row)
        return 0
    if note_before not in {"", entry.note}:
        origin_table.forget(rows, "entry", row["id"], origin_table.NOTE)
    number = rows.put("entry", row)
    before = {str(old["item"]): old for old in rows.find("score", "entry = ?", (number,))}
    for item, old in before.items():
        if entry.scores.get(item) != _score(old):
            origin_table.forget(rows, "entry", number, item)
        if item not in entry.scores:
            rows.remove("score", old)
    for item, score in entry.scores.items():
        if item not in before or _score(before[item]) != score:
            _put_score(rows, number, entry.day, item, score, momentary=False)
    return number


def days_written(rows: Rows, first: date, last: date) -> frozenset[date]:
    """Return the days from `first` to `last` about which something was written."""
    found = rows.select(
        "SELECT DISTINCT day FROM entry WHERE day BETWEEN ? AND ?",
        (day_cell(first), day_cell(last)),
    )
    return frozenset(day_value(day) for (day,) in found)


def days_told(rows: Rows, first: date, last: date) -> frozenset[date]:
    """Return days with an entry, an intake, a dose change or an event that begins on them."""
    within = (day_cell(first), day_cell(last))
    tables = (("day", "entry"), ("day", "intake"), ("day", "dose_change"), ("first_day", "event"))
    parts = [
        f"SELECT {day} FROM {table} WHERE {day} BETWEEN ? AND ?"  # noqa: S608 - names as above
        for day, table in tables
    ]
    found = rows.select(" UNION ".join(parts), within * len(tables))
    return frozenset(day_value(day) for (day,) in found)


def medicines_taken(rows: Rows) -> dict[date, MedicinesTaken]:
    """Return what days say about the medicines; a day that says nothing is not there."""
    found = rows.select(
        "SELECT day, medicines_taken FROM entry"
        " WHERE time IS NULL AND medicines_taken IS NOT NULL ORDER BY day"
    )
    return {day_value(day): cast("MedicinesTaken", taken) for day, taken in found}


def recalled_days(rows: Rows) -> dict[date, int]:
    """Return the days that were filled in later, with after how many days each was."""
    found = rows.select(
        "SELECT day, recalled_after_days FROM entry"
        " WHERE time IS NULL AND recalled_after_days IS NOT NULL ORDER BY day"
    )
    return {day_value(day): cast("int", days) for day, days in found}


def first_day(rows: Rows) -> date | None:
    """Return the earliest day with an entry or a moment, or None."""
    ((day,),) = rows.select("SELECT min(day) FROM entry")
    return optional_day(day)


def item_scores(rows: Rows, item: str) -> ItemScores:
    """Return every number written for one item, oldest first."""
    found = rows.select(
        "SELECT day, value, momentary FROM score"
        " WHERE item = ? AND value IS NOT NULL ORDER BY day, value",
        (item,),
    )
    # Column by column and without a step of Python for each, as there are 7,000 in 20 years.
    days, values, momentary = tuple(zip(*found, strict=True)) or ((), (), ())
    written = map(date.fromisoformat, cast("tuple[str, ...]", days))
    return ItemScores(
        item,
        tuple(map(date.toordinal, written)),
        cast("tuple[float, ...]", values),
        tuple(map(bool, momentary)),
    )


def scored_items(rows: Rows) -> frozenset[str]:
    """Return the keys of the items that have at least one number."""
    found = rows.select(
        "SELECT key FROM tracked_item WHERE EXISTS"
        " (SELECT 1 FROM score WHERE item = key AND value IS NOT NULL)"
    )
    return frozenset(str(key) for (key,) in found)


def moments(rows: Rows) -> tuple[Moment, ...]:
    """Return all moments, oldest first."""
    found = rows.select(
        "SELECT entry.day, time, item, value, skipped, note FROM entry JOIN score"
        " ON score.entry = entry.id WHERE time IS NOT NULL ORDER BY entry.day, time, entry.id"
    )
    return tuple(
        Moment(
            day_value(day),
            cast("time", optional_time(at)),
            str(item),
            SKIPPED if skipped else cast("float", value),
            str(note),
        )
        for day, at, item, value, skipped, note in found
    )


def put_moment(rows: Rows, moment: Moment) -> int:
    """Add one moment; return the number of its entry."""
    row = _new_row(moment.day) | {"time": time_cell(moment.time), "note": moment.note}
    number = rows.put("entry", row)
    _put_score(rows, number, moment.day, moment.item, moment.score, momentary=True)
    return number


def remove_moment(rows: Rows, moment: Moment) -> None:
    """Remove one moment that is equal to `moment`, if there is one."""
    where = (day_cell(moment.day), time_cell(moment.time), moment.note)
    for row in rows.find("entry", "day = ? AND time = ? AND note = ?", where, order="id"):
        if moment in moment_values(row, rows.find("score", "entry = ?", (row["id"],))):
            _remove_entry(rows, row)
            return


def pain_maps(rows: Rows) -> tuple[PainMap, ...]:
    """Return all pain maps, oldest first."""
    areas: dict[date, set[str]] = {}
    for day, area in rows.select(
        "SELECT day, area FROM entry LEFT JOIN pain_area ON pain_area.entry = entry.id"
        " WHERE time IS NULL AND pain_mapped = 1 ORDER BY day"
    ):
        marked = areas.setdefault(day_value(day), set())
        if area is not None:
            marked.add(str(area))
    return tuple(PainMap(day, frozenset(marked)) for day, marked in areas.items())


def pain_map_before(rows: Rows, day: date) -> PainMap | None:
    """Return the newest pain map of the days before `day`; None = there is none."""
    ((found,),) = rows.select(
        "SELECT max(day) FROM entry WHERE time IS NULL AND pain_mapped = 1 AND day < ?",
        (day_cell(day),),
    )
    return None if found is None else pain_map_of(rows, day_value(found))


def pain_map_of(rows: Rows, day: date) -> PainMap | None:
    """Return the pain map of one day; None = not mapped."""
    found = rows.find("entry", f"day = ? AND {_DAY_ENTRY}", (day_cell(day),))
    if not found:
        return None
    return pain_map_value(found[0], rows.find("pain_area", "entry = ?", (found[0]["id"],)))


def put_pain_map(rows: Rows, day: date, pain_map: PainMap | None) -> None:
    """Set or, with None, take away the pain map of one day."""
    row = _entry_row(rows, day) | {"pain_mapped": int(pain_map is not None)}
    if pain_map is None and _is_blank(day_entry(rows, day) or DayEntry(day)):
        _remove_entry(rows, row)
        return
    number = rows.put("entry", row)
    wanted = pain_map.areas if pain_map is not None else frozenset[str]()
    for old in rows.find("pain_area", "entry = ?", (number,)):
        if old["area"] not in wanted:
            rows.remove("pain_area", old)
    for area in sorted(wanted):
        rows.put("pain_area", {"entry": number, "area": area})


def mark_recalled(rows: Rows, day: date, after_days: int) -> None:
    """Note on a day's entry after how many days something was added to it."""
    rows.put("entry", _entry_row(rows, day) | {"recalled_after_days": after_days})


def remove_day(rows: Rows, day: date) -> None:
    """Remove everything that was written about one day, its moments too."""
    for row in rows.find("entry", "day = ?", (day_cell(day),)):
        _remove_entry(rows, row)


def day_entry_value(row: Row, scores: Iterable[Row]) -> DayEntry:
    """Read the rows of one day entry, also those of the history."""
    return _entry(row, {str(score["item"]): _score(score) for score in scores})


def pain_map_value(row: Row, areas: Iterable[Row]) -> PainMap | None:
    """Read the pain map of a day entry's rows, also of those of the history; None = not mapped."""
    if not row["pain_mapped"]:
        return None
    return PainMap(day_value(row["day"]), frozenset(str(area["area"]) for area in areas))


def moment_values(row: Row, scores: Iterable[Row]) -> tuple[Moment, ...]:
    """Read the rows of an entry that has a time, also those of the history."""
    return tuple(
        Moment(
            day_value(row["day"]),
            cast("time", optional_time(row["time"])),
            str(score["item"]),
            _score(score),
            str(row["note"]),
        )
        for score in scores
    )


def _put_score(
    rows: Rows, entry: int, day: date, item: str, score: Score, *, momentary: bool
) -> None:
    rows.put(
        "score",
        {
            "entry": entry,
            "item": item,
            "day": day_cell(day),
            "momentary": int(momentary),
            "value": None if score is SKIPPED else float(score),
            "skipped": int(score is SKIPPED),
        },
    )


def _entry_row(rows: Rows, day: date) -> Row:
    """Return the stored row of a day's entry, or a new one."""
    found = rows.find("entry", f"day = ? AND {_DAY_ENTRY}", (day_cell(day),))
    return found[0] if found else _new_row(day)


def _new_row(day: date) -> Row:
    return {
        "id": None,
        "day": day_cell(day),
        "time": None,
        "note": "",
        "written_at": None,
        "medicines_taken": None,
        "recalled_after_days": None,
        "same_as": None,
        "compared_with_yesterday": None,
        "pain_mapped": 0,
    }


def _remove_entry(rows: Rows, row: Row) -> None:
    if row["id"] is None:
        return
    for table in ("score", "pain_area"):
        for child in rows.find(table, "entry = ?", (row["id"],)):
            rows.remove(table, child)
    rows.remove("entry", row)


def _entry(row: Row, scores: dict[str, Score]) -> DayEntry:
    written = row["written_at"]
    return DayEntry(
        day=day_value(row["day"]),
        scores=scores,
        note=str(row["note"]),
        medicines_taken=cast("MedicinesTaken | None", row["medicines_taken"]),
        compared_with_yesterday=cast("Compared | None", row["compared_with_yesterday"]),
        written_at=None if written is None else datetime.fromisoformat(str(written)),
        recalled_after_days=cast("int | None", row["recalled_after_days"]),
        same_as=optional_day(row["same_as"]),
    )


def _is_blank(entry: DayEntry) -> bool:
    """Tell whether nothing is written but, perhaps, the moment of writing."""
    return replace(entry, written_at=None) == DayEntry(entry.day)


def _score(row: Row) -> Score:
    return SKIPPED if row["skipped"] else cast("float", row["value"])
