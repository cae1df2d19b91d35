from __future__ import annotations

import pytest

from fibrojournal.domain.entries import ItemScores
from fibrojournal.domain.scales import KILOGRAMS, POUNDS
from fibrojournal.domain.shown_units import in_shown_unit, shown_item
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS

ITEMS = {item.key: item for item in BUILT_IN_ITEMS}
WEIGHT = ITEMS["weight_kg"]
SCORES = ItemScores("weight_kg", (1, 8), (81.0, 45.359237), (False, False))


def test_pounds_are_shown_to_a_tenth() -> None:
    assert shown_item(WEIGHT, "lb").scale == POUNDS
    assert in_shown_unit(shown_item(WEIGHT, "lb"), SCORES).values == (178.6, 100.0)


def test_kilograms_are_shown_as_they_are_kept() -> None:
    assert shown_item(WEIGHT, "kg").scale == KILOGRAMS
    assert in_shown_unit(shown_item(WEIGHT, "kg"), SCORES) is SCORES


@pytest.mark.parametrize("key", [key for key in ITEMS if key != "weight_kg"])
def test_nothing_but_weight_has_another_unit(key: str) -> None:
    assert shown_item(ITEMS[key], "lb") is ITEMS[key]
