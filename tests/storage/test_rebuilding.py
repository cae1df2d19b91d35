from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import JournalError, JournalTooNewError, NotSavedError
from fibrojournal.storage import entry_table, rebuilding
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.keys import Key, derive_key, fixed_key, new_salt
from fibrojournal.storage.rebuilding import (
    BackupDamagedError,
    NotABackupError,
    code_key_of,
    rebuild,
)
from fibrojournal.storage.store import Store
from tests.builders import day, make_entry
from tests.storage.files import (
    BACK_TO_THE_FIRST_SCHEMA,
    alter,
    fingerprints,
    flip_bit,
    no_room_beyond,
)

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a closed journal without a passphrase, with a day that was changed and one deleted."""
    path = tmp_path / "backup.fibro"
    with Store.create(path) as store:
        for number in range(3):
            with store.transact(NOW) as rows:
                entry_table.put_day(rows, make_entry(day(number), f"day {number}"))
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(day(2), ""))
    return path


def rebuilt(source: Path, key: Key | None = None) -> Store:
    draft = source.with_name("new.fibro")
    key = key or fixed_key(new_salt())
    rebuild(source, fixed_key(read_salt(source)), draft, key, None)
    return Store.open(draft, key)


def test_every_row_comes_along_and_the_backup_stays_as_it_is(source: Path) -> None:
    before = fingerprints(source.parent)
    with Store.open(source) as old:
        rows = {table: old.rows.find(table) for table in ("entry", "history", "tracked_item")}
    with rebuilt(source) as new:
        assert {table: new.rows.find(table) for table in rows} == rows
        assert new.problems() == ()
        found = list(new.rows.select("SELECT rowid FROM entry_fts WHERE note MATCH 'day'"))
        assert len(found) == 2
    assert fingerprints(source.parent)["backup.fibro"] == before["backup.fibro"]


def test_ids_that_were_used_once_are_not_used_again(source: Path) -> None:
    with rebuilt(source) as new, new.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(9), "later"))
        (highest,) = next(iter(rows.select("SELECT max(id) FROM entry")))
    assert highest == 4


def test_the_new_file_opens_by_the_new_key_alone(source: Path) -> None:
    key = derive_key("mole", new_salt(1))
    with rebuilt(source, key) as new:
        assert new.key == key
    assert code_key_of(source, fixed_key(read_salt(source))) is None


def test_an_older_backup_is_brought_to_the_present_schema(source: Path) -> None:
    alter(
        source,
        *BACK_TO_THE_FIRST_SCHEMA,
    )
    with rebuilt(source) as new:
        assert len(new.rows.find("entry")) == 2
        assert new.code_key is None
    assert code_key_of(source, fixed_key(read_salt(source))) is None


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE intake"],
        ["DROP TABLE intake", "CREATE VIEW intake AS SELECT 1 AS id"],
        ["DROP TABLE question", "CREATE TABLE question (id INTEGER PRIMARY KEY, text TEXT)"],
        [
            "DROP TABLE question",
            (
                "CREATE TABLE question (id INTEGER PRIMARY KEY, asked INTEGER,"
                " text TEXT GENERATED ALWAYS AS (hex(asked)) STORED)"
            ),
            "INSERT INTO question (id, asked) VALUES (1, 0)",
        ],
        ["DROP TABLE question", "CREATE VIRTUAL TABLE question USING fts5(id, text, asked)"],
        ["PRAGMA ignore_check_constraints = ON", "UPDATE entry SET day = 'someday' WHERE id = 1"],
        ["UPDATE entry SET id = 4611686018427387904 WHERE id = 1"],
        [
            "PRAGMA foreign_keys = OFF",
            "INSERT INTO score VALUES (77, 'fog', '2026-11-04', 0, 1, 0)",
        ],
        ["INSERT INTO score VALUES (1, 'fog', '2020-01-01', 0, 3, 0)"],
        ["PRAGMA user_version = 0"],
        ["PRAGMA application_id = 7"],
    ],
)
def test_what_no_journal_can_hold_is_refused(source: Path, statements: list[str]) -> None:
    alter(source, *statements)
    before = fingerprints(source.parent)
    with pytest.raises((NotABackupError, BackupDamagedError)):
        rebuilt(source)
    assert fingerprints(source.parent)["backup.fibro"] == before["backup.fibro"]


def test_triggers_and_views_of_others_are_neither_run_nor_taken_over(source: Path) -> None:
    alter(
        source,
        "CREATE TRIGGER evil AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
        "CREATE VIEW also_evil AS SELECT load_extension('x')",
        "CREATE TABLE stranger (secret TEXT)",
    )
    with rebuilt(source) as new:
        names = {str(name) for (name,) in new.rows.select("SELECT name FROM sqlite_master")}
        assert not names & {"evil", "also_evil", "stranger"}
        assert len(new.rows.find("entry")) == 2


@pytest.mark.parametrize("own", ["score_on_its_scale_insert", "score_on_its_scale_update"])
def test_a_trigger_that_bears_the_name_of_ours_is_refused_its_work(source: Path, own: str) -> None:
    evil = "AFTER INSERT ON score BEGIN DELETE FROM entry; END"
    alter(source, f"DROP TRIGGER {own}", f"CREATE TRIGGER {own} {evil}")
    with rebuilt(source) as new:
        ((text,),) = new.rows.select("SELECT sql FROM sqlite_master WHERE name = ?", (own,))
        assert "DELETE" not in str(text)
        assert len(new.rows.find("entry")) == 2


def test_a_backup_whose_triggers_let_odd_scores_pass_is_refused(source: Path) -> None:
    alter(
        source,
        "DROP TRIGGER score_on_its_scale_insert",
        "INSERT INTO score SELECT id, 'fog', day, 0, 11, 0 FROM entry WHERE id = 1",
    )
    with pytest.raises(NotABackupError):
        rebuilt(source)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET in_table = 'sqlite_master'",
        "UPDATE history SET row_key = '[1, 2, 3]'",
        "UPDATE history SET before = '[]'",
        """UPDATE history SET before = '{"id": 1, "evil": 2}'""",
        """UPDATE history SET before = '{"id": [1]}'""",
        "UPDATE history SET at = '2026-11-04'",
        "UPDATE history SET at = '2460000.5'",
        "UPDATE history SET id = 4611686018427387904",
        "UPDATE history SET after = '7'",
    ],
)
def test_a_version_that_could_not_be_brought_back_is_left_out(
    source: Path, statement: str
) -> None:
    with Store.open(source) as old:
        assert old.rows.find("history")
    alter(source, statement)
    try:
        with rebuilt(source) as new:
            assert new.rows.find("history") == []
    except NotABackupError:
        assert "id =" in statement  # a number that no journal comes to


def test_a_damaged_backup_is_called_damaged(source: Path) -> None:
    flip_bit(source, 5)
    with pytest.raises(BackupDamagedError):
        rebuilt(source)


@pytest.mark.parametrize("data", [b"", b"pain 7", bytes(9000)])
def test_another_file_is_no_backup(source: Path, data: bytes) -> None:
    source.write_bytes(data)
    with pytest.raises(NotABackupError):
        rebuild(
            source,
            fixed_key(new_salt()),
            source.with_name("new.fibro"),
            fixed_key(new_salt()),
            None,
        )


def test_a_backup_of_a_newer_version_is_refused(source: Path) -> None:
    alter(source, "PRAGMA user_version = 99")
    with pytest.raises(JournalTooNewError):
        rebuilt(source)


def test_a_place_that_cannot_be_written_to_is_said(source: Path) -> None:
    key = fixed_key(read_salt(source))
    with pytest.raises(NotSavedError):
        rebuild(source, key, source.parent / "missing" / "new.fibro", key, None)


def test_refusals_have_a_sentence_and_a_remedy() -> None:
    errors: tuple[JournalError, ...] = (NotABackupError(), BackupDamagedError())
    for error in errors:
        assert error.message.endswith(".")
        assert error.remedy.endswith(".")


def test_the_code_of_a_protected_backup_is_found(tmp_path: Path) -> None:
    key, code = derive_key("mole", new_salt(1)), derive_key("code", new_salt(1, b"FR"))
    path = tmp_path / "protected.fibro"
    with Store.create(path, key) as store:
        store.set_code_key(code)
    assert code_key_of(path, key) == code
    draft = tmp_path / "new.fibro"
    rebuild(path, key, draft, key, code)
    with Store.open(draft, key) as new:
        assert new.code_key == code


def test_damage_is_found_in_a_file_with_more_in_it_than_ours(source: Path) -> None:
    alter(source, "CREATE TABLE stranger (secret TEXT)")
    for page in range(2, 8):
        flip_bit(source, page)
    with pytest.raises(BackupDamagedError):
        rebuilt(source)


def test_a_full_disk_is_said_and_leaves_nothing(source: Path) -> None:
    key = fixed_key(read_salt(source))
    with Store.open(source) as store, store.transact(NOW) as rows:
        for number in range(10, 210):
            entry_table.put_day(rows, make_entry(day(number), "a long day " * 200))
    with no_room_beyond(300_000), pytest.raises(NotSavedError):
        rebuild(source, key, source.with_name("new.fibro"), key, None)


def test_a_new_file_that_is_not_sound_is_not_used(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "problems", lambda _store: ("a page",))
    with pytest.raises(NotSavedError):
        rebuilt(source)


@pytest.mark.parametrize(
    ("action", "first", "within"),
    [
        (rebuilding._READ, "stranger", None),
        (rebuilding._READ, "entry", "evil"),
        (rebuilding._PRAGMA, "writable_schema", None),
        (31, "load_extension", None),
    ],
)
def test_nothing_but_reading_our_tables_is_allowed(
    action: int, first: str, within: str | None
) -> None:
    assert rebuilding._answer(action, first, None, None, within) == rebuilding._DENY


def test_a_refusal_of_the_guard_is_no_fault_of_ours(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "_READABLE", frozenset({"sqlite_master"}))
    with pytest.raises(NotABackupError):
        rebuilt(source)


def test_a_built_in_item_that_was_taken_out_comes_back(source: Path) -> None:
    alter(source, "DELETE FROM tracked_item WHERE key = 'se_unsteady'")
    with rebuilt(source) as new:
        assert new.rows.find("tracked_item", "key = 'se_unsteady'")
