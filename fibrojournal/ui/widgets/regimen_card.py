"""What was taken on two days, beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Slot

from fibrojournal.domain.days import FIRST_DAY
from fibrojournal.domain.regimen import taken_on_two_days
from fibrojournal.i18n import tr
from fibrojournal.ui.models.sheet_table_model import Column, SheetRow, SheetTableModel
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card, hairline
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.sheet_table import SheetTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.medicines import DoseChange, Intake, Medicine
    from fibrojournal.i18n import Formatter

_NAME_WIDTH: Final = 208
_AND_WIDTH: Final = 56
_GAP: Final = 8
_DOSE_WIDTH: Final = 180
_WHOLE_WIDTH: Final = 832
"""Widths in pixels at 100 %."""

_ROW_HEIGHT: Final = 40
_DIFFERENCE: Final = 3
"""Place of the last column."""


@dataclass(frozen=True, slots=True)
class Regimen:
    """All doses that are written down.

    Attributes:
        medicines: In the order of the journal.
        dose_changes: Of all of them.
        intakes: Of those taken when needed.
        today: The last day that can be asked for.
    """

    medicines: Sequence[Medicine]
    dose_changes: Sequence[DoseChange]
    intakes: Sequence[Intake]
    today: date


class RegimenCard(Card):
    """Two days to choose; a row per medicine with both doses and how they differ.

    Args:
        formatter: Writes days and numbers.
        parent: The page.
    """

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._formatter = formatter
        self._regimen: Regimen | None = None
        self._touched = False
        title = tr("What was I taking on…")
        self.setAccessibleName(title)
        self.title_label.setText(title)
        self.title_label.setMinimumWidth(px(_NAME_WIDTH))
        and_label = text_label(tr("and on"), "quiet")
        and_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        and_label.setMinimumWidth(px(_AND_WIDTH))
        self.first_edit = DayEdit(FIRST_DAY)
        self.first_edit.setAccessibleName(tr("What was I taking on: first day"))
        self.second_edit = DayEdit(FIRST_DAY)
        self.second_edit.setAccessibleName(tr("What was I taking on: second day"))
        for edit in (self.first_edit, self.second_edit):
            edit.day_edited.connect(self._on_day_edited)
        self._and_label = and_label
        head = FlowRow(_GAP)
        head.show_parts([self.title_label, self.first_edit, and_label, self.second_edit])
        self.table = SheetTable(
            tr("What was taken on both days"),
            row_height=_ROW_HEIGHT,
            has_header=False,
            can_choose=False,
        )
        self.none_label = text_label(tr("Nothing is written down for these days."), "quiet")
        self.rows.addWidget(head)
        self.rows.addSpacing(px(8))
        self.rows.addWidget(hairline())
        self.rows.addWidget(self.table)
        self.rows.addWidget(self.none_label)

    def show_regimen(self, regimen: Regimen) -> None:
        """Show what is written down; days that were chosen stay, others follow the journal."""
        before = self._regimen
        self._regimen = regimen
        with QSignalBlocker(self.first_edit), QSignalBlocker(self.second_edit):
            for edit in (self.first_edit, self.second_edit):
                edit.setMaximumDate(QDate(*regimen.today.timetuple()[:3]))
            if not self._touched:
                self.first_edit.show_day(_first_day_asked(regimen))
            if before is None or self.second_edit.day == before.today:
                self.second_edit.show_day(regimen.today)
        self._show_rows()

    def _show_rows(self) -> None:
        regimen = self._regimen
        if regimen is None:
            return
        days = self.first_edit.day, self.second_edit.day
        found = taken_on_two_days(
            regimen.medicines, regimen.dose_changes, days, self._formatter, regimen.intakes
        )
        rows = [
            SheetRow(
                row.medicine,
                (row.medicine, row.first, row.second, row.difference),
                strong=frozenset({0, _DIFFERENCE} if row.is_different else {0}),
                quiet=frozenset() if row.is_different else frozenset({_DIFFERENCE}),
            )
            for row in found
        ]
        names = (tr("Medicine"), *map(self._formatter.day, days), tr("Difference"))
        columns = [
            Column(
                name,
                share=share,
                at_end=place == _DIFFERENCE,
            )
            for place, (name, share) in enumerate(zip(names, self._shares(), strict=True))
        ]
        self.table.show_sheet(SheetTableModel(columns, rows))
        self.table.setVisible(bool(rows))
        self.none_label.setVisible(not rows)

    def _shares(self) -> tuple[float, ...]:
        """Let the columns begin beneath the fields where all stands in one line."""
        gap = px(_GAP)
        name = self.title_label.sizeHint().width() + gap
        first = self.first_edit.sizeHint().width() + self._and_label.sizeHint().width() + 2 * gap
        rest = px(_WHOLE_WIDTH) - name - first
        second = min(px(_DOSE_WIDTH), rest / 2)
        return name, first, second, rest - second

    @Slot()
    def _on_day_edited(self) -> None:
        self._touched = True
        self._show_rows()


def _first_day_asked(regimen: Regimen) -> date:
    """Return the day before the last change of dose, or 30 days ago where there is none."""
    scheduled = {medicine.name for medicine in regimen.medicines if not medicine.as_needed}
    days = [
        row.day
        for row in regimen.dose_changes
        if row.medicine in scheduled and row.day <= regimen.today
    ]
    return max(days) - timedelta(days=1) if days else regimen.today - timedelta(days=30)
