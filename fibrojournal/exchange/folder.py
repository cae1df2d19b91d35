"""Our own exchange folder: a manifest and one CSV file for each kind of row.

A folder of ours holds text that is guarded against spreadsheets; `manifest.json` says that it is
ours. Without it, text is taken as it stands.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from fibrojournal.domain.scales import NUMERIC_RATING
from fibrojournal.domain.tracked_items import TrackedItem, key_from_name
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.cell_values import own_words_text, value_text
from fibrojournal.exchange.columns import COLUMNS, FORMAT, VERSION, tables
from fibrojournal.exchange.csv_table import SIZE_LIMIT, csv_bytes, read_csv
from fibrojournal.exchange.formula_guard import guarded
from fibrojournal.exchange.pace import Pace
from fibrojournal.exchange.parsed import Parsed, ParsedFile, Rejected
from fibrojournal.exchange.row_cells import RowCells
from fibrojournal.exchange.row_readers import KEY_LIMIT, READERS, Known
from fibrojournal.exchange.whole_file import not_written, write_all
from fibrojournal.exchange.whole_folder import WholeFolder
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.exchange.cell_values import Value
    from fibrojournal.exchange.columns import Column, Table
    from fibrojournal.exchange.pace import KeepGoing

MANIFEST = "manifest.json"
FILES = {f"{table}.csv": table for table in COLUMNS}
"""Our files by name, and the table that each holds, in the order of reading."""


# Writing


def folder_files(contents: JournalContents) -> dict[str, bytes]:
    """Return the files of an export by name; tables without rows have none."""
    return {name: b"".join(pieces) for name, pieces in _pieces(contents, None).items()}


def write_folder(
    contents: JournalContents, folder: Path, keep_going: KeepGoing | None = None
) -> None:
    """Write an export into `folder`, which is made if it is not there.

    An earlier export is replaced as a whole. Files that are not ours stay; beside them, file after
    file of ours is replaced, or removed where its table has no rows any more. Without a manifest
    of ours such a file is somebody's own work, and nothing is written beside it.

    Args:
        contents: What is written.
        folder: Where to.
        keep_going: Told how many rows of how many are written; when it answers False, nothing
            is left behind.

    Raises:
        RefusedError: `folder` is a file, or holds tables that are not from an export.
        ExportCancelledError: `keep_going` said so.
        JournalError: No room or no permission.
    """
    if folder.is_file():
        raise RefusedError(
            tr("This is a file, not a folder."),
            remedy=tr("Choose a folder, or a new name for one. Nothing was changed."),
        )
    pieces = _pieces(contents, keep_going)
    whole = WholeFolder(folder, {MANIFEST, *FILES})
    with _made(folder, whole):
        _check_ours(folder)
        if whole.can_be_replaced():
            with whole.replaced() as draft:
                write_all({draft / name: parts for name, parts in pieces.items()})
            return
        write_all({folder / name: parts for name, parts in pieces.items()})
        for name in FILES.keys() - pieces.keys():
            if (folder / name).exists():
                (folder / name).unlink()


@contextmanager
def _made(folder: Path, whole: WholeFolder) -> Iterator[None]:
    """Make a folder that is not there; if the block fails, take away again what was made."""
    made: list[Path] = []
    try:
        whole.clear_up()
        made += (place for place in (folder, *folder.parents) if not place.exists())
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        for place in made:
            with suppress(OSError):  # it was not made, or has become somebody else's too
                place.rmdir()
        if isinstance(error, OSError):
            raise not_written() from error
        raise


def _check_ours(folder: Path) -> None:
    """Refuse a folder in which somebody's own files have the names of ours."""
    fault = _manifest_fault(folder)
    if fault == "":
        return
    if fault is not None or any((folder / name).exists() for name in FILES):
        raise RefusedError(
            tr("This folder holds tables that are not from such an export."),
            remedy=tr("They were left as they are. Choose another folder, or a new one."),
        )


def _pieces(contents: JournalContents, keep_going: KeepGoing | None) -> dict[str, Iterable[bytes]]:
    """Return the files of an export by name, each in pieces.

    The manifest gets its name first: from then on, text that is guarded is known to be.
    """
    filled = [table for table in tables(contents) if table.rows]
    pace = Pace(sum(len(table.rows) for table in filled), keep_going)
    manifest = json.dumps({"format": FORMAT, "version": VERSION})
    pieces: dict[str, Iterable[bytes]] = {MANIFEST: (f"{manifest}\n".encode(),)}
    return pieces | {f"{table.name}.csv": _csv(table, pace) for table in filled}


def _csv(table: Table, pace: Pace) -> Iterator[bytes]:
    yield csv_bytes([[column.name for column in table.columns]])
    for row in pace.counted(table.rows):
        yield csv_bytes([_cells(table.columns, row)])


def _cells(columns: Iterable[Column], row: Iterable[Value]) -> list[str]:
    return [_cell(column, value) for column, value in zip(columns, row, strict=True)]


def _cell(column: Column, value: Value) -> str:
    if column.kind == "plain":
        return value_text(value)
    if column.kind == "own_words":
        return guarded(own_words_text(None if value is None else value_text(value)))
    return guarded(value_text(value))


# Reading


def read_folder(
    folder: Path, *, items: Sequence[TrackedItem], today: date, new_items: bool
) -> Parsed:
    """Read an exchange folder, or a single file of one.

    What is wrong inside the files never raises: it comes back as rejections, beside the rows
    that can be kept. Medicines that no medicines.csv describes are for the caller to make.

    Args:
        folder: The folder, or one CSV file that has the name of one of ours.
        items: The items of the journal that the rows are meant for.
        today: Nothing that was lived is later.
        new_items: Make own 0-10 items of the columns in days.csv that are not known.

    Raises:
        RefusedError: There is no such folder, or nothing in it that we know.
    """
    files = _files_to_read(folder)
    fault = _manifest_fault(files[0].parent)
    if fault:
        return Parsed((ParsedFile(MANIFEST, 0, (), (Rejected(0, "", fault),)),))
    known = Known(today, {item.key: item for item in items}, {})
    reading = _Reading(known, is_own=fault == "", new_items=new_items)
    parsed = tuple(reading.read(file) for file in files)
    return Parsed(parsed, tuple(reading.made))


def _files_to_read(place: Path) -> list[Path]:
    if place.is_file():
        files = [place] if place.name in FILES else []
    else:
        files = [place / name for name in FILES if (place / name).is_file()]
    if not files:
        raise RefusedError(
            tr("There is nothing here that FibroJournal can read."),
            remedy=tr("Choose a folder that holds days.csv or another file of an export."),
        )
    return files


def _manifest_fault(folder: Path) -> str | None:
    """Look at the manifest: "" = it is ours, None = there is none, else why it cannot be used."""
    file = folder / MANIFEST
    if not file.exists():
        return None
    try:
        manifest = json.loads(_bytes(file))
    except (OSError, ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return tr("This manifest is damaged, or it is not from FibroJournal.")
    if manifest.get("version") != VERSION:
        return tr("These files were written by a newer FibroJournal. Read them with that one.")
    return ""


def _bytes(file: Path) -> bytes:
    """Read a file, and of one that is too large no more than shows that it is."""
    with file.open("rb") as stream:
        return stream.read(SIZE_LIMIT + 1)


class _Reading:
    """Reads one file after the other; each can rest on the ones before it.

    Attributes:
        made: Items made for columns that were not known.
    """

    def __init__(self, known: Known, *, is_own: bool, new_items: bool) -> None:
        self.made: list[TrackedItem] = []
        self._known = known
        self._is_own = is_own
        self._new_items = new_items

    def read(self, file: Path) -> ParsedFile:
        """Read one file of ours."""
        name = FILES[file.name]
        try:
            data = _bytes(file)
        except OSError:
            reason = tr("This file could not be opened.")
            return ParsedFile(file.name, 0, (), (Rejected(0, "", reason),))
        required = [column.name for column in COLUMNS[name] if column.required]
        table = read_csv(data, required)
        rejected = [*table.rejected, *self._unknown_columns(name, table.columns)]
        seen: dict[Hashable, int] = {}
        all_cells = [
            RowCells(
                row,
                dict(zip(table.columns, cells, strict=True)),
                is_own=self._is_own,
                seen=seen,
            )
            for row, cells in table.records
        ]
        rows = tuple(READERS[name](all_cells, self._known))
        rejected += [reason for cells in all_cells for reason in cells.rejected]
        rejected.sort(key=lambda reason: reason.row)
        return ParsedFile(file.name, table.read, rows, tuple(rejected))

    def _unknown_columns(self, table: str, names: Iterable[str]) -> list[Rejected]:
        fixed = {column.name for column in COLUMNS[table]}
        others = [name for name in names if name not in fixed]
        if table != "days":
            reason = tr("This column is not known in this file.")
            return [Rejected(1, name, reason) for name in others]
        items = self._known.items
        meant = {name: item for name in others if (item := _item_meant(name, items)) is not None}
        self._known.day_items = meant
        unknown = [name for name in others if name not in meant]
        taken = fixed | items.keys()
        reasons = [self._unknown_day_column(name, taken) for name in unknown]
        rejected = [
            Rejected(1, name, why) for name, why in zip(unknown, reasons, strict=True) if why
        ]
        return rejected + _twice(meant)

    def _unknown_day_column(self, name: str, taken: set[str]) -> str:
        """Make an item of a column, or return why there can be none."""
        key = key_from_name(name)
        if not self._new_items:
            return tr(
                "No item has this key. New items can be made of such columns when asked for."
            )
        if not 1 <= len(key) <= KEY_LIMIT:
            return tr("A column needs a name with letters or numbers, at most 100 of them.")
        if key in taken:
            return tr("This column would be {key}, which is there already.").format(key=key)
        position = 1 + max((item.position for item in self._known.items.values()), default=-1)
        item = TrackedItem(key, "symptom", NUMERIC_RATING, own_name=name, position=position)
        taken.add(key)
        self.made.append(item)
        self._known.items[key] = item
        self._known.day_items = {**self._known.day_items, name: item}
        return ""


def _item_meant(column: str, items: Mapping[str, TrackedItem]) -> TrackedItem | None:
    """Return the item that a column of days.csv names: by its key, or by the person's own name.

    So a table from which an item was once made can be brought in again.
    """
    if column in items:
        return items[column]
    named = [item for item in items.values() if item.own_name == column]
    return named[0] if len(named) == 1 else None


def _twice(meant: Mapping[str, TrackedItem]) -> list[Rejected]:
    """Refuse a second column for the same item."""
    seen: set[str] = set()
    rejected = []
    for column, item in meant.items():
        if item.key in seen:
            rejected.append(Rejected(1, column, tr("Another column holds this item already.")))
        seen.add(item.key)
    return rejected
