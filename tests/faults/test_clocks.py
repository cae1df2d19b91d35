"""Clocks that jump, and people who travel: no entry ever moves to another day.

The journal asks the real clock of the window, which is sent through time and around the world.
What it has to hold is told by a plain diary, which knows only what the clock on the wall showed.
"""

from __future__ import annotations

import os
import time as real_time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import pytest
import time_machine

from fibrojournal.app.clock import now
from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.errors import RefusedError
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.conftest import Tell

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(real_time, "tzset"), reason="this system's zone cannot be set"),
]

CASES: Final = 2_000
CASES_OF_A_JOURNAL: Final = 20
MEDICINE: Final = "ibuprofen"

ZONES: Final = (
    "Etc/GMT+12",  # twelve hours behind
    "Pacific/Kiritimati",  # fourteen ahead
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",
    "UTC",
)
CHANGES: Final = {  # in 2026, when the clock is set forward and back
    "Europe/Berlin": ((3, 29), (10, 25)),
    "America/New_York": ((3, 8), (11, 1)),
    "America/St_Johns": ((3, 8), (11, 1)),
    "Australia/Lord_Howe": ((10, 4), (4, 5)),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """Where and when somebody writes.

    Attributes:
        at: The moment, in UTC.
        zone: The name of the zone of the computer's clock.
    """

    at: datetime
    zone: str

    @property
    def on_the_wall(self) -> datetime:
        """What the clock on the wall shows."""
        return self.at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        """The day that is lived: until four in the morning, the one before."""
        wall = self.on_the_wall
        return wall.date() - timedelta(days=wall.time() < time(4))


@contextmanager
def being_at(stop: Stop) -> Iterator[None]:
    """Let the computer's clock stand so."""
    with time_machine.travel(stop.at.astimezone(ZoneInfo(stop.zone)), tick=False):
        yield


# The cases


def summer_time_begins(chance: random.Random) -> list[Stop]:
    return around_a_change(chance, 0)


def summer_time_ends(chance: random.Random) -> list[Stop]:
    return around_a_change(chance, 1)


def around_a_change(chance: random.Random, which: int) -> list[Stop]:
    zone = chance.choice(list(CHANGES))
    month, day = CHANGES[zone][which]
    midnight = datetime(2026, month, day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = sorted(chance.uniform(-3, 8) for _ in range(4))
    return [Stop(midnight + timedelta(hours=each), zone) for each in hours]


def a_leap_day(chance: random.Random) -> list[Stop]:
    zone, year = chance.choice(ZONES), chance.choice([2024, 2028, 2000])
    begin = datetime(year, 2, 28, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = sorted(chance.uniform(0, 80) for _ in range(4))
    return [Stop(begin + timedelta(hours=each), zone) for each in hours]


def a_journey_around_the_world(chance: random.Random) -> list[Stop]:
    at, stops = some_moment(chance), []
    for _ in range(5):
        stops.append(Stop(at, chance.choice(ZONES)))
        at += timedelta(hours=chance.uniform(0, 15))
    return stops


def across_the_date_line(chance: random.Random) -> list[Stop]:
    at = some_moment(chance)
    there_and_back = ["Etc/GMT+12", "Pacific/Kiritimati"] * 2
    if chance.random() < 0.5:
        there_and_back.reverse()
    return [
        Stop(at + timedelta(hours=chance.uniform(0, 4) + 4 * number), zone)
        for number, zone in enumerate(there_and_back)
    ]


def a_clock_set_back_a_year(chance: random.Random) -> list[Stop]:
    at, zone = some_moment(chance), chance.choice(ZONES)
    back = at - timedelta(days=365)
    later = timedelta(minutes=chance.randint(0, 3000))
    return [Stop(at, zone), Stop(back, zone), Stop(back + later, zone), Stop(at + later, zone)]


def within_one_minute(chance: random.Random) -> list[Stop]:
    at, zone = some_moment(chance).replace(second=0), chance.choice(ZONES)
    seconds = [chance.uniform(0, 59) for _ in range(4)]
    return [Stop(at + timedelta(seconds=each), zone) for each in seconds]


def around_four_in_the_morning(chance: random.Random) -> list[Stop]:
    zone, day = chance.choice(ZONES), some_moment(chance).date()
    turn = datetime.combine(day, time(4), ZoneInfo(zone)).astimezone(UTC)
    seconds = sorted([-1, 0, chance.uniform(-7200, 0), chance.uniform(0, 7200)])
    return [Stop(turn + timedelta(seconds=each), zone) for each in seconds]


def somewhere(chance: random.Random) -> Stop:
    return Stop(some_moment(chance), chance.choice(ZONES))


def some_moment(chance: random.Random) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(365 * 24 * 60))


KINDS: Final = (
    summer_time_begins,
    summer_time_ends,
    a_leap_day,
    a_journey_around_the_world,
    across_the_date_line,
    a_clock_set_back_a_year,
    within_one_minute,
    around_four_in_the_morning,
)


# The diary that tells what has to be there


@dataclass
class Told:
    """What was written, and about which day.

    Attributes:
        notes: Of each day.
        intakes: Day, time on the wall, words; in the order of writing.
    """

    notes: dict[date, str] = field(default_factory=dict)
    intakes: list[tuple[date, time, str]] = field(default_factory=list)


class Traveller:
    """Writes in a real journal and tells the plain diary; the journal mostly stays open."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self._path = path
        self._chance = chance
        self.told = Told()
        Store.create(path).close()
        self.journal = self._opened()
        self.journal.add_medicine(Medicine(MEDICINE, as_needed=True))

    def write(self, stop: Stop) -> None:
        """Write at a stop."""
        with being_at(stop):
            if self._chance.random() < 0.1:
                self.journal.close()
                self.journal = self._opened()
            assert self.journal.today() == stop.day, stop
            self._write_note(self.journal, stop)
            self._take(self.journal, stop)
            with pytest.raises(RefusedError):
                self.journal.set_note(stop.day + timedelta(days=1), "tomorrow")

    def _write_note(self, journal: Journal, stop: Stop) -> None:
        words = f"{stop.at.isoformat()} {stop.zone}"
        journal.set_note(journal.today(), words)
        if self._chance.random() < 0.2:
            journal.undo()
            assert journal.redo_words
        else:
            self.told.notes[stop.day] = words

    def _take(self, journal: Journal, stop: Stop) -> None:
        at = journal.now().time().replace(second=0, microsecond=0)
        assert at == stop.on_the_wall.time().replace(second=0, microsecond=0)
        words = f"number {len(self.told.intakes)}"
        journal.save_intake(Intake(MEDICINE, journal.today(), at, Decimal(200), words))
        self.told.intakes.append((stop.day, at, words))

    def moved(self, stop: Stop) -> int:
        """Read the journal somewhere; count what is not where it was written, or out of order."""
        with being_at(stop):
            notes = {day.day: day.note for day in self.journal.contents().days if day.note}
            taken = [(each.day, each.time, each.note) for each in self.journal.intakes()]
        in_order = sorted(self.told.intakes, key=lambda each: each[:2])  # else as written
        wanted = self.told.notes.items()
        return len(wanted ^ notes.items()) + sum(
            one != other for one, other in zip(in_order, taken, strict=True)
        )

    def moved_in_the_file(self, stop: Stop) -> int:
        """Close the journal, find it whole when it is opened somewhere, and do the same."""
        self.journal.close()
        self.journal = self._opened()
        assert self.journal.problems() == ()
        moved = self.moved(stop)
        self.journal.close()
        return moved

    def _opened(self) -> Journal:
        return Journal(Store.open(self._path), clock=now)


@pytest.fixture
def _same_zone_afterwards() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    assert os.environ.get("TZ") == before


@pytest.mark.usefixtures("_same_zone_afterwards")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.replace("_", " "))
def test_no_entry_moves_whatever_the_clock_does(
    kind: Callable[[random.Random], list[Stop]],
    chance: random.Random,
    rounds: Callable[[int], int],
    tmp_path: Path,
    tell: Tell,
) -> None:
    cases = rounds(CASES // len(KINDS))
    moved = written = 0
    for first in range(0, cases, CASES_OF_A_JOURNAL):
        traveller = Traveller(tmp_path / f"{first}.fibro", chance)
        for _ in range(min(CASES_OF_A_JOURNAL, cases - first)):
            stops = kind(chance)
            for stop in stops:
                traveller.write(stop)
            written += 2 * len(stops)
            moved += traveller.moved(somewhere(chance))
        moved += traveller.moved_in_the_file(somewhere(chance))
    name = kind.__name__.replace("_", " ")
    tell(f"F10 {name}", cases=cases, written=written, moved=moved)
    assert moved == 0
