"""What is compared: the changes of medicine, and the days before and after each of them.

Days are local calendar days; lengths are in days. Only scheduled medicines make a change or end
a window. Windows are fixed when a change is written down, so that nobody can look for the ones
that show the most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fibrojournal.analysis.dose_periods import MedicineChange, medicine_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fibrojournal.domain.medicines import DoseChange, Medicine

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What one comparison is about: a change of one medicine, or of several jointly.

    Attributes:
        parts: By first day, then in the order of the medicines; several when medicines changed
            while another was settling in, which no diary can take apart.
        first_day: First day of the earliest part.
        last_day: Day of the last step of all parts; equal to `first_day` for a single step.
        settled_day: First day that is no longer settling in, where AFTER begins.
        settling_days: Days from `last_day` to `settled_day`; 0 = the day of the last step counts.
        window_days: Length of each window in days (28 or 56), as chosen with the first step.
        main_item: Key of the item chosen beforehand; None = none was chosen.
    """

    parts: tuple[MedicineChange, ...]
    first_day: date
    last_day: date
    settled_day: date
    settling_days: int
    window_days: int
    main_item: str | None

    @property
    def is_joint(self) -> bool:
        """Whether several changes share the comparison."""
        return len(self.parts) > 1

    @property
    def medicines(self) -> frozenset[str]:
        """Names of the medicines that changed."""
        return frozenset(part.medicine for part in self.parts)


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar days in a row, both ends included.

    Attributes:
        first_day: First day.
        last_day: Last day; before `first_day` = no day at all.
    """

    first_day: date
    last_day: date

    @property
    def is_empty(self) -> bool:
        """Whether there is no day in it."""
        return self.last_day < self.first_day

    @property
    def days(self) -> int:
        """Number of calendar days; 0 = empty."""
        return max((self.last_day - self.first_day).days + 1, 0)

    def until(self, day: date) -> Span:
        """Return the part that is not later than `day`."""
        return replace(self, last_day=min(self.last_day, day))

    def touches(self, first_day: date, last_day: date | None) -> bool:
        """Tell whether it shares a day with first..last (None = it goes on)."""
        if self.is_empty or first_day > self.last_day:
            return False
        return last_day is None or last_day >= self.first_day


@dataclass(frozen=True, slots=True)
class Looks:
    """The windows of one change, and when they are read; none of it depends on today.

    Attributes:
        before: BEFORE, the same for both looks.
        first: AFTER at the first look; a next change has ended it where it came early.
        second: AFTER at the second look, twice as long; None = a next change rules it out.
    """

    before: Span
    first: Span
    second: Span | None

    @property
    def first_look_day(self) -> date:
        """The day from which on the first look is given."""
        return self.first.last_day + _DAY

    @property
    def second_look_day(self) -> date | None:
        """The day from which on a second look would be given; None = there is none."""
        return None if self.second is None else self.second.last_day + _DAY

    @property
    def longest_after(self) -> Span:
        """AFTER as far as any look may reach."""
        return self.second or self.first

    @property
    def whole(self) -> Span:
        """All days from the first to the last of any window, settling-in days included."""
        return Span(
            min(self.before.first_day, self.first.first_day),
            max(self.before.last_day, self.longest_after.last_day),
        )


def changes(
    rows: Iterable[DoseChange], medicines: Sequence[Medicine], today: date
) -> tuple[Change, ...]:
    """Return what is to be compared, by first day.

    Args:
        rows: Dose changes of any number of medicines, in any order.
        medicines: In their order; rows of as-needed ones make no change.
        today: Later rows do not exist yet.
    """
    order = {medicine.name: place for place, medicine in enumerate(medicines)}
    scheduled = {medicine.name for medicine in medicines if not medicine.as_needed}
    real = [row for row in rows if row.day <= today and row.medicine in scheduled]
    parts = sorted(medicine_changes(real), key=lambda part: (part.first_day, order[part.medicine]))
    found = [_change(sorted(group, key=parts.index)) for group in _joint(parts)]
    return tuple(sorted(found, key=lambda change: change.first_day))


def looks(change: Change, previous: Change | None, following: Change | None) -> Looks:
    """Return the windows of a change and of its looks.

    BEFORE is the W days up to the first step, but not before the previous change has settled.
    AFTER is the W days once this one has settled, ended by the following change. The second look
    has 2W days, and needs them all.

    Args:
        change: The change.
        previous: The change before it, of any scheduled medicine; None = it is the first.
        following: The change after it; None = there is none yet.
    """
    length = timedelta(days=change.window_days)
    begin = change.first_day - length
    if previous is not None:
        begin = max(begin, previous.settled_day)
    before = Span(begin, change.first_day - _DAY)
    first = Span(change.settled_day, change.settled_day + length - _DAY)
    second: Span | None = Span(change.settled_day, change.settled_day + 2 * length - _DAY)
    if following is not None:
        if following.first_day < change.settled_day + 2 * length:
            second = None
        first = first.until(following.first_day - _DAY)
    return Looks(before, first, second)


def with_windows(change: Change, settling_days: int, window_days: int) -> Change:
    """Return the change with other windows, to look at averages and dots without a reading."""
    return replace(
        change,
        settled_day=change.last_day + timedelta(days=settling_days),
        settling_days=settling_days,
        window_days=window_days,
    )


def _settled_day(part: MedicineChange) -> date:
    return part.last_day + timedelta(days=part.steps[0].settling_days)


def _change(parts: Sequence[MedicineChange]) -> Change:
    last_day = max(part.last_day for part in parts)
    settled_day = max(_settled_day(part) for part in parts)
    chosen = (part.steps[0].main_item for part in parts)
    return Change(
        tuple(parts),
        parts[0].first_day,
        last_day,
        settled_day,
        (settled_day - last_day).days,
        parts[0].steps[0].window_days,
        next((item for item in chosen if item is not None), None),
    )


def _joint(parts: Iterable[MedicineChange]) -> list[list[MedicineChange]]:
    """Put parts of different medicines together that settle in on a common day.

    Args:
        parts: By first day.
    """
    over: list[list[MedicineChange]] = []
    still_open: list[list[MedicineChange]] = []
    for part in parts:
        joined, apart = [part], []
        for group in still_open:
            if any(_settle_together(part, other) for other in group):
                joined += group
            elif all(_last_settling(other) < part.first_day for other in group):
                over.append(group)
            else:
                apart.append(group)
        still_open = [*apart, joined]
    return over + still_open


def _settle_together(later: MedicineChange, earlier: MedicineChange) -> bool:
    return later.medicine != earlier.medicine and later.first_day <= _last_settling(earlier)


def _last_settling(part: MedicineChange) -> date:
    """Return the last day that is settling in; without settling-in days, the last step's day."""
    return max(part.last_day, _settled_day(part) - _DAY)
