from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.series import daily_values, trailing_mean
from fibrojournal.domain.entries import NOTE_LIMIT, SKIPPED
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import RefusedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_dose_change, make_event, make_intake, make_medicine

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from fibrojournal.domain.entries import Score
    from tests.conftest import StandingClock

ENTRIES = Changes(entries=True)


def reopened(journal: Journal, clock: StandingClock) -> Journal:
    journal.close()
    return Journal(Store.open(journal.path), clock=clock)


# Missing is missing


@pytest.mark.parametrize("score", [None, SKIPPED, 0.0, 7.0])
def test_blank_skipped_and_0_come_back_from_the_file_as_they_were(
    journal: Journal, clock: StandingClock, score: Score | None
) -> None:
    journal.set_score(TODAY, "fog", 5)
    journal.set_score(TODAY, "fatigue", score)
    again = reopened(journal, clock)
    entry = again.day_entry(TODAY)
    assert entry is not None
    assert entry.scores == {"fog": 5} if score is None else {"fog": 5, "fatigue": score}
    number = [] if score in (None, SKIPPED) else [score]
    assert list(again.item_scores("fatigue").values) == number
    assert ("fatigue" in again.scored_item_keys()) == bool(number)
    again.close()


@settings(deadline=None, max_examples=15)
@given(
    written=st.lists(
        st.tuples(
            st.integers(0, 20),
            st.none() | st.just(SKIPPED) | st.just(0.0) | st.integers(0, 10).map(float),
        ),
        max_size=25,
    )
)
def test_no_path_turns_blank_or_skipped_into_a_number(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[int, Score | None]]
) -> None:
    path = tmp_path_factory.mktemp("days") / "journal.fibro"
    at = datetime(2026, 11, 4, 21, 42, tzinfo=timezone(timedelta(hours=1)))
    journal = Journal(Store.create(path), clock=lambda: at)
    wanted: dict[date, Score | None] = {}
    for days_ago, score in written:
        journal.set_score(day(days_ago), "fatigue", score)
        wanted[day(days_ago)] = score
    journal.close()

    journal = Journal(Store.open(path), clock=lambda: at)
    numbers = {
        on: score for on, score in wanted.items() if score is not None and score is not SKIPPED
    }
    (item,) = (item for item in BUILT_IN_ITEMS if item.key == "fatigue")
    daily = daily_values(journal.item_scores("fatigue"), item)
    assert {on: daily.on(on) for on in numbers} == numbers
    assert daily.days.size == len(numbers)
    for on, score in wanted.items():
        entry = journal.day_entry(on)
        assert (None if entry is None else entry.scores.get("fatigue")) == score
    assert journal.days_written(day(20), TODAY) == {
        on for on, score in wanted.items() if score is not None
    }
    means = trailing_mean(daily)
    assert int(means.scored.max(initial=0)) <= len(numbers)
    journal.close()


def test_a_day_is_told_of_by_an_entry_an_intake_a_dose_or_an_event(journal: Journal) -> None:
    journal.set_score(day(1), "fatigue", 3)
    journal.add_medicine(make_medicine(), make_dose_change(day(3)))
    journal.save_intake(make_intake(day(2)))
    journal.save_event(make_event(day(5), day(4)))
    told = {day(ago) for ago in (1, 2, 3, 5)}
    assert journal.days_told(day(9), TODAY) == told
    assert journal.days_told(day(4), day(3)) == {day(3)}
    assert journal.days_written(day(9), TODAY) == {day(1)}


# Scores


def test_a_score_is_saved_before_the_call_returns(journal: Journal, clock: StandingClock) -> None:
    assert journal.set_score(TODAY, "fatigue", 7) == ENTRIES
    again = reopened(journal, clock)
    entry = again.day_entry(TODAY)
    assert entry is not None
    assert entry.scores == {"fatigue": 7.0}
    assert entry.written_at == clock()
    again.close()


def test_the_same_score_again_changes_nothing(journal: Journal, clock: StandingClock) -> None:
    journal.set_score(TODAY, "fatigue", 7)
    clock.advance(hours=1)
    assert not journal.set_score(TODAY, "fatigue", 7)
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.written_at == clock() - timedelta(hours=1)


def test_a_day_cleared_of_everything_was_never_written(journal: Journal) -> None:
    journal.set_score(day(3), "fatigue", 7)
    journal.set_score(day(3), "fatigue", None)
    assert journal.day_entry(day(3)) is None
    assert journal.first_day() is None


def test_a_blank_score_of_a_blank_day_changes_nothing(journal: Journal) -> None:
    assert not journal.set_score(TODAY, "fatigue", None)
    assert journal.undo_words == ""


@pytest.mark.parametrize(
    ("item", "score"), [("fatigue", 11), ("fatigue", -1), ("fatigue", 6.5), ("se_dizzy", 4)]
)
def test_a_number_off_the_scale_is_refused(journal: Journal, item: str, score: float) -> None:
    with pytest.raises(RefusedError, match=r"whole|range"):
        journal.set_score(TODAY, item, score)
    assert journal.day_entry(TODAY) is None


@pytest.mark.parametrize("on", [day(-1), day(-400), TODAY.replace(year=1899)])
def test_a_day_that_nobody_can_have_lived_is_refused(journal: Journal, on: date) -> None:
    with pytest.raises(RefusedError):
        journal.set_score(on, "fatigue", 5)
    with pytest.raises(RefusedError):
        journal.set_note(on, "words")
    with pytest.raises(RefusedError):
        journal.set_medicines_taken(on, "as_planned")
    assert journal.first_day() is None


def test_after_midnight_it_is_still_the_day_before_until_four(
    journal: Journal, clock: StandingClock
) -> None:
    clock.moment = clock.moment.replace(day=5, hour=3, minute=59)
    assert journal.today() == TODAY
    clock.advance(minutes=1)
    assert journal.today() == day(-1)
    assert journal.turns_at == 4


# Notes and medicines taken


def test_an_empty_note_is_no_note(journal: Journal) -> None:
    journal.set_note(TODAY, "slept badly")
    journal.set_note(TODAY, "")
    assert journal.day_entry(TODAY) is None


def test_a_note_as_long_as_may_be_is_kept_whole(journal: Journal, clock: StandingClock) -> None:
    text = "a\u2028😀\r\n" * (NOTE_LIMIT // 5)
    journal.set_note(TODAY, text)
    again = reopened(journal, clock)
    entry = again.day_entry(TODAY)
    assert entry is not None
    assert entry.note == text
    again.close()


def test_a_note_that_is_too_long_is_refused(journal: Journal) -> None:
    journal.set_note(TODAY, "before")
    with pytest.raises(RefusedError, match="too long"):
        journal.set_note(TODAY, "a" * (NOTE_LIMIT + 1))
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "before"


def test_typing_in_one_go_is_one_step_to_undo(journal: Journal, clock: StandingClock) -> None:
    for text in ("s", "sl", "slept"):
        journal.set_note(TODAY, text)
        clock.advance(minutes=9)
    journal.undo()
    assert journal.day_entry(TODAY) is None
    journal.redo()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "slept"


def test_typing_after_a_pause_is_a_step_of_its_own(journal: Journal, clock: StandingClock) -> None:
    journal.set_note(TODAY, "slept")
    clock.advance(minutes=10)
    journal.set_note(TODAY, "slept well")
    journal.undo()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "slept"


def test_typing_about_two_days_is_two_steps(journal: Journal) -> None:
    journal.set_note(TODAY, "today")
    journal.set_note(day(1), "yesterday")
    journal.undo()
    assert journal.days_written(day(9), TODAY) == {TODAY}


def test_a_score_between_two_notes_keeps_them_two_steps(journal: Journal) -> None:
    journal.set_note(TODAY, "one")
    journal.set_score(TODAY, "fatigue", 5)
    journal.set_note(TODAY, "one and two")
    journal.undo()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert (entry.note, entry.scores) == ("one", {"fatigue": 5.0})


def test_typing_after_an_undo_does_not_join_what_was_undone(journal: Journal) -> None:
    journal.set_note(TODAY, "one")
    journal.undo()
    journal.set_note(TODAY, "two")
    assert journal.redo_words == ""
    journal.undo()
    assert journal.day_entry(TODAY) is None


def test_whether_medicines_were_taken_can_be_said_and_unsaid(journal: Journal) -> None:
    assert journal.set_medicines_taken(TODAY, "different") == ENTRIES
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.medicines_taken == "different"
    journal.set_medicines_taken(TODAY, None)
    assert journal.day_entry(TODAY) is None


# The whole


def test_undo_says_what_it_would_take_back(journal: Journal) -> None:
    assert (journal.undo_words, journal.redo_words) == ("", "")
    journal.set_score(TODAY, "fatigue", 5)
    assert (journal.undo_words, journal.redo_words) == ("Undo score", "")
    assert journal.undo() == ENTRIES
    assert (journal.undo_words, journal.redo_words) == ("", "Redo score")
    assert journal.redo() == ENTRIES
    assert not journal.redo()


def test_the_first_day_is_the_earliest_of_anything(journal: Journal) -> None:
    assert journal.first_day() is None
    journal.set_score(day(3), "fatigue", 5)
    assert journal.first_day() == day(3)
    journal.add_medicine(make_medicine(), make_dose_change(day(30)))
    assert journal.first_day() == day(30)


def test_a_journal_knows_where_it_is(journal: Journal, tmp_path: Path) -> None:
    assert journal.path == tmp_path / "journal.fibro"
    assert not journal.is_example


def test_a_sound_journal_has_no_problems(example_journal: Journal) -> None:
    assert example_journal.problems() == ()


def test_closing_twice_is_harmless(journal: Journal) -> None:
    journal.close()
    journal.close()
