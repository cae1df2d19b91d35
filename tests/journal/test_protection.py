from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.recovery_code import MistypedCodeError, new_code
from fibrojournal.errors import (
    JournalDamagedError,
    JournalError,
    JournalUnreachableError,
    NotSavedError,
    ReadOnlyError,
    WrongPassphraseError,
)
from fibrojournal.journal import protection
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.protection import (
    ChangedButClosedError,
    EmptyPassphraseError,
    NotChangedError,
    ProtectionReport,
)
from fibrojournal.journal.unlocking import (
    NoSlotError,
    WrongCodeError,
    state_of,
    unlock,
    unlock_with_code,
)
from fibrojournal.storage import keys
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.recovery_slot import slot_of
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import (
    RIGHT,
    change_passphrase,
    cheap_keys,
    holds,
    opened,
    overwrite,
)
from tests.storage.files import PAGE, fingerprints, first_page_of, flip_bit, no_room_beyond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fibrojournal.journal.journal import Journal

needs_limits = pytest.mark.skipif(
    sys.platform == "win32", reason="this system cannot limit the size of files"
)


@pytest.fixture
def journal(unprotected: Path, folders: tuple[Path, ...]) -> Iterator[Journal]:
    """Give that journal without a passphrase, open."""
    journal = opened(Store.open(unprotected), folders)
    yield journal
    journal.close()


@pytest.fixture
def locked(protected: Path, folders: tuple[Path, ...]) -> Iterator[Journal]:
    """Give the journal that RIGHT opens, open."""
    journal = opened(unlock(protected, RIGHT, folders), folders)
    yield journal
    journal.close()


def slots(path: Path, folders: tuple[Path, ...]) -> list[Path]:
    return [slot for folder in (path.parent, *folders) for slot in folder.glob("*.recovery")]


def is_protected(journal: Journal) -> bool:
    return journal.protection.is_protected


def has_code(journal: Journal) -> bool:
    return journal.protection.has_recovery_code


def states(folder: Path) -> set[str]:
    """Tell what opening the backups in a folder takes."""
    return {state_of(backup.path) for backup in list_backups(folder)}


# The first passphrase


def test_a_first_passphrase_protects_the_journal_and_its_backups(
    journal: Journal, folders: tuple[Path, ...]
) -> None:
    assert not is_protected(journal)
    assert journal.protection.set_passphrase(RIGHT, step=1) == ProtectionReport()
    assert is_protected(journal)
    assert not has_code(journal)
    journal.close()
    assert holds(unlock(journal.path, RIGHT, folders))
    assert states(folders[0]) == {"locked"}
    for backup in list_backups(folders[0]):
        assert holds(unlock(backup.path, RIGHT))


def test_a_protected_journal_is_written_on_and_backed_up(
    journal: Journal, folders: tuple[Path, ...]
) -> None:
    journal.protection.set_passphrase(RIGHT, step=1)
    journal.set_note(TODAY, "more")
    journal.undo()
    journal.redo()
    journal.backups.make()
    journal.close()
    assert holds(unlock(journal.path, RIGHT), "more")
    assert holds(unlock(list_backups(folders[0])[0].path, RIGHT), "more")


def test_nothing_readable_is_left_beside_a_protected_journal(
    journal: Journal, folders: tuple[Path, ...]
) -> None:
    journal.protection.set_passphrase(RIGHT, step=1)
    journal.close()
    for folder in (journal.path.parent, *folders):
        for file in folder.iterdir():
            assert file.suffix == ".json" or read_salt(file)[:3] == b"FJ\x01"


def test_files_kept_beside_the_journal_are_encrypted_too(
    unprotected: Path, folders: tuple[Path, ...]
) -> None:
    kept = unprotected.with_name("journal before restore 20261103 101112.fibro")
    damaged = unprotected.with_name("journal damaged.fibro")
    other = unprotected.with_name("journal of a friend.fibro")
    for file in (kept, damaged, other):
        shutil.copyfile(unprotected, file)
    flip_bit(damaged, damaged.stat().st_size // PAGE)
    journal = opened(Store.open(unprotected), folders)
    report = journal.protection.set_passphrase(RIGHT, step=1)
    journal.close()
    assert report.unreached == (damaged,)
    assert holds(unlock(kept, RIGHT))
    assert holds(unlock(other, None))


def test_an_empty_passphrase_is_refused(journal: Journal) -> None:
    with pytest.raises(EmptyPassphraseError) as refused:
        journal.protection.set_passphrase("", step=1)
    assert refused.value.remedy
    assert not is_protected(journal)


@pytest.mark.parametrize("passphrase", [" ", "a", "1234", 'it\'s "x" -- ;', "🙂", "x" * 5000])
def test_there_are_no_rules_for_a_passphrase(journal: Journal, passphrase: str) -> None:
    journal.protection.set_passphrase(passphrase, step=1)
    journal.close()
    assert holds(unlock(journal.path, passphrase))


def test_the_step_of_the_ladder_is_what_the_computer_manages(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(keys.MEBIBYTES, 2, 2)
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 2)
    journal.protection.set_passphrase(RIGHT)
    journal.close()
    assert read_salt(journal.path)[2] == 2
    assert holds(unlock(journal.path, RIGHT))


def test_the_typed_text_stands_nowhere(journal: Journal, folders: tuple[Path, ...]) -> None:
    journal.protection.set_passphrase("canary in a mine", step=1)
    shown = f"{journal.protection!r} {journal.protection._store.key!r} {vars(journal)!r}"
    assert "canary" not in shown
    assert journal.protection._store.key.raw.hex() not in shown
    journal.close()
    for folder in (journal.path.parent, *folders):
        assert all(b"canary" not in file.read_bytes() for file in folder.iterdir())


def test_a_journal_without_backup_folders_has_a_passphrase_too(path: Path) -> None:
    journal = opened(Store.create(path))
    journal.set_note(TODAY, "mine")
    assert journal.protection.set_passphrase(RIGHT, step=1) == ProtectionReport()
    journal.close()
    assert holds(unlock(path, RIGHT))


# Another passphrase


def test_another_passphrase_takes_the_place_of_the_first(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    salt = read_salt(protected)
    change_passphrase(protected, folders, RIGHT, "newer")
    assert read_salt(protected) != salt
    assert holds(unlock(protected, "newer", folders))
    with pytest.raises(WrongPassphraseError):
        unlock(protected, RIGHT, folders)
    for backup in list_backups(folders[0]):
        assert holds(unlock(backup.path, "newer"))


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.set_passphrase("newer", current="wrong", step=1),
        lambda p: p.set_passphrase("newer", current="", step=1),
        lambda p: p.set_passphrase("newer", step=1),
        lambda p: p.set_passphrase("newer", recovery_code=new_code(), step=1),
        lambda p: p.remove_passphrase("wrong"),
        lambda p: p.check("wrong"),
    ],
)
def test_who_only_finds_the_journal_open_changes_nothing(
    locked: Journal, folders: tuple[Path, ...], change: Callable[[protection.Protection], object]
) -> None:
    backups = fingerprints(folders[0])
    with pytest.raises(WrongPassphraseError):
        change(locked.protection)
    locked.protection.check(RIGHT)
    locked.close()
    assert fingerprints(folders[0]) == backups
    assert holds(unlock(locked.path, RIGHT, folders))


def test_backups_with_an_earlier_passphrase_are_listed_and_left_as_they_are(
    protected: Path, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    (backup, *_) = list_backups(folders[0])
    shutil.copyfile(backup.path, tmp_path / "old")
    change_passphrase(protected, folders, RIGHT, "newer")
    left = folders[0] / "journal-000900-20261103-101112.fibro"
    shutil.move(tmp_path / "old", left)
    journal = opened(unlock(protected, "newer", folders), folders)
    report = journal.protection.set_passphrase("newest", current="newer", step=1)
    journal.close()
    assert report == ProtectionReport(unreached=(left,))
    assert holds(unlock(left, RIGHT))


def test_a_folder_that_is_not_there_is_listed(
    locked: Journal, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    locked.backup_folders = (*folders, tmp_path / "stick")
    report = locked.protection.set_passphrase("newer", current=RIGHT, step=1)
    assert report == ProtectionReport(missing_folders=(tmp_path / "stick",))


def test_a_second_folder_is_taken_along(
    locked: Journal, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    locked.backup_folders = (*folders, stick)
    locked.backups.make(even_if_unchanged=True)
    assert locked.protection.set_passphrase("newer", current=RIGHT, step=1) == ProtectionReport()
    locked.close()
    assert len(list_backups(stick)) > 1
    for backup in list_backups(stick):
        assert holds(unlock(backup.path, "newer"))


def test_a_backup_that_fails_afterwards_is_told_and_undoes_nothing(
    locked: Journal, folders: tuple[Path, ...]
) -> None:
    def make_backup(*, even_if_unchanged: bool = False) -> None:
        if even_if_unchanged:
            raise NotSavedError

    guarded = protection.Protection(locked._store, folders, make_backup)
    assert guarded.set_passphrase("newer", current=RIGHT, step=1).backup_failed
    locked.close()
    assert holds(unlock(locked.path, "newer", folders))


def test_a_backup_that_fails_before_stops_the_change(
    locked: Journal, folders: tuple[Path, ...]
) -> None:
    def make_backup(**_options: bool) -> None:
        raise NotSavedError

    guarded = protection.Protection(locked._store, folders, make_backup)
    with pytest.raises(NotSavedError):
        guarded.set_passphrase("newer", current=RIGHT, step=1)
    locked.close()
    assert holds(unlock(locked.path, RIGHT, folders))


# Without a passphrase again


def test_a_removed_passphrase_is_needed_nowhere(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    journal = opened(unlock(protected, RIGHT, folders), folders)
    assert has_code(journal)
    assert journal.protection.remove_passphrase(RIGHT) == ProtectionReport()
    assert not is_protected(journal)
    assert not has_code(journal)
    journal.close()
    assert holds(unlock(protected, None, folders))
    assert states(folders[0]) == {"open"}
    assert slots(protected, folders) == []
    with pytest.raises(NoSlotError):
        unlock_with_code(protected, code, folders)


def test_nothing_of_a_removed_code_stays_in_a_file_that_anybody_can_open(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    assert code
    journal = opened(unlock(protected, RIGHT, folders), folders)
    journal.protection.remove_passphrase(RIGHT)
    journal.close()
    for file in (protected, *(backup.path for backup in list_backups(folders[0]))):
        with Store.open(file) as store:
            assert list(store.rows.select("SELECT * FROM protection")) == []


def test_a_passphrase_is_set_again_after_it_was_removed(
    locked: Journal, folders: tuple[Path, ...]
) -> None:
    for number in range(3):
        locked.protection.remove_passphrase(RIGHT if not number else f"{number - 1}")
        locked.protection.set_passphrase(f"{number}", step=1)
    locked.close()
    assert holds(unlock(locked.path, "2", folders))
    for backup in list_backups(folders[0]):
        assert holds(unlock(backup.path, "2"))


def test_removing_where_there_is_none_harms_nothing(journal: Journal) -> None:
    journal.protection.remove_passphrase("anything")
    journal.protection.check("anything")
    journal.close()
    assert holds(unlock(journal.path, None))


# What goes wrong


@needs_limits
@pytest.mark.parametrize("pages", [0, 1, 2, 12, 25])
def test_a_full_disk_changes_nothing(
    protected: Path, folders: tuple[Path, ...], code: str, pages: int
) -> None:
    journal = opened(unlock(protected, RIGHT), ())
    before = fingerprints(folders[0])
    with no_room_beyond(pages * PAGE), pytest.raises(NotChangedError) as refused:
        journal.protection.set_passphrase("newer", current=RIGHT, step=1)
    assert "as it was" in refused.value.remedy
    journal.set_note(TODAY, "mine")
    assert has_code(journal)
    journal.close()
    assert fingerprints(folders[0]) == before
    assert len(slots(protected, ())) == 1
    assert holds(unlock_with_code(protected, code, folders))
    assert holds(unlock(protected, RIGHT, folders))


@needs_limits
def test_no_room_for_the_backup_before_changes_nothing(
    locked: Journal, folders: tuple[Path, ...]
) -> None:
    locked.set_note(TODAY, "more")
    with no_room_beyond(PAGE), pytest.raises(JournalError):
        locked.protection.set_passphrase("newer", current=RIGHT, step=1)
    locked.close()
    assert holds(unlock(locked.path, RIGHT, folders), "more")


def test_a_slot_that_cannot_be_written_changes_nothing(
    protected: Path, folders: tuple[Path, ...], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise NotSavedError

    journal = opened(unlock(protected, RIGHT, folders), folders)
    monkeypatch.setattr(protection, "write_slot", fail)
    with pytest.raises(NotChangedError):
        journal.protection.set_passphrase("newer", current=RIGHT, step=1)
    with pytest.raises(NotSavedError):
        journal.protection.confirm_recovery_code(other := new_code(), other)
    journal.close()
    assert holds(unlock(protected, RIGHT, folders))
    assert holds(unlock_with_code(protected, code, folders))


def test_a_damaged_journal_is_not_re_encrypted(protected: Path, folders: tuple[Path, ...]) -> None:
    with unlock(protected, RIGHT) as store:
        page = first_page_of(store, "score")
    flip_bit(protected, page)
    journal = opened(unlock(protected, RIGHT), ())
    with pytest.raises(JournalDamagedError):
        journal.protection.set_passphrase("newer", current=RIGHT, step=1)
    journal.close()
    assert states(folders[0]) == {"locked"}
    unlock(protected, RIGHT).close()


def test_a_journal_that_can_only_be_read_keeps_its_passphrase_and_code(
    protected: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fibrojournal.storage.store.can_be_written_to", lambda _database: False)
    journal = opened(unlock_with_code(protected, code))
    with pytest.raises(ReadOnlyError):
        journal.protection.set_passphrase("newer", current=RIGHT, step=1)
    with pytest.raises(ReadOnlyError):
        journal.protection.remove_recovery_code()
    other = new_code()
    with pytest.raises(ReadOnlyError):
        journal.protection.confirm_recovery_code(other, other)
    journal.close()
    monkeypatch.undo()
    with cheap_keys():
        assert holds(unlock(protected, RIGHT))
        assert holds(unlock_with_code(protected, code))


def test_a_file_that_was_replaced_but_not_opened_again_is_said(
    locked: Journal, folders: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_store: Store, _key: keys.Key) -> None:
        raise JournalUnreachableError

    monkeypatch.setattr(Store, "_go_on", fail)
    with pytest.raises(ChangedButClosedError):
        locked.protection.set_passphrase("newer", current=RIGHT, step=1)
    assert holds(unlock(locked.path, "newer", folders))


# The recovery code


def test_a_code_is_in_force_when_it_was_typed_back(
    locked: Journal, folders: tuple[Path, ...]
) -> None:
    code = locked.protection.new_recovery_code()
    assert not has_code(locked)
    assert not locked.protection.confirm_recovery_code(code, new_code())
    assert not locked.protection.confirm_recovery_code(code, code[:-1])
    assert not has_code(locked)
    assert slots(locked.path, folders) == []
    assert locked.protection.confirm_recovery_code(code, code.lower().replace("-", " "))
    assert has_code(locked)
    assert len(slots(locked.path, folders)) == 2
    locked.close()
    assert holds(unlock_with_code(locked.path, code, folders))


def test_a_journal_without_a_passphrase_takes_no_code(journal: Journal) -> None:
    code = journal.protection.new_recovery_code()
    assert not journal.protection.confirm_recovery_code(code, code)


def test_a_newer_code_takes_the_place_of_the_first(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    journal = opened(unlock(protected, RIGHT, folders), folders)
    newer = journal.protection.new_recovery_code()
    assert journal.protection.confirm_recovery_code(newer, newer)
    journal.close()
    assert holds(unlock_with_code(protected, newer, folders))
    with pytest.raises(WrongCodeError):
        unlock_with_code(protected, code, folders)


def test_a_code_stays_in_force_through_every_change_of_the_passphrase(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    for number in range(3):
        old = RIGHT if not number else f"{number - 1}"
        change_passphrase(protected, folders, old, f"{number}")
        assert holds(unlock_with_code(protected, code, folders))
        assert holds(unlock_with_code(protected, code))
        assert len(slots(protected, folders)) == 2
    for backup in list_backups(folders[0]):
        assert holds(unlock_with_code(backup.path, code))


def test_who_forgot_the_passphrase_sets_a_new_one_by_the_code(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    journal = opened(unlock_with_code(protected, code, folders), folders)
    with pytest.raises(MistypedCodeError):
        journal.protection.set_passphrase("newer", recovery_code=code[:-1], step=1)
    report = journal.protection.set_passphrase("newer", recovery_code=code.lower(), step=1)
    assert report == ProtectionReport()
    journal.close()
    assert holds(unlock(protected, "newer", folders))
    assert holds(unlock_with_code(protected, code, folders))


def test_a_removed_code_opens_nothing(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    journal = opened(unlock(protected, RIGHT, folders), folders)
    assert journal.protection.remove_recovery_code() == ()
    assert not has_code(journal)
    assert journal.protection.remove_recovery_code() == ()
    journal.close()
    assert slots(protected, folders) == []
    with pytest.raises(NoSlotError):
        unlock_with_code(protected, code, folders)
    assert holds(unlock(protected, RIGHT, folders))


def test_places_where_a_removed_code_still_works_are_named(
    protected: Path, folders: tuple[Path, ...], code: str, tmp_path: Path
) -> None:
    assert code
    journal = opened(unlock(protected, RIGHT, folders), (*folders, tmp_path / "stick"))
    (slot,) = folders[0].glob("*.recovery")
    data = slot.read_bytes()
    slot.unlink()
    slot.mkdir()
    assert journal.protection.remove_recovery_code() == (tmp_path / "stick",)
    journal.close()
    slot.rmdir()
    slot.write_bytes(data)
    assert holds(unlock(protected, RIGHT, folders))
    assert not slot.exists()


def test_a_code_is_in_force_although_a_stick_is_away_or_cannot_be_written_to(
    locked: Journal, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    (folders[0] / slot_of(locked.path, locked.protection._store.key.salt).name).mkdir()
    locked.backup_folders = (*folders, tmp_path / "stick")
    code = locked.protection.new_recovery_code()
    assert locked.protection.confirm_recovery_code(code, code)
    locked.close()
    assert holds(unlock_with_code(locked.path, code))


def test_an_older_slot_that_cannot_be_removed_is_named(
    protected: Path, folders: tuple[Path, ...], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(missing_ok)

    assert code
    journal = opened(unlock(protected, RIGHT, folders), folders)
    monkeypatch.setattr(type(protected), "unlink", refuse)
    left = journal.protection.remove_recovery_code()
    monkeypatch.undo()
    journal.close()
    assert left == (protected.parent, *folders)


@needs_limits
def test_a_code_that_could_not_be_removed_stays_in_force(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    journal = opened(unlock(protected, RIGHT, folders), folders)
    with no_room_beyond(0), pytest.raises(NotSavedError):
        journal.protection.remove_recovery_code()
    assert has_code(journal)
    journal.close()
    assert holds(unlock(protected, RIGHT, folders))
    assert holds(unlock_with_code(protected, code, folders))


def test_a_damaged_salt_is_mended_with_a_code_in_force(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    overwrite(protected, 5, b"abc")
    assert holds(unlock(protected, RIGHT, folders))
    assert holds(unlock_with_code(protected, code, folders))


# What leaves the journal


def test_nothing_of_passphrase_or_code_is_exported(path: Path, tmp_path: Path) -> None:
    journal = opened(Store.create(path))
    journal.load(example_contents(TODAY))
    journal.protection.set_passphrase("canary in a mine", step=1)
    code = journal.protection.new_recovery_code()
    journal.protection.confirm_recovery_code(code, code)
    store = journal.protection._store
    assert store.code_key is not None
    kept_back = ["canary", code, code.replace("-", ""), store.key.raw.hex(), store.key.salt.hex()]
    kept_back += [store.code_key.raw.hex(), store.code_key.salt.hex()]
    for name in ("folder", "all.json", "all.sqlite"):
        journal.export_to(tmp_path / name)
    for file in (tmp_path / "all.json", tmp_path / "all.sqlite", *(tmp_path / "folder").iterdir()):
        assert not any(text.encode() in file.read_bytes() for text in kept_back)
    with closing(sqlite3.connect(tmp_path / "all.sqlite")) as plain:
        assert plain.execute("SELECT count(*) FROM protection").fetchone() == (0,)
        assert plain.execute("SELECT count(*) FROM entry").fetchone() > (100,)
        assert plain.execute("SELECT count(*) FROM history").fetchone() == (0,)
    assert journal.undo_words == ""
    journal.close()
