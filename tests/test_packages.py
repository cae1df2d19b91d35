"""What `python3 dev.py wheel` and `build.spec` put in and leave out."""

from __future__ import annotations

import ast
import json
import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fibrojournal import __version__
from tests.processes import ROOT, run_python

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with a wheel and a source archive."""
    folder = tmp_path_factory.mktemp("dist")
    done = run_python("-m", "hatchling", "build", "--directory", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(made: Path) -> Path:
    (file,) = made.glob("*.whl")
    return file


def within(folder: str, suffixes: Iterable[str] = ()) -> set[str]:
    """Name the files in a folder of the project, but for what running it leaves there."""
    files = (file for file in (ROOT / folder).rglob("*") if file.is_file())
    return {
        file.relative_to(ROOT).as_posix()
        for file in files
        if "__pycache__" not in file.parts and (not suffixes or file.suffix in suffixes)
    }


def test_the_wheel_holds_every_module_and_every_resource_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    resources = {f"fibrojournal/_{name}" for name in within("resources")}
    assert names == within("fibrojournal", {".py", ".typed"}) | resources


def test_the_wheel_says_its_version_its_command_and_its_licence(wheel: Path) -> None:
    assert wheel.name == f"fibrojournal-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        facts = f"fibrojournal-{__version__}.dist-info"
        commands = archive.read(f"{facts}/entry_points.txt").decode()
        licence = archive.read(f"{facts}/licenses/LICENSE").decode()
        head = archive.read(f"{facts}/METADATA").decode()
    assert "fibrojournal = fibrojournal.__main__:main" in commands
    assert licence.startswith("MIT License")
    assert "License-Expression: MIT" in head


def test_what_is_in_the_wheel_is_enough_for_a_start(wheel: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(wheel, tmp_path / "installed", "zip")
    code = (
        "import sys, fibrojournal; from fibrojournal.__main__ import main;"
        "print(fibrojournal.__file__, flush=True); sys.exit(main(['--time-start']))"
    )
    # -P: the folder of the project, in which it runs, is not looked through for modules.
    done = run_python("-P", "-c", code, PYTHONPATH=str(tmp_path / "installed"))
    assert done.returncode == 0, done.stderr
    place, times = done.stdout.splitlines()
    assert Path(place).is_relative_to(tmp_path / "installed")
    assert json.loads(times)["usable_ms"] > 0


def test_the_source_archive_holds_all_that_is_needed_to_build_and_to_test(made: Path) -> None:
    (file,) = made.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    alone = {"LICENSE", "README.md", "build.spec", "dev.py", "pyproject.toml", "requirements.txt"}
    folders = [within("fibrojournal", {".py"}), within("resources"), within("tests", {".py"})]
    assert names.issuperset(alone.union(*folders))
    assert not any(name.startswith((".venv", "build/", "dist/", ".git/")) for name in names)


def test_the_bundle_leaves_out_nothing_that_a_module_of_ours_imports() -> None:
    spec = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    (left_out,) = (
        set(ast.literal_eval(step.value))
        for step in spec.body
        if isinstance(step, ast.Assign) and ast.unparse(step.targets[0]) == "LEFT_OUT"
    )
    assert "PySide6.QtNetwork" in left_out
    for name in within("fibrojournal", {".py"}):
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            found = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            if isinstance(node, ast.ImportFrom):
                found = {str(node.module), *(f"{node.module}.{one.name}" for one in node.names)}
            assert not found & left_out, name
