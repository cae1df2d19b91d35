from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Medicine
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.errors import ReadOnlyError, RefusedError
from fibrojournal.exchange.parsed import Parsed, ParsedFile, ParsedRow
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.importing import plan_import
from fibrojournal.journal.journal import Journal
from fibrojournal.storage import profile_table
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
    from pathlib import Path

    from fibrojournal.exchange.parsed import Row
    from fibrojournal.journal.trash import Trashed
    from tests.conftest import StandingClock


def bring_in(journal: Journal, *values: Row) -> None:
    """Write values as an import does."""
    rows = tuple(ParsedRow(row, value) for row, value in enumerate(values, start=2))
    parsed = Parsed((ParsedFile("any.csv", len(rows), rows, ()),))
    journal.carry_out(plan_import(parsed, journal.contents(), replace_old=True))


def only(journal: Journal) -> Trashed:
    (trashed,) = journal.trash.all()
    return trashed


def without_moment(entry: DayEntry | None) -> DayEntry | None:
    return entry and replace(entry, written_at=None)


def test_what_was_never_deleted_is_not_in_the_trash(journal: Journal) -> None:
    bring_in(journal, make_entry(fatigue=7), make_medicine(), make_event())
    assert journal.trash.all() == ()


def test_a_removed_day_lies_in_the_trash_with_all_that_it_said(
    journal: Journal, clock: StandingClock
) -> None:
    entry = make_entry(note="long day", fatigue=7, fog=SKIPPED, pain_average=0)
    moment = Moment(TODAY, datetime(2026, 11, 4, 14, 10, tzinfo=UTC).time(), "fatigue", 5.0)
    bring_in(journal, entry, PainMap(TODAY, frozenset({"neck"})), moment)
    before = journal.contents()
    clock.advance(hours=1)
    assert journal.remove_day(TODAY) == Changes(entries=True)
    assert journal.days_written(TODAY, TODAY) == frozenset()
    trashed = only(journal)
    assert trashed.things == (entry, PainMap(TODAY, frozenset({"neck"})), moment)
    assert trashed.at == clock()
    assert trashed.goes_at == clock() + timedelta(days=30)
    assert journal.trash.bring_back(trashed) == Changes(entries=True)
    assert journal.contents() == before
    assert journal.trash.all() == ()


def test_two_days_removed_at_one_moment_of_a_clock_set_back_are_two_lines(
    tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "journal.fibro"
    first, second = TODAY, day(1)
    with closing(Journal(Store.create(path), clock=clock)) as journal:
        bring_in(journal, make_entry(first, fatigue=7), make_entry(second, fatigue=3))
        journal.save_event(make_event())
        journal.remove_day(first)
    clock.advance(days=-365)
    with closing(Journal(Store.open(path), clock=clock)) as journal:
        (event,) = journal.events()
        journal.save_event(replace(event, title="another"))
        journal.remove_day(second)
        things = [trashed.things for trashed in journal.trash.all()]
    assert things == [(make_entry(second, fatigue=3),), (make_entry(first, fatigue=7),)]


def test_bringing_back_can_be_undone(journal: Journal) -> None:
    bring_in(journal, make_entry(fatigue=7))
    journal.remove_day(TODAY)
    journal.trash.bring_back(only(journal))
    journal.undo()
    assert journal.day_entry(TODAY) is None
    assert [type(thing) for thing in only(journal).things] == [DayEntry]


def test_a_day_without_anything_can_be_removed_too(journal: Journal) -> None:
    assert not journal.remove_day(TODAY)
    assert journal.trash.all() == ()


def test_a_medicine_is_one_line_with_its_doses(journal: Journal) -> None:
    journal.add_medicine(make_medicine(), make_dose_change(), [make_plan_step()])
    journal.save_intake(make_intake())
    before = journal.contents()
    journal.remove_medicine("gabapentin")
    assert {type(thing).__name__ for thing in only(journal).things} == {
        "Medicine",
        "DoseChange",
        "PlanStep",
        "Intake",
    }
    journal.trash.bring_back(only(journal))
    assert journal.contents() == before


def test_each_kind_of_thing_can_be_brought_back(journal: Journal) -> None:
    journal.add_medicine(make_medicine(), make_dose_change(), [make_plan_step()])
    journal.save_intake(make_intake())
    journal.save_event(make_event(title="sauna"))
    (event,) = journal.events()
    (intake,) = journal.intakes()
    before = journal.contents()
    journal.remove_dose("gabapentin", TODAY)
    journal.save_plan("gabapentin", ())
    journal.remove_intake(intake)
    journal.remove_event(event)
    names = [[type(thing).__name__ for thing in trashed.things] for trashed in journal.trash.all()]
    assert names == [["Event"], ["Intake"], ["PlanStep"], ["DoseChange"]]
    for trashed in journal.trash.all():
        journal.trash.bring_back(trashed)
    assert journal.contents() == before


def test_questions_and_the_profile_come_back_too(journal: Journal, clock: StandingClock) -> None:
    with journal._store.transact(clock()) as rows:
        profile_table.put_question(rows, Question("which dose?"))
        profile_table.put_profile(rows, Profile(name="Jo"))
    before = journal.contents()
    with journal._store.transact(clock()) as rows:
        rows.remove("question", {"id": 1})
        profile_table.put_profile(rows, Profile())
    assert only(journal).things == (Question("which dose?", id=1), Profile(name="Jo"))
    journal.trash.bring_back(only(journal))
    assert journal.contents() == before


def test_the_newest_deletion_stands_first(journal: Journal) -> None:
    journal.save_event(make_event(title="first"))
    journal.save_event(make_event(title="second"))
    for event in journal.events():
        journal.remove_event(event)
    things = [thing for trashed in journal.trash.all() for thing in trashed.things]
    titles = [thing.title for thing in things if isinstance(thing, Event)]
    assert titles == ["second", "first"]


def test_an_import_that_was_undone_is_one_line(journal: Journal) -> None:
    journal.set_score(day(2), "fog", 3.0)
    bring_in(
        journal,
        make_item("jaw"),
        make_entry(TODAY, jaw=4),
        make_entry(day(1), fatigue=5),
        make_entry(day(2), fatigue=6),
        make_medicine("new"),
        make_event(),
    )
    before = journal.contents()
    journal.undo()
    journal.set_score(day(3), "fog", 1.0)  # the import cannot be done again now
    after = journal.contents()
    assert len(only(journal).things) == 5
    journal.trash.bring_back(only(journal))
    assert {entry.day for entry in journal.contents().days} == {
        *(entry.day for entry in before.days),
        day(3),
    }
    assert journal.day_entry(day(2)) == before.days[0]
    journal.undo()
    assert journal.contents() == after


def test_a_cleared_score_is_no_trash(journal: Journal) -> None:
    journal.set_score(TODAY, "fog", 3.0)
    journal.set_score(TODAY, "fatigue", 3.0)
    journal.set_score(TODAY, "fog", None)
    assert journal.trash.all() == ()


def test_what_undo_has_brought_back_is_not_in_the_trash(journal: Journal) -> None:
    journal.save_event(make_event())
    journal.remove_event(journal.events()[0])
    journal.undo()
    assert journal.trash.all() == ()


def test_a_thing_that_was_deleted_twice_is_there_once(
    journal: Journal, clock: StandingClock
) -> None:
    journal.save_event(make_event())
    journal.remove_event(journal.events()[0])
    journal.undo()
    clock.advance(days=2)
    journal.remove_event(journal.events()[0])
    assert only(journal).at == clock()


# What has the place now


def test_a_day_that_was_written_again_is_filled_where_it_is_blank(journal: Journal) -> None:
    bring_in(
        journal,
        DayEntry(TODAY, {"fatigue": 7.0, "fog": 0.0}, "before", "different", "worse"),
        PainMap(TODAY, frozenset({"neck"})),
    )
    journal.remove_day(TODAY)
    journal.set_score(TODAY, "fatigue", 2.0)
    journal.set_note(TODAY, "after")
    assert only(journal).is_taken
    now = journal.contents()
    journal.trash.bring_back(only(journal))
    assert without_moment(journal.day_entry(TODAY)) == DayEntry(
        TODAY, {"fatigue": 2.0, "fog": 0.0}, "after\n\nbefore", "different", "worse"
    )
    assert journal.contents().pain_maps == (PainMap(TODAY, frozenset({"neck"})),)
    assert only(journal).is_taken  # its fatigue of 7 is nowhere else
    journal.undo()
    assert journal.contents() == now


def test_a_day_whose_every_word_is_said_again_is_not_in_the_trash(journal: Journal) -> None:
    bring_in(journal, make_entry(note="same", fatigue=7))
    journal.remove_day(TODAY)
    bring_in(journal, make_entry(note="the same and more", fatigue=7, fog=1))
    assert journal.trash.all() == ()


def test_a_day_that_says_something_else_throughout_is_left_as_it_is(journal: Journal) -> None:
    bring_in(journal, make_entry(fatigue=7))
    journal.remove_day(TODAY)
    journal.set_score(TODAY, "fatigue", 2.0)
    with pytest.raises(RefusedError, match="written again"):
        journal.trash.bring_back(only(journal))
    assert journal.undo_words == "Undo score"


def test_notes_too_long_to_stand_together_are_not_joined(journal: Journal) -> None:
    bring_in(journal, make_entry(note="a" * 20_000, fatigue=1))
    journal.remove_day(TODAY)
    journal.set_note(TODAY, "b" * 20_000)
    journal.trash.bring_back(only(journal))
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert (entry.note, entry.scores) == ("b" * 20_000, {"fatigue": 1.0})
    assert only(journal).is_taken


def test_another_medicine_of_the_name_is_not_touched(journal: Journal) -> None:
    journal.add_medicine(make_medicine("gabapentin"), make_dose_change())
    journal.remove_medicine("gabapentin")
    journal.add_medicine(make_medicine("Gabapentin"))
    before = journal.contents()
    with pytest.raises(RefusedError, match="another medicine of this name"):
        journal.trash.bring_back(only(journal))
    assert journal.contents() == before


def test_a_dose_waits_for_its_medicine(journal: Journal) -> None:
    journal.add_medicine(make_medicine(), make_dose_change())
    journal.remove_dose("gabapentin", TODAY)
    journal.remove_medicine("gabapentin")
    medicine, dose = journal.trash.all()
    assert dose.things == (make_dose_change(),)
    with pytest.raises(RefusedError, match="not there any more"):
        journal.trash.bring_back(dose)
    journal.trash.bring_back(medicine)
    journal.trash.bring_back(only(journal))
    assert journal.dose_changes() == (make_dose_change(),)


def test_a_dose_never_replaces_the_one_that_stands_there_now(journal: Journal) -> None:
    journal.add_medicine(make_medicine(), make_dose_change(mg=300))
    journal.remove_dose("gabapentin", TODAY)
    journal.change_dose(make_dose_change(mg=600))
    with pytest.raises(RefusedError, match="another change"):
        journal.trash.bring_back(only(journal))
    journal.correct_dose("gabapentin", TODAY, make_dose_change(mg=300))
    assert journal.trash.all() == ()


def test_an_equal_dose_does_not_keep_the_rest_of_its_step_away(journal: Journal) -> None:
    bring_in(journal, make_medicine("a"))
    bring_in(journal, make_dose_change(medicine="a"), make_event())
    journal.undo()
    journal.change_dose(make_dose_change(medicine="a"))
    assert len(only(journal).things) == 1
    journal.trash.bring_back(only(journal))
    assert len(journal.events()) == 1


def test_a_score_of_an_item_that_is_gone_keeps_its_day_away(journal: Journal) -> None:
    bring_in(journal, make_item("jaw"))
    bring_in(journal, make_entry(jaw=4))
    journal.remove_day(TODAY)
    with journal._store.transact(journal.now()) as rows:
        rows.remove("tracked_item", {"key": "jaw"})
    day_of_jaw = journal.trash.all()[1]
    with pytest.raises(RefusedError, match="belongs to it is gone"):
        journal.trash.bring_back(day_of_jaw)
    assert journal.day_entry(TODAY) is None


def test_a_renamed_medicine_names_its_doses_in_the_trash(journal: Journal) -> None:
    journal.add_medicine(make_medicine(), make_dose_change())
    journal.remove_dose("gabapentin", TODAY)
    journal.edit_medicine("gabapentin", Medicine("Gaba"))
    assert only(journal).things == (make_dose_change(medicine="Gaba"),)
    journal.remove_medicine("Gaba")
    assert [type(t.things[-1]) for t in journal.trash.all()] == [Medicine, DoseChange]
    assert journal.trash.all()[1].things == (make_dose_change(medicine="Gaba"),)


def test_what_has_gone_meanwhile_is_not_brought_back_twice(journal: Journal) -> None:
    journal.save_event(make_event())
    journal.remove_event(journal.events()[0])
    trashed = only(journal)
    journal.trash.bring_back(trashed)
    assert not journal.trash.bring_back(trashed)
    assert len(journal.events()) == 1


# Thirty days


def write_on_days(journal: Journal, clock: StandingClock, *days_later: float) -> None:
    start = clock.moment
    for later in days_later:
        clock.moment = start + timedelta(days=later)
        journal.set_score(journal.today(), "fog", 1.0)


def delete_an_event(journal: Journal) -> None:
    journal.save_event(make_event(title="canary"))
    journal.remove_event(journal.events()[0])


def versions(journal: Journal) -> int:
    return len(journal._store.history.versions("event"))


def test_after_thirty_days_it_is_forgotten(journal: Journal, clock: StandingClock) -> None:
    delete_an_event(journal)
    write_on_days(journal, clock, 10, 31.1, 32, 33)
    assert journal.trash.purge()
    assert journal.trash.all() == ()
    assert versions(journal) == 0
    assert not journal.trash.purge()


def test_before_thirty_days_nothing_is_forgotten(journal: Journal, clock: StandingClock) -> None:
    delete_an_event(journal)
    write_on_days(journal, clock, 27, 28, 29, 29.9)
    assert not journal.trash.purge()
    assert len(journal.trash.all()) == 1


def test_a_clock_that_was_set_ahead_forgets_nothing(
    journal: Journal, clock: StandingClock
) -> None:
    delete_an_event(journal)
    write_on_days(journal, clock, 400, 401)  # two days until somebody noticed
    assert not journal.trash.purge()
    clock.advance(days=-400)
    assert not journal.trash.purge()
    assert len(journal.trash.all()) == 1


def test_a_deletion_by_a_clock_that_fell_back_is_kept_for_its_thirty_days(
    journal: Journal, clock: StandingClock
) -> None:
    write_on_days(journal, clock, -3, -2, -1, 0)
    right = clock.moment
    clock.moment = datetime(2000, 1, 1, 12, tzinfo=UTC)
    journal.save_event(make_event(title="canary"))
    journal.remove_event(journal.events()[0])
    clock.moment = right + timedelta(days=2)
    assert not journal.trash.purge()
    assert only(journal).at == right.replace(microsecond=0)
    clock.moment = right
    write_on_days(journal, clock, 31.1, 32, 33)
    assert journal.trash.purge()


def test_the_earlier_versions_of_what_is_there_stay(
    journal: Journal, clock: StandingClock
) -> None:
    journal.add_medicine(make_medicine(), make_dose_change(mg=300))
    journal.correct_dose("gabapentin", TODAY, make_dose_change(mg=600))
    journal.change_dose(make_dose_change(day(1), mg=100))
    journal.remove_dose("gabapentin", day(1))
    journal.set_score(TODAY, "fog", 1.0)
    journal.set_score(TODAY, "fatigue", 7.0)
    journal.set_score(TODAY, "fatigue", None)
    history = journal.dose_history("gabapentin")
    write_on_days(journal, clock, 31.1, 32, 33, 34)
    journal.trash.purge()
    assert journal.dose_history("gabapentin") == history
    assert len(history) == 2


def test_a_forgotten_medicine_takes_its_doses_along(
    journal: Journal, clock: StandingClock
) -> None:
    journal.add_medicine(make_medicine(), make_dose_change(), [make_plan_step()])
    journal.remove_dose("gabapentin", TODAY)
    journal.remove_medicine("gabapentin")
    journal.set_score(TODAY, "fog", 1.0)
    journal.remove_day(TODAY)
    write_on_days(journal, clock, 31.1, 32, 33)
    assert journal.trash.purge()
    for table in ("medicine", "dose_change", "plan_step", "score"):
        kept = [v for v in journal._store.history.versions(table) if v.after is None]
        assert kept == [], table


def test_forgetting_survives_a_new_start(journal: Journal, clock: StandingClock) -> None:
    delete_an_event(journal)
    write_on_days(journal, clock, 31.1, 32, 33)
    journal.close()
    again = Journal(Store.open(journal.path), clock=clock)
    assert len(again.trash.all()) == 1
    assert again.trash.purge()
    assert again.problems() == ()
    again.close()


def test_nothing_is_forgotten_in_a_journal_that_can_only_be_read(
    journal: Journal, clock: StandingClock
) -> None:
    delete_an_event(journal)
    write_on_days(journal, clock, 31.1, 32, 33)
    trashed = only(journal)
    journal._store.is_read_only = True
    assert not journal.trash.purge()
    with pytest.raises(ReadOnlyError):
        journal.trash.bring_back(trashed)
    assert len(journal.trash.all()) == 1
