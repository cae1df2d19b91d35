"""One CSV file as records and back: UTF-8, commas, a header row, strict about everything else."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fibrojournal.exchange.parsed import Rejected
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SIZE_LIMIT = 50 * 1024 * 1024
"""Largest file that is read, in bytes."""

ROW_LIMIT = 200_000
"""Most data rows that are read from one file."""

CELL_LIMIT = 2_000_000
"""Most cells; a table of ten columns may have all its rows."""

COLUMN_LIMIT = 1_000
"""Most columns; more is no table that a person keeps."""


Mend: TypeAlias = "Callable[[Sequence[str], list[str]], list[str]]"
"""Given the columns and a row with another number of cells; returns the cells that were meant."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The records of one file, as text.

    Attributes:
        columns: The header, without blanks around the names; empty where nothing can be read.
        records: Row number and cells; each has as many cells as there are columns.
        rejected: Rows that are no such record, or why the whole file cannot be read.
        read: Data rows read, refused ones among them; blank lines do not count.
    """

    columns: tuple[str, ...] = ()
    records: tuple[tuple[int, list[str]], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    read: int = 0


class _UnreadableError(Exception):
    """The file as a whole cannot be read as a table."""

    def __init__(self, reason: str, *, row: int = 0, column: str = "") -> None:
        super().__init__(reason)
        self.rejected = Rejected(row, column, reason)


def read_csv(
    data: bytes,
    required: Iterable[str],
    *,
    delimiter: str = ",",
    mend: Mend | None = None,
) -> CsvTable:
    """Read a whole file; what is wrong with it comes back as reasons.

    Args:
        data: The file's bytes.
        required: Columns without which the file says nothing.
        delimiter: What stands between two cells.
        mend: What to do with a row that has another number of cells; None = refuse it.
    """
    try:
        return _read(data, required, delimiter, mend)
    except _UnreadableError as error:
        return CsvTable(rejected=(error.rejected,))
    except UnicodeDecodeError:
        reason = tr("This file is not UTF-8 text. Save it as CSV in UTF-8.")
        return CsvTable(rejected=(Rejected(0, "", reason),))


def _read(
    data: bytes,
    required: Iterable[str],
    delimiter: str,
    mend: Mend | None,
) -> CsvTable:
    if len(data) > SIZE_LIMIT:
        raise _UnreadableError(tr("This file is larger than 50 MB. Split it into smaller files."))
    lines = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
    rows = _numbered(csv.reader(lines, strict=True, delimiter=delimiter))
    columns: tuple[str, ...] = ()
    records: list[tuple[int, list[str]]] = []
    rejected: list[Rejected] = []
    read = 0
    for row, cells in rows:
        if not columns:
            columns = _header(row, cells, required, delimiter)
            continue
        record = _record(row, cells, columns, mend)
        if isinstance(record, Rejected):
            rejected.append(record)
        else:
            records.append((row, record))
        read += 1
        if read * len(columns) > CELL_LIMIT:
            raise _UnreadableError(
                tr("This file has more than 2 million cells. Split it into smaller files.")
            )
        if read > ROW_LIMIT:
            raise _UnreadableError(
                tr("This file has more than 200,000 rows. Split it into smaller files.")
            )
    if not columns:
        raise _UnreadableError(tr("This file is empty. It must begin with a row of column names."))
    return CsvTable(columns, tuple(records), tuple(rejected), read)


def _record(
    row: int, cells: list[str] | Rejected, columns: Sequence[str], mend: Mend | None
) -> list[str] | Rejected:
    """Return as many cells as there are columns, or why there are not."""
    if isinstance(cells, Rejected):
        return cells
    if len(cells) != len(columns) and mend is not None:
        cells = mend(columns, cells)
    if len(cells) != len(columns):
        return Rejected(row, "", _wrong_length(len(cells), len(columns)))
    return cells


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | Rejected]]:
    """Number the rows as a spreadsheet does; blank rows have a number and are left out."""
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reason = tr(
                "This row and all rows after it could not be read. A quotation mark is missing "
                "or in the wrong place, or a cell is far too long."
            )
            yield row, Rejected(row, "", reason)
            return
        if any(cells):
            yield row, cells


def _header(
    row: int, cells: list[str] | Rejected, required: Iterable[str], delimiter: str
) -> tuple[str, ...]:
    if isinstance(cells, Rejected):
        raise _UnreadableError(cells.reason, row=row)
    names = tuple(cell.strip() for cell in cells)
    if len(names) == 1 and delimiter == "," and (";" in names[0] or "\t" in names[0]):
        raise _UnreadableError(
            tr("Between the columns must be commas, not semicolons or tabs."), row=row
        )
    if len(names) > COLUMN_LIMIT:
        raise _UnreadableError(tr("This file has more than 1,000 columns."), row=row)
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise _UnreadableError(
            tr("This column is there twice. Each column may be there once."),
            row=row,
            column=twice[0],
        )
    for name in required:
        if name not in names:
            raise _UnreadableError(
                tr("The column {column} is missing.").format(column=name), row=row, column=name
            )
    return names


def _wrong_length(cells: int, columns: int) -> str:
    return tr("This row has {cells} cells, and the header has {columns}.").format(
        cells=cells, columns=columns
    )


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    r"""Write rows of text, each ended by a line feed.

    Cells are quoted where they must be. A lone carriage return is such a case: readers take it
    for the end of a line.
    """
    return "".join(f"{','.join(map(_quoted, row))}\n" for row in rows).encode()


def _quoted(cell: str) -> str:
    if any(character in cell for character in ',"\r\n'):
        return '"{}"'.format(cell.replace('"', '""'))
    return cell
