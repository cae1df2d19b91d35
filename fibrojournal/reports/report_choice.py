"""What a visit report is to hold: its days and its sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.domain.contents import JournalContents

Section = Literal[
    "questions",
    "medicines",
    "chart",
    "symptoms",
    "side_effects",
    "changes",
    "cards",
    "ladder",
    "pain_maps",
    "as_needed",
    "seldom",
    "notes",
    "about",
]
"""Parts of the report: the first six stand on page 1, the others on further pages."""

Paper = Literal["A4", "Letter"]

SECTIONS: tuple[Section, ...] = get_args(Section)
FIRST_PAGE: Final[frozenset[Section]] = frozenset(SECTIONS[:6])
OF_SCORES: Final[frozenset[Section]] = frozenset(
    ("chart", "symptoms", "side_effects", "changes", "cards", "ladder", "seldom")
)
"""Parts beside which it matters what a number means to the person."""

ON_AT_FIRST: Final[frozenset[Section]] = FIRST_PAGE
"""What is in a report that nobody has chosen anything for; no notes, and nothing private."""

PART_DAYS: Final = 28
"""Length of the parts that are averaged, in days."""


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """What the person chose.

    Attributes:
        first_day: First day of the range.
        last_day: Last day; the report is made as the journal stood then.
        since_visit: The range begins at the last visit.
        sections: Parts that are in.
        note_days: Days whose notes are in, chosen one by one.
        paper: Size of the sheet.
        weight_unit: "kg" or "lb".
        least_difference: Smallest difference that matters on 0-10, in points.
    """

    first_day: date
    last_day: date
    since_visit: bool = False
    sections: frozenset[Section] = ON_AT_FIRST
    note_days: frozenset[date] = field(default_factory=frozenset)
    paper: Paper = "A4"
    weight_unit: str = "kg"
    least_difference: float = 1.0


def last_visit(contents: JournalContents, today: date) -> date | None:
    """Return the day of the last visit before `today`; None = none was written down."""
    days = [event.first_day for event in contents.events if event.category == "visit"]
    return max((day for day in days if day < today), default=None)


def usual_range(contents: JournalContents, today: date) -> tuple[date, bool]:
    """Return where a report begins if nothing is chosen, and whether that is the last visit.

    Without a visit: the first day about which something was written, but no more than 12 weeks
    back, which is about as much as one page can show.
    """
    visit = last_visit(contents, today)
    if visit is not None:
        return visit, True
    written = [entry.day for entry in contents.days] + [c.day for c in contents.dose_changes]
    earliest = today - timedelta(days=3 * PART_DAYS - 1)
    return max(min([*written, today]), earliest), False
