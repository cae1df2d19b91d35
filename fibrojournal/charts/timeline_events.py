"""Events on the timeline: points as diamonds, ranges as bars, flares as columns through all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from fibrojournal.charts.fonts import POINTS_PER_PX, shortened, text_width
from fibrojournal.charts.label_placement import Row
from fibrojournal.charts.timeline_view import Z_FLARE, Z_MARKER
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.charts.timeline_data import TimelineData
    from fibrojournal.charts.timeline_view import TimelineView
    from fibrojournal.domain.events import Event

_BAR_HALF = 8
_LEAST_PX = 3
_LONGEST_LABEL = 180
_LEAST_LABEL = 44
_MOST_RANGE_ROWS = 2


def event_rows_needed(data: TimelineData) -> int:
    """Return how many rows events take: one for points, one or two for ranges; at least 1."""
    points = any(event.is_point and event.category != "flare" for event in data.events)
    ranges = [event for event in data.events if _is_bar(event)]
    flares = any(event.category == "flare" for event in data.events)
    overlap = any(
        other.first_day <= (event.last_day or data.today)
        for place, event in enumerate(ranges)
        for other in ranges[place + 1 : place + 2]
    )
    rows = _MOST_RANGE_ROWS if overlap else int(bool(ranges) or flares)
    return max(int(points) + rows, 1)


def draw_events(view: TimelineView) -> None:
    """Draw all events that touch the days shown."""
    rows = [Row() for _y in view.layout.event_rows]
    if view.shows_today:
        left = view.x(view.tomorrow) + 7
        rows[0].take(left, left + text_width(tr("today")))
    shown = [event for event in view.data.events if _touches(view, event)]
    flares = [event for event in shown if event.category == "flare"]
    points = [event for event in shown if event.is_point and event.category != "flare"]
    bars = [event for event in shown if _is_bar(event)]
    has_points = any(event.is_point and event.category != "flare" for event in view.data.events)
    lower = list(range(int(has_points), len(rows))) or [0]
    _draw_points(view, points, rows[0])
    placed = [(event, *_bar_row(view, event, rows, lower)) for event in bars]
    for event in flares:
        _draw_flare(view, event)
    crowded = [(place, _inside(view, event)) for event, place, is_free in placed if not is_free]
    for event, place, is_free in placed:
        _draw_bar(view, event, place)
        left, right = _inside(view, event)
        over = [at for at, ends in crowded if at == place and ends[0] < right and ends[1] > left]
        if is_free and not over:
            _write_bar(view, event, place, rows)
    for event in flares:
        _write_flare(view, event, rows, lower)


def _is_bar(event: Event) -> bool:
    return not event.is_point and event.category != "flare"


def _touches(view: TimelineView, event: Event) -> bool:
    first, last = _ends(view, event)
    return first < view.layout.right and last > view.layout.left


def _ends(view: TimelineView, event: Event) -> tuple[float, float]:
    """Return both ends in px; an event that goes on ends with today."""
    last = event.last_day or max(view.data.today, event.first_day)
    return view.x_day(event.first_day), view.x(last.toordinal() + 1)


def _inside(view: TimelineView, event: Event) -> tuple[float, float]:
    left, right = _ends(view, event)
    left = max(left, view.layout.left)
    return left, min(max(right, left + _LEAST_PX), view.layout.right)


def _draw_points(view: TimelineView, points: Sequence[Event], row: Row) -> None:
    y = view.layout.event_rows[0]
    middles = [view.x(event.first_day.toordinal() + 0.5) for event in points]
    diamonds = Line2D(
        middles,
        [y] * len(middles),
        linestyle="",
        marker="D",
        markersize=5.6 * POINTS_PER_PX,
        markerfacecolor=view.palette.quiet,
        markeredgewidth=0,
        zorder=Z_MARKER,
    )
    view.sheet.add(diamonds, name="event-points")
    for middle in middles:
        row.take(middle - 5, middle + 5)
    for event, middle in zip(points, middles, strict=True):
        words = shortened(event.label, _LONGEST_LABEL)
        left, right = middle + 7, middle + 7 + text_width(words)
        if right < view.layout.width - 8 and row.place(left, right, gap=1):
            _write(view, left, y, words)


def _bar_row(
    view: TimelineView, event: Event, rows: list[Row], lower: list[int]
) -> tuple[int, bool]:
    """Take a place for a bar; return its row, and whether it was free there."""
    left, right = _inside(view, event)
    free = next((row for row in lower if rows[row].is_free(left, right, 2)), None)
    place = lower[-1] if free is None else free
    rows[place].take(left, right)
    return place, free is not None


def _draw_bar(view: TimelineView, event: Event, place: int) -> None:
    left, right = _inside(view, event)
    y = view.layout.event_rows[place]
    view.sheet.rectangle(
        left,
        y - _BAR_HALF,
        right,
        y + _BAR_HALF,
        "event-bar",
        facecolor=view.palette.paper,
        edgecolor=view.palette.quiet,
        linewidth=0.72,
        zorder=Z_MARKER,
    )


def _write_bar(view: TimelineView, event: Event, place: int, rows: list[Row]) -> None:
    """Name a bar inside it, or behind it, where there is room."""
    left, right = _inside(view, event)
    y = view.layout.event_rows[place]
    words = shortened(event.label, _LONGEST_LABEL)
    width = text_width(words)
    after = right + 5
    if width + 4 <= right - left:
        _write(view, (left + right - width) / 2, y, words, behind=False)
    elif after + width < view.layout.width - 8 and rows[place].place(after, after + width, gap=2):
        _write(view, after, y, words)
    elif right - left >= _LEAST_LABEL:
        words = shortened(event.label, right - left - 4)
        _write(view, (left + right - text_width(words)) / 2, y, words, behind=False)


def _draw_flare(view: TimelineView, event: Event) -> None:
    left, right = _inside(view, event)
    column = view.sheet.rectangle(
        left,
        view.layout.top,
        right,
        view.layout.event_rows[0] + 8,
        "flare",
        facecolor=view.palette.flare,
        zorder=Z_FLARE,
    )
    if view.palette.name == "contrast":
        column.set_facecolor("none")
        column.set_edgecolor(view.palette.ink)
        column.set_hatch("..")


def _write_flare(view: TimelineView, event: Event, rows: list[Row], lower: list[int]) -> None:
    left, right = _inside(view, event)
    words = shortened(event.label, _LONGEST_LABEL)
    width = text_width(words)
    start = min((left + right - width) / 2, view.layout.width - 8 - width)
    for place in reversed(lower):
        if rows[place].place(start, start + width, gap=4):
            _write(view, start, view.layout.event_rows[place], words)
            return


def _write(view: TimelineView, x: float, y: float, words: str, *, behind: bool = True) -> None:
    ground = view.palette.card if behind else ""
    view.sheet.text(x, y, words, "event-label", color=view.palette.quiet, behind=ground)
