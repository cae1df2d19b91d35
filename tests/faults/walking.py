"""Sends somebody through the window in a process of its own, and keeps a record of it.

The process has a home, a folder for temporary files and a working folder of its own, so that
whatever it leaves behind is found.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from tests.faults.walk import Route, Walked
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARK: Final = "zebrafinch"
"""Stands in everything that is written; nobody else writes it."""
PASSPHRASE: Final = f"{MARK} at dawn"
PICTURE: Final = ROOT / "docs" / "pictures" / "today-light.png"
TRACED: Final = "socket,connect,sendto,bind,open,openat,openat2,stat,newfstatat,statx,access"


@dataclass(frozen=True)
class Grounds:
    """Where somebody walks.

    Attributes:
        home: Home folder.
        data: Folder of the program, with journal, backups, settings, cache and log.
        temporary: For temporary files.
        working: Working folder.
        exports: For what is exported on purpose.
        given: With what is imported, and a picture that nobody may open.
        records: With what was told and traced.
    """

    home: Path
    data: Path
    temporary: Path
    working: Path
    exports: Path
    given: Path
    records: Path

    @classmethod
    def laid_out_in(cls, folder: Path) -> Grounds:
        """Make the folders, and what is imported."""
        names = cls.__dataclass_fields__
        grounds = cls(**{name: folder / name for name in names})
        for name in names:
            (folder / name).mkdir(parents=True)
        shutil.copy(PICTURE, grounds.picture)
        (grounds.given / "days.csv").write_text(f"day,fatigue,note\n2026-11-01,4,{MARK}\n")
        return grounds

    @property
    def picture(self) -> Path:
        """A picture that is named in all texts, and never opened."""
        return self.given / "seen.png"

    @property
    def words(self) -> str:
        """What is written into every field: a word, a tag that would load, an odd formula."""
        return f'{MARK} <img src="file://{self.picture}"> $\\frac{{'

    @property
    def environment(self) -> dict[str, str]:
        """What the process knows of its surroundings."""
        return {
            "HOME": str(self.home),
            "FIBROJOURNAL_HOME": str(self.data),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(ROOT),
        }


def is_traceable() -> bool:
    """Tell whether the calls of a process can be recorded here."""
    if not (tool := shutil.which("strace")):
        return False
    tried = subprocess.run([tool, "-qq", "-o", os.devnull, "true"], check=False)
    return tried.returncode == 0


def is_cut_off_easily() -> bool:
    """Tell whether a process can be run here without any network."""
    tool = shutil.which("unshare")
    return bool(tool) and subprocess.run([str(tool), "-n", "true"], check=False).returncode == 0


def walk(
    grounds: Grounds,
    *arguments: str,
    screen: Mapping[str, str],
    before: tuple[str, ...] = (),
) -> Walked:
    """Walk through the window; return what was seen.

    Args:
        grounds: Where.
        arguments: What is typed after the name of the program.
        screen: Environment of a screen.
        before: A command that runs the program, such as one that traces it.
    """
    told = grounds.records / "told.json"
    route = Route(
        arguments=arguments,
        words=grounds.words,
        passphrase=PASSPHRASE,
        given=str(grounds.given),
        exports=str(grounds.exports),
        told=str(told),
    )
    ended = subprocess.run(
        [*before, sys.executable, "-m", "tests.faults.walk", json.dumps(asdict(route))],
        cwd=grounds.working,
        env={**screen, **grounds.environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    return Walked(**json.loads(told.read_text(encoding="utf-8")))


def traced(grounds: Grounds) -> tuple[str, ...]:
    """Return what records which sockets and files a program opens, and where it is recorded."""
    trace = grounds.records / "trace"
    return ("strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={TRACED}", "-o", str(trace))


def trace_of(grounds: Grounds) -> list[str]:
    """Return the calls that were recorded."""
    return (grounds.records / "trace").read_text(encoding="utf-8", errors="replace").splitlines()
