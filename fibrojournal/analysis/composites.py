"""Many pain maps laid over each other: on how many of the mapped days each area was marked.

Days without a map count nowhere; days on which nothing hurt are mapped days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.domain.pain_areas import PAIN_AREAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fibrojournal.domain.events import Event
    from fibrojournal.domain.pain_areas import PainMap


@dataclass(frozen=True, slots=True)
class Composite:
    """The maps of a range of days.

    Attributes:
        first_day: First day of the range.
        last_day: Last day, included.
        mapped: Number of days with a map; 0 = nothing is known.
        marked: By area's key, on how many of them it was marked; all 19 areas, 0 = on none.
    """

    first_day: date
    last_day: date
    mapped: int
    marked: Mapping[str, int]

    def share(self, area: str) -> float | None:
        """Return the share (0..1) of the mapped days on which an area was marked.

        None = no day was mapped.
        """
        return self.marked[area] / self.mapped if self.mapped else None

    @property
    def mean_areas(self) -> float | None:
        """Marked areas (0..19) on an average mapped day; None = no day was mapped."""
        return sum(self.marked.values()) / self.mapped if self.mapped else None


@dataclass(frozen=True, slots=True)
class TwoComposites:
    """The maps of the days before and after."""

    before: Composite
    after: Composite

    @property
    def can_be_compared(self) -> bool:
        """Whether both sides have a mapped day."""
        return bool(self.before.mapped and self.after.mapped)


def composite(
    maps: Iterable[PainMap], first_day: date, last_day: date, events: Iterable[Event] = ()
) -> Composite:
    """Lay the maps from `first_day` to `last_day` over each other.

    Args:
        maps: In any order; those of other days are left out.
        first_day: First day of the range.
        last_day: Last day, included.
        events: The days of those that are marked "leave these days out" are left out, too.
    """
    left_out = [event for event in events if event.leave_out]
    within = [
        one
        for one in maps
        if first_day <= one.day <= last_day
        and not any(event.covers(one.day) for event in left_out)
    ]
    marked = {area: sum(area in one.areas for one in within) for area in PAIN_AREAS}
    return Composite(first_day, last_day, len(within), marked)
