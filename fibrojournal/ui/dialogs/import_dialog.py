"""Brings in our folders and other apps' files: first shown, then written as a whole."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.errors import JournalError
from fibrojournal.exchange.foreign_file import read_foreign
from fibrojournal.exchange.map_file import ImportAnswers, answers_bytes
from fibrojournal.exchange.spreadsheet import read_spreadsheet
from fibrojournal.exchange.whole_file import write_whole
from fibrojournal.i18n import tr, trn
from fibrojournal.journal.changes import Changes
from fibrojournal.ui.dialogs.foreign_medicines_dialog import ForeignMedicinesDialog
from fibrojournal.ui.dialogs.names_dialog import NamesDialog
from fibrojournal.ui.dialogs.sheet_dialog import SheetDialog
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.models.import_table_models import file_rows, rejection_rows
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.row_table import RowTable
from fibrojournal.ui.widgets.tab_order import order_tabs
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.foreign_file import ForeignFile
    from fibrojournal.exchange.item_map import ItemMap
    from fibrojournal.exchange.medtimer import MedicineMap
    from fibrojournal.exchange.observations import Observations
    from fibrojournal.exchange.spreadsheet import SheetLayout
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.journal.loading import KeepGoing
    from fibrojournal.ui.jobs import Jobs, Progress


class ImportWork(Protocol):
    """The use cases behind the dialog; planning and doing run on the background thread."""

    def items(self) -> tuple[TrackedItem, ...]:
        """Return the items of the journal."""

    def plan_import(self, source: Path, *, new_items: bool, replace_old: bool) -> ImportPlan:
        """Work out what an import would do."""

    def plan_foreign_import(
        self, file: ForeignFile, answers: ImportAnswers, *, replace_old: bool
    ) -> ImportPlan:
        """Work out what importing the file of another app would do."""

    def carry_out(self, plan: ImportPlan, keep_going: KeepGoing | None = None) -> Changes:
        """Do it as one step."""


class ImportDialog(QDialog):
    """Chooses a folder or file, shows what is in it, imports all of it or nothing.

    While it works the window behind it waits, so that the journal is in one pair of hands.

    Args:
        work: Plans and carries out.
        jobs: Runs both in the background.
        formatter: Writes numbers.
        parent: The window.
    """

    imported = Signal(Changes)

    def __init__(
        self, work: ImportWork, jobs: Jobs, formatter: Formatter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(tr("Import"))
        self._work = work
        self._jobs = jobs
        self._formatter = formatter
        self._source: Path | None = None
        self._foreign: ForeignFile | None = None
        self._answers: ImportAnswers | None = None
        self._plan: ImportPlan | None = None
        self._layout_said: SheetLayout | None = None
        self._stop = threading.Event()
        self._busy = False
        self._build_controls()
        self._lay_out()
        self._show_plan(None)

    def _build_controls(self) -> None:
        self.folder_button = QPushButton(tr("Choose a folder…"))
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.file_button = QPushButton(tr("Choose a file…"))
        self.file_button.clicked.connect(self._on_file_clicked)
        self.place_label = text_label("", "strong")
        self.place_label.setWordWrap(True)
        self.place_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.answers_button = QPushButton(tr("Change what things mean…"))
        self.answers_button.clicked.connect(self._on_answers_clicked)
        self.save_button = QPushButton(tr("Save these answers…"))
        self.save_button.clicked.connect(self._on_save_clicked)
        self.new_items_box = WrappingCheckBox(
            tr("Make new items of columns that are not known (0 to 10)")
        )
        self.replace_box = WrappingCheckBox(
            tr("Where they differ, the file wins over the journal")
        )
        self.skip_box = WrappingCheckBox(tr("Leave out the rows that are not possible"))
        self.new_items_box.toggled.connect(self._on_option_toggled)
        self.replace_box.toggled.connect(self._on_option_toggled)
        self.skip_box.toggled.connect(self._on_skip_toggled)
        self.files_table = RowTable(file_rows((), self._formatter), tr("Files"), self)
        # One column takes what is left, and none is narrower than its words.
        self.files_table.horizontalHeader().setStretchLastSection(False)
        self.reasons_table = RowTable(
            rejection_rows((), self._formatter), tr("Rows that are not possible"), self
        )
        for table in (self.files_table, self.reasons_table):
            table.setMinimumHeight(px(84))
        self.summary_label = text_label("", "body")
        self.summary_label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.close_button = QPushButton(tr("Cancel"))
        self.close_button.clicked.connect(self.reject)
        self.import_button = QPushButton(tr("Import"))
        self.import_button.setProperty("primary", True)
        self.import_button.setDefault(True)
        self.import_button.clicked.connect(self._on_import_clicked)

    def _lay_out(self) -> None:
        intro = text_label(
            tr(
                "Bring in a folder that FibroJournal exported, or a table of days (CSV). What "
                "Daylio, Bearable or MedTimer exported can be read too. You see what would "
                "happen before anything is written."
            ),
            "quiet",
        )
        intro.setWordWrap(True)
        choose = QHBoxLayout()
        choose.setSpacing(px(8))
        choose.addWidget(self.folder_button)
        choose.addWidget(self.file_button)
        choose.addWidget(self.place_label, 1)
        answers = QHBoxLayout()
        answers.setSpacing(px(8))
        answers.addWidget(self.answers_button)
        answers.addWidget(self.save_button)
        answers.addStretch(1)
        content = QWidget()
        content.setObjectName("pageBody")
        rows = QVBoxLayout(content)
        rows.setContentsMargins(px(24), px(20), px(24), px(12))
        rows.setSpacing(px(12))
        rows.addWidget(intro)
        rows.addLayout(choose)
        rows.addLayout(answers)
        rows.addWidget(self.files_table, 2)
        rows.addWidget(self.summary_label)
        rows.addWidget(self.reasons_table, 3)
        for box in (self.new_items_box, self.skip_box, self.replace_box):
            rows.addWidget(box)
        rows.addStretch(0)  # takes the room of tables that are not shown
        self._let_scroll(content)
        self.resize(self.files_table.wanted_size(px(760), px(680)))

    def _let_scroll(self, content: QWidget) -> None:
        """Put the content above the buttons, which stay where they are."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(24), px(8), px(24), px(20))
        buttons.setSpacing(px(8))
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.import_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(buttons)
        order_tabs(content.layout(), outer)

    def preview(self, source: Path) -> None:
        """Read a folder or file and show what importing it would do."""
        self._source = source
        self._foreign = None
        self._answers = None
        self.place_label.setText(source.name)
        self._set_busy(True)

        def work(_progress: Progress) -> ForeignFile | None:
            return read_foreign(source)

        self._jobs.run(work, done=self._on_read, failed=self._on_failed)

    def _on_read(self, file: ForeignFile | None) -> None:
        self._foreign = file
        if file is None:
            self._plan_again()
        elif file.unreadable is not None:
            self._answers = ImportAnswers()
            self._plan_again()
        else:
            self._set_busy(False)
            self._show_plan(None)
            self._ask()

    def _plan_again(self) -> None:
        """Work out what would happen, with the answers and options as they are."""
        source, file, answers = self._source, self._foreign, self._answers
        if source is None or (file is not None and answers is None):
            return
        self._set_busy(True)
        new_items = self.new_items_box.isChecked()
        replace_old = self.replace_box.isChecked()

        def work(_progress: Progress) -> ImportPlan:
            if file is not None and answers is not None:
                return self._work.plan_foreign_import(file, answers, replace_old=replace_old)
            return self._work.plan_import(source, new_items=new_items, replace_old=replace_old)

        self._jobs.run(work, done=self._on_planned, failed=self._on_failed)

    # What another app's file means

    def _ask(self) -> None:
        """Ask what the file means, beginning with the columns of a table."""
        file = self._foreign
        if file is None:
            return
        if file.export is not None:
            asked = ForeignMedicinesDialog(file.export.medicines, self)
            asked.medicines_entered.connect(self._on_medicines_entered)
            asked.open()
        elif file.sheet is not None:
            columns = SheetDialog(file.sheet, self._formatter, self)
            columns.layout_entered.connect(self._on_layout_entered)
            columns.open()
        elif file.said is not None:
            self._ask_names(file.said, None)

    def _ask_names(self, said: Observations, layout: SheetLayout | None) -> None:
        names = said.names()
        likely = None
        if layout is not None and not layout.name_column and self._foreign is not None:
            sheet = self._foreign.sheet
            proposal = sheet.proposal() if sheet is not None else None
            likely = proposal.note_columns if proposal is not None else frozenset()
        dialog = NamesDialog(
            names,
            self._work.items(),
            self._formatter,
            has_notes=bool(said.notes),
            likely_notes=likely,
            parent=self,
        )
        self._layout_said = layout
        dialog.names_entered.connect(self._on_names_entered)
        dialog.open()

    @Slot(object)
    def _on_layout_entered(self, layout: SheetLayout) -> None:
        file = self._foreign
        if file is None or file.sheet is None:
            return
        sheet = file.sheet
        self._set_busy(True)

        def work(_progress: Progress) -> Observations:
            return read_spreadsheet(sheet, layout)

        def done(said: Observations) -> None:
            self._set_busy(False)
            self._ask_names(said, layout)

        self._jobs.run(work, done=done, failed=self._on_failed)

    @Slot(object, object)
    def _on_names_entered(self, items: ItemMap, notes: frozenset[str]) -> None:
        layout = self._layout_said
        if layout is not None:
            layout = replace(layout, note_columns=notes)
            items = replace(items, decimal_comma=layout.decimal_comma)
        self._answers = ImportAnswers(items, layout)
        self._plan_again()

    @Slot(object)
    def _on_medicines_entered(self, medicines: dict[str, MedicineMap | None]) -> None:
        self._answers = ImportAnswers(medicines=medicines)
        self._plan_again()

    @Slot()
    def _on_answers_clicked(self) -> None:
        self._ask()

    @Slot()
    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Save these answers"), "answers.json", "JSON (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_save_chosen)
        dialog.open()

    @Slot(str)
    def _on_save_chosen(self, place: str) -> None:
        if self._answers is None:
            return
        try:
            write_whole(Path(place), answers_bytes(self._answers))
        except JournalError as error:
            show_error(self, error)

    @Slot()
    def _on_folder_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot()
    def _on_file_clicked(self) -> None:
        dialog = QFileDialog(
            self, tr("Choose a file"), "", tr("Tables and exports (*.csv *.json *.txt)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, place: str) -> None:
        self.preview(Path(place))

    @Slot(bool)
    def _on_option_toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._plan_again()

    @Slot(bool)
    def _on_skip_toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._show_plan(self._plan)

    def _on_planned(self, plan: ImportPlan) -> None:
        self._set_busy(False)
        self._show_plan(plan)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, JournalError):
            raise error
        if self._stop.is_set():
            self.reject()
            return
        self._show_plan(None)
        show_error(self, error)

    def _show_plan(self, plan: ImportPlan | None) -> None:
        self._plan = plan
        files = plan.files if plan is not None else ()
        self.files_table.setModel(file_rows(files, self._formatter))
        self.reasons_table.setModel(rejection_rows(files, self._formatter))
        self.files_table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.files_table.setVisible(bool(files))
        refused = plan is not None and plan.has_rejections
        self.reasons_table.setVisible(refused)
        self.skip_box.setVisible(refused)
        new = sum(file.accepted for file in files)
        self.import_button.setVisible(plan is not None)
        self.import_button.setText(
            trn("Import {n} row", "Import {n} rows", new) if new else tr("Import")
        )
        has_answers = self._foreign is not None and self._foreign.unreadable is None
        self.answers_button.setVisible(has_answers)
        self.save_button.setVisible(has_answers and self._answers is not None)
        self.new_items_box.setVisible(self._foreign is None)
        self.import_button.setEnabled(bool(new) and (not refused or self.skip_box.isChecked()))
        self.summary_label.setText(self._summary(plan, new))

    def _summary(self, plan: ImportPlan | None, new: int) -> str:
        if plan is None:
            is_asked = self._foreign is not None and self._foreign.unreadable is None
            return tr("Say first what things in the file mean.") if is_asked else ""
        if plan.has_rejections and not self.skip_box.isChecked():
            return tr(
                "Some rows are not possible, so nothing will be written as it stands. Mend them "
                "in the file and choose it again, or leave them out."
            )
        if not new and any(file.unchanged for file in plan.files):
            return tr("Everything in here is in your journal already.")
        if not new:
            return tr("There is nothing in here to take over.")
        words = tr("Nothing is written yet. You can undo the import as a whole.")
        left_out = sum(file.left_out for file in plan.files)
        if not left_out or self._foreign is None:
            return words
        rest = trn(
            "{n} row says nothing that you take over.",
            "{n} rows say nothing that you take over.",
            left_out,
        )
        return f"{words} {rest}"

    @Slot()
    def _on_import_clicked(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self._set_busy(True)

        def work(progress: Progress) -> Changes:
            def keep_going(done: int, total: int) -> bool:
                progress.report(done, total)
                return not self._stop.is_set()

            return self._work.carry_out(plan, keep_going)

        self._jobs.run(work, done=self._on_imported, failed=self._on_failed, moved=self._on_moved)

    def _on_moved(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_imported(self, changes: Changes) -> None:
        self._set_busy(False)
        self.imported.emit(changes)
        self.accept()

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - one word, read at the call
        self._busy = busy
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        for widget in (
            self.folder_button,
            self.file_button,
            self.answers_button,
            self.save_button,
            self.import_button,
        ):
            widget.setEnabled(not busy)
        for box in (self.new_items_box, self.replace_box, self.skip_box):
            box.setEnabled(not busy)

    def reject(self) -> None:
        """Close; work that is still going on is stopped first and takes everything back."""
        if self._busy:
            self._stop.set()
            self.summary_label.setText(tr("Stopping. Nothing will have changed."))
            return
        super().reject()
