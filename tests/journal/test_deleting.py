from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal import paths
from fibrojournal.journal import protection
from fibrojournal.journal.deleting import Everything, Left, Why
from fibrojournal.journal.journal import Journal
from fibrojournal.settings import Settings
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import cheap_keys
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY: Final = "zanzibar"
NOW: Final = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 1)
    with cheap_keys():
        yield


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def begun(store: Store, stick: Path) -> Journal:
    folders = (paths.backup_folder(store.path), stick)
    return Journal(store, clock=lambda: NOW, backup_folders=folders)


def written(journal: Journal) -> Everything:
    """Use a journal in every way that leaves files, and close it."""
    journal.set_note(TODAY, CANARY)
    journal.backups.make()
    journal.protection.set_passphrase("mole")
    give_code(journal)
    journal.set_note(TODAY, f"{CANARY} again")
    made = journal.backups.make()
    assert made is not None
    journal.set_note(TODAY, f"{CANARY} later")
    journal.backups.restore(made.path)
    leave_files_of_the_program()
    leave_drafts(journal)
    everything = journal.everything
    journal.close()
    return everything


def give_code(journal: Journal) -> None:
    code = journal.protection.new_recovery_code()
    assert journal.protection.confirm_recovery_code(code, code)


def leave_files_of_the_program() -> None:
    Settings(journal=CANARY).save(paths.settings_file())
    fonts = paths.chart_cache() / "tex.cache" / "fontlist.json"
    log = paths.log_file()
    for file in (fonts, log):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(CANARY)


def leave_drafts(journal: Journal) -> None:
    """Leave what a process that is killed may leave."""
    path = journal.path
    (automatic, stick) = journal.backup_folders
    salt = journal.everything.salt
    for folder in (automatic, stick):
        draft = folder / f".{path.stem}-000009-20261104-214200.fibro.0123abcd.new"
        draft.write_bytes(salt)
        draft.with_name(f"{draft.name}-journal").write_text(CANARY)
        (folder / f".{path.stem}.{'0' * 32}.recovery.0123abcd.new").write_text(CANARY)
    for beside in (f"{path.stem} damaged.fibro", f".{path.name}.0123abcd.new"):
        path.with_name(beside).write_text(CANARY)


@pytest.fixture
def everything(stick: Path) -> Everything:
    return written(begun(Store.create(paths.default_journal()), stick))


def files_in(*folders: Path) -> list[str]:
    return sorted(file.name for folder in folders for file in folder.rglob("*"))


def test_nothing_of_ours_is_left(everything: Everything, own_home: Path, stick: Path) -> None:
    names = files_in(own_home, stick)
    for part in ("journal.fibro", "before restore", ".recovery", "counted.json", "damaged"):
        assert any(part in name for name in names), part
    assert everything.delete() == ()
    assert files_in(own_home, stick) == []
    assert stick.is_dir(), "a folder that somebody else made stays"


def test_doing_it_again_is_harmless(everything: Everything) -> None:
    assert everything.delete() == ()
    assert everything.delete() == ()


def test_files_of_others_stay_where_they_are(
    everything: Everything, own_home: Path, stick: Path
) -> None:
    names = ("letter.txt", "journal.txt", "journalist.fibro", "other.0123.recovery")
    folders = (
        everything.journal.parent,
        everything.folders[0],
        stick,
        paths.cache_folder(),
        paths.log_file().parent,
        paths.settings_file().parent,
    )
    for folder in folders:
        for name in names:
            (folder / name).write_text("mine")
    assert everything.delete() == ()
    files = [path for path in (*own_home.rglob("*"), *stick.rglob("*")) if path.is_file()]
    assert sorted(files) == sorted(folder / name for folder in folders for name in names)


def test_a_link_is_not_followed(everything: Everything, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "letter.txt").write_text("mine")
    (paths.chart_cache() / "letters").symlink_to(letters)
    backup = everything.folders[0] / "journal-000099-20261104-214200.fibro"
    backup.symlink_to(letters / "letter.txt")
    left = everything.delete()
    assert (letters / "letter.txt").read_text() == "mine"
    assert {one.why for one in left} == {Why.LINKED}
    assert not backup.is_symlink()
    assert not paths.chart_cache().exists()


def test_a_journal_that_a_link_leads_to_is_named(tmp_path: Path, stick: Path) -> None:
    real = tmp_path / "elsewhere.fibro"
    Store.create(real).close()
    link = tmp_path / "place" / "journal.fibro"
    link.parent.mkdir()
    link.symlink_to(real)
    everything = written(begun(Store.open(link), stick))
    if link.is_symlink():  # a new passphrase may have put a file in its place
        assert Left(real, Why.LINKED) in everything.delete()
    else:
        assert everything.delete() == ()
    assert files_in(link.parent) == []


def test_a_folder_that_is_away_is_named_and_done_later(
    everything: Everything, stick: Path
) -> None:
    away = stick.with_name("away")
    stick.rename(away)
    assert everything.away == (stick,)
    assert everything.delete() == (Left(stick, Why.AWAY),)
    away.rename(stick)
    assert list(stick.glob("*.fibro"))
    assert everything.delete() == ()
    assert files_in(stick) == []


def test_what_is_refused_is_named(everything: Everything, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as Path's
        if path.parent == everything.folders[0]:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        left = everything.delete()
    assert {one.why for one in left} == {Why.REFUSED}
    assert {one.path.parent for one in left} == {everything.folders[0]}
    assert not everything.journal.exists()
    assert everything.delete() == ()


def test_other_journals_keep_what_is_theirs(
    everything: Everything, tmp_path: Path, stick: Path
) -> None:
    other = begun(Store.create(tmp_path / "other" / "journal.fibro"), stick)
    other.set_note(TODAY, "not yours")
    other.protection.set_passphrase("vole")
    give_code(other)
    theirs = other.backups.make(even_if_unchanged=True)
    assert theirs is not None
    other.close()
    slot = f"journal.{other.everything.salt.hex()}.recovery"
    left = everything.delete()
    assert {one.why for one in left} == {Why.PERHAPS_OTHERS}
    assert other.path.exists()
    assert theirs.path.exists()
    assert Left(theirs.path.parent, Why.PERHAPS_OTHERS) in left
    assert (stick / theirs.path.name).exists()
    assert (stick / slot).exists()
    counted = json.loads((stick / "counted.json").read_text())
    assert theirs.path.name in counted["backups"]
    assert len(counted["backups"]) == len(list(stick.glob("*.fibro")))
    assert other.everything.delete() == ()
    assert files_in(stick) == []


def test_the_usual_journal_stays_if_another_is_deleted(
    everything: Everything, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "other" / "journal.fibro")
    other = Journal(store, clock=lambda: NOW, backup_folders=(paths.backup_folder(store.path),))
    other.backups.make()
    other.close()
    left = other.everything.delete()
    assert [one.path for one in left] == [everything.journal, everything.folders[0]]
    assert everything.journal.exists()
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs a signal")
def test_a_death_in_the_middle_leaves_what_can_be_finished(
    everything: Everything, own_home: Path, stick: Path
) -> None:
    key = None
    deaths = 0
    while everything.journal.exists() and deaths < 100:
        ended = killed_after(everything, 3)
        if ended != -signal.SIGKILL:
            break
        deaths += 1
        if everything.journal.exists():
            key = everything.journal.read_bytes()[:16]
            assert key == everything.salt, "what is there is the journal, whole"
        else:
            assert files_in(stick) == [], "no copy outlives the journal"
    assert deaths > 3
    assert everything.delete() == ()
    assert files_in(own_home, stick) == []


def killed_after(everything: Everything, files: int) -> int:
    """Delete in a process that is killed after some files; return how it ended."""
    told = json.dumps(
        [
            str(everything.journal),
            everything.salt.hex(),
            [str(folder) for folder in everything.folders],
            files,
        ]
    )
    return subprocess.run(
        [sys.executable, "-m", "tests.journal.test_deleting", told],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    ).returncode


def main() -> None:
    """Delete everything, and die after some files."""
    journal, salt, folders, files = json.loads(sys.argv[1])
    unlink = Path.unlink
    left = [files]

    def counted(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as Path's
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= path.exists()
        unlink(path, missing_ok=missing_ok)

    Path.unlink = counted  # type: ignore[method-assign, assignment]  # the mishap
    Everything(Path(journal), bytes.fromhex(salt), tuple(map(Path, folders))).delete()


if __name__ == "__main__":
    main()
