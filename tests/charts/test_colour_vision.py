"""Series are told apart by those who see fewer colours, and on grey paper; and lines by all."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from fibrojournal.charts.series_style import SeriesStyle, series_styles
from fibrojournal.charts.style import Palette, load_palette, paper_palette
from tests.charts.timelines import ITEMS, every, make_chart, make_timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fibrojournal.charts.style import ThemeName

Colour: TypeAlias = "NDArray[np.float64]"
"""Red, green, blue of linear light, or L*, a*, b*."""

SIGHTS: Final[dict[str, list[list[float]]]] = {
    "all colours": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""What light becomes to each, at full severity (Machado, Oliveira and Fernandes, 2009)."""

APART: Final = 10.0
"""Difference of two colours (CIE 1976) at which they are seen as two, side by side or not."""
GRAPHICS: Final = 3.0
MOST: Final = {"symptoms": 8, "side_effects": 9}
"""Items that can be chosen in a panel, of those that are built in."""


def linear(colour: str) -> Colour:
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(light: Colour) -> Colour:
    """Return L*, a*, b* of linear light under D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    x, y, z = to_xyz @ np.clip(light, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = [
        t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z)
    ]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen_apart(one: str, other: str, sight: str) -> float:
    """Return how far apart two colours are to a sight."""
    matrix = np.array(SIGHTS[sight])
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other))))


def contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(weights @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_known_differences_come_out() -> None:
    assert seen_apart("#000000", "#FFFFFF", "all colours") == pytest.approx(100, abs=0.1)
    assert lab(linear("#FF0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    # To a protanope, this red and this dark green are one; to others they are not.
    assert seen_apart("#8B4513", "#556B2F", "all colours") > 30
    assert seen_apart("#8B4513", "#556B2F", "protanopia") < 15


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_series_are_seen_apart(theme: ThemeName, sight: str) -> None:
    close = {
        (one, other): round(distance, 1)
        for one, other in combinations(load_palette(theme).series, 2)
        if (distance := seen_apart(one, other, sight)) < APART
    }
    assert close == {}


@pytest.mark.parametrize("kind", ["symptoms", "side_effects"])
@pytest.mark.parametrize("palette", ["light", "dark", "contrast", "paper"])
def test_series_of_a_panel_differ_without_colour(palette: str, kind: str) -> None:
    chosen = paper_palette() if palette == "paper" else load_palette(palette)  # type: ignore[arg-type]
    styles = [style for style in series_styles(ITEMS.values(), chosen) if style.panel == kind]
    assert len(styles) >= MOST[kind]
    assert len({(style.marker, style.filled, style.dash) for style in styles}) == len(styles)


@pytest.mark.parametrize("palette", ["light", "dark", "contrast", "paper"])
def test_no_series_of_a_panel_shares_its_marker(palette: str) -> None:
    chosen = paper_palette() if palette == "paper" else load_palette(palette)  # type: ignore[arg-type]
    styles = [s for s in series_styles(ITEMS.values(), chosen) if s.panel == "symptoms"]
    assert len({(style.marker, style.filled) for style in styles}) == len(styles)


def test_grey_lines_can_be_seen_on_paper() -> None:
    palette = paper_palette()
    assert min(contrast(series, palette.card) for series in palette.series) >= GRAPHICS
    assert all(len(set(to_rgb(series))) == 1 for series in palette.series)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_line_is_drawn_in_a_colour_that_can_be_seen(theme: ThemeName) -> None:
    """The pixels of the chart itself are asked, not the palette."""
    palette = load_palette(theme)
    chart = make_chart(
        make_timeline({key: every(60, 2 + place) for place, key in enumerate(KEYS)}), theme=theme
    )
    pixels = drawn(chart.figure)
    ground = np.array(to_rgb(palette.card))
    styles = series_styles([ITEMS[key] for key in KEYS], palette)
    for style in styles:
        assert contrast(style.colour, palette.card) >= GRAPHICS
        assert count_of(style, pixels) > 300, style
    assert np.abs(pixels - ground).max(axis=2).min() < 0.01


KEYS: Final = ("pain_average", "fatigue", "fog", "sleep_quality", "stiffness")


def drawn(figure: object) -> NDArray[np.float64]:
    """Return the pixels of a figure, each channel 0 to 1."""
    canvas = FigureCanvasAgg(figure)  # type: ignore[arg-type]
    canvas.draw()
    return np.asarray(canvas.buffer_rgba(), dtype=np.float64)[:, :, :3] / 255


def count_of(style: SeriesStyle, pixels: NDArray[np.float64]) -> int:
    """Count the pixels that have the colour of a series, as it is and not blended."""
    wanted = np.array(to_rgb(style.colour))
    return int((np.abs(pixels - wanted).max(axis=2) < 0.02).sum())


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_edges_of_doses_and_changes_can_be_seen(theme: ThemeName) -> None:
    palette: Palette = load_palette(theme)
    assert contrast(palette.dose_edge, palette.card) >= GRAPHICS
    assert contrast(palette.dose_edge, palette.dose_fill) >= GRAPHICS
    assert contrast(palette.control_line, palette.card) >= GRAPHICS
    assert contrast(palette.control_line, palette.hover) >= GRAPHICS
