from __future__ import annotations

import os
import shutil
import sys
from itertools import count
from typing import TYPE_CHECKING

import pytest

from fibrojournal.exchange.whole_folder import WholeFolder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("a.csv", "b.csv")
KILLED = 9


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Give a folder of ours."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "a.csv").write_text("old")
    return folder


def whole(folder: Path) -> WholeFolder:
    return WholeFolder(folder, NAMES)


def replace(folder: Path) -> None:
    with whole(folder).replaced() as draft:
        (draft / "b.csv").write_text("new")


def read(place: Path) -> dict[str, str]:
    """Read all files under a place, hidden ones too."""
    return {
        file.relative_to(place).as_posix(): file.read_text()
        for file in place.rglob("*")
        if file.is_file()
    }


def test_a_folder_is_replaced_as_a_whole_and_keeps_who_may_see_it(
    old: Path, tmp_path: Path
) -> None:
    old.chmod(0o700)
    before = old.stat().st_mode
    assert whole(old).can_be_replaced()
    replace(old)
    assert read(tmp_path) == {"tables/b.csv": "new"}
    assert old.stat().st_mode == before
    assert [place.name for place in tmp_path.iterdir()] == ["tables"]


def test_a_link_to_a_folder_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(old)
    replace(link)
    assert link.is_symlink()
    assert read(old) == {"b.csv": "new"}


@pytest.mark.parametrize("step", [0, 1])
def test_what_stood_there_stays_when_a_name_cannot_be_changed(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = read(tmp_path)
    real, answers = os.rename, iter([True] * step + [False])

    def stumble(place: Path, target: Path) -> None:
        if not next(answers, True):
            raise PermissionError
        real(place, target)

    monkeypatch.setattr(os, "rename", stumble)
    with pytest.raises(PermissionError):
        replace(old)
    assert read(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot fork")
def test_a_kill_before_any_step_leaves_the_old_folder_or_the_new_one(
    old: Path, tmp_path: Path
) -> None:
    before = {"tables/a.csv": "old"}
    found = []
    for step in count():
        was_killed = killed_before(step, old)
        whole(old).clear_up()
        found.append(read(tmp_path))
        assert [place.name for place in tmp_path.iterdir()] == ["tables"]
        if not was_killed:
            break
        shutil.rmtree(old)
        old.mkdir()
        (old / "a.csv").write_text("old")
    assert all(one in (before, {"tables/b.csv": "new"}) for one in found)
    assert found[0] == before
    assert found[-1] == {"tables/b.csv": "new"}


def killed_before(step: int, folder: Path) -> bool:
    """Let a child replace a folder, and die before one of its steps; False = it came through."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    steps = count()

    def deadly(real: Callable[..., None]) -> Callable[..., None]:
        def counted(*arguments: object, **options: object) -> None:
            if next(steps) == step:
                os._exit(KILLED)
            real(*arguments, **options)

        return counted

    for name in ("rename", "unlink", "mkdir", "rmdir", "chmod"):
        setattr(os, name, deadly(getattr(os, name)))
    replace(folder)
    os._exit(0)


@pytest.mark.parametrize(
    "left",
    [
        lambda folder, draft, _aside: folder.parent.joinpath(draft).mkdir(),
        lambda folder, _draft, aside: folder.rename(folder.with_name(aside)),
    ],
)
def test_the_next_look_ends_what_was_killed(
    old: Path, tmp_path: Path, left: Callable[[Path, str, str], object]
) -> None:
    before = read(tmp_path)
    left(old, ".tables.fibrojournal-new", ".tables.fibrojournal-old")
    whole(old).clear_up()
    assert read(tmp_path) == before
    assert [place.name for place in tmp_path.iterdir()] == ["tables"]


def test_a_half_written_draft_and_an_old_folder_are_swept(old: Path, tmp_path: Path) -> None:
    before = read(tmp_path)
    for name in ("new", "old"):
        left = tmp_path / f".tables.fibrojournal-{name}"
        left.mkdir()
        (left / "a.csv").write_text("whole")
        (left / ".b.csv.part").write_text("ha")
    whole(old).clear_up()
    assert read(tmp_path) == before


def test_what_is_not_ours_is_never_swept(old: Path, tmp_path: Path) -> None:
    left = tmp_path / ".tables.fibrojournal-old"
    (left / "a.csv").mkdir(parents=True)
    (left / "letter.txt").write_text("dear doctor")
    before = read(tmp_path)
    whole(old).clear_up()
    assert read(tmp_path) == before
    assert (left / "a.csv").is_dir()
    assert not whole(old).can_be_replaced()


def test_a_folder_with_other_files_keeps_its_place(old: Path) -> None:
    (old / "letter.txt").write_text("dear doctor")
    assert not whole(old).can_be_replaced()


def test_the_working_folder_and_what_it_lies_in_keep_their_place(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(old)
    assert not whole(old).can_be_replaced()


def test_a_folder_keeps_its_place_where_nothing_can_be_written_beside_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not whole(old).can_be_replaced()
