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
"""Room for the name of one thing, as a part of that for a question."""

LEAST_NAME_SIGNS: Final = 36


@dataclass(frozen=True, slots=True)
class PageRoom:
    """What page 1 has room for.

    Attributes:
        questions: Most questions.
        medicines: Most medicines.
        rows: Most rows of a table.
        changes: Most changes; the newest stay.
        lanes: Most medicines in the picture.
        signs: Longest question, in characters; of a longer one the beginning is shown.
        own_words: Most characters of own words for numbers; more of them stand overleaf.
    """

    questions: int
    medicines: int
    rows: int
    changes: int
    lanes: int
    signs: int
    own_words: int = 0

    @property
    def name_signs(self) -> int:
        """Longest name of one thing, in characters."""
        return max(round(self.signs * NAME_PART), LEAST_NAME_SIGNS)

    @property
    def change_signs(self) -> int:
        """Longest title and sentence of a change, in characters."""
        return 3 * self.signs

    def question(self, text: str) -> str:
        """Return the beginning of a question that is too long for page 1."""
        return shortened(text, self.signs)

    def name(self, text: str) -> str:
        """Return the beginning of a name that is too long for page 1."""
        return shortened(text, self.name_signs)


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text of more than `most` characters, with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


ENDLESS: Final = PageRoom(10**6, 10**6, 10**6, 10**6, 6, 10**9, 10**9)
"""A browser's page has no end, but a picture must still be legible."""

ROOMS: Final = (
    PageRoom(10, 10, 9, 3, 4, 400, 500),
    PageRoom(10, 10, 9, 3, 4, 400),
    PageRoom(8, 8, 8, 3, 4, 240),
    PageRoom(6, 7, 8, 2, 3, 200),
    PageRoom(5, 6, 7, 2, 3, 160),
    PageRoom(5, 5, 6, 1, 3, 120),
    PageRoom(4, 4, 5, 1, 2, 90),
    PageRoom(3, 3, 4, 1, 2, 60),
    PageRoom(3, 3, 3, 1, 1, 60),
    PageRoom(3, 3, 3, 0, 1, 50),
    PageRoom(2, 2, 3, 0, 1, 50),
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
