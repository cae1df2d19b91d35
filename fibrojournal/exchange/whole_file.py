"""Writing a file whole: under another name first, so that no half file stands under its own."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write or replace `file`; if that fails, what stood there before is as it was.

    Raises:
        JournalError: No room, no permission, or a folder stands in the way.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise not_written() from error


def not_written() -> JournalError:
    """Return the error for a place that cannot be written to."""
    return JournalError(
        tr("The export could not be written here."),
        remedy=tr(
            "Your journal is as it was. Check that there is room and that you may write to this "
            "folder, or choose another one."
        ),
    )
