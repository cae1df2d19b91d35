"""What is written down, who can read the journal, and where its backups are."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from fibrojournal.domain.profile import Profile
from fibrojournal.domain.reminder import Reminder
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr, trn
from fibrojournal.journal.changes import Changes
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.delete_everything_dialog import (
    DeleteEverythingDialog,
    EverythingFacts,
)
from fibrojournal.ui.dialogs.limits_dialog import LimitsDialog
from fibrojournal.ui.dialogs.move_dialog import MoveDialog
from fibrojournal.ui.dialogs.passphrase_dialog import (
    PassphraseDialog,
    RemovePassphraseDialog,
    report_words,
)
from fibrojournal.ui.dialogs.profile_dialog import ProfileDialog
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.dialogs.recovery_sheet import RecoverySheet
from fibrojournal.ui.dialogs.restore_dialog import RestoreDialog
from fibrojournal.ui.items_part import ItemsPart
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.messages import ask, show_error, show_notice
from fibrojournal.ui.pages.page import Page
from fibrojournal.ui.widgets.backups_card import BackupFacts, BackupsCard
from fibrojournal.ui.widgets.delete_everything_card import DeleteEverythingCard
from fibrojournal.ui.widgets.habits_card import HabitsCard
from fibrojournal.ui.widgets.history_card import HistoryCard
from fibrojournal.ui.widgets.look_card import LookCard
from fibrojournal.ui.widgets.privacy_card import PrivacyCard, PrivacyFacts
from fibrojournal.ui.widgets.profile_card import ProfileCard
from fibrojournal.ui.widgets.reminders_card import RemindersCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from fibrojournal.journal.backups import Backup, Backups
    from fibrojournal.journal.journal import Journal
    from fibrojournal.journal.protection import Protection, ProtectionReport
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.jobs import Progress
    from fibrojournal.ui.widgets.card import Card

    _Found = tuple[tuple[Backup, ...], str, tuple[Path, ...]]
    """Backups newest first, what is wrong with the second folder, journals kept by restores."""

T = TypeVar("T")


class SettingsPage(Page):
    """A card per matter; what belongs to this computer is asked of the window."""

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Settings"),
            purpose=tr(
                "What you write down, who can read your journal, and where its backups are."
            ),
            parent=parent,
        )
        self._second_folder: Path | None = None
        self._reading: int | None = None
        self.items_part = ItemsPart(journal, self.write, self)
        self.look_card = LookCard()
        self.look_card.look_chosen.connect(self._on_look_chosen)
        self.habits_card = HabitsCard(look.formatter)
        self.habits_card.habit_chosen.connect(self._on_look_chosen)
        self.reminders_card = RemindersCard(look.formatter)
        self.reminders_card.choice_made.connect(self.settings_wanted)
        self.reminders_card.resuming_asked.connect(self._on_resuming_asked)
        self._settings = Settings()
        self.profile_card = ProfileCard()
        self.profile_card.asked.connect(self._on_profile_asked)
        self.privacy_card = PrivacyCard()
        self.backups_card = BackupsCard(look.formatter)
        self.history_card = HistoryCard()
        self.history_card.trash_asked.connect(self.trash_wanted)
        self.delete_card = DeleteEverythingCard()
        self.delete_card.show_example(is_example=journal.is_example)
        self.delete_card.asked.connect(self._on_deletion_asked)
        self._found: _Found = (), "", ()
        self._connect_privacy()
        self._connect_backups()
        for card in self._cards():
            self.body.addWidget(card)
        self._show_privacy()
        self._show_backups((), "", ())

    def _cards(self) -> tuple[Card, ...]:
        """Return the cards from top to bottom."""
        return (
            self.items_part.card,
            self.look_card,
            self.habits_card,
            self.reminders_card,
            self.profile_card,
            self.privacy_card,
            self.backups_card,
            self.history_card,
            self.delete_card,
        )

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read again if it can be seen; else it waits until it is."""
        if changes.items:
            self.items_part.show_items()
        if changes and self.isVisible():
            self._show_reminders()
            self._show_privacy()
            self._read_backups()

    def showEvent(self, event: QShowEvent) -> None:
        """Read how things stand whenever the page is turned to."""
        super().showEvent(event)
        self._show_reminders()
        self._show_privacy()
        self._read_backups()

    def show_settings(self, settings: Settings) -> None:
        """Show the choices of this computer."""
        self.privacy_card.show_choices(
            settings.idle_minutes, settings.hide_key, neutral_name=settings.neutral_name
        )
        self.look_card.show_choices(settings.theme, settings.text_percent)
        self.habits_card.show_choices(settings)
        self._settings = settings
        self._show_reminders()
        second = settings.second_backup_folder
        self._second_folder = Path(second) if second else None

    # The person

    @Slot()
    def _on_profile_asked(self) -> None:
        dialog = ProfileDialog(self._journal.visit_preparation.profile(), self)
        dialog.profile_entered.connect(self._on_profile_entered)
        dialog.open()

    @Slot(Profile)
    def _on_profile_entered(self, profile: Profile) -> None:
        if not self.write(self._journal.visit_preparation.save_profile, profile):
            for dialog in self.findChildren(ProfileDialog):
                dialog.stay_open()

    # Choices of this computer

    @Slot(dict)
    def _on_look_chosen(self, values: dict[str, object]) -> None:
        self.look_wanted.emit(values)

    def _show_reminders(self) -> None:
        settings = self._settings
        reminder = Reminder.read(settings.reminded)
        until = reminder.paused_until
        is_paused = until is not None and reminder.is_paused(self._journal.today())
        self.reminders_card.show_choices(
            is_on=settings.reminds,
            at=settings.reminder_at,
            paused_until=self._look.formatter.weekday_day(until) if until and is_paused else "",
        )

    @Slot()
    def _on_resuming_asked(self) -> None:
        reminder = Reminder.read(self._settings.reminded)
        self.settings_wanted.emit({"reminded": str(reminder.resumed())})

    @Slot(int)
    def _on_idle_minutes_chosen(self, minutes: int) -> None:
        self.settings_wanted.emit({"idle_minutes": minutes})

    @Slot(str)
    def _on_hide_key_chosen(self, key: str) -> None:
        self.settings_wanted.emit({"hide_key": key})

    @Slot(bool)
    def _on_neutral_name_chosen(self, neutral: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.settings_wanted.emit({"neutral_name": neutral})

    @property
    def _worker(self) -> Jobs:
        """What runs the work of the dialogs; the page's own where there is no window."""
        if self.jobs is None:
            self.jobs = Jobs(self)
        return self.jobs

    def _carry_out(self, use_case: Callable[[], T], done: Callable[[T], None], words: str) -> None:
        """Do something about the backups in the background; the page can be left meanwhile.

        Args:
            use_case: Called on the background thread.
            done: Called with its result, if the page is still there.
            words: What is said meanwhile.
        """

        def work(_progress: Progress) -> T:
            return use_case()

        def end(result: T) -> None:
            if isValid(self):
                self.backups_card.show_busy("")
                done(result)
                self._read_backups()

        def fail(error: Exception) -> None:
            if isValid(self):
                self.backups_card.show_busy("")
            if not isinstance(error, JournalError):
                raise error
            if isValid(self):
                self._read_backups()
                show_error(self, error)

        self.backups_card.show_busy(words)
        self._worker.run(work, done=end, failed=fail)

    # Privacy

    def _connect_privacy(self) -> None:
        card = self.privacy_card
        card.passphrase_asked.connect(self._on_passphrase_asked)
        card.passphrase_removal_asked.connect(self._on_passphrase_removal_asked)
        card.code_asked.connect(self._on_code_asked)
        card.code_removal_asked.connect(self._on_code_removal_asked)
        card.limits_asked.connect(self._on_limits_asked)
        card.idle_minutes_chosen.connect(self._on_idle_minutes_chosen)
        card.hide_key_chosen.connect(self._on_hide_key_chosen)
        card.neutral_name_chosen.connect(self._on_neutral_name_chosen)

    @property
    def _protection(self) -> Protection:
        return self._journal.protection

    @property
    def _has_recovery_code(self) -> bool:
        """Whether a code opens the journal too; one that is damaged cannot tell."""
        with suppress(JournalError):
            return self._protection.has_recovery_code
        return False

    def _show_privacy(self) -> None:
        protection = self._protection
        self.privacy_card.show_facts(
            PrivacyFacts(
                is_example=self._journal.is_example,
                is_protected=protection.is_protected,
                has_recovery_code=self._has_recovery_code,
            )
        )

    def ask_for_passphrase(self) -> None:
        """Ask for a new passphrase, as the button of the card does."""
        self._on_passphrase_asked()

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

    # Backups

    def _connect_backups(self) -> None:
        card = self.backups_card
        card.backup_asked.connect(self._on_backup_asked)
        card.restore_asked.connect(self._on_restore_asked)
        card.file_restore_asked.connect(self._on_file_restore_asked)
        card.test_asked.connect(self._on_test_asked)
        card.folder_asked.connect(self._on_folder_asked)
        card.second_folder_asked.connect(self._on_second_folder_asked)
        card.second_folder_dropped.connect(self._on_second_folder_dropped)
        card.move_asked.connect(self._on_move_asked)

    @property
    def _backups(self) -> Backups:
        return self._journal.backups

    @property
    def is_reading(self) -> bool:
        """Whether the list of backups is being read."""
        return self._reading is not None

    def _read_backups(self) -> None:
        """List the backups again; a second folder far away may let that take a while."""
        backups, path = self._backups, self._journal.path
        if self._reading is not None:
            self._worker.cancel(self._reading)

        def work(_progress: Progress) -> _Found:
            return backups.all(), backups.second_folder_problem, _kept_beside(path)

        self._reading = self._worker.run(
            work, done=self._on_backups_read, failed=self._on_reading_failed
        )

    def _on_backups_read(self, found: _Found) -> None:
        self._reading = None
        if isValid(self):
            self._found = found
            self._show_backups(*found)

    def _on_reading_failed(self, error: Exception) -> None:
        """Let a slip of ours be seen."""
        self._reading = None
        raise error

    def _show_backups(
        self, backups: tuple[Backup, ...], problem: str, kept: tuple[Path, ...]
    ) -> None:
        self.backups_card.show_facts(
            BackupFacts(
                backups,
                second_folder=self._second_folder,
                second_problem=problem,
                kept=kept,
                is_protected=self._protection.is_protected,
                is_example=self._journal.is_example,
            )
        )

    @Slot()
    def _on_backup_asked(self) -> None:
        self._carry_out(self._backups.make, self._on_backed_up, tr("A backup is being made."))

    def _on_backed_up(self, backup: Backup | None) -> None:
        if backup is None:
            words = tr("Nothing was written since the newest backup, so it holds everything.")
        else:
            words = tr("The backup is made, opened and counted: {days}.").format(
                days=_days_words(backup)
            )
        self.backups_card.tell(words)

    @Slot()
    def _on_test_asked(self) -> None:
        self._carry_out(
            self._backups.rehearse, self._on_tested, tr("The newest backup is being opened.")
        )

    def _on_tested(self, backup: Backup) -> None:
        self.backups_card.tell(
            tr("Your backup from {day} opens: {days}.").format(
                day=self._look.formatter.weekday_day(backup.made_at.date()),
                days=_days_words(backup),
            )
        )

    @Slot()
    def _on_folder_asked(self) -> None:
        folder = self._backups.folder
        if folder is None:
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        self.backups_card.tell(tr("The backups are in {folder}").format(folder=folder))

    @Slot()
    def _on_second_folder_asked(self) -> None:
        dialog = QFileDialog(self, tr("Second folder for backups"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_second_folder_chosen)
        dialog.open()

    @Slot(str)
    def _on_second_folder_chosen(self, folder: str) -> None:
        self._use_second_folder(Path(folder))

    @Slot()
    def _on_second_folder_dropped(self) -> None:
        self._use_second_folder(None)

    def _use_second_folder(self, folder: Path | None) -> None:
        """Copy each backup to `folder` from now on, the newest at once; None = nowhere.

        The window keeps the choice, shows it here by `show_settings`, and tells the journal.
        """
        if folder is not None and folder == self._backups.folder:
            self.backups_card.tell(tr("The backups are in this folder already."))
            return
        self.settings_wanted.emit({"second_backup_folder": "" if folder is None else str(folder)})
        if folder is None:
            self.backups_card.tell(tr("The copies that are there already stay."))
            self._read_backups()
        else:
            self._carry_out(
                self._backups.make, self._on_copied, tr("The newest backup is being copied.")
            )

    def _on_copied(self, _backup: Backup | None) -> None:
        if not self._backups.second_folder_problem:
            self.backups_card.tell(tr("The newest backup is in the second folder now."))

    # Restoring

    @Slot(object)
    def _on_restore_asked(self, backup: Backup) -> None:
        self._open_restore(backup.path)

    @Slot()
    def _on_file_restore_asked(self) -> None:
        dialog = QFileDialog(
            self, tr("Restore from a file"), "", tr("Journals and backups (*.fibro)")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    @Slot(str)
    def _on_file_chosen(self, file: str) -> None:
        self._open_restore(Path(file))

    def _open_restore(self, file: Path) -> None:
        dialog = RestoreDialog(file, self._backups, self._worker, self._look.formatter, self)
        dialog.restored.connect(self._on_restored)
        dialog.open()

    @Slot(object)
    def _on_restored(self, changes: Changes) -> None:
        self.backups_card.tell(tr("Your journal is restored. What was there before is kept."))
        self.saved.emit()
        self.journal_changed.emit(changes)

    # Deleting everything

    @Slot()
    def _on_deletion_asked(self) -> None:
        backups, _problem, kept = self._found
        everything = self._journal.everything
        facts = EverythingFacts(
            everything.journal,
            len(backups),
            tuple(folder for folder in everything.folders if folder not in everything.away),
            everything.away,
            len(kept),
        )
        dialog = DeleteEverythingDialog(facts, self)
        dialog.deletion_wanted.connect(self.deletion_wanted)
        dialog.open()

    # Another computer

    @Slot()
    def _on_move_asked(self) -> None:
        protection = self._protection
        dialog = MoveDialog(
            is_protected=protection.is_protected,
            has_recovery_code=self._has_recovery_code,
            parent=self,
        )
        dialog.copy_wanted.connect(self._on_copy_wanted)
        dialog.open()

    @Slot(Path)
    def _on_copy_wanted(self, folder: Path) -> None:
        self._carry_out(
            partial(self._backups.save_copy, folder),
            self._on_copy_saved,
            tr("The copy is being saved."),
        )
        for dialog in self.findChildren(MoveDialog):
            dialog.tell(tr("The copy is being saved."))

    def _on_copy_saved(self, copy: Backup) -> None:
        words = tr("The copy is saved, opened and counted: “{name}”, {days}.").format(
            name=copy.path.name, days=_days_words(copy)
        )
        self.backups_card.tell(words)
        for dialog in self.findChildren(MoveDialog):
            dialog.tell(words)


def _kept_beside(journal: Path) -> tuple[Path, ...]:
    """Return the journals that restores have replaced, newest first."""
    kept = journal.parent.glob(f"{escape(journal.stem)} before restore *{journal.suffix}")
    return tuple(sorted(kept, reverse=True))


def _days_words(backup: Backup) -> str:
    return trn("{n} day", "{n} days", backup.days or 0)
