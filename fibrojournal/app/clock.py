"""The real clock; everything else is handed one."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Return the present moment, aware and local."""
    return datetime.now().astimezone()  # noqa: TID251 - the one real clock of the window
