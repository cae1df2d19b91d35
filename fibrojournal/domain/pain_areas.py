"""The 19 areas of the pain map (widespread pain index, ACR 2016 criteria, Wolfe 2016)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.i18n import tr

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


REGIONS: tuple[tuple[str, ...], ...] = (
    PAIN_AREAS[:4],
    PAIN_AREAS[4:8],
    PAIN_AREAS[8:11],
    PAIN_AREAS[11:14],
    PAIN_AREAS[14:],
)
"""The same keys in their five regions: left upper, right upper, left lower, right lower, axial."""


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


def check_areas(areas: frozenset[str]) -> frozenset[str]:
    """Return `areas` if each is one of the 19.

    Raises:
        ValueError: One of them is not.
    """
    if not areas <= set(PAIN_AREAS):
        raise ValueError(areas)
    return areas


def region_names() -> tuple[str, ...]:
    """Return the words for the five regions, in their order."""
    return (
        tr("Left arm and jaw"),
        tr("Right arm and jaw"),
        tr("Left leg"),
        tr("Right leg"),
        tr("Neck, back and front"),
    )


def area_names() -> dict[str, str]:
    """Return the words for each area, in their order."""
    return {
        "left_jaw": tr("left jaw"),
        "left_shoulder": tr("left shoulder girdle"),
        "left_upper_arm": tr("left upper arm"),
        "left_lower_arm": tr("left lower arm"),
        "right_jaw": tr("right jaw"),
        "right_shoulder": tr("right shoulder girdle"),
        "right_upper_arm": tr("right upper arm"),
        "right_lower_arm": tr("right lower arm"),
        "left_hip": tr("left hip or buttock"),
        "left_upper_leg": tr("left upper leg"),
        "left_lower_leg": tr("left lower leg"),
        "right_hip": tr("right hip or buttock"),
        "right_upper_leg": tr("right upper leg"),
        "right_lower_leg": tr("right lower leg"),
        "neck": tr("neck"),
        "upper_back": tr("upper back"),
        "lower_back": tr("lower back"),
        "chest": tr("chest"),
        "abdomen": tr("abdomen"),
    }
