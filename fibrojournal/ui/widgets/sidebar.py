"""The navigation at the left: one item a page, as icon and word, or as icons alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QStyle, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.icons import icon_pixmap
from fibrojournal.ui.theme import Role, colour, font, px, text_label
from fibrojournal.ui.widgets.card import hairline
from fibrojournal.ui.widgets.tab_order import chain_tabs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent

WIDTH: Final = 208
COLLAPSED_WIDTH: Final = 64
"""Widths in pixels at 100 %."""


_LINE: Final = 1
"""Width of the line towards the page, in pixels at any text size."""

GET_HELP_KEYS: Final = "Ctrl+F1"


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """A page that can be chosen.

    Attributes:
        key: What the choice is called in signals, such as "today".
        word: The word beside the icon; the tooltip where there are icons only.
        icon: Name of the icon.
        shortcut: Keys that choose it too, as the tooltip names them.
    """

    key: str
    word: str
    icon: str
    shortcut: str


class _ItemButton(QAbstractButton):
    """One item, painted by itself: a style sheet for it would be slower than the whole row."""

    def __init__(self, item: SidebarItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.collapsed = False
        self.current = False
        self.setText(item.word)
        self.setAccessibleName(item.word)
        self.setToolTip(tr("{page} ({keys})").format(page=item.word, keys=item.shortcut))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(px(40))

    def set_current(self, *, current: bool) -> None:
        """Say whether this page is the one that is shown."""
        self.current = current
        self.setAccessibleDescription(tr("current page") if current else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the pill."""
        return QSize(px(40) if self.collapsed else px(WIDTH - 24), px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw pill, icon, word and, while it has the keyboard, the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_pill(painter)
        edge = px(24)
        painter.drawPixmap(
            self._mirrored(QRect(px(8), (self.height() - edge) // 2, edge, edge)).topLeft(),
            icon_pixmap(
                self.item.icon,
                colour("accent" if self.current else "quiet"),
                edge,
                self.devicePixelRatioF(),
            ),
        )
        if not self.collapsed:
            self._paint_word(painter)

    def _paint_word(self, painter: QPainter) -> None:
        """Draw the word; smaller where it is long, and cut, with the tip, where it is too long."""
        painter.setPen(colour("ink" if self.isEnabled() else "quiet"))
        left, end = px(44), px(4)
        words = self._mirrored(QRect(left, 0, self.width() - left - end, self.height()))
        weight = QFont.Weight.DemiBold if self.current else QFont.Weight.Medium
        shown = ""
        for size in (15, 13):
            painter.setFont(font(size, weight))
            shown = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, words.width()
            )
            if shown == self.text():
                break
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, QStyle.visualAlignment(self.layoutDirection(), leading), shown)

    def _mirrored(self, rect: QRect) -> QRect:
        """Return where a part stands in a language that begins its lines on the right."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    def _paint_pill(self, painter: QPainter) -> None:
        fill: Role | None = "soft" if self.current else "hover" if self.underMouse() else None
        if fill:
            painter.setBrush(colour(fill))
            # In high contrast the fill is as black as the paper, so the outline tells.
            outlined = colour(fill) == colour("sidebar")
            painter.setPen(QPen(colour("ink"), 1) if outlined else Qt.PenStyle.NoPen)
            inset = 0.5 if outlined else 0
            rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(rect, px(8), px(8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))


class Sidebar(QWidget):
    """All items under the name of the program; below, apart, help and what locks a journal.

    The pages scroll where the window is low, so that what is below can always be seen.
    """

    page_chosen = Signal(str)
    help_clicked = Signal()
    lock_clicked = Signal()

    def __init__(self, items: Iterable[SidebarItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Pages"))
        self.collapsed = False
        self._words = "FibroJournal"
        self._name = text_label(self._words, "section")
        self._name.setIndent(px(12))
        self._name.setFixedHeight(px(40))
        self.buttons = {item.key: _ItemButton(item, self) for item in items}
        rows = QVBoxLayout(self)
        # The scroll bar stands in the margin, so that it cuts no icon.
        outer = px(12) - _LINE
        start, end = (_LINE, outer) if self.isRightToLeft() else (outer, _LINE)
        rows.setContentsMargins(start, px(20), end, px(16))
        rows.setSpacing(px(4))
        rows.addWidget(self._name)
        rows.addSpacing(px(8))
        self._pages = QWidget()
        column = QVBoxLayout(self._pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for button in self.buttons.values():
            column.addWidget(button)
            button.clicked.connect(self._on_clicked)
        column.addStretch(1)
        self._area = _scrolling(self._pages)
        rows.addWidget(self._area, 1)
        rows.addSpacing(px(8))
        self._line = hairline()
        rows.addWidget(self._line)
        rows.addSpacing(px(8))
        self.help_button = _ItemButton(
            SidebarItem("help", tr("Get help now"), "help", GET_HELP_KEYS), self
        )
        self.help_button.clicked.connect(self.help_clicked)
        rows.addWidget(self.help_button)
        self.lock_button = _ItemButton(SidebarItem("lock", tr("Lock"), "lock", "Ctrl+L"), self)
        self.lock_button.clicked.connect(self.lock_clicked)
        self.lock_button.hide()
        rows.addWidget(self.lock_button)
        chain_tabs((*self.buttons.values(), self.help_button, self.lock_button))
        self._take_width()

    def show_name(self, words: str) -> None:
        """Show another name over the pages."""
        if self._name.text():
            self._name.setText(words)
        self._words = words

    def set_collapsed(self, *, collapsed: bool) -> None:
        """Show icons only, or icons and words."""
        if collapsed == self.collapsed:
            return
        self.collapsed = collapsed
        self._name.setText("" if collapsed else self._words)
        self._name.setHidden(collapsed)
        for button in (*self.buttons.values(), self.help_button, self.lock_button):
            button.collapsed = collapsed
        self._take_width()

    def _take_width(self) -> None:
        width = COLLAPSED_WIDTH if self.collapsed else WIDTH
        for part in (*self.buttons.values(), self.help_button, self.lock_button, self._line):
            part.setFixedWidth(px(width - 24))
        self.setFixedWidth(px(width))

    def allow_pages(self, *, allowed: bool) -> None:
        """Let pages be chosen, or only what stands apart from them."""
        self._pages.setEnabled(allowed)
        self.lock_button.setEnabled(allowed)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        for button in self.buttons.values():
            button.set_current(current=button.item.key == key)
        if key in self.buttons:
            self._area.ensureWidgetVisible(self.buttons[key])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline towards the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("sidebar"))
        edge = QRect(self.width() - _LINE, 0, _LINE, self.height())
        edge = QStyle.visualRect(self.layoutDirection(), self.rect(), edge)
        painter.fillRect(edge, colour("decor_line"))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _ItemButton):
            self.page_chosen.emit(button.item.key)


def _scrolling(pages: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("sidebarPages")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(pages)
    for clear in (pages, area.viewport()):
        clear.setAutoFillBackground(False)
    return area
