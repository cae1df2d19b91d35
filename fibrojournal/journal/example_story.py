"""The story that the example journal tells: medicines, events, and the true levels beneath.

All times are in days before today (`days_back`, 0 = today, 429 = the first day), so the same
story can be told on any day. The parts that matter for the comparison of weeks:

- gabapentin 300 to 600 mg in three steps: the true pain does not change;
- 600 to 900 mg: flu and a bad week before it, too few scored days to compare;
- duloxetine started, to 60 mg: a true difference of 0.6, small beside the daily swing;
- gabapentin tapered 900 to 600 mg in three steps: the true pain does not change;
- 600 to 900 mg in two steps: pain is truly 1.5 lower afterwards;
- 900 to 1,200 mg yesterday: far too early to say anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from fibrojournal.domain.events import LEFT_OUT_BY_DEFAULT, Category, Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine, PlanStep
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH_DAYS = 430
"""Days of the diary, today included: about 14 months."""

FIRST_DAYS_BACK = LENGTH_DAYS - 1

GABAPENTIN = "gabapentin"
DULOXETINE = "duloxetine"
PARACETAMOL = "paracetamol"

_AGE_YEARS = 47


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the story, both ends included.

    Attributes:
        first: Its first day, in days before today.
        last: Its last day, in days before today; not larger than `first`.
    """

    first: int
    last: int

    def __contains__(self, days_back: int) -> bool:
        return self.last <= days_back <= self.first

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last - 1, -1))


FLARES = (Span(282, 270), Span(116, 104))
FLU = Span(320, 309)
HOLIDAY = Span(46, 38)
PHYSIOTHERAPY = Span(204, 124)

GAPS = (
    Span(319, 315),  # flu
    Span(308, 302),  # the bad week after it
    Span(276, 274),  # worst of the first flare
    Span(158, 153),  # end of the taper
    Span(140, 133),  # a bad week
    Span(111, 109),  # worst of the second flare
    Span(45, 37),  # on holiday the diary stayed at home
)
"""Days without any entry."""

UNSCORED_DAYS = (301, 152)
"""Days with a note and no score at all, both at the end of a gap."""

_Parts = tuple[int, int, int, int]

GABAPENTIN_STEPS: tuple[tuple[int, _Parts], ...] = (
    (FIRST_DAYS_BACK, (0, 0, 0, 300)),
    (380, (100, 0, 0, 300)),
    (373, (200, 0, 0, 300)),
    (366, (300, 0, 0, 300)),
    (296, (300, 0, 300, 300)),
    (170, (300, 0, 200, 300)),
    (163, (300, 0, 100, 300)),
    (156, (300, 0, 0, 300)),
    (65, (300, 0, 200, 300)),
    (58, (300, 0, 300, 300)),
    (1, (300, 0, 300, 600)),
)
DULOXETINE_STEPS: tuple[tuple[int, _Parts], ...] = (
    (240, (30, 0, 0, 0)),
    (226, (60, 0, 0, 0)),
)
_NOTES_OF_STEPS = {
    (GABAPENTIN, FIRST_DAYS_BACK): "On this dose for two months; the diary begins here.",
    (GABAPENTIN, 170): "Sleepy all day on 900. Going down in three steps, as agreed.",
}

GABAPENTIN_INCREASES = tuple(
    later[0] for earlier, later in pairwise(GABAPENTIN_STEPS) if sum(later[1]) > sum(earlier[1])
)
DULOXETINE_INCREASES = tuple(days_back for days_back, _ in DULOXETINE_STEPS)

LEVELS: dict[str, tuple[tuple[int, float], ...]] = {
    "pain_average": ((296, 6.9), (282, 6.4), (240, 6.4), (219, 5.8), (65, 5.8), (52, 4.3)),
    "fatigue": ((240, 7.5), (219, 6.9), (0, 6.6)),
    "sleep_quality": ((240, 6.4), (219, 5.9), (65, 5.8), (52, 5.0)),
    "fog": ((FIRST_DAYS_BACK, 5.2), (0, 4.6)),
    "weight_kg": ((FIRST_DAYS_BACK, 71.3), (0, 73.8)),
}
"""True level beneath the daily swing, as corner points (days before today, level)."""


def true_level(item: str, days_back: int) -> float:
    """Return the level beneath the daily swing: straight lines between the corner points."""
    corners = LEVELS[item]
    if days_back >= corners[0][0]:
        return corners[0][1]
    for (start, before), (end, after) in pairwise(corners):
        if days_back >= end:
            return before + (after - before) * (start - days_back) / (start - end)
    return corners[-1][1]


def day_of(today: date, days_back: int) -> date:
    """Return the calendar day that lies `days_back` days before today."""
    return today - timedelta(days=days_back)


_ANCHORS: dict[str, tuple[tuple[float, str], ...]] = {
    "pain_average": (
        (3, "can forget it at times"),
        (6, "shoes hurt, can cook"),
        (8, "cannot hold a kettle"),
    ),
    "pain_worst": ((8, "cannot hold a kettle"), (10, "cannot bear a blanket")),
    "fatigue": ((4, "a full day with one rest"), (7, "lie down after lunch")),
}


def items() -> tuple[TrackedItem, ...]:
    """Return the built-in items with the person's own words for some numbers."""
    return tuple(replace(item, anchors=_ANCHORS.get(item.key, ())) for item in BUILT_IN_ITEMS)


def medicines(today: date) -> tuple[Medicine, ...]:
    """Return the three medicines, in the order in which they were added."""
    return (
        Medicine(
            GABAPENTIN,
            product="capsules 100 mg and 300 mg",
            strength="100 mg and 300 mg",
            reason="fibromyalgia",
            supply_amount=Decimal(30_000),
            supply_counted_on=day_of(today, 7),
        ),
        Medicine(
            PARACETAMOL,
            product="tablets 500 mg",
            strength="500 mg",
            as_needed=True,
            reason="sore days",
        ),
        Medicine(
            DULOXETINE,
            product="capsules 30 mg and 60 mg",
            strength="30 mg and 60 mg",
            reason="fibromyalgia",
        ),
    )


def _amounts(parts: _Parts) -> Amounts:
    return Amounts(*(Decimal(part) for part in parts))


def dose_changes(today: date) -> tuple[DoseChange, ...]:
    """Return all changes of dose, by medicine in their order, then by day."""
    return tuple(
        DoseChange(
            medicine,
            day_of(today, days_back),
            _amounts(parts),
            main_item="pain_average",
            note=_NOTES_OF_STEPS.get((medicine, days_back), ""),
        )
        for medicine, steps in ((GABAPENTIN, GABAPENTIN_STEPS), (DULOXETINE, DULOXETINE_STEPS))
        for days_back, parts in steps
    )


def plan(today: date) -> tuple[PlanStep, ...]:
    """Return the prescriber's plan: the step confirmed yesterday, and one 20 days ahead."""
    typed_on = day_of(today, 2)
    return (
        PlanStep(
            GABAPENTIN,
            day_of(today, 1),
            _amounts((300, 0, 300, 600)),
            typed_on=typed_on,
            confirmed=True,
        ),
        PlanStep(
            GABAPENTIN,
            day_of(today, -20),
            _amounts((600, 0, 300, 600)),
            words="if the dizziness allows",
            typed_on=typed_on,
        ),
    )


_EVENTS: tuple[tuple[str, Category, Span, str], ...] = (
    ("", "visit", Span(383, 383), "Brought the first weeks of the diary."),
    ("flu", "illness", FLU, ""),
    ("", "visit", Span(299, 299), ""),
    ("", "flare", FLARES[0], ""),
    ("", "physiotherapy", PHYSIOTHERAPY, "Tuesdays, in the warm pool."),
    ("", "visit", Span(173, 173), "Talked about the sleepy days."),
    ("", "flare", FLARES[1], "The week after the move of the office."),
    ("", "visit", Span(69, 69), ""),
    ("holiday", "travel", HOLIDAY, "A cabin by the sea."),
)


def events(today: date) -> tuple[Event, ...]:
    """Return visits, flares, flu, physiotherapy and the holiday, by first day."""
    return tuple(
        Event(
            title,
            category,
            day_of(today, span.first),
            day_of(today, span.last),
            leave_out=category in LEFT_OUT_BY_DEFAULT,
            note=note,
        )
        for title, category, span, note in _EVENTS
    )


QUESTIONS = (
    Question("Can physiotherapy go on after the twelve weeks?", asked=True),
    Question("Dizzy for weeks after each step up. Is that the gabapentin or the duloxetine?"),
    Question("What should I write down while I am on 1,200 mg?"),
    Question("Can physiotherapy start again?"),
)


def profile(today: date) -> Profile:
    """Return the invented person, 47 years old whenever the story is told."""
    return Profile(
        name="Robin Example",
        birth_year=today.year - _AGE_YEARS,
        conditions="Migraine now and then",
        care_team="Dr Sample, family practice; Kim, physiotherapy",
    )
