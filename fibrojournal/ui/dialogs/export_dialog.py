"""Writes everything into files that other programs can read."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.errors import ExportCancelledError, JournalError
from fibrojournal.i18n import tr
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingRadioButton

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from fibrojournal.journal.loading import KeepGoing
    from fibrojournal.ui.jobs import Jobs, Progress

BUSY_AFTER_MS: Final = 300
"""What ends sooner than this is over before anybody could read how far it is."""


class ExportTo(Protocol):
    """The use case behind the dialog; it runs on the background thread."""

    def __call__(self, target: Path, /, keep_going: KeepGoing | None = None) -> None:
        """Write everything to `target`, whole or not at all."""


class ExportDialog(QDialog):
    """Asks for the form and the place of an export; says that it is not encrypted.

    While it works the window behind it waits, so that the journal is in one pair of hands.

    Args:
        export_to: The use case, run on the background thread.
        jobs: Runs it.
        today: For the name that is proposed.
        parent: The window.
    """

    exported = Signal(Path)

    def __init__(
        self,
        export_to: ExportTo,
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
        self._stop = threading.Event()
        self._show_busy = QTimer(self)
        self._show_busy.setSingleShot(True)
        self._show_busy.setInterval(BUSY_AFTER_MS)
        self._show_busy.timeout.connect(self._on_busy_for_long)
        self._build_controls()
        self._lay_out()

    def _build_controls(self) -> None:
        self.forms: dict[str, WrappingRadioButton] = {
            "": WrappingRadioButton(
                tr("Folder of tables for spreadsheets (CSV); can be imported again")
            ),
            ".json": WrappingRadioButton(tr("One file for programs (JSON)")),
            ".sqlite": WrappingRadioButton(tr("One database file (SQLite), with the history")),
        }
        self.forms[""].setChecked(True)
        self.busy_label = wrapped_label("", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.close_button = QPushButton(tr("Cancel"))
        self.close_button.clicked.connect(self.reject)
        self.choose_button = QPushButton(tr("Choose a place…"))
        self.choose_button.setProperty("primary", True)
        self.choose_button.setDefault(True)
        self.choose_button.clicked.connect(self._on_choose_clicked)

    def _lay_out(self) -> None:
        intro = text_label(
            tr(
                "An export holds everything that you wrote and is not encrypted. Anybody who "
                "gets the files can read them."
            ),
            "quiet",
        )
        intro.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.choose_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(20), px(24), px(20))
        rows.setSpacing(px(12))
        rows.addWidget(intro)
        for form in self.forms.values():
            rows.addWidget(form)
        rows.addWidget(self.busy_label)
        rows.addWidget(self.bar)
        rows.addLayout(buttons)
        say_in(self.busy_label, "")

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as all words need; Qt gives two thirds of the screen, unless it is told."""
        room = self.screen().availableGeometry().size()
        layout = self.layout()
        needed = 0 if layout is None else layout.totalHeightForWidth(self.width())
        self.resize(self.width(), min(max(self.height(), needed), room.height() - 64))
        super().showEvent(event)

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
        dialog.setDefaultSuffix(self.form.removeprefix("."))
        dialog.selectFile(self._name + self.form)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, place: str) -> None:
        self.export(Path(place))

    def export(self, target: Path) -> None:
        """Write the export to `target`, whose name gets the ending of the chosen form."""
        if self.form and target.suffix.lower() != self.form:
            target = target.with_name(target.name + self.form)
        self._stop.clear()
        self._set_busy(True)

        def work(progress: Progress) -> Path:
            def keep_going(done: int, total: int) -> bool:
                progress.report(done, total)
                return not (self._stop.is_set() or progress.cancelled)

            self._export_to(target, keep_going)
            return target

        self._jobs.run(work, done=self._on_exported, failed=self._on_failed, moved=self._on_moved)

    @Slot()
    def _on_busy_for_long(self) -> None:
        self.bar.show()
        if not self.busy_label.text():
            say_in(self.busy_label, tr("Reading your journal."))

    def _on_moved(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.bar.isVisible() and not self._stop.is_set():
            percent = round(100 * done / total) if total else 100
            say_in(self.busy_label, tr("Writing: {percent} % is done.").format(percent=percent))

    def _on_exported(self, target: Path) -> None:
        self._set_busy(False)
        self.exported.emit(target)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, ExportCancelledError):
            self.reject()
            return
        if not isinstance(error, JournalError):
            raise error
        show_error(self, error)

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - one word, read at the call
        self._busy = busy
        if busy:
            self._show_busy.start()
        else:
            self._show_busy.stop()
        self.bar.setRange(0, 0)
        self.bar.hide()
        say_in(self.busy_label, "")
        self.choose_button.setEnabled(not busy)
        for form in self.forms.values():
            form.setEnabled(not busy)

    def reject(self) -> None:
        """Close; files that are still being written are stopped first, and leave nothing."""
        if self._busy:
            self._stop.set()
            say_in(self.busy_label, tr("Stopping. Nothing will be left behind."))
            return
        super().reject()
