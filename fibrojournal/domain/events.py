"""What else happened: visits, flares, illness, therapy, travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from datetime import date

Category = Literal[
    "visit",
    "flare",
    "illness",
    "physiotherapy",
    "exercise",
    "lifestyle",
    "psychological_support",
    "other_treatment",
    "travel",
    "life",
]

LEFT_OUT_BY_DEFAULT: frozenset[Category] = frozenset({"illness", "travel"})
"""Days of these are not comparable with others unless the person says otherwise."""


def category_names() -> dict[Category, str]:
    """Return the words for each category, in the order in which they are offered."""
    return {
        "visit": tr("visit"),
        "flare": tr("flare"),
        "illness": tr("illness"),
        "physiotherapy": tr("physiotherapy"),
        "exercise": tr("exercise"),
        "lifestyle": tr("lifestyle"),
        "psychological_support": tr("psychological support"),
        "other_treatment": tr("other treatment"),
        "travel": tr("travel"),
        "life": tr("life"),
    }


CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day or over a range of days.

    Attributes:
        title: In own words; may be "" (then the category's name is shown).
        category: What kind of thing it was.
        first_day: Its first day.
        last_day: Its last day, equal to `first_day` for one day; None = still going on.
        leave_out: Its days are not compared with others.
        note: Free text; "" = none.
        id: Row in the file; None = not stored yet.
    """

    title: str
    category: Category
    first_day: date
    last_day: date | None
    leave_out: bool = False
    note: str = ""
    id: int | None = None

    def __post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("an event cannot end before it begins")

    @property
    def is_point(self) -> bool:
        """Whether it is over within its one day."""
        return self.last_day == self.first_day

    @property
    def label(self) -> str:
        """The title, or the category's name where there is no title."""
        return self.title or category_names()[self.category]

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies in the event; one that goes on covers all later days."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)
