from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.mean_difference import z_quantile
from fibrojournal.analysis.nap import nap, nap_range
from tests.analysis.published_series import name_of, needs_published_series, published_series

Z = z_quantile(0.95)

scores = st.lists(st.integers(0, 10), min_size=1, max_size=30).map(
    lambda values: np.array(values, dtype=np.float64)
)
counts = st.floats(2, 60)


@needs_published_series
@pytest.mark.parametrize("case", published_series(), ids=name_of)
def test_chance_and_range_are_those_of_published_series(case: dict[str, Any]) -> None:
    before, after = np.array(case["phase_A"]), np.array(case["phase_B"])
    found = nap(before, after, "higher" if case["direction"] == "increase" else "lower")
    expected = {name: entry["value"] for name, entry in case["expected"].items()}
    assert found == pytest.approx(expected["NAP"], abs=1e-6)
    low, high = nap_range(found, before.size, after.size, Z)
    assert low == pytest.approx(expected["NAP_CI_lo"], abs=2e-4)
    assert high == pytest.approx(expected["NAP_CI_hi"], abs=2e-4)


@needs_published_series
def test_all_published_series_are_read() -> None:
    assert len(published_series()) == 91


def test_a_lower_day_after_is_better_where_lower_is_better() -> None:
    before, after = np.array([5.0, 6, 7]), np.array([4.0, 6])
    assert nap(before, after, "lower") == pytest.approx((3 + 1 + 0.5) / 6)
    assert nap(before, after, "higher") == pytest.approx(1.5 / 6)


def test_equal_days_are_no_difference() -> None:
    assert nap(np.full(5, 3.0), np.full(9, 3.0), "lower") == 0.5


@given(scores, scores)
@settings(deadline=None, max_examples=100)
def test_the_chance_is_the_share_of_all_pairs(before: Any, after: Any) -> None:
    pairs = [(b, a) for b in before for a in after]
    better = sum(a < b for b, a in pairs) + sum(a == b for b, a in pairs) / 2
    assert nap(before, after, "lower") == pytest.approx(better / len(pairs))


@given(scores, scores)
@settings(deadline=None, max_examples=100)
def test_swapping_the_windows_turns_the_chance_around(before: Any, after: Any) -> None:
    assert nap(after, before, "lower") == pytest.approx(1 - nap(before, after, "lower"))


@given(scores, scores, st.floats(-50, 50), st.sampled_from([0.25, 0.5, 3.0, 8.0]))
@settings(deadline=None, max_examples=100)
def test_another_zero_or_unit_leaves_the_chance(
    before: Any, after: Any, shift: float, scale: float
) -> None:
    moved = before * scale + shift, after * scale + shift
    assert nap(*moved, "lower") == nap(before, after, "lower")


@given(st.floats(0, 1), counts, counts)
@settings(deadline=None, max_examples=200)
def test_both_ends_solve_newcombes_equation_inside_the_boundaries(
    chance: float, m: float, n: float
) -> None:
    low, high = nap_range(chance, m, n, Z)
    assert 0 <= low <= chance <= high <= 1
    assert high - low > 0.01
    h = (m + n) / 2 - 1
    for p in (low, high):
        left = m * n * (chance - p) ** 2 * (2 - p) * (1 + p)
        right = Z**2 * p * (1 - p) * (2 + h + (1 + 2 * h) * p * (1 - p))
        assert left == pytest.approx(right, abs=1e-6)


@given(st.floats(0, 1), counts, counts)
@settings(deadline=None, max_examples=100)
def test_the_range_of_the_opposite_chance_is_mirrored(chance: float, m: float, n: float) -> None:
    low, high = nap_range(chance, m, n, Z)
    assert nap_range(1 - chance, n, m, Z) == pytest.approx((1 - high, 1 - low), abs=1e-8)


def test_a_chance_of_0_or_1_still_has_a_range() -> None:
    low, high = nap_range(1, 10, 8, Z)
    assert low == pytest.approx(0.77764, abs=1e-4)
    assert high == 1
    assert nap_range(0, 10, 8, Z) == pytest.approx((0, 1 - low))


def test_more_days_make_the_range_narrower() -> None:
    widths = [high - low for low, high in (nap_range(0.7, n, n, Z) for n in (5, 10, 20, 40))]
    assert widths == sorted(widths, reverse=True)
