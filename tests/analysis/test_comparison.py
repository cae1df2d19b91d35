from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.comparison import averages, compare, smallest_difference
from fibrojournal.analysis.context import Surroundings, contexts
from fibrojournal.analysis.series import DailyValues, daily_values
from fibrojournal.analysis.windows import changes, with_windows
from fibrojournal.domain.entries import ItemScores
from fibrojournal.domain.scales import COUNT, DONE, DONE_WITH_HELP, HOURS, KILOGRAMS
from tests.analysis.comparing import (
    CHANGED,
    ITEMS,
    LONG_AFTER,
    MEDICINES,
    PAIN,
    SETTLED,
    UNCLEAR_AFTER,
    UNCLEAR_BEFORE,
    Scores,
    around,
    compared,
    daily,
    later,
    step,
)
from tests.builders import make_event, make_item

LEVEL: Scores = [5, 6, 5, 4] * 7
LOWER: Scores = [2, 3, 2, 1] * 7
FIRST_LOOK = later(28, SETTLED)
SECOND_LOOK = later(56, SETTLED)

window_scores = st.lists(st.none() | st.integers(0, 10).map(float), min_size=28, max_size=28)


def reading(before: Scores, after: Scores, **about: Any) -> str:
    return compared(around(before, after), **about).reading


# Readings


def test_scores_that_fell_by_more_than_matters_are_different() -> None:
    found = compared(around(LEVEL, LOWER))
    assert (found.reading, found.look, found.is_main) == ("different", 1, True)
    assert found.difference == -3
    assert found.percent == -60
    assert found.better_day_chance is not None
    assert found.better_day_chance > 0.9
    assert found.range is not None
    assert found.range.low < -3 < found.range.high < 0
    assert found.better_range is not None
    assert found.better_range.low > 0.5


def test_scores_that_rose_are_different_in_the_same_way() -> None:
    found = compared(around(LOWER, LEVEL))
    assert found.reading == "different"
    assert found.difference == 3
    assert found.better_day_chance is not None
    assert found.better_day_chance < 0.1


def test_a_sure_but_small_difference_is_slight() -> None:
    half: Scores = [5, 4] * 14
    assert reading([5.0] * 28, half) == "slightly_different"
    assert reading([5.0] * 28, half, mid=0.5) == "different"


def test_a_difference_that_cannot_matter_is_about_the_same() -> None:
    assert reading(LEVEL, LEVEL) == "about_the_same"


def test_scores_that_vary_too_much_cannot_tell() -> None:
    assert reading(UNCLEAR_BEFORE, UNCLEAR_AFTER, today=FIRST_LOOK) == "cannot_tell"


def test_one_range_alone_makes_no_difference() -> None:
    better_but_for_some_days: Scores = [4, 4, 4, 4, 4, 4, 10] * 4
    found = compared(around([5.0] * 28, better_but_for_some_days), today=FIRST_LOOK)
    assert found.range is not None
    assert found.better_range is not None
    assert found.better_range.low > 0.5
    assert found.range.low < 0 < found.range.high
    assert found.reading == "cannot_tell"


@pytest.mark.parametrize(
    ("scale", "mid"), [("0-10", 2.5), ("0-3", 0.3), ("hours", 0.5), ("kg", None)]
)
def test_each_scale_has_its_smallest_difference(scale: str, mid: float | None) -> None:
    scales = {item.scale.key: item.scale for item in ITEMS.values()}
    assert smallest_difference(scales[scale], 2.5) == mid


@pytest.mark.parametrize("scale", [COUNT, DONE, DONE_WITH_HELP])
def test_counts_and_things_done_have_ranges_and_no_reading(scale: Any) -> None:
    found = compared(around([1, 0] * 14, [1.0] * 28), item=make_item(scale=scale))
    assert (found.reading, found.look) == ("no_reading", 1)
    assert found.range is not None
    assert found.better_range is not None


def test_weight_has_neither_a_reading_nor_a_better_direction() -> None:
    weight = ITEMS["weight_kg"]
    assert weight.scale == KILOGRAMS
    found = compared(around([70.5, 71] * 14, [72.5, 73] * 14), item=weight)
    assert found.reading == "no_reading"
    assert found.difference == 2
    assert found.range is not None
    assert (found.better_day_chance, found.better_range) == (None, None)
    assert found.mean_if_missing_low is None


def test_an_item_without_a_better_direction_has_no_reading() -> None:
    neutral = replace(make_item(), better="neither")
    assert reading(LEVEL, LOWER, item=neutral) == "no_reading"


def test_more_hours_of_sleep_are_better() -> None:
    hours = ITEMS["sleep_hours"]
    assert hours.scale == HOURS
    found = compared(around([6, 6.25] * 14, [7, 7.25] * 14), item=hours)
    assert found.reading == "different"
    assert found.better_day_chance == 1
    assert found.better_range is not None
    assert found.better_range.high == 1


# Confidence


def test_the_main_item_has_95_percent_and_the_others_99() -> None:
    main = compared(around(LEVEL, LOWER))
    other = compared(around(LEVEL, LOWER), item=ITEMS["fatigue"])
    for found, confidence in ((main, 0.95), (other, 0.99)):
        assert found.range is not None
        assert found.better_range is not None
        assert found.range.confidence == found.better_range.confidence == confidence
    assert not other.is_main


def test_without_a_main_item_all_have_99_percent() -> None:
    found = compared(around(LEVEL, LOWER), rows=[step(main=None)])
    assert found.range is not None
    assert found.range.confidence == 0.99


# Minimum data


def test_averages_are_shown_from_5_scored_days_on_each_side() -> None:
    found = compared(around([4.0] * 4, [7.0] * 5))
    assert (found.before.mean, found.before.highest, found.before.share_at_7) == (None,) * 3
    assert (found.after.mean, found.after.highest, found.after.share_at_7) == (7, 7, 1)
    assert (found.before.scored, found.after.scored) == (4, 5)
    assert found.difference is None
    assert compared(around([4.0] * 5, [7.0] * 5)).difference == 3


@pytest.mark.parametrize(
    ("scores", "enough"),
    [
        ([5.0] * 14 + [None] * 14, True),
        ([5.0] * 13 + [None] * 15, False),  # under half of the days
        ([5.0] * 15 + [None] * 13, True),
    ],
)
def test_a_window_needs_half_of_its_days(scores: Scores, enough: bool) -> None:  # noqa: FBT001 - a row of the table
    for found in (compared(around(scores, LEVEL)), compared(around(LEVEL, scores))):
        assert (found.reading != "too_few") is enough
        assert (found.range is not None) is enough


def test_a_window_needs_10_scored_days() -> None:
    ended = [step(), step(later(16, SETTLED), 900)]  # 16 days after
    nine: Scores = [5, None] * 7 + [5, 5]
    assert compared(around(LEVEL, nine), rows=ended).reading == "too_few"
    ten: Scores = [5, None] * 6 + [5, 5, 5, 5]
    assert compared(around(LEVEL, ten), rows=ended).reading == "about_the_same"


def test_scored_days_must_span_two_weeks() -> None:
    ended = [step(), step(later(16, SETTLED), 900)]
    assert compared(around(LEVEL, [5.0] * 14), rows=ended).reading == "about_the_same"
    assert compared(around(LEVEL, [5.0] * 13), rows=ended).reading == "too_few"


def test_too_few_days_show_averages_and_nothing_more() -> None:
    found = compared(around([5.0] * 8, LEVEL))
    assert (found.reading, found.look, found.next_look) == ("too_few", 1, None)
    assert found.difference == 0
    nothing = (found.range, found.percent, found.better_day_chance, found.better_range)
    assert nothing == (None,) * 4
    assert (found.carry_over, found.independent_days_before, found.days_needed) == (None,) * 3


def test_percent_is_not_told_of_an_average_below_1() -> None:
    assert compared(around([1, 0] * 14, [3.0] * 28)).percent is None
    assert compared(around([1.0] * 28, [3.0] * 28)).percent == pytest.approx(200)


# Left-out days


def test_left_out_days_are_taken_out_of_both_windows() -> None:
    flu = make_event(later(-4), later(9), category="illness", leave_out=True)
    found = compared(around([5.0] * 24 + [9.0] * 4, [9.0] * 3 + [5.0] * 25), events=[flu])
    assert (found.before.days, found.before.scored, found.before.mean) == (24, 24, 5)
    assert (found.after.days, found.after.scored, found.after.mean) == (25, 25, 5)
    assert found.after.first_day == SETTLED


def test_flares_are_never_left_out() -> None:
    flare = make_event(later(-4), later(9))
    assert compared(around(LEVEL, LOWER), events=[flare]).after.days == 28


def test_overlapping_left_out_events_count_once_and_open_ones_go_on() -> None:
    away = make_event(later(20, SETTLED), later(24, SETTLED), category="travel", leave_out=True)
    ill = make_event(later(22, SETTLED), category="illness", leave_out=True)
    found = compared(around(LEVEL, LOWER), events=[away, ill])
    assert (found.after.days, found.after.scored) == (20, 20)


def test_half_of_the_days_are_needed_of_those_that_were_not_left_out() -> None:
    scores: Scores = [5, None] * 9 + [None] * 10
    assert reading(LEVEL, scores) == "too_few"
    away = make_event(later(18, SETTLED), None, category="travel", leave_out=True)
    # 18 days are left, 9 of them scored: half, but not 10
    assert reading(LEVEL, scores, events=[away]) == "too_few"
    one_more: Scores = [5, 5, *scores[2:]]
    assert reading(LEVEL, one_more, events=[away]) == "about_the_same"


def test_a_window_that_was_left_out_altogether_is_empty() -> None:
    ill = make_event(SETTLED, None, category="illness", leave_out=True)
    found = compared(around(LEVEL, LOWER), events=[ill])
    assert (found.after.days, found.after.scored, found.reading) == (0, 0, "too_few")


# Looks


def test_before_the_first_look_there_are_averages_and_its_day() -> None:
    found = compared(around(LEVEL, LOWER), today=later(-1, FIRST_LOOK))
    assert (found.reading, found.look, found.next_look) == ("not_yet", 0, FIRST_LOOK)
    assert found.difference == -3
    assert (found.range, found.better_day_chance, found.percent) == (None, None, None)


def test_the_first_look_is_given_when_its_last_day_is_over() -> None:
    assert compared(around(LEVEL, LOWER), today=FIRST_LOOK).reading == "different"


def test_today_ends_the_days_after() -> None:
    found = compared(around(LEVEL, LOWER), today=later(5, SETTLED))
    assert (found.after.last_day, found.after.days, found.after.scored) == (
        later(5, SETTLED),
        6,
        6,
    )
    settling_in = compared(around(LEVEL, LOWER), today=later(2))
    assert (settling_in.after.days, settling_in.after.scored) == (0, 0)
    assert settling_in.reading == "not_yet"


def test_a_next_change_brings_the_first_look_on_its_day() -> None:
    rows = [step(), step(later(20, SETTLED), 900)]
    scores = around(LEVEL, LOWER)
    assert compared(scores, rows=rows, today=later(19, SETTLED)).reading == "not_yet"
    found = compared(scores, rows=rows, today=later(20, SETTLED))
    assert (found.reading, found.after.days) == ("different", 20)


def test_what_comes_after_the_first_look_does_not_alter_it() -> None:
    first = compared(around(LEVEL, LOWER), today=later(70))
    for day in (later(1, FIRST_LOOK), SECOND_LOOK, LONG_AFTER):
        wild: Scores = [*LOWER, *[10.0] * 60]
        found = compared(around(LEVEL, wild), today=day)
        assert replace(found, cautions=()) == replace(first, cautions=())


def test_what_cannot_be_told_waits_for_a_second_look() -> None:
    waiting = compared(around(UNCLEAR_BEFORE, UNCLEAR_AFTER), today=later(-1, SECOND_LOOK))
    assert (waiting.reading, waiting.look) == ("cannot_tell", 1)
    assert waiting.next_look == SECOND_LOOK
    assert waiting.after.days == 28
    assert waiting.range is not None


def test_the_second_look_takes_twice_the_days_and_97_percent() -> None:
    scores = around(UNCLEAR_BEFORE, [*UNCLEAR_AFTER, *UNCLEAR_AFTER])
    found = compared(scores, today=SECOND_LOOK)
    assert (found.reading, found.look, found.next_look) == ("cannot_tell", 2, None)
    assert (found.before.days, found.after.days) == (28, 56)
    assert found.days_needed is None
    assert found.range is not None
    assert found.range.confidence == 0.97
    assert compared(scores, today=LONG_AFTER) == replace(found, cautions=())
    other = compared(scores, item=ITEMS["fatigue"], today=SECOND_LOOK)
    assert other.range is not None
    assert other.range.confidence == 0.99


def test_the_second_look_can_tell_what_the_first_could_not() -> None:
    before: Scores = [5, 6, 7, 4, 6, 5, 7] * 4
    after: Scores = [5, 4, 7, 4, 5, 4, 6] * 4
    first = compared(around(before, after), today=FIRST_LOOK)
    assert first.reading == "cannot_tell"
    second = compared(around(before, [*after, *[3.0] * 28]), today=SECOND_LOOK)
    assert (second.reading, second.look) == ("different", 2)


def test_a_second_look_can_have_too_few_days() -> None:
    found = compared(around(UNCLEAR_BEFORE, UNCLEAR_AFTER[:26]), today=SECOND_LOOK)
    assert (found.reading, found.look, found.range) == ("too_few", 2, None)


def test_a_next_change_cancels_the_second_look() -> None:
    rows = [step(), step(later(40, SETTLED), 900)]
    found = compared(around(UNCLEAR_BEFORE, UNCLEAR_AFTER), rows=rows)
    assert (found.reading, found.look, found.next_look) == ("cannot_tell", 1, None)
    assert found.days_needed is None


# How many more days


def test_the_days_needed_stand_beside_what_cannot_be_told_yet() -> None:
    before: Scores = [5, 6, 7, 4, 6, 5, 7] * 4
    after: Scores = [5, 4, 7, 4, 5, 4, 6] * 4
    found = compared(around(before, after), today=FIRST_LOOK)
    assert found.reading == "cannot_tell"
    assert found.days_needed is not None
    assert 28 < found.days_needed <= 56


def test_days_that_cannot_settle_it_are_not_named() -> None:
    found = compared(around(UNCLEAR_BEFORE, UNCLEAR_AFTER), today=FIRST_LOOK)
    assert (found.reading, found.days_needed) == ("cannot_tell", None)


# Missing days, highest days


def test_missing_days_are_told_as_if_they_had_been_0_and_10() -> None:
    found = compared(around(LEVEL, [4.0] * 21 + [None] * 7))
    assert found.after.mean == 4
    assert found.mean_if_missing_low == 3
    assert found.mean_if_missing_high == pytest.approx(5.5)
    assert compared(around(LEVEL, [4.0] * 4)).mean_if_missing_low is None


def test_missing_side_effect_days_are_told_as_if_they_had_been_0_and_3() -> None:
    half: Scores = [1.0] * 14 + [None] * 14
    found = compared(around([1.0] * 28, half), item=ITEMS["se_dizzy"], today=FIRST_LOOK)
    assert (found.mean_if_missing_low, found.mean_if_missing_high) == (0.5, 2)


def test_the_highest_day_and_the_share_from_7_on_are_told_on_0_to_10() -> None:
    found = compared(around([7, 6, 9, 2] * 7, LEVEL))
    assert (found.before.highest, found.before.share_at_7) == (9, 0.5)
    assert (found.after.highest, found.after.share_at_7) == (6, 0)
    dizzy = compared(around([1.0] * 28, [2.0] * 28), item=ITEMS["se_dizzy"])
    assert (dizzy.before.highest, dizzy.before.share_at_7) == (None, None)


# Promises


@given(window_scores, window_scores)
@settings(deadline=None, max_examples=60)
def test_swapping_the_windows_turns_everything_around(one: Scores, other: Scores) -> None:
    at_once = [step(settling=0)]
    there = compared(around(one, other, settled=CHANGED), rows=at_once, today=later(28))
    back = compared(around(other, one, settled=CHANGED), rows=at_once, today=later(28))
    assert back.reading == there.reading
    if there.difference is not None:
        assert back.difference == pytest.approx(-there.difference)
    if there.range is not None and back.range is not None:
        assert back.range.low == pytest.approx(-there.range.high)
        assert back.carry_over == pytest.approx(there.carry_over)
    if there.better_day_chance is not None and there.better_range is not None:
        assert back.better_day_chance == pytest.approx(1 - there.better_day_chance)
        assert back.better_range is not None
        assert back.better_range.low == pytest.approx(1 - there.better_range.high, abs=1e-8)


@given(window_scores, window_scores, st.integers(0, 120))
@settings(deadline=None, max_examples=60)
def test_nothing_is_read_below_the_minimum_or_before_its_look(
    before: Scores, after: Scores, day: int
) -> None:
    found = compared(around(before, after), today=later(day))
    sides = [[value for value in side if value is not None] for side in (before, after)]
    may_read = day >= 35 and all(len(side) >= 14 for side in sides)
    if not may_read:
        assert found.reading in {"not_yet", "too_few"}
    if found.reading in {"not_yet", "too_few"}:
        shown = (found.range, found.percent, found.better_day_chance, found.better_range)
        assert shown == (None,) * 4
    if found.after.scored < 5 or found.before.scored < 5:
        assert found.difference is None


@given(window_scores, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_moments_within_a_day_does_not_matter(after: Scores, chance: Any) -> None:
    scored = around(LEVEL, after)
    moments = [
        (int(day), value + more)
        for day, value in zip(scored.days, scored.values, strict=True)
        for more in (0.0, 0.5, 1.0)
    ]
    results = []
    for _ in range(2):
        chance.shuffle(moments)
        columns = ItemScores(
            PAIN.key,
            tuple(day for day, _ in moments),
            tuple(value for _, value in moments),
            (True,) * len(moments),
        )
        results.append(compared(daily_values(columns, PAIN)))
    assert results[0] == results[1]


@given(window_scores, window_scores)
@settings(deadline=None, max_examples=40)
def test_days_outside_the_windows_change_nothing(before: Scores, after: Scores) -> None:
    scores = around(before, after)
    settling_in = daily({later(day): 10.0 for day in range(7)})
    long_before = daily({later(-29 - day): 10.0 for day in range(40)})
    days = np.concatenate([long_before.days, scores.days, settling_in.days])
    values = np.concatenate([long_before.values, scores.values, settling_in.values])
    order = np.argsort(days)
    more = DailyValues(PAIN.key, days[order], values[order])
    assert compared(more, today=FIRST_LOOK) == compared(scores, today=FIRST_LOOK)


# Other windows


def test_other_windows_show_averages_without_a_reading() -> None:
    (change,) = changes([step()], MEDICINES, LONG_AFTER)
    other = with_windows(change, 0, 56)
    (context,) = contexts([other], Surroundings(), LONG_AFTER)
    before, after = averages(other, PAIN, around(LEVEL, LOWER), context)
    assert (before.days, before.scored, before.mean) == (56, 28, 5)
    assert (after.first_day, after.days, after.mean) == (CHANGED, 56, 2)


def test_a_change_is_compared_alike_by_one_look_at_it() -> None:
    (change,) = changes([step()], MEDICINES, LONG_AFTER)
    (context,) = contexts([change], Surroundings(), LONG_AFTER)
    scores = around(LEVEL, LOWER)
    assert compare(change, PAIN, scores, context) == compared(scores)
