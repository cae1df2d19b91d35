"""Fixtures for what the passphrase does: a closed journal, protected or not, and its backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fibrojournal.journal import unlocking
from fibrojournal.journal.unlocking import unlock
from fibrojournal.storage import keys, recovery_slot
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import RIGHT, cheap_keys, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Count how often a key is derived, and over which salts."""
    salts: list[bytes] = []
    real = keys.derive_key

    def counted(passphrase: str, salt: bytes) -> keys.Key:
        salts.append(salt)
        return real(passphrase, salt)

    monkeypatch.setattr(unlocking, "derive_key", counted)
    monkeypatch.setattr(recovery_slot, "derive_key", counted)
    return salts


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Give a place for a journal; keys are cheap meanwhile."""
    with cheap_keys():
        yield tmp_path / "place" / "journal.fibro"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, ...]:
    """Give the folders of its backups: one."""
    return (tmp_path / "backups",)


@pytest.fixture
def unprotected(path: Path, folders: tuple[Path, ...]) -> Path:
    """Give a closed journal without a passphrase, and one backup of it."""
    journal = opened(Store.create(path), folders)
    journal.set_note(TODAY, "mine")
    journal.backups.make()
    journal.close()
    return path


@pytest.fixture
def protected(unprotected: Path, folders: tuple[Path, ...]) -> Path:
    """Give a closed journal that RIGHT opens, and its backups."""
    journal = opened(Store.open(unprotected), folders)
    journal.protection.set_passphrase(RIGHT, step=1)
    journal.close()
    return unprotected


@pytest.fixture
def code(protected: Path, folders: tuple[Path, ...]) -> str:
    """Give the recovery code of that journal."""
    journal = opened(unlock(protected, RIGHT, folders), folders)
    code = journal.protection.new_recovery_code()
    assert journal.protection.confirm_recovery_code(code, code)
    journal.close()
    return code
