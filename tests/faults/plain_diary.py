"""What a journal holds, as plain dictionaries, and how steps are taken back: nothing of ours.

The rules are written down here once more, in the plainest way, so that the journal can be held
against them.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fibrojournal.journal.journal import Journal

TYPING_PAUSE: Final = timedelta(minutes=10)


@dataclass
class Diary:
    """All that was written.

    Attributes:
        days: Day to "scores", "note", "taken" and "written_at"; a blank day is not there.
        medicines: Name to what it is for, in the order in which they were added.
        doses: Name and day to amount at night and note.
        intakes: Any number to name, day and note.
        events: Any number to title, first day, last day, whether it is left out, and note.
    """

    days: dict[date, dict[str, Any]] = field(default_factory=dict)
    medicines: dict[str, str] = field(default_factory=dict)
    doses: dict[tuple[str, date], tuple[float, str]] = field(default_factory=dict)
    intakes: dict[int, tuple[str, date, str]] = field(default_factory=dict)
    events: dict[int, tuple[str, date, date | None, bool, str]] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """Everything, without numbers that mean nothing."""
        return {
            "days": self.days,
            "medicines": list(self.medicines.items()),
            "doses": self.doses,
            "intakes": sorted(self.intakes.values()),
            "events": sorted(self.events.values(), key=repr),
        }

    @property
    def timeless(self) -> dict[str, Any]:
        """Everything but when it was written, and in which order."""
        days = {day: {**entry, "written_at": None} for day, entry in self.days.items()}
        return {**self.plain, "days": days, "medicines": self.medicines}

    def write_day(self, day: date, at: datetime, part: str, value: object) -> None:
        """Write one part of a day; one that says nothing any more is blank again."""
        blank: dict[str, Any] = {"scores": {}, "note": "", "taken": None}
        entry = self.days.get(day, blank)
        if entry[part] == value:
            return
        entry = {**entry, part: value, "written_at": at.replace(microsecond=0)}
        if {key: entry[key] for key in blank} == blank:
            self.days.pop(day, None)
        else:
            self.days[day] = entry

    def rename(self, old: str, new: str, reason: str) -> None:
        """Write another name and reason of a medicine; what refers to it goes along."""
        self.medicines = {
            new if name == old else name: reason if name == old else why
            for name, why in self.medicines.items()
        }
        self.doses = {
            (new if name == old else name, day): dose for (name, day), dose in self.doses.items()
        }
        self.intakes = {
            number: (new if name == old else name, day, note)
            for number, (name, day, note) in self.intakes.items()
        }

    def remove_medicine(self, name: str) -> None:
        """Remove a medicine and what refers to it."""
        del self.medicines[name]
        self.doses = {key: dose for key, dose in self.doses.items() if key[0] != name}
        self.intakes = {n: intake for n, intake in self.intakes.items() if intake[0] != name}


def in_journal(journal: Journal) -> dict[str, Any]:
    """Read everything in an open journal that a diary knows."""
    contents = journal.contents()
    assert contents.moments + contents.pain_maps + contents.plan + contents.questions == ()
    return {
        "days": {
            entry.day: {
                "scores": dict(entry.scores),
                "note": entry.note,
                "taken": entry.medicines_taken,
                "written_at": entry.written_at,
            }
            for entry in contents.days
        },
        "medicines": [(medicine.name, medicine.reason) for medicine in contents.medicines],
        "doses": {
            (dose.medicine, dose.day): (float(dose.amounts.night), dose.note)
            for dose in contents.dose_changes
        },
        "intakes": sorted((taken.medicine, taken.day, taken.note) for taken in contents.intakes),
        "events": sorted(
            ((e.title, e.first_day, e.last_day, e.leave_out, e.note) for e in contents.events),
            key=repr,
        ),
    }


@dataclass(frozen=True)
class Step:
    """A step that can be taken back.

    Attributes:
        before: The diary before it.
        after: And after it.
        at: When it was taken.
        joins: Steps of the same one, shortly after each other, are one; "" = always one's own.
    """

    before: Diary
    after: Diary
    at: datetime
    joins: str = ""


class Steps:
    """The diary with what can be undone and done again."""

    def __init__(self) -> None:
        self.diary = Diary()
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def take(self, write: Callable[[Diary], object], at: datetime, joins: str = "") -> None:
        """Write something into the diary."""
        before, after = self.diary, deepcopy(self.diary)
        write(after)
        if after == before:
            return
        self.diary = after
        self.undone.clear()
        last = self.done[-1] if self.done else None
        is_same = last is not None and joins and last.joins == joins
        if last is not None and is_same and timedelta(0) <= at - last.at < TYPING_PAUSE:
            self.done[-1] = Step(last.before, after, at, joins)
        else:
            self.done.append(Step(before, after, at, joins))

    def undo(self) -> None:
        """Take the newest step back."""
        self.undone.append(self.done.pop())
        self.diary = self.undone[-1].before

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        self.done.append(self.undone.pop())
        self.diary = self.done[-1].after

    def forget(self) -> None:
        """Nothing is taken back across a lock, a restart or a restored backup."""
        self.done.clear()
        self.undone.clear()
