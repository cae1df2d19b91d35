from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine
from fibrojournal.domain.supply import supply_days_left, supply_words

COUNTED = date(2026, 10, 28)
TODAY = date(2026, 11, 4)
MEDICINE = Medicine("gabapentin", supply_amount=Decimal(30_000), supply_counted_on=COUNTED)


def dose(day: date, evening: int, every_days: int = 1) -> DoseChange:
    return DoseChange("gabapentin", day, Amounts(evening=Decimal(evening)), every_days)


OLD = dose(date(2026, 8, 30), 900)
NEW = dose(date(2026, 11, 3), 1200)


def test_each_day_takes_the_dose_that_held_on_it() -> None:
    # 6 days of 900 and one of 1,200 are gone; 23,400 are 19.5 days of 1,200.
    assert supply_days_left(MEDICINE, [NEW, OLD], TODAY) == 19
    assert supply_words(19) == "about 19 days left"


def test_what_was_counted_today_is_whole() -> None:
    counted = replace(MEDICINE, supply_counted_on=TODAY, supply_amount=Decimal(2400))
    assert supply_days_left(counted, [OLD, NEW], TODAY) == 2


def test_what_is_used_up_is_never_less_than_nothing() -> None:
    assert supply_days_left(MEDICINE, [OLD], TODAY + timedelta(days=365)) == 0
    assert supply_words(0) == "nothing left"


def test_a_count_of_a_later_day_is_whole_until_then() -> None:
    later = replace(MEDICINE, supply_counted_on=TODAY + timedelta(days=3))
    assert supply_days_left(later, [OLD, NEW], TODAY) == 25


def test_days_before_the_first_dose_take_nothing() -> None:
    assert supply_days_left(MEDICINE, [NEW], TODAY) == 24


def test_a_patch_lasts_as_long_as_it_is_worn() -> None:
    patch = dose(COUNTED, 1, every_days=3)
    counted = replace(MEDICINE, supply_counted_on=TODAY, supply_amount=Decimal(5))
    assert supply_days_left(counted, [patch], TODAY) == 15


@pytest.mark.parametrize(
    "medicine",
    [
        replace(MEDICINE, supply_amount=None, supply_counted_on=None),
        replace(MEDICINE, as_needed=True),
    ],
)
def test_what_is_not_counted_or_not_regular_tells_nothing(medicine: Medicine) -> None:
    assert supply_days_left(medicine, [OLD], TODAY) is None


@pytest.mark.parametrize("changes", [[], [OLD, dose(TODAY, 0)]])
def test_without_a_dose_nothing_is_used(changes: list[DoseChange]) -> None:
    assert supply_days_left(MEDICINE, changes, TODAY) is None
