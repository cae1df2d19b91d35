"""Weight in the unit in which it is shown; it is kept and exported in kilograms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fibrojournal.domain.scales import KG_PER_LB, KILOGRAMS, POUNDS

if TYPE_CHECKING:
    from fibrojournal.domain.entries import ItemScores
    from fibrojournal.domain.tracked_items import TrackedItem


def shown_item(item: TrackedItem, weight_unit: str) -> TrackedItem:
    """Return the item as it is shown: a weight on the scale of `weight_unit` ("kg" or "lb")."""
    is_changed = weight_unit == "lb" and item.scale == KILOGRAMS
    return replace(item, scale=POUNDS) if is_changed else item


def in_shown_unit(shown: TrackedItem, scores: ItemScores) -> ItemScores:
    """Return the scores of an item as `shown_item` gave it; pounds are rounded to a tenth."""
    if shown.scale != POUNDS:
        return scores
    return replace(scores, values=tuple(round(kg / KG_PER_LB, 1) for kg in scores.values))
