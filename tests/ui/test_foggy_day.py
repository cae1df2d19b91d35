"""A foggy day: a few large questions, five actions, and no guilt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QScrollArea, QWidget

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.entries import SKIPPED, DayEntry
from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.settings import Settings
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.today_page import TodayPage
from fibrojournal.ui.theme import apply_theme
from fibrojournal.ui.widgets.foggy_form import FoggyForm
from tests.builders import TODAY
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from tests.conftest import StandingClock

YESTERDAY = TODAY - timedelta(days=1)
WORDS_OF_GUILT = ("streak", "missed", "failed", "should", "forgot", "!")


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> TodayPage:
    page = TodayPage(journal, Look(EnglishFormatter(), load_palette("light"), "kg"))
    page.journal_changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1072, 738)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.foggy_switch.click()
    return page


def form(page: TodayPage) -> FoggyForm:
    assert page.foggy_form is not None
    return page.foggy_form


def entry(journal: Journal) -> DayEntry:
    return journal.day_entry(TODAY) or DayEntry(TODAY)


def click(widget: QWidget) -> None:
    """Click in the middle of what can be seen of a widget."""
    area = widget.window().findChild(QScrollArea)
    assert area is not None
    middle = widget.mapTo(area.viewport(), widget.rect().center())
    assert area.viewport().rect().contains(middle), "one would have to scroll"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_five_clicks_are_a_whole_day(page: TodayPage, journal: Journal) -> None:
    pain, fatigue, sleep = form(page).score_rows
    for cell in (
        pain.cells.cells[7],
        fatigue.cells.cells[8],
        sleep.cells.cells[10],
        form(page).compared_row.cells.cells[2],
        form(page).done_button,
    ):
        click(cell)
    assert entry(journal).scores == {"pain_average": 7, "fatigue": 8, "sleep_quality": 10}
    assert entry(journal).compared_with_yesterday == "worse"
    assert form(page).told_label.text() == "Saved. That is all for today."


def test_five_keys_are_a_whole_day(page: TodayPage, journal: Journal) -> None:
    assert press("7", "8", "5", "3", Qt.Key.Key_Return) == 5
    assert entry(journal).scores == {"pain_average": 7, "fatigue": 8, "sleep_quality": 5}
    assert entry(journal).compared_with_yesterday == "worse"
    assert form(page).told_label.text() == "Saved. That is all for today."


def test_every_number_is_reached_by_keys_however_slow(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    for numbers in product((0, 1, 9, 10), repeat=3):
        clock.advance(days=1)
        page.minute_timer.timeout.emit()
        page.foggy_switch.setChecked(True)
        for number, following in zip(numbers, (*numbers[1:], 2), strict=True):
            for digit in str(number):
                press(digit)
                assert not any(
                    row.cells.second_digit_timer.isActive() for row in form(page).score_rows
                )
            if number == 1 and following == 0:
                press(Qt.Key.Key_Return)
        press("2", Qt.Key.Key_Return)
        written = journal.day_entry(journal.today())
        assert written is not None
        assert tuple(written.scores[key] for key in form(page).keys) == numbers
        assert written.compared_with_yesterday == "same"
        assert form(page).told_label.text() == "Saved. That is all for today."


@pytest.mark.usefixtures("page")
def test_a_first_digit_that_stands_alone_waits_and_the_next_answer_is_the_next_rows(
    journal: Journal,
) -> None:
    press("1", "s")
    assert entry(journal).scores == {"pain_average": 1, "fatigue": SKIPPED}
    press("x")
    assert entry(journal).scores == {"pain_average": 1, "fatigue": SKIPPED}


def test_each_touch_is_saved_at_once(page: TodayPage, journal: Journal) -> None:
    form(page).score_rows[0].cells.cells[4].click()
    assert entry(journal).scores == {"pain_average": 4}
    form(page).compared_row.cells.cells[0].click()
    assert entry(journal).compared_with_yesterday == "better"
    form(page).compared_row.clear_button.click()
    assert entry(journal).compared_with_yesterday is None


def test_done_marks_what_has_no_answer_as_skipped_and_says_so(
    page: TodayPage, journal: Journal
) -> None:
    press("7", Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert entry(journal).scores == {
        "pain_average": 7,
        "fatigue": SKIPPED,
        "sleep_quality": SKIPPED,
    }
    assert entry(journal).compared_with_yesterday is None
    assert form(page).told_label.text() == (
        "Saved. Marked as skipped: Fatigue, Sleep quality last night. You can fill it in later."
    )
    assert form(page).done_button.accessibleDescription() == form(page).told_label.text()


def test_done_can_be_undone_as_one_step(page: TodayPage, journal: Journal) -> None:
    press("7")
    form(page).done_button.click()
    page.refresh(journal.undo())
    assert entry(journal).scores == {"pain_average": 7}
    assert form(page).told_label.text() == "You can fill in the rest on a better day."


def test_leaving_without_done_keeps_what_has_no_answer_blank(
    page: TodayPage, journal: Journal
) -> None:
    press("7")
    page.foggy_switch.click()
    assert entry(journal).scores == {"pain_average": 7}
    assert page.form.isVisible()
    assert not form(page).isVisible()


def test_done_waits_for_the_disk(page: TodayPage, journal: Journal, clock: StandingClock) -> None:
    clock.advance(days=-2)  # every write is refused
    form(page).score_rows[0].cells.cells[4].click()
    form(page).compared_row.cells.cells[0].click()
    form(page).done_button.click()
    for box in page.findChildren(QMessageBox):
        box.close()
    assert form(page).unsaved_line.isVisible()
    assert form(page).score_rows[0].value == 4
    assert form(page).compared_row.value == "better"
    clock.advance(days=2)
    form(page).done_button.click()
    assert entry(journal).scores["pain_average"] == 4
    assert entry(journal).scores["fatigue"] is SKIPPED
    assert entry(journal).compared_with_yesterday == "better"
    assert not form(page).unsaved_line.isVisible()


def test_the_keyboard_begins_at_the_first_question_without_an_answer(
    page: TodayPage,
) -> None:
    press("7", "8")
    page.foggy_switch.click()
    page.foggy_switch.click()
    assert form(page).score_rows[2].cells.cells[0].hasFocus()


def test_the_arrows_lead_up_from_done(page: TodayPage) -> None:
    form(page).done_button.setFocus()
    press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert form(page).score_rows[2].cells.cells[0].hasFocus()


def test_the_key_switches_it_on_and_off(page: TodayPage) -> None:
    assert page.is_foggy
    QTest.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert not page.is_foggy


def test_a_new_day_is_not_foggy_by_itself(page: TodayPage, clock: StandingClock) -> None:
    clock.advance(days=1)
    page.minute_timer.timeout.emit()
    assert not page.is_foggy
    assert page.day == TODAY + timedelta(days=1)


def test_another_day_is_compared_with_the_day_before_it(page: TodayPage) -> None:
    page.show_day(YESTERDAY)
    assert form(page).compared_row.name_label.text() == "Compared with the day before"
    assert (
        form(page).compared_row.cells.cells[0].accessibleName()
        == "Compared with the day before: Better"
    )


def test_a_hidden_item_is_not_asked(qtbot: QtBot) -> None:
    items = [item for item in BUILT_IN_ITEMS if item.key != "fatigue"]
    shown = FoggyForm(items)
    qtbot.addWidget(shown)
    assert shown.keys == ("pain_average", "sleep_quality")


@pytest.mark.parametrize("size", [(960, 640), (1280, 800), (1920, 1080)])
def test_nothing_scrolls_in_any_window(
    qtbot: QtBot, journal: Journal, size: tuple[int, int]
) -> None:
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.show_journal(journal)
    window.offer_passphrase()
    page = window.page("today")
    assert isinstance(page, TodayPage)
    counted = Medicine("amitriptyline", supply_amount=Decimal(90), supply_counted_on=TODAY)
    dose = DoseChange("amitriptyline", TODAY, Amounts(evening=Decimal(30)))
    page.write(journal.add_medicine, counted, dose)
    page.foggy_switch.click()
    QApplication.processEvents()
    area = page.findChildren(QScrollArea)[0]
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    form(page).done_button.click()
    QApplication.processEvents()
    assert "skipped" in form(page).told_label.text()
    assert "amitriptyline" in form(page).supply_line.text()
    assert area.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0
    assert window.shell is not None
    assert window.shell.sidebar.collapsed
    heights = {cell.height() for row in form(page).score_rows for cell in row.cells.cells}
    assert heights == {56}
    window.show_page("learn")
    assert window.shell.sidebar.collapsed == (size[0] < 1000)
    window.close()


def test_it_says_what_runs_low_in_the_words_of_the_whole_form(
    page: TodayPage, journal: Journal
) -> None:
    line = form(page).supply_line
    assert not line.isVisible()
    counted = Medicine("gabapentin", supply_amount=Decimal(900), supply_counted_on=TODAY)
    dose = DoseChange("gabapentin", TODAY, Amounts(evening=Decimal(300)))
    page.write(journal.add_medicine, counted, dose)
    assert line.isVisible()
    assert line.text() == page.form.medicines_card.supply_line.text()
    assert line.text() == "Your plan says: about 3 days left of gabapentin, by your own count."
    page.show_day(YESTERDAY)
    assert not line.isVisible()


@pytest.mark.parametrize("low", [True, False])
def test_own_words_of_the_chosen_number_stand_in_the_place_of_the_ends(
    qtbot: QtBot, *, low: bool
) -> None:
    own = "cannot hold a kettle, nor turn a key, nor sleep on that side for more than an hour"
    pain = next(item for item in BUILT_IN_ITEMS if item.key == "pain_average")
    shown = FoggyForm([replace(pain, anchors=((7.0, own[:80]),))])
    qtbot.addWidget(shown)
    shown.show_close(close=low)
    shown.resize(768, 400)
    shown.show()
    [row] = shown.score_rows
    lower = row.height()
    row.cells.cells[7].click()
    words = row.own_label
    assert words.isVisible()
    assert words.text() == f"“{own[:80]}”"
    assert words.height() >= words.heightForWidth(words.width())
    assert row.height() == lower
    assert words.geometry().right() == row.high_label.geometry().right()
    assert not row.low_label.isVisible()
    assert not row.high_label.isVisible()
    row.cells.cells[6].click()
    assert not words.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_word_is_cut(qtbot: QtBot, qapp: QApplication, journal: Journal, percent: int) -> None:
    apply_theme(qapp, "light", percent)
    page = TodayPage(journal, Look(EnglishFormatter(), load_palette("light"), "kg"))
    qtbot.addWidget(page)
    page.resize(896, 578)
    page.show()
    page.foggy_switch.click()
    QApplication.processEvents()
    for row in (*form(page).score_rows, form(page).compared_row):
        labels = [row.name_label, row.low_label, row.high_label]
        for label in (label for label in labels if label.isVisible() and label.text()):
            assert label.width() >= label.sizeHint().width()
            assert label.height() >= label.fontMetrics().height()
        for cell in row.cells.cells:
            assert cell.width() >= cell.fontMetrics().horizontalAdvance(cell.words)
            assert row.cells.rect().contains(cell.geometry())


def test_it_speaks_of_no_guilt(page: TodayPage) -> None:
    texts = [form(page).told_label.text(), page.purpose_label.text(), page.foggy_switch.toolTip()]
    form(page).done_button.click()
    texts.append(form(page).told_label.text())
    assert not [word for text in texts for word in WORDS_OF_GUILT if word in text.lower()]


def test_the_switch_is_pressed_anywhere_on_it(page: TodayPage) -> None:
    switch = page.foggy_switch
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(3, switch.height() // 2))
    assert not page.is_foggy
    assert switch.height() >= 32


def test_page_and_form_are_freed(
    page: TodayPage, qtbot: QtBot, freed: Callable[[QWidget], None]
) -> None:
    freed(form(page))
    page.close()
    page.deleteLater()
    qtbot.wait(0)
