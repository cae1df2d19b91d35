"""Keeps what is in memory from being written to the disk when the process dies."""

from __future__ import annotations

import sys
from contextlib import suppress


def forbid_core_dumps() -> None:
    """Let the system write no picture of our memory; Windows writes none unless it is told to."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    with suppress(OSError, ValueError):  # a system that does not allow it writes none either
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
