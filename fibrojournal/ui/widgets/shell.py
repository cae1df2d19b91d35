"""What stands around the pages: bands, sidebar and status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.notice_band import NoticeBand
from fibrojournal.ui.widgets.reminder_band import ReminderBand
from fibrojournal.ui.widgets.sidebar import Sidebar, SidebarItem
from fibrojournal.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

COLLAPSES_UNDER: Final = 1000
"""Width of the window, in pixels at 100 %, under which the sidebar shows icons only."""


class Shell(QWidget):
    """The frame of the window; it shows whichever widget it is given and knows no journal."""

    def __init__(self, items: Iterable[SidebarItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example_band = _example_band()
        self.notice_band = NoticeBand()
        self.reminder_band = ReminderBand()
        self.sidebar = Sidebar(items)
        self.pages = QStackedWidget()
        self.status_line = StatusLine()
        self._is_quiet = False
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status_line)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addLayout(right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.example_band)
        rows.addWidget(self.notice_band)
        rows.addWidget(self.reminder_band)
        rows.addLayout(middle, 1)

    def show_widget(self, widget: QWidget) -> None:
        """Show a page, or what is shown in place of the pages; add it when it is new."""
        if self.pages.indexOf(widget) < 0:
            self.pages.addWidget(widget)
        self.pages.setCurrentWidget(widget)

    @Slot(QWidget)
    def end_after(self, stop: QWidget) -> None:
        """Let the status line come after the last stop of the page that is shown."""
        QWidget.setTabOrder(stop, self.status_line.protection_button)

    def show_frame(self, *, shown: bool) -> None:
        """Show the names of the pages and what was saved last, or nothing of them."""
        self.sidebar.setVisible(shown)
        self.status_line.setVisible(shown)

    def keep_quiet(self, *, quiet: bool) -> None:
        """Fold the sidebar in a wide window, too, for a page that wants little around it."""
        self._is_quiet = quiet
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar where the window is narrow."""
        self._fold()
        super().resizeEvent(event)

    def _fold(self) -> None:
        is_narrow = self.width() < px(COLLAPSES_UNDER)
        self.sidebar.set_collapsed(collapsed=is_narrow or self._is_quiet)


def _example_band() -> QLabel:
    band = text_label(
        tr("Example journal: an invented person. Nothing here is saved to your own journal."),
        "strong",
    )
    band.setObjectName("exampleBand")
    band.setAlignment(Qt.AlignmentFlag.AlignCenter)
    band.setWordWrap(True)
    band.hide()
    return band
