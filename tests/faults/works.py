"""What is done while something goes wrong: the app's own use cases on a real file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.protection import ChangedButClosedError
from fibrojournal.journal.restoring import ClosedRestoring
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage.backup import list_backups
from tests.faults.oracle import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from fibrojournal.journal.importing import ImportPlan

Say: TypeAlias = "Callable[[str], None]"

FIRST_WORDS: Final = "seven quiet herons"
OTHER_WORDS: Final = "eight loud geese"
"""Passphrases."""


@dataclass(frozen=True, slots=True)
class Case:
    """One journal, and what else a work has to know.

    Attributes:
        journal: The file.
        backups: The folder of its backups.
        source: What is imported; None = the work needs nothing.
        passphrase: What opens it; "" = it has none.
        steps: How often something is saved.
    """

    journal: Path
    backups: Path
    source: Path | None = None
    passphrase: str = ""
    steps: int = 3


@dataclass
class Ticking:
    """A clock that somebody sets."""

    now: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.now


def opened(case: Case, clock: Callable[[], datetime] = lambda: NOW) -> Journal:
    """Open the journal of a case, as a start of the app does."""
    store = unlock(case.journal, case.passphrase or None, (case.backups,))
    return Journal(store, clock=clock, backup_folders=(case.backups,))


class Work:
    """Something that is disturbed after it has begun; what it needs for that, it opens before.

    Args:
        case: What it works on.
        say: Told "saved" whenever something is safely saved.
    """

    journal: Journal

    def __init__(self, case: Case, say: Say) -> None:
        self.case = case
        self.say = say

    def attempt(self) -> None:
        """Do it; if the app refused, go on with what it refused."""
        raise NotImplementedError

    def end(self) -> None:
        """Close the journal."""
        self.journal.close()


# Saving


class Saving(Work):
    """Saves one thing after the other, as many as the case says."""

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self._clock = Ticking()
        self._step = 0
        self.journal = opened(case, self._clock)

    def attempt(self) -> None:
        while self._step < self.case.steps:
            save_one(self.journal, self._clock, self._step)
            self.say("saved")
            self._step += 1


def save_one(journal: Journal, clock: Ticking, step: int) -> None:
    """Save the one thing, of ten kinds, that is saved at this step.

    Args:
        journal: An example journal, in which every step before this one was taken.
        clock: Set on a minute for each step.
        step: From 0.
    """
    clock.now = NOW + timedelta(minutes=step + 1)
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
    lambda journal, day, step: journal.set_note(
        day, f"step {step} " * ((step * 37 + 700) % 1_000 + 1)
    ),
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


class Migrating(Work):
    """Brings a journal of an older version to the present one."""

    def attempt(self) -> None:
        self.journal = opened(self.case)
        self.say("saved")


class Importing(Work):
    """Imports everything in the folder `source`."""

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self._plan = planned(case)
        self.journal = opened(case)

    def attempt(self) -> None:
        self.journal.carry_out(self._plan)
        self.say("saved")


def planned(case: Case) -> ImportPlan:
    """Work out what the import does; what was worked out before is not worked out again."""
    assert case.source is not None
    if case.source not in _plans:
        journal = opened(case)
        _plans[case.source] = journal.plan_import(case.source)
        journal.close()
    return _plans[case.source]


_plans: Final[dict[Path, ImportPlan]] = {}


class BackingUp(Work):
    """Makes a backup."""

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self.journal = opened(case)

    def attempt(self) -> None:
        self.journal.backups.make(even_if_unchanged=True)
        self.say("saved")


class ChangingPassphrase(Work):
    """Sets the first passphrase, or another one."""

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self.journal = opened(case)
        self._current = case.passphrase or None

    def attempt(self) -> None:
        try:
            self.journal.protection.set_passphrase(OTHER_WORDS, current=self._current, step=1)
        except ChangedButClosedError:
            self._current = OTHER_WORDS
            raise
        self.say("saved")


class Restoring(Work):
    """Brings back the second backup that was ever made."""

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self._backup = list_backups(case.backups)[-2].path
        self.journal = opened(case)

    def attempt(self) -> None:
        self.journal.backups.restore(self._backup)
        self.say("saved")


class RestoringClosed(Work):
    """Brings the newest backup back where the journal itself does not open."""

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self._restoring = ClosedRestoring(case.journal, (case.backups,), lambda: NOW)

    def attempt(self) -> None:
        self._restoring.restore(self._restoring.newest(), self.case.passphrase or None)
        self.say("saved")

    def end(self) -> None:
        """Leave it closed, as it was."""


class Exporting(Work):
    """Writes everything in the place of an older export."""

    name: ClassVar = "exported.json"

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self.journal = opened(case)

    def attempt(self) -> None:
        self.journal.export_to(self.case.journal.with_name(self.name))
        self.say("saved")


class ExportingTables(Exporting):
    """Writes everything as tables into a folder, in the place of an older export."""

    name: ClassVar = "exported"


class OnlyReading(Work):
    """Tries to write where that is not allowed; then exports, which only reads the journal.

    The export goes into the folder `source`.
    """

    def __init__(self, case: Case, say: Say) -> None:
        super().__init__(case, say)
        self._clock = Ticking()
        self._was_refused = False
        self.journal = opened(case, self._clock)

    def attempt(self) -> None:
        if not self._was_refused:
            self._was_refused = True
            save_one(self.journal, self._clock, 0)
            self.say("saved")
        assert self.case.source is not None
        self.journal.export_to(self.case.source / "exported.json")


AHEAD: Final[dict[str, Callable[[Case], object]]] = {"import": planned}
"""What is done once, before there are workers."""

WORKS: Final[dict[str, Callable[[Case, Say], Work]]] = {
    "save": Saving,
    "migrate": Migrating,
    "import": Importing,
    "backup": BackingUp,
    "protect": ChangingPassphrase,
    "change passphrase": ChangingPassphrase,
    "restore": Restoring,
    "restore a damaged journal": RestoringClosed,
    "export": Exporting,
    "export tables": ExportingTables,
    "only read": OnlyReading,
}
