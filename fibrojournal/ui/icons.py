"""Our own icons, drawn from `resources/icons` in the colour that is asked for.

The files are 24 px outlines whose one colour is `currentColor`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fibrojournal.paths import resource
from fibrojournal.ui.theme import px

SIZES: Final = (16, 20, 24)
"""Edge lengths in which an icon is drawn, in pixels at 100 %."""


def icon(name: str, colour: QColor) -> QIcon:
    """Return the icon `name` in `colour`, sharp on every screen there is.

    Args:
        name: File name without its ending, such as "calendar".
        colour: Usually `theme.colour("ink")`; an icon does not follow a change of theme,
            but the pages are built anew then.
    """
    made = QIcon()
    for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        for size in SIZES:
            made.addPixmap(icon_pixmap(name, colour, px(size), ratio))
    return made


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Draw the icon `name` in one size.

    Args:
        name: File name without its ending.
        colour: The one colour of the outline.
        size: Edge length in device independent pixels, already scaled by `px`.
        ratio: Device pixels per pixel where it will be shown.
    """
    pixmap = QPixmap.fromImage(_image(name, colour.name(), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def app_icon() -> QIcon:
    """Return the picture of the program itself, which keeps its own colours."""
    made = QIcon()
    for size in (16, 32, 48, 128, 256):
        made.addPixmap(icon_pixmap("app", QColor(), size, 1.0))
    return made


@lru_cache(maxsize=256)
def _image(name: str, colour: str, edge: int) -> QImage:
    """Draw a square of `edge` device pixels; images outlive the screen, pixmaps do not."""
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(text.replace("currentColor", colour).encode()).render(painter)
    painter.end()
    return image
