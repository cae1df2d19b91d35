"""How fast the Journal page is at 20 years of days: `python -m tests.benchmarks.journal_page`.

Searching is measured per letter, in the use case and on the page with the rows it then paints;
frames in the live event loop, from the key to the paint.
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

from PySide6.QtWidgets import QApplication

from fibrojournal.domain.day_filter import DayFilter
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.journal_page import JournalPage
from fibrojournal.ui.theme import apply_theme
from tests.benchmarks.figures import show
from tests.benchmarks.long_diary import long_diary

if TYPE_CHECKING:
    from collections.abc import Callable

TYPED = "walk quiet gabapentin short"
FRAMES = 120


def times_ms(work: Callable[[int], object], rounds: int) -> list[float]:
    """Return how long each of so many rounds took, in ms."""
    times = []
    for number in range(rounds):
        began = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> None:
    """Print each figure: its median, and the longest."""
    app = QApplication([])
    palette = apply_theme(app, "light", 100)
    now = datetime(2026, 11, 4, 20, tzinfo=UTC)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.create(Path(folder, "long.fibro")) as store,
    ):
        journal = Journal(store, clock=lambda: now)
        journal.load(long_diary(20))
        page = JournalPage(journal, Look(EnglishFormatter(), palette))
        page.resize(1072, 800)

        def show_page(_number: int) -> None:
            page.show()
            app.processEvents()

        report("page shown, with reading", times_ms(show_page, 1), limit=150)
        finder = journal.day_finder
        report(
            "a letter typed, in the journal",
            times_ms(lambda n: finder.days(DayFilter(TYPED[: n + 1])), len(TYPED)),
            limit=10,
        )

        def type_letter(number: int) -> None:
            page.filters.search_edit.setText(TYPED[: number + 1])
            app.processEvents()

        report("a letter typed, until painted", times_ms(type_letter, len(TYPED)))
        page.filters.clear()
        app.processEvents()
        bar = page.list.verticalScrollBar()

        def scroll(number: int) -> None:
            bar.setValue(number * bar.pageStep())
            app.processEvents()

        report("a page scrolled", times_ms(scroll, FRAMES))

        def year(number: int) -> None:
            page.view_row.cells.cells[1 - number % 2].click()
            app.processEvents()

        report("list to year and back", times_ms(year, 10))
        report("a year turned", times_ms(lambda _: turn(app, page), 10))


def turn(app: QApplication, page: JournalPage) -> None:
    """Show the year before, and paint it."""
    page.view_row.cells.cells[1].click()
    page.year_card.previous_button.click()
    app.processEvents()


def report(name: str, times: list[float], limit: float | None = None) -> None:
    """Print the median, and the longest."""
    show(name, statistics.median(times), limit=limit)
    if len(times) > 1:
        show("  at most", max(times))


if __name__ == "__main__":
    main()
