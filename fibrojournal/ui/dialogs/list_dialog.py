"""What the dialogs that list rows have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.row_table import RowTable
from fibrojournal.ui.widgets.tab_order import order_tabs
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractTableModel
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QLabel


class ListDialog(QDialog):
    """A table of rows with buttons that act on the chosen one.

    Subclasses override `edit`, `remove` and, where rows can be added, `add`; those with more
    buttons show these in `buttons`.

    Args:
        title: Window title; it never names a medicine.
        model: The rows.
        name: What a screen reader calls the table.
        empty: The sentence shown where there is no row.
        can_add: Rows can be added.
        parent: The page.
    """

    def __init__(
        self,
        title: str,
        model: QAbstractTableModel,
        *,
        name: str,
        empty: str,
        can_add: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        model.setParent(self)
        self.table = RowTable(model, name)
        self.empty_label = text_label(empty, "quiet")
        self.empty_label.setWordWrap(True)
        self.add_button = QPushButton(tr("&Add…"))
        self.edit_button = QPushButton(tr("&Edit…"))
        self.remove_button = QPushButton(tr("&Remove"))
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setAutoDefault(False)
        self.buttons = FlowRow()
        of_row = (self.add_button, self.edit_button, self.remove_button)
        self.buttons.show_parts(of_row)
        for button in of_row:
            button.setAutoDefault(False)
        self.add_button.setVisible(can_add)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.buttons, 1)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.of_rows: list[QWidget] = [self.table, self.edit_button, self.remove_button]
        self.rows = QVBoxLayout()
        self.rows.setSpacing(px(12))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(24), px(20), px(24), px(20))
        outer.setSpacing(px(16))
        outer.addLayout(self.rows, 1)
        outer.addLayout(foot)
        self.rows.addWidget(self.empty_label)
        self.rows.addWidget(self.table, 1)

        self.add_button.clicked.connect(self._on_add_clicked)
        self.edit_button.clicked.connect(self._on_edit_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.close_button.clicked.connect(self.accept)
        self.table.row_activated.connect(self._on_edit_clicked)
        self.resize(self.table.wanted_size(px(760), px(440)))
        self.show_whether_empty()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the table."""
        order_tabs(self.layout())
        where_empty = self.close_button if self.add_button.isHidden() else self.add_button
        (where_empty if self.table.isHidden() else self.table).setFocus()
        super().showEvent(event)

    def add(self) -> None:
        """Ask for a new row."""

    def edit(self, row: int) -> None:
        """Ask for another version of a row."""
        raise NotImplementedError

    def remove(self, row: int) -> None:
        """Hand a row over to be removed."""
        raise NotImplementedError

    def stay_open(self) -> None:
        """Keep the form that is being filled in on the screen: it could not be saved."""
        for dialog in self.findChildren(FormDialog):
            dialog.stay_open()

    def show_whether_empty(self) -> None:
        """Show the table, or the sentence where it has no row."""
        some = self.table.model().rowCount() > 0
        self.empty_label.setVisible(not some)
        for widget in self.of_rows:
            widget.setVisible(some)

    @Slot()
    def _on_add_clicked(self) -> None:
        self.add()

    @Slot()
    def _on_edit_clicked(self) -> None:
        if self.table.row is not None:
            self.edit(self.table.row)

    @Slot()
    def _on_remove_clicked(self) -> None:
        if self.table.row is not None:
            self.remove(self.table.row)


def kept_label() -> QLabel:
    """Make the quiet line that says how what is removed comes back."""
    return wrapped_label(
        tr(
            "What you remove can be brought back within 30 days: see “Deleted in the last 30 "
            "days” in the menu “Edit”."
        ),
        "caption",
    )
