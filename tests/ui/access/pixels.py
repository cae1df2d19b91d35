"""What can be read off the pixels of a widget: contrast as WCAG 2.2 counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    Ratios: TypeAlias = NDArray[np.float64]


def ground_of(widget: QWidget) -> QWidget:
    """Return what a widget is drawn on, whole: what scrolls with it, or its window."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        viewport = above.parentWidget()
        if viewport is not None and isinstance(viewport.parentWidget(), QScrollArea):
            return above
        above = viewport
    return widget.window()


def pixels_of(widget: QWidget, rect: QRect | None = None, around: int = 0) -> Pixels:
    """Return the pixels of a widget and of what it stands on: rows, columns, red green blue.

    Args:
        widget: May be scrolled out of sight.
        rect: A part of it; None = all.
        around: How many pixels around it to take too.
    """
    ground = ground_of(widget)
    wanted = QRect(rect if rect is not None else widget.rect())
    wanted.translate(widget.mapTo(ground, QPoint(0, 0)))
    wanted.adjust(-around, -around, around, around)
    image = ground.grab(wanted).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def luminance(pixels: Pixels) -> Ratios:
    """Return the relative luminance of each pixel, 0 to 1."""
    channels = pixels.astype(np.float64) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: Pixels, other: Pixels) -> Ratios:
    """Return the contrast of pixels with others, 1 to 21."""
    first, second = luminance(one), luminance(other)
    lighter, darker = np.maximum(first, second), np.minimum(first, second)
    return np.asarray((lighter + 0.05) / (darker + 0.05))


def commonest(pixels: Pixels) -> Pixels:
    """Return the colour that most pixels have: what others stand on."""
    # A number a colour: numbers are counted ten times as fast as threes of them.
    red, green, blue = np.moveaxis(pixels.astype(np.uint32), -1, 0)
    colours, counts = np.unique(red << 16 | green << 8 | blue, return_counts=True)
    found = int(colours[counts.argmax()])
    return np.array([found >> 16, found >> 8 & 255, found & 255], np.uint8)


def strongest(pixels: Pixels) -> float:
    """Return the contrast of what stands out most with what it stands on."""
    return float(contrast(pixels, commonest(pixels)).max())
