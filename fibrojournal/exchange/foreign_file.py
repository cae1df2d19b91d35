"""Tells which app a file is from, and reads it as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from fibrojournal.errors import RefusedError
from fibrojournal.exchange.bearable import is_bearable, read_bearable
from fibrojournal.exchange.csv_table import SIZE_LIMIT, CsvTable
from fibrojournal.exchange.daylio import is_daylio, read_daylio
from fibrojournal.exchange.folder import FILES
from fibrojournal.exchange.json_file import is_json_export
from fibrojournal.exchange.medtimer import is_medtimer_csv, read_medtimer, read_medtimer_csv
from fibrojournal.exchange.parsed import Rejected
from fibrojournal.exchange.spreadsheet import read_sheet
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.exchange.medtimer import MedTimerExport
    from fibrojournal.exchange.observations import Observations
    from fibrojournal.exchange.spreadsheet import Sheet

Format = Literal["fibrojournal", "daylio", "bearable", "medtimer", "spreadsheet"]
"""What a folder or file to import is."""

_PACKED: Final = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_JOURNALS: Final = (b"FJ", b"SQLite format 3\0")
_PICTURED: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"<?xml", b"<!DOCTYPE", b"<html")
_BOM: Final = b"\xef\xbb\xbf"
_HEADER_BYTES: Final = 20_000


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file of another app, read; one of the three is there.

    Attributes:
        format: Which app.
        said: What it says, in its own words; for a spreadsheet this needs its layout first.
        sheet: The table of a spreadsheet.
        export: What a backup of medicines holds.
    """

    format: Format
    said: Observations | None = None
    sheet: Sheet | None = None
    export: MedTimerExport | None = None

    @property
    def unreadable(self) -> Rejected | None:
        """Why the file as a whole cannot be read; None = it can."""
        part = self.export or self.said or (self.sheet.table if self.sheet is not None else None)
        if part is None or not part.rejected:
            return None
        first = part.rejected[0]
        is_header = self.export is None and first.row == 1
        return first if not part.read or first.row == 0 or is_header else None


def read_foreign(place: Path, wanted: Format | None = None) -> ForeignFile | None:
    """Read a file of another app; None = it is ours, or a folder.

    Args:
        place: The file.
        wanted: What it is; None = find out.

    Raises:
        RefusedError: It is not there, or is something that no importer reads.
    """
    if place.is_dir() or wanted == "fibrojournal":
        return None
    data = _bytes(place)
    format_ = _format(place.name, data) if wanted is None else wanted
    match format_:
        case "daylio":
            return ForeignFile(format_, said=read_daylio(data, place.name))
        case "bearable":
            return ForeignFile(format_, said=read_bearable(data, place.name))
        case "medtimer":
            is_table = is_medtimer_csv(_first_line(data))
            read = read_medtimer_csv if is_table else read_medtimer
            return ForeignFile(format_, export=read(data, place.name))
        case "spreadsheet":
            return ForeignFile(format_, sheet=_sheet(data, place.name))
        case _:  # ours
            return None


def _sheet(data: bytes, name: str) -> Sheet:
    """Read a table; without a column of days it is none of ours to read."""
    sheet = read_sheet(data, name)
    if not sheet.columns or sheet.day_columns():
        return sheet
    reason = tr("No column of this file holds days, such as 2026-11-04.")
    return replace(sheet, table=CsvTable(rejected=(Rejected(0, "", reason),)))


def _format(name: str, data: bytes) -> Format:
    start = data[:16]
    if start.startswith(_PACKED):
        raise _OtherFileError(
            tr("This is a packed file or a workbook, not a table."),
            tr("Unpack it, or save it as CSV, then choose that file. Nothing was changed."),
        )
    if start.startswith(_JOURNALS):
        raise _OtherFileError(
            tr("This is a journal or a backup, not an export."),
            tr("Open it, or restore it from the backups. Nothing was changed."),
        )
    if start.lstrip().startswith(_PICTURED):
        raise _OtherFileError(
            tr("This kind of file cannot be imported."),
            tr(
                "Choose a folder from FibroJournal, or an export of another app as CSV or JSON. "
                "Nothing was changed."
            ),
        )
    if data.removeprefix(_BOM).lstrip()[:1] in {b"{", b"["}:
        return _format_of_json(data)
    return _format_of_table(name, _first_line(data))


def _format_of_json(data: bytes) -> Format:
    return "fibrojournal" if is_json_export(data) else "medtimer"


def _format_of_table(name: str, first_line: str) -> Format:
    columns = [cell.strip().strip('"') for cell in first_line.split(",")]
    if is_daylio(columns):
        return "daylio"
    if is_bearable(columns):
        return "bearable"
    if is_medtimer_csv(first_line):
        return "medtimer"
    return "fibrojournal" if name in FILES else "spreadsheet"


def _first_line(data: bytes) -> str:
    text = data[:_HEADER_BYTES].removeprefix(_BOM).decode("utf-8", "replace")
    return text.lstrip("\r\n").split("\n", 1)[0].strip("\r")


def _bytes(place: Path) -> bytes:
    """Read a file, and of one that is too large no more than shows that it is."""
    try:
        with place.open("rb") as stream:
            return stream.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise RefusedError(
            tr("This file could not be opened."),
            remedy=tr("Check its name and the folder. Nothing was changed."),
        ) from error


class _OtherFileError(RefusedError):
    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy=remedy)
