"""What people do with a journal from its first page to its end, on a computer of its own.

Everything that is written holds a word that nobody else writes; the place where it happens knows
which files may hold it, because somebody asked for them.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fibrojournal import paths
from fibrojournal.__main__ import main
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.errors import JournalError, NotSavedError, WrongPassphraseError
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.restoring import restore_closed
from fibrojournal.journal.unlocking import unlock, unlock_with_code
from fibrojournal.settings import Settings
from fibrojournal.storage.keys import SALT_BYTES, Key, needs_passphrase
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_dose_change, make_event, make_intake, make_medicine
from tests.faults.written import everything_written
from tests.processes import ROOT
from tests.storage.files import first_page_of, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

MARK: Final = "quillwort"
"""Stands in everything that is written; nobody else writes it."""
WORDS: Final = f"{MARK} \N{SNOWMAN}"
PASSPHRASE: Final = f"{MARK} at noon"
NOW: Final = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A computer with one account, as far as FibroJournal sees it.

    Attributes:
        root: Everything on it.
        key: Of the journal.
        exports: What was exported on purpose; only here people may read it.
    """

    root: Path
    key: Key

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def journal(self) -> Path:
        return paths.default_journal()

    @property
    def folders(self) -> tuple[Path, ...]:
        return (paths.backup_folder(self.journal), self.root / "stick")

    def begin(self, store: Store) -> Journal:
        return Journal(store, clock=lambda: NOW, backup_folders=self.folders)

    @contextmanager
    def new(self) -> Iterator[Journal]:
        """Make a protected journal in which everything is written, and close it afterwards."""
        journal = self.begin(Store.create(self.journal, self.key))
        try:
            journal.load(everything_written(WORDS, TODAY))
            yield journal
        finally:
            journal.close()

    @contextmanager
    def opened(self) -> Iterator[Journal]:
        """Open the journal again."""
        journal = self.begin(Store.open(self.journal, self.key))
        try:
            yield journal
        finally:
            journal.close()


WORKFLOWS: Final[dict[str, Callable[[Place], object]]] = {}


def workflow(function: Callable[[Place], object]) -> Callable[[Place], object]:
    WORKFLOWS[function.__name__.replace("_", " ")] = function
    return function


# Writing


@workflow
def writing_everything(place: Place) -> None:
    with place.new():
        pass


@workflow
def writing_bit_by_bit(place: Place) -> None:
    with place.new() as journal:
        _write_bit_by_bit(journal)


@workflow
def taking_everything_back_and_doing_it_again(place: Place) -> None:
    with place.new() as journal:
        _write_bit_by_bit(journal)
        while journal.undo_words:
            journal.undo()
        while journal.redo_words:
            journal.redo()


@workflow
def removing_everything(place: Place) -> None:
    with place.new() as journal:
        for medicine in journal.medicines():
            journal.remove_medicine(medicine.name)
        for event in journal.events():
            journal.remove_event(event)
        for entry in journal.contents().days:
            journal.set_note(entry.day, "")


@workflow
def correcting_what_was_written(place: Place) -> None:
    with place.new() as journal:
        scheduled, needed = journal.medicines()
        journal.edit_medicine(scheduled.name, replace(scheduled, name=f"{WORDS} anew"))
        journal.edit_medicine(needed.name, replace(needed, reason=f"{WORDS} anew"))
        change = journal.dose_changes()[0]
        journal.correct_dose(change.medicine, change.day, replace(change, note=f"{WORDS} anew"))
        for step in journal.plan():
            journal.save_plan(step.medicine, [replace(step, words=f"{WORDS} anew")])


@workflow
def writing_what_is_refused(place: Place) -> None:
    with place.new() as journal:
        refused: tuple[Callable[[], object], ...] = (
            lambda: journal.set_note(day(-1), WORDS),
            lambda: journal.set_note(day(0), WORDS * 100_000),
            lambda: journal.add_medicine(make_medicine(f"{WORDS} one")),
            lambda: journal.change_dose(make_dose_change(day(-1), note=WORDS)),
        )
        for use_case in refused:
            with suppress(JournalError):
                use_case()


def _write_bit_by_bit(journal: Journal) -> None:
    journal.set_note(day(0), f"{WORDS} " * 500)
    journal.set_score(day(0), "own", 7)
    journal.set_score(day(0), "fog", SKIPPED)
    journal.add_medicine(
        make_medicine(f"{WORDS} three", reason=WORDS),
        make_dose_change(day(3), medicine=f"{WORDS} three", note=WORDS),
    )
    journal.change_dose(make_dose_change(day(0), medicine=f"{WORDS} three", note=WORDS))
    journal.save_intake(make_intake(medicine=f"{WORDS} three", note=WORDS))
    journal.save_event(make_event(title=WORDS, note=WORDS))


# Trash


@workflow
def throwing_away_and_bringing_back(place: Place) -> None:
    with place.new() as journal:
        _throw_all_away(journal)
        for trashed in journal.trash.all():
            with suppress(JournalError):
                journal.trash.bring_back(trashed)
        (version, *_) = journal.day_versions.of(_first_written(journal))
        journal.day_versions.bring_back(version)


@workflow
def emptying_the_trash(place: Place) -> None:
    with place.new() as journal:
        _throw_all_away(journal)
    emptied = False
    with Store.open(place.journal, place.key) as store:
        for days in (32, 33, 34):
            later = Journal(store, clock=partial(NOW.__add__, timedelta(days=days)))
            later.set_note(later.today(), f"{WORDS} on a later day")
            emptied = later.trash.purge()
    assert emptied


@workflow
def erasing_for_good(place: Place) -> None:
    with place.new() as journal:
        journal.backups.make()
        _throw_all_away(journal)
        journal.backups.make()
        erasing = journal.erasing
        for erasure in (
            erasing.of_day(day(9)),
            erasing.of_medicine(journal.medicines()[0].name),
            erasing.of_event(journal.events()[0]),
            *map(erasing.of_trashed, journal.trash.all()),
        ):
            erasing.erase(erasure)
            erasing.delete_copies_with(erasure)


@workflow
def deleting_everything(place: Place) -> None:
    """Leave no file of ours anywhere; what was exported is the person's own."""
    with place.new() as journal:
        journal.backups.make()
        _throw_all_away(journal)
        made = journal.backups.make()
        assert made is not None
        journal.export_to(place.exports / "tables")
        journal.backups.restore(made.path)
        Settings(journal=str(place.journal)).save(paths.settings_file())
        everything = journal.everything
    assert everything.delete() == ()
    left = [file for folder in ("data", "stick") for file in (place.root / folder).rglob("*")]
    assert left == []


def _throw_all_away(journal: Journal) -> None:
    """Remove one thing of each kind."""
    journal.set_note(_first_written(journal), f"{WORDS} later")
    journal.remove_day(journal.contents().days[-1].day)
    journal.remove_medicine(journal.medicines()[-1].name)
    journal.remove_event(journal.events()[-1])


def _first_written(journal: Journal) -> date:
    return journal.contents().days[0].day


# Bad weather


@workflow
def being_killed_in_a_save(place: Place) -> None:
    with place.new():
        pass
    ended = _in_another_process(place, "kill")
    assert ended == -signal.SIGKILL
    assert paths.default_journal().with_name("journal.fibro-journal").stat().st_size


@workflow
def being_killed_and_opened_again(place: Place) -> None:
    being_killed_in_a_save(place)
    with place.opened() as journal:
        assert journal.problems() == ()


@workflow
def saving_on_a_full_disk(place: Place) -> None:
    with place.new():
        pass
    assert _in_another_process(place, "full") == 0


@workflow
def falling_over(place: Place) -> None:
    with place.new():
        pass
    assert _in_another_process(place, "abort") == -signal.SIGABRT


@workflow
def checking_a_damaged_journal(place: Place) -> None:
    with place.new() as journal:
        page = first_page_of(journal._store, "score")
    flip_bit(place.journal, page)
    with place.opened() as journal:
        assert journal.problems()


def _in_another_process(place: Place, what: str) -> int:
    """Save a long note in a process that meets a mishap; return how it ended."""
    salt_and_key = (place.key.salt + place.key.raw).hex()
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.workflows", what, str(place.journal), salt_and_key],
        cwd=place.root / "working",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    ).returncode


def _mishap(what: str, path: Path, salt_and_key: str) -> None:
    """Save in this process, and meet a mishap in the middle of it."""
    both = bytes.fromhex(salt_and_key)
    store = Store.open(path, Key(both[:SALT_BYTES], both[SALT_BYTES:]))
    journal = Journal(store, clock=lambda: NOW)
    if what == "full":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        with suppress(NotSavedError):
            for days_ago in range(1_000):
                journal.set_note(day(days_ago), WORDS * 500)
        assert path.stat().st_size == size
        return
    with store.transact(NOW) as rows:
        for row in rows.find("event"):
            rows.put("event", {**row, "note": WORDS * 4_000})
        # What does not fit into the cache is written before the end of the transaction.
        store._database.execute("PRAGMA cache_size = 2")
        store._database.execute("PRAGMA cache_spill = 1")
        for row in rows.find("entry"):
            rows.put("entry", {**row, "note": WORDS * 1_000})
        os.kill(os.getpid(), signal.SIGKILL if what == "kill" else signal.SIGABRT)


# In and out


@workflow
def exporting_tables(place: Place) -> None:
    with place.new() as journal:
        journal.export_to(place.exports / "tables")


@workflow
def exporting_json(place: Place) -> None:
    with place.new() as journal:
        journal.export_to(place.exports / "journal.json")


@workflow
def exporting_a_plain_database(place: Place) -> None:
    with place.new() as journal:
        journal.export_to(place.exports / "plain.sqlite")


@workflow
def exporting_to_where_there_is_no_room(place: Place) -> None:
    with place.new() as journal:
        for name in ("journal.json", "plain.sqlite"):
            with suppress(JournalError):
                journal.export_to(place.root / "no such folder" / name)


@workflow
def importing_and_taking_it_back(place: Place) -> None:
    with place.new() as journal:
        journal.export_to(place.exports / "tables")
    with place.opened() as journal:
        for table in (place.exports / "tables").glob("*.csv"):
            table.write_text(table.read_text().replace(f"note {WORDS}", f"other {WORDS}"))
        journal.carry_out(journal.plan_import(place.exports / "tables", replace_old=True))
        journal.undo()


@workflow
def importing_what_is_refused(place: Place) -> None:
    (place.exports / "days.csv").write_text(f"day,fatigue,{WORDS}\n{WORDS},99,{WORDS}\n")
    with place.new() as journal:
        plan = journal.plan_import(place.exports)
        assert plan.has_rejections


@workflow
def using_the_command_line(place: Place) -> None:
    """Do it all without the window; what is printed is the person's own."""
    with place.new() as journal:
        journal.export_to(place.exports / "tables")
        journal.protection.remove_passphrase(PASSPHRASE)
    there = ["--journal", str(place.journal)]
    for command in (
        ["check", *there],
        ["changes", *there, "--json"],
        ["export", *there, "--to", str(place.exports / "again.json")],
        ["import", str(place.exports / "tables"), *there, "--dry-run"],
        ["import", str(place.exports / "tables"), *there, "--replace"],
    ):
        assert main(command) == 0


@workflow
def using_the_command_line_with_a_passphrase(place: Place) -> None:
    """Do it all without the window; the passphrase is in a file that was made for it."""
    with place.new() as journal:
        journal.export_to(place.exports / "tables")
    secret = place.exports / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n")
    there = ["--journal", str(place.journal)]
    unlocking = ["--passphrase-file", str(secret)]
    for command in (
        ["check", *there, *unlocking],
        ["backup", *there, *unlocking],
        ["export", *there, *unlocking, "--to", str(place.exports / "again.json")],
        ["import", str(place.exports / "tables"), *there, *unlocking, "--replace"],
    ):
        assert main(command) == 0, command
    assert main(["check", *there]) == 1
    (backup, *_) = paths.backup_folder(place.journal).glob("*.fibro")
    assert main(["restore", str(backup), *there, *unlocking]) == 0


# Protection


@workflow
def setting_the_first_passphrase(place: Place) -> None:
    journal = place.begin(Store.create(place.journal))
    journal.load(everything_written(WORDS, TODAY))
    journal.protection.set_passphrase(PASSPHRASE, step=1)
    journal.close()


@workflow
def changing_the_passphrase(place: Place) -> None:
    with place.new() as journal:
        journal.protection.set_passphrase(f"{MARK} later", current=PASSPHRASE, step=1)


@workflow
def removing_the_passphrase(place: Place) -> None:
    with place.new() as journal:
        journal.protection.remove_passphrase(PASSPHRASE)


@workflow
def typing_wrong_passphrases(place: Place) -> None:
    with place.new():
        pass
    for typed in (MARK, f"{PASSPHRASE} ", PASSPHRASE.upper()):
        with suppress(WrongPassphraseError):
            unlock(place.journal, typed, place.folders)
    unlock(place.journal, PASSPHRASE, place.folders).close()


@workflow
def making_a_recovery_code(place: Place) -> str:
    with place.new() as journal:
        return _code(journal)


@workflow
def opening_by_the_recovery_code(place: Place) -> str:
    with place.new() as journal:
        code = _code(journal)
    journal = place.begin(unlock_with_code(place.journal, code, place.folders))
    journal.protection.set_passphrase(f"{MARK} later", recovery_code=code, step=1)
    journal.close()
    return code


@workflow
def taking_the_recovery_code_back(place: Place) -> str:
    with place.new() as journal:
        code = _code(journal)
        journal.protection.remove_recovery_code()
        return code


def _code(journal: Journal) -> str:
    code = journal.protection.new_recovery_code()
    assert journal.protection.confirm_recovery_code(code, code)
    return code


# Backups


@workflow
def backing_up(place: Place) -> None:
    with place.new() as journal:
        assert journal.backups.make() is not None
        journal.set_note(day(0), f"{WORDS} later")
        assert journal.backups.make() is not None
        journal.backups.rehearse()
    assert len(list((place.root / "stick").glob("*.fibro"))) == 2


@workflow
def bringing_a_backup_back(place: Place) -> None:
    with place.new() as journal:
        backup = journal.backups.make()
        assert backup is not None
        journal.set_note(day(0), f"{WORDS} later")
        journal.backups.preview(backup.path)
        journal.backups.restore(backup.path)


@workflow
def bringing_a_backup_back_in_place_of_a_damaged_journal(place: Place) -> None:
    with place.new() as journal:
        backup = journal.backups.make()
    assert backup is not None
    place.journal.write_bytes(b"\0" * 100)
    restore_closed(place.journal, backup.path, PASSPHRASE, NOW, place.folders)
    with place.opened() as journal:
        assert journal.problems() == ()


@workflow
def bringing_back_something_else(place: Place) -> None:
    with place.new() as journal:
        journal.export_to(place.exports / "plain.sqlite")
        for file in (place.exports / "plain.sqlite", place.root / "no such file"):
            with suppress(JournalError):
                journal.backups.restore(file)


@workflow
def protecting_the_backups_too(place: Place) -> None:
    """Set the first passphrase with unprotected backups and a replaced file around."""
    journal = place.begin(Store.create(place.journal))
    journal.load(everything_written(WORDS, TODAY))
    backup = journal.backups.make()
    assert backup is not None
    journal.set_note(day(0), f"{WORDS} later")
    journal.backups.restore(backup.path)
    report = journal.protection.set_passphrase(PASSPHRASE, step=1)
    journal.close()
    left = [file for file in place.root.rglob("*.fibro") if not needs_passphrase(_salt(file))]
    assert set(left) <= set(report.unreached)


def _salt(file: Path) -> bytes:
    return file.read_bytes()[:SALT_BYTES]


# This computer


@workflow
def keeping_the_settings(place: Place) -> None:
    with place.new() as journal:
        settings = Settings(journal=str(journal.path), second_backup_folder="/media/stick")
        settings.save(paths.settings_file())


if __name__ == "__main__":
    _mishap(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
