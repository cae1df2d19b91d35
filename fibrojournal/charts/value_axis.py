"""Heights of values in a small chart: from where to where, and which of them are named.

Values are in the item's unit, heights in logical px from the top of the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from fibrojournal.charts.describe import value_words
from fibrojournal.domain.scales import (
    DONE,
    DONE_WITH_HELP,
    HOURS,
    NUMERIC_RATING,
    SEVERITY,
    WEIGHTS,
)

if TYPE_CHECKING:
    from fibrojournal.analysis.series import Values
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

_WORD_SCALES = (SEVERITY, DONE, DONE_WITH_HELP)
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """The upright axis of one item.

    Attributes:
        low: Value at the bottom.
        high: Value at the top; larger than `low`.
        marks: Values that have a line and a label, from the bottom.
        labels: Their labels: numbers, or the words of the scale; the topmost has the unit.
    """

    low: float
    high: float
    marks: tuple[float, ...]
    labels: tuple[str, ...]

    def y(self, value: float, top: float, bottom: float) -> float:
        """Return the height of a value between two edges."""
        return bottom - (value - self.low) / (self.high - self.low) * (bottom - top)


def value_axis(item: TrackedItem, values: Values, formatter: Formatter) -> ValueAxis:
    """Choose the axis: the whole of a short scale, or the part that the values take up."""
    marks = _marks(item, values)
    if item.scale in _WORD_SCALES:
        labels = [value_words(item, mark, formatter) for mark in marks]
    else:
        labels = [formatter.number(mark) for mark in marks]
        labels[-1] = value_words(item, marks[-1], formatter)
    return ValueAxis(marks[0], marks[-1], marks, tuple(labels))


def _marks(item: TrackedItem, values: Values) -> tuple[float, ...]:
    if item.scale == NUMERIC_RATING:
        return (0, 5, 10)
    if item.scale in _WORD_SCALES:
        return tuple(range(int(item.scale.high) + 1))
    if values.size == 0:
        return (0, 1)
    low, high = floor(values.min()), ceil(values.max())
    if item.scale in (HOURS, *WEIGHTS):
        low, high = max(low - 1, 0), high + 1
        high = min(high, _DAY_HOURS) if item.scale == HOURS else high
    else:
        low, high = 0, max(high, 1)
    middle = (low + high) / 2
    return (low, middle, high) if middle == round(middle) else (low, high)
