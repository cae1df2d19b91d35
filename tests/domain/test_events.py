from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from fibrojournal.domain.events import (
    CATEGORIES,
    LEFT_OUT_BY_DEFAULT,
    Category,
    Event,
    category_names,
)

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 5)


def test_each_category_has_a_name_in_the_order_of_the_categories() -> None:
    assert tuple(category_names()) == CATEGORIES == get_args(Category)
    assert category_names()["psychological_support"] == "psychological support"


def test_days_of_illness_and_travel_are_not_comparable_at_first() -> None:
    assert frozenset({"illness", "travel"}) == LEFT_OUT_BY_DEFAULT


def test_an_event_without_a_title_is_called_by_its_category() -> None:
    assert Event("", "other_treatment", FIRST, FIRST).label == "other treatment"
    assert Event("TENS", "other_treatment", FIRST, FIRST).label == "TENS"


def test_an_event_covers_its_first_and_last_day() -> None:
    event = Event("", "flare", FIRST, LAST)
    assert not event.is_point
    covered = [day for day in range(1, 8) if event.covers(date(2026, 3, day))]
    assert covered == [1, 2, 3, 4, 5]


def test_an_event_that_goes_on_covers_every_later_day() -> None:
    event = Event("", "flare", FIRST, None)
    assert not event.is_point
    assert event.covers(date(2030, 1, 1))
    assert not event.covers(date(2026, 2, 28))


def test_an_event_of_one_day_is_a_point() -> None:
    assert Event("", "visit", FIRST, FIRST).is_point


def test_an_event_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Event("", "flare", LAST, FIRST)
