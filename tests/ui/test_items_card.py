from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.scales import DONE_WITH_HELP, NUMERIC_RATING, SEVERITY
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.item_dialog import ItemDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.pages.settings_page import SettingsPage
from tests.builders import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.domain.tracked_items import Kind
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.widgets.item_row import ItemRow
    from fibrojournal.ui.widgets.items_card import ItemsCard


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> Iterator[SettingsPage]:
    made = SettingsPage(journal, Look(EnglishFormatter(), load_palette("light")))
    qtbot.addWidget(made)
    made.journal_changed.connect(made.refresh)
    made.resize(1072, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    if made.jobs is not None:
        assert made.jobs.finish()


@pytest.fixture
def card(page: SettingsPage) -> ItemsCard:
    card = page.items_part.card
    for group in card.groups.values():
        if group.isVisible():
            group.fold_button.click()
    return card


def row(card: ItemsCard, key: str) -> ItemRow:
    found = [made for group in card.groups.values() if (made := group.row(key)) is not None]
    assert found, f"{key} has no row"
    return found[0]


def order(card: ItemsCard, kind: Kind = "symptom") -> list[str]:
    return [made.item.key for made in card.groups[kind].item_rows]


def dialog_of(page: SettingsPage) -> ItemDialog:
    return [dialog for dialog in page.findChildren(ItemDialog) if dialog.isVisible()][-1]


def item(journal: Journal, key: str) -> TrackedItem:
    return next(item for item in journal.items() if item.key == key)


def test_a_group_says_how_much_of_it_is_asked(page: SettingsPage) -> None:
    groups = page.items_part.card.groups
    assert groups["symptom"].line.words == "Symptoms  5 of 8 asked"
    assert not groups["symptom"].item_rows
    assert groups["activity"].isHidden()


def test_an_own_item_is_added_and_asked(
    page: SettingsPage, card: ItemsCard, journal: Journal
) -> None:
    card.add_button.click()
    dialog = dialog_of(page)
    dialog.name_edit.setText("Jaw pain")
    dialog.low_edit.setText("none")
    dialog.high_edit.setText("worst imaginable")
    dialog.anchor_edits[7].setText("cannot hold a kettle")
    dialog.save_button.click()
    assert item(journal, "jaw_pain") == TrackedItem(
        "jaw_pain",
        "symptom",
        NUMERIC_RATING,
        own_name="Jaw pain",
        own_low_words="none",
        own_high_words="worst imaginable",
        position=max(made.position for made in journal.items()),
        anchors=((7.0, "cannot hold a kettle"),),
    )
    assert order(card)[-1] == "jaw_pain"


def test_a_name_that_is_taken_keeps_the_dialog_open(
    page: SettingsPage, card: ItemsCard, journal: Journal
) -> None:
    before = journal.items()
    card.add_button.click()
    dialog = dialog_of(page)
    dialog.save_button.click()
    assert dialog.isVisible()
    dialog.name_edit.setText("fog")
    dialog.save_button.click()
    [box] = [box for box in page.findChildren(QMessageBox) if box.isVisible()]
    box.close()
    assert dialog.isVisible()
    assert journal.items() == before


@pytest.mark.parametrize(
    ("place", "kind", "better"),
    [(1, "symptom", "lower"), (2, "side_effect", "lower"), (3, "activity", "higher")],
)
def test_what_is_chosen_decides_kind_and_direction(
    page: SettingsPage, card: ItemsCard, journal: Journal, place: int, kind: Kind, better: str
) -> None:
    card.add_button.click()
    dialog = dialog_of(page)
    dialog.name_edit.setText("something of mine")
    dialog.kind_box.setCurrentIndex(place)
    dialog.save_button.click()
    made = journal.items()[-1]
    assert (made.kind, made.better) == (kind, better)
    assert made.scale == (DONE_WITH_HELP if kind == "activity" else SEVERITY)


def test_a_direction_that_was_chosen_stays(page: SettingsPage, card: ItemsCard) -> None:
    card.add_button.click()
    dialog = dialog_of(page)
    QTest.keyClick(dialog.better_box, Qt.Key.Key_End)
    dialog.better_box.activated.emit(2)
    dialog.kind_box.setCurrentIndex(3)
    assert dialog.better_box.value == "neither"


def test_a_new_name_is_written_and_can_be_undone(
    page: SettingsPage, card: ItemsCard, journal: Journal
) -> None:
    row(card, "fatigue").change_button.click()
    dialog = dialog_of(page)
    assert dialog.kind_box.isHidden() or dialog.kind_box.parent() is None
    dialog.name_edit.setText("Heavy legs")
    dialog.save_button.click()
    assert row(card, "fatigue").line.words == "Heavy legs  0 to 10"
    page.refresh(journal.undo())
    assert row(card, "fatigue").line.words == "Fatigue  0 to 10"


def test_saving_without_a_change_writes_nothing(
    page: SettingsPage, card: ItemsCard, journal: Journal
) -> None:
    for key in ("sleep_quality", "se_swelling", "weight_kg"):
        row(card, key).change_button.click()
        dialog_of(page).save_button.click()
    assert journal.undo_words == ""


def test_what_is_hidden_says_so_and_is_shown_again(card: ItemsCard, journal: Journal) -> None:
    journal.set_score(TODAY, "fog", 3.0)
    row(card, "fog").show_button.click()
    assert row(card, "fog").line.words == "Fog  0 to 10, not asked"
    assert item(journal, "fog").hidden
    assert row(card, "fog").show_button.accessibleName() == "Show Fog again"
    row(card, "fog").show_button.click()
    assert not item(journal, "fog").hidden
    assert journal.item_scores("fog").values == (3.0,)


def test_the_arrows_move_an_item_and_the_keyboard_stays_with_it(card: ItemsCard) -> None:
    moved = row(card, "fog")
    moved.up_button.setFocus()
    moved.up_button.click()
    assert order(card)[:5] == ["pain_average", "pain_worst", "fatigue", "fog", "sleep_quality"]
    assert moved.up_button.hasFocus()
    for _ in range(3):
        moved.up_button.click()
    assert order(card)[0] == "fog"
    assert not moved.up_button.isEnabled()
    assert moved.down_button.hasFocus()


def test_alt_and_the_arrow_keys_move_an_item_too(card: ItemsCard) -> None:
    moved = row(card, "pain_average")
    moved.change_button.setFocus()
    QTest.keyClick(moved.change_button, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(card)[:2] == ["pain_worst", "pain_average"]
    QTest.keyClick(moved.change_button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(moved.change_button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(card)[:2] == ["pain_average", "pain_worst"]
    assert moved.change_button.hasFocus()


def test_what_undo_takes_away_leaves_the_list(
    page: SettingsPage, card: ItemsCard, journal: Journal
) -> None:
    page.refresh(journal.tracking.add(replace(item(journal, "fog"), own_name="Cotton wool")))
    assert order(card)[-1] == "cotton_wool"
    page.refresh(journal.undo())
    assert "cotton_wool" not in order(card)


def test_weekly_questions_are_switched_on_and_off_together(
    card: ItemsCard, journal: Journal
) -> None:
    weekly, monthly = card.set_checks
    weekly.check.click()
    assert [
        made.key for made in journal.items() if made.kind == "function" and not made.hidden
    ] == [
        "peg_pain",
        "peg_enjoyment",
        "peg_activity",
    ]
    assert weekly.check.isChecked()
    assert not monthly.check.isChecked()
    weekly.check.click()
    assert all(made.hidden for made in journal.items() if made.kind == "function")


def test_a_fourth_activity_keeps_its_dialog_open(
    page: SettingsPage, card: ItemsCard, journal: Journal
) -> None:
    for name in ("walk the dog", "water the plants", "call my sister", "swim"):
        card.activity_button.click()
        dialog_of(page).name_edit.setText(name)
        dialog_of(page).save_button.click()
    [box] = [box for box in page.findChildren(QMessageBox) if box.isVisible()]
    box.close()
    assert dialog_of(page).name_edit.text() == "swim"
    assert order(card, "activity") == ["walk_the_dog", "water_the_plants", "call_my_sister"]
    assert journal.items()[-1].scale == DONE_WITH_HELP
