"""Who can read the journal, and where its backups are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.pages.page import Page
from fibrojournal.ui.widgets.privacy_card import PrivacyCard, PrivacyFacts
from fibrojournal.ui.widgets.tab_order import chain_tabs, tab_stops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fibrojournal.journal.journal import Journal
    from fibrojournal.settings import Settings
    from fibrojournal.ui.formatter import Look


class SettingsPage(Page):
    """A card per matter; what belongs to this computer is asked of the window."""

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Settings"),
            purpose=tr("Who can read your journal, and where its backups are."),
            parent=parent,
        )
        self.privacy_card = PrivacyCard()
        self.privacy_card.idle_minutes_chosen.connect(self._on_idle_minutes_chosen)
        self.privacy_card.neutral_name_chosen.connect(self._on_neutral_name_chosen)
        for card in (self.privacy_card,):
            self.body.addWidget(card)
        chain_tabs(tab_stops(self.body))
        self.refresh(Changes.everything())

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Say again how the journal is protected."""
        del changes
        self.privacy_card.show_facts(PrivacyFacts(is_example=self._journal.is_example))

    def show_settings(self, settings: Settings) -> None:
        """Show the choices of this computer."""
        self.privacy_card.show_choices(settings.idle_minutes, neutral_name=settings.neutral_name)

    @Slot(int)
    def _on_idle_minutes_chosen(self, minutes: int) -> None:
        self.settings_wanted.emit({"idle_minutes": minutes})

    @Slot(bool)
    def _on_neutral_name_chosen(self, neutral: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.settings_wanted.emit({"neutral_name": neutral})
