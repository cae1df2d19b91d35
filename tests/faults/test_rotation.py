"""Years of backups with a clock that jumps: few are kept, and always those that were promised."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.journal.journal import Journal
from fibrojournal.storage.backup import counted_in, list_backups
from fibrojournal.storage.backup_rotation import to_delete
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from tests.faults.conftest import Tell

pytestmark = pytest.mark.faults

BEGAN: Final = datetime(2026, 11, 4, 8, tzinfo=timezone(timedelta(hours=1)))
LIVES: Final = 10
DAYS_OF_A_LIFE: Final = 1_100
"""Three years; ten such lives are more than 10,000 days."""

REAL_DAYS: Final = 400
MOST_FILES: Final = 40
SPANS: Final[tuple[tuple[Callable[[datetime], Hashable], int], ...]] = (
    (lambda at: at.date(), 12),
    (lambda at: at.isocalendar()[:2], 10),
    (lambda at: (at.year, at.month), 12),
)


@dataclass(frozen=True)
class Made:
    """A backup without a file."""

    number: int
    made_at: datetime


@dataclass
class Promise:
    """Which backups have to be there, told from all that were ever made.

    Attributes:
        made: Their numbers, in order.
        newest: For each kind of span, the newest of each span, the latest span at the end.
    """

    made: list[int] = field(default_factory=list)
    newest: tuple[OrderedDict[Hashable, int], ...] = field(
        default_factory=lambda: tuple(OrderedDict() for _ in SPANS)
    )

    def note(self, number: int, made_at: datetime) -> None:
        """One more was made."""
        self.made.append(number)
        for (span, _), newest in zip(SPANS, self.newest, strict=True):
            newest[span(made_at)] = number
            newest.move_to_end(span(made_at))

    def numbers(self) -> set[int]:
        """Return those that have to be there."""
        wanted = set(self.made[-5:])
        for (_, count), newest in zip(SPANS, self.newest, strict=True):
            wanted.update(list(newest.values())[-count:])
        return wanted


class Wall:
    """A clock on the wall that is used, left alone, and sometimes set to another time."""

    def __init__(self, chance: random.Random) -> None:
        self.now = BEGAN
        self.jumps = 0
        self._chance = chance

    def __call__(self) -> datetime:
        return self.now

    def next_day(self) -> None:
        """Go to the next day, or after a pause, or to where somebody set the clock."""
        chance = self._chance.random()
        days = 1.0
        if chance < 0.06:
            days = self._chance.randint(2, 60)
        elif chance < 0.08:
            days = self._chance.choice([-1, -2, -7, -31, -365, 365, 3650])
            self.jumps += 1
        elif chance < 0.09:
            days = self._chance.uniform(-0.5, 0.5)
            self.jumps += 1
        self.now += timedelta(days=days)
        if self.now.year > 2100:
            self.now = BEGAN
            self.jumps += 1

    def later(self) -> None:
        """Go on a little within the day, or not even a second."""
        self.now += timedelta(seconds=self._chance.choice([0, 0, 40, 1800, 7200]))


def test_years_of_backups_are_thinned_out_as_promised(
    chance: random.Random, rounds: Callable[[int], int], tell: Tell
) -> None:
    days = made = jumps = most = violations = 0
    for _ in range(rounds(LIVES)):
        wall, promise = Wall(chance), Promise()
        there: list[Made] = []
        for _ in range(DAYS_OF_A_LIFE):
            wall.next_day()
            days += 1
            for _ in range(chance.choice([0, 1, 1, 1, 2, 5])):
                wall.later()
                newest = Made(len(promise.made) + 1, wall.now)
                promise.note(newest.number, newest.made_at)
                there.append(newest)
                chance.shuffle(there)
                gone = set(to_delete(there))
                there = [backup for backup in there if backup not in gone]
                numbers = {backup.number for backup in there}
                violations += newest.number not in numbers
                violations += numbers != promise.numbers()
                violations += len(there) > MOST_FILES
                most = max(most, len(there))
        made += len(promise.made)
        jumps += wall.jumps
    tell("F5 rotation", days=days, backups=made, clock_jumps=jumps, most_kept=most)
    tell("F5 rotation", violations=violations)
    assert violations == 0


def test_the_files_that_are_kept_open_and_hold_what_was_written(
    tmp_path: Path, chance: random.Random, rounds: Callable[[int], int], tell: Tell
) -> None:
    folder, stick = tmp_path / "backups", tmp_path / "stick"
    foreign = {folder / "letter.odt": b"words", stick / "journal.fibro": b"not ours"}
    for file, words in foreign.items():
        file.parent.mkdir()
        file.write_bytes(words)
    wall, promise = Wall(chance), Promise()
    store = Store.create(tmp_path / "journal.fibro")
    journal = Journal(store, clock=wall, backup_folders=(folder, stick))
    days_at: dict[int, int] = {}
    days = rounds(REAL_DAYS)
    for number in range(days):
        wall.next_day()
        plugged_in = chance.random() < 0.7
        journal.backup_folders = (folder, stick if plugged_in else tmp_path / "away")
        for step in range(chance.choice([0, 1, 1, 2])):
            journal.set_note(journal.today(), f"{number} {step}")
            made = journal.backups.make()
            assert made is not None
            promise.note(made.number, made.made_at)
            days_at[made.number] = len(journal.contents().days)
            assert {backup.number for backup in list_backups(folder)} == promise.numbers()
            assert len(list_backups(stick)) <= MOST_FILES
            assert not plugged_in or list_backups(stick)[0].number == made.number
            wall.later()
    for backup in (*list_backups(folder), *list_backups(stick)):
        assert counted_in(backup.path, store.key).days == backup.days == days_at[backup.number]
    assert all(file.read_bytes() == words for file, words in foreign.items())
    journal.close()
    tell("F5 real files", days=days, backups=len(promise.made), kept=len(list_backups(folder)))
