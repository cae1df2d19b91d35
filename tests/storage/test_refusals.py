from __future__ import annotations

import os
import sqlite3
import sys
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from fibrojournal.errors import (
    EmptyFileError,
    JournalBusyError,
    JournalError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NeedsPassphraseError,
    NotAJournalError,
)
from fibrojournal.storage.store import Store
from tests.processes import opened_elsewhere
from tests.storage.files import PAGE, alter, fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOISE = bytes(number * number % 251 for number in range(2 * PAGE))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a sound journal, alone in its folder and closed."""
    place = tmp_path / "folder" / "journal.fibro"
    Store.create(place).close()
    return place


def of_bytes(data: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


def with_first_bytes(first: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(first + path.read_bytes()[len(first) :])

    return make


def altered(*statements: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        alter(path, *statements)

    return make


def plain_sqlite(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.executescript("CREATE TABLE entry (day TEXT); INSERT INTO entry VALUES ('today')")
    database.close()


def anothers_sqlcipher(salt: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.unlink()
        database = dbapi2.connect(str(path))
        database.execute(f"PRAGMA key = \"x'{'5a' * 32}{salt.hex()}'\"")
        database.executescript("CREATE TABLE secret (words TEXT); PRAGMA user_version = 1")
        database.close()
        assert path.read_bytes()[:16] == salt

    return make


def cut_to(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:size])

    return make


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(of_bytes(b""), EmptyFileError, id="empty"),
        pytest.param(of_bytes(b"Pain 7, slept badly\n"), NotAJournalError, id="text"),
        pytest.param(of_bytes(b"FJ\x00"), NotAJournalError, id="our mark and nothing more"),
        pytest.param(of_bytes(NOISE), NotAJournalError, id="noise"),
        pytest.param(of_bytes(b"FJ\x00" + NOISE), NotAJournalError, id="noise with our mark"),
        pytest.param(plain_sqlite, NotAJournalError, id="plain SQLite"),
        pytest.param(
            anothers_sqlcipher(bytes(range(16))), NotAJournalError, id="another's SQLCipher"
        ),
        pytest.param(
            anothers_sqlcipher(b"FJ\x00" + bytes(13)), NotAJournalError, id="another's key"
        ),
        pytest.param(with_first_bytes(b"FJ\x01"), NeedsPassphraseError, id="ladder 1"),
        pytest.param(with_first_bytes(b"FJ\x02"), NeedsPassphraseError, id="ladder 2"),
        pytest.param(with_first_bytes(b"FJ\x03"), NeedsPassphraseError, id="ladder 3"),
        pytest.param(with_first_bytes(b"FJ\x04"), NotAJournalError, id="ladder 4"),
        pytest.param(with_first_bytes(b"FJ\xc8"), NotAJournalError, id="ladder 200"),
        pytest.param(with_first_bytes(b"FX"), NotAJournalError, id="wrong mark"),
        pytest.param(with_first_bytes(b"FJ\x00?"), NotAJournalError, id="damaged salt"),
        pytest.param(
            altered("PRAGMA application_id = 7"), NotAJournalError, id="wrong application id"
        ),
        pytest.param(altered("PRAGMA user_version = 99"), JournalTooNewError, id="newer version"),
        pytest.param(
            altered(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('fibrojournal', 'm999_tomorrow', '2027-01-01')"
            ),
            JournalTooNewError,
            id="newer step",
        ),
        pytest.param(cut_to(PAGE - 1), NotAJournalError, id="cut within the first page"),
        pytest.param(cut_to(PAGE), NotAJournalError, id="cut after the first page"),
        pytest.param(cut_to(20 * PAGE + 77), NotAJournalError, id="cut in the middle"),
    ],
)
def test_a_file_that_cannot_be_opened_is_left_as_it_is(
    path: Path, make: Callable[[Path], None], kind: type[JournalError]
) -> None:
    make(path)
    before = fingerprints(path.parent)
    for _ in range(2):
        with pytest.raises(JournalError) as refused:
            Store.open(path)
        assert type(refused.value) is kind
        assert refused.value.message.endswith(".")
        assert refused.value.remedy.endswith(".")
    assert fingerprints(path.parent) == before


def test_a_missing_file_is_not_made(path: Path) -> None:
    before = fingerprints(path.parent)
    with pytest.raises(JournalMissingError):
        Store.open(path.with_name("other.fibro"))
    assert fingerprints(path.parent) == before


def test_a_folder_is_not_a_journal(path: Path) -> None:
    with pytest.raises(JournalUnreachableError):
        Store.open(path.parent)


def test_a_name_that_the_disk_cannot_hold_is_refused(path: Path) -> None:
    with pytest.raises((JournalUnreachableError, JournalMissingError)):
        Store.open(path.with_name("long" * 99))


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user"
)
def test_a_file_that_may_not_be_read_is_refused(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(JournalUnreachableError):
        Store.open(path)


def test_a_journal_open_in_another_process_is_refused_until_that_ends(path: Path) -> None:
    before = fingerprints(path.parent)
    with opened_elsewhere(path) as answer:
        assert answer == "open"
        for _ in range(2):
            with pytest.raises(JournalBusyError):
                Store.open(path)
    Store.open(path).close()
    assert fingerprints(path.parent) == before


def test_another_process_is_refused_while_a_journal_is_open_here(path: Path) -> None:
    with Store.open(path), opened_elsewhere(path) as answer:
        assert answer == "JournalBusyError"


def test_a_second_try_in_the_same_process_does_not_let_others_in(path: Path) -> None:
    # Closing any handle of a file drops every lock that a process has on it (POSIX).
    with Store.open(path):
        with pytest.raises(JournalBusyError):
            Store.open(path)
        with opened_elsewhere(path) as answer:
            assert answer == "JournalBusyError"


def test_a_journal_is_held_under_any_of_its_names(path: Path) -> None:
    link = path.with_name("link.fibro")
    link.hardlink_to(path)
    with Store.open(path):
        with pytest.raises(JournalBusyError):
            Store.open(link)
        with opened_elsewhere(path) as answer:
            assert answer == "JournalBusyError"
    Store.open(link).close()
