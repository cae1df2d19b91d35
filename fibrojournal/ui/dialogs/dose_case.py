"""What a dose is written against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.domain.medicines import dose_on

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.domain.medicines import DoseChange, Medicine
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter


@dataclass(frozen=True, slots=True)
class DoseCase:
    """One medicine as the dialogs about its doses need it.

    Attributes:
        medicine: The medicine.
        changes: All its dose changes, by day.
        items: The items that may be chosen as the main item.
        today: The last day that a dose can be written for.
        formatter: Writes days and numbers.
    """

    medicine: Medicine
    changes: tuple[DoseChange, ...]
    items: tuple[TrackedItem, ...]
    today: date
    formatter: Formatter

    def in_force(self, day: date, besides: DoseChange | None = None) -> DoseChange | None:
        """Return the dose in force on `day`, as if `besides` had not been written."""
        return dose_on((change for change in self.changes if change != besides), day)

    def written_on(self, day: date, besides: DoseChange | None = None) -> DoseChange | None:
        """Return the change that begins on `day`, `besides` left aside."""
        found = (change for change in self.changes if change.day == day and change != besides)
        return next(found, None)
