from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QWidget,
)

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.events import Event
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.reports.report_choice import SECTIONS, ReportChoice, Section
from fibrojournal.reports.visit_report import VisitReport, visit_report
from fibrojournal.settings import Settings
from fibrojournal.ui.dialogs.profile_dialog import ProfileDialog
from fibrojournal.ui.dialogs.question_dialog import QuestionDialog
from fibrojournal.ui.dialogs.report_notes_dialog import ReportNotesDialog
from fibrojournal.ui.dialogs.save_report_dialog import SaveReportDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.main_window import MainWindow
from fibrojournal.ui.pages.report_page import ReportPage
from fibrojournal.ui.printing import ReportPages
from fibrojournal.ui.theme import apply_theme
from tests.builders import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def shown_page(qtbot: QtBot, journal: Journal) -> ReportPage:
    """Show the page without a window: everything is made at once."""
    page = ReportPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.show_settings(Settings(paper="A4"))
    page.resize(1072, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(qtbot: QtBot, example_journal: Journal) -> ReportPage:
    return shown_page(qtbot, example_journal)


def heard(page: ReportPage) -> str:
    """Return what a screen reader is told about the preview."""
    return page.preview.picture.accessibleDescription()


def test_the_preview_is_seen_and_heard(page: ReportPage) -> None:
    assert page.preview.picture.has_picture
    assert page.preview.picture.accessibleName() == "Preview of the report"
    for words in ("27 August to 4 November 2026", "1,200 mg a day", "Not a clinical assessment."):
        assert words in heard(page)


def test_the_text_stands_in_place_of_the_picture(page: ReportPage) -> None:
    page.preview.text_button.click()
    assert page.preview.text_edit.isVisible()
    assert not page.preview.picture.isVisible()
    assert page.preview.text_edit.toPlainText() == heard(page)


def test_an_empty_journal_has_a_sentence_and_a_button(qtbot: QtBot, journal: Journal) -> None:
    page = shown_page(qtbot, journal)
    assert page.empty_card.isVisible()
    assert not page.preview.isVisible()
    assert not page.save_button.isEnabled()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.empty_button.click()
    assert wanted.args == ["today", None]


def test_parts_that_are_switched_off_leave_the_report_and_are_remembered(
    qtbot: QtBot, page: ReportPage
) -> None:
    assert "Medicines now" in heard(page)
    with qtbot.waitSignal(page.settings_wanted) as wanted:
        page.parts_card.boxes["medicines"].click()
    assert "Medicines now" not in heard(page)
    kept = wanted.args[0]
    assert "medicines" not in kept["report_sections"].split()
    page.show_settings(Settings(**kept))
    assert not page.parts_card.boxes["medicines"].isChecked()


def test_ink_is_black_in_every_theme(example_journal: Journal) -> None:
    today = example_journal.today()
    choice = ReportChoice(today - timedelta(days=69), today, sections=frozenset(SECTIONS))
    report = visit_report(example_journal.contents(), choice, today, EnglishFormatter())
    seen = []
    for theme in ("light", "dark", "contrast"):
        apply_theme(application(), theme, 100)
        pages = ReportPages(report, EnglishFormatter(), scale=1)
        sheet = QImage(800, 1100 * pages.count, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        for page in range(pages.count):
            pages.draw(painter, page, 1)
            painter.translate(0, 1100)
        painter.end()
        seen.append(sheet)
    apply_theme(application(), "light", 100)
    assert seen[0].height() > 1100
    assert seen[0] == seen[1] == seen[2]


def test_the_window_goes_on_while_the_report_is_made(
    qtbot: QtBot, example_journal: Journal
) -> None:
    page = ReportPage(example_journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.jobs = Jobs(page)
    page.show_settings(Settings())
    page.show()
    assert (page.is_making, page.preview.picture.has_picture) == (True, False)
    qtbot.waitUntil(lambda: not page.is_making)
    assert page.preview.picture.has_picture
    assert page.save_button.isEnabled()


def test_the_page_is_freed(
    qtbot: QtBot, example_journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    page = ReportPage(example_journal, Look(EnglishFormatter(), load_palette("light")))
    page.show()
    qtbot.waitExposed(page)
    assert page.preview.picture.has_picture
    freed(page)
    page.close()
    page.deleteLater()


# Choosing


def test_a_choice_is_shown_when_no_other_has_followed(
    qtbot: QtBot, example_journal: Journal
) -> None:
    page = ReportPage(example_journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.jobs = Jobs(page)
    page.show_settings(Settings())
    page.show()
    qtbot.waitUntil(lambda: not page.is_making)
    for section in ("medicines", "symptoms", "changes"):
        page.parts_card.boxes[section].click()
    assert "Medicines now" in heard(page)
    qtbot.waitUntil(lambda: not page.is_making)
    assert "Medicines now" not in heard(page)


def test_the_report_is_since_the_last_visit_or_about_any_days(page: ReportPage) -> None:
    card = page.days_card
    assert card.usual_radio.text() == "Since the last visit"
    assert card.since_label.text() == "It was on 27 August 2026."
    card.own_radio.click()
    assert card.own_range == (date(2026, 8, 27), TODAY)
    card.first_edit.show_day(date(2026, 10, 1))
    card.last_edit.show_day(date(2026, 10, 31))
    assert "1 October to 31 October 2026" in heard(page)
    card.usual_radio.click()
    assert "27 August to 4 November 2026" in heard(page)


def test_days_in_the_wrong_order_are_said_and_change_nothing(page: ReportPage) -> None:
    card = page.days_card
    card.own_radio.click()
    card.first_edit.show_day(TODAY)
    card.last_edit.show_day(date(2026, 10, 1))
    assert card.problem_label.text() == "The first day lies after the last."
    assert "4 November to 4 November 2026" in heard(page)
    card.last_edit.show_day(TODAY)
    assert not card.problem_label.isVisible()


def test_without_a_visit_it_is_about_twelve_weeks(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(TODAY, "pain_average", 4.0)
    page = shown_page(qtbot, journal)
    assert page.days_card.usual_radio.text() == "The last 12 weeks"


def test_a_visit_today_is_written_by_one_press(page: ReportPage, example_journal: Journal) -> None:
    page.journal_changed.connect(page.refresh)
    page.days_card.visit_button.click()
    assert Event("", "visit", TODAY, TODAY) in [
        replace(event, id=None) for event in example_journal.events()
    ]
    assert not page.days_card.visit_button.isVisible()
    assert page.days_card.visit_label.isVisible()
    example_journal.undo()
    page.refresh(Changes(events=True))
    assert page.days_card.visit_button.isVisible()


def test_notes_are_in_only_when_their_days_are_chosen(page: ReportPage) -> None:
    page.parts_card.boxes["notes"].click()
    assert "Notes" not in heard(page)
    page.parts_card.notes_button.click()
    [dialog] = page.findChildren(ReportNotesDialog)
    item = dialog.list.item(0)
    beginning = item.text().split(": ", 1)[1][:20]
    assert beginning not in heard(page)
    item.setCheckState(Qt.CheckState.Checked)
    dialog.save_button.click()
    assert beginning in heard(page)
    assert page.parts_card.notes_button.text() == "1 note chosen…"
    page.days_card.own_radio.click()
    page.days_card.last_edit.show_day(date(2026, 9, 30))
    assert beginning not in heard(page), "the day of the note is not in the range any more"
    assert page.parts_card.notes_button.text() == "Choose notes…"


def test_every_part_that_is_chosen_is_remembered_and_even_none(
    qtbot: QtBot, page: ReportPage, example_journal: Journal
) -> None:
    kept: dict[str, str] = {}
    page.settings_wanted.connect(kept.update)
    for box in page.parts_card.boxes.values():
        if box.isChecked():
            box.click()
    page.parts_card.paper_box.choose("Letter")
    assert kept == {"report_sections": "none", "paper": "Letter"}
    again = shown_page(qtbot, example_journal)
    again.show_settings(Settings(report_sections=kept["report_sections"], paper=kept["paper"]))
    assert again.parts_card.sections == frozenset()
    assert again.parts_card.paper == "Letter"


def test_further_pages_are_turned_by_buttons_and_keys(page: ReportPage) -> None:
    further: tuple[Section, ...] = ("cards", "ladder")
    assert not page.preview.next_button.isVisible()
    for section in further:
        page.parts_card.boxes[section].click()
    assert page.preview.page_label.text().startswith("Page 1 of ")
    page.preview.next_button.click()
    assert page.preview.page == 1
    QTest.keyClick(page.preview.picture, Qt.Key.Key_Left)
    assert page.preview.page == 0
    assert not page.preview.previous_button.isEnabled()
    for section in further:
        page.parts_card.boxes[section].click()
    assert not page.preview.next_button.isVisible()


def test_the_preview_is_scrolled_by_keys(page: ReportPage) -> None:
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    for key, moved in (
        (Qt.Key.Key_End, bar.maximum()),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 48),
        (Qt.Key.Key_Up, 0),
    ):
        QTest.keyClick(page.preview.picture, key)
        assert bar.value() == moved
    QTest.keyClick(page.preview.picture, Qt.Key.Key_PageDown)
    assert bar.value() > 200


# Questions


def texts(page: ReportPage) -> list[str]:
    return [row.label.text() for row in page.questions_card.open_rows]


def test_questions_are_added_ordered_asked_and_removed(qtbot: QtBot, journal: Journal) -> None:
    journal.set_score(TODAY, "pain_average", 4.0)
    page = shown_page(qtbot, journal)
    page.journal_changed.connect(page.refresh)
    for text in ("first?", "second?", "third?"):
        page.questions_card.line.edit.setText(text)
        page.questions_card.line.add_button.click()
    assert texts(page) == ["first?", "second?", "third?"]
    first, _second, third = page.questions_card.open_rows
    assert not first.up_action.isVisible()
    assert not third.down_action.isVisible()
    third.up_action.trigger()
    assert texts(page) == ["first?", "third?", "second?"]
    page.questions_card.open_rows[0].down_action.trigger()
    assert texts(page) == ["third?", "first?", "second?"]
    page.questions_card.open_rows[1].remove_action.trigger()
    assert texts(page) == ["third?", "second?"]
    page.questions_card.open_rows[0].asked_action.trigger()
    assert texts(page) == ["second?"]
    assert "third?" not in heard(page)
    page.questions_card.all_asked_button.click()
    assert texts(page) == []
    assert page.questions_card.asked_button.accessibleName() == "2 questions were asked"
    page.questions_card.asked_button.click()
    page.questions_card.asked_rows[0].asked_action.trigger()
    assert texts(page) == ["third?"]
    for _step in range(9):
        journal.undo()
    page.refresh(Changes(others=True))
    assert texts(page) == []
    assert page.questions_card.empty_label.isVisible()


def test_a_question_can_be_worded_anew(page: ReportPage, example_journal: Journal) -> None:
    page.journal_changed.connect(page.refresh)
    page.questions_card.open_rows[0].edit_action.trigger()
    [dialog] = page.findChildren(QuestionDialog)
    dialog.text_edit.setPlainText("Which of them makes me dizzy?")
    dialog.save_button.click()
    assert texts(page)[0] == "Which of them makes me dizzy?"
    assert "Which of them makes me dizzy?" in heard(page)
    assert len(example_journal.visit_preparation.questions()) == 4


def test_a_question_that_was_not_added_is_kept_when_the_page_is_left(
    page: ReportPage, example_journal: Journal
) -> None:
    page.questions_card.line.edit.setText("one more?")
    assert page.is_pending
    page.flush()
    assert example_journal.visit_preparation.questions()[-1].text == "one more?"
    assert not page.is_pending


def test_what_is_known_of_the_person_stands_in_the_report(page: ReportPage) -> None:
    page.journal_changed.connect(page.refresh)
    page.parts_card.profile_button.click()
    [dialog] = page.findChildren(ProfileDialog)
    dialog.name_edit.setText("Jo Another")
    dialog.save_button.click()
    assert "Jo Another" in heard(page)


def test_tab_follows_the_eye(page: ReportPage) -> None:
    page.activateWindow()
    page.more_button.setFocus()
    order: list[QWidget] = []
    for _ in range(60):
        focused = page.focusWidget()
        if focused in order:
            break
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    rows = page.questions_card.open_rows
    expected = [
        page.more_button,
        page.print_button,
        page.save_button,
        *(row.more_button for row in rows),
        page.questions_card.line.edit,
        page.questions_card.all_asked_button,
        page.questions_card.asked_button,
        page.days_card.usual_radio,
        page.days_card.visit_button,
        *page.parts_card.boxes.values(),
        page.parts_card.profile_button,
        page.parts_card.paper_box,
        page.preview.text_button,
        page.preview.picture,
    ]
    assert order == expected


def show_print_preview(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page("report")
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(page.print_button.isEnabled)
    page.print_button.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(QPrintPreviewDialog)), timeout=20_000)


def reports_held() -> list[str]:
    gc.collect()
    kinds = (VisitReport, ReportPages, QPrinter, QPrintPreviewDialog)
    return [type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, kinds)]


def test_nothing_of_the_report_outlives_the_lock(qtbot: QtBot, example_journal: Journal) -> None:
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    window.show()
    window.show_journal(example_journal)
    window.show_page("report")
    show_print_preview(qtbot, window)
    assert {"VisitReport", "ReportPages", "QPrintPreviewDialog"} <= set(reports_held())
    window.empty()
    assert reports_held() == []
    window.close()
    window.deleteLater()


# Files and paper


@pytest.mark.parametrize(("ending", "begins"), [(".pdf", b"%PDF-"), (".html", b"<!DOCTYPE html>")])
def test_a_report_is_saved_as_it_is_shown(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, ending: str, begins: bytes
) -> None:
    if ending == ".pdf":
        page.save_button.click()
    else:
        page.save_web_action.trigger()
    [dialog] = page.findChildren(SaveReportDialog)
    with qtbot.waitSignal(dialog.saved, timeout=20_000):
        dialog.save(tmp_path / "out")
    assert (tmp_path / f"out{ending}").read_bytes().startswith(begins)
    [box] = page.findChildren(QMessageBox)
    assert "It is not encrypted" in box.informativeText()
    box.close()


def test_the_sheets_are_saved_as_pdf(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    for action, name in ((page.save_plan_action, "plan"), (page.save_week_action, "week")):
        action.trigger()
        dialog = page.findChildren(SaveReportDialog)[-1]
        with qtbot.waitSignal(dialog.saved):
            dialog.save(tmp_path / name)
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF-")
        for box in page.findChildren(QMessageBox):
            box.close()


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.save_button.click()
    [dialog] = page.findChildren(SaveReportDialog)
    dialog.save(tmp_path / "nowhere" / "out.pdf")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=20_000)
    assert dialog.isVisible()
    for box in dialog.findChildren(QMessageBox):
        box.close()
    dialog.close()


def test_printing_shows_the_pages_first_and_says_through_whom_it_goes(
    qtbot: QtBot, page: ReportPage
) -> None:
    page.print_button.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(QPrintPreviewDialog)), timeout=20_000)
    [dialog] = page.findChildren(QPrintPreviewDialog)
    assert any("print service" in label.text() for label in dialog.findChildren(QLabel))
    words = [button.text() for button in dialog.findChildren(QPushButton)]
    assert words == ["Cancel", "Print…"]
    nameless = [
        part
        for part in dialog.findChildren(QWidget)
        if isinstance(part, QLineEdit | QComboBox | QGraphicsView) and not part.accessibleName()
    ]
    assert nameless == []
    with qtbot.waitSignal(dialog.destroyed):
        dialog.findChildren(QPushButton)[0].click()
    assert page.print_button.isEnabled()


def test_the_sheets_can_be_printed(qtbot: QtBot, page: ReportPage) -> None:
    for action in (page.print_plan_action, page.print_week_action):
        action.trigger()
        [dialog] = page.findChildren(QPrintPreviewDialog)
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()


# At every size


@pytest.mark.parametrize("width", [1072, 896])
def test_the_preview_goes_beneath_the_cards_where_it_is_narrow(
    qtbot: QtBot, example_journal: Journal, width: int
) -> None:
    page = shown_page(qtbot, example_journal)
    page.resize(width, 800)
    picture = page.preview.picture
    qtbot.waitUntil(lambda: (page.preview.y() < 100) == (width > 1000))
    qtbot.waitUntil(lambda: abs(picture.height() - 2**0.5 * picture.width()) < 8)
    assert page.findChildren(QScrollArea)[0].horizontalScrollBar().maximum() == 0
