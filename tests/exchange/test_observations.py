from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.exchange.observations import Observation, Observations, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("7.5", 7.5),
        ("-3", -3),
        ("8/10 points", 8),
        ("8/10\xa0points", 8),
        ("7:30", 7.5),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_other_apps_write_it(text: str, number: float) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "rad", "7,5", "1e5", "²", "7:75", "7:5", "8/x", "/10", "1.", ".5", "1" * 30, "--1"],
)
def test_a_word_is_not_a_number(text: str) -> None:
    assert number_in(text) is None


def test_a_decimal_comma_is_one_only_where_it_was_said() -> None:
    assert number_in("7,5", decimal_comma=True) == 7.5
    assert number_in("7.5", decimal_comma=True) is None
    assert number_in("7,5/10", decimal_comma=True) == 7.5


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for decimal_comma in (False, True):
        number = number_in(text, decimal_comma=decimal_comma)
        assert number is None or isinstance(number, float)


def test_the_names_are_listed_with_their_words() -> None:
    day = date(2026, 11, 4)
    said = Observations(
        "diary.csv",
        4,
        (
            Observation(2, day, None, "mood", "meh"),
            Observation(3, day, None, "mood", "rad"),
            Observation(4, day, None, "mood", "meh"),
            Observation(5, day, None, "Neck pain", "2", "Moderate"),
        ),
    )
    mood, pain = said.names()
    assert (mood.name, mood.count, mood.is_numeric) == ("mood", 3, False)
    assert mood.texts == (("meh", ""), ("rad", ""))
    assert (pain.texts, pain.is_numeric) == ((("2", "Moderate"),), True)
