"""A year of one item in words: scored, skipped, blank and still to come stay four things."""

from __future__ import annotations

from datetime import date

import pytest

from fibrojournal.charts.year_days import (
    YearDays,
    cell_text,
    year_day_words,
    year_days,
    year_sentence,
    year_table,
)
from fibrojournal.domain.entries import ItemScores
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from tests.builders import TODAY

WORDS = EnglishFormatter()
(PAIN,) = (item for item in BUILT_IN_ITEMS if item.key == "pain_average")
(DIZZY,) = (item for item in BUILT_IN_ITEMS if item.key == "se_dizzy")
JAN_1, JAN_2, JAN_3 = (date(2026, 1, number) for number in (1, 2, 3))


@pytest.fixture
def days() -> YearDays:
    """Give a year with a score of 0, one of 7, one skipped day, and a year before it."""
    written = (date(2025, 12, 31), JAN_1, TODAY)
    scores = ItemScores(
        "pain_average",
        tuple(day.toordinal() for day in written),
        (9.0, 0.0, 7.0),
        (False, False, False),
    )
    return year_days(PAIN, scores, frozenset({JAN_2, date(2025, 1, 1)}), 2026, TODAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (JAN_1, "Thursday, 1 January 2026: Pain 0"),
        (JAN_2, "Friday, 2 January 2026: Pain skipped"),
        (JAN_3, "Saturday, 3 January 2026: Pain blank"),
        (TODAY, "Wednesday, 4 November 2026: Pain 7"),
        (date(2026, 11, 5), "Thursday, 5 November 2026: still to come"),
    ],
)
def test_every_day_has_its_words(days: YearDays, day: date, words: str) -> None:
    assert year_day_words(days, day, WORDS) == words


def test_the_sentence_counts_the_days_so_far(days: YearDays) -> None:
    said = "Pain in 2026: 2 of 308 days scored, from 0 to 7, 1 day skipped."
    assert year_sentence(days, WORDS) == said


def test_a_year_without_a_score_says_so() -> None:
    none = year_days(DIZZY, ItemScores("se_dizzy", (), (), ()), frozenset(), 2020, TODAY)
    assert year_sentence(none, WORDS) == "Dizzy has no score in 2020."


def test_the_table_has_a_row_a_month_and_leaves_blank_days_blank(days: YearDays) -> None:
    header, rows = year_table(days, WORDS)
    assert (header[0], header[1], header[31], len(rows)) == ("Month", "1", "31", 12)
    assert rows[0][:4] == ("Jan", "0", "skipped", "")
    assert rows[1][29:] == ("", "", "")
    assert rows[10][4] == "7"


def test_a_mean_of_moments_is_written_with_one_decimal(days: YearDays) -> None:
    mean = YearDays(PAIN, 2026, TODAY, {JAN_1: 20 / 3}, frozenset())
    assert cell_text(mean, JAN_1, WORDS) == "6.7"
    assert cell_text(days, JAN_3, WORDS) == ""


def test_a_higher_number_has_more_of_the_accent() -> None:
    values = {date(2026, 1, number + 1): float(number) for number in range(11)}
    year = YearDays(PAIN, 2026, TODAY, values, frozenset())
    shares = [year.share(day) for day in values]
    assert shares == sorted(set(shares))
    assert shares[0] > 0
    assert shares[-1] == 1
