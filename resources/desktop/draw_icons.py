"""Draws the icon of the program in the sizes and forms that each system wants.

Run as `.venv/bin/python resources/desktop/draw_icons.py` after `resources/icons/app.svg` was
altered. What it writes beside itself is kept, so that nobody needs to run it to build.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE: Final = Path(__file__).resolve().parent
DRAWING: Final = HERE.parent / "icons" / "app.svg"
SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> Image.Image:
    """Draw the icon, `size` pixels high and wide."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def main() -> None:
    """Write the PNG files, fibrojournal.ico and fibrojournal.icns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    for size in SIZES:
        drawn(size).save(HERE / f"fibrojournal-{size}.png", optimize=True)
    largest = drawn(WINDOWS_SIZES[-1])
    smaller = [drawn(size) for size in WINDOWS_SIZES[:-1]]
    both = [(size, size) for size in WINDOWS_SIZES]
    largest.save(HERE / "fibrojournal.ico", sizes=both, append_images=smaller)
    drawn(1024).save(HERE / "fibrojournal.icns")
    del app


if __name__ == "__main__":
    main()
