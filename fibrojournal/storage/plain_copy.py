"""The plain copy of a journal for other programs: how far it is, its end, and its mark."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import ExportCancelledError
from fibrojournal.storage.driver import APPLICATION_ID, DriverError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fibrojournal.storage.driver import Database

    KeepGoing = Callable[[int, int], bool]
    """Told about how many bytes of how many are written; False ends the copy."""

_INSTRUCTIONS_BETWEEN: Final = 20_000
"""So many steps of SQLite lie between two looks at whether to go on; well below 10 ms."""

_FORMAT: Final = b"SQLite format 3\0"
_MARK: Final = APPLICATION_ID.to_bytes(4, "big")
_MARK_AT: Final = 68
"""Where SQLite's file header holds the application id, in bytes from its start."""


class CopyStep:
    """Called again and again while a copy is written; answers True where it is to end.

    Args:
        source: The journal; its plain copy is about as large.
        draft: The copy; it grows while it is written.
        keep_going: Told how far it is.
    """

    def __init__(self, source: Path, draft: Path, keep_going: KeepGoing) -> None:
        self._source = source
        self._draft = draft
        self._keep_going = keep_going
        self.has_ended = False

    def __call__(self) -> bool:
        """Tell how far the copy is, and whether to end it."""
        done, total = 0, 1
        with suppress(OSError):  # it is not there yet; a disk that stumbles is found otherwise
            total = max(total, self._source.stat().st_size)
            done = min(self._draft.stat().st_size, total)
        self.has_ended = self.has_ended or not self._keep_going(done, total)
        return self.has_ended

    def ask(self) -> None:
        """Tell how far the copy is.

        Raises:
            ExportCancelledError: It is to end here.
        """
        if self():
            raise ExportCancelledError


@contextmanager
def stepping(database: Database, step: CopyStep | None) -> Iterator[None]:
    """Let SQLite call `step` within the block, and stop where it says so.

    Raises:
        ExportCancelledError: It said so.
    """
    if step is None:
        yield
        return
    database.conn.set_progress_handler(step, _INSTRUCTIONS_BETWEEN)
    try:
        yield
    except DriverError as error:
        if step.has_ended:
            raise ExportCancelledError from error
        raise
    finally:
        database.conn.set_progress_handler(None, 0)


def is_plain_export(file: Path) -> bool:
    """Tell whether a file is such a copy: not encrypted, and marked as ours.

    Raises:
        OSError: It cannot be read.
    """
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        header = stream.read(_MARK_AT + len(_MARK))
    return header.startswith(_FORMAT) and header[_MARK_AT:] == _MARK
