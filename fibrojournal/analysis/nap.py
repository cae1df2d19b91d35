"""The chance that a day after is better than a day before: NAP, nonoverlap of all pairs.

Chances run from 0 to 1; 0.5 = no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from fibrojournal.analysis.series import Values

_HALVINGS = 36
"""The roots are good to 10 decimals."""


def nap(before: Values, after: Values, better: Literal["lower", "higher"]) -> float:
    """Return the share of (before, after) pairs of days in which the day after is better.

    Ties count half (Parker & Vannest 2009, Behavior Therapy 40:357).

    Args:
        before: Values of the scored days before, at least one.
        after: Those after, at least one.
        better: The better direction.
    """
    column = after[:, np.newaxis]
    higher = int(np.count_nonzero(column > before))
    risen = higher + int(np.count_nonzero(column == before)) / 2
    pairs = before.size * after.size
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
    low = 0.0 if chance == 0 else _root((before, after), chance, z, 0.0)
    high = 1.0 if chance == 1 else _root((before, after), chance, z, 1.0)
    return low, high


def _root(days: tuple[float, float], chance: float, z: float, outside: float) -> float:
    """Bisect between the chance, where the right side is the larger, and 0 or 1."""
    pairs, h = days[0] * days[1], sum(days) / 2 - 1
    flat, curved = z * z * (2 + h), z * z * (1 + 2 * h)
    inside = chance
    for _ in range(_HALVINGS):
        p = (inside + outside) / 2
        q = p * (1 - p)
        if pairs * (chance - p) ** 2 * (2 + q) > q * (flat + curved * q):  # (2-p)(1+p) = 2 + q
            outside = p
        else:
            inside = p
    return (inside + outside) / 2
