"""Asks for one taking of a medicine."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fibrojournal.domain.days import check_written_day
from fibrojournal.domain.medicines import Intake
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import text_label
from fibrojournal.ui.widgets.amount_edit import AmountEdit
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fibrojournal.domain.medicines import Medicine
    from fibrojournal.i18n import Formatter

_TIME_PATTERNS = ("H:mm", "HH:mm", "H.mm", "H", "Hmm", "HHmm", "h:mm ap", "h ap", "h:mmap", "hap")


class IntakeDialog(FormDialog):
    """Collects one `Intake`; time, amount and note may be left empty.

    Args:
        medicines: Those that may be chosen; with only one, nothing has to be chosen.
        day: The day shown at first.
        today: The last day that can be written about.
        formatter: Writes the time of the one that is corrected.
        intake: The one that is corrected; None = a new one.
        parent: The page.
    """

    intake_entered = Signal(Intake)

    def __init__(
        self,
        medicines: Sequence[Medicine],
        *,
        day: date,
        today: date,
        formatter: Formatter,
        intake: Intake | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Correct an intake") if intake else tr("Note an intake"), width=440, parent=parent
        )
        self._today = today
        self._formatter = formatter
        self._intake = intake
        self.medicine_box = ChoiceBox((medicine.name, medicine) for medicine in medicines)
        self.day_edit = DayEdit(intake.day if intake else day)
        self.time_edit = QLineEdit()
        self.amount_edit = AmountEdit()
        self.note_edit = QLineEdit()
        self.unit_label = text_label("", "caption")

        if len(medicines) > 1:
            self.add_field(Field(tr("&Medicine"), self.medicine_box))
        else:
            name = text_label(medicines[0].name if medicines else "", "section")
            name.setWordWrap(True)
            self.form.addWidget(name)
        self._day_field = self.add_field(Field(tr("&Day"), self.day_edit))
        self._time_field = self.add_field(
            Field(tr("&Time"), self.time_edit, tr("May be left empty."))
        )
        self._amount_field = self.add_field(
            Field(
                tr("&Amount"),
                self.amount_edit,
                tr("In the medicine's own unit, without the unit. May be left empty."),
            )
        )
        self.add_field(Field(tr("&Note"), self.note_edit))
        self.form.addStretch(1)
        if intake:
            self._show(intake, medicines)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a day that nobody has lived yet, a time or an amount that cannot be read."""
        try:
            check_written_day(self.day_edit.day, self._today)
        except RefusedError as error:
            yield self._day_field, f"{error.message} {error.remedy}"
        if self.time_edit.text().strip() and typed_time(self.time_edit.text()) is None:
            yield self._time_field, tr("This is not a time. Write one such as 21:30.")
        if self.amount_edit.problem:
            yield self._amount_field, self.amount_edit.problem

    def hand_over(self) -> None:
        """Emit the intake."""
        medicine: Medicine | None = self.medicine_box.value
        self.intake_entered.emit(
            Intake(
                medicine=medicine.name if medicine else "",
                day=self.day_edit.day,
                time=typed_time(self.time_edit.text()),
                amount=self.amount_edit.amount,
                note=self.note_edit.text().strip(),
                id=self._intake.id if self._intake else None,
            )
        )

    def _show(self, intake: Intake, medicines: Sequence[Medicine]) -> None:
        for medicine in medicines:
            if medicine.name == intake.medicine:
                self.medicine_box.choose(medicine)
        if intake.time is not None:
            self.time_edit.setText(self._formatter.clock(intake.time))
        self.amount_edit.show_amount(intake.amount)
        self.note_edit.setText(intake.note)


def typed_time(text: str) -> time | None:
    """Read "21:30", "9", "0930" or "9:30 pm"; None = nothing, or not a time."""
    text = " ".join(text.split()).lower()
    locale = QLocale()
    read = locale.toTime(text, QLocale.FormatType.ShortFormat)
    for pattern in _TIME_PATTERNS:
        if read.isValid():
            break
        read = QLocale.c().toTime(text, pattern)
    return time(read.hour(), read.minute()) if read.isValid() else None
