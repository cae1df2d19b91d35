"""What a killed process and a full disk leave behind.

A kill is a crash of the process. That the bytes also survive a power cut rests on the pragmas,
which have their own tests.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import JournalError, JournalUnreachableError, NotSavedError
from fibrojournal.storage import entry_table
from fibrojournal.storage.store import Store
from tests.builders import TODAY, day, make_entry
from tests.processes import ROOT, run_python
from tests.storage.files import fingerprints, no_room_beyond

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.domain.entries import DayEntry

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)

_needs_limits = pytest.mark.skipif(
    sys.platform == "win32", reason="this system cannot limit the size of files"
)

_INSIDE_A_LARGE_SAVE = """
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from fibrojournal.domain.entries import DayEntry
from fibrojournal.storage import entry_table
from fibrojournal.storage.store import Store
store = Store.open(Path(sys.argv[1]))
with store.transact(datetime(2026, 11, 4, tzinfo=UTC)) as rows:
    for number in range(1500):
        day = date(2026, 11, 4) - timedelta(days=number)
        entry_table.put_day(rows, DayEntry(day, note=f"{number} " * 1000))
    print("inside", flush=True)
    sys.stdin.read()
"""

_KILLED_AGAIN_AND_AGAIN = """
import json, os, random, signal, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from fibrojournal.domain.entries import DayEntry
from fibrojournal.storage import entry_table
from fibrojournal.storage.store import Store
path, chance = Path(sys.argv[1]), random.Random(20261104)
today, items = date(2026, 11, 4), ("pain_average", "fatigue", "fog")
number = 0

def save_on_and_on(number, acknowledge):
    with Store.open(path) as store:
        while True:
            number += 1
            with store.transact(datetime(2026, 11, 4, tzinfo=UTC)) as rows:
                for item in items:
                    scores = {key: float(number % 11) for key in items[: items.index(item) + 1]}
                    entry_table.put_day(rows, DayEntry(today, scores, f"{number} " * 400))
            os.write(acknowledge, b".")

for run in range(20):
    listen, acknowledge = os.pipe()
    child = os.fork()
    if not child:
        save_on_and_on(number, acknowledge)
    os.close(acknowledge)
    acknowledged = len(os.read(listen, 1))
    time.sleep(chance.uniform(0, 0.02))  # not a wait: the kill comes at some point of a save
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(listen, 4096):
        acknowledged += len(more)
    os.close(listen)
    with Store.open(path) as store:
        entry, problems = entry_table.day_entry(store.rows, today), store.problems()
    saved = int(entry.note.split()[0])
    whole = DayEntry(today, dict.fromkeys(items, float(saved % 11)), f"{saved} " * 400)
    print(json.dumps({
        "acknowledged": number + acknowledged,
        "saved": saved,
        "whole": entry == whole,
        "problems": problems,
    }), flush=True)
    number = saved
"""


def make_journal(path: Path, *entries: DayEntry) -> None:
    with Store.create(path) as store, store.transact(NOW) as rows:
        for entry in entries:
            entry_table.put_day(rows, entry)


def test_a_save_that_was_killed_in_its_middle_is_rolled_back(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    before = [make_entry(day(number), f"kept {number}", fatigue=5) for number in range(30)]
    make_journal(path, *before)
    whole = path.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", _INSIDE_A_LARGE_SAVE, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        process.kill()
    assert path.read_bytes() != whole, "the save had begun to write"
    assert path.with_name("journal.fibro-journal").exists()
    with Store.open(path) as store:
        assert list(entry_table.day_entries(store.rows)) == before[::-1]
        assert store.problems() == ()
    assert fingerprints(tmp_path).keys() == {"journal.fibro"}


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot fork")
def test_acknowledged_saves_survive_a_kill_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "journal.fibro"
    make_journal(path, make_entry(TODAY, "0"))
    result = run_python("-c", _KILLED_AGAIN_AND_AGAIN, str(path))
    assert result.returncode == 0, result.stderr
    runs = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(runs) == 20
    for run in runs:
        assert run["acknowledged"] <= run["saved"] <= run["acknowledged"] + 1
        assert run["whole"]
        assert run["problems"] == []
    with Store.open(path) as store:
        save(store, make_entry(TODAY))
    assert fingerprints(path.parent).keys() == {"journal.fibro"}


@_needs_limits
def test_a_full_disk_leaves_everything_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    before = [make_entry(day(number), f"kept {number}", fatigue=5) for number in range(30)]
    make_journal(path, *before)
    size = path.stat().st_size
    new = make_entry(TODAY, "a long note " * 2000, fatigue=6, fog=0)
    for room in range(0, 40_000, 3_000):
        with Store.open(path) as store:
            with no_room_beyond(size + room), pytest.raises(NotSavedError):
                save(store, new, big=True)
            assert list(entry_table.day_entries(store.rows)) == before[::-1]
            assert store.problems() == ()
    assert fingerprints(tmp_path).keys() == {"journal.fibro"}


@_needs_limits
def test_a_save_can_be_repeated_when_there_is_room_again(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    make_journal(path)
    new = make_entry(TODAY, "a long note " * 2000, fatigue=6, fog=0)
    with Store.open(path) as store:
        with no_room_beyond(path.stat().st_size), pytest.raises(NotSavedError) as refused:
            save(store, new)
        assert "still on the screen" in refused.value.remedy
        save(store, new)
        assert entry_table.day_entry(store.rows, TODAY) == new


@_needs_limits
def test_an_earlier_version_is_kept_although_a_save_failed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    make_journal(path, make_entry(TODAY, "first"))
    with Store.open(path) as store:
        later = NOW + timedelta(hours=1)
        with no_room_beyond(path.stat().st_size), pytest.raises(NotSavedError):
            save(store, make_entry(TODAY, "second " * 5000), later)
        save(store, make_entry(TODAY, "second"), later + timedelta(minutes=1))
        notes = [version.before["note"] for version in store.history.versions("entry")]
        assert notes == ["first"]


@_needs_limits
def test_a_journal_that_does_not_fit_is_not_made(tmp_path: Path) -> None:
    for room in (0, 4096, 50_000):
        with no_room_beyond(room), pytest.raises(JournalUnreachableError):
            Store.create(tmp_path / "new folder" / "journal.fibro")
        assert list(tmp_path.iterdir()) == []


@_needs_limits
def test_an_export_that_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    make_journal(path, make_entry(TODAY, "a long note " * 2000))
    with Store.open(path) as store:
        with no_room_beyond(20_000), pytest.raises(JournalError):
            store.export_plain(tmp_path / "plain.sqlite")
        store.export_plain(tmp_path / "plain.sqlite")
    assert fingerprints(tmp_path).keys() == {"journal.fibro", "plain.sqlite"}


def save(store: Store, entry: DayEntry, at: datetime = NOW, *, big: bool = False) -> None:
    with store.transact(at) as rows:
        entry_table.put_day(rows, entry)
        for number in range(100 if big else 0):
            entry_table.put_day(rows, make_entry(day(100 + number), "more " * 100))
