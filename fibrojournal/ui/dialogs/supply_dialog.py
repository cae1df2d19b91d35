"""Asks how much of a medicine is left, as the person counts it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from fibrojournal.domain.days import check_written_day
from fibrojournal.domain.dose_words import unit_words
from fibrojournal.domain.medicines import Medicine
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import text_label
from fibrojournal.ui.widgets.amount_edit import AmountEdit
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtWidgets import QWidget

_COUNTED_AS_THEY_ARE: Final = ("mL", "drops", "patch", "tablet")


class SupplyDialog(FormDialog):
    """Collects a count; nothing is read out of the name or the strength.

    Args:
        medicine: Whose supply was counted.
        today: The last day on which it can have been counted.
        parent: The page.
    """

    supply_entered = Signal(Medicine)

    def __init__(self, medicine: Medicine, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(tr("Supply"), width=460, parent=parent)
        self._medicine = medicine
        self._today = today
        self._asks_each = medicine.unit not in _COUNTED_AS_THEY_ARE
        name = text_label(medicine.name, "section")
        name.setWordWrap(True)
        self.form.addWidget(name)
        self.left_edit = AmountEdit()
        self.each_edit = AmountEdit()
        self.day_edit = DayEdit(today)
        counted = (
            tr("Tablets or capsules left, all boxes together")
            if self._asks_each
            else tr("How much is left, in {unit}").format(unit=_unit_words(medicine))
        )
        hint = tr("Left empty, it is not counted any more.")
        self._left_field = self.add_field(Field(counted, self.left_edit, hint))
        self._each_field = Field(
            tr("How much is in one, in {unit}").format(unit=_unit_words(medicine)), self.each_edit
        )
        if self._asks_each:
            self.add_field(self._each_field)
        self._day_field = self.add_field(Field(tr("&Counted in the morning of"), self.day_edit))
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what cannot be read, and an amount that is missing."""
        if self.left_edit.problem:
            yield self._left_field, self.left_edit.problem
        if self._asks_each and self.left_edit.amount is not None:
            if self.each_edit.problem:
                yield self._each_field, self.each_edit.problem
            elif not self.each_edit.amount:
                yield self._each_field, tr("Please write how much is in one, as on the box.")
        try:
            check_written_day(self.day_edit.day, self._today)
        except RefusedError as error:
            yield self._day_field, f"{error.message} {error.remedy}"

    def hand_over(self) -> None:
        """Emit the medicine with its count."""
        left = self.left_edit.amount
        if left is not None and self._asks_each:
            left *= self.each_edit.amount or 0
        day = None if left is None else self.day_edit.day
        self.supply_entered.emit(
            replace(self._medicine, supply_amount=left, supply_counted_on=day)
        )


def _unit_words(medicine: Medicine) -> str:
    return unit_words(medicine.unit, Decimal(2)) or tr("its unit")
