"""How fast the timeline is at 20 years and 12 items: `python -m tests.benchmarks.timeline`.

The picture is compared with a plain matplotlib redraw of the same raw lines in the same run, and
with pyqtgraph, which is made for speed; frames are measured in the live event loop, from the
mouse to the paint.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.timeline_page import TimelinePage
from fibrojournal.ui.theme import apply_theme
from tests.benchmarks.figures import Beside, show
from tests.benchmarks.long_diary import long_diary

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.charts.timeline_chart import TimelineChart

ROUNDS = 9
FRAMES = 120


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of `work` in ms, after one round that does not count."""
    times = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[1:])


def plain(chart: TimelineChart) -> Callable[[], object]:
    """Draw the same days as matplotlib would from a first attempt: raw lines on axes."""
    figure = Figure(figsize=(12, 8), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for chosen in chart.data.items:
        axes.plot(chosen.daily.days, chosen.daily.values)
    for change in chart.data.changes:
        axes.axvline(change.first_day.toordinal())
    return canvas.draw


def in_pyqtgraph(app: QApplication, chart: TimelineChart) -> tuple[float, float]:
    """Show the same days in pyqtgraph; return the medians of a redraw and of a pan frame, in ms.

    It draws while it paints, so that both are a paint; a pan moves the days by one.
    """
    plot = pyqtgraph.PlotWidget()
    plot.resize(1200, 800)
    for number, chosen in enumerate(chart.data.items):
        plot.plot(chosen.daily.days, chosen.daily.values, pen=pyqtgraph.intColor(number))
    for change in chart.data.changes:
        plot.addItem(pyqtgraph.InfiniteLine(change.first_day.toordinal()))
    plot.show()
    app.processEvents()
    first, last = (day.toordinal() for day in (chart.data.first_day, chart.data.last_day))
    starts = iter(range(first, last))

    def redraw() -> None:
        plot.setXRange(first, last, padding=0)
        plot.viewport().repaint()

    def pan() -> None:
        start = next(starts)
        plot.setXRange(start, start + 365, padding=0)
        plot.viewport().repaint()

    figures = median_ms(redraw), median_ms(pan, FRAMES)
    plot.close()
    return figures


def main() -> None:
    """Print each figure, and its ratio to the plain redraw where that says something."""
    app = QApplication([])
    palette = apply_theme(app, "light", 100)
    now = datetime(2026, 11, 4, 20, tzinfo=UTC)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.create(Path(folder, "long.fibro")) as store,
    ):
        journal = Journal(store, clock=lambda: now)
        journal.load(long_diary(20))
        page = TimelinePage(journal, Look(EnglishFormatter(), palette))
        page.resize(1264, 990)
        began = time.perf_counter()
        page.show()
        app.processEvents()
        first = (time.perf_counter() - began) * 1000
        page.items_menu.aboutToShow.emit()
        for action in page.items_menu.actions():
            if not action.isChecked():
                action.trigger()
        measure(app, page, first)


def measure(app: QApplication, page: TimelinePage, first_ms: float) -> None:
    """Measure one page with everything on it."""
    canvas = page.canvas
    chart = canvas.chart
    assert chart is not None
    axis = chart.axis_limits
    base = median_ms(plain(chart))

    def redraw() -> None:
        chart.show_axis(*axis)
        chart.image()

    full = median_ms(redraw)
    places = iter(range(200, 200 + 8 * FRAMES, 4))

    def hover() -> None:
        QTest.mouseMove(canvas, QPoint(next(places), 300))
        app.processEvents()

    hovered = median_ms(hover, FRAMES)
    page.presets.cells.cells[3].click()
    app.processEvents()
    middle = QPoint(700, 300)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    began = time.perf_counter()
    QTest.mouseMove(canvas, middle + QPoint(8, 0))
    app.processEvents()
    strip = (time.perf_counter() - began) * 1000
    steps = iter(range(10, 10 + 2 * FRAMES + 10, 2))

    def pan() -> None:
        QTest.mouseMove(canvas, middle + QPoint(next(steps), 0))
        app.processEvents()

    panned = median_ms(pan, FRAMES)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle)
    fast, fast_pan = in_pyqtgraph(app, chart)
    plainly = Beside("plain", base)
    show(f"matplotlib, plain, {len(chart.data.items)} raw lines", base)
    show("pyqtgraph, a redraw", fast, beside=plainly)
    show("pyqtgraph, a pan frame, 1 year", fast_pan, beside=plainly)
    show("ours, a redraw", full, beside=plainly)
    for name, value, limit in (
        ("ours, a redraw", full, 100),
        ("ours, a hover frame", hovered, 16),
        ("ours, a pan frame", panned, 16),
        ("a drag begins", strip, 100),
        ("page shown, 4 items, with reading", first_ms, 150),
    ):
        show(name, value, limit=limit)


if __name__ == "__main__":
    main()
