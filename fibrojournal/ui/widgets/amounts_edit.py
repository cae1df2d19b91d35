"""Fields for the four times of a day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from fibrojournal.domain.dose_words import time_names
from fibrojournal.domain.medicines import Amounts
from fibrojournal.i18n import listed
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.amount_edit import AmountEdit

if TYPE_CHECKING:
    from collections.abc import Sequence


class AmountsEdit(QWidget):
    """Morning, noon, evening and night; nothing is filled in, an empty field means none then.

    Args:
        name: What a screen reader puts before each time, such as "Amount".
        parent: The form.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.edits = tuple(AmountEdit() for _ in range(4))
        self.beside_labels = tuple(text_label("", "caption") for _ in range(4))
        columns = QGridLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setHorizontalSpacing(px(8))
        columns.setVerticalSpacing(px(4))
        for column, (time, edit, beside) in enumerate(
            zip(time_names(), self.edits, self.beside_labels, strict=True)
        ):
            label = text_label(time, "caption")
            label.setBuddy(edit)
            edit.setAccessibleName(listed((name, time)))
            edit.textChanged.connect(self._on_text_changed)
            columns.addWidget(label, 0, column)
            columns.addWidget(edit, 1, column)
            columns.addWidget(beside, 2, column)
            columns.setColumnStretch(column, 1)
            beside.hide()

    @property
    def amounts(self) -> Amounts | None:
        """What was typed; None = nothing at all, or something that is not an amount."""
        parts = [edit.amount for edit in self.edits]
        if self.problem or all(part is None for part in parts):
            return None
        return Amounts(*(part or Decimal(0) for part in parts))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into any of the four."""
        return not any(edit.text().strip() for edit in self.edits)

    @property
    def problem(self) -> str:
        """Why the first field that cannot be read cannot; "" = all can be read."""
        return next((edit.problem for edit in self.edits if edit.problem), "")

    def show_amounts(self, amounts: Amounts) -> None:
        """Fill in what is already written down: a row to correct, a step of the plan."""
        for edit, part in zip(self.edits, amounts.parts, strict=True):
            edit.show_amount(part)

    def show_beside(self, words: Sequence[str]) -> None:
        """Write quiet words beneath the fields, such as "now 300"; () takes them away."""
        for at, (edit, beside) in enumerate(zip(self.edits, self.beside_labels, strict=True)):
            beside.setText(words[at] if words else "")
            beside.setVisible(bool(words))
            edit.setAccessibleDescription(beside.text())

    def take_focus(self) -> None:
        """Go to the first field that cannot be read, or to the first."""
        for edit in self.edits:
            if edit.problem:
                edit.setFocus()
                return
        self.edits[0].setFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        self.edited.emit()
