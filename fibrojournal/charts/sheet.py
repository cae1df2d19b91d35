"""A figure that is drawn on in logical px, with y downward from the top, as windows are.

There are no axes: every part knows its place, so nothing is laid out while it is drawn. What
moves with the days stands on `moving`, what stays stands on `still`; both are clipped by the
caller. A logical px is 1/100 inch; the figure's dpi is 100 times the screen's scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Required, TypedDict, Unpack

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from fibrojournal.charts.fonts import CAPTION_PX, POINTS_PER_PX, PX_PER_INCH
from fibrojournal.charts.label import BASELINE_PART, Label, Lettering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform
    from numpy.typing import ArrayLike

    from fibrojournal.charts.style import Palette

_OUTLINE_PX = 1.2
"""Width of the outline of days that were recalled later."""


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Size of a chart on the screen.

    Attributes:
        width: In logical px.
        height: In logical px.
        scale: Device pixels per logical px.
    """

    width: float
    height: float
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture.

    Attributes:
        width: In device pixels.
        height: In device pixels.
        rgba: Four bytes a pixel, red green blue alpha, row by row from the top.
    """

    width: int
    height: int
    rgba: bytes


class Look(TypedDict, total=False):
    """How a shape looks: matplotlib's own names; line widths in points."""

    facecolor: str
    edgecolor: str
    linewidth: float
    linestyle: str | tuple[float, tuple[float, ...]]
    alpha: float
    hatch: str
    zorder: float


class Stroke(TypedDict, total=False):
    """How a line looks; `width` and `dash` (marks and gaps, () = solid) in px."""

    color: Required[str]
    width: float
    dash: tuple[float, ...]
    alpha: float
    zorder: float


class Writing(TypedDict, total=False):
    """How a text looks; `size` in px, `behind` the colour of a ground to stand on."""

    color: Required[str]
    size: float
    weight: int
    style: str
    ha: Literal["left", "center", "right"]
    zorder: float
    behind: str
    behind_alpha: float


class Sheet:
    """A figure of a fixed size in logical px.

    Attributes:
        width: Width in logical px.
        height: Height in logical px.
        figure: The figure.
        still: From px on the sheet to the screen.
    """

    def __init__(self, size: ChartSize, background: str) -> None:
        self.width = size.width
        self.height = size.height
        self.figure = Figure(
            figsize=(size.width / PX_PER_INCH, size.height / PX_PER_INCH),
            dpi=PX_PER_INCH * size.scale,
            facecolor=background,
            edgecolor=background,
        )
        self.canvas = FigureCanvasAgg(self.figure)
        inches = Affine2D().translate(0, -size.height).scale(1 / PX_PER_INCH, -1 / PX_PER_INCH)
        self.still: Transform = inches + self.figure.dpi_scale_trans

    def image(self) -> Picture:
        """Draw everything."""
        self.canvas.draw()
        width, height = self.canvas.get_width_height()
        return Picture(width, height, bytes(self.canvas.buffer_rgba()))

    def add(self, artist: Artist, transform: Transform | None = None, name: str = "") -> None:
        """Put an artist on the sheet; `name` is its gid, for tests and for SVG."""
        artist.set_transform(transform or self.still)
        if name:
            artist.set_gid(name)
        self.figure.add_artist(artist)

    def box(self, left: float, top: float, right: float, bottom: float) -> TransformedBbox:
        """Return a box in px to clip by."""
        return TransformedBbox(Bbox.from_extents(left, bottom, right, top), self.still)

    def text(
        self, x: float, y: float, words: str, name: str = "", **look: Unpack[Writing]
    ) -> Label:
        """Write one line whose middle is at height `y`."""
        size = look.get("size", CAPTION_PX)
        lettering = Lettering(
            size,
            look.get("weight", 400),
            look.get("style", "normal"),
            look["color"],
            look.get("behind", ""),
            look.get("behind_alpha", 1.0),
        )
        label = Label(x, y + size * BASELINE_PART, words, lettering)
        label.set_horizontalalignment(look.get("ha", "left"))
        label.set_zorder(look.get("zorder", 5))
        self.add(label, name=name)
        return label

    def lines(
        self, parts: Sequence[Sequence[tuple[float, float]]], name: str, **look: Unpack[Stroke]
    ) -> Line2D:
        """Draw separate runs of points as one artist."""
        points = [point for part in parts for point in (*part, (np.nan, np.nan))]
        xs, ys = zip(*points, strict=True) if points else ((), ())
        line = plain_line(**look)
        line.set_data(xs, ys)
        self.add(line, name=name)
        return line

    def rectangle(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        name: str = "",
        **look: Unpack[Look],
    ) -> Rectangle:
        """Fill a box."""
        patch = Rectangle((left, top), right - left, bottom - top, **_patch(look))
        self.add(patch, name=name)
        return patch

    def rounded(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        name: str = "",
        **look: Unpack[Look],
    ) -> FancyBboxPatch:
        """Fill a box with round corners of 8 px."""
        patch = FancyBboxPatch(
            (left, top),
            right - left,
            bottom - top,
            boxstyle="round,pad=0,rounding_size=8",
            **_patch(look),
        )
        self.add(patch, name=name)
        return patch

    def polygon(self, points: ArrayLike, name: str = "", **look: Unpack[Look]) -> Polygon:
        """Fill a shape given by its corners in px."""
        patch = Polygon(points, closed=True, **_patch(look))
        self.add(patch, name=name)
        return patch


def plain_line(**look: Unpack[Stroke]) -> Line2D:
    """Return a line without points yet."""
    width = look.get("width", 1)
    line = Line2D(
        (),
        (),
        color=look["color"],
        linewidth=width * POINTS_PER_PX,
        alpha=look.get("alpha", 1),
        zorder=look.get("zorder", 1),
        solid_capstyle="butt",
        dash_capstyle="butt",
    )
    if dash := look.get("dash"):
        line.set_linestyle((0, tuple(part / width for part in dash)))
    return line


def mark_recalled(marks: Line2D, colour: str, palette: Palette) -> None:
    """Make marks hollow diamonds, which nothing else is: days that were recalled later."""
    marks.set_marker("D")
    marks.set_markerfacecolor(palette.card)
    marks.set_markeredgecolor(colour)
    marks.set_markeredgewidth(_OUTLINE_PX * POINTS_PER_PX)


def _patch(look: Look) -> Look:
    plain: Look = {"linewidth": 0, "edgecolor": "none", "zorder": 1}
    return {**plain, **look}
