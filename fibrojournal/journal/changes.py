"""What a use case altered, so that every open page knows whether to read again."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Changes:
    """Which parts of the journal are no longer what they were.

    Attributes:
        entries: Scores, notes, pain maps and the rest of day entries and moments.
        medicines: Medicines, dose changes and the plan.
        intakes: Single intakes.
        events: Events.
        items: Tracked items: their names, order, which are shown.
        others: Questions, profile.
    """

    entries: bool = False
    medicines: bool = False
    intakes: bool = False
    events: bool = False
    items: bool = False
    others: bool = False

    @classmethod
    def everything(cls) -> Self:
        """Return changes that touch every part, as after opening or an import."""
        return cls(**{field.name: True for field in fields(cls)})

    @classmethod
    def in_tables(cls, tables: Iterable[str]) -> Changes:
        """Return what rows of these tables, as storage calls them, are about."""
        altered = cls()
        for table in set(tables):
            altered |= _PARTS[table]
        return altered

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            **{
                field.name: getattr(self, field.name) or getattr(other, field.name)
                for field in fields(self)
            }
        )

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


_PARTS = {
    "tracked_item": Changes(items=True),
    "entry": Changes(entries=True),
    "score": Changes(entries=True),
    "pain_area": Changes(entries=True),
    "medicine": Changes(medicines=True, intakes=True),
    "dose_change": Changes(medicines=True),
    "plan_step": Changes(medicines=True),
    "intake": Changes(intakes=True),
    "event": Changes(events=True),
    "question": Changes(others=True),
    "profile": Changes(others=True),
    "import_file": Changes(),
    "origin": Changes(),
}
