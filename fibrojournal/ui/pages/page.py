"""What every page has in common: its title, its column of cards, its one way to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fibrojournal.domain.shown_units import in_shown_unit, shown_item
from fibrojournal.errors import JournalError
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.head_row import HeadRow
from fibrojournal.ui.widgets.tab_order import chain_tabs, stops_within, tab_stops

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from fibrojournal.domain.entries import ItemScores
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.journal.journal import Journal
    from fibrojournal.settings import Settings
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.jobs import Jobs

COLUMN_WIDTH = 880
"""Width of the column of cards, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Place:
    """A day to go to on another page.

    Attributes:
        day: The day that is looked for.
        first_day: First of the days to bring into view with it; None = as the page likes.
        last_day: Last of these days; None = as the page likes.
    """

    day: date
    first_day: date | None = None
    last_day: date | None = None


class Page(QWidget):
    """A page of the window: a title with its one-line purpose over cards that scroll.

    Subclasses fill `header` (to the right of the title) and `body`, and override `refresh` and,
    where text can be pending, `flush`. `page_wanted` asks for another page by its key, at a
    `Place` or, with None, wherever it was left. `jobs` is set by the window and runs what would
    freeze it; None = there is no window, and nothing to freeze. `settings_wanted` asks the window
    for other choices of this computer: names of fields of `Settings` with their new values;
    `look_wanted` does so where every page is to be built anew with them.
    `trash_wanted`, `versions_wanted` and `removal_wanted` ask it for what was deleted, for the
    earlier versions of a day, and to take a day out of the journal; `erase_wanted` asks it to
    erase a day, an `Event` or a `Medicine` for good.
    `deletion_wanted` asks for everything to be deleted; `quiet_changed` says to ask `is_quiet`
    again. `tabs_ordered` tells the last stop of Tab on the page.

    Args:
        journal: The open journal; only pages talk to it.
        look: Formatter, colours and units in force.
        title: Page title; may be changed later through `title_label`.
        purpose: The one line beneath it.
        full_width: The page takes the whole width instead of the centred column.
        parent: The window's stack of pages.
    """

    journal_changed = Signal(Changes)
    saved = Signal()
    page_wanted = Signal(str, object)
    pending_changed = Signal()
    refused = Signal(object)
    settings_wanted = Signal(dict)
    look_wanted = Signal(dict)
    trash_wanted = Signal()
    versions_wanted = Signal(date)
    removal_wanted = Signal(date)
    erase_wanted = Signal(object)
    deletion_wanted = Signal()
    quiet_changed = Signal()
    tabs_ordered = Signal(QWidget)

    def __init__(
        self,
        journal: Journal,
        look: Look,
        *,
        title: str,
        purpose: str,
        full_width: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._journal = journal
        self._look = look
        self.jobs: Jobs | None = None
        self.title_label = text_label(title, "title")
        self.purpose_label = text_label(purpose, "purpose")
        self.purpose_label.setWordWrap(True)
        self.header = HeadRow()
        self.header.add_widget(self.title_label)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(24))

        self._column = column = QWidget()
        column.setObjectName("pageBody")
        column.installEventFilter(self)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, px(28), 0, px(48))
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addSpacing(px(4))
        rows.addWidget(self.purpose_label)
        rows.addSpacing(px(16))
        rows.addLayout(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        if full_width:
            rows.setContentsMargins(px(32), px(28), px(32), px(12))
            outer.addWidget(_scrolling(column))
            return
        rows.addStretch(1)
        column.setMaximumWidth(px(COLUMN_WIDTH))
        outer.addWidget(_scrolling(_centred(column)))

    def write(self, use_case: Callable[..., Changes], *arguments: object) -> bool:
        """Run one writing use case; show what went wrong, or tell the window what altered.

        Returns:
            Whether it was saved. If not, what is on the screen stays there.
        """
        try:
            changes = use_case(*arguments)
        except JournalError as error:
            show_error(self, error)
            self.refused.emit(error)
            return False
        self.saved.emit()
        self.journal_changed.emit(changes)
        return True

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read again what `changes` says has altered."""
        raise NotImplementedError

    def begin(self) -> None:
        """Let the keyboard begin at the head of the page."""
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab follow the page as the eye does."""
        super().showEvent(event)
        self._order_tabs()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Order the stops of Tab again when something was put on the page."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._order_tabs()
        return super().eventFilter(watched, event)

    def _order_tabs(self) -> None:
        stops = [*stops_within(self.header), *tab_stops(self.body)]
        chain_tabs(stops)
        if stops:
            self.tabs_ordered.emit(stops[-1])

    def narrow_to(self, width: int) -> None:
        """Give the centred column another width, in pixels at 100 %."""
        self._column.setMaximumWidth(px(width))

    def tighten(self, *, tight: bool) -> None:
        """Leave little room above and below, so that nothing has to scroll."""
        rows = self._column.layout()
        if rows is not None:
            rows.setContentsMargins(0, px(8 if tight else 28), 0, px(4 if tight else 48))

    @property
    def day(self) -> date | None:
        """The one day that the page is about; None = it is about many, or none."""
        return None

    def show_place(self, place: Place) -> None:
        """Go to a day, as another page asked; a page without days stays where it is."""

    def show_settings(self, settings: Settings) -> None:
        """Show the choices of this computer; most pages show none."""

    @property
    def is_quiet(self) -> bool:
        """Whether the page wants as little around it as can be."""
        return False

    @property
    def is_making(self) -> bool:
        """Whether what it shows is still being worked out."""
        return False

    @property
    def is_pending(self) -> bool:
        """Whether something on the page is not saved; `pending_changed` says: ask again."""
        return False

    def flush(self) -> None:
        """Save text that is still waiting for its second to pass."""


class LatePage(Page):
    """A page that rests on every score there is, and reads them only once it is seen.

    Subclasses override `read`.
    """

    def __init__(
        self,
        journal: Journal,
        look: Look,
        *,
        title: str,
        purpose: str,
        full_width: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            journal, look, title=title, purpose=purpose, full_width=full_width, parent=parent
        )
        self._scores: dict[str, ItemScores] = {}
        self._is_stale = True

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read again what altered, at once or when the page is next seen."""
        if changes.entries or changes.items:
            self._scores.clear()
        if changes.entries or changes.items or changes.medicines or changes.events:
            self._is_stale = True
        if self.isVisible():
            self.catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what altered while another page was in front."""
        super().showEvent(event)
        self.catch_up()

    def catch_up(self) -> None:
        """Read, if anything altered since the page was read."""
        if self._is_stale:
            self._is_stale = False
            self.read()

    def read(self) -> None:
        """Read the journal and show it."""
        raise NotImplementedError

    def shown_items(self) -> tuple[TrackedItem, ...]:
        """Return every tracked item, weight in the unit in which it is shown."""
        unit = self._look.weight_unit
        return tuple(shown_item(item, unit) for item in self._journal.items())

    def item_scores(self, item: TrackedItem) -> ItemScores:
        """Return every number written for one item of `shown_items`; kept until scores alter."""
        if item.key not in self._scores:
            scores = self._journal.item_scores(item.key)
            self._scores[item.key] = in_shown_unit(item, scores)
        return self._scores[item.key]


def _centred(column: QWidget) -> QWidget:
    """Keep the column in the middle of a wide window."""
    frame = QWidget()
    frame.setObjectName("pageBody")
    sides = QHBoxLayout(frame)
    sides.setContentsMargins(px(24), 0, px(24), 0)
    sides.addStretch(1)
    sides.addWidget(column, 1000)
    sides.addStretch(1)
    return frame


def _scrolling(content: QWidget) -> QScrollArea:
    """Let the content scroll rather than squeeze."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
