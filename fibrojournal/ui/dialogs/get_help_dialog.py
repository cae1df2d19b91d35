"""Says whom to call in an emergency: the same for everybody, whatever the journal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from fibrojournal.domain.facts import load_get_help
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.help_numbers_dialog import HelpNumbersDialog
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog
from fibrojournal.ui.widgets.tab_order import chain_tabs
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget

    from fibrojournal.domain.facts import HelpStep


class GetHelpDialog(ReadingDialog):
    """Four steps; to two of them the person can add a number of their own.

    Args:
        emergency_number: Shown with the first step; "" = none was typed.
        help_number: The crisis line, shown with the second step; "" = none was typed.
        parent: The window.
    """

    numbers_entered = Signal(str, str)

    def __init__(
        self, emergency_number: str = "", help_number: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Get help now"), width=680, parent=parent)
        told = load_get_help()
        self._own: dict[str, QLabel] = {}
        self.text.addWidget(self._strong(tr(told.heading)))
        for place, step in enumerate(told.steps, start=1):
            self._add_step(place, step)
        self.text.addStretch(1)
        self.numbers_button = QPushButton(tr("Your numbers…"))
        self.numbers_button.setAutoDefault(False)
        self.numbers_button.clicked.connect(self._on_numbers_clicked)
        self.left_buttons.addWidget(self.numbers_button)
        chain_tabs((self._area, self.numbers_button, self.close_button))
        self._show_numbers(emergency_number, help_number)

    def own_words(self, step: str) -> str:
        """Return the line with the person's own number beneath a step; "" = none."""
        return self._own[step].text()

    def _add_step(self, place: int, step: HelpStep) -> None:
        words = tr("{number}. {words}").format(number=place, words=tr(step.words))
        self.text.addWidget(self._strong(words))
        if step.key in ("emergency", "crisis"):
            self._own[step.key] = wrapped_label("", "section")
            self.text.addWidget(self._own[step.key])
        if step.signs:
            self.add_list(tr(sign) for sign in step.signs)

    def _strong(self, words: str) -> QLabel:
        label = self._paragraph(words)
        label.setProperty("textStyle", "strong")
        return label

    def _show_numbers(self, emergency_number: str, help_number: str) -> None:
        self._numbers = emergency_number, help_number
        for step, number in zip(("emergency", "crisis"), self._numbers, strict=True):
            words = tr("Your number: {number}").format(number=number) if number else ""
            say_in(self._own[step], words)

    @Slot()
    def _on_numbers_clicked(self) -> None:
        dialog = HelpNumbersDialog(*self._numbers, parent=self)
        dialog.numbers_entered.connect(self._on_numbers_entered)
        dialog.open()

    @Slot(str, str)
    def _on_numbers_entered(self, emergency_number: str, help_number: str) -> None:
        self._show_numbers(emergency_number, help_number)
        self.numbers_entered.emit(emergency_number, help_number)
