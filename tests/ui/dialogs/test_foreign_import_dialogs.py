"""The dialogs that ask what another app's file means, from the file to the journal."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from fibrojournal.domain.entries import Moment
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.dialogs.foreign_medicines_dialog import ForeignMedicinesDialog
from fibrojournal.ui.dialogs.import_dialog import ImportDialog
from fibrojournal.ui.dialogs.names_dialog import NamesDialog
from fibrojournal.ui.dialogs.sheet_dialog import SheetDialog
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.widgets.name_meaning import AsNote, NameMeaning, NewItem
from tests.exchange.foreign_files import BEARABLE, DAYLIO, MEDTIMER_EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.dialogs.form_dialog import FormDialog
    from fibrojournal.ui.widgets.field import Field


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def jobs(parent: QWidget) -> Iterator[Jobs]:
    jobs = Jobs(parent)
    yield jobs
    assert jobs.finish()


@pytest.fixture
def dialog(journal: Journal, jobs: Jobs, parent: QWidget) -> ImportDialog:
    opened = ImportDialog(journal, jobs, EnglishFormatter(), parent)
    opened.open()
    return opened


@pytest.fixture
def preview(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> Callable[[str, str | bytes], Path]:
    """Write a file and let the dialog read it."""

    def show(name: str, content: str | bytes) -> Path:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        dialog.preview(tmp_path / name)
        qtbot.waitUntil(lambda: not dialog.bar.isVisible())
        return tmp_path / name

    return show


@pytest.fixture
def go_on(qtbot: QtBot, dialog: ImportDialog) -> Callable[[FormDialog], None]:
    """Press Continue and wait for what it starts."""

    def press(form: FormDialog) -> None:
        with qtbot.waitSignal(form.accepted):
            form.save_button.click()
        qtbot.waitUntil(lambda: not dialog.bar.isVisible())

    return press


def bring_in(qtbot: QtBot, dialog: ImportDialog) -> None:
    assert dialog.import_button.isEnabled()
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()


def asked_names(dialog: ImportDialog) -> tuple[NamesDialog, dict[str, NameMeaning]]:
    names = dialog.findChildren(NamesDialog)[-1]
    return names, {meaning.found.name: meaning for meaning in names.meanings}


def choose_item(meaning: NameMeaning, name: str) -> None:
    meaning.choice_box.setCurrentIndex(meaning.choice_box.findText(name))


def write(field: Field, text: str) -> None:
    edit = field.label.buddy()
    assert isinstance(edit, QLineEdit)
    edit.setText(text)


def type_words(meaning: NameMeaning, **numbers: str) -> None:
    for text, field in meaning.word_fields:
        write(field, numbers.get(text.replace(" ", "_"), ""))


def test_daylio_goes_from_the_file_to_the_journal(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[str, str], Path],
    go_on: Callable[[FormDialog], None],
    journal: Journal,
) -> None:
    preview("daylio.csv", DAYLIO)
    assert not dialog.import_button.isVisible()
    names, meanings = asked_names(dialog)
    choose_item(meanings["mood"], "Low mood")
    type_words(meanings["mood"], vaguely_ok="5", rad="0")
    meanings["chess"].choice_box.choose(NewItem("done", "neither"))
    choose_item(meanings["Sleep Quality"], "Sleep quality last night")
    meanings["Sleep Quality"].scale_box.setCurrentIndex(2)
    meanings["Sleep Quality"].low_edit.setText("10")
    meanings["Sleep Quality"].high_edit.setText("0")
    go_on(names)
    model = dialog.files_table.model()
    assert [model.index(0, column).data() for column in range(5)] == [
        "daylio.csv", "3", "3", "0", "0"
    ]  # fmt: skip
    bring_in(qtbot, dialog)
    friday = date(2026, 10, 30)
    moments = journal.contents().moments
    assert Moment(friday, time(0), "sleep_quality", 2.0) in moments
    assert [m.score for m in moments if m.item == "low_mood"] == [0.0, 5.0]
    assert [item.name for item in journal.items() if item.key == "chess"] == ["chess"]
    journal.undo()
    assert journal.contents().moments == ()


def test_what_is_not_answered_is_asked_for_beside_its_field(
    dialog: ImportDialog, preview: Callable[[str, str], Path]
) -> None:
    preview("bearable.csv", BEARABLE)
    names, meanings = asked_names(dialog)
    pain = meanings["Back (lower) pain"]
    choose_item(pain, "Pain on average")
    names.save_button.click()
    assert names.isVisible()
    assert pain.scale_field.problem
    pain.scale_box.setCurrentIndex(2)
    names.save_button.click()
    assert pain.low_field.problem
    assert pain.high_field.problem
    pain.low_edit.setText("1")
    pain.high_edit.setText("1")
    names.save_button.click()
    assert pain.high_field.problem
    names.reject()


def test_a_word_needs_a_number_on_the_scale(
    dialog: ImportDialog, preview: Callable[[str, str], Path]
) -> None:
    preview("daylio.csv", DAYLIO)
    names, meanings = asked_names(dialog)
    choose_item(meanings["mood"], "Low mood")
    for typed in ("11", "much", "1.5"):
        type_words(meanings["mood"], rad=typed)
        names.save_button.click()
        assert [bool(field.problem) for _, field in meanings["mood"].word_fields].count(True) == 1
    names.reject()


def test_a_spreadsheet_is_asked_for_its_columns_and_which_day_is_meant(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[str, str], Path],
    go_on: Callable[[FormDialog], None],
    journal: Journal,
) -> None:
    words = "ein langer Tag mit vielen Wegen und wenig Ruhe am Abend"
    preview("mine.csv", f"Datum;Müde;Notiz\n03.04.2026;7,5;{words}\n04.05.2026;0;\n")
    (sheet,) = dialog.findChildren(SheetDialog)
    assert sheet.comma_box.isChecked()
    sheet.save_button.click()
    assert sheet.isVisible()
    assert [sheet.order_box.itemText(place) for place in range(3)] == [
        "Please choose",
        "3 April 2026",
        "4 March 2026",
    ]
    sheet.order_box.setCurrentIndex(1)
    go_on(sheet)
    names, meanings = asked_names(dialog)
    assert meanings["Notiz"].choice == AsNote()
    choose_item(meanings["Müde"], "Hours slept")
    meanings["Müde"].scale_box.setCurrentIndex(1)
    go_on(names)
    bring_in(qtbot, dialog)
    days = {entry.day: entry for entry in journal.contents().days}
    assert days[date(2026, 4, 3)].scores == {"sleep_hours": 7.5}
    assert days[date(2026, 4, 3)].note == words
    assert days[date(2026, 5, 4)].scores == {"sleep_hours": 0.0}


def test_a_long_table_is_recognised_by_its_columns(
    dialog: ImportDialog,
    preview: Callable[[str, str], Path],
    go_on: Callable[[FormDialog], None],
) -> None:
    preview(
        "track.csv",
        "FeatureName,Timestamp,Value,Label,Note\n"
        "Weight,2026-09-14T21:30:41.432+01:00,72.5,,\n"
        "Walk,2026-09-13T11:07:28Z,1:10:00,,far\n",
    )
    (sheet,) = dialog.findChildren(SheetDialog)
    assert (sheet.name_box.value, sheet.value_box.value) == ("FeatureName", "Value")
    sheet.value_box.choose("FeatureName")
    sheet.save_button.click()
    assert sheet.isVisible()
    sheet.value_box.choose("Value")
    go_on(sheet)
    _, meanings = asked_names(dialog)
    assert set(meanings) == {"Weight", "Walk"}


def test_a_column_without_days_is_named(
    dialog: ImportDialog, preview: Callable[[str, str], Path]
) -> None:
    preview("mine.csv", "day,tired\n2026-04-03,7\n")
    (sheet,) = dialog.findChildren(SheetDialog)
    sheet.day_box.choose("tired")
    sheet.save_button.click()
    assert sheet.isVisible()
    sheet.reject()


def test_medicines_are_typed_and_never_worked_out(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[str, str], Path],
    go_on: Callable[[FormDialog], None],
    journal: Journal,
) -> None:
    preview("events.csv", MEDTIMER_EVENTS)
    (asked,) = dialog.findChildren(ForeignMedicinesDialog)
    selenium, ibuprofen = asked.parts
    ((_, amount),) = selenium.amount_fields
    selenium.name_edit.setText("")
    write(amount, "much")
    asked.save_button.click()
    assert selenium.name_field.problem
    assert amount.problem
    selenium.name_edit.setText("selenium")
    selenium.unit_box.choose("mcg")
    selenium.strength_edit.setText("200 µg")
    write(amount, "200")
    ibuprofen.take_box.setChecked(False)
    go_on(asked)
    bring_in(qtbot, dialog)
    (medicine,) = journal.medicines()
    assert (medicine.name, medicine.unit, medicine.strength) == ("selenium", "mcg", "200 µg")
    assert [intake.amount for intake in journal.intakes()] == [Decimal(200)]


def test_the_answers_can_be_saved_and_changed(
    dialog: ImportDialog,
    preview: Callable[[str, str], Path],
    go_on: Callable[[FormDialog], None],
    tmp_path: Path,
) -> None:
    preview("bearable.csv", BEARABLE)
    assert dialog.answers_button.isVisible()
    assert not dialog.save_button.isVisible()
    names, meanings = asked_names(dialog)
    pain = meanings["Back (lower) pain"]
    choose_item(pain, "Pain on average")
    pain.scale_box.setCurrentIndex(1)
    go_on(names)
    dialog.save_button.click()
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "answers.json"))
    chooser.close()
    saved = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert saved["names"] == {"Back (lower) pain": {"item": "pain_average", "from": "same"}}
    dialog.answers_button.click()
    assert len(dialog.findChildren(NamesDialog)) >= 1


def test_a_file_that_cannot_be_read_says_why_and_asks_nothing(
    dialog: ImportDialog, preview: Callable[[str, str], Path]
) -> None:
    preview("odd.txt", "this is just a text file\n")
    assert dialog.reasons_table.model().index(0, 3).data().endswith(".")
    assert not dialog.import_button.isEnabled()
    assert not dialog.answers_button.isVisible()
    assert dialog.findChildren(NamesDialog) == []


def test_rare_names_beyond_what_can_be_asked_are_counted(
    dialog: ImportDialog, preview: Callable[[str, str], Path]
) -> None:
    activities = " | ".join(f"thing {number}" for number in range(80))
    row = f"2026-10-30,October 30,Friday,10:04 PM,meh,{activities},,\n"
    header = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    preview("daylio.csv", header + row)
    names, meanings = asked_names(dialog)
    assert len(meanings) == 60
    assert not names.notes_box.isVisible()


@pytest.mark.parametrize("kind", [NamesDialog, SheetDialog, ForeignMedicinesDialog])
def test_each_question_is_freed_when_it_closes(
    qtbot: QtBot,
    dialog: ImportDialog,
    preview: Callable[[str, str], Path],
    kind: type[FormDialog],
) -> None:
    content = {NamesDialog: DAYLIO, SheetDialog: "day,a\n2026-04-03,7\n"}.get(
        kind, MEDTIMER_EVENTS
    )
    preview("file.csv", content)
    (asked,) = dialog.findChildren(kind)
    with qtbot.waitSignal(asked.destroyed):
        asked.cancel_button.click()
