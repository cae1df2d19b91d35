"""Processes that open the same journal at the same moment, and are killed while they use it.

One process has imported everything and forks the others, or a start would take longer than the
moment that is looked at. They stand at a barrier until all are there.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalError
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.keys import MEBIBYTES
from tests.builders import TODAY
from tests.faults.oracle import NOW
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Start:
    """What became of one of the processes.

    Attributes:
        answer: "open", or the name of the error with which it was refused.
        saved: How often it said that something is saved.
    """

    answer: str
    saved: int


class Starters:
    """Starts processes; see `starters`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(
        self, path: Path, later_s: tuple[float, ...], killed_after_s: float, passphrase: str = ""
    ) -> tuple[Start, ...]:
        """Let processes open a journal; each that may writes on and on until it is killed.

        Args:
            path: The journal.
            later_s: How many seconds after the barrier each of them begins.
            killed_after_s: Seconds after the last answer at which all are killed.
            passphrase: What opens it; "" = it has none.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = [str(path), later_s, killed_after_s, passphrase]
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "The process that starts others has ended."
        return tuple(Start(**one) for one in json.loads(line))


@contextmanager
def starters() -> Iterator[Starters]:
    """Give what starts processes; it is ended with the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.starters"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Starters(process)
        finally:
            process.kill()


# Inside the process that starts others


def _serve() -> None:
    MEBIBYTES[1] = 1  # a key would else take longer than all of the rest
    for line in sys.stdin:
        path, later_s, killed_after_s, passphrase = json.loads(line)
        starts = _started(Path(path), later_s, killed_after_s, passphrase)
        sys.stdout.write(json.dumps([asdict(one) for one in starts]) + "\n")
        sys.stdout.flush()


def _started(
    path: Path, later_s: list[float], killed_after_s: float, passphrase: str
) -> list[Start]:
    barrier, lift = os.pipe()
    children: list[tuple[int, int]] = []
    for seconds in later_s:
        listen, tell = os.pipe()
        child = os.fork()
        if not child:
            os.close(lift)
            os.read(barrier, 1)
            time.sleep(seconds)
            _use(path, passphrase, tell)
        os.close(tell)
        children.append((child, listen))
    os.close(barrier)
    os.close(lift)
    answers = [_line(listen) for _child, listen in children]
    time.sleep(killed_after_s)
    for child, _listen in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return [
        Start(answer, len(_rest(listen)))
        for answer, (_child, listen) in zip(answers, children, strict=True)
    ]


def _use(path: Path, passphrase: str, tell: int) -> None:
    """Open the journal as a window does, say so, and save on and on."""
    try:
        journal = Journal(unlock(path, passphrase or None), clock=lambda: NOW)
        os.write(tell, b"open\n")
        for number in range(1_000_000):
            journal.set_note(TODAY, f"{os.getpid()} {number} " * 100)
            os.write(tell, b".")
    except JournalError as error:
        os.write(tell, f"{type(error).__name__}\n".encode())
    except BaseException:  # noqa: BLE001 - the test shows it
        os.write(tell, traceback.format_exc().replace("\n", " | ").encode() + b"\n")
    os._exit(0)


def _line(pipe: int) -> str:
    said = b""
    while not said.endswith(b"\n") and (more := os.read(pipe, 1)):
        said += more
    return said.decode().strip()


def _rest(pipe: int) -> bytes:
    said = b""
    while more := os.read(pipe, 65536):
        said += more
    os.close(pipe)
    return said


if __name__ == "__main__":
    _serve()
