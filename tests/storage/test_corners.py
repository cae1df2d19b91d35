"""Corners of the storage layer that no use case comes to on a good day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from fibrojournal.domain.entries import Moment
from fibrojournal.errors import JournalDamagedError
from fibrojournal.storage import entry_table, past
from fibrojournal.storage.store import Store
from tests.builders import day, make_entry
from tests.storage.files import alter

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.storage.rows import Rows

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


def test_a_journal_without_one_of_its_tables_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    Store.create(path).close()
    alter(path, "DROP TABLE intake")
    with pytest.raises(JournalDamagedError):
        Store.open(path)


def test_rows_tell_whether_a_change_still_holds(tmp_path: Path) -> None:
    with Store.create(tmp_path / "journal.fibro") as store:
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(day(0), "a note"))
            written = list(rows.changes)
        assert all(store.rows.holds(change) for change in written)
        assert not store.rows.holds(written[0].inverse)


def test_a_day_of_which_nothing_is_left_has_no_state() -> None:
    assert past._state(NOW, {}) is None


def test_without_room_for_a_second_file_erasing_still_erases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.fibro"
    with Store.create(path) as store:
        with store.transact(NOW) as rows:
            for number in range(300):
                entry_table.put_day(rows, make_entry(day(number), "a long day " * 100))

        def wipe(rows: Rows) -> None:
            for row in rows.find("entry", "id = 1"):
                rows.remove("entry", row)

        execute = store._database.execute

        def full(sql: str, parameters: tuple[object, ...] | None = None) -> object:
            if sql == "VACUUM":
                error = dbapi2.OperationalError("database or disk is full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error
            return execute(sql, parameters)

        monkeypatch.setattr(store._database, "execute", full)
        store.erase(NOW, wipe)
        assert not store.rows.find("entry", "id = 1")
        assert store.problems() == ()


def test_a_moment_that_is_not_there_takes_no_other_away(tmp_path: Path) -> None:
    kept = Moment(day(0), time(9), "fog", 3.0)
    with Store.create(tmp_path / "journal.fibro") as store:
        with store.transact(NOW) as rows:
            entry_table.put_moment(rows, kept)
            entry_table.remove_moment(rows, replace(kept, score=4.0))
        assert entry_table.moments(store.rows) == (kept,)
