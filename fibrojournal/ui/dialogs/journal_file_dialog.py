"""Asks for the file of another journal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from fibrojournal.i18n import tr


class JournalFileDialog(QFileDialog):
    """The system's own dialog where there is one.

    Args:
        folder: Where to start; None = where the last dialog ended.
        parent: The window.
    """

    journal_chosen = Signal(Path)

    def __init__(self, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Open another journal"))
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setNameFilters([tr("Journals (*.fibro)"), tr("All files (*)")])
        if folder is not None:
            self.setDirectory(str(folder))
        self.fileSelected.connect(self._on_file_selected)

    @Slot(str)
    def _on_file_selected(self, file: str) -> None:
        self.journal_chosen.emit(Path(file))
