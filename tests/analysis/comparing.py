"""Builds one change with scores around it, and compares them.

The change is on Monday, 2 March 2026; with 7 settling-in days AFTER begins on 9 March.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from fibrojournal.analysis.comparison import Comparison, compare
from fibrojournal.analysis.context import MID_0_10, Surroundings, contexts
from fibrojournal.analysis.series import DailyValues
from fibrojournal.analysis.windows import changes
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from tests.builders import make_dose_change, make_medicine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fibrojournal.domain.entries import MedicinesTaken
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange
    from fibrojournal.domain.tracked_items import TrackedItem

ITEMS = {item.key: item for item in BUILT_IN_ITEMS}
PAIN = ITEMS["pain_average"]
CHANGED = date(2026, 3, 2)
SETTLED = CHANGED + timedelta(days=7)
LONG_AFTER = date(2026, 8, 1)
MEDICINES = (make_medicine(), make_medicine("duloxetine"), make_medicine("x", as_needed=True))

Scores: TypeAlias = "Sequence[float | None]"

UNCLEAR_BEFORE: Scores = [2, 2, 3, 2, 8, 8, 7, 8, 2, 3, 2, 2, 8, 8] * 2
UNCLEAR_AFTER: Scores = [8, 7, 8, 8, 3, 2, 2, 3, 8, 8, 8, 7, 3, 3] * 2


def later(days: int, since: date = CHANGED) -> date:
    return since + timedelta(days=days)


def daily(scores: Mapping[date, float | None], item: str = PAIN.key) -> DailyValues:
    """Build daily values; None = no score."""
    kept = sorted((day.toordinal(), value) for day, value in scores.items() if value is not None)
    return DailyValues(
        item,
        np.array([day for day, _ in kept], dtype=np.int64),
        np.array([value for _, value in kept], dtype=np.float64),
    )


def in_a_row(values: Sequence[float | None], first: date = CHANGED) -> DailyValues:
    """Build daily values of consecutive days; None = no score."""
    return daily({later(place, first): value for place, value in enumerate(values)})


def around(before: Scores, after: Scores, *, settled: date = SETTLED) -> DailyValues:
    """Put scores on the days just before the change, and from the first settled day on."""
    return daily(
        {later(place - len(before)): value for place, value in enumerate(before)}
        | {later(place, settled): value for place, value in enumerate(after)}
    )


def step(
    on: date = CHANGED,
    mg: float = 600,
    medicine: str = "gabapentin",
    *,
    settling: int = 7,
    window: int = 28,
    main: str | None = PAIN.key,
) -> DoseChange:
    row = make_dose_change(on, mg, medicine=medicine, main_item=main)
    return replace(row, settling_days=settling, window_days=window)


def compared(  # noqa: PLR0913 - every test names only what it is about
    scores: DailyValues,
    *,
    item: TrackedItem = PAIN,
    rows: Sequence[DoseChange] = (step(),),
    today: date = LONG_AFTER,
    events: Sequence[Event] = (),
    taken: Mapping[date, MedicinesTaken] | None = None,
    mid: float = MID_0_10,
) -> Comparison:
    """Compare around the change whose first step is on 2 March."""
    found = changes(rows, MEDICINES, today)
    surroundings = Surroundings(tuple(events), taken, mid)
    for change, context in zip(found, contexts(found, surroundings, today), strict=True):
        if change.first_day == CHANGED:
            return compare(change, item, scores, context)
    raise AssertionError("nothing changed on 2 March")
