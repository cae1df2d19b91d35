from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from fibrojournal.charts.style import ThemeName, load_palette
from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Score
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine
from fibrojournal.errors import NotSavedError
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.visit_preparation import VisitPreparation
from fibrojournal.storage.store import Store
from fibrojournal.ui.dialogs.calendar_dialog import CalendarDialog
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.today_page import TodayPage
from fibrojournal.ui.theme import apply_theme
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.medicines_today_card import doses_in_words
from fibrojournal.ui.widgets.score_row import RowLabel
from tests.builders import (
    TODAY,
    make_dose_change,
    make_event,
    make_intake,
    make_medicine,
)
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.widgets.score_row import ScoreRow
    from tests.conftest import StandingClock

YESTERDAY = TODAY - timedelta(days=1)
ZONE = timezone(timedelta(hours=1))


def shown_page(
    qtbot: QtBot, journal: Journal, *, weight_unit: str = "kg", width: int = 1072
) -> TodayPage:
    page = TodayPage(journal, Look(EnglishFormatter(), load_palette("light"), weight_unit))
    page.journal_changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(width, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> TodayPage:
    return shown_page(qtbot, journal)


@pytest.fixture
def themed() -> Iterator[None]:
    app = cast("QApplication", QApplication.instance())
    font, palette = app.font(), app.palette()
    yield
    app.setStyleSheet("")
    app.setFont(font)
    app.setPalette(palette)


def row(page: TodayPage, key: str) -> ScoreRow:
    return next(r for r in page.form.scores_card.score_rows if r.item.key == key)


def entry(journal: Journal, on: date = TODAY) -> DayEntry:
    return journal.day_entry(on) or DayEntry(on)


def reopened(journal: Journal, clock: StandingClock) -> Journal:
    journal.close()
    return Journal(Store.open(journal.path), clock=clock)


def close_boxes(page: TodayPage) -> int:
    boxes = [box for box in page.findChildren(QMessageBox) if box.isVisible()]
    for box in boxes:
        box.close()
    return len(boxes)


def no_disk(clock: StandingClock) -> None:
    """Let every write to the day on the page be refused, until `disk_back`."""
    clock.advance(days=-2)


def disk_back(clock: StandingClock) -> None:
    clock.advance(days=2)


# Scores


def test_the_keyboard_begins_at_the_first_row(page: TodayPage) -> None:
    assert row(page, "pain_average").cells.cells[0].hasFocus()


@pytest.mark.usefixtures("page")
def test_six_scores_take_fewer_than_twenty_keys(journal: Journal) -> None:
    enter = Qt.Key.Key_Return
    count = press("6", enter, "10", enter, "7", enter, "s", enter, "4", enter, "1")
    assert count <= 20
    assert entry(journal).scores == {
        "pain_average": 6,
        "pain_worst": 10,
        "fatigue": 7,
        "sleep_quality": SKIPPED,
        "fog": 4,
        "se_dizzy": 1,
    }


@pytest.mark.parametrize(
    ("key", "stored"),
    [("0", {"fatigue": 0.0}), ("s", {"fatigue": SKIPPED}), (Qt.Key.Key_Delete, {})],
)
def test_blank_skipped_and_nought_come_back_from_the_file_as_they_were(
    qtbot: QtBot,
    journal: Journal,
    clock: StandingClock,
    key: str | Qt.Key,
    stored: dict[str, Score],
) -> None:
    page = shown_page(qtbot, journal)
    row(page, "fatigue").enter()
    press("5", key)
    shown = row(page, "fatigue").score
    again = reopened(journal, clock)
    assert entry(again).scores == stored
    later = shown_page(qtbot, again)
    assert row(later, "fatigue").score == shown == stored.get("fatigue")
    page.deleteLater()
    again.close()


def test_a_click_is_saved_at_once(qtbot: QtBot, page: TodayPage, journal: Journal) -> None:
    with qtbot.waitSignals([page.saved, page.journal_changed]):
        row(page, "fog").cells.cells[3].click()
    assert entry(journal).scores == {"fog": 3}


def test_yesterdays_scores_are_dots_and_not_presets(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(YESTERDAY, "fatigue", 5.0)
    page = shown_page(qtbot, journal)
    fatigue = row(page, "fatigue")
    assert fatigue.score is None
    assert fatigue.day_before == 5
    assert fatigue.accessibleDescription() == "yesterday 5"
    assert entry(journal).scores == {}


def test_hidden_items_are_not_asked(page: TodayPage) -> None:
    asked = [r.item.key for r in page.form.scores_card.score_rows]
    assert asked == ["pain_average", "pain_worst", "fatigue", "sleep_quality", "fog"]


def test_ends_that_differ_are_said_under_the_name(page: TodayPage) -> None:
    head = page.form.scores_card.head_line
    assert (head.low_label.text(), head.high_label.text()) == ("none", "worst imaginable")
    assert row(page, "sleep_quality").label.hint_label.text() == "0 best, 10 worst"


def test_an_undo_is_shown(page: TodayPage, journal: Journal) -> None:
    row(page, "fog").cells.cells[3].click()
    page.refresh(journal.undo())
    assert row(page, "fog").score is None


def test_a_refresh_does_not_take_the_keyboard_away(page: TodayPage, journal: Journal) -> None:
    page.form.note_card.edit.setFocus()
    page.refresh(journal.set_score(TODAY, "fog", 3.0))
    page.refresh(Changes.everything())
    assert page.form.note_card.edit.hasFocus()


# What could not be saved


def test_what_could_not_be_saved_stays_and_is_marked(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    no_disk(clock)
    row(page, "fog").cells.cells[3].click()
    assert close_boxes(page) == 1
    assert row(page, "fog").score == 3
    assert page.form.scores_card.unsaved_line.isVisible()
    page.refresh(Changes(entries=True))
    assert row(page, "fog").score == 3
    disk_back(clock)
    page.form.scores_card.unsaved_line.button.click()
    assert entry(journal).scores == {"fog": 3}
    assert not page.form.scores_card.unsaved_line.isVisible()
    assert not page.has_unsaved


def test_what_could_not_be_saved_waits_while_other_days_are_shown(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    no_disk(clock)
    page.form.note_card.edit.insertPlainText("cold")
    page.form.note_card.edit.settle()
    page.show_day(YESTERDAY - timedelta(days=1))
    assert page.form.note_card.edit.toPlainText() == ""
    page.show_day(TODAY)
    assert page.form.note_card.edit.toPlainText() == "cold"
    assert page.form.note_card.unsaved_line.isVisible()
    disk_back(clock)
    page.flush()
    close_boxes(page)
    assert entry(journal).note == "cold"


def test_typing_on_after_a_failed_save_opens_no_further_boxes(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    edit = page.form.note_card.edit
    no_disk(clock)
    edit.insertPlainText("cold")
    edit.settle()
    assert close_boxes(page) == 1
    edit.insertPlainText(" and damp")
    edit.settle()
    assert close_boxes(page) == 0
    disk_back(clock)
    page.flush()
    assert entry(journal).note == "cold and damp"


# Side effects


def test_two_side_effects_are_shown_at_first_and_the_rest_on_demand(page: TodayPage) -> None:
    card = page.form.side_effects_card
    assert [r.isVisible() for r in card.side_effect_rows] == [True] * 2 + [False] * 7
    assert card.more_button.text() == "7 more"
    card.more_button.click()
    assert all(r.isVisible() for r in card.side_effect_rows)


def test_a_side_effect_with_a_value_is_always_shown(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(TODAY, "se_nausea", 0.0)
    page = shown_page(qtbot, journal)
    card = page.form.side_effects_card
    shown = [r.item.key for r in card.side_effect_rows if r.isVisible()]
    assert shown == ["se_dizzy", "se_sleepy", "se_nausea"]
    assert card.more_button.text() == "6 more"


def test_clearing_a_side_effect_does_not_take_its_row_away(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(TODAY, "se_nausea", 2.0)
    page = shown_page(qtbot, journal)
    nausea = page.form.side_effects_card.side_effect_rows[-2]
    nausea.choices.skip_button.click()
    assert nausea.isVisible()
    assert entry(journal).scores == {}


# Measures


def measure(page: TodayPage, key: str) -> QLineEdit:
    rows = page.form.measures_card.measure_rows
    return next(r.field.edit for r in rows if r.item.key == key)


def test_hours_slept_are_typed_and_saved(page: TodayPage, journal: Journal) -> None:
    edit = measure(page, "sleep_hours")
    edit.setFocus()
    press("7:30", Qt.Key.Key_Return)
    assert entry(journal).scores == {"sleep_hours": 7.5}


def test_hours_out_of_range_are_refused_beside_the_field(
    page: TodayPage, journal: Journal
) -> None:
    measure(page, "sleep_hours").setFocus()
    press("25", Qt.Key.Key_Return)
    assert entry(journal).scores == {}
    assert "24" in page.form.measures_card.measure_rows[0].field.problem


def test_typed_hours_are_saved_when_the_page_is_left(page: TodayPage, journal: Journal) -> None:
    measure(page, "sleep_hours").setFocus()
    press("7")
    page.flush()
    assert entry(journal).scores == {"sleep_hours": 7}


def test_pounds_are_kept_in_kilograms(qtbot: QtBot, journal: Journal) -> None:
    page = shown_page(qtbot, journal, weight_unit="lb")
    measure(page, "weight_kg").setFocus()
    press("160", Qt.Key.Key_Return)
    assert entry(journal).scores == {"weight_kg": pytest.approx(160 * 0.45359237, abs=1e-9)}


def test_a_weight_that_nobody_touched_is_not_written_again(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(TODAY, "weight_kg", 71.23456)
    page = shown_page(qtbot, journal, weight_unit="lb")
    edit = measure(page, "weight_kg")
    assert edit.text() == "157.0"
    with qtbot.assertNotEmitted(page.saved):
        edit.setFocus()
        press(Qt.Key.Key_Return, Qt.Key.Key_Tab)
        page.flush()
    assert entry(journal).scores == {"weight_kg": 71.23456}


def test_the_last_weight_is_a_quiet_hint(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(TODAY - timedelta(days=7), "weight_kg", 71.3)
    page = shown_page(qtbot, journal)
    weight = page.form.measures_card.measure_rows[1]
    assert weight.label.hint_label.text() == "71.3 kg on 28 October"
    assert weight.field.edit.text() == ""


def test_a_blank_measure_stays_blank(page: TodayPage, journal: Journal) -> None:
    page.flush()
    assert entry(journal).scores == {}


# Medicines


def test_doses_of_the_day_in_words() -> None:
    gabapentin = Amounts(Decimal(300), Decimal(0), Decimal(300), Decimal(600))
    medicines = [
        make_medicine(),
        make_medicine("fentanyl", unit="patch"),
        make_medicine("old one"),
        make_medicine("paracetamol", as_needed=True),
    ]
    changes = [
        DoseChange("gabapentin", YESTERDAY, gabapentin),
        DoseChange("fentanyl", YESTERDAY, Amounts(Decimal(1)), every_days=3),
        make_dose_change(YESTERDAY, 20, medicine="old one"),
        make_dose_change(TODAY, 0, medicine="old one"),
    ]
    words = doses_in_words(medicines, changes, TODAY, EnglishFormatter())
    assert words == "gabapentin 300-0-300-600 mg, fentanyl 1 patch every 3 days"
    before = doses_in_words(medicines, changes, YESTERDAY, EnglishFormatter())
    assert before.endswith("old one 0-0-0-20 mg")
    assert doses_in_words(medicines, changes, date(2026, 1, 1), EnglishFormatter()) == ""


def test_without_medicines_the_card_says_so(page: TodayPage) -> None:
    card = page.form.medicines_card
    assert card.doses_label.text() == "No medicines written down yet."
    assert not card.as_needed_button.isVisible()


def test_medicines_taken_are_said_and_taken_back(page: TodayPage, journal: Journal) -> None:
    taken = page.form.medicines_card.taken_row
    taken.cells.cells[1].click()
    assert entry(journal).medicines_taken == "different"
    taken.skip_button.click()
    assert entry(journal).medicines_taken is None


@pytest.fixture
def with_paracetamol(journal: Journal) -> Journal:
    journal.add_medicine(make_medicine("paracetamol", as_needed=True))
    return journal


def test_an_intake_is_added_listed_and_removed(qtbot: QtBot, with_paracetamol: Journal) -> None:
    page = shown_page(qtbot, with_paracetamol)
    card = page.form.medicines_card
    card.as_needed_button.click()
    dialog = page.findChild(IntakeDialog)
    assert isinstance(dialog, IntakeDialog)
    dialog.intake_entered.emit(make_intake(TODAY, 1000, medicine="paracetamol", at=time(14, 10)))
    dialog.close()
    (line,) = card.intake_lines
    assert line.label.text() == "paracetamol 1,000 mg at 14:10"
    line.remove_button.click()
    assert card.intake_lines == ()
    assert with_paracetamol.intakes() == ()


def test_an_intake_that_could_not_be_saved_keeps_its_dialog(
    qtbot: QtBot, with_paracetamol: Journal, clock: StandingClock
) -> None:
    page = shown_page(qtbot, with_paracetamol)
    page.form.medicines_card.as_needed_button.click()
    dialog = page.findChild(IntakeDialog)
    assert isinstance(dialog, IntakeDialog)
    no_disk(clock)
    dialog.save_button.click()
    close_boxes(page)
    assert dialog.isVisible()
    assert with_paracetamol.intakes() == ()
    dialog.reject()


def test_intakes_of_other_days_are_not_listed(qtbot: QtBot, with_paracetamol: Journal) -> None:
    with_paracetamol.save_intake(Intake("paracetamol", YESTERDAY))
    page = shown_page(qtbot, with_paracetamol)
    assert page.form.medicines_card.intake_lines == ()
    page.show_day(YESTERDAY)
    assert len(page.form.medicines_card.intake_lines) == 1


# Note


def test_a_note_is_saved_within_a_second(qtbot: QtBot, page: TodayPage, journal: Journal) -> None:
    page.form.note_card.edit.setFocus()
    with qtbot.waitSignal(page.saved, timeout=1500):
        press("cold and damp")
    qtbot.waitUntil(lambda: entry(journal).note == "cold and damp", timeout=1500)


def test_undoing_a_note_puts_the_older_text_back(page: TodayPage, journal: Journal) -> None:
    edit = page.form.note_card.edit
    edit.setFocus()
    press("cold")
    page.flush()
    page.refresh(journal.undo())
    assert edit.toPlainText() == ""


def test_a_note_belongs_to_the_day_on_which_it_was_typed(
    page: TodayPage, journal: Journal
) -> None:
    page.show_day(YESTERDAY)
    page.form.note_card.edit.insertPlainText("cold")
    page.show_day(TODAY)
    assert page.form.note_card.edit.toPlainText() == ""
    assert entry(journal, YESTERDAY).note == "cold"
    assert entry(journal).note == ""


# Events


def test_events_of_the_day_are_named(qtbot: QtBot, journal: Journal) -> None:
    journal.save_event(make_event(TODAY - timedelta(days=2)))
    journal.save_event(make_event(TODAY, TODAY, category="physiotherapy"))
    journal.save_event(make_event(YESTERDAY, YESTERDAY, title="not this one"))
    page = shown_page(qtbot, journal)
    assert [link.text() for link in page.form.events_card.links] == [
        "flare, day 3",
        "physiotherapy",
    ]


def test_an_event_opens_and_is_changed(qtbot: QtBot, journal: Journal) -> None:
    journal.save_event(make_event(TODAY, TODAY, category="visit"))
    page = shown_page(qtbot, journal)
    page.form.events_card.links[0].click()
    dialog = page.findChild(EventDialog)
    assert isinstance(dialog, EventDialog)
    dialog.title_edit.setText("rheumatology")
    dialog.save_button.click()
    assert [link.text() for link in page.form.events_card.links] == ["rheumatology"]


def test_an_event_is_added_to_the_day_on_the_page(page: TodayPage, journal: Journal) -> None:
    page.show_day(YESTERDAY)
    page.form.events_card.add_button.click()
    dialog = page.findChild(EventDialog)
    assert isinstance(dialog, EventDialog)
    dialog.save_button.click()
    assert [event.first_day for event in journal.events()] == [YESTERDAY]
    assert len(page.form.events_card.links) == 1


# Days


def test_the_title_names_the_day_and_the_line_beneath_says_how_long_ago(page: TodayPage) -> None:
    assert page.title_label.text() == "Wednesday, 4 November"
    assert page.purpose_label.text().startswith("Writing about today.")
    page.show_day(TODAY - timedelta(days=2))
    assert page.purpose_label.text() == "Writing about Monday, 2 November, two days ago."
    assert page.form.scores_card.title_label.text() == "How was that day?"
    page.show_day(date(2025, 12, 31))
    assert page.title_label.text() == "Wednesday, 31 December 2025"


def test_there_is_no_day_after_today(page: TodayPage) -> None:
    assert not page.day_header.next_button.isEnabled()
    page.day_header.previous_button.click()
    assert page.day == YESTERDAY
    page.day_header.next_button.click()
    assert page.day == TODAY


def test_days_turn_by_keyboard(page: TodayPage) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(focused, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.day == TODAY - timedelta(days=2)
    QTest.keyClick(focused, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.day == YESTERDAY
    QTest.keyClick(focused, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.day == TODAY


@pytest.mark.parametrize("days_ago", [1, 3, 29, 400, 2_000])
def test_two_clicks_and_the_wheel_lead_to_any_past_day(page: TodayPage, days_ago: int) -> None:
    day = TODAY - timedelta(days=days_ago)
    QTest.mouseClick(page.day_header.calendar_button, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(CalendarDialog)
    for _ in range((TODAY.year - day.year) * 12 + TODAY.month - day.month):
        turn_wheel(dialog)
    button = next(b for b in dialog.day_buttons if b.day == day and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.day == day


def turn_wheel(dialog: CalendarDialog) -> None:
    """Turn the wheel one notch away from oneself."""
    at = QPointF(dialog.rect().center())
    QApplication.sendEvent(
        dialog,
        QWheelEvent(
            at,
            QPointF(dialog.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_the_calendar_leads_to_a_day(page: TodayPage) -> None:
    page.day_header.calendar_button.click()
    dialog = page.findChild(CalendarDialog)
    assert isinstance(dialog, CalendarDialog)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert page.day == TODAY - timedelta(days=7)


def test_scores_go_to_the_day_on_the_page(page: TodayPage, journal: Journal) -> None:
    page.show_day(YESTERDAY)
    row(page, "fog").cells.cells[3].click()
    assert entry(journal, YESTERDAY).scores == {"fog": 3}
    assert entry(journal).scores == {}
    page.show_day(TODAY)
    assert row(page, "fog").score is None
    assert row(page, "fog").day_before == 3


def test_after_midnight_the_page_says_that_it_is_still_the_day_before(
    page: TodayPage, clock: StandingClock
) -> None:
    clock.moment = datetime(2026, 11, 5, 0, 30, tzinfo=ZONE)
    page.minute_timer.timeout.emit()
    assert page.day == TODAY
    assert page.purpose_label.text() == (
        "It is after midnight: this still belongs to Wednesday. The day turns at 04:00."
    )


def test_the_hour_that_was_chosen_is_told_after_midnight(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    journal.turns_at = 2
    clock.moment = datetime(2026, 11, 5, 0, 30, tzinfo=ZONE)
    page.minute_timer.timeout.emit()
    assert page.purpose_label.text().endswith("The day turns at 02:00.")


def test_the_page_moves_on_when_the_day_turns(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    edit = page.form.note_card.edit
    edit.setFocus()
    press("cold")
    edit.typing_timer.stop()
    clock.moment = datetime(2026, 11, 5, 4, 1, tzinfo=ZONE)
    page.minute_timer.timeout.emit()
    assert page.day == TODAY + timedelta(days=1)
    assert entry(journal).note == "cold"
    assert edit.toPlainText() == ""


def test_whoever_is_typing_when_the_day_turns_is_offered_the_way(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    edit = page.form.note_card.edit
    edit.setFocus()
    press("cold")
    clock.moment = datetime(2026, 11, 5, 4, 1, tzinfo=ZONE)
    page.minute_timer.timeout.emit()
    assert page.day == TODAY
    assert page.new_day_line.isVisible()
    page.minute_timer.timeout.emit()
    assert page.new_day_line.isVisible()
    page.new_day_line.today_button.click()
    assert page.day == TODAY + timedelta(days=1)
    assert entry(journal).note == "cold"
    assert not page.new_day_line.isVisible()


def test_a_past_day_stays_on_the_page_when_the_day_turns(
    page: TodayPage, clock: StandingClock
) -> None:
    page.show_day(YESTERDAY)
    clock.moment = datetime(2026, 11, 5, 4, 1, tzinfo=ZONE)
    page.minute_timer.timeout.emit()
    assert page.day == YESTERDAY
    assert page.purpose_label.text() == "Writing about Tuesday, 3 November, two days ago."


# Reach


def focus_chain(page: TodayPage) -> list[QWidget]:
    """Return what the Tab key reaches, in its order, from the header on."""
    chain: list[QWidget] = []
    first: QWidget = page.day_header.previous_button
    widget = first
    while True:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            chain.append(widget)
        following = widget.nextInFocusChain()
        if following is None or following is first:
            return chain
        widget = following


def card_of(widget: QWidget) -> QWidget:
    holder: QWidget | None = widget
    while holder is not None and not isinstance(holder, Card):
        holder = holder.parentWidget()
    assert holder is not None
    return holder


def test_tab_goes_from_top_to_bottom(qtbot: QtBot, with_paracetamol: Journal) -> None:
    with_paracetamol.save_event(make_event())
    with_paracetamol.save_intake(Intake("paracetamol", TODAY))
    page = shown_page(qtbot, with_paracetamol)
    chain = [w for w in focus_chain(page) if page.form.isAncestorOf(w)]
    cards: list[QWidget] = []
    for widget in chain:
        if card_of(widget) not in cards:
            cards.append(card_of(widget))
    form = page.form
    assert cards == [
        form.scores_card,
        form.side_effects_card,
        form.medicines_card,
        form.note_card,
        form.measures_card,
        form.pain_map_card,
        form.events_card,
    ]
    changes_of_card = sum(card_of(a) is not card_of(b) for a, b in pairwise(chain))
    assert changes_of_card == len(cards) - 1


def test_tab_enters_each_row_once_and_then_its_button(page: TodayPage) -> None:
    names = [w.accessibleName() for w in focus_chain(page)]
    start = names.index("Pain on average: 0, none")
    assert names[start : start + 4] == [
        "Pain on average: 0, none",
        "Skip Pain on average",
        "Worst pain: 0, none",
        "Skip Worst pain",
    ]


def test_everything_that_can_be_used_has_a_name(qtbot: QtBot, example_journal: Journal) -> None:
    page = shown_page(qtbot, example_journal)
    page.form.side_effects_card.more_button.click()
    used: list[QWidget] = []
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        used += page.findChildren(kind)
    unnamed = [w for w in used if not w.accessibleName() and not getattr(w, "text", str)()]
    assert unnamed == []


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 200)])
def test_what_is_touched_daily_is_large_enough(
    qtbot: QtBot, example_journal: Journal, theme: ThemeName, percent: int
) -> None:
    apply_theme(cast("QApplication", QApplication.instance()), theme, percent)
    page = shown_page(qtbot, example_journal, width=1238)
    form = page.form
    touched: list[QWidget] = []
    for card in (form.scores_card, form.side_effects_card, form.measures_card):
        touched += card.findChildren(QAbstractButton)
        touched += card.findChildren(QLineEdit)
    touched += form.medicines_card.taken_row.cells.cells
    small = [
        (w.accessibleName(), w.size())
        for w in touched
        if w.isVisible()
        and w is not form.side_effects_card.more_button
        and (w.width() < 44 or w.height() < 44)
    ]
    assert small == []


def labels_cut(page: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    return [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible()
        and (
            label.height() < label.heightForWidth(label.width())
            or label.width() < label.minimumSizeHint().width()
        )
    ]


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize(("percent", "width"), [(100, 896), (100, 1072), (150, 1000), (200, 1238)])
def test_nothing_is_cut_at_any_size(
    qtbot: QtBot, example_journal: Journal, percent: int, width: int
) -> None:
    apply_theme(cast("QApplication", QApplication.instance()), "light", percent)
    page = shown_page(qtbot, example_journal, width=width)
    page.form.side_effects_card.more_button.click()
    qtbot.waitUntil(lambda: not labels_cut(page))
    outside = [
        part
        for holder in (*page.form.scores_card.score_rows, *page.findChildren(RowLabel))
        for part in holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if part.isVisible() and not holder.rect().contains(part.geometry())
    ]
    assert outside == []


# Life of the page


def test_other_items_mean_other_rows(page: TodayPage, journal: Journal) -> None:
    page.form.note_card.edit.insertPlainText("cold")
    shown = tuple(replace(item, hidden=False) for item in journal.items())
    journal.load(JournalContents(items=shown))
    page.refresh(Changes(items=True))
    asked = [r.item.key for r in page.form.scores_card.score_rows]
    assert asked[-3:] == ["anxiety", "low_mood", "stiffness"]
    assert page.form.note_card.edit.toPlainText() == "cold"
    names = [w.accessibleName() for w in focus_chain(page)]
    assert names.index("Choose a day") < names.index("Fog: 0, none") < names.index("Note")


@pytest.mark.parametrize("kind", [IntakeDialog, EventDialog, CalendarDialog])
def test_a_closed_dialog_is_freed(
    qtbot: QtBot, with_paracetamol: Journal, kind: type[QWidget]
) -> None:
    page = shown_page(qtbot, with_paracetamol)
    opener: QAbstractButton = {
        IntakeDialog: page.form.medicines_card.as_needed_button,
        EventDialog: page.form.events_card.add_button,
        CalendarDialog: page.day_header.calendar_button,
    }[kind]
    opener.click()
    dialog = page.findChild(kind)
    assert isinstance(dialog, kind)
    gone = weakref.ref(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    del dialog
    gc.collect()
    assert gone() is None


def test_a_page_is_freed(qtbot: QtBot, journal: Journal) -> None:
    page = TodayPage(journal, Look(EnglishFormatter(), load_palette("light")))
    gone = weakref.ref(page)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    del page
    gc.collect()
    assert gone() is None


# A question for the next visit


def questions(journal: Journal) -> list[str]:
    return [question.text for question in journal.visit_preparation.questions()]


def test_a_question_for_the_visit_can_be_written_on_any_day(
    page: TodayPage, journal: Journal
) -> None:
    page.question_card.line.edit.setFocus()
    press("Can I swim?", Qt.Key.Key_Return)
    assert questions(journal) == ["Can I swim?"]
    assert page.question_card.line.edit.text() == ""
    assert page.question_card.kept_label.text().startswith("1 question is kept")
    journal.undo()
    page.refresh(Changes(others=True))
    assert not page.question_card.kept_label.isVisible()


def test_a_question_that_was_not_added_is_kept_when_the_page_is_left(
    page: TodayPage, journal: Journal
) -> None:
    page.question_card.line.edit.setText("Can I swim?")
    assert page.is_pending
    page.flush()
    assert questions(journal) == ["Can I swim?"]
    assert not page.is_pending


def test_a_question_that_cannot_be_saved_stays_in_its_field(
    page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_preparation: VisitPreparation, _question: object) -> Changes:
        raise NotSavedError

    monkeypatch.setattr(VisitPreparation, "save_question", refuse)
    page.question_card.line.edit.setText("Can I swim?")
    page.question_card.line.add_button.click()
    assert page.question_card.line.edit.text() == "Can I swim?"
    assert close_boxes(page) == 1


# Where it hurts


def mapped(journal: Journal, on: date = TODAY) -> frozenset[str] | None:
    found = journal.pain_maps.of(on)
    return None if found is None else found.areas


def test_a_touch_of_the_body_is_saved_and_undone(page: TodayPage, journal: Journal) -> None:
    card = page.form.pain_map_card
    card.open_button.click()
    assert card.picture is not None
    card.picture.buttons["neck"].click()
    card.picture.buttons["chest"].click()
    assert mapped(journal) == frozenset({"neck", "chest"})
    page.refresh(journal.undo())
    assert card.picture.areas == mapped(journal) == frozenset({"neck"})
    card.nothing_button.click()
    assert mapped(journal) == frozenset()
    page.refresh(journal.undo())
    assert card.areas == frozenset({"neck"})


def test_a_map_belongs_to_the_day_on_the_page(page: TodayPage, journal: Journal) -> None:
    page.show_day(YESTERDAY)
    page.form.pain_map_card.nothing_button.click()
    assert (mapped(journal, YESTERDAY), mapped(journal)) == (frozenset(), None)
    page.show_day(TODAY)
    card = page.form.pain_map_card
    assert card.areas is None
    assert "3 November" in card.copy_button.text()


def test_a_map_that_could_not_be_saved_stays_and_is_marked(
    page: TodayPage, journal: Journal, clock: StandingClock
) -> None:
    card = page.form.pain_map_card
    no_disk(clock)
    card.nothing_button.click()
    assert close_boxes(page) == 1
    assert card.unsaved_line.isVisible()
    page.refresh(Changes(entries=True))
    assert card.areas == frozenset()
    disk_back(clock)
    card.unsaved_line.button.click()
    assert mapped(journal) == frozenset()
    assert not card.unsaved_line.isVisible()


def test_today_says_what_runs_low_by_the_persons_own_count(
    page: TodayPage, journal: Journal
) -> None:
    def said() -> str:
        line = page.form.medicines_card.supply_line
        return line.text() if line.isVisible() else ""

    counted = Medicine("gabapentin", supply_amount=Decimal(900), supply_counted_on=TODAY)
    dose = DoseChange("gabapentin", TODAY, Amounts(evening=Decimal(300)))
    page.write(journal.add_medicine, counted, dose)
    assert said() == "Your plan says: about 3 days left of gabapentin, by your own count."
    page.show_day(TODAY - timedelta(days=1))
    assert said() == ""
    more = replace(counted, supply_amount=Decimal(9000))
    page.write(journal.edit_medicine, "gabapentin", more)
    page.show_day(TODAY)
    assert said() == ""
