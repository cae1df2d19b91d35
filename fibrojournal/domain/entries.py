"""What is written about a day. Missing, skipped and 0 are three different things.

In `scores` an item that is not a key was left blank; `SKIPPED` means that the person chose not
to answer; a number, 0 included, is what they wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time


class Skipped(Enum):
    """The one value that says: asked, and deliberately not answered."""

    SKIPPED = "skipped"


SKIPPED = Skipped.SKIPPED

Score: TypeAlias = float | Skipped
"""A number in the item's unit, or `SKIPPED`. Blank is the absence of a score."""

MedicinesTaken = Literal["as_planned", "different"]
Compared = Literal["better", "same", "worse"]

MEDICINES_TAKEN: tuple[MedicinesTaken, ...] = get_args(MedicinesTaken)
COMPARED: tuple[Compared, ...] = get_args(Compared)

NOTE_LIMIT = 32_000
"""Longest note, in characters."""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What was written about one day.

    Attributes:
        day: The local calendar day that it is about.
        scores: Item key to score; a missing key = blank.
        note: Free text; "" = none.
        medicines_taken: None = not said.
        compared_with_yesterday: None = not said.
        written_at: Aware moment of the last change; None = not known (some imports).
        recalled_after_days: Filled in that many days later, when offered; None = not recalled.
        same_as: The day it was copied from by "Same as yesterday"; None = not copied.
    """

    day: date
    scores: Mapping[str, Score] = field(default_factory=dict)
    note: str = ""
    medicines_taken: MedicinesTaken | None = None
    compared_with_yesterday: Compared | None = None
    written_at: datetime | None = None
    recalled_after_days: int | None = None
    same_as: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One value at one time of a day; these come from imports only.

    Attributes:
        day: The local calendar day.
        time: Local time as written.
        item: Key of the tracked item.
        score: A number in the item's unit, or `SKIPPED`.
        note: Free text; "" = none.
    """

    day: date
    time: time
    item: str
    score: Score
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemScores:
    """All numbers written for one item, as columns, oldest first.

    Attributes:
        item: Key of the tracked item.
        days: Day of each number, as proleptic ordinals (`date.toordinal`).
        values: The numbers, in the item's unit; blank and skipped days are simply not here.
        momentary: Whether each number is a moment rather than the day's own score.
    """

    item: str
    days: tuple[int, ...]
    values: tuple[float, ...]
    momentary: tuple[bool, ...]
