"""The card that says what a report holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.reports.report_choice import FIRST_PAGE, SECTIONS, Section
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterable


def section_names() -> dict[Section, str]:
    """Return the words for each part of a report, in their order."""
    return {
        "questions": tr("My questions"),
        "medicines": tr("Medicines now"),
        "chart": tr("Picture of scores and doses"),
        "symptoms": tr("Symptoms"),
        "side_effects": tr("Side effects and weight"),
        "changes": tr("Before and after changes"),
        "cards": tr("Each change in full"),
        "ladder": tr("Each dose beside the others"),
        "pain_maps": tr("Where it hurt"),
        "as_needed": tr("As-needed days by month"),
        "seldom": tr("Activities, weekly and monthly answers"),
        "notes": tr("Notes of days that I choose"),
        "about": tr("Other conditions and care team"),
    }


class ReportPartsCard(Card):
    """A box for each part, those of page 1 first; the size of paper.

    Args:
        parent: The page.
    """

    parts_chosen = Signal()
    paper_chosen = Signal()
    notes_asked = Signal()
    profile_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What is in it"), parent)
        self.boxes: dict[Section, WrappingCheckBox] = {}
        self.notes_button = _link(tr("Choose notes…"))
        self.profile_button = _link(tr("Name and care team…"))
        self.paper_box = ChoiceBox((("A4", "A4"), ("Letter", "Letter")))
        self.rows.setSpacing(px(2))
        self.rows.addSpacing(px(4))
        self.rows.addWidget(text_label(tr("First page"), "quiet"))
        self._add_boxes(section for section in SECTIONS if section in FIRST_PAGE)
        self.rows.addSpacing(px(8))
        self.rows.addWidget(text_label(tr("Further pages"), "quiet"))
        self._add_boxes(section for section in SECTIONS if section not in FIRST_PAGE)
        self.rows.addSpacing(px(4))
        self.rows.addWidget(self.profile_button)
        self.rows.addSpacing(px(8))
        self.rows.addWidget(Field(tr("Paper"), self.paper_box))
        self.notes_button.clicked.connect(self.notes_asked)
        self.profile_button.clicked.connect(self.profile_asked)
        self.paper_box.currentIndexChanged.connect(self._on_paper_chosen)

    @property
    def sections(self) -> frozenset[Section]:
        """The parts that are in."""
        return frozenset(section for section, box in self.boxes.items() if box.isChecked())

    @property
    def paper(self) -> str:
        """The size of paper: "A4" or "Letter"."""
        return str(self.paper_box.value)

    def show_choices(self, sections: Iterable[Section], paper: str) -> None:
        """Show what was chosen before; emits nothing."""
        chosen = set(sections)
        for section, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(section in chosen)
        with QSignalBlocker(self.paper_box):
            self.paper_box.choose(paper)
        self._show_notes_button()

    def show_notes(self, chosen: int) -> None:
        """Say how many notes are in."""
        words = trn("{n} note chosen…", "{n} notes chosen…", chosen)
        self.notes_button.setText(words if chosen else tr("Choose notes…"))

    def _add_boxes(self, sections: Iterable[Section]) -> None:
        names = section_names()
        for section in sections:
            box = WrappingCheckBox(names[section])
            box.toggled.connect(self._on_toggled)
            self.boxes[section] = box
            self.rows.addWidget(box)
            if section == "notes":
                self.rows.addWidget(self.notes_button)

    def _show_notes_button(self) -> None:
        self.notes_button.setVisible(self.boxes["notes"].isChecked())

    @Slot()
    def _on_toggled(self) -> None:
        self._show_notes_button()
        self.parts_chosen.emit()

    @Slot()
    def _on_paper_chosen(self) -> None:
        self.paper_chosen.emit()


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("link", True)
    button.setAutoDefault(False)
    return button
