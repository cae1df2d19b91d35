"""Backups, restores, passphrases and reports on the command line."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from fibrojournal.__main__ import main
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.paths import backup_folder
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.storage.files import fingerprints, flip_bit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import StandingClock


@pytest.fixture
def path(tmp_path: Path, clock: StandingClock) -> Path:
    """Give the example journal, closed, without a passphrase."""
    place = tmp_path / "mine" / "journal.fibro"
    place.parent.mkdir()
    with Store.create(place) as store:
        Journal(store, clock=clock).load(example_contents(clock().date()))
    return place


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    """Give an empty journal that opens with "mole"."""
    place = tmp_path / "locked.fibro"
    Store.create(place, derive_key("mole", new_salt(1))).close()
    return place


def passphrase_file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(text.encode())
    return file


@pytest.mark.parametrize("text", ["mole", "mole\n", "mole\r\n"])
def test_a_passphrase_is_read_from_a_file(tmp_path: Path, protected: Path, text: str) -> None:
    file = passphrase_file(tmp_path, text)
    assert main(["check", "--journal", str(protected), "--passphrase-file", str(file)]) == 0
    assert main(["--passphrase-file", str(file), "check", "--journal", str(protected)]) == 0


def test_a_passphrase_is_read_from_standard_input(
    protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("mole\n"))
    assert main(["check", "--journal", str(protected), "--passphrase-file", "-"]) == 0


@pytest.mark.parametrize("text", [None, "vole\n", "mole \n", "mole\n\n"])
def test_without_the_right_passphrase_nothing_is_changed(
    tmp_path: Path, protected: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    before = fingerprints(tmp_path)
    file = [] if text is None else ["--passphrase-file", str(passphrase_file(tmp_path, text))]
    assert main(["check", "--journal", str(protected), *file]) == 1
    assert "passphrase" in capsys.readouterr().err
    assert fingerprints(tmp_path)["locked.fibro"] == before["locked.fibro"]


def test_a_passphrase_file_that_is_missing_is_refused(tmp_path: Path, protected: Path) -> None:
    file = str(tmp_path / "nothing")
    assert main(["check", "--journal", str(protected), "--passphrase-file", file]) == 1
    assert main(["--passphrase-file", file, "--journal", str(protected)]) == 1


def test_a_backup_goes_to_the_usual_folder_or_to_one_that_is_named(
    tmp_path: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--journal", str(path)]) == 0
    assert len(list_backups(backup_folder(path))) == 1
    assert main(["backup", "--journal", str(path), "--to", str(tmp_path / "stick")]) == 0
    (copy,) = list_backups(tmp_path / "stick")
    assert str(copy.path) in capsys.readouterr().out


def test_a_backup_comes_back_and_what_was_there_is_kept(
    tmp_path: Path, path: Path, clock: StandingClock
) -> None:
    main(["backup", "--journal", str(path), "--to", str(tmp_path / "stick")])
    (copy,) = list_backups(tmp_path / "stick")
    with Store.open(path) as store:
        journal = Journal(store, clock=clock)
        then = journal.contents()
        journal.set_note(journal.today(), "written after the backup")
    assert main(["restore", str(copy.path), "--journal", str(path)]) == 0
    with Store.open(path) as store:
        assert Journal(store, clock=clock).contents() == then
    assert len(list(path.parent.glob("journal before restore *.fibro"))) == 1


def test_a_damaged_journal_and_a_missing_one_come_back_too(tmp_path: Path, path: Path) -> None:
    main(["backup", "--journal", str(path), "--to", str(tmp_path / "stick")])
    (copy,) = list_backups(tmp_path / "stick")
    flip_bit(path, 1)
    assert main(["restore", str(copy.path), "--journal", str(path)]) == 0
    assert main(["check", "--journal", str(path)]) == 0
    path.unlink()
    assert main(["restore", str(copy.path), "--journal", str(path)]) == 0
    assert main(["check", "--journal", str(path)]) == 0


def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path, path: Path) -> None:
    text = tmp_path / "text.fibro"
    text.write_text("pain 7")
    before = path.read_bytes()
    assert main(["restore", str(text), "--journal", str(path)]) == 1
    assert path.read_bytes() == before


def test_a_report_is_written_as_pdf_and_as_html(tmp_path: Path, path: Path) -> None:
    pdf, page = tmp_path / "report.pdf", tmp_path / "report.html"
    for file in (pdf, page):
        assert (
            main(["report", "--journal", str(path), "--until", "2026-11-04", "--to", str(file)])
            == 0
        )
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    html = page.read_text(encoding="utf-8")
    assert "27 August to 4 November 2026" in html
    assert "<script" not in html
    assert not re.findall(r"(?:src|href)=\"(?!data:)", html)


def test_a_report_of_an_own_range_says_so(tmp_path: Path, path: Path) -> None:
    page = tmp_path / "report.html"
    dates = ["--since", "2026-03-01", "--until", "2026-05-31"]
    assert main(["report", "--journal", str(path), *dates, "--to", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert "1 March to 31 May 2026" in html
    assert "since the last visit" not in html


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "report.doc"],
        ["--to", "report.html", "--since", "2026-06-01", "--until", "2026-05-31"],
        ["--to", "missing/report.html"],
    ],
)
def test_a_report_that_cannot_be_written_is_refused(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "--journal", str(path), *arguments]) == 1
    assert not list(tmp_path.glob("report*"))
