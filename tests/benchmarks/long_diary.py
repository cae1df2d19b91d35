"""Makes a journal of many years: every day scored, doses that change, notes now and then.

Run as `python -m tests.benchmarks.long_diary FILE [YEARS]`.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import DayEntry, Score
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store

LAST_DAY = date(2026, 11, 4)
ITEMS_SCORED = 12
CHANGES = 40


def long_diary(years: int, seed: int = 1) -> JournalContents:
    """Return a diary of `years` that ends on 4 November 2026, with 12 items a day."""
    chance = random.Random(seed)
    days = round(years * 365.25)
    first = LAST_DAY - timedelta(days=days - 1)
    daily = [item for item in BUILT_IN_ITEMS if item.scale.key in {"0-10", "0-3"}]
    scored = daily[:ITEMS_SCORED]
    items = tuple(replace(item, hidden=item not in scored) for item in BUILT_IN_ITEMS)
    level = dict.fromkeys((item.key for item in scored), 0.5)
    entries = []
    for number in range(days):
        day = first + timedelta(days=number)
        scores: dict[str, Score] = {}
        for item in scored:
            drift = 0.9 * (level[item.key] - 0.5) + chance.gauss(0, 0.12)
            level[item.key] = min(max(0.5 + drift, 0.0), 1.0)
            scores[item.key] = float(round(level[item.key] * item.scale.high))
        note = "A quiet day with a short walk." if number % 3 == 0 else ""
        written = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        entries.append(DayEntry(day, scores, note, written_at=written))
    step = max(days // CHANGES, 1)
    doses = [
        DoseChange(
            ("gabapentin", "duloxetine")[number % 2],
            first + timedelta(days=step * number),
            Amounts(night=Decimal(300 * (1 + number % 5))),
        )
        for number in range(min(CHANGES, days))
    ]
    events = [
        Event("", "flare", change.day, min(change.day + timedelta(days=9), LAST_DAY))
        for change in doses[::3]
    ]
    return JournalContents(
        items=items,
        days=tuple(entries),
        medicines=(Medicine("gabapentin"), Medicine("duloxetine")),
        dose_changes=tuple(doses),
        events=tuple(events),
    )


def main() -> None:
    """Write the journal that the command line asks for."""
    file, years = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    now = datetime(2026, 11, 4, 20, tzinfo=UTC)
    with Store.under_construction(file) as store:
        Journal(store, clock=lambda: now).load(long_diary(years))


if __name__ == "__main__":
    main()
