"""Reads any table of days from a spreadsheet, once the person has said what its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fibrojournal.exchange.csv_table import SIZE_LIMIT, CsvTable, read_csv
from fibrojournal.exchange.foreign_days import (
    DateOrder,
    day_and_time_in,
    possible_orders,
    time_in,
)
from fibrojournal.exchange.observations import (
    ForeignNote,
    Observation,
    Observations,
    number_in,
)
from fibrojournal.exchange.parsed import Rejected
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

DELIMITERS: Final = (",", ";", "\t")
SAMPLE_ROWS: Final = 5
"""Rows that are shown while the columns are being chosen."""

LONG_FORMS: Final = (("featurename", "value"), ("trackable_name", "trackable_value"))
"""Columns of names and of values, in small letters, as apps call them that write long tables."""

ROWS_LOOKED_AT: Final = 200
"""Rows by which it is guessed what a column holds, to begin with."""

_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_WORDY: Final = 40
"""Characters; a column that holds longer texts is proposed as notes."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What the columns of a table are, as the person said.

    Attributes:
        day_column: Holds the day, or the day with its time.
        order: In which order its numbers stand.
        time_column: Holds the local time; "" = none.
        note_columns: Hold free text.
        decimal_comma: "7,5" is seven and a half.
        name_column: Says in each row what the row is about; "" = each column is about one thing.
        value_column: Holds what is said about it, where there is a `name_column`.
    """

    day_column: str
    order: DateOrder
    time_column: str = ""
    note_columns: frozenset[str] = frozenset()
    decimal_comma: bool = False
    name_column: str = ""
    value_column: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in the file.

    Attributes:
        file: Its name.
        table: Columns and records, as text.
        is_utf8: Whether the text is in UTF-8 or UTF-16; else it was read as Western European, and
            accents should be looked at.
    """

    file: str
    table: CsvTable
    is_utf8: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.table.columns

    def sample(self) -> tuple[tuple[str, ...], ...]:
        """Return the first rows."""
        return tuple(tuple(cells) for _, cells in self.table.records[:SAMPLE_ROWS])

    def texts(self, column: str) -> tuple[str, ...]:
        """Return what is written in one column, blanks left out."""
        place = self.columns.index(column)
        return tuple(text for _, cells in self.table.records if (text := cells[place].strip()))

    def day_columns(self) -> tuple[str, ...]:
        """Return the columns that hold days, going by the first rows."""
        return tuple(name for name in self.columns if possible_orders(self._first_texts(name)))

    def orders(self, column: str) -> tuple[DateOrder, ...]:
        """Return the orders in which a column's texts are days; two = it must be asked."""
        return possible_orders(self.texts(column))

    def proposal(self) -> SheetLayout | None:
        """Propose a layout to begin with; None = no column holds days.

        Where the order of day and month is open, the first possible one stands there, and the
        person has to confirm it: see `orders`.
        """
        days = self.day_columns()
        if not days:
            return None
        others = [name for name in self.columns if name != days[0]]
        times = [name for name in others if self._holds_times(name)]
        notes = {
            name
            for name in others
            if name not in times and max(map(len, self._first_texts(name)), default=0) > _WORDY
        }
        numbers = [text for name in others for text in self._first_texts(name)]
        dots = sum(number_in(text) is not None for text in numbers)
        commas = sum(number_in(text, decimal_comma=True) is not None for text in numbers)
        name, value = self._long_form()
        return SheetLayout(
            days[0],
            possible_orders(self._first_texts(days[0]))[0],
            times[0] if times else "",
            frozenset(notes),
            decimal_comma=commas > dots,
            name_column=name,
            value_column=value,
        )

    def _long_form(self) -> tuple[str, str]:
        """Return the columns of names and values of apps that write one row for each value."""
        there = {name.casefold(): name for name in self.columns}
        for name, value in LONG_FORMS:
            if name in there and value in there:
                return there[name], there[value]
        return "", ""

    def _first_texts(self, column: str) -> tuple[str, ...]:
        place = self.columns.index(column)
        first = self.table.records[:ROWS_LOOKED_AT]
        return tuple(text for _, cells in first if (text := cells[place].strip()))

    def _holds_times(self, column: str) -> bool:
        texts = self._first_texts(column)
        return bool(texts) and all(time_in(text) is not None for text in texts)


def read_sheet(data: bytes, file: str) -> Sheet:
    """Read a table of which nothing is known but that it has a row of column names.

    Args:
        data: The file's bytes; commas, semicolons or tabs stand between the cells.
        file: Its name.
    """
    if len(data) > SIZE_LIMIT:
        return Sheet(file, read_csv(data, ()), is_utf8=True)
    text, is_utf8 = _decoded(data)
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    return Sheet(file, read_csv(text.encode(), (), delimiter=delimiter), is_utf8)


def _decoded(data: bytes) -> tuple[str, bool]:
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace"), True
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding), encoding == _ENCODINGS[0]
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), False


def read_spreadsheet(sheet: Sheet, layout: SheetLayout) -> Observations:
    """Say what a table says, with the columns as the person named them.

    Every other column is a name, every cell that is not blank something said under it. In a
    long table each row has its name, and columns of which nothing was said are passed over.
    """
    said: list[Observation] = []
    notes: list[ForeignNote] = []
    rejected = list(sheet.table.rejected)
    for row, cells in sheet.table.records:
        texts = {name: cell.strip() for name, cell in zip(sheet.columns, cells, strict=True)}
        when = _when(row, texts, layout)
        if isinstance(when, Rejected):
            rejected.append(when)
            continue
        day, at = when
        notes += [
            ForeignNote(row, day, at, text)
            for name, text in texts.items()
            if text and name in layout.note_columns
        ]
        said += [Observation(row, day, at, name, text) for name, text in _said(texts, layout)]
    rejected.sort(key=lambda reason: reason.row)
    return Observations(sheet.file, sheet.table.read, tuple(said), tuple(notes), tuple(rejected))


def _said(texts: Mapping[str, str], layout: SheetLayout) -> list[tuple[str, str]]:
    """Return the names and texts of one row."""
    if layout.name_column:
        pair = (texts[layout.name_column], texts[layout.value_column])
        return [pair] if all(pair) else []
    others = {layout.day_column, layout.time_column, *layout.note_columns}
    return [(name, text) for name, text in texts.items() if text and name not in others]


def _when(
    row: int, texts: Mapping[str, str], layout: SheetLayout
) -> tuple[date, time | None] | Rejected:
    """Return the day and time that a row is about."""
    found = day_and_time_in(texts[layout.day_column], layout.order)
    if found is None:
        return Rejected(row, layout.day_column, tr("This is not a day."))
    written = texts.get(layout.time_column, "")
    if not written:
        return found
    at = time_in(written)
    if at is None:
        return Rejected(row, layout.time_column, tr("This is not a time."))
    return found[0], at
