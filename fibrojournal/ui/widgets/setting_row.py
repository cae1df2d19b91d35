"""One thing that can be set: how it stands in words, and the controls that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.rich_line import RichLine
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_LEAST = 320
"""Narrowest words before the controls go beneath them, in pixels at 100 %."""


class SettingRow(BendingRow):
    """Words with controls at the end of the row, or beneath where it is narrow.

    Args:
        controls: From left to right.
        parent: The card.
    """

    def __init__(self, *controls: QWidget, parent: QWidget | None = None) -> None:
        self.line = RichLine()
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for control in controls:
            row.addWidget(control)
        super().__init__(self.line, strip, least=_LEAST, parent=parent)

    @property
    def words(self) -> str:
        """What is shown, as plain text."""
        return self.line.words

    def say(self, state: str, meaning: str = "") -> None:
        """Show how it stands, and after it what that means."""
        self.line.show_parts(((state, "strong"), (" ", "body"), (meaning, "body")))


class HintedControl(QWidget):
    """A control with a quiet line beneath it that says what it does.

    Args:
        control: What is operated; a screen reader reads the line after its name.
        shown: What stands in the row; None = the control alone.
        question: Said before the line, where a screen reader says the answer as the name.
        parent: The card.
    """

    def __init__(
        self,
        control: QWidget,
        shown: QWidget | None = None,
        *,
        question: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._question = question
        self.hint_label = wrapped_label("", "caption")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(2))
        rows.addWidget(shown or control)
        rows.addWidget(self.hint_label)

    @property
    def hint(self) -> str:
        """The quiet line."""
        return self.hint_label.text()

    def say(self, hint: str) -> None:
        """Show another line."""
        self.hint_label.setText(hint)
        said = tr("{question}. {hint}").format(question=self._question, hint=hint)
        self._control.setAccessibleDescription(said if self._question else hint)


def question_row(words: str, *controls: QWidget) -> QWidget:
    """Return a row of a question and what answers it; the first control takes its name.

    Where it is narrow, the controls go on in the next line.
    """
    question = text_label(words)
    question.setBuddy(controls[0])
    controls[0].setAccessibleName(words)
    row = FlowRow(gap=12)
    row.show_parts([question, *controls])
    return row


def set_primary(button: QPushButton, *, primary: bool) -> None:
    """Mark a button as the one of its card that goes ahead, or as one among others."""
    if bool(button.property("primary")) != primary:
        button.setProperty("primary", primary)
        style = button.style()
        style.unpolish(button)
        style.polish(button)
