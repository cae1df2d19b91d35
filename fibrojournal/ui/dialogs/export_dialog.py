"""Writes everything into files that other programs can read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.theme import px, text_label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fibrojournal.ui.jobs import Jobs, Progress


class ExportDialog(QDialog):
    """Asks for the form and the place of an export; says that it is not encrypted.

    Args:
        export_to: The use case, run on the background thread.
        jobs: Runs it.
        today: For the name that is proposed.
        parent: The window.
    """

    exported = Signal(Path)

    def __init__(
        self,
        export_to: Callable[[Path], None],
        jobs: Jobs,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(tr("Export"))
        self._export_to = export_to
        self._jobs = jobs
        self._name = f"FibroJournal {today.isoformat()}"
        self._busy = False
        self.forms: dict[str, QRadioButton] = {
            "": QRadioButton(tr("Folder of tables for spreadsheets (CSV); can be imported again")),
            ".json": QRadioButton(tr("One file for programs (JSON)")),
            ".sqlite": QRadioButton(tr("One database file (SQLite), with the history")),
        }
        self.forms[""].setChecked(True)
        intro = text_label(
            tr(
                "An export holds everything that you wrote and is not encrypted. Anybody who "
                "gets the files can read them."
            ),
            "quiet",
        )
        intro.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.close_button = QPushButton(tr("Cancel"))
        self.close_button.clicked.connect(self.reject)
        self.choose_button = QPushButton(tr("Choose a place…"))
        self.choose_button.setProperty("primary", True)
        self.choose_button.setDefault(True)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.choose_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(20), px(24), px(20))
        rows.setSpacing(px(12))
        rows.addWidget(intro)
        for form in self.forms.values():
            rows.addWidget(form)
        rows.addLayout(buttons)

    @property
    def form(self) -> str:
        """The chosen form, as the ending of its name; "" = a folder."""
        return next(ending for ending, button in self.forms.items() if button.isChecked())

    @Slot()
    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Export to"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if not self.form:
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.selectFile(self._name + self.form)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, place: str) -> None:
        self.export(Path(place))

    def export(self, target: Path) -> None:
        """Write the export to `target`, whose name gets the ending of the chosen form."""
        if self.form and target.suffix != self.form:
            target = target.with_name(target.name + self.form)
        self._set_busy(True)

        def work(_progress: Progress) -> Path:
            self._export_to(target)
            return target

        self._jobs.run(work, done=self._on_exported, failed=self._on_failed)

    def _on_exported(self, target: Path) -> None:
        self._set_busy(False)
        self.exported.emit(target)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, JournalError):
            raise error
        show_error(self, error)

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - one word, read at the call
        self._busy = busy
        self.bar.setVisible(busy)
        self.choose_button.setEnabled(not busy)
        for form in self.forms.values():
            form.setEnabled(not busy)

    def reject(self) -> None:
        """Close, but not while files are being written."""
        if not self._busy:
            super().reject()
