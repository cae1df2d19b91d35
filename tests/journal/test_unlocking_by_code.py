from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.recovery_code import MistypedCodeError, new_code
from fibrojournal.errors import JournalDamagedError, NotAJournalError
from fibrojournal.journal.unlocking import (
    NoSlotError,
    WrongCodeError,
    unlock,
    unlock_with_code,
)
from fibrojournal.storage.store import Store
from tests.journal.protected_journals import RIGHT, holds, opened, overwrite
from tests.storage.files import flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_code_opens_the_journal_with_one_derivation(
    protected: Path, folders: tuple[Path, ...], code: str, derivations: list[bytes]
) -> None:
    assert holds(unlock_with_code(protected, code, folders))
    assert len(derivations) == 1


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code}\n"]
)
def test_the_code_may_be_typed_in_many_ways(
    protected: Path, folders: tuple[Path, ...], code: str, typed: Callable[[str], str]
) -> None:
    assert holds(unlock_with_code(protected, typed(code), folders))


def test_a_mistyped_code_is_told_before_anything_is_tried(
    protected: Path, folders: tuple[Path, ...], code: str, derivations: list[bytes]
) -> None:
    other = "B" if code[0] == "A" else "A"
    with pytest.raises(MistypedCodeError):
        unlock_with_code(protected, other + code[1:], folders)
    assert derivations == []


def test_another_code_does_not_open_it(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    with pytest.raises(WrongCodeError):
        unlock_with_code(protected, new_code(), folders)
    assert holds(unlock_with_code(protected, code, folders))


def test_the_slot_beside_a_backup_does_as_well(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    (slot,) = protected.parent.glob("*.recovery")
    slot.unlink()
    with pytest.raises(NoSlotError):
        unlock_with_code(protected, code)
    assert holds(unlock_with_code(protected, code, folders))
    assert slot.exists(), "it is written anew"


def test_a_damaged_slot_is_passed_over_and_written_anew(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    (slot,) = protected.parent.glob("*.recovery")
    for damage in (lambda: flip_bit(slot, 1), lambda: slot.write_bytes(b"")):
        damage()
        assert holds(unlock_with_code(protected, code, folders))
        assert holds(unlock_with_code(protected, code))


def test_a_code_opens_a_journal_that_was_renamed_or_copied_with_its_slot(
    protected: Path, code: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    (slot,) = protected.parent.glob("*.recovery")
    shutil.copyfile(protected, elsewhere / "my diary.fibro")
    with pytest.raises(NoSlotError):
        unlock_with_code(elsewhere / "my diary.fibro", code)
    shutil.copyfile(slot, elsewhere / slot.name)
    assert holds(unlock_with_code(elsewhere / "my diary.fibro", code))
    assert holds(unlock(elsewhere / "my diary.fibro", RIGHT))


def test_a_journal_without_a_code_has_no_slot(protected: Path, folders: tuple[Path, ...]) -> None:
    with pytest.raises(NoSlotError):
        unlock_with_code(protected, new_code(), folders)


def test_a_code_tells_a_damaged_first_page(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    flip_bit(protected, 1)
    with pytest.raises(JournalDamagedError):
        unlock_with_code(protected, code, folders)


@pytest.mark.parametrize("damage", [b"\x00", b"FJ\x02", b"FJ\x01" + bytes(4)])
def test_a_code_mends_a_damaged_salt(
    protected: Path, folders: tuple[Path, ...], code: str, damage: bytes
) -> None:
    sound = protected.read_bytes()
    overwrite(protected, 0, damage)
    assert holds(unlock_with_code(protected, code, folders))
    assert protected.read_bytes() == sound


def test_a_code_mends_nothing_that_is_damaged_elsewhere_too(
    protected: Path, folders: tuple[Path, ...], code: str
) -> None:
    overwrite(protected, 0, b"\x00")
    flip_bit(protected, 2)
    with pytest.raises(JournalDamagedError):
        unlock_with_code(protected, code, folders)


def test_a_code_opens_no_foreign_file(path: Path, folders: tuple[Path, ...]) -> None:
    path.parent.mkdir()
    path.write_bytes(b"text " * 2000)
    with pytest.raises(NotAJournalError):
        unlock_with_code(path, new_code(), folders)


def test_the_code_that_opened_an_older_journal_is_in_force_there(
    unprotected: Path, folders: tuple[Path, ...]
) -> None:
    journal = opened(Store.open(unprotected), folders)
    journal.protection.set_passphrase(RIGHT, step=1)
    journal.close()
    without_code = unprotected.read_bytes()
    journal = opened(unlock(unprotected, RIGHT, folders), folders)
    code = journal.protection.new_recovery_code()
    journal.protection.confirm_recovery_code(code, code)
    journal.close()
    unprotected.write_bytes(without_code)
    journal = opened(unlock_with_code(unprotected, code, folders), folders)
    assert journal.protection.has_recovery_code
    journal.protection.set_passphrase("newer", recovery_code=code, step=1)
    journal.close()
    assert holds(unlock(unprotected, "newer", folders))
    assert holds(unlock_with_code(unprotected, code, folders))
