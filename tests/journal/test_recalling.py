"""Foggy days are offered once, three at most, and marked when something is added."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.domain.entries import SKIPPED, DayEntry
from fibrojournal.domain.tracked_items import FOGGY_DAY_KEYS
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.recalling import MOST_DAYS, RecallOffer
from tests.builders import TODAY

if TYPE_CHECKING:
    from fibrojournal.journal.journal import Journal

YESTERDAY = TODAY - timedelta(days=1)


def foggy(days_ago: int) -> DayEntry:
    return DayEntry(TODAY - timedelta(days=days_ago), {"pain_average": 7.0, "fatigue": SKIPPED})


def offered(*entries: DayEntry, since: date = date.min) -> list[int]:
    found = RecallOffer(since, TODAY).days(entries)
    return [(TODAY - entry.day).days for entry in found]


def test_the_three_newest_are_offered() -> None:
    assert offered(*(foggy(ago) for ago in range(1, 9))) == [1, 2, 3]


def test_today_and_what_nobody_remembers_are_not_offered() -> None:
    assert offered(foggy(0), foggy(14), foggy(15)) == [14]


def test_days_without_a_skipped_question_or_with_more_than_them_are_not_offered() -> None:
    answered = DayEntry(YESTERDAY, {"pain_average": 7.0})
    whole = DayEntry(YESTERDAY, {"pain_average": SKIPPED, "fog": 3.0})
    recalled = DayEntry(YESTERDAY, {"fatigue": SKIPPED}, recalled_after_days=1)
    assert offered(answered, whole, recalled) == []


@given(
    starts=st.lists(st.integers(0, 60), min_size=1, max_size=12, unique=True).map(sorted),
    foggy_days=st.sets(st.integers(0, 60)),
    declines=st.sets(st.integers(0, 60)),
)
def test_no_day_is_offered_on_two_days_whatever_is_kept_in_between(
    starts: list[int], foggy_days: set[int], declines: set[int]
) -> None:
    entries = [DayEntry(TODAY + timedelta(days=d), {"fatigue": SKIPPED}) for d in foggy_days]
    kept, seen = "", set[date]()
    for start in starts:
        offer = RecallOffer.read(kept).moved_to(TODAY + timedelta(days=start))
        days = {entry.day for entry in offer.days(entries)}
        assert len(days) <= MOST_DAYS
        assert not days & seen
        seen |= days
        if days:
            kept = str(offer)
            again = RecallOffer.read(kept).moved_to(offer.stands_on)
            assert {entry.day for entry in again.days(entries)} == days
            if start in declines:
                kept = str(offer.withdrawn())
                assert RecallOffer.read(kept).moved_to(offer.stands_on).days(entries) == ()


def test_odd_words_in_the_settings_are_no_offer_yet() -> None:
    for text in ("", "x", "2026-11-04", "2026-11-04 yesterday", "1 2 3"):
        assert RecallOffer.read(text) == RecallOffer()


def test_an_added_number_marks_the_day_and_nothing_else_does(journal: Journal) -> None:
    day = TODAY - timedelta(days=2)
    journal.skip_blank(day, FOGGY_DAY_KEYS)
    journal.set_score(day, "fatigue", None, recalled=True)
    journal.set_score(day, "fatigue", SKIPPED, recalled=True)
    assert journal.recalled_days() == {}
    journal.set_score(day, "fatigue", 0, recalled=True)
    assert journal.recalled_days() == {day: 2}
    journal.set_score(YESTERDAY, "fatigue", 3)
    assert journal.recalled_days() == {day: 2}


def test_whatever_is_added_from_memory_marks_the_day(journal: Journal) -> None:
    journal.set_score(TODAY - timedelta(days=3), "fatigue", 4)
    journal.copy_day_before(TODAY - timedelta(days=2), ["fatigue"], recalled=True)
    assert journal.recalled_days() == {TODAY - timedelta(days=2): 2}
    journal.undo()
    journal.set_compared(YESTERDAY, None, recalled=True)
    journal.pain_maps.set_map(YESTERDAY, None, recalled=True)
    assert journal.recalled_days() == {}
    journal.set_compared(YESTERDAY, "worse", recalled=True)
    assert journal.recalled_days() == {YESTERDAY: 1}
    journal.undo()
    journal.pain_maps.set_map(YESTERDAY, frozenset({"neck"}), recalled=True)
    assert journal.recalled_days() == {YESTERDAY: 1}
    journal.undo()
    assert journal.recalled_days() == {}


def test_the_mark_is_undone_with_the_number(journal: Journal) -> None:
    journal.set_score(YESTERDAY, "fatigue", 3, recalled=True)
    journal.undo()
    assert journal.recalled_days() == {}


# The same as the day before


def test_the_same_day_takes_over_numbers_only_where_it_is_blank(journal: Journal) -> None:
    for key, score in {"fatigue": 4.0, "fog": 0.0, "pain_average": 7.0}.items():
        journal.set_score(YESTERDAY, key, score)
    journal.set_score(YESTERDAY, "pain_worst", SKIPPED)
    journal.set_note(YESTERDAY, "rain")
    journal.set_score(TODAY, "pain_average", 2)
    journal.copy_day_before(TODAY, ("fatigue", "fog", "pain_average", "pain_worst"))
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.scores == {"fatigue": 4, "fog": 0, "pain_average": 2}
    assert entry.same_as == YESTERDAY
    assert entry.note == ""
    journal.undo()
    assert journal.day_entry(TODAY) == DayEntry(
        TODAY, {"pain_average": 2.0}, written_at=entry.written_at
    )


def test_a_blank_day_before_leaves_everything_as_it_is(journal: Journal) -> None:
    assert journal.copy_day_before(TODAY, ("fatigue",)) == Changes()
    assert journal.day_entry(TODAY) is None


def test_how_the_day_was_beside_the_last_can_be_said_and_unsaid(journal: Journal) -> None:
    journal.set_compared(TODAY, "better")
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.compared_with_yesterday == "better"
    journal.set_compared(TODAY, None)
    assert journal.day_entry(TODAY) is None
