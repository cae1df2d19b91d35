"""What stands still on the timeline (names, scales, grid), and what belongs to the time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.charts.change_words import unit_a_day
from fibrojournal.charts.fonts import shortened, text_width
from fibrojournal.charts.label_placement import Row
from fibrojournal.charts.time_axis import axis_words
from fibrojournal.charts.timeline_layout import MARGIN
from fibrojournal.charts.timeline_view import Z_GRID, Z_TINT
from fibrojournal.domain.scales import COUNT, HOURS, KILOGRAMS, WEIGHTS
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from fibrojournal.charts.time_axis import AxisWord
    from fibrojournal.charts.timeline_layout import LaneBox, Panel
    from fibrojournal.charts.timeline_view import TimelineView
    from fibrojournal.domain.tracked_items import TrackedItem

_NAME_ROOM = 90
_SCALE_RIGHT = 8


def draw_frame(view: TimelineView) -> None:
    """Draw what stays the same whichever days are shown."""
    for panel in view.layout.panels:
        match panel.kind:
            case "symptoms":
                _symptoms_frame(view, panel)
            case "side_effects":
                _side_effects_frame(view, panel)
            case "measure":
                _measure_frame(view, panel)
    for box in view.layout.lanes:
        _lane_name(view, box)
    if view.data.events:
        _name(view, view.layout.event_rows[0], tr("Events"))
    sides = view.layout.left, view.layout.right
    view.sheet.lines(
        [[(x, view.layout.axis) for x in sides]],
        "axis",
        color=view.palette.decor_line,
        zorder=Z_GRID,
    )


def draw_time_axis(view: TimelineView) -> None:
    """Draw the words under the axis, and the days to come."""
    words = axis_words(view.first, view.last, view.px_per_day, view.formatter)
    axis = view.layout.axis
    ticks = [
        [(x, axis), (x, axis + 6)]
        for word in words.upper
        if view.layout.left <= (x := view.x(word.first)) <= view.layout.right
    ]
    view.sheet.lines(ticks, "axis-ticks", color=view.palette.decor_line, zorder=Z_GRID)
    upper = [(word, middle) for word in words.upper if (middle := _middle(view, word))]
    for word, middle in upper:
        view.sheet.text(
            middle, axis + 17, word.text, "axis-word", ha="center", color=view.palette.quiet
        )
    row = Row()
    for word in words.lower:
        below = [middle for above, middle in upper if word.first <= above.first < word.last]
        half = text_width(word.text, weight=600) / 2
        if below and row.place(below[0] - half, below[0] + half):
            view.sheet.text(
                below[0],
                axis + 34,
                word.text,
                "axis-year",
                ha="center",
                weight=600,
                color=view.palette.ink,
            )
    if view.shows_today:
        _draw_days_to_come(view)


def _draw_days_to_come(view: TimelineView) -> None:
    x, layout, palette = view.x(view.tomorrow), view.layout, view.palette
    view.sheet.rectangle(
        x,
        layout.top,
        layout.right,
        layout.axis,
        "to-come",
        facecolor=palette.paper,
        alpha=0.75,
        zorder=Z_TINT,
    )
    view.sheet.lines(
        [[(x, layout.top), (x, layout.axis)]],
        "today",
        color=palette.decor_line,
        zorder=Z_TINT + 0.1,
    )
    if view.data.ends_today:
        view.sheet.text(
            x + 7, layout.event_rows[0], tr("today"), "today-word", color=palette.quiet
        )


def _middle(view: TimelineView, word: AxisWord) -> float:
    """Return the middle of what is seen of a word's stretch; 0 = most of it is outside."""
    left = max(view.x(word.first), view.layout.left)
    right = min(view.x(word.last), view.layout.right)
    width = text_width(word.text)
    middle = (left + right) / 2
    whole = view.x(word.last) - view.x(word.first)
    enough = right - left >= min(width + 2, whole - 1)
    return middle if enough and right > left else 0.0


def _symptoms_frame(view: TimelineView, panel: Panel) -> None:
    _name(view, panel.top + 15, tr("Symptoms"))
    items = [view.data.items[place].item for place in panel.items]
    worst = all(item.better == "lower" for item in items)
    _name(view, panel.top + 32, tr("10 is worst") if worst else tr("0 to 10"), quiet=True)
    _grid(view, panel, [10, 5], view.palette.chart_grid)
    _grid(view, panel, [0], view.palette.decor_line)
    for value in (10, 5, 0):
        _scale_word(view, panel.y_of(value), view.formatter.number(value))


def _side_effects_frame(view: TimelineView, panel: Panel) -> None:
    _name(view, panel.top + 3, tr("Side effects"))
    _grid(view, panel, [0], view.palette.decor_line)
    _grid(view, panel, [1, 2, 3], view.palette.chart_grid)
    for value, word in ((1, tr("mild")), (2, tr("moderate")), (3, tr("severe"))):
        _scale_word(view, panel.y_of(value) + 1, word)


def _measure_frame(view: TimelineView, panel: Panel) -> None:
    item = view.data.items[panel.items[0]].item
    ends = [view.formatter.number(value) for value in (panel.at_top, panel.at_bottom)]
    middle = (panel.top + panel.bottom) / 2
    unit = _measure_unit(item)
    _name(view, middle - (7 if unit else 0), item.short_name)
    if unit:
        _name(view, middle + 9, unit, quiet=True)
    _grid(view, panel, [panel.at_top], view.palette.chart_grid)
    _grid(view, panel, [panel.at_bottom], view.palette.decor_line)
    _scale_word(view, panel.top, ends[0])
    _scale_word(view, panel.bottom, ends[1])


def _measure_unit(item: TrackedItem) -> str:
    if item.scale == HOURS:
        return tr("hours")
    if item.scale in WEIGHTS:
        return tr("kg") if item.scale == KILOGRAMS else tr("lb")
    return tr("a day") if item.scale == COUNT else ""


def _lane_name(view: TimelineView, box: LaneBox) -> None:
    medicine = view.data.lanes[box.lane].medicine
    name = medicine.name[:1].upper() + medicine.name[1:]
    if box.roomy:
        _name(view, box.baseline - 20, name)
        _name(view, box.baseline - 4, unit_a_day(medicine.unit), quiet=True)
    else:
        _name(view, box.baseline - 6, name)


def _name(view: TimelineView, y: float, words: str, *, quiet: bool = False) -> None:
    weight = 400 if quiet else 600
    view.sheet.text(
        MARGIN,
        y,
        shortened(words, _NAME_ROOM, weight=weight),
        "name",
        weight=weight,
        color=view.palette.quiet if quiet else view.palette.ink,
    )


def _scale_word(view: TimelineView, y: float, words: str) -> None:
    view.sheet.text(
        view.layout.left - _SCALE_RIGHT,
        y,
        words,
        "scale-word",
        ha="right",
        color=view.palette.quiet,
    )


def _grid(view: TimelineView, panel: Panel, values: list[float], colour: str) -> None:
    sides = view.layout.left, view.layout.right
    view.sheet.lines(
        [[(x, panel.y_of(value)) for x in sides] for value in values],
        "grid",
        color=colour,
        alpha=0.4 if view.palette.name == "contrast" else 1,
        zorder=Z_GRID,
    )
