"""Saves what could be printed as a file, and says first that such a file is not encrypted."""

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
    QVBoxLayout,
    QWidget,
)

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.ui.idle_steps import IdleSteps
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class SaveReportDialog(QDialog):
    """Says that a file is not encrypted, asks for its place, and writes it.

    Args:
        title: What is done, such as "Save as PDF".
        name: What is proposed as the file's name, with its ending.
        write: Writes the file step by step, on the main thread.
        parent: The page.
    """

    saved = Signal(Path)

    def __init__(
        self,
        title: str,
        name: str,
        write: Callable[[Path], Iterator[object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self._name = name
        self._write = write
        self._steps = IdleSteps(self)
        intro = wrapped_label(
            tr(
                "The file is not encrypted. Anybody who gets it can read it, so keep it where "
                "only you can, and hand it to people you trust."
            ),
            "quiet",
        )
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.close_button = QPushButton(tr("Cancel"))
        self.close_button.setAutoDefault(False)
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
        rows.addLayout(buttons)
        self.setMinimumWidth(px(420))

    @Slot()
    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, self.windowTitle())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(self._name).suffix.removeprefix("."))
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, place: str) -> None:
        self.save(Path(place))

    def save(self, file: Path) -> None:
        """Write to `file`, whose name gets the ending that was proposed."""
        ending = Path(self._name).suffix
        if file.suffix != ending:
            file = file.with_name(file.name + ending)
        self._set_busy(True)
        self._steps.go(self._writing(file))

    def _writing(self, file: Path) -> Iterator[object]:
        try:
            yield from self._write(file)
        except JournalError as error:
            self._set_busy(False)
            show_error(self, error)
            return
        self._set_busy(False)
        self.saved.emit(file)
        self.accept()

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - one word, read at the call
        self.bar.setVisible(busy)
        self.choose_button.setEnabled(not busy)

    def reject(self) -> None:
        """Close, and give up what is not written yet; no part of a file stays behind."""
        self._steps.stop()
        super().reject()
