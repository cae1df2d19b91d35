from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.medicines import DoseChange
from fibrojournal.domain.regimen import TakenRow, taken_on_two_days, taken_words
from fibrojournal.i18n import EnglishFormatter
from tests.builders import day, make_amounts, make_dose_change, make_intake, make_medicine

ENGLISH = EnglishFormatter()
GABAPENTIN = make_medicine()


def make_split(days_ago: int, *parts: float) -> DoseChange:
    return DoseChange("gabapentin", day(days_ago), make_amounts(*parts))


HISTORY = [
    make_split(300, 300, 0, 0, 300),
    make_split(1, 300, 0, 300, 600),
    make_dose_change(day(200), 60, medicine="duloxetine"),
]


def test_a_day_is_told_with_the_dose_in_force() -> None:
    assert taken_words(GABAPENTIN, HISTORY, day(60), ENGLISH) == "300-0-0-300 mg"
    assert taken_words(GABAPENTIN, HISTORY, day(0), ENGLISH) == "300-0-300-600 mg"


def test_before_the_first_dose_a_medicine_was_not_taken_yet() -> None:
    assert taken_words(GABAPENTIN, HISTORY, day(301), ENGLISH) == "not yet"


def test_after_a_stop_a_medicine_is_stopped() -> None:
    changes = [*HISTORY, make_split(0, 0)]
    assert taken_words(GABAPENTIN, changes, day(0), ENGLISH) == "stopped"


def test_a_patch_is_told_as_it_is_used() -> None:
    patch = make_medicine("fentanyl", unit="patch")
    changes = [make_dose_change(day(9), 1, medicine="fentanyl", every_days=3)]
    assert taken_words(patch, changes, day(4), ENGLISH) == "1 patch every 3 days"


def test_two_days_stand_beside_each_other() -> None:
    medicines = [GABAPENTIN, make_medicine("duloxetine")]
    assert taken_on_two_days(medicines, HISTORY, (day(66), day(0)), ENGLISH) == (
        TakenRow("gabapentin", "300-0-0-300 mg", "300-0-300-600 mg", "600 mg a day more", True),
        TakenRow("duloxetine", "0-0-0-60 mg", "0-0-0-60 mg", "the same", False),
    )


@pytest.mark.parametrize(
    ("days_ago", "difference", "stands_out"),
    [
        ((60, 45), "started", True),
        ((45, 35), "the same a day, at other times", True),
        ((35, 25), "stopped", True),
        ((25, 22), "the same", False),
        ((60, 25), "stopped", True),
        ((25, 15), "started again", True),
        ((45, 15), "300 mg a day more", True),
        ((15, 45), "300 mg a day less", True),
        ((15, 60), "not yet", True),
    ],
)
def test_the_difference_says_what_happened_in_between(
    days_ago: tuple[int, int], difference: str, *, stands_out: bool
) -> None:
    changes = [
        make_split(50, 300, 0, 0, 300),
        make_split(40, 0, 300, 300),
        make_split(30, 0),
        make_split(20, 300, 300, 300),
    ]
    days = day(days_ago[0]), day(days_ago[1])
    (row,) = taken_on_two_days([GABAPENTIN], changes, days, ENGLISH)
    assert (row.difference, row.is_different) == (difference, stands_out)


def test_a_medicine_of_later_days_is_not_listed() -> None:
    assert taken_on_two_days([GABAPENTIN], HISTORY, (day(400), day(350)), ENGLISH) == ()


def test_medicines_taken_when_needed_say_what_was_noted() -> None:
    medicine = make_medicine("paracetamol", as_needed=True)
    intakes = [
        make_intake(day(3), 500, medicine="paracetamol"),
        make_intake(day(3), 1000, medicine="paracetamol"),
        make_intake(day(2), 0, medicine="paracetamol"),
        make_intake(day(1), None, medicine="paracetamol"),
    ]
    words = [taken_words(medicine, (), day(ago), ENGLISH, intakes) for ago in (4, 3, 2, 1)]
    assert words == ["none noted", "1,500 mg noted", "none taken", "noted, without an amount"]
    (row,) = taken_on_two_days([medicine], (), (day(3), day(2)), ENGLISH, intakes)
    assert row == TakenRow("paracetamol", "1,500 mg noted", "none taken", "", False)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.dates(date(2025, 1, 1), date(2026, 1, 1)), st.integers(0, 9)),
        unique_by=lambda row: row[0],
        max_size=6,
    ),
    st.dates(date(2024, 12, 1), date(2026, 2, 1)),
    st.dates(date(2024, 12, 1), date(2026, 2, 1)),
)
def test_a_later_change_alters_no_earlier_day(
    rows: list[tuple[date, int]], asked: date, added: date
) -> None:
    changes = [make_dose_change(on, 100 * level) for on, level in rows]
    more = [*changes, make_dose_change(added, 777)] if added not in dict(rows) else changes
    if asked < added:
        before = taken_words(GABAPENTIN, changes, asked, ENGLISH)
        assert taken_words(GABAPENTIN, more, asked, ENGLISH) == before
