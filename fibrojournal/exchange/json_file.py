"""The whole journal as one JSON file, for other programs: the tables of the CSV export, typed."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.domain.entries import Skipped
from fibrojournal.exchange.cell_values import value_text
from fibrojournal.exchange.columns import FORMAT, VERSION, tables
from fibrojournal.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.exchange.cell_values import Value
    from fibrojournal.exchange.columns import Table


def json_bytes(contents: JournalContents) -> bytes:
    """Return the file: one list of rows for each table; null = not recorded."""
    content: dict[str, object] = {"format": FORMAT, "version": VERSION}
    content |= {table.name: _rows(table) for table in tables(contents)}
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def write_json(contents: JournalContents, file: Path) -> None:
    """Write the journal to `file`, replacing it whole.

    Raises:
        JournalError: No room, no permission, or a folder stands in the way.
    """
    write_whole(file, json_bytes(contents))


def _rows(table: Table) -> list[dict[str, object]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_json_value, row), strict=True)) for row in table.rows]


def _json_value(value: Value) -> object:
    if isinstance(value, float | Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, date | time | Skipped):
        return value_text(value)
    return value
