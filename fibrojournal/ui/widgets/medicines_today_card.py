"""The card of the day's medicines: what the journal says is taken, and whether it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.dose_words import amount_words, schedule_words
from fibrojournal.domain.medicines import Intake, dose_on
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.icons import icon
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_row import ChoiceRow
from fibrojournal.ui.widgets.focus_ring import RING
from fibrojournal.ui.widgets.supply_line import SupplyLine
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fibrojournal.domain.entries import MedicinesTaken
    from fibrojournal.domain.medicines import DoseChange, Medicine, Unit
    from fibrojournal.i18n import Formatter


def doses_in_words(
    medicines: Iterable[Medicine],
    changes: Sequence[DoseChange],
    day: date,
    formatter: Formatter,
) -> str:
    """Return what is taken on `day`, such as "gabapentin 300-0-300-600 mg"; "" = nothing.

    Args:
        medicines: In the order in which they are named.
        changes: Dose changes of all of them.
        day: The day asked for.
        formatter: Writes amounts.
    """
    words = []
    for medicine in medicines:
        if medicine.as_needed:
            continue
        dose = dose_on((c for c in changes if c.medicine == medicine.name), day)
        if dose is not None and not dose.is_stop:
            taken = schedule_words(dose, medicine.unit, formatter)
            words.append(tr("{medicine} {dose}").format(medicine=medicine.name, dose=taken))
    return listed(words)


def intake_in_words(intake: Intake, unit: Unit, formatter: Formatter) -> str:
    """Return one intake, such as "paracetamol 1,000 mg at 14:10"."""
    words = intake.medicine
    if intake.amount is not None:
        amount = amount_words(intake.amount, unit, formatter)
        words = tr("{medicine} {dose}").format(medicine=words, dose=amount)
    if intake.time is None:
        return words
    return tr("{intake} at {time}").format(intake=words, time=formatter.clock(intake.time))


class IntakeLine(QWidget):
    """One intake in words, with the button that removes it."""

    intake_removed = Signal(Intake)

    def __init__(self, intake: Intake, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.intake = intake
        self.label = text_label(words)
        self.label.setWordWrap(True)
        self.remove_button = _LineButton()
        self.remove_button.setAccessibleName(tr("Remove {intake}").format(intake=words))
        self.remove_button.setToolTip(tr("Remove; it can be brought back within 30 days"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.label, 1)
        row.addWidget(self.remove_button)
        self.remove_button.clicked.connect(self._on_remove_clicked)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.intake_removed.emit(self.intake)


class _LineButton(QPushButton):
    """A cross without a frame."""

    def __init__(self) -> None:
        super().__init__(icon("clear", colour("quiet")), "")
        self.setProperty("bare", True)
        self.setAutoDefault(False)
        self.setIconSize(QSize(px(20), px(20)))

    def sizeHint(self) -> QSize:
        """Return a size that is easy to hit."""
        return QSize(px(44), px(44))


class MedicinesTodayCard(Card):
    """Shows the doses in force, asks whether they were taken, lists as-needed intakes.

    Args:
        formatter: Writes amounts and times.
        parent: The page.
    """

    taken_chosen = Signal(object)
    as_needed_clicked = Signal()
    intake_removed = Signal(Intake)

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Medicines today"), parent)
        self._formatter = formatter
        self.doses_label = text_label("", "caption")
        self.doses_label.setWordWrap(True)
        choices: tuple[tuple[MedicinesTaken, str], ...] = (
            ("as_planned", tr("As planned")),
            ("different", tr("Different")),
        )
        self.taken_row = ChoiceRow(tr("Medicines taken"), choices)
        self.as_needed_button = QPushButton(tr("Add as-needed"))
        self.as_needed_button.setProperty("link", True)
        self.as_needed_button.setAutoDefault(False)
        self.as_needed_button.setAccessibleName(tr("Add as-needed medicine"))
        self.unsaved_line = UnsavedLine(tr("medicines"))
        self._intake_rows = QVBoxLayout()
        self._intake_rows.setSpacing(0)
        self._intakes: tuple[IntakeLine, ...] = ()

        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.taken_row)
        row.addWidget(self.as_needed_button)
        row.addStretch(1)
        # The strip keeps room for its focus ring; all else moves in by as much, to line up.
        self.rows.setContentsMargins(px(23) - RING, px(15), px(23), px(15))
        self.rows.setSpacing(px(6))
        self.head.setContentsMargins(RING, 0, 0, 0)
        self.doses_label.setContentsMargins(RING, 0, 0, 0)
        self._intake_rows.setContentsMargins(RING, 0, 0, 0)
        self.unsaved_line.setContentsMargins(RING, 0, 0, 0)
        self.supply_line = SupplyLine()
        self.supply_line.setContentsMargins(RING, 0, 0, 0)
        self.rows.addWidget(self.doses_label)
        self.rows.addWidget(self.supply_line)
        self.rows.addLayout(row)
        self.rows.addLayout(self._intake_rows)
        self.rows.addWidget(self.unsaved_line)
        self.rows.addStretch(1)
        self.taken_row.value_chosen.connect(self.taken_chosen)
        self.as_needed_button.clicked.connect(self.as_needed_clicked)

    @property
    def intake_lines(self) -> tuple[IntakeLine, ...]:
        """The intakes listed, in order of their time."""
        return self._intakes

    def show_title(self, title: str) -> None:
        """Show the card's title."""
        self.title_label.setText(title)
        self.setAccessibleName(title)

    def show_taken(self, taken: MedicinesTaken | None) -> None:
        """Show what is stored; None = not said."""
        self.taken_row.show_value(taken)

    def show_doses(
        self, medicines: Sequence[Medicine], changes: Sequence[DoseChange], day: date
    ) -> None:
        """Show the doses in force on `day`."""
        words = doses_in_words(medicines, changes, day, self._formatter)
        if not words:
            words = (
                tr("No dose on this day.") if medicines else tr("No medicines written down yet.")
            )
        self.doses_label.setText(words)
        self.as_needed_button.setVisible(any(medicine.as_needed for medicine in medicines))

    def show_intakes(self, intakes: Sequence[Intake], medicines: Sequence[Medicine]) -> None:
        """List the intakes of the day."""
        if tuple(line.intake for line in self._intakes) == tuple(intakes):
            return
        for line in self._intakes:
            self._intake_rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        units: dict[str, Unit] = {medicine.name: medicine.unit for medicine in medicines}
        self._intakes = tuple(
            IntakeLine(
                intake,
                intake_in_words(intake, units.get(intake.medicine, "other"), self._formatter),
                self,
            )
            for intake in intakes
        )
        before: QWidget = self.as_needed_button
        for line in self._intakes:
            line.intake_removed.connect(self.intake_removed)
            self._intake_rows.addWidget(line)
            QWidget.setTabOrder(before, line.remove_button)
            before = line.remove_button
