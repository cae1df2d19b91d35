from __future__ import annotations

import hashlib
from datetime import time
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment
from fibrojournal.domain.medicines import Medicine
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.errors import RefusedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.loading import ImportCancelledError
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

    from fibrojournal.journal.importing import FileReport, ImportPlan
    from tests.conftest import StandingClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "exchange"
    place.mkdir()
    return place


def write(folder: Path, **files: str) -> None:
    """Write CSV files, such as `write(folder, days="day,fatigue\\n2026-11-04,7\\n")`."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def plan(
    journal: Journal, folder: Path, *, replace_old: bool = False, new_items: bool = False
) -> ImportPlan:
    return journal.plan_import(folder, replace_old=replace_old, new_items=new_items)


def bring(journal: Journal, folder: Path, *, replace_old: bool = False) -> ImportPlan:
    planned = plan(journal, folder, replace_old=replace_old)
    journal.carry_out(planned)
    return planned


def counts(report: FileReport) -> tuple[int, int, int, int]:
    return (report.read, report.accepted, report.unchanged, len(report.rejected))


def fingerprint(journal: Journal) -> str:
    """Close a journal and return the SHA-256 of its file."""
    journal.close()
    return hashlib.sha256(journal.path.read_bytes()).hexdigest()


def reopened(journal: Journal, clock: StandingClock) -> Journal:
    return Journal(Store.open(journal.path), clock=clock)


# Days


def test_new_days_are_written_with_blank_skipped_and_0(journal: Journal, folder: Path) -> None:
    write(folder, days="day,fatigue,fog,note\n2026-11-03,0,skipped,slept\n2026-11-02,,7,\n")
    (report,) = bring(journal, folder).files
    assert counts(report) == (2, 2, 0, 0)
    assert journal.day_entry(day(1)) == make_entry(day(1), "slept", fatigue=0, fog=SKIPPED)
    assert journal.day_entry(day(2)) == make_entry(day(2), fog=7)


def test_a_row_that_says_what_is_there_is_unchanged(journal: Journal, folder: Path) -> None:
    journal.set_score(day(1), "fatigue", 7)
    journal.set_note(day(1), "slept badly")
    before = journal.contents()
    write(folder, days="day,fatigue,fog,note\n2026-11-03,7,,\n")
    (report,) = bring(journal, folder).files
    assert counts(report) == (1, 0, 1, 0)
    assert journal.contents() == before
    assert journal.undo_words == "Undo note"


def test_a_row_adds_to_what_is_there(journal: Journal, folder: Path) -> None:
    journal.set_score(day(1), "fatigue", 7)
    write(folder, days="day,fog,note,medicines_taken\n2026-11-03,0,late,different\n")
    (report,) = bring(journal, folder).files
    assert counts(report) == (1, 1, 0, 0)
    entry = journal.day_entry(day(1))
    assert entry is not None
    assert (entry.scores, entry.note) == ({"fatigue": 7.0, "fog": 0.0}, "late")
    assert entry.medicines_taken == "different"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("fatigue", "6"),
        ("fatigue", "0"),
        ("fatigue", "skipped"),
        ("note", "something else"),
        ("medicines_taken", "different"),
        ("compared_with_yesterday", "better"),
    ],
)
def test_a_row_that_contradicts_is_a_conflict_and_wins_only_when_asked(
    journal: Journal, folder: Path, column: str, text: str
) -> None:
    old = "day,fatigue,note,medicines_taken,compared_with_yesterday\n"
    write(folder, days=f"{old}2026-11-03,7,mine,as_planned,worse\n")
    bring(journal, folder)
    before = journal.contents()
    write(folder, days=f"day,{column}\n2026-11-03,{text}\n")
    planned = plan(journal, folder)
    (report,) = planned.files
    assert counts(report) == (1, 0, 0, 1)
    assert [(fault.row, fault.column) for fault in report.rejected] == [(2, column)]
    assert planned.has_rejections
    assert planned.values() == ()
    assert journal.contents() == before

    (report,) = bring(journal, folder, replace_old=True).files
    assert counts(report) == (1, 1, 0, 0)
    assert journal.contents() != before
    journal.undo()
    assert journal.contents() == before


def test_a_row_with_nothing_but_a_day_says_nothing(journal: Journal, folder: Path) -> None:
    write(folder, days="day,fatigue,written_at\n2026-11-03,,2026-11-03T20:00:00+01:00\n")
    planned = bring(journal, folder)
    assert counts(planned.files[0]) == (1, 0, 1, 0)
    assert planned.values() == ()
    assert journal.day_entry(day(1)) is None


def test_all_faults_of_a_day_are_named(journal: Journal, folder: Path) -> None:
    journal.set_score(day(1), "fatigue", 7)
    journal.set_score(day(1), "fog", 7)
    write(folder, days="day,fatigue,fog,note\n2026-11-03,1,2,\n2026-11-02,11,1,\n")
    (report,) = plan(journal, folder).files
    faults = [(fault.row, fault.column) for fault in report.rejected]
    assert faults == [(2, "fatigue"), (2, "fog"), (3, "fatigue")]


def test_a_column_that_is_not_known_becomes_an_item_when_asked(
    journal: Journal, folder: Path
) -> None:
    write(folder, days="day,Jaw pain\n2026-11-03,4\n")
    assert plan(journal, folder).has_rejections
    planned = plan(journal, folder, new_items=True)
    (item,) = planned.new_items
    journal.carry_out(planned)
    assert journal.item_scores("jaw_pain").values == (4.0,)
    assert journal.items()[-1] == item
    journal.undo()
    assert item not in journal.items()


# Medicines


def test_a_medicine_that_is_not_known_is_made(journal: Journal, folder: Path) -> None:
    write(
        folder,
        dose_changes="medicine,day,night\npregabalin,2026-11-01,75\n",
        intakes="medicine,day\nibuprofen,2026-11-01\n",
    )
    planned = bring(journal, folder)
    assert planned.new_medicines == (
        Medicine("pregabalin", unit="mg", as_needed=False),
        Medicine("ibuprofen", unit="mg", as_needed=True),
    )
    assert journal.medicines() == planned.new_medicines
    journal.undo()
    assert journal.medicines() == ()


def test_a_known_name_in_other_letters_is_the_known_medicine(
    journal: Journal, folder: Path
) -> None:
    journal.add_medicine(make_medicine("Gabapentin"))
    write(
        folder,
        dose_changes="medicine,day,night\ngabapentin,2026-11-01,300\nGABAPENTIN,2026-11-02,600\n",
        plan="medicine,day,night\ngabaPentin,2026-12-01,900\n",
    )
    assert bring(journal, folder).new_medicines == ()
    assert [medicine.name for medicine in journal.medicines()] == ["Gabapentin"]
    assert {change.medicine for change in journal.dose_changes()} == {"Gabapentin"}
    assert {step.medicine for step in journal.plan()} == {"Gabapentin"}


def test_an_unknown_name_in_two_spellings_is_one_medicine(journal: Journal, folder: Path) -> None:
    write(
        folder,
        dose_changes="medicine,day,night\nPregabalin,2026-11-01,75\npregabalin,2026-11-02,150\n",
    )
    bring(journal, folder)
    assert [medicine.name for medicine in journal.medicines()] == ["Pregabalin"]
    assert len(journal.dose_changes()) == 2


def test_a_name_is_looked_for_in_the_file_of_medicines_too(journal: Journal, folder: Path) -> None:
    write(
        folder,
        medicines="name,unit\nOxycodone drops,drops\n",
        dose_changes="medicine,day,night\noxycodone DROPS,2026-11-01,5\n",
    )
    assert bring(journal, folder).new_medicines == ()
    assert [medicine.name for medicine in journal.medicines()] == ["Oxycodone drops"]
    assert [change.medicine for change in journal.dose_changes()] == ["Oxycodone drops"]


def test_a_row_of_medicines_in_other_letters_is_about_the_known_one(
    journal: Journal, folder: Path
) -> None:
    journal.add_medicine(make_medicine("Gabapentin", reason="nerves"))
    write(folder, medicines="name,reason\ngabapentin,pain\n")
    planned = plan(journal, folder)
    assert counts(planned.files[0]) == (1, 0, 0, 1)
    journal.carry_out(plan(journal, folder, replace_old=True))
    assert journal.medicines() == (make_medicine("Gabapentin", reason="pain"),)


def test_two_spellings_on_the_same_day_are_a_conflict(journal: Journal, folder: Path) -> None:
    write(
        folder,
        dose_changes="medicine,day,night\nPregabalin,2026-11-01,75\npregabalin,2026-11-01,150\n",
    )
    (report,) = plan(journal, folder).files
    assert counts(report) == (2, 1, 0, 1)
    assert report.rejected[0].row == 3


def test_medicines_that_differ_only_in_case_stay_two(journal: Journal, folder: Path) -> None:
    # The window makes no such pair, but a file can.
    write(folder, medicines="name,reason\nAbc,one\nabc,two\n")
    bring(journal, folder)
    assert [medicine.reason for medicine in journal.medicines()] == ["one", "two"]
    write(
        folder,
        medicines="name,reason\nAbc,one\nabc,two\n",
        intakes="medicine,day\nAbc,2026-11-01\n",
    )
    reports = bring(journal, folder).files
    assert [counts(report) for report in reports] == [(2, 0, 2, 0), (1, 1, 0, 0)]
    assert [intake.medicine for intake in journal.intakes()] == ["Abc"]


def test_a_refused_medicine_leaves_its_doses_to_a_new_one(journal: Journal, folder: Path) -> None:
    write(
        folder,
        medicines="name,unit\npregabalin,stones\n",
        dose_changes="medicine,day,night\npregabalin,2026-11-01,75\n",
    )
    planned = plan(journal, folder)
    assert [counts(report) for report in planned.files] == [(1, 0, 0, 1), (1, 1, 0, 0)]
    journal.carry_out(planned)
    assert journal.medicines() == (Medicine("pregabalin"),)


@pytest.mark.parametrize(
    ("file", "first", "second"),
    [
        (
            "dose_changes",
            "medicine,day,night\na,2026-11-01,75",
            "medicine,day,night\na,2026-11-01,0",
        ),
        ("medicines", "name,reason\na,pain", "name,reason\na,sleep"),
        ("items", "key,kind,scale\njaw,symptom,0-10", "key,kind,scale\njaw,measure,0-10"),
        ("pain_areas", "day,area\n2026-11-01,neck", "day,area\n2026-11-01,"),
        ("profile", "name\nAnn", "name\nBea"),
    ],
)
def test_other_rows_are_unchanged_conflicts_or_replaced_as_a_whole(
    journal: Journal, folder: Path, file: str, first: str, second: str
) -> None:
    write(folder, **{file: first})
    assert counts(bring(journal, folder).files[0]) == (1, 1, 0, 0)
    assert counts(plan(journal, folder).files[0]) == (1, 0, 1, 0)
    write(folder, **{file: second})
    (report,) = plan(journal, folder).files
    assert counts(report) == (1, 0, 0, 1)
    assert (report.rejected[0].row, report.rejected[0].column) == (2, "")
    before = journal.contents()
    assert counts(bring(journal, folder, replace_old=True).files[0]) == (1, 1, 0, 0)
    assert journal.contents() != before
    assert plan(journal, folder).values() == ()


def test_a_built_in_item_that_nobody_touched_takes_on_what_the_file_says(
    journal: Journal, folder: Path
) -> None:
    write(folder, items="key,kind,scale,name,position\nfatigue,symptom,0-10,Tired,2\n")
    assert counts(bring(journal, folder).files[0]) == (1, 1, 0, 0)
    assert "Tired" in {item.name for item in journal.items()}


# Repeated things


def test_two_equal_events_stay_two(journal: Journal, folder: Path) -> None:
    write(folder, events="title,category,first_day\n" + "bad night,flare,2026-11-01\n" * 2)
    assert counts(bring(journal, folder).files[0]) == (2, 2, 0, 0)
    assert len(journal.events()) == 2
    assert counts(bring(journal, folder).files[0]) == (2, 0, 2, 0)
    assert len(journal.events()) == 2


def test_a_third_equal_event_is_added_to_two(journal: Journal, folder: Path) -> None:
    header, row = "title,category,first_day\n", "bad night,flare,2026-11-01\n"
    write(folder, events=header + row * 2)
    bring(journal, folder)
    write(folder, events=header + row * 3)
    assert counts(bring(journal, folder).files[0]) == (3, 1, 2, 0)
    assert len(journal.events()) == 3


def test_the_same_folder_twice_adds_nothing(
    journal: Journal, folder: Path, example_journal: Journal
) -> None:
    example_journal.export_to(folder)
    bring(journal, folder)
    before = journal.contents()
    assert before == example_journal.contents()
    again = bring(journal, folder)
    assert again.values() == ()
    assert all(report.unchanged == report.read for report in again.files)
    assert journal.contents() == before


# As a whole


def everything() -> JournalContents:
    """Return contents with something of every kind."""
    return JournalContents(
        items=(make_item("jaw", position=19),),
        days=(make_entry(day(2), "note", fatigue=0, fog=SKIPPED), make_entry(day(1), jaw=3)),
        moments=(Moment(day(1), time(8), "fatigue", 4.0),),
        pain_maps=(PainMap(day(2), frozenset()), PainMap(day(1), frozenset({"neck"}))),
        medicines=(make_medicine(), make_medicine("ibuprofen", as_needed=True)),
        dose_changes=(make_dose_change(day(9)),),
        plan=(make_plan_step(day(-9)),),
        intakes=(make_intake(medicine="ibuprofen"),),
        events=(make_event(day(5), day(3)), make_event(day(4))),
        questions=(Question("How long?"),),
        profile=Profile("Ann"),
    )


@pytest.fixture
def full_folder(tmp_path: Path, folder: Path, clock: StandingClock) -> Path:
    """Give the exchange folder of a journal with something of every kind."""
    with Store.create(tmp_path / "full.fibro") as store:
        full = Journal(store, clock=clock)
        full.load(everything())
        full.export_to(folder)
    return folder


def test_an_import_is_undone_and_redone_as_a_whole(journal: Journal, full_folder: Path) -> None:
    before = journal.contents()
    journal.set_score(TODAY, "fatigue", 5)
    with_score = journal.contents()
    assert journal.carry_out(plan(journal, full_folder)) == Changes.everything()
    after = journal.contents()
    assert journal.undo_words == "Undo import"
    journal.undo()
    assert journal.contents() == with_score
    journal.redo()
    assert journal.contents() == after
    journal.undo()
    journal.undo()
    assert journal.contents() == before


@pytest.mark.parametrize("stop_at", [0, 1, 7, 12])
def test_an_import_that_is_cancelled_changes_not_one_byte(
    journal: Journal, full_folder: Path, clock: StandingClock, stop_at: int
) -> None:
    journal.set_score(TODAY, "fatigue", 5)
    before = fingerprint(journal)
    again = reopened(journal, clock)
    planned = plan(again, full_folder)
    told: list[tuple[int, int]] = []

    def keep_going(done: int, of: int) -> bool:
        told.append((done, of))
        return done < stop_at

    with pytest.raises(ImportCancelledError) as cancelled:
        again.carry_out(planned, keep_going)
    assert cancelled.value.remedy == "Nothing was changed."
    assert told == [(done, len(planned.values())) for done in range(stop_at + 1)]
    assert again.undo_words == ""
    assert fingerprint(again) == before


def test_an_import_that_is_not_cancelled_is_told_of_every_value(
    journal: Journal, full_folder: Path
) -> None:
    planned = plan(journal, full_folder)
    told: list[int] = []

    def keep_going(done: int, _of: int) -> bool:
        told.append(done)
        return True

    journal.carry_out(planned, keep_going)
    assert told == list(range(len(planned.values())))


def test_planning_changes_not_one_byte(
    journal: Journal, full_folder: Path, clock: StandingClock
) -> None:
    before = fingerprint(journal)
    again = reopened(journal, clock)
    assert plan(again, full_folder).values()
    assert plan(again, full_folder, replace_old=True, new_items=True).values()
    assert fingerprint(again) == before


def test_what_cannot_be_read_is_refused_and_changes_not_one_byte(
    journal: Journal, folder: Path, clock: StandingClock
) -> None:
    before = fingerprint(journal)
    again = reopened(journal, clock)
    with pytest.raises(RefusedError):
        plan(again, folder)
    with pytest.raises(RefusedError):
        plan(again, folder / "missing")
    assert fingerprint(again) == before


def test_a_single_file_is_enough(journal: Journal, folder: Path) -> None:
    write(folder, days="day,fatigue\n2026-11-03,7\n", events="title,category,first_day\n")
    (report,) = bring(journal, folder / "days.csv").files
    assert counts(report) == (1, 1, 0, 0)
    assert journal.day_entry(day(1)) == DayEntry(day(1), {"fatigue": 7.0})
