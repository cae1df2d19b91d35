"""Says that something went wrong in the program itself, and what can be passed on about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

_LEAST_WIDTH: Final = 520
"""In pixels at 100 %."""


class CrashDialog(QDialog):
    """Calm words, and details that hold nothing of the journal.

    Args:
        details: What may be copied and passed on; nothing of the journal.
        log_folder: The folder of the log, which holds such details only.
        saved_at: The time of the last save; "" = nothing was saved since the window was opened.
        parent: The window.
    """

    def __init__(
        self, details: str, log_folder: Path, saved_at: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._log_folder = log_folder
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if parent is not None:
            self.setWindowTitle(parent.window().windowTitle())
        message = wrapped_label(tr("Something in FibroJournal went wrong."), "section")
        safe = wrapped_label(
            tr("Your writing is safe up to {clock}.").format(clock=saved_at)
            if saved_at
            else tr("What you saved is safe.")
        )
        remedy = wrapped_label(
            tr(
                "You can go on, or close FibroJournal and open it again. If you like to report "
                "this: the lines below name places in the program only, nothing from your "
                "journal. The log holds such lines, too."
            )
        )
        self.details_edit = QPlainTextEdit(details)
        self.details_edit.setReadOnly(True)
        self.details_edit.setAccessibleName(tr("Details"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy_button = QPushButton(tr("Copy details"))
        self.buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.folder_button = QPushButton(tr("Open log folder"))
        self.buttons.addButton(self.folder_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.buttons.rejected.connect(self.reject)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(24), px(24), px(16))
        rows.setSpacing(px(16))
        for widget in (message, safe, remedy, self.details_edit, self.buttons):
            rows.addWidget(widget)
        self.setMinimumWidth(px(_LEAST_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        """Leave every line its room."""
        self.setMinimumHeight(self._rows.totalMinimumHeightForWidth(px(_LEAST_WIDTH)))
        super().showEvent(event)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details_edit.toPlainText())

    @Slot()
    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))
