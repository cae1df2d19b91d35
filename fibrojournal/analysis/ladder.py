"""The dose ladder: the days spent at each dose of one medicine, on the way up and down apart.

    dose_ladder(medicine, dose_changes, chosen, events, today) -> Ladder

A rung is one dose reached from one side. The same dose reached from below and from above is two
rungs, since these are other times of a life, not only another dose. Doses are amounts per day in
the medicine's own unit, days are ordinals, values are in each item's unit. Left out: the
settling-in days of each row, and days of events marked "leave these days out". Days before the
first dose that is written down are on no rung: nobody knows what was taken then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from fibrojournal.analysis.dose_periods import dose_periods
from fibrojournal.analysis.summary import LEAST_FOR_MEAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from fibrojournal.analysis.series import DailyValues, Days, Values
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine
    from fibrojournal.domain.tracked_items import TrackedItem

Way = Literal["up", "down"]
"""Whether a dose was reached from a lower one (or from none) or from a higher one."""


@dataclass(frozen=True, slots=True, eq=False)
class RungScores:
    """The scored days of one item on one rung.

    Attributes:
        item: The tracked item.
        days: Ordinals of the scored days, ascending.
        values: Their values, in the item's unit.
        mean: Their mean; None = fewer than 5 scored days.
    """

    item: TrackedItem
    days: Days
    values: Values
    mean: float | None

    @property
    def scored(self) -> int:
        """How many days stand behind the mean."""
        return int(self.days.size)


@dataclass(frozen=True, slots=True, eq=False)
class Rung:
    """One dose, reached from one side.

    Attributes:
        per_day: Amount per day in the medicine's unit; 0 = stopped.
        way: From below ("up") or from above ("down").
        days: Calendar days at it, without the days left out.
        scores: One for each chosen item, in their order.
    """

    per_day: Decimal
    way: Way
    days: int
    scores: tuple[RungScores, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """All rungs of one medicine.

    Attributes:
        medicine: The medicine.
        items: The chosen items, in order.
        rungs: By dose; at one dose, the way up first. Rungs without any day are not here.
        recalled: Days that were filled in later, on a rung or not.
    """

    medicine: Medicine
    items: tuple[TrackedItem, ...]
    rungs: tuple[Rung, ...]
    recalled: Collection[date] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no day was scored on any rung."""
        return not any(scores.scored for rung in self.rungs for scores in rung.scores)


def dose_ladder(
    medicine: Medicine,
    dose_changes: Iterable[DoseChange],
    chosen: Sequence[tuple[TrackedItem, DailyValues]],
    events: Iterable[Event],
    today: date,
    recalled: Collection[date] = (),
) -> Ladder:
    """Sort the days of one medicine by its dose.

    Args:
        medicine: A scheduled medicine; one taken when needed has no rungs.
        dose_changes: Rows of any medicines, in any order.
        chosen: The items to show with their scored days.
        events: Of any kind; days of those that are left out are taken out.
        today: The last day that counts.
        recalled: Days that were filled in later.
    """
    own = [row for row in dose_changes if row.medicine == medicine.name]
    left_out = _left_out(events, today)
    found: dict[tuple[Decimal, Way], list[Days]] = {}
    if not medicine.as_needed:
        for per_day, way, days in _stays(own, today):
            found.setdefault((per_day, way), []).append(np.setdiff1d(days, left_out))
    rungs = []
    for per_day, way in sorted(found, key=lambda rung: (rung[0], rung[1] == "down")):
        days = np.concatenate(found[per_day, way])
        if days.size:
            scores = tuple(_scores(item, daily, days) for item, daily in chosen)
            rungs.append(Rung(per_day, way, int(days.size), scores))
    return Ladder(medicine, tuple(item for item, _daily in chosen), tuple(rungs), recalled)


def _stays(rows: Sequence[DoseChange], today: date) -> Iterator[tuple[Decimal, Way, Days]]:
    """Yield dose, way and settled days of each time at one dose."""
    before: Decimal | None = None
    way: Way = "up"
    for period in dose_periods(rows, today):
        if before is None or period.per_day > before:
            way = "up"
        elif period.per_day < before:
            way = "down"
        before = period.per_day
        settled = period.first + timedelta(days=period.change.settling_days)
        after = today + timedelta(days=1) if period.last is None else period.last
        days = np.arange(settled.toordinal(), after.toordinal(), dtype=np.int64)
        yield period.per_day, way, days


def _left_out(events: Iterable[Event], today: date) -> Days:
    spans = [
        np.arange(
            event.first_day.toordinal(), (event.last_day or today).toordinal() + 1, dtype=np.int64
        )
        for event in events
        if event.leave_out
    ]
    return np.concatenate(spans) if spans else np.empty(0, dtype=np.int64)


def _scores(item: TrackedItem, daily: DailyValues, days: Days) -> RungScores:
    on_rung = np.isin(daily.days, days, assume_unique=True)
    values = daily.values[on_rung]
    mean = float(values.mean()) if values.size >= LEAST_FOR_MEAN else None
    return RungScores(item, daily.days[on_rung], values, mean)
