"""kill -9 while somebody types in the real window: at most the last second of typing is lost.

Keys come from outside, one by one, as from a keyboard. Each is noted with the moment at which it
was hit, so that what the next start does not find can be told in seconds of typing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.storage import entry_table
from fibrojournal.storage.store import Store
from tests.faults.oracle import left_overs
from tests.window.conftest import screen

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.conftest import Tell
    from tests.window.screen import Program, Screen

__all__ = ["screen"]

pytestmark = [pytest.mark.faults, pytest.mark.window]

KILLS: Final = 100
LONGEST_S: Final = 2.4
"""How long somebody types at most before the kill."""

BETWEEN_KEYS_S: Final = 0.08
LOST_S: Final = 1.0


def test_a_kill_takes_at_most_the_last_second_of_typing(
    screen: Screen,
    rounds: Callable[[int], int],
    chance: random.Random,
    tmp_path: Path,
    tell: Tell,
) -> None:
    lost = []
    for number in range(rounds(KILLS)):
        journal = tmp_path / str(number) / "journal.fibro"
        Store.create(journal).close()
        with screen.program(tmp_path / "home", "--journal", str(journal)) as program:
            program.focus(("panel", "Note"), ("text", "Note"))
            hit_at = type_for(program, chance.uniform(0, LONGEST_S))
            killed_at = time.monotonic()
            program.kill()
        saved = saved_note(journal, screen)
        assert text(len(hit_at)).startswith(saved)
        lost.append(killed_at - hit_at[len(saved)] if len(saved) < len(hit_at) else 0.0)
        assert lost[-1] <= LOST_S, f"{len(saved)} of {len(hit_at)} keys in round {number}"
        assert left_overs(journal.parent) == []
    lost.sort()
    tell(
        "F1c kill -9 while typing",
        rounds=len(lost),
        median_lost_s=round(lost[len(lost) // 2], 3),
        of_95_in_100_s=round(lost[len(lost) * 95 // 100], 3),
        most_lost_s=round(lost[-1], 3),
    )


def text(length: int) -> str:
    """Return what is typed: no two places of it look alike."""
    return "".join(f"{number} " for number in range(length))[:length]


def type_for(program: Program, seconds: float) -> list[float]:
    """Hit at least one key; return when each was hit."""
    began = time.monotonic()
    hit_at: list[float] = []
    while not hit_at or time.monotonic() - began < seconds:
        hit_at.append(time.monotonic())
        program.hit(text(len(hit_at))[-1])
        time.sleep(max(0.0, hit_at[-1] + BETWEEN_KEYS_S - time.monotonic()))
    return hit_at


def saved_note(journal: Path, screen: Screen) -> str:
    """Return the note that the next start finds."""
    with Store.open(journal) as store:
        assert store.problems() == ()
        entry = entry_table.day_entry(store.rows, screen.today)
    return entry.note if entry is not None else ""
