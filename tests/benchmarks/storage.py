"""What storage costs, and how it grows over 20 years: `python -m tests.benchmarks.storage`.

A day's save is compared with the same rows in a bare sqlcipher3 transaction of the same
durability; what the app adds are its rules, its history and its undo. Journals of 1, 5, 10 and 20
years are measured in turn, round by round, so that a machine that slows down slows all of them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2

from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import fixed_key, new_salt
from fibrojournal.storage.store import Store
from tests.benchmarks.figures import Beside, show
from tests.benchmarks.long_diary import LAST_DAY, long_diary

if TYPE_CHECKING:
    from collections.abc import Callable

YEARS: Final = (0, 1, 5, 10, 20)
ROUNDS: Final = 15
ITEM: Final = "pain_average"
NOW: Final = datetime(2026, 11, 4, 20, tzinfo=UTC)

RESTING: Final = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from fibrojournal.app.start_times import rss_mb
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
with Store.open(Path(sys.argv[1])) as store:
    journal = Journal(store, clock=lambda: datetime(2026, 11, 4, 20, tzinfo=UTC))
    journal.item_scores("pain_average"), journal.dose_changes(), journal.events()
    print(rss_mb())
"""
"""Opens a journal, reads what the first pages show, and prints its memory."""


def timed_ms(work: Callable[[], object]) -> float:
    """Do something once; return how long it took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def bare_saves(folder: Path) -> Callable[[], None]:
    """Return a save of as many rows as a score takes, with nothing of ours around it."""
    file = folder / "bare"
    connection = dbapi2.connect(str(file), isolation_level=None)
    connection.execute(f'PRAGMA key = "{fixed_key(new_salt(0)).pragma}"')
    for line in (
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = EXTRA",
        "PRAGMA locking_mode = EXCLUSIVE",
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, day TEXT, written_at TEXT)",
        "CREATE TABLE score (entry INTEGER, item TEXT, value REAL, PRIMARY KEY (entry, item))",
        "CREATE TABLE history (id INTEGER PRIMARY KEY, at TEXT, was TEXT, is_now TEXT)",
    ):
        connection.execute(line)
    number = iter(range(10**9))

    def save() -> None:
        one = next(number)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (one, "2026-11-04", str(one)))
        connection.execute("INSERT INTO score VALUES (?, ?, ?)", (one, ITEM, one % 11))
        connection.execute(
            "INSERT INTO history (at, was, is_now) VALUES (?, ?, ?)", (str(one), None, str(one))
        )
        connection.execute("COMMIT")

    return save


def saves(journal: Journal) -> Callable[[], None]:
    """Return a save of another score at each call, of one day after the other."""
    number = iter(range(10**9))

    def save() -> None:
        one = next(number)
        journal.set_score(LAST_DAY - timedelta(days=one % 300), ITEM, float(one * 7 % 11))

    return save


def opened(file: Path) -> None:
    """Open a journal and close it again."""
    Store.open(file).close()


def main() -> None:
    """Print each figure, its ratio to the bare save, and how it grows."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = {years: folder / f"{years}.fibro" for years in YEARS}
        for years, file in files.items():
            with Store.under_construction(file) as store:
                Journal(store, clock=lambda: NOW).load(long_diary(years))
        print_growth(folder, files)
        memory = {}
        for years in (YEARS[0], YEARS[-1]):
            command = (sys.executable, "-c", RESTING, str(files[years]))
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            memory[years] = float(done.stdout)
            show(f"{years} years, on disk", files[years].stat().st_size / 1e6, "MB")
        show("memory more than with 0 years", memory[20] - memory[0], "MB", limit=40)


def print_growth(folder: Path, files: dict[int, Path]) -> None:
    """Measure each journal in turn, and print the medians."""
    base, figures = measured(folder, files)
    show("bare sqlcipher3 save", base)
    for name in dict.fromkeys(name for name, _years in figures):
        row = {years: figures[name, years] for years in YEARS}
        print(f"{name:24}" + "".join(f"  {years:2} y {ms:7.2f}" for years, ms in row.items()))
    save, opened_20 = figures["save a score", 20], figures["open", 20]
    show("save a score, 20 years", save, beside=Beside("bare", base), limit=2.0)
    year = Beside("1 year", figures["save a score", 1])
    show("save a score, 20 years", save, beside=year, limit=1.2)
    empty = Beside("empty", figures["open", 0])
    show("open, 20 years", opened_20, beside=empty, limit=1.3)


def measured(folder: Path, files: dict[int, Path]) -> tuple[float, dict[tuple[str, int], float]]:
    """Return the median of the bare save, and those of every work by name and years."""
    works: dict[tuple[str, int], Callable[[], object]] = {}
    for years, file in files.items():
        works["open", years] = partial(opened, file)
    with ExitStack() as stack:
        for years, file in files.items():
            copy = file.with_name(f"open {file.name}")
            copy.write_bytes(file.read_bytes())
            store = stack.enter_context(Store.open(copy))
            journal = Journal(store, clock=lambda: NOW)
            works["save a score", years] = saves(journal)
            works["read one day", years] = partial(journal.day_entry, LAST_DAY)
            works["read one item", years] = partial(journal.item_scores, ITEM)
            works["read everything", years] = journal.contents
        save_bare = bare_saves(folder)
        bare: list[float] = []
        took: dict[tuple[str, int], list[float]] = {name: [] for name in works}
        for _ in range(ROUNDS + 1):
            bare.append(timed_ms(save_bare))
            for name, work in works.items():
                took[name].append(timed_ms(work))
    # The first round warms up.
    medians = {name: statistics.median(times[1:]) for name, times in took.items()}
    return statistics.median(bare[1:]), medians


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main()
