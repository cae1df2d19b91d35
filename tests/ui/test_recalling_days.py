"""What foggy days left open is offered once on Today, and marked as recalled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.tracked_items import FOGGY_DAY_KEYS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.settings import Settings
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.today_page import TodayPage
from tests.builders import TODAY
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from tests.conftest import StandingClock

YESTERDAY = TODAY - timedelta(days=1)


class Home:
    """Opens the page as a window does, with settings that outlive it."""

    def __init__(self, qtbot: QtBot, journal: Journal) -> None:
        self._qtbot = qtbot
        self._journal = journal
        self.settings = Settings()

    def open(self) -> TodayPage:
        page = TodayPage(self._journal, Look(EnglishFormatter(), load_palette("light"), "kg"))
        page.journal_changed.connect(page.refresh)
        page.settings_wanted.connect(self._keep)
        page.show_settings(self.settings)
        self._qtbot.addWidget(page)
        page.resize(1072, 800)
        page.show()
        page.activateWindow()
        self._qtbot.waitUntil(page.isActiveWindow)
        return page

    def _keep(self, values: dict[str, Any]) -> None:
        self.settings = replace(self.settings, **values)


@pytest.fixture
def home(qtbot: QtBot, journal: Journal) -> Home:
    journal.set_score(YESTERDAY, "pain_average", 7)
    journal.skip_blank(YESTERDAY, FOGGY_DAY_KEYS)
    return Home(qtbot, journal)


def offered(page: TodayPage) -> list[str]:
    card = page.recall_card
    return [button.text() for button in card.day_buttons] if card.isVisible() else []


def test_a_foggy_day_is_offered_with_what_is_open(home: Home) -> None:
    assert offered(home.open()) == [
        "Tuesday, 3 November: skipped Fatigue, Sleep quality last night"
    ]


def test_it_is_offered_on_one_day_only_even_after_a_restart(
    home: Home, clock: StandingClock
) -> None:
    assert offered(home.open())
    assert offered(home.open())
    clock.advance(days=1)
    assert not offered(home.open())


def test_no_thanks_ends_it(home: Home) -> None:
    page = home.open()
    page.recall_card.no_button.click()
    assert not offered(page)
    assert not offered(home.open())


def test_what_is_added_is_marked_and_said(home: Home, journal: Journal) -> None:
    page = home.open()
    page.recall_card.day_buttons[0].click()
    assert page.day == YESTERDAY
    assert page.purpose_label.text().endswith("Numbers that you add now are marked as recalled.")
    [fatigue] = [r for r in page.form.scores_card.score_rows if r.item.key == "fatigue"]
    fatigue.skip_button.click()
    fatigue.cells.cells[5].click()
    entry = journal.day_entry(YESTERDAY)
    assert entry is not None
    assert entry.scores == {"pain_average": 7, "fatigue": 5, "sleep_quality": SKIPPED}
    assert entry.recalled_after_days == 1
    assert page.purpose_label.text().endswith("Part of it was recalled after 1 day.")
    page.show_day(TODAY)
    assert not offered(page)


def test_numbers_of_the_day_before_are_marked_too(home: Home, journal: Journal) -> None:
    journal.set_score(YESTERDAY - timedelta(days=1), "fog", 5)
    page = home.open()
    page.recall_card.day_buttons[0].click()
    page.form.scores_card.same_line.button.click()
    entry = journal.day_entry(YESTERDAY)
    assert entry is not None
    assert entry.scores["fog"] == 5
    assert entry.recalled_after_days == 1


def test_a_day_that_one_turns_to_by_oneself_is_not_marked(home: Home, journal: Journal) -> None:
    page = home.open()
    page.recall_card.day_buttons[0].click()
    page.show_day(TODAY)
    page.show_day(YESTERDAY)
    page.form.scores_card.score_rows[0].cells.cells[5].click()
    assert journal.recalled_days() == {}


def test_nothing_is_offered_while_today_is_foggy(home: Home) -> None:
    page = home.open()
    page.foggy_switch.click()
    assert not offered(page)
    page.foggy_switch.click()
    assert offered(page)


def test_the_example_offers_nothing(home: Home, journal: Journal) -> None:
    journal.is_example = True
    assert not offered(home.open())
    assert home.settings.recall_offered == ""


def test_it_speaks_of_no_guilt(home: Home) -> None:
    page = home.open()
    texts = [page.recall_card.words_label.text(), page.recall_card.title_label.text()]
    guilt = ("streak", "missed", "failed", "should", "forgot", "!")
    assert not [word for text in texts for word in guilt if word in text.lower()]


# The same as yesterday


def test_same_as_yesterday_is_one_press_and_is_said(home: Home, journal: Journal) -> None:
    page = home.open()
    line = page.form.scores_card.same_line
    assert line.button.text() == "Same as yesterday"
    line.button.click()
    entry = journal.day_entry(TODAY)
    assert entry is not None
    assert (entry.scores, entry.same_as) == ({"pain_average": 7}, YESTERDAY)
    assert not line.button.isVisible()
    assert line.label.text() == "You said that this day was the same as the one before."


def test_it_is_offered_only_where_there_is_something_to_take_over(home: Home) -> None:
    page = home.open()
    line = page.form.scores_card.same_line
    press("7")
    assert not line.isVisible()
    page.show_day(YESTERDAY)
    assert not line.isVisible()
