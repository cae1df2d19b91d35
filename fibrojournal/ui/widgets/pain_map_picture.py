"""The body on which pain areas are marked: real buttons lie over one painted picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QRegion, QTransform
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fibrojournal.charts.body_drawing import HEIGHT, MIDDLES, REST, WIDTH, Piece, body_pieces
from fibrojournal.domain.pain_areas import area_names
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.theme import colour, font, px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

_BEST_WIDTH, _LEAST_WIDTH, _TARGET = 528, 320, 44
_HEAD: Final = 52
"""Room above the figures for their words, in pixels at 100 %."""

_READING_ORDER: Final = (
    *("right_jaw", "left_jaw", "neck", "right_shoulder", "left_shoulder"),
    *("right_upper_arm", "chest", "upper_back", "left_upper_arm"),
    *("right_lower_arm", "abdomen", "lower_back", "left_lower_arm"),
    *("right_hip", "left_hip", "right_upper_leg", "left_upper_leg"),
    *("right_lower_leg", "left_lower_leg"),
)
"""From top to bottom, and in the front view from left to right."""

_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


def spoken_area(area: str) -> str:
    """Return an area's words with a capital, as a name of its own: "Left jaw"."""
    words = area_names()[area]
    return words[:1].upper() + words[1:]


def marked_words(areas: frozenset[str]) -> str:
    """Say which areas are marked: "Marked: neck, left hip."."""
    named = listed(words for area, words in area_names().items() if area in areas)
    return tr("Marked: {areas}.").format(areas=named) if named else tr("No area is marked.")


def painter_path(piece: Piece) -> QPainterPath:
    """Return a piece of the drawing as Qt paints it, in the drawing's units."""
    path = QPainterPath()
    for step in piece.steps:
        points = [QPointF(*point) for point in step.points]
        if step.command == "M":
            path.moveTo(points[0])
        elif step.command == "L":
            path.lineTo(points[0])
        elif step.command == "C":
            path.cubicTo(*points)
        else:
            path.closeSubpath()
    return path


class PainAreaButton(QAbstractButton):
    """One area, wherever it is seen; the picture beneath paints it.

    Args:
        area: Its key.
        parent: The picture.
    """

    step_wanted = Signal(int)
    altered = Signal()

    def __init__(self, area: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.area = area
        self.setCheckable(True)
        self.setAccessibleName(spoken_area(area))
        self.setToolTip(spoken_area(area))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows; Enter marks as the space bar does."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_wanted.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let the picture paint what the mouse or the keyboard is at."""
        if event.type() in {
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
            QEvent.Type.HoverEnter,
            QEvent.Type.HoverLeave,
        }:
            self.altered.emit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the picture has painted it, with edges that are not jagged."""


class PainMapPicture(QWidget):
    """A body from the front and from behind; left and right are the person's own."""

    areas_chosen = Signal(object)
    """Carries the keys that are marked now, as a frozenset."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Body, front and back"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shapes: list[tuple[str, QPainterPath]] = []
        self.buttons = {area: PainAreaButton(area, self) for area in _READING_ORDER}
        for button in self.buttons.values():
            button.clicked.connect(self._on_clicked)
            button.altered.connect(self.update)
            button.step_wanted.connect(self._on_step_wanted)

    @property
    def areas(self) -> frozenset[str]:
        """The keys that are marked."""
        return frozenset(area for area, button in self.buttons.items() if button.isChecked())

    def show_areas(self, areas: Iterable[str]) -> None:
        """Show which areas are marked; emits nothing."""
        marked = frozenset(areas)
        for area, button in self.buttons.items():
            button.setChecked(area in marked)
        self.setAccessibleDescription(marked_words(marked))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow picture is lower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the whole body at `width`."""
        drawn = min(width, px(_BEST_WIDTH))
        return px(_HEAD) + round(drawn * HEIGHT / WIDTH) + px(8)

    def sizeHint(self) -> QSize:
        """Return the size at which each area is easy to hit."""
        return QSize(px(_BEST_WIDTH), self.heightForWidth(px(_BEST_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        """Return the size at which each area can still be hit."""
        return QSize(_LEAST_WIDTH, self.heightForWidth(_LEAST_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the buttons over the shapes."""
        super().resizeEvent(event)
        place = self._place()
        pieces = body_pieces()
        self._shapes = [(piece.area, place.map(painter_path(piece))) for piece in pieces]
        regions = _hit_regions(self._shapes)
        for area, button in self.buttons.items():
            region = regions[area] & QRegion(self.rect())
            box = region.boundingRect()
            button.setGeometry(box)
            button.setMask(region.translated(-box.topLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outline, the areas, and what mouse and keyboard are at."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        ground = QPen(colour("hover"), 8)
        ground.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for _, shape in self._shapes:
            painter.strokePath(shape, ground)
        last: list[tuple[PainAreaButton, QPainterPath]] = []
        for area, shape in self._shapes:
            if area == REST:
                painter.fillPath(shape, colour("hover"))
                painter.strokePath(shape, QPen(colour("control_line"), 1))
                continue
            button = self.buttons[area]
            if button.hasFocus() or button.underMouse():
                last.append((button, shape))
            else:
                self._paint_area(painter, button, shape)
        for button, shape in last:
            self._paint_area(painter, button, shape)

    def _paint_area(self, painter: QPainter, button: PainAreaButton, shape: QPainterPath) -> None:
        if button.hasFocus():
            # 2.5 px of a ring: on a slope, too, 2 of them are whole.
            for ink, width in ((colour("focus"), 10), (colour("card"), 5)):
                pen = QPen(ink, width)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.strokePath(shape, pen)
        marked = button.isChecked()
        painter.fillPath(shape, colour("accent" if marked else "card"))
        hovered = button.underMouse()
        painter.strokePath(
            shape, QPen(colour("ink" if hovered else "control_line"), 2 if hovered else 1)
        )

    def _paint_words(self, painter: QPainter) -> None:
        """Write over each figure what it is, and whose left and right."""
        place = self._place()
        sides = {"front": (tr("your right"), tr("your left"))}
        sides["back"] = (sides["front"][1], sides["front"][0])
        titles = {"front": tr("Front"), "back": tr("Back")}
        for view, middle in MIDDLES.items():
            x = place.map(QPointF(middle, 0)).x()
            half = place.m11() * MIDDLES["front"]
            whole = QRectF(x - half, 0, 2 * half, px(24))
            painter.setFont(font(13))
            painter.setPen(colour("ink"))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, titles[view])
            painter.setPen(colour("quiet"))
            beneath = QRectF(x - half, px(24), 2 * half, px(24))
            for words, edge in zip(
                sides[view],
                (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight),
                strict=True,
            ):
                painter.drawText(
                    beneath.adjusted(px(8), 0, -px(8), 0),
                    edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute,
                    words,
                )

    def _place(self) -> QTransform:
        """Return where the drawing stands in the widget, in its middle under the words."""
        drawn = min(self.width(), px(_BEST_WIDTH))
        place = QTransform.fromTranslate((self.width() - drawn) / 2, px(_HEAD))
        return place.scale(drawn / WIDTH, drawn / WIDTH)

    @Slot()
    def _on_clicked(self) -> None:
        self.update()
        self.areas_chosen.emit(self.areas)

    @Slot(int)
    def _on_step_wanted(self, step: int) -> None:
        buttons = list(self.buttons.values())
        at = next(place for place, one in enumerate(buttons) if one.hasFocus()) + step
        if 0 <= at < len(buttons):
            buttons[at].setFocus(Qt.FocusReason.TabFocusReason)


def _hit_regions(shapes: Iterable[tuple[str, QPainterPath]]) -> dict[str, QRegion]:
    """Return for each area where the mouse hits it.

    That is its shape with half of the gap around it, and, where that is narrow, the empty room
    next to it that is no neighbour's.
    """
    areas = [(area, shape) for area, shape in shapes if area != REST]
    exact = [QRegion(_grown(shape).toFillPolygon().toPolygon()) for _, shape in areas]
    wide = [QRegion(_roomy(shape.boundingRect().toAlignedRect())) for _, shape in areas]
    found: dict[str, QRegion] = {}
    for place, (area, _) in enumerate(areas):
        room = wide[place]
        for other in range(len(areas)):
            if other != place:
                room = room - wide[other] - exact[other]
        mine = exact[place]
        for other in range(place):
            mine = mine - exact[other]
        found[area] = found.get(area, QRegion()) | mine | room
    return found


def _grown(shape: QPainterPath) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(4)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return shape.united(stroker.createStroke(shape))


def _roomy(box: QRect) -> QRect:
    """Return `box`, or as much around its middle as a target wants."""
    made = QRect(0, 0, max(box.width(), _TARGET), max(box.height(), _TARGET))
    made.moveCenter(box.center())
    return made
