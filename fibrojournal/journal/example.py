"""The example journal: 14 months of one invented person, for trying things out.

It is drawn by seeded chance whenever it is asked for. Nothing of it comes from a real diary,
and it is never written into a journal that holds real days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.contents import JournalContents
from fibrojournal.journal import example_story as story
from fibrojournal.journal.example_days import example_days

if TYPE_CHECKING:
    from datetime import date

EXAMPLE_SEED = 349
"""The seed that ships: one of those whose chance leaves the meant differences readable."""


def example_contents(today: date, seed: int = EXAMPLE_SEED) -> JournalContents:
    """Return the example journal as it would stand on the evening of `today`.

    Args:
        today: The last day of the diary; only the plan lies after it.
        seed: Draws another diary around the same story. The same arguments give equal contents.
    """
    days = example_days(today, seed)
    return JournalContents(
        items=story.items(),
        days=days.entries,
        pain_maps=days.pain_maps,
        medicines=story.medicines(today),
        dose_changes=story.dose_changes(today),
        plan=story.plan(today),
        intakes=days.intakes,
        events=story.events(today),
        questions=story.QUESTIONS,
        profile=story.profile(today),
    )
