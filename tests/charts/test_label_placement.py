from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.charts.label_placement import Field, Row, nudged, pill_rows

WISHES = st.lists(st.floats(0, 300), max_size=14)


@given(WISHES)
@settings(deadline=None, max_examples=100)
def test_nudged_labels_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    heights = nudged(wanted, 17, (0, 300))
    assert all(b - a >= 17 - 1e-6 for a, b in pairwise(sorted(heights)))
    for one, other in pairwise(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        assert heights[one] < heights[other]


def test_labels_with_room_stay_where_they_are() -> None:
    assert nudged([100, 20, 60], 17, (0, 300)) == [100, 20, 60]


def test_two_labels_at_one_height_part_evenly() -> None:
    assert nudged([100, 100], 17, (0, 300)) == pytest.approx([91.5, 108.5])


def test_labels_are_kept_inside_the_limits() -> None:
    assert nudged([299, 300], 17, (0, 300)) == pytest.approx([283, 300])


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(20, 200)), max_size=40))
@settings(deadline=None, max_examples=100)
def test_pills_never_cover_each_other_and_stay_inside(wanted: list[tuple[float, float]]) -> None:
    pills = pill_rows(sorted(wanted), (24, 988), 3)
    for row in range(3):
        own = sorted((pill.left, pill.right) for pill in pills if pill.row == row)
        assert all(right + 8 <= left + 1e-6 for (_l, right), (left, _r) in pairwise(own))
    assert all(pill.left >= 24 and pill.right <= 988 + 1e-6 for pill in pills)


def test_a_pill_goes_into_the_first_row_that_is_free() -> None:
    pills = pill_rows([(0, 100), (50, 100), (120, 100)], (0, 500), 2)
    assert [pill.row for pill in pills] == [0, 1, 0]


def test_a_pill_without_room_is_left_out() -> None:
    assert [pill.row for pill in pill_rows([(0, 100), (50, 100)], (0, 500), 1)] == [0, None]


def test_a_row_refuses_what_would_cover() -> None:
    row = Row()
    assert row.place(0, 50)
    assert not row.place(40, 90)
    assert row.place(60, 90)


def test_a_field_lets_texts_stand_above_each_other() -> None:
    field = Field()
    assert field.place(0, 50, 100)
    assert not field.place(40, 90, 105)
    assert field.place(40, 90, 113)
