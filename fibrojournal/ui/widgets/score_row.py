"""One question from 0 to 10: its label, eleven joined numbers, and Skip or a cross."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QGroupBox, QLabel, QSizePolicy, QStyle, QVBoxLayout, QWidget

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.i18n import digits, tr
from fibrojournal.ui.theme import colour, font, px, text_label
from fibrojournal.ui.widgets.focus_ring import RING
from fibrojournal.ui.widgets.joined_cells import CELL_HEIGHT, Choice, JoinedCells
from fibrojournal.ui.widgets.skip_button import SkipButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem

ROW_HEIGHT: Final = 60
"""From one row to the next, in pixels at 100 %."""

_LABEL, _LEAST_LABEL, _GAP = 208, 136, 16
_CELL, _LEAST_CELL = 48, 44
_ABOVE: Final = 12
_DOT, _DOT_ABOVE = 6, 6


@dataclass(frozen=True, slots=True)
class ScoreRowMeasures:
    """Where the parts of a row of a certain width are, in pixels.

    Attributes:
        label: Width of the label.
        strip_x: Left edge of the numbers.
        cell: Width of one number.
        stacked: The label stands above the numbers, for want of width.
    """

    label: int
    strip_x: int
    cell: int
    stacked: bool

    @property
    def strip_width(self) -> int:
        """Width of all eleven numbers."""
        return 11 * self.cell


def score_row_measures(width: int, button: int) -> ScoreRowMeasures:
    """Share out a row's width: first the label gives way, then the numbers, then it stacks.

    Args:
        width: Of the whole row, in pixels.
        button: Width of the button at its end, in pixels.
    """
    gap, rest = px(_GAP), width - 2 * px(_GAP) - button
    label = min(px(_LABEL), rest - 11 * px(_CELL))
    cell = px(_CELL)
    if label < px(_LEAST_LABEL):
        label = px(_LEAST_LABEL)
        cell = (rest - label) // 11
    if cell >= px(_LEAST_CELL):
        return ScoreRowMeasures(label, label + gap, cell, stacked=False)
    cell = min(px(_CELL), (width - 2 * RING - gap - button) // 11)
    return ScoreRowMeasures(width, 0, cell, stacked=True)


class RowLabel(QWidget):
    """A row's name with quiet words beneath it; both wrap."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_label = text_label(name, "body")
        self.name_label.setProperty("textStyle", None)
        self.name_label.setFont(font(15, QFont.Weight.Medium))
        self.hint_label = text_label("", "caption")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(1))
        rows.addStretch(1)
        for label in (self.name_label, self.hint_label):
            label.setWordWrap(True)
            rows.addWidget(label)
        rows.addStretch(1)
        self.show_hint("")

    def show_hint(self, words: str) -> None:
        """Show quiet words beneath the name; "" = none."""
        self.hint_label.setText(words)
        self.hint_label.setVisible(bool(words))

    def height_at(self, width: int) -> int:
        """Return the height that the words need at `width`, in pixels."""
        labels: tuple[QLabel, ...] = (self.name_label, self.hint_label)
        shown = [label for label in labels if label.text()]
        return sum(label.heightForWidth(width) for label in shown) + px(1) * (len(shown) - 1)


class ScoreRow(QGroupBox):
    """One item's score of the day; blank, skipped and 0 are three things.

    It is a group box without its frame, so that a screen reader names the group.

    Args:
        item: A 0-10 item.
        hint: Quiet words under the name while its number has no words of the person's own.
        question: What stands in the place of its name; "" = its name.
        parent: The card.
    """

    score_chosen = Signal(str, object)
    moved_on = Signal()
    moved_back = Signal()

    def __init__(
        self,
        item: TrackedItem,
        hint: str = "",
        question: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.item = item
        question = question or item.name
        self._hint = hint
        self._before: Score | None = None
        choices = [number_choice(item, number, question) for number in range(11)]
        self.label = RowLabel(question, self)
        self.cells = JoinedCells(choices, can_skip=True, number_style=True, parent=self)
        self.cells.name_choices(choices, tr("{item}: skipped").format(item=question))
        self.skip_button = SkipButton(question, can_skip=True, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(question)
        self.setFocusProxy(self.cells)
        self.cells.value_chosen.connect(self._on_value_chosen)
        self.cells.moved_on.connect(self.moved_on)
        self.cells.moved_back.connect(self.moved_back)
        self.skip_button.skip_wanted.connect(self.cells.skip)
        self.skip_button.clear_wanted.connect(self.cells.clear)
        self._show_words()

    @property
    def score(self) -> Score | None:
        """The score shown; None = blank."""
        value = self.cells.value
        return value if value is SKIPPED or isinstance(value, float) else None

    def show_score(self, score: Score | None) -> None:
        """Show what is stored; emits nothing."""
        self.cells.show_value(score)
        self._show_words()

    def show_day_before(self, score: Score | None, words: str = "") -> None:
        """Mark the score of the day before by a dot; it is never a preset.

        Args:
            score: None and `SKIPPED` show no dot.
            words: What a screen reader says, such as "yesterday 5".
        """
        self._before = score
        self.setAccessibleDescription("" if self.day_before is None else words)
        self.update()

    @property
    def day_before(self) -> float | None:
        """The number that is marked by a dot; None = no dot."""
        return self._before if isinstance(self._before, float) else None

    @Slot()
    def enter(self) -> None:
        """Take the keyboard, as when the row before was left by Enter."""
        self.cells.setFocus(Qt.FocusReason.TabFocusReason)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which nothing is cut."""
        measures = self._measures(width)
        words = self.label.height_at(measures.label)
        if measures.stacked:
            return words + px(_ABOVE + CELL_HEIGHT + _GAP)
        return max(px(ROW_HEIGHT), words + px(8))

    def sizeHint(self) -> QSize:
        """Return the size at the width that the design gives it."""
        width = px(_LABEL + 2 * _GAP + 11 * _CELL) + self.skip_button.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest row whose numbers can still be read and hit."""
        figures = QFontMetrics(font(16, QFont.Weight.DemiBold)).horizontalAdvance("10")
        numbers = 11 * max(_LEAST_CELL, figures + px(6)) + 2 * RING
        width = numbers + px(_GAP) + self.skip_button.sizeHint().width()
        return QSize(width, px(ROW_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot of the day before; the group itself has no frame."""
        del event
        centre = None if self._before is None else self.cells.cell_centre(self._before)
        if centre is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("quiet"))
        top = self.cells.y() + RING
        radius = px(_DOT) / 2
        middle = QPointF(self.cells.x() + centre + 0.5, top - px(_DOT_ABOVE))
        painter.drawEllipse(middle, radius, radius)

    def _measures(self, width: int) -> ScoreRowMeasures:
        return score_row_measures(width, self.skip_button.sizeHint().width())

    def _place(self) -> None:
        measures = self._measures(self.width())
        button = self.skip_button.sizeHint()
        strip_height = self.cells.sizeHint().height()
        strip_width = measures.strip_width + 2 * RING
        if measures.stacked:
            above = self.height() - px(_ABOVE + CELL_HEIGHT + _GAP)
            label = QRect(0, 0, measures.label, above)
            button_y = above + px(_ABOVE)
            strip = QRect(0, button_y - RING, strip_width, strip_height)
        else:
            top = (self.height() - px(ROW_HEIGHT)) // 2 + px(_ABOVE)
            height = self.height() - px(8)
            label = QRect(0, top + px(CELL_HEIGHT) // 2 - height // 2, measures.label, height)
            button_y = top
            strip = QRect(measures.strip_x - RING, top - RING, strip_width, strip_height)
        far = QRect(self.width() - button.width(), button_y, button.width(), button.height())
        for part, place in ((self.label, label), (self.cells, strip), (self.skip_button, far)):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
        self.cells.lay_out([measures.cell] * 11)

    def _show_words(self) -> None:
        score = self.score
        own = self.item.anchor(score) if isinstance(score, float) else ""
        self.label.show_hint(tr("“{words}”").format(words=own) if own else self._hint)
        self.skip_button.show_blank(blank=score is None)
        self.updateGeometry()

    @Slot(object)
    def _on_value_chosen(self, value: object) -> None:
        self._show_words()
        self.score_chosen.emit(self.item.key, value)


def number_choice(item: TrackedItem, number: int, question: str = "") -> Choice:
    """Return one number's button, named with what the number means."""
    ends = {0: item.low_words, 10: item.high_words}
    own = item.anchor(number)
    words = own or ends.get(number, "")
    spoken = tr("{item}: {number}, {words}") if words else tr("{item}: {number}")
    return Choice(
        float(number),
        digits(number),
        spoken.format(item=question or item.name, number=number, words=words),
        typed=str(number),
        own_words=own,
    )
