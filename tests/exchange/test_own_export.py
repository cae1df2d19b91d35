from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import JournalError, RefusedError
from fibrojournal.exchange.own_export import read_export
from fibrojournal.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.exchange.parsed import Parsed


def read(place: Path) -> Parsed:
    return read_export(place, items=BUILT_IN_ITEMS, today=date(2026, 11, 22), new_items=False)


def test_json_is_known_by_its_first_sign_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_bytes(b'\xef\xbb\xbf {"format": "fibrojournal", "schema_version": 1}')
    assert [one.rejected for one in read(file).files if one.rejected] == []


def test_a_file_that_is_neither_json_nor_a_table_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear doctor")
    with pytest.raises(RefusedError, match="nothing here"):
        read(tmp_path / "letter.txt")


def test_a_file_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    (tmp_path / "all.json").write_text("{}")
    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(RefusedError, match="could not be opened"):
        read(tmp_path / "all.json")


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    write_whole(file, b"one")
    write_whole(file, b"two")
    (tmp_path / ".map.toml.part").mkdir()
    with pytest.raises(JournalError, match="could not be written"):
        write_whole(file, b"three")
    assert file.read_bytes() == b"two"
