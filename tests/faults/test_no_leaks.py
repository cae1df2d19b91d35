"""No word of a journal is to be read anywhere but where somebody asked for it.

Every field holds a word that nobody else writes. After each workflow every file is looked
through: data, backups, settings, caches, log, temporary files, the working folder and the home
folder, in the encodings that programs and systems use.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.__main__ import main
from fibrojournal.storage.keys import derive_key, needs_passphrase, new_salt
from tests.faults.workflows import MARK, PASSPHRASE, WORDS, WORKFLOWS, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fibrojournal.storage.keys import Key

pytestmark = pytest.mark.faults

PAGE: Final = 4096
LEAST_ENTROPY: Final = 7.9
"""Bits in a byte of an encrypted page; 8 is chance itself, and a page of text has about 4."""
FOLDERS: Final = ("home", "data", "temporary", "working", "exports", "stick")


@pytest.fixture(scope="module")
def key() -> Key:
    return derive_key(PASSPHRASE, new_salt(1))


@pytest.fixture
def place(tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch) -> Place:
    root = tmp_path / "place"
    for name in FOLDERS:
        (root / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(root / "home"))
    monkeypatch.setenv("FIBROJOURNAL_HOME", str(root / "data"))
    monkeypatch.setenv("TMPDIR", str(root / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(root / "working")
    return Place(root, key)


def forms(word: str) -> list[bytes]:
    """Return a word as it may be written in a file."""
    texts = {word, word.upper(), word.lower(), word.capitalize(), word.replace("-", "")}
    return [text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")]


def hits(root: Path, words: Iterable[str], besides: Path) -> list[str]:
    """Name the files that hold one of the words, or are called by it.

    Args:
        root: Where to look.
        words: What must not be there.
        besides: A folder that may hold them.
    """
    sought = [form for word in words for form in forms(word)]
    found = []
    for file in root.rglob("*"):
        if file.is_relative_to(besides) or not (file.is_file() or file.is_symlink()):
            continue
        held = str(file.relative_to(root)).encode() + b"\n" + file.read_bytes()
        if any(form in held for form in sought):
            found.append(str(file.relative_to(root)))
    return found


def entropy(page: bytes) -> float:
    """Return the bits in a byte."""
    shares = [count / len(page) for count in Counter(page).values()]
    return -sum(share * math.log2(share) for share in shares)


def protected_pages(root: Path) -> list[bytes]:
    """Return the pages of all journals and backups with a passphrase."""
    files = [file.read_bytes() for file in root.rglob("*.fibro*")]
    return [
        file[start : start + PAGE]
        for file in files
        if file[:2] == b"FJ" and needs_passphrase(file[:16])
        for start in range(0, len(file), PAGE)
    ]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_word_is_left_behind_by(name: str, place: Place) -> None:
    code = WORKFLOWS[name](place)
    words = [MARK, *([code] if isinstance(code, str) else [])]
    assert hits(place.root, words, place.exports) == []
    assert all(entropy(page) > LEAST_ENTROPY for page in protected_pages(place.root))
    assert not [file for file in place.root.rglob("core*") if file.is_file()]


def test_the_search_finds_what_is_there(place: Place) -> None:
    WORKFLOWS["exporting tables"](place)
    (place.root / "home" / "note.txt").write_text(WORDS, encoding="utf-16")
    assert hits(place.root, [MARK], place.exports) == ["home/note.txt"]
    assert len(hits(place.root, [MARK], place.root / "home")) > 5
    assert entropy(b"a plain text, of no more than common letters " * 90) < 5


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps these in its own way")
def test_no_other_account_may_read_what_is_written(place: Place) -> None:
    (place.root / "days.csv").write_text("day,fatigue\n2026-11-01,4\n")
    journal = ["--journal", str(place.journal)]
    ours = os.umask(0o022)
    try:
        assert main(["import", str(place.root / "days.csv"), *journal]) == 0
        assert main(["export", *journal, "--to", str(place.exports / "again.json")]) == 0
        assert main(["export", *journal, "--to", str(place.exports / "tables")]) == 0
    finally:
        os.umask(ours)
    written = [made for folder in ("data", "exports") for made in (place.root / folder).rglob("*")]
    assert {"journal.fibro", "again.json", "tables"} <= {made.name for made in written}
    assert [made.name for made in written if made.stat().st_mode & 0o077] == []
