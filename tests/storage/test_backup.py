from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import JournalDamagedError
from fibrojournal.storage import entry_table
from fibrojournal.storage.backup import (
    BackupFailedError,
    copy_backup,
    counted_in,
    list_backups,
    make_backup,
    re_encrypt,
    stem_of,
    sweep_drafts,
    thin_out,
)
from fibrojournal.storage.backup_counts import Counts
from fibrojournal.storage.keys import Key, derive_key, fixed_key, new_salt
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry
from tests.storage.files import (
    BACK_TO_THE_FIRST_SCHEMA,
    alter,
    fingerprints,
    first_page_of,
    flip_bit,
    no_room_beyond,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fibrojournal.domain.entries import DayEntry

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)

_needs_limits = pytest.mark.skipif(
    sys.platform == "win32", reason="this system cannot limit the size of files"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of a folder for backups; it is not there yet."""
    return tmp_path / "backups" / "journal"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a journal with three days and a moment of today."""
    with Store.create(tmp_path / "journal.fibro") as opened:
        save(opened, *(make_entry(day(number), f"day {number}") for number in range(3)))
        yield opened


def save(store: Store, *entries: DayEntry) -> None:
    with store.transact(NOW) as rows:
        for entry in entries:
            entry_table.put_day(rows, entry)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def protected(passphrase: str = "spoons") -> Key:  # noqa: S107 - for tests
    return derive_key(passphrase, new_salt(1))


# Making


def test_a_backup_says_in_its_name_of_which_journal_and_when(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    assert backup.path == folder / "journal-000001-20261104-214200.fibro"
    assert (backup.number, backup.made_at) == (1, NOW.replace(tzinfo=None))
    assert backup.size == backup.path.stat().st_size


def test_a_backup_was_opened_and_counted(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    assert (backup.days, backup.entries, backup.opened_on) == (3, 3, TODAY)
    assert list_backups(folder) == (backup,)


def test_a_backup_holds_what_the_journal_held(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    save(store, make_entry(TODAY, "later"))
    with Store.open(backup.path) as copy:
        entry = entry_table.day_entry(copy.rows, TODAY)
        assert entry is not None
        assert entry.note == "day 0"


def test_a_backup_of_a_protected_journal_opens_with_its_key_only(tmp_path: Path) -> None:
    key = protected()
    with Store.create(tmp_path / "journal.fibro", key) as store:
        backup = make_backup(store, tmp_path / "backups", NOW)
    assert backup.salt == key.salt
    assert counted_in(backup.path, key) == Counts(0, 0)


def test_numbers_only_grow_although_the_clock_was_set_back_a_year(
    store: Store, folder: Path
) -> None:
    moments = [NOW, NOW, NOW - timedelta(days=365)]
    numbers = [make_backup(store, folder, at).number for at in moments]
    assert numbers == [1, 2, 3]
    assert [backup.number for backup in list_backups(folder)] == [3, 2, 1]


def test_a_number_can_be_asked_to_be_above_another(store: Store, folder: Path) -> None:
    assert make_backup(store, folder, NOW, above=41).number == 42


def test_the_folder_of_backups_is_open_to_nobody_else(store: Store, folder: Path) -> None:
    make_backup(store, folder, NOW)
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0


def test_nothing_else_is_left_in_the_folder(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    assert names(folder) == ["counted.json", backup.path.name]


def test_a_damaged_journal_is_not_backed_up(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "damaged.fibro"
    with Store.create(path) as store:
        save(store, *(make_entry(day(number), "words " * 300) for number in range(60)))
        page = first_page_of(store, "score")
    flip_bit(path, page)
    with Store.open(path) as store, pytest.raises(JournalDamagedError):
        make_backup(store, folder, NOW)
    assert names(folder) == []


def test_a_journal_with_broken_references_is_not_backed_up(store: Store, folder: Path) -> None:
    path = store.path
    store.close()
    alter(
        path,
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO score VALUES (999, 'fatigue', '2026-11-04', 0, 5, 0)",
    )
    with Store.open(path) as broken, pytest.raises(JournalDamagedError):
        make_backup(broken, folder, NOW)
    assert names(folder) == []


@_needs_limits
def test_a_backup_that_does_not_fit_is_not_made(store: Store, folder: Path) -> None:
    make_backup(store, folder, NOW)
    before = fingerprints(folder)
    for room in (0, 4096, 50_000):
        with no_room_beyond(room), pytest.raises(BackupFailedError) as refused:
            make_backup(store, folder, NOW)
        assert "earlier backups" in refused.value.remedy
    assert fingerprints(folder) == before


def test_a_folder_that_cannot_be_made_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BackupFailedError):
        make_backup(store, tmp_path / "file" / "backups", NOW)


def test_a_copy_under_a_key_that_has_changed_meanwhile_is_made_anew(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, copy = protected(), store.copy_to

    def changed_meanwhile(draft: Path) -> None:
        copy(draft)
        if store.key != key:
            store.change_key(key)

    monkeypatch.setattr(store, "copy_to", changed_meanwhile)
    backup = make_backup(store, folder, NOW)
    assert backup.salt == key.salt
    assert counted_in(backup.path, key) == Counts(3, 3)
    assert len(list_backups(folder)) == 1


def test_a_backup_that_somebody_takes_away_at_once_is_not_there(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "fibrojournal.storage.backup.Counted.write",
        lambda _counted, place: [file.unlink() for file in place.iterdir()],
    )
    with pytest.raises(BackupFailedError):
        make_backup(store, folder, NOW)


# Listing


def test_a_folder_that_is_not_there_has_no_backups(folder: Path) -> None:
    assert list_backups(folder) == ()


def test_other_files_are_not_backups(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    for name in (
        "letter.odt",
        "journal.fibro",
        "journal-1-20261104-214200.fibro",
        "journal-000009-20269999-214200.fibro",
        "journal-000009-20261104-214200.fibro.part",
    ):
        (folder / name).write_bytes(b"something else")
    (folder / "journal-000010-20261104-214200.fibro").mkdir()
    assert list_backups(folder) == (backup,)


def test_backups_of_another_name_are_listed_when_no_name_is_asked_for(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    make_backup(store, folder, NOW)
    with Store.create(tmp_path / "diary.fibro") as other:
        made = make_backup(other, folder, NOW)
    assert len(list_backups(folder)) == 2
    assert list_backups(folder, "diary") == (made,)


def test_what_was_counted_is_words_only(store: Store, folder: Path) -> None:
    make_backup(store, folder, NOW)
    for lost in ("", "[]", "{}", '{"backups": {"x": 1}}', "\0"):
        (folder / "counted.json").write_text(lost, encoding="utf-8")
        (backup,) = list_backups(folder)
        assert (backup.number, backup.days, backup.opened_on) == (1, None, None)


def test_what_was_counted_says_nothing_of_what_was_written(store: Store, folder: Path) -> None:
    make_backup(store, folder, NOW)
    stored = json.loads((folder / "counted.json").read_text(encoding="utf-8"))
    assert stored["backups"] == {
        "journal-000001-20261104-214200.fibro": {
            "days": 3,
            "entries": 3,
            "opened_on": "2026-11-04",
        }
    }
    assert stored.keys() == {"backups", "journal", "rehearsed_on"}


def test_what_was_counted_of_a_deleted_backup_goes_with_it(store: Store, folder: Path) -> None:
    make_backup(store, folder, NOW).path.unlink()
    make_backup(store, folder, NOW)
    stored = json.loads((folder / "counted.json").read_text(encoding="utf-8"))
    assert len(stored["backups"]) == 1


def test_a_damaged_backup_is_listed(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    backup.path.write_bytes(b"")
    (listed,) = list_backups(folder)
    assert (listed.size, listed.salt) == (0, b"")


def test_a_backup_that_is_open_as_a_journal_stays_locked(store: Store, folder: Path) -> None:
    backup = make_backup(store, folder, NOW)
    with Store.open(backup.path):
        assert list_backups(folder)[0].salt == b""  # looking into it would lose the lock


def test_a_long_name_is_cut_so_that_every_disk_can_hold_it(tmp_path: Path) -> None:
    path = tmp_path / f"{'ä' * 110}.fibro"
    with Store.create(path) as store:
        backup = make_backup(store, tmp_path / "backups", NOW)
    assert backup.path.name.startswith("ä" * 60 + "-000001-")
    assert list_backups(tmp_path / "backups", stem_of(path)) == (backup,)


# Thinning out


def test_backups_that_are_not_needed_any_more_are_deleted(store: Store, folder: Path) -> None:
    made = [make_backup(store, folder, NOW) for _ in range(7)]
    thin_out(folder, "journal", store.key.salt)
    assert [backup.number for backup in list_backups(folder)] == [7, 6, 5, 4, 3]
    assert not made[0].path.exists()


def test_another_journal_s_backups_and_other_files_are_left_alone(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    with Store.create(tmp_path / "elsewhere" / "journal.fibro") as other:
        theirs = [make_backup(other, folder, NOW) for _ in range(7)]
    (folder / "letter.odt").write_bytes(b"words")
    for _ in range(7):
        make_backup(store, folder, NOW)
    thin_out(folder, "journal", store.key.salt)
    assert len(list_backups(folder)) == 12
    assert all(backup.path.exists() for backup in theirs)
    assert (folder / "letter.odt").exists()


# The second folder


def test_a_copy_in_a_second_folder_is_counted_too(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    backup = make_backup(store, folder, NOW)
    second = tmp_path / "stick"
    second.mkdir()
    copy = copy_backup(backup, second, store.key, TODAY)
    assert copy.path == second / backup.path.name
    assert (copy.days, copy.opened_on) == (3, TODAY)
    assert copy.path.read_bytes() == backup.path.read_bytes()


def test_a_second_folder_that_is_not_there_is_not_made(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    backup = make_backup(store, folder, NOW)
    with pytest.raises(BackupFailedError):
        copy_backup(backup, tmp_path / "stick", store.key, TODAY)
    assert not (tmp_path / "stick").exists()


def test_a_copy_that_came_out_damaged_is_not_kept(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    backup = make_backup(store, folder, NOW)
    flip_bit(backup.path, 3)
    (tmp_path / "stick").mkdir()
    with pytest.raises(BackupFailedError):
        copy_backup(backup, tmp_path / "stick", store.key, TODAY)
    assert names(tmp_path / "stick") == []


# What a process that died has left


def test_drafts_of_dead_processes_are_swept(folder: Path) -> None:
    folder.mkdir(parents=True)
    dead = (
        ".journal-000004-20261104-214200.fibro.0a1b2c3d.new",
        ".journal-000005-20261104-214200.fibro.0a1b2c3d.new",
        ".journal-000005-20261104-214200.fibro.0a1b2c3d.new-journal",
        ".counted.json.0a1b2c3d.new",
    )
    others = (".diary-000004-20261104-214200.fibro.0a1b2c3d.new", ".letter.0a1b2c3d.new")
    for name in (*dead, *others):
        (folder / name).write_bytes(b"half")
    sweep_drafts(folder, "journal")
    assert names(folder) == sorted(others)


def test_drafts_of_another_journal_of_that_name_are_left_in_a_shared_folder(
    folder: Path,
) -> None:
    folder.mkdir(parents=True)
    salt, other = new_salt(), new_salt()
    for number, first in enumerate((salt + b"...", other + b"...", salt[:7], b"")):
        name = f".journal-00000{number}-20261104-214200.fibro.0a1b2c3d.new"
        (folder / name).write_bytes(first)
    sweep_drafts(folder, "journal", salt)
    assert names(folder) == [".journal-000001-20261104-214200.fibro.0a1b2c3d.new"]


def test_a_folder_that_is_not_there_needs_no_sweeping(folder: Path) -> None:
    sweep_drafts(folder, "journal")
    assert not folder.exists()


# Another key


def test_backups_are_put_under_another_key(store: Store, folder: Path) -> None:
    made = [make_backup(store, folder, NOW) for _ in range(2)]
    key = protected()
    assert re_encrypt(folder, store.key, key) == ()
    for backup in list_backups(folder):
        assert (backup.salt, backup.days, backup.opened_on) == (key.salt, 3, TODAY)
        assert counted_in(backup.path, key) == Counts(3, 3)
    assert [backup.path for backup in list_backups(folder)] == [made[1].path, made[0].path]


def test_a_backup_of_an_older_schema_keeps_it_under_another_key(
    store: Store, folder: Path
) -> None:
    backup = make_backup(store, folder, NOW)
    alter(
        backup.path,
        *BACK_TO_THE_FIRST_SCHEMA,
    )
    key = protected()
    assert re_encrypt(folder, store.key, key) == ()
    unprotected = fixed_key(new_salt())
    assert re_encrypt(folder, key, unprotected) == ()
    steps: list[Store] = []
    with Store.open(backup.path, unprotected, before_migration=steps.append) as copy:
        assert steps == [copy]
        assert len(list(entry_table.day_entries(copy.rows))) == 3


def test_those_that_are_under_it_already_are_left_alone(store: Store, folder: Path) -> None:
    make_backup(store, folder, NOW)
    key = protected()
    re_encrypt(folder, store.key, key)
    before = fingerprints(folder)
    assert re_encrypt(folder, store.key, key) == ()
    assert fingerprints(folder) == before


def test_those_that_the_old_key_does_not_open_are_named(store: Store, folder: Path) -> None:
    opened, damaged, earlier = (make_backup(store, folder, NOW) for _ in range(3))
    flip_bit(damaged.path, 2)
    with Store.open(earlier.path) as other:
        other.change_key(protected("earlier words"))
    key = protected()
    assert set(re_encrypt(folder, store.key, key)) == {damaged.path, earlier.path}
    assert counted_in(opened.path, key) == Counts(3, 3)


def test_a_recovery_code_does_not_outlive_the_passphrase(tmp_path: Path, folder: Path) -> None:
    key, code_key = protected(), derive_key("code", new_salt(1, b"FR"))
    with Store.create(tmp_path / "journal.fibro", key) as store:
        store.set_code_key(code_key)
        backup = make_backup(store, folder, NOW)
    assert re_encrypt(folder, key, fixed_key(new_salt())) == ()
    assert code_key.raw.hex().encode() not in backup.path.read_bytes()
    with Store.open(backup.path) as copy:
        assert copy.code_key is None


def test_a_recovery_code_stays_when_the_passphrase_is_changed(
    tmp_path: Path, folder: Path
) -> None:
    key, code_key, new = protected(), derive_key("code", new_salt(1, b"FR")), protected("new")
    with Store.create(tmp_path / "journal.fibro", key) as store:
        store.set_code_key(code_key)
        backup = make_backup(store, folder, NOW)
    assert re_encrypt(folder, key, new) == ()
    with Store.open(backup.path, new) as copy:
        assert copy.code_key == code_key


def test_a_backup_is_of_the_day_on_which_the_clock_made_it(store: Store, folder: Path) -> None:
    # Dates in names are local and need no time zone.
    assert make_backup(store, folder, NOW).made_at.date() == date(2026, 11, 4)
