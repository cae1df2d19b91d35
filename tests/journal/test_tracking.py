from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.scales import COUNT, DONE, DONE_WITH_HELP, NUMERIC_RATING, SEVERITY
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem
from fibrojournal.errors import JournalError, RefusedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.tracking import NAME_LIMIT, WORDS_LIMIT
from tests.builders import TODAY, day

if TYPE_CHECKING:
    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.scales import Scale
    from fibrojournal.domain.tracked_items import Kind
    from fibrojournal.journal.journal import Journal


def own(name: str, scale: Scale = NUMERIC_RATING, kind: Kind = "symptom") -> TrackedItem:
    return TrackedItem("", kind, scale, own_name=name)


def activity(name: str) -> TrackedItem:
    return TrackedItem("", "activity", DONE_WITH_HELP, "higher", own_name=name)


def item(journal: Journal, key: str) -> TrackedItem:
    return next(item for item in journal.items() if item.key == key)


def keys(journal: Journal) -> list[str]:
    return [item.key for item in journal.items()]


def test_an_own_item_stands_at_the_end_and_can_be_scored(journal: Journal) -> None:
    altered = journal.tracking.add(own("  Jaw pain "))
    assert altered == Changes(items=True)
    assert keys(journal)[-1] == "jaw_pain"
    assert item(journal, "jaw_pain").name == "Jaw pain"
    journal.set_score(TODAY, "jaw_pain", 7.0)
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.scores == {"jaw_pain": 7.0}


@pytest.mark.parametrize("name", ["", "  ", "fatigue", "FATIGUE ", "x" * (NAME_LIMIT + 1)])
def test_a_name_that_is_empty_taken_or_too_long_is_refused(journal: Journal, name: str) -> None:
    with pytest.raises(RefusedError):
        journal.tracking.add(own(name))
    assert journal.items() == BUILT_IN_ITEMS


@pytest.mark.parametrize(
    ("name", "key"),
    [("Note", "note_2"), ("Se dizzy", "se_dizzy_2"), ("\N{SNOWMAN}", "item"), ("Ärger!", "ärger")],
)
def test_a_key_is_one_that_files_can_hold(journal: Journal, name: str, key: str) -> None:
    journal.tracking.add(own(name))
    assert keys(journal)[-1] == key


def test_two_names_of_one_key_have_two_keys(journal: Journal) -> None:
    journal.tracking.add(own("Jaw pain"))
    journal.tracking.add(own("Jaw-pain"))
    assert keys(journal)[-2:] == ["jaw_pain", "jaw_pain_2"]


def test_a_new_name_keeps_what_was_written(journal: Journal) -> None:
    journal.set_score(day(3), "fatigue", 6.0)
    journal.tracking.change(replace(item(journal, "fatigue"), own_name="Heavy legs"))
    assert item(journal, "fatigue").name == "Heavy legs"
    assert journal.item_scores("fatigue").values == (6.0,)
    journal.undo()
    assert item(journal, "fatigue").name == "Fatigue"


def test_a_built_in_item_without_a_name_has_its_own_again(journal: Journal) -> None:
    journal.tracking.change(replace(item(journal, "fog"), own_name="Cotton wool"))
    journal.tracking.change(replace(item(journal, "fog"), own_name=" "))
    assert item(journal, "fog") == next(item for item in BUILT_IN_ITEMS if item.key == "fog")


def test_an_own_item_needs_its_name(journal: Journal) -> None:
    journal.tracking.add(own("Jaw pain"))
    with pytest.raises(RefusedError):
        journal.tracking.change(replace(item(journal, "jaw_pain"), own_name=""))
    assert item(journal, "jaw_pain").name == "Jaw pain"


def test_scale_kind_and_place_of_an_item_stay(journal: Journal) -> None:
    before = item(journal, "fatigue")
    journal.tracking.change(replace(before, scale=SEVERITY, kind="measure", position=99))
    assert item(journal, "fatigue") == before


def test_words_for_numbers_are_kept_in_order_without_blanks(journal: Journal) -> None:
    anchors = ((7.0, " cannot hold a kettle "), (3.0, "can cook"), (5.0, "  "))
    journal.tracking.change(replace(item(journal, "pain_average"), anchors=anchors))
    assert item(journal, "pain_average").anchors == (
        (3.0, "can cook"),
        (7.0, "cannot hold a kettle"),
    )


def test_words_that_are_too_long_or_for_no_number_are_refused(journal: Journal) -> None:
    pain = item(journal, "pain_average")
    for anchors in (((7.0, "w" * (WORDS_LIMIT + 1)),), ((11.0, "more"),)):
        with pytest.raises(RefusedError):
            journal.tracking.change(replace(pain, anchors=anchors))
    with pytest.raises(RefusedError):
        journal.tracking.change(replace(pain, own_high_words="w" * (WORDS_LIMIT + 1)))
    assert item(journal, "pain_average") == pain


def test_two_items_change_places(journal: Journal) -> None:
    journal.tracking.exchange("fog", "pain_average")
    assert keys(journal)[:5] == ["fog", "pain_worst", "fatigue", "sleep_quality", "pain_average"]
    journal.undo()
    assert journal.items() == BUILT_IN_ITEMS


def test_what_is_hidden_keeps_its_scores_and_can_be_shown_again(journal: Journal) -> None:
    journal.set_score(TODAY, "fog", 4.0)
    journal.tracking.hide(("fog",))
    assert item(journal, "fog").hidden
    assert journal.item_scores("fog").values == (4.0,)
    journal.tracking.show(("fog",))
    assert not item(journal, "fog").hidden


def test_a_fourth_activity_waits_until_one_is_hidden(journal: Journal) -> None:
    for name in ("walk the dog", "water the plants", "call my sister"):
        journal.tracking.add(activity(name))
    with pytest.raises(RefusedError):
        journal.tracking.add(activity("swim"))
    journal.tracking.add(own("medicine box filled", DONE, "activity"))
    journal.tracking.hide(("walk_the_dog",))
    journal.tracking.add(activity("swim"))
    with pytest.raises(RefusedError):
        journal.tracking.show(("walk_the_dog",))
    journal.tracking.change(replace(item(journal, "swim"), own_name="swim or wade"))
    journal.tracking.hide(("fog",))
    assert item(journal, "walk_the_dog").hidden


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text(max_size=12), st.sampled_from((SEVERITY, COUNT, DONE))),
        st.tuples(st.just("name"), st.integers(0, 30), st.text(max_size=12)),
        st.tuples(st.just("order"), st.integers(0, 30), st.integers(0, 30)),
        st.tuples(st.just("show"), st.integers(0, 30), st.booleans()),
        st.tuples(st.just("words"), st.integers(0, 30), st.integers(0, 3)),
    ),
    max_size=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_no_list_of_items_alters_a_score(
    journal: Journal, steps: list[tuple[object, ...]]
) -> None:
    scores: dict[str, Score] = {"fog": 0.0, "fatigue": SKIPPED, "se_mood": 2.0}
    for place, (key, score) in enumerate(scores.items()):
        journal.set_score(day(place), key, score)
    days, began = journal.contents().days, journal.items()
    done = sum(_take(journal, step) for step in steps)
    assert journal.contents().days == days
    for _ in range(done):
        journal.undo()
    assert journal.items() == began
    assert journal.contents().days == days


def _take(journal: Journal, step: tuple[object, ...]) -> bool:
    """Take one step; tell whether it wrote anything."""
    kind, first, second = step
    items = journal.items()
    chosen = items[int(first) % len(items)] if isinstance(first, int) else items[0]
    try:
        if kind == "add":
            assert isinstance(second, type(COUNT))
            made = journal.tracking.add(own(str(first), second, "measure"))
        elif kind == "name":
            made = journal.tracking.change(replace(chosen, own_name=str(second)))
        elif kind == "order":
            assert isinstance(second, int)
            made = journal.tracking.exchange(chosen.key, items[second % len(items)].key)
        elif kind == "show":
            made = (journal.tracking.show if second else journal.tracking.hide)((chosen.key,))
        else:
            assert isinstance(second, int)
            made = journal.tracking.change(replace(chosen, anchors=((float(second), "so"),)))
    except JournalError:
        return False
    return bool(made)
