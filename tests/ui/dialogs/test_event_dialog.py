from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from fibrojournal.domain.events import Event
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from tests.ui.dialogs.dose_builders import TODAY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(parent: QWidget, event: Event | None = None) -> EventDialog:
    dialog = EventDialog(day=TODAY, event=event, parent=parent)
    dialog.open()
    return dialog


def entered_event(qtbot: QtBot, dialog: EventDialog) -> Event:
    with qtbot.waitSignal(dialog.event_entered) as entered:
        dialog.save_button.click()
    assert entered.args is not None
    event = entered.args[0]
    assert isinstance(event, Event)
    return event


def test_a_visit_of_one_day(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.title_edit.setText("Rheumatology")
    assert entered_event(qtbot, dialog) == Event("Rheumatology", "visit", TODAY, TODAY)


def test_a_flare_that_goes_on_has_no_last_day(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.category_box.choose("flare")
    dialog.length_box.choose("going_on")
    assert entered_event(qtbot, dialog) == Event("", "flare", TODAY, None)


def test_illness_is_left_out_by_default(parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.category_box.choose("illness")
    assert dialog.leave_out_check.isChecked()
    dialog.category_box.choose("flare")
    assert not dialog.leave_out_check.isChecked()


def test_what_was_ticked_by_hand_stays(parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.leave_out_check.click()
    dialog.category_box.choose("flare")
    assert dialog.leave_out_check.isChecked()


def test_a_range_ends_on_its_last_day(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    assert not dialog.last_day_edit.isVisible()
    dialog.length_box.choose("until")
    assert dialog.last_day_edit.isVisible()
    dialog.last_day_edit.show_day(date(2026, 11, 9))
    assert entered_event(qtbot, dialog).last_day == date(2026, 11, 9)


def test_a_last_day_before_the_first_is_refused(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent)
    dialog.length_box.choose("until")
    dialog.last_day_edit.show_day(date(2026, 11, 1))
    with qtbot.assertNotEmitted(dialog.event_entered):
        dialog.save_button.click()
    assert dialog.focusWidget() is dialog.last_day_edit


@pytest.mark.parametrize("last_day", [TODAY, date(2026, 11, 8), None])
def test_an_event_is_changed_in_its_place(
    qtbot: QtBot, parent: QWidget, last_day: date | None
) -> None:
    event = Event("Cold", "illness", TODAY, last_day, leave_out=False, note="cough", id=3)
    assert entered_event(qtbot, opened(parent, event)) == event


def test_an_event_can_be_removed(qtbot: QtBot, parent: QWidget) -> None:
    event = Event("Cold", "illness", TODAY, TODAY, id=3)
    dialog = opened(parent, event)
    with qtbot.waitSignal(dialog.event_removed) as removed:
        dialog.remove_button.click()
    assert removed.args == [event]


def test_a_new_event_has_nothing_to_remove(parent: QWidget) -> None:
    assert not opened(parent).remove_button.isVisible()
