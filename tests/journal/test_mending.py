"""A journal that is damaged in its first page or its first bytes, and what the backups tell."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import (
    JournalBusyError,
    JournalDamagedError,
    JournalError,
    NotAJournalError,
    WrongPassphraseError,
)
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.store import Store
from tests.journal.protected_journals import RIGHT, holds, overwrite
from tests.processes import opened_elsewhere, run_python
from tests.storage.files import PAGE, fingerprints, flip_bit

if TYPE_CHECKING:
    from pathlib import Path


def test_a_damaged_first_page_is_told_from_a_wrong_passphrase(
    protected: Path, folders: tuple[Path, ...], derivations: list[bytes]
) -> None:
    flip_bit(protected, 1)
    before = fingerprints(protected.parent)
    with pytest.raises(JournalDamagedError):
        unlock(protected, RIGHT, folders)
    assert len(derivations) == 1
    with pytest.raises(WrongPassphraseError):
        unlock(protected, "wrong", folders)
    assert fingerprints(protected.parent) == before


def test_a_damaged_first_page_is_said_where_there_is_no_passphrase(
    unprotected: Path, folders: tuple[Path, ...]
) -> None:
    flip_bit(unprotected, 1)
    with pytest.raises(JournalDamagedError):
        unlock(unprotected, None, folders)
    with pytest.raises(NotAJournalError):
        unlock(unprotected, None)


def test_a_damaged_backup_does_not_make_a_right_passphrase_wrong(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    flip_bit(protected, 1)
    flip_bit(list_backups(folders[0])[0].path, 1)
    with pytest.raises(JournalDamagedError):
        unlock(protected, RIGHT, folders)


@pytest.mark.parametrize(
    ("position", "damage"),
    [
        (0, b"\x00"),
        (0, b"SQLite f"),
        (1, b"K"),
        (2, b"\x00"),
        (2, b"\x02"),
        (2, b"\xff"),
        (3, b"\x00"),
        (9, b"abc"),
        (15, b"\x00"),
        (0, bytes(16)),
        (3, bytes(13)),
    ],
)
def test_a_damaged_salt_is_mended_from_that_of_the_newest_backup(
    protected: Path, folders: tuple[Path, ...], position: int, damage: bytes
) -> None:
    sound = protected.read_bytes()
    overwrite(protected, position, damage)
    damaged = protected.read_bytes()
    assert holds(unlock(protected, RIGHT, folders))
    assert protected.read_bytes() == sound
    assert protected.with_name("journal damaged.fibro").read_bytes() == damaged
    assert len(fingerprints(protected.parent)) == 2


@pytest.mark.parametrize(
    ("position", "damage"), [(0, b"\x00"), (2, b"\x01"), (9, b"abc"), (3, bytes(13))]
)
def test_a_damaged_salt_is_mended_where_there_is_no_passphrase(
    unprotected: Path, folders: tuple[Path, ...], position: int, damage: bytes
) -> None:
    sound = unprotected.read_bytes()
    overwrite(unprotected, position, damage)
    assert holds(unlock(unprotected, None, folders))
    assert unprotected.read_bytes() == sound


def test_a_wrong_passphrase_mends_nothing(protected: Path, folders: tuple[Path, ...]) -> None:
    for damage in (b"\x00", b"FJ\x00", b"FJ\x02"):
        overwrite(protected, 0, damage)
        before = fingerprints(protected.parent)
        with pytest.raises(WrongPassphraseError):
            unlock(protected, "wrong", folders)
        assert fingerprints(protected.parent) == before


def test_a_salt_is_not_mended_if_the_rest_is_damaged_too(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    overwrite(protected, 9, b"abc")
    flip_bit(protected, protected.stat().st_size // PAGE)
    before = fingerprints(protected.parent)
    with pytest.raises(JournalDamagedError):
        unlock(protected, RIGHT, folders)
    assert fingerprints(protected.parent) == before


def test_a_salt_that_cannot_be_mended_is_damage_when_nothing_is_like_it(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    protected.write_bytes(b"text " * 5000)
    before = fingerprints(protected.parent)
    with pytest.raises(JournalDamagedError):
        unlock(protected, RIGHT, folders)
    assert fingerprints(protected.parent) == before


def test_a_damaged_salt_without_backups_cannot_be_mended(protected: Path) -> None:
    overwrite(protected, 9, b"abc")
    with pytest.raises(WrongPassphraseError):
        unlock(protected, RIGHT)
    overwrite(protected, 0, b"abc")
    with pytest.raises(NotAJournalError):
        unlock(protected, RIGHT)


def test_each_damaged_file_is_kept(protected: Path, folders: tuple[Path, ...]) -> None:
    for _ in range(3):
        overwrite(protected, 9, b"abc")
        assert holds(unlock(protected, RIGHT, folders))
    names = {"journal damaged.fibro", "journal damaged 2.fibro", "journal damaged 3.fibro"}
    assert names | {"journal.fibro"} == fingerprints(protected.parent).keys()


@pytest.fixture
def half_saved(protected: Path, tmp_path: Path) -> Path:
    """Give that journal as a crash in the middle of a large save leaves it."""
    half = tmp_path / "half.fibro"
    leave_half_a_save(protected, half)
    half.replace(protected)
    half.with_name("half.fibro-journal").replace(protected.with_name("journal.fibro-journal"))
    return protected


@pytest.mark.parametrize(("position", "damage"), [(0, b"\x00"), (9, b"abc")])
def test_a_half_save_beside_a_damaged_salt_is_taken_back(
    half_saved: Path, folders: tuple[Path, ...], position: int, damage: bytes
) -> None:
    overwrite(half_saved, position, damage)
    assert holds(unlock(half_saved, RIGHT, folders))


def test_a_wrong_passphrase_does_not_spoil_what_a_half_save_leaves(
    half_saved: Path, folders: tuple[Path, ...]
) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            unlock(half_saved, "wrong", folders)
    assert holds(unlock(half_saved, RIGHT, folders))


def test_a_damaged_salt_is_not_mended_while_another_window_has_the_journal(
    unprotected: Path, folders: tuple[Path, ...]
) -> None:
    with opened_elsewhere(unprotected) as answer:
        assert answer == "open"
        overwrite(unprotected, 0, b"\x00")
        damaged = unprotected.read_bytes()
        with pytest.raises(JournalBusyError):
            unlock(unprotected, None, folders)
        assert unprotected.read_bytes() == damaged


def test_the_backups_of_another_journal_say_nothing(
    unprotected: Path, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    other = tmp_path / "other" / "journal.fibro"
    Store.create(other).close()
    flip_bit(other, 1)
    with pytest.raises(NotAJournalError):
        unlock(other, None, folders)
    assert holds(unlock(unprotected, None, folders))


def test_a_salt_is_not_mended_if_the_first_page_is_damaged_too(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    overwrite(protected, 9, b"abc")
    flip_bit(protected, 1)
    with pytest.raises(JournalDamagedError):
        unlock(protected, RIGHT, folders)


def leave_half_a_save(path: Path, copy: Path) -> None:
    """Copy a journal and its rollback file in the middle of a large save."""
    store = unlock(path, RIGHT)
    raw, salt = store.key.raw, store.key.salt
    store.close()
    script = f"""
import os, shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from fibrojournal.domain.entries import DayEntry
from fibrojournal.storage import entry_table
from fibrojournal.storage.keys import Key
from fibrojournal.storage.store import Store
path, copy = Path({str(path)!r}), Path({str(copy)!r})
store = Store.open(path, Key({salt!r}, {raw!r}))
with store.transact(datetime(2026, 11, 4, tzinfo=UTC)) as rows:
    entry_table.put_day(rows, DayEntry(date(2026, 11, 4), note="half"))
    for number in range(1, 1500):
        day = date(2026, 11, 4) - timedelta(days=number)
        entry_table.put_day(rows, DayEntry(day, note=f"{{number}} " * 1000))
    shutil.copyfile(path, copy)
    shutil.copyfile(f"{{path}}-journal", f"{{copy}}-journal")
    os._exit(0)
"""
    done = run_python("-c", script)
    assert done.returncode == 0, done.stderr
    path.with_name(f"{path.name}-journal").unlink()


def test_a_damaged_salt_is_not_mended_in_a_folder_that_is_full(
    protected: Path, folders: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    overwrite(protected, 9, b"abc")
    before = fingerprints(protected.parent)
    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(JournalError) as refused:
        unlock(protected, RIGHT, folders)
    assert refused.value.message
    assert fingerprints(protected.parent) == before


def test_a_backup_that_another_program_has_open_says_nothing(
    unprotected: Path, folders: tuple[Path, ...]
) -> None:
    (backup,) = list_backups(folders[0])
    flip_bit(unprotected, 1)
    with opened_elsewhere(backup.path) as answer:
        assert answer == "open"
        with pytest.raises(NotAJournalError):
            unlock(unprotected, None, folders)
    with pytest.raises(JournalDamagedError):
        unlock(unprotected, None, folders)


def test_what_lies_beside_a_damaged_journal_does_not_make_it_sound(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    overwrite(protected, 0, b"\0")
    flip_bit(protected, 1)
    protected.with_name("journal.fibro-journal").write_bytes(b"not what SQLite left" * 100)
    before = fingerprints(protected.parent)
    with pytest.raises(JournalDamagedError):
        unlock(protected, RIGHT, folders)
    assert fingerprints(protected.parent) == before
