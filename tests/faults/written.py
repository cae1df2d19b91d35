"""A journal in which every field for text holds a word that nothing else holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.scales import NUMERIC_RATING
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem

if TYPE_CHECKING:
    from datetime import date

DAYS = 90


def everything_written(words: str, today: date) -> JournalContents:
    """Return a journal of three months with `words` in each of its texts."""
    first = today - timedelta(days=DAYS)
    scheduled = Medicine(
        f"{words} one", f"product {words}", "mg", f"strength {words}", reason=f"reason {words}"
    )
    needed = replace(scheduled, name=f"{words} two", as_needed=True)
    own = TrackedItem(
        "own",
        "symptom",
        NUMERIC_RATING,
        own_name=f"item {words}",
        own_low_words=f"low {words}",
        own_high_words=f"high {words}",
        position=99,
        anchors=((4.0, f"anchor {words}"),),
    )
    return JournalContents(
        items=(*BUILT_IN_ITEMS, own),
        days=tuple(_days(words, first)),
        moments=(Moment(first, time(8), "own", 3.0, f"moment {words}"),),
        medicines=(scheduled, needed),
        dose_changes=tuple(
            DoseChange(
                scheduled.name,
                first + timedelta(days=30 * number),
                Amounts(night=Decimal(300 * (number + 1))),
                main_item="own",
                note=f"dose {words}",
            )
            for number in range(3)
        ),
        plan=(
            PlanStep(
                scheduled.name,
                today + timedelta(days=1),
                Amounts(night=Decimal(1200)),
                words=f"plan {words}",
            ),
        ),
        intakes=tuple(
            Intake(needed.name, today - timedelta(days=number), None, None, f"intake {words}")
            for number in range(3)
        ),
        events=tuple(
            Event(f"event {number} {words}", "flare", day, day, note=f"about {words}")
            for number, day in enumerate((first + timedelta(days=9), today))
        ),
        questions=(Question(f"question {words}"),),
        profile=Profile(f"name {words}", 1970, f"conditions {words}", f"team {words}"),
    )


def _days(words: str, first: date) -> list[DayEntry]:
    """Score most days, the last one included, and write notes about some."""
    return [
        DayEntry(
            first + timedelta(days=number),
            {"own": float(number % 10), "fatigue": SKIPPED if number % 7 == 0 else 4.0},
            f"note {words}" if number % 10 == 0 else "",
            written_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number in range(DAYS + 1)
        if number % 4
    ]
