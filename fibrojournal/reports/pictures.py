"""The pictures of a report, drawn in greys for paper, each when it is needed.

planned_pictures(report, formatter) -> {name: PlannedPicture}, nothing is drawn yet
planned[name].at(height).drawn(scale) -> GreyPicture; .embedded(scale) -> PictureSource
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from PIL import Image

from fibrojournal.charts.change_chart import change_chart
from fibrojournal.charts.describe_change import chart_data
from fibrojournal.charts.ladder_chart import ladder_chart
from fibrojournal.charts.pain_map_chart import pain_map_chart
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import paper_palette
from fibrojournal.charts.timeline_chart import TimelineChart
from fibrojournal.charts.timeline_layout import MARGIN
from fibrojournal.reports.page_room import ENDLESS
from fibrojournal.reports.visit_html import (
    PAIN_MAPS,
    TIMELINE,
    PictureSource,
    change_picture,
    ladder_picture,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fibrojournal.analysis.ladder import Ladder
    from fibrojournal.charts.change_chart import ChangeChart
    from fibrojournal.charts.change_chart_data import ChangeChartData
    from fibrojournal.charts.ladder_chart import LadderChart
    from fibrojournal.charts.pain_map_chart import PainMapChart
    from fibrojournal.charts.sheet import Picture
    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.further_pages import PainMapsPart
    from fibrojournal.reports.visit_report import ChartPart, VisitReport

WIDTH: Final = 694
"""Width of the pictures in CSS pixels: that of the text on a sheet of A4."""

DRAWN_WIDTH: Final = 800
"""Width at which a picture is drawn; it is shown smaller, since paper is read from nearer."""

CARD_HEIGHT: Final = 200
LADDER_HEIGHT: Final = 250
MAPS_HEIGHT: Final = 350
PRINT_SCALE: Final = 300 / 96
"""Dots of print for one CSS pixel."""


class _Chart(Protocol):
    """Any chart that can be drawn."""

    def image(self) -> Picture:
        """Draw it."""


@dataclass(frozen=True, slots=True)
class GreyPicture:
    """A drawn picture.

    Attributes:
        width: In dots.
        height: In dots.
        greys: One byte a dot, row by row from the top, 0 = black.
    """

    width: int
    height: int
    greys: bytes

    @property
    def png(self) -> bytes:
        """The picture as a PNG file."""
        file = BytesIO()
        Image.frombytes("L", (self.width, self.height), self.greys).save(file, format="png")
        return file.getvalue()


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A picture that can be drawn.

    Attributes:
        height: In CSS pixels.
        least_height: Below it something would be lost, in CSS pixels.
        chart: Builds the chart for a size.
        cut_left: White at its left edge that is not shown, in px of the chart.
    """

    height: float
    least_height: float
    chart: Callable[[ChartSize], _Chart]
    cut_left: int = 0

    def at(self, height: float) -> PlannedPicture:
        """Return the picture with another height, or with its least one."""
        return replace(self, height=max(height, self.least_height))

    def source(self, address: str) -> PictureSource:
        """Return how a page asks for it."""
        return PictureSource(address, WIDTH, round(self.height))

    def drawn(self, scale: float = PRINT_SCALE) -> GreyPicture:
        """Draw it.

        Args:
            scale: Dots for one CSS pixel.
        """
        smaller = WIDTH / DRAWN_WIDTH
        size = ChartSize(DRAWN_WIDTH + self.cut_left, self.height / smaller, scale * smaller)
        picture = self.chart(size).image()
        dots = np.frombuffer(picture.rgba, dtype=np.uint8)
        dots = dots.reshape(picture.height, picture.width, 4)
        # The palette of paper is grey: red, green and blue are the same.
        greys = dots[:, round(self.cut_left * size.scale) :, 1]
        return GreyPicture(greys.shape[1], greys.shape[0], greys.tobytes())


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """A picture of an HTML file.

    Attributes:
        png: The file.
        width: In CSS pixels.
        height: In CSS pixels.
    """

    png: bytes
    width: int
    height: int

    @property
    def embedded(self) -> PictureSource:
        """The picture as a part of the HTML file."""
        address = f"data:image/png;base64,{b64encode(self.png).decode()}"
        return PictureSource(address, self.width, self.height)


def planned_pictures(report: VisitReport, formatter: Formatter) -> dict[str, PlannedPicture]:
    """Return every picture of the further pages, by its name; nothing is drawn yet."""
    planned: dict[str, PlannedPicture] = {}
    for number, card in enumerate(report.further.cards):
        data = chart_data(card.facts)
        if data is not None:
            planned[change_picture(number)] = PlannedPicture(
                CARD_HEIGHT,
                CARD_HEIGHT,
                partial(_change_chart, data, formatter),
            )
    for number, rungs in enumerate(report.further.ladders):
        planned[ladder_picture(number)] = PlannedPicture(
            LADDER_HEIGHT,
            LADDER_HEIGHT,
            partial(_ladder_chart, rungs.ladder, formatter),
        )
    if report.further.pain_maps is not None:
        planned[PAIN_MAPS] = PlannedPicture(
            MAPS_HEIGHT, MAPS_HEIGHT, partial(_pain_map_chart, report.further.pain_maps)
        )
    return planned


def each_picture(
    report: VisitReport, formatter: Formatter, *, height: float, scale: float = PRINT_SCALE
) -> Iterator[tuple[str, ReportPicture]]:
    """Draw the pictures of an HTML file one after the other, by name.

    Args:
        report: The report.
        formatter: Writes days and numbers.
        height: Height of the timeline in CSS pixels; it becomes higher where that is too little.
        scale: Dots for one CSS pixel.
    """
    planned = planned_pictures(report, formatter)
    if report.chart is not None:
        chart = report.chart.with_lanes(ENDLESS.lanes)
        planned = {TIMELINE: planned_timeline(chart, formatter).at(height), **planned}
    for name, picture in planned.items():
        png = picture.drawn(scale).png
        yield name, ReportPicture(png, WIDTH, round(picture.height))


def planned_timeline(part: ChartPart, formatter: Formatter) -> PlannedPicture:
    """Return the picture of page 1, as low as it may be."""
    cut = MARGIN - 1

    def chart(size: ChartSize) -> TimelineChart:
        drawn = TimelineChart(part.data, size, paper_palette(), formatter)
        drawn.show_days(part.first_day, part.last_day)
        return drawn

    smallest = chart(ChartSize(DRAWN_WIDTH + cut, 0))
    least = smallest.legible_height * WIDTH / DRAWN_WIDTH
    return PlannedPicture(least, least, chart, cut)


def _change_chart(data: ChangeChartData, formatter: Formatter, size: ChartSize) -> ChangeChart:
    return change_chart(data, size, paper_palette(), formatter)


def _ladder_chart(ladder: Ladder, formatter: Formatter, size: ChartSize) -> LadderChart:
    return ladder_chart(ladder, size, paper_palette(), formatter)


def _pain_map_chart(part: PainMapsPart, size: ChartSize) -> PainMapChart:
    return pain_map_chart(part.both, part.titles, size, paper_palette())
