from __future__ import annotations

from fibrojournal.charts.body_drawing import HEIGHT, REST, WIDTH, body_pieces
from fibrojournal.domain.pain_areas import PAIN_AREAS


def test_each_area_is_drawn_and_nothing_else() -> None:
    assert {piece.area for piece in body_pieces()} == {REST, *PAIN_AREAS}


def test_left_is_the_persons_own_on_both_views() -> None:
    for piece in body_pieces():
        if not piece.area.startswith(("left", "right")):
            continue
        on_the_right = piece.middle[0] % (WIDTH / 2 + 20) > 110
        assert on_the_right == (piece.area.startswith("left") == (piece.view == "front"))


def test_limbs_are_seen_from_both_sides_and_the_trunk_from_one() -> None:
    views: dict[str, set[str]] = {}
    for piece in body_pieces():
        views.setdefault(piece.area, set()).add(piece.view)
    once = {area for area, seen in views.items() if len(seen) == 1}
    assert once == {"left_jaw", "right_jaw", "chest", "abdomen", "upper_back", "lower_back"}


def test_every_piece_lies_within_the_drawing() -> None:
    for piece in body_pieces():
        left, top, right, bottom = piece.box
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
