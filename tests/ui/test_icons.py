from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from fibrojournal.paths import resource
from fibrojournal.ui.icons import app_icon, icon, icon_pixmap

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FILES = sorted(resource("icons").glob("*.svg"))
OUTLINES = [file for file in FILES if file.stem != "app"]
NAMES = {
    *("today", "journal", "medicines", "timeline", "changes", "report", "learn", "settings"),
    *("help", "lock", "previous", "next", "calendar", "clear", "add", "save_picture", "table"),
    *("check", "undo", "redo", "chevron_down", "edit", "remove", "event", "import", "export"),
    "app",
}

pytestmark = pytest.mark.usefixtures("qapp")


def test_every_icon_is_there() -> None:
    assert {file.stem for file in FILES} >= NAMES


@pytest.mark.parametrize("file", OUTLINES, ids=lambda file: file.stem)
def test_an_icon_is_an_outline_of_one_colour(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.findall(r'stroke="([^"]+)"', text) == ["currentColor"]
    assert re.findall(r'fill="([^"]+)"', text) == ["none"]
    assert re.findall(r'stroke-width="([^"]+)"', text) == ["1.75"]
    assert 'viewBox="0 0 24 24"' in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_icon_draws_something_inside_its_square(file: Path) -> None:
    image = icon_pixmap(file.stem, QColor("#0B6A6A"), 24, 2.0).toImage()
    assert image.size() == QSize(48, 48)
    marked = {(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha()}
    assert len(marked) > 48
    if file in OUTLINES:
        assert all(0 < x < 47 and 0 < y < 47 for x, y in marked), "a stroke is cut off"


@pytest.mark.parametrize("value", ["#22252A", "#63C7C0"])
def test_an_icon_takes_the_colour_that_is_asked_for(value: str) -> None:
    image = icon_pixmap("add", QColor(value), 24, 1.0).toImage()
    solid = image.convertToFormat(QImage.Format.Format_ARGB32).pixelColor(12, 12)
    assert solid.name() == value.lower()


def test_a_pixmap_is_as_sharp_as_the_screen() -> None:
    pixmap = icon_pixmap("today", QColor("black"), 24, 1.5)
    assert pixmap.deviceIndependentSize().toSize() == QSize(24, 24)
    assert pixmap.width() == 36


def test_an_icon_has_the_sizes_that_buttons_use(qtbot: QtBot) -> None:
    assert qtbot is not None
    sizes = icon("edit", QColor("black")).availableSizes()
    assert {QSize(16, 16), QSize(20, 20), QSize(24, 24)} <= set(map(QSize, sizes))


def test_the_program_has_a_picture_in_small_and_large() -> None:
    assert {size.width() for size in app_icon().availableSizes()} == {16, 32, 48, 128, 256}
