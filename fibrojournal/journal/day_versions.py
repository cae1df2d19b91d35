"""What a day said before it was changed, and how that comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fibrojournal.domain.days import check_written_day, journal_day
from fibrojournal.domain.entries import DayEntry
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.storage import entry_table
from fibrojournal.storage.driver import DriverError
from fibrojournal.storage.past import day_states

if TYPE_CHECKING:
    from datetime import date, datetime

    from fibrojournal.domain.days import Clock
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.journal.trash import StepMaker
    from fibrojournal.storage.store import Store


@dataclass(frozen=True, slots=True)
class DayVersion:
    """What a day said until it was changed.

    Attributes:
        until: When it was changed, aware, in UTC; None = it says this now.
        entry: What it said.
        pain_map: Where it hurt; None = not mapped.
    """

    until: datetime | None
    entry: DayEntry
    pain_map: PainMap | None = None

    @property
    def said(self) -> tuple[DayEntry, PainMap | None]:
        """What it said, whenever that was written."""
        return replace(self.entry, written_at=None), self.pain_map


class DayVersions:
    """Reads the earlier versions of days from the history.

    Args:
        store: The open file.
        step: Makes a step that can be undone.
        clock: Gives the present moment, aware and local.
    """

    def __init__(self, store: Store, step: StepMaker, clock: Clock) -> None:
        self._store = store
        self._step = step
        self._clock = clock

    def now(self, day: date) -> DayVersion:
        """Return what a day says now; of a blank one nothing."""
        rows = self._store.rows
        entry = entry_table.day_entry(rows, day) or DayEntry(day)
        return DayVersion(None, entry, entry_table.pain_map_of(rows, day))

    def of(self, day: date) -> tuple[DayVersion, ...]:
        """Return what a day said before, newest first; each differs from the one after it."""
        versions = [self.now(day)]
        for state in day_states(self._store.rows, day):
            version = DayVersion(
                state.until,
                entry_table.day_entry_value(state.entry, state.scores),
                entry_table.pain_map_value(state.entry, state.areas),
            )
            if version.said != versions[-1].said:
                versions.append(version)
        return tuple(versions[1:])

    def bring_back(self, version: DayVersion) -> Changes:
        """Let a day say again what it said then; what it says now becomes an earlier version.

        Raises:
            RefusedError: An item that was scored then is gone; nothing was changed.
            NotSavedError: Nothing was changed.
        """
        now = self._clock().replace(microsecond=0)
        day = version.entry.day
        check_written_day(day, journal_day(now))
        if version.said == self.now(day).said:
            return Changes()
        self._store.history.forget_open_versions()  # what it says now is kept, however new it is
        try:
            with self._step(tr("earlier version")) as rows:
                entry_table.put_day(rows, replace(version.entry, written_at=now))
                entry_table.put_pain_map(rows, day, version.pain_map)
        except DriverError as error:
            raise RefusedError(
                tr("This version cannot be brought back: an item that it scores is gone."),
                remedy=tr("Nothing was changed."),
            ) from error
        return Changes.in_tables(change.table for change in rows.changes)
