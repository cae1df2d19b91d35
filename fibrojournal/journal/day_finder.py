"""Finds days of the journal, and reads what they hold, a few at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fibrojournal.domain.days import days_between
from fibrojournal.domain.medicines import dose_on
from fibrojournal.domain.search_words import SearchWords
from fibrojournal.storage import day_search, event_table, medicine_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fibrojournal.domain.day_filter import DayFilter, Trait
    from fibrojournal.domain.entries import DayEntry, Moment
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange
    from fibrojournal.storage.store import Store


@dataclass(frozen=True, slots=True)
class DoseStep:
    """A dose change beside the one before it.

    Attributes:
        before: The dose until then; None = the first one that is written down.
        change: The change itself.
    """

    before: DoseChange | None
    change: DoseChange


@dataclass(frozen=True, slots=True)
class FoundDay:
    """All that the journal holds of one day.

    Attributes:
        day: The day.
        entry: What is written about it; None = nothing.
        moments: Imported values with a time, by time.
        pain_areas: How many areas are marked in the pain map; None = not mapped.
        events: Events that it lies in.
        dose_steps: Doses that begin on it.
    """

    day: date
    entry: DayEntry | None = None
    moments: tuple[Moment, ...] = ()
    pain_areas: int | None = None
    events: tuple[Event, ...] = ()
    dose_steps: tuple[DoseStep, ...] = ()


class DayFinder:
    """Answers which days fit a filter, and what they hold.

    Args:
        store: The open file.
        today: Gives the day that is being written about now.
    """

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def days(self, wanted: DayFilter) -> tuple[date, ...]:
        """Return the days up to today that fit, newest first.

        A day is in the journal if something is written about it, or if an event or another dose
        begins on it. Words are looked for in notes, in titles and notes of events, and in names
        of medicines and notes of their doses; an event or dose is found on the day it begins.
        """
        today = self._today()
        sets = sorted(self._sets(wanted, today), key=len)
        found = sorted(frozenset.intersection(*sets) if sets else self._all_days())
        begin = bisect_left(found, wanted.first or date.min)
        end = bisect_right(found, min(wanted.last or today, today))
        return tuple(reversed(found[begin:end]))

    def days_skipping(self, item: str) -> frozenset[date]:
        """Return the days of which an item was skipped."""
        return day_search.days_skipping(self._store.rows, item)

    def read(self, days: Sequence[date]) -> tuple[FoundDay, ...]:
        """Return what a few days hold, in their order."""
        rows = self._store.rows
        written = day_search.read_days(rows, days)
        events, changes = event_table.events(rows), medicine_table.dose_changes(rows)
        found = []
        for day in days:
            about = written.get(day)
            found.append(
                FoundDay(
                    day,
                    entry=None if about is None else about.entry,
                    moments=() if about is None else about.moments,
                    pain_areas=None if about is None else about.pain_areas,
                    events=tuple(event for event in events if event.covers(day)),
                    dose_steps=tuple(_steps_on(day, changes)),
                )
            )
        return tuple(found)

    def _sets(self, wanted: DayFilter, today: date) -> Iterator[frozenset[date]]:
        """Yield the days that fit each part of the filter."""
        rows = self._store.rows
        words = SearchWords(wanted.words)
        if words:
            yield day_search.days_with_words(rows, words.terms) | self._named_days(words)
        if wanted.score is not None:
            score = wanted.score
            yield day_search.days_scored(rows, score.item, score.low, score.high)
        for trait in wanted.traits:
            yield self._days_with(trait, today)

    def _days_with(self, trait: Trait, today: date) -> frozenset[date]:
        rows = self._store.rows
        match trait:
            case "note":
                return day_search.days_with_note(rows)
            case "skipped":
                return day_search.days_skipped(rows)
            case "dose_change":
                return frozenset(change.day for change in medicine_table.dose_changes(rows))
            case "event" | "flare":
                covered = frozenset(
                    day
                    for event in event_table.events(rows)
                    if trait == "event" or event.category == "flare"
                    for day in days_between(event.first_day, min(event.last_day or today, today))
                )
                return covered & self._all_days()

    def _all_days(self) -> frozenset[date]:
        rows = self._store.rows
        begun = {event.first_day for event in event_table.events(rows)}
        begun |= {change.day for change in medicine_table.dose_changes(rows)}
        return day_search.days_written(rows) | begun

    def _named_days(self, words: SearchWords) -> frozenset[date]:
        """Return the first days of events and doses that have the words."""
        rows = self._store.rows
        texts = [
            (event.first_day, f"{event.label}\n{event.note}") for event in event_table.events(rows)
        ]
        texts += [
            (change.day, f"{change.medicine}\n{change.note}")
            for change in medicine_table.dose_changes(rows)
        ]
        return frozenset(day for day, text in texts if words.are_in(text))


def _steps_on(day: date, changes: Sequence[DoseChange]) -> Iterator[DoseStep]:
    for change in changes:
        if change.day == day:
            earlier = (one for one in changes if one.medicine == change.medicine and one.day < day)
            yield DoseStep(dose_on(earlier, day), change)
