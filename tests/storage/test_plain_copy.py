from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.errors import (
    ExportCancelledError,
    JournalDamagedError,
    JournalError,
    RefusedError,
)
from fibrojournal.storage import entry_table
from fibrojournal.storage.migrations import SCHEMA_VERSION
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry
from tests.storage.files import first_page_of, flip_bit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "journal.fibro") as opened:
        with opened.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(TODAY, "first", fatigue=7, fog=0))
            entry_table.put_day(rows, make_entry(day(1), fatigue=SKIPPED))
        with opened.transact(NOW + timedelta(hours=1)) as rows:
            entry_table.put_day(rows, make_entry(TODAY, "second", fatigue=7, fog=0))
        yield opened


def test_any_sqlite_program_can_read_the_copy(store: Store, tmp_path: Path) -> None:
    store.export_plain(tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as copy:
        scores = copy.execute("SELECT day, item, value, skipped FROM score ORDER BY day, item")
        assert scores.fetchall() == [
            ("2026-11-03", "fatigue", None, 1),
            ("2026-11-04", "fatigue", 7.0, 0),
            ("2026-11-04", "fog", 0.0, 0),
        ]
        notes = copy.execute("SELECT note FROM entry WHERE note <> ''").fetchall()
        assert notes == [("second",)]
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_copy_says_whose_it_is_and_which_schema_it_has(store: Store, tmp_path: Path) -> None:
    store.export_plain(tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as copy:
        assert copy.execute("PRAGMA application_id").fetchone() == (0x46494252,)
        assert copy.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_earlier_versions_are_copied_too(store: Store, tmp_path: Path) -> None:
    store.export_plain(tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as copy:
        kept = copy.execute("SELECT before ->> 'note' FROM history").fetchall()
    assert kept == [("first",)]


def test_a_copy_is_never_made_over_another_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "plain.sqlite").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError):
        store.export_plain(tmp_path / "plain.sqlite")
    assert (tmp_path / "plain.sqlite").read_text(encoding="utf-8") == "mine"


def test_a_copy_into_a_folder_that_is_missing_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(JournalError) as refused:
        store.export_plain(tmp_path / "missing" / "plain.sqlite")
    assert "Your journal is as it was" in refused.value.remedy


def test_the_journal_can_be_written_to_after_a_copy(store: Store, tmp_path: Path) -> None:
    store.export_plain(tmp_path / "plain.sqlite")
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(TODAY, "third"))
    assert entry_table.day_entry(store.rows, TODAY) == make_entry(TODAY, "third")


def test_an_earlier_copy_is_replaced_by_the_same_bytes(store: Store, tmp_path: Path) -> None:
    store.export_plain(tmp_path / "plain.sqlite")
    first = (tmp_path / "plain.sqlite").read_bytes()
    store.export_plain(tmp_path / "plain.sqlite")
    assert (tmp_path / "plain.sqlite").read_bytes() == first


def test_a_folder_is_never_replaced_by_a_copy(store: Store, tmp_path: Path) -> None:
    (tmp_path / "plain.sqlite").mkdir()
    with pytest.raises(RefusedError):
        store.export_plain(tmp_path / "plain.sqlite")


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_a_cancelled_copy_leaves_nothing_behind(
    store: Store, tmp_path: Path, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fibrojournal.storage.plain_copy._INSTRUCTIONS_BETWEEN", 20)
    before = sorted(tmp_path.iterdir())
    told: list[tuple[int, int]] = []

    def keep_going(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) <= asked

    with pytest.raises(ExportCancelledError):
        store.export_plain(tmp_path / "plain.sqlite", keep_going)
    assert sorted(tmp_path.iterdir()) == before
    assert all(0 <= done <= total for done, total in told)
    store.export_plain(tmp_path / "plain.sqlite", lambda _done, _total: True)
    assert (tmp_path / "plain.sqlite").exists()


def test_a_copy_can_be_cancelled_at_its_end(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportCancelledError):
        store.export_plain(
            tmp_path / "plain.sqlite",
            lambda _done, _total: not list(tmp_path.glob(".plain.sqlite.*.new")),
        )
    assert [file.name for file in tmp_path.glob("*plain*")] == []


def test_an_error_in_a_copy_that_goes_on_stays_an_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="could not be written"):
        store.export_plain(tmp_path / "missing" / "a.sqlite", lambda _done, _total: True)


def test_a_damaged_journal_is_not_taken_for_an_export_that_was_cancelled(
    store: Store, tmp_path: Path
) -> None:
    page = first_page_of(store, "score")
    store.close()
    flip_bit(store.path, page)
    with Store.open(store.path) as opened, pytest.raises(JournalDamagedError):
        opened.export_plain(tmp_path / "plain.sqlite", lambda _done, _total: True)
    assert not (tmp_path / "plain.sqlite").exists()
