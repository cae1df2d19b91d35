from __future__ import annotations

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.domain.entries import NOTE_LIMIT, SKIPPED, DayEntry, Moment, Score
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.item_map import (
    ItemMap,
    NameMap,
    apply,
    map_bytes,
    new_item,
    read_map,
)
from fibrojournal.exchange.observations import ForeignNote, Observation, Observations
from fibrojournal.exchange.parsed import Parsed, Rejected

DAY = date(2026, 11, 4)
TODAY = date(2026, 11, 22)


def observed(*said: Observation, notes: tuple[ForeignNote, ...] = ()) -> Observations:
    return Observations("diary.csv", len(said), said, notes)


def parsed(said: Observations, meaning: ItemMap) -> Parsed:
    return apply(said, meaning, BUILT_IN_ITEMS, TODAY)


def values(found: Parsed) -> list[object]:
    return [row.value for row in found.files[0].rows]


def reasons(found: Parsed) -> list[tuple[int, str]]:
    return [(reason.row, reason.column) for reason in found.files[0].rejected]


def test_what_has_no_time_becomes_a_part_of_its_day() -> None:
    said = observed(
        Observation(2, DAY, None, "Pain", "6"),
        Observation(2, DAY, None, "Tired", "very"),
        Observation(2, DAY, None, "Fog", "-"),
    )
    meaning = ItemMap(
        {
            "Pain": NameMap("pain_average"),
            "Tired": NameMap("fatigue", {"very": 8.0}),
            "Fog": NameMap("fog", {"-": None}),
        }
    )
    scores: dict[str, Score] = {"pain_average": 6.0, "fatigue": 8.0, "fog": SKIPPED}
    assert values(parsed(said, meaning)) == [DayEntry(DAY, scores)]


def test_what_has_a_time_becomes_a_moment() -> None:
    said = observed(Observation(2, DAY, time(9), "Pain", "6"))
    found = parsed(said, ItemMap({"Pain": NameMap("pain_average")}))
    assert values(found) == [Moment(DAY, time(9), "pain_average", 6.0)]


def test_a_name_that_is_not_in_the_map_is_left_out() -> None:
    found = parsed(observed(Observation(2, DAY, None, "Coffee", "2")), ItemMap())
    assert values(found) == []
    assert reasons(found) == []


def test_another_scale_is_spread_only_where_its_ends_were_said() -> None:
    said = observed(Observation(2, DAY, None, "Energy", "2"))
    as_it_is = parsed(said, ItemMap({"Energy": NameMap("fatigue")}))
    turned = parsed(said, ItemMap({"Energy": NameMap("fatigue", ends=(5, 1))}))
    assert values(as_it_is) == [DayEntry(DAY, {"fatigue": 2.0})]
    assert values(turned) == [DayEntry(DAY, {"fatigue": 8.0})]
    hours = parsed(
        observed(Observation(2, DAY, None, "Slept", "50")),
        ItemMap({"Slept": NameMap("sleep_hours", ends=(0, 150))}),
    )
    assert values(hours) == [DayEntry(DAY, {"sleep_hours": 8.0})]


def test_words_without_a_number_and_numbers_off_the_scale_are_refused() -> None:
    said = observed(
        Observation(2, DAY, None, "Pain", "rather"), Observation(3, DAY, None, "Pain", "11")
    )
    found = parsed(said, ItemMap({"Pain": NameMap("pain_average")}))
    assert reasons(found) == [(2, "Pain"), (3, "Pain")]


def test_two_rows_that_contradict_each_other_are_not_averaged() -> None:
    said = observed(
        Observation(2, DAY, None, "Pain", "6"),
        Observation(3, DAY, None, "Pain", "6"),
        Observation(4, DAY, None, "Pain", "7"),
    )
    found = parsed(said, ItemMap({"Pain": NameMap("pain_average")}))
    assert values(found) == [DayEntry(DAY, {"pain_average": 6.0})]
    assert reasons(found) == [(4, "Pain")]


def test_the_notes_of_a_day_stand_in_the_order_of_the_day() -> None:
    notes = (
        ForeignNote(2, DAY, time(21), "late"),
        ForeignNote(3, DAY, time(8), "early"),
        ForeignNote(4, DAY, None, "all day"),
    )
    assert values(parsed(observed(notes=notes), ItemMap())) == [
        DayEntry(DAY, note="all day\n08:00 early\n21:00 late")
    ]
    assert values(parsed(observed(notes=notes), ItemMap(with_notes=False))) == []


def test_notes_that_are_too_long_together_are_refused() -> None:
    notes = (ForeignNote(2, DAY, None, "x" * NOTE_LIMIT), ForeignNote(3, DAY, None, "y"))
    found = parsed(observed(notes=notes), ItemMap())
    assert values(found) == []
    assert reasons(found) == [(2, "")]


def test_a_day_that_has_not_come_is_refused() -> None:
    later = date(2027, 1, 1)
    said = observed(
        Observation(2, later, None, "Pain", "6"), notes=(ForeignNote(3, later, None, "soon"),)
    )
    found = parsed(said, ItemMap({"Pain": NameMap("pain_average")}))
    assert values(found) == []
    assert reasons(found) == [(2, ""), (3, "")]


def test_what_the_reader_refused_stays_refused() -> None:
    said = Observations("diary.csv", 1, rejected=(Rejected(2, "time", "No time."),))
    assert reasons(parsed(said, ItemMap())) == [(2, "time")]


def test_a_new_item_is_made_only_if_it_is_used() -> None:
    chess = new_item("Chess", "done", "higher", (), 30)
    unused = new_item("Coffee", "count", "neither", (), 31)
    said = observed(Observation(2, DAY, None, "chess", "1"))
    found = parsed(said, ItemMap({"chess": NameMap("chess")}, (chess, unused)))
    assert found.new_items == (chess,)
    assert values(found) == [DayEntry(DAY, {"chess": 1.0})]


@pytest.mark.parametrize(
    ("scale", "kind"),
    [("0-10", "symptom"), ("0-3", "side_effect"), ("done", "activity"), ("hours", "measure")],
)
def test_the_scale_tells_what_kind_of_item_it_is(scale: str, kind: str) -> None:
    assert new_item("Other", scale, "lower", (), 0).kind == kind


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert new_item("Fog", "0-10", "lower", {"fog"}, 0).key == "fog_2"
    assert new_item("Note", "0-10", "lower", (), 0).key == "note_2"
    assert len(new_item("x" * 300, "0-10", "lower", (), 0).key) <= 100


@pytest.mark.parametrize(
    ("name", "scale", "better"),
    [("?!", "0-10", "lower"), ("A", "0-9", "lower"), ("A", "0-3", "up")],
)
def test_an_item_without_name_scale_or_direction_is_refused(
    name: str, scale: str, better: str
) -> None:
    with pytest.raises(RefusedError):
        new_item(name, scale, better, (), 0)


def written(names: object, **others: object) -> bytes:
    return json.dumps({"names": names, **others}).encode()


def test_a_map_is_read_from_its_file() -> None:
    data = written(
        {
            "mood": {"item": "low_mood", "labels": {"rad": 0, "awful": 10, "none": None}},
            "Sleep": {"item": "sleep_quality", "from": [10, 0]},
            "chess": {"new": {"name": "Chess", "scale": "done", "better": "higher"}},
            "walk": {"item": "chess"},
            "tea": None,
        },
        notes=False,
        decimal_comma=True,
    )
    meaning = read_map(data, BUILT_IN_ITEMS)
    assert meaning.names == {
        "mood": NameMap("low_mood", {"rad": 0.0, "awful": 10.0, "none": None}),
        "Sleep": NameMap("sleep_quality", ends=(10.0, 0.0)),
        "chess": NameMap("chess"),
        "walk": NameMap("chess"),
    }
    assert [(item.key, item.name, item.kind) for item in meaning.new_items] == [
        ("chess", "Chess", "activity")
    ]
    assert (meaning.with_notes, meaning.decimal_comma) == (False, True)
    assert read_map(map_bytes(meaning), BUILT_IN_ITEMS) == meaning


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"names": []}',
        written({"mood": 3}),
        written({"mood": {"item": "nothing"}}),
        written({"mood": {"item": "fog", "labels": []}}),
        written({"mood": {"item": "fog", "labels": {"rad": "low"}}}),
        written({"mood": {"item": "fog", "labels": {"rad": 11}}}),
        written({"mood": {"item": "fog", "labels": {"rad": True}}}),
        written({"mood": {"item": "fog", "from": 5}}),
        written({"mood": {"item": "fog", "from": [1]}}),
        written({"mood": {"item": "fog", "from": [1, 1]}}),
        written({"mood": {"item": "fog", "from": [1, "5"]}}),
        written({"mood": {"new": {"name": "?"}}}),
    ],
)
def test_a_map_that_says_nonsense_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_map(data, BUILT_IN_ITEMS)
    assert refused.value.message.endswith(".")
    assert refused.value.remedy


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.builds(
            NameMap,
            st.sampled_from([item.key for item in BUILT_IN_ITEMS if item.scale.key == "0-10"]),
            st.dictionaries(st.text(max_size=5), st.integers(0, 10).map(float), max_size=3),
            st.none() | st.tuples(st.integers(0, 3).map(float), st.integers(4, 9).map(float)),
        ),
        max_size=5,
    )
)
def test_a_map_that_is_written_is_the_map_that_is_read(names: dict[str, NameMap]) -> None:
    meaning = ItemMap(names)
    assert read_map(map_bytes(meaning), BUILT_IN_ITEMS) == meaning
