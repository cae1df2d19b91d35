"""A line of text that is drawn fast: its pixels are kept from one drawing to the next.

A redraw of the timeline is mostly text. On a screen (matplotlib's Agg renderer) a label is
therefore rendered once per text, font, colour and resolution, and copied from then on; in SVG
and PDF it is ordinary text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.text import Text

from fibrojournal.charts import fonts
from fibrojournal.charts.fonts import POINTS_PER_PX, font, showable

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from numpy.typing import NDArray

BASELINE_PART = 0.36
"""A text's baseline lies this part of its size below its middle."""

_SHARE_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a label looks.

    Attributes:
        size_px: Size of the letters in logical px.
        weight: 400 plain, 600 half-bold.
        style: "normal" or "italic".
        colour: "#RRGGBB".
        behind: Colour of the ground on which it stands; "" = none.
        behind_alpha: How much of what lies below the ground hides, 0 to 1.
    """

    size_px: float
    weight: int
    style: str
    colour: str
    behind: str = ""
    behind_alpha: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Stamp:
    """The pixels of a label; `below` of its rows lie under the baseline."""

    pixels: NDArray[np.uint8]
    width: float
    margin: int
    below: int


class Label(Text):
    """One line of text at (x, baseline), in the coordinates of its transform."""

    def __init__(self, x: float, baseline: float, words: str, look: Lettering) -> None:
        super().__init__(
            x,
            baseline,
            showable(words),
            color=look.colour,
            fontproperties=font(look.size_px, look.weight, look.style),
            verticalalignment="baseline",
            parse_math=False,
        )
        self._look = look
        if look.behind:
            self.set_bbox(
                {
                    "facecolor": look.behind,
                    "alpha": look.behind_alpha,
                    "edgecolor": "none",
                    "pad": POINTS_PER_PX,
                }
            )

    def draw(self, renderer: RendererBase) -> None:
        """Copy the pixels of the label, or write it where there are no pixels."""
        if not isinstance(renderer, RendererAgg):
            super().draw(renderer)
            return
        if not self.get_visible() or not self.get_text():
            return
        stamp = _stamp(self.get_text(), self._look, float(renderer.dpi))
        x, y = self.get_transform().transform(self.get_position())
        left = x - _SHARE_BEFORE[self.get_horizontalalignment()] * stamp.width
        context = renderer.new_gc()
        renderer.draw_image(
            context, round(left) - stamp.margin, round(y) - stamp.below, stamp.pixels
        )
        context.restore()
        self.stale = False


def forget_texts() -> None:
    """Let go of every text that was drawn, as when the journal that it comes from is locked."""
    _stamp.cache_clear()
    fonts.forget_texts()


@lru_cache(maxsize=1024)
def _stamp(words: str, look: Lettering, dpi: float) -> _Stamp:
    """Render a label on a ground of its own; rows from the bottom, as Agg copies them."""
    letters = font(look.size_px, look.weight, look.style)
    ruler = RendererAgg(1, 1, dpi)
    width, height, descent = ruler.get_text_width_height_descent(words, letters, ismath=False)
    margin = ceil(dpi / 50)
    below = ceil(descent) + margin
    size = ceil(width) + 2 * margin, ceil(height - descent) + below + margin
    renderer = RendererAgg(*size, dpi)
    context = renderer.new_gc()
    context.set_foreground(to_rgba(look.colour), isRGBA=True)
    renderer.draw_text(context, margin, size[1] - below, words, letters, 0)
    pixels = np.asarray(renderer.buffer_rgba()).copy()
    if look.behind:
        pixels = _on_ground(pixels, look.behind, look.behind_alpha)
    return _Stamp(np.ascontiguousarray(pixels[::-1]), width, margin, below)


def _on_ground(pixels: NDArray[np.uint8], colour: str, alpha: float) -> NDArray[np.uint8]:
    """Lay letters over an even ground (both with straight alpha)."""
    over = pixels[..., 3:].astype(np.float64) / 255
    total = over + alpha * (1 - over)
    ground = np.array(to_rgb(colour)) * 255
    mixed = (pixels[..., :3] * over + ground * alpha * (1 - over)) / np.maximum(total, 1e-9)
    return np.concatenate((mixed, total * 255), axis=-1).round().astype(np.uint8)
