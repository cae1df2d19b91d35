"""Texts in charts stay within their picture, at every size at which one is shown or printed.

In English none covers another. In a language with longer words some may have to be cut short;
that they do not leave the picture is looked at there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Final

import pytest
from matplotlib.text import Text
from PySide6.QtCore import QLocale, QPointF, QRectF

from fibrojournal.charts.change_chart import change_chart
from fibrojournal.charts.describe_change import chart_data
from fibrojournal.charts.dose_staircase_chart import DoseHistory, dose_staircase
from fibrojournal.charts.ladder_chart import ladder_chart
from fibrojournal.charts.pain_map_chart import pain_map_chart
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import load_palette
from fibrojournal.charts.timeline_chart import TimelineChart
from fibrojournal.i18n import EnglishFormatter, tr, use_digits, use_language
from fibrojournal.journal.example import example_contents
from fibrojournal.reports.pictures import DRAWN_WIDTH
from fibrojournal.reports.report_choice import SECTIONS, ReportChoice
from fibrojournal.reports.visit_report import VisitReport, visit_report
from fibrojournal.ui.formatter import LocaleFormatter
from fibrojournal.ui.printing import CSS_DPI, FOOTER_PX, ReportPages
from tests.builders import TODAY
from tests.catalogue import place_of
from tests.ui.looks.painted import drawn
from tests.ui.looks.pseudo import CODE, pseudo_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matplotlib.figure import Figure

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.i18n import Formatter

pytestmark = pytest.mark.filterwarnings("ignore:Glyph")  # not every computer has all digits

PALETTE: Final = load_palette("light")
TIMELINES: Final = ((1006, 560), (1092, 480), (498, 400), (541, 400), (DRAWN_WIDTH, 300))
"""Width and height of the timeline in pixels at 100 %: in a window of 1280 and of 1366 pixels,
then with text twice as large, then on paper. The other charts have two widths: see their widgets.
"""
WIDE, NARROW = 832, 416
SHOWN: Final = (14, 42, 91, 365, None)
"""Days that the timeline offers; None = all."""
TOUCH: Final = 1.5
"""Pixels by which the boxes of two texts may overlap: they hold room that no letter takes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, and which one it is."""

    name: str
    figure: Figure


def report(contents: JournalContents, formatter: Formatter) -> VisitReport:
    first = min(entry.day for entry in contents.days)
    choice = ReportChoice(first, TODAY, sections=frozenset(SECTIONS))
    return visit_report(contents, choice, TODAY, formatter)


def charts(formatter: Formatter) -> Iterator[Drawn]:
    """Draw every chart of the example journal at every size."""
    contents = example_contents(TODAY)
    made = report(contents, formatter)
    maps = made.further.pain_maps
    assert maps is not None
    yield from timelines(made, formatter)
    for width in (WIDE, NARROW):
        for card in made.further.cards:
            for one in card.facts.report.comparisons:
                data = chart_data(card.facts, one.item.key)
                if data is not None:
                    drawn = change_chart(data, ChartSize(width, 190), PALETTE, formatter)
                    name = f"{card.words.title}, {one.item.key} at {width}"
                    yield Drawn(name, drawn.figure)
        for part in made.further.ladders:
            ladder = ladder_chart(part.ladder, ChartSize(width, 280), PALETTE, formatter)
            yield Drawn(f"ladder at {width}", ladder.figure)
        titles = tr("Before"), tr("After")
        drawn_maps = pain_map_chart(maps.both, titles, ChartSize(width, 400), PALETTE)
        yield Drawn(f"maps at {width}", drawn_maps.figure)
    printed = pain_map_chart(maps.both, maps.titles, ChartSize(DRAWN_WIDTH, 400), PALETTE)
    yield Drawn("maps on paper", printed.figure)
    for medicine in contents.medicines:
        changes = [row for row in contents.dose_changes if row.medicine == medicine.name]
        plan = [row for row in contents.plan if row.medicine == medicine.name]
        for width in (380, 190):
            size = ChartSize(width, 118)
            stairs = dose_staircase(DoseHistory(changes, plan, TODAY), size, PALETTE, formatter)
            yield Drawn(f"{medicine.name} at {width}", stairs.figure)


def timelines(made: VisitReport, formatter: Formatter) -> Iterator[Drawn]:
    assert made.chart is not None
    data = made.chart.data
    for width, height in TIMELINES:
        chart = TimelineChart(data, ChartSize(width, height), PALETTE, formatter)
        for days in SHOWN:
            first = data.first_day if days is None else TODAY - timedelta(days=days - 1)
            chart.show_days(first, TODAY)
            yield Drawn(f"{days} days at {width}", chart.figure)


def written(figure: Figure) -> list[Text]:
    """Return the texts of a figure that can be seen."""
    texts = figure.findobj(Text)
    return [text for text in texts if text.get_visible() and text.get_text()]


def outside(drawn: Drawn) -> list[str]:
    """Say which texts leave the figure, and by how many pixels."""
    whole = drawn.figure.bbox
    found = []
    for text in written(drawn.figure):
        box = text.get_window_extent()
        by = max(whole.x0 - box.x0, box.x1 - whole.x1, whole.y0 - box.y0, box.y1 - whole.y1)
        if by > TOUCH:
            found.append(f"{drawn.name}: “{text.get_text()}” by {by:.0f}")
    return found


def covered(drawn: Drawn) -> list[str]:
    """Say which texts lie over each other."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in written(drawn.figure)]
    return [
        f"{drawn.name}: “{one}” and “{other}”"
        for (one, box), (other, beside) in combinations(boxes, 2)
        if min(box.x1, beside.x1) - max(box.x0, beside.x0) > TOUCH
        and min(box.y1, beside.y1) - max(box.y0, beside.y0) > TOUCH
    ]


@pytest.fixture
def other_language(tmp_path: Path) -> Iterator[Formatter]:
    """Speak the language that nobody speaks, and give its formatter."""
    place = place_of(CODE, tmp_path)
    place.parent.mkdir(parents=True)
    place.write_bytes(pseudo_catalogue())
    locale = QLocale(CODE)
    use_language(CODE, tmp_path)
    use_digits(locale.zeroDigit())
    yield LocaleFormatter(locale)
    use_language("", tmp_path)
    use_digits("0")


def test_no_text_of_a_chart_covers_another_or_leaves_it() -> None:
    found = []
    for chart in charts(EnglishFormatter()):
        found += outside(chart) + covered(chart)
    assert found == []


def test_longer_words_do_not_leave_a_chart(other_language: Formatter) -> None:
    assert [one for chart in charts(other_language) for one in outside(chart)] == []


def test_longer_words_do_not_leave_a_printed_page(other_language: Formatter) -> None:
    made = report(example_contents(TODAY), other_language)
    pages = ReportPages(made, other_language, scale=0.25)
    assert pages.widest < 1.003
    size = pages.layout.paintRectPixels(CSS_DPI).size().toSizeF()
    sheet = QRectF(QPointF(), size).adjusted(-TOUCH, -TOUCH, TOUCH, TOUCH)
    for page in range(pages.count):
        everything = drawn(size, partial(pages.draw, page=page, dots_per_px=1.0))
        texts = [one for one in everything if not one.ink.isEmpty()]
        assert [one.text for one in texts if not sheet.contains(one.ink)] == []
        foot = [one.ink for one in texts if one.ink.top() > sheet.bottom() - FOOTER_PX]
        shared = (one.intersected(other) for one, other in combinations(foot, 2))
        assert not any(min(part.width(), part.height()) > TOUCH for part in shared)
