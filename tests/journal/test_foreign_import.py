"""Files of other apps, from their bytes to the journal and back out of it."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.medicines import Intake
from fibrojournal.domain.origins import DayOrigin, Origin
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.foreign_file import read_foreign
from fibrojournal.exchange.map_file import check_answers, read_answers, without_map
from tests.exchange.foreign_files import (
    BEARABLE,
    DAYLIO,
    MEDTIMER_EVENTS,
    SAMPLES,
    needs_samples,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fibrojournal.exchange.foreign_file import ForeignFile
    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.journal.journal import Journal

Said = dict[str, Any]

MOODS = {
    "names": {
        "mood": {
            "item": "low_mood",
            "labels": {"vaguely ok": 5, "sad": 8, "rad": 0},
        },
        "chess": {"new": {"name": "Chess", "scale": "done", "better": "higher"}},
        "Sleep Quality": {"item": "sleep_quality", "from": [10, 0]},
        "Sleep Time": {"item": "sleep_hours", "from": "same"},
    },
    "others": "leave out",
}


@pytest.fixture
def plan(journal: Journal) -> Callable[..., ImportPlan]:
    """Read a file with a map and plan its import."""

    def make(place: Path, said: Said | None = None, *, replace_old: bool = False) -> ImportPlan:
        file = read_foreign(place)
        assert file is not None
        answers = without_map(file)
        if said is not None:
            answers = read_answers(json.dumps(said).encode(), file, journal.items())
        check_answers(file, answers, journal.items())
        return journal.plan_foreign_import(file, answers, replace_old=replace_old)

    return make


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def put(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return put


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    (report,) = plan.files
    return report.read, report.accepted, report.unchanged, len(report.rejected)


def test_daylio_becomes_moments_and_notes(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    planned = plan(write("daylio.csv", DAYLIO), MOODS)
    assert counts(planned) == (3, 3, 0, 0)
    journal.carry_out(planned)
    friday, thursday = date(2026, 10, 30), date(2026, 10, 29)
    assert set(journal.contents().moments) == {
        Moment(friday, time(22, 4), "low_mood", 5.0),
        Moment(friday, time(22, 4), "chess", 1.0),
        Moment(friday, time(0), "low_mood", 8.0),
        Moment(friday, time(0), "chess", 1.0),
        Moment(friday, time(0), "sleep_quality", 2.0),
        Moment(friday, time(0), "sleep_hours", 7.5),
        Moment(thursday, time(14, 3), "low_mood", 0.0),
        Moment(thursday, time(14, 3), "chess", 1.0),
    }
    assert journal.contents().days == (
        DayEntry(thursday, note="14:03 Line\nand bold"),
        DayEntry(friday, note='22:04 Title\nA "q" ń'),
    )


def test_it_can_be_told_where_each_value_came_from(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    journal.carry_out(plan(write("daylio.csv", DAYLIO), MOODS))
    origin = Origin("daylio", "daylio.csv", 4)
    assert journal.origins_of(date(2026, 10, 29)) == (
        DayOrigin("", None, origin),
        DayOrigin("chess", time(14, 3), origin),
        DayOrigin("low_mood", time(14, 3), origin),
    )
    journal.undo()
    assert journal.origins_of(date(2026, 10, 29)) == ()
    journal.redo()
    assert len(journal.origins_of(date(2026, 10, 29))) == 3
    assert journal.problems() == ()


def test_what_the_person_writes_over_came_from_no_file(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    day = date(2026, 10, 1)
    said = {
        "columns": {"day": "day", "notes": ["words"]},
        "names": {
            "tired": {"item": "fatigue", "from": "same"},
            "fog": {"item": "fog", "from": "same"},
        },
    }
    journal.carry_out(plan(write("mine.csv", "day,tired,fog,words\n2026-10-01,7,3,hm\n"), said))
    assert [origin.item for origin in journal.origins_of(day)] == ["", "fatigue", "fog"]
    journal.set_score(day, "fatigue", 6)
    journal.set_note(day, "mine")
    assert [origin.item for origin in journal.origins_of(day)] == ["fog"]
    journal.undo()
    assert [origin.item for origin in journal.origins_of(day)] == ["", "fog"]


@pytest.mark.parametrize("name", ["daylio.csv", "daylio_2026_11.csv"])
def test_the_same_file_twice_adds_nothing(
    journal: Journal,
    plan: Callable[..., ImportPlan],
    write: Callable[[str, str], Path],
    name: str,
) -> None:
    journal.carry_out(plan(write("daylio.csv", DAYLIO), MOODS))
    before = journal.contents()
    again = plan(write(name, DAYLIO), MOODS)
    assert counts(again) == (3, 0, 3, 0)
    assert again.values() == ()
    journal.carry_out(again)
    assert journal.contents() == before


def test_the_import_is_undone_as_a_whole(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    before = journal.contents()
    journal.carry_out(plan(write("daylio.csv", DAYLIO), MOODS))
    after = journal.contents()
    assert journal.undo_words == "Undo import"
    journal.undo()
    assert journal.contents() == before
    journal.redo()
    assert journal.contents() == after


def test_another_map_for_the_same_file_is_a_conflict_and_wins_only_when_asked(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    file = write("daylio.csv", DAYLIO)
    journal.carry_out(plan(file, MOODS))
    before = journal.contents()
    labels = {"vaguely ok": 5, "sad": 9, "rad": 0}
    other = {**MOODS, "names": {"mood": {"item": "low_mood", "labels": labels}}}
    planned = plan(file, other)
    (report,) = planned.files
    assert [(reason.row, reason.column) for reason in report.rejected] == [(3, "low_mood")]
    assert planned.values() == ()
    journal.carry_out(plan(file, other, replace_old=True))
    moods = [m.score for m in journal.contents().moments if m.item == "low_mood"]
    assert sorted(map(str, moods)) == ["0.0", "5.0", "9.0"]
    journal.undo()
    assert journal.contents() == before


def test_a_note_of_ones_own_keeps_its_place_above_the_imported_one(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    journal.set_note(date(2026, 10, 29), "mine")
    file = write("daylio.csv", DAYLIO)
    journal.carry_out(plan(file, MOODS))
    entry = journal.day_entry(date(2026, 10, 29))
    assert entry is not None
    assert entry.note == "mine\n14:03 Line\nand bold"
    assert plan(file, MOODS).values() == ()


def test_a_score_of_ones_own_is_never_overwritten_unasked(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    journal.set_score(date(2026, 10, 5), "pain_average", 3)
    file = write("bearable.csv", BEARABLE)
    said = {
        "names": {"Back (lower) pain": {"item": "pain_average", "from": [1, 4]}, "Mood": None},
        "others": "leave out",
    }
    planned = plan(file, said)
    assert [reason.column for reason in planned.files[0].rejected] == ["pain_average"]
    assert counts(planned)[:3] == (3, 1, 0)


def test_bearable_keeps_parts_of_the_day_and_converts_only_as_said(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    file = write("bearable.csv", BEARABLE)
    pain = "Back (lower) pain"
    for open_answer in ({pain: {"item": "pain_average"}}, {pain: {"item": "fatigue"}}):
        with pytest.raises(RefusedError) as refused:
            plan(file, {"names": open_answer, "others": "leave out"})
        assert pain in refused.value.remedy
        assert "from" in refused.value.remedy
    said = {"names": {pain: {"item": "pain_average", "from": [1, 4]}}, "others": "leave out"}
    planned = plan(file, said)
    assert counts(planned) == (3, 2, 0, 0)
    journal.carry_out(planned)
    monday = date(2026, 10, 5)
    assert journal.contents().moments == (Moment(monday, time(9), "pain_average", 3.0),)
    assert journal.contents().days == (DayEntry(monday, {"pain_average": 10.0}, "no rest"),)


def test_the_events_of_medtimer_become_intakes(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    file = write("events.csv", MEDTIMER_EVENTS)
    with pytest.raises(RefusedError, match="does not say") as refused:
        plan(file)
    assert "Selen (200 µg)" in refused.value.remedy
    said = {
        "medicines": {
            "Selen (200 µg)": {"name": "selenium", "unit": "mg", "amounts": {"10mg": 10}},
            "Ibuprofen": None,
        }
    }
    planned = plan(file, said)
    assert counts(planned) == (2, 1, 0, 0)
    journal.carry_out(planned)
    (intake,) = journal.intakes()
    assert (intake.medicine, intake.amount, intake.note) == ("selenium", Decimal(10), "")
    assert plan(file, said).values() == ()


# Real files


def label_all(file: ForeignFile, name: str, item: str) -> Said:
    """Give every word of one name a number, and leave everything else out."""
    assert file.said is not None
    (found,) = (found for found in file.said.names() if found.name == name)
    labels = {text: place % 11 for place, (text, _) in enumerate(found.texts)}
    return {"names": {name: {"item": item, "labels": labels}}, "others": "leave out"}


@needs_samples
@pytest.mark.parametrize(
    ("name", "read", "moments", "days", "refused"),
    [
        ("ok", 12, 12, 4, []),
        ("ok_scales", 7, 7, 3, []),
        ("escaped_characters", 5, 5, 3, []),
        ("bad_empty_lines_whitespace", 5, 5, 3, []),
        ("bad_missing_fields", 5, 3, 3, [3]),
        ("bad_quoted_fields", 5, 5, 3, []),
        ("bad_inconsistent_fields", 5, 2, 2, [3, 4, 6]),
    ],
)
def test_each_real_file_of_daylio_comes_in_as_counted_by_hand(  # noqa: PLR0913, PLR0917 - a table
    journal: Journal,
    plan: Callable[..., ImportPlan],
    name: str,
    read: int,
    moments: int,
    days: int,
    refused: list[int],
) -> None:
    place = SAMPLES / "daylio" / f"obsidian_daylio_export_{name}.csv"
    file = read_foreign(place)
    assert file is not None
    assert file.format == "daylio"
    planned = plan(place, label_all(file, "mood", "low_mood"))
    (report,) = planned.files
    assert (report.read, report.accepted) == (read, read - len(refused))
    assert [reason.row for reason in report.rejected] == refused
    journal.carry_out(planned)
    assert len(journal.contents().moments) == moments
    assert len(journal.contents().days) == days
    assert plan(place, label_all(file, "mood", "low_mood")).values() == ()


@needs_samples
@pytest.mark.parametrize(
    "name",
    ["bad_corrupted.csv", "bad_empty.csv", "bad_unknown_fields.csv", "bad_wrong_format.txt"],
)
def test_each_broken_file_of_daylio_is_refused_with_a_sentence(
    journal: Journal, plan: Callable[..., ImportPlan], name: str
) -> None:
    planned = plan(SAMPLES / "daylio" / f"obsidian_daylio_export_{name}", {"names": {}})
    (report,) = planned.files
    assert report.rejected[0].reason.endswith((".", "?"))
    assert planned.values() == ()
    assert journal.contents().days == ()


@needs_samples
def test_the_real_file_of_bearable_is_one_symptom_at_noon(
    plan: Callable[..., ImportPlan],
) -> None:
    place = SAMPLES / "bearable" / "parser_rs_fixture_1.csv"
    planned = plan(place, {"names": {"Neck pain": {"item": "pain_average", "from": [1, 4]}}})
    assert counts(planned) == (1, 1, 0, 0)
    assert planned.accepted == (Moment(date(2021, 12, 8), time(13), "pain_average", 3.0),)


LONG: Said = {
    "columns": {
        "day": "Timestamp",
        "order": "ymd",
        "name": "FeatureName",
        "value": "Value",
        "notes": ["Note"],
    }
}


@needs_samples
@pytest.mark.parametrize(
    ("name", "columns", "when"),
    [
        ("1", {"day": "DATE", "order": "ymd", "time": "TIME"}, time(8, 30)),
        ("2", {"day": "DATE", "order": "ymd", "time": "TIME"}, time(8, 30)),
        ("3", {"day": "DATE", "order": "mdy", "time": "TIME"}, time(8, 30)),
        ("4", {"day": "dateTime", "order": "ymd"}, time(8, 30)),
        ("5", {"day": "DATE", "order": "ymd"}, None),
    ],
)
def test_each_real_file_of_openscale_is_one_weight(
    journal: Journal, plan: Callable[..., ImportPlan], name: str, columns: Said, when: time | None
) -> None:
    said = {"columns": columns, "names": {"WEIGHT": {"item": "weight_kg", "from": "same"}}}
    place = SAMPLES / "openscale" / f"import_test_{name}.csv"
    planned = plan(place, said)
    assert counts(planned) == (1, 1, 0, 0)
    journal.carry_out(planned)
    contents = journal.contents()
    if when is None:
        (entry,) = contents.days
        assert (entry.day, entry.scores) == (date(2025, 4, 8), {"weight_kg": 72.5})
    else:
        assert contents.moments == (Moment(date(2025, 4, 7), when, "weight_kg", 72.5),)
    assert plan(place, said).values() == ()


@needs_samples
@pytest.mark.parametrize(
    ("name", "accepted", "refused", "days"),
    [
        # B is 0, 2.859 and 1; the other names are left out, and two of their rows have a note.
        ("importTestCSV", 4, [5], [date(2022, 8, 28), date(2021, 2, 5)]),
        ("legacyImportTestCSV", 2, [5, 14, 15], [date(2022, 8, 28)]),  # these have a cell too many
    ],
)
def test_each_real_file_of_track_and_graph_comes_in_as_counted_by_hand(
    journal: Journal,
    plan: Callable[..., ImportPlan],
    name: str,
    accepted: int,
    refused: list[int],
    days: list[date],
) -> None:
    said = {**LONG, "names": {"B": {"item": "fatigue", "from": "same"}}, "others": "leave out"}
    place = SAMPLES / "track_and_graph" / f"{name}.csv"
    planned = plan(place, said)
    assert counts(planned) == (14, accepted, 0, len(refused))
    assert [reason.row for reason in planned.files[0].rejected] == refused
    journal.carry_out(planned)
    contents = journal.contents()
    assert set(contents.moments) == {
        Moment(date(2022, 9, 17), time(21, 14, 56), "fatigue", 0.0),
        Moment(date(2022, 8, 28), time(19, 30, 39), "fatigue", 1.0),
    }
    assert sorted(entry.day for entry in contents.days) == sorted(days)
    assert plan(place, said).values() == ()


@needs_samples
def test_the_real_file_of_flaredown_comes_in_as_counted_by_hand(
    journal: Journal, plan: Callable[..., ImportPlan]
) -> None:
    said = {
        "columns": {
            "day": "checkin_date",
            "order": "ymd",
            "name": "trackable_name",
            "value": "trackable_value",
        },
        "names": {
            "Joint stiffness": {"item": "stiffness", "from": [0, 4]},
            "Nausea": {"item": "se_nausea", "from": "same"},
        },
        "others": "leave out",
    }
    place = SAMPLES / "flaredown" / "fd_export_extract.csv"
    planned = plan(place, said)
    assert counts(planned) == (9, 2, 0, 0)
    journal.carry_out(planned)
    assert {entry.day: entry.scores for entry in journal.contents().days} == {
        date(2017, 4, 28): {"stiffness": 8.0},  # 3 of 0 to 4
        date(2015, 5, 26): {"se_nausea": 1.0},
    }
    assert plan(place, said).values() == ()


@needs_samples
@pytest.mark.parametrize(
    ("name", "read", "medicines", "intakes"),
    [
        ("fullBackup.json", 10, 4, 6),
        ("validMedicineExport.json", 2, 2, 0),
        ("validReminderExport.json", 1, 1, 0),
        ("events_from_CSVExportUnitTest.csv", 2, 2, 2),
    ],
)
def test_each_real_file_of_medtimer_comes_in_as_counted_by_hand(
    journal: Journal,
    plan: Callable[..., ImportPlan],
    name: str,
    read: int,
    medicines: int,
    intakes: int,
) -> None:
    said = {"others": "as written"}
    planned = plan(SAMPLES / "medtimer" / name, said)
    assert counts(planned) == (read, read, 0, 0)
    journal.carry_out(planned)
    assert len(journal.medicines()) == medicines
    assert len(journal.intakes()) == intakes
    assert {intake.amount for intake in journal.intakes()} <= {Decimal(0), None}
    again = plan(SAMPLES / "medtimer" / name, said)
    assert counts(again) == (read, 0, read, 0)
    assert again.values() == ()


def test_an_intake_knows_its_file_and_row(
    journal: Journal, plan: Callable[..., ImportPlan], write: Callable[[str, str], Path]
) -> None:
    journal.carry_out(plan(write("events.csv", MEDTIMER_EVENTS), {"others": "as written"}))
    found = journal.origins_of_intakes()
    assert sorted(origin.row for origin in found.values()) == [2, 3]
    (skipped,) = (intake for intake in journal.intakes() if intake.medicine == "Ibuprofen")
    assert isinstance(skipped, Intake)
    assert found[skipped.id or 0] == Origin("medtimer", "events.csv", 3)
    journal.save_intake(skipped)
    assert len(journal.origins_of_intakes()) == 1
