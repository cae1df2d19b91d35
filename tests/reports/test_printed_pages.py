from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.reports.report_choice import SECTIONS, Paper, ReportChoice
from fibrojournal.reports.visit_report import VisitReport, visit_report
from fibrojournal.ui.printing import ReportPages
from tests.builders import TODAY, day
from tests.reports.odd_journals import odd_journals

if TYPE_CHECKING:
    from fibrojournal.domain.contents import JournalContents

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.filterwarnings("ignore:Glyph"),  # this computer has no font for every script
]

ODD = odd_journals()
PAPERS: tuple[Paper, ...] = ("A4", "Letter")


def made(contents: JournalContents, paper: Paper = "A4", *, back: int = 69) -> VisitReport:
    choice = ReportChoice(day(back), TODAY, sections=frozenset(SECTIONS), paper=paper)
    return visit_report(contents, choice, TODAY, EnglishFormatter())


def plain(text: str) -> str:
    """Return a text without blanks and signs of direction, as it may be broken anywhere."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\u2068\u2069")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ODD)
def test_page_1_is_one_page_that_can_be_read_and_nothing_is_cut(name: str, paper: Paper) -> None:
    contents = ODD[name]
    back = (TODAY - contents.days[0].day).days if name == "20 years" else 69
    report = made(contents, paper, back=back)
    pages = ReportPages(report, EnglishFormatter(), scale=0.25)
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
