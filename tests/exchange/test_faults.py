from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fibrojournal.exchange import csv_table
from fibrojournal.exchange.folder import read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.exchange.conftest import ReadFiles

DOSE = "medicine,day,morning,every_days,main_item,settling_days,window_days\n"
ITEMS = "key,name,kind,scale,better,position,hidden,anchors\n"
MEDICINES = "name,unit,as_needed,supply_amount,supply_counted_on\n"
MARCH = "2026-03-01"


@pytest.mark.parametrize(
    ("content", "row", "column", "reason"),
    [
        (b"", 0, "", "is empty"),
        (b"\n\r\n", 0, "", "is empty"),
        (b"day,note\n2026-03-01,\xe6\n", 0, "", "not UTF-8"),
        ("day\n2026-03-01\n".encode("utf-16"), 0, "", "not UTF-8"),
        (b"day;fatigue\n2026-03-01;5\n", 1, "", "must be commas"),
        (b"day\tfatigue\n2026-03-01\t5\n", 1, "", "must be commas"),
        (b"day,fatigue,fatigue\n2026-03-01,5,6\n", 1, "fatigue", "there twice"),
        (b"fatigue\n5\n", 1, "day", "column day is missing"),
        (b"day" + b",x" * 1000 + b"\n", 1, "", "more than 1,000 columns"),
        (b'day,note\n2026-03-01,"open\n', 2, "", "quotation mark"),
        (b'day,note\n2026-03-01,"a"b\n', 2, "", "quotation mark"),
        (b'"day', 1, "", "quotation mark"),
        (b'day,note\n2026-03-01,"' + b"x" * 140_000 + b'"\n', 2, "", "far too long"),
        (b"day,fatigue\n2026-03-01\n", 2, "", "This row has 1 cells, and the header has 2."),
        (b"day,fatigue\n2026-03-01,5,6\n", 2, "", "This row has 3 cells"),
        (b"day,note\n2026-03-01,a\0b\n", 2, "note", "not text"),
        (b"day,note\n2026-03-01," + b"x" * 32_001 + b"\n", 2, "note", "longer than 32,000"),
        (b"day,energy\n2026-03-01,5\n", 1, "energy", "No item has this key"),
        (b"day,Fatigue\n2026-03-01,5\n", 1, "Fatigue", "No item has this key"),
        (b"day,\n2026-03-01,5\n", 1, "", "No item has this key"),
    ],
)
def test_a_table_that_is_not_as_it_must_be_is_refused(
    read_files: ReadFiles, content: bytes, row: int, column: str, reason: str
) -> None:
    (file,) = read_files({"days.csv": content}).files
    (rejected,) = file.rejected
    assert (rejected.row, rejected.column) == (row, column)
    assert reason in rejected.reason


@pytest.mark.parametrize(
    ("name", "content", "column", "reason"),
    [
        ("days.csv", "day\n2026-11-23\n", "day", "This day is in the future."),
        ("days.csv", "day\n1899-12-31\n", "day", "This day is before 1900."),
        ("days.csv", "day\n22/11/2026\n", "day", "This is not a day."),
        ("days.csv", "day\n20261122\n", "day", "This is not a day."),
        ("days.csv", "day\n2026-02-29\n", "day", "This is not a day."),
        ("days.csv", "day,note\n,x\n", "day", "must not be blank"),
        ("days.csv", f"day,fatigue\n{MARCH},11\n", "fatigue", "11 is out of range. It must be"),
        ("days.csv", f"day,fatigue\n{MARCH},-1\n", "fatigue", "-1 is out of range."),
        ("days.csv", f"day,fatigue\n{MARCH},5.5\n", "fatigue", "5.5 is not a whole number."),
        ("days.csv", f'day,sleep_hours\n{MARCH},"7,5"\n', "sleep_hours", "with a dot"),
        ("days.csv", f"day,sleep_hours\n{MARCH},1e1\n", "sleep_hours", "This is not a number."),
        ("days.csv", f"day,sleep_hours\n{MARCH},nan\n", "sleep_hours", "This is not a number."),
        ("days.csv", f"day,sleep_hours\n{MARCH},inf\n", "sleep_hours", "This is not a number."),
        ("days.csv", f"day,weight_kg\n{MARCH},7 0\n", "weight_kg", "This is not a number."),
        ("days.csv", f"day,fatigue\n{MARCH},Skipped\n", "fatigue", "This is not a number."),
        ("days.csv", f"day,medicines_taken\n{MARCH},yes\n", "medicines_taken", "as_planned, diff"),
        ("days.csv", f"day,same_as\n{MARCH},2026-12-01\n", "same_as", "in the future"),
        ("days.csv", f"day,recalled_after_days\n{MARCH},-1\n", "recalled_after_days", "a whole"),
        ("days.csv", f"day,recalled_after_days\n{MARCH},1.5\n", "recalled_after_days", "a whole"),
        ("days.csv", f"day,written_at\n{MARCH},2026-03-01T21:30\n", "written_at", "time zone"),
        ("days.csv", f"day,written_at\n{MARCH},yesterday\n", "written_at", "time zone"),
        ("days.csv", f"day,written_at\n{MARCH},0001-01-01T00:00Z\n", "written_at", "time zone"),
        ("days.csv", f"day,written_at\n{MARCH},{MARCH}T21:30+23:00\n", "written_at", "time zone"),
        ("moments.csv", f"day,time,item,value\n{MARCH},21:30,fog,\n", "value", "not be blank"),
        ("moments.csv", f"day,time,item,value\n{MARCH},21:30,pain,5\n", "item", "not known"),
        ("moments.csv", f"day,time,item,value\n{MARCH},9:30,fog,5\n", "time", "not a time"),
        ("moments.csv", f"day,time,item,value\n{MARCH},24:30,fog,5\n", "time", "not a time"),
        ("dose_changes.csv", f"{DOSE}g,2026-11-23,300,,,,\n", "day", "in the future"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},,,,,\n", "morning", "at least one amount"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},300mg,,,,\n", "morning", "This is not an amount."),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},-300,,,,\n", "morning", "This is not an amount."),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},1000000,,,,\n", "morning", "not an amount."),
        ("dose_changes.csv", f'{DOSE}g,{MARCH},"0,5",,,,\n', "morning", "with a dot"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},300,0,,,\n", "every_days", "from 1 to 10000"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},300,,pain,,\n", "main_item", "not known"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},300,,,5,\n", "settling_days", "0, 3, 7, 14"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},300,,,,30\n", "window_days", "28, 56"),
        ("dose_changes.csv", f"{DOSE} ,{MARCH},300,,,,\n", "medicine", "must not be blank"),
        ("plan.csv", f"medicine,day,morning\ng,{MARCH},\n", "morning", "at least one amount"),
        ("plan.csv", "medicine,day,morning\ng,,1\n", "day", "must not be blank"),
        (
            "plan.csv",
            f"medicine,day,typed_on,noon\ng,{MARCH},2027-01-01,1\n",
            "typed_on",
            "future",
        ),
        ("intakes.csv", "medicine,day\ng,2026-11-23\n", "day", "in the future"),
        ("intakes.csv", f"medicine,day,amount\ng,{MARCH},two\n", "amount", "not an amount"),
        ("events.csv", f"category,first_day\nparty,{MARCH}\n", "category", "one of these: visit"),
        ("events.csv", "category,first_day\nvisit,soon\n", "first_day", "not a day"),
        (
            "events.csv",
            f"category,first_day,last_day\nflare,{MARCH},2026-02-28\n",
            "last_day",
            "fi",
        ),
        (
            "events.csv",
            f"category,first_day,leave_out\nflare,{MARCH},x\n",
            "leave_out",
            "yes or no",
        ),
        ("events.csv", f"category,first_day,mood\nflare,{MARCH},x\n", "mood", "not known in this"),
        ("pain_areas.csv", f"day,area\n{MARCH},knee\n", "area", "one of these: left_jaw"),
        ("pain_areas.csv", "day,area\n2026-11-23,neck\n", "day", "in the future"),
        ("medicines.csv", f"{MEDICINES}g,g,,,\n", "unit", "mg, mcg, mL"),
        ("medicines.csv", f"{MEDICINES},mg,,,\n", "name", "must not be blank"),
        ("medicines.csv", f"{MEDICINES}g,mg,,many,{MARCH}\n", "supply_amount", "not an amount"),
        ("items.csv", f"{ITEMS}Energy,,symptom,0-10,,,,\n", "key", "This is not a key."),
        ("items.csv", f"{ITEMS}note,,symptom,0-10,,,,\n", "key", "This is not a key."),
        ("items.csv", f"{ITEMS}{'x' * 101},,symptom,0-10,,,,\n", "key", "This is not a key."),
        ("items.csv", f"{ITEMS}energy,,thing,0-10,,,,\n", "kind", "symptom, side_effect"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-5,,,,\n", "scale", "0-10, 0-3, hours"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-10,more,,,\n", "better", "lower, higher"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-10,,-1,,\n", "position", "whole number"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-10,,,maybe,\n", "hidden", "yes or no"),
        ("items.csv", f"{ITEMS}fatigue,,symptom,0-3,,,,\n", "scale", "the scale 0-10 already"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-10,,,,7\n", "anchors", "not anchors"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-10,,,,{{\n", "anchors", "not anchors"),
        ("items.csv", f"{ITEMS}energy,,symptom,0-10,,,,{'[' * 9999}\n", "anchors", "not anchors"),
        ("items.csv", f'{ITEMS}energy,,symptom,0-10,,,,"{{""11"":""x""}}"\n', "anchors", "range"),
        ("items.csv", f'{ITEMS}energy,,symptom,0-10,,,,"{{""7"":7}}"\n', "anchors", "not anchors"),
        (
            "items.csv",
            f'{ITEMS}energy,,symptom,0-10,,,,"{{""7"":""a"",""7.0"":""b""}}"\n',
            "anchors",
            "Write each number once",
        ),
        (
            "items.csv",
            f'{ITEMS}energy,,symptom,0-10,,,,"{{""7"":""\\ud800""}}"\n',
            "anchors",
            "not anchors",
        ),
        ("questions.csv", "text,asked\n ,no\n", "text", "must not be blank"),
        ("profile.csv", "birth_year\n1880\n", "birth_year", "from 1900 to 2026"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_named_with_its_row_and_column(
    read_files: ReadFiles, name: str, content: str, column: str, reason: str
) -> None:
    (file,) = read_files({name: content}).files
    (rejected,) = file.rejected
    assert (rejected.row, rejected.column) == (1 if column == "mood" else 2, column)
    assert reason in rejected.reason
    assert file.read == 1


@pytest.mark.parametrize(
    ("name", "content", "column"),
    [
        ("days.csv", f"day,fatigue\n{MARCH},5\n\n{MARCH},6\n", "day"),
        ("dose_changes.csv", f"{DOSE}g,{MARCH},300,,,,\n\ng,{MARCH},0,,,,\n", "day"),
        ("medicines.csv", "name\ng\n\ng\n", "name"),
        ("items.csv", "key,kind,scale\ne,symptom,0-3\n\ne,symptom,0-3\n", "key"),
        ("profile.csv", "name\nKari\n\nOla\n", ""),
    ],
)
def test_what_can_be_there_once_is_refused_the_second_time(
    read_files: ReadFiles, name: str, content: str, column: str
) -> None:
    (file,) = read_files({name: content}).files
    (rejected,) = file.rejected
    assert (rejected.row, rejected.column) == (4, column)
    assert rejected.reason == "This is there already, in row 2."
    assert [row.row for row in file.rows] == [2]


def test_a_row_may_repeat_a_row_that_was_refused(read_files: ReadFiles) -> None:
    (file,) = read_files({"days.csv": f"day,fatigue\n{MARCH},99\n{MARCH},6\n"}).files
    assert [reason.row for reason in file.rejected] == [2]
    assert [row.row for row in file.rows] == [3]


def test_all_bad_cells_of_a_row_are_named(read_files: ReadFiles) -> None:
    content = f"day,fatigue,fog,note,same_as\ntomorrow,11,x,a\0,{MARCH}\n{MARCH},1,2,,\n"
    (file,) = read_files({"days.csv": content}).files
    assert {(bad.row, bad.column) for bad in file.rejected} == {
        (2, "day"),
        (2, "fatigue"),
        (2, "fog"),
        (2, "note"),
    }
    assert len(file.rejected) == 4
    assert [row.row for row in file.rows] == [3]
    assert file.read == 2


def test_all_bad_cells_of_a_moment_are_named_without_a_known_item(read_files: ReadFiles) -> None:
    content = "day,time,item,value\n2030-01-01,late,pain,\n"
    (file,) = read_files({"moments.csv": content}).files
    assert [bad.column for bad in file.rejected] == ["day", "time", "item", "value"]


def test_the_value_of_a_moment_is_not_judged_without_a_known_item(read_files: ReadFiles) -> None:
    content = f"day,time,item,value\n{MARCH},21:30,pain,77\n"
    (file,) = read_files({"moments.csv": content}).files
    assert [bad.column for bad in file.rejected] == ["item"]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read_files: ReadFiles) -> None:
    content = f'day,note\r\n{MARCH},"two\r\nlines"\r\n,\r\n\r\n2026-03-02\r\n'
    (file,) = read_files({"days.csv": content}).files
    assert [row.row for row in file.rows] == [2]
    assert [reason.row for reason in file.rejected] == [5]
    assert file.read == 2


def test_rows_before_an_unreadable_one_are_kept(read_files: ReadFiles) -> None:
    (file,) = read_files({"days.csv": f'day,note\n{MARCH},a\n2026-03-02,"b\n2026-03-03,c\n'}).files
    assert [row.row for row in file.rows] == [2]
    assert "all rows after it" in file.rejected[0].reason


def test_a_file_over_50_mb_is_not_read(
    read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert csv_table.SIZE_LIMIT == 50 * 1024 * 1024
    monkeypatch.setattr("fibrojournal.exchange.csv_table.SIZE_LIMIT", 14)
    assert read_files({"days.csv": "day\n2026-03-01"}).files[0].rejected == ()
    (file,) = read_files({"days.csv": "day\n2026-03-01\n"}).files
    assert file.rows == ()
    assert file.rejected[0].reason.startswith("This file is larger than 50 MB.")


def test_a_file_with_more_than_200_000_rows_is_not_read(read_files: ReadFiles) -> None:
    (file,) = read_files({"questions.csv": "text\n" + "?\n" * 200_001}).files
    assert file.rows == ()
    assert (file.rejected[0].row, file.rejected[0].column) == (0, "")
    assert file.rejected[0].reason.startswith("This file has more than 200,000 rows.")


def test_a_file_with_too_many_cells_is_not_read(
    read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert csv_table.CELL_LIMIT == 2_000_000
    monkeypatch.setattr("fibrojournal.exchange.csv_table.CELL_LIMIT", 3)
    (file,) = read_files({"days.csv": "day,note\n2026-03-01,a\n2026-03-02,b\n"}).files
    assert file.rows == ()
    assert file.rejected[0].reason.startswith("This file has more than 2 million cells.")


def test_a_map_with_a_refused_row_is_not_offered_at_all(read_files: ReadFiles) -> None:
    content = f"day,area\n{MARCH},neck\n{MARCH},knee\n2026-03-02,chest\n"
    (file,) = read_files({"pain_areas.csv": content}).files
    assert [(bad.row, bad.column) for bad in file.rejected] == [(2, ""), (3, "area")]
    assert "left out" in file.rejected[0].reason
    assert [row.row for row in file.rows] == [4]


def test_a_map_cannot_say_that_nothing_hurt_and_name_an_area(read_files: ReadFiles) -> None:
    (file,) = read_files({"pain_areas.csv": f"day,area\n{MARCH},neck\n{MARCH},\n"}).files
    assert [(bad.row, bad.column) for bad in file.rejected] == [(2, ""), (3, "area")]
    assert file.rows == ()


def test_an_area_can_be_named_once_a_day(read_files: ReadFiles) -> None:
    (file,) = read_files({"pain_areas.csv": f"day,area\n{MARCH},neck\n{MARCH},neck\n"}).files
    assert file.rejected[-1].reason == "This is there already, in row 2."


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    (tmp_path / "days.csv").write_text("day\n")
    monkeypatch.setattr("pathlib.Path.open", refuse)
    parsed = read_folder(tmp_path, items=(), today=date(2026, 11, 22), new_items=False)
    (rejected,) = parsed.files[0].rejected
    assert rejected.reason == "This file could not be opened."
