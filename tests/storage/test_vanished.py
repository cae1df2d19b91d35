"""The file of an open journal is moved, removed, exchanged or written over by something else.

On POSIX systems nothing stops that, and a save into a file without a name would succeed.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import (
    JournalGoneError,
    JournalOverwrittenError,
    JournalUnreachableError,
    NotSavedError,
)
from fibrojournal.storage import entry_table
from fibrojournal.storage.held_file import HeldFile
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry
from tests.processes import opened_elsewhere
from tests.storage.files import fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fibrojournal.domain.entries import DayEntry

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="an open file cannot be moved or removed on this system"
)

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)
BEFORE = make_entry(day(1), "before", fatigue=4)
NEW = make_entry(TODAY, "new", fatigue=7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a journal with one day in a folder of its own, closed."""
    place = tmp_path / "folder" / "journal.fibro"
    with Store.create(place) as store:
        save(store, BEFORE)
    return place


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Give that journal, open."""
    with Store.open(path) as opened:
        yield opened


def save(store: Store, entry: DayEntry) -> None:
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, entry)


def removed(path: Path) -> None:
    path.unlink()


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.fibro"))


def exchanged(path: Path) -> None:
    other = path.with_name("other.fibro")
    Store.create(other).close()
    other.replace(path)


def with_its_folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("other folder"))


def with_its_folder_removed(path: Path) -> None:
    shutil.rmtree(path.parent)


def with_a_folder_at_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


GONE = [
    removed,
    moved,
    exchanged,
    with_its_folder_moved,
    with_its_folder_removed,
    with_a_folder_at_its_place,
]


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(5 * 4096)


def emptied(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate()


def grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(4096))


def written_over(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"something else " * 9000)


def overwritten_by_an_older_copy(path: Path) -> None:
    path.write_bytes(path.with_name("older").read_bytes())


OVERWRITTEN = [cut_off, emptied, grown, written_over, overwritten_by_an_older_copy]


@pytest.mark.parametrize("happened", GONE)
def test_a_save_into_a_file_that_is_gone_is_refused(
    path: Path, store: Store, happened: Callable[[Path], None]
) -> None:
    happened(path)
    with pytest.raises(JournalGoneError):
        save(store, NEW)
    with pytest.raises(JournalGoneError) as refused:
        save(store, NEW)
    assert refused.value.message.startswith("This could not be saved:")
    assert "still on the screen" in refused.value.remedy


@pytest.mark.parametrize("happened", GONE)
def test_what_was_saved_before_is_still_read_and_nothing_else(
    path: Path, store: Store, happened: Callable[[Path], None]
) -> None:
    happened(path)
    with pytest.raises(JournalGoneError):
        save(store, NEW)
    assert list(entry_table.day_entries(store.rows)) == [BEFORE]
    assert store.problems() == ()


@pytest.mark.parametrize("happened", GONE)
def test_a_journal_that_is_gone_can_be_copied_and_so_be_had_again(
    path: Path, store: Store, tmp_path: Path, happened: Callable[[Path], None]
) -> None:
    happened(path)
    store.copy_to(tmp_path / "copy.fibro")
    with Store.open(tmp_path / "copy.fibro") as copy:
        assert list(entry_table.day_entries(copy.rows)) == [BEFORE]
        save(copy, NEW)


def test_a_file_that_was_put_back_is_saved_into_again(path: Path, store: Store) -> None:
    moved(path)
    with pytest.raises(JournalGoneError):
        save(store, NEW)
    path.with_name("elsewhere.fibro").rename(path)
    save(store, NEW)
    store.close()
    with Store.open(path) as again:
        assert list(entry_table.day_entries(again.rows)) == [BEFORE, NEW]


def test_a_file_that_took_the_place_is_left_as_it_is(path: Path, store: Store) -> None:
    exchanged(path)
    before = path.read_bytes()
    with pytest.raises(JournalGoneError):
        save(store, NEW)
    with pytest.raises(JournalGoneError):
        store.replace_with(path.with_name("draft"), store.key, keep_as=path.with_name("kept"))
    with pytest.raises(JournalGoneError):
        store.change_key(store.key)
    store.close()
    assert path.read_bytes() == before
    assert fingerprints(path.parent).keys() == {path.name}


def test_a_save_in_whose_middle_the_file_went_is_not_called_saved(
    path: Path, store: Store
) -> None:
    def save_and_remove() -> None:
        with store.transact(NOW) as rows:
            entry_table.put_day(rows, NEW)
            removed(path)

    with pytest.raises(JournalGoneError):
        save_and_remove()


@pytest.mark.parametrize("happened", OVERWRITTEN)
def test_a_save_into_a_file_that_was_written_over_is_refused(
    path: Path, happened: Callable[[Path], None]
) -> None:
    shutil.copy(path, path.with_name("older"))
    with Store.open(path) as store:
        save(store, make_entry(day(2), "later " * 900))
        happened(path)
        for _ in range(2):
            with pytest.raises(JournalOverwrittenError):
                save(store, NEW)


def test_nothing_is_mixed_into_an_older_copy_that_was_put_over_the_file(path: Path) -> None:
    older = path.read_bytes()
    path.with_name("older").write_bytes(older)
    with Store.open(path) as store:
        save(store, make_entry(day(2), "later " * 900))
        overwritten_by_an_older_copy(path)
        with pytest.raises(JournalOverwrittenError):
            save(store, NEW)
    assert path.read_bytes() == older
    with Store.open(path) as store:
        assert store.problems() == ()


@contextmanager
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def look(_file: HeldFile) -> tuple[int, bytes]:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(HeldFile, "_look", look)
        yield


def test_a_disk_that_cannot_be_read_is_said_to_be_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unreadable(monkeypatch), pytest.raises(NotSavedError):
        save(store, NEW)
    save(store, NEW)


def test_a_file_that_cannot_be_opened_twice_is_not_opened_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, *_arguments: object, **_keywords: object) -> None:
        raise OSError(24, "Too many open files")

    def hold(path: Path) -> HeldFile:
        with monkeypatch.context() as patch:
            patch.setattr(type(path), "open", refuse)
            return HeldFile(path)

    with monkeypatch.context() as patch:
        patch.setattr("fibrojournal.storage.store.HeldFile", hold)
        with pytest.raises(JournalUnreachableError):
            Store.open(path)
    Store.open(path).close()


def test_a_disk_that_fails_right_after_a_save_does_not_stop_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.transact(NOW) as rows, unreadable(monkeypatch):
        entry_table.put_day(rows, make_entry(day(2)))
    save(store, NEW)


@pytest.mark.parametrize(
    "harmless",
    [
        lambda path: path.touch(),
        lambda path: path.chmod(0o600),
        lambda path: path.with_name("second name").hardlink_to(path),
        lambda path: path.with_name("neighbour").write_text("anything"),
    ],
)
def test_what_does_not_touch_the_bytes_does_not_matter(
    path: Path, store: Store, harmless: Callable[[Path], object]
) -> None:
    harmless(path)
    save(store, NEW)
    assert entry_table.day_entry(store.rows, TODAY) == NEW


def test_a_save_that_failed_does_not_make_the_file_another(store: Store) -> None:
    def save_much_and_fail() -> None:
        with store.transact(NOW) as rows:
            for number in range(900):
                entry_table.put_day(rows, make_entry(day(10 + number), "much " * 900))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save_much_and_fail()
    save(store, NEW)
    assert list(entry_table.day_entries(store.rows)) == [BEFORE, NEW]


def test_looking_at_the_file_lets_nobody_else_in(path: Path, store: Store) -> None:
    save(store, NEW)
    with opened_elsewhere(path) as answer:
        assert answer == "JournalBusyError"
