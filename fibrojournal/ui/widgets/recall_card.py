"""Offers foggy days to be added to, once; nothing has to be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.tab_order import chain_tabs
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.entries import DayEntry
    from fibrojournal.i18n import Formatter


class RecallCard(Card):
    """One button a day, and one that takes the offer away; hidden while nothing is offered.

    Args:
        formatter: Writes days.
        parent: The page.
    """

    day_chosen = Signal(date)
    declined = Signal()

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("If you like: add to a foggy day"), parent)
        self._formatter = formatter
        self.day_buttons: list[_DayButton] = []
        self._shown: tuple[DayEntry, ...] = ()
        self.words_label = wrapped_label(
            tr(
                "You can add what you still remember. It is marked as recalled. Nothing has to "
                "be added, and you are asked this once."
            ),
            "quiet",
        )
        self.no_button = QPushButton(tr("No, thanks"))
        self.no_button.setProperty("link", True)
        self.no_button.setAutoDefault(False)
        self.no_button.clicked.connect(self.declined)
        self.rows.addWidget(self.words_label)
        self.rows.addWidget(self.no_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_days(self, entries: Sequence[DayEntry], names: Mapping[str, str]) -> None:
        """Offer these days; none hides the card.

        Args:
            entries: What is written about each, in the order of the buttons.
            names: Item key to the name of the item.
        """
        if tuple(entries) == self._shown:
            return
        self._shown = tuple(entries)
        for old in self.day_buttons:
            self.rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.day_buttons = []
        for entry in entries:
            skipped = [
                names.get(key, key) for key, score in entry.scores.items() if score is SKIPPED
            ]
            words = tr("{day}: skipped {items}").format(
                day=self._formatter.weekday_day(entry.day), items=listed(skipped)
            )
            button = _DayButton(entry.day, words)
            button.clicked.connect(self._on_day_clicked)
            self.rows.insertWidget(
                self.rows.indexOf(self.no_button), button, 0, Qt.AlignmentFlag.AlignLeft
            )
            self.day_buttons.append(button)
        chain_tabs([*self.day_buttons, self.no_button])
        self.setVisible(bool(self.day_buttons))

    @Slot()
    def _on_day_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _DayButton):
            self.day_chosen.emit(button.day)


class _DayButton(QPushButton):
    """Leads to one day."""

    def __init__(self, day: date, words: str) -> None:
        super().__init__(words)
        self.day = day
        self.setAutoDefault(False)
        self.setProperty("tall", True)
