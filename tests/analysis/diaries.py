"""Whole diaries as plain values, made by chance from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fibrojournal.analysis.change_report import ChangesSource
from fibrojournal.analysis.series import daily_values
from fibrojournal.domain.entries import ItemScores
from fibrojournal.domain.events import CATEGORIES, LEFT_OUT_BY_DEFAULT, Event
from fibrojournal.domain.medicines import SETTLING_DAYS, DoseChange, Medicine
from fibrojournal.domain.scales import (
    COUNT,
    DONE,
    DONE_WITH_HELP,
    HOURS,
    KILOGRAMS,
    NUMERIC_RATING,
    SEVERITY,
    Scale,
)
from fibrojournal.domain.tracked_items import TrackedItem
from tests.builders import make_amounts, make_medicine

if TYPE_CHECKING:
    from fibrojournal.domain.entries import MedicinesTaken

FIRST_DAY = date(2025, 12, 1)

ITEMS = (
    TrackedItem("pain_average", "symptom", NUMERIC_RATING, position=0),
    TrackedItem("pain_worst", "symptom", NUMERIC_RATING, position=1),
    TrackedItem("energy", "symptom", NUMERIC_RATING, "higher", position=2),
    TrackedItem("weather", "symptom", NUMERIC_RATING, "neither", position=3),
    TrackedItem("se_dizzy", "side_effect", SEVERITY, position=4),
    TrackedItem("sleep_hours", "measure", HOURS, "higher", position=5),
    TrackedItem("weight_kg", "measure", KILOGRAMS, "neither", position=6),
    TrackedItem("cups", "measure", COUNT, position=7),
    TrackedItem("swam", "activity", DONE, "higher", position=8),
    TrackedItem("shopped", "activity", DONE_WITH_HELP, "higher", position=9),
)
"""One of every scale and direction."""

MEDICINES = (
    make_medicine("pregabalin"),
    make_medicine("amitriptyline"),
    make_medicine("melatonin"),
    make_medicine("paracetamol", as_needed=True),
)
"""Not in the order of their names: ties must follow the order of the medicines."""


@dataclass(frozen=True, slots=True)
class Written:
    """One number as it was written.

    Attributes:
        day: The day it is about.
        value: In the item's unit.
        momentary: It belongs to a time of the day; False = it is the day's own score.
    """

    day: date
    value: float
    momentary: bool = False


@dataclass(frozen=True, slots=True)
class Diary:
    """All that a comparison can depend on.

    Attributes:
        items: By position.
        written: Item key to its numbers, oldest first; the day's own score before its moments.
        medicines: In their order.
        rows: Dose changes by medicine, then day.
        events: By first day.
        taken: What was said about the medicines of a day; a day without a word is not here.
    """

    items: tuple[TrackedItem, ...] = ITEMS
    written: dict[str, tuple[Written, ...]] = field(default_factory=dict)
    medicines: tuple[Medicine, ...] = MEDICINES
    rows: tuple[DoseChange, ...] = ()
    events: tuple[Event, ...] = ()
    taken: dict[date, MedicinesTaken] = field(default_factory=dict)

    def item_scores(self, key: str) -> ItemScores:
        """Return the numbers of one item as the journal hands them out."""
        written = self.written.get(key, ())
        return ItemScores(
            key,
            tuple(one.day.toordinal() for one in written),
            tuple(one.value for one in written),
            tuple(one.momentary for one in written),
        )

    def before(self, day: date) -> Diary:
        """Return the diary as it stood in the evening before `day`.

        An event that was still going on is open-ended in it.
        """
        last = day - timedelta(days=1)
        return replace(
            self,
            written={
                key: tuple(one for one in written if one.day < day)
                for key, written in self.written.items()
            },
            rows=tuple(row for row in self.rows if row.day < day),
            events=tuple(
                event if event.last_day is not None and event.last_day <= last else open_ended
                for event in self.events
                if event.first_day < day
                for open_ended in (replace(event, last_day=None),)
            ),
            taken={on: said for on, said in self.taken.items() if on < day},
        )


def changes_source(diary: Diary, mid_0_10: float = 1.0) -> ChangesSource:
    """Return what a journal with this diary hands over to be compared."""
    return ChangesSource(
        items=diary.items,
        daily={item.key: daily_values(diary.item_scores(item.key), item) for item in diary.items},
        medicines=diary.medicines,
        dose_changes=diary.rows,
        events=diary.events,
        medicines_taken=diary.taken,
        mid_0_10=mid_0_10,
    )


def random_diary(seed: int, days: int = 260) -> Diary:
    """Return a diary of gaps, moments, titrations, tapers, joint changes and left-out days."""
    chance = random.Random(seed)  # noqa: S311 - a diary is no secret
    keys = chance.sample([item.key for item in ITEMS], k=chance.randint(3, 6))
    return Diary(
        written={item.key: _written(chance, item, days) for item in ITEMS if item.key in keys},
        rows=_rows(chance, days),
        events=_events(chance, days),
        taken=_taken(chance, days),
    )


def calm_diary(seed: int, days: int = 140) -> Diary:
    """Return a diary with one change after 50 days, most days scored, and little else."""
    chance = random.Random(seed)  # noqa: S311 - as above
    first_step = _course(chance, "pregabalin", FIRST_DAY + timedelta(days=50))[0]
    change = replace(first_step, amounts=make_amounts(night=300))
    spread, shift = chance.uniform(0.3, 2.5), chance.choice([0, 0, -0.5, 1, -2])
    written = {}
    for item in ITEMS[:4]:
        swing, found = 0.0, []
        every_other_day = chance.random() < 0.2  # hardly any two days in a row
        for number in range(days):
            swing = 0.4 * swing + chance.gauss(0, spread)
            level = 5 + swing + (shift if number >= 50 else 0)
            if chance.random() < (0.85 if not every_other_day else 0.2 if number % 2 else 1):
                day = FIRST_DAY + timedelta(days=number)
                found.append(Written(day, min(max(float(round(level)), 0.0), 10.0)))
        written[item.key] = tuple(found)
    return Diary(written=written, rows=(change,))


def _written(chance: random.Random, item: TrackedItem, days: int) -> tuple[Written, ...]:
    """Write on most days, in some diaries on few; some days have moments instead of a score."""
    scored = chance.choice([0.97, 0.9, 0.85, 0.7, 0.4])
    moments = chance.choice([0, 0, 0.05, 0.3])
    quiet = chance.random() < 0.1  # the same number day by day
    swing, level, slope = 0.0, chance.uniform(0.2, 0.8), chance.choice([0, 0, -0.004, 0.004])
    spread = chance.choice([0.02, 0.05, 0.1, 0.15])
    gap_from, gap_days = chance.randrange(days), chance.randrange(30)
    found = []
    for number in range(days):
        swing = 0.5 * swing + chance.gauss(0, 0 if quiet else spread)
        level += slope
        if chance.random() < 0.01 or not 0 <= level <= 1:
            level = chance.uniform(0.2, 0.8)
        day = FIRST_DAY + timedelta(days=number)
        if gap_from <= number < gap_from + gap_days or chance.random() > scored:
            continue
        value = _on_scale(item.scale, level + swing)
        at_times = chance.random() < moments
        if not at_times or chance.random() < 0.2:
            found.append(Written(day, value))
        for _time in range(chance.randint(1, 4) if at_times else 0):
            moment = _on_scale(item.scale, level + swing + chance.gauss(0, 0.1))
            found.append(Written(day, moment, momentary=True))
    return tuple(found)


def _on_scale(scale: Scale, share: float) -> float:
    """Return the value at a share (0..1) of the usual part of a scale, on its step."""
    low, high = {HOURS: (3.0, 11.0), KILOGRAMS: (60.0, 80.0), COUNT: (0.0, 6.0)}.get(
        scale, (scale.low, scale.high)
    )
    steps = round((low + (high - low) * share) / scale.step)
    return min(max(round(steps * scale.step, 2), scale.low), scale.high)


def _rows(chance: random.Random, days: int) -> tuple[DoseChange, ...]:
    rows: dict[tuple[str, date], DoseChange] = {}
    calm = chance.random() < 0.85
    pauses = [70, 100, 140] if calm else [2, 9, 20, 21, 45]
    for medicine in (
        MEDICINES if not calm else chance.sample(MEDICINES, k=chance.choice([1, 1, 1, 2]))
    ):
        number = chance.randrange(days // 2)
        while number < days:
            for row in _course(chance, medicine.name, FIRST_DAY + timedelta(days=number)):
                rows[row.medicine, row.day] = row
            number += chance.choice(pauses)
    return tuple(rows[key] for key in sorted(rows))


def _course(chance: random.Random, medicine: str, first: date) -> list[DoseChange]:
    """Return a single change, the steps of a titration or taper, or other times of day."""
    step_days = chance.choice([1, 5, 7, 14, 20, 21])
    levels = chance.choice([[300], [0], [300, 600, 900], [900, 600, 300, 0], [200, 400], [300]])
    every_days = chance.choice([1, 1, 1, 3])
    settling_days = chance.choice([7, 7, *SETTLING_DAYS])
    window_days = chance.choice([28, 28, 28, 56])
    main_item = chance.choice([None, "pain_average", "energy", "sleep_hours", "se_dizzy"])
    in_the_morning = chance.random() < 0.2
    return [
        DoseChange(
            medicine,
            first + timedelta(days=place * step_days),
            make_amounts(morning=level) if in_the_morning else make_amounts(night=level),
            every_days,
            main_item,
            settling_days,
            window_days,
        )
        for place, level in enumerate(levels)
    ]


def _events(chance: random.Random, days: int) -> tuple[Event, ...]:
    events = []
    for _event in range(chance.randrange(6)):
        first = FIRST_DAY + timedelta(days=chance.randrange(days))
        length = chance.choice([0, 1, 4, 12, None, 25])
        last = None if length is None else first + timedelta(days=length)
        category = chance.choice(CATEGORIES)
        leave_out = category in LEFT_OUT_BY_DEFAULT or chance.random() < 0.1
        if last is None and leave_out and chance.random() < 0.7:
            last = first + timedelta(days=7)  # else most of the diary would be left out
        events.append(Event("", category, first, last, leave_out))
    return tuple(sorted(events, key=lambda event: event.first_day))


def _taken(chance: random.Random, days: int) -> dict[date, MedicinesTaken]:
    said, differently = chance.choice([0, 0.3, 0.9]), chance.choice([0.02, 0.2, 0.5])
    answers: dict[date, MedicinesTaken] = {}
    for number in range(days):
        if chance.random() < said:
            different = chance.random() < differently
            answers[FIRST_DAY + timedelta(days=number)] = (
                "different" if different else "as_planned"
            )
    return answers
