"""Every call of the system that touches the files fails once: it is told, or it is harmless.

strace lets one call of a worker fail, as a disk that is dying or full does. What lies on the disk
when the app refuses is looked at as the next start would find it; then the worker tries again.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.faults.subjects import SUBJECTS, Subject
from tests.faults.workers import Mishap, Workshop

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.faults.benches import Bench
    from tests.faults.conftest import Tell


def _missing() -> str:
    """Say why no call can be let fail here; "" = it can."""
    if not sys.platform.startswith("linux"):
        return "only Linux has strace"
    strace = shutil.which("strace")
    if not strace:
        return "needs strace; on Debian: apt-get install -y strace"
    tried = subprocess.run([strace, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("light_keys"),
    pytest.mark.skipif(bool(_missing()), reason=_missing() or "strace is there"),
]

ALL_SITES: Final = 700
"""In the full set every call fails of a work that has no more of them than this."""

SITES_OF_ONE_CALL: Final = 40
"""Of a work that has more, as a change of the passphrase has thousands, in every backup the same,
at most so many of one kind fail in the full set, chosen by chance."""

ERRORS: Final = {
    "openat": ("EACCES", "EIO"),
    "read": ("EIO",),
    "pread64": ("EIO",),
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("EIO", "ENOSPC"),
    "copy_file_range": ("EIO",),
    "sendfile": ("EIO",),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "unlink": ("EIO", "EACCES"),
    "rename": ("EIO", "EACCES"),
    "link": ("EIO", "EACCES"),
    "mkdir": ("ENOSPC", "EACCES"),
    "rmdir": ("EIO",),
    "getdents64": ("EIO",),
}


@dataclass(frozen=True, slots=True)
class Site:
    """One call that fails.

    Attributes:
        call: Its name.
        number: Which one of that name it is, from 1.
        error: How it fails.
    """

    call: str
    number: int
    error: str

    @property
    def inject(self) -> str:
        """The same in strace's words."""
        return f"{self.call}:error={self.error}:when={self.number}"


class Faults:
    """Lets calls fail, and counts what came of it."""

    def __init__(self, shop: Workshop, chance: random.Random, log: Path) -> None:
        self._shop = shop
        self._chance = chance
        self._log = log
        self.counts: Counter[str] = Counter(sites=0, told=0, harmless=0)

    def sites(self, work: str, bench: Bench) -> list[Site]:
        """Watch a worker that nobody disturbs; return every call that touches its files."""
        case = bench.laid_out()
        done = self._shop.round(work, case, Mishap(log=self._log))
        assert done.ended, done
        seen: Counter[str] = Counter()
        sites = []
        for line in self._log.read_text(encoding="utf-8").splitlines():
            call = line.partition("(")[0]
            seen[call] += 1
            if call in ERRORS and str(case.journal.parent) in line:
                errors = ERRORS[call]
                sites.append(Site(call, seen[call], errors[seen[call] % len(errors)]))
        return sites

    def some(self, sites: Sequence[Site], part: Callable[[int], int]) -> list[Site]:
        """Choose those that fail in this run, of every call some."""
        if len(sites) <= ALL_SITES and part(len(sites)) == len(sites):
            return list(sites)
        chosen: list[Site] = []
        for call in ERRORS:
            of_call = [site for site in sites if site.call == call]
            full = min(len(of_call), SITES_OF_ONE_CALL)
            chosen += self._chance.sample(of_call, part(full) if full else 0)
        return chosen

    def one(self, subject: Subject, site: Site) -> None:
        """Let one call fail; the worker then tries again."""
        case = subject.bench.laid_out()
        seen = self._log.with_name("seen")
        mishap = Mishap(log=self._log, inject=site.inject, seen=seen)
        done = self._shop.round(subject.work, case, mishap)
        assert "(INJECTED)" in self._log.read_text(encoding="utf-8"), site
        assert not done.fault, f"{site}: {done.fault}"
        assert done.ended, f"{site}: {done}"
        self.counts["sites"] += 1
        if done.refused:
            assert re.fullmatch(r"([A-Z][^.]+\. ?)+", done.message), done.message
            found = subject.state_at(seen / case.journal.name)
            assert found in subject.states[done.saved_before : done.saved_before + 2], (site, done)
            self.counts["told"] += 1
        else:
            self.counts["harmless"] += 1
            self.counts[f"harmless {site.call}"] += 1
        try:
            subject.judge(case, done)
        except AssertionError as error:
            error.add_note(f"{site}")
            raise


@pytest.fixture
def faults(shop: Workshop, chance: random.Random, tmp_path: Path) -> Faults:
    return Faults(shop, chance, tmp_path / "calls")


@pytest.mark.parametrize("work", SUBJECTS)
def test_a_call_that_fails_is_told_or_harmless(
    work: str,
    faults: Faults,
    rounds: Callable[[int], int],
    shop: Workshop,
    tmp_path: Path,
    tell: Tell,
) -> None:
    subject = SUBJECTS[work](tmp_path / "subject", shop)
    for site in faults.some(faults.sites(work, subject.bench), rounds):
        faults.one(subject, site)
    tell(f"F4 failing calls in {work}", **faults.counts)
