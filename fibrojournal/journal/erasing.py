"""Erasing for good: from the journal with all its versions, and from the copies that are known."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.copies import kept_beside
from fibrojournal.storage.backup import list_backups, stem_of
from fibrojournal.storage.driver import open_database
from fibrojournal.storage.erasing import concerns, holds, index_anew, wipe
from fibrojournal.storage.keys import fixed_key, needs_passphrase
from fibrojournal.storage.medicine_table import medicine_id
from fibrojournal.storage.past import entries_of
from fibrojournal.storage.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from fibrojournal.domain.days import Clock
    from fibrojournal.domain.events import Event
    from fibrojournal.journal.backups import Backups
    from fibrojournal.journal.trash import Trash, Trashed
    from fibrojournal.journal.undo import UndoStack
    from fibrojournal.storage.keys import Key
    from fibrojournal.storage.past import Place
    from fibrojournal.storage.store import Store


@dataclass(frozen=True, slots=True)
class Erasure:
    """What shall be erased, with all that belongs to it.

    Attributes:
        places: Its rows.
        day: The whole of this day; None = no day.
        medicine: The whole of this medicine; "" = none.
    """

    places: frozenset[Place]
    day: date | None = None
    medicine: str = ""


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """Copies of the journal, searched for what shall be erased.

    Attributes:
        holding: Backups and kept files that hold it.
        unopened: Those that another passphrase opens, or that are damaged.
        missing: Backup folders that are not there now.
    """

    holding: tuple[Path, ...] = ()
    unopened: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()


class Erasing:
    """Erases what no trash, no undo and no backup shall keep.

    Args:
        store: The open file.
        clock: Gives the present moment, aware and local.
        undo: The steps of this session.
        trash: What was deleted.
        backups: Makes a fresh one before old ones are deleted.
        folders: Tells where backups are.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        undo: UndoStack,
        trash: Trash,
        backups: Backups,
        folders: Callable[[], tuple[Path, ...]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._undo = undo
        self._trash = trash
        self._backups = backups
        self._folders = folders

    def of_day(self, day: date) -> Erasure:
        """Mean everything that was ever written about a day; doses, intakes and events stay."""
        entries = entries_of(self._store.rows, day)
        return Erasure(frozenset(("entry", (entry,)) for entry in entries), day=day)

    def of_medicine(self, name: str) -> Erasure:
        """Mean a medicine with its doses, plan and intakes."""
        number = medicine_id(self._store.rows, name)
        return Erasure(frozenset({("medicine", (number,))}), medicine=name)

    def of_event(self, event: Event) -> Erasure:
        """Mean an event."""
        return Erasure(frozenset({("event", (event.id,))}))

    def of_trashed(self, trashed: Trashed) -> Erasure:
        """Mean a line of the trash."""
        return Erasure(self._trash.places(trashed))

    def copies_with(self, erasure: Erasure) -> CopiesFound:
        """Open every copy of the journal that is known, and look; may run in the background."""
        found: dict[bool | None, list[Path]] = {True: [], False: [], None: []}
        for file, salt in self._copies():
            found[self._holds(file, salt, erasure)].append(file)
        missing = tuple(folder for folder in self._folders() if not folder.is_dir())
        return CopiesFound(tuple(found[True]), tuple(found[None]), missing)

    def erase(self, erasure: Erasure) -> Changes:
        """Erase from tables, history, full text, undo and the unused room of the file.

        Raises:
            NotSavedError: Nothing was erased.
        """

        def take_out(rows: Rows) -> None:
            wipe(rows, erasure.places)
            index_anew(rows)

        self._store.erase(self._clock(), take_out)
        self._undo.drop(partial(concerns, erasure.places))
        return Changes.everything()

    def delete_copies_with(self, erasure: Erasure) -> tuple[Path, ...]:
        """Delete the copies that hold it, after it was erased and a fresh backup was made.

        They are searched for again: another may have been made meanwhile. May run in the
        background.

        Returns:
            Those that could not be deleted.

        Raises:
            JournalError: The fresh backup could not be made; no copy was deleted.
        """
        self._backups.make(even_if_unchanged=True)
        left = []
        for file in self.copies_with(erasure).holding:
            try:
                file.unlink(missing_ok=True)
            except OSError:
                left.append(file)
        return tuple(left)

    def _copies(self) -> Iterator[tuple[Path, bytes]]:
        stem = stem_of(self._store.path)
        for folder in self._folders():
            for backup in list_backups(folder, stem):
                yield backup.path, backup.salt
        yield from kept_beside(self._store.path)

    def _key_of(self, salt: bytes) -> Key | None:
        if salt == self._store.key.salt:
            return self._store.key
        return None if not salt or needs_passphrase(salt) else fixed_key(salt)

    def _holds(self, file: Path, salt: bytes, erasure: Erasure) -> bool | None:
        """Tell whether a copy holds any of it; None = it does not open."""
        key = self._key_of(salt)
        if key is None:
            return None
        with suppress(JournalError):
            database = open_database(file, key, read_only=True)
            try:
                return holds(Rows(database), erasure.places, erasure.day, erasure.medicine)
            finally:
                database.close()
        return None
