"""The journal file that this process has open, and whether it still is the one at its place.

Most systems let an open file be moved, removed or written over, and SQLite says nothing of it:
what is saved then goes where nobody finds it again, or is mixed with what another program wrote.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from fibrojournal.errors import (
    JournalGoneError,
    JournalOverwrittenError,
    JournalUnreachableError,
    NotSavedError,
)

if TYPE_CHECKING:
    from pathlib import Path

FileId: TypeAlias = tuple[int, int]
"""Device and number: two names with the same are one file."""

_FIRST_PAGE_BYTES: Final = 4096

_held: Final[set[FileId]] = set()
"""Files that this process holds open.

On POSIX systems a process that closes any handle of a file drops every lock that it has on it.
So nobody but its `HeldFile`, which keeps its handle, looks at the bytes of a journal that is open
here; or others could open it too.
"""


def is_held(path: Path) -> bool:
    """Tell whether this process has a file open, under whatever name.

    Raises:
        OSError: It is not there, or cannot be reached.
    """
    return _file_id(path.stat()) in _held


class HeldFile:
    """A file that is open as a database; make it after the database is opened.

    Every save writes the first page, and no two encrypted pages are alike. So if that page and
    the size are what they were after the last save, nobody else has written in the meantime.

    Args:
        path: Its place.

    Raises:
        JournalUnreachableError: It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._handle = path.open("rb", buffering=0)
        except OSError as error:
            raise JournalUnreachableError from error
        self._id = _file_id(os.fstat(self._handle.fileno()))
        _held.add(self._id)
        self._seen: tuple[int, bytes] | None
        self._note()

    @property
    def is_open(self) -> bool:
        """Whether the file is held."""
        return not self._handle.closed

    def close(self) -> None:
        """Let go of the file, after its database was closed; closing twice is harmless."""
        if self.is_open:
            _held.discard(self._id)
            self._handle.close()

    def check(self) -> None:
        """Make sure that what is written now goes into the file at its place, as it was left.

        Raises:
            JournalGoneError: It was moved or removed, or another file has its place.
            JournalOverwrittenError: Its bytes are not what they were.
            NotSavedError: It cannot be read.
        """
        self._check_place()
        try:
            found = self._look()
        except OSError as error:
            raise NotSavedError from error
        if self._seen not in {None, found}:
            raise JournalOverwrittenError

    def note_save(self) -> None:
        """Remember the file as it is after a save.

        Raises:
            JournalGoneError: It is not at its place any more, and so neither is what was saved.
        """
        self._note()
        self._check_place()

    def _note(self) -> None:
        self.forget()
        with suppress(OSError):
            self._seen = self._look()

    def forget(self) -> None:
        """Expect nothing: a save failed, and SQLite puts back what was, now or at the next use."""
        self._seen = None

    def _check_place(self) -> None:
        try:
            is_at_its_place = _file_id(self._path.stat()) == self._id
        except OSError as error:
            raise JournalGoneError from error
        if not is_at_its_place:
            raise JournalGoneError

    def _look(self) -> tuple[int, bytes]:
        size = self._handle.seek(0, os.SEEK_END)
        self._handle.seek(0)
        return size, self._handle.read(_FIRST_PAGE_BYTES)


def _file_id(status: os.stat_result) -> FileId:
    return status.st_dev, status.st_ino
