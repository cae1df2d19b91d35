from __future__ import annotations

import gc
import weakref
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from fibrojournal.charts.body_drawing import REST, body_pieces
from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.widgets.pain_map_card import PainMapCard
from tests.builders import TODAY
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from fibrojournal.ui.widgets.pain_map_picture import PainMapPicture

NECK = frozenset({"neck"})
NOTHING: frozenset[str] = frozenset()
LAST = PainMap(TODAY - timedelta(days=7), frozenset({"chest", "left_jaw"}))


def shown_card(
    qtbot: QtBot, areas: frozenset[str] | None = None, last: PainMap | None = None
) -> PainMapCard:
    card = PainMapCard(EnglishFormatter())
    card.show_map(areas, last, new_day=True)
    qtbot.addWidget(card)
    card.resize(834, 640)
    with qtbot.waitExposed(card):
        card.show()
    return card


def picture(card: PainMapCard) -> PainMapPicture:
    if not card.is_open:
        card.open_button.click()
    assert card.picture is not None
    assert card.picture.isVisible()
    card.resize(834, max(640, card.sizeHint().height()))
    return card.picture


def words(card: PainMapCard) -> str:
    return card.state_label.text()


def test_a_day_without_a_map_is_one_short_card(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    assert (words(card), card.is_open, card.picture) == ("Not mapped", False, None)
    assert not card.clear_button.isVisible()
    assert not card.copy_button.isVisible()


def test_a_day_with_areas_shows_them(qtbot: QtBot) -> None:
    card = shown_card(qtbot, NECK)
    assert words(card) == "1 of 19 areas"
    assert picture(card).areas == NECK


def test_nothing_hurts_is_not_the_same_as_not_mapped(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    heard: list[object] = []
    card.map_chosen.connect(heard.append)
    card.nothing_button.click()
    assert (words(card), card.areas, card.is_open) == ("Nothing hurts", NOTHING, False)
    card.clear_button.click()
    assert (words(card), card.areas) == ("Not mapped", None)
    assert heard == [NOTHING, None]


def test_unmarking_the_last_area_says_nothing_about_the_day(qtbot: QtBot) -> None:
    card = shown_card(qtbot, NECK)
    picture(card).buttons["neck"].click()
    assert card.areas is None
    assert card.is_open


def test_the_last_map_says_of_which_day_it_is_and_is_copied(qtbot: QtBot) -> None:
    card = shown_card(qtbot, last=LAST)
    assert "28 October" in card.copy_button.text()
    with qtbot.waitSignal(card.map_chosen) as heard:
        card.copy_button.click()
    assert heard.args == [LAST.areas]
    assert picture(card).areas == LAST.areas
    assert not card.copy_button.isVisible()


def test_every_area_is_marked_by_the_mouse_wherever_it_is_seen(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    body = picture(card)
    scale = body.width() / 480 if body.width() < 528 else 1.1
    left = (body.width() - 480 * scale) / 2
    for piece in body_pieces():
        if piece.area == REST:
            continue
        x, y = piece.middle
        if piece.area.endswith("jaw"):
            x += 4 if piece.area == "left_jaw" else -4
        at = QPoint(round(left + x * scale), round(52 + y * scale))
        hit = body.childAt(at)
        assert hit is body.buttons[piece.area], piece
        QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(body, at))
        assert piece.area in (card.areas or ())
        hit.click()


def test_every_area_is_a_target_of_24_pixels_at_least(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    for button in picture(card).buttons.values():
        assert min(button.width(), button.height()) >= 24


def test_no_place_of_the_picture_belongs_to_two_areas(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    buttons = picture(card).buttons.values()
    regions = [button.mask().translated(button.pos()) for button in buttons]
    for place, region in enumerate(regions):
        assert not any(region.intersects(other) for other in regions[:place])


def test_tab_and_arrows_go_through_the_areas_and_space_marks(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    buttons = list(picture(card).buttons.values())
    buttons[0].setFocus()
    press(Qt.Key.Key_Tab)
    assert buttons[1].hasFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert buttons[2].hasFocus()
    assert words(card) == "1 of 19 areas"
    press(Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert words(card) == "Not mapped"
    assert buttons[0].hasFocus()


def test_the_list_says_the_same_as_the_body(qtbot: QtBot) -> None:
    card = shown_card(qtbot, NECK)
    card.list_button.click()
    assert card.list is not None
    assert card.picture is not None
    assert (card.list.isVisible(), card.picture.isVisible()) == (True, False)
    assert card.list.areas == NECK
    assert tuple(card.list.boxes) == PAIN_AREAS
    card.list.boxes["left_hip"].click()
    assert card.areas == NECK | {"left_hip"}
    card.list_button.click()
    assert picture(card).areas == NECK | {"left_hip"}


@pytest.mark.parametrize("as_list", [False, True])
def test_a_screen_reader_hears_each_area_and_whether_it_is_marked(
    qtbot: QtBot,
    as_list: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    card = shown_card(qtbot, NECK)
    if as_list:
        card.list_button.click()
    shown = card.list.boxes if as_list and card.list else picture(card).buttons
    told = {}
    for area in PAIN_AREAS:
        interface = QAccessible.queryAccessibleInterface(shown[area])
        assert interface is not None
        assert interface.role() == QAccessible.Role.CheckBox
        told[interface.text(QAccessible.Text.Name)] = bool(interface.state().checked)
    assert len(told) == 19
    assert [name for name, checked in told.items() if checked] == ["Neck"]


def test_the_keyboard_does_not_fall_off_with_a_button_that_goes(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.nothing_button.setFocus()
    press(Qt.Key.Key_Space)
    assert card.open_button.hasFocus()


def test_another_day_folds_what_only_was_opened(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    picture(card)
    card.show_map(None, None, new_day=False)
    assert card.is_open
    card.show_map(None, None, new_day=True)
    assert not card.is_open


def test_another_day_is_asked_about_in_its_own_words(qtbot: QtBot) -> None:
    card = shown_card(qtbot)
    card.show_title(is_today=False)
    card.nothing_button.click()
    assert (card.title_label.text(), words(card)) == ("Where did it hurt?", "Nothing hurt")


def test_a_card_with_body_and_list_is_freed(qtbot: QtBot) -> None:
    card = PainMapCard(EnglishFormatter())
    card.show_map(NECK, LAST, new_day=True)
    card.list_button.click()
    gone = weakref.ref(card)
    with qtbot.waitSignal(card.destroyed):
        card.deleteLater()
    del card
    gc.collect()
    assert gone() is None
