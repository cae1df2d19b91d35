"""The system's word that nobody sits before the screen arrives, over a real message bus."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

from fibrojournal.app.screen_watch import SCREEN_SAVERS, ScreenWatch
from tests.processes import run_python

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_MS: Final = 20_000


@pytest.fixture
def bus() -> Iterator[str]:
    """Give the address of a message bus of the test's own."""
    daemon_file = shutil.which("dbus-daemon")
    if not sys.platform.startswith("linux") or daemon_file is None:
        pytest.skip("needs dbus-daemon; on Debian: dbus")
    with subprocess.Popen(
        [daemon_file, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def test_a_screen_saver_that_begins_is_heard_of(bus: str) -> None:
    ended = run_python(
        "-m",
        "tests.test_screen_watch",
        DBUS_SESSION_BUS_ADDRESS=bus,
        QT_QPA_PLATFORM="offscreen",
    )
    assert (ended.returncode, ended.stdout.split()) == (0, [*SCREEN_SAVERS, "away"]), ended.stderr


def main() -> int:
    """Listen, and say on the bus what a screen saver says when it ends and when it begins."""
    app = QApplication([])
    watch = ScreenWatch(app)
    watch.start()
    print(*(heard for heard in watch.hears if heard in SCREEN_SAVERS))  # noqa: T201 - for the test
    watch.went_away.connect(_on_went_away)
    bus = QDBusConnection.sessionBus()
    for active in (False, True):
        told = QDBusMessage.createSignal("/somewhere", SCREEN_SAVERS[0], "ActiveChanged")
        told.setArguments([active])
        bus.send(told)
    QTimer.singleShot(PATIENCE_MS, app.quit)
    return app.exec()


def _on_went_away() -> None:
    print("away", flush=True)  # noqa: T201 - for the test
    QApplication.quit()


if __name__ == "__main__":
    sys.exit(main())
