"""Takes down the prescriber's plan, step by step, as it was written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.dose_words import typed_total_words, unit_words
from fibrojournal.domain.medicines import PlanStep, lowering_advice
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.advice import Advice
from fibrojournal.ui.widgets.amounts_edit import AmountsEdit
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.every_edit import EveryEdit
from fibrojournal.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fibrojournal.domain.medicines import DoseChange
    from fibrojournal.ui.dialogs.dose_case import DoseCase


class PlanDialog(FormDialog):
    """Collects the steps that the prescriber wrote; it fills in and works out nothing.

    `plan_entered` carries the medicine's name and its steps as a tuple, by day.

    Args:
        case: The medicine and what is written about its doses.
        steps: The steps that are not confirmed yet.
        parent: The page.
    """

    plan_entered = Signal(str, tuple)

    def __init__(
        self, case: DoseCase, steps: Sequence[PlanStep], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("The prescriber's plan"), width=680, parent=parent)
        self._case = case
        self._sheets: list[PlanStepSheet] = []
        name = text_label(case.medicine.name, "section")
        name.setWordWrap(True)
        self.form.addWidget(name)
        purpose = text_label(
            tr(
                "Write each step as your prescriber wrote it. Nothing changes by itself: when its "
                "day has come, you confirm the step or leave it."
            ),
            "quiet",
        )
        purpose.setWordWrap(True)
        self.form.addWidget(purpose)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(16))
        self.form.addLayout(self._rows)
        self.add_button = QPushButton(tr("A&dd a step"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._on_add_clicked)
        self.form.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.advice = Advice()
        self.notices.addWidget(self.advice)
        self.form.addStretch(1)
        for step in sorted(steps, key=lambda step: step.day):
            self._add_sheet(step)
        if not steps:
            self._add_sheet(None)

    @property
    def sheets(self) -> tuple[PlanStepSheet, ...]:
        """The steps as they stand in the form, from top to bottom."""
        return tuple(self._sheets)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what is missing in each step, and days on which two steps begin."""
        days: set[date] = set()
        for sheet in self._sheets:
            if sheet.is_untouched:
                continue
            if sheet.day_edit.day in days:
                yield sheet.day_field, tr("Another step begins on this day.")
            days.add(sheet.day_edit.day)
            yield from sheet.problems()

    def hand_over(self) -> None:
        """Emit the steps; a step into which nothing was written is none."""
        steps = (sheet.step() for sheet in self._sheets if not sheet.is_untouched)
        written = sorted((step for step in steps if step), key=lambda step: step.day)
        self.plan_entered.emit(self._case.medicine.name, tuple(written))

    def _add_sheet(self, step: PlanStep | None) -> PlanStepSheet:
        sheet = PlanStepSheet(self._case, step)
        sheet.edited.connect(self._on_edited)
        sheet.removed.connect(self._on_sheet_removed)
        self._sheets.append(sheet)
        self._rows.addWidget(sheet)
        for field in sheet.fields:
            self.watch(field)
        self._on_edited()
        return sheet

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add_sheet(None).day_edit.setFocus()

    @Slot()
    def _on_sheet_removed(self) -> None:
        sheet = self.sender()
        if not isinstance(sheet, PlanStepSheet):
            return
        self._sheets.remove(sheet)
        for field in sheet.fields:
            self.unwatch(field)
        self.add_button.setFocus()
        sheet.hide()
        sheet.deleteLater()
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        """Say the totals again, and the fixed sentence where any step is less than before."""
        lowered = False
        for sheet in self._sheets:
            before, step = self._before(sheet), sheet.step()
            sheet.say_total(before)
            lowered = lowered or bool(step and before and step.per_day < before.per_day)
        self.advice.say(lowering_advice(self._case.medicine.name) if lowered else "")
        self.save_button.setAccessibleDescription(self.advice.text)

    def _before(self, sheet: PlanStepSheet) -> DoseChange | PlanStep | None:
        """The step before this one, or the dose in force until it."""
        day = sheet.day_edit.day
        steps = (other.step() for other in self._sheets if other is not sheet)
        earlier = [step for step in steps if step and step.day < day]
        if earlier:
            return max(earlier, key=lambda step: step.day)
        return self._case.in_force(day)


class PlanStepSheet(QFrame):
    """The fields of one step.

    Args:
        case: The medicine and what is written about its doses.
        step: The step as it was typed before; None = a new, empty one.
        parent: The form.
    """

    edited = Signal()
    removed = Signal()

    def __init__(
        self, case: DoseCase, step: PlanStep | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._case = case
        self._step = step
        medicine = case.medicine
        self.day_edit = DayEdit(step.day if step else case.today)
        self.amounts_edit = AmountsEdit(tr("Amount of this step"))
        self.every_edit = EveryEdit()
        self.words_edit = QLineEdit()
        self.total_label = text_label("", "caption")
        self.total_label.setWordWrap(True)
        self.remove_button = QPushButton(tr("Remove step"))
        self.remove_button.setProperty("link", True)
        self.remove_button.setAutoDefault(False)

        label = (tr("Amounts") if medicine.unit == "other" else tr("Amounts in {unit}")).format(
            unit=unit_words(medicine.unit, Decimal(2))
        )
        self.day_field = Field(tr("From which day"), self.day_edit)
        self.amounts_field = Field(label, self.amounts_edit, first_edit=self.amounts_edit.edits[0])
        self.every_field = Field(
            tr("Every how many days"), self.every_edit, tr("Left empty: every day.")
        )
        self.words_field = Field(tr("The prescriber's words"), self.words_edit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(16), px(12), px(16), px(12))
        rows.setSpacing(px(12))
        for widget in (self.day_field, self.amounts_field, self.total_label, self.every_field):
            rows.addWidget(widget)
        rows.addWidget(self.words_field)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        rows.addLayout(foot)
        self.total_label.hide()
        self.every_field.setVisible(
            medicine.unit == "patch" or (step is not None and step.every_days > 1)
        )
        if step is not None:
            self._show(step)
        self.day_edit.dateChanged.connect(self._on_day_changed)
        self.amounts_edit.edited.connect(self.edited)
        self.every_edit.textChanged.connect(self._on_text_changed)
        self.words_edit.textChanged.connect(self._on_text_changed)
        self.remove_button.clicked.connect(self.removed)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, from top to bottom."""
        return (self.day_field, self.amounts_field, self.every_field, self.words_field)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was written into a new step: it is none."""
        return (
            self._step is None
            and self.amounts_edit.is_empty
            and not self.words_edit.text().strip()
        )

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what is missing or cannot be read."""
        if self.amounts_edit.problem:
            yield self.amounts_field, self.amounts_edit.problem
        elif self.amounts_edit.is_empty:
            yield self.amounts_field, tr("Write at least one amount; 0 where the plan says stop.")
        if self.every_edit.problem:
            yield self.every_field, self.every_edit.problem

    def step(self) -> PlanStep | None:
        """Return the step as it stands in the form; None = not whole yet."""
        amounts = self.amounts_edit.amounts
        if amounts is None:
            return None
        return PlanStep(
            medicine=self._case.medicine.name,
            day=self.day_edit.day,
            amounts=amounts,
            every_days=self.every_edit.every_days if amounts.total else 1,
            words=self.words_edit.text().strip(),
            typed_on=self._step.typed_on if self._step else self._case.today,
            id=self._step.id if self._step else None,
        )

    def say_total(self, before: DoseChange | PlanStep | None) -> None:
        """Write the total beneath the amounts while they are typed."""
        step = self.step()
        if step is not None:
            self.total_label.setText(
                typed_total_words(before, step, self._case.medicine.unit, self._case.formatter)
            )
        self.total_label.setVisible(step is not None)

    def _show(self, step: PlanStep) -> None:
        self.amounts_edit.show_amounts(step.amounts)
        self.every_edit.show_every(step.every_days)
        self.words_edit.setText(step.words)

    @Slot(QDate)
    def _on_day_changed(self, _day: QDate) -> None:
        self.edited.emit()

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self.edited.emit()
