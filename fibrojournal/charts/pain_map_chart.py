"""Two bodies side by side: on which share of the mapped days each area was marked.

    chart = pain_map_chart(both, ("Before", "After"), ChartSize(832, 400), palette)
    chart.image() -> Picture;  chart.figure

One ramp of one colour, and the number in percent in every area that was marked: it can be read
in black and white. A side without a mapped day is an empty outline that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from fibrojournal.charts.body_drawing import HEIGHT, MIDDLES, REST, WIDTH, Piece, body_pieces
from fibrojournal.charts.describe_pain_maps import mapped_words
from fibrojournal.charts.fonts import POINTS_PER_PX, shortened
from fibrojournal.charts.sheet import ChartSize, Picture, Sheet
from fibrojournal.i18n import digits, tr

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from fibrojournal.analysis.composites import Composite, TwoComposites
    from fibrojournal.charts.style import Palette

DEEPEST: Final = 0.45
"""Share of the accent in the shade of an area that was marked every day; ink stays legible."""

_TITLE, _VIEWS, _HEAD = 12, 34, 50
_BETWEEN = 16
"""Between the two sides, in px."""

_VIEW_PX = 11
_NUMBER_PX = 10.5
_NUMBER_UNITS = 22
"""Most height of a number in units of the drawing: in a small one neighbours stand close."""

_SIDES = 80
"""From a figure's middle to the words for its sides, in units of the drawing."""

_BESIDE_FACE = 24.0
"""From the middle of a jaw to its number, outward, in units of the drawing."""

_CODES = {
    "M": (Path.MOVETO,),
    "L": (Path.LINETO,),
    "C": (Path.CURVE4,) * 3,
    "Z": (Path.CLOSEPOLY,),
}


class PainMapChart:
    """Two drawn bodies, each from the front and from behind."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def figure(self) -> Figure:
        """The figure, as it is drawn and saved."""
        return self._sheet.figure

    def image(self) -> Picture:
        """Draw it."""
        return self._sheet.image()


def pain_map_chart(
    both: TwoComposites, titles: tuple[str, str], size: ChartSize, palette: Palette
) -> PainMapChart:
    """Draw the maps before and after side by side.

    Args:
        both: What is drawn.
        titles: What stands over the two sides.
        size: Wanted are 832 x 400 px.
        palette: Colours by role.
    """
    sheet = Sheet(size, palette.card)
    half = size.width / 2
    scale = min((half - _BETWEEN) / WIDTH, (size.height - _HEAD - 6) / HEIGHT)
    for place, (one, title) in enumerate(zip((both.before, both.after), titles, strict=True)):
        left = half * place + (half - WIDTH * scale) / 2
        _draw_side(sheet, one, title, palette, (left, scale))
    return PainMapChart(sheet)


def shade(share: float, palette: Palette) -> str:
    """Return the colour of an area that was marked on this share (0..1) of the days."""
    parts = zip(to_rgb(palette.card), to_rgb(palette.accent), strict=True)
    red, green, blue = (card + DEEPEST * share * (accent - card) for card, accent in parts)
    return to_hex((red, green, blue))


def _draw_side(
    sheet: Sheet, one: Composite, title: str, palette: Palette, place: tuple[float, float]
) -> None:
    left, scale = place
    words = tr("{side}: {days}").format(side=title, days=mapped_words(one))
    words = shortened(words, sheet.width / 2 - _BETWEEN, weight=600)
    middle = left + WIDTH * scale / 2
    sheet.text(middle, _TITLE, words, "title", color=palette.ink, weight=600, ha="center")
    views = (
        ("front", (tr("right"), tr("Front"), tr("left"))),
        ("back", (tr("left"), tr("Back"), tr("right"))),
    )
    for view, names in views:
        for name, beside in zip(names, (-_SIDES, 0, _SIDES), strict=True):
            at = left + (MIDDLES[view] + beside) * scale
            shown = shortened(name, _SIDES * scale - 2, _VIEW_PX)
            sheet.text(at, _VIEWS, shown, "view", color=palette.quiet, ha="center", size=_VIEW_PX)
    moved = Affine2D().scale(scale).translate(left, _HEAD) + sheet.still
    for piece in body_pieces():
        share = None if piece.area == REST else one.share(piece.area)
        patch = PathPatch(
            _path(piece),
            facecolor=shade(share or 0.0, palette),
            edgecolor=palette.control_line,
            linewidth=POINTS_PER_PX,
            zorder=1 if piece.area == REST else 2,
        )
        sheet.add(patch, moved, name=f"{piece.area}-{piece.view}")
        if share:
            x, y = _number_place(piece)
            sheet.text(
                left + x * scale,
                _HEAD + y * scale,
                digits(round(share * 100)),
                f"percent-{piece.area}",
                color=palette.ink,
                size=min(_NUMBER_PX, _NUMBER_UNITS * scale),
                ha="center",
            )


def _number_place(piece: Piece) -> tuple[float, float]:
    """Return where the number of a piece stands, in units: a jaw's beside the face."""
    x, y = piece.middle
    if piece.area.endswith("jaw"):
        return x + (_BESIDE_FACE if piece.area == "left_jaw" else -_BESIDE_FACE), y
    return x, y


def _path(piece: Piece) -> Path:
    points = [point for step in piece.steps for point in step.points or ((0.0, 0.0),)]
    codes = [code for step in piece.steps for code in _CODES[step.command]]
    return Path(points, codes)
