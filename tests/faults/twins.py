"""A journal that takes the same steps as a worker, undisturbed, and knows its states."""

from __future__ import annotations

from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.faults.oracle import State, state_of
from tests.faults.works import Case, Ticking, save_one


class Twin:
    """The model of a worker that saves.

    Args:
        case: A copy of the worker's own.
    """

    def __init__(self, case: Case) -> None:
        self._clock = Ticking()
        self._store = Store.open(case.journal)
        self._journal = Journal(self._store, clock=self._clock)
        self._states = [state_of(self._store)]

    def state_after(self, steps: int) -> State:
        """Return the state after so many steps."""
        while len(self._states) <= steps:
            save_one(self._journal, self._clock, len(self._states) - 1)
            self._states.append(state_of(self._store))
        return self._states[steps]

    def close(self) -> None:
        """Close its journal."""
        self._journal.close()
