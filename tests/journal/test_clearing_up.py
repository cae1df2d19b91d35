"""What opening a journal clears up: what a crash, a stick or a restore left behind."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import NotSavedError
from fibrojournal.journal.unlocking import state_of, unlock, unlock_with_code
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import RIGHT, change_passphrase, holds, opened

if TYPE_CHECKING:
    from pathlib import Path


def test_opening_writes_a_slot_that_is_missing(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    for slot in (*protected.parent.glob("*.recovery"), *folders[0].glob("*.recovery")):
        slot.unlink()
    assert holds(unlock(protected, RIGHT, folders))
    assert holds(unlock_with_code(protected, code))
    assert len(list(folders[0].glob("*.recovery"))) == 1


@pytest.mark.usefixtures("code")
def test_opening_removes_a_slot_of_a_code_that_is_not_in_force(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    slots = [*protected.parent.glob("*.recovery"), *folders[0].glob("*.recovery")]
    kept = [slot.read_bytes() for slot in slots]
    journal = opened(unlock(protected, RIGHT, folders), folders)
    journal.protection.remove_recovery_code()
    journal.close()
    for slot, data in zip(slots, kept, strict=True):
        slot.write_bytes(data)
    assert holds(unlock(protected, RIGHT, folders))
    assert not any(slot.exists() for slot in slots)


def test_opening_leaves_the_slots_of_other_journals_alone(
    protected: Path, folders: tuple[Path, ...], code: str, tmp_path: Path
) -> None:
    (slot,) = protected.parent.glob("*.recovery")
    (backup, *_) = list_backups(folders[0])
    shared = tmp_path / "stick"
    shared.mkdir()
    shutil.copyfile(slot, shared / slot.name)
    shutil.copyfile(backup.path, shared / backup.path.name)
    other = tmp_path / "other" / "journal.fibro"
    journal = opened(Store.create(other), (shared,))
    journal.protection.set_passphrase("another person", step=1)
    theirs = journal.protection.new_recovery_code()
    journal.protection.confirm_recovery_code(theirs, theirs)
    journal.close()
    assert holds(unlock_with_code(protected, code, (shared,)))
    unlock_with_code(other, theirs, (shared,)).close()
    assert len(list(shared.glob("*.recovery"))) == 2


@pytest.mark.usefixtures("code")
def test_opening_removes_slots_that_open_nothing_any_more(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    (slot,) = protected.parent.glob("*.recovery")
    left = [folder / f"journal.{'ab' * 16}.recovery" for folder in (slot.parent, folders[0])]
    left.append(slot.with_name(f".{slot.name}.01234567.new"))
    for file in left:
        shutil.copyfile(slot, file)
    (slot.parent / "my pictures").mkdir()
    assert holds(unlock(protected, RIGHT, folders))
    assert not any(file.exists() for file in left)
    assert slot.exists()


def test_opening_removes_backups_that_were_never_finished(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    (backup, *_) = list_backups(folders[0])
    left = folders[0] / f".{backup.path.name}.01234567.new"
    shutil.copyfile(backup.path, left)
    assert holds(unlock(protected, RIGHT, folders))
    assert not left.exists()
    assert backup.path.exists()


def test_opening_encrypts_backups_that_a_crash_left_unprotected(
    unprotected: Path, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    left = tmp_path / "left"
    shutil.copytree(folders[0], left)
    kept = unprotected.with_name("journal before restore 20261103 101112.fibro")
    shutil.copyfile(unprotected, kept)
    journal = opened(Store.open(unprotected), folders)
    journal.protection.set_passphrase(RIGHT, step=1)
    journal.close()
    shutil.copytree(left, folders[0], dirs_exist_ok=True)
    shutil.copyfile(unprotected, tmp_path / "protected.fibro")
    with Store.open(next(left.glob("*.fibro"))) as old:
        old.copy_to(tmp_path / "unprotected.fibro")
    shutil.copyfile(tmp_path / "unprotected.fibro", kept)
    assert holds(unlock(unprotected, RIGHT, folders))
    assert {state_of(backup.path) for backup in list_backups(folders[0])} == {"locked"}
    assert holds(unlock(kept, RIGHT))


def test_opening_ends_a_change_of_the_passphrase_where_a_code_is_in_force(
    protected: Path, folders: tuple[Path, ...], code: str, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    shutil.copytree(folders[0], left)
    change_passphrase(protected, folders, RIGHT, "newer")
    shutil.copytree(left, folders[0], dirs_exist_ok=True)
    assert holds(unlock(protected, "newer", folders))
    assert len(list(folders[0].glob("*.recovery"))) == 1
    for backup in list_backups(folders[0]):
        assert holds(unlock(backup.path, "newer"))
        assert holds(unlock_with_code(backup.path, code))


def test_opening_encrypts_what_a_stick_had_that_was_away(
    unprotected: Path, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    stick, drawer = tmp_path / "stick", tmp_path / "drawer"
    stick.mkdir()
    both = (*folders, stick)
    journal = opened(Store.open(unprotected), both)
    journal.set_note(TODAY, "mine")
    journal.backups.make(even_if_unchanged=True)
    stick.rename(drawer)
    report = journal.protection.set_passphrase(RIGHT, step=1)
    assert report.missing_folders == (stick,)
    journal.close()
    drawer.rename(stick)
    another = Store.create(tmp_path / "another" / "journal.fibro")
    foreign = stick / "journal-000999-20261103-101112.fibro"
    another.copy_to(foreign)
    another.close()
    assert holds(unlock(unprotected, RIGHT, both))
    states = {backup.path.name: state_of(backup.path) for backup in list_backups(stick)}
    assert states.pop(foreign.name) == "open", "it is somebody else's"
    assert set(states.values()) == {"locked"}


@pytest.mark.usefixtures("code")
def test_clearing_up_never_keeps_a_journal_from_opening(
    protected: Path, folders: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise NotSavedError

    for slot in protected.parent.glob("*.recovery"):
        slot.unlink()
    monkeypatch.setattr("fibrojournal.journal.recovery_slots.write_slot", fail)
    monkeypatch.setattr("fibrojournal.journal.copies.re_encrypt", fail)
    assert holds(unlock(protected, RIGHT, folders))


def test_nothing_is_told_before_a_migration_that_is_not_needed(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    seen = list[Store]()
    unlock(protected, RIGHT, folders, before_migration=seen.append).close()
    unlock_with_code(protected, code, folders, before_migration=seen.append).close()
    assert seen == [], "it has the present schema"
