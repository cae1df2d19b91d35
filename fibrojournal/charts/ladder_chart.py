"""The dose ladder: one strip of days for each dose, a symptom beside a side effect.

    chart = ladder_chart(ladder, ChartSize(832, 280), palette, formatter)
    chart.image() -> Picture;  chart.figure

Filled triangles that point up are days at a dose that was reached from below, open ones that
point down from above; a hollow diamond is a day that was recalled later. Days of one value lie
side by side around the middle of their strip, by date. Doses are evenly spaced, in order. Averages
stand below with the number of scored days; a strip of fewer than 5 scored days has dots and no
average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D

from fibrojournal.charts.change_words import unit_a_day
from fibrojournal.charts.fonts import POINTS_PER_PX, shortened, text_width
from fibrojournal.charts.label_placement import Row
from fibrojournal.charts.recalled_days import are_recalled
from fibrojournal.charts.sheet import ChartSize, Picture, Sheet, mark_recalled
from fibrojournal.charts.value_axis import ValueAxis, value_axis
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from matplotlib.figure import Figure

    from fibrojournal.analysis.ladder import Ladder, Rung, RungScores, Way
    from fibrojournal.analysis.series import Values
    from fibrojournal.charts.style import Palette
    from fibrojournal.i18n import Formatter

DRAWN_ITEMS = 2

_GAP = 36
_HEADING = 10
_ROOM_ABOVE = 34
_ROOM_BELOW = 98
_ROWS = (76, 55, 34, 13)
_STRIP_SHARE = 0.88
_MEAN_HALF_PX = 16
_DOT_PX = 5.0
_MEAN_PX = 9.0
_MARKERS: dict[Way, str] = {"up": "^", "down": "v"}

_Z_GRID, _Z_DOT, _Z_MEAN = 0.6, 1.5, 2.5


class LadderChart:
    """A drawn ladder."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def figure(self) -> Figure:
        """The figure, as it is drawn and saved."""
        return self._sheet.figure

    def image(self) -> Picture:
        """Draw it."""
        return self._sheet.image()


@dataclass(frozen=True, slots=True)
class _Panel:
    """The place of one item."""

    sheet: Sheet
    ladder: Ladder
    item: int
    axis: ValueAxis
    palette: Palette
    formatter: Formatter
    edge: float
    left: float
    right: float

    @property
    def doses(self) -> tuple[Decimal, ...]:
        """All doses, each once, in order."""
        return tuple(dict.fromkeys(rung.per_day for rung in self.ladder.rungs))

    @property
    def slot(self) -> float:
        """Width of the place of one dose in px."""
        return (self.right - self.left) / max(len(self.doses), 1)

    def strip(self, rung: Rung) -> float:
        """Return the most that the dots of a rung may spread, in px."""
        return self.slot * _STRIP_SHARE / self._beside(rung)

    def middle(self, per_day: Decimal) -> float:
        """Return the middle of the place of a dose."""
        return self.left + (self.doses.index(per_day) + 0.5) * self.slot

    def x(self, rung: Rung) -> float:
        """Return the middle of a strip; alone in its place, it stands in the middle."""
        if self._beside(rung) == 1:
            return self.middle(rung.per_day)
        return self.middle(rung.per_day) + (-1 if rung.way == "up" else 1) * self.slot / 4

    def y(self, value: float) -> float:
        return self.axis.y(value, _ROOM_ABOVE, self.sheet.height - _ROOM_BELOW)

    def scores(self, rung: Rung) -> RungScores:
        return rung.scores[self.item]

    def _beside(self, rung: Rung) -> int:
        """Count the rungs at the same dose, the rung itself included."""
        return sum(1 for one in self.ladder.rungs if one.per_day == rung.per_day)


def ladder_chart(
    ladder: Ladder, size: ChartSize, palette: Palette, formatter: Formatter
) -> LadderChart:
    """Draw the days at each dose of one medicine.

    Args:
        ladder: What is shown; its first two items are drawn.
        size: Wanted are 832 x 280 px.
        palette: Colours by role.
        formatter: Writes numbers.
    """
    sheet = Sheet(size, palette.card)
    items = range(min(len(ladder.items), DRAWN_ITEMS))
    for panel in _panels(sheet, ladder, items, palette, formatter):
        _draw_grid(panel)
        for rung in ladder.rungs:
            _draw_strip(panel, rung)
        _write_rows(panel)
    return LadderChart(sheet)


def _panels(
    sheet: Sheet, ladder: Ladder, items: range, palette: Palette, formatter: Formatter
) -> list[_Panel]:
    width = (sheet.width - _GAP * (len(items) - 1)) / max(len(items), 1)
    panels = []
    for item in items:
        values = np.concatenate(
            [np.empty(0), *(rung.scores[item].values for rung in ladder.rungs)]
        )
        axis = value_axis(ladder.items[item], values, formatter)
        words = [*axis.labels, *_row_words(ladder)]
        left = item * (width + _GAP)
        margin = min(max(text_width(word) for word in words) + 10, width / 2)
        panels.append(
            _Panel(
                sheet, ladder, item, axis, palette, formatter, left, left + margin, left + width
            )
        )
    return panels


def _row_words(ladder: Ladder) -> tuple[str, str, str, str]:
    return unit_a_day(ladder.medicine.unit), tr("on the way"), tr("average"), tr("scored")


def _draw_grid(panel: _Panel) -> None:
    palette, axis = panel.palette, panel.axis
    item = panel.ladder.items[panel.item]
    panel.sheet.text(
        panel.left,
        _HEADING,
        shortened(item.name, panel.right - panel.left, weight=600),
        f"heading:{item.key}",
        color=palette.ink,
        weight=600,
    )
    lines = [[(panel.left, panel.y(mark)), (panel.right, panel.y(mark))] for mark in axis.marks]
    panel.sheet.lines(lines, f"grid:{item.key}", color=palette.chart_grid, zorder=_Z_GRID)
    for mark, label in zip(axis.marks, axis.labels, strict=True):
        panel.sheet.text(
            panel.left - 8, panel.y(mark), label, "value-word", color=palette.quiet, ha="right"
        )


def _draw_strip(panel: _Panel, rung: Rung) -> None:
    """Draw the days of one rung, those of one value side by side so that each is seen."""
    scores, palette = panel.scores(rung), panel.palette
    middle = panel.x(rung)
    name = f"{scores.item.key}:{rung.per_day}:{rung.way}"
    up = rung.way == "up"
    xs = middle + _swarm(scores.values, panel.strip(rung))
    recalled = are_recalled(scores.days, panel.ladder.recalled)
    days, hollow = (
        Line2D(
            xs[chosen].tolist(),
            [panel.y(value) for value in scores.values[chosen].tolist()],
            linestyle="",
            marker=_MARKERS[rung.way],
            markersize=_DOT_PX * POINTS_PER_PX,
            markerfacecolor=palette.ink if up else palette.card,
            markeredgecolor=palette.ink,
            markeredgewidth=0 if up else 0.9 * POINTS_PER_PX,
            alpha=0.55,
            zorder=_Z_DOT,
        )
        for chosen in (~recalled, recalled)
    )
    mark_recalled(hollow, palette.ink, palette)
    panel.sheet.add(days, name=f"days:{name}")
    panel.sheet.add(hollow, name=f"recalled:{name}")
    if scores.mean is None:
        return
    y = panel.y(scores.mean)
    half = min(_MEAN_HALF_PX, panel.slot / 4 - 2)
    ends = [[(middle - half, y), (middle + half, y)]]
    panel.sheet.lines(
        ends, f"halo:{name}", color=palette.card, width=6, alpha=0.8, zorder=_Z_MEAN - 0.1
    )
    panel.sheet.lines(ends, f"mean:{name}", color=palette.accent, width=2.6, zorder=_Z_MEAN)
    mark = _mark(middle, y, rung.way, palette.accent, palette.card)
    panel.sheet.add(mark, name=f"mark:{name}")


def _swarm(values: Values, width: float) -> Values:
    """Return how far each day lies from the middle, in px, by date among days of one value."""
    offsets = np.zeros(values.size)
    for value in np.unique(values):
        places = np.flatnonzero(values == value)
        pitch = min(_DOT_PX + 1, width / places.size)
        offsets[places] = (np.arange(places.size) - (places.size - 1) / 2) * pitch
    return offsets


def _mark(x: float, y: float, way: Way, colour: str, card: str) -> Line2D:
    return Line2D(
        [x],
        [y],
        linestyle="",
        marker=_MARKERS[way],
        markersize=_MEAN_PX * POINTS_PER_PX,
        markerfacecolor=colour if way == "up" else card,
        markeredgecolor=colour,
        markeredgewidth=1.6 * POINTS_PER_PX,
        zorder=_Z_MEAN + 0.1,
    )


def _write_rows(panel: _Panel) -> None:
    """Write dose, way, average and number of scored days under each strip."""
    palette, formatter, height = panel.palette, panel.formatter, panel.sheet.height
    room = panel.left - 8 - panel.edge
    for below, word in zip(_ROWS, _row_words(panel.ladder), strict=True):
        words = shortened(word, room)
        panel.sheet.text(
            panel.left - 8, height - below, words, "row-word", color=palette.quiet, ha="right"
        )
    doses = [
        (panel.middle(per_day), formatter.number(round(per_day, 3))) for per_day in panel.doses
    ]
    ways, averages, scored = [], [], []
    for rung in panel.ladder.rungs:
        scores = panel.scores(rung)
        ways.append((panel.x(rung), tr("up") if rung.way == "up" else tr("down")))
        if scores.mean is not None:
            averages.append((panel.x(rung), formatter.number(scores.mean, 1)))
        scored.append((panel.x(rung), formatter.number(scores.scored)))
    key = panel.ladder.items[panel.item].key
    _write_row(panel, _ROWS[0], doses, f"dose:{key}", 600)
    _write_row(panel, _ROWS[1], ways, f"way:{key}", 400)
    _write_row(panel, _ROWS[2], averages, f"average:{key}", 400)
    _write_row(panel, _ROWS[3], scored, f"scored:{key}", 400)


def _write_row(
    panel: _Panel, below: float, words: Sequence[tuple[float, str]], name: str, weight: int
) -> None:
    row = Row()
    y = panel.sheet.height - below
    for x, text in words:
        half = text_width(text, weight=weight) / 2
        if row.place(x - half, x + half, gap=3):
            panel.sheet.text(x, y, text, name, color=panel.palette.ink, weight=weight, ha="center")
