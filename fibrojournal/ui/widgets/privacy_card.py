"""The card of Settings that says who can read the journal, and changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.settings import HIDE_KEYS
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card, hairline
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.setting_row import (
    HintedControl,
    SettingRow,
    question_row,
    set_primary,
)
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

IDLE_MINUTES: Final = (1, 2, 5, 10, 15, 30, 0)
"""Minutes without a touch after which the journal may lock; 0 = never."""


@dataclass(frozen=True, slots=True)
class PrivacyFacts:
    """What the card says about the journal.

    Attributes:
        is_example: It holds an invented person, and is gone when it is closed.
        is_protected: It has a passphrase.
        has_recovery_code: A code opens it too.
    """

    is_example: bool = False
    is_protected: bool = False
    has_recovery_code: bool = False


class PrivacyCard(Card):
    """Passphrase, recovery code and lock; every button says by signal what is asked for.

    Args:
        parent: The page.
    """

    passphrase_asked = Signal()
    passphrase_removal_asked = Signal()
    code_asked = Signal()
    code_removal_asked = Signal()
    limits_asked = Signal()
    idle_minutes_chosen = Signal(int)
    hide_key_chosen = Signal(str)
    neutral_name_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Privacy"), parent)
        self.passphrase_button = QPushButton()
        self.remove_button = QPushButton(tr("Remove…"))
        self.remove_button.setAccessibleName(tr("Remove the passphrase"))
        self.state_row = SettingRow(self.passphrase_button, self.remove_button)
        self.code_button = QPushButton()
        self.remove_code_button = QPushButton(tr("Remove…"))
        self.remove_code_button.setAccessibleName(tr("Remove the recovery code"))
        self.code_row = SettingRow(self.code_button, self.remove_code_button)
        self.idle_box = ChoiceBox((_idle_words(minutes), minutes) for minutes in IDLE_MINUTES)
        question = tr("Lock when nothing was touched for")
        self.idle_row = HintedControl(
            self.idle_box, question_row(question, self.idle_box), question=question
        )
        self.hide_box = ChoiceBox((_key_words(key), key) for key in HIDE_KEYS)
        question = tr("Hide the window with")
        self.hide_row = HintedControl(
            self.hide_box, question_row(question, self.hide_box), question=question
        )
        self.hide_row.say(tr("The window is blank at once. Ctrl+Shift+H does it too."))
        self.neutral_box = WrappingCheckBox(tr("Call the window “Journal”"))
        self.neutral_row = HintedControl(self.neutral_box)
        self.neutral_row.say(
            tr("Its title then names neither FibroJournal nor anything about health.")
        )
        self.limits_button = QPushButton(tr("What this does not protect against"))
        self.limits_button.setProperty("link", True)
        self.passphrase_button.clicked.connect(self.passphrase_asked)
        self.remove_button.clicked.connect(self.passphrase_removal_asked)
        self.code_button.clicked.connect(self.code_asked)
        self.remove_code_button.clicked.connect(self.code_removal_asked)
        self.limits_button.clicked.connect(self.limits_asked)
        self.idle_box.currentIndexChanged.connect(self._on_idle_chosen)
        self.hide_box.currentIndexChanged.connect(self._on_hide_key_chosen)
        self.neutral_box.toggled.connect(self.neutral_name_chosen)
        self._lay_out()
        self.show_facts(PrivacyFacts())

    def _lay_out(self) -> None:
        self.rows.setSpacing(px(12))
        for part in (
            self.state_row,
            self.code_row,
            hairline(),
            self.idle_row,
            self.hide_row,
            self.neutral_row,
            hairline(),
        ):
            self.rows.addWidget(part)
        self.rows.addWidget(self.limits_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_facts(self, facts: PrivacyFacts) -> None:
        """Say how the journal is protected, and offer what can be changed about it."""
        self.state_row.say(*_state_words(facts))
        self.passphrase_button.setText(
            tr("Change passphrase…") if facts.is_protected else tr("Set a passphrase…")
        )
        self.passphrase_button.setHidden(facts.is_example)
        self.remove_button.setHidden(not facts.is_protected)
        self._show_code(facts)
        set_primary(self.passphrase_button, primary=not facts.is_protected)
        self.idle_row.say(
            tr("Ctrl+L locks at once.")
            if facts.is_protected
            else tr("Only a protected journal locks.")
        )

    def _show_code(self, facts: PrivacyFacts) -> None:
        self.code_row.setHidden(not facts.is_protected)
        self.remove_code_button.setHidden(not facts.has_recovery_code)
        set_primary(self.code_button, primary=not facts.has_recovery_code)
        if facts.has_recovery_code:
            self.code_row.say(
                tr("There is a recovery code."),
                tr("It opens the journal if the passphrase is forgotten."),
            )
            self.code_button.setText(tr("Make a new one…"))
            self.code_button.setAccessibleName(tr("Make a new recovery code"))
        else:
            self.code_row.say(
                tr("No recovery code yet."),
                tr("With one you can open the journal even if the passphrase is forgotten."),
            )
            self.code_button.setText(tr("Make a recovery code…"))
            self.code_button.setAccessibleName("")

    def show_choices(self, idle_minutes: int, hide_key: str, *, neutral_name: bool) -> None:
        """Show the choices of this computer; emits nothing.

        Args:
            idle_minutes: Minutes until it locks; 0 = never. Shown even if it is not offered.
            hide_key: What hides the window, as Qt writes it.
            neutral_name: The window does not name the app.
        """
        offered = sorted({*IDLE_MINUTES, idle_minutes} - {0})
        boxes = (self.idle_box, self.hide_box, self.neutral_box)
        blocked = [QSignalBlocker(box) for box in boxes]
        self.idle_box.offer((_idle_words(minutes), minutes) for minutes in [*offered, 0])
        self.idle_box.choose(idle_minutes)
        self.hide_box.choose(hide_key)
        self.neutral_box.setChecked(neutral_name)
        for blocker in blocked:
            blocker.unblock()

    @Slot()
    def _on_idle_chosen(self) -> None:
        self.idle_minutes_chosen.emit(self.idle_box.value)

    @Slot()
    def _on_hide_key_chosen(self) -> None:
        self.hide_key_chosen.emit(self.hide_box.value)


def _key_words(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _idle_words(minutes: int) -> str:
    return trn("{n} minute", "{n} minutes", minutes) if minutes else tr("never")


def _state_words(facts: PrivacyFacts) -> tuple[str, str]:
    if facts.is_example:
        return (
            tr("This is the example journal."),
            tr("It is invented, and gone when you close it. So it needs no passphrase."),
        )
    if facts.is_protected:
        return tr("Protected."), tr("The journal and its backups open with your passphrase only.")
    return (
        tr("Not protected."),
        tr("Anybody who can use this account on this computer can read your journal."),
    )
