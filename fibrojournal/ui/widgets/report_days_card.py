"""The card that says which days a report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.domain.days import FIRST_DAY
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.wrapped_label import wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingRadioButton

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.i18n import Formatter


class ReportDaysCard(Card):
    """The days since the last visit, or from one day to another; a visit today by one press.

    Args:
        today: The last day there is.
        formatter: Writes the days.
        parent: The page.
    """

    days_chosen = Signal()
    visit_asked = Signal()

    def __init__(self, today: date, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Days"), parent)
        self._formatter = formatter
        self._today = today
        self.usual_radio = WrappingRadioButton()
        self.since_label = wrapped_label("", "caption")
        self.since_label.setContentsMargins(px(30), 0, 0, px(4))
        self.own_radio = WrappingRadioButton(tr("Other days"))
        self.usual_radio.setChecked(True)
        self.first_edit = DayEdit(today)
        self.last_edit = DayEdit(today)
        self.own_days = FlowRow(12)
        self.own_days.show_parts(
            [Field(tr("From"), self.first_edit), Field(tr("To"), self.last_edit)]
        )
        self.own_days.hide()
        self.problem_label = wrapped_label("", "strong")
        self.problem_label.hide()
        self.visit_button = QPushButton(tr("I have a visit today"))
        self.visit_button.setProperty("link", True)
        self.visit_button.setToolTip(tr("Writes a visit into your events"))
        self.visit_label = wrapped_label(tr("A visit is written down for today."), "caption")
        for part in (
            self.usual_radio,
            self.since_label,
            self.own_radio,
            self.own_days,
            self.problem_label,
            self.visit_button,
            self.visit_label,
        ):
            self.rows.addWidget(part)
        self.rows.setSpacing(px(4))
        self.usual_radio.toggled.connect(self._on_kind_chosen)
        self.first_edit.day_edited.connect(self._on_day_edited)
        self.last_edit.day_edited.connect(self._on_day_edited)
        self.visit_button.clicked.connect(self.visit_asked)

    @property
    def own_range(self) -> tuple[date, date] | None:
        """The two days that were chosen; None = since the last visit."""
        if self.usual_radio.isChecked():
            return None
        return max(self.first_edit.day, FIRST_DAY), min(self.last_edit.day, self._today)

    @property
    def is_possible(self) -> bool:
        """Whether the first day does not lie after the last."""
        return self.own_range is None or self.own_range[0] <= self.own_range[1]

    def show_today(self, today: date) -> None:
        """Take another last day."""
        with QSignalBlocker(self.last_edit):
            if self.last_edit.day == self._today:
                self.last_edit.show_day(today)
        self._today = today

    def show_visit(self, visit: date | None, *, is_today: bool) -> None:
        """Say since when the report is, and whether a visit is written down for today.

        Args:
            visit: The last visit before today; None = none was written down.
            is_today: There is one today.
        """
        if visit is None:
            words, about = tr("The last 12 weeks"), tr("No visit is written down before today.")
        else:
            words = tr("Since the last visit")
            about = tr("It was on {day}.").format(day=self._formatter.day(visit))
        self.usual_radio.setText(words)
        self.usual_radio.setAccessibleDescription(about)
        self.since_label.setText(about)
        self.visit_button.setHidden(is_today)
        self.visit_label.setVisible(is_today)

    def show_range(self, first: date, last: date) -> None:
        """Begin at these days when others are wanted."""
        if self.usual_radio.isChecked():
            with QSignalBlocker(self.first_edit), QSignalBlocker(self.last_edit):
                self.first_edit.show_day(first)
                self.last_edit.show_day(last)

    @Slot(bool)
    def _on_kind_chosen(self, usual: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.own_days.setHidden(usual)
        self._tell()

    @Slot()
    def _on_day_edited(self) -> None:
        self._tell()

    def _tell(self) -> None:
        words = "" if self.is_possible else tr("The first day lies after the last.")
        self.problem_label.setText(words)
        self.problem_label.setVisible(bool(words))
        if not words:
            self.days_chosen.emit()
