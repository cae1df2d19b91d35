"""The page that lists all days: what its rows say, how days are found, where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.errors import JournalUnreachableError
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.models.found_days_model import BATCH
from fibrojournal.ui.pages.journal_page import JournalPage
from fibrojournal.ui.pages.page import Place
from tests.builders import day, make_dose_change, make_event, make_medicine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.entries import Score
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.widgets.year_card import YearCard


def shown_page(qtbot: QtBot, journal: Journal, unit: str = "kg") -> JournalPage:
    page = JournalPage(journal, Look(EnglishFormatter(), load_palette("light"), unit))
    qtbot.addWidget(page)
    page.resize(1072, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, example_journal: Journal) -> JournalPage:
    return shown_page(qtbot, example_journal)


def said(page: JournalPage, row: int = 0) -> str:
    words = page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(words, str)
    return words


def picture(page: JournalPage) -> QImage:
    QApplication.processEvents()
    return page.list.viewport().grab().toImage()


def test_an_empty_journal_says_so_and_leads_to_today(qtbot: QtBot, journal: Journal) -> None:
    page = shown_page(qtbot, journal)
    assert page.empty_label.isVisible()
    assert not page.filters.isEnabled()
    assert page.day is None
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.empty_button.click()
    assert wanted.args == ["today", None]


def test_a_row_says_all_that_a_day_holds(qtbot: QtBot, journal: Journal) -> None:
    scores: dict[str, Score] = {
        "pain_average": 6,
        "fatigue": 0,
        "fog": SKIPPED,
        "sleep_hours": 6.5,
        "weight_kg": 70.0,
        "se_dizzy": 1,
        "se_nausea": 0,
    }
    for key, score in scores.items():
        journal.set_score(day(0), key, score)
    journal.set_note(day(0), "Cold.\nHands stiff.")
    journal.set_medicines_taken(day(0), "different")
    journal.add_medicine(make_medicine(), make_dose_change(day(0), 600))
    journal.save_event(make_event(day(0), day(0)))
    page = shown_page(qtbot, journal, "lb")
    assert said(page) == (
        "Wednesday, 4 November 2026. Pain 6 · Fatigue 0 · Hours slept 6.5 · Weight 154.3 lb · "
        "Dizzy mild · 1 side effect none · skipped: fog. Gabapentin from this day: 0-0-0-600 mg "
        "= 600 mg a day · flare · medicines taken differently. Cold. Hands stiff"
    )


def test_days_are_counted_in_words(page: JournalPage, example_journal: Journal) -> None:
    assert page.count_label.text().endswith(" days")
    example_journal.set_note(day(0), "seashell")
    page.refresh(Changes(entries=True))
    page.filters.search_edit.setText("seashell")
    assert page.count_label.text() == "1 day found"


def test_each_letter_narrows_the_search(page: JournalPage) -> None:
    counts = []
    for letter in "walked":
        QTest.keyClick(page.filters.search_edit, ord(letter))
        counts.append(page.model.rowCount())
    assert counts == sorted(counts, reverse=True)
    assert "Walked" in said(page)


def test_what_was_searched_for_is_marked(page: JournalPage) -> None:
    page.filters.search_edit.setText("walked")
    marked = picture(page)
    page.list.mark(type(page.list._delegate.words)(""))
    assert picture(page) != marked


def test_nothing_found_says_so_and_leads_back_to_all_days(page: JournalPage) -> None:
    everything = page.model.rowCount()
    page.filters.search_edit.setText("zzz")
    assert page.nothing_label.isVisible()
    assert page.count_label.text() == "No day found"
    page.all_button.click()
    assert page.model.rowCount() == everything
    assert page.filters.search_edit.text() == ""


def test_escape_clears_the_search(page: JournalPage) -> None:
    page.filters.search_edit.setText("walk")
    QTest.keyClick(page.filters.search_edit, Qt.Key.Key_Escape)
    assert page.filters.wanted.is_open


def test_filters_hold_together_and_one_press_clears_all(page: JournalPage) -> None:
    everything = page.model.rowCount()
    assert not page.filters.clear_button.isVisible()
    page.filters.trait_buttons["note"].click()
    with_note = page.model.rowCount()
    page.filters.item_box.setCurrentIndex(1)
    page.filters.number_box.choose(7.0)
    both = page.model.rowCount()
    page.filters.side_box.choose(False)
    others = page.model.rowCount()
    page.filters.dates_box.setCurrentIndex(1)
    page.filters.first_edit.show_day(day(30))
    assert everything > with_note > both > 0
    assert others > page.model.rowCount() > 0
    page.filters.clear_button.click()
    assert page.model.rowCount() == everything
    assert not page.filters.first_edit.isVisible()
    assert not page.filters.number_box.isVisible()


def test_two_dates_the_wrong_way_round_are_taken_all_the_same(page: JournalPage) -> None:
    page.filters.dates_box.setCurrentIndex(1)
    page.filters.first_edit.show_day(day(0))
    page.filters.last_edit.show_day(day(20))
    assert (page.filters.wanted.first, page.filters.wanted.last) == (day(20), day(0))


@pytest.mark.parametrize("by_key", [True, False])
def test_a_day_opens_in_today(qtbot: QtBot, page: JournalPage, *, by_key: bool) -> None:
    page.list.setCurrentIndex(page.model.index(2))
    with qtbot.waitSignal(page.page_wanted) as wanted:
        if by_key:
            QTest.keyClick(page.list, Qt.Key.Key_Return)
        else:
            place = page.list.visualRect(page.model.index(2)).center()
            QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == ["today", Place(page.model.days[2])]


def test_earlier_versions_of_the_chosen_day_and_the_trash_are_reached(
    qtbot: QtBot, page: JournalPage
) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.day == page.model.days[1]
    assert page.versions_button.accessibleName().startswith("Earlier versions of Tuesday")
    with qtbot.waitSignal(page.versions_wanted) as versions:
        page.versions_button.click()
    assert versions.args == [page.model.days[1]]
    with qtbot.waitSignal(page.trash_wanted):
        page.trash_button.click()


def test_the_keyboard_stays_on_its_day_when_something_is_written(
    page: JournalPage, example_journal: Journal
) -> None:
    page.list.go_to(page.model.days[50])
    kept = page.day
    example_journal.set_note(day(0), "later")
    page.refresh(Changes(entries=True))
    assert page.day == kept
    assert "later" in said(page)


def test_another_page_can_lead_to_a_day_that_filters_hide(page: JournalPage) -> None:
    wanted = page.model.days[100]
    page.filters.search_edit.setText("zzz")
    page.show_place(Place(wanted))
    assert page.day == wanted


def test_days_out_of_sight_are_not_read(page: JournalPage) -> None:
    assert page.model.rowCount() > 2 * BATCH
    assert set(page.model._batches) == {0}
    page.list.scrollToBottom()
    picture(page)
    assert len(page.model._batches) <= 3


def test_days_that_cannot_be_read_are_told_of_once(
    qtbot: QtBot, page: JournalPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_days: object) -> object:
        raise JournalUnreachableError

    monkeypatch.setattr(page.model, "_read", fails)
    with qtbot.waitSignal(page.refused):
        page.filters.trait_buttons["note"].click()
        picture(page)
    assert said(page) == ""


def test_the_mouse_wheel_over_a_row_changes_nothing(page: JournalPage) -> None:
    QTest.mouseMove(page.list.viewport(), QPoint(40, 40))
    assert picture(page).size() == page.list.viewport().size()


def test_the_page_is_freed(
    qapp: object, example_journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    assert qapp is not None
    page = JournalPage(example_journal, Look(EnglishFormatter(), load_palette("light")))
    page.show()
    freed(page)
    page.close()
    page.deleteLater()


def as_year(page: JournalPage) -> YearCard:
    page.view_row.cells.cells[1].click()
    return page.year_card


def test_the_year_has_its_sentence_and_its_table(page: JournalPage) -> None:
    card = as_year(page)
    assert card.calendar.isVisible()
    assert not page.filters.isVisible()
    assert card.sentence_label.text().startswith("Pain in 2026: ")
    card.table_button.click()
    assert card.table.isVisible()
    assert card.table.model().rowCount() == 12


def test_years_are_turned_from_the_first_to_this_one(page: JournalPage) -> None:
    card = as_year(page)
    assert not card.next_button.isEnabled()
    card.previous_button.click()
    assert (card.year, card.year_label.text()) == (2025, "2025")
    assert not card.previous_button.isEnabled()
    card.next_button.click()
    assert card.year == 2026


def test_another_item_is_shown_in_the_same_year(page: JournalPage) -> None:
    card = as_year(page)
    card.previous_button.click()
    card.item_box.setCurrentIndex(2)
    assert card.year == 2025
    assert card.item is not None
    assert card.sentence_label.text().startswith(card.item.short_name)


def test_the_year_says_at_once_what_was_written(
    page: JournalPage, example_journal: Journal
) -> None:
    card = as_year(page)
    card.calendar.setFocus()
    example_journal.set_score(day(0), "pain_average", SKIPPED)
    page.refresh(Changes(entries=True))
    assert card.calendar.accessibleName() == "Wednesday, 4 November 2026: Pain skipped"
    assert page.day == day(0)


def test_a_day_of_the_year_opens_in_today(qtbot: QtBot, page: JournalPage) -> None:
    card = as_year(page)
    QTest.keyClick(card.calendar, Qt.Key.Key_Left)
    assert page.versions_button.accessibleName().endswith("3 November 2026")
    with qtbot.waitSignal(page.page_wanted) as wanted:
        QTest.keyClick(card.calendar, Qt.Key.Key_Return)
    assert wanted.args == ["today", Place(day(1))]


def test_without_a_score_there_is_no_year_to_show(qtbot: QtBot, journal: Journal) -> None:
    journal.set_note(day(0), "only words")
    page = shown_page(qtbot, journal)
    assert page.model.rowCount() == 1
    assert not page.view_row.isEnabled()
