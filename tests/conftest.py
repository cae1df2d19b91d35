"""Fixtures that every test may use: a real journal in a real file, with a clock that stands."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, where several processes take one file after the other.

    Those are the files with a real window, then the fault tests; what is begun last is to be
    short, so that no process waits for another at the end.
    """

    def turn(item: pytest.Item) -> int:
        marked = [item.get_closest_marker(name) is not None for name in ("window", "faults")]
        return 0 if marked[0] else 1 if marked[1] else 2

    items.sort(key=turn)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the fault tests tell, and the seed that repeats them."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    told = [
        told
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for told in report.user_properties
    ]
    for seed in sorted({str(value) for name, value in told if name == "seed of faults"}):
        terminalreporter.section(f"faults, FAULT_SEED={seed}")
    for name, value in told:
        if name == "figures of faults":
            terminalreporter.write_line(str(value))


class StandingClock:
    """A clock that shows one moment until it is told another."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 4, 21, 42, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture(scope="session", autouse=True)
def only_tests_are_measured() -> None:
    """Let the programs that tests start run as they do for everybody, at their full speed."""
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, caches and logs of every test in a folder of its own."""
    home = tmp_path / "home"
    monkeypatch.setenv("FIBROJOURNAL_HOME", str(home))
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)  # a command of the test before set it
    return home


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Give what turns the rounds of the full set of fault tests into those of this run.

    They are a tenth normally; `pytest -m faults` does them all.
    """
    wanted = str(request.config.getoption("markexpr"))
    is_full_set = "faults" in wanted and "not faults" not in wanted
    return lambda full: full if is_full_set else max(1, full // 10)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def journal(tmp_path: Path, clock: StandingClock) -> Iterator[Journal]:
    """Give an empty journal on Wednesday, 4 November 2026, 21:42."""
    opened = Journal(Store.create(tmp_path / "journal.fibro"), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def example_journal(tmp_path: Path, clock: StandingClock) -> Iterator[Journal]:
    """Give the example journal, ending on Wednesday, 4 November 2026."""
    store = Store.create(tmp_path / "example.fibro")
    opened = Journal(store, clock=clock, is_example=True)
    opened.load(example_contents(opened.today()))
    yield opened
    opened.close()
