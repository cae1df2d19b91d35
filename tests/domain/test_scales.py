from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.domain.scales import HOURS, NUMERIC_RATING, SCALES, SEVERITY, Scale
from fibrojournal.errors import RefusedError


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_both_ends_lie_on_a_scale(scale: Scale) -> None:
    assert scale.check(scale.low) == scale.low
    assert scale.check(scale.high) == scale.high


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_what_lies_outside_a_scale_is_refused(scale: Scale) -> None:
    for value in (scale.low - 1, scale.high + 1):
        with pytest.raises(RefusedError, match="out of range"):
            scale.check(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(RefusedError, match=r"This is not a number\."):
        HOURS.check(value)


def test_a_rating_is_whole() -> None:
    with pytest.raises(RefusedError, match=r"6\.5 is not a whole number\.") as refusal:
        NUMERIC_RATING.check(6.5)
    assert refusal.value.remedy == "It must be a whole number from 0 to 10."


def test_hours_may_have_quarters() -> None:
    assert HOURS.check(7.25) == 7.25
    with pytest.raises(RefusedError) as refusal:
        HOURS.check(25)
    assert refusal.value.remedy == "It must be a number from 0 to 24."


@given(st.floats())
def test_a_checked_value_is_never_altered(value: float) -> None:
    try:
        kept = SEVERITY.check(value)
    except RefusedError:
        assert value not in (0, 1, 2, 3)
    else:
        assert kept == value
        assert value in (0, 1, 2, 3)
