from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.days import check_written_day, journal_day
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.pain_areas import PAIN_AREAS
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.journal.example import EXAMPLE_SEED, example_contents
from fibrojournal.journal.example_notes import ALL_NOTES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.events import Category
    from fibrojournal.domain.medicines import DoseChange

A_WEEK = tuple(date(2026, 11, 1) + timedelta(days=n) for n in range(7))
TODAYS = (date(2028, 2, 29), date(2026, 1, 1), date(2027, 1, 15), date(2026, 3, 30), *A_WEEK)
SIDE_EFFECTS = ("se_dizzy", "se_sleepy", "se_nausea")
FOGGY_ITEMS = {"pain_average", "fatigue"}

every_today = pytest.mark.parametrize("today", TODAYS, ids=str)


@cache
def shipped(today: date) -> JournalContents:
    return example_contents(today)


@cache
def many_seeds() -> list[JournalContents]:
    return [example_contents(date(2026, 11, 4), seed) for seed in range(60)]


def numbers(contents: JournalContents, item: str) -> dict[date, float]:
    return {
        entry.day: value
        for entry in contents.days
        if (value := entry.scores.get(item, SKIPPED)) is not SKIPPED
    }


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def event_days(contents: JournalContents, category: Category) -> set[date]:
    return {
        event.first_day + timedelta(days=n)
        for event in contents.events
        if event.category == category and event.last_day is not None
        for n in range((event.last_day - event.first_day).days + 1)
    }


def titrations(contents: JournalContents) -> list[list[DoseChange]]:
    """Group steps of one medicine in one direction, each less than 21 days after the last."""
    groups: list[list[DoseChange]] = []
    for medicine in contents.medicines:
        steps = [change for change in contents.dose_changes if change.medicine == medicine.name]
        groups += [[step] for step in steps[:1]]
        was_up = True
        for earlier, step in pairwise(steps):
            is_up = step.per_day > earlier.per_day
            if is_up == was_up and (step.day - earlier.day).days < 21:
                groups[-1].append(step)
            else:
                groups.append([step])
            was_up = is_up
    return sorted(groups, key=lambda group: group[0].day)


def windows(
    contents: JournalContents, group: list[DoseChange], item: str = "pain_average"
) -> tuple[list[float], list[float]]:
    """Return the numbers of the 28 days before and, after 7 settling-in days, the 28 after."""
    left_out = event_days(contents, "illness") | event_days(contents, "travel")
    scored = numbers(contents, item)

    def those(first: date) -> list[float]:
        days = (first + timedelta(days=n) for n in range(28))
        return [scored[day] for day in days if day in scored and day not in left_out]

    return (
        those(group[0].day - timedelta(days=28)),
        those(group[-1].day + timedelta(days=7)),
    )


def totals(group: list[DoseChange]) -> list[int]:
    return [int(step.per_day) for step in group]


def test_the_same_day_and_seed_give_the_same_contents() -> None:
    today = date(2026, 11, 4)
    assert example_contents(today) == example_contents(today)
    assert example_contents(today, 5) == example_contents(today, 5)


def test_another_seed_tells_the_same_story_in_other_numbers() -> None:
    today = date(2026, 11, 4)
    first, second = example_contents(today, EXAMPLE_SEED), example_contents(today, 2)
    assert first.dose_changes == second.dose_changes
    assert first.events == second.events
    assert first.days != second.days


def test_on_another_day_the_whole_story_has_moved() -> None:
    then, later = (example_contents(date(2026, 11, 4) + timedelta(days=n)) for n in (0, 7))
    moved = tuple(entry.day + timedelta(days=7) for entry in then.days)
    assert tuple(entry.day for entry in later.days) == moved
    assert [entry.scores for entry in later.days] == [entry.scores for entry in then.days]


@settings(deadline=None, max_examples=25)
@given(today=st.dates(date(2020, 1, 1), date(2060, 12, 31)), seed=st.integers(0, 2**64))
def test_any_day_and_seed_give_values_that_the_journal_accepts(today: date, seed: int) -> None:
    contents = example_contents(today, seed)
    scales = {item.key: item.scale for item in contents.items}
    for entry in contents.days:
        check_written_day(entry.day, today)
        for item, value in entry.scores.items():
            if value is not SKIPPED:
                scales[item].check(value)
    days = [entry.day for entry in contents.days]
    assert days == sorted(set(days))
    assert all(pain_map.areas <= set(PAIN_AREAS) for pain_map in contents.pain_maps)


@every_today
def test_nothing_but_the_plan_is_in_the_future(today: date) -> None:
    contents = shipped(today)
    days = [entry.day for entry in contents.days]
    days += [change.day for change in contents.dose_changes]
    days += [intake.day for intake in contents.intakes]
    days += [pain_map.day for pain_map in contents.pain_maps]
    days += [event.last_day or today for event in contents.events]
    days += [entry.written_at.date() for entry in contents.days if entry.written_at]
    assert max(days) == today
    assert [step.day > today for step in contents.plan] == [False, True]


@every_today
def test_the_diary_is_fourteen_months_long_and_has_gaps(today: date) -> None:
    days = [entry.day for entry in shipped(today).days]
    assert days[0] == today - timedelta(days=429)
    assert days[-1] == today
    assert 340 <= len(days) <= 390
    blank_runs = [(later - earlier).days - 1 for earlier, later in pairwise(days)]
    assert sum(run >= 5 for run in blank_runs) >= 4


@every_today
def test_blank_skipped_and_zero_are_all_there_and_differ(today: date) -> None:
    days = shipped(today).days
    full = [entry for entry in days if len(entry.scores) > len(FOGGY_ITEMS)]
    for item in ("fatigue", "sleep_quality", "fog"):
        assert any(item not in entry.scores for entry in full)
        assert any(entry.scores.get(item) is SKIPPED for entry in full)
    assert any(entry.scores.get("se_dizzy") == 0 for entry in full)
    assert any(not entry.scores and entry.note for entry in days)


@every_today
def test_a_side_effect_that_was_not_felt_is_written_as_zero(today: date) -> None:
    full = [entry for entry in shipped(today).days if len(entry.scores) > len(FOGGY_ITEMS)]
    for item in SIDE_EFFECTS:
        answered = [entry for entry in full if item in entry.scores]
        assert len(answered) >= len(full) - 1  # today is written in part
        assert sum(entry.scores[item] == 0 for entry in answered) > len(full) / 4


@every_today
def test_foggy_days_hold_two_scores_and_the_comparison_with_yesterday(today: date) -> None:
    days = shipped(today).days
    foggy = [entry for entry in days if set(entry.scores) == FOGGY_ITEMS]
    assert 15 <= len(foggy) <= 60
    assert all(entry.compared_with_yesterday for entry in foggy)
    said = {entry.compared_with_yesterday for entry in days}
    assert said == {None, "better", "same", "worse"}


@every_today
def test_worst_pain_is_never_below_average_pain(today: date) -> None:
    contents = shipped(today)
    average = numbers(contents, "pain_average")
    assert all(worst >= average[day] for day, worst in numbers(contents, "pain_worst").items())


@every_today
def test_sleep_is_written_in_quarter_hours(today: date) -> None:
    hours = numbers(shipped(today), "sleep_hours").values()
    assert all(value * 4 == int(value * 4) for value in hours)
    assert 5 < mean(hours) < 8


@every_today
def test_weight_is_written_on_sundays_and_rises_slowly(today: date) -> None:
    weights = numbers(shipped(today), "weight_kg")
    assert {day.weekday() for day in weights} == {6}
    values = list(weights.values())
    assert len(values) > 35
    assert 1.5 < mean(values[-8:]) - mean(values[:8]) < 3


@every_today
def test_today_is_partly_filled_and_yesterday_in_full(today: date) -> None:
    yesterday, now = shipped(today).days[-2:]
    assert now.scores == {
        "pain_average": 6,
        "pain_worst": 8,
        "fatigue": 7,
        "sleep_quality": SKIPPED,
        "se_dizzy": 1,
        "se_sleepy": 2,
    }
    assert now.note
    assert yesterday.day == today - timedelta(days=1)
    five = ("pain_average", "pain_worst", "fatigue", "sleep_quality", "fog")
    assert all(isinstance(yesterday.scores[item], int) for item in five)


@every_today
def test_most_days_are_taken_as_planned_and_some_are_not(today: date) -> None:
    contents = shipped(today)
    taken = Counter(entry.medicines_taken for entry in contents.days)
    assert taken["as_planned"] > taken[None] > taken["different"] >= 8
    missed = {intake.day for intake in contents.intakes if intake.amount == 0}
    different = {entry.day for entry in contents.days if entry.medicines_taken == "different"}
    assert missed == different


@every_today
def test_entries_are_written_in_the_evening_or_filled_in_the_next_day(today: date) -> None:
    recalled = 0
    for entry in shipped(today).days:
        assert entry.written_at is not None
        hours_east = entry.written_at.utcoffset()
        assert hours_east in (timedelta(hours=1), timedelta(hours=2))
        late = (journal_day(entry.written_at) - entry.day).days
        assert (entry.recalled_after_days or 0) == late <= 1
        assert entry.written_at.hour >= (9 if late else 19)
        recalled += late
    assert 5 <= recalled <= 45


@every_today
def test_paracetamol_is_taken_on_some_days_of_every_two_months(today: date) -> None:
    contents = shipped(today)
    days = {intake.day for intake in contents.intakes if intake.medicine == "paracetamol"}
    for months in range(7):
        last = today - timedelta(days=2 + 56 * months)
        assert 4 <= sum(last - timedelta(days=55) <= day <= last for day in days) <= 35
    changed = {change.medicine for change in contents.dose_changes}
    as_needed = {medicine.name for medicine in contents.medicines if medicine.as_needed}
    assert as_needed == {"paracetamol"}
    assert not changed & as_needed


@every_today
def test_the_doses_go_up_down_and_up_again(today: date) -> None:
    told = [(group[0].medicine, totals(group)) for group in titrations(shipped(today))]
    assert told == [
        ("gabapentin", [300]),
        ("gabapentin", [400, 500, 600]),
        ("gabapentin", [900]),
        ("duloxetine", [30, 60]),
        ("gabapentin", [800, 700, 600]),
        ("gabapentin", [800, 900]),
        ("gabapentin", [1200]),
    ]


@every_today
def test_a_medicine_changes_once_a_day_at_most_and_the_last_change_was_yesterday(
    today: date,
) -> None:
    changes = shipped(today).dose_changes
    assert len({(change.medicine, change.day) for change in changes}) == len(changes)
    assert max(change.day for change in changes) == today - timedelta(days=1)


@every_today
def test_separate_changes_lie_far_enough_apart_to_be_compared_one_by_one(today: date) -> None:
    groups = titrations(shipped(today))
    for earlier, later in pairwise(groups):
        settled = earlier[-1].day + timedelta(days=earlier[-1].settling_days)
        assert later[0].day - settled >= timedelta(days=28)


@every_today
def test_pain_is_the_same_around_the_first_titration(today: date) -> None:
    contents = shipped(today)
    before, after = windows(contents, titrations(contents)[1])
    assert min(len(before), len(after)) >= 20
    assert abs(mean(after) - mean(before)) < 0.5


@every_today
def test_flu_and_a_bad_week_leave_too_few_days_before_the_second_change(today: date) -> None:
    contents = shipped(today)
    before, after = windows(contents, titrations(contents)[2])
    assert 0 < len(before) < 10
    assert len(after) >= 15


@every_today
def test_pain_around_duloxetine_differs_by_less_than_the_daily_swing(today: date) -> None:
    contents = shipped(today)
    before, after = windows(contents, titrations(contents)[3])
    assert min(len(before), len(after)) >= 20
    assert -1 < mean(after) - mean(before) < 0


@every_today
def test_pain_is_the_same_around_the_taper(today: date) -> None:
    contents = shipped(today)
    before, after = windows(contents, titrations(contents)[4])
    assert min(len(before), len(after)) >= 15
    assert abs(mean(after) - mean(before)) < 0.6


@every_today
def test_pain_is_truly_but_modestly_lower_after_the_second_titration(today: date) -> None:
    contents = shipped(today)
    before, after = windows(contents, titrations(contents)[5])
    assert len(before) >= 20
    assert len(after) >= 15
    assert 1.2 < mean(before) - mean(after) < 1.8
    assert max(after) > min(before)


@pytest.mark.parametrize(("number", "difference"), [(1, 0), (3, -0.6), (4, 0), (5, -1.5)])
def test_over_many_seeds_pain_differs_by_what_the_story_means(
    number: int, difference: float
) -> None:
    found = []
    for contents in many_seeds():
        before, after = windows(contents, titrations(contents)[number])
        found.append(mean(after) - mean(before))
    assert mean(found) == pytest.approx(difference, abs=0.25)


def test_some_of_a_day_is_carried_over_to_the_next() -> None:
    products, squares = [], []
    for contents in many_seeds():
        steady_until = contents.days[0].day + timedelta(days=100)
        pain = numbers(contents, "pain_average")
        steady = {day: value for day, value in pain.items() if day < steady_until}
        middle = mean(steady.values())
        left = {day: value - middle for day, value in steady.items()}
        squares += [value**2 for value in left.values()]
        following = ((left[day], left.get(day + timedelta(days=1))) for day in left)
        products += [one * other for one, other in following if other is not None]
    assert 0.25 < mean(products) / mean(squares) < 0.5
    assert 1.1 < mean(squares) ** 0.5 < 1.6


@every_today
def test_pain_is_two_to_three_points_higher_in_flares(today: date) -> None:
    contents = shipped(today)
    pain = numbers(contents, "pain_average")
    flares = [event for event in contents.events if event.category == "flare"]
    assert len(flares) == 2
    for flare in flares:
        assert flare.last_day is not None
        assert not flare.leave_out
        around = [
            value
            for day, value in pain.items()
            if not flare.covers(day)
            and flare.first_day - timedelta(days=12) <= day <= flare.last_day + timedelta(days=12)
        ]
        inside = [value for day, value in pain.items() if flare.covers(day)]
        assert 1.2 < mean(inside) - mean(around) < 3.5


@every_today
def test_flu_and_holiday_are_left_out_of_comparisons(today: date) -> None:
    events = shipped(today).events
    left_out = [event.category for event in events if event.leave_out]
    assert left_out == ["illness", "travel"]
    assert [event.first_day for event in events] == sorted(event.first_day for event in events)
    kinds = Counter(event.category for event in events)
    assert kinds["visit"] == 4
    assert kinds["physiotherapy"] == 1


@every_today
@pytest.mark.parametrize("item", ["se_dizzy", "se_sleepy"])
def test_dizziness_and_sleepiness_rise_after_an_increase_and_then_ease(
    today: date, item: str
) -> None:
    contents = shipped(today)
    scored = numbers(contents, item)

    def between(first: date, days: int) -> float:
        stretch = (first + timedelta(days=n) for n in range(days))
        return mean(scored[day] for day in stretch if day in scored)

    groups = titrations(contents)
    for number in (1, 2, 5):
        first, last = groups[number][0].day, groups[number][-1].day
        calm_before = between(first - timedelta(days=28), 28)
        settling = between(first + timedelta(days=2), (last - first).days + 12)
        later = between(last + timedelta(days=24), 28)
        assert settling > calm_before + 0.4
        assert settling > later + 0.4


@every_today
def test_the_pain_map_is_drawn_weekly_and_more_often_in_flares(today: date) -> None:
    contents = shipped(today)
    flare_days = event_days(contents, "flare")
    inside = [len(drawn.areas) for drawn in contents.pain_maps if drawn.day in flare_days]
    outside = [len(drawn.areas) for drawn in contents.pain_maps if drawn.day not in flare_days]
    assert len(outside) > 35
    assert len(inside) >= 4
    assert mean(inside) > mean(outside) + 2
    assert {drawn.day for drawn in contents.pain_maps} <= {entry.day for entry in contents.days}


@every_today
def test_about_a_third_of_the_days_have_a_note_and_the_notes_vary(today: date) -> None:
    written = [entry.note for entry in shipped(today).days if entry.note]
    assert 0.25 < len(written) / len(shipped(today).days) < 0.45
    assert len(set(written)) >= 40
    assert all(earlier != later for earlier, later in pairwise(written))


def test_the_invented_person_never_judges_a_medicine() -> None:
    contents = shipped(date(2026, 11, 4))
    texts = list(ALL_NOTES)
    texts += [event.title + " " + event.note for event in contents.events]
    texts += [change.note for change in contents.dose_changes]
    texts += [intake.note for intake in contents.intakes]
    texts += [entry.note for entry in contents.days]
    texts += [question.text for question in contents.questions]
    texts += [words for item in contents.items for _, words in item.anchors]
    texts += [step.words for step in contents.plan]
    never = re.compile(
        r"\b(effective|working|works|worked|help\w*|caus\w+|because|responder\w*|significant\w*"
        r"|risk\w*|cure\w*|diagnos\w*)\b",
        re.IGNORECASE,
    )
    assert [text for text in texts if never.search(text)] == []


def test_the_items_are_the_built_in_ones_with_own_words_for_some_numbers() -> None:
    items = shipped(date(2026, 11, 4)).items
    assert [item.key for item in items] == [item.key for item in BUILT_IN_ITEMS]
    assert [item.hidden for item in items] == [item.hidden for item in BUILT_IN_ITEMS]
    by_key = {item.key: item for item in items}
    assert by_key["pain_average"].anchor(6) == "shoes hurt, can cook"
    assert by_key["pain_worst"].anchor(8) == "cannot hold a kettle"


def test_the_plan_is_ahead_in_the_words_of_the_prescriber() -> None:
    today = date(2026, 11, 4)
    confirmed, ahead = shipped(today).plan
    assert confirmed.confirmed
    assert confirmed.day == today - timedelta(days=1)
    assert ahead.day == date(2026, 11, 24)
    assert ahead.per_day == 1500
    assert ahead.words == "if the dizziness allows"
    assert ahead.typed_on == date(2026, 11, 2)


def test_the_person_is_named_as_an_example() -> None:
    contents = shipped(date(2026, 11, 4))
    assert "Example" in contents.profile.name
    assert contents.profile.birth_year == 1979
    open_questions = [question for question in contents.questions if not question.asked]
    assert len(open_questions) == 3
    assert not contents.moments
