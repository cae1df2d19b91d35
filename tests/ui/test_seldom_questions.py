"""What is asked besides the daily scores: activities, weekly and monthly questions, a total."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.entries import SKIPPED, DayEntry
from fibrojournal.domain.question_sets import MONTHLY, WEEKLY
from fibrojournal.domain.scales import DONE_WITH_HELP, SEVERITY
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.today_page import TodayPage
from tests.builders import TODAY, day

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.entries import Score
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.widgets.question_set_card import QuestionSetCard
    from fibrojournal.ui.widgets.score_row import ScoreRow
    from fibrojournal.ui.widgets.word_row import WordRow


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> TodayPage:
    for name in ("walk the dog", "swim"):
        made = TrackedItem("", "activity", DONE_WITH_HELP, "higher", own_name=name)
        journal.tracking.add(made)
    journal.tracking.add(TrackedItem("", "symptom", SEVERITY, own_name="Itch"))
    journal.tracking.show(("period", "fiqr_total", *WEEKLY.item_keys, *MONTHLY.item_keys))
    journal.set_score(day(9), "peg_pain", 3.0)
    page = TodayPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    page.journal_changed.connect(page.refresh)
    page.resize(1072, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


def scores(journal: Journal) -> dict[str, Score]:
    return dict((journal.day_entry(TODAY) or DayEntry(TODAY)).scores)


def test_an_activity_is_done_with_help_or_not_or_blank_again(
    page: TodayPage, journal: Journal
) -> None:
    walk, swim = page.form.activities_card.answer_rows
    walk.choices.cells.cells[1].click()
    swim.choices.cells.cells[2].click()
    assert scores(journal) == {"walk_the_dog": 1.0, "swim": 0.0}
    swim.choices.skip_button.click()
    walk.choices.cells.skip()
    assert scores(journal) == {"walk_the_dog": SKIPPED}


def test_what_stands_on_no_other_card_is_asked_too(page: TodayPage, journal: Journal) -> None:
    asked = {row.item.key: row for row in page.form.others_card.answer_rows}
    assert list(asked) == ["period", "itch"]
    asked["period"].choices.cells.cells[0].click()
    QTest.keyClick(asked["itch"].choices.cells.cells[0], Qt.Key.Key_3)
    assert scores(journal) == {"period": 1.0, "itch": 3.0}


def test_a_total_from_the_clinic_may_have_decimals_and_has_its_range(
    page: TodayPage, journal: Journal
) -> None:
    rows = {row.item.key: row.field for row in page.form.measures_card.measure_rows}
    field = rows["fiqr_total"]
    field.edit.setText("54.5")
    field.commit()
    assert scores(journal) == {"fiqr_total": 54.5}
    field.edit.setText("101")
    field.commit()
    assert scores(journal) == {"fiqr_total": 54.5}


def test_weekly_questions_stay_folded_and_say_when_they_were_answered(page: TodayPage) -> None:
    weekly, monthly = page.form.set_cards
    assert not weekly.question_rows[0].isVisible()
    assert weekly.line.words == "Once a week  last answered on 26 October"
    assert monthly.line.words == "Once a month  not answered yet"


def test_weekly_answers_show_their_mean_at_once(page: TodayPage, journal: Journal) -> None:
    weekly, _ = page.form.set_cards
    weekly.fold_button.click()
    for row, number in zip(weekly.question_rows, (6, 4, 2), strict=True):
        cast("ScoreRow", row).cells.cells[number].click()
    assert scores(journal) == {"peg_pain": 6.0, "peg_enjoyment": 4.0, "peg_activity": 2.0}
    assert weekly.result_label.text() == "PEG-style mean (0-10): 4.0"
    assert weekly.line.words == "Once a week  answered on this day"
    cast("ScoreRow", weekly.question_rows[0]).cells.skip()
    assert weekly.result_label.isHidden()


def test_monthly_answers_are_added_up_with_the_pain_areas(
    page: TodayPage, journal: Journal
) -> None:
    monthly = page.form.set_cards[1]
    monthly.fold_button.click()
    answer(monthly)
    assert monthly.result_label.text() == "SSS-style (0-12): 6"
    page.refresh(journal.pain_maps.set_map(TODAY, frozenset({"neck", "chest"})))
    assert monthly.result_label.text() == (
        "SSS-style (0-12): 6. With the pain areas of that day (0-31): 8"
    )


def answer(card: QuestionSetCard) -> None:
    """Say mild to the first three, and yes to the others."""
    for place, row in enumerate(card.question_rows):
        cast("WordRow", row).choices.cells.cells[1 if place < 3 else 0].click()


def test_a_question_is_asked_in_its_own_words_and_read_out_so(page: TodayPage) -> None:
    weekly, _ = page.form.set_cards
    row = cast("ScoreRow", weekly.question_rows[1])
    assert row.accessibleName() == "Interference with enjoying life"
    spoken = row.cells.cells[10].accessibleName()
    assert spoken == "Interference with enjoying life: 10, completely"


def test_own_words_of_a_side_effect_stand_beside_it_while_scoring(
    qtbot: QtBot, journal: Journal
) -> None:
    dizzy = next(item for item in journal.items() if item.key == "se_dizzy")
    journal.tracking.change(replace(dizzy, anchors=((2.0, "hold on to the wall"),)))
    page = TodayPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(page)
    row = page.form.side_effects_card.side_effect_rows[0]
    row.choices.cells.cells[2].click()
    assert row.label.hint_label.text() == "“hold on to the wall”"
