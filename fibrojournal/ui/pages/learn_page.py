"""What the charts and cards mean, and what is known, in plain words and with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from fibrojournal.domain.facts import load_topics
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.pages.page import Page
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.learn_section import LearnSection, SectionLink

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fibrojournal.domain.facts import Topic
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.formatter import Look

READING_WIDTH: Final = 680
"""Width of the column, in pixels at 100 %: long lines are hard to follow."""


class LearnPage(Page):
    """A card per topic, under a list of all sections; nothing here depends on the entries."""

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Learn"),
            purpose=tr("How to read the charts, and what is known. With sources."),
            parent=parent,
        )
        column = self.body.parentWidget()
        if column is not None:
            column.setMaximumWidth(px(READING_WIDTH))
        self._sections: dict[str, LearnSection] = {}
        self._links: dict[str, SectionLink] = {}
        topics = load_topics()
        for topic in topics:
            self.body.addWidget(self._contents_card(topic))
        for topic in topics:
            self.body.addWidget(self._topic_card(topic))
        self.setFocusProxy(next(iter(self._links.values())))

    @property
    def section_keys(self) -> tuple[str, ...]:
        """The sections, in the order in which they are read."""
        return tuple(self._sections)

    def section(self, key: str) -> LearnSection:
        """Return a section."""
        return self._sections[key]

    def link(self, key: str) -> SectionLink:
        """Return the link that leads to a section."""
        return self._links[key]

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Stay as it is: nothing here comes from the journal."""

    @Slot(str)
    def show_section(self, key: str) -> None:
        """Scroll a section to the top of the page and let reading go on there."""
        section = self._sections[key]
        section.text.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self._area()
        bar = area.verticalScrollBar()
        top = bar.value() + section.mapTo(area, QPoint(0, 0)).y()
        bar.setValue(top - px(16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to either end of the page; the other keys that scroll are the area's own."""
        bar = self._area().verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def _area(self) -> QScrollArea:
        [area] = self.findChildren(QScrollArea)
        return area

    def _contents_card(self, topic: Topic) -> Card:
        card = Card(tr(topic.title))
        links = Columns(least=280, gap=16)
        for section in topic.sections:
            link = SectionLink(section.key, tr(section.title))
            link.section_chosen.connect(self.show_section)
            self._links[section.key] = link
            links.add(link)
        card.rows.addWidget(links)
        return card

    def _topic_card(self, topic: Topic) -> Card:
        card = Card()
        card.setAccessibleName(tr(topic.title))
        card.rows.setContentsMargins(px(15), px(15), px(15), px(11))
        for section in topic.sections:
            shown = LearnSection(section)
            self._sections[section.key] = shown
            card.rows.addWidget(shown)
        return card
