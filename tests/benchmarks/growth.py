"""How the pages' cost grows with the years in the journal: `python -m tests.benchmarks.growth`.

Journals of 1, 5, 10 and 20 years are used in turn, round by round, so that a machine that slows
down slows all of them. What storage costs by the years is measured in `storage`.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fibrojournal.domain.day_filter import DayFilter
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.journal_page import JournalPage
from fibrojournal.ui.pages.timeline_page import TimelinePage
from fibrojournal.ui.pages.today_page import TodayPage
from fibrojournal.ui.theme import apply_theme
from tests.benchmarks.long_diary import long_diary
from tests.benchmarks.storage import NOW, YEARS

if TYPE_CHECKING:
    from fibrojournal.charts.style import Palette
    from fibrojournal.ui.pages.page import Page

ROUNDS: Final = 7
PAGES: Final = (TodayPage, JournalPage, TimelinePage)


def once(app: QApplication, journal: Journal, palette: Palette) -> dict[str, float]:
    """Build, show and paint each page, redraw the timeline and search, once; return ms by name."""
    took: dict[str, float] = {}

    def note(name: str, began: float) -> None:
        took[name] = (time.perf_counter() - began) * 1000

    pages: list[Page] = []
    for kind in PAGES:
        began = time.perf_counter()
        page: Page = kind(journal, Look(EnglishFormatter(), palette))
        page.resize(1072, 800)
        page.show()
        app.processEvents()
        note(f"{kind.__name__}, built and painted", began)
        pages.append(page)
    timeline = pages[-1]
    assert isinstance(timeline, TimelinePage)
    chart = timeline.canvas.chart
    if chart is not None:
        began = time.perf_counter()
        chart.show_axis(*chart.axis_limits)
        chart.image()
        note("timeline redrawn", began)
    began = time.perf_counter()
    journal.day_finder.days(DayFilter("walk"))
    note("a word found", began)
    for page in pages:
        page.close()
        page.deleteLater()
    app.processEvents()
    return took


def main() -> None:
    """Print the medians by years."""
    app = QApplication([])
    palette = apply_theme(app, "light", 100)
    took: dict[tuple[str, int], list[float]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        journals = {}
        for years in YEARS[1:]:
            store = stack.enter_context(Store.create(folder / f"{years}.fibro"))
            journals[years] = Journal(store, clock=lambda: NOW)
            journals[years].load(long_diary(years))
        for number in range(ROUNDS + 1):
            for years, journal in journals.items():
                for name, ms in once(app, journal, palette).items():
                    if number:  # the first round warms up
                        took.setdefault((name, years), []).append(ms)
    for name in dict.fromkeys(name for name, _years in took):
        row = {years: statistics.median(took[name, years]) for years in YEARS[1:]}
        print(f"{name:36}" + "".join(f"  {years:2} y {ms:7.1f}" for years, ms in row.items()))


if __name__ == "__main__":
    main()
