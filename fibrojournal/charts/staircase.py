"""The shape of a dose over time, from its change points: steps, never slopes.

Heights are amounts per day in the medicine's unit, places are day ordinals; a step stands at the
beginning of its day. Where nothing is taken there is no line: NaN, not 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.analysis.dose_periods import DosePeriod
    from fibrojournal.analysis.series import Values
    from fibrojournal.domain.medicines import PlanStep

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days without a break on which something was taken.

    Attributes:
        points: Corners of the steps as (ordinal, amount per day), from 0 up to 0 at an end that
            is a stop, otherwise to the last amount.
    """

    points: tuple[tuple[float, float], ...]

    @property
    def outline(self) -> Points:
        """Corners of the area under the steps."""
        first, last = self.points[0][0], self.points[-1][0]
        return [(first, 0.0), *self.points, (last, 0.0)]


def stretches(periods: Sequence[DosePeriod], until: date) -> list[Stretch]:
    """Return the steps up to the end of `until`, one stretch per unbroken time of taking."""
    found: list[Stretch] = []
    points: Points = []
    for period in periods:
        start = float(period.first.toordinal())
        end = float((until if period.last is None else period.last).toordinal())
        if period.last is None:
            end += 1
        if period.per_day == 0:
            if points:
                found.append(Stretch((*points, (start, 0.0))))
                points = []
            continue
        if not points:
            points.append((start, 0.0))
        amount = float(period.per_day)
        points += [(start, amount), (end, amount)]
    if points:
        found.append(Stretch(tuple(points)))
    return found


def edge(found: Sequence[Stretch]) -> tuple[Values, Values]:
    """Return days and amounts of the line over all stretches, with NaN between them."""
    points = [point for one in found for point in (*one.points, (np.nan, np.nan))][:-1]
    array = np.array(points, dtype=np.float64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def planned_steps(
    periods: Sequence[DosePeriod], plan: Sequence[PlanStep], today: date, until: float
) -> Points:
    """Return the dashed line after today: the present dose going on, then the plan's steps.

    Args:
        periods: The doses up to today.
        plan: Steps that are not confirmed, after today.
        today: The present day.
        until: Ordinal at which the picture ends.
    """
    level = float(periods[-1].per_day) if periods else 0.0
    at = float(today.toordinal() + 1)
    points = [(at, level)]
    for step in plan:
        place = float(step.day.toordinal())
        if place >= until:
            break
        points += [(place, level), (place, float(step.per_day))]
        level = float(step.per_day)
    points.append((max(until, at), level))
    return points if any(height for _place, height in points) else []
