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
    """

    day_column: str
    order: DateOrder
    time_column: str = ""
    note_columns: frozenset[str] = frozenset()
    decimal_comma: bool = False


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
        """Return the columns in which every text is a day."""
        return tuple(name for name in self.columns if self.orders(name))

    def orders(self, column: str) -> tuple[DateOrder, ...]:
        """Return the orders in which every text of a column is a day; two = it must be asked."""
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
            if name not in times and max(map(len, self.texts(name)), default=0) > _WORDY
        }
        numbers = [text for name in others for text in self.texts(name)]
        dots = sum(number_in(text) is not None for text in numbers)
        commas = sum(number_in(text, decimal_comma=True) is not None for text in numbers)
        return SheetLayout(
            days[0],
            self.orders(days[0])[0],
            times[0] if times else "",
            frozenset(notes),
            decimal_comma=commas > dots,
        )

    def _holds_times(self, column: str) -> bool:
        texts = self.texts(column)
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

    Every other column is a name, every cell that is not blank something said under it.
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
        for name, text in texts.items():
            if not text or name in {layout.day_column, layout.time_column}:
                continue
            if name in layout.note_columns:
                notes.append(ForeignNote(row, day, at, text))
            else:
                said.append(Observation(row, day, at, name, text))
    rejected.sort(key=lambda reason: reason.row)
    return Observations(sheet.file, sheet.table.read, tuple(said), tuple(notes), tuple(rejected))


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
