"""Builders of results around a change, for the tests of cards and their pictures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from fibrojournal.analysis.change_report import ChangeReport
from fibrojournal.analysis.comparison import Comparison, Range, Window
from fibrojournal.analysis.dose_periods import medicine_changes
from fibrojournal.analysis.series import DailyValues
from fibrojournal.analysis.usual_swing import UsualSwing
from fibrojournal.analysis.windows import Change
from fibrojournal.charts.describe_change import ChangeFacts
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from tests.builders import make_dose_change, make_medicine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fibrojournal.analysis.comparison import Reading
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange

CHANGE_DAY = date(2026, 8, 31)
LATER = date(2026, 11, 22)
ITEMS = {item.key: item for item in BUILT_IN_ITEMS}
PAIN = ITEMS["pain_average"]
OLD_ROWS = (make_dose_change(date(2026, 1, 12), 600), make_dose_change(CHANGE_DAY, 900))


def make_change(
    *rows: DoseChange, settling_days: int = 7, window_days: int = 28, since: date = CHANGE_DAY
) -> Change:
    """Build the change of all rows from `since` on; without rows, 600 to 900 mg."""
    parts = [part for part in medicine_changes(rows or OLD_ROWS) if part.first_day >= since]
    last = max(part.last_day for part in parts)
    settled = last + timedelta(days=settling_days)
    main = parts[0].steps[0].main_item
    return Change(
        tuple(parts), parts[0].first_day, last, settled, settling_days, window_days, main
    )


def make_window(
    first_day: date, days: int = 28, scored: int = 26, mean: float | None = 5.5, left_out: int = 0
) -> Window:
    """Build a window of so many calendar days, `left_out` of them not counted."""
    shown = mean if scored >= 5 else None
    last_day = first_day + timedelta(days=days - 1)
    return Window(first_day, last_day, days - left_out, scored, shown, None, None)


def make_comparison(
    reading: Reading = "different",
    *,
    item: str = "pain_average",
    before: Window | None = None,
    after: Window | None = None,
    likely: tuple[float, float] | None = (-2.7, -0.9),
    chance: float | None = 0.8,
) -> Comparison:
    """Build a result: 6.4 before, 4.6 after unless other windows are given.

    Args:
        reading: What it reads.
        item: Key of the item.
        before: Days before; None = 26 of 28 scored.
        after: Days after; None = 24 of 28 scored.
        likely: Range of the difference; None = none may be shown.
        chance: Better-day chance; None = not known.
    """
    before = before or make_window(CHANGE_DAY - timedelta(days=28), scored=26, mean=6.4)
    after = after or make_window(CHANGE_DAY + timedelta(days=7), scored=24, mean=4.6)
    both = before.mean is not None and after.mean is not None
    return Comparison(
        item=ITEMS[item],
        is_main=item == "pain_average",
        before=before,
        after=after,
        difference=(after.mean or 0) - (before.mean or 0) if both else None,
        range=Range(*likely, 0.95) if likely else None,
        percent=None,
        better_day_chance=chance if likely else None,
        better_range=Range(0.6, 0.9, 0.95) if likely and chance is not None else None,
        carry_over=0.4 if likely else None,
        independent_days_before=11.6 if likely else None,
        independent_days_after=8.2 if likely else None,
        reading=reading,
        look=0 if reading == "not_yet" else 1,
        next_look=None,
        days_needed=None,
        cautions=(),
        mean_if_missing_low=None,
        mean_if_missing_high=None,
    )


def make_daily(scores: Mapping[date, float], item: str = "pain_average") -> DailyValues:
    days = sorted(scores)
    return DailyValues(
        item,
        np.array([day.toordinal() for day in days], dtype=np.int64),
        np.array([scores[day] for day in days], dtype=np.float64),
    )


def make_facts(
    *comparisons: Comparison,
    change: Change | None = None,
    rows: Sequence[DoseChange] = OLD_ROWS,
    events: Sequence[Event] = (),
    daily: Mapping[str, DailyValues] | None = None,
    spread: float | None = None,
    today: date = LATER,
) -> ChangeFacts:
    report = ChangeReport(
        change or make_change(*rows), comparisons or (make_comparison(),), 0, tuple(events)
    )
    swings = {} if spread is None else {"pain_average": UsualSwing(spread, ())}
    medicines = [make_medicine(name) for name in ("gabapentin", "duloxetine")]
    return ChangeFacts(report, medicines, rows, today, daily or {}, swings)
