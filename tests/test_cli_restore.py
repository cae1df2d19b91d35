from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from fibrojournal import paths
from fibrojournal.__main__ import main
from fibrojournal.journal.journal import Journal
from fibrojournal.settings import Settings
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.processes import opened_elsewhere
from tests.storage.files import BACK_TO_THE_FIRST_SCHEMA, alter, fingerprints, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


class Outcome(NamedTuple):
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Give the command line, run in this process."""

    def run_here(*arguments: object) -> Outcome:
        capsys.readouterr()
        return Outcome(main([str(argument) for argument in arguments]), *capsys.readouterr())

    return run_here


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a closed journal in which "first" is written."""
    place = tmp_path / "mine" / "journal.fibro"
    Store.create(place).close()
    write(place, "first")
    return place


def write(path: Path, note: str) -> None:
    with Store.open(path) as store:
        Journal(store, clock=lambda: NOW).set_note(TODAY, note)


def note_in(path: Path) -> str:
    with Store.open(path) as store:
        entry = Journal(store, clock=lambda: NOW).day_entry(TODAY)
    assert entry is not None
    return entry.note


def newest(folder: Path) -> Path:
    return list_backups(folder)[0].path


# backup


def test_a_backup_goes_to_the_usual_folder(run: Callable[..., Outcome], path: Path) -> None:
    done = run("backup", "--journal", path)
    (backup,) = list_backups(paths.backup_folder(path))
    assert (done.code, done.err) == (0, "")
    assert str(backup.path) in done.out
    assert note_in(backup.path) == "first"


def test_a_backup_is_made_whenever_it_is_asked_for(
    run: Callable[..., Outcome], path: Path
) -> None:
    for _ in range(2):
        run("backup", "--journal", path)
    assert len(list_backups(paths.backup_folder(path))) == 2


def test_a_backup_can_go_to_any_folder_and_nothing_there_is_deleted(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "my own" / "copies"
    for number in range(7):
        assert run("backup", "--journal", path, "--to", folder).code == 0
        assert len(list_backups(folder)) == number + 1
    assert not paths.backup_folder(path).exists()


def test_a_second_folder_that_is_not_there_is_said_and_no_more(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    Settings(second_backup_folder=str(tmp_path / "stick")).save(paths.settings_file())
    done = run("backup", "--journal", path)
    assert done.code == 0
    assert "not there now" in done.err
    assert not (tmp_path / "stick").exists()


def test_a_backup_that_cannot_be_written_is_refused(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = run("backup", "--journal", path, "--to", tmp_path / "file")
    assert done.code == 1
    assert "The backup could not be made." in done.err


def test_a_backup_of_nothing_is_refused(run: Callable[..., Outcome], tmp_path: Path) -> None:
    assert run("backup", "--journal", tmp_path / "no.fibro").code == 1


# restore


def test_a_backup_comes_back_and_what_was_there_is_kept(
    run: Callable[..., Outcome], path: Path
) -> None:
    run("backup", "--journal", path)
    backup = newest(paths.backup_folder(path))
    write(path, "second")
    done = run("restore", backup, "--journal", path)
    assert (done.code, done.err) == (0, "")
    assert "kept beside it" in done.out
    assert note_in(path) == "first"
    (kept,) = path.parent.glob("journal before restore *.fibro")
    assert note_in(kept) == "second"
    assert note_in(newest(paths.backup_folder(path))) == "second"


def test_a_backup_comes_back_where_there_is_no_journal(
    run: Callable[..., Outcome], path: Path
) -> None:
    run("backup", "--journal", path)
    path.unlink()
    done = run("restore", newest(paths.backup_folder(path)), "--journal", path)
    assert done.code == 0
    assert "kept" not in done.out
    assert note_in(path) == "first"


@pytest.mark.parametrize("damage", ["first page", "first bytes", "no bytes"])
def test_a_damaged_journal_gives_way_and_is_kept(
    run: Callable[..., Outcome], path: Path, damage: str
) -> None:
    run("backup", "--journal", path)
    match damage:
        case "first page":
            flip_bit(path, 1)
        case "first bytes":
            path.write_bytes(b"\0" * 16 + path.read_bytes()[16:])
        case _:
            path.write_bytes(b"")
    broken = path.read_bytes()
    assert run("restore", newest(paths.backup_folder(path)), "--journal", path).code == 0
    assert note_in(path) == "first"
    kept = [file.read_bytes() for file in path.parent.glob("journal ?*.fibro")]
    assert broken in kept


def test_a_file_that_does_not_look_like_a_journal_does_not_give_way(
    run: Callable[..., Outcome], path: Path
) -> None:
    run("backup", "--journal", path)
    thesis = path.with_name("thesis.txt")
    thesis.write_text("Years of work. " * 1000)
    before = fingerprints(path.parent)
    assert run("restore", newest(paths.backup_folder(path)), "--journal", thesis).code == 1
    assert fingerprints(path.parent) == before


def test_a_journal_of_a_newer_version_does_not_give_way(
    run: Callable[..., Outcome], path: Path
) -> None:
    run("backup", "--journal", path)
    alter(path, "PRAGMA user_version = 99")
    before = fingerprints(path.parent)
    assert run("restore", newest(paths.backup_folder(path)), "--journal", path).code == 1
    assert fingerprints(path.parent) == before


def test_a_journal_that_is_open_does_not_give_way(run: Callable[..., Outcome], path: Path) -> None:
    run("backup", "--journal", path)
    with opened_elsewhere(path) as said:
        assert said == "open"
        done = run("restore", newest(paths.backup_folder(path)), "--journal", path)
    assert done.code == 1
    assert "another window" in done.err


@pytest.mark.parametrize("file", ["damaged", "text", "missing", "newer"])
def test_what_is_no_good_as_a_backup_changes_nothing(
    run: Callable[..., Outcome], path: Path, tmp_path: Path, file: str
) -> None:
    run("backup", "--journal", path)
    backup = newest(paths.backup_folder(path))
    match file:
        case "damaged":
            flip_bit(backup, 3)
        case "text":
            backup.write_text("pain 7")
        case "missing":
            backup = tmp_path / "no.fibro"
        case _:
            alter(backup, "PRAGMA user_version = 99")
    before = fingerprints(path.parent)
    done = run("restore", backup, "--journal", path)
    assert done.code == 1
    assert done.err.count("\n") == 2  # what happened, and what to do
    assert fingerprints(path.parent) == before


# With a passphrase


@pytest.fixture
def spoons(tmp_path: Path) -> Path:
    """Give the file with the passphrase of `locked`."""
    file = tmp_path / "spoons.txt"
    file.write_text("spoons\n", encoding="utf-8")
    return file


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Give a protected journal."""
    place = tmp_path / "locked" / "journal.fibro"
    Store.create(place, derive_key("spoons", new_salt(1))).close()
    return place


def test_a_protected_journal_is_backed_up_and_comes_back_by_its_passphrase(
    run: Callable[..., Outcome], locked: Path, spoons: Path
) -> None:
    assert run("backup", "--journal", locked).code == 1
    assert run("backup", "--journal", locked, "--passphrase-file", spoons).code == 0
    backup = newest(paths.backup_folder(locked))
    assert run("restore", backup, "--journal", locked).code == 1
    assert run("restore", backup, "--journal", locked, "--passphrase-file", spoons).code == 0


def test_a_protected_journal_with_a_damaged_first_page_gives_way_to_its_own_backup(
    run: Callable[..., Outcome], locked: Path, spoons: Path
) -> None:
    run("backup", "--journal", locked, "--passphrase-file", spoons)
    backup = newest(paths.backup_folder(locked))
    flip_bit(locked, 1)
    assert run("restore", backup, "--journal", locked, "--passphrase-file", spoons).code == 0
    assert run("check", "--journal", locked, "--passphrase-file", spoons).code == 0


def test_a_protected_journal_does_not_give_way_to_who_does_not_know_its_passphrase(
    run: Callable[..., Outcome], locked: Path, path: Path, tmp_path: Path
) -> None:
    run("backup", "--journal", path)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("knives", encoding="utf-8")
    before = fingerprints(locked.parent)
    backup = newest(paths.backup_folder(path))
    assert run("restore", backup, "--journal", locked).code == 1
    assert run("restore", backup, "--journal", locked, "--passphrase-file", wrong).code == 1
    assert fingerprints(locked.parent) == before


# Before other things


def test_a_backup_is_made_before_an_import(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "days.csv").write_text("day,note\n2026-11-03,brought\n", encoding="utf-8")
    assert run("import", tmp_path / "days.csv", "--journal", path).code == 0
    (backup,) = list_backups(paths.backup_folder(path))
    assert backup.days == 1


def test_no_backup_is_made_before_an_import_that_brings_nothing(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "days.csv").write_text("day,note\n2026-11-04,first\n", encoding="utf-8")
    assert run("import", tmp_path / "days.csv", "--journal", path).code == 0
    assert list_backups(paths.backup_folder(path)) == ()


def test_an_import_that_cannot_be_backed_up_first_is_refused(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    folder = paths.backup_folder(path)
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"a file where the folder goes")
    (tmp_path / "days.csv").write_text("day,note\n2026-11-03,brought\n", encoding="utf-8")
    before = fingerprints(path.parent)
    done = run("import", tmp_path / "days.csv", "--journal", path)
    assert done.code == 1
    assert "The backup could not be made." in done.err
    assert fingerprints(path.parent) == before


def test_a_backup_is_made_before_a_migration(run: Callable[..., Outcome], path: Path) -> None:
    alter(
        path,
        *BACK_TO_THE_FIRST_SCHEMA,
    )
    assert run("check", "--journal", path).code == 0
    (backup,) = list_backups(paths.backup_folder(path))
    write(path, "second")
    assert run("restore", backup.path, "--journal", path).code == 0
    assert note_in(path) == "first"
