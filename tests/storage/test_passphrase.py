"""A store under another key, replaced by another file, or open for reading only."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import (
    JournalDamagedError,
    JournalError,
    JournalUnreachableError,
    NeedsPassphraseError,
    NotAJournalError,
    NotSavedError,
    ReadOnlyError,
    RefusedError,
    WrongPassphraseError,
)
from fibrojournal.storage import entry_table
from fibrojournal.storage.drafts import rollback_of
from fibrojournal.storage.keys import KEY_BYTES, Key, fixed_key, new_salt
from fibrojournal.storage.migrations import SCHEMA_VERSION
from fibrojournal.storage.recovery_slot import MARK
from fibrojournal.storage.store import Store, replace_closed_file
from tests.builders import TODAY, day, make_entry
from tests.storage.files import (
    BACK_TO_THE_FIRST_SCHEMA,
    PAGE,
    fingerprints,
    flip_bit,
    no_room_beyond,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fibrojournal.storage.driver import Database

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="this system has other rights")


def make_key(step: int = 1) -> Key:
    """Make a key as a passphrase would, without its half second."""
    return Key(new_salt(step), secrets.token_bytes(KEY_BYTES))


def make_code_key() -> Key:
    return Key(new_salt(1, MARK), secrets.token_bytes(KEY_BYTES))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.fibro"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Give a journal of some pages, without a passphrase."""
    opened = Store.create(path)
    with opened.transact(NOW) as rows:
        for number in range(60):
            entry_table.put_day(rows, make_entry(day(number), f"note {number} " * 40, fatigue=5))
    with opened.transact(NOW.replace(year=2027)) as rows:
        entry_table.put_day(rows, make_entry(day(59), "rewritten", fatigue=6))
    yield opened
    opened.close()


def note(store: Store, number: int = 0) -> str:
    entry = entry_table.day_entry(store.rows, day(number))
    return "" if entry is None else entry.note


def write(store: Store, text: str, number: int = 0) -> None:
    with store.transact(NOW) as rows:
        entry_table.put_day(rows, make_entry(day(number), text))


def make_other(folder: Path, text: str, key: Key | None = None) -> tuple[Path, Key]:
    """Make another whole journal that can be put in a journal's place."""
    draft = folder / ".other.new"
    with Store.create(draft, key) as store:
        write(store, text)
        return draft, store.key


@contextmanager
def without_rights() -> Iterator[Path]:
    """Be somebody who may only read what is in this folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        if os.geteuid() != 0:
            folder.chmod(0o755)


@contextmanager
def as_reader(folder: Path) -> Iterator[None]:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if user == 0:
            os.seteuid(0)
        folder.chmod(0o755)


# Another key


def test_a_journal_under_another_key_holds_what_it_held(store: Store, path: Path) -> None:
    key = make_key()
    store.change_key(key)
    assert note(store, 7) == "note 7 " * 40
    assert len(store.history.versions("entry")) == 1
    assert store.problems() == ()
    store.close()
    assert path.read_bytes()[:16] == key.salt
    with pytest.raises(NeedsPassphraseError):
        Store.open(path)
    with pytest.raises(WrongPassphraseError):
        Store.open(path, Key(key.salt, secrets.token_bytes(KEY_BYTES)))
    with Store.open(path, key) as again:
        assert note(again, 7) == "note 7 " * 40
        assert again.problems() == ()


def test_the_full_text_index_and_the_identity_come_along(store: Store) -> None:
    store.change_key(make_key())
    found = store.rows.select("SELECT count(*) FROM entry_fts WHERE entry_fts MATCH 'rewritten'")
    assert list(found) == [(1,)]
    assert list(store.rows.select("PRAGMA user_version")) == [(SCHEMA_VERSION,)]
    assert list(store.rows.select("PRAGMA application_id")) == [(0x46494252,)]


def test_nothing_is_left_beside_a_journal_whose_key_changed(store: Store, path: Path) -> None:
    store.change_key(make_key())
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_store_lives_on_under_its_new_key(store: Store, path: Path) -> None:
    rows, history = store.rows, store.history
    key = make_key()
    store.change_key(key)
    write(store, "afterwards")
    assert store.rows is rows
    assert store.history is history
    store.change_key(fixed_key(new_salt()))
    assert note(store) == "afterwards"
    store.close()
    with Store.open(path) as again:
        assert note(again) == "afterwards"


def test_the_journal_is_held_alone_under_its_new_key(store: Store, path: Path) -> None:
    key = make_key()
    store.change_key(key)
    with pytest.raises(JournalError, match="open in another window"):
        Store.open(path, key)


def test_what_is_called_before_can_stop_the_change(store: Store, path: Path) -> None:
    def fail() -> None:
        raise NotSavedError

    with pytest.raises(NotSavedError):
        store.change_key(make_key(), before=fail)
    assert not store.key.is_protected
    write(store, "still here")
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Store.open(path) as again:
        assert note(again) == "still here"


def test_without_a_passphrase_no_recovery_code_stays(store: Store) -> None:
    store.change_key(make_key())
    code_key = make_code_key()
    store.set_code_key(code_key)
    store.change_key(make_key())
    assert store.code_key == code_key
    store.change_key(fixed_key(new_salt()))
    assert store.code_key is None


@needs_posix
@pytest.mark.parametrize("pages", [0, 1, 2, 9, 30])
def test_a_key_cannot_change_while_the_disk_is_full(store: Store, path: Path, pages: int) -> None:
    with no_room_beyond(pages * PAGE), pytest.raises(NotSavedError):
        store.change_key(make_key())
    write(store, "still here")
    assert not store.key.is_protected
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Store.open(path) as again:
        assert note(again) == "still here"
        assert again.problems() == ()


def test_the_key_of_a_damaged_journal_is_not_changed(store: Store, path: Path) -> None:
    store.close()
    refused = 0
    sound = path.read_bytes()
    for page in range(1, len(sound) // PAGE, 4):
        path.write_bytes(sound)
        flip_bit(path, page)
        damaged = fingerprints(path.parent)
        with suppress(NotAJournalError), Store.open(path) as opened:
            with pytest.raises(JournalDamagedError):
                opened.change_key(make_key())
            refused += 1
        assert fingerprints(path.parent) == damaged
    assert refused > 3


def test_a_copy_that_is_not_whole_does_not_take_the_place(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Store.copy_under

    def lose_a_row(self: Store, key: Key, draft: Path) -> None:
        whole(self, key, draft)
        with Store.open(draft, key) as copy, copy.transact(NOW) as rows:
            rows.remove("profile", {"id": 1})
            rows.remove("score", rows.find("score")[0])

    monkeypatch.setattr(Store, "copy_under", lose_a_row)
    with pytest.raises(NotSavedError):
        store.change_key(make_key())
    assert not store.key.is_protected
    assert note(store, 7) == "note 7 " * 40
    assert path.exists()


def test_a_copy_under_another_key_leaves_the_journal_as_it_is(store: Store, path: Path) -> None:
    key = make_key()
    store.copy_under(key, path.with_name("copy.fibro"))
    assert not store.key.is_protected
    with Store.open(path.with_name("copy.fibro"), key) as copy:
        assert note(copy, 7) == "note 7 " * 40


def test_a_copy_in_a_folder_that_is_missing_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(JournalError):
        store.copy_under(make_key(), tmp_path / "missing" / "copy.fibro")
    with pytest.raises(JournalError):
        store.copy_to(tmp_path / "missing" / "copy.fibro")


@contextmanager
def in_use(store: Store) -> Iterator[list[str]]:
    """Read and write in another thread, as a window does; give what was written."""
    stop, faults, written = threading.Event(), list[Exception](), list[str]()

    def use() -> None:
        rows = store.rows
        try:
            while not stop.is_set():
                write(store, f"touch {len(written)}", number=1)
                written.append(f"touch {len(written)}")
                entry = entry_table.day_entry(rows, day(1))
                assert entry == make_entry(day(1), written[-1])
                store.history.versions("entry")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shall show it
            faults.append(error)

    window = threading.Thread(target=use)
    window.start()
    try:
        yield written
    finally:
        stop.set()
        window.join()
    assert faults == []


def test_a_window_reads_and_writes_on_while_the_key_changes(store: Store, path: Path) -> None:
    with in_use(store) as written:
        for number in range(12):
            store.change_key(make_key() if number % 2 else fixed_key(new_salt()))
    key = store.key
    store.close()
    with Store.open(path, key) as again:
        assert note(again, 1) == written[-1]
        assert again.problems() == ()


def test_a_window_reads_and_writes_on_while_copies_are_made(store: Store, path: Path) -> None:
    with in_use(store):
        for number in range(12):
            store.copy_to(path.with_name(f"{number}.fibro"))
            store.export_plain(path.with_name(f"{number}.sqlite"))
    with Store.open(path.with_name("11.fibro")) as copy:
        assert copy.problems() == ()
        assert note(copy, 1).startswith("touch")


# Another file


def test_a_journal_whose_place_was_taken_while_it_was_made_is_refused(path: Path) -> None:
    def make_and_be_late() -> None:
        with Store.under_construction(path):
            path.mkdir()

    with pytest.raises(JournalUnreachableError):
        make_and_be_late()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_file_takes_the_place_and_the_store_lives_on(store: Store, path: Path) -> None:
    draft, key = make_other(path.parent, "the other one", make_key())
    store.replace_with(draft, key)
    assert note(store) == "the other one"
    assert store.key == key
    write(store, "written on")
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Store.open(path, key) as again:
        assert note(again) == "written on"


def test_the_file_that_was_replaced_is_kept_as_it_was(store: Store, path: Path) -> None:
    draft, key = make_other(path.parent, "the other one")
    kept = path.with_name("journal before restore.fibro")
    store.replace_with(draft, key, keep_as=kept)
    write(store, "written on")
    with Store.open(kept) as old:
        assert note(old, 7) == "note 7 " * 40
        assert note(old) == "note 0 " * 40
        assert old.problems() == ()


def test_it_is_kept_where_files_have_one_name_only(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    draft, key = make_other(path.parent, "the other one")
    kept = path.with_name("journal before restore.fibro")
    store.replace_with(draft, key, keep_as=kept)
    assert note(store) == "the other one"
    with Store.open(kept) as old:
        assert note(old) == "note 0 " * 40


def test_nothing_is_replaced_that_could_not_be_kept(store: Store, path: Path) -> None:
    draft, key = make_other(path.parent, "the other one")
    with pytest.raises(JournalError):
        store.replace_with(draft, key, keep_as=path.parent / "missing" / "kept.fibro")
    with pytest.raises(RefusedError):
        store.replace_with(draft, key, keep_as=draft)
    write(store, "still here")
    assert note(store, 7) == "note 7 " * 40
    assert draft.exists()


def test_a_copy_that_cannot_be_made_durable_does_not_count_as_kept(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError

    draft, key = make_other(path.parent, "the other one")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(JournalUnreachableError):
        store.replace_with(draft, key, keep_as=path.with_name("kept.fibro"))
    monkeypatch.undo()
    assert note(store) == "note 0 " * 40
    assert not path.with_name("kept.fibro").exists()


def test_a_file_that_cannot_be_put_in_place_changes_nothing(store: Store, path: Path) -> None:
    kept = path.with_name("journal before restore.fibro")
    for keep_as in (None, kept):
        with pytest.raises(JournalUnreachableError):
            store.replace_with(path.with_name("missing.new"), make_key(), keep_as=keep_as)
    assert store.is_open
    write(store, "still here")
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Store.open(path) as again:
        assert note(again) == "still here"


def test_a_folder_that_cannot_be_synced_does_not_undo_a_rename(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def refuse_folders(handle: int) -> None:
        if os.fstat(handle).st_mode & 0o040000:
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    key = make_key()
    store.change_key(key)
    write(store, "afterwards")
    store.close()
    with Store.open(path, key) as again:
        assert note(again) == "afterwards"


def test_a_journal_that_somebody_else_took_meanwhile_has_to_be_opened_anew(
    store: Store, path: Path
) -> None:
    draft, key = make_other(path.parent, "the other one")
    with pytest.raises(JournalError):
        store.replace_with(draft, make_key())  # a key that does not open it, as if it were held
    assert not store.is_open
    with Store.open(path, key) as again:
        assert note(again) == "the other one"


def test_a_second_name_that_a_crash_left_is_dropped_at_the_next_start(
    store: Store, path: Path
) -> None:
    store.close()
    path.with_name("journal before restore 2026.fibro").hardlink_to(path)
    path.with_name("journal of another.fibro").write_text("mine", encoding="utf-8")
    elsewhere = path.parent / "my own"
    elsewhere.mkdir()
    (elsewhere / "journal copy.fibro").hardlink_to(path)
    Store.open(path).close()
    assert {file.name for file in path.parent.iterdir()} == {
        path.name,
        "my own",
        "journal of another.fibro",
    }
    assert (elsewhere / "journal copy.fibro").exists()


# A file that cannot be opened


def test_a_closed_file_is_replaced_and_kept_with_its_half_save(path: Path) -> None:
    draft, key = make_other(path.parent, "the backup")
    path.write_bytes(b"damaged")
    rollback_of(path).write_bytes(b"half a save")
    kept = path.with_name("journal damaged.fibro")
    replace_closed_file(path, draft, keep_as=kept)
    assert kept.read_bytes() == b"damaged"
    assert rollback_of(kept).read_bytes() == b"half a save"
    assert not rollback_of(path).exists()
    with Store.open(path, key) as opened:
        assert note(opened) == "the backup"


def test_a_file_that_has_vanished_is_replaced_too(path: Path) -> None:
    draft, key = make_other(path.parent, "the backup")
    replace_closed_file(path, draft, keep_as=path.with_name("kept.fibro"))
    assert not path.with_name("kept.fibro").exists()
    Store.open(path, key).close()


def test_a_closed_file_stays_where_it_is_if_it_cannot_be_kept(path: Path) -> None:
    draft, _ = make_other(path.parent, "the backup")
    path.write_bytes(b"damaged")
    with pytest.raises(JournalUnreachableError):
        replace_closed_file(path, draft, keep_as=path.parent / "missing" / "kept.fibro")
    assert path.read_bytes() == b"damaged"


# The recovery code


def test_what_a_code_was_made_into_stays_in_the_journal(store: Store, path: Path) -> None:
    code_key = make_code_key()
    assert store.code_key is None
    store.set_code_key(code_key)
    store.close()
    with Store.open(path) as again:
        assert again.code_key == code_key
        again.set_code_key(None)
        assert again.code_key is None


def test_a_code_is_not_kept_if_what_comes_before_fails(store: Store) -> None:
    def fail() -> None:
        raise NotSavedError

    with pytest.raises(NotSavedError):
        store.set_code_key(make_code_key(), before=fail)
    assert store.code_key is None


def test_a_code_never_stands_in_the_history(store: Store) -> None:
    code_key = make_code_key()
    before = list(store.rows.select("SELECT * FROM history"))
    store.set_code_key(code_key)
    store.set_code_key(None)
    assert list(store.rows.select("SELECT * FROM history")) == before


def test_a_code_never_stands_in_a_plain_copy(store: Store, tmp_path: Path) -> None:
    code_key = make_code_key()
    store.set_code_key(code_key)
    store.export_plain(tmp_path / "plain.sqlite")
    plain = (tmp_path / "plain.sqlite").read_bytes()
    assert code_key.raw.hex().encode() not in plain
    assert code_key.salt.hex().encode() not in plain
    assert b"rewritten" in plain
    assert store.code_key == code_key


# Reading only


@pytest.fixture
def reader() -> Iterator[Store]:
    """Give a journal in a folder where nothing can be written."""
    with without_rights() as folder:
        path = folder / "journal.fibro"
        with Store.create(path) as made:
            write(made, "readable")
        with as_reader(folder):
            store = Store.open(path)
            yield store
            store.close()


@needs_posix
def test_a_journal_that_cannot_be_written_to_can_be_read(reader: Store) -> None:
    assert reader.is_read_only
    assert note(reader) == "readable"
    assert reader.problems() == ()


@needs_posix
@pytest.mark.parametrize(
    "write_to",
    [
        lambda store: write(store, "new"),
        lambda store: store.change_key(make_key()),
        lambda store: store.set_code_key(None),
    ],
)
def test_every_write_of_a_read_only_journal_is_refused(
    reader: Store, write_to: Callable[[Store], None]
) -> None:
    with pytest.raises(ReadOnlyError):
        write_to(reader)
    assert note(reader) == "readable"


@needs_posix
def test_a_read_only_journal_of_an_older_schema_is_refused() -> None:
    with without_rights() as folder:
        path = folder / "journal.fibro"
        with Store.create(path) as store:
            go_back(store._database)
        with as_reader(folder), pytest.raises(JournalUnreachableError):
            Store.open(path)


@needs_posix
def test_a_read_only_journal_with_a_wrong_key_says_so() -> None:
    with without_rights() as folder:
        path, key = folder / "journal.fibro", make_key()
        Store.create(path, key).close()
        with as_reader(folder), pytest.raises(WrongPassphraseError):
            Store.open(path, Key(key.salt, secrets.token_bytes(KEY_BYTES)))


def go_back(database: Database) -> None:
    """Make a journal one of the first schema."""
    for statement in BACK_TO_THE_FIRST_SCHEMA:
        database.execute(statement)


def test_what_comes_before_a_migration_sees_the_journal_as_it_was(path: Path) -> None:
    with Store.create(path) as store:
        write(store, "old")
        go_back(store._database)
    seen: list[str] = []

    def look(store: Store) -> None:
        seen.append(note(store))
        assert list(store.rows.select("PRAGMA user_version")) == [(1,)]

    with Store.open(path, before_migration=look) as store:
        assert list(store.rows.select("PRAGMA user_version")) == [(SCHEMA_VERSION,)]
        assert note(store) == "old"
    Store.open(path, before_migration=look).close()
    assert seen == ["old"]


def test_a_migration_does_not_happen_if_what_comes_before_fails(path: Path) -> None:
    with Store.create(path) as store:
        go_back(store._database)
    before = fingerprints(path.parent)

    def fail(_store: Store) -> None:
        raise NotSavedError

    with pytest.raises(NotSavedError):
        Store.open(path, before_migration=fail)
    assert fingerprints(path.parent) == before


def test_writes_are_counted(store: Store) -> None:
    before = store.writes
    note(store)
    assert store.writes == before
    write(store, "new", number=int(TODAY.day))
    assert store.writes > before
