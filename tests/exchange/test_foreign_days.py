from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.exchange.foreign_days import (
    DATE_ORDERS,
    DateOrder,
    day_and_time_in,
    day_in,
    possible_orders,
    time_in,
)

NOVEMBER_4 = date(2026, 11, 4)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-11-04", "dmy"),
        ("04.11.2026", "dmy"),
        ("4/11/2026", "dmy"),
        ("11/4/2026", "mdy"),
        ("4th Nov 2026", "mdy"),
        ("4 november 2026", "ymd"),
        ("November 4, 2026", "dmy"),
        ("2026 Nov 4", "dmy"),
        (" 2026/11/4 ", "ymd"),
    ],
)
def test_a_day_is_read_in_the_order_that_was_said(text: str, order: DateOrder) -> None:
    assert day_in(text, order) == NOVEMBER_4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "04.11.26",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "4 Foo 2026",
        "Nov Nov 2026",
        "4 Nov 26",
        "2026-11-04-05",
        "2026-111-04",
        "4-Nov-x2026",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert {day_in(text, order) for order in DATE_ORDERS} == {None}


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_comes_back_in_each_order(day: date) -> None:
    parts = {"y": f"{day.year:04}", "m": str(day.month), "d": str(day.day)}
    for order in DATE_ORDERS:
        assert day_in("/".join(parts[letter] for letter in order), order) == day


def test_days_that_could_be_months_leave_two_orders_open() -> None:
    assert possible_orders(["04/11/2026", "05/11/2026"]) == ("dmy", "mdy")
    assert possible_orders(["04/11/2026", "15/11/2026"]) == ("dmy",)
    assert possible_orders(["2026-11-04 21:30"]) == ("ymd",)
    assert possible_orders(["04/04/2026"]) == ("dmy",)
    assert possible_orders(["tired"]) == ()
    assert possible_orders([]) == ()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("14:03", time(14, 3)),
        ("6:50 pm", time(18, 50)),
        ("10:04 AM", time(10, 4)),
        ("10:04\u202fAM", time(10, 4)),
        ("12:00 AM", time(0)),
        ("12:00 p.m.", time(12)),
        ("8:30:05 AM", time(8, 30, 5)),
        ("21.30", time(21, 30)),
        ("21:30:41.432", time(21, 30, 41)),
    ],
)
def test_a_time_is_read_with_or_without_the_half_of_the_day(text: str, at: time) -> None:
    assert time_in(text) == at


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "13:00 pm", "0:10 am", "9:10 a", "noon"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert time_in(text) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-04", None),
        ("2026-11-04T21:30:41.432+01:00", time(21, 30, 41)),
        ("2026-11-04T21:30:41Z", time(21, 30, 41)),
        ("2026-11-04 21:30", time(21, 30)),
        ("4 Nov 2026 9:30 pm", time(21, 30)),
        ("November 4, 2026, 9:30 PM", time(21, 30)),
    ],
)
def test_a_day_keeps_the_local_time_that_stands_behind_it(text: str, at: time | None) -> None:
    assert day_and_time_in(text, "ymd") == (NOVEMBER_4, at)


@pytest.mark.parametrize("text", ["2026-11-04 late", "x 9:10", "2026-11-04T25:00", ""])
def test_a_day_with_something_else_behind_it_is_none(text: str) -> None:
    assert day_and_time_in(text, "ymd") is None


def test_a_whole_page_is_no_time() -> None:
    assert time_in("9:30 " * 100) is None
