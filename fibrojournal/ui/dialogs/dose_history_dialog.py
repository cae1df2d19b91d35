"""All doses of one medicine, and what they were before they were corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit

from fibrojournal.domain.dose_words import dose_words
from fibrojournal.domain.medicines import DoseChange, lowering_advice, lowers
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.dose_change_dialog import DoseChangeDialog
from fibrojournal.ui.dialogs.list_dialog import ListDialog
from fibrojournal.ui.messages import ask
from fibrojournal.ui.models.dose_history_table_model import DoseHistoryTableModel
from fibrojournal.ui.theme import px, text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from fibrojournal.ui.dialogs.dose_case import DoseCase


class DoseHistoryDialog(ListDialog):
    """Lists the doses, newest first, with the earlier versions of corrected rows beneath.

    Args:
        case: The medicine and what is written about its doses.
        earlier: A sentence for each corrected or removed row, newest first.
        parent: The page.
    """

    dose_entered = Signal(DoseChange)
    dose_corrected = Signal(DoseChange, DoseChange)
    dose_removed = Signal(DoseChange)

    def __init__(
        self, case: DoseCase, earlier: Sequence[str], parent: QWidget | None = None
    ) -> None:
        self._case = case
        self._asked: DoseChange | None = None
        self._model = DoseHistoryTableModel(case.changes, case.medicine.unit, case.formatter)
        super().__init__(
            tr("Dose history"),
            self._model,
            name=tr("Doses, newest first"),
            empty=tr("No dose written down yet."),
            parent=parent,
        )
        name = text_label(case.medicine.name, "section")
        name.setWordWrap(True)
        self.rows.insertWidget(0, name)
        self.add_button.setText(tr("Change &dose…"))
        self.edit_button.setText(tr("&Correct…"))
        self.remove_button.setText(tr("&Remove…"))
        self.earlier_heading = text_label(tr("Earlier versions, kept"), "strong")
        self.earlier_text = QPlainTextEdit()
        self.earlier_text.setReadOnly(True)
        self.earlier_text.setTabChangesFocus(True)
        self.earlier_text.setFixedHeight(px(88))
        self.earlier_text.setAccessibleName(tr("Earlier versions"))
        self.rows.addWidget(self.earlier_heading)
        self.rows.addWidget(self.earlier_text)
        self._show_earlier(earlier)

    @property
    def medicine(self) -> str:
        """The medicine's name."""
        return self._case.medicine.name

    def show_history(self, case: DoseCase, earlier: Sequence[str]) -> None:
        """Show the history again, after something was saved."""
        row = self.table.row
        self._case = case
        self._model.show_changes(case.changes)
        self.table.choose(row)
        self.show_whether_empty()
        self._show_earlier(earlier)

    def add(self) -> None:
        """Ask for a new dose."""
        dialog = DoseChangeDialog(self._case, parent=self)
        dialog.dose_entered.connect(self.dose_entered)
        dialog.dose_corrected.connect(self.dose_corrected)
        dialog.open()

    def edit(self, row: int) -> None:
        """Ask for a correction of a row."""
        dialog = DoseChangeDialog(self._case, correcting=self._model.value_at(row), parent=self)
        dialog.dose_corrected.connect(self.dose_corrected)
        dialog.open()

    def remove(self, row: int) -> None:
        """Ask whether a row is to be removed."""
        case, change = self._case, self._model.value_at(row)
        self._asked = change
        detail = tr(
            "You can undo this, or bring it back within 30 days. It stays among the earlier "
            "versions, too."
        )
        before = case.in_force(change.day, besides=change)
        if before is None or lowers(change, before):
            detail = f"{detail}\n\n{lowering_advice(case.medicine.name)}"
        box = ask(
            self,
            tr("Remove the dose written for {day}: {dose}?").format(
                day=case.formatter.day(change.day),
                dose=dose_words(change, case.medicine.unit, case.formatter),
            ),
            detail,
            yes=tr("Remove"),
        )
        box.accepted.connect(self._on_removal_accepted)

    def _show_earlier(self, earlier: Sequence[str]) -> None:
        self.earlier_text.setPlainText("\n".join(earlier))
        for widget in (self.earlier_heading, self.earlier_text):
            widget.setVisible(bool(earlier))

    @Slot()
    def _on_removal_accepted(self) -> None:
        if self._asked is not None:
            self.dose_removed.emit(self._asked)
            self._asked = None
