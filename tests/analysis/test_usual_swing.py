from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.series import DailyValues
from fibrojournal.analysis.usual_swing import usual_swing
from tests.builders import TODAY, day

LAST = TODAY.toordinal()


def daily(scores: dict[int, float]) -> DailyValues:
    """Build daily values from days ago to value."""
    ago = sorted(scores, reverse=True)
    return DailyValues(
        "fatigue",
        np.array([LAST - one for one in ago], dtype=np.int64),
        np.array([scores[one] for one in ago], dtype=np.float64),
    )


def plain_swing(scores: dict[int, float], cuts: set[int]) -> tuple[float, list[float]] | None:
    """Compute the pooled SD and the means of the stretches as a plain loop over days ago."""
    begin = max(scores)
    starts = sorted({begin, *(cut for cut in cuts if cut < begin)}, reverse=True)
    squares, freedom, means = 0.0, 0, []
    for place, start in enumerate(starts):
        end = starts[place + 1] + 1 if place + 1 < len(starts) else 0
        own = [scores[ago] for ago in range(start, end - 1, -1) if ago in scores]
        if len(own) < 21:
            continue
        mean = statistics.fmean(own)
        means.append(mean)
        blocks = []
        for top in range(start, end + 5, -7):
            block = [scores[ago] for ago in range(top, top - 7, -1) if ago in scores]
            if len(block) >= 4:
                blocks.append(statistics.fmean(block))
        if len(blocks) > 1:
            squares += sum((block - mean) ** 2 for block in blocks)
            freedom += len(blocks) - 1
    return (math.sqrt(squares / freedom), means) if freedom else None


@given(
    st.dictionaries(st.integers(0, 120), st.integers(0, 10), min_size=1, max_size=121),
    st.sets(st.integers(0, 120), max_size=3),
)
@settings(deadline=None, max_examples=100)
def test_the_swing_is_that_of_a_plain_loop(scores: dict[int, int], cuts: set[int]) -> None:
    found = usual_swing(daily(dict(scores)), [day(cut) for cut in cuts], TODAY)
    wanted = plain_swing(dict(scores), cuts)
    if wanted is None:
        assert found is None
        return
    assert found is not None
    assert found.spread == pytest.approx(wanted[0])
    assert [stretch.mean for stretch in found.stretches] == pytest.approx(wanted[1])


def test_fewer_than_21_scored_days_give_no_swing() -> None:
    assert usual_swing(daily(dict.fromkeys(range(20), 5)), [], TODAY) is None


def test_the_band_is_one_spread_around_the_mean_and_ends_at_the_change() -> None:
    scores = {ago: float(ago // 7 % 2) for ago in range(70)}
    swing = usual_swing(daily(scores), [day(28)], TODAY)
    assert swing is not None
    before, after = swing.stretches
    assert (before.first, before.last) == (LAST - 69, LAST - 29)
    assert (after.first, after.last) == (LAST - 28, LAST)
    assert after.high - after.low == pytest.approx(2 * swing.spread)


def test_no_scores_give_no_swing() -> None:
    assert usual_swing(daily({}), [day(3)], TODAY) is None
