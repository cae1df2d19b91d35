"""How far a long export is, and its end when the person presses Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from fibrojournal.errors import ExportCancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    T = TypeVar("T")

    KeepGoing = Callable[[int, int], bool]
    """Told how many records of how many are written; False ends the export."""

EVERY: Final = 50
"""Records between two looks at whether to go on; they take about a millisecond."""


class Pace:
    """Counts the records of an export while they are written.

    Args:
        total: How many there are.
        keep_going: Asked now and then; None = nobody can end it.
    """

    def __init__(self, total: int, keep_going: KeepGoing | None) -> None:
        self._total = total
        self._done = 0
        self._keep_going = keep_going

    def counted(self, records: Iterable[T]) -> Iterator[T]:
        """Yield `records`, and end the export where that is wished.

        Raises:
            ExportCancelledError: `keep_going` answered False.
        """
        for record in records:
            if self._done % EVERY == 0:
                self.ask()
            yield record
            self._done += 1

    def ask(self) -> None:
        """Tell how far it is.

        Raises:
            ExportCancelledError: `keep_going` answered False.
        """
        if self._keep_going is not None and not self._keep_going(self._done, self._total):
            raise ExportCancelledError
