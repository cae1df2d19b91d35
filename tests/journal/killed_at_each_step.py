"""Kills a change of the protection right before each of its steps on the disk, one after another.

Run as a program: `python -m tests.journal.killed_at_each_step FOLDER CHANGE EVERY FIRST`. It
prints a line of JSON for each kill: what was found at the next start.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fibrojournal.domain.recovery_code import new_code
from fibrojournal.errors import JournalError
from fibrojournal.journal.unlocking import state_of, unlock, unlock_with_code
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.driver import read_salt
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import RIGHT, cheap_keys, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.journal.protection import Protection

NEW = "newer words"
CODE, NEW_CODE = new_code(), new_code()

STEPS = ("fsync", "replace", "rename", "unlink", "link", "mkdir")
"""What of `os` changes the disk; SQLite's own steps are for the tests that kill by chance."""

CHANGES: dict[str, tuple[str, bool, Callable[[Protection], object]]] = {
    "set": ("", False, lambda p: p.set_passphrase(NEW, step=1)),
    "change": (RIGHT, True, lambda p: p.set_passphrase(NEW, current=RIGHT, step=1)),
    "recover": (RIGHT, True, lambda p: p.set_passphrase(NEW, recovery_code=CODE, step=1)),
    "remove": (RIGHT, True, lambda p: p.remove_passphrase(RIGHT)),
    "first code": (RIGHT, False, lambda p: p.confirm_recovery_code(NEW_CODE, NEW_CODE)),
    "another code": (RIGHT, True, lambda p: p.confirm_recovery_code(NEW_CODE, NEW_CODE)),
    "remove code": (RIGHT, True, lambda p: p.remove_recovery_code()),
}
"""Passphrase and whether there is a code before, and what is killed."""


def lay_out(folder: Path, passphrase: str, *, has_code: bool) -> None:
    """Make a journal with two backups in a new folder."""
    path = folder / "place" / "journal.fibro"
    journal = opened(Store.create(path), (folder / "backups",))
    journal.set_note(TODAY, "mine")
    journal.backups.make()
    journal.backups.make(even_if_unchanged=True)
    if passphrase:
        journal.protection.set_passphrase(passphrase, step=1)
    if has_code:
        assert journal.protection.confirm_recovery_code(CODE, CODE)
    journal.close()


def killed_before(step: int, folder: Path, change: str) -> bool:
    """Let a child do it, and die before one of its steps; return False if it came through."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in {0, 9}, code
        return code == 9
    passphrase, _, act = CHANGES[change]
    path, folders = folder / "place" / "journal.fibro", (folder / "backups",)
    journal = opened(unlock(path, passphrase or None, folders), folders)
    die_before(step)
    act(journal.protection)
    os._exit(0)


def die_before(step: int) -> None:
    """Let this process end without a word before its step of this number."""
    steps = count()

    def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            if next(steps) == step:
                os._exit(9)
            return real(*arguments, **options)

        return counted

    for name in STEPS:
        setattr(os, name, deadly(getattr(os, name)))


def found(folder: Path) -> dict[str, Any]:
    """Start again after a kill; return what opens the journal, and what lies about."""
    path, folders = folder / "place" / "journal.fibro", (folder / "backups",)
    ways = ["none"] if state_of(path, folders) == "open" else [RIGHT, NEW]
    codes = [code for code in (CODE, NEW_CODE) if opens_by_code(folder, code)]
    passphrases = [way for way in ways if opens(path, None if way == "none" else way, folders)]
    backups = {state_of(backup.path) for backup in list_backups(folders[0])}
    after = [code for code in (CODE, NEW_CODE) if opens_by_code(folder, code)]
    files = [file for place in (path.parent, folders[0]) for file in place.iterdir()]
    return {
        "passphrases": passphrases,
        "codes before the start": [name_of(code) for code in codes],
        "codes": [name_of(code) for code in after],
        "backups": sorted(backups),
        "backups of the passphrase before": sum(
            opens(backup.path, RIGHT, ()) for backup in list_backups(folders[0])
        ),
        "useless slots": [file.name for file in files if is_useless(file)],
        "left over": [file.name for file in files if ".new" in file.name],
    }


def opens(path: Path, passphrase: str | None, folders: tuple[Path, ...]) -> bool:
    try:
        journal = opened(unlock(path, passphrase, folders))
    except JournalError:
        return False
    entry = journal.day_entry(TODAY)
    is_whole = entry is not None and entry.note == "mine" and journal.problems() == ()
    journal.close()
    assert is_whole
    return True


def is_useless(file: Path) -> bool:
    """Tell whether a file is a slot that opens nothing beside it."""
    if file.suffix != ".recovery":
        return False
    salts = {read_salt(other).hex() for other in file.parent.glob("*.fibro")}
    return file.name.split(".")[1] not in salts


def opens_by_code(folder: Path, code: str) -> bool:
    """Try a code on a copy, so that nothing is cleared up."""
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    try:
        unlock_with_code(copy / "place" / "journal.fibro", code, (copy / "backups",)).close()
    except JournalError:
        return False
    finally:
        shutil.rmtree(copy)
    return True


def name_of(code: str) -> str:
    return "old" if code == CODE else "new"


def main(folder: Path, change: str, every: int, first: int) -> None:
    passphrase, has_code, _ = CHANGES[change]
    template, case = folder / "template", folder / "case"
    lay_out(template, passphrase, has_code=has_code)
    for step in count(first, every):
        shutil.copytree(template, case)
        was_killed = killed_before(step, case, change)
        print(json.dumps({"killed": was_killed, **found(case)}), flush=True)  # noqa: T201
        shutil.rmtree(case)
        if not was_killed:
            return


if __name__ == "__main__":
    with cheap_keys():
        main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
