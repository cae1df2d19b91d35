from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.entries import SKIPPED, DayEntry
from fibrojournal.storage import entry_table, event_table
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry, make_event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "journal.fibro") as opened:
        yield opened


def write(store: Store, entry: DayEntry, minutes: float = 0) -> None:
    with store.transact(NOW + timedelta(minutes=minutes)) as rows:
        entry_table.put_day(rows, entry)


def earlier_notes(store: Store) -> list[object]:
    return [version.before["note"] for version in store.history.versions("entry")]


def earlier_values(store: Store) -> list[object]:
    return [version.before["value"] for version in store.history.versions("score")]


def test_what_is_new_has_no_earlier_version(store: Store) -> None:
    write(store, make_entry(note="first", fatigue=7))
    assert store.history.versions("entry") == []
    assert store.history.versions("score") == []


def test_a_change_keeps_what_was_there(store: Store) -> None:
    write(store, make_entry(note="first", fatigue=7))
    write(store, make_entry(note="second", fatigue=8), minutes=60)
    (version,) = store.history.versions("entry")
    assert version.before["note"] == "first"
    assert version.after is not None
    assert version.after["note"] == "second"
    assert version.at == NOW + timedelta(minutes=60)
    assert earlier_values(store) == [7.0]


def test_typing_within_ten_minutes_is_one_version(store: Store) -> None:
    write(store, make_entry(note="first"))
    for minute, note in enumerate(["s", "se", "sec", "second"]):
        write(store, make_entry(note=note), minutes=60 + 2 * minute)
    (version,) = store.history.versions("entry")
    assert version.before["note"] == "first"
    assert version.after is not None
    assert version.after["note"] == "second"


def test_a_new_version_begins_after_ten_minutes(store: Store) -> None:
    write(store, make_entry(note="first"))
    write(store, make_entry(note="second"), minutes=60)
    write(store, make_entry(note="second and more"), minutes=69.9)
    write(store, make_entry(note="third"), minutes=70)
    assert earlier_notes(store) == ["second and more", "first"]


def test_a_row_typed_just_now_has_no_earlier_version_yet(store: Store) -> None:
    write(store, make_entry(note="f"))
    write(store, make_entry(note="first"), minutes=9)
    assert earlier_notes(store) == []
    write(store, make_entry(note="second"), minutes=10)
    assert earlier_notes(store) == ["first"]


def test_a_clock_that_was_set_back_begins_a_new_version(store: Store) -> None:
    write(store, make_entry(note="first"))
    write(store, make_entry(note="second"), minutes=60)
    write(store, make_entry(note="third"), minutes=30)
    assert earlier_notes(store) == ["second", "first"]


def test_each_row_has_its_own_ten_minutes(store: Store) -> None:
    write(store, make_entry(fatigue=5, fog=5))
    write(store, make_entry(fatigue=6, fog=5), minutes=60)
    write(store, make_entry(fatigue=6, fog=6), minutes=61)
    assert earlier_values(store) == [5.0, 5.0]


def test_a_deletion_is_always_kept(store: Store) -> None:
    write(store, make_entry(note="first", fatigue=7))
    write(store, make_entry(), minutes=1)
    (score,) = store.history.versions("score")
    (entry,) = store.history.versions("entry")
    assert (score.before["value"], score.after) == (7.0, None)
    assert (entry.before["note"], entry.after) == ("first", None)


def test_blank_skipped_and_0_are_three_things_in_the_history(store: Store) -> None:
    write(store, make_entry(fatigue=0))
    write(store, make_entry(fatigue=SKIPPED), minutes=60)
    write(store, make_entry(note="kept"), minutes=120)
    kept = [
        (version.before["value"], version.before["skipped"])
        for version in store.history.versions("score")
    ]
    assert kept == [(None, 1), (0.0, 0)]


def test_what_is_equal_is_not_written_at_all(store: Store) -> None:
    entry = make_entry(note="first", fatigue=7, fog=SKIPPED)
    write(store, entry)
    with store.transact(NOW + timedelta(hours=1)) as rows:
        entry_table.put_day(rows, entry)
        assert rows.changes == []
    assert store.history.versions("entry") == []


def test_versions_are_told_in_utc(store: Store) -> None:
    write(store, make_entry(note="first"))
    east = timezone(timedelta(hours=5, minutes=45))
    with store.transact((NOW + timedelta(hours=1)).astimezone(east)) as rows:
        entry_table.put_day(rows, make_entry(note="second"))
    (version,) = store.history.versions("entry")
    assert version.at == NOW + timedelta(hours=1)
    assert version.at.utcoffset() == timedelta(0)


def test_versions_survive_closing(store: Store) -> None:
    write(store, make_entry(note="first"))
    write(store, make_entry(note="second"), minutes=60)
    store.close()
    with Store.open(store.path) as again:
        write(again, make_entry(note="third"), minutes=61)
        assert earlier_notes(again) == ["second", "first"]


def test_a_block_that_was_taken_back_leaves_no_version(store: Store) -> None:
    write(store, make_entry(note="first"))

    def write_and_fail() -> None:
        with store.transact(NOW + timedelta(hours=1)) as rows:
            entry_table.put_day(rows, make_entry(note="second"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert earlier_notes(store) == []


def test_a_load_keeps_no_history(store: Store) -> None:
    write(store, make_entry(note="first"))
    with store.transact(NOW + timedelta(hours=1), keep_history=False) as rows:
        entry_table.put_day(rows, make_entry(note="second"))
    assert earlier_notes(store) == []


def test_each_table_has_its_own_versions(store: Store) -> None:
    write(store, make_entry(note="first"))
    with store.transact(NOW) as rows:
        event_table.put(rows, make_event(day(3), title="flare"))
    (event,) = event_table.events(store.rows)
    with store.transact(NOW + timedelta(hours=1)) as rows:
        event_table.remove(rows, event.id or 0)
    assert [version.before["title"] for version in store.history.versions("event")] == ["flare"]
    assert store.history.versions("entry") == []
    assert entry_table.day_entry(store.rows, TODAY) == make_entry(note="first")


def test_a_form_saved_twice_at_once_keeps_the_first_version(store: Store) -> None:
    with store.transact(NOW) as rows:
        event_table.put(rows, make_event(title="sauna"))
    (event,) = event_table.events(store.rows)
    with store.transact(NOW) as rows:
        event_table.put(rows, replace(event, title="steam bath"))
    (version,) = store.history.versions("event")
    assert version.before["title"] == "sauna"
