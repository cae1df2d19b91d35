"""The days of the journal as a list that reads them only when they come into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from fibrojournal.errors import JournalError
from fibrojournal.ui.models.found_day_words import DayRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()

BATCH: Final = 40
"""Days that are read at once: more than a window shows."""

_KEPT_BATCHES: Final = 12

ROW: Final = int(Qt.ItemDataRole.UserRole)
"""Role of the `DayRow` of a row."""


class FoundDaysModel(QAbstractListModel):
    """Knows every day that was found, and of a few what they hold.

    Args:
        read: Returns the words of a few days.
        parent: The list.
    """

    unreadable = Signal(object)
    """Days could not be read, with the `JournalError`; their rows are blank."""

    def __init__(
        self, read: Callable[[Sequence[date]], Sequence[DayRow]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._days: tuple[date, ...] = ()
        self._batches: dict[int, Sequence[DayRow]] = {}

    @property
    def days(self) -> tuple[date, ...]:
        """The days, from the first row to the last."""
        return self._days

    def show_days(self, days: tuple[date, ...]) -> None:
        """Show these days instead."""
        self.beginResetModel()
        self._days = days
        self._batches.clear()
        self.endResetModel()

    def row_of(self, day: date) -> int | None:
        """Return the row of a day; None = it is not among them."""
        return self._days.index(day) if day in self._days else None

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of days."""
        return 0 if parent.isValid() else len(self._days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a day in words; for a screen reader with all that it holds."""
        if not index.isValid():
            return None
        if role == ROW:
            return self._row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._row(index.row()).spoken
        return None

    def _row(self, row: int) -> DayRow:
        batch, place = divmod(row, BATCH)
        if batch not in self._batches:
            while len(self._batches) >= _KEPT_BATCHES:
                self._batches.pop(next(iter(self._batches)))
            days = self._days[batch * BATCH : (batch + 1) * BATCH]
            try:
                self._batches[batch] = self._read(days)
            except JournalError as error:
                self._batches[batch] = [DayRow("")] * len(days)
                self.unreadable.emit(error)
        return self._batches[batch][place]
