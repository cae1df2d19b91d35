"""Every chart, to who does not see it: a sentence from the data, a twin by keyboard, a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from fibrojournal.charts.style import load_palette
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.dose_history_dialog import DoseHistoryDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.changes_page import ChangesPage
from fibrojournal.ui.pages.journal_page import JournalPage
from fibrojournal.ui.pages.medicines_page import MedicinesPage
from fibrojournal.ui.pages.timeline_page import TimelinePage
from fibrojournal.ui.pages.today_page import TodayPage
from fibrojournal.ui.widgets.pain_map_list import PainMapList
from tests.builders import TODAY, day, make_dose_change
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton, QWidget
    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.pages.page import Page
    from fibrojournal.ui.widgets.change_card import ChangeCard

RAISED: Final = date(2026, 8, 31)
"""First day of the change of the example journal whose card is open at first."""
MOST_STOPS: Final = 120


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart on its page.

    Attributes:
        page: The page.
        picture: What is drawn.
        button: Opens the twin; None = it stands there with the picture.
        twin: Returns the table, or list, that says the same; it may stand in a dialog.
        alter: Writes something else into the journal that is drawn.
    """

    page: Page
    picture: QWidget
    button: QAbstractButton | None
    twin: Callable[[], QWidget]
    alter: Callable[[Journal], None]


def blank_days(journal: Journal) -> None:
    for ago in range(55):
        journal.set_score(day(ago), "pain_average", None)


def another_dose(journal: Journal) -> None:
    journal.change_dose(make_dose_change(TODAY, 100))


def other_maps(journal: Journal) -> None:
    for ago in range(35, 55):
        journal.pain_maps.set_map(day(ago), frozenset({"neck"}))


def map_of_today(journal: Journal) -> None:
    journal.pain_maps.set_map(TODAY, frozenset({"neck", "left_hip"}))


def timeline(journal: Journal, look: Look) -> Chart:
    page = TimelinePage(journal, look)
    page.show()
    return Chart(page, page.canvas, page.table_button, lambda: page.table, blank_days)


def opened_card(page: ChangesPage) -> ChangeCard:
    [card] = [card for card in page.cards.values() if card.covers(RAISED)]
    card.set_open(is_open=True)
    return card


def change(journal: Journal, look: Look) -> Chart:
    page = ChangesPage(journal, look)
    page.show()
    body = opened_card(page).body
    assert body is not None
    return Chart(page, body.picture, body.table_button, lambda: body.table, blank_days)


def maps_of_a_change(journal: Journal, look: Look) -> Chart:
    page = ChangesPage(journal, look)
    page.show()
    body = opened_card(page).body
    assert body is not None
    body.maps_button.click()
    return Chart(page, body.maps.picture, None, lambda: body.maps.table, other_maps)


def ladder(journal: Journal, look: Look) -> Chart:
    page = ChangesPage(journal, look)
    page.show()
    card = page.ladders["gabapentin"]
    return Chart(page, card.picture, card.table_button, lambda: card.table, blank_days)


def staircase(journal: Journal, look: Look) -> Chart:
    page = MedicinesPage(journal, look)
    page.show()
    card = page.card("gabapentin")

    def table() -> QWidget:
        [dialog] = page.findChildren(DoseHistoryDialog)
        return dialog.table

    return Chart(page, card.picture, card.history_button, table, another_dose)


def year(journal: Journal, look: Look) -> Chart:
    page = JournalPage(journal, look)
    page.show()
    page.view_row.cells.cells[1].click()
    card = page.year_card
    return Chart(page, card.calendar, card.table_button, lambda: card.table, blank_days)


def pain_map(journal: Journal, look: Look) -> Chart:
    page = TodayPage(journal, look)
    page.show()
    card = page.form.pain_map_card
    if not card.is_open:
        card.open_button.click()
    assert card.picture is not None

    def areas() -> QWidget:
        assert card.list is not None
        return card.list

    return Chart(page, card.picture, card.list_button, areas, map_of_today)


CHARTS: Final = (timeline, change, maps_of_a_change, ladder, staircase, year, pain_map)


@pytest.fixture
def look() -> Look:
    return Look(EnglishFormatter(), load_palette("light"), "kg")


def shown(qtbot: QtBot, chart: Chart) -> Chart:
    page = chart.page
    qtbot.addWidget(page, before_close_func=lambda _page: page.hide())
    page.resize(1072, 800)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return chart


def has_keyboard(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))


def tab_to(wanted: Callable[[], bool]) -> None:
    for _ in range(MOST_STOPS):
        if wanted():
            return
        press(Qt.Key.Key_Tab)
    pytest.fail("Tab does not lead there")


@pytest.mark.parametrize("make", CHARTS)
def test_each_chart_says_what_the_data_say(
    qtbot: QtBot, example_journal: Journal, look: Look, make: Callable[[Journal, Look], Chart]
) -> None:
    chart = shown(qtbot, make(example_journal, look))
    assert chart.picture.accessibleName()
    before = chart.picture.accessibleDescription()
    assert before.endswith(".")
    chart.alter(example_journal)
    chart.page.refresh(Changes.everything())
    after = chart.picture.accessibleDescription()
    assert after.endswith(".")
    assert after != before


@pytest.mark.parametrize("make", CHARTS)
def test_the_keyboard_leads_to_the_twin_of_each_chart_and_through_it(
    qtbot: QtBot, example_journal: Journal, look: Look, make: Callable[[Journal, Look], Chart]
) -> None:
    chart = shown(qtbot, make(example_journal, look))
    chart.picture.setFocus(Qt.FocusReason.TabFocusReason)
    if chart.button is not None:
        tab_to(chart.button.hasFocus)
        press(Qt.Key.Key_Space)
    QApplication.processEvents()
    twin = chart.twin()
    assert twin.isVisible()
    tab_to(lambda: has_keyboard(twin))
    if isinstance(twin, QAbstractItemView):
        assert twin.model().rowCount() > 1
        press(Qt.Key.Key_Home, Qt.Key.Key_Down)
        assert twin.currentIndex().row() == 1
        assert twin.currentIndex().siblingAtColumn(0).data()
    else:
        assert isinstance(twin, PainMapList)
        tab_to(twin.boxes["left_lower_leg"].hasFocus)


@pytest.mark.parametrize("make", [timeline, year])
def test_arrow_keys_ask_a_chart_for_its_days(
    qtbot: QtBot, example_journal: Journal, look: Look, make: Callable[[Journal, Look], Chart]
) -> None:
    picture = shown(qtbot, make(example_journal, look)).picture
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_End, Qt.Key.Key_Left)
    one = picture.accessibleName()
    press(Qt.Key.Key_Left)
    other = picture.accessibleName()
    assert one.partition(",")[0] != other.partition(",")[0]
    assert "November" in one
    assert "ain" in other
