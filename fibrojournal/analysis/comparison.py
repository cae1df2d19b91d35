"""One item before and after one change: averages, ranges, a reading, and what to keep in mind.

A reading describes the entries, never the medicine: a diary with a date that its writer chose
can show that scores differed, not why. Values are in the item's unit, differences are after
minus before, lengths are in days. None = it may not be shown, or cannot be known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from fibrojournal.analysis.cautions import (
    ROUNDING,
    Caution,
    is_bad_spell,
    is_drift,
    is_few,
    is_weekday_mix,
    shared_cautions,
)
from fibrojournal.analysis.mean_difference import (
    MoreDays,
    Sample,
    carry_over,
    days_needed,
    mean_range,
    sample,
    z_quantile,
)
from fibrojournal.analysis.nap import nap, nap_range
from fibrojournal.analysis.series import DailyValues
from fibrojournal.analysis.summary import LEAST_FOR_MEAN
from fibrojournal.domain.scales import HOURS, NUMERIC_RATING, SEVERITY

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.analysis.context import Context
    from fibrojournal.analysis.windows import Change, Span
    from fibrojournal.domain.scales import Scale
    from fibrojournal.domain.tracked_items import TrackedItem

LEAST_SCORED = 10
"""Fewest scored days of each window for a range and a reading."""

LEAST_SPREAD_DAYS = 14
"""Fewest calendar days from the first to the last scored day of each window."""

_CONFIDENCE_MAIN = {1: 0.95, 2: 0.97}
_CONFIDENCE_OTHERS = 0.99
_HIGH_SCORE = 7
_LEAST_FOR_PERCENT = 1.0
_NO_DIFFERENCE = 0.5

Reading = Literal[
    "different",
    "slightly_different",
    "about_the_same",
    "cannot_tell",
    "too_few",
    "not_yet",
    "no_reading",
]


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one side.

    Attributes:
        first_day: Its first day.
        last_day: Its last day, included; before `first_day` = the window is empty.
        days: Its calendar days without those that were left out; 0 = none.
        scored: How many of them have a score.
        mean: Average of the scored days; None = fewer than 5.
        highest: Highest value on the 0-10 scale; None = fewer than 5 scored days, other scales.
        share_at_7: Share (0..1) of the scored days with 7 or more on the 0-10 scale; None as
            above.
    """

    first_day: date
    last_day: date
    days: int
    scored: int
    mean: float | None
    highest: float | None
    share_at_7: float | None


@dataclass(frozen=True, slots=True)
class Range:
    """Where a number likely lies.

    Attributes:
        low: Lower end.
        high: Upper end.
        confidence: 0.95 for the main item at the first look, 0.97 at the second, 0.99 for all
            other items.
    """

    low: float
    high: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One item before and after one change.

    Attributes:
        item: The item.
        is_main: Whether it was chosen beforehand.
        before: The days before.
        after: The days after, as far as they have come, or those of the look that was given.
        difference: Average after minus average before; None = one of them is not shown.
        range: Of the difference; None = too few days, or the look has not come.
        percent: Difference in percent of the average before; only beside a range, None where the
            average before is below 1.
        better_day_chance: Chance (0..1) that a day after is better than a day before; 0.5 = no
            difference. Only beside a range; None where neither direction is the better one.
        better_range: Of that chance.
        carry_over: How much of a day's swing is left on the next day (0.2..0.9); beside a range.
        independent_days_before: How many unrelated days the scored days before are worth.
        independent_days_after: The same of those after.
        reading: What the entries say.
        look: Which look the numbers come from; 0 = none has been given yet.
        next_look: The day from which on there is something new to read; None = there will not be.
        days_needed: Scored days after the change that would settle it by the second look; None =
            not asked, or more days cannot settle it.
        cautions: In the order of `Caution`.
        mean_if_missing_low: Average after, had every day without a score been at the low end of
            the scale; None = fewer than 5 scored days, or a scale without familiar ends.
        mean_if_missing_high: The same with the high end.
    """

    item: TrackedItem
    is_main: bool
    before: Window
    after: Window
    difference: float | None
    range: Range | None
    percent: float | None
    better_day_chance: float | None
    better_range: Range | None
    carry_over: float | None
    independent_days_before: float | None
    independent_days_after: float | None
    reading: Reading
    look: Literal[0, 1, 2]
    next_look: date | None
    days_needed: int | None
    cautions: tuple[Caution, ...]
    mean_if_missing_low: float | None
    mean_if_missing_high: float | None


def smallest_difference(scale: Scale, mid_0_10: float) -> float | None:
    """Return the smallest difference that matters on a scale, in its unit; None = not known.

    Args:
        scale: The scale.
        mid_0_10: The one on 0-10, which the person can choose.
    """
    return {NUMERIC_RATING: mid_0_10, SEVERITY: 0.3, HOURS: 0.5}.get(scale)


def compare(change: Change, item: TrackedItem, daily: DailyValues, context: Context) -> Comparison:
    """Compare one item before and after one change, as of `context.today`.

    The first look stands as it was on its own day. Where it could not tell, a second look takes
    its place once twice as many days have gone by, unless a next change came first. There is no
    third.

    Args:
        change: The change.
        item: The item.
        daily: Its daily values, at least those of `context.looks.whole`.
        context: The change's context.
    """
    looks = context.looks
    if context.today < looks.first_look_day:
        sides = _Sides(change, item, daily, context, looks.first.until(context.today))
        return _averages(sides, "not_yet", next_look=looks.first_look_day)
    sides = _Sides(change, item, daily, context, looks.first)
    numbers, result = _looked(sides, 1)
    again = looks.second_look_day
    if result.reading != "cannot_tell" or looks.second is None or again is None:
        return result
    if context.today < again:
        needed = None if numbers is None else _needed(sides, numbers)
        return replace(result, next_look=again, days_needed=needed)
    return _looked(_Sides(change, item, daily, context, looks.second), 2)[1]


def averages(
    change: Change, item: TrackedItem, daily: DailyValues, context: Context
) -> tuple[Window, Window]:
    """Return BEFORE and the first AFTER as far as it has come, without any reading.

    This is for windows that are chosen for looking around (`with_windows`).
    """
    after = context.looks.first.until(context.today)
    sides = _Sides(change, item, daily, context, after)
    return sides.before_window, sides.after_window


class _Sides:
    """The scored days of both windows, left-out days taken out."""

    __slots__ = (
        "after",
        "after_span",
        "after_window",
        "before",
        "before_span",
        "before_window",
        "change",
        "context",
        "is_main",
        "item",
        "mid",
    )

    def __init__(
        self,
        change: Change,
        item: TrackedItem,
        daily: DailyValues,
        context: Context,
        after: Span,
    ) -> None:
        self.change = change
        self.item = item
        self.context = context
        self.is_main = item.key == change.main_item
        self.mid = smallest_difference(item.scale, context.mid_0_10)
        self.before_span = context.looks.before
        self.after_span = after
        self.before = _counted(daily, self.before_span, context)
        self.after = _counted(daily, after, context)
        self.before_window = _window(self.before, self.before_span, context, item)
        self.after_window = _window(self.after, after, context, item)

    @property
    def are_enough(self) -> bool:
        """Whether both windows hold the minimum for a range."""
        return _is_enough(self.before, self.before_window) and _is_enough(
            self.after, self.after_window
        )

    @property
    def difference(self) -> float | None:
        """Average after minus average before; None = one of them is not shown."""
        before, after = self.before_window.mean, self.after_window.mean
        return None if before is None or after is None else after - before


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a look adds to the averages."""

    phi: float
    before: Sample
    after: Sample
    range: Range
    chance: float | None
    chance_range: Range | None

    @property
    def difference(self) -> float:
        return self.after.mean - self.before.mean

    @property
    def excludes_no_difference(self) -> bool:
        """Whether both ranges lie to one side of "no difference"."""
        chance = self.chance_range
        return (
            chance is not None
            and not self.range.low <= 0 <= self.range.high
            and not chance.low <= _NO_DIFFERENCE <= chance.high
        )


def _counted(daily: DailyValues, span: Span, context: Context) -> DailyValues:
    """Return the scored days of a window that were not left out."""
    if span.is_empty:
        return DailyValues(daily.item, daily.days[:0], daily.values[:0])
    inside = daily.between(span.first_day, span.last_day)
    if inside.days.size == 0 or not context.left_out_days(span):
        return inside
    left_out = np.frombuffer(context.left_out, dtype=np.bool_)
    kept = ~left_out[inside.days - context.first_ordinal]
    return DailyValues(daily.item, inside.days[kept], inside.values[kept])


def _window(daily: DailyValues, span: Span, context: Context, item: TrackedItem) -> Window:
    values = daily.values
    scored = int(values.size)
    mean = highest = share = None
    if scored >= LEAST_FOR_MEAN:
        mean = float(values.sum()) / scored
        if item.scale == NUMERIC_RATING:
            highest = float(values.max())
            share = int(np.count_nonzero(values >= _HIGH_SCORE)) / scored
    return Window(
        span.first_day, span.last_day, context.counted_days(span), scored, mean, highest, share
    )


def _is_enough(daily: DailyValues, window: Window) -> bool:
    return (
        window.scored >= LEAST_SCORED
        and 2 * window.scored >= window.days
        and int(daily.days[-1] - daily.days[0]) + 1 >= LEAST_SPREAD_DAYS
    )


def _looked(sides: _Sides, look: Literal[1, 2]) -> tuple[_Numbers | None, Comparison]:
    """Return a look that is due, with its numbers where there are days enough."""
    if not sides.are_enough:
        return None, _averages(sides, "too_few", look=look)
    numbers = _numbers(sides, look)
    reading = _reading(numbers, sides.mid)
    before = numbers.before
    shown = _averages(sides, reading, look=look)
    drifting = reading in {"different", "slightly_different"} and is_drift(
        sides.before,
        sides.after,
        (sides.before_span, sides.after_span),
        numbers.difference,
    )
    percent = 100 * numbers.difference / before.mean if before.mean >= _LEAST_FOR_PERCENT else None
    return numbers, replace(
        shown,
        range=numbers.range,
        percent=percent,
        better_day_chance=numbers.chance,
        better_range=numbers.chance_range,
        carry_over=numbers.phi,
        independent_days_before=before.independent_days,
        independent_days_after=numbers.after.independent_days,
        cautions=("drift", *shown.cautions) if drifting else shown.cautions,
    )


def _confidence(sides: _Sides, look: Literal[1, 2]) -> float:
    return _CONFIDENCE_MAIN[look] if sides.is_main else _CONFIDENCE_OTHERS


def _numbers(sides: _Sides, look: Literal[1, 2]) -> _Numbers:
    phi = carry_over(sides.before, sides.after)
    step = sides.item.scale.step
    before, after = sample(sides.before, phi, step), sample(sides.after, phi, step)
    confidence = _confidence(sides, look)
    low, high = mean_range(before, after, confidence)
    chance = chance_range = None
    if sides.item.better != "neither":
        chance = nap(sides.before.values, sides.after.values, sides.item.better)
        ends = nap_range(
            chance, before.independent_days, after.independent_days, z_quantile(confidence)
        )
        chance_range = Range(*ends, confidence)
    return _Numbers(phi, before, after, Range(low, high, confidence), chance, chance_range)


def _reading(numbers: _Numbers, mid: float | None) -> Reading:
    if mid is None or numbers.chance_range is None:
        return "no_reading"
    if numbers.excludes_no_difference:
        is_large = abs(numbers.difference) >= mid - ROUNDING
        return "different" if is_large else "slightly_different"
    if -mid < numbers.range.low and numbers.range.high < mid:
        return "about_the_same"
    return "cannot_tell"


def _needed(sides: _Sides, numbers: _Numbers) -> int | None:
    if sides.mid is None:
        return None
    most = 2 * sides.change.window_days
    ahead = MoreDays(numbers.phi, sides.item.scale.step, _confidence(sides, 2), most)
    return days_needed(numbers.before, numbers.after, sides.mid, ahead)


def _averages(
    sides: _Sides,
    reading: Reading,
    *,
    look: Literal[0, 1, 2] = 0,
    next_look: date | None = None,
) -> Comparison:
    """Return what may always be shown: days, averages, cautions."""
    low, high = _if_missing(sides)
    return Comparison(
        item=sides.item,
        is_main=sides.is_main,
        before=sides.before_window,
        after=sides.after_window,
        difference=sides.difference,
        range=None,
        percent=None,
        better_day_chance=None,
        better_range=None,
        carry_over=None,
        independent_days_before=None,
        independent_days_after=None,
        reading=reading,
        look=look,
        next_look=next_look,
        days_needed=None,
        cautions=_cautions(sides),
        mean_if_missing_low=low,
        mean_if_missing_high=high,
    )


def _if_missing(sides: _Sides) -> tuple[float | None, float | None]:
    window, scale = sides.after_window, sides.item.scale
    if window.mean is None or scale not in (NUMERIC_RATING, SEVERITY):
        return None, None
    total = float(sides.after.values.sum())
    missing = window.days - window.scored
    low, high = ((total + missing * end) / window.days for end in (scale.low, scale.high))
    return low, high


def _cautions(sides: _Sides) -> tuple[Caution, ...]:
    """Return all cautions but drift, which needs a difference, in their order."""
    named = shared_cautions(sides.change, sides.context, sides.before_span, sides.after_span)
    if sides.mid is not None and is_bad_spell(sides.before.values, sides.item.better, sides.mid):
        named.add("bad_spell")
    if any(
        is_few(window.scored, window.days) for window in (sides.before_window, sides.after_window)
    ):
        named.add("few_days")
    if is_weekday_mix(sides.before.days, sides.after.days):
        named.add("weekday_mix")
    return tuple(caution for caution in _IN_ORDER if caution in named)


_IN_ORDER: tuple[Caution, ...] = get_args(Caution)
