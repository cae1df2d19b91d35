"""The values of the chosen items: day dots, trailing means, usual swing, labels at line ends.

The artists of an item are made once; moving the days only gives them new points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from fibrojournal.charts.buckets import Buckets, bucket_days, dense_buckets, scored_buckets
from fibrojournal.charts.fonts import POINTS_PER_PX, shortened, text_width
from fibrojournal.charts.label_placement import nudged
from fibrojournal.charts.recalled_days import are_recalled
from fibrojournal.charts.sheet import mark_recalled, plain_line
from fibrojournal.charts.timeline_data import DOTTED_DAYS
from fibrojournal.charts.timeline_layout import PITCH
from fibrojournal.charts.timeline_view import (
    Z_AREA,
    Z_DOTS,
    Z_FIRST_LINE,
    Z_LINE,
    Z_MARKER,
    Z_SWING,
    Z_TEXT,
)
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from fibrojournal.analysis.series import Days, Values
    from fibrojournal.charts.series_style import SeriesStyle
    from fibrojournal.charts.sheet import Sheet
    from fibrojournal.charts.style import Palette
    from fibrojournal.charts.timeline_data import TimelineItem
    from fibrojournal.charts.timeline_layout import Panel
    from fibrojournal.charts.timeline_view import TimelineView

SPARSE_DAYS = 240
"""Items scored on no more days than this in the window have their dots in any window."""

CLOSE_DAYS = 45
"""Up to so many days, the dots have the item's own marker."""

_MARKER_PX = 7.0
_HALO_PX = 2.4
_PALE, _CLOSE, _EDGED, _STRONG = 0.28, 0.5, 0.7, 0.9
_END_GAP = 10
_FAR_PX = 30
_RIGHT_EDGE = 8
_LABEL_ROOM = 110
_DOTTED_ITEMS = 3
_WORD_HALF = 10


@dataclass(frozen=True, slots=True)
class LineEnd:
    """Where the line of an item ends on the screen, in px."""

    x: float
    y: float


class ItemLine:
    """One chosen item: its dots, the area behind, its mean and the marker at its end.

    Attributes:
        dots: Scored days; x = day ordinal, y = value.
        recalled_dots: The same for days that were filled in later.
        line: Trailing mean; x = day ordinal, y = mean, NaN = gap.
        end: Where the line ends in the days shown; None = nothing of it is there.
    """

    def __init__(
        self,
        sheet: Sheet,
        chosen: TimelineItem,
        style: SeriesStyle,
        panel: Panel,
        palette: Palette,
    ) -> None:
        self.chosen = chosen
        self.style = style
        self.panel = panel
        self.end: LineEnd | None = None
        key = chosen.item.key
        strong = style.is_first and style.panel == "symptoms"
        level = Z_FIRST_LINE if strong else Z_LINE
        self.line = plain_line(
            color=style.colour, width=style.width, dash=style.dash, zorder=level
        )
        self.line.set_solid_capstyle("round")
        self.dots = _dots(style)
        self.recalled_dots = _dots(style)
        mark_recalled(self.recalled_dots, style.colour, palette)
        self.area = PathPatch(
            Path(np.zeros((0, 2))), facecolor=style.colour, alpha=0.18, linewidth=0, zorder=Z_AREA
        )
        self._marker = _end_marker(style, palette, level + 1 - style.place / 100)
        self._halo: Line2D | None = None
        if strong:
            self._halo = plain_line(
                color=palette.card, width=style.width + 2 * _HALO_PX, zorder=level - 0.1
            )
            sheet.add(self._halo, name=f"halo:{key}")
        sheet.add(self.area, name=f"area:{key}")
        sheet.add(self.dots, name=f"days:{key}")
        sheet.add(self.recalled_dots, name=f"recalled:{key}")
        sheet.add(self.line, name=f"mean:{key}")
        sheet.add(self._marker, name=f"end:{key}")

    def show(self, view: TimelineView, offset_px: float) -> None:
        """Give all artists the points of the days shown."""
        length = bucket_days(view.lived_days)
        transform = view.panel_transform(self.panel)
        layout = view.layout
        clip = view.sheet.box(layout.left, self.panel.top - 8, layout.right, self.panel.bottom + 8)
        self._show_mean(view, length)
        self._show_days(view, length, offset_px)
        for artist in (self.line, self._halo, self.area):
            if artist is not None:
                artist.set_transform(transform)
                artist.set_clip_box(clip)
        self.dots.set_clip_box(clip)
        self.recalled_dots.set_clip_box(clip)
        self._show_end(view)

    def places(self, view: TimelineView) -> Values:
        """Return the px of all points of the mean, and of the dots, one row each."""
        parts = []
        for line in (self.line, self.dots, self.recalled_dots):
            xs = np.asarray(line.get_xdata(orig=True), dtype=np.float64)
            ys = np.asarray(line.get_ydata(orig=True), dtype=np.float64)
            there = np.isfinite(ys)
            px = view.layout.left + (xs[there] + 0.5 - view.first) * view.px_per_day
            parts.append(
                np.column_stack((px, self.panel.y_of(0) + ys[there] * self.panel.px_per_unit))
            )
        return np.concatenate(parts)

    def hide_end_marker(self, *, hidden: bool) -> None:
        """Hide the marker where the label covers it; it is drawn beside the label then."""
        self._marker.set_visible(not hidden)

    def _show_mean(self, view: TimelineView, length: int) -> None:
        mean = self.chosen.mean
        low, high = np.searchsorted(mean.days, _whole_buckets(view, length))
        buckets = dense_buckets(mean.days[low:high], mean.means[low:high], length)
        for line in (self.line, self._halo):
            if line is not None:
                line.set_data(buckets.days, buckets.means)
        alone = _alone(buckets.means)
        self.line.set_marker("o" if alone else "None")
        self.line.set_markersize(self.style.width * 1.4 * POINTS_PER_PX)
        self.line.set_markevery(alone or None)
        if self.style.panel == "side_effects" and self.style.is_first:
            self.area.set_path(_area_path(buckets.days, buckets.means * 0, buckets.means))

    def _show_days(self, view: TimelineView, length: int, offset_px: float) -> None:
        daily = self.chosen.daily
        low, high = np.searchsorted(daily.days, [np.ceil(view.first), view.last])
        days, values = daily.days[low:high], daily.values[low:high]
        dotted = view.lived_days <= DOTTED_DAYS or days.size <= SPARSE_DAYS
        meanless = not self._means_between(view)
        if self.style.panel == "symptoms" and self.style.is_first:
            self._show_band(view, length, shown=not dotted)
        if not dotted:
            buckets = self._scored_buckets(view, length)
            days, values = (buckets.days, buckets.means) if meanless else (days[:0], values[:0])
        elif not meanless and view.lived_days > CLOSE_DAYS and self._dots_would_crowd():
            outside = ~self._has_mean(days)
            days, values = days[outside], values[outside]
        recalled = are_recalled(days, view.data.recalled)
        if not dotted:
            recalled[:] = False  # a point stands for several days here
        self._set_dots(view, days[~recalled], values[~recalled], offset_px, meanless=meanless)
        self._set_recalled(days[recalled], values[recalled])

    def _dots_would_crowd(self) -> bool:
        """Whether only days outside every mean are dots, unless few days are shown."""
        return self.style.panel == "side_effects" or self.style.place >= _DOTTED_ITEMS

    def _show_band(self, view: TimelineView, length: int, *, shown: bool) -> None:
        """Show lowest to highest of each bucket where days cannot be told apart."""
        band = self._scored_buckets(view, length)
        spread = _broken(band.days, band.lows, band.highs, length)
        self.area.set_path(_area_path(*spread) if shown else Path(np.zeros((0, 2))))
        self.area.set_alpha(0.1)

    def _scored_buckets(self, view: TimelineView, length: int) -> Buckets:
        daily = self.chosen.daily
        low, high = np.searchsorted(daily.days, _whole_buckets(view, length))
        return scored_buckets(daily.days[low:high], daily.values[low:high], length)

    def _set_dots(
        self, view: TimelineView, days: Days, values: Values, offset_px: float, *, meanless: bool
    ) -> None:
        close = view.lived_days <= CLOSE_DAYS
        own = close or meanless
        hollow = own and not self.style.filled
        self.dots.set_data(days, values)
        self.dots.set_marker(self.style.marker if own else "o")
        self.dots.set_markerfacecolor("none" if hollow else self.style.colour)
        self.dots.set_markeredgewidth(1.2 * POINTS_PER_PX if hollow else 0)
        size = 6.0 if own else min(3.2 + view.px_per_day * 0.2, 5)
        self.dots.set_markersize(size * POINTS_PER_PX)
        self.dots.set_alpha(_STRONG if meanless else _CLOSE if close else _PALE)
        panel = self.panel if close else _moved(self.panel, offset_px)
        self.dots.set_transform(view.panel_transform(panel))

    def _set_recalled(self, days: Days, values: Values) -> None:
        """Draw days that were filled in later where the other dots are."""
        self.recalled_dots.set_data(days, values)
        self.recalled_dots.set_markersize(self.dots.get_markersize() + POINTS_PER_PX)
        self.recalled_dots.set_alpha(_EDGED)
        self.recalled_dots.set_transform(self.dots.get_transform())

    def _means_between(self, view: TimelineView) -> bool:
        mean = self.chosen.mean
        low, high = np.searchsorted(mean.days, [view.first, view.last])
        return bool(np.isfinite(mean.means[low:high]).any())

    def _has_mean(self, days: Days) -> np.ndarray:
        mean = self.chosen.mean
        place = np.minimum(np.searchsorted(mean.days, days), mean.days.size - 1)
        return np.isfinite(mean.means[place])

    def _show_end(self, view: TimelineView) -> None:
        """Find the last point in the days shown, of the mean or else of the dots."""
        self.end = None
        for line in (self.line, self.dots, self.recalled_dots):
            xs = np.asarray(line.get_xdata(orig=True), dtype=np.float64)
            ys = np.asarray(line.get_ydata(orig=True), dtype=np.float64)
            inside = np.flatnonzero(np.isfinite(ys) & (xs >= view.first) & (xs < view.last))
            if inside.size:
                end = inside[-1]
                self.end = LineEnd(view.x(xs[end] + 0.5), self.panel.y_of(ys[end]))
                break
        self._marker.set_visible(self.end is not None)
        if self.end is not None:
            self._marker.set_data([self.end.x], [self.end.y])


def draw_swing(view: TimelineView, panel: Panel, lines: list[ItemLine]) -> None:
    """Shade the usual swing of the first item, stretch by stretch, and name it once."""
    if view.data.swing is None:
        return
    clip = view.sheet.box(view.layout.left, panel.top, view.layout.right, panel.bottom)
    places = []
    for stretch in view.data.swing.stretches:
        first, after = stretch.first, stretch.last + 1
        left = max(view.x(first), view.layout.left)
        right = min(view.x(after), view.layout.right)
        if right <= left:
            continue
        low, high = max(stretch.low, panel.at_bottom), min(stretch.high, panel.at_top)
        band = Polygon(
            [(first, low), (first, high), (after, high), (after, low)],
            facecolor=view.palette.ink,
            alpha=0.3 if view.palette.name == "contrast" else 0.1,
            linewidth=0,
            zorder=Z_SWING,
        )
        view.sheet.add(band, view.swing_transform(panel), "usual-swing")
        band.set_clip_box(clip)
        places += [(left, right, panel.y_of(low) + 9), (left, right, panel.y_of(high) - 9)]
    _name_swing(view, panel, lines, places)


def _name_swing(
    view: TimelineView,
    panel: Panel,
    lines: list[ItemLine],
    places: list[tuple[float, float, float]],
) -> None:
    """Write the words below or above the band where the fewest points lie under them."""
    words = tr("usual swing")
    width = text_width(words)
    points = np.concatenate([line.places(view) for line in lines if line.panel is panel])
    spots = [
        (left + 4, y)
        for left, right, y in places
        if right - left >= width + 8 and panel.top + 6 < y < panel.bottom - 6
    ]
    if not spots:
        return

    def covered(spot: tuple[float, float]) -> int:
        across = np.abs(points[:, 0] - spot[0] - width / 2) < width / 2 + 2
        down = np.abs(points[:, 1] - spot[1]) < _WORD_HALF
        return int((across & down).sum())

    x, y = min(spots, key=covered)
    view.sheet.text(
        x,
        y,
        words,
        "usual-swing-word",
        color=view.palette.quiet,
        behind=view.palette.card if covered((x, y)) else "",
        behind_alpha=0.75,
    )


def draw_end_labels(view: TimelineView, lines: list[ItemLine]) -> None:
    """Name each line at its end, at least 17 px apart, kept inside on the right."""
    ended = [(line, line.end) for line in lines if line.end is not None]
    if not ended:
        return
    edge = view.layout.width - _RIGHT_EDGE
    column = (view.x(view.tomorrow) if view.shows_today else view.layout.right) + _END_GAP
    words = [_label(line.chosen, edge - column) for line, _end in ended]
    widest = max(text_width(label, weight=600) for label in words)
    column = min(column, edge - widest)
    limits = (view.layout.top + 4, view.layout.values_bottom + PITCH)
    heights = nudged([end.y for _line, end in ended], PITCH, limits)
    for (line, end), label, y in zip(ended, words, heights, strict=True):
        on_ground = not view.shows_today or view.palette.name == "contrast"
        view.sheet.text(
            column,
            y,
            label,
            f"end-label:{line.chosen.item.key}",
            color=line.style.colour,
            weight=600,
            zorder=Z_TEXT,
            behind=view.palette.card if on_ground else "",
            behind_alpha=0.85,
        )
        covered = end.x > column - _END_GAP / 2
        line.hide_end_marker(hidden=covered)
        if covered or column - end.x > _FAR_PX:
            marker = _end_marker(line.style, view.palette, Z_MARKER)
            marker.set_data([column - 8], [y])
            view.sheet.add(marker, name=f"end-again:{line.chosen.item.key}")


def _label(chosen: TimelineItem, room: float) -> str:
    """Return the name where it has room beside the days, or else the short one."""
    name = chosen.item.name
    if text_width(name, weight=600) <= room:
        return name
    return shortened(chosen.item.short_name, max(room, _LABEL_ROOM), weight=600)


def _dots(style: SeriesStyle) -> Line2D:
    return Line2D((), (), linestyle="", color=style.colour, markeredgewidth=0, zorder=Z_DOTS)


def _end_marker(style: SeriesStyle, palette: Palette, zorder: float) -> Line2D:
    return Line2D(
        (),
        (),
        linestyle="",
        marker=style.marker,
        markersize=(_MARKER_PX + (1.4 if style.filled else 0)) * POINTS_PER_PX,
        markerfacecolor=style.colour if style.filled else palette.card,
        markeredgecolor=style.colour,
        markeredgewidth=0 if style.filled else 1.6 * POINTS_PER_PX,
        zorder=zorder,
    )


def _whole_buckets(view: TimelineView, length: int) -> tuple[int, int]:
    """Return the ordinals between which the buckets shown, and one more on each side, lie."""
    first, last = int(view.first // length), int(view.last // length)
    return (first - 1) * length, (last + 2) * length


def _alone(values: Values) -> list[int]:
    """Return the places of values without a neighbour: a line alone would not show them."""
    there = np.isfinite(values)
    before = np.concatenate(([False], there[:-1]))
    after = np.concatenate((there[1:], [False]))
    return [int(place) for place in np.flatnonzero(there & ~before & ~after)]


def _broken(days: Days, lows: Values, highs: Values, length: int) -> tuple[Values, Values, Values]:
    """Put a NaN between buckets that are not neighbours."""
    gaps = np.flatnonzero(np.diff(days // length) > 1) + 1
    parts = (days.astype(np.float64), lows, highs)
    days_, lows_, highs_ = (np.insert(part, gaps, np.nan) for part in parts)
    return days_, lows_, highs_


def _area_path(days: np.ndarray, lows: Values, highs: Values) -> Path:
    """Return the outline between two lines, one closed shape per unbroken run."""
    there = np.isfinite(highs)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], there.astype(np.int8), [0]))))
    shapes = []
    for start, end in edges.reshape(-1, 2):
        xs = days[start:end].astype(np.float64)
        forth = np.column_stack((xs, lows[start:end]))
        back = np.column_stack((xs, highs[start:end]))[::-1]
        shapes.append(Path(np.vstack((forth, back, forth[:1])), closed=True))
    return Path.make_compound_path(*shapes) if shapes else Path(np.zeros((0, 2)))


def _moved(panel: Panel, px: float) -> Panel:
    return replace(panel, top=panel.top + px, bottom=panel.bottom + px)
