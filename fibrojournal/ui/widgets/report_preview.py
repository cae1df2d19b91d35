"""The report as it will be printed, and the same as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.icons import icon
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.page_picture import PagePicture

if TYPE_CHECKING:
    from fibrojournal.ui.printing import Pages


class ReportPreview(QWidget):
    """One page at a time with buttons to turn it; "Text" shows all of it as text instead.

    Args:
        parent: The page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._page = 0
        self.page_label = text_label("", "quiet")
        self.busy_label = text_label(tr("Reading your entries…"), "quiet")
        self.busy_label.setContentsMargins(px(8), 0, 0, 0)
        self.previous_button = _turning("previous", tr("Previous page"))
        self.next_button = _turning("next", tr("Next page"))
        self.text_button = QPushButton(tr("Text"))
        self.text_button.setProperty("bare", True)
        self.text_button.setCheckable(True)
        self.text_button.setIcon(icon("report", colour("ink")))
        self.text_button.setIconSize(QSize(px(20), px(20)))
        self.text_button.setToolTip(tr("Show the report as text"))
        self.text_button.setAccessibleName(tr("Show the report as text"))
        self.picture = PagePicture()
        self.picture.setAccessibleName(tr("Preview of the report"))
        self.text_edit = _reading_edit()
        self._lay_out()
        self.previous_button.clicked.connect(self._on_previous_wanted)
        self.next_button.clicked.connect(self._on_next_wanted)
        self.picture.previous_wanted.connect(self._on_previous_wanted)
        self.picture.next_wanted.connect(self._on_next_wanted)
        self.text_button.toggled.connect(self._on_text_toggled)
        self.show_busy(busy=False)
        self._show_page()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.previous_button)
        row.addWidget(self.page_label)
        row.addWidget(self.next_button)
        row.addWidget(self.busy_label)
        row.addStretch(1)
        row.addWidget(self.text_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        rows.addLayout(row)
        rows.addWidget(self.picture)
        rows.addWidget(self.text_edit, 20)
        rows.addStretch(1)

    @property
    def page(self) -> int:
        """The page that is shown, counted from 0."""
        return self._page

    def show_report(self, pages: Pages) -> None:
        """Show these pages, at the page where the last ones were left if there is one."""
        self._pages = pages
        self._page = min(self._page, pages.count - 1)
        self._show_page()

    def show_text(self, html: str) -> None:
        """Let the report be read and heard as text.

        Args:
            html: The report without its pictures; what a person wrote is escaped in it.
        """
        document = QTextDocument()
        document.setHtml(html)
        self.picture.setAccessibleDescription(document.toPlainText())
        self.text_edit.document().setDefaultStyleSheet(
            f"td,th{{padding:0 {px(8)}px {px(3)}px 0}}"
            f".quiet{{color:{colour('quiet').name()};font-weight:400}}th.row{{font-weight:400}}"
        )
        self.text_edit.setHtml(html)
        _size_headings(self.text_edit.document())

    def show_busy(self, *, busy: bool) -> None:
        """Say that the report is being made."""
        self.busy_label.setVisible(busy)

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._pages = None
        self.picture.forget()
        self.text_edit.clear()
        self._show_page()

    def _show_page(self) -> None:
        count = 0 if self._pages is None else self._pages.count
        several = count > 1
        for part in (self.previous_button, self.next_button):
            part.setVisible(several and not self.text_button.isChecked())
        self.previous_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page < count - 1)
        words = tr("Page {page} of {pages}").format(page=self._page + 1, pages=count)
        self.page_label.setText(words if count else "")
        self.page_label.setHidden(not count or self.text_button.isChecked())
        if self._pages is not None:
            self.picture.show_page(self._pages, self._page)

    def _turn_to(self, page: int) -> None:
        if self._pages is not None and 0 <= page < self._pages.count:
            self._page = page
            self._show_page()

    @Slot()
    def _on_previous_wanted(self) -> None:
        self._turn_to(self._page - 1)

    @Slot()
    def _on_next_wanted(self) -> None:
        self._turn_to(self._page + 1)

    @Slot(bool)
    def _on_text_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.picture.setVisible(not on)
        self.text_edit.setVisible(on)
        self._show_page()


def _turning(name: str, words: str) -> QPushButton:
    button = QPushButton()
    button.setIcon(icon(name, colour("ink")))
    button.setIconSize(QSize(px(20), px(20)))
    button.setProperty("bare", True)
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setMinimumSize(px(36), px(34))
    return button


def _size_headings(document: QTextDocument) -> None:
    """Make headings as large as the text, and bold; Qt's own sizes would shout."""
    look = QTextCharFormat()
    look.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            cursor.setPosition(block.position())
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.mergeCharFormat(look)
        block = block.next()


def _reading_edit() -> QTextEdit:
    """Make a text that can be read, copied and scrolled by keys, and not altered."""
    edit = QTextEdit()
    edit.setReadOnly(True)
    edit.setTabChangesFocus(True)
    edit.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    edit.setAccessibleName(tr("Report as text"))
    edit.setMinimumHeight(px(480))
    edit.hide()
    return edit
