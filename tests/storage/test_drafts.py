from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.storage.backup import make_backup
from fibrojournal.storage.drafts import (
    draft_of,
    drop_second_name,
    put_in_place,
    rollback_of,
    sweep,
)
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.recovery_slot import slot_of, write_slot
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_draft_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "journal.fibro"
    with draft_of(file) as draft:
        draft.write_text("new", encoding="utf-8")
        assert not file.exists()
        put_in_place(draft, file)
    assert file.read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == {"journal.fibro"}


def test_a_draft_replaces_what_had_the_name(tmp_path: Path) -> None:
    file = tmp_path / "journal.fibro"
    file.write_text("old", encoding="utf-8")
    with draft_of(file) as draft:
        draft.write_text("new", encoding="utf-8")
        put_in_place(draft, file)
    assert file.read_text(encoding="utf-8") == "new"


def test_a_draft_of_which_nothing_comes_is_removed_with_its_rollback(tmp_path: Path) -> None:
    with draft_of(tmp_path / "journal.fibro") as draft:
        draft.write_text("half", encoding="utf-8")
        rollback_of(draft).write_text("half a save", encoding="utf-8")
    assert names(tmp_path) == set()


def test_a_draft_is_removed_when_its_making_fails(tmp_path: Path) -> None:
    def make_half() -> None:
        with draft_of(tmp_path / "journal.fibro") as draft:
            draft.write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_half()
    assert names(tmp_path) == set()


def test_a_draft_that_cannot_be_synced_does_not_get_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    file = tmp_path / "journal.fibro"
    file.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", refuse)
    with draft_of(file) as draft:
        draft.write_text("new", encoding="utf-8")
        with pytest.raises(OSError, match="Input/output"):
            put_in_place(draft, file)
    assert file.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == {"journal.fibro"}


def test_two_drafts_of_one_file_do_not_meet(tmp_path: Path) -> None:
    file = tmp_path / "journal.fibro"
    with draft_of(file) as one, draft_of(file) as other:
        assert one != other


@pytest.mark.parametrize("name", ["journal.fibro", "my [old] journal*.fibro", "a?b.fibro"])
def test_drafts_of_a_dead_process_are_swept_and_nothing_else(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    kept = {name, f"{name}-journal", "journal.fibro.new", f"{name}.0123.new", ".fibro.0123.new"}
    kept |= {f".{name}.0123.newer", f".{name}.0123.part", f".x{name}.0123.new", ".a[b.fibro.1.new"}
    for left in {*kept, f".{name}.01234567.new", f".{name}.01234567.new-journal"}:
        (tmp_path / left).write_text("", encoding="utf-8")
    sweep(file)
    assert names(tmp_path) == kept


def test_drafts_of_what_was_kept_beside_a_journal_are_swept_with_it(tmp_path: Path) -> None:
    kept = {"journal before restore.fibro", ".my journal damaged.fibro.01234567.new"}
    drafts = {".journal before restore 2026-11-04 21.42.00.fibro.01234567.new"}
    drafts |= {".journal damaged 2.fibro.01234567.new", ".journal damaged.fibro.0123.new-journal"}
    for name in kept | drafts:
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(tmp_path / "journal.fibro")
    assert names(tmp_path) == kept


def test_a_draft_that_cannot_be_removed_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".journal.fibro.01234567.new").mkdir()
    sweep(tmp_path / "journal.fibro")
    assert names(tmp_path) == {".journal.fibro.01234567.new"}


def test_only_second_names_of_the_file_itself_are_dropped(tmp_path: Path) -> None:
    file = tmp_path / "journal [1].fibro"
    file.write_text("mine", encoding="utf-8")
    (tmp_path / "journal [1] before restore.fibro").hardlink_to(file)
    (tmp_path / "journal [1] before.fibro").write_text("mine", encoding="utf-8")
    (tmp_path / "other.fibro").hardlink_to(file)
    drop_second_name(file)
    assert names(tmp_path) == {"journal [1].fibro", "journal [1] before.fibro", "other.fibro"}
    (tmp_path / "other.fibro").unlink()
    drop_second_name(file)
    assert names(tmp_path) == {"journal [1].fibro", "journal [1] before.fibro"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_is_made_is_for_its_owner_only_whatever_the_program_leaves_to_others(
    tmp_path: Path,
) -> None:
    path, key = tmp_path / "journal.fibro", derive_key("words", new_salt(1))
    before = os.umask(0)
    try:
        with Store.create(path, key) as store:
            store.set_code_key(key)
            make_backup(store, tmp_path / "backups", datetime(2026, 11, 4, tzinfo=UTC))
            write_slot(slot_of(path, key.salt), key, key)
    finally:
        os.umask(before)
    made = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(made) >= 4
    assert [file.name for file in made if file.stat().st_mode & 0o077] == []
