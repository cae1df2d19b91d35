"""Texts as a Qt table in which columns differ in weight: names, numbers, words beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fibrojournal.ui.theme import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOT = QModelIndex()

CellStyle = Literal["body", "strong", "quiet"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: Its header.
        share: Part of the width that is left over; 0 = it has `width`.
        width: Its width, in pixels at 100 %, where it has no share.
        at_end: Its texts end at its end, as numbers do.
        style: How its texts look.
        gap: Room before its texts, in pixels at 100 %.
    """

    name: str
    share: float = 0
    width: int = 0
    at_end: bool = False
    style: CellStyle = "body"
    gap: int = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        key: What the row is about.
        texts: A text a column.
        tip: The row in one sentence; "" = the cells say all.
        strong: Columns whose text stands out in this row.
        quiet: Columns whose text steps back in this row.
    """

    key: str
    texts: tuple[str, ...]
    tip: str = ""
    strong: frozenset[int] = frozenset()
    quiet: frozenset[int] = frozenset()


class SheetTableModel(QAbstractTableModel):
    """Rows of texts under a header; it never changes.

    Args:
        columns: The columns.
        rows: The rows.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[SheetRow]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows = tuple(rows)

    def style(self, row: int, column: int) -> CellStyle:
        """Return how a cell looks."""
        if column in self.rows[row].strong:
            return "strong"
        return "quiet" if column in self.rows[row].quiet else self.columns[column].style

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Give a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].name
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give one cell's text, or the row in one sentence."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip or row.texts[index.column()])
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == 0:
            return row.tip
        return None
