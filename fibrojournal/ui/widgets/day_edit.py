"""A field for one calendar day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QWidget

from fibrojournal.domain.days import FIRST_DAY
from fibrojournal.ui.week import first_weekday
from fibrojournal.ui.widgets.drop_sign import draw_sign, make_room

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent


class DayEdit(QDateEdit):
    """A day that is typed, stepped by the arrow keys or picked from a calendar (Alt+Down).

    Args:
        day: The day shown at first.
        parent: The form.
    """

    day_edited = Signal(date)

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCalendarPopup(True)
        make_room(self, "QDateEdit")
        self.setDisplayFormat("d MMMM yyyy")
        self.setMinimumDate(_qt_day(FIRST_DAY))
        self.setDate(_qt_day(day))
        self.calendarWidget().setFirstDayOfWeek(first_weekday())
        self.dateChanged.connect(self._on_date_changed)

    @property
    def day(self) -> date:
        """The day that stands in the field."""
        picked = self.date()
        return date(picked.year(), picked.month(), picked.day())

    def show_day(self, day: date) -> None:
        """Put another day into the field."""
        self.setDate(_qt_day(day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: scrolling past must not change a day."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the sign that there is a calendar."""
        super().paintEvent(event)
        draw_sign(self, "calendar")

    @Slot(QDate)
    def _on_date_changed(self, _picked: QDate) -> None:
        self.day_edited.emit(self.day)


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
