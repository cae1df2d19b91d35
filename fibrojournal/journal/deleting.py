"""Deleting everything that FibroJournal keeps on this computer for one journal.

Files are known by the names that only we give, and by the folder that they are in; whatever else
lies there stays. A link is taken away, and what it leads to is left. Folders go when they are
empty. The journal goes after all its copies, and the settings last: so a process that dies in the
middle leaves a journal that opens, or none, and deleting once more finishes the rest.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from glob import escape
from typing import TYPE_CHECKING

from fibrojournal import paths
from fibrojournal.errors import JournalError
from fibrojournal.storage.backup import list_backups, stem_of, sweep_drafts
from fibrojournal.storage.backup_counts import COUNTED, Counted
from fibrojournal.storage.drafts import KEPT, rollback_of, sweep
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.recovery_slot import (
    slot_of,
    slots_called_after,
    sweep_drafts_of_slots,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Why(Enum):
    """Why something is still there."""

    REFUSED = auto()
    """The system did not let it go: it is in use, or may not be written to."""
    AWAY = auto()
    """A folder for backups that is not there now."""
    LINKED = auto()
    """It lies where a link led to, in a place that is not ours."""
    PERHAPS_OTHERS = auto()
    """It may belong to another journal."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was not deleted.

    Attributes:
        path: A file or a folder.
        why: Why it is still there.
    """

    path: Path
    why: Why


@dataclass(frozen=True, slots=True)
class Everything:
    """What belongs to one journal on this computer.

    Attributes:
        journal: The file.
        salt: Its first 16 bytes; its backups begin with them, too.
        folders: Of its backups, the automatic folder first.
    """

    journal: Path
    salt: bytes
    folders: tuple[Path, ...]

    @property
    def away(self) -> tuple[Path, ...]:
        """Folders of backups that are not there now."""
        return tuple(folder for folder in self.folders[1:] if not folder.is_dir())

    def delete(self) -> tuple[Left, ...]:
        """Delete the journal, which must be closed, its copies, and what the program keeps.

        It may be called again after it was interrupted, or when a folder is there again.

        Returns:
            What is still there.
        """
        left: list[Left] = [Left(folder, Why.AWAY) for folder in self.away]
        automatic, *others = self.folders or (paths.backup_folder(self.journal),)
        known = {backup.path.name for backup in list_backups(automatic)}
        for folder in others:
            if folder.is_dir():
                left += self._delete_in_shared(folder, known)
        left += self._delete_in_own(automatic)
        left += self._delete_beside()
        left += _delete_of_program()
        left += _of_others(self)
        return tuple(left)

    def _delete_in_shared(self, folder: Path, known: set[str]) -> Iterator[Left]:
        """Delete the backups in a folder that another journal or computer may use too."""
        stem = stem_of(self.journal)
        backups = list_backups(folder, stem)
        ours = [b.path for b in backups if b.salt == self.salt or b.path.name in known]
        yield from _delete(ours)
        sweep_drafts(folder, stem, self.salt)
        for backup in list_backups(folder, stem):
            if backup.path not in ours:
                yield Left(backup.path, Why.PERHAPS_OTHERS)
        sweep_drafts_of_slots(self.journal, folder)
        needed = {slot_of(self.journal, salt, folder) for salt in _salts_in(folder)}
        slots = slots_called_after(self.journal, folder)
        yield from _delete(slot for slot in slots if slot not in needed)
        counted = folder / COUNTED
        if not list_backups(folder):
            sweep(counted)
            yield from _delete([counted])
        elif counted.exists():
            with suppress(OSError):  # it holds counts, and no words
                Counted.read(folder).write(folder)

    def _delete_in_own(self, folder: Path) -> Iterator[Left]:
        """Delete everything of ours in the folder that no other journal uses."""
        if not folder.is_dir():
            return
        stem = stem_of(self.journal)
        sweep_drafts(folder, stem)
        sweep_drafts_of_slots(self.journal, folder)
        yield from _delete(backup.path for backup in list_backups(folder, stem))
        yield from _delete(slots_called_after(self.journal, folder))
        yield from _delete([folder / COUNTED])
        _delete_empty(folder)

    def _delete_beside(self) -> Iterator[Left]:
        """Delete the journal last, and before it what lies beside it."""
        journal = self.journal
        for words in KEPT:
            pattern = f"{escape(journal.stem + words)}*{escape(journal.suffix)}"
            for kept in sorted(journal.parent.glob(pattern)):
                yield from _delete([kept, rollback_of(kept)])
        sweep(journal)
        sweep_drafts_of_slots(journal, journal.parent)
        yield from _delete(slots_called_after(journal, journal.parent))
        yield from _delete([journal, rollback_of(journal)])


def _delete_of_program() -> Iterator[Left]:
    """Delete cache, log and settings; their folders go if nobody else keeps something there."""
    settings = paths.settings_file()
    yield from _delete(_files_in(paths.chart_cache()))
    yield from _delete([paths.log_file(), settings.with_suffix(".part"), settings])
    for folder in (*_folders_in(paths.chart_cache()), *paths.own_folders()):
        _delete_empty(folder)


def _of_others(mine: Everything) -> Iterator[Left]:
    """Name what other journals keep among our data; nobody was asked about them."""
    default = paths.default_journal()
    if default.exists() and default.absolute() != mine.journal.absolute():
        yield Left(default, Why.PERHAPS_OTHERS)
    with suppress(OSError):
        for folder in sorted((default.parent / "backups").iterdir()):
            if folder not in mine.folders and list_backups(folder):
                yield Left(folder, Why.PERHAPS_OTHERS)


def _delete(files: Iterable[Path]) -> Iterator[Left]:
    """Delete files; what is none, or is not there, is passed over."""
    for file in files:
        try:
            if file.is_symlink():
                target = file.resolve()
                file.unlink()
                if target.exists():
                    yield Left(target, Why.LINKED)
            elif file.is_file():
                file.unlink()
        except OSError:
            yield Left(file, Why.REFUSED)


def _delete_empty(folder: Path) -> None:
    """Delete a folder in which nothing is left."""
    with suppress(OSError):  # most often: somebody keeps something in it
        folder.rmdir()


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files beneath a folder of ours."""
    return (path for path in _paths_in(folder) if path.is_symlink() or not path.is_dir())


def _folders_in(folder: Path) -> Iterator[Path]:
    """Yield the folders beneath one of ours, each before the one that it lies in."""
    return (path for path in reversed(list(_paths_in(folder))) if path.is_dir())


def _paths_in(folder: Path) -> Iterator[Path]:
    """Yield what lies beneath a folder; links are not followed."""
    if folder.is_dir() and not folder.is_symlink():
        for path in sorted(folder.iterdir()):
            yield path
            yield from _paths_in(path)


def _salts_in(folder: Path) -> Iterator[bytes]:
    """Yield the first bytes of the journals and backups that are still in a folder."""
    with suppress(OSError):
        for file in folder.iterdir():
            if file.is_file():
                with suppress(JournalError):
                    yield read_salt(file)
