"""What bringing a backup back would alter, worked out before anything is touched."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from datetime import date, datetime

    from fibrojournal.domain.contents import JournalContents


@dataclass(frozen=True, slots=True)
class OneSided:
    """How many things stand on one side only; one that was altered counts on both.

    Attributes:
        here: Only in the journal as it is.
        backup: Only in the backup.
    """

    here: int = 0
    backup: int = 0

    def __bool__(self) -> bool:
        return bool(self.here or self.backup)


@dataclass(frozen=True, slots=True)
class BackupPreview:
    """What a backup holds, and what differs from the open journal.

    A day is its entry, its moments and its pain map; when they were written does not count.

    Attributes:
        made_at: Local date and time when the backup was made.
        days: Days about which something is written in it.
        first_day: The first of them; None = there is none.
        last_day: The last of them.
        days_only_here: They would be gone from the journal.
        days_only_in_backup: They would come back.
        days_that_differ: They would be as they were then.
        dose_changes_that_differ: Medicine and day of each change that is not the same on both
            sides, or that only one has.
        medicines: Their names, units and so on.
        plan_steps: Of the prescriber's plans.
        intakes: Single ones.
        events: Flares, visits and so on.
        questions: For the next visit.
        items: What is followed, with names, words and order.
        profile_differs: Name, year of birth, conditions or care team.
        is_unknown: The journal as it is is damaged, so that nobody can tell what differs.
    """

    made_at: datetime
    days: int
    first_day: date | None
    last_day: date | None
    days_only_here: tuple[date, ...] = ()
    days_only_in_backup: tuple[date, ...] = ()
    days_that_differ: tuple[date, ...] = ()
    dose_changes_that_differ: tuple[tuple[str, date], ...] = ()
    medicines: OneSided = OneSided()
    plan_steps: OneSided = OneSided()
    intakes: OneSided = OneSided()
    events: OneSided = OneSided()
    questions: OneSided = OneSided()
    items: OneSided = OneSided()
    profile_differs: bool = False
    is_unknown: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the backup holds what the journal holds."""
        return self == BackupPreview(self.made_at, self.days, self.first_day, self.last_day)


def compare(
    here: JournalContents | None, backup: JournalContents, made_at: datetime
) -> BackupPreview:
    """Compare the journal as it is with what a backup holds.

    Args:
        here: What the journal holds; None = it is damaged.
        backup: What the backup holds.
        made_at: Local date and time when it was made.
    """
    then = _by_day(backup)
    if here is None:
        return BackupPreview(
            made_at, len(then), min(then, default=None), max(then, default=None), is_unknown=True
        )
    days = _by_day(here)
    return BackupPreview(
        made_at,
        len(then),
        min(then, default=None),
        max(then, default=None),
        tuple(sorted(days.keys() - then.keys())),
        tuple(sorted(then.keys() - days.keys())),
        tuple(sorted(day for day in days.keys() & then.keys() if days[day] != then[day])),
        _dose_changes(here, backup),
        _one_sided(here.medicines, backup.medicines),
        _one_sided(here.plan, backup.plan),
        _one_sided(here.intakes, backup.intakes),
        _one_sided(here.events, backup.events),
        _one_sided(here.questions, backup.questions),
        _one_sided(here.items, backup.items),
        profile_differs=here.profile != backup.profile,
    )


def _by_day(contents: JournalContents) -> dict[date, list[object]]:
    """Gather what is written about each day, in an order that says nothing."""
    days: defaultdict[date, list[object]] = defaultdict(list)
    for entry in contents.days:
        days[entry.day].append(replace(entry, written_at=None))
    for moment in sorted(contents.moments, key=repr):
        days[moment.day].append(moment)
    for pain_map in contents.pain_maps:
        days[pain_map.day].append(pain_map)
    return dict(days)


def _dose_changes(here: JournalContents, backup: JournalContents) -> tuple[tuple[str, date], ...]:
    changed = set(here.dose_changes) ^ set(backup.dose_changes)
    return tuple(sorted({(change.medicine, change.day) for change in changed}))


def _one_sided(here: Iterable[Hashable], backup: Iterable[Hashable]) -> OneSided:
    present, then = Counter(here), Counter(backup)
    return OneSided((present - then).total(), (then - present).total())
