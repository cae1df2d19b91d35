"""What was put aside of a journal is freed when the journal is closed."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from fibrojournal.app.garbage import put_aside, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator


class Held:
    """Holds itself, so that only the search for garbage finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def nothing_put_aside() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_shows_an_open_journal_is_freed_after_it() -> None:
    held = Held()
    left = weakref.ref(held)
    put_aside(with_entries=True)
    del held
    gc.collect()
    assert left() is not None
    sweep()
    assert left() is None


def test_what_came_after_is_freed_a_second_time_too() -> None:
    put_aside(with_entries=True)
    sweep()
    held = Held()
    left = weakref.ref(held)
    del held
    sweep()
    assert left() is None
