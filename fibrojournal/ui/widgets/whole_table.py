"""The table twin of a picture on a card: as high as its rows, so that only the page scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fibrojournal.ui.models.text_table_model import TextTableModel
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget


class WholeTable(RowTable):
    """Shows every row; where it is narrow, it scrolls sideways.

    Args:
        name: What a screen reader calls the table.
        parent: The card.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(TextTableModel((), ()), name, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead."""
        old = self.model()
        self.setModel(TextTableModel(header, rows))
        self.model().setParent(self)
        old.deleteLater()
        self._take_height()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once the fonts are known."""
        super().showEvent(event)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the bar where one is needed."""
        super().resizeEvent(event)
        self._take_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _take_height(self) -> None:
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.model().rowCount()))
        header = self.horizontalHeader()
        # The last column takes what is left, but not less than it needs.
        header.setStretchLastSection(False)
        is_wider = header.length() > self.viewport().width()
        header.setStretchLastSection(not is_wider)
        bar = self.horizontalScrollBar().sizeHint().height() if is_wider else 0
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header.sizeHint().height() + rows + bar + frame + px(2))
