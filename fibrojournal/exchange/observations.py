"""What another app's file says, in that file's own words: the common ground of all importers.

A reader for one format turns bytes into `Observations` and decides nothing. What a name or a word
means for this journal is the person's to say: see `item_map`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, time

    from fibrojournal.exchange.parsed import Rejected

_DURATION: Final = re.compile(r"([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9]))?", re.ASCII)

WORDS_SHOWN: Final = 50
"""Most different words of one name that are offered for a number each."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that the file says about a day.

    Attributes:
        row: Row in the file, the header being 1.
        day: The local day as written.
        time: The local time as written; None = it is about the day.
        name: What it is about, such as "mood" or "Neck pain".
        text: What is said, such as "vaguely ok" or "8/10 points"; never "".
        words: What the file says besides, such as "Moderate"; "" = nothing.
    """

    row: int
    day: date
    time: time | None
    name: str
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """Free text about a day.

    Attributes:
        row: Row in the file.
        day: The local day as written.
        time: The local time as written; None = none.
        text: Plain text; never "".
    """

    row: int
    day: date
    time: time | None
    text: str


@dataclass(frozen=True, slots=True)
class ObservedName:
    """One name and what is said under it.

    Attributes:
        name: As in the file.
        count: How often.
        texts: The different texts with what the file says besides; the most frequent first, at
            most `WORDS_SHOWN`.
        is_numeric: Every text is a number.
    """

    name: str
    count: int
    texts: tuple[tuple[str, str], ...]
    is_numeric: bool


@dataclass(frozen=True, slots=True)
class Observations:
    """Everything that one file says.

    Attributes:
        file: Its name, without its folder.
        read: Data rows read, the refused ones among them.
        observations: In the file's order.
        notes: In the file's order.
        rejected: What could not be read, by row.
    """

    file: str
    read: int
    observations: tuple[Observation, ...] = ()
    notes: tuple[ForeignNote, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def names(self) -> tuple[ObservedName, ...]:
        """Return what the file speaks about, in the order in which it first does."""
        texts: dict[str, Counter[tuple[str, str]]] = {}
        for said in self.observations:
            texts.setdefault(said.name, Counter())[said.text, said.words] += 1
        return tuple(
            ObservedName(
                name,
                counted.total(),
                tuple(text for text, _ in counted.most_common(WORDS_SHOWN)),
                all(number_in(text) is not None for text, _ in counted),
            )
            for name, counted in texts.items()
        )


def number_in(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return the number that a text is, or None.

    Takes "7", "7.5", "8/10 points" (the 8), and hours, minutes and seconds as "7:30" or "7:30:00"
    (7.5 hours). Thousands are not separated.

    Args:
        text: From the file.
        decimal_comma: "7,5" is seven and a half, and "7.5" is not a number.
    """
    text = text.strip().removesuffix("points").strip()
    number, _, whole = text.partition("/")
    if whole:
        return _plain(number.strip(), decimal_comma=decimal_comma) if whole.isdecimal() else None
    if ":" in text:
        return _hours(text)
    return _plain(text, decimal_comma=decimal_comma)


def _hours(text: str) -> float | None:
    """Read hours, minutes and perhaps seconds as hours."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours + minutes / 60 + seconds / 3600


def _plain(text: str, *, decimal_comma: bool) -> float | None:
    mark, other = (",", ".") if decimal_comma else (".", ",")
    body = text.removeprefix("-")
    whole, point, part = body.partition(mark)
    is_number = whole.isascii() and whole.isdecimal() and (not point or _is_digits(part))
    if not is_number or other in text or len(text) > 20:  # noqa: PLR2004 - nobody writes more
        return None
    return float(text.replace(mark, "."))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
