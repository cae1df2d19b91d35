"""How fast comparisons are at 20 years, 12 items and 100 changes.

Run as `python -m tests.benchmarks.comparison`. Everything is compared with one plain pass over
the same scores in the same run, so that a slow machine does not look like slow code.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from fibrojournal.analysis.change_report import ChangeReports, ChangesSource, change_reports
from fibrojournal.analysis.comparison import compare
from fibrojournal.analysis.context import Surroundings, contexts
from fibrojournal.analysis.series import DailyValues, daily_values
from fibrojournal.analysis.windows import changes
from fibrojournal.domain.entries import ItemScores
from tests.benchmarks import long_diary
from tests.benchmarks.figures import show
from tests.benchmarks.long_diary import LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.tracked_items import TrackedItem

YEARS = 20
CHANGES = 100
ROUNDS = 7


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of `work` in ms, after one round that does not count."""
    times = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[1:])


def source_of(contents: JournalContents) -> ChangesSource:
    """Gather what a diary without moments or skipped scores hands over."""
    daily = {item.key: daily_of(contents, item) for item in contents.items}
    taken = {
        entry.day: entry.medicines_taken
        for entry in contents.days
        if entry.medicines_taken is not None
    }
    return ChangesSource(
        contents.items,
        {key: values for key, values in daily.items() if values.days.size},
        contents.medicines,
        contents.dose_changes,
        contents.events,
        taken,
    )


def daily_of(contents: JournalContents, item: TrackedItem) -> DailyValues:
    """Gather the daily values of one item."""
    found = [
        (entry.day.toordinal(), float(score))
        for entry in contents.days
        if isinstance(score := entry.scores.get(item.key), int | float)
    ]
    days, values = tuple(day for day, _ in found), tuple(value for _, value in found)
    return daily_values(ItemScores(item.key, days, values, (False,) * len(found)), item)


def main() -> None:
    """Print each figure beside its budget, and its ratio to a plain pass."""
    long_diary.CHANGES = CHANGES
    source = source_of(long_diary.long_diary(YEARS))
    today = LAST_DAY
    found = changes(source.dose_changes, source.medicines, today)
    context = contexts(found, Surroundings(tuple(source.events)), today)[50]
    item = source.items[0]
    daily = source.daily[item.key]

    def plain() -> float:
        return sum(sum(values.values.tolist()) for values in source.daily.values())

    base = median_ms(plain)
    one = median_ms(lambda: compare(found[50], item, daily, context), 200)
    everything = median_ms(lambda: change_reports(source, today=today))
    remembering = ChangeReports()
    remembering.reports(source, today=today)
    again = median_ms(lambda: remembering.reports(source, today=today))
    edits = iter(range(ROUNDS + 1))

    def one_score_changed() -> None:
        values = daily.values.copy()
        values[-40] = next(edits)
        edited = {**source.daily, item.key: DailyValues(item.key, daily.days, values)}
        remembering.reports(replace(source, daily=edited), today=today)

    changed = median_ms(one_score_changed)
    tomorrow = median_ms(lambda: remembering.reports(source, today=today + timedelta(days=1)), 1)
    made = sum(len(report.comparisons) for report in change_reports(source, today=today))
    print(f"{len(found)} changes, {made} comparisons, {len(source.daily)} items")
    for name, value, limit in (
        ("one comparison", one, 1),
        ("everything", everything, 500),
        ("again, nothing changed", again, None),
        ("again, one score changed", changed, None),
        ("again, a day later", tomorrow, None),
        ("plain pass over all scores", base, None),
    ):
        show(name, value, limit=limit)


if __name__ == "__main__":
    main()
