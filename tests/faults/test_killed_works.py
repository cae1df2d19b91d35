"""kill -9 in the middle of what the app does: confirmed saves stay, and nothing is half done.

A kill is a crash of the process. That the bytes also survive a power cut rests on the pragmas,
which have their own tests.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from tests.faults.oracle import left_overs, state_in
from tests.faults.subjects import SUBJECTS, Subject, an_import, saving
from tests.faults.workers import Mishap, Round, Workshop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.benches import Bench
    from tests.faults.conftest import Tell
    from tests.faults.works import Case

pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("light_keys"),
    pytest.mark.skipif(sys.platform == "win32", reason="this system cannot fork"),
]

ROUNDS: Final = 500
SAVING_S: Final = 0.12
"""How long a worker that saves on and on may live."""

IMPORTED: Final = 10_000
AT_THE_END: Final = 0.9
"""Half of the kills of an import come in its last tenth, where nearly all of the writing is."""


class Kills:
    """Kills workers at random times, and counts what became of them.

    Args:
        shop: Makes the workers.
        chance: Chooses the times.
    """

    def __init__(self, shop: Workshop, chance: random.Random) -> None:
        self._shop = shop
        self._chance = chance
        self.counts: Counter[str] = Counter(rounds=0, hit=0, confirmed=0, done=0, swept=0)

    def duration_s(self, work: str, bench: Bench) -> float:
        """Measure how long a work takes that nobody disturbs."""
        return max(self._shop.round(work, bench.laid_out()).took_s for _ in range(5))

    def one(
        self, work: str, bench: Bench, within_s: float, *, after_s: float = 0
    ) -> tuple[Case, Round]:
        """Kill one worker at some moment between two times after its beginning."""
        case = bench.laid_out()
        killed_after_s = self._chance.uniform(after_s, within_s)
        done = self._shop.round(work, case, Mishap(killed_after_s=killed_after_s))
        assert done.began, done.fault
        assert not done.refused, done
        assert not done.fault, done.fault
        self.counts["rounds"] += 1
        self.counts["hit"] += done.was_hit
        self.counts["confirmed"] += done.saved
        self.counts["swept"] += len(left_overs(case.journal.parent, case.backups))
        return case, done

    def judged(self, subject: Subject, rounds: int, *, later_from: float = 0) -> None:
        """Kill worker after worker, and find everything in order each time.

        Args:
            subject: What they do.
            rounds: How many.
            later_from: Every other kill comes after this part of the time.
        """
        within_s = self.duration_s(subject.work, subject.bench)
        for number in range(rounds):
            after_s = within_s * later_from if number % 2 else 0
            case, done = self.one(subject.work, subject.bench, within_s, after_s=after_s)
            self.counts["done"] += subject.judge(case, done)


@pytest.fixture
def kills(shop: Workshop, chance: random.Random) -> Kills:
    return Kills(shop, chance)


def test_what_was_confirmed_before_a_kill_is_there_and_whole(
    kills: Kills, rounds: Callable[[int], int], tmp_path: Path, tell: Tell
) -> None:
    bench, twin = saving(tmp_path, steps=10_000)
    for _ in range(rounds(ROUNDS)):
        case, done = kills.one("save", bench, SAVING_S)
        found = state_in(case.journal)
        assert found in (twin.state_after(done.saved), twin.state_after(done.saved + 1)), done
        assert bench.left_overs() == []
    twin.close()
    tell("F1 kill -9 in save", **kills.counts, lost=0, torn=0)


def test_a_kill_while_importing_leaves_all_of_the_rows_or_none(
    kills: Kills, rounds: Callable[[int], int], shop: Workshop, tmp_path: Path, tell: Tell
) -> None:
    subject = an_import(tmp_path, shop, IMPORTED)
    kills.judged(subject, rounds(ROUNDS), later_from=AT_THE_END)
    tell("F1b kill -9 in import", **kills.counts, third_states=0)


@pytest.mark.parametrize("work", [one for one in SUBJECTS if one not in {"save", "import"}])
def test_after_a_kill_everything_was_done_or_nothing(
    work: str,
    kills: Kills,
    rounds: Callable[[int], int],
    shop: Workshop,
    tmp_path: Path,
    tell: Tell,
) -> None:
    subject = SUBJECTS[work](tmp_path, shop)
    kills.judged(subject, rounds(ROUNDS))
    tell(f"F1b kill -9 in {work}", **kills.counts, third_states=0)
