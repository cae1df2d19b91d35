"""What is asked of everything that can be seen and operated: size, keyboard, ring, contrast."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from fibrojournal.ui.theme import colour, px
from fibrojournal.ui.widgets.figure_picture import FigurePicture
from fibrojournal.ui.widgets.joined_cells import Cell
from fibrojournal.ui.widgets.pain_map_picture import PainAreaButton, PainMapPicture
from fibrojournal.ui.widgets.timeline_canvas import TimelineCanvas
from fibrojournal.ui.widgets.year_calendar import YearCalendar
from tests.faults.holding import columns_of
from tests.ui.access.pixels import contrast, pixels_of, strongest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QColor

    from tests.ui.access.pixels import Pixels

LEAST_PX: Final = 24
"""Width and height of whatever can be pressed, at 100 % (WCAG 2.2, 2.5.8)."""
CHECK_IN_PX: Final = 44
"""The same for what is touched each day (2.5.5)."""
TEXT: Final = 4.5
GRAPHICS: Final = 3.0
FEW_ROWS: Final = 3
"""So many rows of a table or list are looked at."""
MOST_STOPS: Final = 1000
PARTS: Final = 4
"""How often Tab may stay within one field, as with day, month and year."""
AROUND: Final = 12
"""How many pixels around a widget its ring may lie, at 100 %: with what it is laid around, such as
a section with its heading, it stands farther from larger text."""
LEAST_RING: Final = 80
"""Pixels of the smallest ring: 2 px around 24 x 24, less the corners."""
THICK, CLEAR = 0.15, 0.35
"""Share of squares in a ring of 2 px: half, less what smoothing takes of an odd shape; a line of
1 px has none. And the share that is clear, of as many pixels as the ring has."""
SMOOTHED: Final = 48
"""How far a channel of a ring's pixel may be from its colour."""
FIELDS: Final = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)


@dataclass
class Findings:
    """What does not hold, each as "where: what"; and how much was looked at."""

    small: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    ringless: list[str] = field(default_factory=list)
    faint_texts: list[str] = field(default_factory=list)
    faint_graphics: list[str] = field(default_factory=list)
    mute_charts: list[str] = field(default_factory=list)
    looked_at: dict[str, int] = field(default_factory=dict)
    texts: dict[str, dict[str, None]] = field(default_factory=dict)

    def look(self, place: str, shown: QWidget, new: list[QWidget]) -> None:
        """Look at a page or dialog, and at what is new on it."""
        if isinstance(shown, QFileDialog):
            return  # Qt's own
        new = [one for one in new if not _is_hidden(one)]
        self._read(place, shown)
        for widget in new:
            where = f"{place}: {named(widget)}"
            self._count("looked at")
            self.small += [f"{where} {size}" for size in small(widget)]
            if what := mute(widget):
                self.mute_charts.append(f"{where} {what}")
            if text := faint_text(widget):
                self.faint_texts.append(f"{where} {text:.2f}")
            if (faint := faint_graphics(widget)) is not None:
                self.faint_graphics.append(f"{where} {faint:.2f}")
        if any(is_stop(one) for one in new):
            self._walk(place, shown)
        self._look_at_rings(place, shown, new)

    def _look_at_rings(self, place: str, shown: QWidget, new: list[QWidget]) -> None:
        stops = [one for one in shown.findChildren(QWidget) if is_stop(one)]
        for widget in new:
            if isValid(widget) and is_stop(widget):
                self._count("rings")
                where = f"{place}: {named(widget)}"
                other = next((one for one in stops if isValid(one) and one is not widget), None)
                if what := lacks_ring(widget, other):
                    self.ringless.append(f"{where} {what}")

    def _count(self, what: str) -> None:
        self.looked_at[what] = self.looked_at.get(what, 0) + 1

    def _read(self, place: str, shown: QWidget) -> None:
        said = self.texts.setdefault(place, {})
        for label in shown.findChildren(QLabel):
            if label.isVisible() and label.text():
                said[label.text()] = None
        for button in shown.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                said[button.text()] = None

    def _walk(self, place: str, shown: QWidget) -> None:
        reached = chain(shown)
        self._count("chains")
        wanted = [one for one in shown.findChildren(QWidget) if is_operable(one)]
        self.unreached += [
            f"{place}: {named(one)}" for one in wanted if not is_reached(one, reached)
        ]
        self.astray += [f"{place}: {found}" for found in astray(reached)]


def named(widget: QWidget) -> str:
    """Name a widget for who reads a finding."""
    text = getattr(widget, "text", None)
    words = widget.accessibleName() or (str(text()) if callable(text) else "")
    parent = widget.parentWidget()
    return f"{type(widget).__name__} on {type(parent).__name__} “{words[:40]}”"


def _is_hidden(widget: QWidget) -> bool:
    """Tell whether a widget is of no use to anybody's eye: Qt's own helpers."""
    return not isValid(widget) or not widget.isVisible() or isinstance(widget, QScrollBar)


def is_operable(widget: QWidget) -> bool:
    """Tell whether something can be done with a widget, now."""
    if not (widget.isVisible() and widget.isEnabled()) or isinstance(widget, QScrollBar):
        return False
    inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractItemView)
    if inner or isinstance(widget, QLabel):
        return False
    kinds = (QAbstractButton, QAbstractItemView, *FIELDS)
    return isinstance(widget, kinds) or is_stop(widget)


def is_stop(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget."""
    policy = widget.focusPolicy()
    inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractItemView)
    if inner or not widget.isEnabled() or not widget.isVisible():
        return False
    return bool(policy & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


# Size


def small(widget: QWidget) -> Iterator[str]:
    """Yield the sizes of what is too small to be pressed."""
    if isinstance(widget, QAbstractItemView):
        # Qt's annotations do not know that there may be no model.
        model = cast("QAbstractItemModel | None", widget.model())
        if model is not None and model.rowCount():
            height = widget.visualRect(model.index(0, 0)).height()
            if 0 < height < LEAST_PX:
                yield f"row {height}"
        return
    if not is_operable(widget) or isinstance(widget, QScrollArea):
        return
    least = CHECK_IN_PX if is_check_in(widget) and not has_equal(widget) else LEAST_PX
    rect = widget.mask().boundingRect() if not widget.mask().isEmpty() else widget.rect()
    if min(rect.width(), rect.height()) < least:
        yield f"{rect.width()} x {rect.height()} < {least}"


def is_check_in(widget: QWidget) -> bool:
    """Tell whether a widget is among the questions of a day."""
    above: QWidget | None = widget
    while above is not None:
        if type(above).__name__ in ("DayForm", "FoggyForm"):
            return True
        above = above.parentWidget()
    return False


def has_equal(widget: QWidget) -> bool:
    """Tell whether something large does the same (WCAG 2.2, 2.5.5, "equivalent").

    An area of the body is as large as it is; the list beside it holds the same.
    """
    return isinstance(widget, PainAreaButton)


# Keyboard


def chain(shown: QWidget) -> list[QWidget]:
    """Press Tab until it comes back to where it began; return the stops in their order."""
    stops: list[QWidget] = []
    now = next((one for one in shown.findChildren(QWidget) if is_stop(one)), None)
    if now is None or not take_keyboard(now):
        return []
    while now is not None and now not in stops and len(stops) < MOST_STOPS:
        stops.append(now)
        for _ in range(PARTS):
            QTest.keyClick(now, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is not now:
                break
        now = QApplication.focusWidget()
    return stops


def take_keyboard(widget: QWidget) -> bool:
    """Give a widget the keyboard, as Tab would; tell whether it has it."""
    window = widget.window()
    for _ in range(20):
        window.activateWindow()
        QApplication.processEvents()
        if not (isValid(widget) and widget.isVisible()):
            return False
        if window.isActiveWindow():
            break
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return isValid(widget) and widget.hasFocus()


def is_reached(widget: QWidget, reached: list[QWidget]) -> bool:
    """Tell whether a widget is a stop, or belongs to one within which the arrow keys lead."""
    if widget in reached or widget.focusProxy() in reached:
        return True
    if isinstance(widget, QRadioButton) or not is_stop(widget):
        # One of many, such as the days of a month: Tab leads to one, arrows to the others.
        group = widget.parentWidget()
        siblings = group.findChildren(type(widget)) if group is not None else []
        return any(one in reached for one in siblings)
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if above in reached:
            return True
        above = above.parentWidget()
    return False


def astray(reached: list[QWidget]) -> list[str]:
    """Return where Tab goes against the way of the eye, but for its way back to the top."""
    back = [pair for pair in pairwise([*reached, *reached[:1]]) if is_back(*pair)]
    return [
        f"{named(one)} -> {named(other)}"
        for one, other in back
        if any(is_back(other, before) for before in reached if before is not other)
    ]


def is_back(one: QWidget, other: QWidget) -> bool:
    """Tell whether the eye would have to go up, or back in a row."""
    if isinstance(one, PainAreaButton) and isinstance(other, PainAreaButton):
        return False  # from the head downwards, front and back together
    if not (isValid(one) and isValid(other)) or one.window() is not other.window():
        return False
    before, after = _side_by_side(one, other)
    overlap = min(before.bottom(), after.bottom()) - max(before.top(), after.top())
    if overlap > min(before.height(), after.height()) / 2:
        return after.right() <= before.left() + 2
    return after.bottom() <= before.top() + 2 and after.left() < before.right()


def _side_by_side(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Return where two widgets stand; what scrolls apart from the other stands as its area."""
    ancestor = one.parentWidget()
    while ancestor is not None and not ancestor.isAncestorOf(other):
        ancestor = ancestor.parentWidget()
    assert ancestor is not None
    return _within(one, ancestor), _within(other, ancestor)


def _within(widget: QWidget, ancestor: QWidget) -> QRect:
    shown, above = widget, widget.parentWidget()
    while above is not None and above is not ancestor:
        if isinstance(above, QScrollArea):
            shown = above
        above = above.parentWidget()
    return QRect(shown.mapTo(ancestor, QPoint(0, 0)), shown.size())


# Ring


def lacks_ring(widget: QWidget, other: QWidget | None) -> str:
    """Say what is wrong with the mark of the keyboard; "" = it can be seen.

    The ring is what takes the colour of focus. It is 2 px thick, which is seen by the squares of
    two by two in it. And at least a line of 1 px differs clearly from what was there before.
    Around a fill that has the colour of focus, as the chosen have in high contrast, nobody would
    see it: there it lies within, in the colour of the words.

    Args:
        widget: Gets the keyboard.
        other: Has it before; None = there is nothing else.
    """
    if other is not None:
        take_keyboard(other)
    else:
        widget.clearFocus()
        QApplication.processEvents()
    before = pixels_of(widget, around=px(AROUND))
    if not take_keyboard(widget):
        return "" if not (isValid(widget) and widget.isVisible()) else "does not take the keyboard"
    after = pixels_of(widget, around=px(AROUND))
    if before.shape != after.shape:
        return "is another size with the keyboard"
    clear = int((contrast(after, before) >= GRAPHICS).sum())
    ring = _has_colour(after, colour("focus"))
    new = ring & ~_has_colour(before, colour("focus"))
    words = colour("on_accent")
    within = _has_colour(after, words) & ~_has_colour(before, words)
    # In high contrast an edge or a fill has the colour of the ring before.
    if any(_is_thick_and_clear(mask, clear) for mask in (new, ring, within)):
        return ""
    return f"{int(new.sum())} px of a ring are new, {clear} px clear"


def _has_colour(pixels: Pixels, ink: QColor) -> NDArray[np.bool_]:
    wanted = np.array([ink.red(), ink.green(), ink.blue()])
    return np.asarray(np.abs(pixels.astype(int) - wanted).max(axis=2) <= SMOOTHED)


def _is_thick_and_clear(ring: NDArray[np.bool_], clear: int) -> bool:
    size = int(ring.sum())
    blocks = ring[:-1, :-1] & ring[1:, :-1] & ring[:-1, 1:] & ring[1:, 1:]
    return size >= LEAST_RING and blocks.sum() >= THICK * size and clear >= CLEAR * size


# Charts


def mute(widget: QWidget) -> str:
    """Say what a chart does not tell who cannot see it; "" = it is no chart, or tells all.

    A chart has a name, says what it shows, and where it has a cursor, the arrow keys name a day.
    """
    kinds = (FigurePicture, PainMapPicture, TimelineCanvas, YearCalendar)
    if not isinstance(widget, kinds):
        return ""
    if not widget.accessibleName():
        return "no name"
    told = widget.accessibleDescription()
    if not told:
        return "no sentence"
    if isinstance(widget, FigurePicture | PainMapPicture):
        return ""
    before = widget.accessibleName(), told
    take_keyboard(widget)
    for _ in range(2):
        QTest.keyClick(widget, Qt.Key.Key_Left)
    after = widget.accessibleName(), widget.accessibleDescription()
    return "" if after != before else "the arrow keys say nothing"


# Contrast


def faint_text(widget: QWidget) -> float | None:
    """Return the contrast of a widget's text where that is too low."""
    if isinstance(widget, QAbstractItemView):
        found = [strongest(pixels_of(widget.viewport(), cell)) for cell in cells_in_sight(widget)]
        return min((one for one in found if one < TEXT), default=None)
    if isinstance(widget, Cell):
        words = widget.words
    else:
        text = getattr(widget, "text", None)
        words = str(text()) if callable(text) else ""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        words = words or widget.placeholderText()
    if not words.strip() or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return None
    rect = widget.rect()
    inset = 0 if isinstance(widget, QLabel) else 4
    found_here = strongest(pixels_of(widget, rect.adjusted(inset, inset, -inset, -inset)))
    return found_here if found_here < TEXT else None


def cells_in_sight(view: QAbstractItemView) -> Iterator[QRect]:
    """Yield where the words of a table or list stand that are not scrolled out of sight."""
    # Qt's annotations do not know that there may be no model.
    model = cast("QAbstractItemModel | None", view.model())
    if model is None:
        return
    for row in range(min(model.rowCount(), FEW_ROWS)):
        for column in range(columns_of(model)):
            cell = model.index(row, column)
            place = view.visualRect(cell) & view.viewport().rect()
            if str(cell.data() or "").strip() and place.width() > LEAST_PX:
                yield place.adjusted(2, 2, -2, -2)


def faint_graphics(widget: QWidget) -> float | None:
    """Return the contrast of a control's edge, or its picture, where that is too low."""
    if not is_operable(widget) or isinstance(widget, QScrollArea | QAbstractItemView):
        return None
    is_framed = isinstance(widget, FIELDS) or type(widget) is QPushButton
    if is_framed and not (widget.property("link") or widget.property("bare")):
        found = _edge(widget, 6)
    elif type(widget) in (QCheckBox, QRadioButton):
        side = widget.height()
        found = strongest(pixels_of(widget, QRect(2, 0, side - 4, side)))
    else:
        found = strongest(pixels_of(widget))
    return found if found < GRAPHICS else None


def _edge(widget: QWidget, depth: int) -> float:
    """Return the contrast of a control's edge, or of all within, with what is around it."""
    pixels = pixels_of(widget, around=3)
    row = pixels[pixels.shape[0] // 2]
    return float(contrast(row[2 : 3 + depth], row[:1]).max())
