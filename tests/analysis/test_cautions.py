from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fibrojournal.analysis.cautions import is_bad_spell, is_few, is_weekday_mix, theil_sen
from tests.analysis.comparing import (
    CHANGED,
    ITEMS,
    PAIN,
    SETTLED,
    around,
    compared,
    in_a_row,
    later,
    step,
)
from tests.analysis.published_series import name_of, needs_published_series, published_series
from tests.builders import make_event

if TYPE_CHECKING:
    from fibrojournal.analysis.cautions import Caution
    from tests.analysis.comparing import Scores

LEVEL: Scores = [5, 6, 5, 4] * 7
LOWER: Scores = [2, 3, 2, 1] * 7


def cautions(before: Scores = LEVEL, after: Scores = LOWER, **about: Any) -> tuple[Caution, ...]:
    return compared(around(before, after), **about).cautions


def test_whole_windows_with_nothing_around_them_need_no_caution() -> None:
    assert compared(around(LEVEL, LOWER)).reading == "different"
    assert cautions() == ()


# Drift


@needs_published_series
@pytest.mark.parametrize("case", published_series(), ids=name_of)
def test_slopes_are_those_of_published_series(case: dict[str, Any]) -> None:
    values = np.array(case["phase_A"])
    found = theil_sen(np.arange(values.size), values)
    assert found == pytest.approx(case["expected"]["TheilSen_slope_A"]["value"], abs=1e-6)


def test_a_slope_is_per_day_over_the_real_gaps() -> None:
    assert theil_sen(np.array([1, 3, 7]), np.array([1.0, 2, 4])) == 0.5
    assert theil_sen(np.array([1]), np.array([1.0])) == 0
    assert theil_sen(np.array([], dtype=np.int64), np.array([])) == 0


def course(first: float, last: float) -> Scores:
    """Go straight from one level to the other, up and down by half a point each second day."""
    return [
        level + (0.5 if place % 2 else -0.5)
        for place, level in enumerate(np.linspace(first, last, 28).tolist())
    ]


def test_scores_that_were_already_falling_are_a_drift() -> None:
    result = compared(around(course(7, 6), course(5, 4)))
    assert result.reading == "different"
    assert "drift" in result.cautions


def test_scores_that_were_already_rising_are_a_drift() -> None:
    assert "drift" in compared(around(course(4, 5), course(6, 7))).cautions


def test_scores_that_were_rising_before_they_fell_are_no_drift() -> None:
    result = compared(around(course(6, 7), course(4, 5)))
    assert result.reading == "different"
    assert "drift" not in result.cautions


def test_a_drift_of_less_than_half_the_difference_is_not_named() -> None:
    result = compared(around(course(9, 8.5), course(4.5, 4)))
    assert result.reading == "different"
    assert "drift" not in result.cautions


def test_a_drift_is_named_only_beside_a_difference() -> None:
    result = compared(around(course(5.2, 5.1), course(5, 4.9)))
    assert result.reading == "about_the_same"
    assert "drift" not in result.cautions


# A bad spell


def test_a_change_during_bad_days_is_a_bad_spell() -> None:
    assert "bad_spell" in cautions([5.0] * 23 + [6.0] * 5)
    assert "bad_spell" not in cautions([5.0] * 23 + [6.0] * 4 + [5.0])


def test_good_days_before_a_change_are_no_bad_spell() -> None:
    assert "bad_spell" not in cautions([5.0] * 23 + [2.0] * 5)


def test_the_last_5_scored_days_count_not_the_last_5_days() -> None:
    spell: Scores = [5.0] * 10 + [8, None] * 5 + [None] * 8
    assert "bad_spell" in cautions(spell)


def test_where_higher_is_better_low_days_are_a_bad_spell() -> None:
    hours = np.array([7.0] * 20 + [6.5] * 5)
    assert is_bad_spell(hours, "higher", 0.5)
    assert not is_bad_spell(hours, "lower", 0.5)


def test_a_bad_spell_needs_10_scored_days_and_a_better_direction() -> None:
    spell = np.array([5.0] * 5 + [9.0] * 5)
    assert is_bad_spell(spell, "lower", 1)
    assert not is_bad_spell(spell[1:], "lower", 1)
    assert not is_bad_spell(spell, "neither", 1)


def test_a_bad_spell_of_exactly_the_smallest_difference_counts() -> None:
    side_effect = np.array([0.0] * 10 + [0, 0, 1, 0.5, 0])  # 0.3 on average, as sums of floats
    assert is_bad_spell(side_effect, "lower", 0.3)


# Other changes


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (later(-40), later(-29), False),
        (later(-40), later(-28), True),
        (later(-1), later(-1), True),
        (CHANGED, later(6), False),
        (later(6), SETTLED, True),
        (later(34), None, True),
        (later(35), None, False),
    ],
)
def test_an_event_in_one_of_the_windows_is_named(first: Any, last: Any, named: bool) -> None:  # noqa: FBT001 - a row of the table
    found = cautions(events=[make_event(first, last)])
    assert ("other_changes" in found) is named


def test_another_medicine_that_changed_on_the_first_day_before_is_named() -> None:
    other = step(later(-28), 30, "duloxetine", settling=0)
    assert cautions(rows=[other, step()]) == ("other_changes",)
    earlier = step(later(-29), 30, "duloxetine", settling=0)
    assert cautions(rows=[earlier, step()]) == ()


def test_an_earlier_change_of_the_same_medicine_is_not_another() -> None:
    assert cautions(rows=[step(later(-28), 900, settling=0), step()]) == ()


# Intake, days, weekdays


def test_days_taken_differently_are_named_above_a_fifth() -> None:
    said: dict[Any, Any] = {later(day, SETTLED): "as_planned" for day in range(4)}
    said[later(4, SETTLED)] = "different"
    assert cautions(taken=said) == ()
    said[later(5, SETTLED)] = "different"
    assert cautions(taken=said) == ("different_intake",)


def test_only_counted_days_after_the_change_tell_of_intake() -> None:
    said: dict[Any, Any] = {later(-1): "different", CHANGED: "different"}
    assert cautions(taken=said) == ()
    said[SETTLED] = "different"
    assert "different_intake" in cautions(taken=said)
    ill = make_event(SETTLED, SETTLED, category="illness", leave_out=True)
    assert "different_intake" not in cautions(taken=said, events=[ill])


def test_a_window_scored_on_fewer_than_70_percent_of_its_days_has_few_days() -> None:
    assert not is_few(7, 10)
    assert is_few(6, 9)
    assert not is_few(0, 0)
    thin: Scores = [*LOWER[:19], *[None] * 9]
    assert "few_days" in cautions(after=thin)
    assert "few_days" in cautions(before=thin)


def test_left_out_days_do_not_make_days_few() -> None:
    away = make_event(later(19, SETTLED), later(30, SETTLED), category="travel", leave_out=True)
    assert "few_days" not in cautions(after=[*LOWER[:19], *[None] * 9], events=[away])


def test_weekdays_that_are_scored_unequally_often_are_named() -> None:
    weekdays: Scores = [None if place % 7 in {0, 6} else 3.0 for place in range(28)]
    assert "weekday_mix" not in cautions(weekdays, weekdays)
    only_weekends: Scores = [3.0 if place % 7 in {0, 6} else None for place in range(28)]
    assert "weekday_mix" in cautions(weekdays, only_weekends)


def test_exactly_15_points_are_not_more_than_15_points() -> None:
    week = np.arange(0, 140, 7)  # 20 days, all of one weekday
    four, one = np.append(week[:4], week[:16] + 1), np.append(week[:1], week[:19] + 1)
    assert not is_weekday_mix(four, one)
    assert is_weekday_mix(np.append(week[:5], week[:15] + 1), one)
    assert not is_weekday_mix(four, week[:0])


# Joint and recent


def test_changes_that_cannot_be_taken_apart_are_joint() -> None:
    scores = around(LEVEL, LOWER, settled=later(9))
    found = compared(scores, rows=[step(), step(later(2), 30, "duloxetine")])
    assert found.cautions == ("joint",)


def test_a_change_is_recent_for_8_weeks() -> None:
    assert cautions(today=later(55)) == ("recent",)
    assert cautions(today=later(56)) == ()


def test_cautions_are_told_in_a_fixed_order() -> None:
    result = compared(
        around([5.0] * 23 + [9.0] * 5, [*LOWER[:19], *[None] * 9]),
        today=later(40),
        events=[make_event(CHANGED, None)],
    )
    assert result.cautions == ("bad_spell", "other_changes", "few_days", "recent")


def test_items_without_a_smallest_difference_have_no_bad_spell() -> None:
    weight = in_a_row([70.0] * 23 + [90.0] * 5, later(-28))
    assert "bad_spell" not in compared(weight, item=ITEMS["weight_kg"]).cautions
    assert (
        "bad_spell" in compared(in_a_row([1.0] * 23 + [9.0] * 5, later(-28)), item=PAIN).cautions
    )
