from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import JournalDamagedError, NotAJournalError
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.storage.files import PAGE, alter, fingerprints, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of a journal of many pages."""
    path = tmp_path_factory.mktemp("sound") / "journal.fibro"
    with Store.create(path) as store:
        Journal(store, clock=lambda: NOW).load(example_contents(TODAY))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    """Give that journal, closed, ready to be damaged."""
    place = tmp_path / "journal.fibro"
    place.write_bytes(sound)
    return place


def opened(path: Path) -> Journal:
    return Journal(Store.open(path), clock=lambda: NOW)


def damaged_copies(path: Path) -> Iterator[Journal]:
    """Damage one page after the other; give the journals that can still be opened."""
    sound = path.read_bytes()
    for page in range(1, len(sound) // PAGE + 1, 2):
        path.write_bytes(sound)
        flip_bit(path, page, offset=20 + page * 7919 % (PAGE - 20), bit=page % 8)
        try:
            journal = opened(path)
        except NotAJournalError:
            continue  # the page was needed to open the file
        yield journal
        journal.close()


def test_a_sound_journal_has_no_problems(path: Path) -> None:
    journal = opened(path)
    assert journal.problems() == ()
    journal.close()


def test_one_flipped_bit_is_found_wherever_it_is(path: Path) -> None:
    journals = 0
    for journal in damaged_copies(path):
        assert journal.problems()
        journals += 1
    assert journals > 20


def test_the_check_names_the_page(path: Path) -> None:
    flip_bit(path, page=50)
    journal = opened(path)
    assert any("50" in problem for problem in journal.problems())
    journal.close()


def test_what_is_read_from_a_damaged_journal_is_right_or_refused(path: Path) -> None:
    whole = example_contents(TODAY)
    answers = set()
    for journal in damaged_copies(path):
        try:
            assert journal.contents() == whole
            answers.add("right")
        except JournalDamagedError:
            answers.add("refused")
    assert answers == {"right", "refused"}


@pytest.mark.parametrize(
    "read",
    [
        lambda journal: journal.day_entry(TODAY),
        lambda journal: journal.item_scores("fatigue"),
        lambda journal: journal.scored_item_keys(),
        lambda journal: journal.dose_history("gabapentin"),
        lambda journal: journal.set_score(TODAY, "fatigue", 3),
        lambda journal: journal.set_note(TODAY, "new"),
    ],
)
def test_every_use_of_a_damaged_page_says_so(
    path: Path, read: Callable[[Journal], object]
) -> None:
    refused = 0
    for journal in damaged_copies(path):
        try:
            read(journal)
        except JournalDamagedError:
            refused += 1
    assert refused


def test_a_save_that_meets_damage_changes_nothing(path: Path) -> None:
    refused = 0
    for journal in damaged_copies(path):
        journal.close()
        damaged = path.read_bytes()
        again = opened(path)
        try:
            again.set_note(TODAY, "a long note " * 900)
            again.close()
        except JournalDamagedError:
            again.close()
            assert path.read_bytes() == damaged
            refused += 1
    assert refused


def test_a_damaged_journal_is_not_copied_in_part(path: Path, tmp_path: Path) -> None:
    refused = 0
    for journal in damaged_copies(path):
        try:
            journal.export_to(tmp_path / "plain.sqlite")
            (tmp_path / "plain.sqlite").unlink()
        except JournalDamagedError:
            refused += 1
    assert refused
    assert fingerprints(tmp_path).keys() == {"journal.fibro"}


def test_a_lost_reference_is_a_problem(path: Path) -> None:
    alter(
        path,
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM tracked_item WHERE key = 'fatigue'",
    )
    journal = opened(path)
    assert any(problem.startswith("foreign_key_check") for problem in journal.problems())
    journal.close()
