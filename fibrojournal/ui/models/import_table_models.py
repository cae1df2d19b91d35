"""What an import would do, as Qt tables: one row a file, and one row a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.importing import FileReport

_ROOT = QModelIndex()


class TextTableModel(QAbstractTableModel):
    """Rows of texts under a header; it never changes.

    Args:
        header: The columns' names.
        rows: Texts, one for each column.
    """

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._header = tuple(header)
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._header)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Give a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._header[section]
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give one cell's text."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if index.isValid() and role in shown:
            return self._rows[index.row()][index.column()]
        return None


def file_rows(files: Sequence[FileReport], formatter: Formatter) -> TextTableModel:
    """Count, for each file, what would be taken over."""
    return TextTableModel(
        (tr("File"), tr("Rows"), tr("New"), tr("Already here"), tr("Not possible")),
        [
            (
                file.file,
                formatter.number(file.read),
                formatter.number(file.accepted),
                formatter.number(file.unchanged),
                formatter.number(len({rejection.row for rejection in file.rejected})),
            )
            for file in files
        ],
    )


def rejection_rows(files: Sequence[FileReport], formatter: Formatter) -> TextTableModel:
    """List every refusal with its place and its reason."""
    return TextTableModel(
        (tr("File"), tr("Row"), tr("Column"), tr("Why")),
        [
            (
                file.file,
                formatter.number(rejection.row) if rejection.row else "",
                rejection.column,
                rejection.reason,
            )
            for file in files
            for rejection in file.rejected
        ],
    )
