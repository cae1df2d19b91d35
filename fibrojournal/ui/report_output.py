"""Where a report and its sheets go: to the printer, or into a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fibrojournal.domain.contents import JournalContents
from fibrojournal.i18n import tr
from fibrojournal.reports.plan_sheet import blank_sheet_html, plan_sheet, plan_sheet_html
from fibrojournal.ui.dialogs.save_report_dialog import SaveReportDialog
from fibrojournal.ui.idle_steps import IdleSteps
from fibrojournal.ui.messages import show_notice
from fibrojournal.ui.printing import ReportPages
from fibrojournal.ui.report_files import write_pages, write_report
from fibrojournal.ui.sheet_pages import SheetPages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.journal import Journal
    from fibrojournal.reports.report_choice import Paper
    from fibrojournal.reports.visit_report import VisitReport
    from fibrojournal.ui.printing import Pages


class ReportOutput(QObject):
    """Opens the dialogs that print and save, and does what they are for.

    `print_opened` says that pages which had to be drawn first are there to be looked at.

    Args:
        journal: The open journal, for the sheets.
        formatter: Writes days and numbers.
        parent: The page above which the dialogs stand.
    """

    print_opened = Signal()

    def __init__(self, journal: Journal, formatter: Formatter, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal = journal
        self._formatter = formatter
        self._page = parent
        self._preparing = IdleSteps(self)

    def save_report(self, report: VisitReport, ending: str) -> None:
        """Ask for a place, and save a report there; `ending` is ".pdf" or ".html"."""
        title = tr("Save as PDF") if ending == ".pdf" else tr("Save as web page")
        self._save(
            title, tr("Visit report"), ending, partial(write_report, report, self._formatter)
        )

    def print_report(self, report: VisitReport) -> None:
        """Draw a report as fine as paper wants it, then show it with a button to print it."""
        self._preparing.go(self._prepared(ReportPages(report, self._formatter, at_once=False)))

    def plan_pages(self, paper: Paper) -> SheetPages:
        """Return the prescriber's plan as a sheet."""
        contents, today = self._sheet_contents(), self._journal.today()
        return SheetPages(plan_sheet_html(plan_sheet(contents, today, self._formatter)), paper)

    def week_pages(self, paper: Paper) -> SheetPages:
        """Return a week to be filled in by hand as a sheet."""
        return SheetPages(blank_sheet_html(self._sheet_contents()), paper)

    def save_sheet(self, name: str, pages: SheetPages) -> None:
        """Ask for a place, and save a sheet there as PDF."""
        self._save(tr("Save as PDF"), name, ".pdf", partial(write_pages, pages, name))

    def print_pages(self, pages: Pages) -> None:
        """Show pages with a button to print them."""
        from fibrojournal.ui.print_preview import (  # noqa: PLC0415 - printing is seldom needed
            open_print_preview,
        )

        open_print_preview(pages, self._page)

    def _sheet_contents(self) -> JournalContents:
        """Read what sheets show; reading every day besides would take a while."""
        journal = self._journal
        return JournalContents(
            items=journal.items(),
            medicines=journal.medicines(),
            dose_changes=journal.dose_changes(),
            plan=journal.plan(),
        )

    def _prepared(self, pages: ReportPages) -> Iterator[object]:
        yield from pages.lay_out()
        self.print_pages(pages)
        self.print_opened.emit()

    def _save(
        self, title: str, name: str, ending: str, write: Callable[[Path], Iterator[object]]
    ) -> None:
        day = self._journal.today().isoformat()
        dialog = SaveReportDialog(title, f"{name} {day}{ending}", write, self._page)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    @Slot(object)
    def _on_saved(self, file: Path) -> None:
        show_notice(
            self._page,
            tr("Saved as “{name}”.").format(name=file.name),
            tr("It is not encrypted. Keep it where only you can read it."),
        )
