"""What passes our CHECKs in a crafted backup, and still makes no sense as a value."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import JournalDamagedError
from fibrojournal.storage import entry_table, event_table, medicine_table
from fibrojournal.storage.driver import open_database, read_salt
from fibrojournal.storage.keys import derive_key, fixed_key, new_salt
from fibrojournal.storage.readable import is_readable, is_readable_version
from fibrojournal.storage.rebuilding import (
    BackupDamagedError,
    NotABackupError,
    backup_errors,
    code_key_of,
    rebuild,
)
from fibrojournal.storage.rows import KEYS
from fibrojournal.storage.store import Store
from tests.builders import (
    TODAY,
    day,
    make_dose_change,
    make_entry,
    make_event,
    make_intake,
    make_medicine,
    make_plan_step,
)
from tests.storage.files import alter

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.storage.rows import Row

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a closed journal with a row of most kinds."""
    place = tmp_path / "backup.fibro"
    with Store.create(place) as store, store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(TODAY, "words", fatigue=5))
        medicine_table.put_medicine(rows, make_medicine())
        medicine_table.put_dose_change(rows, make_dose_change())
        medicine_table.put_plan_step(rows, make_plan_step(day(-3)))
        medicine_table.put_intake(rows, make_intake())
        event_table.put(rows, make_event())
    return place


def rebuilt(source: Path) -> Store:
    draft, key = source.with_name("new.fibro"), fixed_key(new_salt())
    rebuild(source, fixed_key(read_salt(source)), draft, key, None)
    return Store.open(draft, key)


def test_what_we_wrote_ourselves_is_readable(path: Path) -> None:
    with Store.open(path) as store:
        assert is_readable(store.rows)
        for table in KEYS:
            assert all(is_readable_version(table, row) for row in store.rows.find(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET written_at = '2459000.5'",
        "UPDATE entry SET time = '24:00:00'",
        "UPDATE entry SET day = '0000-01-01'",
        "UPDATE event SET first_day = '-4000-01-01'",
        "UPDATE tracked_item SET anchors = '[[1]]' WHERE key = 'fog'",
        "UPDATE tracked_item SET anchors = '[[null, 2]]' WHERE key = 'fog'",
    ],
)
def test_a_backup_with_rows_that_make_no_sense_is_refused(path: Path, statement: str) -> None:
    alter(path, "PRAGMA ignore_check_constraints = ON", statement)
    with pytest.raises(NotABackupError):
        rebuilt(path)


def test_a_table_that_lacks_our_checks_does_not_get_around_them(path: Path) -> None:
    alter(
        path,
        "CREATE TABLE loose AS SELECT * FROM question",
        "DROP TABLE question",
        "ALTER TABLE loose RENAME TO question",
        "INSERT INTO question VALUES (1, '', 7)",
    )
    with pytest.raises(NotABackupError):
        rebuilt(path)


def test_a_time_that_is_always_now_is_refused(path: Path) -> None:
    alter(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'datetime(written_at)', '(written_at)')"
        " WHERE name = 'entry'",
    )
    alter(path, "UPDATE entry SET written_at = 'now'")
    with pytest.raises(NotABackupError):
        rebuilt(path)


def test_a_version_of_the_history_that_makes_no_sense_is_left_out(path: Path) -> None:
    with Store.open(path) as store:
        for number in (1, 2):
            with store.transact(NOW) as rows:
                medicine_table.put_medicine(rows, make_medicine(reason=f"reason {number}"))
        assert len(store.rows.find("history")) == 2
    alter(
        path,
        "UPDATE history SET before = json_set(before, '$.supply_counted_on', 'someday')"
        " WHERE before ->> 'reason' = ''",
    )
    with rebuilt(path) as store:
        (kept,) = store.history.versions("medicine")
        assert kept.before is not None
        assert kept.before["reason"] == "reason 1"


def test_a_scale_that_nobody_knows_makes_no_sense(path: Path) -> None:
    with Store.open(path) as store:
        row = store.rows.find("tracked_item", "key = 'fog'")[0]
    assert is_readable_version("tracked_item", row)
    assert not is_readable_version("tracked_item", row | {"scale": "0-99"})


def test_a_version_may_lack_a_column_that_came_later(path: Path) -> None:
    with Store.open(path) as store:
        row: Row = store.rows.find("medicine")[0]
    del row["reason"]
    assert is_readable_version("medicine", row)


def test_a_recovery_code_of_an_unprotected_file_is_not_believed(path: Path) -> None:
    code_key = derive_key("code", new_salt(1, b"FR"))
    with Store.open(path) as store:
        store.set_code_key(code_key)
    assert code_key_of(path, fixed_key(read_salt(path))) is None


def test_a_protected_backup_may_be_older_than_recovery_codes(tmp_path: Path) -> None:
    key, path = derive_key("spoons", new_salt(1)), tmp_path / "older.fibro"
    Store.create(path, key).close()
    database = open_database(path, key)
    database.execute("DROP TABLE protection")
    database.close()
    assert code_key_of(path, key) is None


def test_damage_of_a_backup_is_not_called_damage_of_the_journal() -> None:
    with pytest.raises(BackupDamagedError), backup_errors():
        raise JournalDamagedError
