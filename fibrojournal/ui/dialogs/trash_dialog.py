"""What was deleted in the last thirty days, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.list_dialog import ListDialog
from fibrojournal.ui.models.trash_table_model import TrashTableModel
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.setting_row import set_primary
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.medicines import Unit
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.trash import Trashed

_LARGE: Final = 100_000
"""Higher than any row, in pixels."""


class TrashDialog(ListDialog):
    """Lists what was deleted, newest first; what is done with a row goes out by signal.

    `bring_back_wanted` and `erase_wanted` carry the `Trashed` of the chosen row.

    Args:
        trashed: What lies in the trash, newest first.
        units: Name to unit of the medicines that are still there.
        zone: The time zone in which moments are told.
        formatter: Writes days, times and numbers.
        parent: The window.
    """

    bring_back_wanted = Signal(object)
    erase_wanted = Signal(object)

    def __init__(
        self,
        trashed: Iterable[Trashed],
        units: Mapping[str, Unit],
        *,
        zone: tzinfo | None,
        formatter: Formatter,
        parent: QWidget | None = None,
    ) -> None:
        self._model = TrashTableModel(trashed, units, zone, formatter)
        super().__init__(
            tr("Deleted in the last 30 days"),
            self._model,
            name=tr("What was deleted, newest first"),
            empty=tr("Nothing was deleted in the last 30 days."),
            can_add=False,
            parent=parent,
        )
        self.bring_back_button = self.edit_button
        self.bring_back_button.setText(tr("&Bring back"))
        set_primary(self.bring_back_button, primary=True)
        self.erase_button = self.remove_button
        self.erase_button.setText(tr("&Erase for good…"))
        self.taken_label = wrapped_label("", "body")
        self.told_label = wrapped_label("", "strong")
        self.rows.addWidget(self.taken_label)
        self.rows.addWidget(self.told_label)
        say_in(self.told_label, "")
        self._let_words_wrap()
        self.table.selectionModel().selectionChanged.connect(self._on_choice_changed)
        self._say_whether_taken()

    def show_trash(self, trashed: Iterable[Trashed]) -> None:
        """Show these rows instead, after something was brought back or deleted."""
        row = self.table.row
        self._model.show_values(trashed)
        self.table.choose(row)
        self._take_heights()
        self.show_whether_empty()
        self._say_whether_taken()

    def tell(self, words: str) -> None:
        """Say what came of what was asked for; "" = nothing."""
        say_in(self.told_label, words)

    def edit(self, row: int) -> None:
        """Hand a row over to be brought back."""
        self.bring_back_wanted.emit(self._model.value_at(row))

    def remove(self, row: int) -> None:
        """Hand a row over to be erased."""
        self.erase_wanted.emit(self._model.value_at(row))

    def _let_words_wrap(self) -> None:
        """Give what was deleted the room that the moments leave, and as many lines as it needs."""
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_column_resized)

    def _take_heights(self) -> None:
        """Make each row as high as its words; Qt itself leaves the padding out when it counts."""
        metrics = self.table.fontMetrics()
        room = QRect(0, 0, self.table.columnWidth(0) - 4 * px(5), _LARGE)
        for row in range(self._model.rowCount()):
            words = self._model.index(row, 0).data()
            height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
            self.table.setRowHeight(row, max(px(36), height + px(12)))

    def _say_whether_taken(self) -> None:
        row = self.table.row
        is_taken = row is not None and self._model.value_at(row).is_taken
        say_in(
            self.taken_label,
            tr(
                "This day has been written again since. What it says now stays; only what is "
                "blank in it is filled."
            )
            if is_taken
            else "",
        )

    @Slot(int, int, int)
    def _on_column_resized(self, _column: int, _before: int, _width: int) -> None:
        self._take_heights()

    @Slot(QItemSelection, QItemSelection)
    def _on_choice_changed(self, _chosen: QItemSelection, _before: QItemSelection) -> None:
        self._say_whether_taken()
