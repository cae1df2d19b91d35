"""Where everything on the timeline stands, in logical px; worked out once per size and data.

From top to bottom: rows of labels, value panels, one dose lane a medicine, rows of events, the
time axis. The first value panel takes what room is left. Nothing here knows a renderer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.charts.series_style import PanelKind, panel_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fibrojournal.charts.timeline_data import DoseLane, TimelineData, TimelineItem

MARGIN = 24
"""Where words at the left begin."""

PLOT_LEFT = 120
RIGHT_MARGIN = 76
PILL_TOP = 9
PILL_HEIGHT = 24
PILL_PITCH = 28
MOST_PILL_ROWS = 3
PITCH = 17
"""Least distance of two labels at the ends of lines."""

EVENT_PITCH = 20
AXIS_ROOM = 50

_SYMPTOMS_NATURAL = 204
_SYMPTOMS_EASY = 174
"""Down to this height only the lanes shrink."""

_SYMPTOMS_LEAST = 130
_SIDE_EFFECTS = 62
_MEASURE = 44
_PANEL_GAP = 24
_MEASURE_GAP = 30
_LANES_GAP = 4
_LANE_HIGH, _AMPLITUDE_HIGH = 80, 52
_LANE_LOW, _AMPLITUDE_LOW = 39, 20
_SHORT_SCALE = 10
_LANE_HIGH_ROOMY, _AMPLITUDE_HIGH_ROOMY = 52, 30
_LANE_ROOMY, _AMPLITUDE_ROOMY = 36, 16
"""The least room in which a lane still has its amounts and its unit."""

_LANE_LEAST, _AMPLITUDE_LEAST = 22, 12


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of values.

    Attributes:
        kind: Which items it holds.
        items: Places of its items in the timeline's items.
        top: Height of its upper edge.
        bottom: Height of its lower edge.
        at_top: Value at the upper edge, in the items' unit.
        at_bottom: Value at the lower edge; below `at_top` except where values grow downward.
    """

    kind: PanelKind
    items: tuple[int, ...]
    top: float
    bottom: float
    at_top: float
    at_bottom: float

    @property
    def px_per_unit(self) -> float:
        """Downward px per unit of value; negative where values grow upward."""
        return (self.bottom - self.top) / (self.at_bottom - self.at_top)

    def y_of(self, value: float) -> float:
        """Return the height of a value."""
        return self.top + (value - self.at_top) * self.px_per_unit


@dataclass(frozen=True, slots=True)
class LaneBox:
    """The place of one medicine's staircase.

    Attributes:
        lane: Its place in the timeline's lanes.
        top: Height of the highest dose.
        baseline: Height of no dose.
        highest: Amount per day at `top`, in the medicine's unit; above 0.
        roomy: Whether there is room for amounts and for the unit under the name.
    """

    lane: int
    top: float
    baseline: float
    highest: float
    roomy: bool

    @property
    def px_per_unit(self) -> float:
        """Downward px per unit of dose; negative."""
        return (self.top - self.baseline) / self.highest

    def y_of(self, per_day: float) -> float:
        """Return the height of an amount per day."""
        return self.baseline + per_day * self.px_per_unit


@dataclass(frozen=True, slots=True)
class TimelineLayout:
    """All places of a timeline.

    Attributes:
        width: Width of the sheet.
        height: Its height; more than was asked for where that was too little.
        left: Left edge of the days.
        right: Right edge of the days.
        pill_rows: Rows of labels, 0 to 3.
        top: Upper edge of what runs through all panels.
        panels: From top to bottom.
        lanes: From top to bottom.
        event_rows: Middle heights of the rows of events; always at least one, for "today".
        axis: Height of the time axis.
    """

    width: float
    height: float
    left: float
    right: float
    pill_rows: int
    top: float
    panels: tuple[Panel, ...]
    lanes: tuple[LaneBox, ...]
    event_rows: tuple[float, ...]
    axis: float

    @property
    def values_bottom(self) -> float:
        """Lower edge of the last value panel."""
        return self.panels[-1].bottom


def timeline_layout(
    data: TimelineData, width: float, height: float, *, pill_rows: int, event_rows: int
) -> TimelineLayout:
    """Place everything; the height grows where `height` is too little."""
    kinds = tuple(_panel_kinds(data))
    top = PILL_TOP + PILL_PITCH * pill_rows - (4 if pill_rows else 0) + 17
    fixed = [_SIDE_EFFECTS if kind == "side_effects" else _MEASURE for kind, _items in kinds]
    below = (event_rows - 1) * EVENT_PITCH + 23 + 11 + AXIS_ROOM
    gaps = [5.0] + [_MEASURE_GAP if k == "measure" else _PANEL_GAP for k, _i in kinds[1:]]
    lanes = [_lane_wish(lane) for lane in data.lanes]
    rest = top + sum(gaps) + sum(fixed[1:]) + below + (_LANES_GAP if lanes else 0)
    first, lanes = _shared(height - rest, lanes)
    boxes, at = [], float(top)
    for place, (kind, items) in enumerate(kinds):
        at += gaps[place]
        size = first if place == 0 else fixed[place]
        low, high = _limits(kind, [data.items[item] for item in items])
        boxes.append(Panel(kind, items, at, at + size, low, high))
        at += size
    baseline = at + (_LANES_GAP if lanes else 0)
    lane_boxes = []
    for place, (room, amplitude) in enumerate(lanes):
        baseline += room
        lane_boxes.append(
            LaneBox(
                place,
                baseline - amplitude,
                baseline,
                _highest(data.lanes[place]),
                roomy=room >= _LANE_ROOMY - 0.5,
            )
        )
    events = tuple(baseline + 23 + row * EVENT_PITCH for row in range(event_rows))
    axis = events[-1] + 11
    return TimelineLayout(
        width=width,
        height=max(height, axis + AXIS_ROOM),
        left=PLOT_LEFT,
        right=width - RIGHT_MARGIN,
        pill_rows=pill_rows,
        top=top,
        panels=tuple(boxes),
        lanes=tuple(lane_boxes),
        event_rows=events,
        axis=axis,
    )


def natural_height(data: TimelineData, *, pill_rows: int, event_rows: int) -> float:
    """Return the height at which nothing has to shrink."""
    room = sum(_lane_wish(lane)[0] for lane in data.lanes) + _SYMPTOMS_NATURAL
    return _height_without(data, pill_rows, event_rows) + room


def legible_height(data: TimelineData, *, pill_rows: int, event_rows: int) -> float:
    """Return the height below which doses lose their amounts."""
    room = sum(_roomy(_lane_wish(lane))[0] for lane in data.lanes) + _SYMPTOMS_LEAST
    return _height_without(data, pill_rows, event_rows) + room


def _height_without(data: TimelineData, pill_rows: int, event_rows: int) -> float:
    """Return the height of everything but the first panel and the lanes."""
    least = timeline_layout(data, 1000, 0, pill_rows=pill_rows, event_rows=event_rows)
    return least.height - _SYMPTOMS_LEAST - len(data.lanes) * _LANE_LEAST


def _panel_kinds(data: TimelineData) -> Iterator[tuple[PanelKind, tuple[int, ...]]]:
    """Yield the panels with the places of their items; each measure has its own."""
    places: dict[PanelKind, list[int]] = {"symptoms": [], "side_effects": [], "measure": []}
    for place, chosen in enumerate(data.items):
        places[panel_of(chosen.item)].append(place)
    if places["symptoms"] or not data.items:
        yield "symptoms", tuple(places["symptoms"])
    if places["side_effects"]:
        yield "side_effects", tuple(places["side_effects"])
    for place in places["measure"]:
        yield "measure", (place,)


def _limits(kind: PanelKind, items: list[TimelineItem]) -> tuple[float, float]:
    """Return the values at the upper and the lower edge."""
    if kind == "symptoms":
        return 10, 0
    if kind == "side_effects":
        return 0, 3
    return measure_limits(items[0])[::-1]


def measure_limits(chosen: TimelineItem) -> tuple[float, float]:
    """Return round numbers around all values of a measure: the ends of its own scale."""
    scale = chosen.item.scale
    values = chosen.daily.values
    if scale.high - scale.low <= _SHORT_SCALE:
        return scale.low, scale.high
    if values.size == 0:
        return 0, _SHORT_SCALE
    low, high = float(values.min()), float(values.max())
    step = _round_step(max(high - low, scale.step) / 2)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return max(low, 0), high if high > low else low + step


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 ... (and 0.1, 0.2 ...) that is at least `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * part for part in (1, 2, 5, 10) if power * part >= least * (1 - 1e-9))


def _highest(lane: DoseLane) -> float:
    amounts = [period.per_day for period in lane.periods] + [step.per_day for step in lane.plan]
    return float(max(amounts)) or 1.0


def _lane_wish(lane: DoseLane) -> tuple[float, float]:
    """Return room and amplitude that a lane would like: more where there are many doses."""
    doses = {period.per_day for period in lane.periods} | {step.per_day for step in lane.plan}
    few = 2
    if len(doses - {0}) > few:
        return _LANE_HIGH, _AMPLITUDE_HIGH
    return _LANE_LOW, _AMPLITUDE_LOW


def _roomy(wish: tuple[float, float]) -> tuple[float, float]:
    """Return the least room and amplitude in which a lane is still legible."""
    if wish[0] == _LANE_HIGH:
        return _LANE_HIGH_ROOMY, _AMPLITUDE_HIGH_ROOMY
    return _LANE_ROOMY, _AMPLITUDE_ROOMY


def _shared(
    room: float, lanes: list[tuple[float, float]]
) -> tuple[float, list[tuple[float, float]]]:
    """Share the room between the first panel and the lanes.

    The lanes shrink first, as far as their amounts can still be written; then the panel; then,
    where it is very narrow, the lanes again.
    """
    wished = sum(wish for wish, _amplitude in lanes)
    roomy = [_roomy(wish) for wish in lanes]
    least = [(_LANE_LEAST, _AMPLITUDE_LEAST)] * len(lanes)
    if not lanes or room - wished >= _SYMPTOMS_EASY:
        shared: Sequence[tuple[float, float]] = lanes
    elif room - sum(lane for lane, _amplitude in roomy) >= _SYMPTOMS_LEAST:
        shared = _between(roomy, lanes, room - _SYMPTOMS_EASY)
    else:
        shared = _between(least, roomy, room - _SYMPTOMS_LEAST)
    taken = sum(lane for lane, _amplitude in shared)
    return max(room - taken, _SYMPTOMS_LEAST), list(shared)


def _between(
    small: Sequence[tuple[float, float]], large: Sequence[tuple[float, float]], room: float
) -> list[tuple[float, float]]:
    """Return rooms and amplitudes between two wishes that together take `room`, if they can."""
    low, high = sum(one for one, _ in small), sum(one for one, _ in large)
    part = min(max((room - low) / (high - low), 0), 1) if high > low else 0
    return [
        (a + part * (b - a), c + part * (d - c))
        for (a, c), (b, d) in zip(small, large, strict=True)
    ]
