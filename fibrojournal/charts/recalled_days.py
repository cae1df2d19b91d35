"""Days that were filled in later: hollow in every picture, where all other days are filled.

Nothing here needs matplotlib; `sheet.make_hollow` draws them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fibrojournal.analysis.series import Days


def are_recalled(days: Days, recalled: Collection[date]) -> np.ndarray:
    """Tell of each day whether it was filled in later.

    Args:
        days: Ordinals.
        recalled: Days that were filled in later.
    """
    return np.isin(days, [day.toordinal() for day in recalled])


def hollow_words() -> str:
    """Say what hollow marks are; for pictures that have any."""
    return tr("Hollow marks are days that were recalled later.")
