"""Asks what the columns of a spreadsheet's table are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from fibrojournal.exchange.foreign_days import day_and_time_in
from fibrojournal.exchange.spreadsheet import SheetLayout
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import text_label
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from fibrojournal.exchange.foreign_days import DateOrder
    from fibrojournal.exchange.spreadsheet import Sheet
    from fibrojournal.i18n import Formatter


class SheetDialog(FormDialog):
    """Collects a `SheetLayout`; which number is the month is asked where it is open.

    Args:
        sheet: The table; it has a column of days.
        formatter: Writes days.
        parent: The import.
    """

    layout_entered = Signal(SheetLayout)

    def __init__(self, sheet: Sheet, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("The columns of the table"), save_words=tr("Continue"), parent=parent)
        self._table = sheet
        self._formatter = formatter
        days, columns = sheet.day_columns(), sheet.columns
        others = [name for name in columns if name not in days]
        none = (tr("None"), "")
        self.day_box = ChoiceBox((name, name) for name in (*days, *others))
        self.order_box = ChoiceBox()
        self.time_box = ChoiceBox((none, *((name, name) for name in columns)))
        each = (tr("Each column is about one thing"), "")
        self.name_box = ChoiceBox((each, *((name, name) for name in columns)))
        self.value_box = ChoiceBox((name, name) for name in columns)
        self.comma_box = WrappingCheckBox(tr("Decimal comma, as in 7,5"))
        if not sheet.is_utf8:
            accents = text_label(
                tr("Please look whether letters with accents are right here."), "caption"
            )
            accents.setWordWrap(True)
            self.form.addWidget(accents)
        self._day_field = self.add_field(Field(tr("Which column holds the &day?"), self.day_box))
        self._order_field = self.add_field(Field("", self.order_box))
        self.order_box.setAccessibleName(tr("Which day is meant"))
        fields = [
            self.add_field(Field(tr("Which column holds the &time of the day?"), self.time_box)),
            self.add_field(Field(tr("Does a column say what each &row is about?"), self.name_box)),
        ]
        self._value_field = self.add_field(
            Field(tr("Which column holds the &value?"), self.value_box)
        )
        self.form.addWidget(self.comma_box)
        self.form.addStretch(1)
        for box in (self.day_box, self.order_box, self.time_box, self.name_box, self.value_box):
            box.let_shrink()
        for field in (*fields, self._day_field, self._order_field, self._value_field):
            field.label.setWordWrap(True)
        self._propose()
        self.day_box.currentIndexChanged.connect(self._on_day_changed)
        self.name_box.currentIndexChanged.connect(self._on_name_changed)
        self._on_day_changed()
        self._on_name_changed()

    def _propose(self) -> None:
        proposal = self._table.proposal()
        if proposal is not None:
            self.day_box.choose(proposal.day_column)
            self.time_box.choose(proposal.time_column)
            self.name_box.choose(proposal.name_column)
            self.value_box.choose(proposal.value_column)
            self.comma_box.setChecked(proposal.decimal_comma)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a column without days, and an order that is still open."""
        orders = self._table.orders(self.day_box.value)
        if not orders:
            yield self._day_field, tr("There are no days in this column, such as 2026-11-04.")
        elif self.order_box.value is None:
            yield self._order_field, tr("Please choose which day is meant.")
        if self.name_box.value and self.value_box.value == self.name_box.value:
            yield self._value_field, tr("Please choose another column.")

    def hand_over(self) -> None:
        """Emit the layout."""
        has_names = bool(self.name_box.value)
        self.layout_entered.emit(
            SheetLayout(
                self.day_box.value,
                self.order_box.value,
                self.time_box.value,
                decimal_comma=self.comma_box.isChecked(),
                name_column=self.name_box.value,
                value_column=self.value_box.value if has_names else "",
            )
        )

    @Slot()
    def _on_day_changed(self) -> None:
        column = self.day_box.value
        orders = self._table.orders(column)
        is_open = len(orders) > 1
        self._order_field.setVisible(is_open)
        if not is_open:
            self.order_box.offer((order, order) for order in orders)
            return
        text = self._open_text(column, orders)
        self._order_field.label.setText(tr("Which day is “{text}”?").format(text=text))
        days = [(order, day_and_time_in(text, order)) for order in orders]
        self.order_box.offer(
            (
                (tr("Please choose"), None),
                *((self._formatter.day(found[0]), order) for order, found in days if found),
            )
        )

    def _open_text(self, column: str, orders: tuple[DateOrder, ...]) -> str:
        """Return the first text that is another day in each order."""
        for text in self._table.texts(column):
            days = {found[0] for order in orders if (found := day_and_time_in(text, order))}
            if len(days) == len(orders):
                return text
        return ""

    @Slot()
    def _on_name_changed(self) -> None:
        self._value_field.setVisible(bool(self.name_box.value))
