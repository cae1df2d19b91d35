"""The command line on a protected journal."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from fibrojournal.__main__ import main
from fibrojournal.journal.unlocking import unlock
from fibrojournal.paths import backup_folder
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.keys import needs_passphrase
from fibrojournal.storage.store import Store
from tests.journal.protected_journals import RIGHT, cheap_keys, opened
from tests.storage.files import fingerprints, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Outcome(NamedTuple):
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Give the command line, run in this process, with something on standard input."""

    def run_here(*arguments: object, typed: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        return Outcome(main([str(argument) for argument in arguments]), *capsys.readouterr())

    return run_here


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """Give a closed journal that RIGHT opens."""
    path = tmp_path / "mine" / "journal.fibro"
    with cheap_keys():
        journal = opened(Store.create(path), (backup_folder(path),))
        journal.protection.set_passphrase(RIGHT, step=1)
        journal.close()
        yield path


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """Give the file that has the passphrase, as an editor writes it."""
    file = tmp_path / "words"
    file.write_text(f"{RIGHT}\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("is_before", [True, False])
def test_a_file_with_the_passphrase_opens_the_journal(
    run: Callable[..., Outcome],
    locked: Path,
    words: Path,
    is_before: bool,  # noqa: FBT001 - drawn
) -> None:
    named = ("--passphrase-file", words)
    before, after = (named, ()) if is_before else ((), named)
    done = run(*before, "check", "--journal", locked, *after)
    assert (done.code, done.err) == (0, "")


def test_the_passphrase_may_come_from_standard_input(
    run: Callable[..., Outcome], locked: Path
) -> None:
    done = run("check", "--journal", locked, "--passphrase-file", "-", typed=f"{RIGHT}\n")
    assert done.code == 0


def test_one_line_end_is_no_part_of_the_passphrase(
    run: Callable[..., Outcome], locked: Path, words: Path
) -> None:
    check = ("check", "--journal", locked, "--passphrase-file", words)
    for data, code in (
        (RIGHT, 0),
        (RIGHT + "\n", 0),
        (RIGHT + "\r\n", 0),
        (RIGHT + "\n\n", 1),
        (RIGHT + " ", 1),
        ("\ufeff" + RIGHT, 0),
        ("", 1),
    ):
        words.write_bytes(data.encode())
        assert run(*check).code == code, repr(data)


def test_every_command_takes_a_passphrase(
    run: Callable[..., Outcome], locked: Path, words: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    common = ("--journal", locked, "--passphrase-file", words)
    assert run("export", *common, "--to", folder).code == 0
    assert run("import", folder, *common).code == 0
    assert run("changes", "--json", *common).code == 0
    assert run("backup", *common).code == 0
    backup = next(backup_folder(locked).glob("*.fibro"))
    assert run("restore", backup, *common).code == 0
    assert run("check", *common).code == 0
    assert needs_passphrase(read_salt(locked))
    assert needs_passphrase(read_salt(backup))


def test_a_restore_reads_the_passphrase_from_standard_input_once(
    run: Callable[..., Outcome], locked: Path
) -> None:
    run("backup", "--journal", locked, "--passphrase-file", "-", typed=RIGHT)
    backup = next(backup_folder(locked).glob("*.fibro"))
    locked.unlink()
    restore = ("restore", backup, "--journal", locked, "--passphrase-file", "-")
    assert run(*restore, typed=RIGHT).code == 0
    unlock(locked, RIGHT).close()


@pytest.mark.parametrize(
    ("typed", "words"),
    [(None, "--passphrase-file"), ("canary", "Caps Lock"), ("", "Caps Lock")],
)
def test_without_the_right_passphrase_nothing_happens(
    run: Callable[..., Outcome], locked: Path, typed: str | None, words: str
) -> None:
    before = fingerprints(locked.parent)
    named = () if typed is None else ("--passphrase-file", "-")
    done = run("check", "--journal", locked, *named, typed=typed or "")
    assert done.code == 1
    assert words in done.err
    assert "canary" not in done.out + done.err
    assert fingerprints(locked.parent) == before


def test_a_damaged_journal_is_told_from_a_wrong_passphrase(
    run: Callable[..., Outcome], locked: Path, words: Path
) -> None:
    run("backup", "--journal", locked, "--passphrase-file", words)
    flip_bit(locked, 1)
    done = run("check", "--journal", locked, "--passphrase-file", words)
    assert (done.code, "damaged" in done.err) == (1, True)


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_refused(
    run: Callable[..., Outcome], locked: Path, words: Path, data: bytes | None
) -> None:
    if data is None:
        words.unlink()
    else:
        words.write_bytes(data)
    done = run("check", "--journal", locked, "--passphrase-file", words)
    assert done.code == 1
    assert "file with the passphrase" in done.err


def test_a_passphrase_for_a_journal_without_one_is_not_looked_at(
    run: Callable[..., Outcome], tmp_path: Path, words: Path
) -> None:
    path = tmp_path / "open.fibro"
    Store.create(path).close()
    assert run("check", "--journal", path, "--passphrase-file", words).code == 0
    assert not needs_passphrase(read_salt(path))
