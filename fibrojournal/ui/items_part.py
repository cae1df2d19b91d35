"""The part of Settings about what is written down: its card, and what it asks of the journal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Slot

from fibrojournal.domain.question_sets import QuestionSet
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.errors import JournalError
from fibrojournal.ui.dialogs.item_dialog import ItemDialog
from fibrojournal.ui.widgets.items_card import ItemsCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fibrojournal.journal.journal import Journal


class ItemsPart(QObject):
    """Shows the items of the journal on a card, and writes what is changed there.

    Args:
        journal: The open journal.
        write: Runs a use case as the page does; says whether it was saved.
        page: Settings, which holds the dialogs.
    """

    def __init__(self, journal: Journal, write: Callable[..., bool], page: QWidget) -> None:
        super().__init__(page)
        self._journal = journal
        self._write = write
        self._page = page
        self.card = ItemsCard()
        self.card.add_asked.connect(self._on_add_asked)
        self.card.activity_asked.connect(self._on_activity_asked)
        self.card.change_asked.connect(self._on_change_asked)
        self.card.shown_chosen.connect(self._on_shown_chosen)
        self.card.exchange_asked.connect(self._on_exchange_asked)
        self.card.set_chosen.connect(self._on_set_chosen)
        self.show_items()

    def show_items(self) -> None:
        """Read the items again; a damaged journal that cannot tell them shows none."""
        with suppress(JournalError):
            self.card.show_items(self._journal.items())

    @Slot()
    def _on_add_asked(self) -> None:
        dialog = ItemDialog(parent=self._page)
        dialog.item_entered.connect(self._on_item_added)
        dialog.open()

    @Slot()
    def _on_activity_asked(self) -> None:
        dialog = ItemDialog(parent=self._page, activity=True)
        dialog.item_entered.connect(self._on_item_added)
        dialog.open()

    @Slot(str)
    def _on_change_asked(self, key: str) -> None:
        (item,) = (item for item in self._journal.items() if item.key == key)
        dialog = ItemDialog(item, self._page)
        dialog.item_entered.connect(self._on_item_changed)
        dialog.open()

    @Slot(TrackedItem)
    def _on_item_added(self, item: TrackedItem) -> None:
        dialog = cast("ItemDialog", self.sender())
        if not self._write(self._journal.tracking.add, item):
            dialog.stay_open()
            return
        self.card.groups[item.kind].set_open(is_open=True)

    @Slot(TrackedItem)
    def _on_item_changed(self, item: TrackedItem) -> None:
        dialog = cast("ItemDialog", self.sender())
        if not self._write(self._journal.tracking.change, item):
            dialog.stay_open()

    @Slot(str, bool)
    def _on_shown_chosen(self, key: str, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._ask_for((key,), wanted=shown)

    @Slot(QuestionSet, bool)
    def _on_set_chosen(self, asked: QuestionSet, shown: bool) -> None:  # noqa: FBT001 - as above
        self._ask_for(asked.item_keys, wanted=shown)

    def _ask_for(self, keys: tuple[str, ...], *, wanted: bool) -> None:
        use_case = self._journal.tracking.show if wanted else self._journal.tracking.hide
        if not self._write(use_case, keys):
            self.show_items()

    @Slot(str, str)
    def _on_exchange_asked(self, key: str, other: str) -> None:
        self._write(self._journal.tracking.exchange, key, other)
