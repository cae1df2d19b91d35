from __future__ import annotations

import numpy as np
import pytest

from fibrojournal.analysis.series import DailyValues
from fibrojournal.analysis.summary import part_mean, summary
from tests.builders import TODAY, day

LAST = TODAY.toordinal()


def daily(item: str, scores: dict[int, float]) -> DailyValues:
    ago = sorted(scores, reverse=True)
    return DailyValues(
        item,
        np.array([LAST - one for one in ago], dtype=np.int64),
        np.array([scores[one] for one in ago], dtype=np.float64),
    )


def test_a_day_counts_once_however_many_items_were_scored() -> None:
    both = [daily("fatigue", {0: 5, 1: 5}), daily("fog", {1: 0, 9: 3})]
    seen = summary(both, day(9), TODAY)
    assert (seen.scored_days, seen.days) == (3, 10)


def test_the_first_and_last_four_weeks_are_averaged_apart() -> None:
    scores = {ago: (7.0 if ago > 40 else 4.0) for ago in range(100)}
    (item,) = summary([daily("fatigue", scores)], day(99), TODAY).items
    assert item.first_weeks is not None
    assert item.last_weeks is not None
    assert (item.first_weeks.mean, item.first_weeks.scored) == (7, 28)
    assert (item.last_weeks.mean, item.last_weeks.scored) == (4, 28)


def test_less_than_eight_weeks_are_averaged_as_a_whole() -> None:
    (item,) = summary([daily("fog", dict.fromkeys(range(50), 2))], day(54), TODAY).items
    assert item.first_weeks is None
    assert (item.whole.mean, item.whole.scored, item.whole.days) == (2, 50, 55)


def test_four_scored_days_give_no_average() -> None:
    few = part_mean(daily("fog", {0: 1, 1: 2, 2: 3, 3: 4}), day(9), TODAY)
    assert (few.mean, few.scored) == (None, 4)


def test_zeros_pull_the_average_down_and_blanks_do_not() -> None:
    part = part_mean(daily("fog", {0: 0, 1: 0, 2: 5, 3: 5, 9: 5}), day(27), TODAY)
    assert part.mean == pytest.approx(3)
