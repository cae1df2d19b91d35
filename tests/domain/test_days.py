from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fibrojournal.domain.days import check_written_day, days_between, journal_day
from fibrojournal.errors import RefusedError


def test_what_is_written_before_four_belongs_to_yesterday() -> None:
    assert journal_day(datetime(2026, 11, 5, 1, 30, tzinfo=UTC)) == date(2026, 11, 4)


def test_what_is_written_from_four_on_belongs_to_today() -> None:
    assert journal_day(datetime(2026, 11, 5, 4, 0, tzinfo=UTC)) == date(2026, 11, 5)


def test_the_day_can_turn_at_midnight() -> None:
    assert journal_day(datetime(2026, 11, 5, 0, 0, tzinfo=UTC), turns_at=0) == date(2026, 11, 5)


def test_days_between_holds_both_ends() -> None:
    days = list(days_between(date(2024, 2, 28), date(2024, 3, 1)))
    assert days == [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]


@pytest.mark.parametrize("day", [date(2026, 11, 6), date(1899, 12, 31)])
def test_days_that_nobody_lived_are_refused(day: date) -> None:
    with pytest.raises(RefusedError):
        check_written_day(day, today=date(2026, 11, 5))


def test_today_can_be_written_about() -> None:
    check_written_day(date(2026, 11, 5), today=date(2026, 11, 5))
