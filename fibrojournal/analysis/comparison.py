"""One item before and after one change: averages, ranges, a reading, and what to keep in mind.

A reading describes the entries, never the medicine: a diary with a date that its writer chose
can show that scores differed, not why. Values are in the item's unit, differences are after
minus before, lengths are in days. None = it may not be shown, or cannot be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.analysis.cautions import Caution
    from fibrojournal.domain.tracked_items import TrackedItem

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
