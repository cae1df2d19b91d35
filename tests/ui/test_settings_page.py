from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QMessageBox, QWidget

from fibrojournal.charts.style import load_palette
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal import protection
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.protection import ProtectionReport
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.limits_dialog import LimitsDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog, RemovePassphraseDialog
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.settings_page import SettingsPage
from fibrojournal.ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal

DialogT = TypeVar("DialogT", bound=QDialog)

WORDS = "blue kettle on the roof"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys as fast as a real journal may."""
    monkeypatch.setattr(protection, "step_for_this_computer", lambda: 1)


def shown(qtbot: QtBot, journal: Journal, width: int = 1072) -> SettingsPage:
    page = SettingsPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.show_settings(Settings())
    page.resize(width, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> Iterator[SettingsPage]:
    made = shown(qtbot, journal)
    yield made
    if made.jobs is not None:
        assert made.jobs.finish()


def dialog_of(page: QWidget, kind: type[DialogT]) -> DialogT:
    return [dialog for dialog in page.findChildren(kind) if dialog.isVisible()][-1]


def protect(qtbot: QtBot, page: SettingsPage) -> None:
    page.privacy_card.passphrase_button.click()
    dialog = dialog_of(page, PassphraseDialog)
    dialog.show_box.click()
    dialog.new_edit.setText(WORDS)
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()


def has_code(journal: Journal) -> bool:
    return journal.protection.has_recovery_code


def primary_buttons(card: QWidget) -> list[str]:
    return [
        button.text()
        for button in card.findChildren(QAbstractButton)
        if button.property("primary") and button.isVisible()
    ]


# Privacy


def test_a_journal_without_a_passphrase_is_called_not_protected(page: SettingsPage) -> None:
    card = page.privacy_card
    assert card.state_row.words == (
        "Not protected. Anybody who can use this account on this computer can read your journal."
    )
    assert primary_buttons(card) == ["Set a passphrase…"]
    for hidden in (card.remove_button, card.code_row):
        assert not hidden.isVisible()
    assert card.idle_row.hint.startswith("Only a protected journal locks.")


def test_setting_a_passphrase_is_said_at_once_and_offers_a_code(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    protect(qtbot, page)
    card = page.privacy_card
    assert journal.protection.is_protected
    assert card.state_row.words.startswith("Protected.")
    assert card.passphrase_button.text() == "Change passphrase…"
    assert card.code_row.words.startswith("No recovery code yet.")
    assert primary_buttons(card) == ["Make a recovery code…"]
    assert not page.findChildren(QMessageBox)


def test_what_still_opens_as_before_is_named(page: SettingsPage) -> None:
    report = ProtectionReport(
        unreached=(Path("/media/stick/journal-000001-20261101-214200.fibro"),),
        missing_folders=(Path("/media/other"),),
        backup_failed=True,
    )
    page.privacy_card.passphrase_button.click()
    dialog_of(page, PassphraseDialog).passphrase_set.emit(report)
    box = dialog_of(page, QMessageBox)
    told = box.informativeText()
    assert "could not be reached, and opens as before:\n/media/stick/journal-0" in told
    assert "was not there, so backups in it open as before: /media/other" in told
    assert "A new backup could not be made yet." in told


def test_the_passphrase_can_be_removed_again(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    protect(qtbot, page)
    page.privacy_card.remove_button.click()
    dialog = dialog_of(page, RemovePassphraseDialog)
    dialog.current_edit.setText(WORDS)
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()
    assert not journal.protection.is_protected
    assert page.privacy_card.state_row.words.startswith("Not protected.")
    assert not page.privacy_card.code_row.isVisible()


def test_a_recovery_code_is_made_and_removed(
    qtbot: QtBot, page: SettingsPage, journal: Journal
) -> None:
    protect(qtbot, page)
    card = page.privacy_card
    card.code_button.click()
    dialog = dialog_of(page, RecoveryCodeDialog)
    assert dialog.code_view.isVisible()
    code = dialog.code_view.label.text().replace("\n", "-")
    dialog.save_button.click()
    dialog.typed_edit.setText(code)
    with qtbot.waitSignal(page.journal_changed):
        dialog.save_button.click()
    assert has_code(journal)
    assert card.code_row.words.startswith("There is a recovery code.")
    assert primary_buttons(card) == []
    card.remove_code_button.click()
    dialog_of(page, QMessageBox).accept()
    assert not has_code(journal)
    assert card.code_row.words.startswith("No recovery code yet.")


def test_the_example_journal_needs_no_passphrase(qtbot: QtBot, example_journal: Journal) -> None:
    page = shown(qtbot, example_journal)
    card = page.privacy_card
    assert card.state_row.words.startswith("This is the example journal.")
    for hidden in (card.passphrase_button, card.remove_button, card.code_row):
        assert not hidden.isVisible()


def test_the_choices_of_the_computer_are_shown_and_asked_for(
    qtbot: QtBot, page: SettingsPage
) -> None:
    card = page.privacy_card
    assert (card.idle_box.currentText(), card.neutral_box.isChecked()) == ("5 minutes", False)
    assert [card.idle_box.itemText(at) for at in range(card.idle_box.count())] == [
        *("1 minute", "2 minutes", "5 minutes", "10 minutes", "15 minutes", "30 minutes"),
        "never",
    ]
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.idle_box.choose(0)
    assert asked.args == [{"idle_minutes": 0}]
    with qtbot.waitSignal(page.settings_wanted) as asked:
        card.neutral_box.click()
    assert asked.args == [{"neutral_name": True}]
    with qtbot.assertNotEmitted(page.settings_wanted):
        page.show_settings(Settings(idle_minutes=7, neutral_name=True))
    assert (card.idle_box.currentText(), card.neutral_box.isChecked()) == ("7 minutes", True)


def test_the_limits_are_one_press_away(page: SettingsPage) -> None:
    page.privacy_card.limits_button.click()
    assert dialog_of(page, LimitsDialog).isVisible()


def test_the_page_reads_again_when_it_is_turned_to(page: SettingsPage, journal: Journal) -> None:
    page.hide()
    journal.protection.set_passphrase(WORDS)
    page.refresh(Changes.everything())
    assert page.privacy_card.state_row.words.startswith("Not protected.")
    page.show()
    assert page.privacy_card.state_row.words.startswith("Protected.")


# Reach


def controls(page: SettingsPage) -> list[QWidget]:
    return [
        widget
        for card in page.findChildren(Card)
        for widget in card.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]


@pytest.mark.parametrize("width", [1072, 760])
def test_everything_is_named_large_enough_and_reached_as_the_eye_reads(
    qtbot: QtBot, journal: Journal, width: int
) -> None:
    journal.protection.set_passphrase(WORDS)
    page = shown(qtbot, journal, width)
    first = page.privacy_card.passphrase_button
    first.setFocus()
    order: list[QWidget] = [first]
    while True:
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        focused = page.window().focusWidget()
        if focused in order:
            break
        order.append(focused)
    assert set(order) == set(controls(page))
    places = [widget.mapTo(page, QPoint(0, widget.height() // 2)) for widget in order]
    assert [place.y() // 24 for place in places] == sorted(place.y() // 24 for place in places)
    for widget in order:
        assert widget.height() >= 32
        assert widget.accessibleName() or getattr(widget, "text", str)()
