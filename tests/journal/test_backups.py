from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fibrojournal.errors import (
    JournalBusyError,
    JournalDamagedError,
    JournalGoneError,
    NeedsPassphraseError,
    WrongPassphraseError,
)
from fibrojournal.journal.backups import NoBackupError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.restoring import restore_closed
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.backup_rotation import NEWEST
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.rebuilding import BackupDamagedError, NotABackupError
from fibrojournal.storage.store import Store
from tests.builders import make_dose_change, make_medicine
from tests.storage.files import fingerprints, flip_bit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import StandingClock

TODAY = date(2026, 11, 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def kept(tmp_path: Path, clock: StandingClock, folder: Path) -> Iterator[Journal]:
    """Give a journal that makes backups, with two days written."""
    path = tmp_path / "mine" / "journal.fibro"
    opened = Journal(Store.create(path), clock=clock, backup_folders=(folder,))
    opened.set_score(TODAY, "pain_average", 6.0)
    opened.set_note(TODAY - timedelta(days=1), "before")
    yield opened
    opened.close()


def backed_up(journal: Journal) -> Path:
    made = journal.backups.make()
    assert made is not None
    return made.path


def test_a_backup_is_made_once_for_what_was_written(kept: Journal, folder: Path) -> None:
    assert kept.backups.is_due_today()
    made = kept.backups.make()
    assert made is not None
    assert (made.days, made.entries, made.opened_on) == (2, 2, TODAY)
    assert kept.backups.make() is None
    assert not kept.backups.is_due_today()
    assert [backup.path for backup in kept.backups.all()] == [made.path]
    kept.set_score(TODAY, "fog", 0.0)
    assert kept.backups.make() is not None
    assert len(list_backups(folder)) == 2


def test_a_second_folder_gets_a_copy_and_a_missing_stick_is_only_said(
    kept: Journal, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    kept.backup_folders = (folder, stick)
    backed_up(kept)
    assert "not there now" in kept.backups.second_folder_problem
    assert not stick.exists()
    stick.mkdir()
    kept.backups.make()
    assert kept.backups.second_folder_problem == ""
    assert [backup.number for backup in list_backups(stick)] == [1]
    assert len(kept.backups.all()) == 1


def test_a_preview_says_what_differs_and_touches_nothing(kept: Journal, folder: Path) -> None:
    file = backed_up(kept)
    kept.set_score(TODAY, "pain_average", 7.0)
    kept.set_note(TODAY - timedelta(days=1), "")
    kept.set_note(TODAY - timedelta(days=2), "only here")
    kept.add_medicine(make_medicine(), make_dose_change(TODAY))
    files = fingerprints(folder)
    preview = kept.backups.preview(file)
    assert preview.days == 2
    assert preview.days_only_here == (TODAY - timedelta(days=2),)
    assert preview.days_only_in_backup == (TODAY - timedelta(days=1),)
    assert preview.days_that_differ == (TODAY,)
    assert preview.dose_changes_that_differ == (("gabapentin", TODAY),)
    assert preview.medicines.here == 1
    assert preview.made_at == datetime(2026, 11, 4, 21, 42)  # noqa: DTZ001 - as written
    assert not preview.is_same
    assert fingerprints(folder) == files
    assert sorted(file.name for file in kept.path.parent.iterdir()) == [
        "journal.fibro",
        "journal.fibro-journal",
    ]


def test_a_restore_brings_everything_back_and_keeps_what_was(
    kept: Journal, clock: StandingClock
) -> None:
    file = backed_up(kept)
    then = kept.contents()
    kept.set_score(TODAY, "pain_average", 7.0)
    now = kept.contents()
    clock.advance(minutes=5)
    assert kept.backups.restore(file) == Changes.everything()
    assert kept.contents() == then
    assert kept.undo_words == ""
    assert kept.problems() == ()
    replaced = kept.path.with_name("journal before restore 2026-11-04 21.47.00.fibro")
    with Store.open(replaced) as old:
        assert Journal(old, clock=clock).contents() == now
    newest = kept.backups.all()[0]
    assert kept.backups.preview(newest.path).days_that_differ == (TODAY,)
    kept.set_score(TODAY, "fog", 3.0)  # it goes on as any journal


def test_a_restore_that_is_refused_leaves_the_backup_that_was_to_be_brought_back(
    kept: Journal, folder: Path
) -> None:
    first = backed_up(kept)
    for step in range(NEWEST - 1):
        kept.set_note(TODAY, f"step {step}")
        backed_up(kept)
    kept.set_note(TODAY, "the next backup is one too many for this day")
    kept.path.rename(kept.path.with_name("moved.fibro"))
    with pytest.raises(JournalGoneError):
        kept.backups.restore(first)
    assert len(list_backups(folder)) == NEWEST + 1
    assert first.exists()


def test_a_restore_can_itself_be_taken_back(kept: Journal, clock: StandingClock) -> None:
    first = backed_up(kept)
    kept.set_score(TODAY, "pain_average", 7.0)
    now = kept.contents()
    kept.backups.restore(first)
    clock.advance(seconds=1)
    kept.backups.restore(kept.backups.all()[0].path)
    assert kept.contents() == now


def test_a_protected_journal_stays_protected_when_an_open_backup_comes_back(
    kept: Journal,
) -> None:
    file = backed_up(kept)
    unprotected = file.with_name("kept aside.fibro")
    unprotected.write_bytes(file.read_bytes())
    kept.protection.set_passphrase("mole", step=1)
    kept.backups.restore(unprotected)
    assert kept.is_protected
    kept.close()
    with pytest.raises(NeedsPassphraseError):
        Store.open(kept.path)


def test_a_backup_of_another_passphrase_asks_for_it(kept: Journal, tmp_path: Path) -> None:
    other = tmp_path / "other.fibro"
    Store.create(other, derive_key("vole", new_salt(1))).close()
    with pytest.raises(NeedsPassphraseError):
        kept.backups.preview(other)
    with pytest.raises(WrongPassphraseError):
        kept.backups.preview(other, "mole")
    assert kept.backups.preview(other, "vole").days == 0


def test_a_damaged_or_foreign_file_changes_nothing(kept: Journal, tmp_path: Path) -> None:
    file = backed_up(kept)
    then = kept.contents()
    flip_bit(file, 5)
    with pytest.raises(BackupDamagedError):
        kept.backups.restore(file)
    (tmp_path / "text.fibro").write_text("pain 7")
    with pytest.raises(NotABackupError):
        kept.backups.restore(tmp_path / "text.fibro")
    assert kept.contents() == then


def test_a_recovery_is_rehearsed_once_a_month(kept: Journal, clock: StandingClock) -> None:
    with pytest.raises(NoBackupError):
        kept.backups.rehearse()
    assert not kept.backups.rehearsal_is_due()
    file = backed_up(kept)
    assert kept.backups.rehearsal_is_due()
    clock.advance(days=1)
    rehearsed = kept.backups.rehearse()
    assert (rehearsed.path, rehearsed.days) == (file, 2)
    assert rehearsed.opened_on == TODAY + timedelta(days=1)
    assert kept.backups.all()[0].opened_on == TODAY + timedelta(days=1)
    assert not kept.backups.rehearsal_is_due()
    clock.advance(days=30)
    assert kept.backups.rehearsal_is_due()
    clock.advance(days=-400)
    assert kept.backups.rehearsal_is_due()  # a clock set back does not put it off


def test_a_backup_that_does_not_open_any_more_is_found_by_the_rehearsal(kept: Journal) -> None:
    flip_bit(backed_up(kept), 5)
    with pytest.raises(BackupDamagedError):
        kept.backups.rehearse()


def test_a_journal_that_does_not_open_is_replaced_and_kept(
    kept: Journal, clock: StandingClock
) -> None:
    file = backed_up(kept)
    then = kept.contents()
    kept.close()
    flip_bit(kept.path, 1)
    broken = kept.path.read_bytes()
    restore_closed(kept.path, file, None, clock())
    with Store.open(kept.path) as store:
        assert Journal(store, clock=clock).contents() == then
    aside = kept.path.with_name("journal before restore 2026-11-04 21.42.00.fibro")
    assert aside.read_bytes() == broken


def test_a_protected_journal_comes_back_under_the_passphrase_of_the_backup(
    kept: Journal, clock: StandingClock
) -> None:
    kept.protection.set_passphrase("mole", step=1)
    code = kept.protection.new_recovery_code()
    kept.protection.confirm_recovery_code(code, code)
    kept.set_score(TODAY, "fog", 1.0)
    file = backed_up(kept)
    folders = kept.backup_folders
    kept.close()
    kept.path.unlink()
    with pytest.raises(NeedsPassphraseError):
        restore_closed(kept.path, file, None, clock())
    with pytest.raises(WrongPassphraseError):
        restore_closed(kept.path, file, "vole", clock())
    restore_closed(kept.path, file, "mole", clock(), folders)
    with Store.open(kept.path, derive_key("mole", kept.path.read_bytes()[:16])) as store:
        assert store.code_key is not None


def test_a_journal_that_is_open_in_another_window_is_not_replaced(
    kept: Journal, clock: StandingClock
) -> None:
    file = backed_up(kept)
    with pytest.raises(JournalBusyError):
        restore_closed(kept.path, file, None, clock())
    assert kept.problems() == ()


def test_no_backup_is_made_of_a_damaged_journal(kept: Journal, folder: Path) -> None:
    for number in range(400):
        kept.set_note(TODAY - timedelta(days=number), "x" * 300)
    backed_up(kept)
    kept.close()
    pages = kept.path.stat().st_size // 4096
    flip_bit(kept.path, pages // 2)
    with Store.open(kept.path) as store:
        again = Journal(store, clock=kept.now, backup_folders=(folder,))
        with pytest.raises(JournalDamagedError):
            again.backups.make(even_if_unchanged=True)
    assert len(list_backups(folder)) == 1
