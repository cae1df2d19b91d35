from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QMainWindow, QVBoxLayout, QWidget

from fibrojournal.charts.style import Palette, ThemeName, load_palette
from fibrojournal.paths import resource
from fibrojournal.ui.theme import (
    BODY_PX,
    apply_theme,
    colour,
    px,
    resolve_theme,
    system_theme,
    text_label,
)
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox, WrappingRadioButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
GROUNDS = ("paper", "sidebar", "card", "soft", "hover")
TEXT_LEAST = 4.5
GRAPHICS_LEAST = 3.0


def luminance(value: str) -> float:
    channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=THEMES)
def palette(request: pytest.FixtureRequest) -> Palette:
    return load_palette(request.param)


def test_the_contrast_formula_gives_the_known_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("text", "ground"), list(product(("ink", "quiet"), GROUNDS)))
def test_text_can_be_read_on_every_ground(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= TEXT_LEAST


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("accent", "paper"),
        ("accent", "card"),
        ("accent", "hover"),
        ("on_accent", "accent"),
        ("ink", "dose_fill"),
        ("ink", "flare"),
    ],
)
def test_coloured_text_can_be_read_where_it_stands(
    palette: Palette, text: str, ground: str
) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= TEXT_LEAST


@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        *product(("control_line", "focus"), ("paper", "card")),
        *product(("accent", "quiet"), ("soft", "sidebar")),
        *product(("focus",), ("sidebar", "soft", "hover")),
        *product(("dose_edge",), ("card", "dose_fill")),
    ],
)
def test_controls_and_marks_can_be_seen(palette: Palette, mark: str, ground: str) -> None:
    assert contrast(getattr(palette, mark), getattr(palette, ground)) >= GRAPHICS_LEAST


def test_every_series_can_be_seen_on_a_card(palette: Palette) -> None:
    assert min(contrast(line, palette.card) for line in palette.series) >= GRAPHICS_LEAST


def test_the_mark_of_a_checked_box_stands_out_from_its_accent(palette: Palette) -> None:
    drawn = resource(f"marks/checked_{palette.name}.svg").read_text(encoding="utf-8")
    [mark] = re.findall(r'stroke="(#\w+)"', drawn)
    assert mark == palette.on_accent


def test_the_mark_of_a_drop_down_is_as_dark_as_its_text(palette: Palette) -> None:
    drawn = resource(f"marks/down_{palette.name}.svg").read_text(encoding="utf-8")
    assert re.findall(r'stroke="(#\w+)"', drawn) == [palette.ink]


@pytest.mark.parametrize("name", THEMES)
def test_a_checked_box_shows_its_mark(qtbot: QtBot, qapp: QApplication, name: ThemeName) -> None:
    palette = apply_theme(qapp, name, 100)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    box.resize(32, 32)
    image = box.grab().toImage()
    seen = {image.pixelColor(x, y).name().upper() for x, y in product(range(32), range(32))}
    assert {palette.accent, palette.on_accent} <= seen


@pytest.mark.parametrize("wanted", ["light", "dark", "contrast"])
def test_a_chosen_theme_is_the_one_in_force(wanted: str) -> None:
    assert resolve_theme(wanted) == wanted


@pytest.mark.usefixtures("qapp")
def test_system_follows_the_system() -> None:
    assert resolve_theme("system") == system_theme()


def test_measures_grow_with_the_text(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 200)
    assert (px(40), px(BODY_PX), qapp.font().pixelSize()) == (80, 30, 30)
    apply_theme(qapp, "light", 100)
    assert (px(40), px(BODY_PX)) == (40, 15)


def test_a_widget_finds_the_theme_in_its_palette(qtbot: QtBot, qapp: QApplication) -> None:
    palette = apply_theme(qapp, "dark", 100)
    widget = QWidget()
    qtbot.addWidget(widget)
    assert colour("quiet").name().upper() == palette.quiet
    assert colour("soft").name().upper() == palette.soft


@pytest.mark.parametrize(("before", "after"), [("light", "dark"), ("dark", "light")])
def test_a_live_change_leaves_no_old_colour(
    qtbot: QtBot, qapp: QApplication, before: ThemeName, after: ThemeName
) -> None:
    apply_theme(qapp, before, 100)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.setCentralWidget(sheet())
    window.show()
    first = fills(window)
    apply_theme(qapp, after, 100)
    assert not first & fills(window)


def sheet() -> QWidget:
    page = QWidget()
    page.setObjectName("page")
    card = Card("Title")
    card.rows.addWidget(text_label("quiet", "quiet"))
    QVBoxLayout(page).addWidget(card)
    return page


def fills(window: QWidget) -> set[str]:
    """Return the colours that fill more than a hundredth of the window."""
    image = window.grab().toImage()
    counts: dict[str, int] = {}
    for x, y in product(range(0, image.width(), 2), range(0, image.height(), 2)):
        name = QColor(image.pixelColor(x, y)).name()
        counts[name] = counts.get(name, 0) + 1
    return {name for name, count in counts.items() if count > sum(counts.values()) / 100}


@pytest.mark.parametrize("percent", [100, 200])
def test_what_one_is_chosen_by_is_as_large_as_what_is_ticked(
    qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    one_of_several, ticked = WrappingRadioButton("words"), WrappingCheckBox("words")
    assert one_of_several.sizeHint() == ticked.sizeHint()
