"""The trash: what was deleted in the last thirty days, and how it comes back.

One step of the person is one line, whatever it took along. A line stands there as long as there
is something of it to bring back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.journal.bringing_back import BringingBack, TakenDayError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.trash_values import things_of
from fibrojournal.storage.driver import DriverError
from fibrojournal.storage.history import PARTS_OF_A_DAY
from fibrojournal.storage.past import deletions, steps
from fibrojournal.storage.purging import KEPT_FOR, purge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from fibrojournal.domain.days import Clock
    from fibrojournal.journal.trash_values import Thing
    from fibrojournal.storage.past import Deletion, Place
    from fibrojournal.storage.rows import Rows
    from fibrojournal.storage.store import Store

    StepMaker: TypeAlias = Callable[[str], AbstractContextManager[Rows]]
    """Carries out one step that can be undone; takes its words."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """What one step deleted, as far as it is gone.

    Attributes:
        number: Tells it from the others.
        at: When it was deleted, aware, in UTC.
        goes_at: From when on it may be forgotten, aware, in UTC.
        things: What it was: whole things before their parts.
        is_taken: A day of it has been written again; what is blank there can be filled.
    """

    number: int
    at: datetime
    goes_at: datetime
    things: tuple[Thing, ...]
    is_taken: bool = False


class Trash:
    """Lists what was deleted, brings it back, and forgets it in the end.

    Args:
        store: The open file.
        step: Makes a step that can be undone.
        clock: Gives the present moment, aware and local.
    """

    def __init__(self, store: Store, step: StepMaker, clock: Clock) -> None:
        self._store = store
        self._step = step
        self._clock = clock

    def all(self) -> tuple[Trashed, ...]:
        """Return what lies in the trash, newest first."""
        back = BringingBack(self._store.rows, self._clock())
        return tuple(
            Trashed(
                step[0].number,
                step[0].at,
                step[0].at + KEPT_FOR,
                things,
                any(back.is_taken(deletion) for deletion in step),
            )
            for step in reversed(list(self._steps()))
            if (things := things_of(self._store.rows, [d for d in step if back.is_gone(d, step)]))
        )

    def bring_back(self, trashed: Trashed) -> Changes:
        """Put back what one step deleted, as a step that can be undone.

        A day that was written again keeps what it says now; what is blank in it is filled.

        Raises:
            RefusedError: Something else has its place now; nothing was changed.
            NotSavedError: Nothing was changed.
        """
        found = self._found(trashed)
        self._store.history.forget_open_versions()  # a day is kept as it is, however new that is
        try:
            with self._step(tr("brought back")) as rows:
                BringingBack(rows, self._clock()).put(found)
        except DriverError as error:  # rows that another program made, or of an item that is gone
            raise RefusedError(
                tr("This cannot be brought back: something that belongs to it is gone."),
                remedy=tr("Nothing was changed."),
            ) from error
        if found and not rows.changes:
            raise TakenDayError
        return Changes.in_tables(change.table for change in rows.changes)

    def places(self, trashed: Trashed) -> frozenset[Place]:
        """Return the rows that a line of the trash is about."""
        return frozenset(
            deletion.place
            for deletion in self._found(trashed)
            if deletion.table not in PARTS_OF_A_DAY  # they go with their day
        )

    def purge(self) -> bool:
        """Forget what was deleted more than thirty days ago; call it once after opening.

        Returns:
            Whether there was anything.

        Raises:
            NotSavedError: Nothing was changed.
        """
        if self._store.is_read_only:
            return False
        now = self._clock()
        with self._store.transact(now, keep_history=False) as rows:
            return purge(rows, now)

    def _found(self, trashed: Trashed) -> list[Deletion]:
        return next((step for step in self._steps() if step[0].number == trashed.number), [])

    def _steps(self) -> Iterator[list[Deletion]]:
        """Yield what each step deleted, oldest first.

        Clearing scores in a day that is still there is none: they are in its earlier versions.
        """
        for step in steps(deletions(self._store.rows)):
            if any(deletion.table not in PARTS_OF_A_DAY for deletion in step):
                yield step
