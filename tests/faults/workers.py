"""Processes to which something happens in the middle of their work, hundreds of them, cheaply.

A workshop is one process that has imported everything. For each round it forks a worker, which
does one of the works and says how far it is; meanwhile the workshop kills it, takes its room away
or lets its calls of the system fail. The test asks the workshop by lines of JSON, and judges what
the worker has left behind.
"""

from __future__ import annotations

import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
import traceback
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fibrojournal.errors import JournalError
from fibrojournal.storage.keys import MEBIBYTES
from tests.faults.works import AHEAD, WORKS, Case
from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LAZY: Final = (
    "argon2.low_level",
    "fibrojournal.exchange.folder",
    "fibrojournal.exchange.json_file",
    "fibrojournal.journal.backups",
    "fibrojournal.journal.copies",
    "fibrojournal.journal.protection",
)
"""What the app imports only when it is needed: no worker shall begin with that."""

TRACED: Final = (
    "openat,read,pread64,write,pwrite64,copy_file_range,sendfile,fsync,fdatasync,ftruncate,"
    "unlink,rename,link,mkdir,rmdir,getdents64"
)


@dataclass(frozen=True, slots=True)
class Mishap:
    """What happens to a worker; by default nothing.

    Attributes:
        killed_after_s: Seconds after its beginning at which it is killed.
        largest_file: No file grows beyond so many bytes until it has refused.
        filler: This file is removed when it has refused.
        user: It is this user, by number, from its start.
        forbidden: Nothing new may be written in this folder until it has refused.
        log: strace writes its calls into this file.
        inject: Which of them fail, and how, in strace's words; "" = none.
        seen: What lies in the journal's folder when it has refused is copied to this place.
    """

    killed_after_s: float | None = None
    largest_file: int | None = None
    filler: Path | None = None
    user: int | None = None
    forbidden: Path | None = None
    log: Path | None = None
    inject: str = ""
    seen: Path | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What became of a worker.

    Attributes:
        saved: How often it said that something is safely saved.
        began: It has begun.
        ended: It has done all of its work, perhaps when it tried again, and closed its journal.
        took_s: Seconds from its beginning to its end or to the kill.
        saved_before: How often it had said so when the app refused.
        refused: The error with which the app refused; "" = it did not.
        message: What a person would read then: message and remedy.
        fault: Traceback of anything else; "" = none.
    """

    saved: int
    began: bool
    ended: bool
    took_s: float
    saved_before: int
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

    def round(self, work: str, case: Case, mishap: Mishap = Mishap()) -> Round:
        """Let a worker do one of `WORKS`; if the app refuses, it tries once more, undisturbed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"work": work, "case": asdict(case), "mishap": asdict(mishap)}
        self._process.stdin.write(json.dumps(request, default=str) + "\n")
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
    MEBIBYTES[1] = 1  # what the keys take would else hide what the files take
    for module in LAZY:
        import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        case = Case(**_with_paths(request["case"], "journal", "backups", "source"))
        mishap = Mishap(**_with_paths(request["mishap"], "filler", "forbidden", "log", "seen"))
        done = _round(request["work"], case, mishap)
        sys.stdout.write(json.dumps(asdict(done)) + "\n")
        sys.stdout.flush()


def _with_paths(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return fields | {name: fields[name] and Path(fields[name]) for name in names}


def _round(work: str, case: Case, mishap: Mishap) -> Round:
    if ahead := AHEAD.get(work):
        ahead(case)
    listen, tell = os.pipe()
    wait, go = os.pipe()
    worker = os.fork()
    if not worker:
        os.close(listen)
        os.close(go)
        _work(work, case, mishap.user, _Line(tell, wait))
    os.close(tell)
    os.close(wait)
    said = _Said(listen)
    with ExitStack() as traps:
        said.wait_for("began")
        _set_traps(traps, worker, mishap)
        began = time.monotonic()
        with suppress(BrokenPipeError):  # it never began
            os.write(go, b"\n")
        until = None if mishap.killed_after_s is None else began + mishap.killed_after_s
        said.wait_for("refused", until)
        if "refused" in said.words():
            if mishap.seen is not None:
                shutil.rmtree(mishap.seen, ignore_errors=True)
                shutil.copytree(case.journal.parent, mishap.seen)
            _let_go(worker, mishap)
            os.write(go, b"\n")
            said.wait_for("", None)
        took = time.monotonic() - began
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    said.wait_for("")
    os.close(listen)
    os.close(go)
    return said.round(took)


def _set_traps(traps: ExitStack, worker: int, mishap: Mishap) -> None:
    if mishap.log is not None:
        traps.enter_context(_traced(worker, mishap.log, mishap.inject))
    if mishap.largest_file is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (mishap.largest_file, hard))
    if mishap.forbidden is not None:
        mishap.forbidden.chmod(0o555)


def _let_go(worker: int, mishap: Mishap) -> None:
    """Give room again, and leave to write. What strace lets fail, fails only once."""
    if mishap.largest_file is not None:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.prlimit(worker, resource.RLIMIT_FSIZE, limits)
    if mishap.filler is not None:
        mishap.filler.unlink()
    if mishap.forbidden is not None:
        mishap.forbidden.chmod(0o777)


@contextmanager
def _traced(worker: int, log: Path, inject: str) -> Iterator[None]:
    command = ["strace", "-y", "-s", "0", "-o", str(log), "-e", f"trace={TRACED}"]
    if inject:
        command += ["-e", f"inject={inject}"]
    command += ["-p", str(worker)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        assert "attached" in told, told
        try:
            yield
        finally:
            process.wait()  # until the worker has ended


def _work(work: str, case: Case, user: int | None, line: _Line) -> None:
    """Be the worker."""
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    try:
        if user is not None:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        task = WORKS[work](case, line.say)
        line.say("began")
        line.wait()
        try:
            task.attempt()
        except JournalError as error:
            line.say(json.dumps([type(error).__name__, f"{error.message} {error.remedy}"]))
            line.say("refused")
            line.wait()
            task.attempt()
        task.end()
        line.say("ended")
    except BaseException:  # noqa: BLE001 - the test shows it
        line.say(json.dumps([traceback.format_exc()]))
    os._exit(0)


class _Line:
    """How a worker speaks with its workshop."""

    def __init__(self, tell: int, hear: int) -> None:
        self._tell = tell
        self._hear = hear

    def say(self, word: str) -> None:
        os.write(self._tell, f"{word}\n".encode())

    def wait(self) -> None:
        select.select([self._hear], [], [])  # strace may begin before or after; the read is after
        os.read(self._hear, 1)


class _Said:
    """What a worker has said so far."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._bytes = b""
        self._is_over = False

    def words(self) -> list[str]:
        """Return every line that is whole."""
        return self._bytes.decode().split("\n")[:-1]

    def wait_for(self, word: str, until: float | None = None) -> None:
        """Listen until a word is said, the worker has ended, or a time has come.

        Args:
            word: "" = none.
            until: By the monotonic clock; None = for ever.
        """
        while word not in self.words() and not self._is_over:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._pipe], [], [], left)[0]:
                return
            more = os.read(self._pipe, 65536)
            self._bytes += more
            self._is_over = not more

    def round(self, took_s: float) -> Round:
        words = self.words()
        refusals = [json.loads(word) for word in words if word.startswith("[")]
        faults = [told[0] for told in refusals if len(told) == 1]
        refused, message = next((told for told in refusals if len(told) > 1), ("", ""))
        before = words[: words.index("refused")] if "refused" in words else words
        return Round(
            saved=words.count("saved"),
            began="began" in words,
            ended="ended" in words,
            took_s=took_s,
            saved_before=before.count("saved"),
            refused=refused,
            message=message,
            fault="".join(faults),
        )


if __name__ == "__main__":
    _serve()
