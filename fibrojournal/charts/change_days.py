"""The days of the picture of one change, sorted by what they are.

Days are ordinals (`date.toordinal`), values in the item's unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fibrojournal.analysis.series import DailyValues
from fibrojournal.domain.scales import WEIGHTS

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.analysis.comparison import Window
    from fibrojournal.analysis.series import Days
    from fibrojournal.charts.change_chart_data import ChangeChartData


@dataclass(frozen=True, slots=True, eq=False)
class ChangeDays:
    """Every day of the picture is in exactly one of these, or still to come.

    Attributes:
        first: Ordinal of the first day shown.
        after: Ordinal after the last day shown.
        change: Ordinal of the first day of the change.
        settled: Ordinal of the first day after settling in.
        steps: Ordinals of all steps.
        before_scores: Scored days before.
        after_scores: Scored days after.
        settling_scores: Scored days of settling in.
        left_out_scores: Scored days in a window that were left out.
        left_out: Days in a window that were left out, scored or not.
        unscored: Counted days up to today without a score; none for weight, where once a week is
            enough.
    """

    first: int
    after: int
    change: int
    settled: int
    steps: Days
    before_scores: DailyValues
    after_scores: DailyValues
    settling_scores: DailyValues
    left_out_scores: DailyValues
    left_out: Days
    unscored: Days

    @property
    def scored(self) -> Days:
        """Ordinals of all days that are dots."""
        parts = (
            self.before_scores,
            self.after_scores,
            self.settling_scores,
            self.left_out_scores,
        )
        return np.concatenate([part.days for part in parts])


def change_days_of(data: ChangeChartData) -> ChangeDays:
    """Sort the days of a picture."""
    change, comparison = data.change, data.comparison
    today = data.today.toordinal()
    start, settled = change.first_day.toordinal(), change.settled_day.toordinal()
    before, after = _window_days(comparison.before), _window_days(comparison.after)
    settling = np.arange(start, settled, dtype=np.int64)
    counted = np.concatenate((before, after))
    left_out = np.array(
        [day for day in counted.tolist() if _is_left_out(data, day)], dtype=np.int64
    )
    before, after = (np.setdiff1d(days, left_out) for days in (before, after))
    lived = np.concatenate((before, after))
    weekly = comparison.item.scale in WEIGHTS
    return ChangeDays(
        first=int(counted[0]) if _window_days(comparison.before).size else start,
        after=_end(data),
        change=start,
        settled=settled,
        steps=np.unique(
            [step.day.toordinal() for part in change.parts for step in part.steps]
        ).astype(np.int64),
        before_scores=_scores(data.daily, before),
        after_scores=_scores(data.daily, after),
        settling_scores=_scores(data.daily, settling[settling <= today]),
        left_out_scores=_scores(data.daily, left_out),
        left_out=left_out,
        unscored=np.setdiff1d(lived[lived <= today], lived if weekly else data.daily.days),
    )


def runs(days: Days) -> list[tuple[int, int]]:
    """Return days in a row as (first, last)."""
    if days.size == 0:
        return []
    cuts = np.flatnonzero(np.diff(days) > 1) + 1
    return [(int(run[0]), int(run[-1])) for run in np.split(days, cuts)]


def _window_days(window: Window) -> Days:
    return np.arange(window.first_day.toordinal(), window.last_day.toordinal() + 1, dtype=np.int64)


def _is_left_out(data: ChangeChartData, ordinal: int) -> bool:
    day = data.today.fromordinal(ordinal)
    return any(event.leave_out and event.covers(day) for event in data.events)


def _end(data: ChangeChartData) -> int:
    """Return the ordinal after the last day: as far as the days after will go, once they have."""
    change, comparison = data.change, data.comparison
    last: date = max(comparison.after.last_day, change.first_day)
    end = max(last.toordinal() + 1, change.settled_day.toordinal())
    if comparison.reading == "not_yet" and comparison.next_look is not None:
        end = max(end, comparison.next_look.toordinal())
    return end


def _scores(daily: DailyValues, days: Days) -> DailyValues:
    chosen = np.isin(daily.days, days)
    return DailyValues(daily.item, daily.days[chosen], daily.values[chosen])
