"""A journal that can only be read: it opens, says so when something is written, and is exported.

Root may write to anything, so the workers are somebody else; a disk that is read-only or turns so
binds root, too, but only root can mount one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest

from fibrojournal.exchange.json_file import json_bytes
from fibrojournal.journal.example import example_contents
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.faults.oracle import NOW, started_again
from tests.faults.workers import Mishap
from tests.faults.works import FIRST_WORDS, Case
from tests.storage.files import fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.conftest import Tell
    from tests.faults.workers import Workshop

pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("light_keys"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can do this"),
]

NOBODY: Final = 65534
SENTENCE: Final = "This journal can only be read here: its file or its disk cannot be written to."

Forbid: TypeAlias = "Callable[[Path, ExitStack], None]"


@pytest.fixture(params=["", FIRST_WORDS], ids=["without passphrase", "with passphrase"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    """Give the example journal in a folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        given = Case(
            place / "journals" / "journal.fibro",
            place / "backups",
            source=place / "exports",
            passphrase=request.param,
        )
        for folder in (given.journal.parent, given.backups, place / "exports"):
            folder.mkdir()
        lay(given)
        for made in (place, *place.rglob("*")):
            made.chmod(0o777 if made.is_dir() else 0o666)
        yield given


def lay(case: Case) -> None:
    key = derive_key(case.passphrase, new_salt(1)) if case.passphrase else None
    with Store.create(case.journal, key) as store:
        Journal(store, clock=lambda: NOW).load(example_contents(TODAY))


# What forbids writing


def the_file_is_read_only(journal: Path, _stack: ExitStack) -> None:
    journal.chmod(0o444)


def the_folder_is_read_only(journal: Path, stack: ExitStack) -> None:
    journal.parent.chmod(0o555)
    stack.callback(journal.parent.chmod, 0o777)


def file_and_folder_are_read_only(journal: Path, stack: ExitStack) -> None:
    the_file_is_read_only(journal, stack)
    the_folder_is_read_only(journal, stack)


def the_file_is_somebody_elses(journal: Path, _stack: ExitStack) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can have files of two people")
    journal.chmod(0o644)


def the_disk_is_read_only(journal: Path, stack: ExitStack) -> None:
    stack.enter_context(read_only_disk(journal.parent))


WAYS: Final[tuple[Forbid, ...]] = (
    the_file_is_read_only,
    the_folder_is_read_only,
    file_and_folder_are_read_only,
    the_file_is_somebody_elses,
    the_disk_is_read_only,
)


@pytest.mark.parametrize("forbid", WAYS, ids=lambda way: way.__name__.replace("_", " "))
def test_what_can_only_be_read_is_read_and_exported_and_says_so(
    forbid: Forbid, case: Case, shop: Workshop, tell: Tell
) -> None:
    before = fingerprints(case.journal.parent)
    with ExitStack() as stack:
        forbid(case.journal, stack)
        done = shop.round("only read", case, Mishap(user=somebody_else()))
        assert done.refused == "ReadOnlyError", done
        assert done.message.startswith(SENTENCE), done.message
        assert done.ended, done
        assert done.saved == 0
        assert fingerprints(case.journal.parent) == before
    assert_exported(case)
    tell(f"F3 {name_of(forbid, case)}", refused_in_words=1, lost=0)


def test_a_folder_that_turns_read_only_costs_nothing(
    case: Case, shop: Workshop, tmp_path: Path, tell: Tell
) -> None:
    """The journal was open for writing; what is refused is saved when writing is allowed again."""
    seen, folder = tmp_path / "seen", case.journal.parent
    before, _ = started_again(case.journal, case.backups, [case.passphrase])
    mishap = Mishap(user=somebody_else(), forbidden=folder, seen=seen)
    done = shop.round("save", replace(case, steps=1), mishap)
    assert done.refused == "NotSavedError", done
    assert done.ended, done
    told, _ = started_again(seen / case.journal.name, case.backups, [case.passphrase])
    after, _ = started_again(case.journal, case.backups, [case.passphrase])
    assert told == before
    assert after != before
    tell(f"F3 {name_of(the_folder_is_read_only, case)}, while it is open", told=1, lost=0)


def somebody_else() -> int | None:
    """Return the number of a user whom permissions bind; None = we are one."""
    return NOBODY if os.geteuid() == 0 else None


def assert_exported(case: Case) -> None:
    """Find everything in the export."""
    assert case.source is not None
    written = (case.source / "exported.json").read_bytes()
    with ExitStack() as stack:
        key = None
        if case.passphrase:
            key = derive_key(case.passphrase, case.journal.read_bytes()[:16])
        store = stack.enter_context(Store.open(case.journal, key))
        assert written == json_bytes(Journal(store, clock=lambda: NOW).contents())


def name_of(forbid: Forbid, case: Case) -> str:
    kind = "with" if case.passphrase else "without"
    return f"{forbid.__name__.replace('_', ' ')}, {kind} a passphrase"


@contextmanager
def read_only_disk(folder: Path) -> Iterator[None]:
    """Let a folder be a disk of its own, which can only be read."""
    image = folder.with_name("image")
    folder.rename(image)
    folder.mkdir()
    try:
        if not _succeeds("mount", "-t", "tmpfs", "tmpfs", str(folder)):
            pytest.skip("only root can mount a disk here")
        try:
            shutil.copytree(image, folder, dirs_exist_ok=True)
            assert _succeeds("mount", "-o", "remount,ro", str(folder))
            yield
        finally:
            assert _succeeds("umount", str(folder))
    finally:
        folder.rmdir()
        image.rename(folder)


def _succeeds(*command: str) -> bool:
    program = shutil.which(command[0])
    if program is None:
        return False
    return (
        subprocess.run([program, *command[1:]], capture_output=True, check=False).returncode == 0
    )
