from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.storage import (
    entry_table,
    event_table,
    item_table,
    medicine_table,
    profile_table,
)
from fibrojournal.storage.rows import RowChange
from fibrojournal.storage.store import Store
from tests.builders import (
    TODAY,
    day,
    make_dose_change,
    make_entry,
    make_event,
    make_intake,
    make_item,
    make_medicine,
    make_plan_step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fibrojournal.storage.rows import Rows

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "journal.fibro") as opened:
        yield opened


@pytest.fixture
def rows(store: Store) -> Iterator[Rows]:
    """Give rows inside a transaction; the gabapentin is known."""
    with store.transact(NOW) as inside:
        medicine_table.put_medicine(inside, make_medicine())
        inside.changes.clear()
        yield inside


@pytest.mark.parametrize(
    "put",
    [
        lambda rows: entry_table.put_day(rows, make_entry(note="a", fatigue=7, fog=SKIPPED)),
        lambda rows: entry_table.put_pain_map(rows, TODAY, PainMap(TODAY, frozenset({"neck"}))),
        lambda rows: item_table.put(rows, make_item()),
        lambda rows: medicine_table.put_medicine(rows, make_medicine("ibuprofen")),
        lambda rows: medicine_table.put_dose_change(rows, make_dose_change()),
        lambda rows: medicine_table.put_plan_step(rows, replace(make_plan_step(), id=5)),
        lambda rows: medicine_table.put_intake(rows, replace(make_intake(at=time(8)), id=5)),
        lambda rows: event_table.put(rows, replace(make_event(), id=5)),
        lambda rows: profile_table.put_question(rows, Question("When?", id=5)),
        lambda rows: profile_table.put_profile(rows, Profile("Ann")),
        lambda rows: profile_table.put_profile(rows, Profile()),
    ],
)
def test_putting_the_same_twice_writes_once(rows: Rows, put: Callable[[Rows], None]) -> None:
    put(rows)
    rows.changes.clear()
    put(rows)
    assert rows.changes == []


def test_the_inverse_of_a_change_brings_the_row_back(rows: Rows) -> None:
    event_table.put(rows, make_event(title="before"))
    (event,) = event_table.events(rows)
    event_table.put(rows, replace(event, title="after"))
    event_table.remove(rows, event.id or 0)
    written = rows.changes[1:]
    for change in reversed(written):
        rows.apply(change.inverse)
    assert event_table.events(rows) == (event,)
    for change in written:
        rows.apply(change)
    assert event_table.events(rows) == ()


def test_a_change_of_nothing_into_nothing_does_nothing(rows: Rows) -> None:
    rows.apply(RowChange("event", (5,), None, None))
    assert rows.changes == []


@pytest.mark.parametrize(
    "remove",
    [
        lambda rows: event_table.remove(rows, 5),
        lambda rows: medicine_table.remove_intake(rows, 5),
        lambda rows: medicine_table.remove_plan_step(rows, 5),
        lambda rows: medicine_table.remove_medicine(rows, "ibuprofen"),
        lambda rows: medicine_table.remove_dose_change(rows, "gabapentin", TODAY),
        lambda rows: entry_table.put_day(rows, make_entry()),
        lambda rows: entry_table.put_pain_map(rows, TODAY, None),
    ],
)
def test_removing_what_is_not_there_does_nothing(
    rows: Rows, remove: Callable[[Rows], None]
) -> None:
    remove(rows)
    assert rows.changes == []


def test_a_row_that_was_removed_gets_its_number_back(rows: Rows) -> None:
    event_table.put(rows, make_event(title="first"))
    event_table.put(rows, make_event(title="second"))
    first, second = event_table.events(rows)
    event_table.remove(rows, second.id or 0)
    event_table.put(rows, make_event(title="third"))
    event_table.put(rows, second)
    assert first in event_table.events(rows)
    assert second in event_table.events(rows)
    assert len({event.id for event in event_table.events(rows)}) == 3


# Days


def test_blank_skipped_and_0_are_kept_apart(rows: Rows) -> None:
    entry = make_entry(pain_average=0, fatigue=SKIPPED, sleep_hours=0.25)
    entry_table.put_day(rows, entry)
    assert entry_table.day_entry(rows, TODAY) == entry
    assert list(entry_table.day_entries(rows)) == [entry]
    assert entry_table.item_scores(rows, "fatigue").values == ()
    assert entry_table.item_scores(rows, "pain_average").values == (0.0,)
    assert entry_table.scored_items(rows) == {"pain_average", "sleep_hours"}


def test_every_part_of_a_day_is_kept(rows: Rows) -> None:
    entry = DayEntry(
        TODAY,
        {"fatigue": 3.0},
        "a note",
        "different",
        "worse",
        datetime.fromisoformat("2026-11-04T21:42:00+05:45"),
        2,
        day(1),
    )
    entry_table.put_day(rows, entry)
    found = entry_table.day_entry(rows, TODAY)
    assert found == entry
    assert found is not None
    assert found.written_at is not None
    assert found.written_at.utcoffset() == entry.written_at.utcoffset()  # type: ignore[union-attr] # it was given above


def test_a_day_in_which_nothing_is_left_is_no_entry(rows: Rows) -> None:
    entry_table.put_day(rows, make_entry(note="a", fatigue=7))
    entry_table.put_day(rows, replace(make_entry(), written_at=NOW))
    assert entry_table.day_entry(rows, TODAY) is None
    assert entry_table.days_written(rows, day(9), TODAY) == frozenset()
    assert entry_table.first_day(rows) is None


def test_a_score_outside_its_scale_is_refused_by_the_file(rows: Rows) -> None:
    for item, value in [("fatigue", 11), ("fatigue", 6.5), ("se_dizzy", 4), ("sleep_hours", 25)]:
        with pytest.raises(Exception, match="score is not on its scale"):
            entry_table.put_day(rows, DayEntry(TODAY, {item: value}))


def test_days_between_are_found_and_others_are_not(rows: Rows) -> None:
    for number in range(5):
        entry_table.put_day(rows, make_entry(day(number), fatigue=number))
    found = entry_table.day_entries(rows, day(3), day(1))
    assert [entry.day for entry in found] == [day(3), day(2), day(1)]
    assert entry_table.days_written(rows, day(3), day(2)) == {day(3), day(2)}
    assert entry_table.first_day(rows) == day(4)


def test_a_moment_is_no_day_entry(rows: Rows) -> None:
    moments = (
        Moment(day(1), time(8), "fatigue", 3.0, "early"),
        Moment(day(1), time(20, 15, 30), "fatigue", SKIPPED),
        Moment(day(0), time(0), "fog", 0.0),
    )
    for moment in reversed(moments):
        entry_table.put_moment(rows, moment)
    assert entry_table.moments(rows) == moments
    assert entry_table.day_entry(rows, day(1)) is None
    assert list(entry_table.day_entries(rows)) == []
    assert entry_table.days_written(rows, day(1), day(0)) == {day(1), day(0)}
    assert entry_table.item_scores(rows, "fatigue").momentary == (True,)


def test_the_days_own_score_stands_beside_its_moments(rows: Rows) -> None:
    entry_table.put_day(rows, make_entry(fatigue=7))
    entry_table.put_moment(rows, Moment(TODAY, time(8), "fatigue", 3.0))
    scores = entry_table.item_scores(rows, "fatigue")
    assert scores.days == (TODAY.toordinal(),) * 2
    assert dict(zip(scores.momentary, scores.values, strict=True)) == {True: 3.0, False: 7.0}


# The pain map


def test_mapped_and_none_is_not_the_same_as_not_mapped(rows: Rows) -> None:
    entry_table.put_pain_map(rows, TODAY, PainMap(TODAY, frozenset()))
    assert entry_table.pain_maps(rows) == (PainMap(TODAY, frozenset()),)
    entry_table.put_pain_map(rows, TODAY, None)
    assert entry_table.pain_maps(rows) == ()
    assert rows.find("entry") == []


def test_a_pain_map_can_be_changed_and_taken_away(rows: Rows) -> None:
    for areas in ({"neck", "chest"}, {"neck", "left_hip"}, set()):
        entry_table.put_pain_map(rows, TODAY, PainMap(TODAY, frozenset(areas)))
        assert entry_table.pain_maps(rows) == (PainMap(TODAY, frozenset(areas)),)


def test_the_pain_map_and_the_scores_of_a_day_do_not_touch_each_other(rows: Rows) -> None:
    entry, pain_map = make_entry(note="a", fatigue=7), PainMap(TODAY, frozenset({"neck"}))
    entry_table.put_day(rows, entry)
    entry_table.put_pain_map(rows, TODAY, pain_map)
    assert entry_table.day_entry(rows, TODAY) == entry
    entry_table.put_day(rows, make_entry())
    assert entry_table.day_entry(rows, TODAY) is None
    assert list(entry_table.day_entries(rows)) == []
    assert entry_table.pain_maps(rows) == (pain_map,)
    entry_table.put_day(rows, entry)
    entry_table.put_pain_map(rows, TODAY, None)
    assert entry_table.day_entry(rows, TODAY) == entry


# Items, medicines and the rest


def test_an_item_keeps_its_own_words(rows: Rows) -> None:
    item = replace(
        make_item(),
        own_low_words="",
        own_high_words="worst",
        hidden=True,
        anchors=((0.0, "none"), (7.0, "cannot hold a kettle")),
    )
    item_table.put(rows, item)
    assert item_table.items(rows)[-1] == item
    assert item_table.items(rows)[-1].anchor(7) == "cannot hold a kettle"


def test_a_built_in_item_that_a_journal_lacks_is_named(rows: Rows) -> None:
    assert item_table.missing_built_ins(rows) == ()
    rows.remove("tracked_item", {"key": "anxiety"})
    (missing,) = item_table.missing_built_ins(rows)
    assert missing.key == "anxiety"


def test_every_part_of_a_medicine_is_kept(rows: Rows) -> None:
    medicine = replace(
        make_medicine("ibuprofen", unit="tablet", as_needed=True, reason="headache"),
        product="coated",
        strength="400 mg",
        supply_amount=Decimal("12.5"),
        supply_counted_on=day(2),
    )
    medicine_table.put_medicine(rows, medicine)
    assert medicine_table.medicines(rows) == (make_medicine(), medicine)


@pytest.mark.parametrize("text", ["0", "0.1", "0.000001", "300", "12.5", "999999.999999"])
def test_an_amount_is_kept_to_the_last_digit(rows: Rows, text: str) -> None:
    change = make_dose_change()
    amounts = replace(change.amounts, morning=Decimal(text))
    medicine_table.put_dose_change(rows, replace(change, amounts=amounts))
    (found,) = medicine_table.dose_changes(rows)
    assert found.amounts.morning == Decimal(text)


def test_an_amount_that_was_not_said_is_not_0(rows: Rows) -> None:
    medicine_table.put_intake(rows, make_intake(amount=None))
    medicine_table.put_intake(rows, make_intake(amount=0))
    assert [intake.amount for intake in medicine_table.intakes(rows)] == [None, Decimal(0)]


def test_a_medicine_that_is_removed_takes_everything_of_it_along(rows: Rows) -> None:
    other = make_medicine("ibuprofen")
    medicine_table.put_medicine(rows, other)
    for name in ("gabapentin", "ibuprofen"):
        medicine_table.put_dose_change(rows, make_dose_change(medicine=name))
        medicine_table.put_plan_step(rows, make_plan_step(medicine=name))
        medicine_table.put_intake(rows, make_intake(medicine=name))
    medicine_table.remove_medicine(rows, "gabapentin")
    assert medicine_table.medicines(rows) == (other,)
    for parts in (
        medicine_table.dose_changes(rows),
        medicine_table.plan(rows),
        medicine_table.intakes(rows),
    ):
        assert [part.medicine for part in parts] == ["ibuprofen"]


def test_a_medicine_keeps_its_doses_under_a_new_name(rows: Rows) -> None:
    medicine_table.put_dose_change(rows, make_dose_change())
    medicine_table.put_medicine(rows, make_medicine("Neurontin"), "gabapentin")
    (change,) = medicine_table.dose_changes(rows)
    assert change == make_dose_change(medicine="Neurontin")


def test_a_dose_change_is_moved_and_removed_by_its_day(rows: Rows) -> None:
    medicine_table.put_dose_change(rows, make_dose_change(day(5)))
    medicine_table.put_dose_change(rows, make_dose_change(day(3), 600), day(5))
    assert medicine_table.dose_changes(rows) == (make_dose_change(day(3), 600),)
    medicine_table.remove_dose_change(rows, "gabapentin", day(3))
    assert medicine_table.dose_changes(rows) == ()


def test_a_profile_is_one_row_and_goes_when_it_is_emptied(rows: Rows) -> None:
    for profile in (Profile("Ann", 1970, "asthma", "Dr B"), Profile("Ann"), Profile()):
        profile_table.put_profile(rows, profile)
        assert profile_table.profile(rows) == profile
    assert rows.find("profile") == []


def test_questions_stay_in_the_order_of_writing(rows: Rows) -> None:
    for text in ("Second?", "First?"):
        profile_table.put_question(rows, Question(text))
    first, second = profile_table.questions(rows)
    profile_table.put_question(rows, replace(first, asked=True))
    assert profile_table.questions(rows) == (replace(first, asked=True), second)
