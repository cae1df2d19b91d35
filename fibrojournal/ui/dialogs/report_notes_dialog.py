"""Chooses the notes that go into a report, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import plain_tip, px
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fibrojournal.domain.entries import DayEntry
    from fibrojournal.i18n import Formatter

_BEGINNING = 70
"""Characters of a note that are shown."""

_DAY_ROLE = Qt.ItemDataRole.UserRole


class ReportNotesDialog(FormDialog):
    """A list of days with notes; none of them is in until it is ticked.

    Args:
        entries: Days with a note, newest first.
        chosen: Those whose notes are in.
        formatter: Writes the days.
        parent: The page.
    """

    days_chosen = Signal(frozenset)

    def __init__(
        self,
        entries: Sequence[DayEntry],
        chosen: Iterable[date],
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Choose notes"), save_words=tr("Use these"), width=640, parent=parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Days with notes, newest first"))
        self.list.setMinimumHeight(px(320))
        self.list.setObjectName("checkList")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        before = frozenset(chosen)
        for entry in entries:
            self.list.addItem(_item(entry, formatter, is_chosen=entry.day in before))
        self.none_button = QPushButton(tr("None of them"))
        self.none_button.setAutoDefault(False)
        self.none_button.clicked.connect(self._on_none_clicked)
        self.left_buttons.addWidget(self.none_button)
        self.form.addWidget(
            wrapped_label(
                tr("Only the notes that you tick are in the report, word for word.")
                if entries
                else tr("No notes were written on these days."),
                "quiet",
            )
        )
        if not entries:
            self.list.hide()
        self.form.addWidget(self.list, 1)

    def hand_over(self) -> None:
        """Emit the days that are ticked."""
        self.days_chosen.emit(
            frozenset(
                item.data(_DAY_ROLE)
                for item in self._items()
                if item.checkState() == Qt.CheckState.Checked
            )
        )

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(row) for row in range(self.list.count()))

    def _on_none_clicked(self) -> None:
        for item in self._items():
            item.setCheckState(Qt.CheckState.Unchecked)


def _item(entry: DayEntry, formatter: Formatter, *, is_chosen: bool) -> QListWidgetItem:
    words = " ".join(entry.note.split())
    shown = words if len(words) <= _BEGINNING else words[:_BEGINNING].rstrip() + "…"
    day = formatter.weekday_day(entry.day)
    item = QListWidgetItem(tr("{day}: {words}").format(day=day, words=shown))
    item.setToolTip(plain_tip(entry.note))
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
    item.setData(_DAY_ROLE, entry.day)
    return item
