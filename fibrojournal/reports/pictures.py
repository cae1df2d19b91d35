"""The pictures of a report, drawn in greys for paper."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fibrojournal.charts.change_chart import change_chart
from fibrojournal.charts.describe_change import chart_data
from fibrojournal.charts.ladder_chart import ladder_chart
from fibrojournal.charts.save_chart import png_bytes
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import paper_palette
from fibrojournal.charts.timeline_chart import TimelineChart
from fibrojournal.reports.visit_html import (
    TIMELINE,
    PictureSource,
    change_picture,
    ladder_picture,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.visit_report import VisitReport

WIDTH: Final = 690
"""Width of the pictures in CSS pixels: a little less than that of the text on a sheet of A4."""

DRAWN_WIDTH: Final = 800
"""Width at which a picture is drawn; it is shown smaller, since paper is read from nearer."""

CARD_HEIGHT: Final = 200
LADDER_HEIGHT: Final = 250
PRINT_SCALE: Final = 300 / 96
"""Dots of print for one CSS pixel."""


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """One picture.

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
        """The picture as a part of an HTML file."""
        address = f"data:image/png;base64,{b64encode(self.png).decode()}"
        return PictureSource(address, self.width, self.height)


def draw_pictures(
    report: VisitReport, formatter: Formatter, *, height: int, scale: float = PRINT_SCALE
) -> dict[str, ReportPicture]:
    """Draw every picture that a report has, by its name.

    Args:
        report: The report.
        formatter: Writes days and numbers.
        height: Height of the timeline in CSS pixels; it becomes higher where that is too little.
        scale: Dots for one CSS pixel.
    """
    palette = paper_palette()
    drawn: dict[str, ReportPicture] = {}
    if report.chart is not None:
        part = report.chart
        size = _drawn(height, scale)
        chart = TimelineChart(part.data, size, palette, formatter)
        chart.show_days(part.first_day, part.last_day)
        shown = round(chart.height * WIDTH / DRAWN_WIDTH)
        drawn[TIMELINE] = ReportPicture(png_bytes(chart.figure), WIDTH, shown)
    for number, card in enumerate(report.further.cards):
        data = chart_data(card.facts)
        if data is not None:
            size = _drawn(CARD_HEIGHT, scale)
            card_chart = change_chart(data, size, palette, formatter)
            drawn[change_picture(number)] = ReportPicture(
                png_bytes(card_chart.figure), WIDTH, CARD_HEIGHT
            )
    for number, rungs in enumerate(report.further.ladders):
        size = _drawn(LADDER_HEIGHT, scale)
        ladder = ladder_chart(rungs.ladder, size, palette, formatter)
        drawn[ladder_picture(number)] = ReportPicture(
            png_bytes(ladder.figure), WIDTH, LADDER_HEIGHT
        )
    return drawn


def embedded(pictures: Mapping[str, ReportPicture]) -> dict[str, PictureSource]:
    """Return the pictures as parts of an HTML file."""
    return {name: picture.embedded for name, picture in pictures.items()}


def _drawn(height: float, scale: float) -> ChartSize:
    """Return the size at which a picture is drawn that is shown `height` CSS pixels high."""
    smaller = WIDTH / DRAWN_WIDTH
    return ChartSize(DRAWN_WIDTH, height / smaller, scale * smaller)
