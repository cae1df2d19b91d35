"""All intakes of one as-needed medicine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fibrojournal.domain.medicines import Intake
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog
from fibrojournal.ui.dialogs.list_dialog import ListDialog, kept_label
from fibrojournal.ui.models.intakes_table_model import IntakesTableModel
from fibrojournal.ui.theme import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.medicines import Medicine
    from fibrojournal.i18n import Formatter


class IntakeHistoryDialog(ListDialog):
    """Lists what was taken when, newest first; what is done with a row goes out by signal.

    Args:
        medicine: The medicine.
        intakes: Its intakes, in any order.
        today: The last day that can be written about.
        formatter: Writes days, times and numbers.
        parent: The page.
    """

    intake_entered = Signal(Intake)
    intake_removed = Signal(Intake)

    def __init__(
        self,
        medicine: Medicine,
        intakes: Sequence[Intake],
        *,
        today: date,
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        self._medicine = medicine
        self._today = today
        self._formatter = formatter
        self._model = IntakesTableModel(intakes, medicine.unit, formatter)
        super().__init__(
            tr("Intakes"),
            self._model,
            name=tr("Intakes, newest first"),
            empty=tr("No intake noted yet."),
            parent=parent,
        )
        name = text_label(medicine.name, "section")
        name.setWordWrap(True)
        self.rows.insertWidget(0, name)
        self.rows.addWidget(kept_label())
        self.edit_button.setText(tr("&Correct…"))

    @property
    def medicine(self) -> str:
        """The medicine's name."""
        return self._medicine.name

    def show_intakes(self, intakes: Sequence[Intake]) -> None:
        """Show these intakes instead, after something was saved."""
        row = self.table.row
        self._model.show_intakes(intakes)
        self.table.choose(row)
        self.show_whether_empty()

    def add(self) -> None:
        """Ask for a new intake."""
        self._open(None)

    def edit(self, row: int) -> None:
        """Ask for another version of an intake."""
        self._open(self._model.value_at(row))

    def remove(self, row: int) -> None:
        """Hand an intake over to be removed."""
        self.intake_removed.emit(self._model.value_at(row))

    def _open(self, intake: Intake | None) -> None:
        dialog = IntakeDialog(
            [self._medicine],
            day=self._today,
            today=self._today,
            formatter=self._formatter,
            intake=intake,
            parent=self,
        )
        dialog.intake_entered.connect(self.intake_entered)
        dialog.open()
