from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from fibrojournal import i18n
from fibrojournal.charts.style import ThemeName, load_palette
from fibrojournal.domain.facts import load_topics
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.learn_page import LearnPage
from fibrojournal.ui.theme import apply_theme, colour
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.facts import Section
    from fibrojournal.journal.journal import Journal

SECTIONS = [section for topic in load_topics() for section in topic.sections]
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def shown(qtbot: QtBot, journal: Journal, width: int = 1072, height: int = 800) -> LearnPage:
    page = LearnPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> LearnPage:
    return shown(qtbot, journal)


@pytest.fixture
def _usual_look() -> Iterator[None]:
    yield
    apply_theme(application(), "light", 100)


def area_of(page: LearnPage) -> QScrollArea:
    [area] = page.findChildren(QScrollArea)
    return area


def offset(page: LearnPage) -> int:
    return area_of(page).verticalScrollBar().value()


def top_of(page: LearnPage, widget: QWidget) -> int:
    """Return where a widget begins, seen from the top of what can be seen."""
    return widget.mapTo(area_of(page).viewport(), QPoint(0, 0)).y()


def copied(text: QWidget) -> str:
    """Return what Ctrl+A and Ctrl+C bring from a text that has the keyboard."""
    for key in (Qt.Key.Key_A, Qt.Key.Key_C):
        QTest.keyClick(text, key, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_every_section_stands_on_the_page_in_its_order(page: LearnPage) -> None:
    assert page.section_keys == tuple(section.key for section in SECTIONS)
    tops = [top_of(page, page.section(key)) for key in page.section_keys]
    assert tops == sorted(tops)


def test_texts_and_their_sources_can_be_copied_by_the_keyboard(page: LearnPage) -> None:
    for section in SECTIONS:
        text = page.section(section.key).text
        text.setFocus()
        assert copied(text).splitlines() == lines_of(section)


def lines_of(section: Section) -> list[str]:
    lines = []
    for paragraph in section.paragraphs:
        lines.append(paragraph.text)
        if paragraph.sources:
            named = [
                f"{source.short}, {source.year or 'no year given'}" for source in paragraph.sources
            ]
            lines.append(f"Source: {'; '.join(named)}")
    return lines


def test_a_text_can_be_selected_by_the_mouse(page: LearnPage) -> None:
    for key in page.section_keys:
        section = page.section(key)
        for label in (section.text, section.title_label):
            flags = label.textInteractionFlags()
            assert flags & Qt.TextInteractionFlag.TextSelectableByMouse


def test_screen_readers_hear_headings_and_whole_sections(page: LearnPage) -> None:
    section = page.section("better_day_chance")
    title = 'What "better-day chance" means'
    assert section.accessibleName() == title
    assert section.title_label.accessibleName() == f"Heading: {title}"
    heard = QAccessible.queryAccessibleInterface(section.text).text(QAccessible.Text.Name)
    assert heard.startswith(f"{title}. Take one day before the change")
    assert "Source: Parker and Vannest, 2009." in heard
    assert page.link("better_day_chance").accessibleName() == f"Go to: {title}"


def test_a_link_leads_to_its_section(page: LearnPage) -> None:
    section = page.section("fixed_looks")
    assert top_of(page, section) > page.height()
    page.link("fixed_looks").click()
    assert section.text.hasFocus()
    assert 0 <= top_of(page, section) < 100


def test_tab_goes_from_the_links_to_the_sections_and_brings_them_into_view(
    page: LearnPage,
) -> None:
    page.link(page.section_keys[-1]).setFocus()
    for key in page.section_keys:
        press(Qt.Key.Key_Tab)
        section = page.section(key)
        assert section.text.hasFocus()
        assert 0 <= top_of(page, section.text) < page.height()


@pytest.mark.parametrize("at", ["link", "text"])
def test_the_page_scrolls_by_the_keyboard(page: LearnPage, at: str) -> None:
    (page.link("score") if at == "link" else page.section("score").text).setFocus()
    seen = [offset(page)]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        press(key)
        seen.append(offset(page))
    assert seen == sorted(set(seen))
    assert offset(page) == area_of(page).verticalScrollBar().maximum()
    press(Qt.Key.Key_Up)
    assert offset(page) < seen[-1]
    press(Qt.Key.Key_Home)
    assert offset(page) == 0


def test_a_ring_shows_which_section_has_the_keyboard(page: LearnPage) -> None:
    section = page.section("score")
    page.link("score").setFocus()
    ring = colour("focus")
    assert ring not in edge_colours(section)
    section.text.setFocus()
    assert ring in edge_colours(section)
    page.link("score").setFocus()
    assert ring not in edge_colours(section)


def edge_colours(widget: QWidget) -> list[QColor]:
    picture = widget.grab().toImage()
    return [picture.pixelColor(x, picture.height() // 2) for x in range(5)]


@pytest.mark.usefixtures("_usual_look")
@pytest.mark.parametrize("theme", THEMES)
def test_sources_are_written_in_the_quiet_colour_of_the_theme(
    qtbot: QtBot, journal: Journal, theme: ThemeName
) -> None:
    apply_theme(application(), theme, 100)
    page = shown(qtbot, journal)
    html = page.section("placebo").text.text()
    assert f"color: {load_palette(theme).quiet.lower()};" in html


@pytest.mark.usefixtures("_usual_look")
@pytest.mark.parametrize(("percent", "width"), [(100, 752), (200, 832), (200, 1072)])
def test_nothing_is_cut_off_at_the_sides(
    qtbot: QtBot, journal: Journal, percent: int, width: int
) -> None:
    apply_theme(application(), "light", percent)
    page = shown(qtbot, journal, width)
    assert area_of(page).horizontalScrollBar().maximum() == 0
    for key in page.section_keys:
        for part in (page.section(key).text, page.section(key).title_label, page.link(key)):
            assert part.width() >= part.minimumSizeHint().width()


def test_lines_are_short_enough_to_follow(qtbot: QtBot, journal: Journal) -> None:
    page = shown(qtbot, journal, 1600)
    text = page.section("score").text
    assert text.width() / text.fontMetrics().averageCharWidth() < 100


def test_the_page_speaks_the_language_in_force(
    qtbot: QtBot, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_catalogue", Marked())
    page = shown(qtbot, journal)
    section = page.section("score")
    assert section.title_label.text() == "~What a score stands for"
    assert "~The diary asks" in section.text.text()
    assert page.link("score").text() == "~What a score stands for"


class Marked(NullTranslations):
    """A language in which every text begins with a mark."""

    def gettext(self, message: str) -> str:
        return f"~{message}"


def test_the_page_says_the_same_for_every_journal(
    page: LearnPage, qtbot: QtBot, example_journal: Journal
) -> None:
    other = shown(qtbot, example_journal)
    page.refresh(Changes.everything())
    for key in page.section_keys:
        assert page.section(key).text.text() == other.section(key).text.text()


def test_the_page_is_freed(
    qtbot: QtBot, journal: Journal, freed: Callable[[QWidget], None]
) -> None:
    page = LearnPage(journal, Look(EnglishFormatter(), load_palette("light")))
    page.show()
    qtbot.waitExposed(page)
    freed(page)
    page.link("score").click()
    page.close()
    page.deleteLater()
