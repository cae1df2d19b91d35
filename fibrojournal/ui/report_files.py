"""Writes what is printed into files, step by step, so that the window can go on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from fibrojournal.exchange.whole_file import write_whole
from fibrojournal.reports.pictures import each_picture
from fibrojournal.reports.visit_html import whole_html
from fibrojournal.ui.printing import PRINT_DPI, ReportPages, print_steps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.visit_report import VisitReport
    from fibrojournal.ui.printing import Pages

HTML_HEIGHT: Final = 460
"""Height of the timeline in an HTML file, in CSS pixels."""


def write_report(report: VisitReport, formatter: Formatter, file: Path) -> Iterator[object]:
    """Write a report as its name's ending asks, .pdf or .html, whole or not at all.

    Raises:
        JournalError: The place cannot be written to.
    """
    if file.suffix == ".html":
        pictures = {}
        for name, picture in each_picture(report, formatter, height=HTML_HEIGHT):
            pictures[name] = picture.embedded
            yield name
        write_whole(file, whole_html(report, pictures, formatter).encode())
        return
    pages = ReportPages(report, formatter, at_once=False)
    yield from pages.lay_out()
    yield from write_pages(pages, report.title, file)


def write_pages(pages: Pages, title: str, file: Path) -> Iterator[object]:
    """Write pages as a PDF file, whole or not at all.

    Raises:
        JournalError: The place cannot be written to.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("FibroJournal")
    writer.setTitle(title)
    writer.setResolution(PRINT_DPI)
    yield from print_steps(pages, writer)
    buffer.close()
    write_whole(file, bytes(buffer.data().data()))
