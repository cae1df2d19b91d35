"""One question of a form: its label, the control that answers it, what is still missing."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fibrojournal.ui.theme import px, text_label


class Field(QWidget):
    """A label above its control, a quiet hint and a sentence when the answer cannot be saved.

    Args:
        label: The question; "&" marks its key.
        control: What is typed into or chosen from.
        hint: One quiet line beneath; "" = none.
        first_edit: What gets the focus and the name, where `control` is a group of edits.
        parent: The form.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        hint: str = "",
        *,
        first_edit: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first_edit = first_edit or control
        self._hint = hint
        self.label = text_label(label, "body")
        self.label.setBuddy(self._first_edit)
        self.problem_label = _line("strong")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        rows.addWidget(self.label)
        rows.addWidget(control)
        if hint:
            hint_label = _line("caption")
            hint_label.setText(hint)
            rows.addWidget(hint_label)
        rows.addWidget(self.problem_label)
        if not control.accessibleName():
            control.setAccessibleName(label.replace("&", ""))
        self.show_problem("")

    @property
    def problem(self) -> str:
        """The sentence that is shown; "" = the answer can be saved."""
        return self.problem_label.text()

    def show_problem(self, sentence: str) -> None:
        """Say beneath the control why the answer cannot be saved; "" clears it."""
        self.problem_label.setText(sentence)
        self.problem_label.setVisible(bool(sentence))
        self._first_edit.setAccessibleDescription(" ".join(filter(None, (sentence, self._hint))))

    def take_focus(self) -> None:
        """Move the keyboard to the control."""
        self._first_edit.setFocus()


def _line(style: str) -> QLabel:
    label = text_label("", "strong" if style == "strong" else "caption")
    label.setWordWrap(True)
    return label
