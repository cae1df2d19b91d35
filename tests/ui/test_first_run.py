"""The first minute: four pages, each skippable, and then Today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from fibrojournal.app.session import Session
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.paths import settings_file
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.about_dialog import intended_purpose
from fibrojournal.ui.dialogs.first_run_dialog import FirstRunDialog
from fibrojournal.ui.dialogs.medicine_dialog import MedicineDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

PRESET = ["pain_average", "pain_worst", "fatigue", "sleep_quality", "fog"]
SYMPTOMS = [item for item in BUILT_IN_ITEMS if item.kind == "symptom"]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def session(qtbot: QtBot, window: MainWindow) -> Iterator[Session]:
    with qtbot.waitSignal(window.painted):
        window.show()
    session = Session(window, None, demo=False)
    session.open()
    yield session
    session.end()


def dialog_in(window: MainWindow) -> FirstRunDialog:
    [dialog] = [one for one in window.findChildren(FirstRunDialog) if one.isVisible()]
    return dialog


def shown_items(window: MainWindow) -> list[str]:
    assert window.journal is not None
    return [
        item.key for item in window.journal.items() if not item.hidden and item.kind == "symptom"
    ]


def is_today(window: MainWindow) -> bool:
    return window.shown is window.page("today")


WORDS_A_MINUTE = 200
SECONDS_A_PRESS = 2.0


def seconds_to_read(dialog: FirstRunDialog) -> float:
    """Return how long somebody reads what the page in front says, its answers included."""
    page = dialog.pages.currentWidget()
    assert page is not None
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    texts += [box.text() for box in page.findChildren(QAbstractButton) if box.isVisible()]
    return sum(len(text.split()) for text in texts) * 60 / WORDS_A_MINUTE


@pytest.mark.usefixtures("session")
def test_whoever_reads_every_word_is_at_today_within_90_seconds(window: MainWindow) -> None:
    dialog = dialog_in(window)
    seconds = []
    for page in range(4):
        assert dialog.page == page
        QApplication.processEvents()
        seconds.append(seconds_to_read(dialog) + SECONDS_A_PRESS)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert min(seconds) > 5
    assert sum(seconds) <= 90
    assert is_today(window)
    assert shown_items(window) == PRESET
    assert window.shell is not None
    assert not window.shell.notice_band.isVisible()


@pytest.mark.usefixtures("session")
def test_each_page_can_be_skipped_and_alters_nothing(window: MainWindow) -> None:
    dialog = dialog_in(window)
    dialog.next_button.click()
    dialog.skip_button.click()
    dialog.item_boxes["anxiety"].click()
    dialog.skip_button.click()
    dialog.next_button.click()
    assert is_today(window)
    assert shown_items(window) == PRESET


@pytest.mark.usefixtures("session")
def test_what_is_chosen_is_asked_on_today(window: MainWindow) -> None:
    dialog = dialog_in(window)
    dialog.next_button.click()
    dialog.next_button.click()
    assert [key for key, box in dialog.item_boxes.items() if box.isChecked()] == PRESET
    dialog.item_boxes["anxiety"].click()
    dialog.item_boxes["pain_worst"].click()
    dialog.next_button.click()
    assert shown_items(window) == ["pain_average", "fatigue", "sleep_quality", "fog", "anxiety"]


@pytest.mark.usefixtures("session")
def test_back_leads_back(window: MainWindow) -> None:
    dialog = dialog_in(window)
    dialog.next_button.click()
    dialog.back_button.click()
    assert dialog.page == 0
    assert not dialog.back_button.isVisible()


@pytest.mark.usefixtures("session")
def test_the_purpose_is_said_word_for_word(window: MainWindow) -> None:
    dialog = dialog_in(window)
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert intended_purpose() in texts


@pytest.mark.usefixtures("session")
def test_who_skips_all_is_offered_a_passphrase_in_the_window(window: MainWindow) -> None:
    dialog_in(window).skip_button.click()
    assert window.shell is not None
    assert window.shell.notice_band.isVisible()
    assert is_today(window)


@pytest.mark.usefixtures("session")
def test_a_passphrase_and_a_code_are_asked_for_on_the_way(
    qtbot: QtBot, window: MainWindow
) -> None:
    dialog = dialog_in(window)
    dialog.next_button.click()
    dialog.passphrase_button.click()
    [asking] = dialog.findChildren(PassphraseDialog)
    asking.new_edit.setText("three plain words")
    asking.again_edit.setText("three plain words")
    asking.save_button.click()
    qtbot.waitUntil(dialog.code_button.isVisible, timeout=30_000)
    assert window.journal is not None
    assert window.journal.is_protected
    assert not dialog.passphrase_button.isVisible()
    dialog.code_button.click()
    [code] = dialog.findChildren(RecoveryCodeDialog)
    code.reject()
    dialog.show_protected(is_protected=True, has_code=True)
    assert "recovery code is in force" in dialog.protected_label.text()


@pytest.mark.usefixtures("session")
def test_a_medicine_can_be_added_at_once(window: MainWindow) -> None:
    dialog = dialog_in(window)
    for _ in range(3):
        dialog.next_button.click()
    dialog.medicine_button.click()
    assert window.shown is window.page("medicines")
    assert window.page("medicines").findChildren(MedicineDialog)


def test_one_can_look_around_in_the_example_and_come_back(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    assert window.journal is not None
    own = window.journal.path
    dialog_in(window).example_button.click()
    qtbot.waitUntil(lambda: window.journal is not None and window.journal.is_example)
    assert window.shell is not None
    assert window.shell.example_band.isVisible()
    assert "looking around" in window.shell.notice_band.label.text()
    window.shell.notice_band.button.click()
    qtbot.waitUntil(lambda: window.journal is not None and window.journal.path == own)
    assert not window.journal.is_example
    assert window.journal.first_day() is None
    assert dialog_in(window).page == 0
    session.end()


def test_the_second_start_asks_nothing(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    dialog_in(window).reject()
    window.close()
    session.end()
    again = MainWindow(Settings(theme="light"), settings_file(), works_ahead=False)
    qtbot.addWidget(again)
    Session(again, None, demo=False).open()
    assert not again.findChildren(FirstRunDialog)
    again.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_all_is_named_reached_by_tab_and_large_enough(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = FirstRunDialog(SYMPTOMS, parent)
    dialog.open()
    for page in range(4):
        assert dialog.page == page
        QApplication.processEvents()
        parts = [*dialog.findChildren(QPushButton), *dialog.item_boxes.values()]
        shown = [part for part in parts if part.isVisible()]
        reached = set()
        for _ in range(2 * len(shown) + 2):
            reached.add(dialog.focusWidget())
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert set(shown) <= reached
        assert all(part.text() for part in shown)
        assert all(part.height() >= 32 for part in shown)
        for part in shown:
            assert part.width() >= part.sizeHint().width()
        dialog.next_button.click()


def test_it_is_freed(qtbot: QtBot, freed: Callable[[QWidget], None]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = FirstRunDialog(SYMPTOMS, parent)
    freed(dialog)
    dialog.open()
    dialog.reject()
