"""Where it hurt, day by day: not mapped, mapped with areas, and mapped without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.days import check_written_day
from fibrojournal.domain.pain_areas import PainMap, check_areas
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.storage import entry_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date
    from typing import TypeAlias

    from fibrojournal.storage.rows import Rows
    from fibrojournal.storage.store import Store

    StepMaker: TypeAlias = Callable[[str], AbstractContextManager[Rows]]
    """Carries out one step that can be undone; takes its words."""


class PainMaps:
    """Reads and writes pain maps; what it writes can be undone.

    Args:
        store: The open file.
        step: Makes a step that can be undone.
        today: Gives the present journal day.
    """

    def __init__(self, store: Store, step: StepMaker, today: Callable[[], date]) -> None:
        self._store = store
        self._step = step
        self._today = today

    def of(self, day: date) -> PainMap | None:
        """Return the map of a day; None = not mapped."""
        return entry_table.pain_map_of(self._store.rows, day)

    def all(self) -> tuple[PainMap, ...]:
        """Return every map, oldest first."""
        return entry_table.pain_maps(self._store.rows)

    def last_before(self, day: date) -> PainMap | None:
        """Return the newest map of the days before `day`; None = there is none."""
        return entry_table.pain_map_before(self._store.rows, day)

    def set_map(
        self, day: date, areas: frozenset[str] | None, *, recalled: bool = False
    ) -> Changes:
        """Write where it hurt on a day.

        Args:
            day: Today or a day before.
            areas: Keys of the areas; empty = mapped, and nothing hurt; None = not mapped.
            recalled: It is added to an earlier day that was offered for that; a map marks the
                day as recalled.

        Raises:
            RefusedError: A day in the future.
            NotSavedError: Nothing was changed.
        """
        check_written_day(day, self._today())
        wanted = None if areas is None else PainMap(day, check_areas(areas))
        if wanted == self.of(day):
            return Changes()
        with self._step(tr("pain map")) as rows:
            entry_table.put_pain_map(rows, day, wanted)
            if recalled and wanted is not None:
                entry_table.mark_recalled(rows, day, (self._today() - day).days)
        return Changes.in_tables(change.table for change in rows.changes)
