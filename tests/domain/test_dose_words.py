from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.dose_words import (
    amounts_words,
    current_dose_words,
    difference_words,
    dose_words,
    intake_days,
    plan_step_words,
    revision_words,
    schedule_words,
    since_words,
    staircase_words,
    time_names,
    typed_total_words,
)
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep, Unit
from fibrojournal.i18n import EnglishFormatter

ENGLISH = EnglishFormatter()
TODAY = date(2026, 11, 4)


def make_dose(day: date, *parts: str | int, every_days: int = 1) -> DoseChange:
    amounts = Amounts(*(Decimal(part) for part in parts))
    return DoseChange("gabapentin", day, amounts, every_days=every_days)


def test_the_four_times_are_joined_by_dashes() -> None:
    dose = make_dose(TODAY, 300, 0, 300, 600)
    assert amounts_words(dose.amounts, "mg", ENGLISH) == "300-0-300-600 mg"


def test_halves_stay_halves() -> None:
    dose = make_dose(TODAY, "0.5", 0, 0, 1)
    assert dose_words(dose, "tablet", ENGLISH) == "0.5-0-0-1 tablets = 1.5 tablets a day"


def test_the_dose_in_force_is_said_with_its_total_and_first_day() -> None:
    changes = [make_dose(date(2026, 3, 1), 300), make_dose(date(2026, 11, 3), 300, 0, 300, 600)]
    assert (
        current_dose_words(changes, "mg", TODAY, ENGLISH)
        == "300-0-300-600 mg = 1,200 mg a day since 3 November"
    )


def test_another_year_is_named() -> None:
    assert since_words(date(2025, 11, 3), TODAY, ENGLISH) == "since 3 November 2025"


def test_a_stop_is_said_with_its_day() -> None:
    changes = [make_dose(date(2026, 3, 1), 300), make_dose(date(2026, 10, 1), 0)]
    assert current_dose_words(changes, "mg", TODAY, ENGLISH) == "stopped since 1 October"


def test_a_patch_is_not_taken_every_day() -> None:
    changes = [make_dose(date(2026, 10, 1), 1, every_days=3)]
    assert (
        current_dose_words(changes, "patch", TODAY, ENGLISH)
        == "1 patch every 3 days since 1 October"
    )


def test_a_medicine_without_a_dose_says_so() -> None:
    assert current_dose_words([], "mg", TODAY, ENGLISH) == "No dose written down yet."


def test_a_day_before_the_first_dose_borrows_nothing_from_later() -> None:
    changes = [make_dose(date(2026, 11, 8), 300)]
    assert (
        current_dose_words(changes, "mg", TODAY, ENGLISH)
        == "from the first day written, 8 November: 300-0-0-0 mg = 300 mg a day"
    )


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("mcg", "2 mcg a day"),
        ("mL", "2 mL a day"),
        ("drops", "2 drops a day"),
        ("tablet", "2 tablets a day"),
        ("patch", "2 patches a day"),
        ("other", "2 a day"),
    ],
)
def test_every_unit_has_its_words(unit: Unit, words: str) -> None:
    assert dose_words(make_dose(TODAY, 1, 0, 0, 1), unit, ENGLISH).endswith(f"= {words}")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((300, 0, 0, 300), (300, 0, 300, 600), "600 mg a day more"),
        ((300, 0, 300, 600), (300, 0, 0, 300), "600 mg a day less"),
        ((300, 0, 0, 300), (300, 0, 0, 300), "the same"),
        ((300, 0, 0, 300), (0, 300, 300, 0), "the same a day, at other times"),
        ((0,), (0,), "the same"),
    ],
)
def test_the_difference_of_two_doses_is_per_day(
    before: tuple[int, ...], after: tuple[int, ...], words: str
) -> None:
    was, now = make_dose(TODAY, *before), make_dose(TODAY, *after)
    assert difference_words(was, now, "mg", ENGLISH) == words


def test_nothing_written_counts_as_nothing_taken_in_a_difference() -> None:
    assert difference_words(None, make_dose(TODAY, 60), "mg", ENGLISH) == "60 mg a day more"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((300, 0, 300, 600), "= 1,200 mg a day, 300 more than now"),
        ((300,), "= 300 mg a day, 600 less than now"),
        ((0, 900), "= 900 mg a day, as much as now"),
        ((0,), "= none from this day on"),
    ],
)
def test_the_total_is_said_while_it_is_typed(typed: tuple[int, ...], words: str) -> None:
    now = make_dose(date(2026, 8, 30), 300, 0, 300, 300)
    dose = make_dose(TODAY, *typed)
    assert typed_total_words(now, dose, "mg", ENGLISH, is_now=True) == words


def test_after_a_stop_nothing_is_compared() -> None:
    stop = make_dose(date(2026, 8, 30), 0)
    assert typed_total_words(stop, make_dose(TODAY, 300), "mg", ENGLISH) == "= 300 mg a day"


def test_a_step_of_the_plan_quotes_the_prescriber() -> None:
    amounts = make_dose(TODAY, 600, 0, 300, 600).amounts
    step = PlanStep("gabapentin", date(2026, 11, 24), amounts, words="if the dizziness allows")
    assert (
        plan_step_words(step, "mg", TODAY, ENGLISH)
        == "From 24 November 600-0-300-600 mg “if the dizziness allows”"
    )


def test_a_planned_stop_is_called_one() -> None:
    step = PlanStep("gabapentin", date(2026, 12, 24), Amounts())
    assert plan_step_words(step, "mg", TODAY, ENGLISH) == "From 24 December stop"


def test_the_staircase_is_said_from_its_first_step() -> None:
    changes = [make_dose(TODAY, 0), make_dose(date(2025, 11, 3), 300, 0, 0, 300)]
    assert (
        staircase_words(Medicine("gabapentin"), changes, TODAY, ENGLISH)
        == "600 mg a day from 3 November 2025; stopped from 4 November."
    )


def test_a_staircase_without_a_step_says_so() -> None:
    words = staircase_words(Medicine("gabapentin"), [], TODAY, ENGLISH)
    assert words == "No dose written down yet."


def test_a_correction_says_what_had_stood_there() -> None:
    was, now = make_dose(date(2026, 11, 3), 300), make_dose(date(2026, 11, 3), 600)
    words = revision_words(TODAY, was, now, Medicine("x"), today=TODAY, formatter=ENGLISH)
    assert words == (
        "On 4 November you corrected the dose written for 3 November: "
        "it was 300-0-0-0 mg = 300 mg a day."
    )


def test_a_removal_says_what_had_stood_there() -> None:
    was = make_dose(date(2026, 11, 3), 300)
    words = revision_words(TODAY, was, None, Medicine("x"), today=TODAY, formatter=ENGLISH)
    assert words.startswith("On 4 November you removed the dose written for 3 November: 300")


def test_a_corrected_note_leaves_the_dose_as_it_was() -> None:
    was = make_dose(date(2026, 11, 3), 300)
    words = revision_words(TODAY, was, was, Medicine("x"), today=TODAY, formatter=ENGLISH)
    assert words.startswith("On 4 November you changed what stands beside the dose of 3 November")


def test_days_with_an_intake_are_counted_by_month() -> None:
    intakes = [
        Intake("p", date(2026, 9, 1)),
        Intake("p", date(2026, 9, 1), amount=Decimal(500)),
        Intake("p", date(2026, 9, 2)),
        Intake("p", date(2026, 11, 1)),
    ]
    assert intake_days(intakes, TODAY) == (
        (date(2026, 9, 1), 2),
        (date(2026, 10, 1), 0),
        (date(2026, 11, 1), 1),
    )


def test_months_before_the_turn_of_the_year_are_found() -> None:
    intakes = [Intake("p", date(2025, 1, 1))]
    months = [first for first, _ in intake_days(intakes, date(2026, 2, 28))]
    assert months == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_an_amount_of_0_was_not_taken() -> None:
    assert intake_days([Intake("p", TODAY, amount=Decimal(0))], TODAY) == ()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.dates(date(2024, 1, 1), date(2027, 1, 1)), min_size=1, unique=True, max_size=6),
    st.data(),
)
def test_a_change_alters_the_words_of_no_day_before_it(
    days: list[date], data: st.DataObject
) -> None:
    changes = [make_dose(day, number + 1) for number, day in enumerate(days)]
    added = make_dose(data.draw(st.dates(date(2024, 1, 1), date(2027, 1, 1))), 9000)
    first = min(days)
    asked = data.draw(st.dates(date(2023, 12, 1), date(2027, 1, 1)))
    if first <= asked < added.day:
        before = current_dose_words(changes, "mg", asked, ENGLISH)
        assert current_dose_words([*changes, added], "mg", asked, ENGLISH) == before


def test_a_planned_stop_is_taken_as_nothing() -> None:
    assert schedule_words(make_dose(TODAY, 0), "mg", ENGLISH) == "none"


def test_a_dose_of_nothing_is_a_stop() -> None:
    assert dose_words(make_dose(TODAY, 0), "mg", ENGLISH) == "stopped"


def test_a_dose_of_every_few_days_has_no_total() -> None:
    dose = make_dose(TODAY, 1, every_days=3)
    assert dose_words(dose, "patch", ENGLISH) == "1 patch every 3 days"


def test_what_is_not_taken_daily_is_said_as_it_is_typed() -> None:
    patch = make_dose(TODAY, 1, every_days=3)
    words = typed_total_words(None, patch, "patch", ENGLISH)
    assert words == f"= {schedule_words(patch, 'patch', ENGLISH)}"


def test_the_times_of_a_day_are_four() -> None:
    assert time_names() == ("morning", "noon", "evening", "night")
