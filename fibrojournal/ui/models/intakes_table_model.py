"""The intakes of one medicine as rows of a table, newest first."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from fibrojournal.domain.dose_words import amount_words
from fibrojournal.domain.medicines import Intake
from fibrojournal.i18n import tr
from fibrojournal.ui.models.rows_table_model import RowsTableModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fibrojournal.domain.medicines import Unit
    from fibrojournal.i18n import Formatter


class IntakesTableModel(RowsTableModel[Intake]):
    """One row an intake: day, time, amount, note; what was not said stays empty."""

    def __init__(self, intakes: Sequence[Intake], unit: Unit, formatter: Formatter) -> None:
        super().__init__((tr("Day"), tr("Time"), tr("Amount"), tr("Note")), _newest_first(intakes))
        self._unit = unit
        self._formatter = formatter

    def show_intakes(self, intakes: Sequence[Intake]) -> None:
        """Show these intakes instead."""
        self.show_values(_newest_first(intakes))

    def words(self, value: Intake) -> tuple[str, ...]:
        """Return the cells of one intake."""
        amount = value.amount
        return (
            self._formatter.day(value.day),
            "" if value.time is None else self._formatter.clock(value.time),
            "" if amount is None else amount_words(amount, self._unit, self._formatter),
            " ".join(value.note.split()),
        )


def _newest_first(intakes: Sequence[Intake]) -> Iterable[Intake]:
    return sorted(intakes, key=lambda intake: (intake.day, intake.time or time.min), reverse=True)
