"""What a day said before it was changed, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.charts.change_title import joined
from fibrojournal.i18n import tr
from fibrojournal.ui.models.day_versions_table_model import DayVersionsTableModel, DayWords
from fibrojournal.ui.models.text_table_model import TextTableModel
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.row_table import RowTable
from fibrojournal.ui.widgets.tab_order import order_tabs
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from PySide6.QtGui import QShowEvent

    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.journal.day_versions import DayVersion
    from fibrojournal.ui.formatter import Look

_LEAST_LIST = 216
"""Least width of the list of versions, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class DayPast:
    """What is known about a day and its past.

    Attributes:
        day: The day.
        now: What it says now.
        versions: What it said before, newest first.
        items: All tracked items, hidden ones too.
    """

    day: date
    now: DayVersion
    versions: Sequence[DayVersion]
    items: Sequence[TrackedItem]


class DayVersionsDialog(QDialog):
    """Lists the versions beside what the chosen one said; what is wanted goes out by signal.

    `bring_back_wanted` carries the chosen version, `erase_wanted` the day.

    Args:
        past: The day and its versions.
        zone: The time zone in which moments are told.
        look: Writes days, numbers and weights.
        parent: The window.
    """

    bring_back_wanted = Signal(object)
    erase_wanted = Signal(object)

    def __init__(
        self, past: DayPast, *, zone: tzinfo | None, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Earlier versions of a day"))
        self._past = past
        self._look = look
        self._model = DayVersionsTableModel(past.versions, zone, look.formatter)
        self._model.setParent(self)
        self.day_label = wrapped_label(look.formatter.full_day(past.day), "section")
        self.empty_label = wrapped_label(tr("This day has no earlier versions."), "quiet")
        self.table = RowTable(self._model, tr("Earlier versions, newest first"))
        self.differs_label = wrapped_label()
        self.said_table = RowTable(TextTableModel((), ()), tr("What it said, and says now"))
        self.note_label = text_label("", "strong")
        self.note_text = QPlainTextEdit()
        self.note_text.setReadOnly(True)
        self.note_text.setTabChangesFocus(True)
        self.note_text.setAccessibleName(tr("Note then"))
        self.told_label = wrapped_label("", "strong")
        self.bring_back_button = QPushButton(tr("&Bring back"))
        self.bring_back_button.setProperty("primary", True)
        self.erase_button = QPushButton(tr("&Erase for good…"))
        self.erase_button.setAccessibleName(tr("Erase this day for good"))
        self.close_button = QPushButton(tr("Close"))
        self._lay_out()
        self.bring_back_button.clicked.connect(self._on_bring_back_clicked)
        self.table.row_activated.connect(self._on_bring_back_clicked)
        self.erase_button.clicked.connect(self._on_erase_clicked)
        self.close_button.clicked.connect(self.accept)
        self.table.selectionModel().selectionChanged.connect(self._on_choice_changed)
        self.resize(self.table.wanted_size(px(820), px(540)))
        self.tell("")
        self.show_past(past)

    def _lay_out(self) -> None:
        self.note_text.setFixedHeight(px(58))
        self.said_table.verticalHeader().setDefaultSectionSize(px(30))
        self._detail = QWidget()
        rows = QVBoxLayout(self._detail)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        rows.addWidget(self.differs_label)
        rows.addWidget(self.said_table, 1)
        rows.addWidget(self.note_label)
        rows.addWidget(self.note_text)
        beside = QHBoxLayout()
        beside.setSpacing(px(16))
        beside.addWidget(self.table)
        beside.addWidget(self._detail, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in (self.bring_back_button, self.erase_button, self.close_button):
            button.setAutoDefault(False)
            if button is self.close_button:
                buttons.addStretch(1)
            buttons.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(24), px(20), px(24), px(20))
        outer.setSpacing(px(12))
        outer.addWidget(self.day_label)
        outer.addWidget(self.empty_label, 1, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(beside, 1)
        outer.addWidget(self.told_label)
        outer.addLayout(buttons)

    @property
    def day(self) -> date:
        """The day whose versions are listed."""
        return self._past.day

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the list."""
        order_tabs(self.layout())
        (self.close_button if self.table.isHidden() else self.table).setFocus()
        super().showEvent(event)

    def show_past(self, past: DayPast) -> None:
        """Show this instead, after something was brought back or written."""
        row = self.table.row
        self._past = past
        self._model.show_values(past.versions)
        self.table.choose(row or 0)
        self._take_list_width()
        some = bool(past.versions)
        self.empty_label.setHidden(some)
        for widget in (self.table, self._detail, self.bring_back_button):
            widget.setVisible(some)
        self._show_chosen()

    def _take_list_width(self) -> None:
        """Give the list the room of its longest moment, and of a bar."""
        self.table.ensurePolished()
        bar = self.table.verticalScrollBar().sizeHint().width()
        needed = self.table.sizeHintForColumn(0) + bar + px(6)
        self.table.setFixedWidth(max(px(_LEAST_LIST), needed))

    def tell(self, words: str) -> None:
        """Say what came of what was asked for; "" = nothing."""
        say_in(self.told_label, words)

    @property
    def _chosen(self) -> DayVersion | None:
        row = self.table.row
        return None if row is None else self._model.value_at(row)

    def _show_chosen(self) -> None:
        version = self._chosen
        if version is None:
            return
        words = DayWords(self._past.items, self._look.formatter, self._look.weight_unit)
        rows = words.comparison(version, self._past.now)
        note, note_now = version.entry.note, self._past.now.entry.note
        differing = [row.name for row in rows if row.then != row.now]
        if note != note_now:
            differing.append(tr("Note"))
        say_in(self.differs_label, _differing_words(differing))
        self._show_rows(
            [
                (row.name, row.then, tr("the same") if row.then == row.now else row.now)
                for row in rows
            ]
        )
        self.note_label.setText(_note_words(note, note_now))
        self.note_label.setVisible(bool(note or note_now))
        self.note_text.setPlainText(note)
        self.note_text.setVisible(bool(note))

    def _show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        old = self.said_table.model()
        self.said_table.setModel(TextTableModel(("", tr("Then"), tr("Now")), rows))
        self.said_table.model().setParent(self)
        old.deleteLater()

    @Slot(QItemSelection, QItemSelection)
    def _on_choice_changed(self, _chosen: QItemSelection, _before: QItemSelection) -> None:
        self._show_chosen()

    @Slot()
    def _on_bring_back_clicked(self) -> None:
        if self._chosen is not None:
            self.bring_back_wanted.emit(self._chosen)

    @Slot()
    def _on_erase_clicked(self) -> None:
        self.erase_wanted.emit(self._past.day)


def _differing_words(names: Sequence[str]) -> str:
    if not names:
        return tr("This is what the day says now.")
    return tr("It says something else now about: {names}.").format(names=joined(names))


def _note_words(note: str, note_now: str) -> str:
    if not note:
        return tr("There was no note then; there is one now.")
    if note == note_now:
        return tr("Note then, the same as now")
    return (
        tr("Note then; it is another one now") if note_now else tr("Note then; there is none now")
    )
