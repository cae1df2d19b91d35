"""The timeline: symptoms, side effects, doses and events on one time axis. No Qt here.

    chart = TimelineChart(data, ChartSize(1008, 600, scale=2.0), palette, formatter)
    chart.show_days(first, last)         whole days; adds days to come where `last` is today
    chart.show_axis(first, last)         exact ordinals of both edges (panning, zooming)
    chart.image() -> Picture             one sharp draw: RGBA bytes for a QImage or a file
    chart.drag_strip() -> DragStrip      a wide picture to move under the hand, then settle by
                                         show_axis(...) and image()
    chart.day_at(x), chart.x_of(day), chart.plot_box, chart.changes_shown, chart.axis_limits
    chart.legible_height                 below it doses lose their amounts; the widget may scroll
    chart.natural_height                 where nothing has to shrink
    chart.height                         the height drawn, never below what the lanes need
    series_styles(items, palette)        the same colours and markers for the chips
                                         (`series_style`; ChartSize and Picture are in `sheet`)

All lengths are logical px from the top left corner; `scale` is the screen's device pixel ratio
(a zoomed window passes its size / zoom and scale * zoom). Hover is the widget's to paint over
the picture: the chart only tells days and places. No part is laid out while it is drawn.

A drag: take `drag_strip()` when it begins, paint `strip.picture` at
`chart.plot_box.left - strip.left_at(first)` clipped to `chart.moving_box`, and settle when the
hand stops.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fibrojournal.charts.series_style import SeriesStyle, series_styles
from fibrojournal.charts.sheet import ChartSize, Picture, Sheet
from fibrojournal.charts.timeline_doses import (
    PlacedChange,
    draw_changes,
    draw_doses,
    rows_needed,
)
from fibrojournal.charts.timeline_events import draw_events, event_rows_needed
from fibrojournal.charts.timeline_frame import draw_frame, draw_time_axis
from fibrojournal.charts.timeline_layout import (
    TimelineLayout,
    legible_height,
    natural_height,
    timeline_layout,
)
from fibrojournal.charts.timeline_lines import ItemLine, draw_end_labels, draw_swing
from fibrojournal.charts.timeline_view import TimelineView

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from fibrojournal.charts.style import Palette
    from fibrojournal.charts.timeline_data import TimelineData
    from fibrojournal.i18n import Formatter

FUTURE_SHARE = 0.084
"""Days to come that are shown, as a part of the days shown: room for plan and labels."""

PLAN_SHARE = 0.25
"""Most days to come, as a part of the days shown, to bring the next planned step into view."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in logical px."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class DragStrip:
    """A wide picture of the days around those shown, to be moved while the hand drags.

    Attributes:
        picture: Its plot runs from `first` to `last` at the chart's own scale.
        first: Ordinal at the left edge of its plot.
        last: Ordinal at the right edge of its plot (excluded).
        plot_left: Where its plot begins in the picture, in logical px.
        px_per_day: Width of a day in logical px.
    """

    picture: Picture
    first: float
    last: float
    plot_left: float
    px_per_day: float

    def left_at(self, first: float) -> float:
        """Return the px in the strip that belongs at the plot's left edge to begin at `first`."""
        return self.plot_left + (first - self.first) * self.px_per_day


@dataclass(frozen=True, slots=True)
class Placed:
    """A layout and the edges of the days, handed from a chart to its wide strip.

    Attributes:
        layout: Where everything stands.
        days: Ordinals at the left edge, and at the right edge (excluded).
        detail_days: Days for which the detail is chosen.
    """

    layout: TimelineLayout
    days: tuple[float, float]
    detail_days: float


class TimelineChart:
    """One timeline of a fixed size and theme.

    Attributes:
        data: What is shown.
        size: The size asked for.
        layout: Where everything stands; it stays as it is while days move.
        changes_shown: The changes on the screen, from left to right.
    """

    def __init__(
        self,
        data: TimelineData,
        size: ChartSize,
        palette: Palette,
        formatter: Formatter,
        placed: Placed | None = None,
    ) -> None:
        self.data = data
        self.size = size
        self._palette = palette
        self._detail_days = placed.detail_days if placed else 0.0
        self._formatter = formatter
        all_days = axis_limits(data, data.first_day, data.last_day)
        first, last = placed.days if placed else all_days
        self.layout = placed.layout if placed else self._layout(*all_days)
        self._sheet = Sheet(ChartSize(size.width, self.layout.height, size.scale), palette.card)
        self._view = self._view_of(first, last)
        self.changes_shown: tuple[PlacedChange, ...] = ()
        draw_frame(self._view)
        self._lines = self._item_lines()
        self._kept = len(self.figure.artists)
        self._draw_days()

    @property
    def figure(self) -> Figure:
        """The figure, as it is drawn and saved."""
        return self._sheet.figure

    @property
    def height(self) -> float:
        """Height drawn, in logical px; more than asked for where that was too little."""
        return self.layout.height

    @property
    def natural_height(self) -> float:
        """Height in logical px at which nothing has to shrink."""
        return natural_height(
            self.data, pill_rows=self.layout.pill_rows, event_rows=len(self.layout.event_rows)
        )

    @property
    def legible_height(self) -> float:
        """Height in logical px below which doses lose their amounts; the widget may scroll."""
        return legible_height(
            self.data, pill_rows=self.layout.pill_rows, event_rows=len(self.layout.event_rows)
        )

    @property
    def axis_limits(self) -> tuple[float, float]:
        """Ordinals at the left edge, and at the right edge (excluded)."""
        return self._view.first, self._view.last

    @property
    def days_shown(self) -> tuple[date, date]:
        """First and last whole day shown up to today, for the sentence and the table."""
        return whole_days(self.data, *self.axis_limits)

    @property
    def px_per_day(self) -> float:
        """Width of a day in logical px."""
        return self._view.px_per_day

    @property
    def plot_box(self) -> Box:
        """Where the days are, from the top of the panels to the axis."""
        return Box(self.layout.left, self.layout.top, self.layout.right, self.layout.axis)

    @property
    def moving_box(self) -> Box:
        """What moves with the days: labels, panels and the words under the axis."""
        return Box(self.layout.left, 0, self.layout.right, self.layout.height)

    @property
    def series(self) -> tuple[SeriesStyle, ...]:
        """The style of each chosen item, in order."""
        return tuple(line.style for line in self._lines)

    def show_days(self, first: date, last: date) -> None:
        """Show the days `first` to `last`, both included, and some to come if today is last."""
        self.show_axis(*axis_limits(self.data, first, last))

    def show_axis(self, first: float, last: float) -> None:
        """Show exactly from ordinal `first` to `last` (excluded), at least one day."""
        if (first, last) == self.axis_limits:
            return
        self._view = self._view_of(first, max(last, first + 1))
        for artist in self.figure.artists[self._kept :]:
            artist.remove()
        self._draw_days()

    def image(self) -> Picture:
        """Draw everything once, sharply."""
        return self._sheet.image()

    def drag_strip(self, windows: float = 0.5) -> DragStrip:
        """Draw the days shown and part of a window more on both sides, in one wide picture.

        Args:
            windows: How much more on each side, as a part of the window.
        """
        view = self._view
        more_px = round((self.layout.right - self.layout.left) * windows)
        more = more_px / view.px_per_day
        size = ChartSize(self.size.width + 2 * more_px, self.height, self.size.scale)
        layout = replace(self.layout, width=size.width, right=self.layout.right + 2 * more_px)
        days = (view.first - more, view.last + more)
        wide = TimelineChart(
            self.data, size, self._palette, self._formatter, Placed(layout, days, view.lived_days)
        )
        return DragStrip(wide.image(), *days, layout.left, view.px_per_day)

    def day_at(self, x: float) -> date | None:
        """Return the day at a place; None = beside the days."""
        if not self.layout.left <= x < self.layout.right:
            return None
        ordinal = int(self._view.first + (x - self.layout.left) / self._view.px_per_day)
        return date.fromordinal(max(ordinal, 1))

    def x_of(self, day: date) -> float:
        """Return the middle of a day, in px; it may lie outside the plot."""
        return self._view.x(day.toordinal() + 0.5)

    def change_at(self, x: float, y: float, reach: float = 4) -> PlacedChange | None:
        """Return the change whose label or hairline is at a place; None = none."""
        for one in self.changes_shown:
            if one.pill and one.pill[0] <= x <= one.pill[2] and one.pill[1] <= y <= one.pill[3]:
                return one
        if not self.layout.top - 8 <= y <= self.layout.axis:
            return None
        near = [one for one in self.changes_shown if abs(one.x - x) <= reach]
        return min(near, key=lambda one: abs(one.x - x), default=None)

    def _layout(self, first: float, last: float) -> TimelineLayout:
        rows = event_rows_needed(self.data)
        draft = timeline_layout(
            self.data, self.size.width, self.size.height, pill_rows=0, event_rows=rows
        )
        self.layout = draft
        sheet = Sheet(ChartSize(self.size.width, draft.height), self._palette.card)
        view = TimelineView(sheet, draft, self.data, self._palette, self._formatter, first, last)
        return timeline_layout(
            self.data,
            self.size.width,
            self.size.height,
            pill_rows=rows_needed(view),
            event_rows=rows,
        )

    def _view_of(self, first: float, last: float) -> TimelineView:
        return TimelineView(
            self._sheet,
            self.layout,
            self.data,
            self._palette,
            self._formatter,
            first,
            last,
            self._detail_days,
        )

    def _item_lines(self) -> list[ItemLine]:
        styles = series_styles([chosen.item for chosen in self.data.items], self._palette)
        panels = {place: panel for panel in self.layout.panels for place in panel.items}
        return [
            ItemLine(self._sheet, chosen, styles[place], panels[place], self._palette)
            for place, chosen in enumerate(self.data.items)
        ]

    def _draw_days(self) -> None:
        """Draw everything that depends on the days shown."""
        view = self._view
        for line in self._lines:
            fellows = line.panel.items
            place = fellows.index(self._lines.index(line))
            line.show(view, 1.6 * (place - (len(fellows) - 1) / 2))
        if self.layout.panels[0].kind == "symptoms":
            draw_swing(view, self.layout.panels[0], self._lines)
        draw_doses(view)
        draw_events(view)
        draw_time_axis(view)
        draw_end_labels(view, self._lines)
        self.changes_shown = tuple(draw_changes(view))


def whole_days(data: TimelineData, first: float, last: float) -> tuple[date, date]:
    """Return the first and the last whole day between two edges, up to today.

    Args:
        data: What is shown.
        first: Ordinal at the left edge.
        last: Ordinal at the right edge (excluded).
    """
    start = date.fromordinal(int(first))
    end = date.fromordinal(max(int(last) - 1, 1))
    return start, max(min(end, data.today), start)


def axis_limits(data: TimelineData, first: date, last: date) -> tuple[float, float]:
    """Return the ordinals of both edges for whole days; today brings some days to come."""
    start, end = first.toordinal(), max(last, first).toordinal() + 1
    if last < data.today:
        return float(start), float(end)
    days = end - start
    future = FUTURE_SHARE * days
    planned = [
        step.day.toordinal() + 1 - end + FUTURE_SHARE * days / 2
        for lane in data.lanes
        for step in lane.plan
    ]
    reachable = [wish for wish in planned if wish <= PLAN_SHARE * days]
    return float(start), end + max([future, *reachable])
