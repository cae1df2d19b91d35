"""The journal file: made, opened, migrated, written in transactions, checked, closed."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from fibrojournal.errors import (
    JournalDamagedError,
    JournalError,
    JournalTooNewError,
    JournalUnreachableError,
    RefusedError,
)
from fibrojournal.i18n import tr
from fibrojournal.storage import item_table
from fibrojournal.storage.driver import (
    Database,
    DriverError,
    as_journal_error,
    check_version,
    hold,
    journal_errors,
    new_salt,
    open_database,
    problems,
    read_salt,
    release,
    stamp,
)
from fibrojournal.storage.history import History
from fibrojournal.storage.migrations import SCHEMA_VERSION, has_unknown_steps, migrations
from fibrojournal.storage.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType


class _TakenError(RefusedError):
    def __init__(self) -> None:
        super().__init__(
            tr("There is already a file at this place."),
            remedy=tr("It was left as it is. Please choose another name."),
        )


class _NotExportedError(JournalError):
    def __init__(self) -> None:
        super().__init__(
            tr("The export could not be written here."),
            remedy=tr(
                "Your journal is as it was. Check that there is room and that you may write to "
                "this folder, or choose another one."
            ),
        )


class Store:
    """One open journal file. It is held alone until it is closed.

    Attributes:
        path: Where it is.
        rows: For reading.
        history: Earlier versions of rows.
        is_discarded: A journal under construction that shall not be kept.
    """

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database
        self.rows = Rows(database)
        self.history = History(database)
        self.is_discarded = False
        self._held: tuple[int, int] | None = hold(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing journal; bring it to the present schema.

        Raises:
            JournalError: Missing, not a journal, protected, too new, damaged or open elsewhere.
                The file's bytes are then what they were.
        """
        database = open_database(path, read_salt(path))
        try:
            check_version(database, SCHEMA_VERSION)
            _migrate(database)
        except DriverError as error:
            database.close()
            raise as_journal_error(error, opening=True) from error
        except BaseException:
            database.close()
            raise
        return cls(path, database)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new journal at a place where there is none, and open it.

        Raises:
            JournalError: Something is already there, or the place cannot be written to.
        """
        with cls.under_construction(path):
            pass
        return cls.open(path)

    @classmethod
    @contextmanager
    def under_construction(cls, path: Path) -> Iterator[Self]:
        """Make a new journal under a temporary name; it gets its own when the block ends well.

        Raises:
            JournalError: Something is already there, or the place cannot be written to.
        """
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        with _folder_for(path), _removed_afterwards(draft):
            store = cls._new(draft)
            try:
                yield store
            finally:
                store.close()
            if not store.is_discarded:
                draft.rename(path)
                _sync_folder(path.parent)

    @classmethod
    def _new(cls, path: Path) -> Self:
        database = open_database(path, new_salt())
        try:
            _migrate(database)
        except DriverError as error:
            database.close()
            raise as_journal_error(error, opening=True) from error
        return cls(path, database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._database.close()
        if self._held is not None:
            release(self._held)
            self._held = None

    def discard(self) -> None:
        """Drop a journal under construction when its block ends, as after a trial run."""
        self.is_discarded = True

    @contextmanager
    def transact(self, at: datetime, *, keep_history: bool = True) -> Iterator[Rows]:
        """Write all of a block or none of it, durably before the block is left.

        Args:
            at: The moment, for the history.
            keep_history: Keep earlier versions of what the block overwrites.

        Yields:
            Rows to write through; their `changes` are complete when the block has ended.

        Raises:
            NotSavedError: The disk is full or cannot be written to; nothing was changed.
            JournalDamagedError: A page that had to be read is damaged.
        """
        rows = Rows(self._database)
        with journal_errors(), self.history.in_step(), self._database.atomic():
            yield rows
            if keep_history:
                for change in rows.changes:
                    self.history.record(change, at)

    def export_plain(self, file: Path) -> None:
        """Write everything, history included, as an unencrypted SQLite file.

        Args:
            file: Must not exist yet.

        Raises:
            JournalError: Something is there already, or the place cannot be written to.
        """
        if file.exists():
            raise _TakenError
        draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")
        try:
            with _removed_afterwards(draft):
                self._copy_plain(draft)
                draft.rename(file)
        except (DriverError, OSError) as error:
            if "malformed" in str(error):  # sqlcipher_export hands on the words, not the code
                raise JournalDamagedError from error
            raise _NotExportedError from error

    def _copy_plain(self, file: Path) -> None:
        self._database.execute("ATTACH DATABASE ? AS plain KEY ''", (str(file),))
        try:
            self._database.execute("SELECT sqlcipher_export('plain')")
            stamp(self._database, SCHEMA_VERSION, "plain")
        finally:
            self._database.execute("DETACH DATABASE plain")

    def problems(self) -> tuple[str, ...]:
        """Check the whole file; return what is wrong, () when it is sound."""
        return problems(self._database)


def _migrate(database: Database) -> None:
    """Take the pending steps and put the built-in items into a new journal."""
    if has_unknown_steps(database):
        raise JournalTooNewError
    if not migrations.pending(database):
        return
    with database.atomic():
        migrations.apply(database)
        stamp(database, SCHEMA_VERSION)
        rows = Rows(database)
        for item in item_table.missing_built_ins(rows):
            item_table.put(rows, item)


@contextmanager
def _folder_for(path: Path) -> Iterator[None]:
    """Make the folders that `path` needs; take them away again if it does not come to be.

    Raises:
        RefusedError: There is a file at `path`.
        JournalUnreachableError: There can be none.
    """
    missing: list[Path] = []
    try:
        try:
            if path.exists():
                raise _TakenError
            missing += (folder for folder in path.parents if not folder.exists())
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalUnreachableError from error
        yield
    finally:
        for folder in missing:
            with suppress(OSError):  # one that is not empty has the journal in it, and stays
                folder.rmdir()


@contextmanager
def _removed_afterwards(draft: Path) -> Iterator[None]:
    """Remove a draft that still has its temporary name."""
    try:
        yield
    finally:
        for left in (draft, draft.with_name(f"{draft.name}-journal")):
            with suppress(OSError):  # most often: it is not there
                left.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows neither needs nor allows it."""
    if os.name == "nt":  # pragma: no cover - the other branch is tested here
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
