from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from fibrojournal.charts.describe_change import fixed_text
from fibrojournal.charts.label import Label
from fibrojournal.charts.style import load_palette
from fibrojournal.domain.events import Event
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from fibrojournal.ui.dialogs.events_dialog import EventsDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.page import Place
from fibrojournal.ui.pages.timeline_page import TimelinePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal


def shown_page(qtbot: QtBot, journal: Journal) -> TimelinePage:
    page = TimelinePage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.resize(1072, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, example_journal: Journal) -> TimelinePage:
    return shown_page(qtbot, example_journal)


def days(page: TimelinePage) -> tuple[date, date]:
    assert page.canvas.chart is not None
    return page.canvas.chart.days_shown


def chip(page: TimelinePage, key: str) -> QPushButton:
    found = page.chips.findChild(QPushButton, key)
    assert isinstance(found, QPushButton)
    return found


def wheel(page: TimelinePage, x: float, notches: int) -> None:
    place = QPointF(x, 300)
    event = QWheelEvent(
        place,
        page.canvas.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.canvas, event)


def test_an_empty_journal_says_so_and_leads_to_today(qtbot: QtBot, journal: Journal) -> None:
    page = shown_page(qtbot, journal)
    assert page.empty_label.isVisible()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.empty_button.click()
    assert wanted.args == ["today", None]


def test_everything_is_shown_at_first(page: TimelinePage, example_journal: Journal) -> None:
    assert days(page) == (example_journal.first_day(), date(2026, 11, 4))


def test_a_preset_shows_so_many_days_up_to_today(page: TimelinePage) -> None:
    page.presets.cells.cells[1].click()
    first, last = days(page)
    assert (last, (last - first).days + 1) == (date(2026, 11, 4), 42)


def test_the_sentence_speaks_of_the_days_shown(page: TimelinePage) -> None:
    page.presets.cells.cells[0].click()
    assert "of 14 days scored" in page.sentence_label.text()


def test_the_fixed_words_follow_where_the_first_weeks_stand_beside_the_last(
    page: TimelinePage,
) -> None:
    assert "in the first 4 weeks" in page.sentence_label.text()
    assert page.sentence_label.text().endswith(f" {fixed_text()}")
    page.presets.cells.cells[0].click()
    assert fixed_text() not in page.sentence_label.text()


def test_the_wheel_zooms_and_the_preset_is_no_longer_marked(
    qtbot: QtBot, page: TimelinePage
) -> None:
    before = days(page)
    wheel(page, 500, 3)
    qtbot.waitUntil(lambda: days(page) != before)
    first, last = days(page)
    assert (last - first) < (before[1] - before[0])
    assert page.presets.value is None


def test_the_day_under_the_mouse_stays_there_while_zooming(
    qtbot: QtBot, page: TimelinePage
) -> None:
    chart = page.canvas.chart
    assert chart is not None
    day = chart.day_at(500)
    assert day is not None
    before = days(page)
    wheel(page, 500, 4)
    qtbot.waitUntil(lambda: days(page) != before)
    assert page.canvas.chart is not None
    assert abs(page.canvas.chart.x_of(day) - 500) <= page.canvas.chart.px_per_day


def test_dragging_moves_the_days(page: TimelinePage) -> None:
    page.presets.cells.cells[2].click()
    before = days(page)
    canvas = page.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    for x in (520, 560, 640):
        QTest.mouseMove(canvas, QPoint(x, 300))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(640, 300))
    after = days(page)
    assert after[0] < before[0]
    assert (after[1] - after[0]).days >= (before[1] - before[0]).days


def test_arrow_keys_name_the_day_in_words(page: TimelinePage) -> None:
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    assert page.canvas.day == date(2026, 11, 4)
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    assert page.canvas.day == date(2026, 11, 3)
    assert page.canvas.accessibleName().startswith("Tuesday, 3 November 2026: ")


def test_the_keyboard_reaches_the_first_day_and_the_picture_follows(
    page: TimelinePage, example_journal: Journal
) -> None:
    page.presets.cells.cells[0].click()
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Home)
    first = example_journal.first_day()
    assert page.canvas.day == first
    assert days(page)[0] == first


def test_an_item_is_taken_off_by_its_chip(page: TimelinePage) -> None:
    chip(page, "fatigue").click()
    assert page.canvas.chart is not None
    shown = [chosen.item.key for chosen in page.canvas.chart.data.items]
    assert "fatigue" not in shown
    assert "pain_average" in shown


def test_an_item_is_added_from_the_menu(page: TimelinePage) -> None:
    page.items_menu.aboutToShow.emit()
    (fog,) = (action for action in page.items_menu.actions() if action.data() == "fog")
    fog.trigger()
    assert page.canvas.chart is not None
    assert "fog" in [chosen.item.key for chosen in page.canvas.chart.data.items]


def test_only_items_with_scores_are_offered(page: TimelinePage) -> None:
    page.items_menu.aboutToShow.emit()
    assert "anxiety" not in [action.data() for action in page.items_menu.actions()]


def test_the_table_holds_a_row_for_each_day_shown(page: TimelinePage) -> None:
    page.presets.cells.cells[0].click()
    page.table_button.click()
    assert page.table.isVisible()
    assert page.table.model().rowCount() == 14


def test_a_change_of_dose_appears_at_once(page: TimelinePage, example_journal: Journal) -> None:
    assert page.canvas.chart is not None
    before = len(page.canvas.chart.data.changes)
    medicine = example_journal.dose_changes()[0].medicine
    page.refresh(example_journal.remove_dose(medicine, example_journal.dose_changes()[0].day))
    assert page.canvas.chart is not None
    assert len(page.canvas.chart.data.changes) <= before
    assert (
        page.canvas.chart.data.lanes[0].periods[0].first == example_journal.dose_changes()[0].day
    )


def test_a_hidden_page_reads_only_when_it_is_seen_again(
    page: TimelinePage, example_journal: Journal
) -> None:
    page.hide()
    page.refresh(example_journal.set_score(date(2026, 11, 4), "pain_average", 1.0))
    assert page.canvas.chart is not None
    assert page.canvas.chart.data.items[0].daily.on(date(2026, 11, 4)) == 6
    page.show()
    assert page.canvas.chart is not None
    assert page.canvas.chart.data.items[0].daily.on(date(2026, 11, 4)) == 1


def test_a_change_that_is_not_shown_costs_no_redraw(page: TimelinePage) -> None:
    before = page.canvas.chart
    page.refresh(Changes(intakes=True))
    assert page.canvas.chart is before


@pytest.mark.parametrize(
    ("ending", "mark"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_the_picture_is_saved_as_its_name_asks(
    page: TimelinePage, tmp_path: Path, ending: str, mark: bytes
) -> None:
    file = tmp_path / f"timeline.{ending}"
    page.save_picture(file)
    assert file.read_bytes().startswith(mark)


def test_an_event_entered_in_the_list_is_saved_and_listed(
    page: TimelinePage, example_journal: Journal
) -> None:
    page.events_button.click()
    (dialog,) = page.findChildren(EventsDialog)
    count = len(example_journal.events())
    dialog.add()
    (form,) = dialog.findChildren(EventDialog)
    form.event_entered.emit(Event("sauna", "lifestyle", date(2026, 11, 1), None))
    assert len(example_journal.events()) == count + 1
    assert dialog.table.model().rowCount() == count + 1
    form.close()
    dialog.close()


def test_the_canvas_tells_a_screen_reader_what_it_shows(page: TimelinePage) -> None:
    assert page.canvas.accessibleName() == "Timeline"
    said = page.sentence_label.text().removesuffix(f" {fixed_text()}")
    assert page.canvas.accessibleDescription() == said


# To the cards of changes and back


def click(page: TimelinePage, x: float, y: float) -> None:
    QTest.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def test_a_click_on_the_label_of_a_change_asks_for_its_card(
    qtbot: QtBot, page: TimelinePage
) -> None:
    assert page.canvas.chart is not None
    change = next(one for one in page.canvas.chart.changes_shown if one.pill)
    assert change.pill is not None
    left, top, right, bottom = change.pill
    with qtbot.waitSignal(page.page_wanted) as wanted:
        click(page, (left + right) / 2, (top + bottom) / 2)
    assert wanted.args == ["changes", Place(change.change.first_day)]


def test_a_click_on_the_line_of_a_change_asks_for_its_card(
    qtbot: QtBot, page: TimelinePage
) -> None:
    assert page.canvas.chart is not None
    change = page.canvas.chart.changes_shown[-2]
    box = page.canvas.chart.plot_box
    with qtbot.waitSignal(page.page_wanted) as wanted:
        click(page, change.x, (box.top + box.bottom) / 2)
    assert wanted.args == ["changes", Place(change.change.first_day)]


def test_a_click_beside_all_changes_asks_for_nothing(qtbot: QtBot, page: TimelinePage) -> None:
    page.presets.cells.cells[0].click()
    assert page.canvas.chart is not None
    box = page.canvas.chart.plot_box
    with qtbot.assertNotEmitted(page.page_wanted):
        click(page, box.left + 40, (box.top + box.bottom) / 2)


def test_dragging_that_ends_on_a_change_asks_for_nothing(qtbot: QtBot, page: TimelinePage) -> None:
    assert page.canvas.chart is not None
    x, canvas = round(page.canvas.chart.changes_shown[-2].x), page.canvas
    with qtbot.assertNotEmitted(page.page_wanted):
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x - 60, 300))
        for place in (x - 50, x - 30, x):
            QTest.mouseMove(canvas, QPoint(place, 300))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, 300))


def test_enter_on_the_day_of_a_change_asks_for_its_card(qtbot: QtBot, page: TimelinePage) -> None:
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    with qtbot.assertNotEmitted(page.page_wanted):
        QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    assert page.canvas.accessibleName().endswith("Enter shows the days before and after")
    with qtbot.waitSignal(page.page_wanted) as wanted:
        QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    assert wanted.args == ["changes", Place(date(2026, 11, 3))]


def test_another_page_brings_its_days_into_view_and_names_one(page: TimelinePage) -> None:
    page.table_button.click()
    page.show_place(Place(date(2026, 8, 31), date(2026, 8, 3), date(2026, 10, 11)))
    assert page.canvas.isVisible()
    assert days(page) == (date(2026, 8, 3), date(2026, 10, 11))
    assert page.canvas.day == date(2026, 8, 31)
    assert page.canvas.hasFocus()


def test_a_day_is_brought_into_view_by_itself(page: TimelinePage) -> None:
    page.presets.cells.cells[0].click()
    page.show_place(Place(date(2026, 3, 9)))
    assert page.canvas.day == date(2026, 3, 9)
    first, last = days(page)
    assert first <= date(2026, 3, 9) <= last


def test_an_empty_timeline_goes_nowhere(qtbot: QtBot, journal: Journal) -> None:
    page = shown_page(qtbot, journal)
    page.show_place(Place(date(2026, 3, 9)))
    assert page.empty_label.isVisible()


def test_weight_stands_in_pounds_on_its_axis_and_in_the_words_of_a_day(
    qtbot: QtBot, journal: Journal
) -> None:
    today = journal.today()
    for days_ago, weight in ((0, 70.0), (7, 71.0), (14, 72.0)):
        journal.set_score(today - timedelta(days=days_ago), "weight_kg", weight)
    page = TimelinePage(journal, Look(EnglishFormatter(), load_palette("light"), "lb"))
    qtbot.addWidget(page)
    page.resize(1072, 800)
    with qtbot.waitExposed(page):
        page.show()
    if not chip(page, "weight_kg").isChecked():
        chip(page, "weight_kg").click()
    chart = page.canvas.chart
    assert chart is not None
    drawn = [one.get_text() for one in chart.figure.artists if isinstance(one, Label)]
    assert any("lb" in words for words in drawn)
    assert not any("kg" in words for words in drawn)
    assert {"160", "150"} <= set(drawn)
    page.canvas.show_day(today)
    assert "weight 154.3 lb" in page.canvas.accessibleName()
