"""Sends somebody through the window in a process of its own, and keeps a record of it.

The process has a home, a folder for temporary files and a working folder of its own, so that
whatever it leaves behind is found.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fibrojournal.app.clock import now
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.exchange.foreign_files import DAYLIO, MEDTIMER_EVENTS
from tests.faults.walk import FOREIGN, Route, Walked
from tests.faults.written import everything_written
from tests.processes import ROOT
from tests.window.screen import missing_parts, virtual_screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READ: Final = "bluetit"
"""Stands in everything that is in the journal before the walk."""
MARK: Final = "zebrafinch"
"""Stands in everything that is written on the walk."""
PASSPHRASE: Final = f"{MARK} at dawn"
PICTURE: Final = ROOT / "docs" / "pictures" / "today-light.png"
MAY_DUMP_CORE: Final = ("sh", "-c", 'ulimit -c unlimited 2>&-; exec "$@"', "sh")
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
        (grounds.given / FOREIGN).mkdir()
        for name, content in {
            "daylio.csv": DAYLIO.replace("chess", MARK),
            "events.csv": MEDTIMER_EVENTS.replace("Selen", MARK),
            "mine.csv": f"day,tired,{MARK}\n03.04.2026,7,{MARK}\n",
        }.items():
            (grounds.given / FOREIGN / name).write_text(content, encoding="utf-8")
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
    read: str = "",
) -> Walked:
    """Walk through the window; return what was seen.

    Args:
        grounds: Where.
        arguments: What is typed after the name of the program.
        screen: Environment of a screen.
        before: A command that runs the program, such as one that traces it.
        read: A word in everything that is in the journal; "" = it is not looked for.
    """
    told = grounds.records / "told.json"
    route = Route(
        arguments=arguments,
        words=grounds.words,
        passphrase=PASSPHRASE,
        given=str(grounds.given),
        exports=str(grounds.exports),
        told=str(told),
        read=read,
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
    said = f"{ended.stdout}{ended.stderr}"
    assert (ended.returncode, said) == (0, ""), f"{ended.returncode}: {said}"
    return Walked(**json.loads(told.read_text(encoding="utf-8")))


def traced(grounds: Grounds) -> tuple[str, ...]:
    """Return what records which sockets and files a program opens, and where it is recorded."""
    trace = grounds.records / "trace"
    return ("strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={TRACED}", "-o", str(trace))


def trace_of(grounds: Grounds) -> list[str]:
    """Return the calls that were recorded."""
    return (grounds.records / "trace").read_text(encoding="utf-8", errors="replace").splitlines()


@contextmanager
def screen() -> Iterator[Mapping[str, str]]:
    """Give the environment of a virtual screen; where there can be none, Qt draws into memory."""
    if missing_parts():
        yield {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
        return
    with tempfile.TemporaryFile("w", encoding="utf-8") as log, virtual_screen(log) as made:
        yield made.env


@dataclass(frozen=True)
class Journey:
    """A walk that is over.

    Attributes:
        grounds: Where it was.
        walked: What was seen.
        trace: The calls that were recorded; None = they could not be.
    """

    grounds: Grounds
    walked: Walked
    trace: list[str] | None


@cache
def journey() -> Journey:
    """Walk once, with everything recorded, through a protected journal full of words."""
    folder = Path(tempfile.mkdtemp(prefix="journey-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    grounds = Grounds.laid_out_in(folder / "grounds")
    path = grounds.data / "data" / "journal.fibro"
    journal = Journal(Store.create(path, derive_key(PASSPHRASE, new_salt(1))), clock=now)
    words = grounds.words.replace(MARK, READ)
    journal.load(everything_written(words, journal.today()))
    journal.close()
    is_traced = is_traceable()
    before = (*MAY_DUMP_CORE, *(traced(grounds) if is_traced else ()))
    with screen() as env:
        walked = walk(grounds, screen=env, before=before, read=READ)
    return Journey(grounds, walked, trace_of(grounds) if is_traced else None)
