"""One item before and after one change: averages, ranges, a reading, and what to keep in mind.

A reading describes the entries, never the medicine: a diary with a date that its writer chose
can show that scores differed, not why. Values are in the item's unit, differences are after
minus before, lengths are in days. None = it may not be shown, or cannot be known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
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
    return {NUMERIC_RATING.key: mid_0_10, SEVERITY.key: 0.3, HOURS.key: 0.5}.get(scale.key)


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
    pair = _Pair(change, item, daily, context)
    looks = context.looks
    if context.today < looks.first_look_day:
        return _comparison(pair, "not_yet", 0, next_look=looks.first_look_day)
    numbers = pair.numbers(1)
    reading = _reading(numbers, pair.mid)
    again = looks.second_look_day
    if reading != "cannot_tell" or looks.second is None or again is None:
        return _comparison(pair, reading, 1, numbers)
    if context.today < again:
        needed = pair.days_needed(numbers)
        return _comparison(pair, reading, 1, numbers, next_look=again, needed=needed)
    pair.after = _Side(daily, item, looks.second, context)
    numbers = pair.numbers(2)
    return _comparison(pair, _reading(numbers, pair.mid), 2, numbers)


def averages(
    change: Change, item: TrackedItem, daily: DailyValues, context: Context
) -> tuple[Window, Window]:
    """Return BEFORE and the first AFTER as far as it has come, without any reading.

    This is for windows that are chosen for looking around (`with_windows`).
    """
    pair = _Pair(change, item, daily, context)
    return pair.before.window, pair.after.window


class _Side:
    """The scored days of one window, left-out days taken out."""

    __slots__ = ("daily", "span", "window")

    def __init__(
        self, daily: DailyValues, item: TrackedItem, span: Span, context: Context
    ) -> None:
        self.span = span
        self.daily = _counted(daily, span, context)
        self.window = _window(self.daily, span, context.counted_days(span), item)

    @property
    def is_enough(self) -> bool:
        """Whether the window holds the minimum for a range."""
        days = self.daily.days
        return (
            days.size >= LEAST_SCORED
            and 2 * days.size >= self.window.days
            and int(days[-1] - days[0]) + 1 >= LEAST_SPREAD_DAYS
        )


class _Pair:
    """Both sides of one item at one change, AFTER as far as it has come at the first look."""

    __slots__ = ("after", "before", "change", "context", "is_main", "item", "mid")

    def __init__(
        self, change: Change, item: TrackedItem, daily: DailyValues, context: Context
    ) -> None:
        looks = context.looks
        self.change = change
        self.item = item
        self.context = context
        self.is_main = item.key == change.main_item
        self.mid = smallest_difference(item.scale, context.mid_0_10)
        self.before = _Side(daily, item, looks.before, context)
        self.after = _Side(daily, item, looks.first.until(context.today), context)

    def numbers(self, look: Literal[1, 2]) -> _Numbers | None:
        """Return what a look adds to the averages; None = too few days for it."""
        if not (self.before.is_enough and self.after.is_enough):
            return None
        return _Numbers(self.before.daily, self.after.daily, self.item, self.confidence(look))

    def confidence(self, look: Literal[1, 2]) -> float:
        """Return the confidence of the ranges at a look."""
        return _CONFIDENCE_MAIN[look] if self.is_main else _CONFIDENCE_OTHERS

    def days_needed(self, numbers: _Numbers | None) -> int | None:
        """Return at how many scored days after the second look could tell; None = at none."""
        if self.mid is None or numbers is None:
            return None
        most = 2 * self.change.window_days
        ahead = MoreDays(numbers.phi, self.item.scale.step, self.confidence(2), most)
        return days_needed(numbers.before, numbers.after, self.mid, ahead)


class _Numbers:
    """What a look adds to the averages."""

    def __init__(
        self, before: DailyValues, after: DailyValues, item: TrackedItem, confidence: float
    ) -> None:
        self._days = before, after
        self._better = item.better
        self.phi = carry_over(before, after)
        self.before = sample(before, self.phi, item.scale.step)
        self.after = sample(after, self.phi, item.scale.step)
        self.range = Range(*mean_range(self.before, self.after, confidence), confidence)

    @property
    def difference(self) -> float:
        return self.after.mean - self.before.mean

    @property
    def percent(self) -> float | None:
        mean = self.before.mean
        return 100 * self.difference / mean if mean >= _LEAST_FOR_PERCENT else None

    @property
    def has_better_direction(self) -> bool:
        return self._better != "neither"

    @cached_property
    def chance(self) -> float | None:
        before, after = self._days
        return (
            None if self._better == "neither" else nap(before.values, after.values, self._better)
        )

    @cached_property
    def chance_range(self) -> Range | None:
        """The chance's range: left until it is asked for, since its roots take the longest."""
        if self.chance is None:
            return None
        confidence = self.range.confidence
        days = self.before.independent_days, self.after.independent_days
        return Range(*nap_range(self.chance, *days, z_quantile(confidence)), confidence)

    @property
    def excludes_no_difference(self) -> bool:
        """Whether both ranges lie to one side of "no difference"."""
        if self.range.low <= 0 <= self.range.high or self.chance_range is None:
            return False
        return not self.chance_range.low <= _NO_DIFFERENCE <= self.chance_range.high


def inside(daily: DailyValues, span: Span) -> DailyValues:
    """Return the scored days of a span, which may be empty."""
    first = span.first_day.toordinal()
    low, high = daily.days.searchsorted((first, first + span.days)).tolist()
    return DailyValues(daily.item, daily.days[low:high], daily.values[low:high])


def _counted(daily: DailyValues, span: Span, context: Context) -> DailyValues:
    """Return the scored days of a window that were not left out."""
    whole = inside(daily, span)
    if not whole.days.size or not context.left_out_days(span):
        return whole
    left_out = np.frombuffer(context.left_out, dtype=np.bool_)
    kept = ~left_out[whole.days - context.first_ordinal]
    return DailyValues(daily.item, whole.days[kept], whole.values[kept])


def _window(daily: DailyValues, span: Span, days: int, item: TrackedItem) -> Window:
    values = daily.values.tolist()
    scored = len(values)
    mean = highest = share = None
    if scored >= LEAST_FOR_MEAN:
        mean = sum(values) / scored
        if item.scale == NUMERIC_RATING:
            highest = max(values)
            share = len([value for value in values if value >= _HIGH_SCORE]) / scored
    return Window(span.first_day, span.last_day, days, scored, mean, highest, share)


def _reading(numbers: _Numbers | None, mid: float | None) -> Reading:
    if numbers is None:
        return "too_few"
    if mid is None or not numbers.has_better_direction:
        return "no_reading"
    if numbers.excludes_no_difference:
        is_large = abs(numbers.difference) >= mid - ROUNDING
        return "different" if is_large else "slightly_different"
    if -mid < numbers.range.low and numbers.range.high < mid:
        return "about_the_same"
    return "cannot_tell"


def _comparison(
    pair: _Pair,
    reading: Reading,
    look: Literal[0, 1, 2],
    numbers: _Numbers | None = None,
    *,
    next_look: date | None = None,
    needed: int | None = None,
) -> Comparison:
    before, after = pair.before.window, pair.after.window
    one, other = before.mean, after.mean
    if_low, if_high = _if_missing(pair)
    averaged = Comparison(
        item=pair.item,
        is_main=pair.is_main,
        before=before,
        after=after,
        difference=None if one is None or other is None else other - one,
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
        days_needed=needed,
        cautions=_cautions(pair, reading),
        mean_if_missing_low=if_low,
        mean_if_missing_high=if_high,
    )
    if numbers is None:
        return averaged
    return replace(
        averaged,
        range=numbers.range,
        percent=numbers.percent,
        better_day_chance=numbers.chance,
        better_range=numbers.chance_range,
        carry_over=numbers.phi,
        independent_days_before=numbers.before.independent_days,
        independent_days_after=numbers.after.independent_days,
    )


def _if_missing(pair: _Pair) -> tuple[float | None, float | None]:
    window, scale = pair.after.window, pair.item.scale
    if window.mean is None or scale not in (NUMERIC_RATING, SEVERITY):
        return None, None
    total = window.mean * window.scored
    missing = window.days - window.scored
    return (
        (total + missing * scale.low) / window.days,
        (total + missing * scale.high) / window.days,
    )


def _cautions(pair: _Pair, reading: Reading) -> tuple[Caution, ...]:
    before, after = pair.before, pair.after
    named = shared_cautions(pair.change, pair.context, before.span, after.span)
    if reading in {"different", "slightly_different"} and is_drift(
        (before.daily, after.daily), (before.span, after.span)
    ):
        named.add("drift")
    if pair.mid is not None and is_bad_spell(before.daily.values, pair.item.better, pair.mid):
        named.add("bad_spell")
    if any(is_few(side.window.scored, side.window.days) for side in (before, after)):
        named.add("few_days")
    if is_weekday_mix(before.daily.days, after.daily.days):
        named.add("weekday_mix")
    return tuple(caution for caution in _IN_ORDER if caution in named)


_IN_ORDER: tuple[Caution, ...] = get_args(Caution)
