"""What is done while something goes wrong: the app's own use cases on a real file.

A work is handed its journal and says when it begins, whenever something is safely saved, and when
it has ended. Before it begins it may take its time; only what comes afterwards is disturbed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import Key
from fibrojournal.storage.store import Store
from tests.faults.oracle import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from fibrojournal.journal.importing import ImportPlan

Say: TypeAlias = "Callable[[str], None]"
Work: TypeAlias = "Callable[[Case, Say], None]"


@dataclass(frozen=True, slots=True)
class Case:
    """One journal, and what else a work has to know.

    Attributes:
        journal: The file.
        backups: The folder of its backups.
        key: What opens it, in hex: salt and raw key; "" = it has no passphrase.
        source: What is imported or restored; None = the work needs none.
        passphrase: The one that is set.
    """

    journal: Path
    backups: Path
    key: str = ""
    source: Path | None = None
    passphrase: str = ""


@dataclass
class Ticking:
    """A clock that goes on by a minute each time it is told to."""

    now: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.now

    def tick(self) -> None:
        self.now += timedelta(minutes=1)


def opened(case: Case, clock: Callable[[], datetime] = lambda: NOW) -> Journal:
    """Open the journal of a case."""
    key = None
    if case.key:
        key = Key(bytes.fromhex(case.key[:32]), bytes.fromhex(case.key[32:]))
    store = Store.open(case.journal, key)
    return Journal(store, clock=clock, backup_folders=(case.backups,))


# Saving


def save(case: Case, say: Say) -> None:
    """Save one thing after the other until the end comes from outside."""
    clock = Ticking()
    journal = opened(case, clock)
    say("began")
    for step in count():
        save_one(journal, clock, step)
        say("saved")


def save_one(journal: Journal, clock: Ticking, step: int) -> None:
    """Save the one thing, of ten kinds, that is saved at this step.

    Args:
        journal: An example journal, in which every step before this one was taken.
        clock: Goes on before each step.
        step: From 0.
    """
    clock.tick()
    day = journal.today() - timedelta(days=step // len(_SAVES))
    _SAVES[step % len(_SAVES)](journal, day, step)


def _change_dose(journal: Journal, day: date, step: int) -> None:
    medicine = journal.medicines()[0].name
    taken = {change.day for change in journal.dose_changes() if change.medicine == medicine}
    free = next(
        day - timedelta(days=back) for back in count() if day - timedelta(back) not in taken
    )
    journal.change_dose(DoseChange(medicine, free, Amounts(night=Decimal(step + 1))))


def _save_intake(journal: Journal, day: date, step: int) -> None:
    medicine = journal.medicines()[0].name
    journal.save_intake(Intake(medicine, day, None, Decimal(step + 1), f"step {step}"))


_SAVES: Final[tuple[Callable[[Journal, date, int], object], ...]] = (
    lambda journal, day, step: journal.set_note(day, f"step {step} " * (step * 37 % 400 + 1)),
    lambda journal, day, _: journal.set_score(day, "fatigue", None),
    lambda journal, day, step: journal.set_score(day, "fatigue", step // 10 % 11),
    lambda journal, day, _: journal.set_score(day, "fog", SKIPPED),
    _change_dose,
    _save_intake,
    lambda journal, day, step: journal.save_event(Event(f"step {step}", "flare", day, day)),
    lambda journal, day, step: journal.set_note(day, f"step {step}"),
    lambda journal, _day, _step: journal.undo(),
    lambda journal, _day, _step: journal.remove_event(journal.events()[-1]),
)


# Whole journals


def migrate(case: Case, say: Say) -> None:
    """Bring a journal of an older version to the present one."""
    say("began")
    opened(case)
    say("saved")


def bring_in(case: Case, say: Say) -> None:
    """Import everything in the folder `source`."""
    plan = planned(case)
    journal = opened(case)
    say("began")
    journal.carry_out(plan)
    say("saved")


def planned(case: Case) -> ImportPlan:
    """Work out what the import does; what was worked out before is not worked out again."""
    assert case.source is not None
    if case.source not in _plans:
        journal = opened(case)
        _plans[case.source] = journal.plan_import(case.source)
        journal.close()
    return _plans[case.source]


_plans: Final[dict[Path, ImportPlan]] = {}

AHEAD: Final[dict[str, Callable[[Case], object]]] = {"bring_in": planned}
"""What is done once, before there are workers."""

WORKS: Final[dict[str, Work]] = {
    "save": save,
    "migrate": migrate,
    "bring_in": bring_in,
}
