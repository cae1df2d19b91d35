"""Which fonts charts are written in, and how wide a text will be; sizes are in logical px.

One logical px is 1/100 inch on every sheet, so a text of 13 px is 9.36 pt.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

# Half-bold is asked of every font in the list; that some have only bold is no news to anybody.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

PX_PER_INCH = 100
POINTS_PER_PX = 72 / PX_PER_INCH

CAPTION_PX = 13

_TEXT_FONTS = (
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Helvetica Neue",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "Liberation Sans",
    "Arial",
)
_OTHER_SCRIPTS = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Hiragino Sans",
    "Yu Gothic",
    "Microsoft YaHei",
    "PingFang SC",
    "Malgun Gothic",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Droid Sans Fallback",
)
_NO_GLYPH = "?"


@cache
def font_families() -> tuple[str, ...]:
    """Return the fonts of this computer that charts use, the text font first.

    Fonts that do not exist are not asked for, since matplotlib would warn about each of them.
    """
    there = {font.name for font in fontManager.ttflist}
    text = [name for name in _TEXT_FONTS if name in there][:1]
    return (*text, *(name for name in _OTHER_SCRIPTS if name in there))


@lru_cache(maxsize=64)
def font(size_px: float, weight: int = 400, style: str = "normal") -> FontProperties:
    """Return the font of a text; callers must not change it, it is shared."""
    return FontProperties(
        family=list(font_families()),
        size=size_px * POINTS_PER_PX,
        weight=weight,
        style="italic" if style == "italic" else "normal",
    )


@lru_cache(maxsize=4096)
def text_width(
    text: str, size_px: float = CAPTION_PX, weight: int = 400, style: str = "normal"
) -> float:
    """Measure a text in logical px."""
    width, _height, _descent = _measuring().get_text_width_height_descent(
        text, font(size_px, weight, style), ismath=False
    )
    return float(width)


@lru_cache(maxsize=2048)
def showable(text: str) -> str:
    """Return the text on one line, with a question mark for signs that no font here has."""
    line = " ".join(text.split())
    return "".join(sign if ord(sign) in _signs() else _NO_GLYPH for sign in line)


@lru_cache(maxsize=2048)
def shortened(text: str, room_px: float, size_px: float = CAPTION_PX, weight: int = 400) -> str:
    """Cut a text with an ellipsis so that it fits `room_px`."""
    text = showable(text)
    if text_width(text, size_px, weight) <= room_px:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        end = (fits + too_long) // 2
        if text_width(_cut(text, end), size_px, weight) <= room_px:
            fits = end
        else:
            too_long = end
    return _cut(text, fits)


def _cut(text: str, end: int) -> str:
    return f"{text[:end].rstrip()}…"


def forget_texts() -> None:
    """Let go of the texts that were measured, as when the journal they come from is locked."""
    for measured in (text_width, showable, shortened):
        measured.cache_clear()


@cache
def _measuring() -> RendererAgg:
    return RendererAgg(1, 1, PX_PER_INCH)


@cache
def _signs() -> frozenset[int]:
    """Return the code points that the fonts in use can draw."""
    signs: set[int] = set()
    for family in font_families():
        signs.update(get_font(findfont(FontProperties(family=[family]))).get_charmap())
    return frozenset(signs)
