from __future__ import annotations

import re
import shutil
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.scales import PERCENT
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import JournalUnreachableError, RefusedError
from fibrojournal.storage import entry_table, item_table
from fibrojournal.storage.driver import DriverError, open_database, stamp
from fibrojournal.storage.keys import fixed_key, new_salt
from fibrojournal.storage.migrations import migrations
from fibrojournal.storage.rows import KEYS, Rows
from fibrojournal.storage.store import Store
from tests.builders import day, make_entry
from tests.storage.files import fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "journal.fibro") as opened:
        yield opened


def pragma(store: Store, name: str) -> object:
    ((value,),) = store.rows.select(f"PRAGMA {name}")
    return value


def found_notes(store: Store, words: str) -> list[str]:
    found = store.rows.select(
        "SELECT note FROM entry WHERE id IN"
        " (SELECT rowid FROM entry_fts WHERE entry_fts MATCH ?) ORDER BY day",
        (words,),
    )
    return [str(note) for (note,) in found]


def test_the_first_bytes_are_the_mark_the_ladder_and_chance(tmp_path: Path) -> None:
    salts = []
    for number in range(4):
        path = tmp_path / f"{number}.fibro"
        Store.create(path).close()
        salts.append(path.read_bytes()[:16])
    assert {salt[:3] for salt in salts} == {b"FJ\x00"}
    assert len({salt[3:] for salt in salts}) == len(salts)


def test_nothing_that_was_written_can_be_read_off_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    with Store.create(path) as store, store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(note="canary " * 50))
    assert b"canary" not in path.read_bytes()
    assert b"SQLite" not in path.read_bytes()


def test_a_journal_says_inside_whose_it_is_and_which_schema_it_has(store: Store) -> None:
    assert pragma(store, "application_id") == int.from_bytes(b"FIBR", "big")
    assert pragma(store, "user_version") == 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("fullfsync", 1),
    ],
)
def test_the_connection_is_set_up_for_safety(store: Store, name: str, value: object) -> None:
    assert pragma(store, name) == value


def test_every_table_of_ours_is_strict(store: Store) -> None:
    strict = {
        name: strict
        for name, kind, strict in store.rows.select(
            "SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'"
        )
        if kind == "table" and not re.match("sqlite_|_sqlite_", str(name))
    }
    assert strict.keys() == {*KEYS, "history", "protection"}
    assert set(strict.values()) == {1}


def test_a_new_journal_holds_the_built_in_items_and_nothing_else(store: Store) -> None:
    assert item_table.items(store.rows) == BUILT_IN_ITEMS
    for table in KEYS.keys() - {"tracked_item"}:
        assert store.rows.find(table) == []
    assert list(store.rows.select("SELECT * FROM history")) == []


def test_a_copy_of_the_idle_file_alone_is_a_whole_journal(tmp_path: Path) -> None:
    path, copy = tmp_path / "journal.fibro", tmp_path / "copy.fibro"
    with Store.create(path) as store:
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(fatigue=7))
        shutil.copyfile(path, copy)
    with Store.open(copy) as store:
        assert entry_table.day_entry(store.rows, day(0)) == make_entry(fatigue=7)
        assert store.problems() == ()


def test_nothing_stands_beside_a_closed_journal(tmp_path: Path) -> None:
    with Store.create(tmp_path / "journal.fibro") as store, store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(fatigue=7))
    assert [file.name for file in tmp_path.iterdir()] == ["journal.fibro"]


def test_closing_twice_is_harmless(store: Store) -> None:
    store.close()
    store.close()


def test_opening_and_closing_leaves_every_byte_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    Store.create(path).close()
    before = fingerprints(tmp_path)
    for _ in range(2):
        Store.open(path).close()
    assert fingerprints(tmp_path) == before


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "two" / "levels" / "journal.fibro"
    Store.create(path).close()
    assert path.exists()


def test_a_journal_is_never_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    path.write_text("my shopping list", encoding="utf-8")
    before = fingerprints(tmp_path)
    with pytest.raises(RefusedError) as refused:
        Store.create(path)
    assert refused.value.message
    assert refused.value.remedy
    assert fingerprints(tmp_path) == before


def test_a_journal_cannot_be_made_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    before = fingerprints(tmp_path)
    with pytest.raises(JournalUnreachableError):
        Store.create(tmp_path / "file" / "journal.fibro")
    assert fingerprints(tmp_path) == before


@pytest.mark.parametrize(
    "place", ["long" * 60, "long" * 61, "long" * 99, f"new folder/{'long' * 99}/a"]
)
def test_a_name_that_the_disk_cannot_hold_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(JournalUnreachableError):
        Store.create(tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_a_journal_under_construction_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    with Store.under_construction(path) as store:
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(fatigue=7))
        assert not path.exists()
    with Store.open(path) as store:
        assert entry_table.day_entry(store.rows, day(0)) == make_entry(fatigue=7)
    assert [file.name for file in tmp_path.iterdir()] == ["journal.fibro"]


def test_a_construction_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "journal.fibro"

    def construct_and_fail() -> None:
        with Store.under_construction(path) as store, store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(fatigue=7))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        construct_and_fail()
    assert list(tmp_path.iterdir()) == []


def test_a_construction_that_is_discarded_leaves_nothing_behind(tmp_path: Path) -> None:
    with Store.under_construction(tmp_path / "new folder" / "journal.fibro") as store:
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(fatigue=7))
        store.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_block_that_fails_is_taken_back_whole(store: Store) -> None:
    def write_and_fail() -> None:
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(fatigue=7))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert entry_table.day_entry(store.rows, day(0)) is None


def test_the_full_text_index_follows_every_note(store: Store) -> None:
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(1), "Café with Ann"))
        entry_table.put_day(rows, make_entry(day(0), "slept badly"))
    assert found_notes(store, "cafe") == ["Café with Ann"]
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(1), "slept well"))
    assert found_notes(store, "cafe") == []
    assert found_notes(store, "slept") == ["slept well", "slept badly"]
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(0)))
    assert found_notes(store, "slept") == ["slept well"]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("entry", {"day": "2026-02-30"}),
        ("entry", {"day": "4 Nov"}),
        ("entry", {"medicines_taken": "maybe"}),
        ("entry", {"recalled_after_days": -1}),
        ("entry", {"time": "25:00:00"}),
        ("event", {"last_day": "2026-11-03"}),
        ("event", {"category": "party"}),
        ("event", {"leave_out": 2}),
        ("medicine", {"name": ""}),
        ("medicine", {"unit": "stones"}),
        ("medicine", {"supply_amount": -1}),
        ("profile", {"birth_year": 1850}),
        ("profile", {"id": 2}),
        ("question", {"text": ""}),
        ("tracked_item", {"scale": "0-7"}),
        ("tracked_item", {"anchors": "{"}),
    ],
)
def test_the_file_itself_refuses_what_cannot_be(
    store: Store, table: str, values: dict[str, str | int]
) -> None:
    row = GOOD_ROWS[table] | values
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING 1"  # noqa: S608 - our own names
    with pytest.raises(Exception, match="CHECK constraint failed"):
        list(store.rows.select(insert, tuple(row.values())))
    good = GOOD_ROWS[table]
    again = f"INSERT INTO {table} ({', '.join(good)}) VALUES ({', '.join('?' * len(good))})"  # noqa: S608
    list(store.rows.select(again, tuple(good.values())))


GOOD_ROWS: dict[str, dict[str, str | int]] = {
    "entry": {"day": "2026-11-04", "note": "", "pain_mapped": 0},
    "event": {
        "title": "",
        "category": "flare",
        "first_day": "2026-11-04",
        "last_day": "2026-11-04",
        "leave_out": 0,
        "note": "",
    },
    "medicine": {
        "name": "a",
        "product": "",
        "unit": "mg",
        "strength": "",
        "as_needed": 0,
        "reason": "",
    },
    "profile": {"id": 1, "name": "", "conditions": "", "care_team": ""},
    "question": {"text": "a", "asked": 0},
    "tracked_item": {
        "key": "a",
        "kind": "symptom",
        "scale": "0-10",
        "better": "lower",
        "position": 0,
        "hidden": 0,
        "anchors": "[]",
    },
}


def test_a_journal_without_the_scale_of_100_keeps_all_its_scores(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    written = (make_entry(day(1), fog=0, fatigue=7), make_entry(day(0), "tired", se_dizzy=3))
    known = [item for item in BUILT_IN_ITEMS if item.scale is not PERCENT]
    with closing(open_database(path, fixed_key(new_salt()))) as database:
        migrations.apply(database, stop_before="m004_clinic_total")
        stamp(database, 3)
        with database.atomic():
            rows = Rows(database)
            for item in known:
                item_table.put(rows, item)
            for entry in written:
                entry_table.put_day(rows, entry)
    with Store.open(path) as store:
        assert [entry_table.day_entry(store.rows, entry.day) for entry in written] == list(written)
        assert item_table.items(store.rows) == BUILT_IN_ITEMS
        assert store.problems() == ()
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, make_entry(day(0), fiqr_total=54.5))
    with Store.open(path) as store, pytest.raises(DriverError), store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(0), fiqr_total=101))
