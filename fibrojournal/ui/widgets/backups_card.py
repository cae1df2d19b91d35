"""The card of Settings that lists the backups and brings one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.formatter import moment_words
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card, hairline
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.setting_row import SettingRow, set_primary
from fibrojournal.ui.widgets.whole_table import WholeTable
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from fibrojournal.i18n import Formatter

FEW: Final = 5
"""Backups that are listed until all are asked for."""

_KILOBYTE: Final = 1000
_MEGABYTE: Final = 1000 * _KILOBYTE


class Backup(Protocol):
    """What is listed of a backup."""

    @property
    def made_at(self) -> datetime:
        """Local date and time when it was made."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def days(self) -> int | None:
        """Days about which something is written; None = not known."""

    @property
    def opened_on(self) -> date | None:
        """When it was last opened and counted; None = not known."""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What the card says.

    Attributes:
        backups: Newest first.
        second_folder: Where each backup is copied to besides; None = nowhere.
        second_problem: Why it is not copied there now; "" = it is.
        kept: Journals that restores have replaced, newest first.
        is_protected: The backups open with a passphrase only.
        is_example: The journal holds an invented person; no backups are made.
    """

    backups: Sequence[Backup] = ()
    second_folder: Path | None = None
    second_problem: str = ""
    kept: tuple[Path, ...] = ()
    is_protected: bool = False
    is_example: bool = False


class BackupsCard(Card):
    """A table of backups, the second folder, and the way to another computer.

    Args:
        formatter: Writes days, times and numbers.
        parent: The page.
    """

    backup_asked = Signal()
    restore_asked = Signal(object)
    file_restore_asked = Signal()
    test_asked = Signal()
    folder_asked = Signal()
    second_folder_asked = Signal()
    second_folder_dropped = Signal()
    move_asked = Signal()

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Backups"), parent)
        self._formatter = formatter
        self._backups: Sequence[Backup] = ()
        self._shows_all = False
        self.newest_label = wrapped_label("", "body")
        self.told_label = wrapped_label("", "strong")
        self.table = WholeTable(tr("Backups, newest first"))
        self.all_button = QPushButton()
        self.all_button.setProperty("link", True)
        self.backup_button = QPushButton(tr("Back up now"))
        self.restore_button = QPushButton(tr("Restore…"))
        self.restore_button.setAccessibleName(tr("Restore the chosen backup"))
        self.file_button = QPushButton(tr("Restore from a file…"))
        self.test_button = QPushButton(tr("Test the newest"))
        self.test_button.setAccessibleName(tr("Test the newest backup"))
        self.folder_button = QPushButton(tr("Open folder"))
        self.folder_button.setAccessibleName(tr("Open the folder of the backups"))
        self.second_button = QPushButton(tr("Choose…"))
        self.drop_button = QPushButton(tr("Remove"))
        self.drop_button.setAccessibleName(tr("Remove the second folder"))
        self.second_row = SettingRow(self.second_button, self.drop_button)
        self.kept_label = wrapped_label("", "caption")
        self.move_button = QPushButton(tr("Show the steps"))
        self.move_button.setAccessibleName(tr("Show the steps to another computer"))
        self.move_row = SettingRow(self.move_button)
        self.move_row.say(
            tr("Move to another computer."), tr("It takes a USB stick and a few minutes.")
        )
        self._connect()
        self._lay_out()
        self.tell("")

    def _connect(self) -> None:
        self.backup_button.clicked.connect(self.backup_asked)
        self.restore_button.clicked.connect(self._on_restore_clicked)
        self.table.row_activated.connect(self._on_restore_clicked)
        self.all_button.clicked.connect(self._on_all_clicked)
        self.file_button.clicked.connect(self.file_restore_asked)
        self.test_button.clicked.connect(self.test_asked)
        self.folder_button.clicked.connect(self.folder_asked)
        self.second_button.clicked.connect(self.second_folder_asked)
        self.drop_button.clicked.connect(self.second_folder_dropped)
        self.move_button.clicked.connect(self.move_asked)

    def _lay_out(self) -> None:
        self.head.addStretch(1)
        self.head.addWidget(self.backup_button)
        set_primary(self.backup_button, primary=True)
        self._buttons = FlowRow()
        self._buttons.show_parts(
            [self.restore_button, self.file_button, self.test_button, self.folder_button]
        )
        self._other_parts: tuple[QWidget, ...] = (
            *(hairline(), self.second_row),
            *(hairline(), self.move_row),
        )
        self.rows.setSpacing(px(12))
        self.rows.addWidget(self.newest_label)
        self.rows.addWidget(self.told_label)
        self.rows.addWidget(self.table)
        self.rows.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self._buttons)
        self.rows.addWidget(self.kept_label)
        for part in self._other_parts:
            self.rows.addWidget(part)

    @property
    def chosen(self) -> Backup | None:
        """The backup whose row is chosen; None = there is none."""
        row = self.table.row
        return self._backups[row] if row is not None and row < len(self._backups) else None

    def show_facts(self, facts: BackupFacts) -> None:
        """List the backups and say how everything about them stands."""
        chosen = self.chosen
        self._backups = facts.backups
        self.newest_label.setText(self._newest_words(facts))
        self._show_rows()
        if chosen is not None and chosen in self._backups:
            self.table.choose(self._backups.index(chosen))
        self._buttons.setHidden(facts.is_example)
        self.table.setHidden(not facts.backups)
        for button in (self.restore_button, self.test_button, self.folder_button):
            button.setEnabled(bool(facts.backups))
        for part in (*self._other_parts, self.backup_button):
            part.setHidden(facts.is_example)
        self._show_second(facts)
        self.kept_label.setText(_kept_words(facts.kept))
        self.kept_label.setHidden(not facts.kept)

    def tell(self, words: str) -> None:
        """Say what came of what was asked for; "" = nothing."""
        say_in(self.told_label, words)

    def show_busy(self, words: str) -> None:
        """Say what is going on, and let nothing else be asked for; "" = nothing is going on."""
        self.tell(words)
        for button in (self.backup_button, self.test_button, self.second_button):
            button.setEnabled(not words)

    def _newest_words(self, facts: BackupFacts) -> str:
        if facts.is_example:
            return tr(
                "The example journal needs no backups. Your own journal gets them by itself."
            )
        how = tr(
            "They are made by themselves when you open and close the journal and while you write, "
            "and each is opened and counted."
        )
        if not facts.backups:
            return tr("There is no backup yet.") + " " + how
        newest = tr("The newest is from {moment}.").format(
            moment=moment_words(facts.backups[0].made_at, self._formatter)
        )
        return f"{newest} {how}"

    def _show_rows(self) -> None:
        few = self._backups if self._shows_all else self._backups[:FEW]
        self.table.show_rows(
            (tr("Made"), tr("Days"), tr("Size"), tr("Opened and counted on")),
            [self._row(backup) for backup in few],
        )
        self.table.choose(0)
        self.all_button.setText(
            trn("Show all ({n})", "Show all ({n})", len(self._backups))
            if not self._shows_all
            else tr("Show the newest only")
        )
        self.all_button.setHidden(len(self._backups) <= FEW)

    def _row(self, backup: Backup) -> tuple[str, ...]:
        opened = backup.opened_on or backup.made_at.date()
        return (
            moment_words(backup.made_at, self._formatter, weekday=False),
            tr("not known") if backup.days is None else self._formatter.number(backup.days),
            size_words(backup.size, self._formatter),
            self._formatter.day(opened),
        )

    def _show_second(self, facts: BackupFacts) -> None:
        folder = facts.second_folder
        self.drop_button.setHidden(folder is None)
        self.second_button.setText(tr("Choose…") if folder is None else tr("Change…"))
        self.second_button.setAccessibleName(
            tr("Choose a second folder") if folder is None else tr("Change the second folder")
        )
        if folder is None:
            self.second_row.say(
                tr("No second folder."),
                tr("With one, on a stick or in a synced folder, your journal outlives this disk."),
            )
            return
        self.second_row.say(
            tr("Second folder: {folder}").format(folder=folder),
            " ".join(filter(None, (_second_words(facts), _open_words(facts)))),
        )

    @Slot()
    def _on_restore_clicked(self) -> None:
        if self.chosen is not None:
            self.restore_asked.emit(self.chosen)

    @Slot()
    def _on_all_clicked(self) -> None:
        self._shows_all = not self._shows_all
        self._show_rows()


def size_words(size: int, formatter: Formatter) -> str:
    """Return a size of a file: "212 KB", "1.4 MB"."""
    if size < _MEGABYTE:
        kilobytes = max(1, round(size / _KILOBYTE))
        return tr("{n} KB").format(n=formatter.number(kilobytes))
    return tr("{n} MB").format(n=formatter.number(size / _MEGABYTE, 1))


def _second_words(facts: BackupFacts) -> str:
    return facts.second_problem or tr("Each new backup is copied there.")


def _open_words(facts: BackupFacts) -> str:
    if facts.is_protected:
        return ""
    return tr("Your journal is not protected, so whoever gets these copies can read them.")


def _kept_words(kept: tuple[Path, ...]) -> str:
    if not kept:
        return ""
    return tr("A restore kept your replaced journal as “{name}”, in {folder}").format(
        name=kept[0].name, folder=kept[0].parent
    )
