from __future__ import annotations

from datetime import date, time

import pytest

from fibrojournal.exchange.daylio import is_daylio, read_daylio
from fibrojournal.exchange.observations import ForeignNote, Observation

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
WITH_SCALES = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
OF_2018 = "year,date,weekday,time,mood,activities,note\n"
DAY = date(2026, 4, 12)


def test_an_entry_is_a_mood_with_its_activities_and_its_note() -> None:
    row = (
        '2026-04-12,April 12,Sunday,6:50 pm,"sad ",walk | „tea”  |,"Evening","Warm <b>bath</b>."\n'
    )
    found = read_daylio((HEADER + row).encode(), "daylio.csv")
    at = time(18, 50)
    assert found.observations == (
        Observation(2, DAY, at, "mood", "sad"),
        Observation(2, DAY, at, "walk", "1"),
        Observation(2, DAY, at, "„tea”", "1"),
    )
    assert found.notes == (ForeignNote(2, DAY, at, "Evening\nWarm bath."),)
    assert (found.read, found.rejected) == (1, ())


def test_scales_keep_their_own_words() -> None:
    row = (
        '2026-04-12,April 12,Sunday,12:00,rested,"",'
        '"Sleep Quality: 8/10 points | Sleep Time: 7:30 | odd",,""\n'
    )
    found = read_daylio((WITH_SCALES + row).encode(), "daylio.csv")
    assert [(said.name, said.text) for said in found.observations] == [
        ("mood", "rested"),
        ("Sleep Quality", "8/10 points"),
        ("Sleep Time", "7:30"),
    ]


def test_the_layout_of_2018_has_the_year_in_a_column_of_its_own() -> None:
    found = read_daylio((OF_2018 + "2018,18 May,Friday,14:03,meh,,\n").encode(), "old.csv")
    assert [said.day for said in found.observations] == [date(2018, 5, 18)]


def test_an_empty_cell_too_many_behind_the_activities_is_left_out() -> None:
    row = '2026-04-12,April 12,Sunday,12:00,meh,walk,,"Title","Text"\n'
    found = read_daylio((HEADER + row).encode(), "daylio.csv")
    assert [note.text for note in found.notes] == ["Title\nText"]
    assert found.rejected == ()


def test_a_mood_that_was_left_out_is_not_made_up() -> None:
    found = read_daylio((HEADER + "2026-04-12,,,9:00,,walk,,\n").encode(), "daylio.csv")
    assert [said.name for said in found.observations] == ["walk"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",April 12,Sunday,12:00,meh,,,\n", "full_date"),
        ("2026-04-12,April 12,Sunday,late,meh,,,\n", "time"),
        ("2026-04-12,April 12,Sunday,12:00,meh,,Title,Text,one too many\n", ""),
        ("2026-04-12,April 12,Sunday\n", ""),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: str, column: str) -> None:
    found = read_daylio((HEADER + row).encode(), "daylio.csv")
    assert [(reason.row, reason.column) for reason in found.rejected] == [(2, column)]
    assert (*found.observations, *found.notes) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "this is just a text file\nnothing here",
        HEADER.replace("full_date,", ""),
        HEADER.replace("weekday", "weird") + "2026-04-12,,,12:00,meh,,,\n",
        HEADER.replace("mood,", ""),
    ],
)
def test_a_file_of_something_else_is_refused_as_a_whole(text: str) -> None:
    found = read_daylio(text.encode(), "daylio.csv")
    assert found.rejected
    assert (*found.observations, *found.notes) == ()


def test_bytes_that_are_no_text_are_refused() -> None:
    found = read_daylio(bytes(range(256)) * 40, "daylio.csv")
    assert [reason.row for reason in found.rejected] == [0]


def test_its_header_tells_the_app() -> None:
    for header in (HEADER, WITH_SCALES, OF_2018):
        assert is_daylio(header.strip().split(","))
    assert not is_daylio(["day", "pain_average", "note"])
