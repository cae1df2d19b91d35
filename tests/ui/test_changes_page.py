from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from fibrojournal.charts.describe_change import fixed_text
from fibrojournal.charts.style import load_palette
from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.settings import Settings
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.changes_page import ChangesPage
from fibrojournal.ui.pages.page import Place
from fibrojournal.ui.pages.timeline_page import TimelinePage
from fibrojournal.ui.widgets.sheet_table import SheetTable
from tests.builders import TODAY, day, make_dose_change, make_entry, make_event, make_medicine
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.entries import DayEntry
    from fibrojournal.domain.medicines import DoseChange
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.widgets.change_card import ChangeCard
    from fibrojournal.ui.widgets.ladder_card import LadderCard

RAISED = date(2026, 8, 31)
"""First day of the change of the example journal that has been read last."""


def new_page(qtbot: QtBot, journal: Journal, *, with_jobs: bool = False) -> ChangesPage:
    page = ChangesPage(journal, Look(EnglishFormatter(), load_palette("light")))
    # The function keeps the page alive while the last events of a test are handled.
    qtbot.addWidget(page, before_close_func=lambda _page: page.hide())
    if with_jobs:
        page.jobs = Jobs(page)
    page.resize(1072, 800)
    return page


def shown_page(qtbot: QtBot, journal: Journal) -> ChangesPage:
    page = new_page(qtbot, journal)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, example_journal: Journal) -> ChangesPage:
    return shown_page(qtbot, example_journal)


def cards(page: ChangesPage) -> list[ChangeCard]:
    """Return the cards from top to bottom."""
    return sorted(page.cards.values(), key=page.body.indexOf)


def card_of(page: ChangesPage, first_day: date) -> ChangeCard:
    (card,) = (card for card in cards(page) if card.covers(first_day))
    return card


def opened(page: ChangesPage, first_day: date) -> ChangeCard:
    card = card_of(page, first_day)
    card.set_open(is_open=True)
    return card


def is_shown(window: MainWindow, page: QWidget) -> bool:
    return window.shown is page


def names(table: SheetTable) -> list[str]:
    return [row.texts[0] for row in table.sheet.rows]


def sentence(card: ChangeCard) -> str:
    assert card.body is not None
    return card.body.sentence_label.text()


def fill(journal: Journal, *changes: DoseChange, entries: Iterable[DayEntry] = ()) -> None:
    medicines = [make_medicine(name) for name in dict.fromkeys(c.medicine for c in changes)]
    journal.load(
        JournalContents(
            items=BUILT_IN_ITEMS,
            medicines=tuple(medicines),
            dose_changes=changes,
            days=tuple(entries),
        )
    )


def scored_days(first: int, last: int) -> list[DayEntry]:
    """Return an entry for each day from `first` to `last` days ago, with scores that swing."""
    return [
        make_entry(day(ago), pain_average=5 + (ago % 3), fatigue=6 + (ago % 2), se_dizzy=ago % 2)
        for ago in range(first, last - 1, -1)
    ]


# Cards


def test_an_empty_journal_says_so_and_leads_to_the_medicines(
    qtbot: QtBot, journal: Journal
) -> None:
    page = shown_page(qtbot, journal)
    assert page.empty_card.isVisible()
    assert not page.windows.isVisible()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.empty_button.click()
    assert wanted.args == ["medicines", None]


def test_every_change_has_a_card_and_the_newest_stands_first(page: ChangesPage) -> None:
    firsts = [card.facts.report.change.first_day for card in cards(page) if card.facts]
    assert firsts == sorted(firsts, reverse=True)
    assert len(firsts) == 7
    assert not page.empty_card.isVisible()


def test_the_first_card_that_has_a_reading_is_open(page: ChangesPage) -> None:
    newest, second, *others = cards(page)
    assert not newest.is_open
    assert newest.status_label.text() == "Settling in until 9 November"
    assert second.is_open
    assert second.covers(RAISED)
    assert not any(card.is_open for card in others)


def test_a_folded_card_is_one_line_and_makes_nothing_else(page: ChangesPage) -> None:
    folded = [card for card in cards(page) if not card.is_open]
    assert all(card.body is None for card in folded)
    assert folded[0].height() <= 56


def test_a_card_opens_and_folds_by_a_click(page: ChangesPage) -> None:
    card = cards(page)[0]
    QTest.mouseClick(card.head_button, Qt.MouseButton.LeftButton)
    assert card.is_open
    assert card.body is not None
    assert card.body.isVisible()
    QTest.mouseClick(card.head_button, Qt.MouseButton.LeftButton)
    assert not card.body.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_opens_by_the_keyboard(page: ChangesPage, key: Qt.Key) -> None:
    card = cards(page)[0]
    card.head_button.setFocus()
    QTest.keyClick(card.head_button, key)
    assert card.is_open


def test_a_screen_reader_is_told_whether_a_card_is_open_and_can_press_it(
    page: ChangesPage,
) -> None:
    button = cards(page)[0].head_button
    told = QAccessible.queryAccessibleInterface(button)
    assert told.role() == QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == "Gabapentin 900 to 1,200 mg a day, 3 November"
    assert told.text(QAccessible.Text.Description) == "Settling in until 9 November"
    assert (told.state().expandable, told.state().expanded, told.state().collapsed) == (1, 0, 1)
    told.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    assert cards(page)[0].is_open
    assert (told.state().expanded, told.state().collapsed) == (1, 0)


def test_an_open_card_says_what_was_compared(page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    assert "Main item, chosen beforehand: pain on average." in body.doses_label.text()
    assert body.sentence_label.text().startswith("Pain averaged ")
    assert body.picture.accessibleName() == "Pain on average before and after"
    assert body.picture.accessibleDescription() == body.sentence_label.text()
    assert body.keep_row.isVisible()


def test_symptoms_and_side_effects_stand_beside_each_other(page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    symptoms, effects = body.table_of("Symptoms, 0-10"), body.table_of("Side effects, 0-3")
    assert names(symptoms) == ["Worst pain", "Fatigue", "Sleep quality", "Fog"]
    assert "Dizzy" in names(effects)
    header = [symptoms.sheet.headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    assert header == ["Symptoms, 0-10", "before", "after", "in your entries"]


def test_two_tables_stack_where_it_is_narrow(qtbot: QtBot, page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    symptoms, effects = body.table_of("Symptoms, 0-10"), body.table_of("Side effects, 0-3")
    assert effects.y() == symptoms.y()
    page.resize(640, 800)
    qtbot.waitUntil(lambda: effects.y() > symptoms.y())


def test_the_text_under_every_comparison_stands_once_on_a_card(page: ChangesPage) -> None:
    card = opened(page, RAISED)
    texts = [label.text() for label in card.findChildren(QLabel)]
    fixed = [text for text in texts if text.startswith("These are averages of your own entries.")]
    assert len(fixed) == 1
    assert fixed[0].endswith("Talk about any change with your prescriber before you make it.")


def test_a_card_before_its_look_says_when_it_will_be_read(page: ChangesPage) -> None:
    card = opened(page, date(2026, 11, 3))
    assert "8 December" in sentence(card)
    assert card.body is not None
    assert card.body.table_of("Symptoms, 0-10").isVisible()
    assert card.facts is not None
    assert {one.reading for one in card.facts.report.comparisons} == {"not_yet"}


def test_a_change_around_which_nothing_was_scored_has_no_picture(
    qtbot: QtBot, journal: Journal
) -> None:
    fill(journal, make_dose_change(day(100), 300))
    page = shown_page(qtbot, journal)
    body = opened(page, day(100)).body
    assert body is not None
    assert not body.picture.isVisible()
    assert body.sentence_label.text() != ""


# Another item


@pytest.mark.parametrize("by_key", [True, False])
def test_a_row_brings_its_item_into_the_picture(page: ChangesPage, *, by_key: bool) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    table = body.table_of("Symptoms, 0-10")
    row = names(table).index("Fatigue")
    if by_key:
        table.setFocus()
        table.setCurrentIndex(table.sheet.index(row, 0))
        QTest.keyClick(table, Qt.Key.Key_Return)
    else:
        spot = table.visualRect(table.sheet.index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert body.picture.accessibleName() == "Fatigue before and after"
    assert body.sentence_label.text().startswith("Fatigue averaged ")
    assert "Pain" in names(table)
    assert "Fatigue" not in names(table)


def test_the_item_that_is_looked_at_stays_when_something_is_written(
    page: ChangesPage, example_journal: Journal
) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    body.item_chosen.emit("fog")
    page.refresh(example_journal.set_score(TODAY, "fatigue", 2))
    assert body.picture.accessibleName() == "Fog before and after"


def test_rows_say_more_on_hover_and_to_screen_readers(page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    sheet = body.table_of("Symptoms, 0-10").sheet
    tip = sheet.data(sheet.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Worst pain averaged ")
    assert sheet.data(sheet.index(0, 0), Qt.ItemDataRole.AccessibleDescriptionRole) == tip


# Details and table


def test_details_are_shown_when_they_are_asked_for(page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    assert not body.details.isVisible()
    body.details_button.click()
    assert body.details.isVisible()
    assert {"Difference", "Worst day", "Missing days", "Days at 7 or more"} <= set(
        names(body.details)
    )
    body.details_button.click()
    assert not body.details.isVisible()


def test_every_card_has_its_table(page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    body.table_button.click()
    assert body.table.isVisible()
    model = body.table.model()
    first = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert first[0] == "Pain"
    assert " of " in first[2]
    assert body.table.verticalScrollBar().maximum() == 0


# Where it hurt


def test_a_card_shows_where_it_hurt_before_and_after(page: ChangesPage) -> None:
    card = opened(page, RAISED)
    assert card.body is not None
    assert card.facts is not None
    both = card.facts.pain_maps
    assert both is not None
    assert not card.body.maps.isVisible()
    card.body.maps_button.click()
    maps = card.body.maps
    assert maps.picture.isVisible()
    assert maps.picture.accessibleDescription() == maps.sentence_label.text()
    assert f"Before: {both.before.mapped} mapped days" in maps.sentence_label.text()
    assert maps.table.model().rowCount() > 0
    card.body.maps_button.click()
    assert not maps.isVisible()


def test_a_card_with_maps_on_one_side_only_shows_none(qtbot: QtBot, journal: Journal) -> None:
    change = make_dose_change(day(40))
    fill(journal, change, entries=scored_days(80, 0))
    journal.pain_maps.set_map(day(50), frozenset({"neck"}))
    page = shown_page(qtbot, journal)
    body = opened(page, day(40)).body
    assert body is not None
    assert not body.maps_button.isVisible()
    page.refresh(journal.pain_maps.set_map(day(20), frozenset()))
    assert body.maps_button.isVisible()
    page.refresh(journal.undo())
    assert not body.maps_button.isVisible()


# Other windows


def test_the_windows_that_were_fixed_are_chosen_at_first(page: ChangesPage) -> None:
    assert page.windows.settling_box.currentText() == "7 settling-in days"
    assert page.windows.window_box.currentText() == "28 + 28 days"
    assert page.windows.is_as_fixed
    assert not page.other_windows_row.isVisible()


def test_other_windows_show_averages_and_no_reading(page: ChangesPage) -> None:
    card = opened(page, RAISED)
    page.windows.window_box.choose(56)
    assert page.other_windows_row.isVisible()
    assert card.facts is not None
    comparisons = card.facts.report.comparisons
    assert card.facts.report.change.window_days == 56
    assert comparisons[0].after.last_day > date(2026, 10, 11)
    assert all(one.range is None and one.better_day_chance is None for one in comparisons)
    assert card.body is not None
    assert "likely" not in sentence(card)
    in_entries = {row.texts[3] for row in card.body.table_of("Symptoms, 0-10").sheet.rows}
    assert in_entries == {"averages only"}
    assert {c.status_label.text() for c in cards(page)} == {"averages only"}


def test_one_press_goes_back_to_the_fixed_windows(page: ChangesPage) -> None:
    before = sentence(opened(page, RAISED))
    page.windows.settling_box.choose(0)
    page.windows.window_box.choose(56)
    assert sentence(opened(page, RAISED)) != before
    page.fixed_button.click()
    assert sentence(opened(page, RAISED)) == before
    assert page.windows.settling_box.currentText() == "7 settling-in days"
    assert not page.other_windows_row.isVisible()


def test_changes_with_different_windows_are_each_read_with_their_own(
    qtbot: QtBot, journal: Journal
) -> None:
    fill(
        journal,
        make_dose_change(day(300), 300),
        replace(make_dose_change(day(200), 600), window_days=56),
        entries=scored_days(330, 0),
    )
    page = shown_page(qtbot, journal)
    assert page.windows.window_box.currentText() == "Days as fixed"
    assert page.windows.is_as_fixed
    page.windows.window_box.choose(28)
    first, second = (opened(page, day(ago)).facts for ago in (300, 200))
    assert first is not None
    assert second is not None
    assert (first.as_written, second.as_written) == (True, False)
    assert page.other_windows_row.isVisible()


# Reading again


def test_a_new_score_is_compared_at_once(page: ChangesPage, example_journal: Journal) -> None:
    newest = cards(page)[0]
    assert newest.facts is not None
    before = newest.facts.report.main
    assert before is not None
    page.refresh(example_journal.set_score(date(2026, 11, 2), "pain_average", 10))
    after = newest.facts.report.main
    assert after is not None
    assert after.before.mean != before.before.mean


def test_a_hidden_page_reads_only_when_it_is_seen_again(
    page: ChangesPage, example_journal: Journal
) -> None:
    before = cards(page)[0].facts
    page.hide()
    page.refresh(example_journal.set_score(date(2026, 11, 2), "pain_average", 10))
    assert cards(page)[0].facts is before
    page.show()
    assert cards(page)[0].facts is not before


def test_what_is_not_compared_costs_no_reading(page: ChangesPage) -> None:
    before = cards(page)[0].facts
    page.refresh(Changes(intakes=True, others=True))
    assert cards(page)[0].facts is before


def test_the_card_of_a_removed_change_goes(
    page: ChangesPage, example_journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    freed(cards(page)[0])
    page.refresh(example_journal.remove_dose("gabapentin", date(2026, 11, 3)))
    assert cards(page)[0].covers(RAISED)
    assert len(cards(page)) == 6


def test_a_card_stays_as_it_was_opened(page: ChangesPage, example_journal: Journal) -> None:
    open_before = [card.is_open for card in cards(page)]
    cards(page)[1].set_open(is_open=False)
    opened(page, date(2026, 11, 3))
    page.refresh(example_journal.save_event(make_event(day(3), day(2))))
    assert [card.is_open for card in cards(page)] != open_before
    assert cards(page)[0].is_open
    assert not cards(page)[1].is_open


def test_tab_goes_from_card_to_card(page: ChangesPage) -> None:
    first, second = cards(page)[:2]
    first.head_button.setFocus()
    QTest.keyClick(first.head_button, Qt.Key.Key_Tab)
    assert second.head_button.hasFocus()


def test_tab_goes_through_a_card_that_was_just_opened(page: ChangesPage) -> None:
    newest = cards(page)[0]
    newest.head_button.setFocus()
    press(Qt.Key.Key_Return)
    assert newest.body is not None
    body = newest.body
    for stop in (body.picture, *body.tables.findChildren(SheetTable), body.details_button):
        press(Qt.Key.Key_Tab)
        assert stop.hasFocus()
    while not cards(page)[1].head_button.hasFocus():
        assert newest.isAncestorOf(page.focusWidget())
        press(Qt.Key.Key_Tab)


# In the background


def test_cards_come_without_holding_up_the_window(qtbot: QtBot, example_journal: Journal) -> None:
    page = new_page(qtbot, example_journal, with_jobs=True)
    page.show()
    assert page.cards == {}
    qtbot.waitUntil(lambda: len(page.cards) == 7 and len(page.ladders) == 2, timeout=20_000)
    assert cards(page)[1].is_open


def test_reading_that_takes_long_is_said_calmly(qtbot: QtBot, example_journal: Journal) -> None:
    page = new_page(qtbot, example_journal, with_jobs=True)
    page.show()
    page.busy_timer.timeout.emit()
    assert page.busy_label.isVisible()
    qtbot.waitUntil(lambda: not page.busy_label.isVisible(), timeout=20_000)


def test_a_page_that_is_left_while_it_reads_reads_when_it_is_seen_again(
    qtbot: QtBot, example_journal: Journal
) -> None:
    page = new_page(qtbot, example_journal, with_jobs=True)
    page.show()
    page.hide()
    assert page.cards == {}
    page.show()
    qtbot.waitUntil(lambda: len(page.cards) == 7, timeout=20_000)


def test_what_is_written_while_it_reads_is_read_too(
    qtbot: QtBot, example_journal: Journal
) -> None:
    page = new_page(qtbot, example_journal, with_jobs=True)
    page.show()
    page.refresh(example_journal.remove_dose("gabapentin", date(2026, 11, 3)))
    qtbot.waitUntil(lambda: len(page.ladders) == 2, timeout=20_000)
    assert len(page.cards) == 6


# To the timeline and back


def test_another_page_opens_a_card_by_a_day_and_brings_it_to_the_top(
    qtbot: QtBot, page: ChangesPage
) -> None:
    oldest = cards(page)[-1]
    assert oldest.facts is not None
    change = oldest.facts.report.change
    page.show_place(Place(change.last_day))
    assert oldest.is_open
    assert oldest.head_button.hasFocus()
    area = page.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: 0 <= oldest.mapTo(area.viewport(), oldest.rect().topLeft()).y() < 400)


def test_a_card_is_opened_once_it_is_there(qtbot: QtBot, example_journal: Journal) -> None:
    page = new_page(qtbot, example_journal, with_jobs=True)
    page.show()
    page.show_place(Place(date(2026, 11, 3)))
    qtbot.waitUntil(lambda: len(page.ladders) == 2, timeout=20_000)
    assert cards(page)[0].is_open
    assert not cards(page)[1].is_open


def test_a_day_without_a_change_opens_nothing(page: ChangesPage) -> None:
    before = [card.is_open for card in cards(page)]
    page.show_place(Place(date(2026, 10, 20)))
    assert [card.is_open for card in cards(page)] == before


def test_a_card_asks_for_its_days_on_the_timeline(qtbot: QtBot, page: ChangesPage) -> None:
    body = opened(page, RAISED).body
    assert body is not None
    with qtbot.waitSignal(page.page_wanted) as wanted:
        body.timeline_button.click()
    assert wanted.args == ["timeline", Place(RAISED, date(2026, 8, 3), date(2026, 10, 11))]


@pytest.fixture
def window(example_journal: Journal, freed: Callable[[QWidget], None]) -> Iterator[MainWindow]:
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    window.resize(1280, 800)
    window.show()
    window.show_journal(example_journal)
    freed(window)
    yield window
    window.close()
    window.deleteLater()


def test_the_window_goes_from_timeline_to_card_and_back(qtbot: QtBot, window: MainWindow) -> None:
    timeline, changes = window.page("timeline"), window.page("changes")
    assert isinstance(timeline, TimelinePage)
    assert isinstance(changes, ChangesPage)
    window.show_page("timeline")
    timeline.canvas.show_day(RAISED)
    QTest.keyClick(timeline.canvas, Qt.Key.Key_Return)
    assert is_shown(window, changes)
    qtbot.waitUntil(lambda: len(changes.ladders) == 2, timeout=20_000)
    body = opened(changes, RAISED).body
    assert body is not None
    body.timeline_button.click()
    assert is_shown(window, timeline)
    assert timeline.canvas.day == RAISED
    assert timeline.canvas.chart is not None
    assert timeline.canvas.chart.days_shown == (date(2026, 8, 3), date(2026, 10, 11))


def test_a_new_theme_while_it_reads_leaves_nothing_behind(
    qtbot: QtBot, window: MainWindow, freed: Callable[[QWidget], None]
) -> None:
    window.show_page("changes")
    freed(window.page("changes"))
    window.menus.theme_chosen.emit("dark")
    page = window.page("changes")
    assert isinstance(page, ChangesPage)
    qtbot.waitUntil(lambda: len(page.cards) == 7, timeout=20_000)


# The ladder


def ladder(page: ChangesPage, medicine: str = "gabapentin") -> LadderCard:
    return page.ladders[medicine]


def test_a_medicine_with_two_doses_has_a_ladder(qtbot: QtBot, journal: Journal) -> None:
    fill(
        journal,
        make_dose_change(day(100), 300),
        make_dose_change(day(60), 600),
        make_dose_change(day(80), 30, medicine="duloxetine"),
        entries=scored_days(120, 0),
    )
    page = shown_page(qtbot, journal)
    assert list(page.ladders) == ["gabapentin"]
    assert ladder(page).title_label.text() == "Days at each dose of gabapentin"


def test_ladders_stand_after_all_cards(page: ChangesPage) -> None:
    places = [page.body.indexOf(card) for card in (*cards(page), *page.ladders.values())]
    assert places == sorted(places)


def test_a_ladder_shows_the_symptom_and_the_side_effect_that_are_chosen(
    page: ChangesPage,
) -> None:
    card = ladder(page)
    assert card.ladder is not None
    assert [item.key for item in card.ladder.items] == ["pain_average", "se_dizzy"]
    card.symptom_box.choose("fatigue")
    card.side_effect_box.choose("se_sleepy")
    assert [item.key for item in card.ladder.items] == ["fatigue", "se_sleepy"]
    assert "fatigue" in card.sentence_label.text()
    assert card.picture.accessibleDescription() == card.sentence_label.text()


def test_recalled_days_get_to_the_pictures_of_cards_and_ladders(
    page: ChangesPage, example_journal: Journal
) -> None:
    recalled = example_journal.recalled_days().keys()
    assert recalled
    for card in cards(page):
        assert card.facts is not None
        assert set(card.facts.recalled) == recalled
    shown = ladder(page).ladder
    assert shown is not None
    assert set(shown.recalled) == recalled
    assert (
        ladder(page)
        .sentence_label.text()
        .endswith("Hollow diamonds are days that were recalled later.")
    )


def test_the_fixed_words_stand_under_a_ladder_as_under_a_card(page: ChangesPage) -> None:
    assert ladder(page).fixed_label.text() == fixed_text()
    assert ladder(page).fixed_label.isVisible()


def test_a_ladder_keeps_its_items_when_something_is_written(
    page: ChangesPage, example_journal: Journal
) -> None:
    ladder(page).symptom_box.choose("fog")
    page.refresh(example_journal.set_score(TODAY, "fatigue", 2))
    assert ladder(page).symptom_box.value == "fog"


def test_a_ladder_has_its_table(page: ChangesPage) -> None:
    card = ladder(page)
    card.table_button.click()
    assert card.table.isVisible()
    assert card.ladder is not None
    assert card.table.model().rowCount() >= len(card.ladder.rungs)


# Everybody


def test_everything_that_can_be_operated_has_a_name(page: ChangesPage) -> None:
    for card in cards(page):
        card.set_open(is_open=True)
        assert card.body is not None
        card.body.details_button.click()
        card.body.table_button.click()
    nameless = [
        widget.metaObject().className()
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and not isinstance(widget, QScrollArea)
    ]
    assert nameless == []


def test_the_page_is_freed(
    qtbot: QtBot, example_journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    page = new_page(qtbot, example_journal)
    freed(page)
    page.show()
    for card in cards(page):
        card.set_open(is_open=True)
        freed(card)
    freed(ladder(page))
    page.close()
    page.deleteLater()


def test_a_hundred_changes_open_as_lines(qtbot: QtBot, journal: Journal) -> None:
    fill(
        journal,
        *(make_dose_change(day(30 * at + 5), 300 + 100 * (at % 2)) for at in range(100)),
        entries=scored_days(60, 0),
    )
    page = shown_page(qtbot, journal)
    assert len(page.cards) == 100
    assert sum(1 for card in cards(page) if card.body is not None) <= 1
    oldest = opened(page, day(30 * 99 + 5))
    assert sentence(oldest) != ""
    assert oldest.facts is not None
    assert oldest.facts.today - oldest.facts.report.change.first_day > timedelta(days=2900)
