"""Which days of the journal somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import date

Trait = Literal["note", "event", "flare", "dose_change", "skipped"]
"""What can be said of a day: it has a note, lies in an event or a flare, begins another dose, or
something of it was skipped."""

TRAITS: tuple[Trait, ...] = get_args(Trait)


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """Scores of one item that are looked for.

    Attributes:
        item: Key of the tracked item.
        low: The smallest, in the item's unit.
        high: The largest, in the item's unit.
    """

    item: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DayFilter:
    """Days that fit all of this.

    Attributes:
        words: What is searched for, as typed; "" = nothing.
        traits: What all must be true of a day.
        score: A score that a day must have; None = any, or none.
        first: The earliest day; None = any.
        last: The latest day; None = any.
    """

    words: str = ""
    traits: frozenset[Trait] = frozenset()
    score: ScoreRange | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether every day fits."""
        return self == DayFilter()
