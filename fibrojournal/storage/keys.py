"""The salt that begins every journal, and the key that opens it.

The first 16 bytes of a journal are SQLCipher's salt, and we choose it: `FJ`, one byte for the
step of the ladder, 13 random bytes. So a journal is recognised before a key is tried, and one
derivation suffices. Step 0 means "no passphrase": its key is fixed and documented, which hides
nothing, but lets every page carry a keyed checksum. Steps 1 to 3 derive the key from a passphrase
by Argon2id (RFC 9106) over the salt, with 64, 128 or 256 MiB, three passes, one lane.

What somebody types goes to Argon2id and nowhere else; SQLCipher is handed the raw key in hex.
"""

from __future__ import annotations

import hashlib
import secrets
import time
import unicodedata
from dataclasses import dataclass, field
from typing import Final

SALT_MARK: Final = b"FJ"
SALT_BYTES: Final = 16
KEY_BYTES: Final = 32

WITHOUT_PASSPHRASE: Final = 0
MEBIBYTES: Final = {1: 64, 2: 128, 3: 256}
"""Memory that Argon2id takes at each step of the ladder."""

PASSES: Final = 3
UNLOCKING_S: Final = 0.6
"""Seconds that deriving a key may take; the highest step that stays below is chosen."""

_FIXED: Final = hashlib.sha256(b"FibroJournal without a passphrase: checked, not hidden").digest()


@dataclass(frozen=True, slots=True)
class Key:
    """What opens one journal file and its backups.

    Attributes:
        salt: The first 16 bytes of the file.
        raw: The 32 bytes that SQLCipher encrypts with; never shown.
    """

    salt: bytes
    raw: bytes = field(repr=False)

    @property
    def is_protected(self) -> bool:
        """Whether it was derived from a passphrase."""
        return self.salt[len(SALT_MARK)] != WITHOUT_PASSPHRASE

    @property
    def pragma(self) -> str:
        """The key as SQLCipher takes it: 64 digits of key and 32 of salt."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def new_salt(step: int = WITHOUT_PASSPHRASE, mark: bytes = SALT_MARK) -> bytes:
    """Make the first 16 bytes of a new file.

    Args:
        step: Of the ladder, 0 to 3.
        mark: Two letters that say what the file is.
    """
    return mark + bytes([step]) + secrets.token_bytes(SALT_BYTES - len(mark) - 1)


def is_salt(salt: bytes, mark: bytes = SALT_MARK) -> bool:
    """Tell whether these are the first 16 bytes of a file of ours."""
    return len(salt) == SALT_BYTES and salt.startswith(mark) and salt[len(mark)] <= max(MEBIBYTES)


def needs_passphrase(salt: bytes) -> bool:
    """Tell whether a file that begins with `salt` is opened by a passphrase."""
    return salt[len(SALT_MARK)] != WITHOUT_PASSPHRASE


def fixed_key(salt: bytes) -> Key:
    """Return the documented key of a journal without a passphrase."""
    return Key(salt, _FIXED)


def derive_key(passphrase: str, salt: bytes) -> Key:
    """Turn a passphrase into the key of the file that begins with `salt`.

    Takes 0.1 to 1 second and 64 to 256 MiB, on purpose: run it in the background.

    Args:
        passphrase: As typed; normalised by NFKC, so that one keyboard's é is another's.
        salt: From a file with a passphrase, or new.
    """
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - only with a passphrase

    raw = hash_secret_raw(
        unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=PASSES,
        memory_cost=MEBIBYTES[salt[len(SALT_MARK)]] * 1024,
        parallelism=1,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return Key(salt, raw)


def step_for_this_computer() -> int:
    """Return the highest step that this computer derives in about half a second.

    Step 1 is tried once; a step costs twice the time of the one before it.
    """
    began = time.perf_counter()
    derive_key("", new_salt(1))
    took = time.perf_counter() - began
    return max((step for step in MEBIBYTES if took * 2 ** (step - 1) <= UNLOCKING_S), default=1)
