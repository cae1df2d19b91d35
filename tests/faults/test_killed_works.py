"""kill -9 in the middle of what the app does: confirmed saves stay, and nothing is half done.

A kill is a crash of the process. That the bytes also survive a power cut rests on the pragmas,
which have their own tests.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.faults.benches import Bench, lay_example, lay_first_version, write_import
from tests.faults.oracle import state_as_it_lies, state_in
from tests.faults.twins import Twin
from tests.faults.workers import Mishap, Round, Workshop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.conftest import Tell
    from tests.faults.works import Case

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="this system cannot fork"),
]

ROUNDS = 500
SAVING_S = 0.12
"""How long a worker that saves on and on may live."""


class Kills:
    """Kills workers at random times, and counts what became of them.

    Args:
        shop: Makes the workers.
        chance: Chooses the times.
        counts: What is told at the end.
    """

    def __init__(self, shop: Workshop, chance: random.Random) -> None:
        self._shop = shop
        self._chance = chance
        self.counts: Counter[str] = Counter(rounds=0, hit=0, confirmed=0)

    def whole_run(self, work: str, bench: Bench) -> Case:
        """Let a worker come to its end; return the case as it left it."""
        case = bench.laid_out()
        done = self._shop.round(work, case)
        assert done.ended, done
        return case

    def duration_s(self, work: str, bench: Bench) -> float:
        """Measure how long a work takes that nobody disturbs."""
        return max(self._shop.round(work, bench.laid_out()).took_s for _ in range(3))

    def one(
        self, work: str, bench: Bench, within_s: float, *, after_s: float = 0
    ) -> tuple[Case, Round]:
        """Kill one worker at some moment between two times after its beginning."""
        case = bench.laid_out()
        killed_after_s = self._chance.uniform(after_s, within_s)
        done = self._shop.round(work, case, Mishap(killed_after_s=killed_after_s))
        assert done.began, done
        assert not done.refused, done
        assert not done.fault, done.fault
        self.counts["rounds"] += 1
        self.counts["hit"] += done.was_hit
        self.counts["confirmed"] += done.saved
        self.counts["left"] += len(bench.left_overs())
        return case, done


@pytest.fixture
def kills(shop: Workshop, chance: random.Random) -> Kills:
    return Kills(shop, chance)


def test_what_was_confirmed_before_a_kill_is_there_and_whole(
    kills: Kills, rounds: Callable[[int], int], tmp_path: Path, tell: Tell
) -> None:
    bench = Bench(tmp_path / "bench", lay_example, steps=10_000)
    twin = Twin(Bench(tmp_path / "twin", lay_example).laid_out())
    for _ in range(rounds(ROUNDS)):
        case, done = kills.one("save", bench, SAVING_S)
        found = state_in(case.journal)
        assert found in (twin.state_after(done.saved), twin.state_after(done.saved + 1)), done
        assert bench.left_overs() == []
    twin.close()
    tell("F1 kill -9 in save", **kills.counts, lost=0, torn=0)


def test_a_kill_while_migrating_leaves_the_old_or_the_new_version(
    kills: Kills, rounds: Callable[[int], int], tmp_path: Path, tell: Tell
) -> None:
    bench = Bench(tmp_path, lay_first_version)
    before = state_as_it_lies(bench.laid_out().journal)
    after = state_as_it_lies(kills.whole_run("migrate", bench).journal)
    within_s = kills.duration_s("migrate", bench)
    for _ in range(rounds(ROUNDS)):
        case, done = kills.one("migrate", bench, within_s)
        found = state_as_it_lies(case.journal)
        assert found in ((after,) if done.saved else (before, after))
        kills.counts["old state"] += found == before
        assert state_in(case.journal) == after
        assert bench.left_overs() == []
    tell("F1b kill -9 in migrate", **kills.counts, third_states=0)


def test_a_kill_while_importing_leaves_all_of_the_rows_or_none(
    kills: Kills, rounds: Callable[[int], int], tmp_path: Path, tell: Tell
) -> None:
    bench = Bench(tmp_path / "bench", lay_example, source=write_import(tmp_path / "import"))
    before = state_in(bench.laid_out().journal)
    after = state_in(kills.whole_run("import", bench).journal)
    within_s = kills.duration_s("import", bench)
    for number in range(rounds(ROUNDS)):
        # Half of the kills come at the end, where nearly all of the writing is.
        after_s = within_s * 0.9 if number % 2 else 0
        case, done = kills.one("import", bench, within_s, after_s=after_s)
        found = state_in(case.journal)
        assert found in ((after,) if done.saved else (before, after))
        kills.counts["old state"] += found == before
        assert bench.left_overs() == []
    tell("F1b kill -9 in import", **kills.counts, third_states=0)
