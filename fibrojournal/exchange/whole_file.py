"""Writing files whole: under other names first, so that no half file stands under its own."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write or replace `file`; if that fails, what stood there before is as it was.

    Raises:
        JournalError: No room, no permission, or a folder stands in the way.
    """
    write_all({file: (data,)})


def write_all(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Write or replace several files, piece by piece; none gets its name before all are whole.

    Args:
        files: Where each goes, and its pieces; they may be made while they are written, and what
            they raise is raised on.

    Raises:
        JournalError: No room, no permission, or a folder stands in the way.
    """
    parts = {file: file.with_name(f".{file.name}.part") for file in files}
    try:
        for file, pieces in files.items():
            _write(parts[file], pieces)
        for file, part in parts.items():
            part.replace(file)
    except OSError as error:
        raise not_written() from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):  # most often: it is not there
                part.unlink()


def _write(part: Path, pieces: Iterable[bytes]) -> None:
    with part.open("wb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def not_written() -> JournalError:
    """Return the error for a place that cannot be written to."""
    return JournalError(
        tr("The export could not be written here."),
        remedy=tr(
            "Your journal is as it was. Check that there is room and that you may write to this "
            "folder, or choose another one."
        ),
    )
