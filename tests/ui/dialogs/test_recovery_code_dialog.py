from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from fibrojournal.domain.recovery_code import new_code
from fibrojournal.journal import protection
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.dialogs.recovery_sheet import RecoverySheet
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.widgets.passing_copy import PassingCopy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal


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
def _empty_clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def sheet() -> RecoverySheet:
    return RecoverySheet(new_code(), "journal.fibro", "4 November 2026")


@pytest.fixture
def dialog(
    journal: Journal,
    sheet: RecoverySheet,
    jobs: Jobs,
    parent: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> RecoveryCodeDialog:
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 1)
    journal.protection.set_passphrase("blue kettle")
    opened = RecoveryCodeDialog(sheet, journal.protection, jobs, parent)
    opened.open()
    return opened


def problem_of(dialog: RecoveryCodeDialog, typed: str) -> str:
    """Type a code that is not taken; return what is said of it."""
    dialog.typed_edit.setText(typed)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert not dialog.is_busy
    hint = "Small letters are fine, and the hyphens may be left out."
    return dialog.typed_edit.accessibleDescription().removesuffix(hint).strip()


def test_a_code_that_is_typed_back_is_in_force(
    qtbot: QtBot, journal: Journal, sheet: RecoverySheet, dialog: RecoveryCodeDialog
) -> None:
    assert not journal.protection.has_recovery_code
    dialog.save_button.click()
    assert dialog.is_typing
    assert not dialog.code_view.isVisible()
    QTest.keyClicks(dialog.focusWidget(), sheet.code.lower().replace("-", " "))
    with qtbot.waitSignal(dialog.code_confirmed):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert journal.protection.has_recovery_code


def test_a_code_that_was_only_seen_is_not_in_force(
    journal: Journal, dialog: RecoveryCodeDialog
) -> None:
    dialog.save_button.click()
    dialog.reject()
    assert not journal.protection.has_recovery_code


def test_the_code_can_be_looked_at_again(dialog: RecoveryCodeDialog) -> None:
    assert not dialog.again_button.isVisible()
    dialog.save_button.click()
    dialog.again_button.click()
    assert dialog.code_view.isVisible()
    assert dialog.save_button.text() == "Next"
    assert dialog.focusWidget() is dialog.code_view


def test_a_slip_is_found_by_its_group(dialog: RecoveryCodeDialog, sheet: RecoverySheet) -> None:
    dialog.save_button.click()
    groups = sheet.code.split("-")
    groups[2] = ("B" if groups[2].startswith("A") else "A") + groups[2][1:]
    assert problem_of(dialog, "-".join(groups)) == (
        "Look at group 3 again: something in it differs."
    )


def test_a_missing_sign_is_told_from_a_wrong_one(
    dialog: RecoveryCodeDialog, sheet: RecoverySheet
) -> None:
    dialog.save_button.click()
    assert "these are 23" in problem_of(dialog, sheet.code[:-1])
    assert "There is no 0, 1, I or O" in problem_of(dialog, "0" + sheet.code[1:])
    assert "these are 0" in problem_of(dialog, "")


def test_another_whole_code_is_called_another(dialog: RecoveryCodeDialog) -> None:
    dialog.save_button.click()
    assert problem_of(dialog, new_code()) == "This is another code than the one that was shown."


def test_the_code_is_spelt_sign_by_sign_for_the_ear(
    dialog: RecoveryCodeDialog, sheet: RecoverySheet
) -> None:
    spelt = dialog.code_view.accessibleName()
    assert spelt.startswith(f"Recovery code: {' '.join(sheet.code[:4])}, ")
    assert dialog.code_view.label.text().replace("\n", "-") == sheet.code


def test_a_copy_does_not_stay_on_the_clipboard(
    dialog: RecoveryCodeDialog, sheet: RecoverySheet
) -> None:
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == sheet.code
    assert dialog.told_label.text() == "Copied. It stays on the clipboard for 30 seconds."


def test_after_its_time_a_copy_is_gone(qtbot: QtBot) -> None:
    copy = PassingCopy("ABCD", stays_ms=1)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    with qtbot.waitSignal(copy.destroyed):
        pass
    assert clipboard.text() == ""


def test_what_was_copied_meanwhile_stays(qtbot: QtBot) -> None:
    copy = PassingCopy("ABCD", stays_ms=1)
    QGuiApplication.clipboard().setText("mine")
    with qtbot.waitSignal(copy.destroyed):
        pass
    assert QGuiApplication.clipboard().text() == "mine"


def test_the_code_is_saved_for_this_account_only(
    dialog: RecoveryCodeDialog, sheet: RecoverySheet, tmp_path: Path
) -> None:
    file = tmp_path / "code.txt"
    dialog.save_sheet(file)
    text = file.read_text(encoding="utf-8")
    assert sheet.code[:14] in text
    assert sheet.code[15:] in text
    assert "Made on 4 November 2026 for “journal.fibro”." in text
    assert "“code.txt”" in dialog.told_label.text()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_to_is_told(
    dialog: RecoveryCodeDialog, tmp_path: Path
) -> None:
    dialog.save_sheet(tmp_path)
    [box] = dialog.findChildren(QMessageBox)
    assert box.text() == "The code could not be saved here."


def test_the_code_is_printed_on_one_page(sheet: RecoverySheet, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    sheet.print_to(printer)
    assert printer.docName() == "Journal"
    written = (tmp_path / "code.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 1


def test_what_the_print_dialog_chose_is_printed_on(
    dialog: RecoveryCodeDialog, tmp_path: Path
) -> None:
    dialog.print_button.click()
    [chooser] = dialog.findChildren(QPrintDialog)
    chooser.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    chooser.printer().setOutputFileName(str(tmp_path / "code.pdf"))
    chooser.done(1)
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    assert dialog.told_label.text() == "It goes through the print service of your system."


def test_the_sheet_never_shows_its_code_to_a_log(sheet: RecoverySheet) -> None:
    assert sheet.code not in repr(sheet)
