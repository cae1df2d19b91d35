"""What is taken now, what changed when, and what the prescriber wrote down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.domain.dose_words import revision_words
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.dose_case import DoseCase
from fibrojournal.ui.dialogs.dose_change_dialog import DoseChangeDialog
from fibrojournal.ui.dialogs.dose_history_dialog import DoseHistoryDialog
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog
from fibrojournal.ui.dialogs.intake_history_dialog import IntakeHistoryDialog
from fibrojournal.ui.dialogs.medicine_dialog import MedicineDialog
from fibrojournal.ui.dialogs.plan_dialog import PlanDialog
from fibrojournal.ui.dialogs.supply_dialog import SupplyDialog
from fibrojournal.ui.icons import icon
from fibrojournal.ui.messages import ask
from fibrojournal.ui.pages.page import Page
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.medicine_card import MedicineCard, MedicineFacts
from fibrojournal.ui.widgets.regimen_card import Regimen, RegimenCard
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.formatter import Look

_LAST_DAYS: Final = 28
"""Days over which it is counted whether the medicines were taken as planned."""


class MedicinesPage(Page):
    """A card per medicine; doses are dated rows, and nothing here suggests one."""

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Medicines"),
            purpose=tr(
                "What you take now, what changed when, and what your prescriber wrote down."
            ),
            parent=parent,
        )
        self._removing = ""
        self._facts: dict[str, MedicineFacts] = {}
        self._cards: dict[str, MedicineCard] = {}
        self.add_button = QPushButton(tr("Add medicine"))
        self.add_button.setIcon(icon("add", colour("ink")))
        self.add_button.setIconSize(QSize(px(16), px(16)))
        self.add_button.clicked.connect(self._on_add_clicked)
        self.body.setSpacing(px(16))
        self.header.begin_far_end()
        self.header.add_widget(self.add_button)
        self.empty_card = Card()
        self.first_button = QPushButton(tr("Add medicine"))
        self._fill_empty_card()
        self.regimen_card = RegimenCard(look.formatter)
        self.taken_label = wrapped_label("", "quiet")
        self.regimen_card.rows.addWidget(self.taken_label)
        self.body.addWidget(self.regimen_card)
        self.refresh(Changes.everything())

    def card(self, name: str) -> MedicineCard:
        """Return the card of a medicine."""
        return self._cards[name]

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read the medicines again if anything about them has altered."""
        if changes.entries:
            self._show_taken()
        if not (changes.medicines or changes.intakes):
            return
        self._facts = {facts.medicine.name: facts for facts in self._read()}
        for name in self._cards.keys() - self._facts.keys():
            card = self._cards.pop(name)
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (name, facts) in enumerate(self._facts.items(), start=1):
            card = self._cards.get(name) or self._new_card(name)
            card.show_facts(facts)
            self.body.insertWidget(place, card)
        self.empty_card.setHidden(bool(self._facts))
        self.add_button.setHidden(not self._facts)
        self._show_regimen()
        self._refresh_histories()

    def _fill_empty_card(self) -> None:
        self.empty_card.setAccessibleName(tr("No medicines yet"))
        sentence = text_label(
            tr("No medicines yet. Add one to write down which dose you take from which day."),
            "body",
        )
        sentence.setWordWrap(True)
        self.first_button.setProperty("primary", True)
        self.first_button.clicked.connect(self._on_add_clicked)
        self.empty_card.rows.addWidget(sentence)
        self.empty_card.rows.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.empty_card)

    def _new_card(self, name: str) -> MedicineCard:
        card = MedicineCard(self._look)
        card.history_asked.connect(self._on_history_asked)
        card.dose_change_asked.connect(self._on_dose_change_asked)
        card.intake_asked.connect(self._on_intake_asked)
        card.edit_asked.connect(self._on_edit_asked)
        card.plan_asked.connect(self._on_plan_asked)
        card.supply_asked.connect(self._on_supply_asked)
        card.stop_asked.connect(self._on_stop_asked)
        card.removal_asked.connect(self._on_removal_asked)
        card.erasing_asked.connect(self._on_erasing_asked)
        card.confirmation_asked.connect(self._on_confirmation_asked)
        self._cards[name] = card
        return card

    # Reading

    def _read(self) -> list[MedicineFacts]:
        journal = self._journal
        changes, plan, intakes = journal.dose_changes(), journal.plan(), journal.intakes()
        return [
            MedicineFacts(
                medicine,
                changes=tuple(c for c in changes if c.medicine == medicine.name),
                plan=tuple(s for s in plan if s.medicine == medicine.name and not s.confirmed),
                intakes=tuple(i for i in intakes if i.medicine == medicine.name),
                today=journal.today(),
            )
            for medicine in journal.medicines()
        ]

    def _show_regimen(self) -> None:
        """Let two days be compared once there is something to compare."""
        journal = self._journal
        self.regimen_card.setHidden(not self._facts)
        self.regimen_card.show_regimen(
            Regimen(
                journal.medicines(), journal.dose_changes(), journal.intakes(), journal.today()
            )
        )

    def _show_taken(self) -> None:
        """Say on how many of the last days the plan was kept to, as the days themselves say."""
        first = self._journal.today() - timedelta(days=_LAST_DAYS - 1)
        taken = self._journal.medicines_taken()
        said = [words for day, words in taken.items() if day >= first]
        different, planned = said.count("different"), said.count("as_planned")
        say_in(
            self.taken_label,
            tr(
                "In the last {days} days you wrote “different” on {different} and “as planned” on "
                "{planned}."
            ).format(days=_LAST_DAYS, different=different, planned=planned)
            if said
            else "",
        )

    def _case(self, name: str) -> DoseCase:
        facts = self._facts[name]
        return DoseCase(
            facts.medicine,
            facts.changes,
            tuple(item for item in self._journal.items() if not item.hidden),
            self._journal.today(),
            self._look.formatter,
        )

    def _earlier(self, name: str) -> list[str]:
        zone, today = self._journal.now().tzinfo, self._journal.today()
        return [
            revision_words(
                revision.at.astimezone(zone).date(),
                revision.before,
                revision.after,
                self._facts[name].medicine,
                today=today,
                formatter=self._look.formatter,
            )
            for revision in self._journal.dose_history(name)
        ]

    def _refresh_histories(self) -> None:
        """Show in an open history what was saved from within it."""
        for history in self.findChildren(DoseHistoryDialog):
            if history.medicine in self._facts:
                history.show_history(self._case(history.medicine), self._earlier(history.medicine))
        for intakes in self.findChildren(IntakeHistoryDialog):
            if intakes.medicine in self._facts:
                intakes.show_intakes(self._facts[intakes.medicine].intakes)

    def _save(self, use_case: Callable[..., Changes], *arguments: object) -> None:
        """Write; what could not be saved stays in its form."""
        if not self.write(use_case, *arguments):
            for form in self.findChildren(FormDialog):
                form.stay_open()

    # What is asked for

    def add_medicine(self) -> None:
        """Ask for a new medicine, as the button does."""
        self._on_add_clicked()

    @Slot()
    def _on_add_clicked(self) -> None:
        dialog = MedicineDialog(tuple(self._facts), today=self._journal.today(), parent=self)
        dialog.medicine_entered.connect(self._on_medicine_entered)
        dialog.open()

    @Slot(str)
    def _on_edit_asked(self, name: str) -> None:
        facts = self._facts[name]
        dialog = MedicineDialog(
            tuple(self._facts.keys() - {name}),
            today=self._journal.today(),
            medicine=facts.medicine,
            has_amounts=bool(facts.changes or facts.plan or facts.intakes),
            parent=self,
        )
        dialog.medicine_edited.connect(self._on_medicine_edited)
        dialog.open()

    @Slot(str)
    def _on_history_asked(self, name: str) -> None:
        facts = self._facts[name]
        if not facts.medicine.as_needed:
            history = DoseHistoryDialog(self._case(name), self._earlier(name), self)
            history.dose_entered.connect(self._on_dose_entered)
            history.dose_corrected.connect(self._on_dose_corrected)
            history.dose_removed.connect(self._on_dose_removed)
            history.open()
            return
        intakes = IntakeHistoryDialog(
            facts.medicine,
            facts.intakes,
            today=self._journal.today(),
            formatter=self._look.formatter,
            parent=self,
        )
        intakes.intake_entered.connect(self._on_intake_entered)
        intakes.intake_removed.connect(self._on_intake_removed)
        intakes.open()

    @Slot(str)
    def _on_dose_change_asked(self, name: str) -> None:
        self._open_dose(DoseChangeDialog(self._case(name), parent=self))

    @Slot(str)
    def _on_stop_asked(self, name: str) -> None:
        in_force = self._case(name).in_force(self._journal.today())
        stopping = in_force is not None and not in_force.is_stop
        self._open_dose(DoseChangeDialog(self._case(name), stopping=stopping, parent=self))

    @Slot(PlanStep)
    def _on_confirmation_asked(self, step: PlanStep) -> None:
        self._open_dose(DoseChangeDialog(self._case(step.medicine), step=step, parent=self))

    def _open_dose(self, dialog: DoseChangeDialog) -> None:
        dialog.dose_entered.connect(self._on_dose_entered)
        dialog.dose_corrected.connect(self._on_dose_corrected)
        dialog.plan_step_confirmed.connect(self._on_plan_step_confirmed)
        dialog.open()

    @Slot(str)
    def _on_plan_asked(self, name: str) -> None:
        dialog = PlanDialog(self._case(name), self._facts[name].plan, self)
        dialog.plan_entered.connect(self._on_plan_entered)
        dialog.open()

    @Slot(str)
    def _on_supply_asked(self, name: str) -> None:
        medicine = self._facts[name].medicine
        dialog = SupplyDialog(medicine, today=self._journal.today(), parent=self)
        dialog.supply_entered.connect(self._on_supply_entered)
        dialog.open()

    @Slot(str)
    def _on_intake_asked(self, name: str) -> None:
        today = self._journal.today()
        dialog = IntakeDialog(
            [self._facts[name].medicine],
            day=today,
            today=today,
            formatter=self._look.formatter,
            parent=self,
        )
        dialog.intake_entered.connect(self._on_intake_entered)
        dialog.open()

    @Slot(str)
    def _on_removal_asked(self, name: str) -> None:
        self._removing = name
        box = ask(
            self,
            tr("Remove {medicine} from the journal?").format(medicine=name),
            tr(
                "Its doses, plan and intakes go with it. You can undo this, and bring it back "
                "within 30 days. If you no longer take it, choose Stop instead: then its history "
                "stays."
            ),
            yes=tr("Remove"),
        )
        box.accepted.connect(self._on_removal_accepted)

    @Slot(str)
    def _on_erasing_asked(self, name: str) -> None:
        self.erase_wanted.emit(self._facts[name].medicine)

    # What is saved

    @Slot()
    def _on_removal_accepted(self) -> None:
        self._save(self._journal.remove_medicine, self._removing)

    @Slot(Medicine, object)
    def _on_medicine_entered(self, medicine: Medicine, first_dose: DoseChange | None) -> None:
        self._save(self._journal.add_medicine, medicine, first_dose)

    @Slot(str, Medicine)
    def _on_medicine_edited(self, name: str, medicine: Medicine) -> None:
        self._save(self._journal.edit_medicine, name, medicine)

    @Slot(Medicine)
    def _on_supply_entered(self, medicine: Medicine) -> None:
        self._save(self._journal.edit_medicine, medicine.name, medicine)

    @Slot(DoseChange)
    def _on_dose_entered(self, change: DoseChange) -> None:
        self._save(self._journal.change_dose, change)

    @Slot(DoseChange, DoseChange)
    def _on_dose_corrected(self, was: DoseChange, change: DoseChange) -> None:
        self._save(self._journal.correct_dose, was.medicine, was.day, change)

    @Slot(DoseChange)
    def _on_dose_removed(self, change: DoseChange) -> None:
        self._save(self._journal.remove_dose, change.medicine, change.day)

    @Slot(PlanStep, DoseChange)
    def _on_plan_step_confirmed(self, step: PlanStep, change: DoseChange) -> None:
        self._save(self._journal.confirm_plan_step, step, change)

    @Slot(str, tuple)
    def _on_plan_entered(self, medicine: str, steps: tuple[PlanStep, ...]) -> None:
        self._save(self._journal.save_plan, medicine, steps)

    @Slot(Intake)
    def _on_intake_entered(self, intake: Intake) -> None:
        self._save(self._journal.save_intake, intake)

    @Slot(Intake)
    def _on_intake_removed(self, intake: Intake) -> None:
        self._save(self._journal.remove_intake, intake)
