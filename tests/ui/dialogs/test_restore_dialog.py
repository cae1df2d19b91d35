from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from fibrojournal.errors import (
    JournalError,
    NeedsPassphraseError,
    NotSavedError,
    WrongPassphraseError,
)
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.backups import BackupPreview, OneSided
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.restore_dialog import RestoreDialog, difference_words, held_words
from fibrojournal.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

FILE = Path("journal-000123-20261101-214200.fibro")
MADE_AT = datetime(2026, 11, 1, 21, 42)  # noqa: DTZ001 - as backups are named
SAME = BackupPreview(MADE_AT, 214, date(2026, 3, 1), date(2026, 11, 1))
OTHER = BackupPreview(
    MADE_AT,
    214,
    date(2026, 3, 1),
    date(2026, 11, 1),
    days_only_here=(date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)),
    days_that_differ=(date(2026, 10, 30),),
)


class Restoring:
    """Stands in for the backups: answers what it was told to."""

    def __init__(self, preview: BackupPreview = OTHER, passphrase: str | None = None) -> None:
        self.answer = preview
        self.needed = passphrase
        self.fault: JournalError | None = None
        self.restored: list[tuple[Path, str | None]] = []

    def preview(self, file: Path, passphrase: str | None = None) -> BackupPreview:
        assert file == FILE
        if self.fault is not None:
            raise self.fault
        if self.needed is not None and passphrase is None:
            raise NeedsPassphraseError
        if self.needed != passphrase:
            raise WrongPassphraseError
        return self.answer

    def restore(self, file: Path, passphrase: str | None = None) -> Changes:
        if self.fault is not None:
            raise self.fault
        self.restored.append((file, passphrase))
        return Changes.everything()


@pytest.fixture
def parent(qtbot: QtBot, freed: Callable[[QWidget], None]) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    freed(widget)
    return widget


@pytest.fixture
def jobs(parent: QWidget) -> Iterator[Jobs]:
    jobs = Jobs(parent)
    yield jobs
    assert jobs.finish()


def opened(qtbot: QtBot, restoring: Restoring, jobs: Jobs, parent: QWidget) -> RestoreDialog:
    dialog = RestoreDialog(FILE, restoring, jobs, EnglishFormatter(), parent)
    dialog.open()
    assert dialog.is_busy
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def test_what_differs_is_said_before_anything_is_restored(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    restoring = Restoring()
    dialog = opened(qtbot, restoring, jobs, parent)
    assert dialog.title_label.text() == "Backup from Sunday, 1 November 2026, 21:42"
    assert dialog.told_label.text() == "It holds 214 days, from 1 March 2026 to 1 November 2026."
    *differences, promise = dialog.words.split("\n")
    assert differences == [
        "If you restore it:",
        "• Leaves your journal: 3 days, the newest 4 November 2026.",
        "• Becomes what it was then: 30 October 2026.",
    ]
    assert promise.startswith("Your journal as it is now stays beside the restored one")
    assert dialog.save_button.accessibleDescription() == dialog.words
    assert restoring.restored == []


def test_one_press_restores(qtbot: QtBot, jobs: Jobs, parent: QWidget) -> None:
    restoring = Restoring()
    dialog = opened(qtbot, restoring, jobs, parent)
    assert dialog.focusWidget() is dialog.save_button
    with qtbot.waitSignal(dialog.restored) as told:
        QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert told.args == [Changes.everything()]
    assert restoring.restored == [(FILE, None)]


def test_a_backup_that_is_the_same_offers_nothing(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    dialog = opened(qtbot, Restoring(SAME), jobs, parent)
    assert dialog.words == "It holds what your journal holds. There is nothing to restore."
    assert not dialog.save_button.isVisible()
    assert dialog.cancel_button.text() == "Close"
    assert dialog.cancel_button.accessibleDescription() == dialog.words


def test_a_backup_with_another_passphrase_asks_for_it(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    restoring = Restoring(OTHER, "old kettle")
    dialog = opened(qtbot, restoring, jobs, parent)
    assert dialog.passphrase_edit.isVisible()
    assert dialog.save_button.text() == "Open"
    dialog.save_button.click()
    assert not dialog.is_busy
    QTest.keyClicks(dialog.passphrase_edit, "new kettle")
    QTest.keyClick(dialog.passphrase_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.passphrase_edit.selectedText()
    assert dialog.focusWidget() is dialog.passphrase_edit
    assert "does not open" in dialog.passphrase_edit.accessibleDescription()
    QTest.keyClicks(dialog.passphrase_edit, "old kettle")
    QTest.keyClick(dialog.passphrase_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.words))
    assert not dialog.passphrase_edit.isVisible()
    with qtbot.waitSignal(dialog.restored):
        dialog.save_button.click()
    assert restoring.restored == [(FILE, "old kettle")]


def test_a_file_that_cannot_be_opened_is_told_in_the_dialog(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    restoring = Restoring()
    restoring.fault = JournalError("This is no backup.", remedy="Choose another.")
    dialog = opened(qtbot, restoring, jobs, parent)
    assert dialog.told_label.text() == "This is no backup. Choose another."
    assert not dialog.save_button.isVisible()
    assert not dialog.findChildren(QMessageBox)


def test_a_restore_that_does_not_fit_on_the_disk_can_be_tried_again(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    restoring = Restoring()
    dialog = opened(qtbot, restoring, jobs, parent)
    restoring.fault = NotSavedError()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    restoring.fault = None
    with qtbot.waitSignal(dialog.restored):
        dialog.save_button.click()


def test_a_damaged_journal_is_told_and_can_be_restored(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    dialog = opened(qtbot, Restoring(replace(SAME, is_unknown=True)), jobs, parent)
    assert dialog.words.startswith("Your journal cannot be read as a whole")
    with qtbot.waitSignal(dialog.restored):
        dialog.save_button.click()


def test_every_kind_of_difference_has_its_words() -> None:
    some = BackupPreview(
        *(MADE_AT, 1, MADE_AT.date(), MADE_AT.date()),
        days_only_in_backup=(date(2026, 10, 1), date(2026, 10, 2)),
        dose_changes_that_differ=(("gabapentin", date(2026, 11, 3)),),
        medicines=OneSided(1, 0),
        plan_steps=OneSided(0, 2),
        intakes=OneSided(3, 1),
        events=OneSided(1, 1),
        questions=OneSided(0, 1),
        items=OneSided(2, 2),
        profile_differs=True,
    )
    assert list(difference_words(some, EnglishFormatter())) == [
        "Comes back: 2 days, the newest 2 October 2026.",
        "1 dose change becomes what it was then.",
        "Medicines: 1 only in your journal, 0 only in the backup.",
        "Steps of a plan: 0 only in your journal, 2 only in the backup.",
        "Intakes: 3 only in your journal, 1 only in the backup.",
        "Events: 1 only in your journal, 1 only in the backup.",
        "Questions: 0 only in your journal, 1 only in the backup.",
        "Items that you follow: 2 only in your journal, 2 only in the backup.",
        "What is written about you for the report becomes what it was then.",
    ]


def test_an_empty_backup_is_called_empty() -> None:
    assert held_words(BackupPreview(MADE_AT, 0, None, None), EnglishFormatter()) == (
        "Nothing is written in it."
    )
