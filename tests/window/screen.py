"""A virtual screen with a window manager and an accessibility bus, and programs on it.

Everything is the test run's own, screen and buses included, and is ended with it.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeAlias

from tests.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import IO

SIZE: Final = "1366x900x24"
SYSTEM_PYTHON: Final = "/usr/bin/python3"
"""The Python that the system's packages belong to, pyatspi among them."""

BUS_LAUNCHERS: Final = (
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
)
INSTALLS: Final = "apt-get install -y xvfb openbox at-spi2-core python3-pyatspi dbus-x11"

PATIENCE_S: Final = 20.0
"""How long something may take on a busy machine before it counts as not happening."""

Step: TypeAlias = tuple[str, ...]
"""Role, name and states of an element; see `screen_reader`."""


class NotHeardError(AssertionError):
    """A screen reader waited for something in vain."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a screen reader is told of one element.

    Attributes:
        role: Such as "radio button".
        name: "" = none.
        description: What is said besides; "" = nothing.
        states: Such as "checked".
        is_labelled: Another element is its label.
    """

    role: str
    name: str
    description: str
    states: frozenset[str]
    is_labelled: bool


def missing_parts() -> tuple[str, ...]:
    """Name what this machine lacks for a virtual screen; () = nothing."""
    if not sys.platform.startswith("linux"):
        return ("an X server",)
    tools = ("Xvfb", "openbox", "dbus-daemon")
    missing = [tool for tool in tools if not shutil.which(tool)]
    if not any(Path(launcher).exists() for launcher in BUS_LAUNCHERS):
        missing.append("at-spi-bus-launcher")
    if not _has_pyatspi():
        missing.append("pyatspi")
    return tuple(missing)


def _has_pyatspi() -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    tried = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False
    )
    return tried.returncode == 0


class Screen:
    """Where programs are shown and operated.

    Attributes:
        env: The environment of programs on it.
        zone: The time zone that they live in: where it is about noon now, so that no day turns
            while a test runs.
        today: The day there.
    """

    def __init__(self, env: Mapping[str, str], log: IO[str]) -> None:
        east = 12 - time.gmtime().tm_hour
        self.zone = timezone(timedelta(hours=east))
        self.today: date = datetime.fromtimestamp(time.time(), self.zone).date()
        self.env = {**env, "TZ": f"NOON{-east:+d}"}
        self._log = log
        self._reader = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("screen_reader.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=self.env,
        )

    def close(self) -> None:
        """End the screen reader."""
        with self._reader:
            self._reader.kill()

    @contextmanager
    def program(self, home: Path, *arguments: str) -> Iterator[Program]:
        """Start FibroJournal; it is killed when the block ends, if it then still runs.

        Args:
            home: Folder for its settings, caches and log.
            arguments: What is typed after its name.
        """
        with subprocess.Popen(
            [sys.executable, "-m", "fibrojournal", *arguments],
            cwd=ROOT,
            env={**self.env, "FIBROJOURNAL_HOME": str(home)},
            stderr=self._log,
        ) as process:
            try:
                yield Program(self, process)
            finally:
                process.kill()

    def ask(self, pid: int, do: str, **fields: object) -> object:
        """Let the screen reader do something in a program, and return what it tells.

        Raises:
            NotHeardError: What was asked for was not there in time.
        """
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        request = {"pid": pid, "do": do, "seconds": PATIENCE_S, **fields}
        self._reader.stdin.write(json.dumps(request) + "\n")
        self._reader.stdin.flush()
        line = self._reader.stdout.readline()
        ended = {"why": f"The screen reader has ended; {self._log.name} says why."}
        reply = json.loads(line) if line else ended
        if "why" in reply:
            raise NotHeardError(reply["why"])
        return reply["value"]


class Program:
    """A running FibroJournal, as it is heard and operated from outside.

    Each method waits until the element at the end of the way is there.
    """

    def __init__(self, screen: Screen, process: subprocess.Popen[bytes]) -> None:
        self._screen = screen
        self._process = process

    def hears(self, *way: Step) -> Heard:
        """Return what is told of an element."""
        return _heard(self._ask("tell", way))

    def hears_all(self, *way: Step) -> list[Heard]:
        """Return what is told of all that is showing beneath an element."""
        told = self._ask("tell_all", way)
        assert isinstance(told, list)
        return [_heard(one) for one in told]

    def misses(self, *way: Step) -> None:
        """Wait until an element is not showing any more."""
        self._ask("miss", way)

    def text(self, *way: Step) -> str:
        """Return what stands in a field."""
        return str(self._ask("text", way))

    def press(self, *way: Step) -> None:
        """Activate an element."""
        self._ask("press", way)

    def focus(self, *way: Step) -> None:
        """Move the keyboard to an element."""
        self._ask("focus", way)

    def write(self, text: str, *way: Step) -> None:
        """Put a text into a field, in place of what stands there."""
        self._ask("write", way, text=text)

    def hit(self, *keys: str) -> None:
        """Hit keys of the keyboard."""
        self._ask("hit", (), keys=keys)

    def kill(self) -> None:
        """End it as the system does when memory runs out: at once and without a word."""
        os.kill(self._process.pid, signal.SIGKILL)
        assert self._process.wait(PATIENCE_S) == -signal.SIGKILL

    def quit(self) -> None:
        """Ask it to end, and wait until it has."""
        self._process.terminate()
        assert self._process.wait(PATIENCE_S) == 0

    def _ask(self, do: str, way: tuple[Step, ...], **fields: object) -> object:
        return self._screen.ask(self._process.pid, do, way=way, **fields)


def _heard(told: object) -> Heard:
    assert isinstance(told, dict)
    return Heard(
        role=told["role"],
        name=told["name"],
        description=told["description"],
        states=frozenset(told["states"]),
        is_labelled=told["labelled"],
    )


@contextmanager
def virtual_screen(log: IO[str]) -> Iterator[Screen]:
    """Start everything that a program with a window needs; end it all in any case.

    Args:
        log: Takes what the parts complain about.
    """
    with ExitStack() as parts:
        # Sockets lie in it, whose paths must be short.
        home = Path(parts.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        env = _environment(home)
        env["DISPLAY"] = parts.enter_context(_x_server(log))
        env["DBUS_SESSION_BUS_ADDRESS"] = parts.enter_context(_session_bus(env, log))
        launcher = next(path for path in BUS_LAUNCHERS if Path(path).exists())
        parts.enter_context(_running([launcher, "--launch-immediately"], env, log))
        parts.enter_context(_window_manager(home, env, log))
        screen = Screen(env, log)
        parts.callback(screen.close)
        yield screen


def _environment(home: Path) -> dict[str, str]:
    """Return an environment that knows nothing of the desktop that the tests are run from."""
    kept = ("PATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }


@contextmanager
def _x_server(log: IO[str]) -> Iterator[str]:
    """Start an X server on a number that is free; give its name."""
    listen, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", SIZE, "-nolisten", "tcp"]
    # It begins anew whenever its last window closes, unless told otherwise.
    with _running([*command, "-noreset"], dict(os.environ), log, tell=tell):
        os.close(tell)
        with os.fdopen(listen) as answer:
            number = answer.readline().strip()
        assert number, "The X server did not start."
        yield f":{number}"


@contextmanager
def _session_bus(env: Mapping[str, str], log: IO[str]) -> Iterator[str]:
    """Start a message bus; give its address."""
    listen, tell = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={tell}"]
    with _running(command, env, log, tell=tell):
        os.close(tell)
        with os.fdopen(listen) as answer:
            address = answer.readline().strip()
        assert address, "The message bus did not start."
        yield address


@contextmanager
def _window_manager(home: Path, env: Mapping[str, str], log: IO[str]) -> Iterator[None]:
    """Start a window manager; without one no window has the keyboard."""
    sign = home / "window-manager-is-there"
    command = ["openbox", "--sm-disable", "--startup", f"touch {shlex.quote(str(sign))}"]
    with _running(command, env, log):
        until = time.monotonic() + PATIENCE_S
        while not sign.exists():
            assert time.monotonic() < until, "The window manager did not start."
            time.sleep(0.02)
        yield


@contextmanager
def _running(
    command: list[str], env: Mapping[str, str], log: IO[str], *, tell: int | None = None
) -> Iterator[None]:
    """Run a part of the desktop; end it, and whatever it has started, with the block.

    Args:
        command: The program and its arguments.
        env: Its environment.
        log: Takes its output.
        tell: A pipe that it writes to.
    """
    with subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=() if tell is None else (tell,),
        start_new_session=True,
    ) as process:
        try:
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
