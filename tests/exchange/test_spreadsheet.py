from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from fibrojournal.exchange.csv_table import SIZE_LIMIT
from fibrojournal.exchange.observations import ForeignNote, Observation
from fibrojournal.exchange.spreadsheet import SheetLayout, read_sheet, read_spreadsheet

if TYPE_CHECKING:
    from fibrojournal.exchange.observations import Observations

GERMAN = (
    "Datum;Uhrzeit;Schmerz;Müdigkeit;Bemerkung\n"
    "13.11.2026;21:30;7,5;hoch;\n"
    "14.11.2026;;;niedrig;Ein Satz, der länger ist, als eine Zahl je werden könnte.\n"
)


def read(text: str, layout: SheetLayout) -> Observations:
    return read_spreadsheet(read_sheet(text.encode(), "diary.csv"), layout)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_any_usual_spreadsheet_is_read(encoding: str) -> None:
    sheet = read_sheet(GERMAN.encode(encoding), "diary.csv")
    assert sheet.columns == ("Datum", "Uhrzeit", "Schmerz", "Müdigkeit", "Bemerkung")
    assert sheet.is_utf8 == (encoding != "cp1252")


def test_bytes_that_no_spreadsheet_writes_are_still_shown_as_text() -> None:
    sheet = read_sheet(b"day,pain\n2026-11-04,\x81\n", "diary.csv")
    assert sheet.sample() == (("2026-11-04", "\ufffd"),)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_are_parted_by_commas_semicolons_or_tabs(mark: str) -> None:
    text = f"day{mark}pain\n2026-11-04{mark}6\n"
    assert read_sheet(text.encode(), "diary.csv").columns == ("day", "pain")


def test_a_layout_is_proposed_from_what_stands_there() -> None:
    sheet = read_sheet(GERMAN.encode(), "diary.csv")
    assert sheet.proposal() == SheetLayout(
        "Datum", "dmy", "Uhrzeit", frozenset({"Bemerkung"}), decimal_comma=True
    )
    assert sheet.day_columns() == ("Datum",)
    assert read_sheet(b"mood,pain\nrad,6\n", "diary.csv").proposal() is None


def test_day_and_month_are_asked_for_where_both_are_possible() -> None:
    sheet = read_sheet(b"day,pain\n04/11/2026,6\n05/11/2026,7\n", "diary.csv")
    assert sheet.orders("day") == ("dmy", "mdy")
    assert sheet.proposal() == SheetLayout("day", "dmy")


def test_every_cell_that_is_not_blank_is_something_said() -> None:
    layout = SheetLayout("Datum", "dmy", "Uhrzeit", frozenset({"Bemerkung"}), decimal_comma=True)
    found = read(GERMAN, layout)
    assert found.observations == (
        Observation(2, date(2026, 11, 13), time(21, 30), "Schmerz", "7,5"),
        Observation(2, date(2026, 11, 13), time(21, 30), "Müdigkeit", "hoch"),
        Observation(3, date(2026, 11, 14), None, "Müdigkeit", "niedrig"),
    )
    sentence = "Ein Satz, der länger ist, als eine Zahl je werden könnte."
    assert found.notes == (ForeignNote(3, date(2026, 11, 14), None, sentence),)
    assert (found.read, found.rejected) == (2, ())


def test_rows_without_a_day_or_with_half_a_time_say_so() -> None:
    text = "day,time,pain\nsome day,,6\n2026-11-04,late,7\n2026-11-05,,8\n"
    found = read(text, SheetLayout("day", "ymd", "time"))
    assert [(reason.row, reason.column) for reason in found.rejected] == [(2, "day"), (3, "time")]
    assert [said.text for said in found.observations] == ["8"]


def test_a_time_behind_the_day_makes_a_moment() -> None:
    found = read("when,pain\n2026-11-04 21:30,6\n", SheetLayout("when", "ymd"))
    assert found.observations == (Observation(2, date(2026, 11, 4), time(21, 30), "pain", "6"),)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    sheet = read_sheet(b"x" * (SIZE_LIMIT + 1), "diary.csv")
    assert [reason.row for reason in sheet.table.rejected] == [0]
