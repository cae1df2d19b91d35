"""The dose lanes, and the labels and hairlines of changes that run through everything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matplotlib.patches import Polygon

from fibrojournal.charts.change_words import change_label, dose_number
from fibrojournal.charts.fonts import shortened, text_width
from fibrojournal.charts.label_placement import Field, Pill, pill_rows
from fibrojournal.charts.sheet import plain_line
from fibrojournal.charts.staircase import edge, planned_steps, stretches
from fibrojournal.charts.timeline_layout import (
    MARGIN,
    MOST_PILL_ROWS,
    PILL_HEIGHT,
    PILL_PITCH,
    PILL_TOP,
)
from fibrojournal.charts.timeline_view import Z_AREA, Z_DOSE_EDGE, Z_HAIRLINE, Z_PILL
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.charts.style import Palette
    from fibrojournal.charts.timeline_data import DoseLane
    from fibrojournal.charts.timeline_layout import LaneBox
    from fibrojournal.charts.timeline_view import TimelineView

_PILL_NAME_ROOM = 220
_PILL_PADDING = 11
_PILL_RIGHT_MARGIN = 20
_ABOVE_STEP = 10
_AMOUNT_LINE = 15
"""Least distance of two amounts above one another, in px."""

_RISES = (0, 5, 10)
"""How far a word may rise to get clear of another, in px."""

_HATCH = "////"
_HAIRLINE_PX = 1.0


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A change on the screen, for hover and click.

    Attributes:
        change: The change.
        x: Where its hairline stands, in px.
        label: What its label says, or would say.
        pill: Left, top, right, bottom of its label in px; None = there was no room for it.
    """

    change: MedicineChange
    x: float
    label: str
    pill: tuple[float, float, float, float] | None


def placed_changes(view: TimelineView, most_rows: int | None = None) -> list[PlacedChange]:
    """Place the labels of all changes that begin in the days shown."""
    rows = view.layout.pill_rows if most_rows is None else most_rows
    shown = [
        change for change in view.data.changes if view.is_inside(change.first_day.toordinal())
    ]
    labels = [
        change_label(
            replace(change, medicine=shortened(change.medicine, _PILL_NAME_ROOM)),
            view.data.medicine(change.medicine).unit,
            view.formatter,
        )
        for change in shown
    ]
    places = [view.x_day(change.first_day) for change in shown]
    wanted = [
        (x - _PILL_PADDING, text_width(label) + 2 * _PILL_PADDING)
        for x, label in zip(places, labels, strict=True)
    ]
    limits = (MARGIN, view.layout.width - _PILL_RIGHT_MARGIN)
    pills = pill_rows(wanted, limits, rows)
    return [
        PlacedChange(change, x, label, _pill_box(pill))
        for change, x, label, pill in zip(shown, places, labels, pills, strict=True)
    ]


def rows_needed(view: TimelineView) -> int:
    """Return how many rows the labels of all changes take, at most 3."""
    placed = placed_changes(view, MOST_PILL_ROWS)
    if any(one.pill is None for one in placed):
        return MOST_PILL_ROWS
    tops = {one.pill[1] for one in placed if one.pill}
    return len(tops)


def draw_changes(view: TimelineView) -> list[PlacedChange]:
    """Draw labels and hairlines; a change without room for its label keeps a small tick."""
    placed = placed_changes(view)
    palette, layout = view.palette, view.layout
    foot = layout.event_rows[0] + 9
    hairlines, ticks = [], []
    for one in placed:
        top = one.pill[3] if one.pill else layout.top
        hairlines.append([(one.x, top), (one.x, foot)])
        if one.pill is None:
            ticks.append([(one.x, layout.top - 7), (one.x, layout.top)])
            continue
        view.sheet.rounded(
            *one.pill,
            "change-pill",
            facecolor=palette.dose_fill,
            edgecolor=palette.dose_edge,
            linewidth=0.72,
            zorder=Z_PILL,
        )
        view.sheet.text(
            one.pill[0] + _PILL_PADDING,
            (one.pill[1] + one.pill[3]) / 2,
            one.label,
            "change-label",
            color=palette.ink,
            zorder=Z_PILL + 0.1,
        )
    alpha = 0.5 if palette.name == "dark" else 0.75
    view.sheet.lines(
        hairlines,
        "change-hairlines",
        color=palette.dose_edge,
        width=_HAIRLINE_PX,
        alpha=alpha,
        zorder=Z_HAIRLINE,
    )
    view.sheet.lines(
        ticks, "change-ticks", color=palette.dose_edge, width=4, zorder=Z_HAIRLINE + 0.1
    )
    return placed


def draw_doses(view: TimelineView) -> None:
    """Draw every medicine's staircase with its amounts and its plan."""
    for box in view.layout.lanes:
        _draw_lane(view, box, view.data.lanes[box.lane])


def dose_area(points: Sequence[tuple[float, float]], palette: Palette) -> Polygon:
    """Return the area under a staircase; hatched where the theme has no fills."""
    look = {"facecolor": palette.dose_fill, "edgecolor": "none", "linewidth": 0}
    if palette.name == "contrast":
        look = {"facecolor": "none", "edgecolor": palette.dose_edge, "linewidth": 0}
    area = Polygon(points, closed=True, zorder=Z_AREA, **look)
    if palette.name == "contrast":
        area.set_hatch(_HATCH)
    return area


def _draw_lane(view: TimelineView, box: LaneBox, lane: DoseLane) -> None:
    palette, layout = view.palette, view.layout
    transform = view.lane_transform(box)
    clip = view.sheet.box(layout.left, box.top - 4, layout.right, box.baseline + 1)
    name = lane.medicine.name
    found = stretches(lane.periods, view.data.today)
    for stretch in found:
        area = dose_area(stretch.outline, palette)
        view.sheet.add(area, transform, f"dose-area:{name}")
        area.set_clip_box(clip)
    line = plain_line(color=palette.dose_edge, width=1.6, zorder=Z_DOSE_EDGE)
    line.set_data(*edge(found))
    line.set_solid_joinstyle("miter")
    view.sheet.add(line, transform, f"dose:{name}")
    line.set_clip_box(clip)
    field = Field(line_height=_AMOUNT_LINE)
    if box.roomy:
        _write_amounts(view, box, lane, field)
    if view.shows_today:
        points = planned_steps(lane.periods, lane.plan, view.data.today, view.last)
        dashed = plain_line(color=palette.dose_edge, width=1.4, dash=(4.5, 3), zorder=Z_DOSE_EDGE)
        dashed.set_data([x for x, _y in points], [y for _x, y in points])
        view.sheet.add(dashed, transform, f"plan:{name}")
        dashed.set_clip_box(clip)
        _write_plan(view, box, lane, field)


def _write_amounts(view: TimelineView, box: LaneBox, lane: DoseLane, field: Field) -> None:
    """Write each amount at its step where there is room, or else before the step."""
    for period in lane.periods:
        end = view.tomorrow if period.last is None else period.last.toordinal()
        left = max(view.x_day(period.first), view.layout.left)
        right = min(view.x(end), view.layout.right)
        if right <= left:
            continue
        number = dose_number(period.per_day, view.formatter)
        words = number if period.per_day else tr("stopped")
        width = text_width(words)
        middle = box.y_of(float(period.per_day)) - _ABOVE_STEP
        middle = min(middle, box.baseline - _ABOVE_STEP)
        starts = [left + 4] if left + 4 + width <= right - 2 else []
        if period.last is None and left - 4 - width >= view.layout.left:
            starts.append(left - 4 - width)
        spots = [(x, middle - rise) for rise in _RISES for x in starts]
        spot = next((one for one in spots if field.place(one[0], one[0] + width, one[1])), None)
        if spot is None:
            continue
        colour = view.palette.ink if period.per_day else view.palette.quiet
        view.sheet.text(*spot, words, f"amount:{lane.medicine.name}", color=colour)


def _write_plan(view: TimelineView, box: LaneBox, lane: DoseLane, field: Field) -> None:
    for step in reversed(lane.plan):
        if not view.is_inside(step.day.toordinal()):
            continue
        words = tr("plan {amount}").format(amount=dose_number(step.per_day, view.formatter))
        width = text_width(words, style="italic")
        middle = (view.x_day(step.day) + view.layout.right) / 2
        left = min(middle - width / 2, view.layout.width - 2 - width)
        above = box.y_of(float(step.per_day)) - _ABOVE_STEP
        heights = [above - rise for rise in _RISES]
        place = next((y for y in heights if field.place(left, left + width, y)), None)
        if place is not None:
            view.sheet.text(
                left,
                place,
                words,
                f"plan-word:{lane.medicine.name}",
                style="italic",
                color=view.palette.ink,
            )


def _pill_box(pill: Pill) -> tuple[float, float, float, float] | None:
    if pill.row is None:
        return None
    top = PILL_TOP + pill.row * PILL_PITCH
    return (pill.left, top, pill.right, top + PILL_HEIGHT)
