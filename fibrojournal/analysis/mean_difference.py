"""The difference of two averages, with a range that knows how daily scores hang together.

A day resembles the day before it, so 28 scored days are worth fewer unrelated ones; ranges that
forget this claim a difference two to five times too often. Days are ordinals, values are in the
item's unit, `carry_over` is the correlation of neighbouring days (phi).

A window has few days, so plain loops are often faster here than arrays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.analysis.series import DailyValues, Days, Values

LEAST_CARRY_OVER = 0.2
MOST_CARRY_OVER = 0.9
USUAL_CARRY_OVER = 0.4
"""Taken where the scores cannot tell."""

LEAST_PAIRS = 8
"""Fewest pairs of consecutive days from which the carry-over is taken."""

LEAST_INDEPENDENT = 2.0
_LEAST_SHARE_OF_SPREAD = 0.2
_LEAST_FREEDOM = 4.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What one window says about its level.

    Attributes:
        scored: Its scored days.
        mean: Their average, in the item's unit.
        square: Their squared standard deviation (over n - 1), in the unit squared.
        variance: The same, raised for rounding and for days that resemble each other.
        independent_days: How many unrelated days they are worth, at least 2.
    """

    scored: int
    mean: float
    square: float
    variance: float
    independent_days: float


def carry_over(before: DailyValues, after: DailyValues) -> float:
    """Return how much of a day's swing is left on the next day, from 0.2 to 0.9.

    With r the residuals from each window's own mean, both windows pooled,

        phi0 = mean of r_i r_(i+1) over pairs of consecutive days / mean of r^2 over all days
        phi1 = phi0 + 2 (1 + 3 phi0) / (m + n)

    The second line corrects the bias of short series (Kendall 1954, Marriott & Pope 1954, with
    one mean per window); then phi1 is held between 0.2 and 0.9. With fewer than 8 such pairs,
    or windows in which no value differs from another, it is 0.4. Each window has a scored day.
    """
    products = squares = 0.0
    pairs = 0
    for window in (before, after):
        days = window.days
        is_next = days[1:] - days[:-1] == 1
        pairs += is_next.tolist().count(True)
        values = window.values.tolist()
        if min(values) == max(values):
            continue  # all residuals are 0; computed, they would be dust of the last decimals
        residuals = window.values - _mean(values)
        squares += float(residuals @ residuals)
        products += float((residuals[1:] * is_next) @ residuals[:-1])
    scored = before.days.size + after.days.size
    if pairs < LEAST_PAIRS or squares == 0:
        return USUAL_CARRY_OVER
    raw = (products / pairs) / (squares / scored)
    corrected = raw + 2 * (1 + 3 * raw) / scored
    return min(max(corrected, LEAST_CARRY_OVER), MOST_CARRY_OVER)


def design_effect(days: Days, phi: float) -> float:
    """Return D = (1/m) sum_i sum_j phi^|t_i - t_j| over the real gaps between the days t.

    It is the variance of the mean of an autoregressive series of order 1, relative to that of
    unrelated days (the design effect of Kish 1965). 1 = unrelated.

    Args:
        days: Ordinals of the scored days, ascending; at least one.
        phi: Carry-over, 0..1.
    """
    earlier = total = 0.0  # earlier: sum of phi^(t_j - t_i) over all i before j
    powers: dict[int, float] = {}
    ordinals = days.tolist()
    last = ordinals[0]
    for day in ordinals[1:]:
        gap = day - last
        if gap not in powers:
            powers[gap] = phi**gap
        earlier = powers[gap] * (1 + earlier)
        total += earlier
        last = day
    return 1 + 2 * total / len(ordinals)


def independent_days(scored: int, effect: float) -> float:
    """Return how many unrelated days `scored` days are worth, e = max(m / D, 2)."""
    return max(scored / effect, LEAST_INDEPENDENT)


def variance(square: float, scored: int, effect: float, step: float) -> float:
    """Return v = max(s^2, step^2 / 12) / max(0.2, 1 - (D - 1) / (m - 1)), in the unit squared.

    Scores are rounded to steps, which alone spreads them by step^2 / 12: a spread of zero is no
    certainty. The divisor makes up for s^2 being too small in short series that carry over
    (its expected value; Anderson 1971).

    Args:
        square: s^2 of the scored days, over m - 1.
        scored: m, at least 2.
        effect: Design effect D of the window.
        step: Step of the scale, in its unit.
    """
    share = max(_LEAST_SHARE_OF_SPREAD, 1 - (effect - 1) / (scored - 1))
    return max(square, step**2 / 12) / share


def sample(window: DailyValues, phi: float, step: float) -> Sample:
    """Summarise the scored days of one window.

    Args:
        window: At least two scored days.
        phi: Carry-over of both windows together.
        step: Step of the scale, in its unit.
    """
    values = window.values.tolist()
    scored, square = len(values), squared_deviation(window.values)
    effect = design_effect(window.days, phi)
    return Sample(
        scored,
        _mean(values),
        square,
        variance(square, scored, effect, step),
        independent_days(scored, effect),
    )


def squared_deviation(values: Values) -> float:
    """Return s^2, the squared standard deviation over n - 1; at least two values."""
    residuals = values - _mean(values.tolist())
    return float(residuals @ residuals) / (values.size - 1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def t_quantile(confidence: float, freedom: float) -> float:
    """Return the t quantile that leaves `confidence` between its negative and itself.

    The first five terms of the expansion in 1 / df around the normal quantile z (Fisher &
    Cornish 1960; Abramowitz & Stegun 1964, 26.7.5). From 4 degrees of freedom on, at the
    confidences in use, its error is at most 0.011.

    Args:
        confidence: Such as 0.95.
        freedom: Degrees of freedom, not necessarily whole.
    """
    first, second, third, fourth = _t_terms(confidence)
    rest = third + fourth / freedom
    return z_quantile(confidence) + (first + (second + rest / freedom) / freedom) / freedom


def z_quantile(confidence: float) -> float:
    """Return the normal quantile that leaves `confidence` between its negative and itself."""
    return _normal_quantile(confidence)


@lru_cache(maxsize=16)
def _normal_quantile(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)


@lru_cache(maxsize=16)
def _t_terms(confidence: float) -> tuple[float, float, float, float]:
    z = z_quantile(confidence)
    return (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )


def half_width(before: Sample, after: Sample, confidence: float) -> float:
    """Return t(df) SE, half the width of the range of the difference of both means.

    SE^2 = vA / eA + vB / eB, with the degrees of freedom of Welch and Satterthwaite (1946) on
    eA - 1 and eB - 1, at least 4.
    """
    part_before = before.variance / before.independent_days
    part_after = after.variance / after.independent_days
    square = part_before + part_after
    freedom = square**2 / (
        part_before**2 / (before.independent_days - 1)
        + part_after**2 / (after.independent_days - 1)
    )
    return t_quantile(confidence, max(_LEAST_FREEDOM, freedom)) * math.sqrt(square)


def mean_range(before: Sample, after: Sample, confidence: float) -> tuple[float, float]:
    """Return where mean after - mean before likely lies, in the item's unit."""
    difference = after.mean - before.mean
    half = half_width(before, after, confidence)
    return difference - half, difference + half


@dataclass(frozen=True, slots=True)
class MoreDays:
    """What a look ahead takes as given.

    Attributes:
        phi: Carry-over as found.
        step: Step of the scale, in its unit.
        confidence: Of the range that is to become narrow.
        most: Most scored days after the change that there can be.
    """

    phi: float
    step: float
    confidence: float
    most: int


def days_needed(before: Sample, after: Sample, mid: float, ahead: MoreDays) -> int | None:
    """Return at how many scored days after the change half the range falls below `mid`.

    The days before, the spread and the carry-over stay as they are, and the days after are
    taken as consecutive. None = not even with as many days as there can be.
    """
    earlier = total = 0.0
    for scored in range(2, ahead.most + 1):
        earlier = ahead.phi * (1 + earlier)
        total += earlier
        if scored <= after.scored:
            continue
        effect = 1 + 2 * total / scored
        longer = Sample(
            scored,
            after.mean,
            after.square,
            variance(after.square, scored, effect, ahead.step),
            independent_days(scored, effect),
        )
        if half_width(before, longer, ahead.confidence) < mid:
            return scored
    return None
