"""The dose changes of one medicine as rows of a table, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.dose_words import schedule_words, total_words
from fibrojournal.domain.medicines import DoseChange
from fibrojournal.i18n import tr
from fibrojournal.ui.models.rows_table_model import RowsTableModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fibrojournal.domain.medicines import Unit
    from fibrojournal.i18n import Formatter


class DoseHistoryTableModel(RowsTableModel[DoseChange]):
    """One row a dose: from which day, what is taken when, the total a day, note."""

    def __init__(self, changes: Sequence[DoseChange], unit: Unit, formatter: Formatter) -> None:
        super().__init__((tr("From"), tr("Dose"), tr("A day"), tr("Note")), _newest_first(changes))
        self._unit = unit
        self._formatter = formatter

    def show_changes(self, changes: Sequence[DoseChange]) -> None:
        """Show these changes instead."""
        self.show_values(_newest_first(changes))

    def words(self, value: DoseChange) -> tuple[str, ...]:
        """Return the cells of one dose."""
        return (
            self._formatter.day(value.day),
            tr("stopped") if value.is_stop else schedule_words(value, self._unit, self._formatter),
            total_words(value, self._unit, self._formatter),
            " ".join(value.note.split()),
        )


def _newest_first(changes: Sequence[DoseChange]) -> Iterable[DoseChange]:
    return sorted(changes, key=lambda change: change.day, reverse=True)
