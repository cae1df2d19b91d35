"""One medicine on a card: what is taken now, what changed when, what the plan says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.domain.dose_words import (
    current_dose_parts,
    day_words,
    intake_days,
    plan_step_words,
    staircase_words,
    time_names,
)
from fibrojournal.domain.medicines import PlanStep, dose_on
from fibrojournal.domain.supply import supply_days_left, supply_words
from fibrojournal.i18n import listed, tr, trn
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.card import Card, hairline
from fibrojournal.ui.widgets.figure_picture import FigurePicture
from fibrojournal.ui.widgets.rich_line import RichLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fibrojournal.charts.sheet import Picture
    from fibrojournal.domain.medicines import DoseChange, Intake, Medicine
    from fibrojournal.i18n import Formatter
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.widgets.rich_line import PartStyle

PICTURE_WIDTH = 380
PICTURE_HEIGHT = 118


@dataclass(frozen=True, slots=True)
class MedicineFacts:
    """What is written about one medicine.

    Attributes:
        medicine: The medicine.
        changes: Its dose changes, by day.
        plan: The steps that are not confirmed yet, by day.
        intakes: Its intakes, oldest first.
        today: The day that is called "now".
    """

    medicine: Medicine
    changes: tuple[DoseChange, ...]
    plan: tuple[PlanStep, ...]
    intakes: tuple[Intake, ...]
    today: date


class MedicineCard(Card):
    """Shows the facts of one medicine; every button says by signal what is asked for.

    The signals carry the medicine's name, `confirmation_asked` the step of the plan.

    Args:
        look: Formatter and colours.
        parent: The page.
    """

    history_asked = Signal(str)
    dose_change_asked = Signal(str)
    intake_asked = Signal(str)
    edit_asked = Signal(str)
    plan_asked = Signal(str)
    supply_asked = Signal(str)
    stop_asked = Signal(str)
    removal_asked = Signal(str)
    erasing_asked = Signal(str)
    confirmation_asked = Signal(PlanStep)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # The card is as high as its wrapped lines need, which Card's own policy caps.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._look = look
        self._name = ""
        self.name_line = RichLine()
        self.history_button = QPushButton(tr("History"))
        self.change_button = QPushButton(tr("Change dose"))
        self.intake_button = QPushButton(tr("Note an intake"))
        self.more_button = QPushButton(tr("More"))
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for button in (
            self.history_button,
            self.change_button,
            self.intake_button,
            self.more_button,
        ):
            row.addWidget(button)
        self._fill_menu()
        self.dose_line = RichLine()
        self.boxes = _AmountBoxes()
        self.picture = FigurePicture(PICTURE_WIDTH, PICTURE_HEIGHT)
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(14))
        lines.addWidget(self.dose_line)
        lines.addWidget(self.boxes)
        lines.addStretch(1)
        self.rows.addWidget(BendingRow(self.name_line, buttons, least=200))
        self.rows.addWidget(BendingRow(left, self.picture, least=376, middle=False))
        self._plan = _PlanRows(look.formatter)
        self._plan.confirmation_asked.connect(self.confirmation_asked)
        self.rows.addWidget(self._plan)
        self.supply_line = RichLine()
        self.supply_button = QPushButton(tr("Update supply"))
        self.supply_button.setProperty("link", True)
        self.supply_button.clicked.connect(self._on_supply_chosen)
        self._supply = BendingRow(self.supply_line, self.supply_button, least=320)
        self.rows.addWidget(self._supply)
        self.history_button.clicked.connect(self._on_history_clicked)
        self.change_button.clicked.connect(self._on_change_clicked)
        self.intake_button.clicked.connect(self._on_intake_clicked)

    def show_facts(self, facts: MedicineFacts) -> None:
        """Show what is written about the medicine."""
        medicine = facts.medicine
        self._name = medicine.name
        self.setAccessibleName(medicine.name)
        self.name_line.show_parts(_name_parts(medicine))
        for button, words in (
            (self.history_button, tr("History of {medicine}")),
            (self.change_button, tr("Change dose of {medicine}")),
            (self.intake_button, tr("Note an intake of {medicine}")),
            (self.more_button, tr("More about {medicine}")),
            (self.supply_button, tr("Update supply of {medicine}")),
        ):
            button.setAccessibleName(words.format(medicine=medicine.name))
        self.change_button.setHidden(medicine.as_needed)
        self.intake_button.setHidden(not medicine.as_needed)
        self.plan_action.setVisible(not medicine.as_needed)
        self.supply_action.setVisible(not medicine.as_needed)
        self._show_supply(facts)
        self.stop_action.setVisible(not medicine.as_needed and bool(facts.changes))
        if medicine.as_needed:
            self._show_intakes(facts)
        else:
            self._show_dose(facts)

    def _show_supply(self, facts: MedicineFacts) -> None:
        medicine = facts.medicine
        days = supply_days_left(medicine, facts.changes, facts.today)
        counted_on = medicine.supply_counted_on
        self._supply.setHidden(days is None)
        if days is None or counted_on is None:
            return
        day = day_words(counted_on, facts.today, self._look.formatter)
        words = tr("{left}, counted from what you typed on {day}").format(
            left=supply_words(days), day=day
        )
        self.supply_line.show_parts(((tr("Supply"), "strong"), ("   ", "body"), (words, "body")))

    def _show_intakes(self, facts: MedicineFacts) -> None:
        self.dose_line.show_parts(_intake_parts(facts.intakes, facts.today, self._look.formatter))
        for widget in (self.boxes, self.picture, self._plan):
            widget.hide()

    def _show_dose(self, facts: MedicineFacts) -> None:
        medicine, formatter = facts.medicine, self._look.formatter
        taken, rest = current_dose_parts(facts.changes, medicine.unit, facts.today, formatter)
        self.dose_line.show_parts(
            ((taken, "strong"), (" " if taken else "", "body"), (rest, "body"))
        )
        dose = dose_on(facts.changes, facts.today)
        self.stop_action.setText(
            tr("Start again…") if dose is not None and dose.is_stop else tr("Stop…")
        )
        self.boxes.show_dose(dose, formatter)
        self._plan.show_steps(facts)
        drawn = len(facts.changes) > 1 or bool(facts.changes and facts.plan)
        self.picture.setVisible(drawn)
        if drawn:
            self.picture.show_chart(
                partial(_staircase, facts, self._look),
                name=tr("Doses of {medicine}").format(medicine=medicine.name),
                description=staircase_words(medicine, facts.changes, facts.today, formatter),
            )

    def _fill_menu(self) -> None:
        menu = QMenu(self.more_button)
        self.edit_action = QAction(tr("Edit…"), menu)
        self.plan_action = QAction(tr("Plan…"), menu)
        self.supply_action = QAction(tr("Supply…"), menu)
        self.supply_action.triggered.connect(self._on_supply_chosen)
        self.stop_action = QAction(tr("Stop…"), menu)
        self.remove_action = QAction(tr("Remove…"), menu)
        self.erase_action = QAction(tr("Erase for good…"), menu)
        self.edit_action.triggered.connect(self._on_edit_chosen)
        self.plan_action.triggered.connect(self._on_plan_chosen)
        self.stop_action.triggered.connect(self._on_stop_chosen)
        self.remove_action.triggered.connect(self._on_remove_chosen)
        self.erase_action.triggered.connect(self._on_erase_chosen)
        menu.addActions([self.edit_action, self.plan_action, self.supply_action, self.stop_action])
        menu.addSeparator()
        menu.addActions([self.remove_action, self.erase_action])
        self.more_button.setMenu(menu)

    @Slot()
    def _on_history_clicked(self) -> None:
        self.history_asked.emit(self._name)

    @Slot()
    def _on_change_clicked(self) -> None:
        self.dose_change_asked.emit(self._name)

    @Slot()
    def _on_intake_clicked(self) -> None:
        self.intake_asked.emit(self._name)

    @Slot()
    def _on_edit_chosen(self) -> None:
        self.edit_asked.emit(self._name)

    @Slot()
    def _on_plan_chosen(self) -> None:
        self.plan_asked.emit(self._name)

    @Slot()
    def _on_supply_chosen(self) -> None:
        self.supply_asked.emit(self._name)

    @Slot()
    def _on_stop_chosen(self) -> None:
        self.stop_asked.emit(self._name)

    @Slot()
    def _on_remove_chosen(self) -> None:
        self.removal_asked.emit(self._name)

    @Slot()
    def _on_erase_chosen(self) -> None:
        self.erasing_asked.emit(self._name)


class _AmountBoxes(QWidget):
    """How much at the four times of a day, a box each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.number_labels = tuple(text_label("", "section") for _ in range(4))
        for name, number in zip(time_names(), self.number_labels, strict=True):
            box = QFrame()
            box.setObjectName("card")
            time_label = text_label(name, "caption")
            box.setMaximumWidth(max(px(88), time_label.sizeHint().width() + px(18)))
            lines = QVBoxLayout(box)
            lines.setContentsMargins(px(8), px(7), px(8), px(7))
            lines.setSpacing(px(4))
            for label in (time_label, number):
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                lines.addWidget(label)
            row.addWidget(box, 1)
        row.addStretch(0)

    def show_dose(self, dose: DoseChange | None, formatter: Formatter) -> None:
        """Show the amounts; one amount a day, or none, needs no boxes."""
        parts = dose.amounts.parts if dose is not None and dose.every_days == 1 else ()
        self.setVisible(sum(1 for part in parts if part) > 1)
        for part, name, label in zip(parts, time_names(), self.number_labels, strict=False):
            label.setText(formatter.number(part))
            label.setAccessibleName(tr("{name}: {number}").format(name=name, number=label.text()))
            quiet = colour("quiet").name()
            label.setStyleSheet("" if part else f"color: {quiet}; font-weight: 400;")


class _PlanRows(QWidget):
    """The steps of the prescriber's plan that are not confirmed yet."""

    confirmation_asked = Signal(PlanStep)

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatter = formatter
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, px(4), 0, 0)
        self._rows.setSpacing(px(8))
        self._rows.addWidget(hairline())
        self._shown: list[_PlanRow] = []

    def show_steps(self, facts: MedicineFacts) -> None:
        """Show one row a step."""
        for row in self._shown:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown = [_PlanRow(step, facts, self._formatter) for step in facts.plan]
        for row in self._shown:
            row.confirmation_asked.connect(self.confirmation_asked)
            self._rows.addWidget(row)
        self.setVisible(bool(self._shown))


class _PlanRow(QWidget):
    """One step: when and what, the prescriber's words, when it was typed in."""

    confirmation_asked = Signal(PlanStep)

    def __init__(self, step: PlanStep, facts: MedicineFacts, formatter: Formatter) -> None:
        super().__init__()
        self._step = step
        medicine, today = facts.medicine, facts.today
        line = RichLine()
        words = plan_step_words(step, medicine.unit, today, formatter)
        line.show_parts(((tr("Plan"), "strong"), ("   ", "body"), (words, "body")))
        end = QWidget()
        columns = QHBoxLayout(end)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(12))
        if step.typed_on is not None:
            typed = tr("typed in on {day}").format(day=day_words(step.typed_on, today, formatter))
            columns.addWidget(text_label(typed, "quiet"))
        if step.day <= today:
            button = QPushButton(tr("Confirm…"))
            button.setAccessibleName(tr("Confirm: {step}").format(step=words))
            button.clicked.connect(self._on_confirm_clicked)
            columns.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(BendingRow(line, end, least=320))

    @Slot()
    def _on_confirm_clicked(self) -> None:
        self.confirmation_asked.emit(self._step)


def _name_parts(medicine: Medicine) -> Iterator[tuple[str, PartStyle]]:
    yield medicine.name, "section"
    product = listed(
        filter(None, (medicine.product, tr("as needed") if medicine.as_needed else ""))
    )
    if product:
        yield f"   {product}", "quiet"


def _intake_parts(
    intakes: tuple[Intake, ...], today: date, formatter: Formatter
) -> Iterator[tuple[str, PartStyle]]:
    months = intake_days(intakes, today)
    if not months:
        yield tr("No intake noted yet."), "quiet"
        return
    yield tr("taken on"), "quiet"
    for month, days in months:
        name = formatter.whole_month(month)
        so_far = (month.year, month.month) == (today.year, today.month)
        yield f"   {tr('{month} so far').format(month=name) if so_far else name} ", "quiet"
        yield trn("{n} day", "{n} days", days), "strong"


def _staircase(
    facts: MedicineFacts, look: Look, width: float, height: float, scale: float
) -> Picture:
    # Imported here because the page stands on the screen before its first chart is drawn.
    from fibrojournal.charts.dose_staircase_chart import (  # noqa: PLC0415 - see above
        DoseHistory,
        dose_staircase,
    )
    from fibrojournal.charts.sheet import ChartSize  # noqa: PLC0415 - see above

    history = DoseHistory(facts.changes, facts.plan, facts.today)
    size = ChartSize(width, height, scale)
    return dose_staircase(history, size, look.palette, look.formatter).image()
