"""What a journal holds, as plain dictionaries, and how steps are taken back: nothing of ours.

The rules are written down here once more, in the plainest way, so that the journal can be held
against them.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
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

    Numbers tell things apart, and grow; they are nobody else's.

    Attributes:
        days: Day to "scores", "note", "taken" and "written_at"; a blank day is not there.
        medicines: Number to name and what it is for.
        doses: Number of the medicine and day to amount at night and note.
        intakes: Number to the medicine's number, day and note.
        events: Number to title, first day, last day, whether it is left out, and note.
    """

    days: dict[date, dict[str, Any]] = field(default_factory=dict)
    medicines: dict[int, tuple[str, str]] = field(default_factory=dict)
    doses: dict[tuple[int, date], tuple[float, str]] = field(default_factory=dict)
    intakes: dict[int, tuple[int, date, str]] = field(default_factory=dict)
    events: dict[int, tuple[str, date, date | None, bool, str]] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """Everything, without numbers that mean nothing."""
        names = {number: name for number, (name, _) in self.medicines.items()}
        return {
            "days": self.days,
            "medicines": [about for _, about in sorted(self.medicines.items())],
            "doses": {(names[one], day): dose for (one, day), dose in self.doses.items()},
            "intakes": sorted((names[one], *rest) for one, *rest in self.intakes.values()),
            "events": sorted(self.events.values(), key=repr),
        }

    @property
    def timeless(self) -> dict[str, Any]:
        """Everything but when it was written."""
        days = {day: {**entry, "written_at": None} for day, entry in self.days.items()}
        return {**self.plain, "days": days}

    @property
    def names(self) -> set[str]:
        """The names of the medicines."""
        return {name for name, _ in self.medicines.values()}

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

    def without(
        self, *, day: date | None = None, medicine: int | None = None, event: int | None = None
    ) -> Diary:
        """Return the diary without a day, an event, or a medicine and what belongs to it."""
        return Diary(
            {one: entry for one, entry in self.days.items() if one != day},
            {one: about for one, about in self.medicines.items() if one != medicine},
            {key: dose for key, dose in self.doses.items() if key[0] != medicine},
            {one: intake for one, intake in self.intakes.items() if intake[0] != medicine},
            {one: values for one, values in self.events.items() if one != event},
        )

    def less(self, other: Diary) -> Diary:
        """Return what another diary, which holds less, does not hold."""
        parts = ("days", "medicines", "doses", "intakes", "events")
        return Diary(
            *(
                {key: value for key, value in mine.items() if key not in getattr(other, part)}
                for part, mine in ((part, getattr(self, part)) for part in parts)
            )
        )

    def add(self, other: Diary) -> None:
        """Write everything that another diary holds, too."""
        for name in ("days", "medicines", "doses", "intakes", "events"):
            getattr(self, name).update(deepcopy(getattr(other, name)))


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

    def erase(self, joins: str = "", **what: Any) -> None:
        """Leave something out of everything; a step that was about nothing else is gone.

        Args:
            joins: Of steps about it.
            what: See `Diary.without`.
        """
        self.diary = self.diary.without(**what)
        for steps in (self.done, self.undone):
            kept = [
                (step, replace(step, before=before, after=after))
                for step in steps
                for before, after in [(step.before.without(**what), step.after.without(**what))]
            ]
            steps[:] = [
                less
                for step, less in kept
                if not (joins and step.joins == joins)
                and (less.before != less.after or step.before == step.after)
            ]

    def forget(self) -> None:
        """Nothing is taken back across a lock, a restart or a restored backup."""
        self.done.clear()
        self.undone.clear()
