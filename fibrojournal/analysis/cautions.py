"""What else could explain a difference, and what makes the entries thin: names, not sentences."""

from __future__ import annotations

from typing import Literal

Caution = Literal[
    "drift",
    "bad_spell",
    "other_changes",
    "different_intake",
    "few_days",
    "weekday_mix",
    "joint",
    "recent",
]
"""In the order in which they are told."""
