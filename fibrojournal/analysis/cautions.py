"""What else could explain a difference, and what makes the entries thin: names, not sentences.

Shares are compared as whole numbers, so that rounding never decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from fibrojournal.analysis.context import RECENT_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.analysis.context import Context
    from fibrojournal.analysis.series import DailyValues, Days, Values
    from fibrojournal.analysis.windows import Change, Span
    from fibrojournal.domain.tracked_items import Better

Caution = Literal[
    "drift",
    "bad_spell",
    "other_changes",
    "different_intake",
    "few_days",
    "weekday_mix",
    "joint",
    "recent",
]
"""In the order in which they are told."""

ROUNDING = 1e-9
"""What counts as equal where computed numbers meet a limit."""

_SPELL_DAYS = 5
_LEAST_BEFORE = 10
_WEEK = 7


def theil_sen(days: Days, values: Values) -> float:
    """Return the slope per day: the median over all pairs of days (Theil 1950, Sen 1968).

    Args:
        days: Ordinals, each once; with fewer than two, the slope is 0.
        values: In the item's unit.
    """
    if days.size <= 1:
        return 0.0
    earlier, later = np.triu_indices(days.size, k=1)
    return float(np.median((values[later] - values[earlier]) / (days[later] - days[earlier])))


def is_drift(windows: tuple[DailyValues, DailyValues], spans: tuple[Span, Span]) -> bool:
    """Tell whether the course inside the windows would alone make half of the difference.

    The mean of both slopes, times the distance of the windows' middles, has the sign of the
    difference of the means and at least half its size.

    Args:
        windows: Scored days before and after, at least one on each side.
        spans: The calendar days of both windows.
    """
    before, after = windows
    difference = float(after.values.mean() - before.values.mean())
    slope = (theil_sen(before.days, before.values) + theil_sen(after.days, after.values)) / 2
    course = slope * (_middle(spans[1]) - _middle(spans[0]))
    return course * difference > 0 and abs(course) >= abs(difference) / 2 - ROUNDING


def is_bad_spell(values: Values, better: Better, mid: float) -> bool:
    """Tell whether the days just before the change were worse than those before them.

    Then some easing would be expected anyway (regression to the mean).

    Args:
        values: All scored days of BEFORE, oldest first; fewer than 10 tell nothing.
        better: The better direction of the item; "neither" tells nothing.
        mid: Smallest difference that matters, in the item's unit.
    """
    if values.size < _LEAST_BEFORE or better == "neither":
        return False
    rest = values.size - _SPELL_DAYS
    rise = float(values[rest:].sum()) / _SPELL_DAYS - float(values[:rest].sum()) / rest
    return (rise if better == "lower" else -rise) >= mid - ROUNDING


def is_few(scored: int, days: int) -> bool:
    """Tell whether fewer than 70 % of the days of a window are scored; an empty one is not."""
    return 10 * scored < 7 * days


def is_weekday_mix(before: Days, after: Days) -> bool:
    """Tell whether some weekday's share of the scored days differs by more than 15 points."""
    if before.size == 0 or after.size == 0:
        return False
    m, n = before.size, after.size
    counts_before = np.bincount(before % _WEEK, minlength=_WEEK).tolist()
    counts_after = np.bincount(after % _WEEK, minlength=_WEEK).tolist()
    pairs = zip(counts_before, counts_after, strict=True)
    apart: int = max([abs(count * n - other * m) for count, other in pairs])
    return 100 * apart > 15 * m * n


def shared_cautions(change: Change, context: Context, before: Span, after: Span) -> set[Caution]:
    """Return the cautions that every item of a comparison has in common."""
    return set(_shared(change, context, before, after))


def _shared(change: Change, context: Context, before: Span, after: Span) -> Iterator[Caution]:
    if context.others_in((before, after)) or context.events_in((before, after)):
        yield "other_changes"
    if context.is_intake_different(after):
        yield "different_intake"
    if change.is_joint:
        yield "joint"
    if (context.today - change.last_day).days < RECENT_DAYS:
        yield "recent"


def _middle(span: Span) -> float:
    return (span.first_day.toordinal() + span.last_day.toordinal()) / 2
