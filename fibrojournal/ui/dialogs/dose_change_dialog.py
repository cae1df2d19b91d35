"""Asks from which day on a medicine is taken how."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from fibrojournal.domain.days import check_written_day
from fibrojournal.domain.dose_words import (
    day_words,
    dose_words,
    typed_total_words,
    unit_words,
)
from fibrojournal.domain.medicines import (
    SETTLING_DAYS,
    WINDOW_DAYS,
    Amounts,
    DoseChange,
    PlanStep,
    lowering_advice,
    lowers,
)
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.advice import Advice
from fibrojournal.ui.widgets.amounts_edit import AmountsEdit
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.every_edit import EveryEdit
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.ui.dialogs.dose_case import DoseCase


class DoseChangeDialog(FormDialog):
    """Collects one `DoseChange`: a new one, a correction, or a confirmed step of the plan.

    No amount is ever suggested. Only what the person or the prescriber wrote before is filled
    in: the row that is corrected, the step that is confirmed.

    Args:
        case: The medicine and what is written about its doses.
        correcting: The row that is corrected; None = a new one.
        step: The step of the plan that is confirmed; None = none.
        stopping: The form begins with the stop ticked.
        parent: The page.
    """

    dose_entered = Signal(DoseChange)
    dose_corrected = Signal(DoseChange, DoseChange)
    plan_step_confirmed = Signal(PlanStep, DoseChange)

    def __init__(
        self,
        case: DoseCase,
        *,
        correcting: DoseChange | None = None,
        step: PlanStep | None = None,
        stopping: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_title(correcting, step), parent=parent)
        self._case = case
        self._correcting: DoseChange | None = None
        self._step = step
        self._add_dose_fields()
        self._add_comparison_fields()
        self.form.addStretch(1)
        if step is not None:
            self._show_step(step)
        if correcting is not None:
            self._correct(correcting)
        self.stop_check.setChecked(stopping or self.stop_check.isChecked())
        self._connect()
        self._on_edited()

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a future or taken day, and amounts that are missing or cannot be read."""
        if sentence := self._day_problem():
            yield self._day_field, sentence
        if self.stop_check.isChecked():
            return
        if self.amounts_edit.problem:
            yield self._amounts_field, self.amounts_edit.problem
        elif self.amounts_edit.is_empty:
            yield (
                self._amounts_field,
                tr("Write at least one amount. To stop, tick “Stop this medicine”."),
            )
        if self.every_edit.problem:
            yield self._every_field, self.every_edit.problem

    def hand_over(self) -> None:
        """Emit the dose, by the signal of what was done."""
        dose = self._typed()
        if dose is None:  # pragma: no cover - problems() has refused it
            return
        if self._step is not None:
            self.plan_step_confirmed.emit(self._step, dose)
        elif self._correcting is not None:
            self.dose_corrected.emit(self._correcting, dose)
        else:
            self.dose_entered.emit(dose)

    # The form

    def _add_dose_fields(self) -> None:
        case = self._case
        name = text_label(case.medicine.name, "section")
        name.setWordWrap(True)
        self.form.addWidget(name)
        self.day_edit = DayEdit(case.today)
        self._day_field = self.add_field(Field(tr("&From which day"), self.day_edit))
        self.same_day_label = text_label("", "body")
        self.same_day_label.setWordWrap(True)
        self.correct_button = QPushButton(tr("Correct that one instead"))
        self.correct_button.setAutoDefault(False)
        self._same_day = BendingRow(self.same_day_label, self.correct_button, least=200)
        self.form.addWidget(self._same_day)

        self.amounts_edit = AmountsEdit(tr("Amount"))
        unit = case.medicine.unit
        label = (tr("&Amounts in {unit}") if unit != "other" else tr("&Amounts")).format(
            unit=unit_words(unit, Decimal(2))
        )
        self._amounts_field = self.add_field(
            Field(label, self.amounts_edit, first_edit=self.amounts_edit.edits[0])
        )
        self.total_label = text_label("", "strong")
        self.total_label.setWordWrap(True)
        self.form.addWidget(self.total_label)

        self.every_edit = EveryEdit()
        self._every_field = self.add_field(
            Field(tr("&Every how many days"), self.every_edit, tr("Left empty: every day."))
        )
        self.every_button = QPushButton(tr("Not every day…"))
        self.every_button.setProperty("link", True)
        self.every_button.setAutoDefault(False)
        in_force = case.in_force(case.today)
        self._show_every(unit == "patch" or (in_force is not None and in_force.every_days > 1))
        self.stop_check = WrappingCheckBox(tr("&Stop this medicine from this day on"))
        self.form.addWidget(BendingRow(self.stop_check, self.every_button, least=290))
        self.advice = Advice()
        self.notices.addWidget(self.advice)

    def _add_comparison_fields(self) -> None:
        self.main_item_box = ChoiceBox(
            [(tr("no main item"), None), *((item.name, item.key) for item in self._case.items)]
        )
        self.add_field(
            Field(
                tr("&Main item to watch"),
                self.main_item_box,
                tr("You choose it now, before there are results."),
            )
        )
        self.settling_box = ChoiceBox(
            (trn("{n} day", "{n} days", days), days) for days in SETTLING_DAYS
        )
        self.settling_box.choose(DoseChange.__dataclass_fields__["settling_days"].default)
        self.window_box = ChoiceBox(
            (trn("{n} day", "{n} days", days), days) for days in WINDOW_DAYS
        )
        self.window_box.choose(DoseChange.__dataclass_fields__["window_days"].default)
        both = QWidget()
        columns = QHBoxLayout(both)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(16))
        columns.addWidget(Field(tr("Se&ttling-in"), self.settling_box), 1)
        columns.addWidget(Field(tr("Compared &window"), self.window_box), 1)
        self.form.addWidget(both)
        meaning = text_label(
            tr(
                "The settling-in days are left out; then as many days after as before are "
                "compared. Both are fixed now, before there are results."
            ),
            "caption",
        )
        meaning.setWordWrap(True)
        self.form.addWidget(meaning)
        self.note_edit = QLineEdit()
        self.add_field(Field(tr("&Note"), self.note_edit))

    def _connect(self) -> None:
        self.day_edit.dateChanged.connect(self._on_day_changed)
        self.amounts_edit.edited.connect(self._on_edited)
        self.every_edit.textChanged.connect(self._on_edited)
        self.stop_check.toggled.connect(self._on_edited)
        self.every_button.clicked.connect(self._on_every_clicked)
        self.correct_button.clicked.connect(self._on_correct_clicked)

    # What stands in it

    def _typed(self) -> DoseChange | None:
        """The dose as it stands in the form; None = no amount yet, or one that is none."""
        amounts = Amounts() if self.stop_check.isChecked() else self.amounts_edit.amounts
        if amounts is None:
            return None
        return DoseChange(
            medicine=self._case.medicine.name,
            day=self.day_edit.day,
            amounts=amounts,
            every_days=self.every_edit.every_days if amounts.total else 1,
            main_item=self.main_item_box.value,
            settling_days=self.settling_box.value,
            window_days=self.window_box.value,
            note=self.note_edit.text().strip(),
        )

    def _before(self) -> DoseChange | None:
        """The dose in force on the day that is written for."""
        return self._case.in_force(self.day_edit.day, besides=self._correcting)

    def _day_problem(self) -> str:
        case, day = self._case, self.day_edit.day
        if day > case.today:
            return tr("This day has not come yet. Write future steps into the plan.")
        try:
            check_written_day(day, case.today)
        except RefusedError as error:
            return f"{error.message} {error.remedy}"
        if case.written_on(day, besides=self._correcting):
            return tr("Only one dose can begin on a day. Correct that one, or choose another day.")
        return ""

    def _show_step(self, step: PlanStep) -> None:
        self.day_edit.show_day(step.day)
        self.stop_check.setChecked(step.amounts.total == 0)
        if step.amounts.total:
            self.amounts_edit.show_amounts(step.amounts)
        self._show_every(self.every_edit.show_every(step.every_days))
        self.note_edit.setText(step.words)

    def _correct(self, change: DoseChange) -> None:
        """Turn the form into a correction of `change`; what was typed stays."""
        self._correcting = change
        self.setWindowTitle(_title(change, None))
        self.day_edit.show_day(change.day)
        self.main_item_box.choose(change.main_item)
        self.settling_box.choose(change.settling_days)
        self.window_box.choose(change.window_days)
        self.note_edit.setText(self.note_edit.text() or change.note)
        if self.amounts_edit.is_empty and not self.stop_check.isChecked():
            self.stop_check.setChecked(change.is_stop)
            if not change.is_stop:
                self.amounts_edit.show_amounts(change.amounts)
            self._show_every(self.every_edit.show_every(change.every_days))

    def _show_every(self, shown: bool) -> None:  # noqa: FBT001 - reads as a sentence
        if shown:
            self._every_field.setVisible(True)
            self.every_button.setVisible(False)
        elif not self.every_edit.text():
            self._every_field.setVisible(False)

    # Slots

    @Slot(QDate)
    def _on_day_changed(self, _day: QDate) -> None:
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        """Say again what the form means as it stands."""
        case, before, typed = self._case, self._before(), self._typed()
        unit, formatter = case.medicine.unit, case.formatter
        stopping = self.stop_check.isChecked()
        self.amounts_edit.setEnabled(not stopping)
        self.every_edit.setEnabled(not stopping)
        self.amounts_edit.show_beside(self._beside(before))
        self.total_label.setText(
            typed_total_words(before, typed, unit, formatter, is_now=self._is_now(before))
            if typed
            else ""
        )
        self.total_label.setVisible(typed is not None)
        lowered = typed is not None and (lowers(before, typed) or lowers(self._correcting, typed))
        self.advice.say(lowering_advice(case.medicine.name) if lowered else "")
        self.save_button.setAccessibleDescription(self.advice.text)
        same_day = case.written_on(self.day_edit.day, besides=self._correcting)
        if same_day:
            self.same_day_label.setText(
                tr("For {day} you already wrote {dose}.").format(
                    day=day_words(same_day.day, case.today, formatter),
                    dose=dose_words(same_day, unit, formatter),
                )
            )
        self.correct_button.setVisible(self._step is None)
        self._same_day.setVisible(same_day is not None)

    def _beside(self, before: DoseChange | None) -> tuple[str, ...]:
        if before is None:
            return ()
        words = tr("now {amount}") if self._is_now(before) else tr("until then {amount}")
        number = self._case.formatter.number
        return tuple(words.format(amount=number(part)) for part in before.amounts.parts)

    def _is_now(self, before: DoseChange | None) -> bool:
        return before == self._case.in_force(self._case.today)

    @Slot()
    def _on_every_clicked(self) -> None:
        self._show_every(True)
        self.every_edit.setFocus()

    @Slot()
    def _on_correct_clicked(self) -> None:
        same_day = self._case.written_on(self.day_edit.day)
        if same_day:
            self._day_field.show_problem("")
            self._correct(same_day)
            self._on_edited()
            self.amounts_edit.take_focus()


def _title(correcting: DoseChange | None, step: PlanStep | None) -> str:
    if step is not None:
        return tr("Confirm a step of the plan")
    return tr("Change dose") if correcting is None else tr("Correct a dose")
