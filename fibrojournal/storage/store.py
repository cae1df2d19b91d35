"""The journal file: made, opened, migrated, written in transactions, checked, closed."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from fibrojournal.errors import (
    ExportCancelledError,
    JournalDamagedError,
    JournalError,
    JournalGoneError,
    JournalOverwrittenError,
    JournalTooNewError,
    JournalUnreachableError,
    NeedsPassphraseError,
    NotAJournalError,
    NotSavedError,
    ReadOnlyError,
    RefusedError,
    WrongPassphraseError,
)
from fibrojournal.i18n import tr
from fibrojournal.storage import item_table
from fibrojournal.storage.drafts import (
    draft_of,
    drop_second_name,
    put_in_place,
    rollback_of,
    sweep,
    sync_folder,
)
from fibrojournal.storage.driver import (
    Database,
    DriverError,
    as_journal_error,
    can_be_written_to,
    check_tables,
    check_version,
    forget_pages,
    journal_errors,
    open_database,
    problems,
    read_salt,
    stamp,
)
from fibrojournal.storage.held_file import HeldFile
from fibrojournal.storage.history import History
from fibrojournal.storage.in_place import InPlace
from fibrojournal.storage.keys import Key, fixed_key, needs_passphrase, new_salt
from fibrojournal.storage.migrations import SCHEMA_VERSION, has_unknown_steps, migrations
from fibrojournal.storage.plain_copy import CopyStep, is_plain_export, stepping
from fibrojournal.storage.recovery_slot import code_key_in, put_code_key
from fibrojournal.storage.rows import BESIDE_THE_DATA, KEYS, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from fibrojournal.storage.plain_copy import KeepGoing
    from fibrojournal.storage.rows import RowChange


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

    A transaction, a copy and a replacement each take their turn, so that a background thread may
    copy the journal while the window goes on. Reads wait for each other inside SQLite, and while
    the file is copied or exchanged: neither can be done between two rows of a reading.

    Attributes:
        path: Where it is.
        key: What opens it and its backups.
        rows: For reading.
        history: Earlier versions of rows.
        is_read_only: It can only be read; every write is refused.
        is_discarded: A journal under construction that shall not be kept.
    """

    def __init__(
        self, path: Path, database: Database, key: Key, *, is_read_only: bool = False
    ) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self.is_discarded = False
        self._turn = threading.RLock()
        self._in_place = InPlace(self._renew)
        self._is_over = False
        self._file = _held(path, database)
        self._database = database
        self.key = key
        self.rows = Rows(database, self._in_place)
        self.history = History(database, self._in_place)

    @classmethod
    def open(
        cls,
        path: Path,
        key: Key | None = None,
        *,
        before_migration: Callable[[Self], object] | None = None,
    ) -> Self:
        """Open an existing journal; bring it to the present schema.

        Args:
            path: The journal.
            key: Derived from its passphrase; None = it has none.
            before_migration: Called with the journal as it is when its schema is older than ours,
                before anything is altered.

        Raises:
            NeedsPassphraseError: It is protected, and no key was given.
            WrongPassphraseError: The key does not open it; a damaged first page looks the same.
            JournalError: Missing, not a journal, too new, damaged or open elsewhere.
                The file's bytes are then what they were.
        """
        salt = read_salt(path)
        if key is None:
            if needs_passphrase(salt):
                raise NeedsPassphraseError
            key = fixed_key(salt)
        store = cls._opened(path, key)
        store._begin(before_migration)  # noqa: SLF001 - of this class
        return store

    @classmethod
    def _opened(cls, path: Path, key: Key) -> Self:
        """Open for writing, or, where the file or its disk does not allow that, for reading."""
        if can_be_written_to(path):
            with suppress(JournalUnreachableError):
                return cls(path, open_database(path, key), key)
        return cls(path, open_database(path, key, read_only=True), key, is_read_only=True)

    @classmethod
    def create(cls, path: Path, key: Key | None = None) -> Self:
        """Make a new journal at a place where there is none, and open it.

        Args:
            path: Its place.
            key: Derived from its passphrase and a new salt; None = it has none.

        Raises:
            JournalError: Something is already there, or the place cannot be written to.
        """
        key = key or fixed_key(new_salt())
        with cls.under_construction(path, key):
            pass
        return cls.open(path, key)

    @classmethod
    @contextmanager
    def under_construction(cls, path: Path, key: Key | None = None) -> Iterator[Self]:
        """Make a new journal under a draft name; it gets its own when the block ends well.

        Raises:
            JournalError: Something is already there, or the place cannot be written to.
        """
        with _folder_for(path), draft_of(path) as draft:
            store = cls._new(draft, key or fixed_key(new_salt()))
            try:
                yield store
            finally:
                store.close()
            if not store.is_discarded:
                try:
                    draft.rename(path)
                except OSError as error:
                    raise JournalUnreachableError from error
                sync_folder(path.parent)

    @classmethod
    def _new(cls, path: Path, key: Key) -> Self:
        store = cls(path, open_database(path, key), key)
        store._begin(None, is_new=True)
        return store

    def _begin(
        self, before_migration: Callable[[Self], object] | None, *, is_new: bool = False
    ) -> None:
        """Check whose file it is, bring it to the present schema, clear up; else close it."""
        try:
            if not is_new:
                check_version(self._database, SCHEMA_VERSION)
                check_tables(
                    self._database, {*KEYS, "history", "_sqlite_migrations"} - BESIDE_THE_DATA
                )
            self._migrate(before_migration)
            if not self.is_read_only:
                self._clear_up()
        except DriverError as error:
            self.close()
            raise as_journal_error(error, opening=True) from error
        except BaseException:
            self.close()
            raise

    def _clear_up(self) -> None:
        """Take away what a process left beside the journal when it died."""
        with suppress(OSError):  # it hides nothing and blocks nothing
            sweep(self.path)
            drop_second_name(self.path)

    def _migrate(self, before: Callable[[Self], object] | None) -> None:
        """Take the pending steps, and put built-in items that are missing into the journal."""
        if has_unknown_steps(self._database):
            raise JournalTooNewError
        if not migrations.pending(self._database):
            return
        if self.is_read_only:
            raise JournalUnreachableError
        if before is not None:
            before(self)
        with self._turn, self._whole_or_not():
            migrations.apply(self._database)
            stamp(self._database, SCHEMA_VERSION)
            rows = Rows(self._database)
            for item in item_table.missing_built_ins(rows):
                item_table.put(rows, item)

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
        """Close the file, after what is being written; closing twice is harmless."""
        with self._turn:
            self._is_over = True
            self._database.close()
            self._file.close()

    @property
    def is_open(self) -> bool:
        """Whether the file is held."""
        return self._file.is_open

    @property
    def writes(self) -> int:
        """Rows written since the file was opened; equal = nothing was written in between."""
        return self._database.conn.total_changes

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
            ReadOnlyError: The journal was opened for reading only.
            JournalGoneError: The file is not at its place any more.
            JournalOverwrittenError: Another program has written into the file.
            JournalDamagedError: A page that had to be read is damaged.
        """
        if self.is_read_only:
            raise ReadOnlyError
        with self._turn, self._in_place.watched(), self.history.in_step():
            rows = Rows(self._database)
            try:
                with journal_errors(), self._whole_or_not():
                    yield rows
                    if keep_history:
                        self.history.record(rows.changes, at)
            except NotSavedError:
                if not self._is_saved(rows.changes):
                    raise

    def _is_saved(self, changes: list[RowChange]) -> bool:
        """Tell whether a save that failed is in the file all the same; if so, end it well.

        Its last step, which drops what it overwrote, may fail although nothing can be taken back
        any more. Another save takes that step again.
        """
        try:
            if not changes or not Rows(self._database).holds(changes[-1]):
                return False
            with journal_errors(), self._whole_or_not():
                stamp(self._database, SCHEMA_VERSION)
        except JournalError:
            return False
        return True

    @contextmanager
    def _whole_or_not(self) -> Iterator[None]:
        """Write all of a block or none of it, into the file at its place; hold a turn meanwhile.

        Raises:
            JournalGoneError: The file is not there any more.
            JournalOverwrittenError: It is not what it was after the last save.
        """
        self._file.check()
        try:
            with self._database.atomic():
                yield
        except BaseException:
            self._file.forget()
            forget_pages(self._database)
            raise
        self._file.note_save()

    def erase(self, at: datetime, wipe: Callable[[Rows], object]) -> None:
        """Take rows out of the file without a trace: no history, no remains in unused room.

        Args:
            at: The moment.
            wipe: Called within a transaction that keeps no history.

        Raises:
            JournalError: As `transact`; nothing was erased.
        """
        if self.is_read_only:
            raise ReadOnlyError
        with self._turn:
            # What a save overwrites stays in the file beside the journal until it is closed,
            # unless that is cut to nothing after each save.
            self._database.execute("PRAGMA journal_mode = TRUNCATE")
            try:
                with self.transact(at, keep_history=False) as rows:
                    wipe(rows)
                self.history.forget_open_versions()
                # Without room for a second file, zeros stand where the rows were.
                with suppress(NotSavedError):
                    self._write_anew()
            finally:
                self._database.execute("PRAGMA journal_mode = DELETE")

    def _write_anew(self) -> None:
        """Leave out what unused room of the file may still hold."""
        with self._in_place, journal_errors():
            self._file.check()
            try:
                self._database.execute("VACUUM")
            except BaseException:
                self._file.forget()
                raise
            self._file.note_save()

    def export_plain(self, file: Path, keep_going: KeepGoing | None = None) -> None:
        """Write everything, history included, as an unencrypted SQLite file.

        Args:
            file: Must not exist yet, or be such a file already, which is then replaced.
            keep_going: Told, now and then, about how many bytes of how many are written; when
                it answers False, nothing is left behind.

        Raises:
            JournalError: Something is there already, or the place cannot be written to.
            ExportCancelledError: `keep_going` said so.
        """
        try:
            _refuse_taken(file)
            with draft_of(file) as draft:
                step = None if keep_going is None else CopyStep(self.path, draft, keep_going)
                self._copy(draft, "''", step)
                if step is not None:
                    step.ask()
                put_in_place(draft, file)
        except (JournalDamagedError, ExportCancelledError, _TakenError):
            raise
        except (JournalError, OSError) as error:
            raise _NotExportedError from error

    def copy_to(self, draft: Path) -> None:
        """Write the present state as a compact copy that the same key opens.

        Args:
            draft: Must not exist yet; not durable before `put_in_place`.

        Raises:
            NotSavedError: There is no room, or the place cannot be written to.
            JournalDamagedError: A page of the journal is damaged.
        """
        with self._turn, self._in_place, journal_errors():
            self._database.execute("VACUUM INTO ?", (str(draft),))

    def copy_under(self, key: Key, draft: Path) -> None:
        """Write the present state as a copy that another key opens; else as `copy_to`."""
        self._copy(draft, key.pragma)

    def _copy(self, file: Path, pragma: str, step: CopyStep | None = None) -> None:
        """Export everything into a new file; what opens the recovery slot stays out of plain ones.

        Args:
            file: Must not exist yet.
            pragma: Its key as SQLCipher takes it; "''" = not encrypted.
            step: Called now and then; the copy ends where it answers True.

        Raises:
            ExportCancelledError: It ended there.
        """
        is_plain = pragma == "''"
        with self._turn, self._in_place, _export_errors():
            self._database.execute(
                "ATTACH DATABASE ? AS copy KEY ?", (str(file), "" if is_plain else pragma)
            )
            try:
                # A draft, of which nothing is left if this fails; `put_in_place` syncs it.
                self._database.execute("PRAGMA copy.synchronous = OFF")
                with stepping(self._database, step):
                    self._database.execute("SELECT sqlcipher_export('copy')")
                if is_plain:
                    self._database.execute("PRAGMA copy.secure_delete = ON")
                    self._database.execute("DELETE FROM copy.protection")
                stamp(self._database, SCHEMA_VERSION, "copy")
            finally:
                self._database.execute("DETACH DATABASE copy")

    def change_key(self, key: Key, *, before: Callable[[], object] | None = None) -> None:
        """Put the journal under another key: a new file, checked, in the place of the old one.

        Nothing is saved in between. Without a passphrase no recovery code stays in force.

        Args:
            key: With a salt of its own.
            before: Called when the new file is whole, right before it takes the place.

        Raises:
            JournalError: As `replace_with`, and as `copy_under`.
        """
        if self.is_read_only:
            raise ReadOnlyError
        with self._turn, draft_of(self.path) as draft:
            self.copy_under(key, draft)
            self._check_copy(draft, key)
            if before is not None:
                before()
            self.replace_with(draft, key)

    def _check_copy(self, draft: Path, key: Key) -> None:
        """Open a copy, count and check it.

        Raises:
            NotSavedError: It is not what was written.
        """
        copy = open_database(draft, key)
        try:
            with journal_errors():
                if not key.is_protected:
                    put_code_key(copy, None)
                if problems(copy) or _counts(copy) != _counts(self._database):
                    raise NotSavedError
        finally:
            copy.close()

    def replace_with(self, draft: Path, key: Key, *, keep_as: Path | None = None) -> None:
        """Put another file in this one's place and go on with it.

        Args:
            draft: Whole, closed and checked, in the same folder.
            key: Opens it.
            keep_as: Where the file that is replaced stays; None = it goes.

        Raises:
            JournalError: It could not be put in place. If `is_open` is then False, the file at
                `path` is whole, and has to be opened anew.
        """
        with self._turn, self._in_place:
            self._file.check()
            if keep_as is not None:
                self._keep(keep_as)
            try:
                # Held through the rename, or another program could write to what is replaced.
                # Windows cannot rename over a file that is open, by us or by anybody.
                if os.name == "nt":  # pragma: no cover - the other branch is tested here
                    self._database.close()
                    self._file.close()
                put_in_place(draft, self.path)
            except OSError as error:
                self._stay(keep_as)
                raise JournalUnreachableError from error
            self._database.close()
            self._file.close()
            self.key = key  # of the file that is there now, whether it can be opened yet or not
            self.history.forget_open_versions()  # its rows may have other numbers here
            self._go_on(key)

    def _stay(self, kept: Path | None) -> None:
        """Go on with the old file, under its one name."""
        if kept is not None:
            with suppress(OSError):
                kept.unlink(missing_ok=True)
        if os.name == "nt":  # pragma: no cover - as above
            self._go_on(self.key)

    def _go_on(self, key: Key) -> None:
        """Open the file that is at `path` now, which is ours and under this key.

        Raises:
            JournalDamagedError: A page could not be read.
            JournalError: It cannot be opened.
        """
        try:
            self._database = open_database(self.path, key, read_only=self.is_read_only)
        except (NotAJournalError, WrongPassphraseError) as error:
            raise JournalDamagedError from error
        self._file = _held(self.path, self._database)
        self.key = key
        self.rows.move_to(self._database)
        self.history.move_to(self._database)

    def _renew(self) -> bool:
        """Open the same file anew, as `InPlace` wants it; return False where that must wait.

        What was typed before still belongs to its version: what could not be saved is written as
        it would have been the first time.
        """
        if self._is_over or not self._turn.acquire(blocking=False):
            return False
        try:
            if self._file.is_open:
                if self._database.conn.in_transaction:
                    return False
                self._file.check()
                self._database.close()
                self._file.close()
            else:  # others may have written since it was closed
                self.history.forget_open_versions()
            self._go_on(self.key)
        except (JournalGoneError, JournalOverwrittenError, NotSavedError):
            return False  # it is not what was open here
        else:
            return True
        finally:
            self._turn.release()

    def _keep(self, kept: Path) -> None:
        """Let the file live on under another name when it has lost its own."""
        try:
            kept.hardlink_to(self.path)
        except FileExistsError as error:
            raise _TakenError from error
        except OSError:  # the disk knows no second names
            self._keep_copy(kept)

    def _keep_copy(self, kept: Path) -> None:
        try:
            with draft_of(kept) as draft:
                self.copy_to(draft)
                put_in_place(draft, kept)
        except OSError as error:
            raise JournalUnreachableError from error

    @property
    def code_key(self) -> Key | None:
        """What the recovery code was made into; None = the journal has no recovery code."""
        with self._in_place, journal_errors():
            return code_key_in(self._database)

    def set_code_key(
        self, code_key: Key | None, *, before: Callable[[], object] | None = None
    ) -> None:
        """Keep what the recovery code was made into; None = no code is in force any more.

        Args:
            code_key: R.
            before: Called right before it is saved; if it fails, nothing is saved.

        Raises:
            NotSavedError: Nothing was changed.
            ReadOnlyError: The journal was opened for reading only.
        """
        if self.is_read_only:
            raise ReadOnlyError
        with self._turn, self._in_place.watched(), journal_errors(), self._whole_or_not():
            put_code_key(self._database, code_key)
            if before is not None:
                before()

    def problems(self) -> tuple[str, ...]:
        """Check the whole file; return what is wrong, () when it is sound."""
        with self._turn:
            return problems(self._database)


def _refuse_taken(file: Path) -> None:
    """Refuse a place where something else stands than an earlier plain copy."""
    if file.exists() and not is_plain_export(file):
        raise _TakenError


@contextmanager
def _export_errors() -> Iterator[None]:
    """Do as `journal_errors`: of an error, sqlcipher_export hands on the words, not the code.

    What its words do not tell is the draft's fault, and the journal is as it was.
    """
    try:
        yield
    except DriverError as error:
        words = str(error)
        if "malformed" in words or "not a database" in words:
            raise JournalDamagedError from error
        with suppress(DriverError):
            raise as_journal_error(error) from error
        raise NotSavedError from error


def _held(path: Path, database: Database) -> HeldFile:
    """Hold the file of a database that was just opened; if it cannot be read, close it again.

    Raises:
        JournalUnreachableError: It cannot be read.
    """
    try:
        return HeldFile(path)
    except JournalUnreachableError:
        database.close()
        raise


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


def _counts(database: Database) -> dict[str, int]:
    """Return the number of rows of each table of people's data."""
    return {
        table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - ours
        for table in (*KEYS, "history")
    }


def replace_closed_file(path: Path, draft: Path, *, keep_as: Path) -> None:
    """Put another file in the place of one that cannot be opened; the old one is kept.

    Args:
        path: Held by nobody.
        draft: Whole, closed and checked, in the same folder.
        keep_as: Where the old file stays, with what a save in progress left beside it.

    Raises:
        JournalUnreachableError: The folder cannot be written to; the old file is where it was.
    """
    try:
        for old, kept in ((path, keep_as), (rollback_of(path), rollback_of(keep_as))):
            if old.exists():
                with draft_of(kept) as copy:
                    shutil.copyfile(old, copy)
                    put_in_place(copy, kept)
        # Left beside the new file, it would be rolled into it.
        rollback_of(path).unlink(missing_ok=True)
        put_in_place(draft, path)
    except OSError as error:
        raise JournalUnreachableError from error
