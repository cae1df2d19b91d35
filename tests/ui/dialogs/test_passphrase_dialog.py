from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMessageBox, QWidget

from fibrojournal.errors import ReadOnlyError
from fibrojournal.journal import protection
from fibrojournal.journal.protection import ProtectionReport
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog, RemovePassphraseDialog
from fibrojournal.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal

OLD = "old kettle"
NEW = "blue kettle on the roof"


@pytest.fixture
def parent(qtbot: QtBot, freed: Callable[[QWidget], None]) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    freed(widget)
    return widget


@pytest.fixture
def jobs(journal: Journal, parent: QWidget) -> Iterator[Jobs]:
    assert not journal.is_example  # asked for here so that it is closed after the jobs
    jobs = Jobs(parent)
    yield jobs
    assert jobs.finish()


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys as fast as a real journal may."""
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 1)


def press(dialog: QDialog, *keys: str | Qt.Key) -> None:
    """Type each key or text where the focus of the dialog is."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(dialog.focusWidget(), key)
        else:
            QTest.keyClick(dialog.focusWidget(), key)


def opened(journal: Journal, jobs: Jobs, parent: QWidget) -> PassphraseDialog:
    dialog = PassphraseDialog(journal.protection, jobs, parent)
    dialog.open()
    return dialog


def test_a_first_passphrase_protects_the_journal(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    dialog = opened(journal, jobs, parent)
    assert not dialog.current_edit.isVisible()
    press(dialog, NEW, Qt.Key.Key_Tab, NEW)
    with qtbot.waitSignal(dialog.passphrase_set) as told:
        press(dialog, Qt.Key.Key_Return)
    assert told.args == [ProtectionReport()]
    assert journal.protection.is_protected


def test_what_is_typed_need_not_be_typed_twice_when_it_is_shown(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    dialog = opened(journal, jobs, parent)
    dialog.show_box.click()
    assert not dialog.again_edit.isVisible()
    assert dialog.new_edit.echoMode() == QLineEdit.EchoMode.Normal
    dialog.new_edit.setText(NEW)
    with qtbot.waitSignal(dialog.passphrase_set):
        dialog.save_button.click()
    assert journal.protection.is_protected


def test_a_second_typing_that_differs_is_said_beside_it(
    journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    dialog = opened(journal, jobs, parent)
    dialog.new_edit.setText(NEW)
    dialog.again_edit.setText("blue kettel on the roof")
    dialog.save_button.click()
    assert [sentence for _, sentence in dialog.problems()] == [
        "This differs from the line above. Type it once more."
    ]
    assert dialog.focusWidget() is dialog.again_edit
    assert not dialog.is_busy
    assert not journal.protection.is_protected


def test_nothing_is_no_passphrase(journal: Journal, jobs: Jobs, parent: QWidget) -> None:
    dialog = opened(journal, jobs, parent)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.new_edit
    assert not dialog.is_busy


def test_any_passphrase_is_taken_and_its_strength_is_only_said(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    dialog = opened(journal, jobs, parent)
    assert not dialog.strength_label.isVisible()
    dialog.show_box.click()
    dialog.new_edit.setText("1")
    assert dialog.strength_label.text().startswith("Quick to guess")
    assert dialog.new_edit.accessibleDescription() == dialog.strength_label.text()
    with qtbot.waitSignal(dialog.passphrase_set):
        dialog.save_button.click()


def test_another_passphrase_takes_the_present_one(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    journal.protection.set_passphrase(OLD)
    dialog = opened(journal, jobs, parent)
    press(dialog, OLD, Qt.Key.Key_Tab, NEW, Qt.Key.Key_Tab, NEW)
    with qtbot.waitSignal(dialog.passphrase_set):
        dialog.save_button.click()
    journal.protection.remove_passphrase(NEW)
    assert not journal.protection.is_protected


def test_a_wrong_present_passphrase_is_said_beside_it(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    journal.protection.set_passphrase(OLD)
    dialog = opened(journal, jobs, parent)
    dialog.show_box.click()
    dialog.current_edit.setText("another kettle")
    dialog.new_edit.setText(NEW)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.current_edit
    assert "does not open the journal" in dialog.current_edit.accessibleDescription()
    assert dialog.current_edit.selectedText() == "another kettle"


def test_the_form_waits_calmly_and_cannot_be_closed_meanwhile(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    slow = Slow()
    dialog = PassphraseDialog(slow, jobs, parent)
    dialog.open()
    dialog.show_box.click()
    dialog.new_edit.setText(NEW)
    dialog.save_button.click()
    assert dialog.is_busy
    assert dialog.busy_label.text().startswith("Your journal and its backups get the new")
    assert dialog.busy_label.accessibleName() == dialog.busy_label.text()
    assert not dialog.new_edit.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.passphrase_set):
        slow.go_on.set()
    assert slow.was_given == [(NEW, None)]


def test_what_stands_in_the_way_is_told_and_the_form_stays(
    qtbot: QtBot, jobs: Jobs, parent: QWidget
) -> None:
    slow = Slow()
    slow.fault = ReadOnlyError()
    slow.go_on.set()
    dialog = PassphraseDialog(slow, jobs, parent)
    dialog.open()
    dialog.show_box.click()
    dialog.new_edit.setText(NEW)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    assert dialog.isVisible()
    assert dialog.new_edit.text() == NEW
    assert dialog.new_edit.isEnabled()


def test_the_passphrase_is_removed_by_who_knows_it(
    qtbot: QtBot, journal: Journal, jobs: Jobs, parent: QWidget
) -> None:
    journal.protection.set_passphrase(OLD)
    dialog = RemovePassphraseDialog(journal.protection, jobs, parent)
    dialog.open()
    dialog.save_button.click()
    assert dialog.isVisible()
    press(dialog, "another kettle", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert journal.protection.is_protected
    assert dialog.current_edit.hasSelectedText()
    press(dialog, OLD)
    with qtbot.waitSignal(dialog.passphrase_removed):
        press(dialog, Qt.Key.Key_Return)
    assert not journal.protection.is_protected


@pytest.mark.parametrize("kind", [PassphraseDialog, RemovePassphraseDialog])
def test_the_form_is_freed_when_it_is_closed(
    freed: Callable[[QWidget], None],
    jobs: Jobs,
    parent: QWidget,
    kind: type[PassphraseDialog | RemovePassphraseDialog],
) -> None:
    dialog = kind(Slow(), jobs, parent)
    freed(dialog)
    dialog.open()
    dialog.reject()


class Slow:
    """Stands in for a protection that takes its time, until it is told to go on."""

    is_protected = False

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.fault: Exception | None = None
        self.was_given: list[tuple[str, str | None]] = []

    def set_passphrase(self, new: str, *, current: str | None = None) -> ProtectionReport:
        assert self.go_on.wait(5)
        self.was_given.append((new, current))
        if self.fault is not None:
            raise self.fault
        return ProtectionReport()

    def remove_passphrase(self, current: str) -> ProtectionReport:
        return self.set_passphrase("", current=current)
