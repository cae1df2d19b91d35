from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.analysis.composites import TwoComposites, composite
from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap
from tests.builders import TODAY, day, make_event

NECK = frozenset({"neck"})
NOTHING: frozenset[str] = frozenset()


def test_days_on_which_nothing_hurt_are_mapped_days() -> None:
    found = composite([PainMap(day(1), NECK), PainMap(day(2), NOTHING)], day(7), TODAY)
    assert (found.mapped, found.share("neck"), found.share("chest")) == (2, 0.5, 0)
    assert found.mean_areas == 0.5


def test_without_a_mapped_day_nothing_is_known() -> None:
    found = composite([PainMap(day(8), NECK)], day(7), TODAY)
    assert (found.mapped, found.share("neck"), found.mean_areas) == (0, None, None)


def test_days_to_leave_out_are_left_out() -> None:
    maps = [PainMap(day(back), NECK) for back in range(7)]
    travel = make_event(day(3), last_day=day(2), leave_out=True)
    noted = make_event(day(6), last_day=day(5), leave_out=False)
    assert composite(maps, day(6), TODAY, [travel, noted]).mapped == 5


def test_two_sides_are_compared_where_both_have_mapped_days() -> None:
    one = composite([PainMap(TODAY, NOTHING)], TODAY, TODAY)
    none = composite([], TODAY, TODAY)
    assert TwoComposites(one, one).can_be_compared
    assert not TwoComposites(one, none).can_be_compared
    assert not TwoComposites(none, one).can_be_compared


@given(maps=st.lists(st.frozensets(st.sampled_from(PAIN_AREAS)), max_size=12))
def test_every_mark_is_counted_once(maps: list[frozenset[str]]) -> None:
    drawn = [PainMap(day(back), areas) for back, areas in enumerate(maps)]
    found = composite(drawn, day(99), TODAY)
    assert found.mapped == len(maps)
    assert tuple(found.marked) == PAIN_AREAS
    assert sum(found.marked.values()) == sum(map(len, maps))
    assert all(0 <= (found.share(area) or 0) <= 1 for area in PAIN_AREAS)
