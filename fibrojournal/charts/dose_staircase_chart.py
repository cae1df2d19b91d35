"""The small staircase of one medicine on its card: doses step by step, the plan dashed.

    chart = dose_staircase(DoseHistory(changes, plan, today), ChartSize(400, 120), palette,
                           formatter)
    chart.image() -> Picture;  chart.figure

Heights are amounts per day in the medicine's unit; at most 14 months are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fibrojournal.charts.fonts import text_width
from fibrojournal.charts.label_placement import Row
from fibrojournal.charts.sheet import ChartSize, Picture, Sheet
from fibrojournal.charts.timeline_data import TimelineData, TimelineSource, timeline_data
from fibrojournal.charts.timeline_doses import draw_doses
from fibrojournal.charts.timeline_layout import LaneBox, TimelineLayout
from fibrojournal.charts.timeline_view import TimelineView
from fibrojournal.domain.medicines import Medicine
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from fibrojournal.charts.style import Palette
    from fibrojournal.domain.medicines import DoseChange, PlanStep
    from fibrojournal.i18n import Formatter

LONGEST_DAYS = 425
SHORTEST_DAYS = 28
FUTURE_SHARE = 0.11
"""Days to come, as a part of the days shown."""

_ROOM_ABOVE = 32
_ROOM_BELOW = 22
_MONTH_STEPS = (1, 3, 6, 12)
_LEAST_STEP_PX = 62
_MONTH_DAYS = 30.4
_YEAR = 12


@dataclass(frozen=True, slots=True)
class DoseHistory:
    """The doses of one scheduled medicine.

    Attributes:
        changes: Its rows, in any order.
        plan: Its plan; confirmed steps are left out.
        today: The present journal day.
    """

    changes: Sequence[DoseChange]
    plan: Sequence[PlanStep]
    today: date


class DoseStaircaseChart:
    """A drawn staircase."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def figure(self) -> Figure:
        """The figure, as it is drawn and saved."""
        return self._sheet.figure

    def image(self) -> Picture:
        """Draw it."""
        return self._sheet.image()


def dose_staircase(
    history: DoseHistory, size: ChartSize, palette: Palette, formatter: Formatter
) -> DoseStaircaseChart:
    """Draw the staircase of one medicine; an empty sheet where it has no dose yet."""
    sheet = Sheet(size, palette.card)
    name = history.changes[0].medicine if history.changes else ""
    data = timeline_data(
        TimelineSource(
            history.today,
            medicines=[Medicine(name)],
            dose_changes=history.changes,
            plan=history.plan,
        )
    )
    if data.lanes and data.lanes[0].periods:
        view = _view(sheet, data, palette, formatter)
        draw_doses(view)
        _draw_months(view)
    return DoseStaircaseChart(sheet)


def _view(
    sheet: Sheet, data: TimelineData, palette: Palette, formatter: Formatter
) -> TimelineView:
    today = data.today
    first = max(data.lanes[0].periods[0].first, today - timedelta(days=LONGEST_DAYS))
    first = min(first, today - timedelta(days=SHORTEST_DAYS))
    days = (today - first).days + 1
    baseline = sheet.height - _ROOM_BELOW
    periods, plan = data.lanes[0].periods, data.lanes[0].plan
    highest = max([period.per_day for period in periods] + [step.per_day for step in plan])
    layout = TimelineLayout(
        width=sheet.width,
        height=sheet.height,
        left=0,
        right=sheet.width,
        pill_rows=0,
        top=0,
        panels=(),
        lanes=(LaneBox(0, _ROOM_ABOVE, baseline, float(highest), roomy=True),),
        event_rows=(baseline,),
        axis=baseline,
    )
    last = first.toordinal() + days * (1 + FUTURE_SHARE)
    return TimelineView(sheet, layout, data, palette, formatter, first.toordinal(), last)


def _draw_months(view: TimelineView) -> None:
    axis = view.layout.axis
    row = Row()
    ticks = []
    for day, words in _month_words(view):
        left = view.x_day(day)
        width = text_width(words)
        if left + width <= view.layout.right and row.place(left, left + width, gap=10):
            ticks.append([(left, axis + 1), (left, axis + 5)])
            view.sheet.text(left, axis + 14, words, "axis-word", color=view.palette.quiet)
    view.sheet.lines(ticks, "axis-ticks", color=view.palette.control_line)


def _month_words(view: TimelineView) -> Iterator[tuple[date, str]]:
    """Yield months that begin in the picture; in a short history, its first day."""
    step = next(
        (one for one in _MONTH_STEPS if one * _MONTH_DAYS * view.px_per_day >= _LEAST_STEP_PX),
        _YEAR,
    )
    first, last = date.fromordinal(int(view.first)), view.data.today
    months = range(first.year * _YEAR + first.month - 1, last.year * _YEAR + last.month)
    starts = [date(month // _YEAR, month % _YEAR + 1, 1) for month in months if month % step == 0]
    starts = [day for day in starts if day >= first]
    if len(starts) <= 1:
        yield first, view.formatter.day_of_year(first)
    for day in starts:
        word = view.formatter.month(day)
        if day.month == 1:
            word = tr("{month} {year}").format(month=word, year=day.year)
        yield day, word
