from __future__ import annotations

from datetime import date, timedelta

import pytest

from fibrojournal.charts.change_title import DoseBook, change_days, change_doses, change_title
from fibrojournal.domain.medicines import DoseChange
from tests.builders import make_amounts, make_dose_change, make_medicine
from tests.charts.changes import CHANGE_DAY, OLD_ROWS, make_change
from tests.charts.timelines import FORMATTER

MEDICINES = [
    make_medicine(),
    make_medicine("duloxetine"),
    make_medicine("fentanyl", unit="patch"),
    make_medicine("pregabalin", unit="tablet"),
]


def on(days: int) -> date:
    return CHANGE_DAY + timedelta(days=days)


def title(*rows: DoseChange) -> str:
    change = make_change(*rows)
    return change_title(change.parts, DoseBook(MEDICINES, rows), FORMATTER)


def steps(*levels: float, apart: int = 7, medicine: str = "gabapentin") -> list[DoseChange]:
    """Build a dose long before the change, and then one step after the other."""
    first, *rest = levels
    begin = make_dose_change(on(-200), first, medicine=medicine)
    return [begin] + [
        make_dose_change(on(apart * place), level, medicine=medicine)
        for place, level in enumerate(rest)
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (list(OLD_ROWS), "Gabapentin 600 to 900 mg a day"),
        (steps(600, 0), "Gabapentin stopped"),
        (steps(1200, 900), "Gabapentin 1,200 to 900 mg a day"),
        (
            steps(300, 400, 500, 600, 800, 1000, 1200),
            "Gabapentin from 300 to 1,200 mg a day over 5 weeks",
        ),
        (
            steps(900, 600, 300, 0),
            "Gabapentin from 900 mg a day to none over 2 weeks",
        ),
        (steps(300, 400, 500, apart=4), "Gabapentin from 300 to 500 mg a day over 4 days"),
        ([make_dose_change(on(0), 300)], "Gabapentin started, 300 mg a day"),
        (
            [make_dose_change(on(0), 300), make_dose_change(on(14), 600)],
            "Gabapentin started, to 600 mg a day over 2 weeks",
        ),
        ([*steps(0.5, 1, medicine="pregabalin")], "Pregabalin 0.5 to 1 tablet a day"),
        (
            [make_dose_change(on(-300), 300), *steps(0, 300)],
            "Gabapentin started again, 300 mg a day",
        ),
        (
            [make_dose_change(on(-300), 300), *steps(0, 300, 600)],
            "Gabapentin started again, to 600 mg a day over 1 week",
        ),
    ],
)
def test_a_change_is_named_by_its_doses(rows: list[DoseChange], words: str) -> None:
    assert title(*rows) == words


def test_other_times_of_day_are_a_change_of_their_own() -> None:
    noon = DoseChange("gabapentin", on(0), make_amounts(noon=600))
    assert title(make_dose_change(on(-90), 600), noon) == "Gabapentin 600 mg a day at other times"


def test_a_patch_is_named_as_it_is_used() -> None:
    rows = [
        make_dose_change(on(-90), 1, medicine="fentanyl", every_days=3),
        make_dose_change(on(0), 2, medicine="fentanyl", every_days=3),
    ]
    assert title(*rows) == "Fentanyl 1 patch every 3 days to 2 patches every 3 days"


def test_medicines_that_changed_jointly_share_the_title() -> None:
    rows = [*OLD_ROWS, make_dose_change(on(3), 30, medicine="duloxetine")]
    assert title(*rows) == "Gabapentin 600 to 900 mg and duloxetine started, 30 mg a day"


def test_a_stop_at_the_end_of_a_joint_title_has_no_amount() -> None:
    rows = [
        *OLD_ROWS,
        make_dose_change(on(-90), 30, medicine="duloxetine"),
        make_dose_change(on(3), 0, medicine="duloxetine"),
    ]
    assert title(*rows) == "Gabapentin 600 to 900 mg a day and duloxetine stopped"


def test_three_medicines_are_listed() -> None:
    rows = [
        *OLD_ROWS,
        make_dose_change(on(1), 30, medicine="duloxetine"),
        make_dose_change(on(2), 2, medicine="pregabalin"),
    ]
    assert title(*rows) == (
        "Gabapentin 600 to 900 mg, duloxetine started, 30 mg and "
        "pregabalin started, 2 tablets a day"
    )


@pytest.mark.parametrize(
    ("last", "words", "short"),
    [
        (date(2026, 8, 31), "31 August 2026", "31 August"),
        (date(2026, 9, 7), "31 August to 7 September 2026", "31 August to 7 September"),
        (date(2027, 1, 7), "31 August 2026 to 7 January 2027", "31 August 2026 to 7 January 2027"),
    ],
)
def test_days_of_a_change_are_written_once(last: date, words: str, short: str) -> None:
    assert change_days(CHANGE_DAY, last, FORMATTER) == words
    assert change_days(CHANGE_DAY, last, FORMATTER, with_year=False) == short


def test_days_of_one_month_share_its_name() -> None:
    assert change_days(date(2026, 8, 3), date(2026, 8, 31), FORMATTER) == "3 to 31 August 2026"


def doses(*rows: DoseChange) -> str:
    change = make_change(*rows)
    return change_doses(change.parts, DoseBook(MEDICINES, rows), FORMATTER)


def test_the_amounts_of_the_day_are_told_before_and_after() -> None:
    rows = [
        DoseChange("gabapentin", on(-90), make_amounts(300, 0, 0, 300)),
        DoseChange("gabapentin", on(0), make_amounts(300, 0, 300, 300)),
    ]
    assert doses(*rows) == "300-0-0-300 mg to 300-0-300-300 mg"


def test_the_steps_of_a_titration_have_their_days() -> None:
    assert doses(*steps(300, 400, 500)) == (
        "0-0-0-300 mg to 0-0-0-500 mg in 2 steps (31 August and 7 September)"
    )
    many = doses(*steps(300, 400, 500, 600, 700, 800))
    assert many == "0-0-0-300 mg to 0-0-0-800 mg in 5 steps"


def test_jointly_changed_medicines_are_told_apart() -> None:
    rows = [*OLD_ROWS, make_dose_change(on(3), 30, medicine="duloxetine")]
    assert doses(*rows) == (
        "gabapentin 0-0-0-600 mg to 0-0-0-900 mg; duloxetine none to 0-0-0-30 mg"
    )
