from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from fibrojournal.ui.dialogs.limits_dialog import LimitsDialog
from fibrojournal.ui.dialogs.move_dialog import MoveDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_the_limits_are_said_in_at_most_200_words(parent: QWidget) -> None:
    dialog = LimitsDialog(parent)
    words = f"{dialog.windowTitle()} {dialog.words}"
    assert 100 < len(words.split()) <= 200
    for limit in ("somebody who makes you open it", "record your keys", "administrator", "sleeps"):
        assert limit in words
    assert "disk encryption" in words


def test_the_arrow_keys_scroll_what_is_longer_than_the_screen(parent: QWidget) -> None:
    dialog = LimitsDialog(parent)
    dialog.setMaximumSize(360, 160)
    dialog.open()
    [area] = dialog.findChildren(QScrollArea)
    assert dialog.focusWidget() is area
    QTest.keyClick(area, Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 0


def test_what_fits_on_the_screen_begins_at_its_button(parent: QWidget) -> None:
    dialog = LimitsDialog(parent)
    dialog.open()
    assert dialog.focusWidget() is dialog.close_button
    [area] = dialog.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


def test_what_came_of_the_copy_is_brought_into_sight(qtbot: QtBot, parent: QWidget) -> None:
    dialog = MoveDialog(is_protected=True, has_recovery_code=True, parent=parent)
    dialog.setMaximumSize(360, 200)
    dialog.open()
    dialog.tell("The copy is saved.")
    [area] = dialog.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 < bar.value() > bar.maximum() - 40)


def test_the_steps_speak_of_passphrase_and_code_only_where_there_are_any(parent: QWidget) -> None:
    bare = MoveDialog(is_protected=False, has_recovery_code=False, parent=parent).words
    assert "passphrase" not in bare
    assert ".recovery" not in bare
    assert "whoever finds the stick can read it" in bare
    whole = MoveDialog(is_protected=True, has_recovery_code=True, parent=parent).words
    assert "Your passphrase opens it" in whole
    assert ".recovery" in whole
    assert "whoever finds" not in whole


def test_a_copy_is_asked_for_where_the_person_chose(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    dialog = MoveDialog(is_protected=True, has_recovery_code=False, parent=parent)
    dialog.open()
    dialog.copy_button.click()
    [chooser] = dialog.findChildren(QFileDialog)
    with qtbot.waitSignal(dialog.copy_wanted) as told:
        chooser.fileSelected.emit(str(tmp_path))
    assert told.args == [tmp_path]
    chooser.close()
