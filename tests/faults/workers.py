"""Processes that are killed in the middle of their work, hundreds of them, cheaply.

A workshop is one process that has imported everything. For each round it forks a worker, which
does one of the works and says how far it is; a little later the workshop kills it. The test asks
the workshop by lines of JSON, and judges what the worker has left behind.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fibrojournal.errors import JournalError
from tests.faults.works import AHEAD, WORKS, Case
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Round:
    """What became of a worker.

    Attributes:
        saved: How often it said that something is safely saved.
        began: It had begun when it was killed, or it was not killed.
        ended: It has done all of its work.
        took_s: Seconds from its beginning to its end or to the kill.
        refused: The error with which the app refused; "" = it did not.
        message: What a person would read then: message and remedy.
        fault: Traceback of anything else; "" = none.
    """

    saved: int
    began: bool
    ended: bool
    took_s: float
    refused: str
    message: str
    fault: str

    @property
    def was_hit(self) -> bool:
        """Whether it was killed in the middle."""
        return self.began and not (self.ended or self.refused or self.fault)


class Workshop:
    """Where workers are made; see `workshop`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def round(self, work: str, case: Case, *, killed_after_s: float | None = None) -> Round:
        """Let a worker do some work.

        Args:
            work: One of `WORKS`.
            case: What it works on.
            killed_after_s: Seconds after its beginning; None = it comes to its end.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        fields = {name: value and str(value) for name, value in asdict(case).items()}
        request = {"work": work, "case": fields, "killed_after_s": killed_after_s}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "The workshop has ended."
        return Round(**json.loads(line))


@contextmanager
def workshop(env: Mapping[str, str]) -> Iterator[Workshop]:
    """Open a workshop; it is closed with the block.

    Args:
        env: Variables besides those of this process.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.workers"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    ) as process:
        try:
            yield Workshop(process)
        finally:
            process.kill()


# Inside the workshop


def _serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        case = _case(request["case"])
        done = _round(request["work"], case, request["killed_after_s"])
        sys.stdout.write(json.dumps(asdict(done)) + "\n")
        sys.stdout.flush()


def _case(fields: dict[str, Any]) -> Case:
    for name in ("journal", "backups", "source"):
        fields[name] = fields[name] and Path(fields[name])
    return Case(**fields)


def _round(work: str, case: Case, killed_after_s: float | None) -> Round:
    AHEAD.get(work, lambda _: None)(case)
    listen, tell = os.pipe()
    worker = os.fork()
    if not worker:
        os.close(listen)
        _work(work, case, tell)
    os.close(tell)
    said = _Said(listen)
    said.wait_for("began")
    began = time.monotonic()
    said.listen(None if killed_after_s is None else began + killed_after_s)
    took = time.monotonic() - began
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    said.listen(None)
    os.close(listen)
    return said.round(took)


def _work(work: str, case: Case, tell: int) -> None:
    """Be the worker."""

    def say(word: str) -> None:
        os.write(tell, f"{word}\n".encode())

    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    try:
        WORKS[work](case, say)
        say("ended")
    except JournalError as error:
        reason = [type(error).__name__, f"{error.message} {error.remedy}"]
        say(f"refused {json.dumps(reason)}")
    except BaseException:  # noqa: BLE001 - the test shows it
        say(f"fault {json.dumps(traceback.format_exc())}")
    os._exit(0)


class _Said:
    """What a worker has said so far."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._bytes = b""
        self._is_over = False

    def words(self) -> list[str]:
        """Return every line that is whole."""
        return self._bytes.decode().split("\n")[:-1]

    def wait_for(self, word: str) -> None:
        """Listen until a word is said, or nothing will ever be said again."""
        while word not in self.words() and not self._is_over:
            self._read()

    def listen(self, until: float | None) -> None:
        """Listen until the worker ends or until a time, by the monotonic clock."""
        while not self._is_over:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._pipe], [], [], left)[0]:
                return
            self._read()

    def _read(self) -> None:
        more = os.read(self._pipe, 65536)
        self._bytes += more
        self._is_over = not more

    def round(self, took_s: float) -> Round:
        words = self.words()
        refused, fault = (
            next((json.loads(w.split(" ", 1)[1]) for w in words if w.startswith(kind)), None)
            for kind in ("refused ", "fault ")
        )
        return Round(
            saved=words.count("saved"),
            began="began" in words,
            ended="ended" in words,
            took_s=took_s,
            refused=refused[0] if refused else "",
            message=refused[1] if refused else "",
            fault=fault or "",
        )


if __name__ == "__main__":
    _serve()
