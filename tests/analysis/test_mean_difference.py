from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.mean_difference import (
    MoreDays,
    Sample,
    carry_over,
    days_needed,
    design_effect,
    half_width,
    independent_days,
    mean_range,
    sample,
    squared_deviation,
    t_quantile,
    variance,
    z_quantile,
)
from tests.analysis.comparing import in_a_row
from tests.analysis.published_series import name_of, needs_published_series, published_series

scores = st.lists(st.integers(0, 10), min_size=10, max_size=40).map(
    lambda values: [float(value) for value in values]
)
gappy = st.lists(st.none() | st.integers(0, 10), min_size=20, max_size=40).filter(
    lambda values: sum(value is not None for value in values) >= 10
)


# Published series


@needs_published_series
@pytest.mark.parametrize("case", published_series(), ids=name_of)
def test_means_and_spreads_are_those_of_published_series(case: dict[str, Any]) -> None:
    for phase in ("A", "B"):
        values = case[f"phase_{phase}"]
        found = sample(in_a_row(values), 0.4, 1)
        expected = case["expected"]
        assert found.mean == pytest.approx(expected[f"mean_{phase}"]["value"], abs=1e-6)
        spread = math.sqrt(squared_deviation(np.array(values)))
        assert spread == pytest.approx(expected[f"sd_{phase}"]["value"], abs=1e-6)


# Carry-over


def test_the_carry_over_is_that_of_consecutive_days_corrected_for_short_series() -> None:
    values = [2.0, 4, 6, 5, 4, 6, 8, 7, 5, 3]
    mean = sum(values) / 10
    off = [value - mean for value in values]
    products = sum(one * other for one, other in pairwise(off))
    raw = (products / 9) / (sum(one * one for one in off) / 10)
    both = carry_over(in_a_row(values), in_a_row(values))
    assert both == pytest.approx(raw + 2 * (1 + 3 * raw) / 20)
    assert 0.2 < both < 0.9


def test_days_with_a_gap_between_them_are_no_pair() -> None:
    wave = [1.0, 2, 4, 7, 8, 7, 5, 3, 2, 1]
    spaced = [one for value in wave for one in (value, None)]
    assert carry_over(in_a_row(spaced), in_a_row(spaced)) == 0.4
    assert carry_over(in_a_row(wave), in_a_row(spaced)) > 0.4


def test_fewer_than_8_pairs_say_nothing_about_the_carry_over() -> None:
    four = in_a_row([1, 5, 2, None, 9, 1])
    assert carry_over(four, in_a_row([1, 9, 1, 9, 1])) == 0.4  # 3 and 4 pairs
    assert carry_over(four, in_a_row([1, 9, 1, 9, 1, 9])) == 0.2  # 3 and 5


@pytest.mark.parametrize("value", [0.0, 5.0, 71.3])
def test_scores_that_never_differ_say_nothing_about_the_carry_over(value: float) -> None:
    assert carry_over(in_a_row([value] * 28), in_a_row([value + 1] * 28)) == 0.4


def test_the_carry_over_is_held_within_limits() -> None:
    assert carry_over(in_a_row([1, 9] * 14), in_a_row([1, 9] * 14)) == 0.2
    assert carry_over(in_a_row([1] * 14 + [9] * 14), in_a_row([1] * 28)) == 0.9


# Days that resemble each other


@given(gappy, st.floats(0.2, 0.9))
@settings(deadline=None, max_examples=100)
def test_the_design_effect_is_the_double_sum_over_the_real_gaps(
    values: list[float | None], phi: float
) -> None:
    days = in_a_row(values).days
    gaps = np.abs(days[:, None] - days[None, :])
    assert design_effect(days, phi) == pytest.approx(float((phi**gaps).sum()) / days.size)


def test_days_without_carry_over_are_all_independent() -> None:
    assert design_effect(in_a_row([1.0] * 28).days, 0) == 1
    assert independent_days(28, 1) == 28


def test_there_are_never_fewer_than_two_independent_days() -> None:
    assert independent_days(10, 9) == 2


def test_the_farther_apart_the_days_the_more_they_are_worth() -> None:
    near, far = in_a_row([1.0] * 14), in_a_row([1, None] * 14)
    assert design_effect(far.days, 0.5) < design_effect(near.days, 0.5)


def test_a_spread_of_zero_is_no_certainty() -> None:
    assert variance(0, 28, 1, 1) == pytest.approx(1 / 12)
    assert variance(0, 28, 1, 0.25) == pytest.approx(0.0625 / 12)
    assert variance(4, 28, 1, 1) == 4


def test_the_spread_is_raised_for_days_that_resemble_each_other_but_only_so_far() -> None:
    assert variance(4, 11, 3, 1) == pytest.approx(4 / 0.8)
    assert variance(4, 11, 10, 1) == pytest.approx(4 / 0.2)


# The t quantile

T_TABLE = {
    0.95: (2.7764, 2.5706, 2.4469, 2.3060, 2.2281, 2.1314, 2.0860, 2.0423, 2.0003, 1.9799),
    0.97: (3.2976, 3.0029, 2.8289, 2.6338, 2.5275, 2.3970, 2.3362, 2.2783, 2.2229, 2.1962),
    0.99: (4.6041, 4.0321, 3.7074, 3.3554, 3.1693, 2.9467, 2.8453, 2.7500, 2.6603, 2.6174),
}
FREEDOM = (4, 5, 6, 8, 10, 15, 20, 30, 60, 120)


@pytest.mark.parametrize("confidence", T_TABLE)
def test_the_t_quantile_is_that_of_the_tables(confidence: float) -> None:
    for freedom, true in zip(FREEDOM, T_TABLE[confidence], strict=True):
        assert abs(t_quantile(confidence, freedom) - true) <= 0.011


def test_the_t_quantile_nears_the_normal_one() -> None:
    assert z_quantile(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert t_quantile(0.95, 1e9) == pytest.approx(z_quantile(0.95))


# The range


def test_the_range_is_that_of_welch_where_days_are_independent() -> None:
    before, after = Sample(20, 5, 4, 4, 20), Sample(12, 6, 9, 9, 12)
    square = 4 / 20 + 9 / 12
    freedom = square**2 / ((4 / 20) ** 2 / 19 + (9 / 12) ** 2 / 11)
    half = t_quantile(0.95, freedom) * math.sqrt(square)
    assert mean_range(before, after, 0.95) == pytest.approx((1 - half, 1 + half))


def test_there_are_never_fewer_than_4_degrees_of_freedom() -> None:
    few = Sample(10, 5, 4, 4, 2)
    assert half_width(few, few, 0.95) == pytest.approx(t_quantile(0.95, 4) * 2)


@given(scores, scores)
@settings(deadline=None, max_examples=100)
def test_swapping_the_windows_mirrors_the_range(one: list[float], other: list[float]) -> None:
    before, after = in_a_row(one), in_a_row(other)
    phi = carry_over(before, after)
    assert carry_over(after, before) == pytest.approx(phi)
    first, second = sample(before, phi, 1), sample(after, phi, 1)
    low, high = mean_range(first, second, 0.95)
    assert mean_range(second, first, 0.95) == pytest.approx((-high, -low))


@given(scores, scores, st.floats(-20, 20), st.floats(0.1, 20))
@settings(deadline=None, max_examples=100)
def test_another_zero_and_another_unit_move_the_range_along(
    one: list[float], other: list[float], shift: float, scale: float
) -> None:
    before, after = in_a_row(one), in_a_row(other)
    moved = [replace(window, values=window.values * scale + shift) for window in (before, after)]
    phi = carry_over(before, after)
    assert carry_over(*moved) == pytest.approx(phi, abs=1e-6)
    low, high = mean_range(sample(before, phi, 1), sample(after, phi, 1), 0.99)
    found = mean_range(sample(moved[0], phi, scale), sample(moved[1], phi, scale), 0.99)
    assert found == pytest.approx((low * scale, high * scale), abs=1e-6)


@given(gappy, gappy)
@settings(deadline=None, max_examples=100)
def test_a_missing_day_changes_only_what_the_days_are_worth(
    one: list[float | None], other: list[float | None]
) -> None:
    closed = [in_a_row([value for value in each if value is not None]) for each in (one, other)]
    for phi, side, shut in ((0.4, one, closed[0]), (0.4, other, closed[1])):
        gap, row = sample(in_a_row(side), phi, 1), sample(shut, phi, 1)
        assert (gap.mean, gap.square, gap.scored) == (row.mean, row.square, row.scored)
        assert gap.independent_days >= row.independent_days


# How many more days


def ahead(most: int = 56, confidence: float = 0.97) -> MoreDays:
    return MoreDays(phi=0.4, step=1, confidence=confidence, most=most)


def test_the_days_needed_are_the_fewest_that_make_the_range_narrow_enough() -> None:
    before = sample(in_a_row([4, 5, 6, 5, 7, 3, 5] * 4), 0.4, 1)
    after = sample(in_a_row([4, 5, 6, 8, 7, 3, 2] * 4), 0.4, 1)
    needed = days_needed(before, after, 1.25, ahead())
    assert needed is not None
    assert after.scored < needed < 56

    def half(days: int) -> float:
        effect = design_effect(in_a_row([0.0] * days).days, 0.4)
        spread = variance(after.square, days, effect, 1)
        longer = Sample(days, 0, after.square, spread, independent_days(days, effect))
        return half_width(before, longer, 0.97)

    assert half(needed) < 1.25 <= half(needed - 1)


def test_days_that_can_never_settle_it_are_not_promised() -> None:
    wild = sample(in_a_row([0, 0, 0, 10, 10, 10, 0] * 4), 0.4, 1)
    assert days_needed(wild, wild, 1, ahead()) is None


def test_no_more_days_are_asked_for_than_there_can_be() -> None:
    before = sample(in_a_row([4, 5, 6, 5, 7, 3, 5] * 4), 0.4, 1)
    after = sample(in_a_row([4, 5, 6, 8, 7, 3, 2] * 4), 0.4, 1)
    needed = days_needed(before, after, 1.25, ahead())
    assert needed is not None
    assert days_needed(before, after, 1.25, ahead(needed)) == needed
    assert days_needed(before, after, 1.25, ahead(needed - 1)) is None
