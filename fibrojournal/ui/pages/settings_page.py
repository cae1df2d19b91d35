"""Who can read the journal, and where its backups are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr, trn
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.limits_dialog import LimitsDialog
from fibrojournal.ui.dialogs.passphrase_dialog import (
    PassphraseDialog,
    RemovePassphraseDialog,
    report_words,
)
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.dialogs.recovery_sheet import RecoverySheet
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.messages import ask, show_error, show_notice
from fibrojournal.ui.pages.page import Page
from fibrojournal.ui.widgets.privacy_card import PrivacyCard, PrivacyFacts
from fibrojournal.ui.widgets.tab_order import chain_tabs, tab_stops

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from fibrojournal.journal.journal import Journal
    from fibrojournal.journal.protection import Protection, ProtectionReport
    from fibrojournal.settings import Settings
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.widgets.card import Card


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
        self._connect_privacy()
        for card in self._cards():
            self.body.addWidget(card)
        chain_tabs(tab_stops(self.body))
        self._show_privacy()

    def _cards(self) -> tuple[Card, ...]:
        """Return the cards from top to bottom."""
        return (self.privacy_card,)

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read again if it can be seen; else it waits until it is."""
        if changes and self.isVisible():
            self._show_privacy()

    def showEvent(self, event: QShowEvent) -> None:
        """Read how things stand whenever the page is turned to."""
        super().showEvent(event)
        self._show_privacy()

    def show_settings(self, settings: Settings) -> None:
        """Show the choices of this computer."""
        self.privacy_card.show_choices(settings.idle_minutes, neutral_name=settings.neutral_name)

    @Slot(int)
    def _on_idle_minutes_chosen(self, minutes: int) -> None:
        self.settings_wanted.emit({"idle_minutes": minutes})

    @Slot(bool)
    def _on_neutral_name_chosen(self, neutral: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.settings_wanted.emit({"neutral_name": neutral})

    @property
    def _worker(self) -> Jobs:
        """What runs the work of the dialogs; the page's own where there is no window."""
        if self.jobs is None:
            self.jobs = Jobs(self)
        return self.jobs

    # Privacy

    def _connect_privacy(self) -> None:
        card = self.privacy_card
        card.passphrase_asked.connect(self._on_passphrase_asked)
        card.passphrase_removal_asked.connect(self._on_passphrase_removal_asked)
        card.code_asked.connect(self._on_code_asked)
        card.code_removal_asked.connect(self._on_code_removal_asked)
        card.limits_asked.connect(self._on_limits_asked)
        card.idle_minutes_chosen.connect(self._on_idle_minutes_chosen)
        card.neutral_name_chosen.connect(self._on_neutral_name_chosen)

    @property
    def _protection(self) -> Protection:
        return self._journal.protection

    def _show_privacy(self) -> None:
        protection = self._protection
        self.privacy_card.show_facts(
            PrivacyFacts(
                is_example=self._journal.is_example,
                is_protected=protection.is_protected,
                has_recovery_code=protection.has_recovery_code,
            )
        )

    @Slot()
    def _on_passphrase_asked(self) -> None:
        dialog = PassphraseDialog(self._protection, self._worker, self)
        dialog.passphrase_set.connect(self._on_passphrase_altered)
        dialog.open()

    @Slot()
    def _on_passphrase_removal_asked(self) -> None:
        dialog = RemovePassphraseDialog(self._protection, self._worker, self)
        dialog.passphrase_removed.connect(self._on_passphrase_altered)
        dialog.open()

    @Slot(object)
    def _on_passphrase_altered(self, report: ProtectionReport) -> None:
        self._tell_protection()
        if left := report_words(report):
            done = (
                tr("Your journal is protected.")
                if self._protection.is_protected
                else tr("Your journal opens without a passphrase.")
            )
            show_notice(self, done, left)

    def _tell_protection(self) -> None:
        """Show how the journal is protected now, here and around the page."""
        self._show_privacy()
        self.journal_changed.emit(Changes())

    @Slot()
    def _on_code_asked(self) -> None:
        journal = self._journal
        sheet = RecoverySheet(
            self._protection.new_recovery_code(),
            journal.path.name,
            self._look.formatter.day(journal.now().date()),
        )
        dialog = RecoveryCodeDialog(sheet, self._protection, self._worker, self)
        dialog.code_confirmed.connect(self._on_code_confirmed)
        dialog.open()

    @Slot()
    def _on_code_confirmed(self) -> None:
        self._tell_protection()

    @Slot()
    def _on_code_removal_asked(self) -> None:
        box = ask(
            self,
            tr("Remove the recovery code?"),
            tr(
                "Only the passphrase opens your journal then. You can make another code at any "
                "time."
            ),
            yes=tr("Remove"),
        )
        box.accepted.connect(self._on_code_removal_accepted)

    @Slot()
    def _on_code_removal_accepted(self) -> None:
        try:
            left = self._protection.remove_recovery_code()
        except JournalError as error:
            show_error(self, error)
            return
        self._tell_protection()
        if left:
            told = trn(
                "In this folder, the code still opens backups:",
                "In these folders, the code still opens backups:",
                len(left),
            )
            show_notice(
                self,
                tr("The recovery code does not open your journal any more."),
                "\n".join([told, *map(str, left)]),
            )

    @Slot()
    def _on_limits_asked(self) -> None:
        LimitsDialog(self).open()
