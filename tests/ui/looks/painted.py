"""What a widget writes on the screen, where, and how much room it has for that.

A widget is painted onto a device that draws nothing and takes note of each text: those of custom
painted widgets, of table cells and of placeholders too, cut short and wrapped as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontInfo,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPainter,
    QRegion,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextItem

_Metric = QPaintDevice.PaintDeviceMetric
_DPI: Final = 96
_COLOURS: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Painted:
    """A text, or a piece of one, on one line.

    Attributes:
        text: As it is painted, in the order in which it is read.
        ink: The rectangle around its signs, in pixels of the widget.
        room: Where it may be painted, in the same pixels.
        size: Of the text, in pixels.
    """

    text: str
    ink: QRectF
    room: QRectF
    size: float


def painted(widget: QWidget) -> list[Painted]:
    """Return what a widget itself paints, without the widgets that lie on it."""
    device = _device()
    device.take_note_of(widget.size().toSizeF())
    widget.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return _whole(device.engine.texts)


def drawn(size: QSizeF, draw: Callable[[QPainter], None]) -> list[Painted]:
    """Return what is written on a sheet, in its pixels."""
    device = _device()
    device.take_note_of(size)
    painter = QPainter(device)
    draw(painter)
    painter.end()
    return device.engine.texts


def _whole(texts: list[Painted]) -> list[Painted]:
    """Take a text that is painted twice for one: where it is chosen, and where it is not."""
    found: dict[tuple[object, ...], Painted] = {}
    for text in texts:
        key = (text.text, text.ink.getRect())
        room = text.room if key not in found else text.room.united(found[key].room)
        found[key] = replace(text, room=room)
    return list(found.values())


@cache
def _device() -> _Device:
    """Return the one device: Qt goes on to use one that Python has let go."""
    return _Device()


def own_text(widget: QWidget) -> str:
    """Return the text that a label or button must paint as a whole; "" = only it knows."""
    if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.PlainText:
        return widget.text() if widget.buddy() is None else _without_marks(widget.text())
    if isinstance(widget, QAbstractButton):
        return _without_marks(widget.text())
    return ""


def _without_marks(text: str) -> str:
    """Return a text without the marks of its keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


class _Engine(QPaintEngine):
    """Draws nothing, and keeps the texts."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[Painted] = []
        self.whole = QRectF()

    def drawTextItem(self, at: object, item: QTextItem) -> None:  # noqa: N802 - Qt calls it
        assert isinstance(at, QPointF)
        painter = self.painter()
        moved = painter.deviceTransform()
        ink = QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(at)
        room = self.whole
        if painter.hasClipping():
            room = room.intersected(moved.mapRect(painter.clipBoundingRect()))
        size = QFontInfo(item.font()).pixelSize()
        self.texts.append(Painted(item.text(), moved.mapRect(ink), room, size))

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def _nothing(self, *_what: object) -> None:
        """Draw nothing."""

    updateState = drawPixmap = drawPolygon = drawPath = drawRects = _nothing  # noqa: N815
    drawLines = drawEllipse = drawPoints = drawTiledPixmap = _nothing  # noqa: N815
    drawImage = _nothing  # type: ignore[assignment]  # noqa: N815 - its flags are optional


class _Device(QPaintDevice):
    """As large as the widget that is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = _Engine()

    def take_note_of(self, size: QSizeF) -> None:
        """Become as large as a widget or sheet, and forget the texts of the one before."""
        self.engine.whole = QRectF(QPointF(), size)
        self.engine.texts = []

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt calls it
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        width, height = self.engine.whole.size().toSize().toTuple()
        told = {
            _Metric.PdmWidth: width,
            _Metric.PdmHeight: height,
            _Metric.PdmWidthMM: width * 254 // (_DPI * 10),
            _Metric.PdmHeightMM: height * 254 // (_DPI * 10),
            _Metric.PdmNumColors: _COLOURS,
            _Metric.PdmDepth: 32,
            _Metric.PdmDevicePixelRatio: 1,
        }
        if metric in told:
            return told[metric]
        return _DPI if "Dpi" in metric.name else round(QPaintDevice.devicePixelRatioFScale())
