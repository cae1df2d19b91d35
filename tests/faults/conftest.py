"""How often the fault tests do what they do, by what chance, and what they tell at the end.

The normal run does a tenth of the rounds; `pytest -m faults` does them all. Each run has a new
seed, which is printed; `FAULT_SEED=<number>` repeats one.
"""

from __future__ import annotations

import os
import random
import secrets
import zlib
from typing import TYPE_CHECKING, Protocol

import pytest

from fibrojournal.storage.keys import MEBIBYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.workers import Workshop

_SEED = pytest.StashKey[int]()


class Tell(Protocol):
    """Takes the figures of one fault test."""

    def __call__(self, what: str, **figures: float) -> None: ...


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SEED] = int(os.environ.get("FAULT_SEED") or _new_seed())


def _new_seed() -> int:
    """Return a new seed: one for all processes where several run the tests."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    return zlib.crc32(run.encode()) if run else secrets.randbits(32)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Give the seed of this run."""
    seed = request.config.stash[_SEED]
    request.node.user_properties.append(("seed of faults", seed))
    return seed


@pytest.fixture
def chance(request: pytest.FixtureRequest, seed: int) -> random.Random:
    """Give chance of the test's own, so that a seed repeats it when it is run alone too."""
    return random.Random(f"{seed} {request.node.name}")


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Give what prints figures at the end of the run, such as `tell("F1 save", rounds=500)`."""

    def note(what: str, **figures: float) -> None:
        words = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in figures.items())
        record_property("figures of faults", f"{what}: {words}")

    return note


@pytest.fixture
def light_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key take as little memory here as it does in a workshop."""
    monkeypatch.setitem(MEBIBYTES, 1, 1)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Give a workshop, whose workers have a home of their own."""
    from tests.faults.workers import workshop  # noqa: PLC0415 - not on Windows

    with workshop({"FIBROJOURNAL_HOME": str(tmp_path_factory.mktemp("home"))}) as made:
        yield made
