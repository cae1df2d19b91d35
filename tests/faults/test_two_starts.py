"""Two starts at the same moment: one process writes, the other says that the journal is open.

The lock is the open file itself. So a process that was killed leaves none, and nobody ever has to
delete anything before the journal opens again.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.errors import JournalError
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.faults.oracle import NOW, left_overs
from tests.processes import ROOT, opened_elsewhere

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.conftest import Tell
    from tests.faults.starters import Starters

pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("light_keys"),
    pytest.mark.skipif(sys.platform == "win32", reason="this system cannot fork"),
]

PASSPHRASE: Final = "seven quiet herons"  # noqa: S105 - of a journal that is invented


@pytest.fixture(params=["", PASSPHRASE], ids=["without passphrase", "with passphrase"])
def passphrase(request: pytest.FixtureRequest) -> str:
    """Give what opens the journal."""
    given: str = request.param
    return given


@pytest.fixture
def path(tmp_path: Path, passphrase: str) -> Path:
    """Give a journal, alone in its folder and closed."""
    place = tmp_path / "folder" / "journal.fibro"
    key = derive_key(passphrase, new_salt(1)) if passphrase else None
    with Store.create(place, key) as store:
        Journal(store, clock=lambda: NOW).load(example_contents(TODAY))
    return place


@pytest.fixture(scope="module")
def start() -> Iterator[Starters]:
    """Give what starts several processes at the same moment."""
    from tests.faults.starters import starters  # noqa: PLC0415 - not on Windows

    with starters() as made:
        yield made


def test_one_of_two_starts_writes_and_a_kill_leaves_no_lock(
    path: Path,
    passphrase: str,
    start: Starters,
    chance: random.Random,
    rounds: Callable[[int], int],
    tell: Tell,
) -> None:
    counts: Counter[str] = Counter()
    starts = rounds(100)
    for _ in range(starts):
        later = (0.0, chance.choice([0.0, chance.uniform(0, 0.01)]))
        two = start.start(path, later, chance.uniform(0, 0.06), passphrase)
        assert {one.answer for one in two} <= {"open", "JournalBusyError"}, two
        writers = [one for one in two if one.answer == "open"]
        counts["two writers"] += len(writers) > 1
        counts["no writer"] += not writers
        counts["saves"] += sum(one.saved for one in two)
        assert not any(one.saved for one in two if one.answer != "open")
        try:
            store = unlock(path, passphrase or None)
        except JournalError:
            counts["left locked"] += 1
            continue
        with store:
            counts["damaged"] += bool(store.problems())
        counts["left over"] += bool(left_overs(path.parent))
    kind = "with" if passphrase else "without"
    keys = ("two writers", "no writer", "left locked", "damaged", "left over", "saves")
    tell(
        f"F8 double starts, {kind} a passphrase",
        starts=starts,
        **{key.replace(" ", "_"): counts[key] for key in keys},
    )
    assert not any(counts[key] for key in keys[:-1])


@pytest.mark.parametrize("passphrase", [""])
def test_commands_that_start_together_do_their_work_or_say_that_the_journal_is_open(
    path: Path, rounds: Callable[[int], int], tell: Tell
) -> None:
    """Let real programs meet, from their first import on; `check` opens the journal to write."""
    pairs = rounds(20)
    ended: Counter[int] = Counter()
    for _ in range(pairs):
        programs = [
            subprocess.Popen(
                [sys.executable, "-m", "fibrojournal", "check", "--journal", str(path)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for program in programs:
            _, told = program.communicate()
            ended[program.returncode] += 1
            assert program.returncode == 0 or "another window" in told
        assert left_overs(path.parent) == []
    tell("F8 commands started together", pairs=pairs, did_it=ended[0], were_refused=ended[1])
    assert ended[0] >= pairs
    with Store.open(path) as store:
        assert store.problems() == ()


@pytest.mark.parametrize("passphrase", [""])
def test_a_window_that_was_killed_is_taken_over_at_once(
    path: Path, rounds: Callable[[int], int]
) -> None:
    for _ in range(rounds(30)):
        with opened_elsewhere(path) as answer:
            assert answer == "open"
        Store.open(path).close()
        assert left_overs(path.parent) == []
