"""Files that come to be whole or not at all: written under a draft name, then renamed.

A draft that a dead process left behind has a name that says so; it is never opened as data, and
`sweep` takes it away at the next start.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT: Final = (" before restore", " damaged")
"""What follows the name of a journal in the name of a file that was replaced and kept."""

_MINE: Final = 0o600


@contextmanager
def draft_of(file: Path) -> Iterator[Path]:
    """Give the name of a draft beside `file`; a draft that is still there afterwards is removed.

    Make it durable and give it its name with `put_in_place`. It is there already, empty, and for
    nobody else to read, whatever the program that calls this leaves to others.
    """
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")
    with suppress(OSError):  # whoever writes it finds out, and says so
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MINE))
    try:
        yield draft
    finally:
        for left in (draft, rollback_of(draft)):
            with suppress(OSError):  # most often: it is not there
                left.unlink()


def put_in_place(draft: Path, file: Path) -> None:
    """Give a draft its name, durably; what had the name before is replaced in the same moment.

    Raises:
        OSError: It has not got the name; what had it before still has.
    """
    _sync(draft, os.O_RDWR)
    draft.replace(file)
    sync_folder(file.parent)


def sweep(file: Path) -> None:
    """Remove the drafts that a process left behind when it died: of `file`, and of files kept.

    Call it while the journal that `file` belongs to is held open, so that nobody else is writing.
    """
    ends = (".new", ".new-journal")
    stem, suffix = _escaped(file.stem), _escaped(file.suffix)
    for name in (stem, *(f"{stem}{words}*" for words in KEPT)):
        for left in file.parent.glob(f".{name}{suffix}.*.new*"):
            if not left.name.endswith(ends):
                continue
            with suppress(OSError):  # it hides nothing and blocks nothing
                left.unlink()


def drop_second_name(file: Path) -> None:
    """Let a journal have one name only.

    A file that is replaced and kept has two for a moment. If the process dies in that moment, the
    second name is still that of the journal, and would change with it.
    """
    if file.stat().st_nlink > 1:
        for other in file.parent.glob(f"{_escaped(file.stem)} *{_escaped(file.suffix)}"):
            if other.samefile(file):
                other.unlink()


def rollback_of(file: Path) -> Path:
    """Return the file in which SQLite keeps what a save in progress overwrites."""
    return file.with_name(f"{file.name}-journal")


def sync_folder(folder: Path) -> None:
    """Make a rename durable, as far as the disk can be told; the rename stands in any case."""
    with suppress(OSError):  # Windows and some network disks do not know it
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _escaped(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
