from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Question
from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem
from fibrojournal.errors import ExportCancelledError, JournalError, RefusedError
from fibrojournal.exchange.cell_values import number_text, own_words, own_words_text
from fibrojournal.exchange.folder import folder_files, read_folder, write_folder
from fibrojournal.exchange.formula_guard import guarded

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.exchange.parsed import Parsed, Row
    from tests.exchange.conftest import ReadFiles

TODAY = date(2026, 11, 22)
MARCH = date(2026, 3, 1)
MANIFEST = '{"format": "fibrojournal", "version": 1}\n'


def values(parsed: Parsed) -> list[Row]:
    assert [file.rejected for file in parsed.files if file.rejected] == []
    return [row.value for file in parsed.files for row in file.rows]


def test_blank_skipped_and_zero_are_three_cells() -> None:
    entry = DayEntry(MARCH, {"fatigue": 0.0, "fog": SKIPPED})
    contents = JournalContents(items=BUILT_IN_ITEMS, days=(entry, DayEntry(date(2026, 3, 2))))
    assert folder_files(contents)["days.csv"].decode() == (
        "day,fatigue,fog,compared_with_yesterday,medicines_taken,recalled_after_days,same_as,"
        "written_at,note\n"
        "2026-03-01,0,skipped,,,,,,\n"
        "2026-03-02,,,,,,,,\n"
    )


def test_items_stand_in_the_order_of_their_positions() -> None:
    items = (
        TrackedItem("b", "symptom", NUMERIC_RATING, position=2),
        TrackedItem("a", "symptom", NUMERIC_RATING, position=1),
    )
    entry = DayEntry(MARCH, {"b": 1.0, "a": 2.0, "of_another_journal": 3.0})
    days = folder_files(JournalContents(items=items, days=(entry,)))["days.csv"]
    assert days.startswith(b"day,a,b,of_another_journal,compared_with_yesterday,")


def test_an_empty_journal_has_a_manifest_only() -> None:
    assert folder_files(JournalContents()) == {"manifest.json": MANIFEST.encode()}


def test_a_map_without_areas_is_a_row_of_its_own() -> None:
    maps = (PainMap(MARCH, frozenset()), PainMap(TODAY, frozenset({"neck", "left_jaw"})))
    assert folder_files(JournalContents(pain_maps=maps))["pain_areas.csv"].decode() == (
        "day,area\n2026-03-01,\n2026-11-22,left_jaw\n2026-11-22,neck\n"
    )


def test_a_folder_with_days_alone_is_enough(read_files: ReadFiles) -> None:
    parsed = read_files({"days.csv": f"\ufeffday, fatigue ,fog\r\n{MARCH}, 7 ,\r\n"})
    assert values(parsed) == [DayEntry(MARCH, {"fatigue": 7.0})]
    assert parsed.new_items == ()


def test_a_single_file_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("day\n2026-03-01\n")
    (tmp_path / "plan.csv").write_text("medicine,day\n")
    parsed = read_folder(tmp_path / "days.csv", items=BUILT_IN_ITEMS, today=TODAY, new_items=False)
    assert [file.file for file in parsed.files] == ["days.csv"]
    assert values(parsed) == [DayEntry(MARCH)]


@pytest.mark.parametrize("name", ["nothing", "diary.csv", ""])
def test_a_place_without_anything_known_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "diary.csv").write_text("day\n")
    with pytest.raises(RefusedError, match="nothing here"):
        read_folder(tmp_path / name, items=BUILT_IN_ITEMS, today=TODAY, new_items=False)


def test_short_dose_rows_get_the_settings_of_every_dose(read_files: ReadFiles) -> None:
    content = "medicine,day,evening\n gabapentin ,2026-03-01,300\n"
    (change,) = values(read_files({"dose_changes.csv": content}))
    assert change == DoseChange("gabapentin", MARCH, Amounts(evening=Decimal(300)))
    assert isinstance(change, DoseChange)
    assert (change.every_days, change.settling_days, change.window_days) == (1, 7, 28)


def test_four_zeros_are_a_stop(read_files: ReadFiles) -> None:
    content = "medicine,day,morning,settling_days\ng,2026-03-01,0,0\n"
    (change,) = values(read_files({"dose_changes.csv": content}))
    assert isinstance(change, DoseChange)
    assert change.is_stop
    assert change.settling_days == 0


def test_the_plan_and_events_may_lie_in_the_future(read_files: ReadFiles) -> None:
    parsed = read_files(
        {
            "plan.csv": "medicine,day,night\ng,2027-01-01,100.5\n",
            "events.csv": "category,first_day,last_day\nvisit,2027-02-01,2027-02-01\n",
        }
    )
    day = date(2027, 2, 1)
    assert values(parsed) == [
        PlanStep("g", date(2027, 1, 1), Amounts(night=Decimal("100.5"))),
        Event("", "visit", day, day),
    ]


def test_an_event_without_a_word_is_left_out_as_its_category_is(read_files: ReadFiles) -> None:
    content = "category,first_day,leave_out\nillness,2026-03-01,\nflare,2026-03-01,\n"
    content += "travel,2026-03-01,no\nflare,2026-03-01,TRUE\n"
    events = values(read_files({"events.csv": content}))
    assert [isinstance(event, Event) and event.leave_out for event in events] == [
        True,
        False,
        False,
        True,
    ]
    assert all(isinstance(event, Event) and event.last_day is None for event in events)


def test_an_intake_may_leave_time_and_amount_unsaid(read_files: ReadFiles) -> None:
    content = "medicine,day,time,amount\ng,2026-03-01,,\ng,2026-03-01,08:05:30,0\n"
    assert values(read_files({"intakes.csv": content})) == [
        Intake("g", MARCH),
        Intake("g", MARCH, time(8, 5, 30), Decimal(0)),
    ]


def test_unknown_columns_leave_the_known_ones_readable(read_files: ReadFiles) -> None:
    (file,) = read_files({"days.csv": "day,fog,energy\n2026-03-01,5,6\n"}).files
    assert [row.value for row in file.rows] == [DayEntry(MARCH, {"fog": 5.0})]
    assert len(file.rejected) == 1


def test_unknown_columns_become_own_items_when_asked_for(read_files: ReadFiles) -> None:
    parsed = read_files(
        {
            "items.csv": "key,kind,scale\nmine,symptom,0-3\n",
            "days.csv": "day,Brain Zaps!,mine,Øre\n2026-03-01,5,2,skipped\n",
            "dose_changes.csv": "medicine,day,noon,main_item\ng,2026-03-01,1,brain_zaps\n",
        },
        new_items=True,
    )
    mine = TrackedItem("mine", "symptom", SEVERITY, position=2)
    zaps = TrackedItem(
        "brain_zaps",
        "symptom",
        NUMERIC_RATING,
        "lower",
        "Brain Zaps!",
        position=len(BUILT_IN_ITEMS),
    )
    ear = TrackedItem(
        "øre", "symptom", NUMERIC_RATING, "lower", "Øre", position=len(BUILT_IN_ITEMS) + 1
    )
    assert parsed.new_items == (zaps, ear)
    assert values(parsed) == [
        mine,
        DayEntry(MARCH, {"brain_zaps": 5.0, "mine": 2.0, "øre": SKIPPED}),
        DoseChange("g", MARCH, Amounts(noon=Decimal(1)), main_item="brain_zaps"),
    ]


def test_a_column_may_bear_the_own_name_of_an_item(read_files: ReadFiles) -> None:
    items = "key,name,kind,scale\njaw,Jaw pain,symptom,0-10\n"
    parsed = read_files({"items.csv": items, "days.csv": "day,Jaw pain\n2026-03-01,5\n"})
    assert values(parsed)[1:] == [DayEntry(MARCH, {"jaw": 5.0})]


def test_a_name_that_two_items_bear_means_neither(read_files: ReadFiles) -> None:
    items = "key,name,kind,scale\na,Jaw,symptom,0-10\nb,Jaw,symptom,0-10\n"
    parsed = read_files({"items.csv": items, "days.csv": "day,Jaw\n2026-03-01,5\n"})
    assert [reason.column for reason in parsed.files[1].rejected] == ["Jaw"]


def test_two_columns_for_one_item_are_refused(read_files: ReadFiles) -> None:
    items = "key,name,kind,scale\njaw,Jaw pain,symptom,0-10\n"
    parsed = read_files({"items.csv": items, "days.csv": "day,jaw,Jaw pain\n2026-03-01,5,6\n"})
    (rejected,) = parsed.files[1].rejected
    assert (rejected.row, rejected.column) == (1, "Jaw pain")


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("Fatigue", "would be fatigue, which is there already"),
        ("Note", "would be note, which is there already"),
        ("Energy?", "would be energy, which is there already"),
        ("?", "letters or numbers"),
        ("", "letters or numbers"),
        ("x" * 101, "at most 100"),
    ],
)
def test_a_column_that_cannot_be_an_item_is_refused(
    read_files: ReadFiles, column: str, reason: str
) -> None:
    parsed = read_files({"days.csv": f"day,energy,{column}\n2026-03-01,5,6\n"}, new_items=True)
    (rejected,) = parsed.files[0].rejected
    assert (rejected.row, rejected.column) == (1, column)
    assert reason in rejected.reason
    assert [item.key for item in parsed.new_items] == ["energy"]


def test_guarded_text_is_taken_as_it_stands_without_a_manifest(read_files: ReadFiles) -> None:
    files: dict[str, str | bytes] = {"questions.csv": "text\n'=1\n"}
    assert values(read_files(files)) == [Question("'=1")]
    assert values(read_files(files | {"manifest.json": MANIFEST})) == [Question("=1")]


def test_names_keep_their_blanks_in_an_export_of_ours_only(read_files: ReadFiles) -> None:
    files: dict[str, str | bytes] = {"medicines.csv": "name\n g \n"}
    assert values(read_files(files)) == [Medicine("g")]
    assert values(read_files(files | {"manifest.json": MANIFEST})) == [Medicine(" g ")]


def test_a_guarded_note_may_be_as_long_as_any_other(read_files: ReadFiles) -> None:
    note = "=\n" * 16_000
    contents = JournalContents(days=(DayEntry(MARCH, note=note),))
    files: dict[str, str | bytes] = {**folder_files(contents)}
    assert values(read_files(files)) == [DayEntry(MARCH, note=note)]


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ("{", "damaged"),
        ("[" * 99_999, "damaged"),
        ("[]", "damaged"),
        ('{"format": "other", "version": 1}', "not from FibroJournal"),
        ('{"format": "fibrojournal", "version": 2}', "newer FibroJournal"),
    ],
)
def test_nothing_is_read_beside_a_manifest_that_cannot_be_used(
    read_files: ReadFiles, manifest: str, reason: str
) -> None:
    parsed = read_files({"days.csv": "day\n2026-03-01\n", "manifest.json": manifest})
    (file,) = parsed.files
    assert (file.file, file.read, file.rows) == ("manifest.json", 0, ())
    assert (file.rejected[0].row, file.rejected[0].column) == (0, "")
    assert reason in file.rejected[0].reason


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        (" \u00a0+1", "' \u00a0+1"),
        ("-", "'-"),
        ("@home", "'@home"),
        ("'quoted'", "''quoted'"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\n=1", "'\n'=1"),
        ("first\n- second\r\n- third", "first\n'- second\r\n'- third"),
        ("blank lines\r\n\r\nstay", "blank lines\r\n\r\nstay"),
        ("5-6 = bad", "5-6 = bad"),
        ("", ""),
    ],
)
def test_text_that_starts_like_a_formula_gets_a_quotation_mark(text: str, safe: str) -> None:
    assert guarded(text) == safe


@pytest.mark.parametrize(
    ("words", "cell"), [(None, ""), ("", '""'), ('"', '"""'), ("none", "none"), ('a"', 'a"')]
)
def test_no_words_and_words_not_given_are_two_cells(words: str | None, cell: str) -> None:
    assert own_words_text(words) == cell
    assert own_words(cell) == words


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (7.0, "7"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (100000.0, "100000"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.50"), "0.5"),
        (Decimal("-0.0"), "0"),
    ],
)
def test_numbers_are_short_exact_and_without_exponent(number: float | Decimal, text: str) -> None:
    assert number_text(number) == text


def test_an_export_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear doctor")
    write_folder(JournalContents(items=BUILT_IN_ITEMS), tmp_path)
    write_folder(JournalContents(medicines=(Medicine("g"),)), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "letter.txt",
        "manifest.json",
        "medicines.csv",
    ]


def test_a_new_export_takes_back_tables_of_the_last_one(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "export"
    write_folder(JournalContents(questions=(Question("Why?"),)), folder)
    write_folder(JournalContents(medicines=(Medicine("g"),)), folder)
    assert sorted(file.name for file in folder.iterdir()) == ["manifest.json", "medicines.csv"]


@pytest.mark.parametrize("manifest", ["", "{}", '{"format": "fibrojournal", "version": 2}'])
def test_without_our_manifest_tables_of_the_same_name_are_somebodys_own(
    tmp_path: Path, manifest: str
) -> None:
    (tmp_path / "plan.csv").write_text("somebody's own")
    if manifest:
        (tmp_path / "manifest.json").write_text(manifest)
    before = {file.name: file.read_text() for file in tmp_path.iterdir()}
    with pytest.raises(RefusedError, match="not from such an export"):
        write_folder(JournalContents(items=BUILT_IN_ITEMS), tmp_path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("asked", [0, 1])
def test_a_cancelled_export_leaves_nothing_and_takes_its_folders_away(
    tmp_path: Path, asked: int
) -> None:
    contents = JournalContents(questions=tuple(Question(f"{n}?") for n in range(120)))
    write_folder(JournalContents(medicines=(Medicine("g"),)), tmp_path / "old")
    before = {file.name: file.read_bytes() for file in (tmp_path / "old").iterdir()}
    answers = iter([True] * asked + [False])
    for folder in (tmp_path / "old", tmp_path / "new" / "export"):
        with pytest.raises(ExportCancelledError):
            write_folder(contents, folder, lambda _done, _total: next(answers, False))
    assert [place.name for place in tmp_path.iterdir()] == ["old"]
    assert {file.name: file.read_bytes() for file in (tmp_path / "old").iterdir()} == before


def test_a_file_is_no_place_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("")
    with pytest.raises(RefusedError, match="not a folder"):
        write_folder(JournalContents(), tmp_path / "export")
    with pytest.raises(JournalError, match="could not be written"):
        write_folder(JournalContents(), tmp_path / "export" / "inside")


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_written(tmp_path: Path) -> None:
    write_folder(JournalContents(), tmp_path)
    (tmp_path / "items.csv").mkdir()
    with pytest.raises(JournalError, match="could not be written"):
        write_folder(JournalContents(items=BUILT_IN_ITEMS), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["items.csv", "manifest.json"]
