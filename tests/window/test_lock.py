"""A protected journal in a real window: unlocked, locked and hidden."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.domain.medicines import Medicine
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.window.screen import Program, Screen

pytestmark = pytest.mark.window

TYPED: Final = "mole hill"
CANARY: Final = "QuietHeron"

FIELD: Final = ("password text", "Passphrase")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a protected journal with a word that nobody may hear while it is locked."""
    file = tmp_path / "journal.fibro"
    with Store.create(file, derive_key(TYPED, new_salt(1))) as store:
        journal = Journal(store, clock=lambda: datetime(2026, 11, 4, 21, 42, tzinfo=UTC))
        journal.add_medicine(Medicine(CANARY))
    return file


def unlock(program: Program, typed: str = TYPED) -> None:
    program.hears((*FIELD, "focused"))
    program.write(typed, FIELD)
    program.press(("button", "Unlock"))


def is_heard(program: Program, word: str) -> bool:
    return any(word in one.name + one.description for one in program.hears_all(("frame", "*")))


def tell_that_the_screen_is_locked(env: Mapping[str, str]) -> None:
    """Say on the session's bus what a desktop says when its screen is locked."""
    interface = "org.freedesktop.ScreenSaver"
    subprocess.run(
        [
            *("dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver"),
            *(f"{interface}.ActiveChanged", "boolean:true"),
        ],
        env={**env},
        check=True,
    )


def test_a_journal_is_unlocked_locked_and_unlocked_again(
    screen: Screen, tmp_path: Path, path: Path
) -> None:
    with screen.program(tmp_path / "home", "--journal", str(path)) as program:
        program.hears(("frame", "Journal"))
        unlock(program, "vole hill")
        program.hears(("label", "This passphrase does not open the journal.*"))
        unlock(program)
        program.hears(("frame", "FibroJournal"))
        program.press(("button", "Medicines"))
        program.hears(("panel", CANARY))
        program.press(("button", "Lock"))
        program.hears(FIELD)
        program.hears(("frame", "Journal"))
        assert not is_heard(program, CANARY)
        unlock(program)
        program.hears(("panel", CANARY))  # on the page that was shown
        program.quit()


def test_a_screen_that_is_locked_locks_the_journal(
    screen: Screen, tmp_path: Path, path: Path
) -> None:
    with screen.program(tmp_path / "home", "--journal", str(path)) as program:
        unlock(program)
        program.hears(("button", "Lock"))
        tell_that_the_screen_is_locked(screen.env)
        program.hears(FIELD)
        program.quit()


def test_the_key_that_hides_leaves_nothing_to_be_heard_and_locks(
    screen: Screen, tmp_path: Path, path: Path
) -> None:
    with screen.program(tmp_path / "home", "--journal", str(path)) as program:
        unlock(program)
        program.press(("button", "Medicines"))
        program.hears(("panel", CANARY))
        program.press(("button", "Add medicine"))
        program.hears(("dialog", "Add medicine", "active"))
        program.hit("F12")
        program.misses(("dialog", "Add medicine"))
        program.misses(("panel", CANARY))
        assert not is_heard(program, CANARY)
        program.hit(" ")
        program.hears((*FIELD, "focused"))
        program.quit()
