"""How often the fault tests do what they do, by what chance, and what they tell at the end.

The normal run does a tenth of the rounds; `pytest -m faults` does them all. Each run has a new
seed, which is printed; `FAULT_SEED=<number>` repeats one.
"""

from __future__ import annotations

import os
import random
import secrets
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.workers import Workshop

_SEED = pytest.StashKey[int]()
_FIGURES = pytest.StashKey[list[str]]()


class Tell(Protocol):
    """Takes the figures of one fault test."""

    def __call__(self, what: str, **figures: float) -> None: ...


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SEED] = int(os.environ.get("FAULT_SEED") or secrets.randbits(32))
    config.stash[_FIGURES] = []


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if figures := config.stash.get(_FIGURES, []):
        terminalreporter.section(f"faults, FAULT_SEED={config.stash[_SEED]}")
        for line in figures:
            terminalreporter.write_line(line)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Give what turns the rounds of the full set into those of this run."""
    wanted = str(request.config.getoption("markexpr"))
    is_full_set = "faults" in wanted and "not faults" not in wanted
    return lambda full: full if is_full_set else max(1, full // 10)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Give the seed of this run."""
    return request.config.stash[_SEED]


@pytest.fixture
def chance(request: pytest.FixtureRequest, seed: int) -> random.Random:
    """Give chance of the test's own, so that a seed repeats it when it is run alone too."""
    return random.Random(f"{seed} {request.node.name}")


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Give what prints figures at the end of the run, such as `tell("F1 save", rounds=500)`."""

    def note(what: str, **figures: float) -> None:
        words = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in figures.items())
        request.config.stash[_FIGURES].append(f"{what}: {words}")

    return note


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Give a workshop, whose workers have a home of their own."""
    from tests.faults.workers import workshop  # noqa: PLC0415 - not on Windows

    with workshop({"FIBROJOURNAL_HOME": str(tmp_path_factory.mktemp("home"))}) as made:
        yield made
