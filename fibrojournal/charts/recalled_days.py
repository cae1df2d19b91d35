"""Days that were filled in later: hollow diamonds in every picture.

Nothing here needs matplotlib; `sheet.mark_recalled` draws them.
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


def diamond_words() -> str:
    """Say what hollow diamonds are; for pictures that have any."""
    return tr("Hollow diamonds are days that were recalled later.")
