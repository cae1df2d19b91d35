"""How hard an English text is to read: the Flesch-Kincaid grade, with syllables counted by rule.

The counter knows spelling, not words. Of the words that the program says, it counts 99 of 100
as a dictionary of spoken English does, and errs as often upwards as downwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HIGHEST_GRADE: Final = 8.0
"""School year, of the United States, in which most can read what the program says."""

_WORD: Final = re.compile("[A-Za-z][A-Za-z'\N{RIGHT SINGLE QUOTATION MARK}]*|[0-9][0-9.,]*")
_SENTENCE_END: Final = re.compile(r"[.?!:;](?=\W|$)|\n")
_LETTERS: Final = re.compile(r"[A-Z]{2,5}|mg|mL|kg|kB|MB")
_COMPOUND: Final = re.compile(r"(some|time|life|else|fore|move|like|complete|ache)(?=[a-z]{2})")
_SILENT_ENDS: Final = re.compile(
    r"(?<![^aeiouy]l)(?:(?<=[^aeiouy])e|(?<=[^aeiouycgsxzh])es|(?<=[^aeiouytd])ed)$"
)
"""An e that is not spoken: "scores", "changed"; but "people", "settled", "noted", "ranges"."""
_PARTED: Final = re.compile(
    r"(?<=\w)[iy]a|[aeiouy](?=ing\b)|(?<=[rdv])io(?=us|d)|ie(?=r\b)|ua(?=ls?\b)"
)
"""Vowels side by side that are spoken apart: "trial", "being", "serious", "earlier", "usual"."""


def syllables(word: str) -> int:
    """Count how many syllables a word has as its spelling tells; a number counts as two."""
    if word[0].isdigit():
        return 2
    if _LETTERS.fullmatch(word):
        return 2 if word in ("mg", "kg") else len(word)
    spoken = re.sub(r"\W\w?$", "", word.lower())
    spoken = spoken.replace("every", "evry")
    spoken = _COMPOUND.sub(lambda part: part[0].removesuffix("e"), spoken)
    spoken = re.sub(r"lled$", "ld", spoken)
    spoken = _SILENT_ENDS.sub("", spoken)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)) + len(_PARTED.findall(spoken)))


def sentences(text: str) -> list[str]:
    """Part a text at its stops; a line is a sentence of its own."""
    return [part for part in _SENTENCE_END.split(text) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    """Return the words and numbers of a text."""
    return _WORD.findall(text)


def reading_grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts that stand together.

    0.39 words in a sentence + 11.8 syllables in a word - 15.59 (Kincaid and others, 1975).
    """
    parts = [sentence for text in texts for sentence in sentences(text)]
    spoken = [word for part in parts for word in words(part)]
    count = sum(syllables(word) for word in spoken)
    return 0.39 * len(spoken) / len(parts) + 11.8 * count / len(spoken) - 15.59
