from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fibrojournal.errors import (
    EarlierPassphraseError,
    EmptyFileError,
    JournalBusyError,
    JournalMissingError,
    NeedsPassphraseError,
    NotAJournalError,
    WrongPassphraseError,
)
from fibrojournal.journal import unlocking
from fibrojournal.journal.unlocking import state_of, unlock
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import RIGHT, change_passphrase, holds, opened, overwrite
from tests.processes import opened_elsewhere
from tests.storage.files import fingerprints

if TYPE_CHECKING:
    from pathlib import Path

# What opening takes


def test_a_journal_that_is_not_there_is_missing(path: Path) -> None:
    assert state_of(path) == "missing"


def test_a_journal_without_a_passphrase_is_open(unprotected: Path) -> None:
    assert state_of(unprotected) == "open"


def test_a_journal_with_a_passphrase_is_locked(protected: Path) -> None:
    assert state_of(protected) == "locked"


def test_an_empty_file_and_a_foreign_one_are_refused(path: Path, folders: tuple[Path]) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")
    with pytest.raises(EmptyFileError):
        state_of(path, folders)
    path.write_bytes(b"text " * 2000)
    with pytest.raises(NotAJournalError):
        state_of(path, folders)


@pytest.mark.parametrize("damage", [b"\x00", b"XJ", b"FJ\x03", b"FJ\x00", b"FJ\x01" + bytes(5)])
def test_damaged_first_bytes_do_not_change_what_opening_takes(
    unprotected: Path, folders: tuple[Path, ...], damage: bytes
) -> None:
    overwrite(unprotected, 0, damage)
    assert state_of(unprotected, folders) == "open"


@pytest.mark.parametrize("damage", [b"\x00", b"XJ", b"FJ\x03", b"FJ\x00", b"FJ\x01" + bytes(5)])
def test_a_locked_journal_stays_locked_when_its_first_bytes_are_damaged(
    protected: Path, folders: tuple[Path, ...], damage: bytes
) -> None:
    overwrite(protected, 0, damage)
    assert state_of(protected, folders) == "locked"


def test_a_journal_that_is_open_here_is_busy(unprotected: Path) -> None:
    with Store.open(unprotected), pytest.raises(JournalBusyError):
        state_of(unprotected)


# By the passphrase


def test_a_journal_without_a_passphrase_opens(
    unprotected: Path, folders: tuple[Path, ...], derivations: list[bytes]
) -> None:
    assert holds(unlock(unprotected, None, folders))
    assert holds(unlock(unprotected, "not needed", folders))
    assert derivations == []


def test_the_right_passphrase_opens_with_one_derivation(
    protected: Path, folders: tuple[Path, ...], derivations: list[bytes]
) -> None:
    assert holds(unlock(protected, RIGHT, folders))
    assert len(derivations) == 1


def test_without_a_passphrase_a_protected_journal_says_so(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    with pytest.raises(NeedsPassphraseError):
        unlock(protected, None, folders)


@pytest.mark.parametrize("typed", ["", "three quiet heron", RIGHT.upper(), RIGHT + "\n", "\ud800"])
def test_a_wrong_passphrase_is_told_with_one_derivation(
    protected: Path, folders: tuple[Path, ...], derivations: list[bytes], typed: str
) -> None:
    before = fingerprints(protected.parent)
    with pytest.raises(WrongPassphraseError):
        unlock(protected, typed, folders)
    assert len(derivations) == 1
    assert fingerprints(protected.parent) == before
    assert holds(unlock(protected, RIGHT, folders))


def test_a_wrong_passphrase_is_told_where_there_are_no_backups(protected: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        unlock(protected, "wrong")


def test_a_wrong_passphrase_is_in_no_message(protected: Path, folders: tuple[Path, ...]) -> None:
    with pytest.raises(WrongPassphraseError) as refused:
        unlock(protected, "canary", folders)
    error: BaseException | None = refused.value
    while error is not None:
        assert "canary" not in f"{error} {error!r} {vars(error)}"
        error = error.__cause__ or error.__context__


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(passphrase=st.text(min_size=1))
def test_any_text_can_be_a_passphrase(unprotected: Path, passphrase: str) -> None:
    journal = opened(Store.open(unprotected))
    journal.protection.set_passphrase(passphrase, step=1)
    journal.close()
    journal = opened(unlock(unprotected, passphrase))
    with pytest.raises(WrongPassphraseError):
        journal.protection.remove_passphrase(passphrase + "x")
    journal.protection.remove_passphrase(passphrase)
    journal.close()


@pytest.mark.parametrize(
    ("set_as", "typed"),
    [("café", "cafe\u0301"), ("Å", "\u212b"), ("ﬁ", "fi"), ("１２", "12"), ("が", "か\u3099")],  # noqa: RUF001
)
def test_what_keyboards_compose_differently_is_the_same(
    unprotected: Path, set_as: str, typed: str
) -> None:
    journal = opened(Store.open(unprotected))
    journal.protection.set_passphrase(set_as, step=1)
    journal.close()
    assert holds(unlock(unprotected, typed))


def test_a_journal_that_is_not_there_is_said(path: Path, folders: tuple[Path, ...]) -> None:
    with pytest.raises(JournalMissingError):
        unlock(path, RIGHT, folders)


def test_a_journal_open_in_another_window_is_said(
    unprotected: Path, folders: tuple[Path, ...]
) -> None:
    with opened_elsewhere(unprotected) as answer:
        assert answer == "open"
        with pytest.raises(JournalBusyError):
            unlock(unprotected, None, folders)


# An earlier passphrase


@pytest.fixture
def left_behind(protected: Path, folders: tuple[Path, ...], tmp_path: Path) -> Path:
    """Give a journal with a newer passphrase, "newer", whose backup still has RIGHT."""
    old = tmp_path / "old"
    shutil.copytree(folders[0], old)
    change_passphrase(protected, folders, RIGHT, "newer")
    shutil.rmtree(folders[0])
    shutil.move(old, folders[0])
    return protected


def test_an_earlier_passphrase_is_told_from_a_wrong_one(
    left_behind: Path, folders: tuple[Path, ...], derivations: list[bytes]
) -> None:
    before = fingerprints(left_behind.parent)
    with pytest.raises(EarlierPassphraseError):
        unlock(left_behind, RIGHT, folders)
    assert len(derivations) == 2
    with pytest.raises(WrongPassphraseError):
        unlock(left_behind, "wrong", folders)
    assert len(derivations) == 4
    assert fingerprints(left_behind.parent) == before
    assert holds(unlock(left_behind, "newer", folders))


def test_an_earlier_passphrase_is_told_although_newer_backups_have_the_present_one(
    left_behind: Path, folders: tuple[Path, ...]
) -> None:
    journal = opened(unlock(left_behind, "newer", folders), folders)
    journal.set_note(TODAY, "mine")
    journal.backups.make(even_if_unchanged=True)
    journal.close()
    with pytest.raises(EarlierPassphraseError):
        unlock(left_behind, RIGHT, folders)


def test_a_change_takes_the_backups_along_so_that_nothing_knows_the_earlier_one(
    protected: Path, folders: tuple[Path, ...]
) -> None:
    change_passphrase(protected, folders, RIGHT, "newer")
    with pytest.raises(WrongPassphraseError):
        unlock(protected, RIGHT, folders)


def test_many_earlier_passphrases_are_not_all_tried(
    protected: Path, folders: tuple[Path, ...], derivations: list[bytes], tmp_path: Path
) -> None:
    old = tmp_path / "old"
    shutil.copytree(folders[0], old)
    for number in range(5):
        before = RIGHT if not number else f"{number - 1}"
        change_passphrase(protected, folders, before, f"{number}")
        for backup in list_backups(folders[0]):
            made = backup.path.name.replace("-0000", f"-{number}000")
            shutil.copyfile(backup.path, old / made)
    derivations.clear()
    with pytest.raises(WrongPassphraseError):
        unlock(protected, "wrong", (old,))
    assert len(derivations) == unlocking.SALTS_ASKED
    assert len(set(derivations)) == len(derivations)
