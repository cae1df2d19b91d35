from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.domain.scales import NUMERIC_RATING
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem, key_from_name

ITEMS = {item.key: item for item in BUILT_IN_ITEMS}


def test_the_built_in_keys_stand_in_their_order() -> None:
    symptoms = "pain_average pain_worst fatigue sleep_quality fog anxiety low_mood stiffness"
    side_effects = "dizzy sleepy foggy swelling mood vision dry_mouth nausea unsteady"
    seldom = (
        "period fiqr_total peg_pain peg_enjoyment peg_activity sss_fatigue sss_unrefreshed "
        "sss_thinking sss_headaches sss_belly sss_depression"
    )
    assert list(ITEMS) == [
        *symptoms.split(),
        "sleep_hours",
        "weight_kg",
        *(f"se_{name}" for name in side_effects.split()),
        *seldom.split(),
    ]
    assert [item.position for item in BUILT_IN_ITEMS] == list(range(len(BUILT_IN_ITEMS)))


def test_five_symptoms_are_on_at_first() -> None:
    shown = [item.key for item in BUILT_IN_ITEMS if item.kind == "symptom" and not item.hidden]
    assert shown == ["pain_average", "pain_worst", "fatigue", "sleep_quality", "fog"]


@pytest.mark.parametrize(
    ("key", "kind", "scale", "better"),
    [
        ("fatigue", "symptom", "0-10", "lower"),
        ("sleep_quality", "symptom", "0-10", "lower"),
        ("sleep_hours", "measure", "hours", "higher"),
        ("weight_kg", "measure", "kg", "neither"),
        ("se_dizzy", "side_effect", "0-3", "lower"),
    ],
)
def test_each_item_has_its_scale_and_its_better_end(
    key: str, kind: str, scale: str, better: str
) -> None:
    item = ITEMS[key]
    assert (item.kind, item.scale.key, item.better) == (kind, scale, better)


def test_built_in_items_have_words_for_page_and_sentence() -> None:
    pain = ITEMS["pain_average"]
    assert (pain.name, pain.short_name, pain.hint) == ("Pain on average", "Pain", "")
    assert (pain.low_words, pain.high_words) == ("none", "worst imaginable")
    sleep = ITEMS["sleep_quality"]
    assert (sleep.low_words, sleep.high_words) == ("best possible", "worst possible")
    assert ITEMS["fatigue"].short_name == "Fatigue"
    assert ITEMS["weight_kg"].low_words == ""


def test_own_words_win_over_built_in_ones() -> None:
    own = replace(
        ITEMS["pain_average"], own_name="Ache", own_low_words="", own_high_words="the worst"
    )
    assert (own.name, own.short_name) == ("Ache", "Ache")
    assert (own.low_words, own.high_words) == ("", "the worst")


def test_an_own_item_has_no_words_but_its_own() -> None:
    item = TrackedItem("zaps", "symptom", NUMERIC_RATING)
    assert (item.name, item.short_name, item.hint) == ("zaps", "zaps", "")
    assert (item.low_words, item.high_words) == ("", "")


def test_an_anchor_says_what_a_number_means() -> None:
    item = replace(ITEMS["fatigue"], anchors=((7.0, "cannot hold a kettle"),))
    assert item.anchor(7) == "cannot hold a kettle"
    assert item.anchor(6) == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [("Brain Zaps!", "brain_zaps"), ("  Ørhet - om dagen ", "ørhet_om_dagen"), ("?!", "")],
)
def test_a_key_is_the_name_in_small_letters_with_underscores(name: str, key: str) -> None:
    assert key_from_name(name) == key


@given(st.text())
def test_a_key_made_of_a_key_is_the_same(name: str) -> None:
    key = key_from_name(name)
    assert key_from_name(key) == key
    assert not key.startswith(("=", "+", "-", "@", "'", "\t", "\r", " "))
    assert "," not in key
