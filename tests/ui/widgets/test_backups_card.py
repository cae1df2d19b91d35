from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.widgets.backups_card import FEW, BackupFacts, BackupsCard, size_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Backup:
    """As much of a backup as is listed."""

    made_at: datetime
    size: int = 212_000
    days: int | None = 214
    opened_on: date | None = None


NEWEST = datetime(2026, 11, 22, 21, 42)  # noqa: DTZ001 - as backups are named
BACKUPS = [Backup(NEWEST - timedelta(days=days)) for days in range(39)]


@pytest.fixture
def card(qtbot: QtBot) -> BackupsCard:
    made = BackupsCard(EnglishFormatter())
    qtbot.addWidget(made)
    made.resize(880, 600)
    made.show()
    return made


def cells(card: BackupsCard) -> list[list[str]]:
    model = card.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_row_says_when_how_much_and_when_it_was_opened(card: BackupsCard) -> None:
    known = Backup(NEWEST, opened_on=date(2026, 11, 23))
    lost = Backup(NEWEST - timedelta(days=1), size=1_440_000, days=None)
    card.show_facts(BackupFacts((known, lost)))
    assert cells(card) == [
        ["22 November 2026, 21:42", "214", "212 KB", "23 November 2026"],
        ["21 November 2026, 21:42", "not known", "1.4 MB", "21 November 2026"],
    ]
    assert card.newest_label.text().startswith(
        "The newest is from Sunday, 22 November 2026, 21:42."
    )


def test_a_few_are_listed_until_all_are_asked_for(card: BackupsCard) -> None:
    card.show_facts(BackupFacts(BACKUPS))
    assert len(cells(card)) == FEW
    assert card.all_button.text() == "Show all (39)"
    card.all_button.click()
    assert len(cells(card)) == 39
    card.all_button.click()
    assert len(cells(card)) == FEW


def test_the_newest_is_chosen_and_any_other_can_be(qtbot: QtBot, card: BackupsCard) -> None:
    card.show_facts(BackupFacts(BACKUPS))
    with qtbot.waitSignal(card.restore_asked) as asked:
        card.restore_button.click()
    assert asked.args == [BACKUPS[0]]
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(card.restore_asked) as asked:
        QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert asked.args == [BACKUPS[1]]


def test_the_chosen_one_stays_chosen_when_a_newer_one_arrives(card: BackupsCard) -> None:
    card.show_facts(BackupFacts(BACKUPS[1:]))
    card.table.choose(2)
    card.show_facts(BackupFacts(BACKUPS))
    assert card.chosen == BACKUPS[3]


def test_where_there_is_no_backup_there_is_nothing_to_restore(card: BackupsCard) -> None:
    card.show_facts(BackupFacts())
    assert card.newest_label.text().startswith("There is no backup yet.")
    assert not card.table.isVisible()
    assert not card.restore_button.isEnabled()
    assert not card.test_button.isEnabled()
    assert card.file_button.isEnabled()


def test_a_second_folder_is_named_with_how_it_stands(card: BackupsCard) -> None:
    card.show_facts(BackupFacts(BACKUPS, is_protected=True))
    assert card.second_row.words.startswith("No second folder.")
    assert not card.drop_button.isVisible()
    stick = Path("/media/stick")
    card.show_facts(BackupFacts(BACKUPS, second_folder=stick, is_protected=True))
    assert card.second_row.words == (f"Second folder: {stick} Each new backup is copied there.")
    assert card.drop_button.isVisible()
    card.show_facts(
        BackupFacts(BACKUPS, second_folder=stick, second_problem="It is not there now.")
    )
    assert card.second_row.words == (
        f"Second folder: {stick} It is not there now. Your journal is not protected, so whoever "
        "gets these copies can read them."
    )


def test_the_replaced_journal_is_named(card: BackupsCard) -> None:
    card.show_facts(BackupFacts(BACKUPS))
    assert not card.kept_label.isVisible()
    kept = (Path("/home/anna/journal before restore 2026-11-22 2142.fibro"),)
    card.show_facts(BackupFacts(BACKUPS, kept=kept))
    assert card.kept_label.text() == (
        "A restore kept your replaced journal as “journal before restore 2026-11-22 2142.fibro”, "
        f"in {kept[0].parent}"
    )


def test_the_example_has_no_backups_to_offer(card: BackupsCard) -> None:
    card.show_facts(BackupFacts(is_example=True))
    assert card.newest_label.text().startswith("The example journal needs no backups.")
    for button in (card.backup_button, card.restore_button, card.move_button, card.second_button):
        assert not button.isVisible()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (212_499, "212 KB"), (999_999, "1,000 KB"), (1_000_000, "1.0 MB")],
)
def test_sizes_are_round(size: int, words: str) -> None:
    assert size_words(size, EnglishFormatter()) == words


@pytest.mark.parametrize("width", [880, 420])
def test_no_cell_is_cut_however_narrow_the_card_is(
    qtbot: QtBot, card: BackupsCard, width: int
) -> None:
    card.show_facts(BackupFacts(BACKUPS))
    card.resize(width, 900)
    table, header = card.table, card.table.horizontalHeader()
    qtbot.waitUntil(lambda: table.width() < width)
    for column in range(table.model().columnCount()):
        needed = max(table.sizeHintForColumn(column), header.sectionSizeHint(column))
        assert header.sectionSize(column) >= needed
    assert (header.length() > table.viewport().width()) is (width == 420)
