"""Everything that a journal holds, as values: what is exported, imported and generated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fibrojournal.domain.profile import Profile

if TYPE_CHECKING:
    from fibrojournal.domain.entries import DayEntry, Moment
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.domain.profile import Question
    from fibrojournal.domain.tracked_items import TrackedItem


@dataclass(frozen=True, slots=True)
class JournalContents:
    """All of a journal but its history. Every part is in a fixed, repeatable order.

    Attributes:
        items: By position.
        days: Day entries, oldest first.
        moments: Oldest first.
        pain_maps: Oldest first.
        medicines: In the order in which they were added.
        dose_changes: By medicine, then day.
        plan: By medicine, then day.
        intakes: Oldest first.
        events: By first day.
        questions: In the order in which they were written.
        profile: Empty fields where nothing was given.
    """

    items: tuple[TrackedItem, ...] = ()
    days: tuple[DayEntry, ...] = ()
    moments: tuple[Moment, ...] = ()
    pain_maps: tuple[PainMap, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    dose_changes: tuple[DoseChange, ...] = ()
    plan: tuple[PlanStep, ...] = ()
    intakes: tuple[Intake, ...] = ()
    events: tuple[Event, ...] = ()
    questions: tuple[Question, ...] = ()
    profile: Profile = field(default_factory=Profile)
