from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.dose_periods import dose_periods, medicine_changes
from fibrojournal.domain.medicines import DoseChange, dose_on
from tests.builders import TODAY, day, make_amounts, make_dose_change


def mg(amount: int) -> Decimal:
    return Decimal(amount)


def per_day(*steps: tuple[int, float]) -> list[DoseChange]:
    """Build rows from (days ago, mg)."""
    return [make_dose_change(day(ago), amount) for ago, amount in steps]


def test_the_last_period_stays_open() -> None:
    first, second = dose_periods(per_day((60, 300), (10, 600)), TODAY)
    assert (first.first, first.last, first.per_day) == (day(60), day(10), mg(300))
    assert (second.first, second.last, second.per_day) == (day(10), None, mg(600))


def test_rows_after_the_last_day_do_not_count() -> None:
    (only,) = dose_periods(per_day((60, 300), (10, 600)), day(20))
    assert only.last is None


def test_a_row_that_repeats_the_dose_is_no_change() -> None:
    rows = per_day((60, 300), (30, 300))
    assert len(dose_periods(rows, TODAY)) == 1
    assert len(medicine_changes(rows)) == 1


def test_zeros_before_the_first_dose_are_no_change() -> None:
    assert medicine_changes(per_day((60, 0))) == ()


def test_steps_up_within_three_weeks_are_one_change() -> None:
    (change,) = medicine_changes(per_day((60, 300), (40, 600), (20, 900)))
    assert (change.from_per_day, change.to_per_day) == (None, mg(900))
    assert (change.first_day, change.last_day) == (day(60), day(20))
    assert len(change.steps) == 3


def test_a_step_after_three_weeks_is_a_change_of_its_own() -> None:
    assert len(medicine_changes(per_day((60, 300), (39, 600)))) == 2


def test_up_and_then_down_are_two_changes() -> None:
    up, down = medicine_changes(per_day((60, 300), (50, 600), (45, 300)))
    assert (up.to_per_day, down.from_per_day, down.to_per_day) == (mg(600), mg(600), mg(300))


def test_steps_down_to_nothing_are_one_change() -> None:
    _start, taper = medicine_changes(per_day((90, 900), (20, 600), (10, 300), (3, 0)))
    assert (taper.from_per_day, taper.to_per_day) == (mg(900), mg(0))


def test_starting_again_comes_from_zero() -> None:
    changes = medicine_changes(per_day((90, 300), (60, 0), (30, 100)))
    assert changes[-1].from_per_day == 0


def test_other_times_of_day_are_a_change_of_their_own_without_direction() -> None:
    moved = replace(make_dose_change(day(50), 600), amounts=make_amounts(morning=300, night=300))
    rows = [*per_day((60, 600), (45, 900)), moved]
    start, times, more = medicine_changes(rows)
    assert times.is_other_times_only
    assert not start.is_other_times_only
    assert (more.from_per_day, more.to_per_day) == (mg(600), mg(900))


def test_medicines_do_not_mix() -> None:
    rows = [make_dose_change(day(30), 30, medicine="duloxetine"), *per_day((30, 300))]
    assert [change.medicine for change in medicine_changes(rows)] == ["duloxetine", "gabapentin"]


def test_a_patch_every_three_days_is_a_third_a_day() -> None:
    (period,) = dose_periods([make_dose_change(day(5), 1, every_days=3)], TODAY)
    assert period.per_day == Decimal(1) / 3


ROWS = st.dictionaries(st.integers(0, 200), st.sampled_from([0, 100, 300, 600]), max_size=8)


@given(ROWS)
@settings(deadline=None, max_examples=60)
def test_the_periods_say_what_the_rows_say_on_every_day(rows: dict[int, int]) -> None:
    changes = per_day(*rows.items())
    periods = dose_periods(changes, TODAY)
    for ago in range(201):
        in_force = dose_on(changes, day(ago))
        found = [period for period in periods if period.covers(day(ago))]
        assert len(found) <= 1
        amount = found[0].per_day if found else 0
        assert amount == (in_force.per_day if in_force else 0)


@given(ROWS, st.integers(0, 200), st.sampled_from([0, 50, 900]))
@settings(deadline=None, max_examples=60)
def test_a_change_alters_no_dose_before_its_day(
    rows: dict[int, int], ago: int, amount: int
) -> None:
    before = per_day(*rows.items())
    after = [row for row in before if row.day != day(ago)] + per_day((ago, amount))
    until = day(ago) - timedelta(days=1)
    assert dose_periods(before, until) == dose_periods(after, until)


@given(ROWS)
@settings(deadline=None, max_examples=60)
def test_every_row_that_alters_something_is_in_one_change(rows: dict[int, int]) -> None:
    changes = medicine_changes(per_day(*rows.items()))
    steps = [step for change in changes for step in change.steps]
    assert len(steps) == len({step.day for step in steps})
    assert {step.day for step in steps} == {
        period.first for period in dose_periods(per_day(*rows.items()), TODAY)
    }
