"""The chance that a day after is better than a day before: NAP, nonoverlap of all pairs.

Chances run from 0 to 1; 0.5 = no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fibrojournal.analysis.series import Values

_HALVINGS = 52
"""From 1 down to the last digit of a float."""


def nap(before: Values, after: Values, better: str) -> float:
    """Return the share of (before, after) pairs of days in which the day after is better.

    Ties count half (Parker & Vannest 2009, Behavior Therapy 40:357).

    Args:
        before: Values of the scored days before, at least one.
        after: Those after, at least one.
        better: "lower" or "higher", whichever is the better direction.
    """
    ordered = np.sort(before)
    below = int(np.searchsorted(ordered, after, side="left").sum())
    not_above = int(np.searchsorted(ordered, after, side="right").sum())
    pairs = before.size * after.size
    risen = (below + not_above) / 2  # ties half
    return (risen if better == "higher" else pairs - risen) / pairs


def nap_range(chance: float, before: float, after: float, z: float) -> tuple[float, float]:
    """Return where the chance likely lies (Newcombe 2006, Statistics in Medicine 25:559).

    His method 5: the two roots p inside (0, 1) of

        m n (NAP - p)^2 (2 - p) (1 + p) = z^2 p (1 - p) [2 + h + (1 + 2 h) p (1 - p)]

    with h = (m + n) / 2 - 1. At a NAP of 0 or 1 that end is the boundary itself, which also
    solves the equation; the other end is searched without ever touching the boundary.

    Args:
        chance: NAP, 0..1.
        before: m, the independent days before, not necessarily whole.
        after: n, those after.
        z: Normal quantile of the confidence.
    """
    pairs = before * after
    h = (before + after) / 2 - 1

    def is_outside(p: float) -> bool:
        spread = p * (1 - p)
        left = pairs * (chance - p) ** 2 * (2 + spread)  # (2 - p)(1 + p) = 2 + p (1 - p)
        return left > z * z * spread * (2 + h + (1 + 2 * h) * spread)

    def root(inside: float, outside: float) -> float:
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            if is_outside(middle):
                outside = middle
            else:
                inside = middle
        return (inside + outside) / 2

    low = 0.0 if chance == 0 else root(chance, 0.0)
    high = 1.0 if chance == 1 else root(chance, 1.0)
    return low, high
