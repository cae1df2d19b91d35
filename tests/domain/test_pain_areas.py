from __future__ import annotations

from collections import Counter
from datetime import date

from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap, area_names, region_names


def test_there_are_19_areas_in_five_regions() -> None:
    sides = Counter(
        area.split("_")[0] for area in PAIN_AREAS if area.startswith(("left", "right"))
    )
    assert len(set(PAIN_AREAS)) == 19
    assert sides == {"left": 7, "right": 7}
    assert PAIN_AREAS[-5:] == ("neck", "upper_back", "lower_back", "chest", "abdomen")


def test_a_map_on_which_nothing_hurts_is_a_map() -> None:
    assert PainMap(date(2026, 3, 1), frozenset()).areas == frozenset()


def test_every_area_has_a_name_of_its_own() -> None:
    names = area_names()
    assert tuple(names) == PAIN_AREAS
    assert len(set(names.values())) == 19


def test_every_region_has_a_name_of_its_own() -> None:
    assert len(set(region_names())) == 5
