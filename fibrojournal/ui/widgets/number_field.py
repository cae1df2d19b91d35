"""A number that is typed or stepped: hours slept, weight. Blank stays blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fibrojournal.errors import RefusedError
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.tab_order import chain_tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

HEIGHT: Final = 44
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_NUMBER = re.compile(r"\d{1,6}([.,]\d{1,3})?|[.,]\d{1,3}")


def typed_number(text: str) -> float:
    """Read "7.5" or "7,5".

    Raises:
        RefusedError: It is not a number.
    """
    if not _NUMBER.fullmatch(text):
        raise RefusedError(
            tr("This is not a number."), remedy=tr("Write one such as 7 or 7.5, without the unit.")
        )
    return float(text.replace(",", "."))


def typed_hours(text: str) -> float:
    """Read hours as "7.5", "7,5" or "7:30".

    Raises:
        RefusedError: It is not a time span in quarter hours.
    """
    if clock := _CLOCK.fullmatch(text):
        hours, minutes = int(clock[1]), int(clock[2])
        value = hours + minutes / 60 if minutes < 60 else -1.0  # noqa: PLR2004 - an hour's minutes
    else:
        value = typed_number(text)
    if value < 0 or value * 4 != int(value * 4):
        raise RefusedError(
            tr("These are not quarter hours."), remedy=tr("Write 7.25, 7.5 or 7:45, for example.")
        )
    return value


class NumberField(QWidget):
    """A number between two steppers, with a sentence beneath when it cannot be saved.

    What it shows is never handed back: only what the person typed or stepped is.

    Args:
        name: What a screen reader says.
        unit: Words after the field; "" = none.
        read: Turns what was typed into the number, or raises `RefusedError`.
        write: Turns a number into the words to show.
        step: Of the two buttons, in the field's unit.
        parent: The card.
    """

    number_entered = Signal(object)

    def __init__(
        self,
        name: str,
        unit: str,
        *,
        read: Callable[[str], float],
        write: Callable[[float], str],
        step: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._write = write
        self._step = step
        self._shown = ""
        self._start: float | None = None
        self._number: float | None = None
        self.edit = _SteppedEdit(self)
        self.edit.setAccessibleName(listed(filter(None, (name, unit))))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setMaxLength(12)
        self.less_button = _stepper("\N{MINUS SIGN}", tr("{item}: less").format(item=name))
        self.more_button = _stepper("+", tr("{item}: more").format(item=name))
        self.problem_label = text_label("", "caption")
        self.problem_label.setWordWrap(True)
        self.problem_label.hide()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.less_button)
        row.addWidget(self.edit)
        row.addWidget(self.more_button)
        row.addWidget(text_label(unit, "quiet"))
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        rows.addLayout(row)
        chain_tabs((self.less_button, self.edit, self.more_button))
        rows.addWidget(self.problem_label)
        self.edit.editingFinished.connect(self.commit)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.step_wanted.connect(self._on_step_wanted)
        self.less_button.clicked.connect(self._on_less_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that has not been handed over."""
        return self.edit.text() != self._shown

    @property
    def problem(self) -> str:
        """The sentence that is shown; "" = none."""
        return self.problem_label.text()

    def show_number(self, number: float | None, *, start: float | None = None) -> None:
        """Show what is stored, unless something is being typed here.

        Args:
            number: In the field's unit; None = blank.
            start: Where the steppers begin while it is blank; None = they wait for a number.
        """
        self._start = start
        self._number = number
        if not self.is_typing:
            self.replace_number(number)
        self._allow_steps()

    def replace_number(self, number: float | None) -> None:
        """Show another day's number, whatever stood here."""
        self._number = number
        self._shown = "" if number is None else self._write(number)
        self.edit.setText(self._shown)
        self._show_problem("")
        self._allow_steps()

    @Slot()
    def commit(self) -> None:
        """Hand over what was typed; blank clears; what cannot be read stays, with a sentence."""
        if not self.is_typing:
            self._show_problem("")
            return
        text = self.edit.text().strip()
        try:
            number = self._read(text) if text else None
        except RefusedError as error:
            self._show_problem(f"{error.message} {error.remedy}")
            return
        self._hand_over(number)

    def _hand_over(self, number: float | None) -> None:
        self.replace_number(number)
        self.number_entered.emit(number)

    def _show_problem(self, sentence: str) -> None:
        if sentence != self.problem_label.text():
            self.problem_label.setText(sentence)
            self.problem_label.setVisible(bool(sentence))
            self.edit.setAccessibleDescription(sentence)

    def _allow_steps(self) -> None:
        allowed = self._number is not None or self._start is not None
        self.less_button.setEnabled(allowed)
        self.more_button.setEnabled(allowed)

    def _take_step(self, steps: int) -> None:
        self.commit()
        if self.problem:
            return
        if self._number is None:
            number = self._start
        else:
            number = round(self._number + steps * self._step, 6)
        if number is None:
            return
        try:
            self._read(f"{number:g}")
        except RefusedError:
            return
        self._hand_over(number)

    @Slot()
    def _on_text_edited(self) -> None:
        self._show_problem("")

    @Slot(int)
    def _on_step_wanted(self, steps: int) -> None:
        self._take_step(steps)

    @Slot()
    def _on_less_clicked(self) -> None:
        self._take_step(-1)

    @Slot()
    def _on_more_clicked(self) -> None:
        self._take_step(1)


class _SteppedEdit(QLineEdit):
    """A line whose Up and Down keys step."""

    step_wanted = Signal(int)

    def sizeHint(self) -> QSize:
        """Return room for a weight in pounds."""
        return QSize(px(88), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same size: it does not shrink."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by Up and Down."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


class _Stepper(QPushButton):
    """A square button with a sign on it."""

    def sizeHint(self) -> QSize:
        """Return a size that is easy to hit."""
        return QSize(px(HEIGHT), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same size: it does not shrink."""
        return self.sizeHint()


def _stepper(sign: str, name: str) -> QPushButton:
    button = _Stepper(sign)
    button.setAutoDefault(False)
    button.setAccessibleName(name)
    button.setFixedSize(px(HEIGHT), px(HEIGHT))
    return button
