"""Where labels go so that none covers another. All lengths are logical px."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Pill:
    """A label in a row above the chart.

    Attributes:
        left: Left edge.
        right: Right edge.
        row: 0 = the top row; None = there was no room, it is not drawn.
    """

    left: float
    right: float
    row: int | None


def pill_rows(
    wanted: Sequence[tuple[float, float]], limits: tuple[float, float], rows: int, gap: float = 8
) -> list[Pill]:
    """Set labels greedily into rows: each into the first row in which it fits.

    Args:
        wanted: Left edge and width of each, by left edge.
        limits: Left and right edge that labels are kept inside.
        rows: Most rows.
        gap: Least distance of two labels in a row.
    """
    ends = [float("-inf")] * rows
    placed = []
    for wanted_left, width in wanted:
        left = max(min(wanted_left, limits[1] - width), limits[0])
        row = next((r for r, end in enumerate(ends) if left >= end + gap), None)
        if row is not None:
            ends[row] = left + width
        placed.append(Pill(left, left + width, row))
    return placed


def nudged(wanted: Sequence[float], pitch: float, limits: tuple[float, float]) -> list[float]:
    """Move heights apart as little as possible until all are at least `pitch` apart.

    Neighbours that would overlap share one block centred on the mean of their wishes (pool
    adjacent violators); blocks are kept inside the limits. If the limits cannot hold all, the
    labels run out of the lower limit rather than overlap.

    Args:
        wanted: Wanted middle heights, in any order.
        pitch: Least distance of two middles.
        limits: Least and greatest middle height.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[tuple[float, list[int]]] = []  # mean of (wish - place in line * pitch), members
    for rank, place in enumerate(order):
        level, members = wanted[place] - rank * pitch, [place]
        while blocks and blocks[-1][0] > level:
            above, others = blocks.pop()
            total = above * len(others) + level * len(members)
            members = others + members
            level = total / len(members)
        blocks.append((level, members))
    lowest = max(limits[1] - (len(wanted) - 1) * pitch, limits[0])
    heights = [0.0] * len(wanted)
    rank = 0
    for level, members in blocks:
        for place in members:
            heights[place] = min(max(level, limits[0]), lowest) + rank * pitch
            rank += 1
    return heights


class Row:
    """A row of texts in which a text that would cover another is left out."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def is_free(self, left: float, right: float, gap: float = 6) -> bool:
        """Tell whether nothing stands between `left` and `right`."""
        return all(right + gap <= start or left >= end + gap for start, end in self._taken)

    def take(self, left: float, right: float) -> None:
        """Mark a place as taken."""
        self._taken.append((left, right))

    def place(self, left: float, right: float, gap: float = 6) -> bool:
        """Take a place if it is free, and tell whether it was."""
        free = self.is_free(left, right, gap)
        if free:
            self.take(left, right)
        return free


class Field:
    """A field of texts of one size in which a text that would cover another is left out."""

    def __init__(self, line_height: float = 12) -> None:
        self._line_height = line_height
        self._taken: list[tuple[float, float, float]] = []

    def place(self, left: float, right: float, middle: float, gap: float = 6) -> bool:
        """Take the place from `left` to `right` at a height if it is free; tell if it was."""
        free = all(
            abs(middle - height) >= self._line_height or right + gap <= start or left >= end + gap
            for start, end, height in self._taken
        )
        if free:
            self._taken.append((left, right, middle))
        return free
