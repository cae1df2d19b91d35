"""The lock under which the file is read, and which opens it anew when a page could not be read.

Once SQLCipher could not read or check a page, it refuses everything on that connection, even
where the disk has only stumbled. What is on the screen could then never be saved. So before the
next use the file is opened anew; a page that is really damaged is refused again.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalDamagedError, JournalUnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType


class InPlace:
    """Held while the file is read, copied or exchanged; taken within a turn, never around one.

    Args:
        renew: Opens the file anew; tells whether it has done so.
    """

    def __init__(self, renew: Callable[[], bool]) -> None:
        self._lock = threading.RLock()
        self._renew = renew
        self._has_failed = False

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            if self._has_failed:
                self._has_failed = not self._renew()
        except BaseException:
            self._lock.release()
            raise

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._note(error)
        self._lock.release()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Do as above for a block that writes; others may read meanwhile."""
        with self:
            pass
        try:
            yield
        except JournalDamagedError as error:
            self._note(error)
            raise

    def _note(self, error: BaseException | None) -> None:
        self._has_failed |= isinstance(error, JournalDamagedError | JournalUnreachableError)
