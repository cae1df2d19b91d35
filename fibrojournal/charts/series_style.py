"""How each chosen item is drawn: colour, marker, dash. The chips above the chart use the same.

Items of one panel never share a marker and dash, so that black and white print stays readable;
the two kinds of panel start at different colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fibrojournal.charts.style import Palette
    from fibrojournal.domain.tracked_items import TrackedItem

PanelKind = Literal["symptoms", "side_effects", "measure"]

_MARKERS: tuple[tuple[str, bool], ...] = (
    ("o", True),
    ("s", False),
    ("^", True),
    ("P", False),
    ("v", True),
    ("o", False),
    ("s", True),
    ("^", False),
    ("X", False),
    ("v", False),
    ("P", True),
    ("X", True),
)
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 2.5),
    (1.8, 1.8),
    (7, 2, 1.5, 2),
    (11, 3),
    (4, 1.5, 1.5, 1.5, 1.5, 1.5),
)
_COLOUR_ORDER: dict[PanelKind, tuple[int, ...]] = {
    "symptoms": (0, 1, 3, 4, 2),
    "side_effects": (2, 4, 1, 3, 0),
    "measure": (3, 1, 4, 0, 2),
}


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """How one item is drawn.

    Attributes:
        panel: Where it stands.
        colour: "#RRGGBB".
        marker: matplotlib's marker code: o s ^ v P X. D is left to days that were recalled later.
        filled: Whether the marker is filled rather than an outline.
        dash: Lengths of marks and gaps in px; () = a solid line.
        width: Width of the line in px.
        place: Its place in its panel; the first, 0, is drawn strongest.
    """

    panel: PanelKind
    colour: str
    marker: str
    filled: bool
    dash: tuple[float, ...]
    width: float
    place: int

    @property
    def is_first(self) -> bool:
        """Whether it is the first of its panel."""
        return self.place == 0


def panel_of(item: TrackedItem) -> PanelKind:
    """Return the panel that an item belongs to by its scale and kind."""
    if item.scale == NUMERIC_RATING:
        return "symptoms"
    is_side_effect = item.scale == SEVERITY and item.kind == "side_effect"
    return "side_effects" if is_side_effect else "measure"


def series_styles(items: Iterable[TrackedItem], palette: Palette) -> tuple[SeriesStyle, ...]:
    """Return one style per item, in the same order."""
    used: dict[PanelKind, int] = {"symptoms": 0, "side_effects": 0, "measure": 0}
    styles = []
    for item in items:
        panel = panel_of(item)
        place = used[panel]
        used[panel] += 1
        order = _COLOUR_ORDER[panel]
        marker, filled = _MARKERS[place % len(_MARKERS)]
        styles.append(
            SeriesStyle(
                panel,
                palette.series[order[place % len(order)] % len(palette.series)],
                marker,
                filled,
                _DASHES[place % len(_DASHES)],
                _width(panel, place),
                place,
            )
        )
    return tuple(styles)


def _width(panel: PanelKind, place: int) -> float:
    if panel == "symptoms":
        return 2.6 if place == 0 else 2.0
    return 1.8
