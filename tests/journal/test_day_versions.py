from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.errors import RefusedError
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry, make_item
from tests.conftest import StandingClock
from tests.journal.test_trash import bring_in

NECK = PainMap(TODAY, frozenset({"neck"}))


def said(journal: Journal) -> list[DayEntry]:
    """Return what today said before, newest first, whenever that was written."""
    return [replace(version.entry, written_at=None) for version in journal.day_versions.of(TODAY)]


def test_a_day_written_once_has_no_earlier_version(journal: Journal) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    journal.set_note(TODAY, "long")
    assert journal.day_versions.of(TODAY) == ()
    assert journal.day_versions.of(day(1)) == ()


def test_each_change_keeps_what_the_day_said(journal: Journal, clock: StandingClock) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    clock.advance(hours=1)
    journal.set_score(TODAY, "fatigue", 5.0)
    clock.advance(hours=1)
    journal.set_note(TODAY, "long")
    clock.advance(hours=1)
    journal.set_medicines_taken(TODAY, "different")
    assert said(journal) == [
        make_entry(note="long", fatigue=5),
        make_entry(fatigue=5),
        make_entry(fatigue=7),
    ]
    untils = [version.until for version in journal.day_versions.of(TODAY)]
    assert untils == [clock() - timedelta(hours=hours) for hours in (0, 1, 2)]


def test_what_was_added_later_is_not_in_the_version_before(
    journal: Journal, clock: StandingClock
) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    clock.advance(hours=1)
    journal.set_score(TODAY, "fog", 0.0)
    journal.set_score(TODAY, "pain_average", SKIPPED)
    assert said(journal) == [make_entry(fatigue=7)]


def test_blank_skipped_and_0_are_told_apart(journal: Journal, clock: StandingClock) -> None:
    for score in (0.0, SKIPPED, None, 3.0):
        journal.set_score(TODAY, "fatigue", score)
        journal.set_score(TODAY, "fog", 1.0)
        clock.advance(hours=1)
    assert said(journal) == [
        make_entry(fog=1),
        make_entry(fatigue=SKIPPED, fog=1),
        make_entry(fatigue=0, fog=1),
    ]


def test_typing_for_a_while_is_one_version(journal: Journal, clock: StandingClock) -> None:
    journal.set_note(TODAY, "first")
    clock.advance(hours=1)
    for text in ("s", "se", "sec"):
        journal.set_note(TODAY, text)
        clock.advance(minutes=2)
    assert said(journal) == [make_entry(note="first")]


def test_what_is_changed_while_typing_is_no_version_of_its_own(
    journal: Journal, clock: StandingClock
) -> None:
    journal.set_score(TODAY, "fatigue", 1.0)
    clock.advance(hours=1)
    journal.set_note(TODAY, "note")
    clock.advance(minutes=9)
    journal.set_score(TODAY, "fatigue", 2.0)
    clock.advance(minutes=2)  # a new version of the day begins
    journal.set_score(TODAY, "fatigue", 3.0)
    assert said(journal) == [make_entry(note="note", fatigue=2), make_entry(fatigue=1)]


def test_a_removed_day_and_the_one_before_are_versions_of_the_new_one(
    journal: Journal, clock: StandingClock
) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    clock.advance(hours=1)
    journal.set_score(TODAY, "fatigue", 8.0)
    clock.advance(hours=1)
    journal.remove_day(TODAY)
    clock.advance(hours=1)
    journal.set_score(TODAY, "fog", 1.0)
    clock.advance(hours=1)
    journal.set_score(TODAY, "fog", 2.0)
    assert said(journal) == [make_entry(fog=1), make_entry(fatigue=8), make_entry(fatigue=7)]


def test_a_removed_day_has_its_versions_too(journal: Journal, clock: StandingClock) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    clock.advance(hours=1)
    journal.remove_day(TODAY)
    assert said(journal) == [make_entry(fatigue=7)]
    journal.day_versions.bring_back(journal.day_versions.of(TODAY)[0])
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.scores == {"fatigue": 7.0}
    assert journal.trash.all() == ()


def test_pain_maps_have_versions(journal: Journal, clock: StandingClock) -> None:
    bring_in(journal, make_entry(fatigue=7), NECK)
    clock.advance(hours=1)
    bring_in(journal, PainMap(TODAY, frozenset()))
    (version,) = journal.day_versions.of(TODAY)
    assert version.pain_map == NECK
    journal.day_versions.bring_back(version)
    assert journal.contents().pain_maps == (NECK,)
    assert journal.day_versions.of(TODAY)[0].pain_map == PainMap(TODAY, frozenset())


def test_a_moment_alone_is_no_version_of_its_day(journal: Journal) -> None:
    bring_in(journal, Moment(TODAY, time(9), "fog", 3.0))
    journal.remove_day(TODAY)
    assert said(journal) == []


def test_moments_are_no_part_of_a_version(journal: Journal, clock: StandingClock) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    clock.advance(hours=1)
    bring_in(journal, Moment(TODAY, time(9), "fog", 3.0))
    clock.advance(hours=1)
    journal.set_score(TODAY, "fatigue", 8.0)
    journal.remove_day(TODAY)
    assert said(journal) == [make_entry(fatigue=8), make_entry(fatigue=7)]


def test_bringing_back_is_a_step_that_can_be_undone(
    journal: Journal, clock: StandingClock
) -> None:
    journal.set_note(TODAY, "first")
    clock.advance(hours=1)
    journal.set_score(TODAY, "fatigue", 5.0)
    clock.advance(hours=1)
    before = journal.contents()
    (version,) = journal.day_versions.of(TODAY)
    assert journal.day_versions.bring_back(version).entries
    entry = journal.day_entry(TODAY)
    assert entry == replace(version.entry, written_at=clock().replace(microsecond=0))
    assert said(journal)[0] == make_entry(note="first", fatigue=5)
    assert journal.undo_words == "Undo earlier version"
    journal.undo()
    assert journal.contents() == before


def test_a_version_that_stands_there_already_writes_nothing(
    journal: Journal, clock: StandingClock
) -> None:
    journal.set_note(TODAY, "first")
    clock.advance(hours=1)
    journal.set_note(TODAY, "second")
    (version,) = journal.day_versions.of(TODAY)
    journal.set_note(TODAY, "first")
    assert not journal.day_versions.bring_back(version)


def test_a_version_with_an_item_that_is_gone_stays_where_it_is(
    journal: Journal, clock: StandingClock
) -> None:
    bring_in(journal, make_item("jaw"))
    journal.set_score(TODAY, "jaw", 4.0)
    journal.set_score(TODAY, "fog", 4.0)
    clock.advance(hours=1)
    journal.set_score(TODAY, "jaw", None)
    (version,) = journal.day_versions.of(TODAY)
    with journal._store.transact(clock()) as rows:
        rows.remove("tracked_item", {"key": "jaw"})
    before = journal.contents()
    with pytest.raises(RefusedError, match="item"):
        journal.day_versions.bring_back(version)
    assert journal.contents() == before


def test_versions_survive_a_new_start(journal: Journal, clock: StandingClock) -> None:
    journal.set_score(TODAY, "fatigue", 7.0)
    journal.close()
    again = Journal(Store.open(journal.path), clock=clock)
    again.set_score(TODAY, "fog", 1.0)
    assert said(again) == [make_entry(fatigue=7)]
    again.close()


if TYPE_CHECKING:
    from fibrojournal.domain.entries import Score

SCORES = st.none() | st.just(SKIPPED) | st.integers(0, 10).map(float)
TOUCHES = st.one_of(
    st.tuples(st.sampled_from(["fatigue", "fog"]), SCORES),
    st.tuples(st.just("note"), st.sampled_from(["", "one", "two"])),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("remove"), st.none()),
    st.tuples(st.just("restart"), st.none()),
)


def touch(journal: Journal, what: str, value: object) -> None:
    match what:
        case "note":
            journal.set_note(TODAY, str(value))
        case "undo":
            journal.undo()
        case "remove":
            journal.remove_day(TODAY)
        case _:
            journal.set_score(TODAY, what, cast("Score | None", value))


@settings(deadline=None, max_examples=60)
@given(st.lists(TOUCHES, max_size=12))
def test_whatever_is_done_each_version_is_what_the_day_said(
    tmp_path_factory: pytest.TempPathFactory, touches: list[tuple[str, object]]
) -> None:
    clock = StandingClock()
    path = tmp_path_factory.mktemp("any") / "journal.fibro"
    journal = Journal(Store.create(path), clock=clock)
    states = [DayEntry(TODAY)]
    for what, value in touches:
        clock.advance(minutes=11)
        if what == "restart":
            journal.close()
            journal = Journal(Store.open(path), clock=clock)
        else:
            touch(journal, what, value)
        states.append(replace(journal.day_entry(TODAY) or DayEntry(TODAY), written_at=None))
    found = said(journal)
    journal.close()
    wanted = [states[-1]]
    for state in reversed(states[:-1]):
        if state not in (wanted[-1], DayEntry(TODAY)):
            wanted.append(state)
    assert found == wanted[1:]


def test_times_are_told_in_utc(journal: Journal, clock: StandingClock) -> None:
    journal.set_note(TODAY, "first")
    clock.advance(hours=1)
    journal.set_note(TODAY, "second")
    (version,) = journal.day_versions.of(TODAY)
    assert version.until == datetime(2026, 11, 4, 21, 42, tzinfo=UTC)
