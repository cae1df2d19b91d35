"""Asks for one event: a visit, a flare, an illness, a journey."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from fibrojournal.domain.events import LEFT_OUT_BY_DEFAULT, Category, Event, category_names
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.day_edit import DayEdit
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapped_label import wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Length = Literal["one_day", "until", "going_on"]


class EventDialog(FormDialog):
    """Collects one `Event`; its category says at first whether its days are left out.

    Args:
        day: The first day shown at first.
        event: The one that is changed; None = a new one.
        parent: The page.
    """

    event_entered = Signal(Event)
    event_removed = Signal(Event)

    def __init__(
        self, *, day: date, event: Event | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Change event") if event else tr("Add event"), parent=parent)
        self._event = event
        self._leave_out_touched = event is not None
        first_day = event.first_day if event else day
        self.category_box = ChoiceBox((name, key) for key, name in category_names().items())
        self.title_edit = QLineEdit()
        self.first_day_edit = DayEdit(first_day)
        self.length_box = ChoiceBox(
            (
                (tr("one day"), "one_day"),
                (tr("until a last day"), "until"),
                (tr("still going on"), "going_on"),
            )
        )
        self.last_day_edit = DayEdit(first_day)
        self.leave_out_check = WrappingCheckBox(tr("Leave these days &out of comparisons"))
        self.note_edit = QPlainTextEdit()
        self.note_edit.setTabChangesFocus(True)
        self.note_edit.setFixedHeight(px(72))
        self.note_edit.setAccessibleName(tr("Note"))

        self.add_field(Field(tr("&Kind"), self.category_box))
        self.add_field(
            Field(tr("&Title"), self.title_edit, tr("In your own words. May be left empty."))
        )
        self.add_field(Field(tr("&First day"), self.first_day_edit))
        self.add_field(Field(tr("&How long"), self.length_box))
        self._last_day_field = self.add_field(Field(tr("&Last day"), self.last_day_edit))
        self.form.addWidget(self.leave_out_check)
        self.add_field(Field(tr("&Note"), self.note_edit))
        self.form.addStretch(1)
        if event is not None:
            kept = tr("If you remove it, it can be brought back within 30 days.")
            self.form.addWidget(wrapped_label(kept, "caption"))
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.setAutoDefault(False)
        if event is None:
            self.remove_button.hide()
        self.left_buttons.addWidget(self.remove_button)

        if event:
            self._show(event)
        self._on_length_chosen()
        self.category_box.currentIndexChanged.connect(self._on_category_chosen)
        self.length_box.currentIndexChanged.connect(self._on_length_chosen)
        self.leave_out_check.clicked.connect(self._on_leave_out_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a last day that lies before the first."""
        if self.length_box.value == "until" and self.last_day_edit.day < self.first_day_edit.day:
            yield self._last_day_field, tr("The last day cannot be before the first day.")

    def hand_over(self) -> None:
        """Emit the event."""
        self.event_entered.emit(
            Event(
                title=self.title_edit.text().strip(),
                category=self.category_box.value,
                first_day=self.first_day_edit.day,
                last_day=self._last_day(),
                leave_out=self.leave_out_check.isChecked(),
                note=self.note_edit.toPlainText().strip(),
                id=self._event.id if self._event else None,
            )
        )

    def _last_day(self) -> date | None:
        length: Length = self.length_box.value
        if length == "going_on":
            return None
        return self.first_day_edit.day if length == "one_day" else self.last_day_edit.day

    def _show(self, event: Event) -> None:
        self.category_box.choose(event.category)
        self.title_edit.setText(event.title)
        if event.last_day is None:
            self.length_box.choose("going_on")
        elif not event.is_point:
            self.length_box.choose("until")
            self.last_day_edit.show_day(event.last_day)
        self.leave_out_check.setChecked(event.leave_out)
        self.note_edit.setPlainText(event.note)

    @Slot()
    def _on_category_chosen(self) -> None:
        category: Category = self.category_box.value
        if not self._leave_out_touched:
            self.leave_out_check.setChecked(category in LEFT_OUT_BY_DEFAULT)

    @Slot()
    def _on_length_chosen(self) -> None:
        ranged = self.length_box.value == "until"
        if ranged and self.last_day_edit.day < self.first_day_edit.day:
            self.last_day_edit.show_day(self.first_day_edit.day + timedelta(days=1))
        self._last_day_field.setVisible(ranged)

    @Slot()
    def _on_leave_out_clicked(self) -> None:
        self._leave_out_touched = True

    @Slot()
    def _on_remove_clicked(self) -> None:
        if self._event is None:
            return
        self._staying = False
        self.event_removed.emit(self._event)
        if not self._staying:
            self.accept()
