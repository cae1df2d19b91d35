from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from fibrojournal.domain.profile import Profile
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.example import example_contents
from fibrojournal.reports.page_room import ROOMS
from fibrojournal.reports.pictures import each_picture
from fibrojournal.reports.report_choice import SECTIONS, ReportChoice, Section
from fibrojournal.reports.visit_html import PictureSource, continued, first_page, whole_html
from fibrojournal.reports.visit_report import VisitReport, visit_report
from tests.builders import TODAY, day
from tests.reports.odd_journals import ARABIC, journal, odd_journals
from tests.reports.read_html import ReportHtml

if TYPE_CHECKING:
    from fibrojournal.domain.contents import JournalContents

FORMATTER = EnglishFormatter()
EXAMPLE = example_contents(TODAY)


def made(contents: JournalContents, *without: Section) -> VisitReport:
    sections = frozenset(SECTIONS) - set(without)
    choice = ReportChoice(day(69), TODAY, sections=sections)
    return visit_report(contents, choice, TODAY, FORMATTER)


def read(contents: JournalContents, *without: Section) -> ReportHtml:
    return ReportHtml(whole_html(made(contents, *without), {}, FORMATTER))


def test_every_picture_is_inside_the_file_and_has_its_words() -> None:
    report = made(EXAMPLE)
    pictures = {
        name: picture.embedded
        for name, picture in each_picture(report, FORMATTER, height=400, scale=0.5)
    }
    html = ReportHtml(whole_html(report, pictures, FORMATTER))
    assert len(html.pictures) == len(pictures) == 6
    assert all(html.pictures)
    for address in html.addresses:
        kind, _comma, data = address.partition(",")
        assert kind == "data:image/png;base64"
        assert Image.open(BytesIO(b64decode(data))).mode == "L"


def test_nothing_is_loaded_from_anywhere() -> None:
    html = whole_html(made(EXAMPLE), {}, FORMATTER)
    for word in ("http", "url(", "@import", "<script", "<link", "src="):
        assert word not in html


def test_without_its_picture_the_timeline_is_said_in_words() -> None:
    report = made(EXAMPLE)
    words = first_page(report, {}, FORMATTER)
    shown = first_page(report, {"timeline": PictureSource("timeline", 1, 1)}, FORMATTER)
    assert "<img" not in words
    assert 'alt="' in shown


def test_headings_are_in_their_order() -> None:
    levels = [int(tag[1]) for tag, _words in read(EXAMPLE).texts if tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1


def test_what_was_written_is_text_and_never_markup() -> None:
    html = whole_html(made(odd_journals()["markup"]), {}, FORMATTER)
    assert "<script" not in html
    assert "<b>bold" not in html
    assert "&lt;b&gt;bold &amp; co&lt;/b&gt;" in html


def test_a_question_runs_as_its_first_letter_does() -> None:
    html = whole_html(made(journal(1, questions=[ARABIC, "12 Why?", "?"])), {}, FORMATTER)
    assert html.count('<li dir="rtl">') == 1
    assert html.count('<li dir="ltr">') >= 2


def test_a_name_from_right_to_left_does_not_turn_the_dose_around() -> None:
    report = made(odd_journals()["right to left"])
    html = first_page(report, {}, FORMATTER)
    assert report.medicines
    for line in report.medicines:
        assert f"<b>\u2068{line.name}\u2069</b> {line.dose}" in html


def test_a_part_that_was_switched_off_leaves_no_trace() -> None:
    html = read(EXAMPLE, "questions", "medicines", "chart", "symptoms", "side_effects", "changes")
    assert "I would like to talk about" not in html.words
    assert "Medicines now" not in html.words
    assert "Scores and doses" not in html.words
    assert html.table("Symptoms") is None


def test_a_long_name_is_whole_on_page_2() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff " * 3
    report = made(replace(EXAMPLE, profile=Profile(name.strip(), 1950)))
    assert name.strip() not in first_page(report, {}, FORMATTER, ROOMS[-1])
    assert name.strip() in continued(report, FORMATTER, ROOMS[-1])[0].html


def test_a_dose_is_never_shortened() -> None:
    report = made(odd_journals()["everything long"])
    html = first_page(report, {}, FORMATTER, ROOMS[-1])
    for line in (report.medicines or ())[: ROOMS[-1].medicines]:
        assert line.dose in html
        assert line.name not in html


def test_the_room_of_a_browser_leaves_nothing_over() -> None:
    report = made(odd_journals()["100 questions"])
    html = first_page(report, {}, FORMATTER)
    assert html.count("<li") == 100
    assert "page 2" not in html


def test_chosen_notes_stand_last_and_the_visit_is_said() -> None:
    noted = [entry.day for entry in EXAMPLE.days if entry.note and entry.day <= TODAY][-2:]
    choice = ReportChoice(
        day(69),
        TODAY,
        since_visit=True,
        sections=frozenset(SECTIONS),
        note_days=frozenset(noted),
    )
    report = visit_report(EXAMPLE, choice, TODAY, FORMATTER)
    html = ReportHtml(whole_html(report, {}, FORMATTER))
    headings = [words for tag, words in html.texts if tag in {"h2", "h3"}]
    assert headings[-3:] == ["Notes", *(FORMATTER.full_day(on) for on in noted)]
    assert ", since the last visit." in html.words
