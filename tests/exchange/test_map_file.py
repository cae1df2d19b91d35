from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fibrojournal.domain.entries import DayEntry
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.daylio import read_daylio
from fibrojournal.exchange.foreign_file import ForeignFile
from fibrojournal.exchange.item_map import ItemMap, NameMap
from fibrojournal.exchange.map_file import (
    QUESTIONS_SHOWN,
    ImportAnswers,
    answers_bytes,
    check_answers,
    read_answers,
    without_map,
)
from fibrojournal.exchange.medtimer import MedicineMap, read_medtimer_csv
from fibrojournal.exchange.spreadsheet import SheetLayout, read_sheet
from tests.exchange.foreign_files import DAYLIO, MEDTIMER_EVENTS

TODAY = date(2026, 11, 22)
Said = dict[str, Any]


def sheet(text: str) -> ForeignFile:
    return ForeignFile("spreadsheet", sheet=read_sheet(text.encode(), "mine.csv"))


MINE = sheet("Date,Tired,Words\n03/04/2026,7,hm\n04/04/2026,0,\n")
LONG = sheet("day,what,much\n2026-04-03,tired,7\n2026-04-03,,7\n2026-04-04,fog,\n")
EVENTS = ForeignFile("medtimer", export=read_medtimer_csv(MEDTIMER_EVENTS.encode(), "e.csv"))
MOODS = ForeignFile("daylio", said=read_daylio(DAYLIO.encode(), "d.csv"))


def read(said: Said, file: ForeignFile = MINE) -> ImportAnswers:
    return read_answers(json.dumps(said).encode(), file, BUILT_IN_ITEMS)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            MINE,
            {
                "columns": {"day": "Date", "order": "dmy", "notes": ["Words"]},
                "names": {"Tired": {"item": "fatigue", "from": "same"}},
                "decimal_comma": True,
            },
        ),
        (
            LONG,
            {
                "columns": {"day": "day", "name": "what", "value": "much"},
                "names": {"tired": {"item": "fatigue", "from": [0, 4]}, "fog": None},
                "others": "leave out",
            },
        ),
        (
            MOODS,
            {
                "names": {
                    "mood": {"item": "fog", "labels": {"rad": 0, "sad": None, "a": "leave out"}}
                },
                "notes": False,
            },
        ),
        (
            EVENTS,
            {
                "medicines": {
                    "Selen (200 µg)": {"name": "se", "unit": "mcg", "amounts": {"1": 0.5, "2": 1}},
                    "Ibuprofen": None,
                },
                "others": "as written",
            },
        ),
        (EVENTS, {"others": "as written"}),
        (EVENTS, {"medicines": {"Ibuprofen": None}}),
    ],
)
def test_answers_that_are_saved_are_read_again(file: ForeignFile, said: Said) -> None:
    answers = read(said, file)
    assert read_answers(answers_bytes(answers), file, BUILT_IN_ITEMS) == answers


@pytest.mark.parametrize(
    "columns",
    [
        None,
        [],
        {},
        {"day": "gone", "order": "dmy"},
        {"day": "Date"},
        {"day": "Tired"},
        {"day": "Date", "order": "dmy", "time": 7},
        {"day": "Date", "order": "dmy", "notes": "Words"},
        {"day": "Date", "order": "dmy", "notes": [["Words"]]},
        {"day": "Date", "order": "dmy", "name": "Words"},
        {"day": "Date", "order": "dmy", "value": "Words"},
        {"day": ["Date"], "order": "dmy"},
    ],
)
def test_columns_that_are_not_there_or_not_clear_are_refused(columns: object) -> None:
    with pytest.raises(RefusedError) as refused:
        read({"names": {}, "columns": columns})
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    "medicines",
    [
        [],
        {"a": 3},
        {"a": {"amounts": []}},
        {"a": {"name": ""}},
        {"a": {"name": 3}},
        {"a": {"name": "x" * 201}},
        {"a": {"strength": 3}},
        {"a": {"unit": "stones"}},
        {"a": {"unit": []}},
        {"a": {"amounts": {"1": "much"}}},
        {"a": {"amounts": {"1": True}}},
        {"a": {"amounts": {"1": -1}}},
        {"a": {"amounts": {"1": 1e300}}},
        {"a": {"amounts": {"1": 0.12345678}}},
    ],
)
def test_medicines_that_are_not_described_are_refused(medicines: object) -> None:
    with pytest.raises(RefusedError):
        read({"medicines": medicines}, EVENTS)


def test_amounts_are_exact() -> None:
    said = {"a": {"amounts": {"1": 0.1, "2": 300}}}
    medicine = read({"medicines": said}, EVENTS).medicines["a"]
    assert medicine == MedicineMap("a", amounts={"1": Decimal("0.1"), "2": Decimal(300)})


def test_a_long_table_is_one_row_a_value() -> None:
    said = {
        "columns": {"day": "day", "name": "what", "value": "much"},
        "names": {"tired": {"item": "fatigue", "from": "same"}},
    }
    (file,) = read(said, LONG).parse(LONG, BUILT_IN_ITEMS, (), TODAY).files
    tired = DayEntry(date(2026, 4, 3), {"fatigue": 7.0})
    assert [row.value for row in file.rows] == [tired]


def test_nothing_is_proposed_where_the_order_of_day_and_month_is_open() -> None:
    assert without_map(MINE) == ImportAnswers()
    assert without_map(sheet("")) == ImportAnswers()
    assert without_map(MOODS) == ImportAnswers()
    clear = sheet("day,tired\n2026-04-03,7\n")
    assert without_map(clear).layout == SheetLayout("day", "ymd")
    assert "“columns”" in without_map(MINE).open_questions(MINE, BUILT_IN_ITEMS)[0]


def test_what_is_still_to_be_said_is_named() -> None:
    with pytest.raises(RefusedError) as refused:
        check_answers(EVENTS, ImportAnswers(), BUILT_IN_ITEMS)
    assert "Ibuprofen" in refused.value.remedy
    many = sheet("day," + ",".join(f"c{n}" for n in range(40)) + "\n2026-04-03" + ",1" * 40)
    with pytest.raises(RefusedError) as refused:
        check_answers(many, without_map(many), BUILT_IN_ITEMS)
    assert len(refused.value.remedy.splitlines()) == QUESTIONS_SHOWN + 2
    assert "10 more" in refused.value.remedy


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        (NameMap("low_mood"), True),
        (NameMap("low_mood", {"vaguely ok": 5, "sad": 8, "rad": 0}), False),
        (NameMap("low_mood", {"sad": 8}, words_left_out=frozenset({"rad", "vaguely ok"})), False),
    ],
)
def test_every_word_needs_a_number_or_is_left_out(name: NameMap, *, is_open: bool) -> None:
    answers = ImportAnswers(ItemMap({"mood": name}, others_left_out=True))
    assert bool(answers.open_questions(MOODS, BUILT_IN_ITEMS)) == is_open


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        (NameMap("sleep_quality"), True),
        (NameMap("sleep_hours"), True),
        (NameMap("sleep_quality", ends=(10, 0)), False),
        (NameMap("sleep_quality", is_same_scale=True), False),
    ],
)
def test_another_scale_is_never_taken_for_ours_without_a_word(
    name: NameMap, *, is_open: bool
) -> None:
    answers = ImportAnswers(ItemMap({"Sleep Quality": name}, others_left_out=True))
    assert bool(answers.open_questions(MOODS, BUILT_IN_ITEMS)) == is_open
