from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.dose_periods import dose_periods
from fibrojournal.analysis.series import daily_values, trailing_mean
from fibrojournal.domain.medicines import dose_on
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import RefusedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import (
    TODAY,
    day,
    make_dose_change,
    make_entry,
    make_event,
    make_intake,
    make_medicine,
    make_plan_step,
)
from tests.conftest import StandingClock

if TYPE_CHECKING:
    from datetime import date

MEDICINES = Changes(medicines=True)


@pytest.fixture
def journal(journal: Journal, clock: StandingClock) -> Journal:
    """Give a journal with gabapentin, 300 mg from ten days ago, 600 mg from five days ago."""
    journal.add_medicine(make_medicine(), make_dose_change(day(10), 300))
    journal.change_dose(make_dose_change(day(5), 600))
    clock.advance(hours=1)
    return journal


def doses(journal: Journal) -> dict[date, int]:
    return {change.day: int(change.per_day) for change in journal.dose_changes()}


# Medicines


def test_a_medicine_comes_with_its_first_dose_and_plan(journal: Journal) -> None:
    steps = [make_plan_step(day(-7), 100, medicine="ibuprofen")]
    changes = journal.add_medicine(
        make_medicine("ibuprofen"), make_dose_change(medicine="ibuprofen"), steps
    )
    assert changes.medicines
    assert [medicine.name for medicine in journal.medicines()] == ["gabapentin", "ibuprofen"]
    assert [step.medicine for step in journal.plan()] == ["ibuprofen"]
    journal.undo()
    assert [medicine.name for medicine in journal.medicines()] == ["gabapentin"]
    assert journal.plan() == ()


@pytest.mark.parametrize("name", ["", "  ", "gabapentin", "GabaPentin"])
def test_a_name_that_is_empty_or_taken_is_refused(journal: Journal, name: str) -> None:
    with pytest.raises(RefusedError):
        journal.add_medicine(make_medicine(name))
    journal.add_medicine(make_medicine("ibuprofen"))
    with pytest.raises(RefusedError):
        journal.edit_medicine("ibuprofen", make_medicine(name))
    assert [medicine.name for medicine in journal.medicines()] == ["gabapentin", "ibuprofen"]


def test_a_first_dose_in_the_future_is_refused_with_its_medicine(journal: Journal) -> None:
    with pytest.raises(RefusedError, match="future"):
        journal.add_medicine(make_medicine("b"), make_dose_change(day(-1), medicine="b"))
    assert [medicine.name for medicine in journal.medicines()] == ["gabapentin"]


def test_a_medicine_keeps_its_history_under_a_new_name(journal: Journal) -> None:
    journal.correct_dose("gabapentin", day(5), make_dose_change(day(5), 900))
    journal.edit_medicine("gabapentin", make_medicine("Gabapentin 300"))
    assert doses(journal) == {day(10): 300, day(5): 900}
    assert {change.medicine for change in journal.dose_changes()} == {"Gabapentin 300"}
    assert len(journal.dose_history("Gabapentin 300")) == 1


def test_the_letter_case_of_a_name_can_be_changed(journal: Journal) -> None:
    journal.edit_medicine("gabapentin", make_medicine("Gabapentin"))
    assert [medicine.name for medicine in journal.medicines()] == ["Gabapentin"]


def test_an_unchanged_medicine_is_not_a_step(journal: Journal) -> None:
    before = journal.undo_words
    assert not journal.edit_medicine("gabapentin", make_medicine())
    assert journal.undo_words == before


def test_a_removed_medicine_comes_back_with_everything_of_it(journal: Journal) -> None:
    journal.save_plan("gabapentin", [make_plan_step(day(-7), 900)])
    journal.save_intake(make_intake())
    before = journal.contents()
    assert journal.remove_medicine("gabapentin") == Changes(medicines=True, intakes=True)
    assert journal.contents().medicines == ()
    assert journal.dose_changes() == ()
    journal.undo()
    assert journal.contents() == before


# Doses


def test_a_change_is_a_new_row_and_leaves_the_old_ones(journal: Journal) -> None:
    assert journal.change_dose(make_dose_change(TODAY, 0)) == MEDICINES
    assert doses(journal) == {day(10): 300, day(5): 600, TODAY: 0}


@pytest.mark.parametrize("on", [day(5), day(-1)])
def test_a_second_change_of_one_day_and_a_future_one_are_refused(
    journal: Journal, on: date
) -> None:
    with pytest.raises(RefusedError):
        journal.change_dose(make_dose_change(on, 900))
    with pytest.raises(RefusedError):
        journal.correct_dose("gabapentin", day(10), make_dose_change(on, 900))
    assert doses(journal) == {day(10): 300, day(5): 600}


def test_a_corrected_dose_replaces_its_row_and_stays_in_the_history(journal: Journal) -> None:
    journal.correct_dose("gabapentin", day(5), make_dose_change(day(4), 450))
    assert doses(journal) == {day(10): 300, day(4): 450}
    (revision,) = journal.dose_history("gabapentin")
    assert revision.before == make_dose_change(day(5), 600)
    assert revision.after == make_dose_change(day(4), 450)


def test_a_correction_is_of_the_medicine_that_was_named(journal: Journal) -> None:
    journal.add_medicine(make_medicine("b"), make_dose_change(day(4), 1, medicine="b"))
    mistaken = make_dose_change(day(4), 450, medicine="b")
    journal.correct_dose("gabapentin", day(5), mistaken)
    (first, _) = (change for change in journal.dose_changes() if change.medicine == "gabapentin")
    assert first.day == day(10)
    with pytest.raises(RefusedError, match="already"):
        journal.correct_dose("gabapentin", day(10), replace(mistaken, note="again"))


def test_a_removed_dose_stays_in_the_history(journal: Journal) -> None:
    assert journal.remove_dose("gabapentin", day(5)) == MEDICINES
    assert doses(journal) == {day(10): 300}
    (revision,) = journal.dose_history("gabapentin")
    assert (revision.before, revision.after) == (make_dose_change(day(5), 600), None)


def test_a_medicine_has_the_history_of_its_own_doses_only(
    journal: Journal, clock: StandingClock
) -> None:
    journal.add_medicine(make_medicine("b"), make_dose_change(day(4), 1, medicine="b"))
    journal.remove_dose("b", day(4))
    clock.advance(hours=1)
    journal.remove_dose("gabapentin", day(5))
    journal.remove_dose("gabapentin", day(10))
    newest_first = [revision.before.day for revision in journal.dose_history("gabapentin")]
    assert newest_first == [day(10), day(5)]
    assert [revision.before.medicine for revision in journal.dose_history("b")] == ["b"]
    assert all(revision.at <= clock() for revision in journal.dose_history("gabapentin"))


def test_removing_a_dose_that_is_not_there_changes_nothing(journal: Journal) -> None:
    assert not journal.remove_dose("gabapentin", day(7))


# The plan


def test_a_plan_is_replaced_but_for_its_confirmed_steps(journal: Journal) -> None:
    journal.save_plan("gabapentin", [make_plan_step(day(0), 900), make_plan_step(day(-7), 1200)])
    first, second = journal.plan()
    journal.confirm_plan_step(first, make_dose_change(day(0), 900))
    journal.save_plan("gabapentin", [replace(second, words="slowly"), make_plan_step(day(-9), 1)])
    confirmed, kept, new = journal.plan()
    assert confirmed == replace(first, confirmed=True)
    assert kept == replace(second, words="slowly")
    assert new.day == day(-9)
    journal.save_plan("gabapentin", [])
    assert journal.plan() == (confirmed,)


def test_a_plan_of_one_medicine_leaves_that_of_another(journal: Journal) -> None:
    journal.add_medicine(make_medicine("b"), plan=[make_plan_step(medicine="b")])
    journal.save_plan("gabapentin", [make_plan_step(medicine="b")])
    assert [step.medicine for step in journal.plan()] == ["gabapentin", "b"]


def test_a_confirmed_step_becomes_a_dose_and_one_undo_takes_back_both(journal: Journal) -> None:
    journal.save_plan("gabapentin", [make_plan_step(day(0), 900)])
    (step,) = journal.plan()
    journal.confirm_plan_step(step, make_dose_change(day(0), 900))
    assert doses(journal)[TODAY] == 900
    assert journal.plan()[0].confirmed
    journal.undo()
    assert doses(journal) == {day(10): 300, day(5): 600}
    assert not journal.plan()[0].confirmed


def test_a_step_in_the_future_cannot_be_confirmed(journal: Journal) -> None:
    journal.save_plan("gabapentin", [make_plan_step(day(-1), 900)])
    (step,) = journal.plan()
    with pytest.raises(RefusedError, match="future"):
        journal.confirm_plan_step(step, make_dose_change(day(-1), 900))
    assert not journal.plan()[0].confirmed


# Intakes and events


def test_an_intake_is_added_changed_and_removed(journal: Journal) -> None:
    assert journal.save_intake(make_intake()) == Changes(intakes=True)
    (intake,) = journal.intakes()
    journal.save_intake(replace(intake, note="with food"))
    (changed,) = journal.intakes()
    assert (changed.note, changed.id) == ("with food", intake.id)
    journal.remove_intake(changed)
    assert journal.intakes() == ()
    assert not journal.remove_intake(changed)


def test_an_intake_in_the_future_is_refused(journal: Journal) -> None:
    with pytest.raises(RefusedError, match="future"):
        journal.save_intake(make_intake(day(-1)))


def test_an_event_is_added_changed_and_removed(journal: Journal) -> None:
    assert journal.save_event(make_event(day(-30))) == Changes(events=True)
    (event,) = journal.events()
    journal.save_event(replace(event, last_day=day(-31)))
    (changed,) = journal.events()
    assert (changed.last_day, changed.id) == (day(-31), event.id)
    journal.remove_event(changed)
    assert journal.events() == ()
    assert not journal.remove_event(changed)


# A dose is history


@st.composite
def histories(draw: st.DrawFn) -> dict[int, float]:
    """Days ago, and mg a day from then on; 0 = stopped."""
    return draw(
        st.dictionaries(
            st.integers(0, 60), st.sampled_from([0.0, 100.0, 300.0, 600.0]), max_size=6
        )
    )


@settings(deadline=None, max_examples=30)
@given(
    history=histories(),
    scores=st.dictionaries(st.integers(0, 70), st.integers(0, 10), max_size=40),
    data=st.data(),
)
def test_a_change_leaves_every_day_before_it_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    history: dict[int, float],
    scores: dict[int, int],
    data: st.DataObject,
) -> None:
    # An example that is given up half-way lets go of its file, too.
    with Store.create(tmp_path_factory.mktemp("doses") / "journal.fibro") as store:
        alter_and_compare(Journal(store, clock=StandingClock()), history, scores, data)


def alter_and_compare(
    journal: Journal, history: dict[int, float], scores: dict[int, int], data: st.DataObject
) -> None:
    journal.add_medicine(make_medicine())
    for days_ago, mg in history.items():
        journal.change_dose(make_dose_change(day(days_ago), mg))
    for days_ago, score in scores.items():
        journal.set_score(day(days_ago), "fatigue", score)

    kind = data.draw(st.sampled_from(["new", "corrected", "moved", "removed"]))
    free = sorted(set(range(61)) - history.keys())
    mg = data.draw(st.sampled_from([0.0, 100.0, 900.0]))
    if kind == "new" or not history:
        first_altered = data.draw(st.sampled_from(free))
        before = picture(journal, day(first_altered))
        changes = journal.change_dose(make_dose_change(day(first_altered), mg))
    else:
        old = data.draw(st.sampled_from(sorted(history)))
        to = data.draw(st.sampled_from(free)) if kind == "moved" else old
        first_altered = max(old, to)
        before = picture(journal, day(first_altered))
        if kind == "removed":
            changes = journal.remove_dose("gabapentin", day(old))
        else:
            new = make_dose_change(day(to), mg)
            changes = journal.correct_dose("gabapentin", day(old), new)
    assert picture(journal, day(first_altered)) == before
    if changes:
        journal.undo()
    assert picture(journal, day(first_altered)) == before


def picture(journal: Journal, until: date) -> dict[str, object]:
    """Return all that is shown of the days before `until`: doses, scores and means."""
    (item,) = (item for item in BUILT_IN_ITEMS if item.key == "fatigue")
    daily = daily_values(journal.item_scores("fatigue"), item)
    means = trailing_mean(daily)
    shown = means.days < until.toordinal()
    changes = journal.dose_changes()
    names = [medicine.name for medicine in journal.medicines()]
    past = [day(number) for number in range(80) if day(number) < until]
    return {
        "doses": [
            dose_on((change for change in changes if change.medicine == name), on)
            for name in names
            for on in past
        ],
        "periods": [
            (period.first, period.per_day, period.covers(on))
            for period in dose_periods(changes, TODAY)
            for on in past
            if period.first < until
        ],
        "daily": [daily.on(on) for on in past],
        "means": np.nan_to_num(means.means[shown], nan=-1).tolist(),
        "scored": means.scored[shown].tolist(),
        "entries": [journal.day_entry(on) for on in past],
    }


def test_the_example_journal_keeps_its_past_when_a_dose_changes_today(
    example_journal: Journal,
) -> None:
    name = example_journal.dose_changes()[-1].medicine
    before = picture(example_journal, TODAY)
    example_journal.change_dose(make_dose_change(TODAY, 0, medicine=name))
    example_journal.set_note(TODAY, make_entry(note="changed").note)
    assert picture(example_journal, TODAY) == before
