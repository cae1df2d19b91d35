"""The 19 areas of the pain map (widespread pain index, ACR 2016 criteria, Wolfe 2016)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

PAIN_AREAS: tuple[str, ...] = (
    "left_jaw",
    "left_shoulder",
    "left_upper_arm",
    "left_lower_arm",
    "right_jaw",
    "right_shoulder",
    "right_upper_arm",
    "right_lower_arm",
    "left_hip",
    "left_upper_leg",
    "left_lower_leg",
    "right_hip",
    "right_upper_leg",
    "right_lower_leg",
    "neck",
    "upper_back",
    "lower_back",
    "chest",
    "abdomen",
)
"""Keys of the areas, by region: left upper, right upper, left lower, right lower, axial."""


@dataclass(frozen=True, slots=True)
class PainMap:
    """Where it hurt on one day.

    Attributes:
        day: The local calendar day.
        areas: The areas marked; empty = mapped, and none hurt. A day without a map has no
            `PainMap` at all.
    """

    day: date
    areas: frozenset[str]
