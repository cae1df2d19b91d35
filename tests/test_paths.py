from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fibrojournal import paths

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PLACES = [paths.default_journal, paths.settings_file, paths.cache_folder, paths.log_file]


def test_everything_can_be_kept_in_one_place(own_home: Path) -> None:
    assert [place().relative_to(own_home).as_posix() for place in PLACES] == [
        "data/journal.fibro",
        "config/settings.json",
        "cache",
        "log/fibrojournal.log",
    ]


def test_otherwise_everything_lies_where_the_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("FIBROJOURNAL_HOME")
    found = [place() for place in PLACES]
    assert len(set(found)) == len(PLACES)
    for place in found:
        assert place.is_absolute()
        assert any("fibrojournal" in part.lower() for part in place.parts)


def test_naming_a_place_makes_nothing(own_home: Path) -> None:
    for place in PLACES:
        place()
    assert not own_home.exists()


def test_what_is_shipped_is_found_from_source() -> None:
    assert paths.resource("style.qss").is_file()


def test_what_is_shipped_is_found_in_a_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("style.qss") == tmp_path / "resources" / "style.qss"


def test_each_journal_has_a_backup_folder_of_its_own(tmp_path: Path) -> None:
    usual = paths.backup_folder(paths.default_journal())
    assert usual == paths.default_journal().parent / "backups" / "journal"
    others = {paths.backup_folder(tmp_path / name / "journal.fibro") for name in ("a", "b")}
    assert len(others | {usual}) == 3
