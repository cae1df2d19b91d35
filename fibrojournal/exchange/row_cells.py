"""The cells of one row on their way to a value. Every bad cell is noted, not just the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from fibrojournal.domain.entries import NOTE_LIMIT
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.cell_values import own_words
from fibrojournal.exchange.formula_guard import unguarded
from fibrojournal.exchange.parsed import Rejected
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    T = TypeVar("T")

CELL_LIMIT = NOTE_LIMIT
"""Longest text of a cell, in characters."""


class RowCells:
    """The cells of one row, by column.

    A reader asks for each cell and gets its value, or None for a blank one and for a bad one.
    After that, `rejected` says whether the row can be kept.

    Attributes:
        row: Row number in the file.
        rejected: Reasons against this row, one for each bad cell.
    """

    def __init__(
        self, row: int, texts: Mapping[str, str], *, is_own: bool, seen: dict[Hashable, int]
    ) -> None:
        """Take the cells of one row.

        Args:
            row: Row number in the file.
            texts: Text of each cell by column.
            is_own: The file is our own export: text is guarded, and names are exact.
            seen: What the rows before this one were about, with their row numbers.
        """
        self.row = row
        self.rejected: list[Rejected] = []
        self._texts = texts
        self._is_own = is_own
        self._seen = seen
        self._bad_columns: set[str] = set()
        for column, text in texts.items():
            self._check_text(column, text)

    def refuse(self, column: str, reason: str) -> None:
        """Note why a cell, or with column "" the whole row, cannot be kept."""
        self._bad_columns.add(column)
        self.rejected.append(Rejected(self.row, column, reason))

    def is_blank(self, column: str) -> bool:
        """Tell whether nothing stands in a cell, or the file has no such column."""
        return not self._texts.get(column, "").strip()

    def optional(self, column: str, convert: Callable[[str], T]) -> T | None:
        """Return what `convert` makes of a cell; None = blank or bad."""
        if self.is_blank(column) or column in self._bad_columns:
            return None
        try:
            return convert(self.text(column).strip())
        except RefusedError as error:
            self.refuse(column, f"{error.message} {error.remedy}")
            return None

    def needed(self, column: str, convert: Callable[[str], T]) -> T | None:
        """Return what `convert` makes of a cell that must not be blank; None = refused."""
        if self.is_blank(column):
            self.refuse(column, tr("This cell must not be blank."))
        return self.optional(column, convert)

    def text(self, column: str) -> str:
        """Return free text exactly as it was written; "" for none."""
        text = self._texts.get(column, "")
        return unguarded(text) if self._is_own else text

    def own_words(self, column: str) -> str | None:
        """Return own words; None = not given."""
        return own_words(self.text(column))

    def name(self, column: str) -> str:
        """Return a name that must be there; blanks around it count only in our own export."""
        name = self.text(column) if self._is_own else self.text(column).strip()
        if not name.strip():
            self.refuse(column, tr("This cell must not be blank."))
        return name

    def once(self, column: str, subject: Hashable) -> None:
        """Refuse a row that is about the same thing as an earlier row that was kept."""
        if self.rejected:
            return
        first = self._seen.setdefault(subject, self.row)
        if first != self.row:
            self.refuse(column, tr("This is there already, in row {row}.").format(row=first))

    def _check_text(self, column: str, text: str) -> None:
        if "\0" in text:
            self.refuse(column, tr("This cell holds a character that is not text."))
        elif len(text) > CELL_LIMIT and len(self.text(column)) > CELL_LIMIT:
            self.refuse(column, tr("This text is longer than 32,000 characters."))
