"""The card of events that cover the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.events import Event
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def event_on_day(event: Event, day: date) -> str:
    """Return an event as it is on `day`, such as "flare, day 3"."""
    if event.is_point:
        return event.label
    number = (day - event.first_day).days + 1
    return tr("{event}, day {n}").format(event=event.label, n=number)


class EventLink(QPushButton):
    """An event that opens when it is clicked."""

    event_clicked = Signal(Event)

    def __init__(self, happening: Event, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.happening = happening
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setAccessibleName(tr("Event: {words}").format(words=words))
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.event_clicked.emit(self.happening)


class DayEventsCard(Card):
    """Names the events of a day; each opens by a click."""

    event_clicked = Signal(Event)
    add_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Events"), parent)
        self._links: tuple[EventLink, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add_button = QPushButton(tr("Add an event"))
        self.add_button.setProperty("link", True)
        self.add_button.setAutoDefault(False)
        self.head.addStretch(1)
        self.head.addWidget(self.add_button)
        row = QHBoxLayout()
        row.addLayout(self._list)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.rows.setContentsMargins(px(17), px(11), px(17), px(11))
        self.head.setContentsMargins(px(6), 0, 0, 0)
        self.rows.setSpacing(0)
        self.add_button.clicked.connect(self.add_clicked)

    @property
    def links(self) -> tuple[EventLink, ...]:
        """The events listed."""
        return self._links

    def show_events(self, events: Iterable[Event], day: date) -> None:
        """List the events that cover `day`."""
        covering = [(event, event_on_day(event, day)) for event in events if event.covers(day)]
        if [(link.happening, link.text()) for link in self._links] == covering:
            return
        for link in self._links:
            self._list.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = tuple(EventLink(event, words, self) for event, words in covering)
        before: QWidget = self.add_button
        for link in self._links:
            link.event_clicked.connect(self.event_clicked)
            self._list.addWidget(link)
            QWidget.setTabOrder(before, link)
            before = link
