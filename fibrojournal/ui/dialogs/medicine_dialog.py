"""Asks what a medicine is called and how it is taken."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget

from fibrojournal.domain.days import check_written_day
from fibrojournal.domain.dose_words import unit_words
from fibrojournal.domain.medicines import UNITS, DoseChange, Medicine
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.amounts_edit import AmountsEdit
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.every_edit import EveryEdit
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapping_box import WrappingRadioButton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from fibrojournal.domain.medicines import Unit


class MedicineDialog(FormDialog):
    """Collects a `Medicine`, and for a new one its first dose if it is known.

    `medicine_entered` carries a new medicine and its first `DoseChange`, or None;
    `medicine_edited` the name that it had and the medicine as it is now.

    Args:
        names: Names of the other medicines; each may be there once.
        today: The last day that a dose can be written for.
        medicine: The one that is changed; None = a new one.
        has_amounts: Amounts are written in its unit already, so that the unit stays.
        parent: The page.
    """

    medicine_entered = Signal(Medicine, object)
    medicine_edited = Signal(str, Medicine)

    def __init__(
        self,
        names: Collection[str],
        *,
        today: date,
        medicine: Medicine | None = None,
        has_amounts: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Add medicine") if medicine is None else tr("Edit medicine"), parent=parent
        )
        self._names = {name.casefold() for name in names}
        self._today = today
        self._medicine = medicine
        self._add_name_fields(has_amounts)
        self._add_first_dose()
        self.form.addStretch(1)
        if medicine is not None:
            self._show(medicine)
        self._on_kind_chosen()
        self.needed_radio.toggled.connect(self._on_kind_chosen)
        self.unit_box.currentIndexChanged.connect(self._on_kind_chosen)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a missing or taken name, and a first dose that cannot be read."""
        name = self.name_edit.text().strip()
        if not name:
            yield self._name_field, tr("Please write the name as it stands on the box.")
        elif name.casefold() in self._names:
            yield (
                self._name_field,
                tr("There is already a medicine of this name. You can add the product to it."),
            )
        if not self._asks_first_dose or self.amounts_edit.is_empty:
            return
        try:
            check_written_day(self.day_edit.day, self._today)
        except RefusedError as error:
            yield self._day_field, f"{error.message} {error.remedy}"
        if self.amounts_edit.problem:
            yield self._amounts_field, self.amounts_edit.problem
        if self.every_edit.problem:
            yield self._every_field, self.every_edit.problem

    def hand_over(self) -> None:
        """Emit the medicine and its first dose."""
        kept = self._medicine
        medicine = Medicine(
            name=self.name_edit.text().strip(),
            product=self.product_edit.text().strip(),
            unit=self.unit_box.value,
            strength=self.strength_edit.text().strip(),
            as_needed=self.needed_radio.isChecked(),
            reason=self.reason_edit.text().strip(),
            supply_amount=kept.supply_amount if kept else None,
            supply_counted_on=kept.supply_counted_on if kept else None,
        )
        if kept is None:
            self.medicine_entered.emit(medicine, self._first_dose(medicine.name))
        else:
            self.medicine_edited.emit(kept.name, medicine)

    @property
    def _asks_first_dose(self) -> bool:
        return self._medicine is None and not self.needed_radio.isChecked()

    def _first_dose(self, name: str) -> DoseChange | None:
        amounts = self.amounts_edit.amounts
        if not self._asks_first_dose or amounts is None:
            return None
        unit: Unit = self.unit_box.value
        every_days = self.every_edit.every_days if unit == "patch" else 1
        return DoseChange(name, self.day_edit.day, amounts, every_days=every_days)

    def _add_name_fields(self, has_amounts: bool) -> None:  # noqa: FBT001 - private
        self.name_edit = QLineEdit()
        self.product_edit = QLineEdit()
        self.strength_edit = QLineEdit()
        self.reason_edit = QLineEdit()
        self.unit_box = ChoiceBox((_unit_name(unit), unit) for unit in UNITS)
        self.scheduled_radio = WrappingRadioButton(tr("Every da&y or on fixed days"))
        self.needed_radio = WrappingRadioButton(tr("As nee&ded"))
        self.scheduled_radio.setChecked(True)
        self._kinds = QButtonGroup(self)
        for radio in (self.scheduled_radio, self.needed_radio):
            self._kinds.addButton(radio)
            radio.setEnabled(not has_amounts)
        self.unit_box.setEnabled(not has_amounts)

        self._name_field = self.add_field(Field(tr("&Name"), self.name_edit))
        self.add_field(
            Field(
                tr("&Product and form"),
                self.product_edit,
                tr("In your own words. May be left empty."),
            )
        )
        self.form.addWidget(
            _side_by_side(
                Field(tr("&Unit of its amounts"), self.unit_box),
                Field(tr("&Strength on the box"), self.strength_edit),
            )
        )
        if has_amounts:
            note = text_label(
                tr(
                    "Amounts are already written in this unit, so it stays as it is: nothing is "
                    "converted. For another unit or product, add another medicine."
                ),
                "caption",
            )
            note.setWordWrap(True)
            self.form.addWidget(note)
        self.form.addWidget(_side_by_side(self.scheduled_radio, self.needed_radio))
        self.add_field(Field(tr("&What it is for"), self.reason_edit, tr("May be left empty.")))

    def _add_first_dose(self) -> None:
        self.day_edit = DayEdit(self._today)
        self.amounts_edit = AmountsEdit(tr("First amount"))
        self.every_edit = EveryEdit()
        self._heading = text_label(tr("First dose, if you know it"), "section")
        self._later = text_label(
            tr("You can leave this empty and write it down later."), "caption"
        )
        self._later.setWordWrap(True)
        self.form.addWidget(self._heading)
        self.form.addWidget(self._later)
        self._day_field = self.add_field(Field(tr("&From which day, or about"), self.day_edit))
        self._amounts_field = self.add_field(
            Field(tr("&Amounts"), self.amounts_edit, first_edit=self.amounts_edit.edits[0])
        )
        self._every_field = self.add_field(
            Field(tr("&Every how many days"), self.every_edit, tr("Left empty: every day."))
        )

    def _show(self, medicine: Medicine) -> None:
        self.name_edit.setText(medicine.name)
        self.product_edit.setText(medicine.product)
        self.unit_box.choose(medicine.unit)
        self.strength_edit.setText(medicine.strength)
        self.needed_radio.setChecked(medicine.as_needed)
        self.reason_edit.setText(medicine.reason)

    @Slot()
    def _on_kind_chosen(self) -> None:
        shown = self._asks_first_dose
        for widget in (self._heading, self._later, self._day_field, self._amounts_field):
            widget.setVisible(shown)
        self._every_field.setVisible(shown and self.unit_box.value == "patch")


def _unit_name(unit: Unit) -> str:
    return unit_words(unit, Decimal(2)) or tr("something else")


def _side_by_side(*widgets: QWidget) -> QWidget:
    made = QWidget()
    columns = QHBoxLayout(made)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(px(16))
    for widget in widgets:
        columns.addWidget(widget, 1)
    return made
