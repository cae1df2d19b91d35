"""The card of measured things: hours slept, weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.scales import HOURS, KG_PER_LB, KILOGRAMS
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.number_field import NumberField, typed_hours, typed_number
from fibrojournal.ui.widgets.score_row import RowLabel
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

_FIRST_HOURS: Final = 7.0
"""Where the steppers begin when no hours were ever written; it is only a place to step from."""


class MeasureRow(QWidget):
    """A measured item: its name, a quiet hint, and the field.

    Args:
        item: An item in hours, kg or a count.
        formatter: Writes numbers and days.
        weight_unit: "kg" or "lb".
        parent: The card.
    """

    score_chosen = Signal(str, object)

    def __init__(
        self,
        item: TrackedItem,
        formatter: Formatter,
        weight_unit: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.item = item
        self._formatter = formatter
        self._is_weight = item.scale is KILOGRAMS
        self._is_hours = item.scale is HOURS
        weight = tr("lb") if weight_unit == "lb" else tr("kg")
        self._unit = weight if self._is_weight else tr("h") if self._is_hours else ""
        self._factor = KG_PER_LB if self._is_weight and weight_unit == "lb" else 1.0
        self.label = RowLabel(item.name)
        self.label.show_hint(item.hint)
        self.field = NumberField(
            item.name,
            self._unit,
            read=self._read,
            write=self._write,
            step=0.25 if self._is_hours else 0.1 if self._is_weight else 1,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(8), 0, px(8))
        row.setSpacing(px(16))
        row.addWidget(self.label, 1)
        row.addWidget(self.field, 2)
        self.field.number_entered.connect(self._on_number_entered)

    def show_score(
        self, score: Score | None, last: tuple[date, float] | None, *, new_day: bool
    ) -> None:
        """Show what is stored and, quietly, the last number before it.

        Args:
            score: In the item's unit; None = blank. A skipped measure is shown as blank.
            last: Day and number written before; None = never.
            new_day: It is another day than before: what was typed does not belong there.
        """
        number = None if score is None or score is SKIPPED else score / self._factor
        start = _FIRST_HOURS if self._is_hours else None
        if last is not None:
            start = last[1] / self._factor
        if new_day:
            self.field.replace_number(number)
        self.field.show_number(number, start=start)
        self.label.show_hint(self._last_words(*last) if last else self.item.hint)

    def _last_words(self, day: date, value: float) -> str:
        written = self._write(value / self._factor)
        number = tr("{number} {unit}").format(number=written, unit=self._unit)
        if self._is_hours:
            return self.item.hint
        return tr("{number} on {day}").format(number=number, day=self._formatter.day_of_year(day))

    def _read(self, text: str) -> float:
        """Read what was typed, in the field's unit; refuse what the item cannot hold."""
        number = typed_hours(text) if self._is_hours else typed_number(text)
        if self._factor == 1.0:
            return self.item.scale.check(number)
        low, high = (self._write(end / self._factor) for end in (1.0, KILOGRAMS.high))
        if not KILOGRAMS.low <= number * self._factor <= KILOGRAMS.high:
            raise RefusedError(
                tr("{value} is out of range.").format(value=text),
                remedy=tr("It must be a number from {low} to {high}.").format(low=low, high=high),
            )
        return number

    def _write(self, number: float) -> str:
        return self._formatter.number(number, 1 if self._is_weight else None)

    @Slot(object)
    def _on_number_entered(self, number: object) -> None:
        value = number * self._factor if isinstance(number, float) else None
        self.score_chosen.emit(self.item.key, value)


class MeasuresCard(Card):
    """One `MeasureRow` per item, two beside each other.

    Args:
        items: Those that are asked, in their order.
        formatter: Writes numbers and days.
        weight_unit: "kg" or "lb".
        parent: The page.
    """

    score_chosen = Signal(str, object)
    typed = Signal()

    def __init__(
        self,
        items: Sequence[TrackedItem],
        formatter: Formatter,
        weight_unit: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Measures"), parent)
        self.measure_rows = [MeasureRow(item, formatter, weight_unit) for item in items]
        self.unsaved_line = UnsavedLine(tr("measures"))
        columns = Columns(least=356, gap=16)
        for row in self.measure_rows:
            columns.add(row)
            row.score_chosen.connect(self.score_chosen)
            row.field.edit.textChanged.connect(self.typed)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(columns)
        column.addWidget(self.unsaved_line)
        self.rows.setContentsMargins(px(23), px(15), px(23), px(11))
        self.rows.setSpacing(0)
        self.rows.addLayout(column)

    @property
    def is_typing(self) -> bool:
        """Whether a number was typed that has not been handed over."""
        return any(row.field.is_typing for row in self.measure_rows)

    def show_scores(
        self,
        scores: Mapping[str, Score],
        last: Mapping[str, tuple[date, float]],
        *,
        new_day: bool = False,
    ) -> None:
        """Show a day's measures; what is being typed stays, unless it is another day."""
        for row in self.measure_rows:
            key = row.item.key
            row.show_score(scores.get(key), last.get(key), new_day=new_day)

    def commit(self) -> None:
        """Hand over what was typed."""
        for row in self.measure_rows:
            row.field.commit()
