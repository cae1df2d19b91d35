"""Files that are not this version's journal, where a journal is looked for.

Each is opened as the window, the unlock page and the command line do. It is refused with a
sentence and a remedy, twice, and every byte of its folder stays what it was. Only a table more
than ours is no reason to refuse: nobody reads it, and it is kept as it is.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest
from sqlcipher3 import dbapi2

from fibrojournal.__main__ import main
from fibrojournal.errors import (
    EmptyFileError,
    JournalDamagedError,
    JournalError,
    JournalMissingError,
    JournalTooNewError,
    JournalUnreachableError,
    NeedsPassphraseError,
    NotAJournalError,
    WrongPassphraseError,
)
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.backup import make_backup
from fibrojournal.storage.driver import open_database
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.recovery_slot import MARK, slot_of, write_slot
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.faults.oracle import NOW
from tests.storage.files import PAGE, alter, fingerprints, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.conftest import Tell

pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("light_keys"),
    pytest.mark.skipif(sys.platform == "win32", reason="some of these need a POSIX system"),
]

PASSPHRASE: Final = "seven quiet herons"  # noqa: S105 - of a journal that is invented


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of the example journal."""
    path = tmp_path_factory.mktemp("sound") / "journal.fibro"
    with Store.create(path) as store:
        Journal(store, clock=lambda: NOW).load(example_contents(TODAY))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    """Give that journal, alone in its folder and closed."""
    place = tmp_path / "folder" / "journal.fibro"
    place.parent.mkdir()
    place.write_bytes(sound)
    return place


# Files of a newer version


def of_a_newer_version(path: Path) -> None:
    alter(path, "PRAGMA user_version = 99")


def with_a_newer_step(path: Path) -> None:
    alter(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('fibrojournal', 'm999_tomorrow', '2027-01-01')",
    )


def a_backup_of_a_newer_version(path: Path) -> None:
    of_a_newer_version(path)
    path.rename(path.with_name("journal-000007-20270101-101500.fibro"))
    shutil.copy(path.with_name("journal-000007-20270101-101500.fibro"), path)


def protected_and_of_a_newer_version(path: Path) -> None:
    protected(path)
    with closing(open_database(path, derive_key(PASSPHRASE, salt_of(path)))) as database:
        database.execute("PRAGMA user_version = 99")


# Journals to which something was done


def without_a_table(path: Path) -> None:
    alter(path, "DROP TABLE question")


def without_its_steps(path: Path) -> None:
    alter(path, "DROP TABLE _sqlite_migrations")


def with_a_view_for_a_table(path: Path) -> None:
    alter(path, "DROP TABLE question", "CREATE VIEW question AS SELECT 1 AS id")


def of_another_program(path: Path) -> None:
    alter(path, "PRAGMA application_id = 7")


def damaged_in_its_first_page(path: Path) -> None:
    flip_bit(path, 1)


def damaged_in_its_mark(path: Path) -> None:
    path.write_bytes(b"FX" + path.read_bytes()[2:])


def half_copied(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 20 * PAGE + 77])


def protected(path: Path) -> None:
    with Store.open(path) as store:
        store.change_key(derive_key(PASSPHRASE, new_salt(1)))


def protected_and_damaged_in_its_first_page(path: Path) -> None:
    protected(path)
    flip_bit(path, 1)


# Files of other programs


def nothing_in_it(path: Path) -> None:
    path.write_bytes(b"")


def one_empty_page(path: Path) -> None:
    path.write_bytes(bytes(PAGE))


def a_text(path: Path) -> None:
    path.write_text("Pain 7, slept badly\n" * 999, encoding="utf-8")


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99)


def an_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("days.csv", "day,fatigue\n2026-11-04,7\n" * 999)


def a_plain_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.executescript("CREATE TABLE entry (day TEXT); INSERT INTO entry VALUES ('now')")


def our_own_plain_export(path: Path) -> None:
    with Store.open(path) as store:
        store.export_plain(path.with_name("plain.sqlite"))
    path.with_name("plain.sqlite").replace(path)


def anothers_encrypted_database(path: Path) -> None:
    encrypted(path, bytes(range(16)))


def anothers_encrypted_database_with_our_mark(path: Path) -> None:
    encrypted(path, b"FJ\x00" + bytes(13))


def a_recovery_slot(path: Path) -> None:
    with Store.open(path) as store:
        key, slot = store.key, slot_of(path, store.key.salt)
    write_slot(slot, key, derive_key("ABCD-EFGH", new_salt(1, MARK)))
    shutil.copy(slot, path)


# Things that are no files


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    path.unlink()
    os.mknod(path, stat.S_IFSOCK | 0o600)  # as a program leaves one behind


def an_endless_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("gone.fibro"))


REFUSED: Final[dict[Callable[[Path], None], type[JournalError]]] = {
    of_a_newer_version: JournalTooNewError,
    with_a_newer_step: JournalTooNewError,
    a_backup_of_a_newer_version: JournalTooNewError,
    without_a_table: JournalDamagedError,
    without_its_steps: JournalDamagedError,
    with_a_view_for_a_table: JournalDamagedError,
    of_another_program: NotAJournalError,
    damaged_in_its_first_page: NotAJournalError,
    damaged_in_its_mark: NotAJournalError,
    half_copied: NotAJournalError,
    protected: NeedsPassphraseError,
    protected_and_damaged_in_its_first_page: NeedsPassphraseError,
    nothing_in_it: EmptyFileError,
    one_empty_page: NotAJournalError,
    a_text: NotAJournalError,
    a_picture: NotAJournalError,
    an_archive: NotAJournalError,
    a_plain_database: NotAJournalError,
    our_own_plain_export: NotAJournalError,
    anothers_encrypted_database: NotAJournalError,
    anothers_encrypted_database_with_our_mark: NotAJournalError,
    a_recovery_slot: NotAJournalError,
    a_folder: JournalUnreachableError,
    a_pipe: JournalUnreachableError,
    a_socket: JournalUnreachableError,
    an_endless_device: JournalUnreachableError,
    a_link_to_itself: JournalMissingError,
    a_link_to_nothing: JournalMissingError,
}
"""What lies at the place of the journal, and how opening it without a passphrase is refused."""

RESTORED: Final = (with_a_newer_step, without_its_steps)
"""What a restore takes all the same: only rows of our tables, and these are whole."""

WITH_PASSPHRASE: Final[dict[Callable[[Path], None], tuple[str, type[JournalError]]]] = {
    protected: ("another passphrase", WrongPassphraseError),
    protected_and_damaged_in_its_first_page: (PASSPHRASE, WrongPassphraseError),
    protected_and_of_a_newer_version: (PASSPHRASE, JournalTooNewError),
}
"""The same for a passphrase that is typed."""


def salt_of(path: Path) -> bytes:
    return path.read_bytes()[:16]


def encrypted(path: Path, salt: bytes) -> None:
    path.unlink()
    with closing(dbapi2.connect(str(path))) as database:
        database.execute(f"PRAGMA key = \"x'{'5a' * 32}{salt.hex()}'\"")
        database.executescript("CREATE TABLE secret (words TEXT); PRAGMA user_version = 1")
    assert salt_of(path) == salt


def as_it_lies(folder: Path) -> dict[str, object]:
    """Return the SHA-256 of every file, and of what is no file its kind or where it leads."""
    kinds: dict[str, object] = {}
    for thing in folder.iterdir():
        kinds[thing.name] = thing.readlink() if thing.is_symlink() else thing.lstat().st_mode
    return kinds | {
        name: checksum
        for name, checksum in fingerprints(folder).items()
        if not (folder / name).is_symlink()
    }


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_what_is_no_journal_of_ours_is_refused_and_stays_as_it_is(
    path: Path, make: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    make(path)
    before = as_it_lies(path.parent)
    for _ in range(2):
        with pytest.raises(JournalError) as refused:
            Store.open(path)
        assert type(refused.value) is REFUSED[make]
        assert main(["check", "--journal", str(path)]) == 1
        assert refused.value.message in capsys.readouterr().err
    assert as_it_lies(path.parent) == before


@pytest.mark.parametrize("make", WITH_PASSPHRASE, ids=lambda make: make.__name__)
def test_a_protected_file_that_cannot_be_opened_stays_as_it_is(
    path: Path, make: Callable[[Path], None]
) -> None:
    make(path)
    before = as_it_lies(path.parent)
    passphrase, kind = WITH_PASSPHRASE[make]
    for _ in range(2):
        with pytest.raises(JournalError) as refused:
            unlock(path, passphrase)
        assert type(refused.value) is kind
    assert as_it_lies(path.parent) == before


@pytest.mark.parametrize(
    "make", [make for make in REFUSED if make not in RESTORED], ids=lambda make: make.__name__
)
def test_a_journal_is_not_overwritten_by_what_is_no_backup_of_ours(
    path: Path, tmp_path: Path, make: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    journal = tmp_path / "present" / "journal.fibro"
    journal.parent.mkdir()
    shutil.copy(path, journal)
    make(path)
    before = as_it_lies(path.parent), as_it_lies(journal.parent)
    assert main(["restore", str(path), "--journal", str(journal)]) == 1
    assert len(capsys.readouterr().err.splitlines()) >= 2
    with Store.open(journal) as store:
        assert store.problems() == ()
    assert as_it_lies(path.parent) == before[0]
    assert as_it_lies(journal.parent) == before[1]


@pytest.mark.parametrize("make", RESTORED, ids=lambda make: make.__name__)
def test_whole_rows_are_restored_whatever_stands_beside_them(
    path: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(path)
    before = as_it_lies(path.parent)
    assert main(["restore", str(path), "--journal", str(tmp_path / "journal.fibro")]) == 0
    with Store.open(tmp_path / "journal.fibro") as store:
        assert Journal(store, clock=lambda: NOW).contents() == example_contents(TODAY)
    assert as_it_lies(path.parent) == before


def test_a_table_more_is_kept_and_harms_nothing(path: Path) -> None:
    alter(
        path,
        "CREATE TABLE something_else (words TEXT)",
        "INSERT INTO something_else VALUES ('kept')",
    )
    with Store.open(path) as store:
        journal = Journal(store, clock=lambda: NOW)
        assert journal.contents() == example_contents(TODAY)
        journal.set_note(TODAY, "new")
        journal.undo()
        assert journal.problems() == ()
        backup = make_backup(store, path.parent / "backups", NOW.replace(tzinfo=None))
        assert list(store.rows.select("SELECT words FROM something_else")) == [("kept",)]
    with Store.open(backup.path) as copy:
        assert list(copy.rows.select("SELECT words FROM something_else")) == [("kept",)]


def test_the_files_are_counted(tell: Tell) -> None:
    tell("F7 foreign and newer files", refused=len(REFUSED) + len(WITH_PASSPHRASE), opened=1)
    assert len(REFUSED) + len(WITH_PASSPHRASE) >= 20
