"""No room left in the middle of what the app does: it says so, keeps all, and can try again.

Half of the times the system lets no file grow beyond a size; the other half the disk itself is
full: a small one in memory, which only root can make.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from tests.faults.subjects import SUBJECTS, Subject
from tests.faults.workers import Mishap, Workshop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.conftest import Tell
    from tests.faults.works import Case

pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("light_keys"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can do this"),
]

WORKS: Final = tuple(work for work in SUBJECTS if work != "protect")
CASES: Final = 8
"""Of each work and kind of full disk, in the full set."""

DISK_BYTES: Final = 64 * 2**20
SPARE_BYTES: Final = 96 * 2**10
"""What a save needs besides the room that its file grows by: what it overwrites is kept."""


class FullDisks:
    """Takes the room away from workers, and counts what came of it.

    Args:
        shop: Makes the workers.
        seen: Takes what lies on the disk when a worker is told that there is no room.
        chance: Chooses the room.
        cases: How often.
    """

    def __init__(self, shop: Workshop, seen: Path, chance: random.Random, cases: int) -> None:
        self._shop = shop
        self._seen = seen
        self._chance = chance
        self._cases = cases
        self.counts: Counter[str] = Counter(cases=0, told=0)

    def rooms(self, end: int) -> Iterator[int]:
        """Yield one number of each of so many equal parts of 0 to `end`."""
        for case in range(self._cases):
            yield int((case + self._chance.random()) * end / self._cases)

    def needs(self, subject: Subject) -> tuple[int, int]:
        """Let a worker have all the room; return the largest file that it writes, and its growth.

        The growth is that of all of its files together, in bytes.
        """
        case = subject.bench.laid_out()
        before = _files(case)
        assert self._shop.round(subject.work, case).ended
        after = _files(case)
        written = {file: status for file, status in after.items() if status != before.get(file)}
        growth = sum(size for size, _ in after.values()) - sum(size for size, _ in before.values())
        return max(size for size, _ in written.values()), growth

    def one(self, subject: Subject, case: Case, mishap: Mishap) -> None:
        """Let a worker run out of room; if it is told so, it tries again with room."""
        done = self._shop.round(subject.work, case, replace(mishap, seen=self._seen))
        assert not done.fault, done.fault
        assert done.ended, done
        if done.refused:
            assert re.fullmatch(r"([A-Z][^.]+\. ?)+", done.message), done.message
            found = subject.state_at(self._seen / case.journal.name)
            assert found == subject.states[done.saved_before], done
        self.counts["cases"] += 1
        self.counts["told"] += bool(done.refused)
        subject.judge(case, done)


@pytest.fixture
def full_disks(
    shop: Workshop, tmp_path: Path, chance: random.Random, rounds: Callable[[int], int]
) -> FullDisks:
    return FullDisks(shop, tmp_path / "seen", chance, rounds(CASES))


@pytest.mark.parametrize("work", WORKS)
def test_a_file_that_may_not_grow_costs_nothing(
    work: str, full_disks: FullDisks, shop: Workshop, tmp_path: Path, tell: Tell
) -> None:
    subject = SUBJECTS[work](tmp_path / "subject", shop)
    largest, _ = full_disks.needs(subject)
    for size in full_disks.rooms(largest):
        full_disks.one(subject, subject.bench.laid_out(), Mishap(largest_file=size))
    assert full_disks.counts["told"]
    tell(f"F2 no larger file in {work}", **full_disks.counts, lost=0)


@pytest.mark.parametrize("work", WORKS)
def test_a_disk_that_is_full_costs_nothing(
    work: str, full_disks: FullDisks, shop: Workshop, small_disk: Path, tell: Tell
) -> None:
    subject = SUBJECTS[work](small_disk / "subject", shop)
    largest, growth = full_disks.needs(subject)
    drafts = largest if "passphrase" in work else 0
    filler = small_disk / "filler"
    for room in full_disks.rooms(max(0, growth) + drafts + SPARE_BYTES):
        case = subject.bench.laid_out()
        fill(filler, room)
        full_disks.one(subject, case, Mishap(filler=filler))
        filler.unlink(missing_ok=True)
    tell(f"F2 full disk in {work}", **full_disks.counts, lost=0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place)]
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not (mount and umount and _succeeds(mount, *options)):
        pytest.skip("only root can mount a disk here")
    yield place
    assert _succeeds(umount, str(place))


def fill(filler: Path, room: int) -> None:
    """Write a file that leaves so many bytes of its disk free."""
    disk = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_frsize - room)


def _files(case: Case) -> dict[Path, tuple[int, int]]:
    """Return size and time of writing of each file."""
    files = [file for file in case.journal.parent.rglob("*") if file.is_file()]
    return {file: (file.stat().st_size, file.stat().st_mtime_ns) for file in files}


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
