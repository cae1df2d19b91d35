"""No word of a journal is to be read anywhere but where somebody asked for it.

Every field holds a word that nobody else writes. After each workflow every file is looked
through: data, backups, settings, caches, log, temporary files, the working folder and the home
folder, in the encodings that programs and systems use.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import pkgutil
import tempfile
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QDialog

import fibrojournal.ui.dialogs
from fibrojournal.__main__ import main
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.settings import Settings
from fibrojournal.storage.keys import derive_key, needs_passphrase, new_salt
from tests.faults import walking
from tests.faults.walking import READ, journey
from tests.faults.workflows import MARK, PASSPHRASE, WORDS, WORKFLOWS, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fibrojournal.storage.keys import Key
    from tests.faults.conftest import Tell

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


# The window


@pytest.mark.window
class TestAWalkThroughTheWindow:
    def test_leaves_no_word_outside_what_was_exported(self) -> None:
        walked, grounds = journey().walked, journey().grounds
        assert walked.errors == []
        assert walked.fields > 100
        root = grounds.home.parent
        found = hits(root, [READ, walking.MARK, *walked.codes], grounds.exports)
        foreign = {f"given/foreign/{name}.csv" for name in ("daylio", "events", "mine")}
        given = {"given/days.csv", "records/told.json", "records/trace", *foreign}
        assert set(found) - given == set()
        assert hits(grounds.exports, [READ], grounds.home) != []

    def test_leaves_settings_that_hold_choices_only(self) -> None:
        file = journey().grounds.data / "config" / "settings.json"
        kept = json.loads(file.read_text(encoding="utf-8"))
        assert set(kept) == {field.name for field in fields(Settings)}
        assert {type(choice) for choice in kept.values()} <= {str, int, float, bool, list}

    def test_holds_no_word_after_the_lock(self, tell: Tell) -> None:
        walked = journey().walked
        tell(
            "F12 window",
            held_before=len(walked.seen_before_lock),
            held_after_lock=len(walked.held_after_lock),
            secrets_held=len(walked.secrets_held),
        )
        assert "NoteEdit.plainText" in walked.seen_before_lock
        assert "fibrojournal.domain.medicines.Medicine" in walked.seen_before_lock
        assert walked.held_after_lock == []
        assert walked.secrets_held == []

    def test_shows_no_word_of_health_in_a_title(self) -> None:
        titles = "\n".join(journey().walked.titles).casefold()
        assert journey().walked.titles.count("Journal") == 1, "the title while it is locked"
        names = [item.name for item in BUILT_IN_ITEMS] + ["gabapentin", "fibromyalgia"]
        for word in (READ, walking.MARK, *names):
            assert word.casefold() not in titles

    def test_opens_every_dialog_there_is(self) -> None:
        assert dialogs() - set(journey().walked.dialogs) == set()

    def test_marks_where_it_hurts_on_the_body_and_in_the_list(self) -> None:
        kinds = set(journey().walked.kinds)
        assert {"PainAreaButton on PainMapPicture", "WrappingCheckBox on _Region"} - kinds == set()

    def test_may_not_write_its_memory_to_the_disk(self) -> None:
        assert journey().walked.core_limit == [0, 0]


def dialogs() -> set[str]:
    """Name the dialogs of the program that people are shown."""
    for module in pkgutil.iter_modules(fibrojournal.ui.dialogs.__path__):
        importlib.import_module(f"fibrojournal.ui.dialogs.{module.name}")
    found, seen = [QDialog], set()
    while found:
        kind = found.pop()
        found += kind.__subclasses__()
        if kind.__module__.startswith("fibrojournal.ui.dialogs"):
            seen.add(kind)
    without_bases = {kind for kind in seen if not kind.__subclasses__()}
    return {kind.__name__ for kind in without_bases} - {"CrashDialog"}
