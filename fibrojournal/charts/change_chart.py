"""The picture of one change: days before, settling in, days after, and both averages.

    chart = change_chart(data, ChartSize(832, 190), palette, formatter)
    chart.image() -> Picture;  chart.figure

Open dots are days before, filled dots days after, pale dots days that are not counted; a hollow
diamond is a day that was recalled later. A day without a score is a tick below the bottom line,
never a dot. The band of the usual swing lies around the average before, so that an average after
that leaves it differs by more than the swing. Averages stand only where the result has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D

from fibrojournal.charts.change_days import ChangeDays, change_days_of, runs
from fibrojournal.charts.fonts import POINTS_PER_PX, text_width
from fibrojournal.charts.label_placement import Row, nudged
from fibrojournal.charts.recalled_days import are_recalled
from fibrojournal.charts.sheet import ChartSize, Picture, Sheet, mark_recalled
from fibrojournal.charts.value_axis import ValueAxis, value_axis
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.figure import Figure

    from fibrojournal.analysis.comparison import Window
    from fibrojournal.analysis.series import DailyValues
    from fibrojournal.charts.change_chart_data import ChangeChartData
    from fibrojournal.charts.style import Palette
    from fibrojournal.i18n import Formatter

_PAD = 6
_RIGHT_GAP = 10
_WORD_PITCH = 17
_HEADING_ROW = 10
_ROW_PITCH = 18
_ROOM_ABOVE = 29
_ROOM_BELOW = 36
_TICKS_FROM, _TICKS_TO = 3, 9
_TICK_MIDDLE = 6
_AXIS_WORDS = 8
_HEADING_GAP = 16
_BESIDE, _ONE_EACH, _TWO_EACH = 1, 2, 4
"""Rows of both headings: beside each other, in a row each, or in two."""

_OPEN_PX, _FILLED_PX, _PALE_PX = 7.2, 7.0, 6.0
_DOT_SHARE = 0.75
_LEAST_DOT_PX = 3.4

_Z_COLUMN, _Z_GRID, _Z_SWING, _Z_LINE, _Z_AVERAGE, _Z_DOT = 0.4, 0.6, 0.8, 1.5, 2.0, 2.5


class ChangeChart:
    """A drawn change."""

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
class _Piece:
    """A heading: bold words and quiet words behind them."""

    bold: str
    quiet: str

    @property
    def width(self) -> float:
        return text_width(self.bold, weight=600) + 8 + text_width(self.quiet)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every part of the picture needs."""

    sheet: Sheet
    data: ChangeChartData
    days: ChangeDays
    axis: ValueAxis
    palette: Palette
    formatter: Formatter
    left: float
    right: float
    top: float
    bottom: float

    @property
    def px_per_day(self) -> float:
        return (self.right - self.left - 2 * _PAD) / max(self.days.after - self.days.first, 1)

    def x(self, ordinal: float) -> float:
        """Return the px at which a day begins; +0.5 is its middle."""
        return self.left + _PAD + (ordinal - self.days.first) * self.px_per_day

    def y(self, value: float) -> float:
        return self.axis.y(value, self.top, self.bottom)


def change_chart(
    data: ChangeChartData, size: ChartSize, palette: Palette, formatter: Formatter
) -> ChangeChart:
    """Draw one change.

    Args:
        data: What is shown.
        size: Wanted are 832 x 190 px; it may be narrower.
        palette: Colours by role.
        formatter: Writes days and numbers.
    """
    sheet = Sheet(size, palette.card)
    days = change_days_of(data)
    shown = (days.before_scores, days.settling_scores, days.after_scores, days.left_out_scores)
    axis = value_axis(
        data.comparison.item, np.concatenate([one.values for one in shown]), formatter
    )
    words = [_swing_word(), _average_word(), _no_score_word()]
    left = max(max(text_width(label) for label in axis.labels) + 8, 24)
    right = sheet.width - max(text_width(word, weight=600) for word in words) - _RIGHT_GAP - 8
    headings = _headings(data, formatter)
    rows = _heading_rows(headings, sheet.width - left)
    top = _ROOM_ABOVE + _ROW_PITCH * (rows - 1)
    scene = _Scene(
        sheet, data, days, axis, palette, formatter, left, right, top, sheet.height - _ROOM_BELOW
    )
    _draw_columns(scene)
    _draw_grid(scene)
    _draw_swing(scene)
    _draw_change(scene)
    _draw_averages(scene)
    _draw_dots(scene)
    _draw_unscored(scene)
    _draw_headings(scene, headings, rows)
    _draw_axis(scene)
    _draw_right_words(scene)
    return ChangeChart(sheet)


def _swing_word() -> str:
    return tr("usual swing")


def _average_word() -> str:
    return tr("average")


def _no_score_word() -> str:
    return tr("no score")


def _headings(data: ChangeChartData, formatter: Formatter) -> tuple[_Piece, _Piece]:
    comparison = data.comparison
    if comparison.after.days == 0 and comparison.reading == "not_yet":
        coming = _Piece(tr("days after"), tr("still to come"))
        return _before_heading(comparison.before, formatter), coming
    if comparison.reading == "not_yet":
        after = trn("{n} day after so far", "{n} days after so far", comparison.after.days)
    else:
        after = trn("{n} day after", "{n} days after", comparison.after.days)
    return (
        _before_heading(comparison.before, formatter),
        _heading(after, comparison.after, formatter),
    )


def _before_heading(window: Window, formatter: Formatter) -> _Piece:
    return _heading(trn("{n} day before", "{n} days before", window.days), window, formatter)


def _heading(days: str, window: Window, formatter: Formatter) -> _Piece:
    bold = days
    if window.mean is not None:
        mean = formatter.number(window.mean, 1)
        bold = tr("{days}: average {mean}").format(days=days, mean=mean)
    scored = tr("{number} scored").format(number=formatter.number(window.scored))
    return _Piece(bold, scored)


def _draw_columns(scene: _Scene) -> None:
    """Tint the settling-in days, and hatch the days that were left out."""
    days, palette = scene.days, scene.palette
    top, foot = scene.top - 2, scene.bottom
    if days.settled > days.change:
        contrast = palette.name == "contrast"
        scene.sheet.rectangle(
            scene.x(days.change),
            top,
            scene.x(days.settled),
            foot,
            "settling-in",
            facecolor=palette.ink if contrast else palette.dose_fill,
            alpha=0.18 if contrast else 0.45,
            zorder=_Z_COLUMN,
        )
    for first, last in runs(days.left_out):
        left, right = scene.x(first), scene.x(last + 1)
        scene.sheet.rectangle(
            left,
            top,
            right,
            foot,
            "left-out",
            facecolor="none",
            edgecolor=palette.control_line,
            alpha=0.4,
            hatch="///",
            zorder=_Z_COLUMN,
        )
        word = tr("left out")
        if right - left >= text_width(word) + 8:
            scene.sheet.text(
                (left + right) / 2,
                foot - 10,
                word,
                "left-out-word",
                color=palette.quiet,
                ha="center",
                behind=palette.card,
                behind_alpha=0.85,
            )


def _draw_grid(scene: _Scene) -> None:
    palette, axis = scene.palette, scene.axis
    lines = [[(scene.left, scene.y(mark)), (scene.right, scene.y(mark))] for mark in axis.marks]
    scene.sheet.lines(lines[1:], "grid", color=palette.chart_grid, zorder=_Z_GRID)
    scene.sheet.lines(lines[:1], "base", color=palette.decor_line, zorder=_Z_GRID)
    for mark, label in zip(axis.marks, axis.labels, strict=True):
        scene.sheet.text(
            scene.left - 8, scene.y(mark), label, "value-word", color=palette.quiet, ha="right"
        )


def _swing(scene: _Scene) -> tuple[float, float] | None:
    """Return the values between which the usual swing lies around the average before."""
    mean, spread = scene.data.comparison.before.mean, scene.data.spread
    if mean is None or spread is None:
        return None
    return max(mean - spread, scene.axis.low), min(mean + spread, scene.axis.high)


def _draw_swing(scene: _Scene) -> None:
    band = _swing(scene)
    if band is not None:
        scene.sheet.rectangle(
            scene.left,
            scene.y(band[1]),
            scene.right,
            scene.y(band[0]),
            "usual-swing",
            facecolor=scene.palette.ink,
            alpha=0.3 if scene.palette.name == "contrast" else 0.1,
            zorder=_Z_SWING,
        )


def _draw_change(scene: _Scene) -> None:
    """Draw a line at the first step, and fainter ones at the steps after it."""
    palette = scene.palette
    top, foot = scene.top - 3, scene.bottom
    later = [
        [(scene.x(step), top), (scene.x(step), foot)]
        for step in scene.days.steps.tolist()
        if step > scene.days.change
    ]
    scene.sheet.lines(
        later, "later-steps", color=palette.dose_edge, dash=(3, 3), alpha=0.8, zorder=_Z_LINE
    )
    x = scene.x(scene.days.change)
    scene.sheet.lines(
        [[(x, top), (x, foot)]],
        "change-line",
        color=palette.dose_edge,
        width=1.5,
        zorder=_Z_LINE,
    )


def _draw_averages(scene: _Scene) -> None:
    comparison, palette = scene.data.comparison, scene.palette
    for window, name in ((comparison.before, "before"), (comparison.after, "after")):
        if window.mean is None:
            continue
        y = scene.y(window.mean)
        first, last = scene.x(window.first_day.toordinal()), scene.x(_after(window))
        ends = [[(first + 1, y), (last - 1, y)]]
        scene.sheet.lines(
            ends, f"halo-{name}", color=palette.card, width=5, alpha=0.7, zorder=_Z_AVERAGE - 0.1
        )
        scene.sheet.lines(
            ends, f"average-{name}", color=palette.accent, width=2.4, zorder=_Z_AVERAGE
        )


def _after(window: Window) -> int:
    return window.last_day.toordinal() + 1


def _draw_dots(scene: _Scene) -> None:
    days, palette = scene.days, scene.palette
    for daily, name in (
        (days.settling_scores, "settling"),
        (days.left_out_scores, "left-out"),
    ):
        for pale in _dots(scene, daily, name, _PALE_PX, palette.quiet):
            pale.set(alpha=0.5, zorder=_Z_DOT - 0.2)
    before, _recalled = _dots(scene, days.before_scores, "before", _OPEN_PX, palette.ink)
    before.set(markerfacecolor=palette.card, markeredgewidth=1.5 * POINTS_PER_PX)
    _dots(scene, days.after_scores, "after", _FILLED_PX, palette.ink)


def _dots(
    scene: _Scene, daily: DailyValues, name: str, size_px: float, colour: str
) -> tuple[Line2D, Line2D]:
    """Draw days, and apart from them those that were recalled later."""
    recalled = are_recalled(daily.days, scene.data.recalled)
    room = max(scene.px_per_day * _DOT_SHARE, _LEAST_DOT_PX)
    days, hollow = (
        Line2D(
            [scene.x(day + 0.5) for day in daily.days[chosen].tolist()],
            [scene.y(value) for value in daily.values[chosen].tolist()],
            linestyle="",
            marker="o",
            markersize=min(size_px, room) * POINTS_PER_PX,
            color=colour,
            markeredgewidth=0,
            zorder=_Z_DOT,
        )
        for chosen in (~recalled, recalled)
    )
    mark_recalled(hollow, colour, scene.palette)
    scene.sheet.add(days, name=f"days-{name}")
    scene.sheet.add(hollow, name=f"recalled-{name}")
    return days, hollow


def _draw_unscored(scene: _Scene) -> None:
    foot = scene.bottom
    ticks = [
        [(scene.x(day + 0.5), foot + _TICKS_FROM), (scene.x(day + 0.5), foot + _TICKS_TO)]
        for day in scene.days.unscored.tolist()
    ]
    scene.sheet.lines(ticks, "no-score", color=scene.palette.quiet, width=1.5)


def _heading_rows(headings: tuple[_Piece, _Piece], room: float) -> int:
    """Return in how many rows both headings stand: in one, in one each, or in two each."""
    if sum(one.width for one in headings) + _HEADING_GAP <= room:
        return _BESIDE
    return _ONE_EACH if max(one.width for one in headings) <= room else _TWO_EACH


def _draw_headings(scene: _Scene, headings: tuple[_Piece, _Piece], rows: int) -> None:
    """Write what is known of both sides above them, in one row or, where it is narrow, in more."""
    before, after = headings
    row = Row()
    wanted = scene.x(scene.days.settled)
    start = max(min(wanted, scene.sheet.width - after.width - 2), scene.left)
    if rows != _BESIDE:
        wrapped = rows == _TWO_EACH
        _write_heading(scene, before, scene.left, 0, "before", wrapped=wrapped)
        _write_heading(scene, after, start, rows // 2, "after", wrapped=wrapped)
        return
    start = max(start, scene.left + before.width + _HEADING_GAP)
    row.take(scene.left, scene.left + before.width)
    row.take(start, start + after.width)
    _write_heading(scene, before, scene.left, 0, "before")
    _write_heading(scene, after, start, 0, "after")
    if scene.days.settled > scene.days.change:
        left = scene.x(scene.days.change)
        word = tr("settling in")
        if row.place(left, left + text_width(word), gap=12):
            scene.sheet.text(
                left, _HEADING_ROW, word, "settling-in-word", color=scene.palette.quiet
            )


def _write_heading(
    scene: _Scene, piece: _Piece, left: float, row: int, name: str, *, wrapped: bool = False
) -> None:
    """Write a heading; wrapped, its quiet words stand in the next row."""
    y = _HEADING_ROW + row * _ROW_PITCH
    palette = scene.palette
    scene.sheet.text(left, y, piece.bold, f"heading-{name}", color=palette.ink, weight=600)
    if wrapped:
        y += _ROW_PITCH
    else:
        left += text_width(piece.bold, weight=600) + 8
    scene.sheet.text(left, y, piece.quiet, f"scored-{name}", color=palette.quiet)


def _draw_axis(scene: _Scene) -> None:
    """Name the first day, the change, the first day after settling in, and the last day."""
    days, row = scene.days, Row()
    first, last = scene.data.today.fromordinal(days.first), days.after - 1
    places: list[tuple[float, date, float]] = [
        (scene.x(days.change), scene.data.change.first_day, 0.5),
        (scene.x(days.after), first.fromordinal(last), 1),
        (scene.x(days.first), first, 0),
        (scene.x(days.settled), scene.data.change.settled_day, 0.5),
    ]
    for x, day, before in places:
        words = _short_day(day, scene.formatter)
        width = text_width(words)
        left = min(max(x - before * width, 0), scene.sheet.width - width)
        if row.place(left, left + width, gap=8):
            y = scene.sheet.height - _AXIS_WORDS
            scene.sheet.text(left, y, words, "axis-word", color=scene.palette.quiet)


def _short_day(day: date, formatter: Formatter) -> str:
    return tr("{day} {month}").format(day=formatter.number(day.day), month=formatter.month(day))


def _draw_right_words(scene: _Scene) -> None:
    """Name the band, the lines and the ticks at the right, at least 17 px apart."""
    palette, comparison = scene.palette, scene.data.comparison
    x = scene.right + _RIGHT_GAP
    words: list[tuple[float, str, str, str, int]] = []
    band = _swing(scene)
    if band is not None:
        middle = scene.y((band[0] + band[1]) / 2)
        words.append((middle, _swing_word(), "usual-swing-word", palette.quiet, 400))
    means = [one.mean for one in (comparison.after, comparison.before) if one.mean is not None]
    if means:
        y = scene.y(means[0])
        words.append((y, _average_word(), "average-word", palette.accent, 600))
    limits = (scene.top, scene.bottom - _WORD_PITCH / 2)
    heights = nudged([word[0] for word in words], _WORD_PITCH, limits)
    for height, (_y, text, name, colour, weight) in zip(heights, words, strict=True):
        scene.sheet.text(x, height, text, name, color=colour, weight=weight)
    if scene.days.unscored.size:
        y = scene.bottom + _TICK_MIDDLE
        scene.sheet.text(x, y, _no_score_word(), "no-score-word", color=palette.quiet)
