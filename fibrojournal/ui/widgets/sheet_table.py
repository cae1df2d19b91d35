"""A small table that lies on a card like print: no frame, no scrolling, hairlines between rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fibrojournal.ui.models.sheet_table_model import SheetTableModel
from fibrojournal.ui.theme import colour, font, px

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from fibrojournal.ui.models.sheet_table_model import CellStyle, Column

_PADDING: Final = 6
"""Above and below the words of a row together, in pixels at 100 %."""

_BETWEEN: Final = 8
"""Least room between two columns, in pixels at 100 %."""

_LARGE: Final = 100_000


class SheetTable(QTableView):
    """Shows rows at their full height; a row is chosen by a click, Enter or the space bar.

    Args:
        name: What a screen reader calls the table.
        row_height: Least height of a row, in pixels at 100 %.
        has_header: Whether the columns' names are shown; they are always told.
        can_choose: Whether a row leads to something.
        parent: The card.
    """

    row_chosen = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        row_height: int = 25,
        has_header: bool = True,
        can_choose: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row_height = px(row_height)
        self._can_choose = can_choose
        self._longest_words: list[int] = []
        self._heights: dict[int, int] = {}
        self.setAccessibleName(name)
        self.setHorizontalHeader(_Header(self))
        self.horizontalHeader().setVisible(has_header)
        self.verticalHeader().hide()
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView, QTableView:focus { border: none; }")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setModel(SheetTableModel((), ()))
        self.clicked.connect(self._on_clicked)

    @property
    def sheet(self) -> SheetTableModel:
        """What is shown."""
        model = self.model()
        assert isinstance(model, SheetTableModel)  # noqa: S101 - nothing else is put in
        return model

    def show_sheet(self, sheet: SheetTableModel) -> None:
        """Show other rows."""
        old = self.model()
        at = self.currentIndex().row()
        sheet.setParent(self)
        self.setModel(sheet)
        if old.parent() is self:
            old.deleteLater()
        self._longest_words = _longest_words(sheet)
        self._heights.clear()
        if 0 <= at < len(sheet.rows) and self.hasFocus():
            self.setCurrentIndex(sheet.index(at, 0))
        self._lay_out()
        self.updateGeometry()

    # Measures

    def column_widths(self, width: int) -> list[int]:
        """Return how wide each column is in a table of `width`.

        Columns with a share get the room of their longest word first, then their share.
        """
        columns = self.sheet.columns
        if not columns:
            return []
        least = self._least_widths()
        shares = sum(column.share for column in columns) or 1
        left = max(width - sum(least), 0)
        fixed = sum(wide for wide, column in zip(least, columns, strict=True) if not column.share)
        wanted = [
            max(wide, (width - fixed) * column.share / shares)
            for wide, column in zip(least, columns, strict=True)
        ]
        more = [wish - wide for wish, wide in zip(wanted, least, strict=True)]
        part = min(left / (sum(more) or 1), 1)
        widths = [int(wide + add * part) for wide, add in zip(least, more, strict=True)]
        widths[-1] = max(width - sum(widths[:-1]), widths[-1] if left else 1)
        return widths

    def _least_widths(self) -> list[int]:
        """Return the widths at which no word has to break."""
        columns = self.sheet.columns
        widths = [
            px(column.gap)
            + (longest + px(_BETWEEN) if column.share else max(px(column.width), longest))
            for column, longest in zip(columns, self._longest_words, strict=True)
        ]
        if columns and columns[-1].share:
            widths[-1] -= px(_BETWEEN)  # nothing comes after it
        return widths

    def row_heights(self, width: int) -> list[int]:
        """Return how high each row is in a table of `width`, its hairline included."""
        widths = self.column_widths(width)
        return [
            max(
                self.row_height,
                1
                + px(_PADDING)
                + max(
                    text_height(text, self.sheet.style(row, column), self._room(column, widths))
                    for column, text in enumerate(self.sheet.rows[row].texts)
                ),
            )
            for row in range(len(self.sheet.rows))
        ]

    def header_height(self, width: int) -> int:
        """Return how high the header is in a table of `width`; 0 where it is not shown."""
        if self.horizontalHeader().isHidden():
            return 0
        widths = self.column_widths(width)
        heights = [
            text_height(column.name, header_style(place), self._room(place, widths))
            for place, column in enumerate(self.sheet.columns)
        ]
        return max([px(28), *(height + px(_PADDING) for height in heights)])

    def _room(self, column: int, widths: list[int]) -> int:
        return max(widths[column] - px(self.sheet.columns[column].gap), 1)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow columns wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of header and rows."""
        if width not in self._heights:
            self._heights[width] = self.header_height(width) + sum(self.row_heights(width))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Ask for the room of all rows."""
        width = self.minimumSizeHint().width()
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        """Need the columns of fixed width, and the longest word of the others."""
        return QSize(sum(self._least_widths()), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self.updateGeometry()

    def _lay_out(self) -> None:
        width = self.width()
        for place, wide in enumerate(self.column_widths(width)):
            self.setColumnWidth(place, wide)
        for place, high in enumerate(self.row_heights(width)):
            self.setRowHeight(place, high)
        self.horizontalHeader().setFixedHeight(max(self.header_height(width), 1))

    # Choosing

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.sheet.rows:
            self.setCurrentIndex(self.sheet.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the row that has the keyboard."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._choose(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if self._can_choose:
            self.row_chosen.emit(self.sheet.rows[row].key)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())


class _Header(QHeaderView):
    """The columns' names; the first stands out, as the table's title does."""

    def __init__(self, table: SheetTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)

    def paintSection(  # noqa: N802 - Qt calls it
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt's own name
    ) -> None:
        """Paint a name over its hairline."""
        column = self._table.sheet.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, colour("card"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("decor_line"))
        _paint_text(painter, rect, column, column.name, header_style(logicalIndex))
        painter.restore()


class _Delegate(QStyledItemDelegate):
    """Paints cells: words, hairline, and the ring of the row that has the keyboard."""

    def __init__(self, table: SheetTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        table, sheet = self._table, self._table.sheet
        place: QRect = _attribute(option, "rect")
        row, column = index.row(), index.column()
        painter.save()
        if row < len(sheet.rows) - 1:
            painter.fillRect(place.left(), place.bottom(), place.width(), 1, colour("decor_line"))
        style = sheet.style(row, column)
        _paint_text(painter, place, sheet.columns[column], index.data(), style)
        if table.hasFocus() and table.currentIndex().row() == row:
            self._paint_ring(painter, place, row)
        painter.restore()

    def _paint_ring(self, painter: QPainter, place: QRect, row: int) -> None:
        """Paint the part of the row's ring that lies in this cell."""
        height = place.height()
        whole = QRect(0, self._table.rowViewportPosition(row), self._table.width(), height)
        painter.setClipRect(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("focus"), 2))
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), px(4), px(4))


def _longest_words(sheet: SheetTableModel) -> list[int]:
    """Return the width of the longest word of each column, in pixels."""
    metrics = QFontMetrics(_font("strong"))
    return [
        max(
            (
                metrics.horizontalAdvance(word)
                for text in (column.name, *(row.texts[place] for row in sheet.rows))
                for word in text.split()
            ),
            default=0,
        )
        for place, column in enumerate(sheet.columns)
    ]


def _attribute(option: QStyleOptionViewItem, name: str) -> Any:
    """Read what the type stubs of QStyleOption leave out."""
    return getattr(option, name)


def header_style(column: int) -> CellStyle:
    """Return how the name of a column looks."""
    return "strong" if column == 0 else "quiet"


def _font(style: CellStyle) -> QFont:
    return font(15, QFont.Weight.DemiBold if style == "strong" else QFont.Weight.Normal)


def text_height(text: str, style: CellStyle, width: int) -> int:
    """Return how high a text is where it wraps at `width`."""
    room = QRect(0, 0, width, _LARGE)
    flags = int(Qt.TextFlag.TextWordWrap)
    return QFontMetrics(_font(style)).boundingRect(room, flags, text).height()


def _paint_text(
    painter: QPainter, place: QRect, column: Column, text: str, style: CellStyle
) -> None:
    painter.setFont(_font(style))
    painter.setPen(colour("quiet" if style == "quiet" else "ink"))
    side = Qt.AlignmentFlag.AlignRight if column.at_end else Qt.AlignmentFlag.AlignLeft
    direction = painter.layoutDirection()
    room = QStyle.visualRect(direction, place, place.adjusted(px(column.gap), 0, 0, 0))
    flags = QStyle.visualAlignment(direction, side) | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), text)
