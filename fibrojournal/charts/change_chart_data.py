"""What the picture of one change shows; no matplotlib here.

Days are ordinals or dates, values and averages are in the item's unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fibrojournal.analysis.comparison import Comparison
    from fibrojournal.analysis.series import DailyValues
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.events import Event


@dataclass(frozen=True, slots=True, eq=False)
class ChangeChartData:
    """One item around one change.

    Attributes:
        change: The change.
        comparison: Windows and averages of the item.
        daily: The item's scored days.
        events: Events around the change; only days of those that are left out are drawn.
        spread: The usual swing (SD of 7-day averages) in the item's unit; None = not known.
        today: The present journal day; later days are still to come.
        recalled: Days that were filled in later.
    """

    change: Change
    comparison: Comparison
    daily: DailyValues
    events: tuple[Event, ...]
    spread: float | None
    today: date
    recalled: Collection[date] = ()
