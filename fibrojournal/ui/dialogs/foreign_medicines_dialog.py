"""Asks what the medicines of another app's file are; no strength is ever worked out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fibrojournal.domain.dose_words import unit_words
from fibrojournal.domain.medicines import UNITS
from fibrojournal.exchange.medtimer import TEXT_LIMIT, MedicineMap
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.amount_edit import AmountEdit
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fibrojournal.exchange.medtimer import ForeignMedicine

AMOUNTS_SHOWN: Final = 20
"""Most amounts of one medicine that are asked about; others stay words in the notes."""


class ForeignMedicinesDialog(FormDialog):
    """Collects a `MedicineMap` for each medicine, None for those that are left out.

    Args:
        medicines: What the file holds.
        parent: The import.
    """

    medicines_entered = Signal(dict)

    def __init__(
        self, medicines: Sequence[ForeignMedicine], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("The medicines in the file"), save_words=tr("Continue"), parent=parent)
        intro = text_label(
            tr(
                "Write each medicine as it stands on the box. No strength is read out of the "
                "names in the file. An amount that you leave blank stays as words in the note."
            ),
            "quiet",
        )
        intro.setWordWrap(True)
        self.form.addWidget(intro)
        self.parts = [_MedicinePart(found) for found in medicines]
        for part in self.parts:
            for field in part.fields():
                self.watch(field)
            self.form.addWidget(part)
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield names that are missing, and amounts that are none."""
        for part in self.parts:
            if part.take_box.isChecked():
                yield from part.problems()

    def hand_over(self) -> None:
        """Emit what was typed, by the name in the file."""
        self.medicines_entered.emit(
            {
                part.found.name: part.meaning() if part.take_box.isChecked() else None
                for part in self.parts
            }
        )


class _MedicinePart(QWidget):
    def __init__(self, found: ForeignMedicine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = found
        self.take_box = WrappingCheckBox(found.name.replace("&", "&&"))
        self.take_box.setAccessibleName(tr("Take over “{name}”").format(name=found.name))
        self.take_box.setChecked(True)
        self.name_edit = _line(found.name, tr("Name of “{name}” here"), found.name)
        self.unit_box = ChoiceBox(
            (unit_words(unit, Decimal(2)) or tr("other"), unit) for unit in UNITS
        )
        self.unit_box.setAccessibleName(tr("Unit of “{name}”").format(name=found.name))
        self.unit_box.choose("other")
        self.strength_edit = _line(found.name, tr("Strength of “{name}”"))
        self.name_field = Field(tr("Name"), self.name_edit)
        self.unit_field = Field(tr("Unit of its amounts"), self.unit_box)
        self.strength_field = Field(
            tr("Strength"), self.strength_edit, tr("As on the box. May be left empty.")
        )
        self.amount_fields = [
            (
                text,
                Field(
                    tr("“{text}” is").format(text=text).replace("&", "&&"), _amount(found, text)
                ),
            )
            for text in found.amounts[:AMOUNTS_SHOWN]
        ]
        self._typed = QWidget()
        typed = QVBoxLayout(self._typed)
        typed.setContentsMargins(px(24), 0, 0, 0)
        typed.setSpacing(px(8))
        self.unit_box.let_shrink()
        for field in self.fields():
            field.label.setWordWrap(True)
            typed.addWidget(field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        rows.addWidget(self.take_box)
        rows.addWidget(self._typed)
        self.take_box.toggled.connect(self._on_take_toggled)

    def fields(self) -> list[Field]:
        amounts = [field for _, field in self.amount_fields]
        return [self.name_field, self.unit_field, self.strength_field, *amounts]

    def problems(self) -> Iterator[tuple[Field, str]]:
        if not self.name_edit.text().strip():
            yield self.name_field, tr("The medicine needs a name.")
        for _, field in self.amount_fields:
            problem = _amount_edit(field).problem
            if problem:
                yield field, problem

    def meaning(self) -> MedicineMap:
        amounts = {text: _amount_edit(field).amount for text, field in self.amount_fields}
        return MedicineMap(
            self.name_edit.text().strip(),
            self.unit_box.value,
            self.strength_edit.text().strip(),
            amounts={text: amount for text, amount in amounts.items() if amount is not None},
        )

    @Slot(bool)
    def _on_take_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._typed.setVisible(on)


def _line(name: str, spoken: str, text: str = "") -> QLineEdit:
    edit = QLineEdit(text)
    edit.setMaxLength(TEXT_LIMIT)
    edit.setAccessibleName(spoken.format(name=name))
    return edit


def _amount(found: ForeignMedicine, text: str) -> AmountEdit:
    edit = AmountEdit()
    edit.setAccessibleName(
        tr("Amount of “{name}” for “{text}”").format(name=found.name, text=text)
    )
    return edit


def _amount_edit(field: Field) -> AmountEdit:
    edit = field.label.buddy()
    assert isinstance(edit, AmountEdit)  # noqa: S101 - made in this module
    return edit
