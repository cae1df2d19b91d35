"""Days are found by their words, their scores and what happened; and read a few at a time."""

from __future__ import annotations

from datetime import time
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.day_filter import DayFilter, ScoreRange, Trait
from fibrojournal.domain.entries import SKIPPED, Moment
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from tests.builders import day, make_dose_change, make_entry, make_event, make_medicine

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.journal.journal import Journal


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """Give a journal of a few days, each of which something else is true of."""
    journal.load(
        JournalContents(
            items=BUILT_IN_ITEMS,
            days=(
                make_entry(day(1), "A short walk to the café.", pain_average=7),
                make_entry(day(2), pain_average=4, fatigue=SKIPPED),
                make_entry(day(4), "Long walks, then sleep.", fog=0),
                make_entry(day(9), pain_average=0),
            ),
            moments=(Moment(day(6), time(9), "pain_average", 8.0, "woke with it"),),
            pain_maps=(PainMap(day(2), frozenset({"neck", "left_jaw"})),),
            medicines=(make_medicine(),),
            dose_changes=(
                make_dose_change(day(8), 300),
                make_dose_change(day(5), 600, note="as agreed"),
            ),
            events=(
                make_event(day(3), day(3), title="Physio", category="physiotherapy"),
                make_event(day(9), day(4)),
                make_event(day(2), title="Trip", category="travel"),
                make_event(day(-5), day(-5), category="visit"),
            ),
        )
    )
    return journal


def found(journal: Journal, wanted: DayFilter) -> list[int]:
    """Return how many days ago the days were that fit."""
    return [(day(0) - one).days for one in journal.day_finder.days(wanted)]


def test_all_days_up_to_today_are_there_newest_first(filled: Journal) -> None:
    assert found(filled, DayFilter()) == [1, 2, 3, 4, 5, 6, 8, 9]


def test_an_empty_journal_has_no_days(journal: Journal) -> None:
    assert journal.day_finder.days(DayFilter()) == ()
    assert journal.day_finder.read(()) == ()


@pytest.mark.parametrize(
    ("typed", "days_ago"),
    [
        ("walk", [1, 4]),
        ("WALKS", [4]),
        ("walk short", [1]),
        ("walk sleep", []),
        ("cafe", [1]),
        ("woke", [6]),
        ("physio", [3]),
        ("gabapen", [5, 8]),
        ("agreed", [5]),
        ("visit", []),
        ('"', [1, 2, 3, 4, 5, 6, 8, 9]),
        ("walk OR sleep", []),
        ("note: walk", []),
        ("wal*", [1, 4]),
    ],
)
def test_days_are_found_by_words(filled: Journal, typed: str, days_ago: list[int]) -> None:
    assert found(filled, DayFilter(typed)) == days_ago


@pytest.mark.parametrize(
    ("trait", "days_ago"),
    [
        ("note", [1, 4, 6]),
        ("event", [1, 2, 3, 4, 5, 6, 8, 9]),
        ("flare", [4, 5, 6, 8, 9]),
        ("dose_change", [5, 8]),
        ("skipped", [2]),
    ],
)
def test_days_are_found_by_what_is_true_of_them(
    filled: Journal, trait: Trait, days_ago: list[int]
) -> None:
    assert found(filled, DayFilter(traits=frozenset({trait}))) == days_ago


def test_a_score_of_0_is_found_and_a_blank_one_is_not(filled: Journal) -> None:
    assert found(filled, DayFilter(score=ScoreRange("pain_average", 0, 4))) == [2, 9]
    assert found(filled, DayFilter(score=ScoreRange("pain_average", 7, 10))) == [1, 6]


def test_the_days_of_which_one_item_was_skipped(filled: Journal) -> None:
    assert filled.day_finder.days_skipping("fatigue") == {day(2)}
    assert filled.day_finder.days_skipping("fog") == frozenset()


def test_dates_and_filters_hold_together(filled: Journal) -> None:
    assert found(filled, DayFilter(first=day(4), last=day(2))) == [2, 3, 4]
    both = frozenset[Trait]({"note", "flare"})
    assert found(filled, DayFilter("sleep", both, first=day(8))) == [4]
    assert found(filled, DayFilter(first=day(-1), last=day(-9))) == []


def test_a_filter_that_asks_for_nothing_is_open() -> None:
    assert DayFilter().is_open
    assert not DayFilter("a").is_open


def test_days_are_read_whole_and_in_order(filled: Journal) -> None:
    read = filled.day_finder.read([day(2), day(5), day(6), day(7)])
    trip, flare = ("Trip", "flare")
    assert [one.day for one in read] == [day(2), day(5), day(6), day(7)]
    assert read[0].entry == filled.day_entry(day(2))
    assert read[0].pain_areas == 2
    assert [event.label for event in read[0].events] == [trip]
    (step,) = read[1].dose_steps
    assert step.before is not None
    assert (step.before.day, step.change.day) == (day(8), day(5))
    assert [moment.note for moment in read[2].moments] == ["woke with it"]
    assert read[2].entry is None
    assert [event.label for event in read[3].events] == [flare]
    assert read[3].entry is None


def test_what_is_written_is_found_at_once_and_no_longer_after_undo(filled: Journal) -> None:
    filled.set_note(day(0), "seashell")
    assert found(filled, DayFilter("seash")) == [0]
    filled.undo()
    assert found(filled, DayFilter("seash")) == []


@pytest.mark.faults
def test_no_text_is_ever_an_error(filled: Journal, rounds: Callable[[int], int]) -> None:
    days = filled.day_finder.days
    everything = days(DayFilter())

    @settings(
        max_examples=rounds(10_000),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.one_of(
            st.text(),
            st.text(alphabet="\"*^:(){}+-, \0\t'\\AND OR NOT NEAR note a1é"),
        )
    )
    def search(typed: str) -> None:
        assert set(days(DayFilter(typed))) <= set(everything)

    search()


def test_the_same_days_are_found_as_by_looking_through_all(example_journal: Journal) -> None:
    contents = example_journal.contents()
    named = {event.first_day for event in contents.events}
    named |= {change.day for change in contents.dose_changes}
    notes = {entry.day: entry.note for entry in contents.days if entry.day not in named}
    for typed in permutations(("walk", "sleep", "the", "shop", "c"), 2):
        full, begun = typed
        hits = example_journal.day_finder.days(DayFilter(" ".join(typed)))
        for on, note in notes.items():
            words = "".join(c.lower() if c.isalnum() else " " for c in note).split()
            fits = full in words and any(word.startswith(begun) for word in words)
            assert (on in hits) == fits
