"""Where a round of a fault takes place: fresh copies of one journal and its backups."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import Moment
from fibrojournal.domain.scales import PERCENT
from fibrojournal.exchange.folder import write_folder
from fibrojournal.journal import loading
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.driver import open_database, stamp
from fibrojournal.storage.keys import fixed_key, new_salt
from fibrojournal.storage.migrations import migrations
from fibrojournal.storage.rows import Rows
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry, make_intake, make_medicine
from tests.faults.oracle import NOW, left_overs
from tests.faults.works import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

JOURNAL: Final = "journal.fibro"
BACKUPS: Final = "backups"


class Bench:
    """A journal as it is before each round, and a place for the rounds.

    Args:
        folder: An empty one.
        lay: Writes the journal, and its backups if it has any, at the case that it is given.
        source: What is imported.
        passphrase: What opens the journal; "" = it has none.
        steps: How often a worker saves something.
    """

    def __init__(
        self,
        folder: Path,
        lay: Callable[[Case], object],
        *,
        source: Path | None = None,
        passphrase: str = "",
        steps: int = 3,
    ) -> None:
        self._before = folder / "before"
        self._place = folder / "place"
        self._fields = replace(
            Case(folder, folder), source=source, passphrase=passphrase, steps=steps
        )
        self._before.mkdir(parents=True)
        lay(self._case(self._before))

    def laid_out(self) -> Case:
        """Give a fresh copy; the one of the round before is gone."""
        shutil.rmtree(self._place, ignore_errors=True)
        shutil.copytree(self._before, self._place)
        return self._case(self._place)

    def left_overs(self) -> list[str]:
        """Name what the round has left behind; the journal must not be open."""
        return left_overs(self._place, self._place / BACKUPS)

    def _case(self, folder: Path) -> Case:
        return replace(self._fields, journal=folder / JOURNAL, backups=folder / BACKUPS)


def lay_example(case: Case) -> None:
    """Write the example journal."""
    with Store.create(case.journal) as store:
        Journal(store, clock=lambda: NOW).load(example_contents(TODAY))


def lay_first_version(case: Case) -> None:
    """Write the example journal as the first version of the schema kept it."""
    contents = example_contents(TODAY)
    known = tuple(item for item in contents.items if item.scale != PERCENT)
    with closing(open_database(case.journal, fixed_key(new_salt()))) as database:
        migrations.apply(database, stop_before="m002_protection")
        stamp(database, 1)
        with database.atomic():
            loading.load(Rows(database), replace(contents, items=known))


def write_import(folder: Path, rows: int = 10_000) -> Path:
    """Write an export of so many rows, of every kind that comes in numbers."""
    medicine = make_medicine("ibuprofen", as_needed=True)
    few = rows // 20
    contents = JournalContents(
        medicines=(medicine,),
        days=tuple(make_entry(day(500 + n), f"imported {n}", fatigue=n % 11) for n in range(few)),
        moments=tuple(Moment(day(n), NOW.time(), "fog", n % 11) for n in range(few)),
        intakes=tuple(
            make_intake(day(n // 4), n % 7 + 1, medicine=medicine.name)
            for n in range(rows - 2 * few - 1)
        ),
    )
    write_folder(contents, folder)
    return folder
