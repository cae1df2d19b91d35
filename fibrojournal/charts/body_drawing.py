"""The drawing of a body, front and back, as screen and paper both show it.

It is read once from `resources/body.svg`, where each pain area is one path. Nothing here needs
matplotlib or Qt: each turns the steps into a path of its own kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from fibrojournal.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH: Final = 480
HEIGHT: Final = 446
"""Size of the drawing in its own units: front in the left half, back in the right."""

MIDDLES: Final = {"front": 110.0, "back": 370.0}
"""Where the middle of each view is, in units from the left."""

REST: Final = "rest"
"""Name of what belongs to no area: head, hands, feet."""

View = Literal["front", "back"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One stroke of the pen.

    Attributes:
        command: "M" go to, "L" draw a line to, "C" draw a curve to, "Z" close.
        points: Where to; of a curve the two that bend it first; () = of "Z".
    """

    command: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One closed shape of the drawing.

    Attributes:
        area: Key of its pain area, or `REST`.
        view: From where it is seen.
        steps: Its outline.
    """

    area: str
    view: View
    steps: tuple[Step, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of its corners, in units."""
        corners = [step.points[-1] for step in self.steps if step.points]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def middle(self) -> Point:
        """The middle of its corners' box, in units: room for a number."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


_PATH = re.compile(r'<path id="(\w+)" d="([^"]+)"')
_TOKEN = re.compile(r"[MLCZ]|-?[\d.]+")
_POINTS: Final = {"M": 1, "L": 1, "C": 3, "Z": 0}


@cache
def body_pieces() -> tuple[Piece, ...]:
    """Return every piece, those of no area first, in the order in which they are painted."""
    text = resource("body.svg").read_text(encoding="utf-8")
    return tuple(
        Piece(area, "front" if steps[0].points[0][0] < WIDTH / 2 else "back", steps)
        for area, drawn in _PATH.findall(text)
        for steps in _closed_shapes(drawn)
    )


def _closed_shapes(drawn: str) -> Iterator[tuple[Step, ...]]:
    """Cut what one path draws into its closed shapes."""
    tokens = iter(_TOKEN.findall(drawn))
    steps: list[Step] = []
    for command in tokens:
        points = tuple((float(next(tokens)), float(next(tokens))) for _ in range(_POINTS[command]))
        steps.append(Step(command, points))
        if command == "Z":
            yield tuple(steps)
            steps = []
