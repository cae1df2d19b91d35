from __future__ import annotations

from datetime import date

from fibrojournal.charts.time_axis import AxisWords, axis_words
from tests.charts.timelines import FORMATTER


def words(first: date, last: date, width_px: float = 812) -> AxisWords:
    low, high = first.toordinal(), last.toordinal()
    return axis_words(low, high, width_px / (high - low), FORMATTER)


def texts(shown: AxisWords) -> tuple[list[str], list[str]]:
    return [word.text for word in shown.upper], [word.text for word in shown.lower]


def test_a_year_is_shown_in_months_with_years_beneath() -> None:
    upper, lower = texts(words(date(2025, 9, 6), date(2026, 12, 10)))
    assert upper[:5] == ["Sep", "Oct", "Nov", "Dec", "Jan"]
    assert lower == ["2025", "2026"]


def test_two_weeks_are_shown_in_days_with_months_beneath() -> None:
    upper, lower = texts(words(date(2026, 10, 22), date(2026, 11, 5)))
    assert upper[:3] == ["22", "23", "24"]
    assert lower == ["Oct 2026", "Nov 2026"]


def test_three_months_are_shown_in_mondays() -> None:
    shown = words(date(2026, 8, 6), date(2026, 11, 5))
    assert all(date.fromordinal(word.first).weekday() == 0 for word in shown.upper)


def test_a_narrow_year_is_shown_in_quarters() -> None:
    upper, _lower = texts(words(date(2025, 1, 1), date(2026, 12, 31), 400))
    assert upper[:4] == ["Jan", "Apr", "Jul", "Oct"]


def test_twenty_years_are_shown_in_years() -> None:
    upper, lower = texts(words(date(2006, 11, 5), date(2026, 11, 5)))
    assert upper[0] == "2006"
    assert lower == []
