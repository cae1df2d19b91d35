"""What every part of the timeline needs to draw itself: sheet, places, days shown, colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.transforms import Affine2D

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.transforms import Transform

    from fibrojournal.charts.sheet import Sheet
    from fibrojournal.charts.style import Palette
    from fibrojournal.charts.timeline_data import TimelineData
    from fibrojournal.charts.timeline_layout import LaneBox, Panel, TimelineLayout
    from fibrojournal.i18n import Formatter

Z_TINT = 0.2
Z_FLARE = 0.5
Z_GRID = 0.8
Z_SWING = 1.0
Z_AREA = 1.2
Z_DOTS = 1.5
Z_HAIRLINE = 2.0
Z_DOSE_EDGE = 2.5
Z_LINE = 3.0
Z_FIRST_LINE = 3.5
Z_MARKER = 4.0
Z_TEXT = 5.0
Z_PILL = 6.0


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The days shown, and where they are.

    Attributes:
        sheet: What is drawn on.
        layout: Where things stand.
        data: What is shown.
        palette: Colours by role.
        formatter: Writes days and numbers.
        first: Ordinal at the left edge; a day begins at its ordinal.
        last: Ordinal at the right edge (excluded).
        detail_days: Days for which the detail (dots, buckets) is chosen; 0 = those shown.
    """

    sheet: Sheet
    layout: TimelineLayout
    data: TimelineData
    palette: Palette
    formatter: Formatter
    first: float
    last: float
    detail_days: float = 0

    @property
    def lived_days(self) -> float:
        """Days up to today that decide how much detail is shown."""
        return self.detail_days or max(min(self.last, self.tomorrow) - self.first, 1)

    @property
    def px_per_day(self) -> float:
        """Width of a day in px."""
        return (self.layout.right - self.layout.left) / (self.last - self.first)

    def x(self, ordinal: float) -> float:
        """Return the px at which a day begins."""
        return self.layout.left + (ordinal - self.first) * self.px_per_day

    def x_day(self, day: date) -> float:
        """Return the px at which a day begins."""
        return self.x(day.toordinal())

    @property
    def tomorrow(self) -> int:
        """Ordinal of the first day to come."""
        return self.data.today.toordinal() + 1

    @property
    def shows_today(self) -> bool:
        """Whether the end of today is inside."""
        return self.first < self.tomorrow <= self.last

    def is_inside(self, ordinal: float) -> bool:
        """Whether the beginning of a day is inside."""
        return self.first <= ordinal < self.last

    def panel_transform(self, panel: Panel) -> Transform:
        """Return the way from (day ordinal, value) to the screen; a day's value stands mid-day."""
        return self._transform(0.5, panel.y_of(0), panel.px_per_unit)

    def swing_transform(self, panel: Panel) -> Transform:
        """Return the way from (beginning of a day, value) to the screen."""
        return self._transform(0, panel.y_of(0), panel.px_per_unit)

    def lane_transform(self, box: LaneBox) -> Transform:
        """Return the way from (day ordinal, amount per day) to the screen."""
        return self._transform(0, box.baseline, box.px_per_unit)

    def _transform(self, shift_days: float, zero: float, px_per_unit: float) -> Transform:
        scaled = Affine2D().translate(shift_days - self.first, 0)
        scaled.scale(self.px_per_day, px_per_unit).translate(self.layout.left, zero)
        return scaled + self.sheet.still
