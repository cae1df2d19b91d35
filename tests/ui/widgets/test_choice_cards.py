"""The cards of Settings for look, units and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.settings import Settings
from fibrojournal.ui.widgets.habits_card import HabitsCard
from fibrojournal.ui.widgets.look_card import LookCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def look(qtbot: QtBot) -> LookCard:
    card = LookCard()
    qtbot.addWidget(card)
    return card


@pytest.fixture
def habits(qtbot: QtBot) -> HabitsCard:
    card = HabitsCard(EnglishFormatter())
    qtbot.addWidget(card)
    return card


def test_a_theme_is_asked_for_once_it_is_chosen(qtbot: QtBot, look: LookCard) -> None:
    with qtbot.waitSignal(look.look_chosen) as asked:
        look.theme_box.choose("contrast")
    assert asked.args == [{"theme": "contrast"}]


def test_what_is_in_force_is_shown_and_asks_for_nothing(qtbot: QtBot, look: LookCard) -> None:
    with qtbot.assertNotEmitted(look.look_chosen):
        look.show_choices("dark", 150)
    assert (look.theme_box.value, look.size_label.text()) == ("dark", "150 %")


@pytest.mark.parametrize(
    ("percent", "button", "wanted"),
    [(100, "larger", 110), (200, "smaller", 175), (130, "larger", 150), (175, "normal", 100)],
)
def test_buttons_ask_for_the_next_size(
    qtbot: QtBot, look: LookCard, percent: int, button: str, wanted: int
) -> None:
    look.show_choices("light", percent)
    with qtbot.waitSignal(look.look_chosen) as asked:
        getattr(look, f"{button}_button").click()
    assert asked.args == [{"text_percent": wanted}]


@pytest.mark.parametrize(("percent", "end"), [(100, "smaller"), (200, "larger")])
def test_at_an_end_there_is_no_further_step(look: LookCard, percent: int, end: str) -> None:
    look.show_choices("light", percent)
    assert not getattr(look, f"{end}_button").isEnabled()


@pytest.mark.parametrize(
    ("box", "value", "field"),
    [
        ("unit_box", "lb", "weight_unit"),
        ("weekday_box", "sunday", "first_weekday"),
        ("turn_box", 0, "day_turns_at"),
        ("difference_box", 1.5, "least_difference"),
    ],
)
def test_a_habit_is_asked_for_by_the_name_of_its_setting(
    qtbot: QtBot, habits: HabitsCard, box: str, value: object, field: str
) -> None:
    habits.show_choices(Settings())
    assert hasattr(Settings(), field)
    with qtbot.waitSignal(habits.habit_chosen) as asked:
        getattr(habits, box).choose(value)
    assert asked.args == [{field: value}]


def test_habits_in_force_are_shown(qtbot: QtBot, habits: HabitsCard) -> None:
    with qtbot.assertNotEmitted(habits.habit_chosen):
        habits.show_choices(Settings(weight_unit="lb", day_turns_at=0, least_difference=2.0))
    assert habits.unit_box.currentText() == "pounds"
    assert habits.turn_box.currentText() == "00:00"
    assert habits.difference_box.currentText() == "2 points"
    assert habits.weekday_box.currentText() == "the usual day here"
