from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, qBlue, qGreen, qRed

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.example import example_contents
from fibrojournal.reports.page_room import ROOMS
from fibrojournal.reports.report_choice import FIRST_PAGE, SECTIONS, Paper, ReportChoice
from fibrojournal.reports.visit_report import VisitReport, visit_report
from fibrojournal.ui.printing import ReportPages, write_pdf
from tests.builders import TODAY, day, make_entry
from tests.reports.odd_journals import odd_journals

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.filterwarnings("ignore:Glyph"),  # this computer has no font for every script
]

ODD = odd_journals()
FORMATTER = EnglishFormatter()
PAPERS: tuple[Paper, ...] = ("A4", "Letter")


def made(contents: JournalContents, paper: Paper = "A4", *, back: int = 69) -> VisitReport:
    choice = ReportChoice(day(back), TODAY, sections=frozenset(SECTIONS), paper=paper)
    return visit_report(contents, choice, TODAY, EnglishFormatter())


def plain(text: str) -> str:
    """Return a text without blanks and signs of direction, as it may be broken anywhere."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\u2068\u2069")


def laid_out(report: VisitReport) -> ReportPages:
    """Lay all pages out, without drawing the pictures of the further ones."""
    pages = ReportPages(report, EnglishFormatter(), scale=0.25, at_once=False)
    for _step in pages.lay_out():
        if pages.count > 1:
            break
    return pages


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ODD)
def test_page_1_is_one_page_that_can_be_read_and_nothing_is_cut(name: str, paper: Paper) -> None:
    contents = ODD[name]
    back = (TODAY - contents.days[0].day).days if name == "20 years" else 69
    report = made(contents, paper, back=back)
    pages = laid_out(report)
    assert pages.first_page_scale == 1
    assert pages.widest < 1.003  # the line under a table may be a pixel longer than it
    everything = plain("".join(pages.texts))
    for question in report.questions or ():
        assert plain(question) in everything
    for line in report.medicines or ():
        assert plain(line.name) in everything
        assert plain(line.since) in everything
    for change in report.changes or ():
        assert plain(change.title) in everything
        assert plain(change.sentence) in everything
    rows = [*(report.symptoms.rows if report.symptoms else ())]
    assert all(plain(row.name) in everything for row in rows)
    effects = [*(report.side_effects.rows if report.side_effects else ())]
    assert all(plain(row.name) in everything for row in effects)
    assert plain(report.name) in everything
    assert all(plain(line) in everything for line in report.own_words)


def test_a_pdf_has_the_pages_that_were_laid_out(tmp_path: Path) -> None:
    report = made(example_contents(TODAY))
    pages = ReportPages(report, EnglishFormatter(), scale=0.5)
    file = tmp_path / "report.pdf"
    write_pdf(report, file, EnglishFormatter())
    assert file.read_bytes().count(b"/Type /Page\n") == pages.count


def test_the_picture_is_drawn_in_greys_on_white() -> None:
    pages = ReportPages(made(example_contents(TODAY)), EnglishFormatter(), scale=1)
    image = QImage(700, 1000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    pages.draw(painter, 0, 1)
    painter.end()
    dots = {image.pixel(x, y) for x in range(0, 700, 3) for y in range(0, 1000, 3)}
    assert len(dots) > 10
    assert all(qRed(dot) == qGreen(dot) == qBlue(dot) for dot in dots)


def test_a_page_that_is_not_full_has_the_largest_letters() -> None:
    pages = laid_out(made(ODD["no scores"]))
    assert pages.first_page_room == ROOMS[0]
    assert "on page 2" not in pages.texts[0]


def test_what_has_no_room_is_said_to_be_overleaf() -> None:
    pages = laid_out(made(ODD["100 questions"]))
    shown = pages.first_page_room.questions
    assert f"{100 - shown} more on page 2." in pages.texts[0]
    assert f"Question number {shown + 1}?" in pages.texts[1]


def test_a_long_question_is_whole_on_page_2() -> None:
    pages = laid_out(made(ODD["long questions"]))
    assert "In full on page 2." in pages.texts[0]


def test_a_step_of_laying_out_says_when_page_1_can_be_drawn() -> None:
    pages = ReportPages(
        made(example_contents(TODAY)), EnglishFormatter(), scale=0.25, at_once=False
    )
    steps = list(pages.lay_out())
    assert steps == sorted(steps)
    assert steps[0] is False
    assert steps[-1] is True


FIXED = "These are averages of the patient's own entries. They cannot show why something changed."


def test_the_fixed_words_stand_once_on_every_page_that_compares() -> None:
    pages = ReportPages(made(example_contents(TODAY)), EnglishFormatter(), scale=0.25)
    compares = re.compile("Average\\sbefore|Pain,\\saverage|Painful areas|last 28 days")
    counts = [text.replace("\n", " ").count(FIXED) for text in pages.texts]
    assert counts == [int(compares.search(text) is not None) for text in pages.texts]
    assert sum(counts) >= 3


@pytest.mark.parametrize("name", ODD)
def test_the_fixed_words_are_never_twice_on_a_page(name: str) -> None:
    texts = ReportPages(made(ODD[name]), EnglishFormatter(), scale=0.1).texts
    assert all(text.count(FIXED) <= 1 for text in texts)


def test_page_1_has_the_fixed_words_where_no_change_is_in_it() -> None:
    report = visit_report(
        example_contents(TODAY),
        ReportChoice(day(69), TODAY, sections=FIRST_PAGE - {"changes"}),
        TODAY,
        EnglishFormatter(),
    )
    pages = ReportPages(report, EnglishFormatter(), scale=0.25)
    assert (pages.count, pages.texts[0].count(FIXED)) == (1, 1)


def test_own_words_stand_on_page_1_where_there_is_room_and_else_overleaf() -> None:
    kettle = replace(BUILT_IN_ITEMS[0], anchors=((7.0, "cannot hold a kettle"),))
    short = JournalContents((kettle, *BUILT_IN_ITEMS[1:]), (make_entry(pain_average=7),))
    choice, overleaf = ReportChoice(day(69), TODAY), "What numbers mean, in own words"
    pages = laid_out(visit_report(short, choice, TODAY, FORMATTER))
    assert "In own words: Pain: 7 = cannot hold a kettle." in pages.texts[0]
    assert pages.count == 1
    pages = laid_out(visit_report(ODD["everything long"], choice, TODAY, FORMATTER))
    assert "In own words:" not in pages.texts[0]
    assert overleaf in "".join(pages.texts)
