from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.charts.comparison_words import (
    comparison_sentence,
    entry_words,
    range_words,
    waiting_words,
)
from tests.builders import make_dose_change
from tests.charts.changes import (
    CHANGE_DAY,
    LATER,
    OLD_ROWS,
    PAIN,
    make_change,
    make_comparison,
    make_window,
)
from tests.charts.timelines import FORMATTER

if TYPE_CHECKING:
    from fibrojournal.analysis.comparison import Comparison, Reading
    from fibrojournal.analysis.windows import Change

BEFORE = CHANGE_DAY - timedelta(days=28)
AFTER = CHANGE_DAY + timedelta(days=7)
AVERAGES = (
    "Pain averaged 6.4 in the 28 days before (26 scored) and 4.6 in the 28 days after "
    "(24 scored; 7 settling-in days left out)."
)


def sentence(
    comparison: Comparison, change: Change | None = None, today: date = LATER, mid: float = 1
) -> str:
    return comparison_sentence(
        comparison, change or make_change(), FORMATTER, mid=mid, today=today
    )


def test_a_difference_is_told_with_its_range_and_its_days() -> None:
    assert sentence(make_comparison()) == (
        f"{AVERAGES} That is 1.8 lower (likely between 0.9 and 2.7 lower). A day after was "
        "better than a day before about 8 times in 10."
    )


def test_higher_is_said_as_plainly_as_lower() -> None:
    higher = make_comparison(
        before=make_window(BEFORE, mean=4.0),
        after=make_window(AFTER, mean=5.5),
        likely=(0.6, 2.4),
        chance=0.1,
    )
    assert sentence(higher).endswith(
        "That is 1.5 higher (likely between 0.6 and 2.4 higher). A day after was better than a "
        "day before about 1 time in 10."
    )


def test_a_small_difference_says_that_it_is_small() -> None:
    small = make_comparison(
        "slightly_different", after=make_window(AFTER, mean=5.8), likely=(-1.1, -0.1)
    )
    assert sentence(small).endswith(
        "That is 0.6 lower (likely between 0.1 and 1.1 lower). That is less than 1 point. A day "
        "after was better than a day before about 8 times in 10."
    )


def test_a_range_that_begins_at_zero_has_one_end() -> None:
    near = make_comparison(after=make_window(AFTER, mean=5.4), likely=(-2.0, -0.02))
    assert "That is 1.0 lower (likely up to 2.0 lower)." in sentence(near)
    assert entry_words(near, FORMATTER) == "1.0 lower (up to 2.0)"
    assert near.range is not None
    assert range_words(PAIN, near.range, FORMATTER) == "up to 2.0 lower"


def test_about_the_same_names_the_smallest_difference_that_matters() -> None:
    same = make_comparison("about_the_same", likely=(-0.4, 0.6))
    assert sentence(same) == (
        f"{AVERAGES} About the same: any difference is likely smaller than 1 point."
    )
    assert sentence(same, mid=1.5).endswith("smaller than 1.5 points.")
    dizzy = make_comparison("about_the_same", item="se_dizzy", likely=(-0.1, 0.1))
    assert sentence(dizzy, mid=0.3).endswith("smaller than 0.3 points.")
    slept = make_comparison("about_the_same", item="sleep_hours", likely=(-0.1, 0.1))
    assert sentence(slept, mid=0.5).endswith("smaller than 0.5 hours.")


def cannot_tell(days_needed: int | None = None, next_look: date | None = None) -> Comparison:
    comparison = make_comparison("cannot_tell", likely=(-1.2, 0.8))
    return replace(comparison, days_needed=days_needed, next_look=next_look)


def test_what_cannot_be_told_yet_says_how_many_weeks_would_help() -> None:
    open_still = cannot_tell(52, date(2026, 11, 30))
    assert sentence(open_still) == (
        f"{AVERAGES} Too variable to tell: the difference could be anywhere from 1.2 lower to "
        "0.8 higher. About 4 more weeks of scores would help. Second and last look on "
        "30 November."
    )
    assert "About 1 more week of scores would help." in sentence(cannot_tell(25, LATER))


def test_what_more_days_cannot_settle_says_so() -> None:
    assert sentence(cannot_tell(None, date(2027, 1, 3))).endswith(
        "0.8 higher. More days cannot settle this one. Second and last look on 3 January 2027."
    )


def test_after_the_second_look_nothing_more_is_promised() -> None:
    over = replace(cannot_tell(), look=2)
    assert sentence(over).endswith("0.8 higher. This was the second and last look.")
    assert sentence(cannot_tell()).endswith(
        "The next change of medicine came too early for a second look."
    )


def test_a_range_may_end_at_no_difference() -> None:
    edge = make_comparison("cannot_tell", likely=(-1.2, 0.01))
    assert "anywhere from 1.2 lower to no difference." in sentence(edge)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((26, 6.4), (6, 4.6), "Only 6 scored days after the change; 10 are needed."),
        ((26, 6.4), (1, 4.6), "Only 1 scored day after the change; 10 are needed."),
        ((26, 6.4), (0, None), "No scored day after the change; 10 are needed."),
        ((8, 6.4), (20, 4.6), "Only 8 scored days before the change; 10 are needed."),
        ((1, None), (20, 4.6), "Only 1 scored day before the change; 10 are needed."),
        ((0, None), (20, 4.6), "No scored day before the change; 10 are needed."),
        (
            (6, 6.4),
            (3, None),
            "Only 6 scored days before the change and 3 after; 10 are needed on each side.",
        ),
        (
            (26, 6.4),
            (13, 4.6),
            "Only 13 of the 28 days after are scored; at least half are needed.",
        ),
        (
            (12, 6.4),
            (20, 4.6),
            "Only 12 of the 28 days before are scored; at least half are needed.",
        ),
        (
            (14, 6.4),
            (14, 4.6),
            "The scored days on one side lie too close together; they must span 14 days.",
        ),
    ],
)
def test_too_few_days_say_what_is_missing(
    before: tuple[int, float | None], after: tuple[int, float | None], words: str
) -> None:
    few = make_comparison(
        "too_few",
        before=make_window(BEFORE, scored=before[0], mean=before[1]),
        after=make_window(AFTER, scored=after[0], mean=after[1]),
        likely=None,
    )
    assert sentence(few).endswith(words)


def test_a_side_without_enough_scores_has_no_average() -> None:
    few = make_comparison("too_few", after=make_window(AFTER, scored=4), likely=None)
    assert sentence(few) == (
        "Pain averaged 6.4 in the 28 days before (26 scored). Only 4 scored days after the "
        "change; 10 are needed."
    )


@pytest.mark.parametrize("side", ["before", "after"])
def test_an_empty_side_is_not_counted_as_unscored(side: str) -> None:
    empty = make_window(BEFORE, days=0, scored=0)
    few = make_comparison(
        "too_few",
        before=empty if side == "before" else None,
        after=empty if side == "after" else None,
        likely=None,
    )
    assert sentence(few).endswith(f"There are no days {side} the change to compare with.")


def waiting(days: int, scored: int, mean: float | None, next_look: date) -> Comparison:
    after = make_window(AFTER, days=days, scored=scored, mean=mean)
    comparison = make_comparison("not_yet", after=after, likely=None)
    return replace(comparison, next_look=next_look)


def test_while_it_settles_in_a_card_says_until_when() -> None:
    comparison = waiting(0, 0, None, date(2026, 10, 5))
    today = CHANGE_DAY + timedelta(days=2)
    assert sentence(comparison, today=today) == (
        "Pain averaged 6.4 in the 28 days before (26 scored). Settling in until 6 September. "
        "Reading on 5 October."
    )
    words = waiting_words(comparison, make_change(), today, FORMATTER)
    assert words == "Settling in until 6 September"


def test_before_its_look_a_card_says_when_it_will_read() -> None:
    comparison = waiting(9, 8, 4.0, date(2026, 10, 5))
    today = AFTER + timedelta(days=8)
    assert sentence(comparison, today=today) == (
        "Pain averaged 6.4 in the 28 days before (26 scored) and 4.0 in the 9 days after so far "
        "(8 scored; 7 settling-in days left out). Reading on 5 October."
    )
    assert waiting_words(comparison, make_change(), today, FORMATTER) == "Reading on 5 October"


def test_so_far_too_few_scores_for_an_average_are_counted() -> None:
    comparison = waiting(3, 2, None, date(2026, 10, 5))
    assert sentence(comparison, today=AFTER + timedelta(days=2)) == (
        "Pain averaged 6.4 in the 28 days before (26 scored). Pain: 2 of the 3 days after so far "
        "scored. Reading on 5 October."
    )


def test_days_of_changing_are_left_out_like_settling_in() -> None:
    rows = [
        make_dose_change(date(2026, 1, 12), 300),
        make_dose_change(CHANGE_DAY, 600),
        make_dose_change(CHANGE_DAY + timedelta(days=14), 900),
    ]
    words = sentence(make_comparison(), make_change(*rows))
    assert "(24 scored; 21 days of changing and settling in left out)" in words


def test_nothing_is_left_out_without_settling_in() -> None:
    words = sentence(make_comparison(), make_change(*OLD_ROWS, settling_days=0))
    assert "4.6 in the 28 days after (24 scored)." in words


def test_days_of_an_illness_are_said_to_be_left_out() -> None:
    ill = make_comparison(
        before=make_window(BEFORE, mean=6.4, left_out=4),
        after=make_window(AFTER, mean=4.6, left_out=1),
    )
    words = sentence(ill)
    assert "6.4 in the 24 days before (26 scored; 4 days left out)" in words
    assert "(26 scored; 7 settling-in days and 1 other day left out)" in words


def test_weight_has_averages_and_a_range_and_no_judgement() -> None:
    weight = make_comparison(
        "no_reading",
        item="weight_kg",
        before=make_window(BEFORE, mean=71.3),
        after=make_window(AFTER, mean=72.5),
        likely=(0.3, 2.1),
        chance=None,
    )
    assert sentence(weight) == (
        "Weight averaged 71.3 kg in the 28 days before (26 scored) and 72.5 kg in the 28 days "
        "after (26 scored; 7 settling-in days left out). That is 1.2 kg higher (likely between "
        "0.3 and 2.1 kg higher)."
    )
    assert entry_words(weight, FORMATTER) == "1.2 kg higher (0.3 to 2.1)"
    wide = make_comparison("no_reading", item="weight_kg", likely=(-0.4, 0.9), chance=None)
    assert sentence(wide).endswith(
        "The difference could be anywhere from 0.4 kg lower to 0.9 kg higher."
    )


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.97, "Nearly every day after was better than a day before."),
        (0.02, "Hardly any day after was better than a day before."),
        (0.5, "A day after was better than a day before about 5 times in 10."),
    ],
)
def test_chances_are_told_as_times_in_ten(chance: float, words: str) -> None:
    assert sentence(make_comparison(chance=chance)).endswith(words)


@pytest.mark.parametrize(
    ("reading", "next_look", "words"),
    [
        ("not_yet", LATER, "not yet"),
        ("too_few", None, "too few days"),
        ("about_the_same", None, "about the same"),
        ("cannot_tell", LATER, "cannot tell yet"),
        ("cannot_tell", None, "cannot tell"),
        ("different", None, "1.8 lower (0.9 to 2.7)"),
        ("slightly_different", None, "1.8 lower (0.9 to 2.7)"),
    ],
)
def test_a_table_says_each_reading_in_a_few_words(
    reading: Reading, next_look: date | None, words: str
) -> None:
    comparison = replace(make_comparison(reading), next_look=next_look)
    assert entry_words(comparison, FORMATTER) == words


def test_without_a_range_a_measure_shows_only_its_averages() -> None:
    weight = make_comparison("no_reading", item="weight_kg", likely=None)
    assert entry_words(weight, FORMATTER) == "averages only"


READINGS: list[Reading] = ["not_yet", "too_few"]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(READINGS),
    st.integers(0, 28),
    st.integers(0, 28),
    st.floats(0, 10),
    st.floats(0, 10),
)
def test_before_a_look_and_below_the_minimum_no_difference_is_told(
    reading: Reading, scored_before: int, scored_after: int, before: float, after: float
) -> None:
    comparison = make_comparison(
        reading,
        before=make_window(BEFORE, scored=scored_before, mean=before),
        after=make_window(AFTER, scored=scored_after, mean=after),
        likely=None,
    )
    words = sentence(comparison) + entry_words(comparison, FORMATTER)
    for said in ("lower", "higher", "likely", "better", "%", "About the same", "variable"):
        assert said not in words
    assert ("averaged" in words) == (scored_before >= 5 or scored_after >= 5)
