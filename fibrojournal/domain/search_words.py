"""What a person types to find a day, and where it stands in a text.

Accents and capitals do not count. Every word must be there; the last one may be only begun, so
that each further letter narrows the search.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_WORDS: Final = 20
"""Further words are left out of account: nobody needs them to find a day."""

_TOKEN: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\W_]+"


class SearchWords:
    """The words of a search.

    Attributes:
        terms: As typed, parted at blanks; those without a letter or a digit are left out. ()
            = nothing is searched for.

    Args:
        text: What was typed; any text at all.
    """

    def __init__(self, text: str) -> None:
        # Half a character, or an end of text in its middle, is nothing that a note could hold.
        typed = text.encode(errors="ignore").decode().replace("\0", " ")
        terms = [term for term in typed.split() if _TOKEN.search(_folded(term)[0])]
        self.terms: tuple[str, ...] = tuple(terms[:MOST_WORDS])
        last = len(self.terms) - 1
        self._patterns = [
            _pattern(term, begun=place == last) for place, term in enumerate(self.terms)
        ]

    def __bool__(self) -> bool:
        return bool(self.terms)

    def are_in(self, text: str) -> bool:
        """Tell whether a text has every word."""
        folded, _ = _folded(text)
        return all(pattern.search(folded) for pattern in self._patterns)

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the words stand in a text: first character, and the one after the last.

        They are in order, and do not overlap.
        """
        if not self._patterns:
            return ()
        folded, origin = _folded(text)
        found = sorted(
            (origin[match.start()], origin[match.end() - 1] + 1)
            for pattern in self._patterns
            for match in pattern.finditer(folded)
        )
        apart: list[tuple[int, int]] = []
        for start, end in found:
            if apart and start < apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return tuple(apart)


def _pattern(term: str, *, begun: bool) -> re.Pattern[str]:
    words = _BETWEEN.join(_TOKEN.findall(_folded(term)[0]))
    return re.compile(rf"(?<![^\W_]){words}" + ("" if begun else r"(?![^\W_])"))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and capitals, and where each character came from."""
    folded: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():
            folded.append(character.lower())
            origin.append(place)
            continue
        for part in unicodedata.normalize("NFD", character).lower():
            if not unicodedata.combining(part):
                folded.append(part)
                origin.append(place)
    return "".join(folded), origin
