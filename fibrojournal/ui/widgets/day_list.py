"""A list of days, each with its first words, that stays smooth however many there are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fibrojournal.domain.search_words import SearchWords
from fibrojournal.i18n import tr
from fibrojournal.ui.models.found_days_model import ROW, FoundDaysModel
from fibrojournal.ui.theme import colour, font, px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent

    from fibrojournal.ui.models.found_day_words import DayRow

Index = QModelIndex | QPersistentModelIndex

_LINES: Final = 4
"""Lines of a row: the day, and three of what it holds."""

_AIR: Final = 10
_SIDE: Final = 16
_BEFORE_A_MATCH: Final = 30
"""Characters of a note that are kept before the first word that was searched for."""


class DayList(QListView):
    """Shows days; Enter or a click opens one.

    All rows are equally high, so that none needs to be read before it comes into sight.

    Args:
        model: The days.
        parent: The page.
    """

    day_opened = Signal(date)
    day_reached = Signal(object)
    """The day on which the keyboard is now; None = none."""

    def __init__(self, model: FoundDaysModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = model
        self._delegate = _DayDelegate(self)
        self.setAccessibleName(tr("Days"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(px(40))
        self.clicked.connect(self._on_clicked)

    @property
    def day(self) -> date | None:
        """The day on which the keyboard is; None = the list is empty."""
        index = self.currentIndex()
        return self._days.days[index.row()] if index.isValid() else None

    def go_to(self, day: date | None) -> None:
        """Go to a day, or to the newest one where it is not in the list."""
        row = None if day is None else self._days.row_of(day)
        if self._days.rowCount():
            self.setCurrentIndex(self._days.index(row or 0))

    def mark(self, words: SearchWords) -> None:
        """Mark these words wherever they stand."""
        self._delegate.words = words
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter open the day."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.day is not None:
            self.day_opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt calls it
        """Search nothing by typed letters: that would read every day there is."""

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - as above
        """Tell on which day the keyboard is."""
        super().currentChanged(current, previous)
        self.day_reached.emit(self.day)

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        if self.day is not None:
            self.day_opened.emit(self.day)


class _DayDelegate(QStyledItemDelegate):
    """Paints a day: its date, its scores, what else happened, and its note."""

    def __init__(self, parent: DayList) -> None:
        super().__init__(parent)
        self.words = SearchWords("")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every row."""
        del option, index
        line = QFontMetrics(font(15)).lineSpacing()
        return QSize(px(320), _LINES * line + px(2 * _AIR) + px(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW)
        given = cast("Any", option)  # the stubs lack its fields
        whole: QRect = given.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, given.state, whole)
        inner = whole.adjusted(px(_SIDE), px(_AIR), -px(_SIDE), -px(_AIR))
        _RowPainter(painter, inner, given.direction, self.words).paint(row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, state: QStyle.StateFlag, whole: QRect) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        fill = colour("soft" if selected else "hover")
        painter.fillRect(
            QRect(whole.left(), whole.bottom(), whole.width(), 1), colour("decor_line")
        )
        if selected or hovered:
            # In high contrast the ground is as black as the card, so the outline tells.
            outlined = fill == colour("card")
            painter.setBrush(fill)
            painter.setPen(
                QPen(colour("accent" if selected else "ink"), 1) if outlined else Qt.PenStyle.NoPen
            )
            painter.drawRect(QRectF(whole).adjusted(0.5, 0.5, -1.5, -1.5))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(whole).adjusted(2, 2, -2, -3), px(6), px(6))


class _RowPainter:
    """Sets the lines of one row; the note has what scores and the rest leave."""

    def __init__(
        self, painter: QPainter, inner: QRect, direction: Qt.LayoutDirection, words: SearchWords
    ) -> None:
        self._painter = painter
        self._inner = inner
        self._direction = direction
        self._words = words
        self._line = QFontMetrics(font(15)).lineSpacing()

    def paint(self, row: DayRow) -> None:
        """Paint all lines."""
        top = self._title(row)
        left = _LINES - 1
        if row.scores:
            among = 1 + (not row.further and not row.note) + (not row.further or not row.note)
            used = self._text(row.scores, top, among, quiet=False)
            top, left = top + used * self._line, left - used
        if row.further:
            used = self._text(row.further, top, 1 if row.note else left, quiet=True)
            top, left = top + used * self._line, left - used
        if row.note and left > 0:
            self._text(self._from_match(row.note), top, left, quiet=False)

    def _title(self, row: DayRow) -> int:
        line = QRect(self._inner.left(), self._inner.top(), self._inner.width(), self._line)
        side = Qt.AlignmentFlag.AlignVCenter
        strong, small = font(15, QFont.Weight.DemiBold), font(13)
        used = QFontMetrics(small).horizontalAdvance(row.aside)
        self._painter.setFont(small)
        self._painter.setPen(colour("quiet"))
        far = QStyle.visualAlignment(self._direction, Qt.AlignmentFlag.AlignRight)
        self._painter.drawText(line, far | side, row.aside)
        self._painter.setFont(strong)
        self._painter.setPen(colour("ink"))
        near = QStyle.visualAlignment(self._direction, Qt.AlignmentFlag.AlignLeft)
        room = line.width() - used - px(8) * bool(used)
        title = QFontMetrics(strong).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        self._painter.drawText(line, near | side, title)
        return self._inner.top() + self._line

    def _from_match(self, note: str) -> str:
        """Let a note begin shortly before the first word that was searched for."""
        places = self._words.places(note)
        start = places[0][0] - _BEFORE_A_MATCH if places else 0
        if start <= _BEFORE_A_MATCH:
            return note
        blank = note.find(" ", start, places[0][0])
        return tr("… {text}").format(text=note[blank + 1 if blank >= 0 else start :])

    def _text(self, text: str, top: int, most: int, *, quiet: bool) -> int:
        """Set a text in at most so many lines; return in how many."""
        made = font(15)
        width = self._inner.width()
        lines = list(_lines(text, made, width, most))
        metrics = QFontMetrics(made)
        self._painter.setFont(made)
        for number, (start, length) in enumerate(lines):
            shown = text[start : start + length].rstrip()
            if number == most - 1 and start + length < len(text):
                shown = metrics.elidedText(
                    text[start : start + length + 200], Qt.TextElideMode.ElideRight, width
                )
            self._painter.setPen(colour("quiet" if quiet else "ink"))
            self._one_line(shown, QPointF(self._inner.left(), top + number * self._line), made)
        return len(lines)

    def _one_line(self, text: str, at: QPointF, made: QFont) -> None:
        layout = QTextLayout(text, made)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(self._direction)
        layout.setTextOption(option)
        marks = []
        for start, end in self._words.places(text):
            mark: Any = QTextLayout.FormatRange()  # the stubs take its fields for methods
            mark.start, mark.length = start, end - start
            style = QTextCharFormat()
            style.setBackground(colour("accent"))
            style.setForeground(colour("on_accent"))
            mark.format = style
            marks.append(mark)
        layout.setFormats(marks)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(self._inner.width())
        layout.endLayout()
        layout.draw(self._painter, at)


def _lines(text: str, made: QFont, width: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield the beginning and length of the first lines of a text."""
    layout = QTextLayout(text[:2000], made)
    layout.beginLayout()
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        yield line.textStart(), line.textLength()
    layout.endLayout()
