"""A disk that fails for a moment: what could not be read or saved can be tried again."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.errors import (
    JournalBusyError,
    JournalDamagedError,
    JournalError,
    NotSavedError,
)
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.storage import entry_table
from fibrojournal.storage.driver import Database, DriverError
from fibrojournal.storage.in_place import InPlace
from fibrojournal.storage.keys import derive_key as key_from
from fibrojournal.storage.keys import new_salt
from fibrojournal.storage.store import Store, _export_errors
from tests.builders import TODAY, day, make_entry
from tests.processes import run_python
from tests.storage.files import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)

_FLIP = """
import sys
with open(sys.argv[1], "r+b") as file:
    for page in range(1, int(sys.argv[2])):
        file.seek(page * 4096 + 1000)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a closed journal of many pages."""
    place = tmp_path / "journal.fibro"
    with Store.create(place) as store:
        Journal(store, clock=lambda: NOW).load(example_contents(TODAY))
    return place


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Give that journal, open."""
    with Store.open(path) as opened:
        yield opened


def stumble(path: Path) -> None:
    """Let every page but the first be another; once more, and all are as they were.

    Another process does it: this one would lose its lock.
    """
    assert run_python("-c", _FLIP, str(path), str(path.stat().st_size // PAGE)).returncode == 0


@contextmanager
def exporting_only_words(store: Store, words: str) -> Iterator[None]:
    """Let an export fail as it does on a bad disk: its error has words, and no code."""
    execute = store._database.execute

    def fails(sql: str, *arguments: Any) -> object:
        if "sqlcipher_export" in sql:
            raise DriverError(words)
        return execute(sql, *arguments)

    store._database.execute = fails  # type: ignore[assignment,method-assign] # in this block only
    try:
        yield
    finally:
        with suppress(AttributeError):  # the file was opened anew
            del store._database.execute


def days(store: Store) -> int:
    return len(list(entry_table.day_entries(store.rows)))


def save(store: Store, note: str) -> None:
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(-1), note))


def save_while_the_disk_stumbles(store: Store, note: str) -> None:
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(-1), note))
        stumble(store.path)
        for _ in range(2):
            with pytest.raises(JournalDamagedError):
                days(store)
        stumble(store.path)


def saved_note(store: Store) -> str:
    entry = entry_table.day_entry(store.rows, day(-1))
    return entry.note if entry is not None else ""


def test_what_could_not_be_read_is_read_when_the_disk_is_well_again(store: Store) -> None:
    stumble(store.path)
    with pytest.raises(JournalDamagedError):
        days(store)
    stumble(store.path)
    assert days(store) > 100
    assert store.problems() == ()


def test_what_could_not_be_saved_is_saved_when_the_disk_is_well_again(store: Store) -> None:
    stumble(store.path)
    with pytest.raises(JournalDamagedError):
        save(store, "still on the screen")
    stumble(store.path)
    save(store, "still on the screen")
    assert saved_note(store) == "still on the screen"


def test_a_copy_can_be_made_when_the_disk_is_well_again(store: Store, tmp_path: Path) -> None:
    key = key_from("words", new_salt(1))
    stumble(store.path)
    for copy in (store.copy_to, lambda draft: store.copy_under(key, draft)):
        with pytest.raises(JournalDamagedError):
            copy(tmp_path / "draft")
        (tmp_path / "draft").unlink(missing_ok=True)
    stumble(store.path)
    store.copy_to(tmp_path / "draft")
    store.copy_under(key, tmp_path / "other draft")
    assert days(store) > 100


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("attempt to write a readonly database", NotSavedError),
        ("unable to open database file", NotSavedError),
        ("database or disk is full", NotSavedError),
        ("disk I/O error", NotSavedError),
        ("out of memory", NotSavedError),
        ("access permission denied", NotSavedError),
        ("words that nobody knows", NotSavedError),
        ("database disk image is malformed", JournalDamagedError),
        ("file is not a database", JournalDamagedError),
    ],
)
def test_whatever_words_an_export_fails_with_the_app_tells_it_in_its_own(
    store: Store, tmp_path: Path, words: str, told: type[JournalError]
) -> None:
    with exporting_only_words(store, words), pytest.raises(told):
        store.copy_under(key_from("words", new_salt(1)), tmp_path / "draft")
    save(store, "goes on")
    assert saved_note(store) == "goes on"


@given(st.text())
def test_no_error_of_the_driver_leaves_an_export(words: str) -> None:
    with pytest.raises(JournalError), _export_errors():
        raise DriverError(words)


def test_a_page_that_stays_damaged_is_refused_each_time(store: Store) -> None:
    stumble(store.path)
    for _ in range(3):
        with pytest.raises(JournalDamagedError):
            days(store)


def test_a_save_in_progress_is_taken_back_as_a_whole_and_can_be_repeated(store: Store) -> None:
    with pytest.raises(JournalDamagedError):
        save_while_the_disk_stumbles(store, "half")
    assert saved_note(store) == ""
    save(store, "whole")
    assert saved_note(store) == "whole"
    assert store.problems() == ()


def test_a_file_that_is_gone_is_not_opened_anew(store: Store) -> None:
    stumble(store.path)
    with pytest.raises(JournalDamagedError):
        days(store)
    stumble(store.path)
    moved = store.path.rename(store.path.with_name("moved.fibro"))
    with pytest.raises(JournalDamagedError):
        days(store)
    moved.rename(store.path)
    assert days(store) > 100


def test_a_closed_journal_stays_closed_although_a_page_could_not_be_read(path: Path) -> None:
    store = Store.open(path)
    stumble(path)
    with pytest.raises(JournalDamagedError):
        days(store)
    store.close()
    stumble(path)
    with pytest.raises(DriverError):
        days(store)
    assert not store.is_open
    with Store.open(path) as again:
        assert days(again) > 100


def test_a_file_that_another_window_has_taken_is_tried_again() -> None:
    answers = [JournalBusyError(), None]

    def renew() -> bool:
        if answer := answers.pop(0):
            raise answer
        return True

    place = InPlace(renew)
    with pytest.raises(JournalDamagedError), place:
        raise JournalDamagedError
    with pytest.raises(JournalBusyError), place:
        pass
    others = threading.Thread(target=place.__enter__)
    others.start()
    others.join(5)
    assert not others.is_alive(), "the lock was let go"
    assert answers == []


def test_what_is_typed_after_the_disk_stumbled_still_belongs_to_the_same_version(
    store: Store,
) -> None:
    save(store, "first")
    stumble(store.path)
    with pytest.raises(JournalDamagedError):
        save(store, "second")
    stumble(store.path)
    save(store, "second")
    assert saved_note(store) == "second"
    assert store.history.versions("entry") == []


# The last step of a save


@contextmanager
def failing_at_the_end(store: Store, times: int = 1) -> Iterator[None]:
    """Let the disk fail when a save is in the file, and only remains to be ended.

    No disk can be asked for that in this process; the fault tests let the call itself fail.
    """
    atomic = store._database.atomic
    left = [None] * times

    @contextmanager
    def fails() -> Iterator[Database]:
        with atomic() as database:
            yield database
        if left:
            left.pop()
            raise _disk_error()

    store._database.atomic = fails  # type: ignore[method-assign] # for this block only
    try:
        yield
    finally:
        del store._database.atomic
    assert not left


def _disk_error() -> Exception:
    error = DriverError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"  # type: ignore[attr-defined] # as the driver does
    return error


def test_a_save_that_failed_when_it_was_done_counts_as_saved(store: Store) -> None:
    with failing_at_the_end(store):
        save(store, "once")
    assert saved_note(store) == "once"
    save(store, "twice")
    assert [version.before["note"] for version in store.history.versions("entry")] == []


def test_a_removal_that_failed_when_it_was_done_counts_as_saved(store: Store) -> None:
    save(store, "once")
    with failing_at_the_end(store):
        save(store, "")
    assert saved_note(store) == ""


def test_a_save_that_cannot_be_ended_is_told(store: Store) -> None:
    with failing_at_the_end(store, times=2), pytest.raises(NotSavedError):
        save(store, "once")


def test_a_block_that_gives_up_before_it_writes_is_not_saved(store: Store) -> None:
    with pytest.raises(NotSavedError), store.transact(NOW):
        raise NotSavedError
