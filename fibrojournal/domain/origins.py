"""Where something that was imported came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import time


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of a file of another app.

    Attributes:
        app: The app or the kind of the file, such as "daylio".
        file: Name of the file, without its folder.
        row: Row in it, the header being 1; in a list, the place in it from 1.
    """

    app: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class DayOrigin:
    """A part of a day that came from a file and was not written over since.

    Attributes:
        item: Key of the item; "" = the note.
        time: Of a moment; None = it is part of the day's entry.
        origin: Where it came from.
    """

    item: str
    time: time | None
    origin: Origin
