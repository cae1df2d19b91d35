"""Notes where imported values came from, in the step that writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.medicines import Intake
from fibrojournal.storage import origin_table

if TYPE_CHECKING:
    from datetime import datetime

    from fibrojournal.exchange.parsed import Row
    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.storage.rows import Rows


class OriginNotes:
    """Writes file and row of each value of an import.

    Args:
        rows: Within the transaction.
        plan: What is imported, from one file of another app.
        at: The moment, aware.
    """

    def __init__(self, rows: Rows, plan: ImportPlan, at: datetime) -> None:
        self._rows = rows
        self._parts = plan.parts
        self._first = len(plan.values()) - len(plan.accepted)
        self._file = origin_table.put_file(rows, plan.app, plan.files[0].file, at)

    def note(self, place: int, value: Row, number: int) -> None:
        """Note one value.

        Args:
            place: Of the value among all that are written.
            value: Just written.
            number: Of its row.
        """
        if place < self._first or not isinstance(value, DayEntry | Moment | Intake):
            return
        table: origin_table.InTable = "intake" if isinstance(value, Intake) else "entry"
        for part, row in self._parts[place - self._first].items():
            origin_table.put(self._rows, table, number, part, (self._file, row))
