"""The card of Settings for what differs from country to country and from person to person."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QSignalBlocker, Signal, Slot

from fibrojournal.i18n import tr
from fibrojournal.settings import LEAST_DIFFERENCES
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.setting_row import HintedControl, question_row
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from fibrojournal.i18n import Formatter

HOURS: Final = range(13)
"""Hours at which the day may turn; 0 = midnight."""


class Habits(Protocol):
    """What the card shows; these are fields of the settings."""

    @property
    def weight_unit(self) -> str:
        """Either "kg" or "lb"."""

    @property
    def first_weekday(self) -> str:
        """Name of the day; "" = as in the country."""

    @property
    def day_turns_at(self) -> int:
        """Hour until which writing belongs to the day before."""

    @property
    def least_difference(self) -> float:
        """Points on 0-10."""


class HabitsCard(Card):
    """Units, week, day and the smallest difference that matters.

    Args:
        formatter: Writes times and numbers.
        parent: The page.
    """

    habit_chosen = Signal(dict)

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Units and days"), parent)
        self._shown: dict[ChoiceBox, str] = {}
        self.rows.setSpacing(px(12))
        self.unit_box = self._add(
            "weight_unit",
            tr("Weight in"),
            ((tr("kilograms"), "kg"), (tr("pounds"), "lb")),
            tr("It is kept in kilograms either way."),
        )
        self.weekday_box = self._add(
            "first_weekday",
            tr("A week begins on"),
            (
                (tr("the usual day here"), ""),
                (tr("Monday"), "monday"),
                (tr("Saturday"), "saturday"),
                (tr("Sunday"), "sunday"),
            ),
            tr("In every calendar."),
        )
        self.turn_box = self._add(
            "day_turns_at",
            tr("The day turns at"),
            ((formatter.clock(time(hour)), hour) for hour in HOURS),
            tr("Until then, “today” is still the day before. Days that are written do not move."),
        )
        self.difference_box = self._add(
            "least_difference",
            tr("The smallest difference that matters to you"),
            ((_points(points, formatter), points) for points in LEAST_DIFFERENCES),
            tr(
                "On scores from 0 to 10. Changes and the report go by it. It is best chosen once, "
                "before you look."
            ),
        )
        self.language_label = wrapped_label(tr("Language: English is the only one so far."))
        self.rows.addWidget(self.language_label)

    def show_choices(self, habits: Habits) -> None:
        """Show what is in force; emits nothing."""
        for box, field in self._shown.items():
            blocker = QSignalBlocker(box)
            box.choose(getattr(habits, field))
            blocker.unblock()

    def _add(
        self, field: str, question: str, choices: Iterable[tuple[str, object]], hint: str
    ) -> ChoiceBox:
        box = ChoiceBox(choices)
        box.currentIndexChanged.connect(self._on_chosen)
        row = HintedControl(box, question_row(question, box), question=question)
        row.say(hint)
        self.rows.addWidget(row)
        self._shown[box] = field
        return box

    @Slot()
    def _on_chosen(self) -> None:
        box = self.sender()
        if isinstance(box, ChoiceBox):
            self.habit_chosen.emit({self._shown[box]: box.value})


def _points(points: float, formatter: Formatter) -> str:
    if points == 1:
        return tr("1 point")
    return tr("{points} points").format(points=formatter.number(points))
