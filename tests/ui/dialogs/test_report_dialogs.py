from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from fibrojournal.domain.profile import Profile, Question
from fibrojournal.errors import NotSavedError
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.profile_dialog import ProfileDialog
from fibrojournal.ui.dialogs.question_dialog import QuestionDialog
from fibrojournal.ui.dialogs.report_notes_dialog import ReportNotesDialog
from fibrojournal.ui.dialogs.save_report_dialog import SaveReportDialog
from tests.builders import day, make_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


# Profile


def test_an_empty_profile_can_be_saved(qtbot: QtBot, parent: QWidget) -> None:
    dialog = ProfileDialog(Profile(), parent)
    dialog.open()
    with qtbot.waitSignal(dialog.profile_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Profile()]


def test_a_profile_is_shown_and_handed_over_whole(qtbot: QtBot, parent: QWidget) -> None:
    person = Profile("Jo", 1980, "asthma", "Dr Lee, 555 0100\nphysio")
    dialog = ProfileDialog(person, parent)
    dialog.open()
    dialog.name_edit.setText(" Joanna ")
    with qtbot.waitSignal(dialog.profile_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Profile("Joanna", 1980, "asthma", "Dr Lee, 555 0100\nphysio")]


@pytest.mark.parametrize("typed", ["80", "1899", "19800", "born 1980", "²000"])
def test_what_is_no_year_is_said_beside_the_field(parent: QWidget, typed: str) -> None:
    dialog = ProfileDialog(Profile(), parent)
    dialog.open()
    dialog.year_edit.setText(typed)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert "not a year" in dialog.year_edit.accessibleDescription()


# Questions


def test_a_question_keeps_what_else_is_known_of_it(qtbot: QtBot, parent: QWidget) -> None:
    dialog = QuestionDialog(Question("Can I swim?", asked=True, id=7), parent)
    dialog.open()
    dialog.text_edit.setPlainText("\nCan I swim again? ")
    with qtbot.waitSignal(dialog.question_entered) as entered:
        dialog.save_button.click()
    assert entered.args == [Question("Can I swim again?", asked=True, id=7)]


def test_a_question_without_words_is_not_handed_over(parent: QWidget) -> None:
    dialog = QuestionDialog(Question("Can I swim?", id=7), parent)
    dialog.open()
    dialog.text_edit.setPlainText("  ")
    dialog.save_button.click()
    assert dialog.isVisible()


# Notes


def test_no_note_is_in_until_it_is_ticked(qtbot: QtBot, parent: QWidget) -> None:
    entries = [make_entry(day(ago), f"note of {ago}") for ago in (0, 3, 9)]
    dialog = ReportNotesDialog(entries, [], EnglishFormatter(), parent)
    dialog.open()
    assert dialog.list.item(1).text() == "Sunday, 1 November: note of 3"
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(dialog.days_chosen) as chosen:
        dialog.save_button.click()
    assert chosen.args == [frozenset({day(3)})]


def test_what_was_ticked_before_is_ticked_and_can_be_cleared_at_once(
    qtbot: QtBot, parent: QWidget
) -> None:
    entries = [make_entry(day(ago), "a note") for ago in (0, 3)]
    dialog = ReportNotesDialog(entries, [day(0), day(3)], EnglishFormatter(), parent)
    dialog.open()
    dialog.none_button.click()
    with qtbot.waitSignal(dialog.days_chosen) as chosen:
        dialog.save_button.click()
    assert chosen.args == [frozenset()]


def test_a_long_note_shows_its_beginning_and_is_whole_in_the_tip(parent: QWidget) -> None:
    note = "word " * 40 + "<b>"
    dialog = ReportNotesDialog([make_entry(day(0), note)], [], EnglishFormatter(), parent)
    item = dialog.list.item(0)
    assert len(item.text()) < 110
    assert "&lt;b&gt;" in item.toolTip()
    dialog.deleteLater()


# Saving


class Writing:
    """Writes a file in two steps."""

    def __init__(self, *, fails: bool = False) -> None:
        self.written: list[Path] = []
        self._fails = fails

    def __call__(self, file: Path) -> Iterator[object]:
        yield 1
        if self._fails:
            raise NotSavedError
        yield 2
        self.written.append(file)


def opened(parent: QWidget, write: Writing) -> SaveReportDialog:
    dialog = SaveReportDialog("Save as PDF", "Visit report 2026-11-04.pdf", write, parent)
    dialog.open()
    return dialog


def test_it_says_first_that_the_file_is_not_encrypted(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(parent, Writing())
    assert any("not encrypted" in label.text() for label in dialog.findChildren(QLabel))
    watched = ref(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    del dialog
    assert watched() is None


def test_the_place_is_asked_with_a_name_that_says_nothing_about_health(parent: QWidget) -> None:
    dialog = opened(parent, Writing())
    dialog.choose_button.click()
    [asked] = dialog.findChildren(QFileDialog)
    assert [Path(file).name for file in asked.selectedFiles()] == ["Visit report 2026-11-04.pdf"]
    asked.close()


def test_a_file_is_written_with_its_ending_between_the_window_s_other_work(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    write = Writing()
    dialog = opened(parent, write)
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save(tmp_path / "for Dr Lee")
        assert dialog.bar.isVisible()
        assert write.written == []
    assert saved.args == [tmp_path / "for Dr Lee.pdf"]
    assert write.written == [tmp_path / "for Dr Lee.pdf"]


def test_what_cannot_be_written_is_told_and_another_place_can_be_chosen(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    dialog = opened(parent, Writing(fails=True))
    dialog.save(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    for box in dialog.findChildren(QMessageBox):
        box.close()
    assert dialog.isVisible()
    assert dialog.choose_button.isEnabled()
    dialog.reject()


def test_a_cancelled_file_is_not_written(qtbot: QtBot, parent: QWidget, tmp_path: Path) -> None:
    write = Writing()
    dialog = opened(parent, write)
    dialog.save(tmp_path / "out.pdf")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close_button.click()
    assert write.written == []
