"""A figure that is drawn on in logical px, with y downward from the top, as windows are.

There are no axes: every part knows its place, so nothing is laid out while it is drawn. What
moves with the days stands on `moving`, what stays stands on `still`; both are clipped by the
caller. A logical px is 1/100 inch; the figure's dpi is 100 times the screen's scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict, Unpack

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from fibrojournal.charts.fonts import CAPTION_PX, POINTS_PER_PX, PX_PER_INCH, font, showable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform
    from numpy.typing import ArrayLike

BASELINE_PART = 0.36
"""A text's baseline lies this part of its size below its middle."""


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
    """How a text looks; `size` in px."""

    color: str
    size: float
    weight: int
    style: str
    ha: str
    zorder: float
    behind: str


class Sheet:
    """A figure of a fixed size in logical px.

    Attributes:
        width: Width in logical px.
        height: Height in logical px.
        figure: The figure.
        still: From px on the sheet to the screen.
    """

    def __init__(self, width: float, height: float, scale: float, background: str) -> None:
        self.width = width
        self.height = height
        self.figure = Figure(
            figsize=(width / PX_PER_INCH, height / PX_PER_INCH),
            dpi=PX_PER_INCH * scale,
            facecolor=background,
            edgecolor=background,
        )
        self.canvas = FigureCanvasAgg(self.figure)
        inches = Affine2D().translate(0, -height).scale(1 / PX_PER_INCH, -1 / PX_PER_INCH)
        self.still: Transform = inches + self.figure.dpi_scale_trans

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
    ) -> Text:
        """Write one line whose middle is at height `y`."""
        size = look.get("size", CAPTION_PX)
        text = Text(
            x,
            y + size * BASELINE_PART,
            showable(words),
            color=look.get("color", "#000000"),
            fontproperties=font(size, look.get("weight", 400), look.get("style", "normal")),
            horizontalalignment=look.get("ha", "left"),  # type: ignore[arg-type]  # str literal
            verticalalignment="baseline",
            parse_math=False,
            zorder=look.get("zorder", 5),
        )
        if behind := look.get("behind"):
            text.set_bbox({"facecolor": behind, "edgecolor": "none", "pad": 1.2})
        self.add(text, name=name)
        return text

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


def _patch(look: Look) -> Look:
    plain: Look = {"linewidth": 0, "edgecolor": "none", "zorder": 1}
    return {**plain, **look}
