"""What the timeline shows, worked out once and frozen; no matplotlib here.

    timeline_data(TimelineSource(today=..., chosen=[(item, scores), ...], ...)) -> TimelineData

Note texts do not get in, so that no picture and no table can hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fibrojournal.analysis.dose_periods import (
    DosePeriod,
    MedicineChange,
    dose_periods,
    medicine_changes,
)
from fibrojournal.analysis.series import DailyValues, TrailingMean, daily_values, trailing_mean
from fibrojournal.analysis.usual_swing import UsualSwing, usual_swing
from fibrojournal.charts.series_style import panel_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.entries import ItemScores
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine, PlanStep
    from fibrojournal.domain.tracked_items import TrackedItem


DOTTED_DAYS = 500
"""Up to so many days in the window, every scored day is a dot."""


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """Domain values that a timeline is made from.

    Attributes:
        today: The present journal day.
        chosen: The items to show, in order, each with everything written about it.
        medicines: All medicines; as-needed ones are left out.
        dose_changes: Of any medicines, in any order.
        plan: Of any medicines; confirmed steps are left out.
        events: In any order.
        first_day: Where "All" begins; None = the first scored day, or else the first change or
            event.
        recalled: Days that were filled in later, with after how many days each was.
    """

    today: date
    chosen: Sequence[tuple[TrackedItem, ItemScores]] = ()
    medicines: Sequence[Medicine] = ()
    dose_changes: Sequence[DoseChange] = ()
    plan: Sequence[PlanStep] = ()
    events: Sequence[Event] = ()
    first_day: date | None = None
    recalled: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class TimelineItem:
    """One chosen item.

    Attributes:
        item: The tracked item.
        daily: Its scored days.
        mean: Its trailing 7-day mean.
    """

    item: TrackedItem
    daily: DailyValues
    mean: TrailingMean


@dataclass(frozen=True, slots=True)
class DoseLane:
    """One medicine with its dose over time.

    Attributes:
        medicine: The medicine.
        periods: Its doses, in order; what was taken up to today.
        plan: Steps of the plan after today that are not confirmed, in order.
    """

    medicine: Medicine
    periods: tuple[DosePeriod, ...]
    plan: tuple[PlanStep, ...] = ()

    def period_on(self, day: date) -> DosePeriod | None:
        """Return the dose in force on `day`; None = before the first."""
        return next((period for period in self.periods if period.covers(day)), None)


@dataclass(frozen=True, slots=True, eq=False)
class TimelineData:
    """Everything a timeline shows.

    Attributes:
        today: The present journal day.
        first_day: First day of "All".
        last_day: Its last day, which is today.
        items: In the order in which they were chosen.
        lanes: Medicines that have a dose or a plan, in the order of the journal.
        changes: By first day.
        events: By first day, without their notes.
        swing: Usual swing of the first 0-10 item; None = too little is known.
        ends_today: Whether `today` is the present day; a report may be of earlier days.
        recalled: Days that were filled in later, with after how many days each was.
    """

    today: date
    first_day: date
    last_day: date
    items: tuple[TimelineItem, ...] = ()
    lanes: tuple[DoseLane, ...] = ()
    changes: tuple[MedicineChange, ...] = ()
    events: tuple[Event, ...] = ()
    swing: UsualSwing | None = field(default=None)
    ends_today: bool = True
    recalled: Mapping[date, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show yet."""
        scored = any(chosen.daily.days.size for chosen in self.items)
        return not (scored or self.lanes or self.events)

    def shows_recalled(self, first: date, last: date) -> bool:
        """Tell whether days that were filled in later are dots where these days are shown."""
        return (last - first).days < DOTTED_DAYS and any(
            first <= day <= last and any(chosen.daily.on(day) is not None for chosen in self.items)
            for day in self.recalled
        )

    def medicine(self, name: str) -> Medicine:
        """Return the medicine of a lane by its name."""
        return next(lane.medicine for lane in self.lanes if lane.medicine.name == name)


def timeline_data(source: TimelineSource) -> TimelineData:
    """Work out what a timeline shows."""
    items = tuple(_item(item, scores) for item, scores in source.chosen)
    scheduled = {medicine.name for medicine in source.medicines if not medicine.as_needed}
    rows = [
        replace(row, note="")
        for row in source.dose_changes
        if row.medicine in scheduled and row.day <= source.today
    ]
    changes = medicine_changes(rows)
    events = tuple(
        sorted(
            (replace(event, note="") for event in source.events),
            key=lambda event: (event.first_day, event.last_day or source.today),
        )
    )
    first_day = source.first_day or _first_day(items, changes, events, source.today)
    steps = [step.day for change in changes for step in change.steps]
    first = next((chosen for chosen in items if panel_of(chosen.item) == "symptoms"), None)
    return TimelineData(
        today=source.today,
        first_day=min(first_day, source.today),
        last_day=source.today,
        items=items,
        lanes=tuple(_lanes(source, rows)),
        changes=changes,
        events=events,
        swing=usual_swing(first.daily, steps, source.today) if first else None,
        recalled=dict(source.recalled),
    )


def _item(item: TrackedItem, scores: ItemScores) -> TimelineItem:
    daily = daily_values(scores, item)
    return TimelineItem(item, daily, trailing_mean(daily))


def _lanes(source: TimelineSource, rows: list[DoseChange]) -> list[DoseLane]:
    periods = dose_periods(rows, source.today)
    lanes = []
    for medicine in source.medicines:
        if medicine.as_needed:
            continue
        own = tuple(period for period in periods if period.medicine == medicine.name)
        plan = sorted(
            (
                replace(step, words="")
                for step in source.plan
                if step.medicine == medicine.name
                and not step.confirmed
                and step.day > source.today
            ),
            key=lambda step: step.day,
        )
        if own or plan:
            lanes.append(DoseLane(medicine, own, tuple(plan)))
    return lanes


def _first_day(
    items: tuple[TimelineItem, ...],
    changes: tuple[MedicineChange, ...],
    events: tuple[Event, ...],
    today: date,
) -> date:
    scored = [int(chosen.daily.days[0]) for chosen in items if chosen.daily.days.size]
    if scored:
        return today.fromordinal(min(scored))
    return min(
        [change.first_day for change in changes] + [event.first_day for event in events] + [today]
    )
