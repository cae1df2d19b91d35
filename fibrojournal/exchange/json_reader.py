"""Reads our own JSON export: its records become the rows of our tables, and are checked as those.

A record is numbered within its list, the first being 1; where lists stand inside records, such as
the doses of each medicine, their records are counted through.
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.exchange.cell_values import own_words_text, value_text
from fibrojournal.exchange.columns import COLUMNS, FORMAT, Column
from fibrojournal.exchange.csv_table import ROW_LIMIT, SIZE_LIMIT
from fibrojournal.exchange.formula_guard import guarded
from fibrojournal.exchange.json_file import SCHEMA_VERSION
from fibrojournal.exchange.parsed import Parsed, ParsedFile, Rejected
from fibrojournal.exchange.row_cells import RowCells
from fibrojournal.exchange.row_readers import READERS, Known
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.medicines import Medicine

Record: TypeAlias = "dict[str, Any]"

VALUE_LIMIT: Final = 3_000_000
"""Most values in a file; ten times as many as twenty full years have."""

CELL_COUNT_LIMIT: Final = 10_000_000
"""Most items times days."""

_LISTS: Final = frozenset({"items", "days", "pain_maps", "medicines", "events", "questions"})
_PARTS: Final = _LISTS | {"format", "schema_version", "profile"}
_INNER: Final = {
    "items": frozenset({"scores", "moments"}),
    "medicines": frozenset({"doses", "plan", "intakes"}),
}
"""Lists that stand inside the records of a list."""

_EXPONENTS: Final = range(-400, 21)
"""Of the smallest hours that a scale can hold, and beyond the largest amount."""

_PERHAPS_HALF_A_SIGN: Final = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(data: bytes, file: str, *, items: Sequence[TrackedItem], today: date) -> Parsed:
    """Read a whole export. What is wrong in it never raises: it comes back as reasons.

    Args:
        data: The file's bytes.
        file: Its name.
        items: The items of the journal that the records are meant for.
        today: Nothing that was lived is later.
    """
    try:
        content = _content(data)
    except _UnreadableError as error:
        return Parsed((ParsedFile(file, 0, (), (Rejected(0, "", error.reason),)),))
    known = Known(today, {item.key: item for item in items}, {})
    files = tuple(_Reading(content, file, known).files())
    said = tuple(part for part in files if part.read or part.rejected)
    return Parsed(said or files[:1])


class _UnreadableError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# The file as a whole


def _content(data: bytes) -> Record:
    if len(data) > SIZE_LIMIT or sum(map(data.count, (b",", b"[", b"{"))) > VALUE_LIMIT:
        raise _UnreadableError(_too_large())
    try:
        text = data.decode("utf-8-sig")
        content = json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_number,
            object_pairs_hook=_once_each,
        )
        if _PERHAPS_HALF_A_SIGN.search(text):  # JSON can spell text that no file can hold
            json.dumps(content, ensure_ascii=False, default=str).encode()
    except (ValueError, RecursionError) as error:
        raise _UnreadableError(
            tr("This JSON file is damaged, or it is not from FibroJournal.")
        ) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _UnreadableError(tr("This JSON file is not from FibroJournal."))
    if content.get("schema_version") != SCHEMA_VERSION:
        raise _UnreadableError(
            tr("This file was written by a newer FibroJournal. Read it with that one.")
        )
    return content


def _number(text: str) -> Decimal:
    """Keep a number as it is written; one that no cell can hold becomes none at all."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")
    fits = number.is_finite() and number.adjusted() in _EXPONENTS
    return number if fits else Decimal("NaN")


def _once_each(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise _UnreadableError(tr("A name stands twice in one record of this file."))
    return record


# Its records


@dataclass(slots=True)
class _Rows:
    """Records on their way into a table.

    Attributes:
        rows: The number of each, and its values by column; several rows may be one record.
        rejected: What is none.
    """

    rows: list[tuple[int, Record]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def add(self, number: int, record: object) -> None:
        """Take a record in."""
        if isinstance(record, dict):
            self.rows.append((number, record))
        else:
            self.rejected.append(Rejected(number, "", tr("This is not a record.")))


class _Reading:
    """Turns one list after the other into rows; each can rest on the ones before it."""

    def __init__(self, content: Record, file: str, known: Known) -> None:
        self._content = content
        self._file = file
        self._known = known

    def files(self) -> Iterator[ParsedFile]:
        """Yield what each list holds, in the order in which it must be stored."""
        items, days = _listed(self._content, "items"), _listed(self._content, "days")
        faults = [_unknown(0, name) for name in self._content if name not in _PARTS]
        if len(items.rows) * len(days.rows) > CELL_COUNT_LIMIT:
            faults.append(Rejected(0, "", _too_large()))
            items = days = _Rows()
        yield ParsedFile(self._file, 0, (), tuple(faults))
        read = self._table("items", items)
        yield read
        kept_items = _kept(items, read)
        medicines = _listed(self._content, "medicines")
        read = self._table("medicines", medicines)
        yield read
        kept_medicines = _kept(medicines, read)
        yield self._days(days, kept_items)
        yield self._table("moments", _inner(kept_items, "moments", "item"))
        yield self._table("pain_areas", _areas(_listed(self._content, "pain_maps")))
        for table, name in (("dose_changes", "doses"), ("plan", "plan"), ("intakes", "intakes")):
            yield self._table(table, _inner(kept_medicines, name, "medicine"))
        for table in ("events", "questions"):
            yield self._table(table, _listed(self._content, table))
        yield self._table("profile", _profile(self._content.get("profile")))

    def _days(self, days: _Rows, items: Mapping[str, Record]) -> ParsedFile:
        """Read the days, each with the scores that stand with the items."""
        there = {_day_of(record) for _, record in days.rows}
        scores: dict[str, Record] = {}
        merged = _Rows(rejected=days.rejected)
        for key, item in items.items():
            of_item = item.get("scores", {})
            if not isinstance(of_item, dict):
                merged.rejected.append(Rejected(0, key, _wrong_kind()))
                continue
            if not of_item.keys() <= there:
                reason = tr("There is a score of a day that is not in the list of days.")
                merged.rejected.append(Rejected(0, key, reason))
            for day, score in of_item.items():
                scores.setdefault(day, {})[key] = score
        for number, record in days.rows:
            strange = record.keys() & items.keys()
            merged.rejected += [_unknown(number, name) for name in sorted(strange)]
            if not strange:
                merged.rows.append((number, record | scores.get(_day_of(record), {})))
        self._known.day_items = {key: self._known.items[key] for key in items}
        return self._table("days", merged, map(Column, items))

    def _table(self, table: str, rows: _Rows, more: Iterable[Column] = ()) -> ParsedFile:
        if len(rows.rows) > ROW_LIMIT:
            rows = _Rows(rejected=[Rejected(0, "", _too_large())])
        columns = {column.name: column for column in (*COLUMNS[table], *more)}
        inner = _INNER.get(table, frozenset())
        seen: dict[Hashable, int] = {}
        all_cells = [_cells(number, record, columns, inner, seen) for number, record in rows.rows]
        kept = tuple(READERS[table](all_cells, self._known))
        rejected = [*rows.rejected, *(why for cells in all_cells for why in cells.rejected)]
        rejected.sort(key=lambda reason: reason.row)
        numbers = {number for number, _ in rows.rows} | {reason.row for reason in rows.rejected}
        return ParsedFile(f"{self._file}: {table}", len(numbers - {0}), kept, tuple(rejected))


def _listed(content: Record, name: str) -> _Rows:
    """Return the records of a list; one that is not there has none."""
    rows = _Rows()
    records = content.get(name, [])
    if not isinstance(records, list):
        rows.rejected.append(Rejected(0, "", _wrong_kind()))
    else:
        for number, record in enumerate(records, 1):
            rows.add(number, record)
    return rows


def _kept(rows: _Rows, read: ParsedFile) -> dict[str, Record]:
    """Return the records of the items or medicines that were kept, by their keys or names."""
    records = dict(rows.rows)
    return {
        _name(cast("TrackedItem | Medicine", row.value)): records[row.row] for row in read.rows
    }


def _name(value: TrackedItem | Medicine) -> str:
    return value.key if isinstance(value, TrackedItem) else value.name


def _inner(outer: Mapping[str, Record], name: str, column: str) -> _Rows:
    """Return the records that stand inside others, each with what it belongs to in `column`."""
    rows = _Rows()
    numbers = itertools.count(1)
    for owner, record in outer.items():
        inner = record.get(name, [])
        if not isinstance(inner, list):
            rows.rejected.append(Rejected(0, name, _wrong_kind()))
            continue
        for part, number in zip(inner, numbers, strict=False):
            if isinstance(part, dict) and column in part:
                rows.rejected.append(_unknown(number, column))
            else:
                rows.add(number, {column: owner, **part} if isinstance(part, dict) else part)
    return rows


def _areas(maps: _Rows) -> _Rows:
    """Return a row for each area, and one with a blank area for a map on which nothing hurt."""
    rows = _Rows(rejected=maps.rejected)
    for number, record in maps.rows:
        areas = record.get("areas")
        if not isinstance(areas, list) or not all(isinstance(area, str) for area in areas):
            rows.rejected.append(Rejected(number, "areas", _wrong_kind()))
            continue
        others = {name: value for name, value in record.items() if name != "areas"}
        rows.rows += [(number, {**others, "area": area}) for area in areas or [None]]
    return rows


def _profile(record: object) -> _Rows:
    """Return the profile, or nothing where nothing is said in it."""
    rows = _Rows()
    is_blank = isinstance(record, dict) and all(said in ("", None) for said in record.values())
    if record is not None and not is_blank:
        rows.add(1, record)
    return rows


def _day_of(record: Record) -> str:
    """Return the day as it is written; "" = it is no text."""
    day = record.get("day")
    return day if isinstance(day, str) else ""


def _cells(
    number: int,
    record: Record,
    columns: Mapping[str, Column],
    inner: frozenset[str],
    seen: dict[Hashable, int],
) -> RowCells:
    """Write a record as the row of an exported table, guard and all."""
    texts = {name: _text(column, record.get(name)) for name, column in columns.items()}
    shown = {name: guarded("?" if text is None else text) for name, text in texts.items()}
    cells = RowCells(number, shown, is_own=True, seen=seen)
    for name, text in texts.items():
        if text is None:
            cells.refuse(name, _wrong_kind())
    for name in record:
        if name not in columns and name not in inner:
            cells.refuse(name, _not_known())
    return cells


def _text(column: Column, value: object) -> str | None:
    """Return the text of a cell; None = a value of this kind cannot stand here."""
    match value:
        case None:
            return ""
        case str():
            return own_words_text(value) if column.kind == "own_words" else value
        case bool() | Decimal() if column.kind == "plain":
            return value_text(value)
        case dict() if column.name == "anchors":
            return value_text(value or None) if _are_words(value.values()) else None
        case _:
            return None


def _are_words(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _unknown(number: int, name: str) -> Rejected:
    return Rejected(number, name, _not_known())


def _not_known() -> str:
    return tr("This name is not known here.")


def _wrong_kind() -> str:
    return tr("A value of this kind cannot stand here.")


def _too_large() -> str:
    return tr("This file is too large to be one of FibroJournal.")
