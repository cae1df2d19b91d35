from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.windows import Change, Looks, Span, changes, looks, with_windows
from tests.analysis.comparing import CHANGED, LONG_AFTER, MEDICINES, later, step
from tests.builders import make_amounts

if TYPE_CHECKING:
    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.domain.medicines import DoseChange


def found(*rows: DoseChange, today: date = LONG_AFTER) -> tuple[Change, ...]:
    return changes(rows, MEDICINES, today)


def looks_at(which: int, *rows: DoseChange, today: date = LONG_AFTER) -> Looks:
    each = found(*rows, today=today)
    padded = [None, *each, None]
    return looks(each[which], padded[which], padded[which + 2])


def days(span: Span) -> tuple[date, date]:
    return span.first_day, span.last_day


# What is one change


def test_the_steps_of_a_titration_are_one_change_with_the_first_steps_choices() -> None:
    (change,) = found(
        step(mg=300, settling=3, window=56, main="fatigue"),
        step(later(20), 600, settling=14, main="fog"),
        step(later(40), 900, settling=0, main=None),
    )
    assert (change.first_day, change.last_day) == (CHANGED, later(40))
    assert (change.settling_days, change.settled_day) == (3, later(43))
    assert (change.window_days, change.main_item) == (56, "fatigue")


def test_steps_three_weeks_apart_are_two_changes() -> None:
    assert [one.first_day for one in found(step(mg=300), step(later(21), 600))] == [
        CHANGED,
        later(21),
    ]


def test_a_taper_is_one_change_and_a_turn_begins_another() -> None:
    rows = [step(mg=900), step(later(30), 600), step(later(37), 0), step(later(44), 300)]
    assert [(one.first_day, one.last_day) for one in found(*rows)] == [
        (CHANGED, CHANGED),
        (later(30), later(37)),
        (later(44), later(44)),
    ]


def test_medicines_that_settle_in_on_a_common_day_are_one_change() -> None:
    other = step(later(6), 30, "duloxetine", settling=14, main=None)
    (change,) = found(step(), other)
    assert change.is_joint
    assert [part.medicine for part in change.parts] == ["gabapentin", "duloxetine"]
    assert (change.last_day, change.settled_day) == (later(6), later(20))
    assert change.settling_days == 14
    assert change.main_item == "pain_average"
    assert change.medicines == {"gabapentin", "duloxetine"}


def test_medicines_that_settle_in_one_after_the_other_are_two_changes() -> None:
    assert len(found(step(), step(later(7), 30, "duloxetine"))) == 2


def test_without_settling_in_only_the_same_day_is_joint() -> None:
    first = step(settling=0)
    assert len(found(first, step(CHANGED, 30, "duloxetine", settling=0))) == 1
    assert len(found(first, step(later(1), 30, "duloxetine", settling=0))) == 2


def test_joint_changes_hang_together_through_a_third_one() -> None:
    turned = step(later(12), 300)
    (change,) = found(step(), step(later(6), 30, "duloxetine"), turned)
    assert [part.first_day for part in change.parts] == [CHANGED, later(6), later(12)]
    assert len(found(step(), turned)) == 2  # alone, one medicine's changes never join


def test_a_long_titration_takes_in_what_starts_within_it() -> None:
    rows = [step(mg=300), step(later(20), 600), step(later(10), 30, "duloxetine", main="fog")]
    (change,) = found(*rows)
    assert change.last_day == later(20)
    assert change.settled_day == later(27)


def test_parts_that_begin_on_one_day_stand_in_the_order_of_the_medicines() -> None:
    (change,) = found(step(CHANGED, 30, "duloxetine", main="fog"), step(main="fatigue"))
    assert [part.medicine for part in change.parts] == ["gabapentin", "duloxetine"]
    assert change.main_item == "fatigue"


def test_a_part_without_a_main_item_leaves_the_choice_to_the_next() -> None:
    (change,) = found(step(main=None), step(CHANGED, 30, "duloxetine", main="fog"))
    assert change.main_item == "fog"


def test_as_needed_medicines_make_no_change_and_end_no_window() -> None:
    rows = [step(), step(later(10), 500, "x"), step(later(-10), 500, "x")]
    assert [one.medicines for one in found(*rows)] == [{"gabapentin"}]
    assert looks_at(0, *rows) == looks_at(0, step())


def test_a_change_after_today_does_not_exist_yet() -> None:
    rows = [step(mg=300), step(later(10), 600)]
    (change,) = found(*rows, today=later(9))
    assert change.last_day == CHANGED
    assert found(*rows, today=later(-1)) == ()


def test_other_times_of_day_are_a_change_of_their_own() -> None:
    moved = replace(step(later(10)), amounts=make_amounts(morning=600))
    assert [one.first_day for one in found(step(), moved)] == [CHANGED, later(10)]


# Windows and looks


@pytest.mark.parametrize("settling", [0, 3, 7, 14])
@pytest.mark.parametrize("window", [28, 56])
def test_the_first_change_ever_has_whole_windows(settling: int, window: int) -> None:
    windows = looks_at(0, step(settling=settling, window=window))
    settled = later(settling)
    assert days(windows.before) == (later(-window), later(-1))
    assert days(windows.first) == (settled, later(window - 1, settled))
    assert windows.first_look_day == later(window, settled)
    assert windows.second is not None
    assert days(windows.second) == (settled, later(2 * window - 1, settled))
    assert windows.second_look_day == later(2 * window, settled)


def test_before_begins_when_the_change_before_has_settled() -> None:
    windows = looks_at(1, step(later(-20), 30, "duloxetine", settling=14), step())
    assert days(windows.before) == (later(-6), later(-1))


def test_before_is_empty_where_the_change_before_has_not_settled() -> None:
    windows = looks_at(1, step(later(-3), 900), step())
    assert windows.before.is_empty
    assert windows.before.days == 0


def test_a_change_long_before_leaves_before_whole() -> None:
    windows = looks_at(1, step(later(-35), 300, "duloxetine"), step())
    assert days(windows.before) == (later(-28), later(-1))


def test_a_next_change_ends_after_and_brings_the_first_look() -> None:
    windows = looks_at(0, step(), step(later(20), 30, "duloxetine"))
    assert days(windows.first) == (later(7), later(19))
    assert windows.first_look_day == later(20)
    assert windows.second is None
    assert windows.second_look_day is None


def test_a_turn_within_the_settling_in_leaves_no_day_after() -> None:
    windows = looks_at(0, step(), step(later(3), 300))
    assert windows.first.is_empty
    assert windows.first_look_day == later(3)


def test_the_second_look_needs_all_of_its_days() -> None:
    assert looks_at(0, step(), step(later(62), 30, "duloxetine")).second is None
    assert looks_at(0, step(), step(later(63), 30, "duloxetine")).second is not None


def test_other_windows_move_only_the_windows() -> None:
    (change,) = found(step(), step(later(2), 30, "duloxetine"))
    other = with_windows(change, 14, 56)
    assert (other.settled_day, other.settling_days, other.window_days) == (later(16), 14, 56)
    assert replace(other, settled_day=change.settled_day, settling_days=7, window_days=28) == (
        change
    )


rows_of_a_diary = st.lists(
    st.builds(
        step,
        on=st.integers(0, 200).map(later),
        mg=st.sampled_from([0, 300, 600, 900]),
        medicine=st.sampled_from(["gabapentin", "duloxetine", "x"]),
        settling=st.sampled_from([0, 3, 7, 14]),
        window=st.sampled_from([28, 56]),
    ),
    max_size=12,
    unique_by=lambda row: (row.medicine, row.day),
)


@given(rows_of_a_diary, st.integers(0, 220))
@settings(deadline=None, max_examples=150)
def test_no_medicine_settles_in_with_one_of_another_change(
    rows: list[DoseChange], today: int
) -> None:
    each = found(*rows, today=later(today))
    assert [one.first_day for one in each] == sorted({one.first_day for one in each})
    for place, change in enumerate(each):
        assert change.last_day < change.settled_day or change.settling_days == 0
        for other in each[place + 1 :]:
            assert not any(
                settle_on_a_common_day(part, one) for part in change.parts for one in other.parts
            )


def settle_on_a_common_day(one: MedicineChange, other: MedicineChange) -> bool:
    if one.medicine == other.medicine:
        return False
    return one.first_day <= last_settling(other) and other.first_day <= last_settling(one)


def last_settling(part: MedicineChange) -> date:
    return part.last_day + timedelta(days=max(part.steps[0].settling_days, 1) - 1)


@given(rows_of_a_diary)
@settings(deadline=None, max_examples=150)
def test_windows_never_hold_a_day_that_settles_in_or_belongs_to_the_next(
    rows: list[DoseChange],
) -> None:
    each = found(*rows)
    padded = [None, *each, None]
    for place, change in enumerate(each):
        previous, following = padded[place], padded[place + 2]
        windows = looks(change, previous, following)
        assert windows.before.last_day < change.first_day
        assert windows.before.days <= change.window_days
        assert windows.first.first_day == change.settled_day
        assert windows.first.days <= change.window_days
        if previous is not None:
            assert windows.before.first_day >= previous.settled_day
        if following is not None:
            assert windows.longest_after.last_day < following.first_day
