from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.medicines import Medicine
from fibrojournal.errors import NotSavedError, ReadOnlyError
from fibrojournal.exchange.foreign_file import read_foreign
from fibrojournal.exchange.map_file import read_answers
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.builders import (
    TODAY,
    day,
    make_dose_change,
    make_entry,
    make_event,
    make_intake,
    make_medicine,
    make_plan_step,
)
from tests.exchange.foreign_files import MEDTIMER_EVENTS
from tests.journal.test_trash import bring_in, only
from tests.storage.files import no_room_beyond
from tests.storage.pages import decrypted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.journal.erasing import Erasure
    from tests.conftest import StandingClock

CANARY = "zanzibar"

SHEET_ANSWERS = b"""{"columns": {"day": "day", "order": "ymd"},
    "names": {"fatigue": {"item": "fatigue", "from": "same"}}}"""
MEDICINE_ANSWERS = b'{"others": "as written"}'


@pytest.fixture
def full(journal: Journal, clock: StandingClock) -> Journal:
    """Give a journal in which the canary was written, changed and deleted everywhere."""
    for days in range(5, 60):
        bring_in(journal, make_entry(day(days), f"an ordinary day {days} " * 20, fatigue=3))
    for word in (f"{CANARY} one", f"{CANARY} two", f"third {CANARY}"):
        journal.set_note(TODAY, word * 300)
        journal.set_score(TODAY, "fatigue", 7.0)
        journal.set_note(day(1), word)
        clock.advance(hours=1)
    journal.remove_day(day(1))
    journal.add_medicine(
        make_medicine(CANARY, reason=CANARY),
        make_dose_change(medicine=CANARY, note=CANARY),
        [make_plan_step(medicine=CANARY, words=CANARY)],
    )
    journal.edit_medicine(CANARY, Medicine(f"{CANARY} forte"))
    journal.save_intake(make_intake(medicine=f"{CANARY} forte", note=CANARY))
    journal.remove_dose(f"{CANARY} forte", TODAY)
    journal.save_event(make_event(title=CANARY, note=CANARY))
    return journal


def erase_all(journal: Journal) -> None:
    erasing = journal.erasing
    erasing.erase(erasing.of_day(TODAY))
    erasing.erase(erasing.of_medicine(f"{CANARY} forte"))
    erasing.erase(erasing.of_event(journal.events()[0]))
    erasing.erase(erasing.of_trashed(only(journal)))


def test_no_byte_of_what_was_erased_is_in_a_plain_copy(full: Journal, tmp_path: Path) -> None:
    full.export_to(tmp_path / "before.sqlite")
    assert (tmp_path / "before.sqlite").read_bytes().count(CANARY.encode()) > 20
    erase_all(full)
    full.export_to(tmp_path / "after.sqlite")
    assert CANARY.encode() not in (tmp_path / "after.sqlite").read_bytes().lower()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing here decrypts a page")
def test_no_byte_of_it_is_in_the_pages_of_the_file_either(full: Journal) -> None:
    key = full._store.key
    erase_all(full)
    beside = full.path.with_name(f"{full.path.name}-journal")
    assert not beside.exists() or beside.stat().st_size == 0
    full.close()
    pages = decrypted(full.path, key)
    assert b"an ordinary day 7" in pages
    assert CANARY.encode() not in pages.lower()
    assert CANARY[:6].encode() not in pages.lower()  # words lie cut in the index


@pytest.mark.skipif(shutil.which("openssl") is None, reason="as above")
def test_what_is_in_the_trash_still_has_its_bytes(full: Journal) -> None:
    key = full._store.key
    full.close()
    assert CANARY.encode() in decrypted(full.path, key).lower()


def test_nothing_else_is_touched(full: Journal, clock: StandingClock) -> None:
    others = [entry for entry in full.contents().days if entry.day != TODAY]
    erase_all(full)
    assert list(full.contents().days) == others
    assert full.problems() == ()
    rows = full._store.rows
    ((hits,),) = rows.select("SELECT count(*) FROM entry_fts WHERE entry_fts MATCH 'ordinary'")
    assert hits == len(others)
    clock.advance(hours=1)
    full.set_note(day(7), "written again")
    full.close()
    again = Journal(Store.open(full.path), clock=clock)
    assert again.problems() == ()
    assert again.day_versions.of(day(7))[0].entry.note.startswith("an ordinary day")
    again.close()


def test_where_erased_values_came_from_is_erased_with_them(
    journal: Journal, tmp_path: Path
) -> None:
    for name, text, answers in (
        (f"{CANARY}-days.csv", "day,fatigue\n2026-11-04,7\n", SHEET_ANSWERS),
        (f"{CANARY}-events.csv", MEDTIMER_EVENTS, MEDICINE_ANSWERS),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        file = read_foreign(tmp_path / name)
        assert file is not None
        said = read_answers(answers, file, journal.items())
        journal.carry_out(journal.plan_foreign_import(file, said))
    assert journal.origins_of(TODAY) != ()
    assert journal.origins_of_intakes() != {}
    for medicine in journal.medicines():
        journal.erasing.erase(journal.erasing.of_medicine(medicine.name))
    assert journal.origins_of_intakes() == {}
    assert journal.origins_of(TODAY) != ()
    journal.erasing.erase(journal.erasing.of_day(TODAY))
    assert journal.origins_of(TODAY) == ()
    journal.export_to(tmp_path / "after.sqlite")
    assert CANARY.encode() not in (tmp_path / "after.sqlite").read_bytes().lower()
    rows = journal._store.rows
    assert rows.find("origin") == rows.find("import_file") == []


def test_an_erased_day_is_in_no_version_and_no_trash(full: Journal) -> None:
    full.remove_day(TODAY)
    full.erasing.erase(full.erasing.of_day(TODAY))
    assert full.day_versions.of(TODAY) == ()
    assert all(
        TODAY not in {getattr(thing, "day", None) for thing in trashed.things}
        for trashed in full.trash.all()
        if not hasattr(trashed.things[0], "medicine")
    )


def test_erasing_from_the_trash_leaves_the_day_that_was_written_again(journal: Journal) -> None:
    journal.set_note(TODAY, CANARY)
    journal.remove_day(TODAY)
    journal.set_note(TODAY, "again")
    journal.erasing.erase(journal.erasing.of_trashed(only(journal)))
    assert journal.trash.all() == ()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert entry.note == "again"
    assert journal.day_versions.of(TODAY) == ()


# Undo


def undone(journal: Journal) -> list[JournalContents]:
    states = []
    while journal.undo():
        states.append(journal.contents())
    return states


def test_undo_does_not_bring_back_what_was_erased(journal: Journal) -> None:
    journal.set_note(day(2), "stays")
    journal.set_note(TODAY, CANARY)
    bring_in(journal, make_entry(TODAY, CANARY, fatigue=2), make_entry(day(3), "came too"))
    journal.set_score(day(2), "fog", 1.0)
    journal.erasing.erase(journal.erasing.of_day(TODAY))
    states = undone(journal)
    assert [len(state.days) for state in states] == [2, 1, 0]
    assert CANARY not in str(states)
    while journal.redo():
        pass
    assert CANARY not in str(journal.contents())
    assert [entry.day for entry in journal.contents().days] == [day(3), day(2)]


def test_a_medicine_is_dropped_from_undo_with_its_doses(journal: Journal) -> None:
    journal.add_medicine(make_medicine(), make_dose_change())
    journal.change_dose(make_dose_change(day(3), 100))
    journal.save_event(make_event())
    journal.erasing.erase(journal.erasing.of_medicine("gabapentin"))
    assert journal.undo_words == "Undo event"
    journal.undo()
    assert journal.undo_words == ""
    assert journal.redo_words == "Redo event"


def test_what_is_typed_right_after_an_erasure_has_its_versions(
    journal: Journal, clock: StandingClock
) -> None:
    journal.set_note(day(1), "first")
    journal.set_note(TODAY, CANARY)
    journal.erasing.erase(journal.erasing.of_day(TODAY))
    clock.advance(minutes=1)
    journal.set_note(TODAY, "new")
    assert journal.day_versions.of(TODAY) == ()
    clock.advance(minutes=20)
    journal.set_note(TODAY, "newer")
    assert [version.entry.note for version in journal.day_versions.of(TODAY)] == ["new"]


# When it cannot be


def test_a_full_disk_erases_nothing(full: Journal) -> None:
    before = full.contents()
    erasure = full.erasing.of_day(TODAY)
    with no_room_beyond(1), pytest.raises(NotSavedError):
        full.erasing.erase(erasure)
    assert full.contents() == before
    assert full.undo_words == "Undo event"
    full.erasing.erase(erasure)
    assert full.day_entry(TODAY) is None


def test_without_room_for_a_second_file_it_is_erased_all_the_same(
    full: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # There is room for what is overwritten, and none for a file written anew.
    def no_room(_store: Store) -> None:
        raise NotSavedError

    monkeypatch.setattr(Store, "_write_anew", no_room)
    erase_all(full)
    full.export_to(tmp_path / "after.sqlite")
    assert CANARY.encode() not in (tmp_path / "after.sqlite").read_bytes().lower()
    assert full.problems() == ()


def test_nothing_is_erased_from_a_journal_that_can_only_be_read(full: Journal) -> None:
    full._store.is_read_only = True
    with pytest.raises(ReadOnlyError):
        full.erasing.erase(full.erasing.of_day(TODAY))


# Copies


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "stick").mkdir()
    return tmp_path / "backups", tmp_path / "stick"


ERASURES: dict[str, Callable[[Journal], Erasure]] = {
    "day": lambda journal: journal.erasing.of_day(TODAY),
    "medicine": lambda journal: journal.erasing.of_medicine("gabapentin"),
    "event": lambda journal: journal.erasing.of_event(journal.events()[0]),
    "trashed": lambda journal: journal.erasing.of_trashed(only(journal)),
}


@pytest.mark.parametrize("what", ERASURES)
def test_the_backups_that_hold_it_are_found_and_deleted(
    what: str, journal: Journal, clock: StandingClock, folders: tuple[Path, Path]
) -> None:
    journal.backup_folders = folders
    journal.set_note(day(2), "stays")
    without = journal.backups.make()
    clock.advance(hours=1)
    journal.set_note(TODAY, CANARY)
    journal.add_medicine(make_medicine(), make_dose_change())
    journal.save_event(make_event())
    journal.set_note(day(1), "removed")
    journal.remove_day(day(1))
    journal.backups.make()
    clock.advance(hours=1)
    journal.set_note(day(3), "more")
    journal.backups.make()
    assert without is not None
    erasure = ERASURES[what](journal)
    found = journal.erasing.copies_with(erasure)
    assert len(found.holding) == 4
    assert (found.unopened, found.missing) == ((), ())
    journal.erasing.erase(erasure)
    assert journal.erasing.delete_copies_with(erasure) == ()
    left = sorted(file.name for folder in folders for file in folder.glob("*.fibro"))
    assert left[:2] == [without.path.name] * 2
    assert len(left) == 4
    assert journal.erasing.copies_with(erasure).holding == ()


def test_a_backup_from_before_a_day_was_forgotten_is_found_by_its_date(
    journal: Journal, clock: StandingClock, folders: tuple[Path, Path]
) -> None:
    journal.backup_folders = folders
    on = TODAY
    journal.set_note(on, CANARY)
    journal.add_medicine(make_medicine("old"))
    journal.backups.make()
    journal.remove_day(on)
    journal.remove_medicine("old")
    clock.advance(days=32)
    for _ in range(3):
        journal.set_note(journal.today(), "later")
        clock.advance(days=1)
    assert journal.trash.purge()
    journal.set_note(on, "again")
    journal.add_medicine(make_medicine("old"))
    assert len(journal.erasing.copies_with(journal.erasing.of_day(on)).holding) == 2
    assert len(journal.erasing.copies_with(journal.erasing.of_medicine("old")).holding) == 2


def test_what_a_restore_kept_is_looked_into_too(
    journal: Journal, clock: StandingClock, folders: tuple[Path, Path]
) -> None:
    journal.backup_folders = folders[:1]
    backup = journal.backups.make()
    assert backup is not None
    journal.set_note(TODAY, CANARY)
    clock.advance(minutes=1)
    journal.backups.restore(backup.path)
    erasure = journal.erasing.of_day(TODAY)
    found = journal.erasing.copies_with(erasure)
    assert any("before restore" in file.name for file in found.holding)
    journal.erasing.delete_copies_with(erasure)
    assert list(journal.path.parent.glob("* before restore *")) == []


def test_what_does_not_open_and_what_is_not_there_is_said(
    journal: Journal, clock: StandingClock, folders: tuple[Path, Path]
) -> None:
    journal.backup_folders = (folders[0], folders[1] / "unplugged")
    journal.set_note(TODAY, CANARY)
    backup = journal.backups.make()
    assert backup is not None
    salt = new_salt(1)
    other = backup.path.with_name(backup.path.name.replace("-000001-", "-000002-"))
    Store.create(other, derive_key("earlier", salt)).close()
    damaged = backup.path.with_name(backup.path.name.replace("-000001-", "-000003-"))
    data = bytearray(backup.path.read_bytes())
    data[100:200] = bytes(100)
    damaged.write_bytes(data)
    clock.advance(hours=1)
    found = journal.erasing.copies_with(journal.erasing.of_day(TODAY))
    assert found.holding == (backup.path,)
    assert set(found.unopened) == {other, damaged}
    assert found.missing == (folders[1] / "unplugged",)


def test_an_unprotected_backup_of_a_protected_journal_is_looked_into(
    journal: Journal, folders: tuple[Path, Path]
) -> None:
    journal.backup_folders = folders[:1]
    journal.set_note(TODAY, CANARY)
    backup = journal.backups.make()
    assert backup is not None
    kept = folders[1] / backup.path.name
    shutil.copy(backup.path, kept)
    journal.protection.set_passphrase("new", step=1)
    journal.backup_folders = folders
    assert kept in journal.erasing.copies_with(journal.erasing.of_day(TODAY)).holding


def test_a_copy_that_cannot_be_deleted_is_told(
    journal: Journal, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.backup_folders = folders[:1]
    journal.set_note(TODAY, CANARY)
    backup = journal.backups.make()
    assert backup is not None
    erasure = journal.erasing.of_day(TODAY)
    journal.erasing.erase(erasure)

    def refuse(_file: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(type(backup.path), "unlink", refuse)
        assert journal.erasing.delete_copies_with(erasure) == (backup.path,)


def test_without_backups_there_is_nothing_to_look_into(journal: Journal) -> None:
    journal.set_note(date(2026, 11, 1), CANARY)
    erasure = journal.erasing.of_day(date(2026, 11, 1))
    assert journal.erasing.copies_with(erasure).holding == ()
    assert journal.erasing.delete_copies_with(erasure) == ()
