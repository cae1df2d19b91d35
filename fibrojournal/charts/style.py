"""The colours of a theme, by role, read from one file that window and charts share.

Nothing here needs matplotlib, so that the window can be painted before it is imported.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Literal

from fibrojournal.paths import resource

ThemeName = Literal["light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#RRGGBB", named for what they are used for.

    Attributes:
        name: Which theme it is; charts hatch instead of fill in "contrast".
        paper: Behind everything.
        sidebar: Behind the navigation.
        card: Behind the content of a card, and of charts.
        decor_line: Hairlines that carry no meaning.
        control_line: Borders of controls.
        chart_grid: Grid lines.
        ink: Text.
        quiet: Secondary text.
        accent: The one accent: chosen values, primary buttons, links.
        on_accent: Text on the accent.
        soft: The chosen page in the sidebar.
        hover: Under the mouse.
        focus: The focus ring.
        dose_fill: Area under the dose staircase; only ink may stand on it.
        dose_edge: Edge of the dose staircase, marks of changes.
        flare: Columns of flares.
        series: Lines of a chart, in the order in which they are given out.
    """

    name: ThemeName
    paper: str
    sidebar: str
    card: str
    decor_line: str
    control_line: str
    chart_grid: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    soft: str
    hover: str
    focus: str
    dose_fill: str
    dose_edge: str
    flare: str
    series: tuple[str, ...]


def load_palette(name: ThemeName) -> Palette:
    """Read one theme of `resources/themes`."""
    return _read(name, name)


def paper_palette() -> Palette:
    """Read the greys of printed pages, where dash and marker alone tell lines apart."""
    return _read("paper", "light")


def _read(file_name: str, name: ThemeName) -> Palette:
    with resource(f"themes/{file_name}.toml").open("rb") as file:
        theme = tomllib.load(file)
    colours, roles = theme["palette"], dict(theme["roles"])
    series = tuple(colours[colour] for colour in roles.pop("series"))
    return Palette(
        name, **{role: colours[colour] for role, colour in roles.items()}, series=series
    )
