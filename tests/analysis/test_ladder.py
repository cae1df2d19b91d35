from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.ladder import Ladder, dose_ladder
from fibrojournal.analysis.series import DailyValues
from fibrojournal.domain.medicines import DoseChange
from tests.builders import (
    TODAY,
    day,
    make_amounts,
    make_dose_change,
    make_event,
    make_item,
    make_medicine,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fibrojournal.domain.events import Event

LAST = TODAY.toordinal()
PAIN = make_item("pain")


def daily(scores: Mapping[int, float]) -> DailyValues:
    """Build daily values from days ago to value."""
    ago = sorted(scores, reverse=True)
    return DailyValues(
        "pain",
        np.array([LAST - one for one in ago], dtype=np.int64),
        np.array([scores[one] for one in ago], dtype=np.float64),
    )


def ladder(
    changes: Sequence[DoseChange], scores: Mapping[int, float], events: Sequence[Event] = ()
) -> Ladder:
    return dose_ladder(make_medicine(), changes, [(PAIN, daily(scores))], events, TODAY)


def rungs(found: Ladder) -> list[tuple[int, str, int]]:
    return [(int(rung.per_day), rung.way, rung.days) for rung in found.rungs]


def test_days_are_sorted_by_dose_without_settling_in() -> None:
    changes = [make_dose_change(day(59), 300), make_dose_change(day(29), 600)]
    found = ladder(changes, dict.fromkeys(range(70), 5.0))
    assert rungs(found) == [(300, "up", 23), (600, "up", 23)]
    assert [rung.scores[0].scored for rung in found.rungs] == [23, 23]


def test_the_way_down_is_a_rung_of_its_own() -> None:
    steps = [(119, 300), (89, 600), (59, 900), (29, 600)]
    changes = [make_dose_change(day(ago), mg) for ago, mg in steps]
    scores = {ago: 4.0 if ago < 30 else 7.0 for ago in range(120)}
    found = ladder(changes, scores)
    assert [(int(rung.per_day), rung.way, rung.scores[0].mean) for rung in found.rungs] == [
        (300, "up", 7.0),
        (600, "up", 7.0),
        (600, "down", 4.0),
        (900, "up", 7.0),
    ]


def test_two_times_on_one_rung_are_put_together() -> None:
    steps = [(119, 300), (89, 600), (59, 300), (29, 600)]
    changes = [make_dose_change(day(ago), mg) for ago, mg in steps]
    assert rungs(ladder(changes, {})) == [(300, "up", 23), (300, "down", 23), (600, "up", 46)]


def test_a_stop_is_a_rung_at_zero() -> None:
    changes = [make_dose_change(day(59), 300), make_dose_change(day(29), 0)]
    assert rungs(ladder(changes, {}))[0] == (0, "down", 23)


def test_other_times_of_day_keep_the_way() -> None:
    changes = [
        make_dose_change(day(89), 600),
        make_dose_change(day(59), 300),
        DoseChange("gabapentin", day(29), make_amounts(morning=300)),
    ]
    assert rungs(ladder(changes, {})) == [(300, "down", 46), (600, "up", 23)]


def test_days_marked_to_be_left_out_are_left_out() -> None:
    changes = [make_dose_change(day(59), 300)]
    ill = make_event(day(9), None, category="illness", leave_out=True)
    flare = make_event(day(30), day(20))
    found = ladder(changes, dict.fromkeys(range(60), 5.0), [ill, flare])
    assert rungs(found) == [(300, "up", 43)]
    assert found.rungs[0].scores[0].scored == 43


def test_fewer_than_five_scored_days_have_no_mean() -> None:
    changes = [make_dose_change(day(59), 300)]
    four = ladder(changes, dict.fromkeys(range(4), 5.0)).rungs[0].scores[0]
    five = ladder(changes, dict.fromkeys(range(5), 5.0)).rungs[0].scores[0]
    assert (four.scored, four.mean) == (4, None)
    assert (five.scored, five.mean) == (5, 5.0)


def test_steps_that_never_settled_are_not_there() -> None:
    changes = [make_dose_change(day(20), 300), make_dose_change(day(15), 600)]
    assert rungs(ladder(changes, {})) == [(600, "up", 9)]


def test_days_before_the_first_dose_are_on_no_rung() -> None:
    changes = [make_dose_change(day(9), 300)]
    found = ladder(changes, dict.fromkeys(range(60), 5.0))
    assert rungs(found) == [(300, "up", 3)]
    assert ladder([], dict.fromkeys(range(60), 5.0)).rungs == ()


def test_a_medicine_taken_when_needed_has_no_ladder() -> None:
    medicine = make_medicine(as_needed=True)
    found = dose_ladder(medicine, [make_dose_change(day(59), 300)], [], [], TODAY)
    assert found.is_empty


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.integers(0, 200), st.integers(0, 4), max_size=8),
    st.dictionaries(st.integers(0, 220), st.integers(0, 10), max_size=80),
)
def test_every_settled_day_stands_on_the_rung_of_its_dose(
    doses: dict[int, int], scores: dict[int, int]
) -> None:
    changes = [make_dose_change(day(ago), 100 * level) for ago, level in doses.items()]
    expected: dict[tuple[int, str], list[int]] = {}
    level: int | None = None
    way, settled = "up", 0
    for ago in range(220, -1, -1):
        new = doses.get(ago)
        began = new is not None and new != level and not (level is None and new == 0)
        if new is not None and began:
            way = "down" if level is not None and new < level else "up"
            level, settled = new, 7
        if level is not None and settled == 0:
            expected.setdefault((100 * level, way), []).append(ago)
        settled = max(settled - 1, 0)
    found = ladder(changes, scores)
    assert {(int(rung.per_day), rung.way): rung.days for rung in found.rungs} == {
        rung: len(days) for rung, days in expected.items()
    }
    for rung in found.rungs:
        own = [scores[ago] for ago in expected[int(rung.per_day), rung.way] if ago in scores]
        (seen,) = rung.scores
        assert sorted(seen.values.tolist()) == sorted(own)
        assert seen.mean == (pytest.approx(statistics.fmean(own)) if len(own) >= 5 else None)


def test_a_dose_to_come_changes_no_rung() -> None:
    changes = [make_dose_change(day(59), 300)]
    later = [*changes, make_dose_change(day(-5), 900)]
    assert rungs(ladder(later, {})) == rungs(ladder(changes, {}))
