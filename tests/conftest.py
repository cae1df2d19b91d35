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
    from collections.abc import Iterator
    from pathlib import Path


class StandingClock:
    """A clock that shows one moment until it is told another."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 4, 21, 42, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, caches and logs of every test in a folder of its own."""
    home = tmp_path / "home"
    monkeypatch.setenv("FIBROJOURNAL_HOME", str(home))
    return home


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
