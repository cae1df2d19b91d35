"""A journal file that was damaged while it was closed: what the next start makes of it.

Each case damages a fresh copy of a sound journal, once where it has no passphrase and once where
it has one. The damage is found if the file cannot be opened, or if its check names a problem; the
window makes that check behind each start. Everything else is silent.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.errors import JournalError
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.keys import MEBIBYTES, derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.builders import day
from tests.faults.oracle import NOW, state_of
from tests.storage.files import PAGE

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.conftest import Tell
    from tests.faults.oracle import State

pytestmark = pytest.mark.faults

PASSPHRASE: Final = "seven quiet herons"  # noqa: S105 - of a journal that is invented


@dataclass(frozen=True)
class Subject:
    """A journal that is going to be damaged.

    Attributes:
        path: Its place.
        passphrase: What opens it; None = it has none.
        older: Its bytes some days before.
        sound: Its bytes.
        state: Everything that it holds.
    """

    path: Path
    passphrase: str | None
    older: bytes
    sound: bytes
    state: State

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.sound) // PAGE

    def open(self) -> Store:
        """Open it as it is now."""
        if self.passphrase is None:
            return Store.open(self.path)
        return unlock(self.path, self.passphrase)


@pytest.fixture(scope="module", autouse=True)
def lightest_keys() -> Iterator[None]:
    """Let keys take little memory: many of them are made here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MEBIBYTES, 1, 1)
        yield


@pytest.fixture(
    scope="module", params=[None, PASSPHRASE], ids=["without passphrase", "with passphrase"]
)
def subject(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """Give the example journal, closed, after 40 more days of writing and of correcting."""
    folder = tmp_path_factory.mktemp("damage")
    path = folder / "journal" / "journal.fibro"
    passphrase: str | None = request.param
    key = derive_key(passphrase, new_salt(1)) if passphrase else None
    with Store.create(path, key) as store:
        journal = Journal(store, clock=lambda: NOW)
        journal.load(example_contents(day(40)))
        older = folder / "older.fibro"
        store.copy_to(older)
    path.write_bytes(older.read_bytes())  # both were vacuumed, so their pages compare
    with Store.open(path, key) as store:
        journal = Journal(store, clock=lambda: NOW)
        for days_ago in range(40):
            journal.set_note(day(days_ago), f"Written later, {days_ago} days ago.")
            journal.set_score(day(days_ago), "fatigue", float(days_ago % 11))
            earlier = day(41 + 5 * days_ago)
            journal.set_note(earlier, f"Corrected {days_ago:2}.")
            journal.set_note(earlier, f"Corrected {40 - days_ago:2}.")
            journal.set_score(earlier, "fatigue", float((days_ago + 5) % 11))
        state = state_of(store)
    return Subject(path, passphrase, older.read_bytes(), path.read_bytes(), state)


@dataclass(frozen=True)
class Findings:
    """What became of damaged files.

    Attributes:
        refused: Could not be opened.
        named: Were opened, and their check named a problem.
        silent: Were opened, and their check named none.
        wrong: Of the silent: something that they hold reads otherwise than it was written.
    """

    refused: int
    named: int
    silent: int
    wrong: int

    @property
    def cases(self) -> int:
        """How many there were."""
        return self.refused + self.named + self.silent


def findings(subject: Subject, damaged: Iterator[bytes]) -> Findings:
    """Let the next start meet each of the damaged files."""
    counts: Counter[str] = Counter()
    for data in damaged:
        assert data != subject.sound
        subject.path.write_bytes(data)
        try:
            store = subject.open()
        except JournalError:
            counts["refused"] += 1
            assert subject.path.read_bytes() == data, "what is refused is left as it is"
            continue
        with store:
            if store.problems():
                counts["named"] += 1
                continue
            counts["silent"] += 1
            counts["wrong"] += not reads_as(store, subject.state)
    return Findings(counts["refused"], counts["named"], counts["silent"], counts["wrong"])


def reads_as(store: Store, state: State) -> bool:
    """Tell whether everything is read as it was written; a refusal is not."""
    try:
        return state_of(store) == state
    except JournalError:
        return False


def told(tell: Tell, what: str, subject: Subject, found: Findings) -> None:
    kind = "with" if subject.passphrase else "without"
    tell(
        f"F6 {what}, {kind} a passphrase",
        cases=found.cases,
        refused=found.refused,
        named_by_check=found.named,
        silent=found.silent,
        silent_and_read_wrong=found.wrong,
    )


def flipped(subject: Subject, chance: random.Random) -> bytes:
    data = bytearray(subject.sound)
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def truncated(subject: Subject, chance: random.Random) -> bytes:
    """Cut the file off, half of the times where a page ends."""
    size = chance.randrange(len(subject.sound))
    return subject.sound[: size - size % PAGE if chance.random() < 0.5 else size]


def zeroed(subject: Subject, chance: random.Random) -> bytes:
    return with_page(subject.sound, chance.randrange(subject.pages), bytes(PAGE))


def swapped(subject: Subject, chance: random.Random) -> bytes:
    one, other = chance.sample(range(subject.pages), 2)
    data = with_page(subject.sound, one, page_of(subject.sound, other))
    return with_page(data, other, page_of(subject.sound, one))


def stale(subject: Subject, chance: random.Random) -> bytes:
    """Put a page back to what it was in the older copy; one that has been written since."""
    common = range(min(len(subject.older), len(subject.sound)) // PAGE)
    altered = [
        page for page in common if page_of(subject.older, page) != page_of(subject.sound, page)
    ]
    page = chance.choice(altered)
    return with_page(subject.sound, page, page_of(subject.older, page))


def page_of(data: bytes, page: int) -> bytes:
    return data[page * PAGE : (page + 1) * PAGE]


def with_page(data: bytes, page: int, new: bytes) -> bytes:
    return data[: page * PAGE] + new + data[(page + 1) * PAGE :]


@dataclass(frozen=True)
class Kind:
    """A kind of damage.

    Attributes:
        words: What it is.
        damage: Gives the damaged bytes.
        cases: How many, in the full set.
    """

    words: str
    damage: Callable[[Subject, random.Random], bytes]
    cases: int


KINDS: Final = (
    Kind("one flipped bit", flipped, 1000),
    Kind("cut off", truncated, 200),
    Kind("a zeroed page", zeroed, 100),
    Kind("two pages swapped", swapped, 100),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.words)
def test_no_damage_is_silent(
    subject: Subject,
    kind: Kind,
    chance: random.Random,
    rounds: Callable[[int], int],
    tell: Tell,
) -> None:
    cases = rounds(kind.cases)
    found = findings(subject, (kind.damage(subject, chance) for _ in range(cases)))
    told(tell, kind.words, subject, found)
    assert found.cases == cases
    assert found.silent == 0


def test_a_page_of_an_older_copy_is_counted_as_it_is(
    subject: Subject, chance: random.Random, rounds: Callable[[int], int], tell: Tell
) -> None:
    """The checksum of a page does not say of which save it is, so this can be silent.

    What is found here is found because the pages do not fit together any more.
    """
    cases = rounds(50)
    found = findings(subject, (stale(subject, chance) for _ in range(cases)))
    told(tell, "one page from an older copy", subject, found)
    assert found.cases == cases


def test_a_sound_file_is_not_called_damaged(subject: Subject) -> None:
    subject.path.write_bytes(subject.sound)
    with subject.open() as store:
        assert store.problems() == ()
        assert reads_as(store, subject.state)
