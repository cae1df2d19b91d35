"""A table of the report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TablePart:
    """A titled table of text.

    Attributes:
        title: Over it.
        headers: Of its columns.
        rows: Its rows.
        note: What the numbers are; "" = that is plain.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
