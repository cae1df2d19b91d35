from __future__ import annotations

import gc
import weakref
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.calendar_dialog import CalendarDialog, DayButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 4)
WRITTEN = frozenset({date(2026, 11, 2), date(2026, 10, 28)})


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def opened(parent: QWidget, day: date = TODAY) -> CalendarDialog:
    dialog = CalendarDialog(
        day,
        today=TODAY,
        days_written=lambda first, last: frozenset(d for d in WRITTEN if first <= d <= last),
        formatter=EnglishFormatter(),
        parent=parent,
    )
    dialog.open()
    return dialog


@pytest.fixture
def dialog(parent: QWidget) -> CalendarDialog:
    return opened(parent)


def button(dialog: CalendarDialog, day: date) -> DayButton:
    return next(b for b in dialog.day_buttons if b.day == day)


def press(dialog: CalendarDialog, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(dialog.focusWidget(), key)


def test_days_with_entries_are_named_so(dialog: CalendarDialog) -> None:
    assert button(dialog, date(2026, 11, 2)).accessibleName() == (
        "Monday, 2 November 2026, something is written"
    )
    assert button(dialog, date(2026, 11, 3)).accessibleName() == "Tuesday, 3 November 2026"


def test_days_to_come_cannot_be_chosen(dialog: CalendarDialog) -> None:
    assert button(dialog, TODAY).isEnabled()
    assert not button(dialog, TODAY + timedelta(days=1)).isEnabled()
    assert not dialog.next_button.isEnabled()


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Left, date(2026, 11, 3)),
        (Qt.Key.Key_Up, date(2026, 10, 28)),
        (Qt.Key.Key_PageUp, date(2026, 10, 4)),
        (Qt.Key.Key_Right, TODAY),
        (Qt.Key.Key_Down, TODAY),
        (Qt.Key.Key_PageDown, TODAY),
    ],
)
def test_keys_move_and_enter_chooses(
    qtbot: QtBot, dialog: CalendarDialog, key: Qt.Key, day: date
) -> None:
    press(dialog, key)
    assert dialog.focused_day == day
    with qtbot.waitSignal(dialog.day_chosen) as heard:
        press(dialog, Qt.Key.Key_Return)
    assert heard.args == [day]


def test_home_goes_to_today(parent: QWidget) -> None:
    dialog = opened(parent, date(2026, 2, 14))
    press(dialog, Qt.Key.Key_Home)
    assert dialog.focused_day == TODAY


def test_escape_chooses_nothing(qtbot: QtBot, dialog: CalendarDialog) -> None:
    with qtbot.assertNotEmitted(dialog.day_chosen):
        press(dialog, Qt.Key.Key_Escape)


def test_a_click_chooses(qtbot: QtBot, dialog: CalendarDialog) -> None:
    with qtbot.waitSignal(dialog.day_chosen) as heard:
        button(dialog, date(2026, 11, 1)).click()
    assert heard.args == [date(2026, 11, 1)]


def test_the_month_turns_by_its_buttons(dialog: CalendarDialog) -> None:
    dialog.previous_button.click()
    assert dialog.month_label.text() == "October 2026"
    dialog.next_button.click()
    assert dialog.month_label.text() == "November 2026"


def test_the_last_of_a_long_month_leads_to_the_last_of_a_short_one(parent: QWidget) -> None:
    dialog = opened(parent, date(2026, 3, 31))
    press(dialog, Qt.Key.Key_PageUp)
    assert dialog.focused_day == date(2026, 2, 28)


def test_days_can_be_hit(dialog: CalendarDialog) -> None:
    assert all(b.width() >= 44 and b.height() >= 44 for b in dialog.day_buttons)


def test_a_closed_calendar_is_freed(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    gone = weakref.ref(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    del dialog
    gc.collect()
    assert gone() is None
