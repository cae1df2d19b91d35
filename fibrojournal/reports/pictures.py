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
    from collections.abc import Iterator, Mapping

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.visit_report import ChartPart, VisitReport

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
    return dict(each_picture(report, formatter, height=height, scale=scale))


def each_picture(
    report: VisitReport, formatter: Formatter, *, height: int, scale: float = PRINT_SCALE
) -> Iterator[tuple[str, ReportPicture]]:
    """Draw the pictures one after the other, for a window that goes on between two of them.

    Args:
        report: The report.
        formatter: Writes days and numbers.
        height: As `draw_pictures` takes it.
        scale: Dots for one CSS pixel.
    """
    if report.chart is not None:
        yield TIMELINE, timeline_picture(report.chart, formatter, height=height, scale=scale)
    yield from further_pictures(report, formatter, scale=scale)


def timeline_picture(
    part: ChartPart, formatter: Formatter, *, height: int, scale: float = PRINT_SCALE
) -> ReportPicture:
    """Draw the picture of page 1, `height` CSS pixels high or higher where that is too little."""
    chart = TimelineChart(part.data, _drawn(height, scale), paper_palette(), formatter)
    chart.show_days(part.first_day, part.last_day)
    shown = round(chart.height * WIDTH / DRAWN_WIDTH)
    return ReportPicture(png_bytes(chart.figure), WIDTH, shown)


def further_pictures(
    report: VisitReport, formatter: Formatter, *, scale: float = PRINT_SCALE
) -> Iterator[tuple[str, ReportPicture]]:
    """Draw the pictures of the further pages one after the other."""
    palette = paper_palette()
    for number, card in enumerate(report.further.cards):
        data = chart_data(card.facts)
        if data is not None:
            size = _drawn(CARD_HEIGHT, scale)
            png = png_bytes(change_chart(data, size, palette, formatter).figure)
            yield change_picture(number), ReportPicture(png, WIDTH, CARD_HEIGHT)
    for number, rungs in enumerate(report.further.ladders):
        size = _drawn(LADDER_HEIGHT, scale)
        png = png_bytes(ladder_chart(rungs.ladder, size, palette, formatter).figure)
        yield ladder_picture(number), ReportPicture(png, WIDTH, LADDER_HEIGHT)


def embedded(pictures: Mapping[str, ReportPicture]) -> dict[str, PictureSource]:
    """Return the pictures as parts of an HTML file."""
    return {name: picture.embedded for name, picture in pictures.items()}


def _drawn(height: float, scale: float) -> ChartSize:
    """Return the size at which a picture is drawn that is shown `height` CSS pixels high."""
    smaller = WIDTH / DRAWN_WIDTH
    return ChartSize(DRAWN_WIDTH, height / smaller, scale * smaller)
