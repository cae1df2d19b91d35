"""What a use case altered, so that every open page knows whether to read again."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Changes:
    """Which parts of the journal are no longer what they were.

    Attributes:
        entries: Scores, notes and the rest of day entries and moments.
        medicines: Medicines, dose changes and the plan.
        intakes: Single intakes.
        events: Events.
        items: Tracked items: their names, order, which are shown.
        others: Pain maps, questions, profile.
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

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            **{
                field.name: getattr(self, field.name) or getattr(other, field.name)
                for field in fields(self)
            }
        )

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))
