from __future__ import annotations

import hashlib
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.storage import keys
from fibrojournal.storage.keys import (
    KEY_BYTES,
    SALT_BYTES,
    Key,
    derive_key,
    fixed_key,
    is_salt,
    needs_passphrase,
    new_salt,
    step_for_this_computer,
)

SALT = b"FJ\x01abcdefghijklm"

BY_ARGON2 = "b5e0dd47b41608e473b52e6999bed772af07be9b99c96cae5f3dfb719c857f17"
"""What the program argon2 prints for `correct horse` and SALT, with -id -t 3 -m 16 -p 1 -l 32."""


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_salt_says_the_step_and_is_else_left_to_chance(step: int) -> None:
    salts = {new_salt(step) for _ in range(50)}
    assert {salt[:3] for salt in salts} == {b"FJ" + bytes([step])}
    assert {len(salt) for salt in salts} == {SALT_BYTES}
    assert len(salts) == 50
    assert all(is_salt(salt) for salt in salts)
    assert all(needs_passphrase(salt) == (step > 0) for salt in salts)


@pytest.mark.parametrize(
    "other",
    [b"", SALT[:-1], SALT + b"x", b"SQLite format 3\x00", b"FJ\x04" + SALT[3:], b"FR" + SALT[2:]],
)
def test_other_first_bytes_are_not_ours(other: bytes) -> None:
    assert is_salt(SALT)
    assert not is_salt(other)


def test_another_mark_is_known_by_its_name_only() -> None:
    slot = new_salt(1, b"FR")
    assert is_salt(slot, b"FR")
    assert not is_salt(slot)


def test_the_key_is_what_the_argon2_program_prints() -> None:
    assert derive_key("correct horse", SALT).raw.hex() == BY_ARGON2


def test_the_fixed_key_is_the_documented_one() -> None:
    text = b"FibroJournal without a passphrase: checked, not hidden"
    key = fixed_key(new_salt())
    assert key.raw == hashlib.sha256(text).digest()
    assert not key.is_protected


def test_sqlcipher_is_handed_hex_only() -> None:
    key = Key(SALT, bytes(range(KEY_BYTES)))
    assert key.pragma == f"x'{bytes(range(KEY_BYTES)).hex()}{SALT.hex()}'"


def test_a_key_shows_nothing_of_itself() -> None:
    raw = bytes(range(KEY_BYTES))
    for shown in (repr(Key(SALT, raw)), str(Key(SALT, raw)), f"{Key(SALT, raw)}"):
        assert raw.hex() not in shown
        assert repr(raw)[2:-1] not in shown


def test_each_salt_gives_another_key() -> None:
    assert derive_key("a", new_salt(1)).raw != derive_key("a", new_salt(1)).raw


@settings(deadline=None, max_examples=100)
@given(passphrase=st.text())
def test_any_text_gives_the_same_key_however_its_characters_are_composed(
    passphrase: str,
) -> None:
    with patch.dict(keys.MEBIBYTES, {1: 1}):  # a hundredth of the memory and time
        composed = derive_key(unicodedata.normalize("NFC", passphrase), SALT)
        apart = derive_key(unicodedata.normalize("NFD", passphrase), SALT)
        assert composed == apart == derive_key(passphrase, SALT)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "A"), ("a", "a "), ("a", " a"), ("it's", "its"), ("é", "e"), ("", " ")],
)
def test_what_differs_to_a_person_differs(one: str, other: str) -> None:
    assert derive_key(one, SALT) != derive_key(other, SALT)


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "'; DROP TABLE entry; --", "x" * 100_000])
def test_nothing_that_can_be_typed_is_too_odd(text: str) -> None:
    key = derive_key(text, SALT)
    assert key != derive_key(text[:-1], SALT)
    assert len(key.raw) == KEY_BYTES


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give a computer whose clock says how long the first step took."""
    took = [0.0]

    def pretend(_passphrase: str, salt: bytes) -> Key:
        ticks.append(ticks[-1] + took[0])
        return fixed_key(salt)

    ticks = [0.0]
    monkeypatch.setattr(keys, "derive_key", pretend)
    monkeypatch.setattr("fibrojournal.storage.keys.time.perf_counter", lambda: ticks[-1])
    return took


@pytest.mark.parametrize(
    ("seconds", "step"), [(0.01, 3), (0.14, 3), (0.16, 2), (0.29, 2), (0.31, 1), (60, 1)]
)
def test_a_slower_computer_takes_a_lower_step(
    slow: list[float], seconds: float, step: int
) -> None:
    slow[0] = seconds
    assert step_for_this_computer() == step


def test_this_computer_has_a_step() -> None:
    assert step_for_this_computer() in {1, 2, 3}
