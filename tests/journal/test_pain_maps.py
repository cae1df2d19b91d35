from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap
from fibrojournal.errors import RefusedError
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import TODAY

if TYPE_CHECKING:
    from tests.conftest import StandingClock

YESTERDAY = TODAY - timedelta(days=1)
NOTHING: frozenset[str] = frozenset()
NECK = frozenset({"neck"})

MAPS = st.none() | st.frozensets(st.sampled_from(PAIN_AREAS))
"""None = not mapped, empty = nothing hurts, or areas."""


def stored(journal: Journal) -> frozenset[str] | None:
    found = journal.pain_maps.of(TODAY)
    return None if found is None else found.areas


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(maps=st.lists(MAPS, min_size=1, max_size=5))
def test_not_mapped_nothing_and_areas_stay_three_things(
    maps: list[frozenset[str] | None],
    tmp_path_factory: pytest.TempPathFactory,
    clock: StandingClock,
) -> None:
    folder = tmp_path_factory.mktemp("maps")
    path, out = folder / "journal.fibro", folder / "out"
    with closing(Journal(Store.create(path), clock=clock)) as journal:
        journal.set_note(YESTERDAY, "so that there is something to export")
        said: list[frozenset[str] | None] = [None]
        for areas in maps:
            if journal.pain_maps.set_map(TODAY, areas):
                said.append(areas)
            assert stored(journal) == areas
        for areas in reversed(said[:-1]):
            journal.undo()
            assert stored(journal) == areas
        for areas in said[1:]:
            journal.redo()
            assert stored(journal) == areas
    with closing(Journal(Store.open(path), clock=clock)) as again:
        assert stored(again) == maps[-1]
        again.export_to(out)
    with closing(Journal(Store.create(folder / "other.fibro"), clock=clock)) as other:
        other.carry_out(other.plan_import(out))
        assert stored(other) == maps[-1]


def test_a_map_leaves_scores_and_note_alone(journal: Journal) -> None:
    journal.set_note(TODAY, "mine")
    journal.pain_maps.set_map(TODAY, NECK)
    journal.pain_maps.set_map(TODAY, None)
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "mine"


def test_a_map_that_is_there_already_changes_nothing(journal: Journal) -> None:
    assert journal.pain_maps.set_map(TODAY, NOTHING)
    assert not journal.pain_maps.set_map(TODAY, NOTHING)


def test_the_last_map_is_that_of_a_day_before(journal: Journal) -> None:
    assert journal.pain_maps.last_before(TODAY) is None
    journal.pain_maps.set_map(YESTERDAY - timedelta(days=9), NECK)
    journal.pain_maps.set_map(YESTERDAY, NOTHING)
    journal.pain_maps.set_map(TODAY, NECK)
    assert journal.pain_maps.last_before(TODAY) == PainMap(YESTERDAY, NOTHING)
    journal.pain_maps.set_map(YESTERDAY, None)
    last = journal.pain_maps.last_before(TODAY)
    assert last is not None
    assert last.areas == NECK
    assert [one.areas for one in journal.pain_maps.all()] == [NECK, NECK]


def test_tomorrow_is_refused(journal: Journal) -> None:
    with pytest.raises(RefusedError):
        journal.pain_maps.set_map(TODAY + timedelta(days=1), NECK)


def test_an_area_that_is_none_of_the_19_is_a_mistake_of_ours(journal: Journal) -> None:
    with pytest.raises(ValueError, match="knee"):
        journal.pain_maps.set_map(TODAY, frozenset({"knee"}))
    assert journal.pain_maps.all() == ()
