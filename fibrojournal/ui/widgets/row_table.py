"""A table in which whole rows are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractTableModel
    from PySide6.QtGui import QKeyEvent

_ROWS_MEASURED: Final = 100
"""So many rows say how wide a column is; thousands take their time."""


class RowTable(QTableView):
    """Shows a model's rows; one at a time is chosen, Enter and double-click activate it.

    Args:
        model: The rows.
        name: What a screen reader calls the table.
        parent: The dialog.
    """

    row_activated = Signal()

    def __init__(
        self, model: QAbstractTableModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {px(5)}px; }}")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(36))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.setStretchLastSection(True)
        self.choose(0)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def row(self) -> int | None:
        """The chosen row; None where there is none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def choose(self, row: int | None) -> None:
        """Choose a row, or the last one where there are fewer."""
        count = self.model().rowCount()
        if row is not None and count:
            self.selectRow(min(row, count - 1))

    def wanted_size(self, width: int, height: int) -> QSize:
        """Return the size of a dialog around the table, within the screen."""
        room = self.screen().availableGeometry().size()
        return QSize(min(width, room.width() - 32), min(height, room.height() - 64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter open the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row is not None:
            self.row_activated.emit()
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.row_activated.emit()
