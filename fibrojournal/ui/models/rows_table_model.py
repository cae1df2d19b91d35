"""A table model over values, each shown as one row of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fibrojournal.ui.theme import plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterable

Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")
NO_PARENT = QModelIndex()


class RowsTableModel(QAbstractTableModel, Generic[Value]):
    """Shows values as rows; subclasses say the words of a row.

    Args:
        headers: The columns' names.
        values: The values, in the order in which they are shown.
        parent: The dialog.
    """

    def __init__(
        self, headers: tuple[str, ...], values: Iterable[Value], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headers = headers
        self._values = tuple(values)

    def words(self, value: Value) -> tuple[str, ...]:
        """Return the cells of one value, a column each."""
        raise NotImplementedError

    def show_values(self, values: Iterable[Value]) -> None:
        """Show these values instead."""
        self.beginResetModel()
        self._values = tuple(values)
        self.endResetModel()

    def value_at(self, row: int) -> Value:
        """Return the value of a row."""
        return self._values[row]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of values."""
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; its tip, where a cell is too narrow."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        words = self.words(self._values[index.row()])[index.column()]
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        return None
