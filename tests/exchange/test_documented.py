"""What docs/exchange-formats.md says of the files is what the code writes and reads."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.exchange.columns import COLUMNS
from fibrojournal.exchange.folder import MANIFEST, folder_files
from fibrojournal.exchange.json_file import json_bytes
from fibrojournal.exchange.json_reader import read_json
from tests.exchange.test_json_file import small_journal
from tests.exchange.test_round_trip import assembled

TEXT = Path(__file__, "../../../docs/exchange-formats.md").resolve().read_text(encoding="utf-8")


def test_the_tables_and_columns_are_those_of_the_files() -> None:
    described = {
        name: [(cell.strip("*"), cell.startswith("**")) for cell in columns.split(", ")]
        for name, columns in re.findall(r"^\| (\w+)\.csv \| (.+) \|$", TEXT, re.MULTILINE)
    }
    items = ("then one column for each item", False)
    described["days"].remove(items)
    assert described == {
        name: [(column.name, column.required) for column in columns]
        for name, columns in COLUMNS.items()
    }


def test_the_manifest_is_as_written() -> None:
    assert folder_files(small_journal())[MANIFEST].decode().strip() in TEXT


def test_the_json_example_is_a_file_of_ours_to_the_byte() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", TEXT, re.DOTALL)
    parsed = read_json(
        example.encode(), "example.json", items=BUILT_IN_ITEMS, today=date(2026, 11, 22)
    )
    assert [fault for file in parsed.files for fault in file.rejected] == []
    written = json_bytes(assembled(parsed)).decode()
    assert written.replace('"events": [\n]', '"events": []') == example
