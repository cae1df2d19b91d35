"""The bytes of a journal as they lie on the disk, decrypted page by page."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.storage.files import PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.storage.keys import Key

_RESERVED = 80
"""Bytes at the end of each page: 16 that begin the encryption, 64 of checksum."""

_SALT = 16


def decrypted(path: Path, key: Key) -> bytes:
    """Return all pages of a closed journal in clear, unused room and free pages too.

    SQLCipher encrypts each page by AES-256 in CBC mode; `openssl` takes it off again.
    """
    data = path.read_bytes()
    return b"".join(
        _page(data[start : start + PAGE], key, first=start == 0)
        for start in range(0, len(data), PAGE)
    )


def _page(page: bytes, key: Key, *, first: bool) -> bytes:
    begins = _SALT if first else 0
    body = page[begins : PAGE - _RESERVED]
    vector = page[PAGE - _RESERVED : PAGE - _RESERVED + 16]
    command = ("openssl", "enc", "-d", "-aes-256-cbc", "-nopad", "-K", key.raw.hex())
    return subprocess.run(
        (*command, "-iv", vector.hex()), input=body, capture_output=True, check=True
    ).stdout
