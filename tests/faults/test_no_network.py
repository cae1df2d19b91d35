"""Nothing goes over a network: the calls of the real window are recorded on a walk through it.

The printing system is left out: Qt's print dialog asks it, on this computer, which printers there
are. The privacy page and the dialogs say so.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.faults.walking import (
    Grounds,
    is_cut_off_easily,
    is_traceable,
    trace_of,
    traced,
    walk,
)
from tests.window.screen import missing_parts, virtual_screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.faults.conftest import Tell

pytestmark = [pytest.mark.faults, pytest.mark.window]

needs_trace = pytest.mark.skipif(not is_traceable(), reason="needs strace; on Debian: strace")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Give the environment of a virtual screen; without one, Qt draws into memory."""
    if missing_parts():
        yield {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
        return
    log = tmp_path_factory.mktemp("screen") / "log"
    with log.open("w", encoding="utf-8") as out, virtual_screen(out) as made:
        yield made.env


def sockets(trace: list[str]) -> Counter[str]:
    """Count the sockets that were asked for, by the family of their addresses."""
    return Counter(re.findall(r"\bsocket\((\w+)", "\n".join(trace)))


def opened(trace: list[str], name: str) -> list[str]:
    """Return the calls that open or look at a file, or one of a folder."""
    return [call for call in trace if name in call]


@needs_trace
def test_no_socket_is_opened_on_a_walk_through_everything(
    screen: Mapping[str, str], tmp_path: Path, tell: Tell
) -> None:
    grounds = Grounds.laid_out_in(tmp_path / "grounds")
    walked = walk(grounds, "--demo", screen=screen, before=traced(grounds))
    trace = trace_of(grounds)
    by_family = sockets(trace)
    tell(
        "F11 walk through the example journal",
        pages=len(walked.pages),
        dialogs=len(walked.dialogs),
        pressed=walked.pressed,
        AF_INET=by_family["AF_INET"] + by_family["AF_INET6"],
        AF_UNIX=by_family["AF_UNIX"],
        AF_NETLINK=by_family["AF_NETLINK"],
    )
    assert walked.errors == []
    assert set(by_family) <= {"AF_UNIX", "AF_NETLINK"}
    assert not [call for call in trace if "sa_family=AF_INET" in call]
    assert opened(trace, "Qt6Network") == []
    assert opened(trace, "days.csv"), "the trace does not tell of files"
    assert opened(trace, grounds.picture.name) == []


@pytest.mark.skipif(not is_cut_off_easily(), reason="needs leave to run `unshare -n`")
def test_the_window_runs_where_there_is_no_network_at_all(
    screen: Mapping[str, str], tmp_path: Path
) -> None:
    grounds = Grounds.laid_out_in(tmp_path / "grounds")
    walked = walk(grounds, "--demo", screen=screen, before=("unshare", "-n"))
    assert walked.errors == []
    assert set(walked.pages) >= {"today", "medicines", "timeline", "changes", "learn"}
