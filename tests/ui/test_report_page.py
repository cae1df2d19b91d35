from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from fibrojournal.charts.style import load_palette
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.reports.report_choice import SECTIONS, ReportChoice
from fibrojournal.reports.visit_report import visit_report
from fibrojournal.settings import Settings
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.pages.report_page import ReportPage
from fibrojournal.ui.printing import ReportPages
from fibrojournal.ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
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
