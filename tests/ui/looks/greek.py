"""The example journal as somebody would write it who uses other letters than we do.

What is then still in our letters is ours, and not what the person wrote.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from fibrojournal.domain.contents import JournalContents
from fibrojournal.journal.example import example_contents

if TYPE_CHECKING:
    from datetime import date

WRITTEN: Final = frozenset(
    {
        "note", "own_name", "own_low_words", "own_high_words", "anchors", "title", "medicine",
        "name", "product", "strength", "reason", "words", "text", "conditions", "care_team",
    }
)  # fmt: skip
"""Fields of domain values that hold what the person wrote."""

_OURS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_OTHER: Final = "αβκδεφγηιξκλμνοπθρστυβωχψζ٠١٢٣٤٥٦٧٨٩"
_LETTERS: Final = str.maketrans(_OURS + _OURS[:26].upper(), _OTHER + _OTHER[:26].upper())


def greek(text: str) -> str:
    """Write a text in other letters and digits, as many of them."""
    return text.translate(_LETTERS)


def greek_diary(today: date) -> JournalContents:
    """Return the example journal in other letters."""
    written = _written(example_contents(today), "")
    assert isinstance(written, JournalContents)
    return written


def _written(value: Any, field: str) -> Any:
    """Return a value, and all in it, with what the person wrote in other letters."""
    if isinstance(value, str):
        return greek(value) if field in WRITTEN else value
    if isinstance(value, tuple):
        return tuple(_written(part, field) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: _written(getattr(value, one.name), one.name) for one in fields(value)}
        return replace(value, **parts)
    return value
