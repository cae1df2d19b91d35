from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import NotAJournalError, NotSavedError
from fibrojournal.storage import recovery_slot
from fibrojournal.storage.driver import open_database
from fibrojournal.storage.keys import KEY_BYTES, Key, derive_key, new_salt
from fibrojournal.storage.recovery_slot import (
    MARK,
    key_in,
    read_slot,
    salt_of_code,
    slot_of,
    slots_called_after,
    slots_for,
    sweep_drafts_of_slots,
    write_slot,
)
from fibrojournal.storage.store import Store
from tests.storage.files import no_room_beyond

if TYPE_CHECKING:
    from pathlib import Path

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def make_key() -> Key:
    return Key(new_salt(1), secrets.token_bytes(KEY_BYTES))


def make_code_key() -> Key:
    return Key(new_salt(1, MARK), secrets.token_bytes(KEY_BYTES))


@pytest.fixture
def key() -> Key:
    return make_key()


@pytest.fixture
def code_key() -> Key:
    return make_code_key()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.fibro"


@pytest.fixture
def slot(journal: Path, key: Key, code_key: Key) -> Path:
    slot = slot_of(journal, key.salt)
    write_slot(slot, key, code_key)
    return slot


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Count how often a key is derived, and over which salts."""
    salts: list[bytes] = []

    def counted(passphrase: str, salt: bytes) -> Key:
        salts.append(salt)
        return derive_key(passphrase, salt)

    monkeypatch.setattr(recovery_slot, "derive_key", counted)
    return salts


def test_a_slot_gives_back_the_key_of_the_journal(slot: Path, key: Key, code_key: Key) -> None:
    assert read_slot(slot, code_key) == key


def test_a_slot_lies_beside_the_journal_or_where_it_is_told(journal: Path, key: Key) -> None:
    name = f"journal.{key.salt.hex()}.recovery"
    assert slot_of(journal, key.salt) == journal.parent / name
    assert slot_of(journal, key.salt, journal.parent / "backups").parent.name == "backups"


def test_nothing_of_the_key_can_be_read_off_a_slot(slot: Path, key: Key, code_key: Key) -> None:
    data = slot.read_bytes()
    for secret in (key.raw, code_key.raw):
        assert secret not in data
        assert secret.hex().encode() not in data


def test_a_slot_says_over_which_salt_its_code_is_derived(slot: Path, code_key: Key) -> None:
    assert salt_of_code(slot) == code_key.salt


def test_another_code_opens_nothing(slot: Path, code_key: Key) -> None:
    assert read_slot(slot, Key(code_key.salt, secrets.token_bytes(KEY_BYTES))) is None
    assert read_slot(slot, make_code_key()) is None


def test_a_slot_is_not_a_journal(slot: Path, code_key: Key) -> None:
    for opener in (None, code_key):
        with pytest.raises(NotAJournalError):
            Store.open(slot, opener)


@pytest.mark.parametrize("data", [b"", b"FR\x01", b"x" * 8192, b"FJ\x01" + bytes(8189)])
def test_another_file_is_no_slot(slot: Path, code_key: Key, data: bytes) -> None:
    slot.write_bytes(data)
    assert salt_of_code(slot) is None
    assert read_slot(slot, code_key) is None


def test_a_slot_that_is_not_there_opens_nothing(journal: Path, key: Key, code_key: Key) -> None:
    missing = slot_of(journal, key.salt)
    assert salt_of_code(missing) is None
    assert read_slot(missing, code_key) is None
    assert not missing.exists()


def test_one_flipped_bit_gives_no_key(slot: Path, code_key: Key) -> None:
    sound = slot.read_bytes()
    for position in range(0, len(sound), 97):
        data = bytearray(sound)
        data[position] ^= 1
        slot.write_bytes(data)
        assert read_slot(slot, code_key) is None


def test_what_stood_in_a_slot_is_replaced(slot: Path, code_key: Key) -> None:
    other = make_key()
    write_slot(slot, other, code_key)
    assert read_slot(slot, code_key) == other
    assert [file.name for file in slot.parent.iterdir()] == [slot.name]


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot limit the size of files")
@pytest.mark.parametrize("size", [0, 4096])
def test_a_full_disk_leaves_the_old_slot(slot: Path, key: Key, code_key: Key, size: int) -> None:
    with no_room_beyond(size), pytest.raises(NotSavedError):
        write_slot(slot, make_key(), make_code_key())
    assert read_slot(slot, code_key) == key
    assert [file.name for file in slot.parent.iterdir()] == [slot.name]


def test_a_folder_that_is_missing_is_not_made(tmp_path: Path, key: Key, code_key: Key) -> None:
    with pytest.raises(NotSavedError):
        write_slot(tmp_path / "missing" / "a.recovery", key, code_key)
    assert not (tmp_path / "missing").exists()


def test_a_name_that_is_a_folder_is_refused(slot: Path, key: Key, code_key: Key) -> None:
    slot.unlink()
    slot.mkdir()
    with pytest.raises(NotSavedError):
        write_slot(slot, key, code_key)


def test_a_slot_with_something_else_inside_gives_no_key(slot: Path, code_key: Key) -> None:
    for statement in ("UPDATE slot SET raw = 'not hex'", "DELETE FROM slot", "DROP TABLE slot"):
        database = open_database(slot, code_key)
        database.execute(statement)
        database.close()
        assert read_slot(slot, code_key) is None


# Finding slots


def test_slots_are_found_by_their_salt_whatever_the_journal_is_called(
    tmp_path: Path, key: Key, code_key: Key
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    renamed = slot_of(tmp_path / "diary.fibro", key.salt)
    copied = slot_of(tmp_path / "journal.fibro", key.salt, backups)
    for slot in (renamed, copied, slot_of(tmp_path / "journal.fibro", new_salt(1))):
        write_slot(slot, key, code_key)
    assert slots_for(key.salt, (tmp_path, backups, tmp_path / "missing")) == (renamed, copied)


def test_only_slots_of_the_same_name_are_called_after_a_journal(
    tmp_path: Path, key: Key, code_key: Key
) -> None:
    journal = tmp_path / "journal.fibro"
    own = {slot_of(journal, key.salt), slot_of(journal, new_salt(1))}
    write_slot(slot_of(tmp_path / "journal.old.fibro", key.salt), key, code_key)
    for slot in own:
        write_slot(slot, key, code_key)
    (tmp_path / "journal.recovery").write_text("mine", encoding="utf-8")
    (tmp_path / "journal.0123.recovery").write_text("mine", encoding="utf-8")
    assert set(slots_called_after(journal, tmp_path)) == own


def test_a_code_is_derived_once_for_slots_that_share_its_salt(
    tmp_path: Path, key: Key, derivations: list[bytes]
) -> None:
    code_key = derive_key(SIGNS, new_salt(1, MARK))
    slots = [tmp_path / f"{number}.recovery" for number in range(4)]
    for slot in slots:
        write_slot(slot, key, code_key)
    slots[0].write_bytes(slots[0].read_bytes()[:5000])
    slots[1].write_text("not a slot", encoding="utf-8")
    assert key_in(slots, SIGNS) == (key, code_key)
    assert derivations == [code_key.salt]


def test_a_code_that_opens_no_slot_gives_nothing(slot: Path, derivations: list[bytes]) -> None:
    assert key_in([slot, slot], SIGNS) is None
    assert len(derivations) == 1
    assert key_in([], SIGNS) is None


def test_drafts_of_slots_are_swept_and_nothing_else(tmp_path: Path, key: Key) -> None:
    journal = tmp_path / "journal.fibro"
    slot = slot_of(journal, key.salt).name
    kept = {slot, f".other.{key.salt.hex()}.recovery.01234567.new", ".journal.fibro.0123.new"}
    for name in {*kept, f".{slot}.01234567.new", f".{slot}.01234567.new-journal"}:
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep_drafts_of_slots(journal, tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == kept
