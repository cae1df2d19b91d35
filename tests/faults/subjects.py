"""Works with all that may be found when they were disturbed: nothing, or everything, was done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.recovery_code import new_code
from fibrojournal.errors import JournalError
from fibrojournal.exchange.folder import FILES, MANIFEST
from fibrojournal.exchange.whole_folder import WholeFolder
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.unlocking import unlock_with_code
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.store import Store
from tests.faults.benches import Bench, lay_example, lay_first_version, write_import
from tests.faults.oracle import State, left_overs, started_again, state_as_it_lies
from tests.faults.twins import Twin
from tests.faults.works import (
    FIRST_WORDS,
    OTHER_WORDS,
    WORKS,
    Case,
    Exporting,
    ExportingTables,
    Ticking,
    opened,
    save_one,
)
from tests.storage.files import flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.workers import Round, Workshop

PASSPHRASES: Final = (OTHER_WORDS, FIRST_WORDS)
CODE: Final = new_code()
"""Opens the journals that have a passphrase from the beginning."""

BACKUPS: Final = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """A work, where it is done, and what may be found afterwards.

    Attributes:
        work: One of `WORKS`.
        bench: Where it is done.
        states: Of the journal, after each thing that is saved; the one before all of them first.
        earlier: Further states, of which there are backups.
        sound: Digests of the backups that were found whole; most rounds leave them as they are.
    """

    work: str
    bench: Bench
    states: tuple[State, ...]
    earlier: tuple[State, ...] = ()
    sound: set[bytes] = field(default_factory=set)

    def judge(self, case: Case, done: Round) -> bool:
        """Start again after a worker has gone, and find everything in order.

        Args:
            case: As the worker left it.
            done: What became of the worker.

        Returns:
            Whether anything had been done before the start.
        """
        found = state_as_it_lies(case.journal, PASSPHRASES) if self.work == "migrate" else None
        opened, opened_by = started_again(case.journal, case.backups, PASSPHRASES)
        found = found or opened
        assert found in self.allowed(done), done
        is_moved = self._judge_passphrase(case, done, opened_by)
        is_backed_up = self._judge_backups(case, done)
        left = left_overs(case.journal.parent, case.backups)
        assert left == [], (left, done)
        return found != self.states[0] or is_moved or is_backed_up

    def allowed(self, done: Round) -> tuple[State, ...]:
        """Return the states in which a worker that has gone may leave the journal."""
        return self.states[done.saved : done.saved + (1 if done.ended else 2)]

    def state_at(self, file: Path) -> State:
        """Read a journal as it lies there."""
        return state_as_it_lies(file, PASSPHRASES)

    def is_known(self, file: Path) -> bool:
        """Tell whether a journal or backup is whole, and holds what it once held."""
        digest = hashlib.sha256(file.read_bytes()).digest()
        if digest not in self.sound and self.state_at(file) in (*self.states, *self.earlier):
            self.sound.add(digest)
        return digest in self.sound

    def _judge_passphrase(self, case: Case, done: Round, opened_by: str) -> bool:
        """Find the journal under its old passphrase or its new one; tell whether it is the new."""
        is_moved = opened_by == OTHER_WORDS
        if case.passphrase:
            unlock_with_code(case.journal, CODE, (case.backups,)).close()
        if self.work not in {"protect", "change passphrase"}:
            assert opened_by == case.passphrase
            return False
        assert is_moved or (not done.saved and opened_by == case.passphrase)
        return is_moved

    def _judge_backups(self, case: Case, done: Round) -> bool:
        """Find all backups whole; tell whether the one that was to be made is among them."""
        backups = list_backups(case.backups)
        assert all(self.is_known(backup.path) for backup in backups), done
        if self.work != "backup":
            return False
        made = len(backups) - len(self.earlier)
        assert made == 1 or (made == 0 and not done.saved), done
        return made == 1


@dataclass(frozen=True, slots=True)
class RestoreSubject(Subject):
    """A backup that is brought back: what it replaces stays beside the journal."""

    def judge(self, case: Case, done: Round) -> bool:
        before = self.states[0]
        is_done = Subject.judge(self, case, done)
        kept = [self.state_at(file) for file in kept_files(case)]
        assert all(one in self.states for one in kept), done
        assert (before in kept) == is_done, done
        return is_done


@dataclass(frozen=True, slots=True)
class MendSubject(Subject):
    """A journal that does not open gives way to a backup, and stays beside it.

    Its first state is its bytes: nobody can read more in it.
    """

    def judge(self, case: Case, done: Round) -> bool:
        """Find it as it was, and bring it back once more, or find it brought back."""
        found = self.state_at(case.journal)
        assert found in self.allowed(done), done
        is_done = found != self.states[0]
        if not is_done:
            restoring = WORKS[self.work](case, lambda _word: None)
            restoring.attempt()
        assert self.states[0] in map(self.state_at, kept_files(case)), done
        assert Subject.judge(self, case, replace(done, saved=1, ended=True))
        return is_done

    def state_at(self, file: Path) -> State:
        try:
            return Subject.state_at(self, file)
        except JournalError:
            return bytes_of(file)


@dataclass(frozen=True, slots=True)
class ExportSubject(Subject):
    """An export that takes the place of an older one.

    Attributes:
        name: Of its file or folder.
        exports: What may be there, by file: the older one, the new one.
    """

    name: str = ""
    exports: tuple[dict[str, bytes], ...] = ()

    def judge(self, case: Case, done: Round) -> bool:
        """Find the older export or the new one, after what the next one does first."""
        Subject.judge(self, case, done)
        place = case.journal.with_name(self.name)
        WholeFolder(place, {MANIFEST, *FILES}).clear_up()
        assert list(place.parent.glob(f".{self.name}.fibrojournal-*")) == [], done
        found = files_in(place)
        assert found in self.exports[done.saved : done.saved + (1 if done.ended else 2)], done
        return found == self.exports[1]


def files_in(place: Path) -> dict[str, bytes]:
    """Read a file, or all files of a folder, by name."""
    files = place.iterdir() if place.is_dir() else (place,)
    return {file.name: file.read_bytes() for file in files}


def bytes_of(file: Path) -> State:
    """Return the state of a file in which nobody can read more than its bytes."""
    return State(0, {"": ((file.read_bytes().hex(),),)})


def kept_files(case: Case) -> list[Path]:
    """Return what restores have replaced."""
    return list(case.journal.parent.glob(f"{case.journal.stem} before restore *.fibro"))


def saving(folder: Path, steps: int = 3) -> tuple[Bench, Twin]:
    """Give a bench for a worker that saves so many times, and the model of that worker."""
    bench = Bench(folder / "bench", lay_example, steps=steps)
    return bench, Twin(Bench(folder / "twin", lay_example).laid_out())


def a_save(folder: Path, _shop: Workshop) -> Subject:
    bench, twin = saving(folder)
    states = tuple(twin.state_after(steps) for steps in range(4))
    twin.close()
    return Subject("save", bench, states)


def a_migration(folder: Path, shop: Workshop) -> Subject:
    bench = Bench(folder, lay_first_version)
    return Subject("migrate", bench, _before_and_after("migrate", bench, shop))


def an_import(folder: Path, shop: Workshop, rows: int = 300) -> Subject:
    source = write_import(folder / "import", rows)
    bench = Bench(folder / "bench", lay_example, source=source)
    return Subject("import", bench, _before_and_after("import", bench, shop))


def a_backup(folder: Path, shop: Workshop) -> Subject:
    return _with_backups("backup", folder, shop)


def a_first_passphrase(folder: Path, shop: Workshop) -> Subject:
    return _with_backups("protect", folder, shop)


def another_passphrase(folder: Path, shop: Workshop) -> Subject:
    return _with_backups("change passphrase", folder, shop, passphrase=FIRST_WORDS)


def a_restore(folder: Path, shop: Workshop) -> Subject:
    plain = _with_backups("restore", folder, shop, passphrase=FIRST_WORDS)
    return RestoreSubject(plain.work, plain.bench, plain.states, plain.earlier)


def a_restore_of_a_damaged_journal(folder: Path, shop: Workshop) -> Subject:
    work = "restore a damaged journal"
    bench = Bench(folder / "bench", _lay_damaged, passphrase=FIRST_WORDS)
    case = bench.laid_out()
    before = bytes_of(case.journal)
    done = shop.round(work, case)
    assert done.ended, done
    after = state_as_it_lies(case.journal, PASSPHRASES)
    return MendSubject(work, bench, (before, after), _earlier(folder))


def an_export(folder: Path, shop: Workshop) -> Subject:
    return _an_export("export", Exporting.name, folder, shop)


def an_export_of_tables(folder: Path, shop: Workshop) -> Subject:
    return _an_export("export tables", ExportingTables.name, folder, shop)


def _an_export(work: str, name: str, folder: Path, shop: Workshop) -> Subject:
    bench = Bench(folder, _lay_with_exports)
    states = _before_and_after(work, bench, shop)
    case = bench.laid_out()
    place = case.journal.with_name(name)
    older = files_in(place)
    assert shop.round(work, case).ended
    new = files_in(place)
    assert new != older
    return ExportSubject(work, bench, states, name=name, exports=(older, new))


SUBJECTS: Final[dict[str, Callable[[Path, Workshop], Subject]]] = {
    "save": a_save,
    "migrate": a_migration,
    "import": an_import,
    "backup": a_backup,
    "protect": a_first_passphrase,
    "change passphrase": another_passphrase,
    "restore": a_restore,
    "restore a damaged journal": a_restore_of_a_damaged_journal,
    "export": an_export,
    "export tables": an_export_of_tables,
}


def _before_and_after(work: str, bench: Bench, shop: Workshop) -> tuple[State, ...]:
    before = state_as_it_lies(bench.laid_out().journal, PASSPHRASES)
    case = bench.laid_out()
    done = shop.round(work, case)
    assert done.ended, done
    return before, state_as_it_lies(case.journal, PASSPHRASES)


def _with_backups(work: str, folder: Path, shop: Workshop, passphrase: str = "") -> Subject:
    bench = Bench(folder / "bench", _lay_with_backups, passphrase=passphrase)
    return Subject(work, bench, _before_and_after(work, bench, shop), _earlier(folder))


def _earlier(folder: Path) -> tuple[State, ...]:
    """Return the states of which there are backups."""
    twin = Twin(Bench(folder / "twin", lay_example).laid_out())
    earlier = tuple(twin.state_after(steps + 1) for steps in range(BACKUPS))
    twin.close()
    return earlier


def _lay_with_backups(case: Case) -> None:
    """Write the example journal, backups of three evenings, and something after them."""
    lay_example(case)
    clock = Ticking()
    with Store.open(case.journal) as store:
        journal = Journal(store, clock=clock, backup_folders=(case.backups,))
        for step in range(BACKUPS + 1):
            save_one(journal, clock, step)
            if step < BACKUPS:
                assert journal.backups.make() is not None
        if case.passphrase:
            journal.protection.set_passphrase(case.passphrase, step=1)
            assert journal.protection.confirm_recovery_code(CODE, CODE)


def _lay_damaged(case: Case) -> None:
    """Write the same and one more backup, and damage the journal so that it does not open."""
    _lay_with_backups(case)
    journal = opened(case)
    assert journal.backups.make() is not None  # one that knows of the recovery code
    journal.close()
    flip_bit(case.journal, 1)


def _lay_with_exports(case: Case) -> None:
    """Write the example journal, export it twice, and go on: one table fewer is left."""
    lay_example(case)
    clock = Ticking()
    with Store.open(case.journal) as store:
        journal = Journal(store, clock=clock)
        for name in (Exporting.name, ExportingTables.name):
            journal.export_to(case.journal.with_name(name))
        for question in journal.visit_preparation.questions():
            journal.visit_preparation.remove_question(question)
        save_one(journal, clock, 0)
