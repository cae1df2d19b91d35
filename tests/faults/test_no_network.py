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
    journey,
    screen,
    trace_of,
    traced,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.conftest import Tell
    from tests.faults.walk import Walked

pytestmark = [pytest.mark.faults, pytest.mark.window]

needs_trace = pytest.mark.skipif(not is_traceable(), reason="needs strace; on Debian: strace")
needs_cut = pytest.mark.skipif(not is_cut_off_easily(), reason="needs leave for `unshare -n`")


def assert_no_network(name: str, walked: Walked, trace: list[str], tell: Tell) -> None:
    """Count the sockets that were asked for, by the family of their addresses."""
    by_family = Counter(re.findall(r"\bsocket\((\w+)", "\n".join(trace)))
    tell(
        f"F11 {name}",
        pages=len(walked.pages),
        dialogs=len(walked.dialogs),
        pressed=walked.pressed,
        AF_INET=by_family["AF_INET"] + by_family["AF_INET6"],
        AF_UNIX=by_family["AF_UNIX"],
        AF_NETLINK=by_family["AF_NETLINK"],
    )
    assert walked.errors == []
    assert set(by_family) <= {"AF_UNIX", "AF_NETLINK"}
    assert calls_with("sa_family=AF_INET", trace) == []
    assert calls_with("Qt6Network", trace) == []


def calls_with(words: str, trace: list[str]) -> list[str]:
    return [call for call in trace if words in call]


@needs_trace
def test_no_socket_is_opened_on_a_walk_through_everything(tell: Tell) -> None:
    trace = journey().trace
    assert trace is not None
    assert_no_network("protected journal", journey().walked, trace, tell)


@needs_trace
def test_no_file_is_opened_that_a_text_names(tell: Tell) -> None:
    trace = journey().trace
    assert trace is not None
    assert calls_with("days.csv", trace), "the trace does not tell of files"
    named = calls_with(journey().grounds.picture.name, trace)
    tell("pictures named in every text", tips=journey().walked.tips, opened=len(named))
    assert journey().walked.tips > 0
    assert named == []


@needs_trace
def test_no_socket_is_opened_in_the_example_journal(
    rounds: Callable[[int], int], tmp_path: Path, tell: Tell
) -> None:
    if rounds(10) < 10:
        pytest.skip("the full set walks through the example journal too")
    grounds = Grounds.laid_out_in(tmp_path / "grounds")
    with screen() as env:
        walked = walk(grounds, "--demo", screen=env, before=traced(grounds))
    assert_no_network("example journal", walked, trace_of(grounds), tell)


@needs_cut
def test_the_window_runs_where_there_is_no_network_at_all(
    rounds: Callable[[int], int], tmp_path: Path
) -> None:
    if rounds(10) < 10:
        pytest.skip("the full set walks through it without any network")
    grounds = Grounds.laid_out_in(tmp_path / "grounds")
    with screen() as env:
        walked = walk(grounds, "--demo", screen=env, before=("unshare", "-n"))
    assert walked.errors == []
    assert set(walked.pages) >= {
        "today",
        "journal",
        "medicines",
        "timeline",
        "changes",
        "report",
        "learn",
    }
