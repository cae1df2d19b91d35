"""Our own JSON read again: whole, or refused with a reason, and never an error."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.exchange import json_reader
from fibrojournal.exchange.json_file import json_bytes
from fibrojournal.exchange.json_reader import read_json
from tests.exchange.strategies import journal_contents
from tests.exchange.test_json_file import by_item, small_journal
from tests.exchange.test_round_trip import assembled

if TYPE_CHECKING:
    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.exchange.parsed import Parsed, Rejected

TODAY = date(2026, 11, 22)


def read(data: bytes) -> Parsed:
    return read_json(data, "all.json", items=BUILT_IN_ITEMS, today=TODAY)


def read_content(content: dict[str, Any]) -> Parsed:
    return read(json.dumps({"format": "fibrojournal", "schema_version": 1} | content).encode())


def refusals(parsed: Parsed) -> list[tuple[str, Rejected]]:
    return [(file.file, fault) for file in parsed.files for fault in file.rejected]


def only_reason(parsed: Parsed) -> str:
    ((_, fault),) = refusals(parsed)
    return fault.reason


def place_of_only_fault(parsed: Parsed) -> tuple[str, int, str]:
    ((file, fault),) = refusals(parsed)
    return file.removeprefix("all.json: "), fault.row, fault.column


def values(parsed: Parsed) -> int:
    return sum(len(file.rows) for file in parsed.files)


# Whole


@settings(deadline=None, max_examples=60)
@given(contents=journal_contents(TODAY))
def test_a_file_read_again_is_the_same_journal_and_the_same_bytes(
    contents: JournalContents,
) -> None:
    parsed = read(json_bytes(contents))
    assert refusals(parsed) == []
    again = assembled(parsed)
    intakes = sorted(again.intakes, key=lambda intake: intake.day)  # as a journal keeps them
    assert by_item(replace(again, intakes=tuple(intakes))) == by_item(contents)
    assert json_bytes(again) == json_bytes(contents)


def test_a_file_that_another_program_laid_out_anew_is_read_alike() -> None:
    content = json.loads(json_bytes(small_journal()))
    data = b"\xef\xbb\xbf" + json.dumps(content, indent=4).encode()
    assert assembled(read(data)) == small_journal()


def test_a_file_without_any_list_brings_nothing() -> None:
    parsed = read_content({})
    assert values(parsed) == 0
    assert [(file.file, file.read) for file in parsed.files] == [("all.json", 0)]


def test_each_list_is_counted_by_records() -> None:
    content = {"pain_maps": [{"day": "2026-03-01", "areas": ["neck", "chest"]}]}
    (file,) = read_content(content).files
    assert (file.file, file.read) == ("all.json: pain_areas", 1)
    assert file.rows[0].value == PainMap(date(2026, 3, 1), frozenset({"neck", "chest"}))


# Refused as a whole


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b'{"format": "fibrojournal"', "damaged"),
        (b"\xff\xfe{}", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"format":' * 100_000, "damaged"),
        (b'{"format": "fibrojournal", "schema_version": 1, "x": "\\ud800"}', "damaged"),
        (b"[]", "not from FibroJournal"),
        (b'{"format": "diary"}', "not from FibroJournal"),
        (b'{"format": "fibrojournal", "schema_version": 2}', "newer"),
        (b'{"format": "fibrojournal", "schema_version": 1e999999999}', "newer"),
        (b'{"format": "fibrojournal", "schema_version": 1e%s}' % (b"9" * 40), "newer"),
        (b'{"format": "fibrojournal", "format": "fibrojournal"}', "twice"),
        (b'{"x": [' + b"0," * 3_000_000 + b"0]}", "too large"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    parsed = read(data)
    assert reason in only_reason(parsed)
    assert values(parsed) == 0


# Refused in part


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"moods": []}, ("all.json", 0, "moods")),
        ({"days": {}}, ("days", 0, "")),
        ({"days": [7]}, ("days", 1, "")),
        ({"days": [{"day": ["2026-03-01"]}]}, ("days", 1, "day")),
        ({"days": [{"day": "2026-03-01", "note": 7}]}, ("days", 1, "note")),
        ({"days": [{"day": "2026-03-01", "note": "\0"}]}, ("days", 1, "note")),
        ({"days": [{"day": "2026-03-01", "mood": 7}]}, ("days", 1, "mood")),
        ({"days": [{"day": "2026-03-01"}, {"day": "2026-03-01"}]}, ("days", 2, "day")),
        ({"days": [{"day": "2027-03-01"}]}, ("days", 1, "day")),
        ({"pain_maps": [{"day": "2026-03-01"}]}, ("pain_areas", 1, "areas")),
        ({"pain_maps": [{"day": "2026-03-01", "areas": [1]}]}, ("pain_areas", 1, "areas")),
        ({"medicines": [{"name": "g", "doses": 5}]}, ("dose_changes", 0, "doses")),
        ({"medicines": [{"name": "g", "intakes": ["x"]}]}, ("intakes", 1, "")),
        (
            {"medicines": [{"name": "g", "plan": [{"medicine": "h", "day": "2026-03-01"}]}]},
            ("plan", 1, "medicine"),
        ),
        (
            {"medicines": [{"name": "g", "supply_amount": 1e300}]},
            ("medicines", 1, "supply_amount"),
        ),
        ({"profile": [1]}, ("profile", 1, "")),
        ({"profile": {"birth_year": "soon"}}, ("profile", 1, "birth_year")),
    ],
)
def test_a_value_that_cannot_be_kept_is_named_with_its_place(
    content: dict[str, Any], place: tuple[str, int, str]
) -> None:
    assert place_of_only_fault(read_content(content)) == place


FATIGUE = {"key": "fatigue", "kind": "symptom", "scale": "0-10"}
DAY = {"day": "2026-03-01"}


@pytest.mark.parametrize(
    ("item", "day", "place"),
    [
        ({"scores": {"2026-03-02": 7}}, DAY, ("days", 0, "fatigue")),
        ({"scores": [7]}, DAY, ("days", 0, "fatigue")),
        ({"scores": {"2026-03-01": 11}}, DAY, ("days", 1, "fatigue")),
        ({"scores": {"2026-03-01": True}}, DAY, ("days", 1, "fatigue")),
        ({"scores": {"2026-03-01": float("nan")}}, DAY, ("days", 1, "fatigue")),
        ({"scores": {"2026-03-01": {}}}, DAY, ("days", 1, "fatigue")),
        ({}, DAY | {"fatigue": 7}, ("days", 1, "fatigue")),
        ({"anchors": {"7": 7}}, DAY, ("items", 1, "anchors")),
        ({"anchors": {"7": "a", "7.0": "b"}}, DAY, ("items", 1, "anchors")),
        ({"scale": "0-3"}, DAY, ("items", 1, "scale")),
    ],
)
def test_a_score_or_item_that_cannot_be_kept_is_named_with_its_place(
    item: dict[str, Any], day: dict[str, Any], place: tuple[str, int, str]
) -> None:
    assert place_of_only_fault(read_content({"items": [FATIGUE | item], "days": [day]})) == place


def test_what_stands_inside_a_refused_record_is_not_kept_without_it() -> None:
    dose = {"day": "2026-03-01", "night": 300}
    parsed = read_content({"medicines": [{"name": " ", "doses": [dose]}]})
    assert place_of_only_fault(parsed) == ("medicines", 1, "name")
    assert values(parsed) == 0


def test_records_inside_others_are_counted_through() -> None:
    good, bad = {"day": "2026-03-01", "night": 300}, {"day": "2026-03-01"}
    medicines = [{"name": "g", "doses": [good]}, {"name": "h", "doses": [bad]}]
    assert place_of_only_fault(read_content({"medicines": medicines})) == (
        "dose_changes",
        2,
        "morning",
    )


def test_more_items_and_days_than_a_life_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "CELL_COUNT_LIMIT", 0)
    assert "too large" in only_reason(read_content({"items": [FATIGUE], "days": [DAY]}))


def test_more_records_than_a_table_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "ROW_LIMIT", 1)
    parsed = read_content({"questions": [{"text": "a"}, {"text": "b"}]})
    assert "too large" in only_reason(parsed)
    assert values(parsed) == 0


# Whatever stands there

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 2000),
    st.floats(),
    st.sampled_from(["2026-03-01", "21:30", "g", "fatigue", "0-10", "symptom", "neck", "skipped"]),
    st.text(max_size=4),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def places_in(content: object) -> list[tuple[Any, Any]]:
    """Return every container of a file with a place in it."""
    if isinstance(content, dict):
        inside = list(content.items())
    elif isinstance(content, list):
        inside = list(enumerate(content))
    else:
        return []
    found: list[tuple[Any, Any]] = [(content, key) for key, _ in inside]
    for _, part in inside:
        found += places_in(part)
    return found


@settings(deadline=None, max_examples=200)
@given(contents=journal_contents(TODAY), data=st.data())
def test_any_value_anywhere_is_kept_or_refused_and_nothing_raises(
    contents: JournalContents, data: st.DataObject
) -> None:
    content = json.loads(json_bytes(contents))
    for _ in range(data.draw(st.integers(1, 3))):
        places = places_in(content)
        container, key = places[data.draw(st.integers(0, len(places) - 1))]
        container[key] = data.draw(ANYTHING)
    for file in read(json.dumps(content).encode()).files:
        assert not {row.row for row in file.rows} & {fault.row for fault in file.rejected}


@settings(deadline=None, max_examples=200)
@given(cut=st.integers(0, 4000), damage=st.binary(max_size=3))
def test_any_damage_is_kept_or_refused_and_nothing_raises(cut: int, damage: bytes) -> None:
    data = json_bytes(small_journal())
    assert read(data[:cut] + damage + data[cut + len(damage) :]).files
