"""How much of a report stands on page 1; what finds no room there stands on page 2, whole.

Nothing is ever cut, and letters never become too small to read: the picture gives way first, then
the longest lists go on overleaf.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_PART: Final = 0.3
"""Room for the name of one thing, as a part of that for a sentence."""


@dataclass(frozen=True, slots=True)
class PageRoom:
    """What page 1 has room for.

    Attributes:
        questions: Most questions.
        medicines: Most medicines.
        rows: Most rows of a table.
        changes: Most changes; the newest stay.
        signs: Longest name or sentence, in characters; of a longer one the beginning is shown.
    """

    questions: int
    medicines: int
    rows: int
    changes: int
    signs: int

    @property
    def name_signs(self) -> int:
        """Longest name of one thing, in characters."""
        return round(self.signs * NAME_PART)

    @property
    def change_signs(self) -> int:
        """Longest title and sentence of a change, in characters."""
        return 3 * self.signs

    def shortened(self, text: str, part: float = 1) -> str:
        """Return the beginning of a text that is too long for page 1, with an ellipsis.

        Args:
            text: Any text.
            part: Room as a part of `signs`.
        """
        most = round(self.signs * part)
        if len(text) <= most:
            return text
        return f"{text[: most - 1].rstrip()}…"


ENDLESS: Final = PageRoom(10**6, 10**6, 10**6, 10**6, 10**9)
"""A browser's page has no end."""

ROOMS: Final = (
    PageRoom(10, 10, 9, 3, 400),
    PageRoom(8, 8, 8, 3, 240),
    PageRoom(6, 7, 8, 2, 200),
    PageRoom(5, 6, 7, 2, 160),
    PageRoom(5, 5, 6, 1, 120),
    PageRoom(4, 4, 5, 1, 90),
    PageRoom(3, 3, 4, 1, 60),
)
"""Rooms of a printed page 1, the most first."""


def first_left_out(texts: Sequence[str], most: int, signs: int) -> int:
    """Return the place of the first row that does not stand on page 1 whole.

    Args:
        texts: The longest text of each row.
        most: Rows that page 1 has room for.
        signs: Longest text that page 1 has room for.
    """
    long = (place for place, text in enumerate(texts) if len(text) > signs)
    return min(most, len(texts), next(long, len(texts)))
